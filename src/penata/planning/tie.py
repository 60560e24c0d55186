"""The tie-breaker of equal plans: a fixed whole number of each person and post (docs/data_path.md)."""

import hashlib
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

TIE_BITS: Final = 30
_UP: Final = np.uint64(32)
_DOWN: Final = np.uint64(64 - TIE_BITS)


def ties(person_ids: pl.Series, post_ids: pl.Series, person: npt.NDArray[np.uint32],
         post: npt.NDArray[np.uint32]) -> npt.NDArray[np.int64]:  # fmt: skip
    """Tie of each pair, 0 ≤ tie < 2**30; ``person`` and ``post`` are row numbers in the two series of ids.

    >>> ties(pl.Series(["1"]), pl.Series(["a", "b"]), np.array([0, 0], np.uint32), np.array([0, 1], np.uint32)).shape
    (2,)
    """
    of_post = _digests(post_ids)
    turned = (of_post << _UP) | (of_post >> _UP)
    return (_mixed(_digests(person_ids)[person] ^ turned[post]) >> _DOWN).astype(np.int64)


def _digests(ids: pl.Series) -> npt.NDArray[np.uint64]:
    raw = b"".join(hashlib.blake2b(text.encode(), digest_size=8).digest() for text in ids.to_list())
    return np.frombuffer(raw, dtype=">u8").astype(np.uint64)


def _mixed(z: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """The finaliser of splitmix64; wraps modulo 2**64."""
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))
