"""Costs by level, computed a second time: shortage, gain, moves and the tie of a plan, under the aims of its policy."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from penata.planning.verify.ground import Ground, Ints
from penata.planning.verify.placement import heads_of
from penata.policy import Policy

MILLION: Final = 1_000_000
ABOVE_PRIORITIES: Final = 101
"""Priorities go from 1 to 100."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What empty seats weigh under a policy (docs/policy.md, "Aims"), and which levels a plan is compared by.

    ``fineness``: relative shortages are told apart in units of 1 / fineness (worst first; 0: squared); ``points``: of
    a whole missing post in weighted mode, 0 where the levels are in order.
    """

    fineness: int = 0
    points: int = 0
    weighted: bool = False

    @classmethod
    def of(cls, policy: Policy, ground: Ground) -> "Measure":
        """The measure of a policy on this ground."""
        if policy.mode == "weighted":
            return cls(points=policy.level_weights.shortage, weighted=True)
        if policy.shortage == "worst_first":
            return cls(fineness=max(MILLION, int(np.max(ground.need, initial=0)) ** 2))
        return cls()

    @property
    def aims(self) -> dict[str, object]:
        """The aims as result.json states them."""
        shortage = "worst_first" if self.fineness else "squared"
        mode = "weighted" if self.weighted else "lexicographic"
        return {"shortage": shortage, "mode": mode, "unit": self.points if self.weighted else self.fineness or MILLION}

    @property
    def levels(self) -> tuple[str, ...]:
        """What is compared, in order; gain and value are the most, all others the least."""
        return ("value", "moves", "tie") if self.weighted else ("shortage", "gain", "moves", "tie")

    def by_level(self, values: Sequence[int]) -> dict[str, int]:
        """A vector of four costs as the levels by name.

        >>> Measure().by_level((5, -3, 1, 9)), Measure(points=1000, weighted=True).by_level((0, -3, 1, 9))
        ({'shortage': 5, 'gain': 3, 'moves': 1, 'tie': 9}, {'value': 3, 'moves': 1, 'tie': 9})
        """
        first, second, moves, tie = (int(value) for value in values)
        upper = {"value": -second} if self.weighted else {"shortage": first, "gain": -second}
        return {**upper, "moves": moves, "tie": tie}

    def shortage(self, missing: Ints, need: Ints, priority: Ints) -> Ints:
        """Shortage of ``missing`` seats of a post as it is told: the sum over its empty seats.

        Elementwise and in closed form (a floor sum by Euclid's algorithm), so that no seat is counted one by one.

        >>> post = np.array([0, 2, 1]), np.array([3, 3, 1]), np.array([1, 1, 2])
        >>> Measure().shortage(*post).tolist(), Measure(fineness=MILLION).shortage(*post).tolist()
        ([0, 1333333, 2000000], [0, 100999901, 101000002])
        """
        if not self.fineness:
            return _squares(MILLION, missing, need, priority)
        seats, needed = np.maximum(missing, 0).astype(np.int64), np.maximum(need, 1).astype(np.int64)
        unit = np.full_like(needed, self.fineness)
        return _floor_sum(seats, needed, unit, unit) * ABOVE_PRIORITIES + seats * priority

    def seats(self, missing: Ints, need: Ints, priority: Ints) -> tuple[Ints, Ints]:
        """What the empty seats weigh at the first and at the second level of a cost vector."""
        if self.weighted:
            points = _squares(self.points, missing, need, priority)
            return np.zeros_like(points), points
        cost = self.shortage(missing, need, priority)
        return cost, np.zeros_like(cost)


SQUARED: Final = Measure()


def _squares(whole: int, missing: Ints, need: Ints, priority: Ints) -> Ints:
    """The sum over k of round_half_up(whole · priority · (2k - 1) / need), k from 1 to ``missing``."""
    seats = np.maximum(missing, 0).astype(np.int64)
    divisor = 2 * np.maximum(need, 1).astype(np.int64)
    step = 4 * whole * priority.astype(np.int64)
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


def value_of(
    ground: Ground, after: Ints, gain: Ints, ties: Ties, measure: Measure = SQUARED
) -> tuple[int, int, int, int]:
    """Value of a plan as costs in the order in which they are compared; ``gain`` (n) of everyone's seat.

    Lexicographic: shortage, -gain, moves, tie. Weighted: 0, -value, moves, tie. Shortage is that of all posts with a
    need; gain, moves and tie are those of counted people.
    """
    first, second = (exact_sum(column) for column in measure.seats(*_empty(ground, after)))
    moved = (after != ground.own) & (after >= 0)
    seated = np.flatnonzero((after >= 0) & ground.counted)
    return first, second - exact_sum(gain[moved]), int(moved.sum()), exact_sum(ties.of(seated, after[seated]))


def figures_of(
    ground: Ground, after: Ints, gain: Ints, value: tuple[int, int, int, int], measure: Measure = SQUARED
) -> dict[str, int]:
    """What a plan of this value comes to by name, whatever is compared: shortage, gain, moves, tie; and its value."""
    shortage = exact_sum(measure.shortage(*_empty(ground, after)))
    points = exact_sum(gain[(after != ground.own) & (after >= 0)])
    return {"shortage": shortage, "gain": points, "moves": value[2], "tie": value[3], **measure.by_level(value)}


def _empty(ground: Ground, after: Ints) -> tuple[Ints, Ints, Ints]:
    """Missing people, need and priority of every post with a need."""
    known = ground.need >= 0
    return (ground.need - heads_of(ground, after))[known], ground.need[known], ground.priority[known]
