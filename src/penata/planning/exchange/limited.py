"""Rings of at most so many people: as many people as possible, then the dearest wishes.

A limit makes it a packing of rings that share nobody. All rings of a strongly connected part are listed and the best
packing is found by CP-SAT. A part with too many of them, or where the best is not proven in time, is settled person by
person, in an order that says nothing about people: each gets the first ring that is still free, dearest wish first.
"""

from dataclasses import dataclass
from typing import Final

import numba
import numpy as np

from penata.planning.exchange.cycles import Ints, first_open
from penata.planning.exchange.market import Market
from penata.planning.exchange.reach import strong_parts
from penata.policy.exchange import SHORTEST_RING

MOST_RINGS: Final = 2_000
MOST_PAIRS: Final = 30_000
"""Rings of one part of which the best packing is looked for: where rings are of two people, more of them."""
_STEPS: Final = 20_000  # seats looked at for one person, where a part is settled person by person
_EFFORT: Final = 2.0  # of CP-SAT on one part, in its own units, which do not hang on the machine
_TIES: Final = 64


@dataclass(frozen=True, slots=True, eq=False)
class Packed:
    """Whose seat each takes (n); how many people at most could move under the limit; ``exact``: no more can.

    ``parts`` that hold a ring, and how many of them were settled person by person.
    """

    takes: Ints
    bound: int
    exact: bool
    parts: int
    by_turn: int


def pack(market: Market, longest: int) -> Packed:
    """The best rings of at most ``longest`` people."""
    everybody, free = np.arange(market.size), np.zeros(market.size, np.bool_)
    part, _ = strong_parts(market, np.arange(len(market.post)), everybody)
    takes, bound, parts, by_turn = everybody.copy(), 0, 0, 0
    sorted_pairs, most = _by_post(market), MOST_PAIRS if longest == SHORTEST_RING else MOST_RINGS
    flat = (market.start, market.post, market.fit, market.seat_start, market.seat_owner, market.threshold, market.home,
            *sorted_pairs, market.asks)  # fmt: skip
    for members in _members(part):
        free[members] = True
        count, people, begin = _listed(*flat, members, free, longest, most)
        free[members] = False
        if count == 0:
            continue
        parts += 1
        rings = [people[begin[r] : begin[r + 1]] for r in range(count)]
        best = _best(market, rings, sorted_pairs) if count <= most else None
        if best is None:
            free[members] = True
            _by_turn(*flat, market.turn[free[market.turn]], free, longest, _STEPS, takes)
            free[members] = False
            by_turn, bound = by_turn + 1, bound + len(members)
            continue
        for ring in best:
            takes[ring] = np.roll(ring, -1)
            bound += len(ring)
    return Packed(takes, bound, by_turn == 0, parts, by_turn)


def _members(part: Ints) -> list[Ints]:
    """The people of each part of more than one, in the order of their first."""
    order = np.argsort(part, kind="stable")
    cuts = np.flatnonzero(np.diff(part[order])) + 1
    groups = [group for group in np.split(order, cuts) if len(group) > 1]
    return sorted(groups, key=lambda group: int(group[0]))


def _by_post(market: Market) -> tuple[Ints, Ints]:
    """Pairs of each person in the order of posts, to be found by halving, and their posts."""
    order = np.lexsort((market.post, market.person_of_pair()))
    return order, market.post[order]


def _best(market: Market, rings: list[Ints], sorted_pairs: tuple[Ints, Ints]) -> list[Ints] | None:
    """The best rings that share nobody; None where that was not proven in time."""
    people = np.unique(np.concatenate(rings))
    if len(people) == sum(map(len, rings)):
        return rings
    from ortools.sat.python import cp_model  # noqa: PLC0415 - slow to import, mostly not needed

    model = cp_model.CpModel()
    taken = [model.new_bool_var(f"{r}") for r in range(len(rings))]
    sharing: dict[int, list[int]] = {}
    for r, ring in enumerate(rings):
        for i in ring.tolist():
            sharing.setdefault(i, []).append(r)
    for own in sharing.values():
        model.add_at_most_one([taken[r] for r in own])
    worth = _worth(market, rings, sorted_pairs, len(people))
    model.maximize(cp_model.LinearExpr.weighted_sum(taken, worth.tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_deterministic_time = _EFFORT
    if solver.solve(model) != cp_model.OPTIMAL:
        return None
    return [ring for ring, one in zip(rings, taken, strict=True) if solver.boolean_value(one)]


def _one_mover(market: Market, people: int) -> int:
    """What one more person who moves is worth: more than all places and ties together."""
    return people * (int(market.place.max()) + 1) * _TIES * people + 1


def _worth(market: Market, rings: list[Ints], sorted_pairs: tuple[Ints, Ints], people: int) -> Ints:
    """People first, then the least sum of places, then a tie that is fixed by the people of the ring."""
    mover = _one_mover(market, people)
    worth = np.zeros(len(rings), np.int64)
    for r, ring in enumerate(rings):
        places = sum(
            int(market.place[_pair(i, market.home[j], market.start, *sorted_pairs)])
            for i, j in zip(ring.tolist(), np.roll(ring, -1).tolist(), strict=True)
        )
        tie = int(sum(i * 2_654_435_761 % _TIES for i in ring.tolist()))
        worth[r] = len(ring) * mover - places * _TIES * people - tie
    return worth


@numba.njit(cache=True)
def _pair(i, q, start, order, posts):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """The pair of a person and a post, -1 where there is none."""
    low, high = start[i], start[i + 1]
    while low < high:
        middle = (low + high) // 2
        if posts[middle] < q:
            low = middle + 1
        else:
            high = middle
    return order[low] if low < start[i + 1] and posts[low] == q else -1


@numba.njit(cache=True)
def _next(i, a, k, start, post, fit, seat_start, threshold):  # type: ignore[no-untyped-def]  # pragma: no cover
    """The next seat that takes person ``i`` after pair ``a`` and seat ``k``; a at the end where none is left."""
    k += 1
    while a < start[i + 1]:
        q = post[a]
        if k < 0:
            k = first_open(q, fit[a], seat_start, threshold)
        if k < seat_start[q + 1]:
            return a, k
        a, k = a + 1, -1
    return a, k


@numba.njit(cache=True)
def _next_ring(  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    start, post, fit, seat_start, seat_owner, threshold, home, order, posts, asks, free, path, at, seat, height, left
):
    """The next ring of the person who begins a path, depth first, dearest seats first: the height at which the search
    goes on, the people of the ring (the first of ``path``; 0: there is no other), and the steps left of ``left``.

    ``free`` is who may still come in: whoever is put on the path is not, until the search turns back.
    """
    while height > 0 and left > 0:
        left -= 1
        i = path[height - 1]
        a, k = _next(i, at[height - 1], seat[height - 1], start, post, fit, seat_start, threshold)
        at[height - 1], seat[height - 1] = a, k
        if a >= start[i + 1]:
            free[i] = True
            height -= 1
            continue
        j = seat_owner[k]
        if not free[j]:
            continue
        path[height] = j
        b = _pair(j, home[path[0]], start, order, posts)
        closed = height + 1 if b >= 0 and fit[b] >= asks[path[0]] else 0
        if height + 1 < len(path):
            at[height], seat[height] = start[j], -2
            free[j] = False
            height += 1
        if closed > 0:
            return height, closed, left
    return height, 0, left


@numba.njit(cache=True)
def _listed(  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    start, post, fit, seat_start, seat_owner, threshold, home, order, posts, asks, members, free, longest, most
):
    """Every ring inside a part once, from its least member on; stops beyond ``most``. ``free`` (n): the members."""
    flat, begin, count, used = np.empty(longest * (most + 1), np.int64), np.zeros(most + 2, np.int64), 0, 0
    path, at, seat = np.empty(longest, np.int64), np.empty(longest, np.int64), np.empty(longest, np.int64)
    left = np.iinfo(np.int64).max
    for s in members:
        path[0], at[0], seat[0], height = s, start[s], -2, 1
        free[s] = False
        while height > 0:
            height, ring, left = _next_ring(start, post, fit, seat_start, seat_owner, threshold, home, order, posts,
                                            asks, free, path, at, seat, height, left)  # fmt: skip
            if ring == 0:
                continue
            flat[used : used + ring] = path[:ring]
            used, count = used + ring, count + 1
            begin[count] = used
            if count > most:
                return count, flat, begin
        free[s] = False
    return count, flat, begin


@numba.njit(cache=True)
def _by_turn(  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    start, post, fit, seat_start, seat_owner, threshold, home, order, posts, asks, turn, free, longest, steps, takes
):
    """In turn, everybody who is still free gets the first ring that closes, the own dearest seats tried first."""
    path, at, seat = np.empty(longest, np.int64), np.empty(longest, np.int64), np.empty(longest, np.int64)
    for s in turn:
        if not free[s]:
            continue
        path[0], at[0], seat[0] = s, start[s], -2
        free[s] = False
        height, ring, _ = _next_ring(start, post, fit, seat_start, seat_owner, threshold, home, order, posts,
                                     asks, free, path, at, seat, 1, steps)  # fmt: skip
        free[path[:height]] = True
        for h in range(ring):
            takes[path[h]] = path[(h + 1) % ring]
            free[path[h]] = False
