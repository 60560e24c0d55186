"""The best plan under side limits, with what proves it.

1. Without limits. Where they hold all the same, the plan is best and its plain prices prove it.
2. Components that an exceeded limit ties together (``group``) get prices on limits (``tolls``): a plan that keeps the
   limits and uses up every limit that has a price is the best at every level, and the prices prove it.
3. What is left between the plan and the bound is searched near the prices (``exact``): first among what is equally good
   at the prices, then wider, until the gap of the best plan known encloses everything that could be better.

The bound of a level says what no plan that equals this one on the levels above can beat.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil
from typing import Final, Literal

import numpy as np

from penata.planning.engine.prices import Scope
from penata.planning.engine.solve import Solution, solve
from penata.planning.limits.exact import around, near, search
from penata.planning.limits.group import Group, groups_of
from penata.planning.limits.rows import Rows
from penata.planning.limits.tolls import Point, Tolls, steps_of, toll_of, value_of
from penata.planning.problem import Ints, Mask, Problem

Proof = Literal["prices", "search", "none"]

LEVELS: Final = 4
WIDER: Final = (64, 8, 1)
"""Parts of the gap in which is searched before all of it."""


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
    what ``step`` (r) units of each limit cost, in limb 1; ``over`` (r) which limits the plan without limits exceeds.
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
        """Which limits the plan without limits exceeds, or which have a toll (r)."""
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
    chosen, heads = free.chosen.copy(), free.heads.copy()
    groups = [group for group in groups_of(problem, scope, rows) if over[group.limits].any()]
    parts = [GroupPlan(group, scale, group.inside(free.chosen)) for group in groups]
    lost = [part for part in parts if not len(part.chosen)]
    if lost:
        numbers = sorted(i for part in lost for i in part.group.limits.tolist())
        raise LimitClashError(numbers, is_sure=any(part.is_impossible for part in lost))
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


class GroupPlan:
    """One group, solved: its point at the best prices, and the best assignment that keeps its limits.

    ``chosen`` (n of the group) is empty where none was found, ``is_impossible`` where there is none. ``searched``: the
    variables of the largest search, 0 where prices alone decided; ``work`` those of all searches together.
    """

    def __init__(
        self, group: Group, scale: int, free: Ints, known: Sequence[Point] = (), kept: Ints | None = None,
        *, is_deep: bool = True,
    ) -> None:  # fmt: skip
        """Solve it; ``free`` are the pairs of the group without limits, ``known`` points at other limits, ``kept`` an
        assignment that keeps the limits. Where it is not ``is_deep`` only shortage and gain are decided.
        """
        self.group, self.scale, self.is_deep, self.work = group, scale, is_deep, 0
        self.tolls = tolls = Tolls(group, scale, free, known)
        self.point = tolls.best()
        self._problem = tolls.tolled(self.point)
        self.chosen, self.heads = np.zeros(0, np.int64), np.zeros(0, np.int64)
        self.searched, self.finished, self.is_impossible = 0, LEVELS, False
        point = self.point
        if (point.used <= tolls.most).all() and point.bound == point.value:
            self._take(point.solution.chosen)
            return
        if kept is not None:
            self._take(kept)
        if tolls.kept is not None and (kept is None or tolls.kept.value < self.levels[0]):
            self._take(tolls.kept.solution.chosen)
        self._close()

    @property
    def levels(self) -> tuple[int, int, int]:
        """Value (shortage · scale - gain, beside what no assignment alters), moves and tie."""
        return self._cost(self.chosen)

    @property
    def point_levels(self) -> tuple[int, int, int]:
        """The same of the best assignment at the prices."""
        return self._cost(self.point.solution.chosen)

    @property
    def is_proven(self) -> bool:
        """Whether shortage and gain are proven, by prices or by a search."""
        return self.gap == 0 or self.finished >= (1 if self.scale == 1 else 2)

    @property
    def gap(self) -> int:
        """How far the assignment lies above the bound, in whole points."""
        return self._gap() or 0

    def _take(self, chosen: Ints) -> None:
        problem = self.group.problem
        self.chosen = chosen
        self.heads = problem.fixed + np.bincount(problem.post[chosen[chosen >= 0]], minlength=len(problem.posts))

    def _close(self) -> None:
        """Search near the prices, wider and wider, until the gap of the best assignment known was searched through."""
        if not len(self.chosen):
            self._begin()
        gap, self.finished = self._gap(), 0
        seat = int(np.max(np.abs(self.group.problem.seat_cost), initial=1)) * self.scale
        widths = [0, *((seat if gap is None else gap) // part for part in WIDER), *([None] if gap is None else [])]
        for width in dict.fromkeys(widths):
            known = self._gap()
            reach = width if width is None or known is None else min(width, known)
            finished = self._search(self._near(reach))
            gap = self._gap()
            if reach is None and gap is None and finished == LEVELS:
                self.is_impossible = True
            if reach is None or (gap is not None and gap <= reach):
                self.finished = finished
                return

    def _begin(self) -> None:
        """A first assignment that keeps the limits: from the best one in fractions and the present."""
        rows, scope = self.group.rows, self.group.scope
        part = around(self._tolled, scope, rows, self.scale)
        if part is not scope:
            self._search(part)

    def _search(self, scope: Scope) -> int:
        """Search a scope for something better; at how many levels there is nothing."""
        known = self.chosen if len(self.chosen) else None
        found = search(self._tolled, scope, self.group.rows, known=known, is_deep=self.is_deep)
        self.searched, self.work = max(self.searched, found.variables), self.work + found.variables
        if found.chosen is not None and (known is None or self._cost(found.chosen) <= self._cost(known)):
            self._take(found.chosen)
        return found.finished

    @property
    def _tolled(self) -> Problem:
        return self._problem

    def _near(self, gap: int | None) -> Scope:
        prices = self.point.solution.prices
        if gap is None:
            return self.group.scope
        limb = prices[:, 0] * self.scale + prices[:, 1]
        return near(self._tolled, self.group.scope, limb, self.scale, gap)

    def _gap(self) -> int | None:
        """How far the best assignment known lies above the bound, in whole points."""
        if not len(self.chosen):
            return None
        return value_of(self._tolled, self.scale, self.chosen, self.heads) - ceil(self.point.bound)

    def _cost(self, chosen: Ints) -> tuple[int, int, int]:
        problem = self.group.problem
        heads = problem.fixed + np.bincount(problem.post[chosen[chosen >= 0]], minlength=len(problem.posts))
        held = chosen[chosen >= 0]
        moves = int((~problem.stays()[held]).sum())
        return value_of(problem, self.scale, chosen, heads), moves, int(problem.tie[held].astype(np.int64).sum())


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
