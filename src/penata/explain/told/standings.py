"""What a person lacks for a post, by level: price and cost there minus price and cost of the seat that the plan gives.

The cost of a pair is (0, -gain, 1 where the post is not the own one, tie); a post has one price a level. Under side
limits that bind, a pair pays its toll besides, and shortage and gain are one number until a difference is told. At the
prices of a best plan everybody sits at the lowest sum, level by level: nobody lacks less than nothing anywhere.
"""

from dataclasses import dataclass, replace
from typing import Any, Final

import numba
import numpy as np
import numpy.typing as npt

from penata.planning import Workings
from penata.planning.engine.prices import Scope
from penata.planning.engine.solve import Solution
from penata.planning.problem import NOBODY, Ints, Mask, Problem, split

LEVEL_NAMES: Final = ("SHORTAGE", "GAIN", "MOVES", "TIE")
"""The levels in the order of their weight."""


@dataclass(frozen=True, slots=True, eq=False)
class Standings:
    """Where everybody in play stands at the prices of a plan.

    ``held`` (n, 4): cost and price of the seat that each person has under the plan, zeros for none; ``chosen`` (n) its
    pair, -1 for none; ``prices`` (p, 4); ``worth`` (a): gain less toll; ``allowed`` (a): pairs that no decision closes;
    ``heads`` (p) counted people.
    """

    problem: Problem
    prices: Ints
    worth: npt.NDArray[Any]
    held: Ints
    chosen: Ints
    allowed: Mask
    heads: Ints

    @classmethod
    def of(cls, work: Workings) -> "Standings":
        """The standings of a solved or reopened plan."""
        return cls.solved(work.problem, work.whole_scope or work.scope, work.solution)

    @classmethod
    def solved(cls, problem: Problem, scope: Scope, solution: Solution) -> "Standings":
        """The standings of a solved problem."""
        prices, worth = solution.prices, problem.gain
        if len(problem.toll):
            one = prices[:, 0] * problem.scale + prices[:, 1]
            prices, worth = np.column_stack([np.zeros_like(one), one, prices[:, 2:]]), problem.gain - problem.toll
        bare = cls(problem, prices, worth, np.zeros((0, 0), np.int64), solution.chosen, scope.allowed, solution.heads)
        held = np.zeros((len(problem.persons), len(LEVEL_NAMES)), np.int64)
        seated = np.flatnonzero(solution.chosen != NOBODY)
        held[seated] = bare._sums(seated, solution.chosen[seated])
        return replace(bare, held=held)

    def behind(self, person: Ints, pair: Ints) -> Ints:
        """How far pairs (k) of persons (k, by index in play) are behind the seat held: (k, 4), never below zero but
        where side limits, not prices, gave the seat.
        """
        return self._by_level(self._lacking(person, pair))

    def _lacking(self, person: Ints, pair: Ints) -> Ints:
        return self._sums(person, pair) - self.held[person]

    def _by_level(self, lacking: Ints) -> Ints:
        """Shortage and gain apart where tolls made them one."""
        if not len(self.problem.toll):
            return lacking
        return np.column_stack([*split(lacking[:, 1], self.problem.scale), lacking[:, 2:]])

    def _sums(self, person: Ints, pair: Ints) -> Ints:
        problem = self.problem
        post = problem.post[pair]
        sums = self.prices[post]
        sums[:, 1] -= self.worth[pair]
        sums[:, 2] += post != problem.home[person]
        sums[:, 3] += problem.tie[pair]
        return sums

    def ahead(self, person: Ints, pair: Ints) -> Ints:
        """Other people who hold the post of each pair (k), or lack less for it than this person."""
        posts = self.problem.post[pair].astype(np.int64)
        before = np.zeros(len(pair), np.int64)
        wanted = np.zeros(len(self.problem.posts), np.bool_)
        wanted[posts] = True
        bound, pairs, persons = _by_post(self.problem.start, self.problem.post, self.allowed, wanted)
        lacks = self._lacking(person, pair)
        _count_ahead(person, posts, lacks, self.chosen, bound, pairs, persons, before, *self._arrays)
        return before + self.heads[posts]

    def rivals(self, post: Ints) -> tuple[Ints, Ints, Ints]:
        """Of posts (k, by index in play): how many may take a seat and do not (k), how many of them sit where the post
        could not spare them (k), and what the next lacks (k, 4; zeros where there is nobody).
        """
        wanted = np.zeros(len(self.problem.posts), np.bool_)
        wanted[post] = True
        bound, pairs, persons = _by_post(self.problem.start, self.problem.post, self.allowed, wanted)
        count, kept = np.zeros(len(post), np.int64), np.zeros(len(post), np.int64)
        least = np.zeros((len(post), len(LEVEL_NAMES)), np.int64)
        needed = ~self.spares()
        _next_in_line(post, self.chosen, needed, bound, pairs, persons, count, kept, least, *self._arrays)
        return count, kept, self._by_level(least)

    def spares(self) -> Mask:
        """Which posts (p) could spare one of the people whom they have under the plan."""
        problem = self.problem
        above_floor = self.heads > problem.floor
        last = problem.seat_start[:-1] + self.heads - problem.floor - 1
        worth = np.append(problem.seat_cost, 0)[np.where(above_floor, last, -1)]
        return np.asarray(above_floor & (worth == 0))

    def after_the_seat(self, person: Ints, places: int) -> Ints:
        """The next pairs of each person (k) after the seat held, the best first: (k, places), -1 for none."""
        found = np.full((len(person), places), NOBODY, np.int64)
        _next_best(person, self.chosen, self.problem.start, self.allowed, found, *self._arrays)
        return found

    def best_in(self, person: Ints, place: Ints, place_of_post: Ints) -> tuple[Ints, Ints, Mask]:
        """Of persons (k) and places (k): the pair there that lacks least, how many pairs lead there, if any is open.

        ``place_of_post`` (p) names the place of each post in play. The own post may be the best, but is not counted.
        Pairs that a decision closes are only answered where no other leads there.
        """
        best, count = np.full(len(person), NOBODY, np.int64), np.zeros(len(person), np.int64)
        is_open = np.zeros(len(person), np.bool_)
        _best_there(person, place, place_of_post, self.problem.start, self.allowed, best, count, is_open, *self._arrays)
        return best, count, is_open

    @property
    def _arrays(self) -> tuple[npt.NDArray[Any], ...]:
        p = self.problem
        return p.home, p.post, self.worth, p.tie, self.prices, self.held


def deciding_level(behind: Ints) -> Ints:
    """Index of the first level that is not zero in each row (k, 4); the number of levels where all are.

    >>> deciding_level(np.array([[0, 3, -1, 0], [0, 0, 0, 0]])).tolist()
    [1, 4]
    """
    differs = behind != 0
    return np.asarray(np.where(differs.any(axis=1), differs.argmax(axis=1), behind.shape[1]))


@numba.njit(cache=True)
def _lack(i, a, home, post, gain, tie, prices, held):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    q = post[a]
    return (
        prices[q, 0] - held[i, 0],
        prices[q, 1] - gain[a] - held[i, 1],
        prices[q, 2] + (1 if q != home[i] else 0) - held[i, 2],
        prices[q, 3] + tie[a] - held[i, 3],
    )


@numba.njit(cache=True)
def _by_post(start, post, allowed, wanted):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """The allowed pairs of the wanted posts, grouped by post: bounds, pairs, persons."""
    bound = np.zeros(len(wanted) + 1, np.int64)
    for a in range(len(post)):
        if allowed[a] and wanted[post[a]]:
            bound[post[a] + 1] += 1
    bound = np.cumsum(bound)
    at = bound[:-1].copy()
    pairs, persons = np.empty(bound[-1], np.int64), np.empty(bound[-1], np.int64)
    for i in range(len(start) - 1):
        for a in range(start[i], start[i + 1]):
            q = post[a]
            if allowed[a] and wanted[q]:
                pairs[at[q]], persons[at[q]] = a, i
                at[q] += 1
    return bound, pairs, persons


@numba.njit(cache=True)
def _count_ahead(person, posts, lacks, chosen, bound, pairs, persons, before, home, post, gain, tie, prices, held):  # type: ignore[no-untyped-def]  # pragma: no cover
    for k in range(len(person)):
        mine = (lacks[k, 0], lacks[k, 1], lacks[k, 2], lacks[k, 3])
        for at in range(bound[posts[k]], bound[posts[k] + 1]):
            i, a = persons[at], pairs[at]
            if i != person[k] and chosen[i] != a and _lack(i, a, home, post, gain, tie, prices, held) < mine:
                before[k] += 1


@numba.njit(cache=True)
def _next_in_line(  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    posts, chosen, needed, bound, pairs, persons, count, kept, least, home, post, gain, tie, prices, held
):  # fmt: skip
    for k in range(len(posts)):
        best = (0, 0, 0, 0)
        for at in range(bound[posts[k]], bound[posts[k] + 1]):
            i, a = persons[at], pairs[at]
            if chosen[i] != a:
                lack = _lack(i, a, home, post, gain, tie, prices, held)
                if count[k] == 0 or lack < best:
                    best = lack
                count[k] += 1
                kept[k] += chosen[i] >= 0 and needed[post[chosen[i]]]
        least[k, 0], least[k, 1], least[k, 2], least[k, 3] = best


@numba.njit(cache=True)
def _next_best(person, chosen, start, allowed, found, home, post, gain, tie, prices, held):  # type: ignore[no-untyped-def]  # pragma: no cover
    places = found.shape[1]
    for k in range(len(person)):
        i = person[k]
        for a in range(start[i], start[i + 1]):
            if not allowed[a] or a == chosen[i]:
                continue
            new, lack = a, _lack(i, a, home, post, gain, tie, prices, held)
            for place in range(places):
                old = found[k, place]
                if old < 0:
                    found[k, place] = new
                    break
                other = _lack(i, old, home, post, gain, tie, prices, held)
                if lack < other:
                    found[k, place] = new
                    new, lack = old, other


@numba.njit(cache=True)
def _best_there(  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    person, place, place_of_post, start, allowed, best, count, is_open, home, post, gain, tie, prices, held
):  # fmt: skip
    for k in range(len(person)):
        i = person[k]
        least = (0, 0, 0, 0)
        for a in range(start[i], start[i + 1]):
            if place_of_post[post[a]] != place[k]:
                continue
            count[k] += 1 if post[a] != home[i] else 0
            lack = _lack(i, a, home, post, gain, tie, prices, held)
            better = allowed[a] and not is_open[k]
            if best[k] < 0 or better or (allowed[a] == is_open[k] and lack < least):
                best[k], least = a, lack
            is_open[k] = is_open[k] or allowed[a]
