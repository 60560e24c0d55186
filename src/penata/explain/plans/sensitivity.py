"""How far a weight may move before the plan does: the interval in which it stays best, and who changes beyond it.

The interval is found by halving between whole numbers; a probe computes the points anew under the weight and lets the
prices say whether the unchanged plan is still best on shortage, gain and moves. Nothing is solved for that. What the
fixed tie-breaker decides among equals may differ inside the interval.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Final

import numpy as np
import polars as pl

from penata.planning import Workings
from penata.planning.engine.prices import Depth, price
from penata.planning.engine.solve import solve
from penata.planning.problem import NOBODY, Ints, Mask, Problem
from penata.planning.whatif.weighing import Weighing
from penata.policy import Weights
from penata.tables import InputError

SHIFTS: Final = (-25, -10, 10, 25)
"""Per cent by which each weight is moved, rounded to whole points."""

FARTHEST: Final = 1000
"""The largest weight that is probed."""

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True, eq=False)
class Sensitivity:
    """What moving one weight at a time does to a plan.

    ``intervals``: weight, value, low, high: whole numbers between which the plan stays best on shortage, gain and moves
    (high null: up to FARTHEST at least). ``shifts``: weight, value, percent, shifted (the weight tried), people (who
    would sit elsewhere), only_here and only_there (moves of the plan that fall away, and new ones), same_seats (the
    same seats stay empty). ``people``: weight, percent, employee_id, own_post_id, plan_post_id, other_post_id: who
    would sit elsewhere.
    """

    intervals: pl.DataFrame
    shifts: pl.DataFrame
    people: pl.DataFrame


def sensitivity(workings: Workings, weights: Sequence[str] = (), *, step: Step = lambda _: None) -> Sensitivity:
    """Every weight that is not zero, or those named; raises InputError where one does not exist."""
    known = [field.name for field in fields(Weights)]
    if strangers := sorted(set(weights) - set(known)):
        raise InputError([f"bobot {one!r} tidak dikenal; yang dikenal: {', '.join(known)}" for one in strangers])
    if workings.is_bound:
        raise InputError([
            "batas rencana ([limits]) mengikat: selang bobot hanya dihitung bagi rencana yang tidak dibatasi; buat "
            "rencana tanpa [limits], lalu ulangi"
        ])  # fmt: skip
    probe = _Probe(workings)
    now = workings.policy.weights
    chosen = [name for name in known if (name in weights if weights else getattr(now, name) > 0)]
    intervals, shifts, people = [], [], []
    for number, name in enumerate(chosen, start=1):
        step(f"bobot {name} ({number} dari {len(chosen)}): selang")
        value = int(getattr(now, name))
        low, high = probe.interval(name, value)
        intervals.append((name, value, low, high))
        for percent in SHIFTS:
            shifted = _moved(value, percent)
            if shifted == value:
                continue
            step(f"bobot {name} ({number} dari {len(chosen)}): {percent:+d} % = {shifted}")
            inside = low <= shifted and (high is None or shifted <= high)
            moved = probe.solved(name, shifted, may_be_same=inside)
            shifts.append((name, value, percent, shifted, *probe.counted(moved)))
            people += [(name, percent, *row) for row in probe.people(moved)]
    return Sensitivity(
        pl.DataFrame(intervals, _INTERVALS, orient="row"),
        pl.DataFrame(shifts, _SHIFTS, orient="row"),
        pl.DataFrame(people, _PEOPLE, orient="row"),
    )


_INTERVALS: Final = pl.Schema({"weight": pl.String(), "value": pl.Int64(), "low": pl.Int64(), "high": pl.Int64()})
_SHIFTS: Final = pl.Schema({
    "weight": pl.String(), "value": pl.Int64(), "percent": pl.Int64(), "shifted": pl.Int64(), "people": pl.Int64(),
    "only_here": pl.Int64(), "only_there": pl.Int64(), "same_seats": pl.Boolean(),
})  # fmt: skip
_PEOPLE: Final = pl.Schema({
    "weight": pl.String(), "percent": pl.Int64(), "employee_id": pl.String(), "own_post_id": pl.String(),
    "plan_post_id": pl.String(), "other_post_id": pl.String(),
})  # fmt: skip


def _moved(value: int, percent: int) -> int:
    """The weight moved by so many per cent, to the nearest whole number, halves up.

    >>> _moved(15, 10), _moved(4, -10)
    (17, 4)
    """
    return (2 * value * (100 + percent) + 100) // 200


class _Probe:
    """The problem of a plan under other weights; only the part of the gain that a weight moves is computed anew."""

    def __init__(self, workings: Workings) -> None:
        self.workings = workings
        self.weighing = Weighing(workings)
        self.labels = np.zeros((len(workings.problem.posts), 3), np.int64)

    def interval(self, name: str, value: int) -> tuple[int, int | None]:
        """The least and the largest weight around the present one at which the plan stays best."""
        low = self._edge(name, value, 0)
        high = self._edge(name, value, max(FARTHEST, value))
        return low, None if high >= FARTHEST else high

    def _edge(self, name: str, value: int, limit: int) -> int:
        """The last weight on the way from the value to the limit at which the plan stays best; it does in between."""
        good, way = value, 1 if limit > value else -1
        stride = 1
        while good != limit:  # widening steps until one is bad
            tried = min(good + stride, limit) if way > 0 else max(good - stride, limit)
            if not self.stays(name, tried):
                break
            good, stride = tried, 2 * stride
        else:
            return good
        bad = tried
        while abs(bad - good) > 1:
            middle = (good + bad) // 2
            if self.stays(name, middle):
                good = middle
            else:
                bad = middle
        return good

    def stays(self, name: str, weight: int) -> bool:
        """Whether the plan is still best on shortage, gain and moves under another weight."""
        return bool(self._proven(self.problem(name, weight), 0).all())

    def problem(self, name: str, weight: int) -> Problem:
        """The problem with the points that another weight gives."""
        return self.weighing.problem({name: weight})

    def solved(self, name: str, weight: int, *, may_be_same: bool) -> Ints:
        """Which pair each person holds in the best plan under another weight."""
        problem, solution = self.problem(name, weight), self.workings.solution
        if may_be_same and self._proven(problem, 1).all():
            return solution.chosen
        return solve(problem, self.workings.scope, start=solution.chosen).chosen

    def _proven(self, problem: Problem, tie: int) -> Mask:
        work = self.workings
        whole = (0, len(problem.person_bound) - 1)
        depth = Depth(problem.scale, 1, 1, tie)
        return price(problem, work.solution.chosen, work.solution.heads, work.scope, depth, whole, self.labels)

    def counted(self, chosen: Ints) -> tuple[int, int, int, bool]:
        """People elsewhere, moves that fall away, moves that are new, and whether the same seats stay empty."""
        problem, before = self.workings.problem, self.workings.solution.chosen
        elsewhere = chosen != before
        stays = np.append(problem.stays(), True)
        posts = np.append(problem.post, len(problem.posts))
        one, other = (np.bincount(posts[held], minlength=len(problem.posts) + 1)[:-1] for held in (before, chosen))
        return (
            int(elsewhere.sum()), int((elsewhere & ~stays[before]).sum()), int((elsewhere & ~stays[chosen]).sum()),
            bool(np.array_equal(one, other)),
        )  # fmt: skip

    def people(self, chosen: Ints) -> list[tuple[str, str | None, str | None, str | None]]:
        """employee_id, own, planned and other post of those who would sit elsewhere, by id."""
        work, problem = self.workings, self.workings.problem
        at = np.flatnonzero(chosen != work.solution.chosen)
        ids, posts = work.facts.persons["employee_id"], work.facts.posts["post_id"].to_list()

        def post_id(node: int) -> str | None:
            return None if node == NOBODY else posts[int(problem.posts[node])]

        def held(pair: int) -> str | None:
            return None if pair == NOBODY else post_id(int(problem.post[pair]))

        rows = [
            (
                ids[int(problem.persons[i])],
                post_id(int(problem.home[i])),
                held(work.solution.chosen[i]),
                held(chosen[i]),
            )
            for i in at.tolist()
        ]
        return sorted(rows, key=lambda row: row[0])
