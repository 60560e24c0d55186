"""One group of components under its limits, solved: first by prices, then by searches near them.

What is left between the best plan known and the bound is searched near the prices (``exact``): first among what is
equally good at the prices, then wider, until the gap of the best plan known encloses everything that could be better.
Every search begins with as much as the limits allow of what the prices found (``portion``), the plan that moves the
fewest people at least; where no search is small enough, that is what is left.
"""

from collections.abc import Sequence
from math import ceil
from time import perf_counter
from typing import Final

import numpy as np

from penata.planning.engine.prices import Scope
from penata.planning.limits.exact import ALL_SECONDS, SECONDS, Found, around, near, search
from penata.planning.limits.group import Group
from penata.planning.limits.portion import portion_of
from penata.planning.limits.tolls import Point, Tolls, value_of
from penata.planning.problem import Ints

LEVELS: Final = 4
WIDER: Final = 8
"""How many times wider the next search is than the one before."""


class Clock:
    """Seconds left for the searches of one plan; runs while it is entered."""

    def __init__(self) -> None:
        """All seconds are left."""
        self.left = ALL_SECONDS
        self._began = 0.0

    def __enter__(self) -> None:
        self._began = perf_counter()

    def __exit__(self, *_: object) -> None:
        self.left -= perf_counter() - self._began


class GroupPlan:
    """One group, solved: its point at the best prices, and the best assignment that keeps its limits.

    ``chosen`` (n of the group) is empty where none was found, ``is_impossible`` where there is none. ``searched``: the
    variables of the largest search, 0 where prices alone decided; ``work`` those of all searches together;
    ``by_clock``: seconds ended one, so that another machine may find another plan.
    """

    def __init__(
        self, group: Group, scale: int, free: Ints, known: Sequence[Point] = (), kept: Ints | None = None,
        *, calm: Ints | None = None, hints: Sequence[Ints] = (), is_deep: bool = True, clock: "Clock | None" = None,
    ) -> None:  # fmt: skip
        """Solve it; ``free`` are the pairs of the group without limits, ``known`` points at other limits, ``kept`` an
        assignment that keeps the limits, ``calm`` one to begin with if it keeps them, ``hints`` some to go towards,
        which need not. Where it is not ``is_deep`` only shortage and gain are decided. ``clock`` counts the seconds of
        all searches for one plan.
        """
        self.group, self.scale, self.is_deep, self.work = group, scale, is_deep, 0
        self.tolls = tolls = Tolls(group, scale, free, known)
        self.point = tolls.best()
        self._problem = tolls.tolled(self.point)
        self.chosen, self.heads = np.zeros(0, np.int64), np.zeros(0, np.int64)
        self.searched, self.finished, self.is_impossible = 0, LEVELS, False
        self.clock, self.by_clock = clock or Clock(), False
        point = self.point
        if (point.used <= tolls.most).all() and point.bound == point.value:
            self._take(point.solution.chosen)
            return
        if kept is not None:
            self._take(kept)
        if tolls.kept is not None and (kept is None or tolls.kept.value < self.levels[0]):
            self._take(tolls.kept.solution.chosen)
        self._is_known = len(self.chosen) > 0
        if kept is None:
            self._take_portion([self.chosen, calm], hints)
        self.finished = self._close()

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

    def _take_portion(self, bases: Sequence[Ints | None], hints: Sequence[Ints]) -> None:
        """As much as the limits allow of what prices found, from assignments (if they keep the limits)."""
        points = sorted(self.tolls.points, key=lambda point: -point.bound)
        targets = [*hints, *(point.solution.chosen for point in points), self.tolls.free]
        apart = list({chosen.tobytes(): chosen for chosen in targets}.values())
        for base in bases:
            if base is None or not len(base) or (self.group.rows.used(base) > self.tolls.most).any():
                continue
            chosen = portion_of(self.group, self.scale, base, apart, self._problem)
            if not len(self.chosen) or self._cost(chosen) < self.levels:
                self._take(chosen)

    def _close(self) -> int:
        """Search near the prices, wider and wider, until the gap of the best assignment known was searched through.

        At how many levels nothing better exists.
        """
        if not self._is_known:
            self._begin()
        whole, width = _openness(self.group.scope), 0
        last, finished = (-1, -1, -1), 0
        while True:
            scope = self._near(width)
            size, gap = _openness(scope), self._gap()
            if size != last or (gap is not None and gap <= width):
                found = self._search(scope, width)
                is_ended = found.finished < min(LEVELS, 1 if self.scale == 1 else 2)
                if found.is_too_large or (is_ended and self._is_known):
                    return 0
                finished, last = found.finished, size
            gap = self._gap()
            if gap is not None and gap <= width:
                return finished
            if size == whole:
                self.is_impossible = gap is None and finished == LEVELS
                return finished
            width = max(WIDER * width, WIDER) if gap is None else min(max(WIDER * width, WIDER), gap)

    def _begin(self) -> None:
        """A first assignment that keeps the limits: from the best one in fractions and the present."""
        rows, scope = self.group.rows, self.group.scope
        part = around(self._problem, scope, rows, self.scale)
        if part is not scope:
            self._search(part, 0)

    def _search(self, scope: Scope, width: int) -> Found:
        """Search a scope for something better; moves and tie only of what lies within ``width`` of the bound."""
        known = self.chosen if len(self.chosen) else None

        def is_close(chosen: Ints) -> bool:
            return self.is_deep and self._cost(chosen)[0] - ceil(self.point.bound) <= width

        if self.clock.left <= 0:
            self.by_clock = True
            return Found(None, 0, 0, is_too_large=True)
        with self.clock:
            seconds = min(SECONDS, self.clock.left)
            found = search(self._problem, scope, self.group.rows, known=known, goes_on=is_close, seconds=seconds)
        self.by_clock |= found.by_clock
        self.searched, self.work = max(self.searched, found.variables), self.work + found.variables
        if found.chosen is not None and (known is None or self._cost(found.chosen) <= self._cost(known)):
            self._take(found.chosen)
            self._is_known = True
        return found

    def _near(self, gap: int) -> Scope:
        prices = self.point.solution.prices
        limb = prices[:, 0] * self.scale + prices[:, 1]
        return near(self._problem, self.group.scope, limb, self.scale, gap)

    def _gap(self) -> int | None:
        """How far the best assignment known lies above the bound, in whole points."""
        if not len(self.chosen):
            return None
        return self._cost(self.chosen)[0] - ceil(self.point.bound)

    def _cost(self, chosen: Ints) -> tuple[int, int, int]:
        problem = self.group.problem
        heads = problem.fixed + np.bincount(problem.post[chosen[chosen >= 0]], minlength=len(problem.posts))
        held = chosen[chosen >= 0]
        moves = int((~problem.stays()[held]).sum())
        return value_of(problem, self.scale, chosen, heads), moves, int(problem.tie[held].astype(np.int64).sum())


def _openness(scope: Scope) -> tuple[int, int, int]:
    """How much a scope leaves open; of two that lie in each other, equal where they are the same."""
    return int(scope.allowed.sum()), int(scope.none_is_open.sum()), int((scope.high - scope.low).sum())
