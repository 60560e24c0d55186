"""Settling a part of a plan again after a small change, from where it stood, with the certificate at the end.

The prices of the plan still prove every arc that the change did not touch. Of those that it did, the worst violated is
taken first: the cheapest cycle of moves through it is made where that improves the plan, else prices are lowered until
the arc is violated no more. When none is left, the prices prove the assignment best; at the end every arc is looked at
once more. Head counts outside their bounds weigh more than anything else.
"""

import heapq
from dataclasses import dataclass, replace
from typing import Final

import numba
import numpy as np
import numpy.typing as npt

from penata.planning.engine.prices import less
from penata.planning.part import Part
from penata.planning.problem import LIMIT, Ints

BEYOND: Final = LIMIT // 64
"""Weight of one head outside the bounds of a post, in limb 1: more than any other cost, and room for many of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Arcs:
    """Cheapest mover between every two nodes of a part, by the node moved to: ``start`` (p+2), ``tail``, ``weight``
    (arcs, 3), ``mover`` local number of the person. Between a post and "no seat" lie its heads besides.
    """

    start: Ints
    tail: npt.NDArray[np.int32]
    weight: Ints
    mover: npt.NDArray[np.int32]


def arcs_of(part: Part) -> Arcs:
    """The arcs of a part as the plan leaves them; raises OverflowError where a seat weighs too much for exact limbs."""
    if 2 * int(np.abs(part.seats.cost).max(initial=0)) >= BEYOND:
        raise OverflowError("points or priorities too large to settle a part again in 64 bits")
    nodes = part.sink + 1
    start, tail, weight, mover = _arcs(nodes, part.begin, part.end, part.post, part.gain, part.tie, part.open,
                                       part.home, part.none_is_open, part.seat, part.held)  # fmt: skip
    return Arcs(start, tail, weight, mover)


def settled(part: Part, arcs: Arcs, touched: list[int]) -> Part | None:
    """The part with its best assignment and prices, proven; None where the bounds cannot be kept.

    ``arcs`` are those of the part before it was changed, ``touched`` the nodes whose people, options or seats are
    not as they were then.
    """
    seat, held, heads, label = part.seat.copy(), part.held.copy(), part.heads.copy(), part.label.copy()
    seats = part.seats
    proven = _settle(arcs.start, arcs.tail, arcs.weight, arcs.mover, part.begin, part.end, part.post, part.gain,
                     part.tie, part.open, part.home, part.none_is_open, seats.low, seats.high, seats.start, seats.cost,
                     np.array(sorted(set(touched)), np.int64), seat, held, heads, label)  # fmt: skip
    if not proven:
        raise AssertionError("labels that settled do not prove the assignment")
    if (heads < seats.low).any() or (heads > seats.high).any():
        return None
    return replace(part, seat=seat, held=held, heads=heads, label=label)


@numba.njit(cache=True)
def _row(u, begin, end, post, gain, tie, opened, home, none_is_open, seat, held, weight, mover):  # type: ignore[no-untyped-def]  # pragma: no cover
    """The cheapest mover from node u to every other node; mover -1 where there is none."""
    sink = len(mover) - 1
    mover[:] = -1
    for i in range(len(seat)):
        if seat[i] != u:
            continue
        a = held[i]
        o1, o2, o3 = 0, 0, 0
        if a >= 0:
            o1, o2, o3 = -gain[a], 1 if u != home[i] else 0, tie[a]
        for b in range(begin[i], end[i] + 1):
            n1, n2, n3, q = -o1, -o2, -o3, sink
            if b < end[i]:
                if not opened[b]:
                    continue
                q = post[b]
                n1 -= gain[b]
                n2 += 1 if q != home[i] else 0
                n3 += tie[b]
            elif not none_is_open[i]:
                continue
            if q != u and (mover[q] < 0 or less(n1, n2, n3, weight[q, 0], weight[q, 1], weight[q, 2])):
                mover[q] = i
                weight[q, 0], weight[q, 1], weight[q, 2] = n1, n2, n3


@numba.njit(cache=True)
def _arcs(nodes, begin, end, post, gain, tie, opened, home, none_is_open, seat, held):  # type: ignore[no-untyped-def]  # pragma: no cover
    """Rows of all nodes, then the same arcs by the node they lead to."""
    weight, mover = np.empty((nodes, 3), np.int64), np.empty(nodes, np.int32)
    room = 1024
    tails, heads, movers = np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.int32)
    weights = np.empty((room, 3), np.int64)
    size = 0
    for u in range(nodes):
        _row(u, begin, end, post, gain, tie, opened, home, none_is_open, seat, held, weight, mover)
        if size + nodes > room:
            room = 2 * (size + nodes)
            tails, heads, movers = _grown(tails, room), _grown(heads, room), _grown(movers, room)
            weights = _deeper(weights, room)
        for q in range(nodes):
            if mover[q] >= 0:
                tails[size], heads[size], movers[size] = u, q, mover[q]
                for limb in range(3):
                    weights[size, limb] = weight[q, limb]
                size += 1
    start = np.zeros(nodes + 1, np.int64)
    for k in range(size):
        start[heads[k] + 1] += 1
    start = np.cumsum(start)
    at = start[:-1].copy()
    tail, by, cost = np.empty(size, np.int32), np.empty(size, np.int32), np.empty((size, 3), np.int64)
    for k in range(size):
        place = at[heads[k]]
        at[heads[k]] += 1
        tail[place], by[place] = tails[k], movers[k]
        for limb in range(3):
            cost[place, limb] = weights[k, limb]
    return start, tail, cost, by


@numba.njit(cache=True)
def _grown(column, room):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    wider = np.empty(room, column.dtype)
    for k in range(len(column)):
        wider[k] = column[k]
    return wider


@numba.njit(cache=True)
def _deeper(rows, room):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Arcs (k, 3) in a larger array."""
    wider = np.empty((room, 3), np.int64)
    for k in range(len(rows)):
        for limb in range(3):
            wider[k, limb] = rows[k, limb]
    return wider


@numba.njit(cache=True, inline="always")
def one_more(q, low, high, start, cost, heads):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Whether a post can take one head more, and what it costs in limb 1 (compiled)."""
    if heads[q] < low[q]:
        return True, -BEYOND
    if heads[q] < high[q]:
        return True, cost[start[q] + heads[q] - low[q]]
    return False, 0


@numba.njit(cache=True, inline="always")
def one_less(q, low, high, start, cost, heads):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Whether a post can do with one head less, and what that costs in limb 1 (compiled)."""
    if heads[q] > high[q]:
        return True, -BEYOND
    if heads[q] > low[q]:
        return True, -cost[start[q] + heads[q] - low[q] - 1]
    return False, 0


@numba.njit(cache=True)
def _settle(  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    start, tail, weight, mover, begin, end, post, gain, tie, opened, home, none_is_open, low, high, seat_start,
    seat_cost, touched, seat, held, heads, label,
):  # fmt: skip
    """Until no arc is violated: take the worst, and make its cheapest cycle, or lower labels until it is not."""
    nodes = len(label)
    slot, rows, n_rows = np.full(nodes, -1), np.empty(nodes, np.int64), 0
    fresh, movers = np.empty((4, nodes, 3), np.int64), np.empty((4, nodes), np.int32)
    cost, done = np.empty((nodes, 3), np.int64), np.zeros(nodes, np.bool_)
    after, via = np.full(nodes, -1), np.full(nodes, -1)
    while True:
        for u in touched:
            if slot[u] < 0:
                if n_rows == len(fresh):
                    fresh, movers = _doubled(fresh, movers)
                slot[u], rows[n_rows] = n_rows, u
                n_rows += 1
            _row(u, begin, end, post, gain, tie, opened, home, none_is_open, seat, held, fresh[slot[u]],
                 movers[slot[u]])  # fmt: skip
        u, v, by, r1, r2, r3 = _worst(rows, n_rows, fresh, movers, low, high, seat_start, seat_cost, heads, label)
        if u < 0:
            break
        found, via_found = _reach(u, v, by, (r1, r2, r3), start, tail, weight, mover, slot, rows, n_rows, fresh, movers,
                                  low, high, seat_start, seat_cost, heads, label, cost, done, after, via)  # fmt: skip
        closes = found >= 0
        if closes:
            v, by = found, via_found
            c1, c2, c3 = cost[v]
        else:
            c1, c2, c3 = -r1, -r2, -r3  # a head outside its bounds that nothing brings back is seen by the caller
        for x in range(nodes):
            if done[x] and less(cost[x, 0], cost[x, 1], cost[x, 2], c1, c2, c3):
                label[x, 0] -= c1 - cost[x, 0]
                label[x, 1] -= c2 - cost[x, 1]
                label[x, 2] -= c3 - cost[x, 2]
        touched = _made(u, v, by, nodes - 1, begin, end, post, opened, after, via, seat, held, heads, closes)
    return _holds(start, tail, weight, slot, rows, n_rows, fresh, movers, low, high, seat_start, seat_cost, heads,
                  label)  # fmt: skip


@numba.njit(cache=True)
def _doubled(fresh, movers):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Room for as many rows more; element by element, for slices cost seconds to compile."""
    size, nodes = movers.shape
    more, who = np.empty((2 * size, nodes, 3), np.int64), np.empty((2 * size, nodes), np.int32)
    for s in range(size):
        for q in range(nodes):
            who[s, q] = movers[s, q]
            for limb in range(3):
                more[s, q, limb] = fresh[s, q, limb]
    return more, who


@numba.njit(cache=True)
def _worst(rows, n_rows, fresh, movers, low, high, seat_start, seat_cost, heads, label):  # type: ignore[no-untyped-def]  # pragma: no cover
    """The arc out of, or between seats and sink of, the renewed nodes that is violated most: from, to, mover, by how
    much; from -1 where none is.
    """
    sink = len(label) - 1
    worst, w1, w2, w3, to, who = -1, 0, 0, 0, -1, -1
    for s in range(n_rows):
        u = rows[s]
        for q in range(sink + 1):
            if movers[s, q] >= 0:
                r1, r2, r3 = _over(u, q, fresh[s, q, 0], fresh[s, q, 1], fresh[s, q, 2], label)
                if less(r1, r2, r3, w1, w2, w3):
                    worst, to, who, w1, w2, w3 = u, q, movers[s, q], r1, r2, r3
        if u < sink:
            can, price = one_more(u, low, high, seat_start, seat_cost, heads)
            r1, r2, r3 = _over(u, sink, price, 0, 0, label)
            if can and less(r1, r2, r3, w1, w2, w3):
                worst, to, who, w1, w2, w3 = u, sink, -1, r1, r2, r3
            can, price = one_less(u, low, high, seat_start, seat_cost, heads)
            r1, r2, r3 = _over(sink, u, price, 0, 0, label)
            if can and less(r1, r2, r3, w1, w2, w3):
                worst, to, who, w1, w2, w3 = sink, u, -1, r1, r2, r3
    return worst, to, who, w1, w2, w3


@numba.njit(cache=True, inline="always")
def _over(u, v, n1, n2, n3, label):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """What an arc costs beyond what the labels of its ends allow for."""
    return n1 + label[v, 0] - label[u, 0], n2 + label[v, 1] - label[u, 1], n3 + label[v, 2] - label[u, 2]


@numba.njit(cache=True)
def _offer(u, v, n1, n2, n3, by, label, cost, done, after, via, line):  # type: ignore[no-untyped-def]  # pragma: no cover
    """A path from u by its arc to v, kept where it is the cheapest so far; arcs that are violated wait their turn."""
    if done[u]:
        return
    r1, r2, r3 = _over(u, v, n1, n2, n3, label)
    if less(r1, r2, r3, 0, 0, 0):
        return
    r1, r2, r3 = cost[v, 0] + r1, cost[v, 1] + r2, cost[v, 2] + r3
    if less(r1, r2, r3, cost[u, 0], cost[u, 1], cost[u, 2]):
        cost[u, 0], cost[u, 1], cost[u, 2] = r1, r2, r3
        after[u], via[u] = v, by
        heapq.heappush(line, (r1, r2, r3, np.int64(u)))


@numba.njit(cache=True)
def _reach(  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    target, source, by, worst, start, tail, weight, mover, slot, rows, n_rows, fresh, movers, low, high, seat_start,
    seat_cost, heads, label, cost, done, after, via,
):  # fmt: skip
    """Cheapest paths to ``target``, the nearest node first, until one closes an improving cycle.

    It may close by the arc to ``source`` that is violated worst, or by any other out of ``target``: answers the node
    and the mover of that arc, -1 where none does. Beyond the worst violation nothing can close.
    """
    sink = len(label) - 1
    cost[:, 0], done[:] = LIMIT, False
    cost[target] = 0
    after[target], via[target] = -1, -1
    line = [(np.int64(0), np.int64(0), np.int64(0), np.int64(target))]
    while len(line) > 0:
        r1, r2, r3, v = heapq.heappop(line)
        if done[v]:
            continue
        if not less(r1, r2, r3, -worst[0], -worst[1], -worst[2]):
            return -1, -1
        done[v] = True
        if v == source:
            return v, by
        s = slot[target]
        if s >= 0 and movers[s, v] >= 0:
            n1, n2, n3 = _over(target, v, fresh[s, v, 0], fresh[s, v, 1], fresh[s, v, 2], label)
            if less(r1 + n1, r2 + n2, r3 + n3, 0, 0, 0):
                return v, movers[s, v]
        for k in range(start[v], start[v + 1]):
            if slot[tail[k]] < 0:
                _offer(tail[k], v, weight[k, 0], weight[k, 1], weight[k, 2], mover[k], label, cost, done, after, via,
                       line)  # fmt: skip
        for s in range(n_rows):
            if movers[s, v] >= 0:
                n1, n2, n3 = fresh[s, v]
                _offer(rows[s], v, n1, n2, n3, movers[s, v], label, cost, done, after, via, line)
        if v < sink:
            can, price = one_less(v, low, high, seat_start, seat_cost, heads)
            if can:
                _offer(sink, v, price, 0, 0, -1, label, cost, done, after, via, line)
        else:
            for u in range(sink):
                can, price = one_more(u, low, high, seat_start, seat_cost, heads)
                if can:
                    _offer(u, sink, price, 0, 0, -1, label, cost, done, after, via, line)
    return -1, -1


@numba.njit(cache=True)
def _made(first, second, by, sink, begin, end, post, opened, after, via, seat, held, heads, closes):  # type: ignore[no-untyped-def]  # pragma: no cover
    """Make the moves of a cycle, if it closes: the arc from first to second, and the path back; its nodes."""
    nodes, size = np.empty(sink + 1, np.int64), 0
    u, v, i = first, second, by
    while closes:
        nodes[size] = u
        size += 1
        if i < 0 and v == sink:
            heads[u] += 1
        elif i < 0:
            heads[v] -= 1
        else:
            seat[i], held[i] = v, -1
            for b in range(begin[i], end[i]):
                if opened[b] and post[b] == v:
                    held[i] = b
        if v == first:
            break
        u, v, i = v, after[v], via[v]
    return nodes[:size].copy()


@numba.njit(cache=True)
def _holds(  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    start, tail, weight, slot, rows, n_rows, fresh, movers, low, high, seat_start, seat_cost, heads, label
):
    """Whether no arc at all could lower a label: the certificate."""
    sink = len(label) - 1
    for v in range(sink + 1):
        l1, l2, l3 = label[v]
        for k in range(start[v], start[v + 1]):
            u = tail[k]
            if slot[u] < 0 and less(weight[k, 0] + l1, weight[k, 1] + l2, weight[k, 2] + l3, label[u, 0], label[u, 1],
                                     label[u, 2]):  # fmt: skip
                return False
        for s in range(n_rows):
            u = rows[s]
            if movers[s, v] >= 0 and less(fresh[s, v, 0] + l1, fresh[s, v, 1] + l2, fresh[s, v, 2] + l3, label[u, 0],
                                           label[u, 1], label[u, 2]):  # fmt: skip
                return False
        if v < sink:
            can, cost = one_more(v, low, high, seat_start, seat_cost, heads)
            if can and less(cost + label[sink, 0], label[sink, 1], label[sink, 2], l1, l2, l3):
                return False
            can, cost = one_less(v, low, high, seat_start, seat_cost, heads)
            if can and less(cost + l1, l2, l3, label[sink, 0], label[sink, 1], label[sink, 2]):
                return False
    return True
