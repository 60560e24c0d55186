"""What a what-if answers: who would sit elsewhere than under the plan, which posts gain or lose, and at what price."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import polars as pl

from penata.planning.chains import chain_ids
from penata.planning.obstacles import Clash
from penata.planning.problem import NOBODY, Ints
from penata.planning.whatif.changes import Change


@dataclass(frozen=True, slots=True)
class Levels:
    """A plan by its levels: ``shortage`` (cost), ``gain`` (points), ``moves``, ``tie``; ``short``: people short."""

    shortage: int
    gain: int
    moves: int
    tie: int
    short: int

    @property
    def order(self) -> tuple[int, int, int, int]:
        """What is compared, the smaller the better."""
        return self.shortage, -self.gain, self.moves, self.tie


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """Where everybody sits: rows of the facts, and beyond them people and posts that only a change brought.

    ``seat`` (persons) row of the post, -1 for none, ``parts.GONE`` for who is not there; ``gain`` (persons) points of
    the move made, 0 for who stays; ``need`` (posts, -1 where not known) and ``heads`` (posts) counted people.
    """

    seat: Ints
    gain: Ints
    need: Ints
    heads: Ints
    levels: Levels


@dataclass(frozen=True, slots=True)
class Shift:
    """Somebody who would sit elsewhere than under the plan.

    ``own_post_id``: today; ``plan_post_id``: under the plan; ``new_post_id``: under the changes (None: no seat).
    ``plan_gain`` and ``new_gain``: points of the move from today's seat. ``change``: JOINED, LEFT, or None. ``chain``:
    those of one chain take each other's seats.
    """

    employee_id: str
    own_post_id: str | None
    plan_post_id: str | None
    new_post_id: str | None
    plan_gain: int
    new_gain: int
    change: Literal["JOINED", "LEFT"] | None
    chain: str


@dataclass(frozen=True, slots=True)
class PostShift:
    """A post whose need or whose number of people would be another than under the plan."""

    post_id: str
    plan_need: int | None
    need: int | None
    plan_heads: int
    heads: int

    @property
    def short(self) -> tuple[int, int]:
        """Seats short under the plan, and under the changes."""
        return _missing(self.plan_need, self.plan_heads), _missing(self.need, self.heads)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the best plan under some changes is, beside the plan.

    ``after`` is None where the changes cannot be kept together: then ``clashes`` names the decisions and the limits.
    ``whole``: the plan was made anew as a whole; else only ``people`` people on ``posts`` posts were looked at.
    """

    changes: tuple[Change, ...]
    before: Levels
    after: Levels | None
    shifts: tuple[Shift, ...]
    posts: tuple[PostShift, ...]
    clashes: tuple[Clash, ...]
    whole: bool
    people: int
    seats: int

    @property
    def is_possible(self) -> bool:
        """Whether there is any plan under the changes."""
        return self.after is not None


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """Ids of persons and posts by their row, and everybody's own post (row, -1 without one)."""

    person: Sequence[str]
    post: Sequence[str]
    own: Ints

    def post_of(self, row: int) -> str | None:
        """The id of a post; None for no seat."""
        return self.post[row] if row >= 0 else None


def shifts_between(before: State, after: State, names: Names) -> tuple[Shift, ...]:
    """Everybody whose seat differs, by chain, then by id."""
    at = np.flatnonzero(before.seat != after.seat)
    if not len(at):
        return ()
    rows = [
        (names.person[i], names.post_of(int(names.own[i])), names.post_of(int(before.seat[i])),
         names.post_of(int(after.seat[i])), int(before.gain[i]), int(after.gain[i]),
         "JOINED" if before.seat[i] < NOBODY else "LEFT" if after.seat[i] < NOBODY else None)
        for i in at.tolist()
    ]  # fmt: skip
    steps = pl.DataFrame(
        [(row[0], row[2], row[3]) for row in rows],
        schema={"employee_id": pl.String, "from_post_id": pl.String, "to_post_id": pl.String},
        orient="row",
    )
    found = [Shift(*row, chain) for row, chain in zip(rows, chain_ids(steps).to_list(), strict=True)]  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda one: (one.chain, one.employee_id)))


def posts_between(before: State, after: State, names: Names) -> tuple[PostShift, ...]:
    """Every post whose need or number of people differs, by id."""
    at = np.flatnonzero((before.heads != after.heads) | (before.need != after.need))

    def need(state: State, row: int) -> int | None:
        return None if state.need[row] < 0 else int(state.need[row])

    found = [
        PostShift(names.post[i], need(before, i), need(after, i), int(before.heads[i]), int(after.heads[i]))
        for i in at.tolist()
    ]
    return tuple(sorted(found, key=lambda one: one.post_id))


def _missing(need: int | None, heads: int) -> int:
    return max(0, (need or 0) - heads)
