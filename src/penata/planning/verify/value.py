"""Costs by level, computed a second time: shortage, gain, moves and the tie of a plan."""

import hashlib
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from penata.planning.verify.ground import Ground, Ints
from penata.planning.verify.placement import heads_of

MILLION: Final = 1_000_000


def shortage_cost(missing: Ints, need: Ints, priority: Ints) -> Ints:
    """Cost of ``missing`` seats of a post: the sum over k of round_half_up(1 000 000 · priority · (2k - 1) / need).

    Elementwise and in closed form (a floor sum by Euclid's algorithm), so that no seat is counted one by one.

    >>> shortage_cost(np.array([0, 2, 1]), np.array([3, 3, 1]), np.array([1, 1, 2])).tolist()
    [0, 1333333, 2000000]
    """
    seats = np.maximum(missing, 0).astype(np.int64)
    divisor = 2 * np.maximum(need, 1).astype(np.int64)
    step = 4 * MILLION * priority.astype(np.int64)
    return _floor_sum(seats, divisor, step, step // 2 + divisor // 2)


def _floor_sum(count: Ints, divisor: Ints, step: Ints, start: Ints) -> Ints:
    """The sum over i < count of floor((step · i + start) / divisor)."""
    total = np.zeros(len(count), np.int64)
    while count.any():
        total += (count - 1) * count // 2 * (step // divisor) + count * (start // divisor)
        step, start = step % divisor, start % divisor
        last = step * count + start
        going = last >= divisor
        count = np.where(going, last // divisor, 0)
        start = np.where(going, last % divisor, 0)
        divisor, step = np.where(going, step, 1), np.where(going, divisor, 0)
    return total


class Ties:
    """The tie of any person and post: docs/data_path.md, "The tie, level 4"."""

    def __init__(self, ground: Ground) -> None:
        """Digest all ids once."""
        halves = _digests(ground.post_ids).view(np.uint32).reshape(-1, 2)
        self._post = np.ascontiguousarray(halves[:, ::-1]).view(np.uint64).ravel()  # rotated by 32 bits
        self._person = _digests(ground.person_ids)

    def of(self, person: Ints, post: Ints) -> Ints:
        """Tie of each pair: 30 bits of splitmix64's finaliser over both digests."""
        z = np.bitwise_xor(self._person[person], self._post[post])
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            z ^= z >> np.uint64(shift)
            z *= np.uint64(factor)
        z ^= z >> np.uint64(31)
        return (z >> np.uint64(34)).astype(np.int64)


def _digests(ids: pl.Series) -> npt.NDArray[np.uint64]:
    """First 8 bytes of BLAKE2b of each id as a whole number, the first byte the highest."""
    found = np.fromiter((hashlib.blake2b(text.encode(), digest_size=8).digest() for text in ids), "S8", len(ids))
    return found.view(">u8").astype(np.uint64)


def exact_sum(values: Ints) -> int:
    """The sum of whole numbers without any overflow.

    >>> exact_sum(np.array([2**62, 2**62, 2**62])) == 3 * 2**62
    True
    """
    return (int((values >> 32).sum()) << 32) + int((values & 0xFFFFFFFF).sum())


def value_of(ground: Ground, after: Ints, gain: Ints, ties: Ties) -> tuple[int, int, int, int]:
    """Value of a plan by level as costs (shortage, -gain, moves, tie); ``gain`` (n) of everyone's seat.

    Shortage is that of all posts with a need; gain, moves and tie are those of counted people.
    """
    known = ground.need >= 0
    missing = (ground.need - heads_of(ground, after))[known]
    shortage = exact_sum(shortage_cost(missing, ground.need[known], ground.priority[known]))
    moved = (after != ground.own) & (after >= 0)
    seated = np.flatnonzero((after >= 0) & ground.counted)
    return shortage, -exact_sum(gain[moved]), int(moved.sum()), exact_sum(ties.of(seated, after[seated]))
