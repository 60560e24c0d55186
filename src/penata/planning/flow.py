"""A range of components as one minimum-cost flow, solved by OR-Tools with whole numbers.

Persons supply one unit each; a post takes in at least ``low`` and at most ``high`` counted people, each head
at its marginal cost; who may have no seat has an arc past all posts.
"""

from enum import Enum
from typing import Final

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from penata.planning.prices import Scope, open_seats
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
    """Arcs of a range: allowed pairs, then "no seat" arcs, then one arc for each seat between low and high."""

    def __init__(self, problem: Problem, scope: Scope, components: tuple[int, int]) -> None:
        self.first_person, last_person = problem.person_bound[list(components)]
        first_post, last_post = problem.post_bound[list(components)]
        n_persons, n_posts = int(last_person - self.first_person), int(last_post - first_post)
        self.n_nodes = n_persons + n_posts + 1
        sink = n_persons + n_posts
        begin, end = problem.start[self.first_person], problem.start[last_person]
        self.begin = begin
        self.pairs = np.flatnonzero(scope.allowed[begin:end])
        self.owner = np.repeat(np.arange(n_persons), np.diff(problem.start[self.first_person : last_person + 1]))[
            self.pairs
        ]
        self.unplaced = np.flatnonzero(scope.none_is_open[self.first_person : last_person])
        low = scope.low[first_post:last_post] - problem.fixed[first_post:last_post]
        self.seats, seat_post = open_seats(problem, scope, slice(int(first_post), int(last_post)))
        required = np.maximum(low, 0)
        self.tail = np.concatenate([self.owner, self.unplaced, n_persons + seat_post]).astype(np.int32)
        self.head = np.concatenate(
            [
                n_persons + problem.post[begin:end][self.pairs] - first_post,
                np.full(len(self.unplaced) + len(seat_post), sink),
            ]
        ).astype(np.int32)
        self.room = np.ones(len(self.tail), np.int64)
        self.supply = np.concatenate([np.ones(n_persons), -required, [required.sum() - n_persons]]).astype(np.int64)

    def write(self, used: Mask, chosen: Ints) -> None:
        """Put the pair of each person of the range into ``chosen``."""
        taken = used[: len(self.pairs)]
        chosen[self.first_person + self.unplaced] = NOBODY
        chosen[self.first_person + self.owner[taken]] = self.begin + self.pairs[taken]
