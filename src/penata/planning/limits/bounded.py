"""The best plan under side limits, with what proves it.

1. Without limits. Where they hold all the same, the plan is best and its plain prices prove it.
2. Only limits that are exceeded are looked at, at first. Components that one of them ties together (``group``) get
   prices on limits (``tolls``): a plan that keeps the limits and uses up every limit that has a price is the best at
   every level, and the prices prove it. What they leave open is searched (``solved``).
3. Limits that this plan exceeds join those that are looked at, until it keeps them all. What is best under some of the
   limits and keeps the others is best under all of them.

The bound of a level says what no plan that equals this one on the levels above can beat.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import count
from math import ceil
from typing import Final, Literal

import numpy as np

from penata.planning.engine.prices import Scope
from penata.planning.engine.solve import Solution, solve
from penata.planning.limits.group import groups_of
from penata.planning.limits.rows import Rows
from penata.planning.limits.solved import LEVELS, Clock, GroupPlan
from penata.planning.limits.tolls import steps_of, toll_of
from penata.planning.problem import Ints, Mask, Problem

Proof = Literal["prices", "search", "none"]
ROUNDS: Final = 4
"""Times that limits join those looked at one by one; then all limits of the same components do."""


class LimitClashError(Exception):
    """No assignment keeps these limits (by number) together with the decisions, or none was found (``is_sure``)."""

    def __init__(self, limits: list[int], *, is_sure: bool) -> None:
        """Keep the numbers of the limits."""
        super().__init__(f"{len(limits)} limits cannot be kept")
        self.limits, self.is_sure = limits, is_sure


@dataclass(frozen=True, slots=True, eq=False)
class Bounded:
    """The best plan found under limits.

    ``problem`` carries the tolls; ``solution`` the assignment and the prices of posts at these tolls. ``price`` (r) is
    what ``step`` (r) units of each limit cost, in limb 1; ``over`` (r) which limits the plan without limits exceeds, or
    the best one under those alone.
    ``behind``: by level, how far from proven (0: proven). ``proofs``: by level. ``plans``: the groups that were solved
    under their limits, each with its own proofs.
    """

    problem: Problem
    solution: Solution
    rows: Rows
    price: Ints
    step: Ints
    over: Mask
    behind: tuple[int, ...] = (0,) * LEVELS
    proofs: tuple[Proof, ...] = ("prices",) * LEVELS
    plans: "tuple[GroupPlan, ...]" = ()

    @property
    def is_bound(self) -> bool:
        """Whether the plan without limits would be another one."""
        return bool(self.over.any())

    @property
    def binds(self) -> Mask:
        """Which limits are exceeded without them (``over``), or have a toll (r)."""
        return self.over | (self.price > 0)


def scale_of(problem: Problem) -> int:
    """A factor of shortage that outweighs the gains of all people together."""
    if problem.scale == 1:
        return 1
    best = np.maximum.reduceat(np.abs(problem.gain.astype(np.int64)), problem.start[:-1]) if len(problem.gain) else 0
    return max(problem.scale, 2 * int(np.sum(best)) + 1)


def bounded(problem: Problem, scope: Scope, rows: Rows, *, start: Ints | None = None) -> Bounded:
    """The best assignment of a scope that keeps all limits; raises LimitClashError where there is none,
    NoAssignmentError where there is none even without limits.
    """
    free = solve(problem, scope, start=start)
    step = steps_of(rows)
    price = np.zeros(len(rows.limits), np.int64)
    over = rows.used(free.chosen) > rows.most
    if not over.any():
        return Bounded(problem, free, rows, price, step, over)
    scale = scale_of(problem)
    parts = _planned(problem, scope, rows, free, scale)
    over = np.isin(np.arange(len(over)), np.concatenate([part.group.limits for part in parts]))
    chosen, heads = free.chosen.copy(), free.heads.copy()
    tolled = problem.tolled(np.zeros(len(problem.post), np.int64), scale)
    labels = free.prices.copy()
    for part in parts:
        group = part.group
        group.write(part.chosen, chosen)
        heads[group.posts] = part.heads
        price[group.limits] = part.point.price
        labels[group.posts] = part.point.solution.prices
    toll = toll_of(rows, price, step, len(problem.post))
    behind, proofs = _judged(problem, scale, chosen, parts)
    return Bounded(
        problem=replace(tolled, toll=toll),
        solution=replace(free, chosen=chosen, heads=heads, prices=labels),
        rows=rows,
        price=price,
        step=step,
        over=over,
        behind=behind,
        proofs=proofs,
        plans=tuple(parts),
    )


def _planned(problem: Problem, scope: Scope, rows: Rows, free: Solution, scale: int) -> list[GroupPlan]:
    """The groups of the limits that have to be looked at, each solved under these; together they keep all limits."""
    over = rows.used(free.chosen) > rows.most
    calm = _calmest(problem, scope).chosen
    made: dict[bytes, GroupPlan] = {}
    clock = Clock()
    chosen = free.chosen
    for times in count(1):
        earlier, chosen, parts = chosen, free.chosen.copy(), []
        for group in groups_of(problem, scope, rows, over):
            key = group.limits.tobytes()
            if key not in made:
                inside = group.inside(free.chosen)
                hints = [group.inside(earlier)]
                made[key] = GroupPlan(group, scale, inside, calm=group.inside(calm), hints=hints, clock=clock)
            parts.append(made[key])
        lost = [part for part in parts if not len(part.chosen)]
        if lost:
            numbers = sorted(i for part in lost for i in part.group.limits.tolist())
            raise LimitClashError(numbers, is_sure=any(part.is_impossible for part in lost))
        for part in parts:
            part.group.write(part.chosen, chosen)
        again = rows.used(chosen) > rows.most
        if not again.any():
            break
        over |= again
        slow = parts if times >= ROUNDS else [part for part in parts if not part.is_proven]
        over |= _within(problem, rows, np.concatenate([np.zeros(0, np.int64), *(p.group.components for p in slow)]))
    return parts


def _within(problem: Problem, rows: Rows, components: Ints) -> Mask:
    """Which limits touch nothing beyond some components (r)."""
    component = np.searchsorted(problem.start[problem.person_bound], rows.pair, side="right") - 1
    outside = np.bincount(np.repeat(np.arange(len(rows.limits)), np.diff(rows.start)), ~np.isin(component, components))
    inside: Mask = outside == 0
    return inside


def _calmest(problem: Problem, scope: Scope) -> Solution:
    """The assignment of a scope that moves the fewest people: the present, which keeps every limit, if it is open."""
    idle = replace(problem, gain=np.zeros_like(problem.gain), seat_cost=np.zeros_like(problem.seat_cost))
    return solve(idle.tolled(np.zeros(0, np.int64)), scope)


def _judged(
    problem: Problem, scale: int, chosen: Ints, parts: Sequence[GroupPlan]
) -> tuple[tuple[int, ...], tuple[Proof, ...]]:
    """By level how far a plan is from proven, and by what it is proven."""
    bound = sum((part.point.bound for part in parts), Fraction(0))
    gap = sum(part.levels[0] for part in parts) - ceil(bound)
    behind = [*split_gap(problem, scale, chosen, gap), *_lower_levels(problem, chosen, parts)]
    if gap or bound != ceil(bound):
        held = chosen[chosen >= 0]
        behind[2:] = [int((~problem.stays()[held]).sum()), int(problem.tie[held].astype(np.int64).sum())]
    finished = min(part.finished for part in parts)
    if scale == 1:  # shortage and gain are one level, and one of the search
        finished += finished > 0
    proofs: list[Proof] = []
    for level in range(LEVELS):
        by_search = level < min(finished, LEVELS - 1)  # the tie is searched by its highest bits only
        proofs.append("prices" if behind[level] == 0 else "search" if by_search else "none")
        behind[level] *= proofs[level] == "none"
    return tuple(behind), tuple(proofs)


def _lower_levels(problem: Problem, chosen: Ints, parts: Sequence[GroupPlan]) -> tuple[int, int]:
    """Moves and tie beyond those at the prices: of plans of equal value none has fewer moves than at the prices."""
    moves = sum(part.levels[1] - part.point_levels[1] for part in parts)
    tie = sum(part.levels[2] - part.point_levels[2] for part in parts)
    held = chosen[chosen >= 0]
    return moves, tie if moves == 0 else int(problem.tie[held].astype(np.int64).sum())


def split_gap(problem: Problem, scale: int, chosen: Ints, gap: int) -> tuple[int, int]:
    """How far shortage may be from its least, and gain from its most at this shortage, where the value lies at most
    ``gap`` above a bound.

    Less shortage would have to be bought with gain, and nobody can lose more than all gains together.
    """
    if scale == 1:
        return 0, gap
    best = np.maximum.reduceat(np.abs(problem.gain.astype(np.int64)), problem.start[:-1]) if len(problem.gain) else 0
    gain = int(problem.gain[chosen[chosen >= 0]].astype(np.int64).sum())
    return max((gap + int(np.sum(best)) + gain) // scale, 0), gap
