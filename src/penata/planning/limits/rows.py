"""Side limits as rows of whole numbers: the weights of the pairs that are held may not exceed what a limit allows."""

from dataclasses import dataclass

import numpy as np

from penata.planning.problem import Ints, Mask


@dataclass(frozen=True, slots=True)
class Limit:
    """One side limit: its ``kind`` (MAX_MOVES, MONEY, …), whom it is about ("" for all), how much, and its words.

    ``most`` is in the unit of the weights; a share is written as weights whose sum may not exceed it, so it can be
    negative. ``words`` say it in Indonesian, without personal data.
    """

    kind: str
    subject: str
    most: int
    words: str


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """r limits over the pairs of a Problem: ``start`` (r+1) bounds each row in ``pair`` (k) and ``weight`` (k).

    Limit i holds where the sum of the weights of its pairs that somebody holds is at most ``limits[i].most``. A pair
    appears at most once in a row; rows without pairs are left out by whoever makes them.
    """

    limits: tuple[Limit, ...]
    start: Ints
    pair: Ints
    weight: Ints

    @property
    def most(self) -> Ints:
        """What each limit allows (r)."""
        return np.array([limit.most for limit in self.limits], np.int64)

    def used(self, chosen: Ints) -> Ints:
        """What an assignment uses of each limit (r); ``chosen`` (n) is the pair of each person, -1 for none."""
        held = np.zeros(int(np.max(self.pair, initial=-1)) + 1, np.bool_)
        taken = chosen[(chosen >= 0) & (chosen < len(held))]
        held[taken] = True
        sums = np.concatenate([[0], np.cumsum(self.weight * held[self.pair])])
        used: Ints = sums[self.start[1:]] - sums[self.start[:-1]]
        return used

    def used_up(self, used: Ints) -> Mask:
        """Of which limits so little is left that not every pair would fit (r), where so much is ``used`` (r)."""
        largest = np.zeros(len(self.limits), np.int64)
        np.maximum.at(largest, np.repeat(np.arange(len(largest)), np.diff(self.start)), self.weight)
        spent: Mask = self.most - used < np.maximum(largest, 1)
        return spent

    def toll(self, price: Ints, pairs: int) -> Ints:
        """What each of so many pairs pays (pairs) where a unit of each limit costs ``price`` (r)."""
        toll = np.zeros(pairs, np.int64)
        np.add.at(toll, self.pair, self.weight * np.repeat(price, np.diff(self.start)))
        return toll


def joined(parts: list[Rows]) -> Rows:
    """Several sets of rows as one, in their order."""
    lengths = np.concatenate([np.zeros(1, np.int64), *(np.diff(part.start) for part in parts)])
    nothing = np.zeros(0, np.int64)
    return Rows(
        tuple(limit for part in parts for limit in part.limits),
        np.cumsum(lengths),
        np.concatenate([nothing, *(part.pair for part in parts)]),
        np.concatenate([nothing, *(part.weight for part in parts)]),
    )
