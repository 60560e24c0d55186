"""The tie-breaker against the definition in docs/data_path.md, in Python's own whole numbers."""

import hashlib

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from penata.planning.tie import ties

MASK = 2**64 - 1


def defined(employee_id: str, post_id: str) -> int:
    h, g = (int.from_bytes(hashlib.blake2b(x.encode(), digest_size=8).digest(), "big") for x in (employee_id, post_id))
    z = h ^ ((g << 32 | g >> 32) & MASK)
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return (z ^ (z >> 31)) >> 34


@given(st.text(max_size=20), st.text(max_size=20))
def test_tie_is_as_defined(employee_id: str, post_id: str) -> None:
    zero = np.zeros(1, np.uint32)
    assert ties(pl.Series([employee_id]), pl.Series([post_id]), zero, zero).tolist() == [defined(employee_id, post_id)]


def test_tie_of_a_known_pair_never_changes() -> None:
    assert defined("198609262015051001", "SD1:GURU") == 869534008
