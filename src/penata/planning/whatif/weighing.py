"""A plan under other weights: points are worked out once in the smallest units, and only multiplied after that.

Every part of a gain but the wishes is a weight times a whole number of the pair, divided by a fixed whole number and
rounded. With these numbers at hand another weight costs one multiplication a pair, and the plan is solved again from
where it stands.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np
import polars as pl

from penata.merit import Merit, prepared
from penata.merit.points import FULL, rounded
from penata.merit.wishes import Wishes
from penata.planning.engine.solve import solve
from penata.planning.problem import NOBODY, Ints, Mask, Problem
from penata.planning.workings import Workings
from penata.policy import Policy, Weights

PART_OF: Final = {
    "fit": "fit", "wish": "wish", "wish_step": "wish", "accept": "wish", "refusal": "wish",
    "distance_per_10km": "distance", "distance_cap": "distance", "disruption": "disruption", "selection": "selection",
    "release": "release", "last_resort": "last_resort", "development": "development", "rotation": "rotation",
    "breadth": "breadth",
}  # fmt: skip
"""The part of a gain that each weight moves."""
_UNITS: Final = {
    "distance": 100, "disruption": 1, "selection": 3 * FULL, "release": 3 * FULL, "last_resort": 1,
    "development": 3 * FULL, "rotation": FULL, "breadth": 2 * FULL,
}  # fmt: skip
"""Weights at which the points of a part are its whole numbers: what the parts divide by. That of fit, see ``Fit``."""
_UNCAPPED: Final = 2**40


class Weighing:
    """The points of a plan's pairs under any weights; what one weight needed is kept for the next."""

    def __init__(self, workings: Workings) -> None:
        """Nothing is computed yet."""
        self.workings = workings
        self.pairs, self.order = _in_play(workings)
        self._raw: dict[str, Ints] = {}
        self._unit = dict(_UNITS)
        self._now: dict[str, Ints] = {}
        self._merit: Merit | None = None

    def problem(self, values: Mapping[str, int]) -> Problem:
        """The problem of the plan with the points that these weights give; those not named stay as they are."""
        gain = self.workings.problem.gain.astype(np.int64)
        policy = weighing(self.workings.policy, values)
        for part in sorted({PART_OF[name] for name in values}):
            if part not in self._now:
                self._now[part] = self._points(part, self.workings.policy)
            gain[self.order] += self._points(part, policy) - self._now[part]
        return replace(self.workings.problem, gain=gain.astype(np.int32))

    def workings_at(self, values: Mapping[str, int]) -> Workings:
        """The best plan under these weights, solved from where the plan stands."""
        work, problem = self.workings, self.problem(values)
        solution = solve(problem, work.scope, start=work.solution.chosen)
        gain = work.pairs["gain"].to_numpy().copy()
        gain[work.problem.rank[work.pairs["person"].to_numpy()] != NOBODY] = problem.gain[self.order]
        pairs = work.pairs.with_columns(pl.Series("gain", gain, dtype=pl.Int64))
        policy = weighing(work.policy, values)
        return replace(work, policy=policy, pairs=pairs, problem=problem, solution=solution)

    def _points(self, part: str, policy: Policy) -> Ints:
        """One part of every pair under the weights of a policy."""
        if part == "wish":
            return self._wishes(policy)
        if part not in self._raw:
            self._measure(part)
        weights = policy.weights
        weight = weights.distance_per_10km if part == "distance" else getattr(weights, part)
        points = rounded(weight * self._raw[part], self._unit[part])
        return np.clip(points, -weights.distance_cap, weights.distance_cap) if part == "distance" else points

    def _measure(self, part: str) -> None:
        """The whole numbers of a part: its points at a weight that just undoes the division."""
        work = self.workings
        units = {("distance_per_10km" if name == "distance" else name): unit for name, unit in _UNITS.items()}
        policy = replace(work.policy, weights=Weights(**units, distance_cap=_UNCAPPED))
        merit = prepared(work.facts, work.dataset, policy)
        self._unit["fit"] = merit.fit.whole
        self._raw[part] = replace(merit, fit=replace(merit.fit, weight=merit.fit.whole)).part(part, self.pairs)

    def _wishes(self, policy: Policy) -> Ints:
        """Points of wishes, of the pairs of those who stated one; 0 of all others."""
        work = self.workings
        stated = work.facts.persons["employee_id"].is_in(work.dataset["wishes"]["employee_id"].implode()).to_numpy()
        asked: Mask = stated[self.pairs["person"].to_numpy()]
        points = np.zeros(self.pairs.height, np.int64)
        if self._merit is None:
            self._merit = prepared(work.facts, work.dataset, work.policy)
        merit = replace(self._merit, wishes=Wishes.of(work.facts, work.dataset, policy.weights))
        points[asked] = merit.part("wish", self.pairs.filter(pl.Series(asked)))
        return points


def weighing(policy: Policy, values: Mapping[str, int]) -> Policy:
    """The policy with other weights."""
    return replace(policy, weights=replace(policy.weights, **values))


def _in_play(workings: Workings) -> tuple[pl.DataFrame, Ints]:
    """The pairs of people in play, and the index of each in the problem."""
    problem = workings.problem
    rank = problem.rank[workings.pairs["person"].to_numpy()]
    inside = workings.pairs.filter(pl.Series(rank != NOBODY))
    rank = rank[rank != NOBODY]
    order = np.argsort(np.argsort(rank, kind="stable"), kind="stable")
    return inside, order
