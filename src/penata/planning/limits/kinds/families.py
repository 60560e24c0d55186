"""People who belong together: couples end near to each other, relatives do not come into one reporting line.

Both have one shape: two people may not hold certain places at once. ``a`` is the one in play with fewer places, else
the first by id. The places of ``a`` that rule out the same places of ``b`` are one row: the two together sit on any of
them at most once. Who is not in play stays, so that the row of the other becomes "never there". What the two have today
is never ruled out. Words tell no relation.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import polars as pl

from penata.facts import pair_distance
from penata.planning.limits.kinds.basis import Basis, Entries, rows_from
from penata.planning.limits.kinds.whereabouts import Whereabouts, whereabouts
from penata.planning.limits.rows import Limit, Rows
from penata.planning.problem import NOBODY, Ints, Mask
from penata.vocabulary import LimitKind, Relation

PERSONAL: Final = "syarat pribadi"
_UNKNOWN_KM: Final = 2**40


@dataclass(frozen=True, slots=True)
class _Two:
    """Two related people by their number among the whereabouts; ``turned`` where the second of them is ``a``."""

    a: int
    b: int
    turned: bool


_Clash: TypeAlias = Callable[[_Two], Mask]
"""Which places of a (rows) and of b (columns) do not go together."""


def couple_rows(basis: Basis, km: int) -> Rows:
    """Spouses, and who shares a household, end no farther apart than so many km, or than they are today.

    A distance that is not known is too far, but inside one unit it is nothing.
    """
    related = _related(basis, spouses_only=True)
    where = whereabouts(basis, np.unique(related), leading=False)
    return _rows(basis, LimitKind.COUPLES, where, related, _Distances(basis, where, related, km).too_far)


def relative_rows(basis: Basis) -> Rows:
    """Relatives do not come into one unit, nor one of them into a unit at or below one that the other leads.

    The line ends at the office. What they have today, or less, stays allowed.
    """
    related = _related(basis, spouses_only=False)
    where = whereabouts(basis, np.unique(related), leading=True)
    return _rows(basis, LimitKind.RELATIVES, where, related, _Lines(basis, where).in_line)


def _related(basis: Basis, *, spouses_only: bool) -> Ints:
    """Rows of two counted people who are kin or share a household (r, 2): each two once, the lower first."""
    told = basis.dataset["kinship"]
    if spouses_only:
        told = told.filter(pl.col("relation") == Relation.SPOUSE.value)
    counted = basis.facts.persons.filter("counted").with_columns(pl.col("person").cast(pl.Int64))
    row = counted.select("employee_id", "person")
    other = row.rename({"employee_id": "relative_id", "person": "other"})
    kin = told.select("employee_id", "relative_id").join(row, on="employee_id").join(other, on="relative_id")
    home = counted.filter(pl.col("household_id").is_not_null()).select("household_id", "person")
    shared = home.join(home.rename({"person": "other"}), on="household_id")
    both = pl.concat([kin.select("person", "other"), shared.select("person", "other")])
    ordered = both.select(a=pl.min_horizontal("person", "other"), b=pl.max_horizontal("person", "other"))
    return ordered.filter(pl.col("a") != pl.col("b")).unique().sort("a", "b").to_numpy()


class _Distances:
    """How far apart two people would be, place by place; a matrix is made once for all who have the same places."""

    def __init__(self, basis: Basis, where: Whereabouts, related: Ints, km: int) -> None:
        self.basis, self.where = basis, where
        seats = basis.facts.posts.select("unit_id", "district_id", "lat", "lon").unique("unit_id")
        self.seats = seats
        home = basis.facts.persons["unit_id"]
        today = self._tenths(home[related[:, 0]], home[related[:, 1]], unknown=0)
        self.most = dict(zip(map(tuple, related.tolist()), np.maximum(10 * km, today).tolist(), strict=True))
        self.made: tuple[tuple[int, int, bool], Ints] | None = None

    def too_far(self, two: _Two) -> Mask:
        """Where the two would be farther apart than they may be."""
        first, other = (two.b, two.a) if two.turned else (two.a, two.b)
        people = self.where.people
        return np.asarray(self._between(two) > self.most[int(people[first]), int(people[other])])

    def _between(self, two: _Two) -> Ints:
        """Tenths of a km from the first of the two to the other: places of a by places of b."""
        where = self.where
        key = int(where.alike[two.a]), int(where.alike[two.b]), two.turned
        if self.made is None or self.made[0] != key:
            a, b = where.place[where.of(two.a)], where.place[where.of(two.b)]
            rows, columns = np.repeat(a, len(b)), np.tile(b, len(a))
            start, end = (columns, rows) if two.turned else (rows, columns)
            ids = where.unit_ids
            self.made = key, self._tenths(ids[start], ids[end], unknown=_UNKNOWN_KM).reshape(len(a), len(b))
        return self.made[1]

    def _tenths(self, start: pl.Series, end: pl.Series, *, unknown: int) -> Ints:
        both = pl.DataFrame({"here": start, "there": end})
        for side in ("here", "there"):
            named = {"unit_id": side} | {column: f"{column}_{side}" for column in ("district_id", "lat", "lon")}
            both = both.join(self.seats.rename(named), on=side, how="left", validate="m:1", maintain_order="left")
        km = pair_distance(
            both, self.basis.facts.travel, here=("district_id_here", "lat_here", "lon_here"),
            there=("district_id_there", "lat_there", "lon_there"),
        )  # fmt: skip
        tenths = (km * 10).round().cast(pl.Int64).fill_null(unknown).to_numpy()
        same = (start == end).fill_null(value=False).to_numpy()
        return np.where(same, 0, tenths)


class _Lines:
    """Which places are one reporting line: the same unit, or a unit at or below one that the other leads."""

    def __init__(self, basis: Basis, where: Whereabouts) -> None:
        self.where = where
        units = where.unit_ids.unique().sort()
        number = pl.DataFrame({"unit_id": units, "number": pl.int_range(len(units), eager=True)})
        self.unit = _numbers(where.unit_ids, number)
        self.above = _above(basis, units, number)

    def in_line(self, two: _Two) -> Mask:
        """Where the two would be in one line."""
        a, b = (self.where.place[self.where.of(one)] for one in (two.a, two.b))
        leads = self.where.leads
        under_a = leads[a][:, None] & self._is_under(b, a).T
        under_b = leads[b][None, :] & self._is_under(a, b)
        return np.asarray((self.unit[a][:, None] == self.unit[b][None, :]) | under_a | under_b)

    def _is_under(self, low: Ints, high: Ints) -> Mask:
        """Which places (rows) lie below which others (columns)."""
        above, units = self.above[self.unit[low]], self.unit[high]
        found = np.zeros((len(low), len(high)), np.bool_)
        for level in range(above.shape[1]):
            found |= above[:, level][:, None] == units[None, :]
        return found


_DEEPEST_TREE: Final = 20
"""Levels; deeper trees are cycles in the data."""


def _numbers(ids: pl.Series, number: pl.DataFrame) -> Ints:
    asked = ids.rename("unit_id").to_frame().join(number, on="unit_id", how="left", maintain_order="left")
    return asked["number"].cast(pl.Int64).fill_null(NOBODY).to_numpy()


def _above(basis: Basis, units: pl.Series, number: pl.DataFrame) -> Ints:
    """The units above each unit up to its office (units, levels), -2 where there is none or it is no place here."""
    tree = basis.dataset["units"].select(at="unit_id", up="parent_id")
    office = basis.facts.posts.select("unit_id", "office_id").unique()
    walk = units.rename("unit_id").to_frame().join(office, on="unit_id", how="left", maintain_order="left")
    walk = walk.select(at="unit_id", office="office_id")
    levels = []
    for _ in range(_DEEPEST_TREE):
        goes_on = pl.col("at") != pl.col("office")
        walk = walk.join(tree, on="at", how="left", maintain_order="left").select(
            "office", at=pl.when(goes_on).then("up")
        )
        if walk["at"].null_count() == walk.height:
            break
        numbers = _numbers(walk["at"], number)
        levels.append(np.where(numbers == NOBODY, -2, numbers))
    return np.stack(levels, axis=1) if levels else np.full((len(units), 0), -2, np.int64)


def _rows(basis: Basis, kind: LimitKind, where: Whereabouts, related: Ints, clash: _Clash) -> Rows:
    """A row for each group of places of a that rules out the same places of b."""
    ids = basis.facts.persons["employee_id"]
    subjects: list[str] = []
    most: list[int] = []
    parts: list[tuple[Ints, Ints]] = []
    for two in _couples(where, related):
        a, b = where.of(two.a), where.of(two.b)
        ruled = clash(two) & ~(where.today[a][:, None] & where.today[b][None, :])
        groups, group = _grouped(ruled)
        mine, at_a = where.pairs(a)
        theirs, at_b = where.pairs(b)
        number = len(subjects)
        chosen = np.flatnonzero(group[at_a] >= 0)
        parts.append((group[at_a[chosen]] + number, mine[chosen]))
        row, column = np.nonzero(groups[:, at_b])
        parts.append((row + number, theirs[column]))
        first = [int(np.argmax(group == one)) for one in range(len(groups))]
        names = f"{ids[int(where.people[two.a])]} {ids[int(where.people[two.b])]}"
        subjects += [f"{names} {where.text(int(where.place[a][at]))}" for at in first]
        most += [int(where.plays[two.b])] * len(groups)

    def limit(at: int) -> Limit:
        return Limit(kind, subjects[at], most[at], PERSONAL)

    row, pair = (np.concatenate([np.zeros(0, np.int64), *(part[side] for part in parts)]) for side in (0, 1))
    return rows_from(basis, Entries(row, pair, np.ones(len(row), np.int64), np.array(most, np.int64)), limit)


def _couples(where: Whereabouts, related: Ints) -> Iterator[_Two]:
    """Who of each two is a; those with the same places one after the other. Two who cannot move are left out."""
    first, other = (np.searchsorted(where.people, related[:, side]) for side in (0, 1))
    size = np.diff(where.start)
    turned = ~where.plays[first] | (where.plays[other] & (size[other] < size[first]))
    a, b = np.where(turned, other, first), np.where(turned, first, other)
    order = np.lexsort((b, a, turned, where.alike[b], where.alike[a]))
    for at in order[where.plays[a[order]]].tolist():
        yield _Two(int(a[at]), int(b[at]), bool(turned[at]))


def _grouped(ruled: Mask) -> tuple[Mask, Ints]:
    """The distinct rows of a matrix that rule out anything, by their first place; the number of each place, or -1."""
    some = np.flatnonzero(ruled.any(axis=1))
    packed = np.packbits(ruled[some], axis=1)
    _, first, inverse = np.unique(packed, axis=0, return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.argsort(order)
    group = np.full(len(ruled), -1, np.int64)
    group[some] = rank[inverse.ravel()]
    return ruled[some[first[order]]], group
