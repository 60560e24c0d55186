"""The graph of a component: one node for each post and one for "no seat"; an arc is the cheapest person who may go.

Where somebody sits on c and may go to c', there is an arc from c to c' with the least extra cost of all such people.
From a post to "no seat" there is besides the cost of one head more on the post, and back what one head less saves.
So a cycle is a ring or a chain of moves, and its cost is what it changes. Costs are pairs of whole numbers, compared
one after the other: limb 1 (``shortage · scale - gain + toll``), then moves · 2**46 + tie. While people who may not
stay or heads out of bounds are driven out, the pairs are how many of them there are, then limb 1.
"""

from typing import Final, NamedTuple

import numba
import numpy as np
import numpy.typing as npt

from penata.planning.problem import Ints, Mask

SHIFT: Final = 46
"""A move weighs 2**46 ties: a tie is below 2**30, so this is exact on paths of up to ``LARGEST`` nodes."""
LARGEST: Final = 2**14
"""Most nodes of a graph whose costs of moves and ties fit one number."""
HEAD: Final = -1
"""The mover of an arc on which nobody moves, but a post has one head more or less."""
NONE: Final = -2


class Options(NamedTuple):
    """Who may go where: the arrays of a Problem over persons (n) and pairs (a), and what a scope leaves open."""

    home: Ints
    start: Ints
    post: npt.NDArray[np.int32]
    gain: npt.NDArray[np.int32]
    toll: Ints
    tie: npt.NDArray[np.int32]
    allowed: Mask
    none_is_open: Mask


class Seats(NamedTuple):
    """Bounds of each post (p), people ``fixed`` there, and the marginal cost of its heads from ``floor`` on.

    Costs are in units of shortage; limb 1 has them times ``scale``.
    """

    low: Ints
    high: Ints
    fixed: Ints
    floor: Ints
    start: Ints
    cost: Ints
    scale: int


class Places(NamedTuple):
    """Where everybody is: ``chosen`` (n) and ``heads`` (p) of the whole problem, and for this component a list of the
    people on each node (``first`` by node, ``after`` by local person, -1 at the end).
    """

    chosen: Ints
    heads: Ints
    first: Ints
    after: Ints
    first_person: int
    first_post: int


class Rows(NamedTuple):
    """The arcs by the node they leave: those of p lie from ``begin[p]`` on, ``length[p]`` of them, with ``room[p]``.

    ``to`` (k, 2) the node that an arc leads to, and the person, or HEAD; ``cost`` (k, 2); ``end`` (1) where the free
    room begins; ``looked`` (1) pairs looked at for the last row; ``best`` (nodes, 3) and ``found`` (nodes) scratch.
    """

    begin: Ints
    length: Ints
    room: Ints
    to: npt.NDArray[np.int32]
    cost: Ints
    end: Ints
    looked: Ints
    best: Ints
    found: Ints


@numba.njit(cache=True)
def empty_rows(nodes, arcs):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Rows without arcs, with room for so many."""
    best = np.empty((nodes, 3), np.int64)
    for p in range(nodes):
        best[p, 0] = NONE
    return Rows(
        np.zeros(nodes, np.int64), np.zeros(nodes, np.int64), np.zeros(nodes, np.int64), np.empty((arcs, 2), np.int32),
        np.empty((arcs, 2), np.int64), np.zeros(1, np.int64), np.zeros(1, np.int64), best, np.empty(nodes, np.int64),
    )  # fmt: skip


@numba.njit(cache=True)
def renewed(p, driving, options, seats, places, rows):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """The rows with the arcs that leave p made anew, in place where there is room."""
    sink = len(rows.begin) - 1
    count = _movers(p, sink, driving, places.first_post, places.first_person, places.first, places.after,
                    places.chosen, options.home, options.start, options.post, options.gain, options.toll, options.tie,
                    options.allowed, options.none_is_open, rows.best, rows.found, rows.looked)  # fmt: skip
    count = _seated(p, sink, driving, places.first_post, places.heads, seats.low, seats.high, seats.floor, seats.start,
                    seats.cost, seats.scale, rows.best, rows.found, count)  # fmt: skip
    if count > rows.room[p]:
        rows = _with_room(p, count, rows)
    _kept(rows.begin[p], count, rows.found, rows.best, rows.to, rows.cost)
    rows.length[p] = count
    return rows


@numba.njit(cache=True)
def _movers(  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    p, sink, driving, first_post, first_person, first, after, chosen, home, start, post, gain, toll, tie, allowed,
    none_is_open, best, found, looked,
):  # fmt: skip
    """The cheapest person on p for each other node; answers how many nodes there are.

    All in one place: a call within the loop would cost more than the loop.
    """
    count, i, priced, step = 0, first[p], len(toll) > 0, np.int64(1) << SHIFT
    looked[0] = 0
    while i >= 0:
        held, at_home = chosen[i], home[i]
        own_first, own_second = np.int64(0), np.int64(0)
        if held >= 0:
            own_first, own_second = -np.int64(gain[held]), np.int64(tie[held])
            if priced:
                own_first += toll[held]
            if post[held] != at_home:
                own_second += step
        unseated = np.int64(p == sink and not none_is_open[i])
        looked[0] += start[i + 1] - start[i]
        for b in range(start[i], start[i + 1] + 1):
            upper, lower, q = -own_first, -own_second, sink
            if b == start[i + 1]:
                if p == sink or not none_is_open[i]:
                    continue
            else:
                if not allowed[b] or b == held:
                    continue
                q = post[b] - first_post
                upper, lower = upper - gain[b], lower + tie[b]
                if priced:
                    upper += toll[b]
                if post[b] != at_home:
                    lower += step
            if driving:
                upper, lower = -unseated, upper
            if best[q, 0] == NONE:
                found[count] = q
                count += 1
            elif upper > best[q, 1] or (upper == best[q, 1] and lower >= best[q, 2]):
                continue
            best[q, 0], best[q, 1], best[q, 2] = i, upper, lower
        i = after[i - first_person]
    return count


@numba.njit(cache=True)
def _seated(  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    p, sink, driving, first_post, heads, low, high, floor, start, cost, scale, best, found, count
):
    """The arc of one head more on p, or from "no seat" those of one head less; answers how many nodes there are now."""
    for x in range(0 if p == sink else p, sink if p == sink else p + 1):
        q, more = x + first_post, p != sink
        now = heads[q]
        if (more and now >= high[q]) or (not more and now <= low[q]):
            continue
        at, price = now - floor[q] if more else now - floor[q] - 1, np.int64(0)
        if 0 <= at < start[q + 1] - start[q]:
            price = scale * cost[start[q] + at] if more else -scale * cost[start[q] + at]
        upper, lower, to = price, np.int64(0), sink if more else x
        if driving:
            upper, lower = -np.int64(now < low[q] or now > high[q]), price
        if best[to, 0] == NONE:
            found[count] = to
            count += 1
        elif upper > best[to, 1] or (upper == best[to, 1] and lower >= best[to, 2]):
            continue
        best[to, 0], best[to, 1], best[to, 2] = HEAD, upper, lower
    return count


@numba.njit(cache=True)
def _kept(at, count, found, best, to, cost):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Write down what was found for a row."""
    for k in range(count):
        q = found[k]
        to[at + k, 0], to[at + k, 1], cost[at + k, 0], cost[at + k, 1] = q, best[q, 0], best[q, 1], best[q, 2]
        best[q, 0] = NONE


@numba.njit(cache=True)
def _with_room(p, count, rows):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """The rows with room for half as many arcs again of p at the end; more memory where there is none left."""
    room = min(count + count // 2 + 4, len(rows.begin))
    end = rows.end[0]
    if end + room > len(rows.to):
        size = 2 * len(rows.to) + room
        to, cost = np.empty((size, 2), np.int32), np.empty((size, 2), np.int64)
        for k in range(end):
            to[k, 0], to[k, 1], cost[k, 0], cost[k, 1] = rows.to[k, 0], rows.to[k, 1], rows.cost[k, 0], rows.cost[k, 1]
        rows = Rows(rows.begin, rows.length, rows.room, to, cost, rows.end, rows.looked, rows.best, rows.found)
    rows.begin[p], rows.room[p] = end, room
    rows.end[0] = end + room
    return rows
