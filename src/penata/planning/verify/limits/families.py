"""Couples and relatives, looked up again: which places of two people do not go together, and who weighs where.

The limits must bear the same names as the planner's: docs/data_path.md says which places make one limit.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from penata.planning.verify.ground import NONE, Ints, Mask, rows_of
from penata.planning.verify.limits.side import Entries, Lay, One
from penata.planning.verify.seats import distances

Place = tuple[int, bool]
"""A unit, and whether the seat leads it."""
_REMEDY = {
    "COUPLES": "tempatkan keduanya lebih dekat, atau longgarkan limits.couples_km",
    "RELATIVES": "tempatkan salah satunya di garis pelaporan lain, atau lepas limits.relatives_apart",
}


@dataclass(slots=True, eq=False)
class Families:
    """Limits on two people each; ``weights``: by person and post, the limits in which the pair weighs one."""

    lay: Lay
    kind: str
    limits: list[One] = field(default_factory=list)
    weights: dict[tuple[int, int], list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, lay: Lay, kind: str) -> "Families":
        """Go through all who are related, two at a time."""
        made = cls(lay, kind)
        related = _related(lay, spouses_only=kind == "COUPLES")
        places = _Places(lay, related, leading=kind == "RELATIVES")
        rule = _Apart(lay, related) if kind == "COUPLES" else _Line(lay)
        for first, other in related:
            made._add(places, rule, first, other)
        return made

    def entries(self, person: Ints, post: Ints) -> Iterator[Entries]:
        """One for each limit in which a pair counts."""
        known = {person for person, _ in self.weights}
        at = np.flatnonzero(np.isin(person, np.array(sorted(known), np.int64)))
        asked = zip(at.tolist(), person[at].tolist(), post[at].tolist(), strict=True)
        found = [(row, place) for place, *pair in asked for row in self.weights.get((pair[0], pair[1]), ())]
        rows = np.array([row for row, _ in found], np.int64)
        yield rows, np.array([place for _, place in found], np.int64), np.ones(len(rows), np.int64)

    def _add(self, places: "_Places", rule: "_Apart | _Line", first: int, other: int) -> None:
        """The limits of two people: one for all places of a that rule out the same places of b."""
        if not (places.plays[first] or places.plays[other]):
            return
        a, b = first, other
        if not places.plays[a] or (places.plays[b] and len(places.of[b]) < len(places.of[a])):
            a, b = b, a
        mine, theirs = sorted(places.of[a]), sorted(places.of[b])
        if not mine or not theirs:
            return
        ruled = rule.forbids(first, other, a == first, mine, theirs)
        ruled &= ~np.outer([places.as_today(a, one) for one in mine], [places.as_today(b, one) for one in theirs])
        groups: dict[bytes, list[int]] = {}
        for row in np.flatnonzero(ruled.any(axis=1)).tolist():
            groups.setdefault(ruled[row].tobytes(), []).append(row)
        ids, units = self.lay.ground.person_ids, self.lay.units["unit_id"]
        for rows in groups.values():
            unit, leads = mine[rows[0]]
            subject = f"{ids[a]} {ids[b]} {units[unit]}{'!' if leads else ''}"
            self._weigh(a, [places.of[a][mine[row]] for row in rows])
            self._weigh(b, [places.of[b][theirs[at]] for at in np.flatnonzero(ruled[rows[0]]).tolist()])
            self.limits.append(One(self.kind, subject, 1, _REMEDY[self.kind]))

    def _weigh(self, person: int, posts: list[list[int]]) -> None:
        for post in (one for group in posts for one in group):
            self.weights.setdefault((person, post), []).append(len(self.limits))


def _related(lay: Lay, *, spouses_only: bool) -> list[tuple[int, int]]:
    """Counted people who are kin, or of one household; the lower first."""
    kin = lay.dataset["kinship"]
    if spouses_only:
        kin = kin.filter(pl.col("relation") == "SPOUSE")
    ids = lay.ground.person_ids
    two = set(zip(rows_of(kin["employee_id"], ids).tolist(), rows_of(kin["relative_id"], ids).tolist(), strict=True))
    homes: dict[str, list[int]] = {}
    for person, home in enumerate(lay.ground.employees["household_id"].to_list()):
        if home is not None:
            homes.setdefault(home, []).append(person)
    two |= {(a, b) for people in homes.values() for a in people for b in people}
    counted = lay.ground.counted
    known = {(min(a, b), max(a, b)) for a, b in two if a != b and NONE not in (a, b) and counted[a] and counted[b]}
    return sorted(known)


class _Places:
    """Where each related person could be: ``of`` by person, the posts at each place; ``plays``: who could go."""

    def __init__(self, lay: Lay, related: list[tuple[int, int]], *, leading: bool) -> None:
        self.lay, self.leading = lay, leading
        people = sorted({person for two in related for person in two})
        self.plays = lay.playing()
        self.leads = lay.ground.posts["leads_unit"].fill_null(value=False).to_numpy() & leading
        self.by_duty = _leaders_by_duty(lay) if leading else set()
        self.of: dict[int, dict[Place, list[int]]] = {person: {} for person in people}
        wanted = np.zeros(len(self.plays), np.bool_)
        wanted[people] = True
        for persons, posts in lay.moves():
            at = np.flatnonzero(wanted[persons])
            for who, where in zip(persons[at].tolist(), posts[at].tolist(), strict=True):
                self._put(who, where)
        for who in people:
            if lay.ground.own[who] >= 0:
                self._put(who, int(lay.ground.own[who]))

    def as_today(self, person: int, place: Place) -> bool:
        """Whether a place is the own unit, leading it no more than now."""
        post = int(self.lay.ground.own[person])
        if post < 0:
            return False
        unit, leads = self._place(person, post)
        return place[0] == unit and (leads or not place[1])

    def _put(self, person: int, post: int) -> None:
        self.of[person].setdefault(self._place(person, post), []).append(post)

    def _place(self, person: int, post: int) -> Place:
        stays = post == self.lay.ground.own[person]
        return int(self.lay.unit[post]), bool(self.leads[post]) or (stays and person in self.by_duty)


def _leaders_by_duty(lay: Lay) -> set[int]:
    """Who leads a unit by a duty that runs on the day."""
    on, duties = lay.policy.effective_date, lay.dataset["duties"]
    runs = (pl.col("from").is_null() | (pl.col("from") <= on)) & (pl.col("until").is_null() | (pl.col("until") > on))
    running = duties.filter(runs)
    post = rows_of(running["post_id"], lay.ground.post_ids)
    leads = np.append(lay.ground.posts["leads_unit"].fill_null(value=False).to_numpy(), np.False_)[post]
    return set(rows_of(running["employee_id"], lay.ground.person_ids)[leads].tolist())


class _Apart:
    """Places farther apart than the policy allows, or than two people are today."""

    def __init__(self, lay: Lay, related: list[tuple[int, int]]) -> None:
        self.lay = lay
        self.post = np.full(lay.units.height, NONE, np.int64)  # any post of each unit, to measure from
        self.post[lay.unit[::-1]] = np.arange(len(lay.unit))[::-1]
        two = np.array(related, np.int64).reshape(-1, 2)
        seats = np.append(lay.unit, NONE)[lay.ground.own[two]]
        today = np.where((seats < 0).any(axis=1), 0, self._tenths(seats[:, 0], seats[:, 1]))
        most = np.maximum(10 * (lay.policy.limits.couples_km or 0), np.where(today == _FAR, 0, today))
        self.most = dict(zip(related, most.tolist(), strict=True))
        self.measured: dict[bytes, Ints] = {}

    def forbids(self, first: int, other: int, a_first: bool, mine: list[Place], theirs: list[Place]) -> Mask:
        """Places of a by places of b that are too far apart; measured from the first of the two to the other."""
        rows, columns = np.array([unit for unit, _ in mine]), np.array([unit for unit, _ in theirs])
        key = rows.tobytes() + b"/" + columns.tobytes() + bytes([a_first])
        if key not in self.measured:
            grid = np.repeat(rows, len(columns)), np.tile(columns, len(rows))
            start, end = grid if a_first else grid[::-1]
            if len(self.measured) == _REMEMBERED:
                self.measured.clear()
            self.measured[key] = self._tenths(start, end).reshape(len(rows), len(columns))
        return np.asarray(self.measured[key] > self.most[first, other])

    def _tenths(self, start: Ints, end: Ints) -> Ints:
        km = distances(self.lay.dataset, self.lay.ground, self.post[start], self.post[end]).round(1)
        tenths = (km * 10).round().cast(pl.Int64).fill_null(_FAR).to_numpy()
        return np.where(start == end, 0, tenths)


_FAR = 2**40
"""Tenths of a km of a distance that is not known."""
_REMEMBERED = 200
"""Tables of distances that are kept: many people have the same places."""


class _Line:
    """Places in one reporting line: one unit, or one below a unit that the other leads inside an office."""

    def __init__(self, lay: Lay) -> None:
        self.up = rows_of(lay.units["parent_id"], lay.units["unit_id"]).tolist()
        self.office = lay.office_of_unit.tolist()
        self.chain: dict[int, frozenset[int]] = {}

    def forbids(self, first: int, other: int, a_first: bool, mine: list[Place], theirs: list[Place]) -> Mask:
        """Places of a by places of b in one line."""
        del first, other, a_first
        here, there = (np.array([unit for unit, _ in places]) for places in (mine, theirs))
        joined = here[:, None] == there[None, :]
        for row, (unit, leads) in enumerate(mine):
            if leads:
                joined[row] |= np.array([unit in self._above(one) for one, _ in theirs], np.bool_)
        for column, (unit, leads) in enumerate(theirs):
            if leads:
                joined[:, column] |= np.array([unit in self._above(one) for one, _ in mine], np.bool_)
        return np.asarray(joined)

    def _above(self, unit: int) -> frozenset[int]:
        if unit not in self.chain:
            found: list[int] = []
            at = unit
            while at != self.office[unit] and self.up[at] != NONE and len(found) < 20:
                at = self.up[at]
                found.append(at)
            self.chain[unit] = frozenset(found)
        return self.chain[unit]
