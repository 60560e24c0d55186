"""Components solved by OR-Tools, level by level where one cost for all levels does not hold.

One flow with a combined whole-number cost of shortage, gain and moves; its labels prove that no level was sold for a
lower one, or else the levels are solved one after the other. Then the tie is decided among the pairs that the prices
leave open, and the prices of all four levels are the certificate of the result.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np

from penata.planning.engine.flow import NODE_COST_LIMIT, Answer, flow
from penata.planning.engine.prices import Depth, Scope, price, tighten
from penata.planning.problem import LIMIT, Ints, Mask, Problem

FIRST_LOOK: Final = 30  # sweeps after which a component counts as not proven and is solved
BATCH_PAIRS: Final = 20_000  # components are solved together up to this many pairs


class Levels:
    """The state of one solve: what each person holds so far, and the labels of what is proven.

    ``scope`` is all that is open; ``open`` shrinks to what the labels leave to the levels still to come.
    """

    def __init__(self, problem: Problem, scope: Scope, chosen: Ints, heads: Ints, labels: Ints) -> None:
        """Begin with what everybody holds; ``chosen`` (n), ``heads`` (p), ``labels`` (p, 3) are written in place."""
        scale = problem.scale
        self.problem, self.scope, self.chosen, self.heads, self.labels = problem, scope, chosen, heads, labels
        self.open = Scope(scope.allowed.copy(), scope.none_is_open.copy(), scope.low.copy(), scope.high.copy())
        self.three_levels, self.all_levels = Depth(scale, 1, 1, 0), Depth(scale, 1, 1, 1)
        self.impossible: list[int] = []
        self.kept = self.at_once = self.in_turn = 0
        self.stay = problem.stays()

    def seat(self, component: tuple[int, int], chosen: Ints) -> None:
        """Seat the people of a component as in another assignment (n)."""
        people = self.problem.people_in(component)
        self.chosen[people] = chosen[people]
        self._count(component)

    def solve(self, components: list[int]) -> None:
        """Solve these components (ascending); ``impossible`` are those that have no assignment."""
        for batch in self.batches(self.unproven(components)):
            if self.combined(batch):
                self.decide_ties(batch)
            else:
                for component in range(*batch):
                    self.one_by_one((component, component + 1))

    def unproven(self, components: list[int]) -> list[int]:
        """Those of the components whose people do not yet carry the certificate where they sit."""
        left = [c for c in components if not self._is_best((c, c + 1))]
        self.kept = len(components) - len(left)
        return left

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

    def _flow(
        self, scope: Scope, pair_cost: Ints, seat_factor: int, batch: tuple[int, int], one_by_one_is_left: bool = False
    ) -> bool:
        answer = flow(self.problem, scope, pair_cost, seat_factor, batch, self.chosen)
        if answer is Answer.SOLVED:
            self._count(batch)
        elif (
            answer is Answer.TOO_LARGE
            and batch[1] - batch[0] == 1
            and (seat_factor < 2 or (self.problem.is_one_level and not one_by_one_is_left))
        ):
            raise OverflowError("a component is too large for whole-number costs in 64 bits")
        return answer is Answer.SOLVED

    def _is_best(self, component: tuple[int, int]) -> bool:
        people, posts = self.problem.people_in(component), self.problem.posts_in(component)
        heads, seated = self.heads[posts], (self.chosen[people] >= 0) | self.scope.none_is_open[people]
        keeps = seated.all() and (heads >= self.scope.low[posts]).all() and (heads <= self.scope.high[posts]).all()
        return bool(keeps and self._price(self.all_levels, component, FIRST_LOOK).all())

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
