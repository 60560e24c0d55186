"""Chance that can be repeated: every part of every agency has its own stream, made from the seed alone."""

import zlib
from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]


def stream(seed: int, agency: int, part: str) -> np.random.Generator:
    """The stream of chance of one part of one agency; adding a part does not change the others.

    >>> bool(stream(7, 0, "people").integers(100) == stream(7, 0, "people").integers(100))
    True
    """
    return np.random.Generator(np.random.PCG64([seed, agency, zlib.crc32(part.encode())]))


def draw(rng: np.random.Generator, weights: Mapping[Any, float], size: int) -> npt.NDArray[Any]:
    """Keys of ``weights`` drawn with their weights, ``size`` of them."""
    keys = np.array(list(weights), dtype=object if isinstance(next(iter(weights)), str) else None)
    chances = np.array(list(weights.values()), dtype=np.float64)
    at = np.searchsorted(np.cumsum(chances / chances.sum()), rng.random(size), side="right").clip(max=len(keys) - 1)
    drawn: npt.NDArray[Any] = keys[at]
    return drawn


def apportion(rng: np.random.Generator, weights: Floats, total: int) -> Ints:
    """Whole numbers near to ``weights`` that add up to ``total`` exactly, rounded by chance.

    Each is the share of ``total`` that its weight has, rounded down or up.

    >>> int(apportion(stream(1, 0, "x"), np.array([1.0, 2.0, 1.0]), 7).sum())
    7
    """
    if total <= 0 or weights.sum() <= 0:
        return np.zeros(len(weights), dtype=np.int64)
    order = rng.permutation(len(weights))
    edges = np.floor(np.cumsum(weights[order]) * (total / weights.sum()) + rng.random())
    edges[-1] = total
    result = np.zeros(len(weights), dtype=np.int64)
    result[order] = np.diff(np.minimum(edges, total), prepend=0.0).astype(np.int64)
    return result
