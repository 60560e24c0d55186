"""What one step more of a limit would bring: solved again, because a price alone is only a slope."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from penata.planning.limits.bounded import Bounded, GroupPlan
from penata.planning.limits.rows import Rows
from penata.planning.problem import Ints

MOST: Final = 5
"""Limits that are solved again at most, the dearest first; of the others only the slope is told."""


@dataclass(frozen=True, slots=True)
class StepMore:
    """Shortage that goes and points that come with one step more; ``is_proven``: both plans are the best."""

    shortage: int
    gain: int
    is_proven: bool


def steps_more(plan: Bounded, *, most: int = MOST) -> dict[int, StepMore]:
    """What one step more brings, by the number of the limit, for the dearest limits that bind."""
    binding = np.flatnonzero(plan.binds).tolist()
    chosen = sorted(binding, key=lambda i: (-int(plan.price[i]), i))[:most]
    found = {}
    for part in plan.plans:
        for i in chosen:
            at = np.flatnonzero(part.group.limits == i).tolist()
            if at:
                found[i] = _one_more(part, at[0], int(plan.step[i]))
    return found


def _one_more(part: GroupPlan, at: int, step: int) -> StepMore:
    group = replace(part.group, rows=_raised(part.group.rows, at, step))
    again = GroupPlan(group, part.scale, part.tolls.free, part.tolls.points, part.chosen)
    before, after = _shortage_and_gain(part), _shortage_and_gain(again)
    return StepMore(before[0] - after[0], after[1] - before[1], part.is_proven and again.is_proven)


def _raised(rows: Rows, at: int, step: int) -> Rows:
    limits = tuple(replace(limit, most=limit.most + step * (i == at)) for i, limit in enumerate(rows.limits))
    return replace(rows, limits=limits)


def _shortage_and_gain(part: GroupPlan) -> tuple[int, int]:
    problem, chosen = part.group.problem, part.chosen
    gain = int(problem.gain[chosen[chosen >= 0]].astype(np.int64).sum())
    return _seats(part, problem.seat_cost), gain


def _seats(part: GroupPlan, cost: Ints) -> int:
    seats, first = np.concatenate([[0], np.cumsum(cost)]), part.group.problem.seat_start[:-1]
    return int((seats[first + part.heads - part.group.problem.floor] - seats[first]).sum())
