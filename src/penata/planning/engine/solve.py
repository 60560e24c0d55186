"""The best assignment, level by level, with its proof.

For each component: if the present posts already carry the certificate, nothing is solved. Otherwise one flow
with a combined whole-number cost of shortage, gain and moves; its labels prove that no level was sold for a
lower one, or else the levels are solved one after the other. Then the tie is decided among the pairs that
the prices leave open, and the prices of all four levels are the certificate of the result.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from penata.planning.engine.flow import NODE_COST_LIMIT, Answer, flow
from penata.planning.engine.prices import Depth, Scope, price, tighten
from penata.planning.problem import LIMIT, Ints, Mask, Problem, split

FIRST_LOOK: Final = 30  # sweeps after which a component counts as not proven and is solved
BATCH_PAIRS: Final = 20_000  # components are solved together up to this many pairs


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
    ``prices`` (p, 4) whole price of a seat by level; ``combined`` and ``sequential`` count the components
    whose first three levels were solved at once, and one after the other; ``kept`` those already best.
    """

    chosen: Ints
    heads: Ints
    prices: Ints
    kept: int
    combined: int
    sequential: int


def scope_of(problem: Problem) -> Scope:
    """Everything open that no decision closes: all pairs but those that exist by a decision only."""
    return Scope(~problem.forced, problem.home < 0, problem.floor, problem.capacity)


def solve(problem: Problem, scope: Scope, *, start: Ints | None = None, threads: int = 1) -> Solution:  # noqa: ARG001
    """The lexicographically best assignment in a scope; raises NoAssignmentError where a component has none.

    ``start`` (n) is the pair of each person (-1 for none) in an earlier plan to begin with, instead of the present
    posts; it changes the time, never the answer. ``threads`` is how many components may be solved at the same time.
    Under tolls ``shortage · scale - gain + toll`` is one level.

    Exact: every component ends with labels that settle at all four levels, which no other than a best
    assignment can have.
    """
    work = _Work(problem, scope, start)
    for batch in work.batches(work.unproven()):
        if work.combined(batch):
            work.decide_ties(batch)
        else:
            for component in range(*batch):
                work.one_by_one((component, component + 1))
    if work.impossible:
        raise NoAssignmentError(work.impossible)
    return work.solution()


class _Work:
    """The state of one solve: what each person holds so far, and the labels of what is proven.

    ``scope`` is all that is open; ``open`` shrinks to what the labels leave to the levels still to come.
    """

    def __init__(self, problem: Problem, scope: Scope, start: Ints | None) -> None:
        scale = problem.scale
        self.problem, self.scope = problem, scope
        self.open = Scope(scope.allowed.copy(), scope.none_is_open.copy(), scope.low.copy(), scope.high.copy())
        self.three_levels, self.all_levels = Depth(scale, 1, 1, 0), Depth(scale, 1, 1, 1)
        self.impossible: list[int] = []
        self.kept = self.at_once = self.in_turn = 0
        self.stay = problem.stays()
        self.chosen, stuck = _present(problem, scope, start)
        self.labels = np.zeros((len(problem.posts), 3), np.int64)
        self.heads = np.zeros(len(problem.posts), np.int64)
        self._count((0, self.n_components))
        self.present_is_open = _nothing_in(problem, stuck, (self.heads < scope.low) | (self.heads > scope.high))

    @property
    def n_components(self) -> int:
        return len(self.problem.person_bound) - 1

    def unproven(self) -> list[int]:
        """Components whose present posts do not carry the certificate."""
        settled = self._price(self.all_levels, (0, self.n_components), FIRST_LOOK) & self.present_is_open
        self.kept = int(settled.sum())
        return np.flatnonzero(~settled).tolist()

    def batches(self, components: list[int]) -> Iterator[tuple[int, int]]:
        """Half-open ranges of consecutive components, small ones together."""
        start, bound = self.problem.start, self.problem.person_bound
        pairs = [int(start[bound[c + 1]] - start[bound[c]]) for c in components]
        first, total = 0, 0
        for i, size in enumerate(pairs):
            total += size
            if i + 1 == len(pairs) or components[i + 1] != components[i] + 1 or total + pairs[i + 1] > BATCH_PAIRS:
                yield components[first], components[i] + 1
                first, total = i + 1, 0

    def combined(self, batch: tuple[int, int]) -> bool:
        """Shortage, gain and moves in one flow; True if the labels prove that the levels were kept.

        The weight of shortage lets the smallest seat outweigh all gains; what is finer than a seat, and what does
        not fit 64 bits, is left to the labels. A small weight makes the flow faster.
        """
        people, posts = self._people(batch), self.problem.posts_in(batch)
        lower = self._gain_then_moves(batch)
        worth = np.abs(self.problem.seat_cost[slice(*self.problem.seat_start[[posts.start, posts.stop]])])
        worth = worth[worth > 0]
        outweighs = 2 * people * int(np.abs(lower).max(initial=0)) // int(np.min(worth, initial=LIMIT)) + 1
        nodes = people + posts.stop - posts.start + 2
        if self.problem.is_one_level:  # shortage is not above tolls, but one level with them
            outweighs = self.three_levels.shortage * (people + 1)
        weight = min(outweighs, NODE_COST_LIMIT // (nodes * int(np.max(worth, initial=1))))
        if not self._flow(self.scope, lower, weight, batch, one_by_one_is_left=True):
            return False
        proven = bool(self._price(self.three_levels, batch).all())
        self.at_once += (batch[1] - batch[0]) * proven
        return proven

    def one_by_one(self, component: tuple[int, int]) -> None:
        """Shortage first, then gain and moves on what its prices leave open."""
        lower = self._gain_then_moves(component)
        first, upper, weight = Depth(1, 0, 0, 0), np.zeros_like(lower), 1
        if self.problem.is_one_level:
            weight = self.three_levels.shortage
            first, upper = Depth(weight, 1, 0, 0), self._less_worth(component)
            lower = (~self.stay[self.problem.pairs_in(component)]).astype(np.int64)
        if not self._flow(self.scope, upper, weight, component):
            self.impossible.append(component[0])
            return
        self._price(first, component)
        tighten(self.problem, self.labels, self.open, first, component)
        self._must(self._flow(self.open, lower, 0, component))
        self._must(self._price(self.three_levels, component).all())
        self.in_turn += 1
        self.decide_ties(component)

    def decide_ties(self, batch: tuple[int, int]) -> None:
        """Among the best plans of a range the one with the least tie; leaves the labels of all four levels."""
        tighten(self.problem, self.labels, self.open, self.three_levels, batch)
        self._must(self._flow(self.open, self.problem.tie[self.problem.pairs_in(batch)].astype(np.int64), 0, batch))
        self._must(self._price(self.all_levels, batch).all())

    def solution(self) -> Solution:
        """The assignment with its prices split by level."""
        prices = np.column_stack([*split(self.labels[:, 0], self.all_levels.shortage), self.labels[:, 1:]])
        return Solution(self.chosen, self.heads, prices, self.kept, self.at_once, self.in_turn)

    def _flow(
        self, scope: Scope, pair_cost: Ints, seat_factor: int, batch: tuple[int, int], one_by_one_is_left: bool = False
    ) -> bool:
        answer = flow(self.problem, scope, pair_cost, seat_factor, batch, self.chosen)
        if answer is Answer.SOLVED:
            self._count(batch)
        elif answer is Answer.TOO_LARGE and batch[1] - batch[0] == 1 and (
            seat_factor < 2 or (self.problem.is_one_level and not one_by_one_is_left)
        ):
            raise OverflowError("a component is too large for whole-number costs in 64 bits")
        return answer is Answer.SOLVED

    def _count(self, batch: tuple[int, int]) -> None:
        """Counted people of each post of a range, under ``chosen``."""
        posts, held = self.problem.posts_in(batch), self.chosen[self.problem.people_in(batch)]
        seats = self.problem.post[held[held >= 0]] - posts.start
        self.heads[posts] = self.problem.fixed[posts] + np.bincount(seats, minlength=posts.stop - posts.start)

    def _price(self, depth: Depth, batch: tuple[int, int], sweeps: int = LIMIT) -> Mask:
        return price(self.problem, self.chosen, self.heads, self.scope, depth, batch, self.labels, sweeps)

    def _gain_then_moves(self, batch: tuple[int, int]) -> Ints:
        """Gain and moves of each pair of a range in one whole number: one point outweighs all moves."""
        pairs = self.problem.pairs_in(batch)
        return self._less_worth(batch) * (self._people(batch) + 1) + ~self.stay[pairs]

    def _less_worth(self, batch: tuple[int, int]) -> Ints:
        """Toll less gain of each pair of a range."""
        pairs = self.problem.pairs_in(batch)
        lost = -self.problem.gain[pairs].astype(np.int64)
        return lost + self.problem.toll[pairs] if len(self.problem.toll) else lost

    def _people(self, batch: tuple[int, int]) -> int:
        first, last = self.problem.person_bound[list(batch)].tolist()
        return int(last - first)

    @staticmethod
    def _must(holds: bool | np.bool_) -> None:
        if not holds:
            raise AssertionError("a level that is feasible by construction was not solved to its certificate")


def _present(problem: Problem, scope: Scope, start: Ints | None) -> tuple[Ints, Mask]:
    """The pair of each person to begin with (-1 without one), and who may not begin there."""
    chosen = np.full(len(problem.persons), -1, np.int64)
    own = np.flatnonzero(problem.stays()) if start is None else start[start >= 0]
    own = own[scope.allowed[own]]
    chosen[problem.person_of_pair()[own]] = own
    return chosen, (chosen < 0) & ~scope.none_is_open


def _nothing_in(problem: Problem, persons: Mask, posts: Mask) -> Mask:
    """Components without any of these persons and posts."""
    within = [np.concatenate([[0], np.cumsum(which)]) for which in (persons, posts)]
    before = within[0][problem.person_bound] + within[1][problem.post_bound]
    nothing: Mask = np.diff(before) == 0
    return nothing
