"""As much of a better plan as the limits allow: its chains of changes, one after the other while every limit holds.

What two assignments of one scope differ in falls apart into chains and rings of people, and whoever changes a whole
chain leaves every post between its two head counts. Where a post on the way may have one head more or less, a piece of
a chain will do. Pieces are taken by what they bring for what they use of the limits that are short, shortage first,
points second. From what was reached, with all closed that would exceed a limit by itself, the next plan is solved.
Nothing here needs a clock, and nothing is proven: it is a plan to begin with.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from penata.planning.engine.prices import Scope
from penata.planning.engine.solve import solve
from penata.planning.limits.group import Group
from penata.planning.limits.rows import Rows
from penata.planning.limits.tolls import value_of
from penata.planning.problem import NOBODY, Ints, Mask, Problem

ROUNDS: Final = 6
"""Times that a further plan is solved from what was reached."""
LONGEST: Final = 6
"""Changes of a piece that is cut out of a chain, at most."""
TARGETS: Final = 8
"""Plans whose chains are looked at, at most."""

Floats = npt.NDArray[np.float64]


def portion_of(group: Group, scale: int, base: Ints, targets: Sequence[Ints], tolled: Problem) -> Ints:
    """The best assignment found from ``base`` towards the ``targets`` (n each), which need not keep the limits.

    ``base`` keeps all limits, and so does the answer, which is never worse. ``tolled``: the problem at prices of the
    limits. Once what the prices want is taken first, once whatever brings most, and the better one is kept.
    """
    plain = group.problem.tolled(np.zeros(0, np.int64))
    problems = (tolled, plain.tolled(np.zeros(len(plain.post), np.int64), tolled.least_scale))
    begun = [base, _further(group, scale, base, tolled)]
    found = []
    for first in begun:
        merged = [_merged(group, scale, first, target) for target in targets[:TARGETS]]
        best = min([first, *merged], key=lambda chosen: _cost(group.problem, scale, chosen))
        for problem in problems:
            best = _further(group, scale, best, problem)
        found.append(best)
    return min(found, key=lambda chosen: _cost(group.problem, scale, chosen))


def _further(group: Group, scale: int, best: Ints, problem: Problem) -> Ints:
    """What is reached from an assignment towards those that are solved with all closed that exceeds a limit."""
    for _ in range(ROUNDS):
        target = solve(problem, _within(group, best), start=best).chosen
        better = _merged(group, scale, best, target)
        if _cost(group.problem, scale, better) >= _cost(group.problem, scale, best):
            break
        best = better
    return best


def pieces_of(problem: Problem, base: Ints, target: Ints) -> "Pieces":
    """The chains and rings of what two assignments differ in, and short pieces of the chains."""
    people = np.flatnonzero(base != target)
    here, there = _posts(problem, base[people]), _posts(problem, target[people])
    follows = _linked(here, there)
    taken = np.full(len(people), NOBODY, np.int64)
    begins = np.ones(len(people), np.bool_)
    begins[follows[follows >= 0]] = False
    chains: list[tuple[list[int], bool]] = []
    for first in [*np.flatnonzero(begins).tolist(), *np.flatnonzero(~begins).tolist()]:
        chain, at = [], first
        while at >= 0 and taken[at] < 0:
            taken[at] = len(chains)
            chain.append(at)
            at = int(follows[at])
        if chain:
            chains.append((chain, at == first))
    cut = [(piece, False) for chain, is_ring in chains if not is_ring for piece in _cut(chain)]
    whole = [*chains, *cut]
    size = np.array([len(piece) for piece, _ in whole], np.int64)
    start = np.concatenate([np.zeros(1, np.int64), np.cumsum(size)])
    change = np.array([i for piece, _ in whole for i in piece], np.int64)
    ring = np.array([is_ring for _, is_ring in whole], np.bool_)
    source = np.where(ring, NOBODY, here[change[start[:-1]]])
    sink = np.where(ring, NOBODY, there[change[start[1:] - 1]])
    return Pieces(people, start, change, source, sink, len(chains))


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """Changes of ``people`` (m), and pieces of them: ``start`` (k+1) bounds each in ``change``, the numbers of people.

    A piece takes a head from the post ``source`` (k) and brings one to ``sink`` (k), -1 where from or to no post.
    The first ``chains`` pieces are the whole chains and rings.
    """

    people: Ints
    start: Ints
    change: Ints
    source: Ints
    sink: Ints
    chains: int


class _Worth(NamedTuple):
    """What a piece brings: shortage and points (less is better), for what it uses; then its number."""

    shortage: float
    points: float
    moves: int
    number: int


class _Reached:
    """An assignment on its way from ``base`` to ``target``, piece by piece."""

    def __init__(self, group: Group, scale: int, base: Ints, target: Ints) -> None:
        problem = group.problem
        self.problem, self.scale = problem, scale
        self.pieces = pieces = pieces_of(problem, base, target)
        self.chosen, self.target = base.copy(), target
        heads = problem.fixed + np.bincount(problem.post[base[base >= 0]], minlength=len(problem.posts))
        self.heads = heads.tolist()
        self.low, self.high = group.scope.low.tolist(), group.scope.high.tolist()
        self.source, self.sink = pieces.source.tolist(), pieces.sink.tolist()
        sizes = np.diff(pieces.start)
        member = csr_array((np.ones(len(pieces.change), np.int64), pieces.change, pieces.start),
                           shape=(len(sizes), len(pieces.people)))  # fmt: skip
        old, new = base[pieces.people], target[pieces.people]
        self.use = csr_array(member @ _used_by_change(group.rows, problem, pieces.people, old, new))
        self.use.eliminate_zeros()
        self.left = (group.rows.most - group.rows.used(base)).tolist()
        self.cost = (member @ (_at(problem.gain, old) - _at(problem.gain, new))).tolist()
        away = ~problem.stays()
        self.moves = (member @ (_at(away, new) - _at(away, old))).tolist()
        self.spent = self._spent().tolist()
        self.is_taken = [False] * len(pieces.people)

    def go(self) -> None:
        """Take pieces as long as one brings something and fits."""
        waiting = list(range(len(self.spent)))
        while True:
            heap = [worth for k in waiting if (worth := self._worth(k)) is not None]
            heapify(heap)
            waiting, has_taken = [], False
            while heap:
                k = heappop(heap).number
                worth = self._worth(k)
                if worth is None:
                    continue
                if heap and worth > heap[0]:
                    heappush(heap, worth)
                elif self._fits(k):
                    self._take(k)
                    has_taken = True
                else:
                    waiting.append(k)
            if not has_taken or not waiting:
                return

    def _spent(self) -> Floats:
        """What each piece uses of the limits that do not suffice for all (k): 1 is what a piece uses on average."""
        use, whole = self.use, self.use[: self.pieces.chains]
        short = np.asarray(whole.sum(axis=0)).ravel() > np.array(self.left)
        row = np.repeat(np.arange(use.shape[0]), np.diff(use.indptr))
        counts = (use.data > 0) & short[use.indices]
        at, data = use.indices[counts], use.data[counts].astype(np.float64)
        mean = np.bincount(at, data, use.shape[1]) / np.maximum(np.bincount(at, minlength=use.shape[1]), 1)
        spent: Floats = np.maximum(np.bincount(row[counts], data / mean[at], use.shape[0]), _LEAST)
        return spent

    def _worth(self, k: int) -> _Worth | None:
        """What a piece brings now; None where nothing."""
        source, sink = self.source[k], self.sink[k]
        shortage = 0
        if source != sink:
            shortage = (self._seat(sink, 0) if sink >= 0 else 0) - (self._seat(source, -1) if source >= 0 else 0)
        points = self.cost[k]
        moves = self.moves[k]
        whole = (shortage + points, 0, moves) if self.scale == 1 else (shortage, points, moves)
        if whole >= (0, 0, 0):
            return None
        return _Worth(whole[0] / self.spent[k], whole[1] / self.spent[k], moves, k)

    def _seat(self, post: int, beyond: int) -> int:
        """Cost of the next head of a post (``beyond`` 0) or of its last one (-1); 0 where there is none."""
        problem = self.problem
        at = int(problem.seat_start[post]) + self.heads[post] - int(problem.floor[post]) + beyond
        is_seat = problem.seat_start[post] <= at < problem.seat_start[post + 1]
        return int(problem.seat_cost[at]) if is_seat else 0

    def _fits(self, k: int) -> bool:
        source, sink = self.source[k], self.sink[k]
        if source != sink:
            if source >= 0 and self.heads[source] <= self.low[source]:
                return False
            if sink >= 0 and self.heads[sink] >= self.high[sink]:
                return False
        if any(self.is_taken[i] for i in self._changes(k)):
            return False
        return all(self.left[row] >= used or used <= 0 for row, used in self._uses(k))

    def _take(self, k: int) -> None:
        for i in self._changes(k):
            self.is_taken[i] = True
            person = self.pieces.people[i]
            self.chosen[person] = self.target[person]
        for row, used in self._uses(k):
            self.left[row] -= used
        if self.source[k] >= 0:
            self.heads[self.source[k]] -= 1
        if self.sink[k] >= 0:
            self.heads[self.sink[k]] += 1

    def _changes(self, k: int) -> list[int]:
        changes: list[int] = self.pieces.change[self.pieces.start[k] : self.pieces.start[k + 1]].tolist()
        return changes

    def _uses(self, k: int) -> list[tuple[int, int]]:
        at = slice(self.use.indptr[k], self.use.indptr[k + 1])
        return list(zip(self.use.indices[at].tolist(), self.use.data[at].tolist(), strict=True))


_LEAST: Final = 1e-3
"""What a piece uses at least, so that one that uses nothing comes first."""


def _merged(group: Group, scale: int, base: Ints, target: Ints) -> Ints:
    if np.array_equal(base, target):
        return base
    reached = _Reached(group, scale, base, target)
    reached.go()
    return reached.chosen


def _cost(problem: Problem, scale: int, chosen: Ints) -> tuple[int, int]:
    held = chosen[chosen >= 0]
    heads = problem.fixed + np.bincount(problem.post[held], minlength=len(problem.posts))
    return value_of(problem, scale, chosen, heads), int((~problem.stays()[held]).sum())


def _at(column: Mask | npt.NDArray[np.int32], pairs: Ints) -> Ints:
    """A column of the pairs (0 for no seat)."""
    return np.where(pairs >= 0, column[np.maximum(pairs, 0)].astype(np.int64), 0)


def _posts(problem: Problem, pairs: Ints) -> Ints:
    return np.where(pairs >= 0, problem.post[np.maximum(pairs, 0)].astype(np.int64), NOBODY)


def _linked(here: Ints, there: Ints) -> Ints:
    """Who goes on from where each arrives (m): the first to come is followed by the first to leave; -1 for nobody."""
    follows = np.full(len(here), NOBODY, np.int64)
    comes, leaves = (np.argsort(at, kind="stable") for at in (there, here))
    nth_to, nth_from = (_nth(at[order]) for at, order in ((there, comes), (here, leaves)))
    width = len(here) + 1
    key_to, key_from = there[comes] * width + nth_to, here[leaves] * width + nth_from
    _, to, of = np.intersect1d(key_to, key_from, assume_unique=True, return_indices=True)
    seated = there[comes[to]] >= 0
    follows[comes[to[seated]]] = leaves[of[seated]]
    return follows


def _nth(ordered: Ints) -> Ints:
    """How many equal ones stand before each of a sorted column."""
    return np.arange(len(ordered)) - np.searchsorted(ordered, ordered)


def _cut(chain: list[int]) -> list[list[int]]:
    """The pieces of a chain of at most LONGEST changes, but the chain itself."""
    size = len(chain)
    bounds = [(i, j) for i in range(size) for j in range(i + 1, min(i + LONGEST, size) + 1) if j - i < size]
    return [chain[i:j] for i, j in bounds]


def _used_by_change(rows: Rows, problem: Problem, people: Ints, old: Ints, new: Ints) -> csr_array:
    """What each change uses of each limit beyond what it used before (m, r)."""
    changed = [np.full(len(problem.post), NOBODY, np.int64) for _ in (old, new)]
    for at, pairs in zip(changed, (old, new), strict=True):
        at[pairs[pairs >= 0]] = np.flatnonzero(pairs >= 0)
    row = np.repeat(np.arange(len(rows.limits)), np.diff(rows.start))
    parts = [(sign * rows.weight[hit], (at[rows.pair[hit]], row[hit]))
             for sign, at in zip((-1, 1), changed, strict=True) for hit in [at[rows.pair] >= 0]]  # fmt: skip
    shape = (len(people), len(rows.limits))
    before, after = (csr_array(part, shape=shape, dtype=np.int64) for part in parts)
    return csr_array(before + after)


def _within(group: Group, chosen: Ints) -> Scope:
    """The scope without what would exceed a limit by itself, seen from an assignment that keeps all."""
    rows, scope = group.rows, group.scope
    left = rows.most - rows.used(chosen)
    person = group.problem.person_of_pair()[rows.pair]
    row = np.repeat(np.arange(len(rows.limits)), np.diff(rows.start))
    place = row * len(chosen) + person
    held = chosen[person] == rows.pair
    names, weight = place[held], rows.weight[held]
    order = np.argsort(names)
    names, weight = np.append(names[order], -1), np.append(weight[order], 0)
    at = np.searchsorted(names[:-1], place)
    now = np.where(names[at] == place, weight[at], 0)
    allowed = scope.allowed.copy()
    allowed[rows.pair[~held & (rows.weight > 0) & (rows.weight - now > left[row])]] = False
    return replace(scope, allowed=allowed)
