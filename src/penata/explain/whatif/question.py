"""One person, one post: which change of points, of facts or of need gives the person the seat, proven each time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import polars as pl

from penata.explain.residual import Chains
from penata.merit import Merit
from penata.merit.chunk import Chunk, runs
from penata.planning import Workings
from penata.planning.part import Part, Vector, with_gains, with_options, with_seats
from penata.planning.problem import NOBODY, Ints
from penata.planning.warm import Arcs, settled
from penata.vocabulary import Predicate

MOST_SEATS: Final = 4
"""Changes of need are looked for up to so many seats in all."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that would have been different.

    ``kind``: POINTS (of the pair, as if from outside), NEED (of ``post_id``), PREDICATE (of the latest year),
    POTENTIAL, MONTHS_IN_FIELD, WISH_RANK (``post_id`` itself wanted at this rank); ``before`` is None where nothing is
    on record.
    """

    kind: str
    post_id: str
    before: int | str | None
    after: int | str


@dataclass(frozen=True, slots=True)
class Remedy:
    """Changes that together suffice, proven; ``least``: one point, or one seat, less was proven not to suffice."""

    changes: tuple[Change, ...]
    least: bool


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """One person (``who``) and one post (``there``) by local numbers, with everything the person may choose."""

    workings: Workings
    merit: Merit
    part: Part
    arcs: Arcs
    key: tuple[int, ...]
    person: int
    who: int
    there: int
    post: Ints
    gain: Ints
    tie: Ints

    @property
    def at(self) -> int:
        """Which of the options is the post asked for."""
        return int(np.flatnonzero(self.post == self.there)[0])

    @property
    def own_points(self) -> int:
        """The gain of the pair as it is."""
        return int(self.gain[self.at])

    def post_id(self, node: int) -> str:
        """The id of a post by its local number."""
        return str(self.workings.facts.posts["post_id"][int(self.part.posts[node])])

    def missing(self, chain: Chains) -> Vector:
        """The own step and the cheapest chain back."""
        part, at = self.part, self.at
        own = np.array([0, 0, 0], np.int64)
        if part.seat[self.who] != part.sink:
            held = int(np.flatnonzero(self.post == part.seat[self.who])[0])
            own = np.array([-self.gain[held], part.seat[self.who] != part.home[self.who], self.tie[held]])
        new = np.array([-self.gain[at], self.there != part.home[self.who], self.tie[at]])
        return part.vector(new - own + chain.cost[self.there])

    def settled(self, gain: Ints | None = None, part: Part | None = None, touched: tuple[int, ...] = ()) -> Part | None:
        """The best plan where the person has these options."""
        part = part or self.part
        changed = with_options(part, self.who, self.post, self.gain if gain is None else gain, self.tie)
        return settled(changed, self.arcs, [int(part.seat[self.who]), part.sink, *touched])

    def gets_it(self, part: Part | None) -> bool:
        """Whether a settled plan gives the person the post."""
        return part is not None and int(part.seat[self.who]) == self.there

    def by_points(self, missing: Vector) -> Remedy | None:
        """The smallest number of own points that suffices; None where shortage stands against it."""
        shortage, gain, *rest = missing
        if shortage > 0:
            return None
        needed = gain + (tuple(rest) >= (0, 0))
        if not self._with_points(needed) or self._with_points(needed - 1):
            raise AssertionError("the points that are missing are not those that suffice")
        change = Change("POINTS", self.post_id(self.there), self.own_points, self.own_points + needed)
        return Remedy((change,), least=True)

    def _with_points(self, more: int) -> bool:
        gain = self.gain.copy()
        gain[self.at] += more
        return self.gets_it(self.settled(gain))

    def by_need(self) -> Remedy | None:
        """The fewest seats more there, or fewer here, or both, that suffice; fewer were all tried."""
        here = int(self.part.seat[self.who])
        rows = self.workings.facts.posts[self.part.posts[[self.there, min(here, self.part.sink - 1)]]].to_dicts()
        if rows[0]["need"] is None:
            return None
        for more, less in _splits(MOST_SEATS, 0 if here == self.part.sink else rows[1]["need"] or 0):
            changes = [(self.there, rows[0], more), (here, rows[1], -less)]
            if self.gets_it(self._with_needs([change for change in changes if change[2]])):
                told = (Change("NEED", row["post_id"], row["need"], row["need"] + by) for _, row, by in changes if by)
                return Remedy(tuple(told), least=True)
        return None

    def _with_needs(self, changes: list[tuple[int, dict[str, Any], int]]) -> Part | None:
        part, gain, touched = self.part, self.gain, []
        for node, row, by in changes:
            need, filled, safe = row["need"] + by, row["filled"], row["safe_minimum"]
            safe = need if safe is None else min(safe, need) if by < 0 else safe
            part = with_seats(part, node, min(safe, filled), max(need, filled), need, row["priority"])
            touched.append(node)
            if (filled > need) != (filled > row["need"]):
                part, gain, seats = self._released(part, gain, node, crowded=filled > need)
                touched += seats
        return self.settled(gain, part, tuple(touched))

    def _released(self, part: Part, gain: Ints, node: int, *, crowded: bool) -> tuple[Part, Ints, list[int]]:
        """Points of release begin, or end, for those who belong to a post whose need changed."""
        locals_ = np.flatnonzero(part.home == node)
        more = self.merit.release.if_crowded(part.people[locals_]) * (1 if crowded else -1)
        for i, points in zip(locals_.tolist(), more.tolist(), strict=True):
            if i == self.who and points:
                away = (self.post != node) & ~self._scored(i, self.post)
                gain = gain + np.where(away, points, 0)
        return with_gains(part, locals_, more, self._scored), gain, sorted(set(part.seat[locals_].tolist()))

    def _scored(self, i: int, nodes: Ints) -> Any:
        """Which pairs of a person have points from outside, which no fact changes."""
        rows = np.full(len(nodes), int(self.part.people[i]))
        return self.merit.scored.rows(rows, self.part.posts[nodes]) >= 0

    def by_facts(self, missing: Vector) -> tuple[Remedy, ...]:
        """Single facts of the person with which the points suffice, each by its least step; else the least two."""
        facts, there = self.workings.facts, int(self.part.posts[self.there])
        person = facts.persons.row(self.person, named=True)
        singles = list(_facts(person, self.merit, self.person, there, self.post_id(self.there)))
        chunks = tuple(runs(self.merit.here, self._pairs()))
        tried = _Facts(self, missing[1], chunks, _points(self.merit, chunks))
        found = [Remedy((step,), least=True) for steps in singles if (step := tried.least(steps)) is not None]
        if found:
            return tuple(found)
        for a, one in enumerate(singles):
            for other in singles[a + 1 :]:
                if one and other and tried.suffice((one[-1], other[-1])):
                    return (tried.least_two(one, other),)
        return ()

    def _pairs(self) -> pl.DataFrame:
        """The options with what the rules said of them."""
        rows = self.part.posts[self.post]
        person = pl.Series("person", np.full(len(rows), self.person), dtype=pl.UInt32)
        asked = pl.DataFrame([person, pl.Series("post", rows, dtype=pl.UInt32)])
        known = self.workings.pairs
        first, last = (known["person"].search_sorted(self.person, side=side) for side in ("left", "right"))
        return asked.join(known[first:last], on=["person", "post"], how="left", validate="1:1", maintain_order="left")


@dataclass(frozen=True, slots=True, eq=False)
class _Facts:
    """Tries other facts of the person: every option is judged anew, in the parts that these facts can move."""

    question: Question
    needed: int
    chunks: tuple[Chunk, ...]
    now: Ints

    def least(self, steps: list[Change]) -> Change | None:
        """The first step that suffices, by halving; None where the last does not."""
        at = _first(len(steps), lambda one: self.suffice((steps[one],)))
        return None if at is None else steps[at]

    def least_two(self, one: list[Change], other: list[Change]) -> Remedy:
        """The fewest steps of two facts that suffice together, by halving the second beside each step of the first."""
        found, room = (one[-1], other[-1]), len(one) + len(other) - 1
        for a, first in enumerate(one):
            at = _first(min(room - a, len(other)), lambda b, first=first: self.suffice((first, other[b])))  # type: ignore[misc]
            if at is not None:
                found, room = (first, other[at]), a + at
        return Remedy(found, least=True)

    def suffice(self, changes: tuple[Change, ...]) -> bool:
        """Whether the person gets the seat with these facts.

        Where they do not bring the seat as many points more than the seat under the plan as are missing, nothing has
        to be settled.
        """
        question = self.question
        given: dict[str, Any] = {_KEYWORDS[change.kind]: change.after for change in changes}
        other = question.merit.with_person(question.person, post=int(question.part.posts[question.there]), **given)
        more = _points(other, self.chunks) - self.now
        here = np.flatnonzero(question.post == question.part.seat[question.who])
        gained = int(more[question.at]) - (int(more[here[0]]) if len(here) else 0)
        return gained >= self.needed and question.gets_it(question.settled(question.gain + more))


def _first(count: int, holds: Callable[[int], bool]) -> int | None:
    """The first number below ``count`` that holds, where all after one that holds do; None where the last does not."""
    if count < 1 or not holds(count - 1):
        return None
    low, high = NOBODY, count - 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def _points(merit: Merit, chunks: tuple[Chunk, ...]) -> Ints:
    columns = [merit.columns(chunk, _MOVED) for chunk in chunks]
    return np.concatenate([np.sum(list(parts.values()), axis=0) for parts in columns])


_MOVED: Final = ("fit", "wish", "selection", "release", "development", "rotation")
"""Parts of a gain that the facts of KEYWORDS can move."""
_KEYWORDS: Final = {"PREDICATE": "predicate", "POTENTIAL": "potential", "MONTHS_IN_FIELD": "months_in_field",
                    "WISH_RANK": "wish_rank"}  # fmt: skip
_LONG: Final = 120


def _splits(most: int, fewest_here: int) -> Iterator[tuple[int, int]]:
    """Seats more there and fewer here, the smallest sum first, seats there before seats here."""
    for total in range(1, most + 1):
        for less in range(min(total, fewest_here) + 1):
            yield total - less, less


def _facts(person: dict[str, Any], merit: Merit, row: int, post: int, post_id: str) -> Iterator[list[Change]]:
    """Steps by which one fact of a person could have been better for a post, the smallest first."""
    order = [one.value for one in _BEST_LAST]
    held = person["predicate_last"]
    better = order[order.index(held) + 1 :] if held in order else order
    yield [Change("PREDICATE", post_id, held, one) for one in better]
    potential = person["potential"]
    yield [Change("POTENTIAL", post_id, potential, one) for one in range((potential or 0) + 1, 4)]
    field = int(merit.experience.field_of_post[post])
    months = int(merit.experience.in_field(np.array([row]), np.array([field]))[0]) if field >= 0 else _LONG
    known = None if months < 0 else months
    yield [Change("MONTHS_IN_FIELD", post_id, known, one) for one in range(max(months, -1) + 1, _LONG + 1)]
    answer = merit.wishes.answer(np.array([row]), np.array([post]))
    yield [Change("WISH_RANK", post_id, int(answer.rank[0]) if answer.granted[0] else None, 1)]


_BEST_LAST: Final = (
    Predicate.SANGAT_KURANG, Predicate.KURANG, Predicate.BUTUH_PERBAIKAN, Predicate.BAIK, Predicate.SANGAT_BAIK
)  # fmt: skip
