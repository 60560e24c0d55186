"""Whole points, and a fast answer to "what does this person have there?"."""

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

Ints: TypeAlias = npt.NDArray[np.int64]
Mask: TypeAlias = npt.NDArray[np.bool_]

FULL: Final = 1000
"""A criterion fully met, in thousandths."""
NEUTRAL: Final = 500
"""What an unknown criterion counts where it stands alone: neither for nor against."""
UNKNOWN: Final = -1
"""A criterion or a count that the data does not tell."""


def rounded(numerator: Ints, denominator: int) -> Ints:
    """Quotients rounded to whole points, halves up, in exact whole numbers.

    >>> rounded(np.array([5, -5, 14]), 10).tolist()
    [1, 0, 1]
    """
    return np.asarray((2 * numerator + denominator) // (2 * denominator))


def whole(series: pl.Series, absent: int = UNKNOWN) -> Ints:
    """A column as whole numbers, with ``absent`` where it is null."""
    return series.cast(pl.Int64).fill_null(absent).to_numpy()


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Texts as whole numbers in their sorted order."""

    texts: pl.Series

    @classmethod
    def of(cls, *columns: pl.Series) -> "Words":
        """All texts of these columns.

        >>> Words.of(pl.Series(["b", None]), pl.Series(["a", "b"])).texts.to_list()
        ['a', 'b']
        """
        return cls(
            pl.concat([column.cast(pl.String).rename("text") for column in columns]).drop_nulls().unique().sort()
        )

    def numbers(self, column: pl.Series) -> Ints:
        """The number of each text; UNKNOWN where it is null or was never seen."""
        known = self.texts.to_frame().with_row_index("number")
        asked = column.cast(pl.String).rename("text").to_frame()
        return whole(asked.join(known, on="text", how="left", validate="m:1", maintain_order="left")["number"])


def plain(text: pl.Expr) -> pl.Expr:
    """Text as it is compared: case and repeated spaces do not matter; null where nothing is left."""
    bare = text.str.strip_chars().str.replace_all(r"\s+", " ").str.to_lowercase()
    return pl.when(bare != "").then(bare)


@dataclass(frozen=True, slots=True, eq=False)
class PairIndex:
    """Rows keyed by two whole numbers (a person and a place, a job and a field), found for millions at once.

    ``keys`` are sorted and unique; negative numbers are never found.
    """

    width: int
    keys: Ints

    @classmethod
    def over(cls, first: Ints, second: Ints) -> "PairIndex":
        """An index over rows sorted by ``first``, then ``second``; each pair occurs once.

        >>> PairIndex.over(np.array([0, 2]), np.array([5, 1])).rows(np.array([2, 2, -1]), np.array([1, 5, 5])).tolist()
        [1, -1, -1]
        """
        width = int(np.max(second, initial=0)) + 1
        return cls(width=width, keys=first * width + second)

    @classmethod
    def unordered(cls, first: Ints, second: Ints) -> "PairIndex":
        """An index over pairs in any order, doubles and negatives left out: it only tells who is in it."""
        width = int(np.max(second, initial=0)) + 1
        known = (first >= 0) & (second >= 0)
        return cls(width=width, keys=np.unique(first[known] * width + second[known]))

    def including(self, first: int, second: int) -> tuple["PairIndex", int, bool]:
        """The index with one more pair, its row, and whether the pair is new (rows from there on stand one later).

        >>> index = PairIndex.over(np.array([0, 2]), np.array([1, 1]))
        >>> wider, row, new = index.including(0, 5)
        >>> wider.rows(np.array([0, 0, 2]), np.array([1, 5, 1])).tolist(), row, new
        ([0, 1, 2], 1, True)
        """
        width = max(self.width, second + 1)
        keys = self.keys // self.width * width + self.keys % self.width
        key = first * width + second
        row = int(np.searchsorted(keys, key))
        if row < len(keys) and keys[row] == key:
            return PairIndex(width, keys), row, False
        return PairIndex(width, np.insert(keys, row, key)), row, True

    def rows(self, first: Ints, second: Ints) -> Ints:
        """Row number of each pair asked for, UNKNOWN where there is none."""
        if len(self.keys) == 0:
            return np.full(len(first), UNKNOWN, np.int64)
        asked = np.where((first >= 0) & (second >= 0) & (second < self.width), first * self.width + second, UNKNOWN)
        at = np.minimum(np.searchsorted(self.keys, asked), len(self.keys) - 1)
        return np.where(self.keys[at] == asked, at, UNKNOWN)
