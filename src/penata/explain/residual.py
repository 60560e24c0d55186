"""What it costs to make room: cheapest chains of other people's moves from every post to one post, exactly.

If one head more arrives at q and one is missing at p, the rest of the plan answers with the cheapest chain of moves
from q to p. What a person who leaves p for q takes part in is not such a chain: a chain never begins at its own end.
"""

import heapq
from dataclasses import dataclass

import numba
import numpy as np
import numpy.typing as npt

from penata.planning.part import Part
from penata.planning.problem import LIMIT, NOBODY, Ints
from penata.planning.warm import Arcs, one_less, one_more


@dataclass(frozen=True, slots=True, eq=False)
class Chains:
    """The cheapest chain of moves from every node of a part to ``target``.

    ``cost`` (p+1, 3) by limb, meaningless where ``reached`` (p+1) is False; ``after`` (p+1) the next node of the
    chain, -1 at its end; ``mover`` (p+1) the person (by local number) who makes the step, -1 where a post just
    keeps, or gives up, one head.
    """

    target: int
    cost: Ints
    reached: npt.NDArray[np.bool_]
    after: Ints
    mover: Ints

    def steps(self, node: int) -> list[tuple[int, int, int]]:
        """The chain from a node: (node left, node taken, person by local number or -1), in order."""
        found = []
        while node != self.target:
            found.append((node, int(self.after[node]), int(self.mover[node])))
            node = int(self.after[node])
        return found


def chains_to(part: Part, arcs: Arcs, target: int) -> Chains:
    """Shortest paths of the residual graph of a settled part, by Dijkstra at its prices: exact whole numbers."""
    seats = part.seats
    nodes = part.sink + 1
    cost, reached = np.zeros((nodes, 3), np.int64), np.zeros(nodes, np.bool_)
    after, mover = np.full(nodes, NOBODY, np.int64), np.full(nodes, NOBODY, np.int64)
    _chains(arcs.start, arcs.tail, arcs.weight, arcs.mover, seats.low, seats.high, seats.start, seats.cost, part.heads,
            part.label, target, cost, reached, after, mover)  # fmt: skip
    return Chains(target, cost, reached, after, mover)


@numba.njit(cache=True)
def _offer(u, v, n1, n2, n3, by, label, cost, done, after, mover, line):  # type: ignore[no-untyped-def]  # pragma: no cover
    """A path from u by its arc to v: kept where it is the cheapest so far."""
    if done[u]:
        return
    new = (
        cost[v, 0] + n1 + label[v, 0] - label[u, 0],
        cost[v, 1] + n2 + label[v, 1] - label[u, 1],
        cost[v, 2] + n3 + label[v, 2] - label[u, 2],
    )
    if new < (cost[u, 0], cost[u, 1], cost[u, 2]):
        cost[u, 0], cost[u, 1], cost[u, 2] = new
        after[u], mover[u] = v, by
        heapq.heappush(line, (new[0], new[1], new[2], np.int64(u)))


@numba.njit(cache=True)
def _chains(  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    start, tail, weight, by, low, high, seat_start, seat_cost, heads, label, target, cost, reached, after, mover
):
    sink = len(label) - 1
    cost[:, 0] = LIMIT
    cost[target] = 0
    line = [(np.int64(0), np.int64(0), np.int64(0), np.int64(target))]
    while line:
        v = heapq.heappop(line)[3]
        if reached[v]:
            continue
        reached[v] = True
        for k in range(start[v], start[v + 1]):
            _offer(
                tail[k], v, weight[k, 0], weight[k, 1], weight[k, 2], by[k], label, cost, reached, after, mover, line
            )
        if v < sink:
            can, price = one_less(v, low, high, seat_start, seat_cost, heads)
            if can:
                _offer(sink, v, price, 0, 0, -1, label, cost, reached, after, mover, line)
        else:
            for u in range(sink):
                can, price = one_more(u, low, high, seat_start, seat_cost, heads)
                if can:
                    _offer(u, sink, price, 0, 0, -1, label, cost, reached, after, mover, line)
    for u in range(sink + 1):
        for limb in range(3):
            cost[u, limb] += label[u, limb] - label[target, limb]
