"""A range of components as one minimum-cost flow, solved by OR-Tools with whole numbers.

Persons supply one unit each; a post takes in at least ``low`` and at most ``high`` counted people, each head
at its marginal cost; who may have no seat has an arc past all posts.
"""

from enum import Enum
from typing import Final

import numpy as np
import numpy.typing as npt
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from penata.planning.engine.prices import Scope, open_seats
from penata.planning.problem import NOBODY, Ints, Mask, Problem

NODE_COST_LIMIT: Final = 2**61
"""Largest (nodes + 1) · |cost| that OR-Tools' cost scaling takes without overflow."""


class Answer(Enum):
    """How a flow ended."""

    SOLVED = "SOLVED"
    IMPOSSIBLE = "IMPOSSIBLE"
    TOO_LARGE = "TOO_LARGE"


def flow(problem: Problem, scope: Scope, pair_cost: Ints, seat_factor: int, components: tuple[int, int],
         chosen: Ints) -> Answer:  # fmt: skip
    """Solve the components of a half-open range and write each person's pair into ``chosen`` (-1: no seat).

    ``pair_cost`` (pairs of the range only) and ``seat_factor`` · marginal shortage cost are the arc costs.
    ``chosen`` keeps its old values unless the answer is SOLVED.
    """
    network = _Network(problem, scope, components)
    if network.is_over_full:
        return Answer.IMPOSSIBLE
    seat_cost = seat_factor * problem.seat_cost[network.seats]
    cost = np.concatenate([pair_cost[network.pairs], np.zeros(len(network.unplaced), np.int64), seat_cost])
    if (network.n_nodes + 1) * int(np.abs(cost).max(initial=0)) > NODE_COST_LIMIT:
        return Answer.TOO_LARGE
    solver = SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(network.tail, network.head, network.room, cost)
    solver.set_nodes_supplies(np.arange(network.n_nodes, dtype=np.int32), network.supply)
    status = solver.solve()
    if status == solver.BAD_COST_RANGE:
        return Answer.TOO_LARGE
    if status != solver.OPTIMAL:
        return Answer.IMPOSSIBLE
    used = solver.flows(np.arange(len(network.pairs) + len(network.unplaced), dtype=np.int32)) > 0
    network.write(used, chosen)
    return Answer.SOLVED


class _Network:
    """Arcs of a range: open pairs, then "no seat" arcs, then one arc for each seat between low and high.

    Who has one choice only takes it beforehand and is not in the network.
    """

    def __init__(self, problem: Problem, scope: Scope, components: tuple[int, int]) -> None:
        people, posts = problem.people_in(components), problem.posts_in(components)
        self.people, begin, end = people, problem.start[people.start], problem.start[people.stop]
        self.begin = begin
        pairs = np.flatnonzero(scope.allowed[begin:end])
        owner = np.repeat(np.arange(people.stop - people.start), np.diff(problem.start[people.start : people.stop + 1]))
        owner = owner[pairs]
        none = scope.none_is_open[people]
        decided = np.bincount(owner, minlength=len(none)) + none == 1
        self.node = np.cumsum(~decided) - 1
        self.settled, self.settled_owner = pairs[decided[owner]], owner[decided[owner]]
        self.pairs, self.owner = pairs[~decided[owner]], owner[~decided[owner]]
        self.loose, self.unplaced = np.flatnonzero(none), np.flatnonzero(none & ~decided)

        n_people, n_posts = int((~decided).sum()), posts.stop - posts.start
        of_pair = problem.post[begin:end] - posts.start
        taken = problem.fixed[posts] + np.bincount(of_pair[self.settled], minlength=n_posts)
        self.seats, seat_post = open_seats(problem, scope, posts, taken)
        self.is_over_full = bool((taken > scope.high[posts]).any())
        required = np.maximum(scope.low[posts] - taken, 0)
        self.n_nodes, sink = n_people + n_posts + 1, n_people + n_posts
        self.tail = _arcs(self.node[self.owner], self.node[self.unplaced], n_people + seat_post)
        self.head = _arcs(n_people + of_pair[self.pairs], np.full(len(self.unplaced) + len(seat_post), sink))
        self.room = np.ones(len(self.tail), np.int64)
        self.supply = np.concatenate([np.ones(n_people), -required, [required.sum() - n_people]]).astype(np.int64)

    def write(self, used: Mask, chosen: Ints) -> None:
        """Put the pair of each person of the range into ``chosen``."""
        taken = used[: len(self.pairs)]
        held = chosen[self.people]
        held[self.loose] = NOBODY
        held[self.settled_owner] = self.begin + self.settled
        held[self.owner[taken]] = self.begin + self.pairs[taken]


def _arcs(*parts: Ints) -> npt.NDArray[np.int32]:
    return np.concatenate(parts).astype(np.int32)
