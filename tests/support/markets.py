"""Small exchange markets as plain rows, and everything that can happen in them, by brute force."""

from collections.abc import Iterator, Sequence
from itertools import combinations, permutations

import numpy as np
import polars as pl

from penata.eligibility import Asked
from penata.planning.exchange.cycles import Ints, trade
from penata.planning.exchange.market import EVERYBODY, Market

Wishes = Sequence[Sequence[tuple[int, int]]]
"""Of each person the posts that are liked better than staying, with the place of each: 1 is dearest."""


def market(homes: Sequence[int], fits: np.ndarray, wishes: Wishes, *, side: bool = True, tie: int = 1) -> Market:
    """People on posts, ``fits`` (people, posts) in percent; ``side``: whether fit counts for a seat."""
    n, p = fits.shape
    rows = [
        (i, place, -int(fits[i, q]), (i * 7 + q * 13) * tie % 101, q, int(fits[i, q]))
        for i, own in enumerate(wishes)
        for q, place in own
    ]
    rows.sort()
    start = np.searchsorted([row[0] for row in rows], np.arange(n + 1)).astype(np.int64)
    own_fit = fits[np.arange(n), list(homes)]
    seats = sorted(range(n), key=lambda i: (homes[i], -own_fit[i], (i * 7 + homes[i] * 13) * tie % 101, i))
    seat_start = np.searchsorted([homes[i] for i in seats], np.arange(p + 1)).astype(np.int64)
    return Market(
        persons=np.arange(n), home=np.array(homes), start=start, post=_column(rows, 4), place=_column(rows, 1),
        fit=_column(rows, 5), posts=np.arange(p), seat_start=seat_start, seat_owner=np.array(seats, np.int64),
        threshold=own_fit[seats].astype(np.int64) if side else np.full(n, EVERYBODY), own_fit=own_fit,
        turn=np.arange(n)[::-1].copy(), asked=Asked(pl.DataFrame(), ()), outside={},
    )  # fmt: skip


def traded(given: Market) -> Ints:
    """Whose seat each takes."""
    return trade(given.start, given.post, given.fit, given.seat_start, given.seat_owner, given.threshold)


def drawn(chance: np.random.Generator, people: int, posts: int, longest: int, step: int = 25) -> Market:
    """A market by chance; fits in few steps, so that ties are common."""
    homes, fits, wishes = rows_drawn(chance, people, posts, longest, step)
    return market(homes, fits, wishes, side=bool(chance.integers(2)))


def rows_drawn(
    chance: np.random.Generator, people: int, posts: int, longest: int, step: int = 25
) -> tuple[list[int], np.ndarray, list[list[tuple[int, int]]]]:
    """Homes, fits and wishes by chance; equal places are common."""
    homes = chance.integers(0, posts, people).tolist()
    fits = chance.integers(0, 100 // step + 1, (people, posts)) * step
    wishes = []
    for i in range(people):
        others = [q for q in chance.permutation(posts).tolist() if q != homes[i]]
        count = min(int(chance.integers(0, longest + 1)), len(others))
        place, own = 1, []
        for q in others[:count]:
            own.append((q, place))
            place += int(chance.integers(0, 3) > 0)
        wishes.append(own)
    return homes, fits, wishes


def places(given: Market, takes: Sequence[int]) -> list[int]:
    """Place of what each gets; staying comes after every wish, a seat that may not be had is -1."""
    return [place_of(given, i, j) for i, j in enumerate(takes)]


def place_of(given: Market, i: int, j: int) -> int:
    """Place of the seat of ``j`` for ``i``."""
    if i == j:
        return 99
    mine = slice(int(given.start[i]), int(given.start[i + 1]))
    at = np.flatnonzero((given.post[mine] == given.home[j]) & (given.fit[mine] >= _asked(given, j)))
    return int(given.place[mine][at[0]]) if len(at) else -1


def _asked(given: Market, j: int) -> int:
    return int(given.threshold[np.flatnonzero(given.seat_owner == j)[0]])


def every_swap(given: Market) -> Iterator[tuple[int, ...]]:
    """Every way to hand the seats around in which each seat takes who gets it and nobody is worse off."""
    everybody = range(given.size)
    may = [{j for j in everybody if place_of(given, i, j) >= 0} for i in everybody]
    for takes in permutations(everybody):
        if all(j in may[i] for i, j in enumerate(takes)):
            yield takes


def weak_orders(posts: Sequence[int]) -> Iterator[list[tuple[int, int]]]:
    """Every list that somebody could hand in about these posts: any of them, equal places allowed."""
    for size in range(len(posts) + 1):
        for some in combinations(posts, size):
            yield from _ranked(list(some))


def _ranked(posts: list[int]) -> Iterator[list[tuple[int, int]]]:
    if not posts:
        yield []
        return
    for size in range(1, len(posts) + 1):
        for first in combinations(posts, size):
            rest = [q for q in posts if q not in first]
            for behind in _ranked(rest):
                yield [(q, 1) for q in first] + [(q, place + 1) for q, place in behind]


def _column(rows: Sequence[tuple[int, ...]], at: int) -> Ints:
    return np.array([row[at] for row in rows], np.int64)
