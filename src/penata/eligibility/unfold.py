"""Pairs of persons and posts as sorted keys, before their columns are made."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from penata.eligibility.masks import Bits
from penata.eligibility.reach import Classes

_LOW = np.uint64(0xFFFF_FFFF)
_HALF = np.uint64(32)

Rows = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Keys:
    """Pairs in ascending order of person and post, each once; ``row`` tells where the other columns stand.

    ``key`` is ``person << 32 | post``.
    """

    key: Bits
    row: Rows

    @property
    def person(self) -> Rows:
        """Row number of the person of each pair."""
        return (self.key >> _HALF).astype(np.uint32)

    @property
    def post(self) -> Rows:
        """Row number of the post of each pair."""
        return (self.key & _LOW).astype(np.uint32)

    def only(self, keep: npt.NDArray[np.bool_]) -> "Keys":
        """The pairs that are marked."""
        return self if keep.all() else Keys(self.key[keep], self.row[keep])

    def overlaid(self, other: "Keys") -> "Keys":
        """These pairs and the others; where both have a pair, the row of the other one counts."""
        if other.key.size == 0:
            return self
        place = np.searchsorted(self.key, other.key)
        there = place < self.key.size
        there[there] = self.key[place[there]] == other.key[there]
        row = self.row.copy()
        row[place[there]] = other.row[there]
        new = ~there
        return Keys(np.insert(self.key, place[new], other.key[new]), np.insert(row, place[new], other.row[new]))


def keys_of(person: Rows, post: Rows, row: Rows) -> Keys:
    """Pairs in ascending order."""
    key = (person.astype(np.uint64) << _HALF) | post
    if (key[1:] < key[:-1]).any():
        order = np.argsort(key, kind="stable")
        key, row = key[order], row[order]
    return Keys(key, row)


def unfold(kept: pl.DataFrame, classes: Classes) -> Keys:
    """Rows of ``person`` and ``class`` as pairs of the person and every post of the class."""
    of_row = kept["class"].to_numpy()
    sizes = classes.sizes[of_row]
    row = np.repeat(np.arange(kept.height, dtype=np.uint32), sizes)
    member = np.arange(row.size) - np.repeat(np.cumsum(sizes) - sizes - classes.start[of_row], sizes)
    return keys_of(kept["person"].to_numpy()[row], classes.members[member], row)


def own_keys(persons: pl.DataFrame, row: int) -> Keys:
    """The own posts of persons as pairs that share one row of columns."""
    placed = persons.filter(pl.col("own_post").is_not_null())
    own = placed["own_post"].cast(pl.UInt32).to_numpy()
    return keys_of(placed["person"].to_numpy(), own, np.full(placed.height, row, dtype=np.uint32))
