"""What one step more of a limit would bring: solved again, because a price alone is only a slope."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from penata.planning.limits.bounded import Bounded
from penata.planning.limits.rows import Rows
from penata.planning.limits.solved import GroupPlan
from penata.planning.problem import Ints

MOST: Final = 5
"""Limits that are solved again at most, the dearest first; of the others only the slope is told."""
WORK: Final = 30_000
"""Variables of all searches together, beyond which none is solved again; counted, so that it is the same everywhere."""


@dataclass(frozen=True, slots=True)
class StepMore:
    """Shortage that goes and points that come with one step more; ``is_proven``: both plans are the best."""

    shortage: int
    gain: int
    is_proven: bool


def steps_more(plan: Bounded, *, most: int = MOST) -> dict[int, StepMore]:
    """What one step more brings, by the number of the limit, for the dearest limits that bind and are used up."""
    spent = plan.rows.used_up(plan.rows.used(plan.solution.chosen))
    binding = np.flatnonzero(plan.binds & spent).tolist()
    chosen = sorted(binding, key=lambda i: (-int(plan.price[i]), i))[:most]
    found, left = {}, WORK
    for i in chosen:
        part, at = next((part, at) for part in plan.plans for at in np.flatnonzero(part.group.limits == i).tolist())
        if part.work > left or part.by_clock:
            continue
        again = _one_more(part, at, int(plan.step[i]))
        left -= max(again.work, part.work)
        if _breaks_another(plan, again):
            continue
        before, after = _shortage_and_gain(part), _shortage_and_gain(again)
        found[i] = StepMore(before[0] - after[0], after[1] - before[1], part.is_proven and again.is_proven)
    return found


def _one_more(part: GroupPlan, at: int, step: int) -> GroupPlan:
    group = replace(part.group, rows=_raised(part.group.rows, at, step))
    return GroupPlan(group, part.scale, part.tolls.free, part.tolls.points, part.chosen, is_deep=False)


def _breaks_another(plan: Bounded, again: GroupPlan) -> bool:
    """Whether a plan with one step more of a limit breaks one that nobody had to look at before."""
    chosen = plan.solution.chosen.copy()
    again.group.write(again.chosen, chosen)
    over = plan.rows.used(chosen) > plan.rows.most
    over[again.group.limits] = False
    return bool(over.any())


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
