"""The ladder: how much shortage the first 25, 50, 100, 200 … moves can close.

Each rung is the least shortage under a price on moves. A price p gives a plan and a bound: no plan with
b moves has less shortage cost than L(p) - p · b, where L(p) is the least of shortage cost + p · moves. Rungs
whose plan reaches its bound are OPTIMAL, the others FEASIBLE with the bound stated. Gain plays no part here, so
people who sit on one post and may go to the same posts are one flow (``crowd``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import Literal

import numpy as np

from penata.planning.crowd import Chain, Crowd
from penata.planning.engine.prices import Scope
from penata.planning.problem import NOBODY, Ints, Problem


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


class _Stairs:
    """Components at prices on moves; what was solved once is kept."""

    def __init__(self, problem: Problem, scope: Scope, need: Ints, priority: Ints, most_moves: int) -> None:
        self.problem, self.scope, self.need, self.priority = problem, scope, need, priority
        self.most_moves = most_moves
        self.ceiling = int(np.abs(problem.seat_cost).max(initial=0)) + 1  # above what any seat can be worth
        self.known: dict[tuple[int, int], list[Chain]] = {}
        self.crowds: dict[int, Crowd] = {}
        self.present = problem.fixed + np.bincount(problem.home[problem.home >= 0], minlength=len(problem.posts))
        self.restless = self._restless()
        self.steepest = self._steepest()
        self.order = sorted(range(len(self.steepest)), key=lambda c: (-self.steepest[c], c))

    def at(self, price: int) -> tuple[dict[int, list[Chain]], bool]:
        """Chains of the components that move anybody at this price; False once more than the most moves are sure."""
        moving: dict[int, list[Chain]] = {}
        total = 0
        for c in self.order:
            if self.steepest[c] <= price:
                break
            if total > self.most_moves:
                return moving, False
            moving[c] = self._solved(c, price)
            total += sum(chain.moves for chain in moving[c])
        return moving, total <= self.most_moves

    def heads(self, chains: Iterable[Chain]) -> Ints:
        """Counted people of each post when these chains are made."""
        heads = self.present.copy()
        for chain in chains:
            heads[chain.first] -= chain.first != NOBODY
            heads[chain.last] += chain.last != NOBODY
        return heads

    def cost(self, heads: Ints) -> int:
        """Shortage cost of the posts in play."""
        return self.problem.aims.total(heads, self.need, self.priority)

    def _restless(self) -> Ints:
        """People of each component who may not stay as they are."""
        may_stay = self.scope.none_is_open.copy()
        may_stay[self.problem.person_of_pair()[self.problem.stays() & self.scope.allowed]] = True
        before = np.concatenate([[0], np.cumsum(~may_stay)])
        return np.diff(before[self.problem.person_bound])

    def _steepest(self) -> list[int]:
        """The most that one move can close in each component; beyond all prices where somebody must move."""
        problem = self.problem
        rising = np.flatnonzero(self.present < problem.capacity)
        worth = np.zeros(len(self.present), np.int64)
        worth[rising] = -problem.seat_cost[problem.seat_start[rising] + self.present[rising] - problem.floor[rising]]
        most = [int(np.max(worth[a:b], initial=0)) for a, b in pairwise(problem.post_bound.tolist())]
        return [self.ceiling + 1 if self.restless[c] else value for c, value in enumerate(most)]

    def _solved(self, c: int, price: int) -> list[Chain]:
        if (c, price) not in self.known:
            if c not in self.crowds:
                self.crowds[c] = Crowd(self.problem, self.scope, c)
            self.known[c, price] = self.crowds[c].cheapest(price)
        return self.known[c, price]


def _rung(stairs: _Stairs, outside: Outside, budget: int) -> Rung:
    """The price at which the moves just fit; from the plan of the next lower price the best chains that fit."""
    high = stairs.ceiling
    forced = _all(stairs.at(high)[0])
    if _moves(forced) > budget:
        return Rung(budget, _moves(forced), 0, 0, "NOT_POSSIBLE", 0)
    low = -1
    while high - low > 1:
        middle = (low + high) // 2
        moving, complete = stairs.at(middle)
        if complete and _moves(_all(moving)) <= budget:
            high = middle
        else:
            low = middle
    dear = _all(stairs.at(high)[0])
    bounds = [_bound(stairs, dear, high, budget)]
    chosen = dear
    if low >= 0:
        moving, complete = stairs.at(low)
        if complete:
            bounds.append(_bound(stairs, _all(moving), low, budget))
        filled = _fitting(stairs, moving, forced, budget)
        chosen = min(dear, filled, key=lambda chains: (stairs.cost(stairs.heads(chains)), _moves(chains)))
    heads = stairs.heads(chosen)
    cost, missing = stairs.cost(heads), int(np.maximum(stairs.need - heads, 0).sum())
    proven = cost <= max(bounds)
    return Rung(budget, _moves(chosen), cost + outside.cost, missing + outside.seats,
                "OPTIMAL" if proven else "FEASIBLE", min(cost, max(bounds)) + outside.cost)  # fmt: skip


def _all(moving: dict[int, list[Chain]]) -> list[Chain]:
    return [chain for c in sorted(moving) for chain in moving[c]]


def _moves(chains: list[Chain]) -> int:
    return sum(chain.moves for chain in chains)


def _bound(stairs: _Stairs, chains: list[Chain], price: int, budget: int) -> int:
    """No plan with so many moves has less shortage cost."""
    return stairs.cost(stairs.heads(chains)) + price * (_moves(chains) - budget)


def _fitting(stairs: _Stairs, moving: dict[int, list[Chain]], forced: list[Chain], budget: int) -> list[Chain]:
    """Whole chains while the moves last, those that close most per move first; any part of them keeps the limits.

    Where somebody must move, a component stays as it is at the highest price.
    """
    chosen = list(forced)
    left = budget - _moves(forced)
    heads = stairs.heads(forced)

    def worth(chain: Chain) -> float:
        there, here = _marginal(stairs, heads, chain.last, 1), _marginal(stairs, heads, chain.first, 0)
        return (there - here) / chain.moves

    free = [chain for c in sorted(moving) if not stairs.restless[c] for chain in moving[c]]
    queue = [(-worth(chain), chain.moves, number) for number, chain in enumerate(free)]
    heapify(queue)
    while queue and left:
        value, length, number = heappop(queue)
        chain = free[number]
        now = -worth(chain)
        if now > value:  # seats have been filled since: worth less than it was
            heappush(queue, (now, length, number))
        elif length <= left and now < 0:
            chosen.append(chain)
            left -= length
            heads[chain.first] -= chain.first != NOBODY
            heads[chain.last] += chain.last != NOBODY
    return chosen


def _marginal(stairs: _Stairs, heads: Ints, post: int, more: int) -> int:
    """What the next head on a post is worth (``more`` = 1), or the last one (0)."""
    if post == NOBODY:
        return 0
    head = int(heads[post]) + more
    missing = np.array([max(int(stairs.need[post]) - head + 1, 0)])
    return int(stairs.problem.aims.cost(missing, stairs.need[post : post + 1], stairs.priority[post : post + 1])[0])
