"""Prices on limits (*tolls*): which price makes a plan keep its limits, and what that price proves.

With a price on each limit the limits can be left out: what a pair uses of a limit is a toll that it pays, and the plan
is again one flow. For any prices λ ≥ 0 no plan that keeps the limits has less value than

    L(λ) = least of (value + tolls) - what all limits together would pay, were they used up,

where value = shortage · scale - gain, in whole numbers, and the scale outweighs all gains of all people together: the
least value is the best plan level by level. The greatest L is searched along one limit after the other. Along one limit
L is concave and bent where the plan changes: two plans, one that uses too much and one that does not, are two lines,
and the next price to try is where they meet. Where there are several limits, the program without whole numbers near the
prices tells all their prices at once, to within rounding (``prices_in_floats``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

import numpy as np

from penata.planning.engine.solve import Solution, solve
from penata.planning.limits.exact import near, prices_in_floats
from penata.planning.limits.group import Group
from penata.planning.limits.rows import Rows
from penata.planning.problem import LIMIT, Ints, Problem

FINE: Final = 64
"""A price is per step of a limit; the largest weight of a limit has at most so many steps."""
ROUNDS: Final = 4
"""Times that all limits are looked at again, where there are several."""
WIDTHS: Final = (1, 8, 64, 512, 4096, 32768, 2**40)
"""Parts of the price of a seat within which the program without whole numbers looks, until it is small enough."""
TRIES: Final = 100
"""Prices that are tried at most for one limit: a limit on work that is the same on every machine."""


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """The best assignment under prices: ``used`` (r) of each limit, its ``value`` and the ``bound`` that it proves."""

    price: Ints
    solution: Solution
    used: Ints
    value: int
    paid: int
    bound: Fraction


def steps_of(rows: Rows) -> Ints:
    """In which unit each limit is priced (r): what divides all its weights, or 1/64 of the largest."""
    found = []
    for first, last in zip(rows.start[:-1].tolist(), rows.start[1:].tolist(), strict=True):
        weights = np.abs(rows.weight[first:last])
        common, largest = int(np.gcd.reduce(weights)), int(np.max(weights, initial=0))
        found.append(max(common if largest <= FINE * common else -(-largest // FINE), 1))
    return np.array(found, np.int64)


def toll_of(rows: Rows, price: Ints, step: Ints, pairs: int) -> Ints:
    """What each pair pays (pairs): ``price`` (r) for each ``step`` (r) of a limit that it uses, rounded down.

    Rounded down, tolls never sum to more than the limits would pay, so that the bound holds.
    """
    sizes = np.diff(rows.start)
    each, of = np.repeat(price, sizes), np.repeat(step, sizes)
    if int(np.max(price, initial=0)) * int(np.max(np.abs(rows.weight), initial=0)) < LIMIT:
        paid = each * rows.weight // of
    else:
        paid = (each.astype(object) * rows.weight // of).astype(np.int64)
    toll = np.zeros(pairs, np.int64)
    np.add.at(toll, rows.pair, paid)
    return toll


def paid_in_full(rows: Rows, price: Ints, step: Ints) -> Fraction:
    """What all limits together pay where they are used up."""
    terms = zip(price.tolist(), rows.most.tolist(), step.tolist(), strict=True)
    return sum((Fraction(p * most, s) for p, most, s in terms), Fraction(0))


def value_of(problem: Problem, scale: int, chosen: Ints, heads: Ints) -> int:
    """Value of an assignment, shortage · scale - gain, beside what no assignment alters."""
    seats = np.concatenate([[0], np.cumsum(problem.seat_cost)])
    first = problem.seat_start[:-1]
    shortage = int((seats[first + heads - problem.floor] - seats[first]).sum())
    return shortage * scale - int(problem.gain[chosen[chosen >= 0]].astype(np.int64).sum())


class Tolls:
    """The search for prices in one group; ``kept`` is the best assignment seen that keeps all limits."""

    def __init__(self, group: Group, scale: int, free: Ints, known: Sequence[Point] = ()) -> None:
        """Begin with the best assignment without limits (n); ``known``: points of the same group at other limits."""
        self.group, self.scale, self.free = group, scale, free
        self.rows, self.most = group.rows, group.rows.most
        self.step = steps_of(group.rows)
        self.kept: Point | None = None
        self.tried = 0
        self.highest = self._highest()
        self.points: list[Point] = []
        for point in known:
            self._note(replace(point, bound=self._bound(point)))

    def best(self) -> Point:
        """The point with the greatest bound that was found."""
        if len(self.most) == 1 and self.points:
            return self._between(0, *self._bracket())
        if self.points:
            return max(self.points, key=_bound_of)
        point = self.at(np.zeros(len(self.most), np.int64), self.free)
        if len(self.most) == 1:
            return self._along(point, 0)
        self._all_dear(point)
        for _ in range(ROUNDS):
            prices = self._all_at_once(point)
            if prices is None or np.array_equal(prices, point.price):
                break
            again = self.at(prices, point.solution.chosen)
            if again.bound <= point.bound:
                break
            point = again
        over = np.flatnonzero((point.used > self.most) & (point.price == 0))
        if len(over) and not point.price.any():  # no such prices: at least those of the limits that are exceeded
            for i in over[:ROUNDS].tolist():
                point = max(point, self._along(point, i), key=_bound_of)
        return max(self.points, key=_bound_of)

    def tolled(self, point: Point) -> Problem:
        """The problem with the tolls of a point."""
        problem = self.group.problem
        return problem.tolled(toll_of(self.rows, point.price, self.step, len(problem.post)), self.scale)

    def _all_at_once(self, point: Point) -> Ints | None:
        """Prices of all limits from what is near the prices of a point; None where there are none."""
        problem, prices = self.tolled(point), point.solution.prices
        limb = prices[:, 0] * self.scale + prices[:, 1]
        gap = self._dear()
        for part in WIDTHS:
            scope = near(problem, self.group.scope, limb, self.scale, gap // part)
            found = prices_in_floats(problem, scope, self.rows, self.scale)
            if found is not None:
                return np.minimum(np.rint(found * self.step), float(self.highest)).astype(np.int64)
        return None

    def at(self, price: Ints, start: Ints | None) -> Point:
        """The best assignment at these prices, from an earlier one."""
        group = self.group
        toll = toll_of(self.rows, price, self.step, len(group.problem.post))
        problem = group.problem.tolled(toll, self.scale)
        solution = solve(problem, group.scope, start=start)
        used = self.rows.used(solution.chosen)
        value = value_of(problem, self.scale, solution.chosen, solution.heads)
        paid = int(toll[solution.chosen[solution.chosen >= 0]].sum())
        point = Point(price, solution, used, value, paid, Fraction(0))
        point = replace(point, bound=self._bound(point))
        self.tried += 1
        self._note(point)
        return point

    def _bound(self, point: Point) -> Fraction:
        return point.value + point.paid - paid_in_full(self.rows, point.price, self.step)

    def _note(self, point: Point) -> None:
        self.points.append(point)
        if (point.used <= self.most).all() and (self.kept is None or point.value < self.kept.value):
            self.kept = point

    def _bracket(self) -> Sequence[Point]:
        """Of one limit: the dearest known point that uses too much, and the cheapest that does not."""
        over = [point for point in self.points if point.used[0] > self.most[0]]
        kept = [point for point in self.points if point.used[0] <= self.most[0]]
        ends = [max(over, key=_first_price, default=None), min(kept, key=_first_price, default=None)]
        return [end for end in ends if end is not None]

    def _highest(self) -> int:
        """The highest price that fits 64 bits."""
        problem, sizes = self.group.problem, np.diff(self.rows.start)
        steps = np.bincount(self.rows.pair, -(-np.abs(self.rows.weight) // np.repeat(self.step, sizes)))
        longest = int(np.max(np.diff(problem.post_bound), initial=0)) + 2
        seat = 2 * int(np.max(np.abs(problem.seat_cost), initial=0)) + 1
        return max((LIMIT - self.scale * seat) // (2 * longest * int(np.max(steps, initial=1)) + 1), 0)

    def _dear(self) -> int:
        """A price above what a seat is worth."""
        seat = 2 * int(np.max(np.abs(self.group.problem.seat_cost), initial=0)) + 2
        return min(self.scale * seat, self.highest)

    def _all_dear(self, point: Point) -> None:
        """Make all exceeded limits dear, until none is exceeded: an assignment that keeps them, to begin with."""
        price = np.zeros_like(point.price)
        for _ in range(ROUNDS):
            over = (point.used > self.most) & (price == 0)
            if not over.any():
                return
            price = np.where(over, self._dear(), price)
            try:
                point = self.at(price, None)
            except OverflowError:
                return

    def _along(self, point: Point, i: int) -> Point:
        """The point with the greatest bound along one limit, the prices of the others as they are."""
        return self._between(i, *self._ends(point, i))

    def _between(self, i: int, *ends: Point) -> Point:
        """The point with the greatest bound between two prices of one limit."""
        if len(ends) < 2:
            return ends[0]
        low, high = ends
        while high.price[i] - low.price[i] > 1 and self.tried < TRIES:
            price, promised = self._crossing(low, high, i)
            middle = self._moved(low if low.used[i] - self.most[i] < self.most[i] - high.used[i] else high, i, price)
            if middle.used[i] > self.most[i]:
                low = middle
            else:
                high = middle
            if middle.bound >= promised or middle.used[i] == self.most[i]:
                break
        return max(low, high, key=lambda end: end.bound)

    def _ends(self, point: Point, i: int) -> Sequence[Point]:
        """A point that uses too much of a limit and one that does not; only one where the limit needs no other."""
        if point.used[i] <= self.most[i]:
            free = self._moved(point, i, 0)
            return (free, point) if free.used[i] > self.most[i] else (free,)
        price = max(self._dear(), int(point.price[i]) + 1)
        while self.tried < TRIES:
            try:
                high = self._moved(point, i, price)
            except OverflowError:  # a price that 64 bits cannot hold: the search goes on without it
                break
            if high.used[i] <= self.most[i]:
                return point, high
            if price >= self.highest:
                break
            price = min(price * 16, self.highest)
        return (point,)

    def _crossing(self, low: Point, high: Point, i: int) -> tuple[int, Fraction]:
        """The whole price where the lines of two points meet, and the least that either promises there."""
        lines = []
        for end in (low, high):
            slope = Fraction(int(end.used[i] - self.most[i]), int(self.step[i]))
            lines.append((end.bound - slope * int(end.price[i]), slope))
        (at_low, rises), (at_high, falls) = lines
        meet = (at_high - at_low) / (rises - falls)
        price = min(max(int(meet), int(low.price[i]) + 1), int(high.price[i]) - 1)
        return price, min(at_low + rises * price, at_high + falls * price)

    def _moved(self, point: Point, i: int, price: int) -> Point:
        changed = point.price.copy()
        changed[i] = price
        return self.at(changed, point.solution.chosen if price < self._dear() else None)


def _first_price(point: Point) -> int:
    return int(point.price[0])


def _bound_of(point: Point) -> Fraction:
    return point.bound
