"""Settling a part of a plan again after a small change, from where it stood, with the certificate at the end.

Where a change makes a cycle of moves improve, the labels notice: only nodes whose label falls are looked at again. A
cycle that closes is made at once, the rows of its posts are renewed, and the labels go on until none can fall: then
they are prices and the assignment is best. Head counts outside their bounds weigh more than anything else.
"""

from dataclasses import dataclass, replace
from typing import Final

import numba
import numpy as np
import numpy.typing as npt

from penata.planning.part import Part
from penata.planning.prices import LIMIT
from penata.planning.problem import Ints

BEYOND: Final = LIMIT // 4
"""Weight of one head outside the bounds of a post, in limb 1."""


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


@numba.njit(cache=True, inline="always")
def _less(a1: int, a2: int, a3: int, b1: int, b2: int, b3: int) -> bool:  # pragma: no cover - compiled
    return a1 < b1 or (a1 == b1 and (a2 < b2 or (a2 == b2 and a3 < b3)))


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
            if q != u and (mover[q] < 0 or _less(n1, n2, n3, weight[q, 0], weight[q, 1], weight[q, 2])):
                mover[q] = i
                weight[q] = n1, n2, n3


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
            wider = np.empty((room, 3), np.int64)
            wider[:size] = weights[:size]
            weights = wider
        for q in range(nodes):
            if mover[q] >= 0:
                tails[size], heads[size], movers[size], weights[size] = u, q, mover[q], weight[q]
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
        tail[place], by[place], cost[place] = tails[k], movers[k], weights[k]
    return start, tail, cost, by


@numba.njit(cache=True)
def _grown(column, room):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    wider = np.empty(room, column.dtype)
    wider[: len(column)] = column
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
def _lower(u, v, n1, n2, n3, by, label, after, via, queue, waits, ends):  # type: ignore[no-untyped-def]  # pragma: no cover
    """Lower the label of u over its arc to v; True where that closes a cycle (then only ``after`` is set)."""
    n1, n2, n3 = n1 + label[v, 0], n2 + label[v, 1], n3 + label[v, 2]
    if not _less(n1, n2, n3, label[u, 0], label[u, 1], label[u, 2]):
        return False
    after[u], via[u] = v, by
    x = v
    while x >= 0 and x != u:
        x = after[x]
    if x == u:
        return True
    label[u, 0], label[u, 1], label[u, 2] = n1, n2, n3
    if not waits[u]:
        waits[u] = True
        queue[ends[1]] = u
        ends[1] = (ends[1] + 1) % len(queue)
    return False


@numba.njit(cache=True)
def _settle(  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    start, tail, weight, mover, begin, end, post, gain, tie, opened, home, none_is_open, low, high, seat_start,
    seat_cost, touched, seat, held, heads, label,
):  # fmt: skip
    nodes = len(label)
    sink = nodes - 1
    slot, rows = np.full(nodes, -1), np.empty(nodes, np.int64)
    n_rows = 0
    fresh, movers = np.empty((4, nodes, 3), np.int64), np.empty((4, nodes), np.int32)
    after, via = np.full(nodes, -1), np.full(nodes, -1)
    queue, waits, ends = np.empty(nodes + 1, np.int64), np.zeros(nodes, np.bool_), np.zeros(2, np.int64)
    while True:
        for u in touched:  # rows that changed: renew them, then let their labels fall
            if slot[u] < 0:
                if n_rows == len(fresh):
                    more, who = np.empty((2 * n_rows, nodes, 3), np.int64), np.empty((2 * n_rows, nodes), np.int32)
                    more[:n_rows], who[:n_rows] = fresh, movers
                    fresh, movers = more, who
                slot[u], rows[n_rows] = n_rows, u
                n_rows += 1
            _row(u, begin, end, post, gain, tie, opened, home, none_is_open, seat, held, fresh[slot[u]],
                 movers[slot[u]])  # fmt: skip
        closed = -1
        for u in touched:
            closed = _relaxed(u, sink, fresh[slot[u]], movers[slot[u]], low, high, seat_start, seat_cost, heads, label,
                              after, via, queue, waits, ends)  # fmt: skip
            if closed >= 0:
                break
        while closed < 0 and ends[0] != ends[1]:
            v = queue[ends[0]]
            ends[0] = (ends[0] + 1) % len(queue)
            waits[v] = False
            closed = _spread(v, sink, start, tail, weight, mover, slot, rows, n_rows, fresh, movers, low, high,
                             seat_start, seat_cost, heads, label, after, via, queue, waits, ends)  # fmt: skip
            if closed >= 0 and not waits[v]:  # not all of its arcs were looked at
                waits[v] = True
                queue[ends[1]] = v
                ends[1] = (ends[1] + 1) % len(queue)
        if closed < 0:
            break
        touched = _made(closed, sink, begin, end, post, opened, after, via, seat, held, heads, touched)
        after[:] = -1
    return _holds(start, tail, weight, slot, rows, n_rows, fresh, movers, low, high, seat_start, seat_cost, heads,
                  label)  # fmt: skip


@numba.njit(cache=True)
def _relaxed(  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    u, sink, weight, mover, low, high, seat_start, seat_cost, heads, label, after, via, queue, waits, ends
):
    """All arcs out of a node, and those between its seats and the sink; the node that closes a cycle, or -1."""
    for q in range(sink + 1):
        if mover[q] >= 0 and _lower(u, q, weight[q, 0], weight[q, 1], weight[q, 2], mover[q], label, after, via, queue,
                                    waits, ends):  # fmt: skip
            return u
    if u < sink:
        can, cost = one_more(u, low, high, seat_start, seat_cost, heads)
        if can and _lower(u, sink, cost, 0, 0, -1, label, after, via, queue, waits, ends):
            return u
        can, cost = one_less(u, low, high, seat_start, seat_cost, heads)
        if can and _lower(sink, u, cost, 0, 0, -1, label, after, via, queue, waits, ends):
            return sink
    else:
        for q in range(sink):
            can, cost = one_less(q, low, high, seat_start, seat_cost, heads)
            if can and _lower(sink, q, cost, 0, 0, -1, label, after, via, queue, waits, ends):
                return sink
    return -1


@numba.njit(cache=True)
def _spread(  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    v, sink, start, tail, weight, mover, slot, rows, n_rows, fresh, movers, low, high, seat_start, seat_cost, heads,
    label, after, via, queue, waits, ends,
):  # fmt: skip
    """All arcs into a node whose label fell; the node that closes a cycle, or -1."""
    for k in range(start[v], start[v + 1]):
        u = tail[k]
        if slot[u] < 0 and _lower(u, v, weight[k, 0], weight[k, 1], weight[k, 2], mover[k], label, after, via, queue,
                                  waits, ends):  # fmt: skip
            return u
    for s in range(n_rows):
        u = rows[s]
        if movers[s, v] >= 0 and _lower(u, v, fresh[s, v, 0], fresh[s, v, 1], fresh[s, v, 2], movers[s, v], label,
                                        after, via, queue, waits, ends):  # fmt: skip
            return u
    if v < sink:
        can, cost = one_less(v, low, high, seat_start, seat_cost, heads)
        if can and _lower(sink, v, cost, 0, 0, -1, label, after, via, queue, waits, ends):
            return sink
        return -1
    for u in range(sink):
        can, cost = one_more(u, low, high, seat_start, seat_cost, heads)
        if can and _lower(u, sink, cost, 0, 0, -1, label, after, via, queue, waits, ends):
            return u
    return -1


@numba.njit(cache=True)
def _made(closed, sink, begin, end, post, opened, after, via, seat, held, heads, touched):  # type: ignore[no-untyped-def]  # pragma: no cover
    """Make the moves of a cycle; its nodes, and those whose arcs were still to be looked at."""
    nodes, size = np.empty(sink + 1 + len(touched), np.int64), 0
    u = closed
    while True:
        v, i = after[u], via[u]
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
        u = v
        if u == closed:
            break
    for u in touched:
        nodes[size] = u
        size += 1
    return np.unique(nodes[:size])


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
            if slot[u] < 0 and _less(weight[k, 0] + l1, weight[k, 1] + l2, weight[k, 2] + l3, label[u, 0], label[u, 1],
                                     label[u, 2]):  # fmt: skip
                return False
        for s in range(n_rows):
            u = rows[s]
            if movers[s, v] >= 0 and _less(fresh[s, v, 0] + l1, fresh[s, v, 1] + l2, fresh[s, v, 2] + l3, label[u, 0],
                                           label[u, 1], label[u, 2]):  # fmt: skip
                return False
        if v < sink:
            can, cost = one_more(v, low, high, seat_start, seat_cost, heads)
            if can and _less(cost + label[sink, 0], label[sink, 1], label[sink, 2], l1, l2, l3):
                return False
            can, cost = one_less(v, low, high, seat_start, seat_cost, heads)
            if can and _less(cost + l1, l2, l3, label[sink, 0], label[sink, 1], label[sink, 2]):
                return False
    return True
