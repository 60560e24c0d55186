"""Which rows may be shown so that nobody can work out a number of people below the smallest that is told.

A row is a group under a measure; showing it tells how many people it counts and, of a share, how many it holds of. What
is hidden must not follow from what is shown: totals over all groups are taken as known, and so is every relation
between the counts of different measures that holds in the data (those who moved are those who have a gain; whoever
moved did so asked or unasked). A hidden count is safe where these equations leave it open.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

Mask: TypeAlias = npt.NDArray[np.bool_]
Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]

FEWEST_SHOWN: Final = 5
"""People below which a count is never told."""

_NOTHING: Final = 1e-10
_FIXED: Final = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Counts of people by group, each different set of people once.

    ``sets``: names of the measures' sets (a measure's base; its "yes" and its "no") to the row of ``of``; ``of``
    (sets, groups): how many; ``sums``: rows (whole, part, part) where two disjoint sets make a third.
    """

    sets: Mapping[str, tuple[int, ...]]
    of: Ints
    sums: tuple[tuple[int, int, int], ...]

    @classmethod
    def over(cls, measures: Mapping[str, Sequence[Mask]], group: Ints, groups: int) -> "Counts":
        """Counts of the people (n) in each group 0 … groups − 1 under the sets (n) of every measure; −1 is no group."""
        known = group >= 0
        kept: list[Mask] = []
        rows: dict[str, tuple[int, ...]] = {}
        for name, masks in measures.items():
            rows[name] = tuple(_row(kept, mask & known) for mask in masks)
        of = np.array([np.bincount(group[mask], minlength=groups) for mask in kept], np.int64).reshape(-1, groups)
        return cls(rows, of, tuple(_sums(kept)))


def shown_rows(counts: Counts, fewest: int = FEWEST_SHOWN) -> dict[str, Mask]:
    """By measure, which groups (Boolean) may be shown.

    First every row with a count below ``fewest`` is hidden, then the smallest others until nothing below it follows.
    """
    groups = counts.of.shape[1]
    shown = {
        name: np.asarray((counts.of[list(rows)] >= fewest).all(axis=0)) if rows else np.zeros(groups, np.bool_)
        for name, rows in counts.sets.items()
    }
    while True:
        published = _published(counts, shown)
        rows = _told_too_much(counts, published, fewest)
        if not rows:
            return shown
        for row in rows:
            _hide_one(counts, shown, published, row)


def _row(kept: list[Mask], mask: Mask) -> int:
    """Row of an equal set, else of this one as a new row."""
    for row, other in enumerate(kept):
        if np.array_equal(other, mask):
            return row
    kept.append(mask)
    return len(kept) - 1


def _sums(kept: list[Mask]) -> list[tuple[int, int, int]]:
    """Every (whole, part, part) of disjoint parts that make a whole."""
    sizes = [int(mask.sum()) for mask in kept]
    found = []
    for a, b in combinations(range(len(kept)), 2):
        if not sizes[a] or not sizes[b]:
            continue
        for whole, size in enumerate(sizes):
            if size == sizes[a] + sizes[b] and np.array_equal(kept[whole], kept[a] | kept[b]):
                found.append((whole, a, b))
    return found


def _published(counts: Counts, shown: Mapping[str, Mask]) -> Mask:
    """(sets, groups): which counts some shown row tells."""
    told = np.zeros(counts.of.shape, np.bool_)
    for name, rows in counts.sets.items():
        for row in rows:
            told[row] |= shown[name]
    return told


def _told_too_much(counts: Counts, published: Mask, fewest: int) -> list[int]:
    """Sets of which one more count must be hidden; none where nothing below ``fewest`` can be worked out."""
    small, something = (counts.of < fewest) & ~published, published.any(axis=1)
    left = np.where(published, 0, counts.of).sum(axis=1)
    together = np.flatnonzero(small.any(axis=1) & (left < fewest) & something)
    if len(together):
        return [int(row) for row in together]
    told = (_determined(counts, published, fewest) & small).any(axis=1)
    own = [int(row) for row in np.flatnonzero(told & something)]
    bound = [_related(counts, published, int(row)) for row in np.flatnonzero(told & ~something)]
    return own or sorted({row for row in bound if row is not None})


def _related(counts: Counts, published: Mask, row: int) -> int | None:
    """Another set, bound to this one by a sum, of which something is still shown."""
    reached, todo = {row}, [row]
    while todo:
        here = todo.pop()
        for triple in counts.sums:
            if here in triple:
                fresh = [other for other in triple if other not in reached]
                reached.update(fresh)
                todo += fresh
    bound = [other for other in sorted(reached) if published[other].any()]
    return bound[0] if bound else None


def _determined(counts: Counts, published: Mask, fewest: int) -> Mask:
    """(sets, groups): hidden counts that the totals, the sums and what is shown leave no choice for.

    Where some below ``fewest`` follow one by one, only those that do are told.
    """
    hidden = ~published
    size = int(hidden.sum())
    number = np.full(counts.of.shape, -1, np.int64)
    number[hidden] = np.arange(size)
    rows = [np.isin(np.arange(size), line[line >= 0]).astype(np.float64) for line in number if (line >= 0).any()]
    for triple in counts.sums:
        for column in number[list(triple)].T:
            line = np.zeros(size)
            for place, sign in zip(column, (1.0, -1.0, -1.0), strict=True):
                if place >= 0:
                    line[place] += sign
            if line.any():
                rows.append(line)
    found = np.zeros(counts.of.shape, np.bool_)
    if rows:
        equations = np.array(rows)
        fixed = _one_by_one(equations)
        small = (counts.of < fewest)[hidden]
        found[hidden] = fixed if bool((fixed & small).any()) else _all_together(equations)
    return found


def _one_by_one(equations: Floats) -> Mask:
    """Unknowns that follow from an equation with no other one left, and so on: cheap, and nearly all there are."""
    occurs = equations != 0
    fixed = np.zeros(equations.shape[1], np.bool_)
    while True:
        alone = occurs[(occurs[:, ~fixed].sum(axis=1) == 1)].any(axis=0) & ~fixed
        if not alone.any():
            return fixed
        fixed |= alone


def _all_together(equations: Floats) -> Mask:
    """Unknowns for which the whole system leaves one value: those that no vector of its null space moves."""
    sizes, axes = np.linalg.eigh(equations.T @ equations)
    free = axes[:, sizes < _NOTHING * max(float(sizes[-1]), 1.0)]
    return np.asarray(np.linalg.norm(free, axis=1) < _FIXED) if free.shape[1] else np.ones(len(axes), np.bool_)


def _hide_one(counts: Counts, shown: dict[str, Mask], published: Mask, row: int) -> None:
    """Hide the smallest shown count of this set, in every row that tells it."""
    sizes = np.where(published[row], counts.of[row], np.iinfo(np.int64).max)
    group = int(np.argmin(sizes))
    for name, rows in counts.sets.items():
        if row in rows:
            shown[name] = shown[name].copy()
            shown[name][group] = False
