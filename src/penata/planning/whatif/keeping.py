"""A plan that was announced, after the data changed: what has to change, with as few changes as can be.

Three answers to one changed dataset, each the best in its order, proven by its prices:

- REPAIR: least shortage, then the fewest differences from the announced plan, then points. What an error found late
  asks for.
- CAREFUL: least shortage, then points, then the fewest differences. Of equally good plans the one nearest to what
  people were told.
- ANEW: the plan as if nothing had been announced.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
import polars as pl

from penata.planning.engine.prices import Depth, Scope, tighten
from penata.planning.engine.solve import Solution, solve
from penata.planning.problem import NOBODY, Ints, Problem
from penata.planning.whatif.answer import State
from penata.planning.whatif.board import state_of
from penata.planning.workings import Workings

Order = Literal["REPAIR", "CAREFUL", "ANEW"]
ORDERS: Final[tuple[Order, ...]] = ("REPAIR", "CAREFUL", "ANEW")
LEVELS_OF: Final[dict[Order, tuple[str, ...]]] = {
    "REPAIR": ("shortage", "differences", "gain", "moves", "tie"),
    "CAREFUL": ("shortage", "gain", "differences", "moves", "tie"),
    "ANEW": ("shortage", "gain", "moves", "tie"),
}
"""What is compared in each, in order."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Somebody who sits elsewhere than announced (``new_post_id``), with points of both moves from today's seat.

    ``announced_points`` is None where the announced seat is not open to the person any more: its loss harms nobody
    more than the rules do.
    """

    employee_id: str
    own_post_id: str | None
    announced_post_id: str | None
    new_post_id: str | None
    announced_points: int | None
    new_points: int

    @property
    def effect(self) -> Literal["HELPED", "HARMED", "EQUAL", "NOT_OPEN"]:
        """Whether the person gains or loses points against what was announced."""
        if self.announced_points is None:
            return "NOT_OPEN"
        if self.new_points == self.announced_points:
            return "EQUAL"
        return "HELPED" if self.new_points > self.announced_points else "HARMED"


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """One answer: its order, where everybody sits (rows of the facts), and who sits elsewhere than announced, by id."""

    order: Order
    state: State
    differences: tuple[Difference, ...]

    def count(self, effect: str) -> int:
        """How many of the differences have an effect."""
        return sum(one.effect == effect for one in self.differences)


def announced_seats(workings: Workings, assignments: pl.DataFrame) -> Ints:
    """The announced post (row of the facts, -1 for none) of every person of a dataset; unknown posts count as none."""
    facts = workings.facts
    seats = assignments.join(facts.posts.select("post_id", "post"), on="post_id", how="inner", validate="m:1")
    rows = facts.persons.select("employee_id").join(
        seats.select("employee_id", "post"), on="employee_id", how="left", validate="1:1", maintain_order="left"
    )
    return rows["post"].cast(pl.Int64).fill_null(NOBODY).to_numpy()


def kept(workings: Workings, announced: Ints, order: Order) -> Kept:
    """The best plan of a changed dataset in an order; ``workings`` are those of its ordinary best plan (ANEW)."""
    problem, solution = workings.problem, workings.solution
    if order != "ANEW":
        near = _near(problem, announced)
        worth = [_agreeing(problem, near), problem.gain]
        solution = _in_turn(workings, worth if order == "REPAIR" else worth[::-1], _start(problem, near, workings))
    state = state_of(replace(workings, solution=solution))
    return Kept(order, state, _differences(workings, announced, state))


_ELSEWHERE: Final = NOBODY - 1


def _near(problem: Problem, announced: Ints) -> Ints:
    """The announced post of each person in play by index of the problem, -1 where none, _ELSEWHERE not in play."""
    rank = np.full(max(int(np.max(announced, initial=0)), int(np.max(problem.posts, initial=0))) + 1, NOBODY, np.int64)
    rank[problem.posts] = np.arange(len(problem.posts))
    mine = announced[problem.persons]
    return np.where(mine == NOBODY, NOBODY, np.where(rank[mine] == NOBODY, _ELSEWHERE, rank[mine]))


def _start(problem: Problem, near: Ints, workings: Workings) -> Ints:
    """The announced pair of each person where it is still open, else that of the new plan."""
    start = workings.solution.chosen.copy()
    at = np.flatnonzero((problem.post == np.repeat(near, np.diff(problem.start))) & workings.scope.allowed)
    start[problem.person_of_pair()[at]] = at
    return start


def _agreeing(problem: Problem, near: Ints) -> npt.NDArray[np.int32]:
    """-1 for each pair that differs from what was announced; of who may lose a seat 1 for the one that agrees."""
    mine = np.repeat(near, np.diff(problem.start))
    agrees = (problem.post == mine) & (mine != NOBODY)
    was_seated = np.repeat((problem.home == NOBODY) & (near != NOBODY), np.diff(problem.start))
    agreeing: npt.NDArray[np.int32] = agrees.astype(np.int32) - (~was_seated).astype(np.int32)
    return agreeing


def _in_turn(workings: Workings, worths: Sequence[npt.NDArray[np.int32]], start: Ints) -> Solution:
    """The best plan by shortage, then by each worth of the pairs in turn, then by moves and tie."""
    scope = workings.scope
    for worth in worths[:-1]:
        problem = replace(workings.problem, gain=worth)
        found = solve(problem, scope, start=start)
        labels = np.zeros((len(problem.posts), 3), np.int64)
        labels[:, 0] = found.prices[:, 0] * problem.scale + found.prices[:, 1]
        left = Scope(scope.allowed.copy(), scope.none_is_open.copy(), scope.low.copy(), scope.high.copy())
        tighten(problem, labels, left, Depth(problem.scale, 1, 0, 0), (0, len(problem.person_bound) - 1))
        scope, start = left, found.chosen
    return solve(replace(workings.problem, gain=worths[-1]), scope, start=start)


def _differences(workings: Workings, announced: Ints, state: State) -> tuple[Difference, ...]:
    """Everybody of the dataset who sits elsewhere than announced."""
    facts = workings.facts
    points = _announced_points(workings, announced)
    ids, posts = facts.persons["employee_id"].to_list(), facts.posts["post_id"].to_list()
    own = facts.persons["post"].to_list()

    def name(row: int | None) -> str | None:
        return None if row is None or row < 0 else posts[row]

    at = np.flatnonzero((state.seat != announced) & facts.persons["counted"].to_numpy())
    found = [
        Difference(ids[i], name(own[i]), name(int(announced[i])), name(int(state.seat[i])), points.get(i),
                   int(state.gain[i]))
        for i in at.tolist()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: one.employee_id))


def _announced_points(workings: Workings, announced: Ints) -> dict[int, int]:
    """Points of the announced pairs that are still open, by person (row); 0 for who was to stay or to have no seat."""
    facts, problem = workings.facts, workings.problem
    own = facts.persons["post"].cast(pl.Int64).fill_null(NOBODY).to_numpy()
    found = dict.fromkeys(np.flatnonzero(announced == own).tolist(), 0)
    near = _near(problem, announced)
    mine = np.repeat(near, np.diff(problem.start))
    at = np.flatnonzero((problem.post == mine) & (mine != NOBODY) & workings.scope.allowed)
    rows = problem.persons[problem.person_of_pair()[at]]
    return found | dict(zip(rows.tolist(), problem.gain[at].tolist(), strict=True))
