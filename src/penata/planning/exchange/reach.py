"""Who could take whose seat, as a graph that grows with wishes and seats, not with their product."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from penata.planning.exchange.cycles import Ints, first_seats
from penata.planning.exchange.market import Market

Mask: TypeAlias = npt.NDArray[np.bool_]


def strong_parts(market: Market, pairs: Ints, holder: Ints) -> tuple[Ints, Ints]:
    """Parts in which everybody can reach everybody over these pairs: the part of each person (n), of each pair's seats.

    ``holder`` (n): who now holds the seat of each person. Only inside a part can there be a ring of swaps.
    Nodes are people and seats: a pair leads to the first seat that takes the person, each seat to the next of its post
    and to its holder.
    """
    n = market.size
    first = first_seats(market.post[pairs], market.fit[pairs], market.seat_start, market.threshold)
    there = first < market.seat_start[market.post[pairs] + 1]
    person, seat = market.person_of_pair()[pairs[there]], first[there]
    last = np.zeros(n, np.bool_)
    last[market.seat_start[1:][np.diff(market.seat_start) > 0] - 1] = True
    on = np.flatnonzero(~last)
    tail = np.concatenate([person, n + on, n + np.arange(n)])
    head = np.concatenate([n + seat, n + on + 1, holder[market.seat_owner]])
    graph = coo_array((np.ones(len(tail), np.int8), (tail, head)), shape=(2 * n, 2 * n))
    _, part = connected_components(graph, directed=True, connection="strong")
    of_pair = np.full(len(pairs), -1, np.int64)
    of_pair[there] = part[n + seat]
    return part[:n].astype(np.int64), of_pair


def could_move(market: Market) -> Mask:
    """Who is part of any ring at all, of whatever length (n): no swap moves more people than these."""
    everybody = np.arange(market.size)
    part, _ = strong_parts(market, np.arange(len(market.post)), everybody)
    return np.asarray(np.bincount(part, minlength=2 * market.size)[part] > 1)


def could_still_gain(market: Market, takes: Ints) -> Mask:
    """Who would get something dearer in a further ring in which nobody loses, equal places counting as equal (n)."""
    chosen = market.chosen(takes)
    person = market.person_of_pair()
    held = np.full(market.size, np.iinfo(np.int64).max)
    held[chosen >= 0] = market.place[chosen[chosen >= 0]]
    held = held[person]
    pairs = np.flatnonzero(market.place <= held)
    holder = np.empty(market.size, np.int64)
    holder[takes] = np.arange(market.size)
    part, of_pair = strong_parts(market, pairs, holder)
    dearer = (market.place[pairs] < held[pairs]) & (of_pair == part[person[pairs]])
    found = np.zeros(market.size, np.bool_)
    found[person[pairs[dearer]]] = True
    return found
