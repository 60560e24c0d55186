"""How unevenly people sit between units, computed a second time, in whole fractions."""

from fractions import Fraction
from typing import Final

import numpy as np
import polars as pl

from penata.planning.verify.ground import Ground, Ints
from penata.planning.verify.placement import heads_of
from penata.planning.verify.value import exact_sum

_HALF_A_DIGIT: Final = Fraction(1, 2 * 10**4)
_OF_FLOATS: Final = Fraction(1, 10**12)
"""What a sum of floating-point numbers may be off, where the true one lies between two digits."""


def imbalance_of(ground: Ground, post: Ints) -> Fraction | None:
    """The least share of people who would have to sit in another unit for all units to be filled alike.

    ``post`` (n): where everybody sits. People of one ladder (else family) stand in for each other; who is too many at
    a unit beyond its share of them would have to leave. A ladder that has no people or no need does not count; None
    where none does.
    """
    known = ground.need >= 0
    unit, field = (_numbers(ground.posts[name])[known] for name in ("unit_id", "field"))
    place, at = np.unique(np.column_stack([field, unit]), axis=0, return_inverse=True)
    need, heads = np.zeros(len(place), np.int64), np.zeros(len(place), np.int64)
    np.add.at(need, at.ravel(), ground.need[known])
    np.add.at(heads, at.ravel(), heads_of(ground, post)[known])
    size = int(np.max(field, initial=-1)) + 1
    needed, people = np.zeros(size, np.int64), np.zeros(size, np.int64)
    np.add.at(needed, place[:, 0], need)
    np.add.at(people, place[:, 0], heads)
    too_many = np.zeros(size, np.int64)
    np.add.at(too_many, place[:, 0], np.maximum(heads * needed[place[:, 0]] - need * people[place[:, 0]], 0))
    counts = np.flatnonzero((needed > 0) & (people > 0)).tolist()
    if not counts:
        return None
    away = sum((Fraction(int(too_many[i]), int(needed[i])) for i in counts), Fraction(0))
    return away / exact_sum(people[counts])


def says(stated: object, truth: Fraction | None) -> bool:
    """Whether a number of four digits, or null, tells the truth."""
    if truth is None or stated is None:
        return truth is stated
    if isinstance(stated, bool) or not isinstance(stated, int | float) or not np.isfinite(stated):
        return False
    return abs(Fraction(stated) - truth) <= _HALF_A_DIGIT + _OF_FLOATS


def _numbers(ids: pl.Series) -> Ints:
    """A number for each id, those that are null with one of their own."""
    return (ids.rank("dense").fill_null(0)).cast(pl.Int64).to_numpy()
