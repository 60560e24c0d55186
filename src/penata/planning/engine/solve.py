"""The best assignment, level by level, with its proof: who solves which component, and what comes of it.

By default the cell graph (``cells``) solves a component from where everybody sits. OR-Tools (``levels``) takes those in
which more than half of the people would rather sit elsewhere, those too large for 64 bits there, and those on which the
cell graph has done more work than it may; the work is counted, never timed, so that the same data go the same way.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np

from penata.planning.engine.cells import HANDED_OVER, IMPOSSIBLE, improve, seated
from penata.planning.engine.levels import Levels
from penata.planning.engine.prices import Scope
from penata.planning.engine.rows import LARGEST, Options, Seats
from penata.planning.problem import Ints, Mask, Problem, split

BUDGET: Final = 160
"""Arcs that the cell graph may look at for each pair of a component (``cells.PAIRS`` pairs are as much work as one):
giants of 20,000 people on 1,000 posts need about 140 and are then faster than by OR-Tools.
"""
CELL_LIMIT: Final = 2**58
"""Largest cost of a path that the cell graph takes."""
CHUNKS: Final = 8
"""Shares of the work for each thread."""


class NoAssignmentError(Exception):
    """No assignment keeps all decisions and limits; ``components`` are those that have none."""

    def __init__(self, components: list[int]) -> None:
        """Keep the numbers of the components that have no assignment."""
        super().__init__(f"{len(components)} components have no assignment")
        self.components = components


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """The best assignment and its certificate.

    ``chosen`` (n) pair of each person, -1 for no seat; ``heads`` (p) counted people of each post;
    ``prices`` (p, 4) whole price of a seat by level. Components: ``kept`` were already best, ``cells`` were solved
    on the cell graph, ``combined`` by OR-Tools with the first three levels at once, ``sequential`` by it one level
    after the other.
    """

    chosen: Ints
    heads: Ints
    prices: Ints
    kept: int
    combined: int
    sequential: int
    cells: int = 0


def scope_of(problem: Problem) -> Scope:
    """Everything open that no decision closes: all pairs but those that exist by a decision only."""
    return Scope(~problem.forced, problem.home < 0, problem.floor, problem.capacity)


def solve(
    problem: Problem, scope: Scope, *, start: Ints | None = None, threads: int | None = None, checked: bool = False
) -> Solution:
    """The lexicographically best assignment in a scope; raises NoAssignmentError where a component has none.

    ``start`` (n) is the pair of each person (-1 for none) in an earlier plan to begin with, instead of the present
    posts; it changes the time, never the answer. ``threads`` is how many components may be solved at the same time
    (None: as many as the machine has processors). ``checked`` looks after every chain whether people, heads and
    cost still agree. Where limb 1 is one level (``Problem.is_one_level``) it is compared as a whole.

    Exact: every component ends with labels that settle at all four levels, which no other than a best
    assignment can have.
    """
    options, seats = _options(problem, scope), _seats(problem, scope)
    chosen, restless = seated(options, np.zeros(0, np.int64) if start is None else start.astype(np.int64))
    heads = problem.fixed + np.bincount(problem.post[chosen[chosen >= 0]], minlength=len(problem.posts))
    labels = np.zeros((len(problem.posts), 3), np.int64)
    fit = np.zeros(len(problem.person_bound) - 1, np.bool_)
    if problem.engine == "portfolio" and _reach(problem) <= CELL_LIMIT:
        fit = np.diff(problem.post_bound) < LARGEST
        if start is None:
            fit &= 2 * _per_component(problem, restless) <= np.diff(problem.person_bound)
    began, outcome = chosen.copy(), np.full(len(fit), HANDED_OVER)

    def work(components: Ints) -> None:
        improve(options, seats, problem.person_bound, problem.post_bound, components, chosen, heads, labels, outcome,
                BUDGET, checked)  # fmt: skip

    shares = _shares(problem, np.flatnonzero(fit), threads or os.cpu_count() or 1)
    if len(shares) > 1:
        with ThreadPoolExecutor(threads or os.cpu_count()) as pool:
            list(pool.map(work, shares))
    else:
        for share in shares:
            work(share)
    left = Levels(problem, scope, chosen, heads, labels)
    handed = np.flatnonzero(outcome == HANDED_OVER).tolist()
    for component in handed:
        left.seat((component, component + 1), began)
    left.solve(handed)
    impossible = sorted([*np.flatnonzero(outcome == IMPOSSIBLE).tolist(), *left.impossible])
    if impossible:
        raise NoAssignmentError(impossible)
    prices = np.column_stack([*split(labels[:, 0], problem.scale), labels[:, 1:]])
    kept = int((outcome == 0).sum())
    return Solution(chosen, heads, prices, kept + left.kept, left.at_once, left.in_turn, int((outcome > 0).sum()))


def _options(problem: Problem, scope: Scope) -> Options:
    gain = problem.gain
    if gain.dtype != np.int32 and int(np.abs(gain).max(initial=0)) < 2**31:
        gain = gain.astype(np.int32)
    return Options(problem.home, problem.start, problem.post, gain, problem.toll, problem.tie, scope.allowed,
                   scope.none_is_open)  # fmt: skip


def _seats(problem: Problem, scope: Scope) -> Seats:
    return Seats(
        scope.low, scope.high, problem.fixed, problem.floor, problem.seat_start, problem.seat_cost, problem.scale
    )


def _reach(problem: Problem) -> int:
    """The most that a path through a component can cost in limb 1."""
    longest = int(np.diff(problem.post_bound).max(initial=0)) + 2
    largest = max(int(np.max(problem.toll, initial=0)), -int(np.min(problem.toll, initial=0)))
    gain = max(int(np.max(problem.gain, initial=0)), -int(np.min(problem.gain, initial=0)))
    steepest = max(int(np.max(problem.seat_cost, initial=0)), -int(np.min(problem.seat_cost, initial=0)))
    return 2 * problem.scale * (steepest + 1) + 2 * longest * (largest + gain)


def _per_component(problem: Problem, persons: Mask) -> Ints:
    """How many of these persons each component has."""
    before = np.concatenate([[0], np.cumsum(persons)])
    count: Ints = np.diff(before[problem.person_bound])
    return count


def _shares(problem: Problem, components: Ints, threads: int) -> list[Ints]:
    """The components in runs of about the same number of pairs, some for each thread."""
    if not len(components):
        return []
    pairs = np.diff(problem.start[problem.person_bound])[components]
    if threads == 1 or pairs.sum() < 50_000:
        return [components]
    share = (np.cumsum(pairs) - pairs) * (threads * CHUNKS) // pairs.sum()
    return [run for run in np.split(components, np.flatnonzero(np.diff(share)) + 1) if len(run)]
