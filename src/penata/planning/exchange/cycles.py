"""Top trading cycles over seats, in time that grows with the number of wishes.

Everybody points to the dearest seat that is still there and that takes them, a seat points to its holder; a ring of
such pointers is a swap that everybody in it wants most. It is made, its people and seats leave, and so on. Whoever
finds nothing dearer than the own seat points there, and stays.

A seat takes whoever fits it at least as well as its first holder (``threshold``). Seats of a post stand in falling
order of their thresholds, so those that take a person are the tail of the row, and the first that is left in it is
pointed at: the most demanding seat that the person can have, which leaves the others to those who can have no other.
"""

from typing import TypeAlias

import numba
import numpy as np
import numpy.typing as npt

Ints: TypeAlias = npt.NDArray[np.int64]


@numba.njit(cache=True)
def trade(  # pragma: no cover - compiled
    start: Ints, post: Ints, fit: Ints, seat_start: Ints, seat_owner: Ints, threshold: Ints
) -> Ints:
    """Whose seat each person takes (n), the own number where the person stays.

    ``start`` (n+1), ``post`` (a), ``fit`` (a): the posts that a person likes better than staying, dearest first, with
    the fit there; ``seat_start`` (p+1), ``seat_owner`` (n), ``threshold`` (n): seats by post, in falling order.
    The order in which rings are found changes nothing: every order ends with the same seats.
    """
    n, p = len(start) - 1, len(seat_start) - 1
    following = np.arange(n + p)  # of each seat the first one behind it that is left; each row ends with a fence
    where = np.empty(n, np.int64)
    for q in range(p):
        for k in range(seat_start[q], seat_start[q + 1]):
            where[seat_owner[k]] = k + q
    wish, behind = start[:-1].copy(), np.full(n, -1)
    takes, depth, path = np.full(n, -1), np.full(n, -1), np.empty(n, np.int64)
    for first in range(n):
        if takes[first] >= 0:
            continue
        path[0], depth[first], height = first, 0, 1
        while height > 0:
            i = path[height - 1]
            j = _dearest(i, start, post, fit, seat_start, seat_owner, threshold, following, wish, behind)
            if depth[j] < 0:
                path[height], depth[j] = j, height
                height += 1
                continue
            bottom = depth[j]
            for h in range(bottom, height):
                k = path[h]
                takes[k] = path[h + 1] if h + 1 < height else j
                depth[k] = -1
                following[where[k]] = where[k] + 1
            height = bottom
    return takes


@numba.njit(cache=True)
def _dearest(i, start, post, fit, seat_start, seat_owner, threshold, following, wish, behind):  # type: ignore[no-untyped-def]  # pragma: no cover
    """The holder of the dearest seat that is left and takes person ``i``; ``i`` where there is none."""
    while wish[i] < start[i + 1]:
        a = wish[i]
        q = post[a]
        if behind[i] < 0:
            behind[i] = first_open(q, fit[a], seat_start, threshold) + q
        k = behind[i]
        while following[k] != k:
            following[k] = following[following[k]]
            k = following[k]
        behind[i] = k
        if k < seat_start[q + 1] + q:
            return seat_owner[k - q]
        wish[i] += 1
        behind[i] = -1
    return i


@numba.njit(cache=True)
def first_open(post: int, fit: int, seat_start: Ints, threshold: Ints) -> int:  # pragma: no cover - compiled
    """The first seat of a post whose threshold somebody of this fit reaches; the end of its row where none is."""
    low, high = seat_start[post], seat_start[post + 1]
    while low < high:
        middle = (low + high) // 2
        if threshold[middle] <= fit:
            high = middle
        else:
            low = middle + 1
    return low  # type: ignore[no-any-return]


@numba.njit(cache=True)
def first_seats(  # pragma: no cover - compiled
    post: Ints, fit: Ints, seat_start: Ints, threshold: Ints
) -> Ints:
    """``first_open`` of many pairs."""
    found = np.empty(len(post), np.int64)
    for a in range(len(post)):
        found[a] = first_open(post[a], fit[a], seat_start, threshold)
    return found


@numba.njit(cache=True)
def rings_of(takes: Ints) -> tuple[Ints, Ints]:  # pragma: no cover - compiled
    """Ring of each person (n), -1 for who stays, numbered by the least person; and the place in it from 0."""
    ring, place, found = np.full(len(takes), -1), np.full(len(takes), -1), 0
    for i in range(len(takes)):
        if ring[i] >= 0 or takes[i] == i:
            continue
        j, at = i, 0
        while ring[j] < 0:
            ring[j], place[j] = found, at
            j, at = takes[j], at + 1
        found += 1
    return ring, place
