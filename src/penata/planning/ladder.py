"""The ladder: how much shortage the first 25, 50, 100, 200 … moves can close.

Each rung is the least shortage under a price on moves. A price p gives a plan and a bound: no plan with
b moves has less shortage cost than L(p) - p · b, where L(p) is the least of shortage cost + p · moves. Rungs
whose plan reaches its bound are OPTIMAL, the others FEASIBLE with the bound stated. Gain plays no part here, so
people who sit on one post and may go to the same posts are one flow (``crowd``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from penata.planning.crowd import Crowd
from penata.planning.objectives import total_shortage_cost
from penata.planning.prices import Scope
from penata.planning.problem import Ints, Problem


@dataclass(frozen=True, slots=True)
class Rung:
    """What at most ``moves`` moves leave: shortage cost, seats missing, and the proof."""

    moves: int
    moves_used: int
    shortage_cost: int
    missing_seats: int
    status: Literal["OPTIMAL", "FEASIBLE", "NOT_POSSIBLE"]
    bound: int


@dataclass(frozen=True, slots=True)
class Outside:
    """Shortage that no candidate can touch: cost and seats of the posts that are not in play."""

    cost: int
    seats: int


def ladder(problem: Problem, scope: Scope, need: Ints, priority: Ints, outside: Outside,
           budgets: Sequence[int]) -> list[Rung]:  # fmt: skip
    """The rungs for these numbers of moves; ``need`` and ``priority`` are those of the posts in play (p)."""
    stairs = _Stairs(problem, scope, need, priority, max(budgets, default=0))
    return [_rung(stairs, outside, budget) for budget in sorted(budgets)]


@dataclass(frozen=True, slots=True)
class _Step:
    """One component at one price: fewest moves of the best, their shortage cost and missing seats."""

    moves: int
    cost: int
    missing: int


class _Stairs:
    """Components at prices on moves; what was solved once is kept."""

    def __init__(self, problem: Problem, scope: Scope, need: Ints, priority: Ints, most_moves: int) -> None:
        self.problem, self.scope, self.need, self.priority = problem, scope, need, priority
        self.most_moves = most_moves
        self.ceiling = int(np.abs(problem.seat_cost).max(initial=0)) + 1  # above what any seat can be worth
        self.known: dict[tuple[int, int], _Step] = {}
        self.crowds: dict[int, Crowd] = {}
        present = problem.fixed + np.bincount(problem.home[problem.home >= 0], minlength=len(problem.posts))
        own_is_open = np.zeros(len(problem.persons), np.bool_)
        own_is_open[problem.person_of_pair()[problem.stays() & scope.allowed]] = True
        self.may_stay = own_is_open | scope.none_is_open
        self.components = range(len(problem.person_bound) - 1)
        self.resting = [self._at_rest(c, present) for c in self.components]
        self.steepest = [self._steepest(c, present) for c in self.components]
        self.order = sorted(self.components, key=lambda c: (-self.steepest[c], c))

    def at(self, price: int) -> dict[int, _Step] | None:
        """The components that move anybody at this price; None once more than the most moves are sure."""
        moving, total = {}, 0
        for c in self.order:
            if self.steepest[c] <= price:
                break
            step = self._solved(c, price)
            total += step.moves
            if total > self.most_moves:
                return None
            moving[c] = step
        return moving

    def _at_rest(self, c: int, present: Ints) -> _Step:
        posts = slice(*self.problem.post_bound[c : c + 2])
        return self._step(0, present[posts], posts)

    def _steepest(self, c: int, present: Ints) -> int:
        """The most that one move can close in a component; beyond all prices where somebody must move."""
        people, posts = slice(*self.problem.person_bound[c : c + 2]), np.arange(*self.problem.post_bound[c : c + 2])
        if not self.may_stay[people].all():
            return self.ceiling + 1
        rising = posts[present[posts] < self.problem.capacity[posts]]
        seats = self.problem.seat_start[rising] + present[rising] - self.problem.floor[rising]
        return int((-self.problem.seat_cost[seats]).max(initial=0))

    def _solved(self, c: int, price: int) -> _Step:
        if (c, price) not in self.known:
            if c not in self.crowds:
                self.crowds[c] = Crowd(self.problem, self.scope, c)
            moves, heads = self.crowds[c].cheapest(price)
            self.known[c, price] = self._step(moves, heads, slice(*self.problem.post_bound[c : c + 2]))
        return self.known[c, price]

    def _step(self, moves: int, heads: Ints, posts: slice) -> _Step:
        need, priority = self.need[posts], self.priority[posts]
        return _Step(moves, total_shortage_cost(heads, need, priority), int(np.maximum(need - heads, 0).sum()))

    def total(self, moving: dict[int, _Step]) -> _Step:
        """All components together, those that do not move at rest."""
        steps = [moving.get(c, self.resting[c]) for c in self.components]
        return _Step(sum(s.moves for s in steps), sum(s.cost for s in steps), sum(s.missing for s in steps))


def _rung(stairs: _Stairs, outside: Outside, budget: int) -> Rung:
    high = stairs.ceiling
    least = stairs.at(high)
    if least is None or stairs.total(least).moves > budget:
        moved = stairs.most_moves + 1 if least is None else stairs.total(least).moves
        return Rung(budget, moved, 0, 0, "NOT_POSSIBLE", 0)
    low = -1
    while high - low > 1:
        middle = (low + high) // 2
        moving = stairs.at(middle)
        if moving is not None and stairs.total(moving).moves <= budget:
            high = middle
        else:
            low = middle
    dear = stairs.at(high) or {}
    chosen, bounds = dict(dear), [_bound(stairs, dear, high, budget)]
    cheap = stairs.at(low) if low >= 0 else None
    if cheap is not None:
        bounds.append(_bound(stairs, cheap, low, budget))
        chosen = _filled_up(stairs, dear, cheap, budget)
    found = stairs.total(chosen)
    bound = max(bounds)
    status: Literal["OPTIMAL", "FEASIBLE"] = "OPTIMAL" if found.cost <= bound or high == 0 else "FEASIBLE"
    bound = found.cost if status == "OPTIMAL" else bound
    return Rung(
        budget, found.moves, found.cost + outside.cost, found.missing + outside.seats, status, bound + outside.cost
    )


def _bound(stairs: _Stairs, moving: dict[int, _Step], price: int, budget: int) -> int:
    total = stairs.total(moving)
    return total.cost + price * (total.moves - budget)


def _filled_up(stairs: _Stairs, dear: dict[int, _Step], cheap: dict[int, _Step], budget: int) -> dict[int, _Step]:
    """The plan at the higher price, with components taken from the lower one while the moves last."""
    chosen = dict(dear)
    left = budget - stairs.total(dear).moves
    for c, step in sorted(cheap.items()):
        now = chosen.get(c, stairs.resting[c])
        if step.cost < now.cost and 0 < step.moves - now.moves <= left:
            left -= step.moves - now.moves
            chosen[c] = step
    return chosen
