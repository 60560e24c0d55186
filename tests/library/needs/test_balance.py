"""The index of how evenly people are spread over need."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from penata.needs import balance_index, unit_balance

PEOPLE = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("need", "filled", "index"),
    [
        ([10, 10], [10, 10], 0.0),
        ([10, 10], [3, 3], 0.0),
        ([10, 10], [20, 0], 0.5),
        ([1, 0], [0, 5], 1.0),
        ([10, None], [10, 7], 0.0),
        ([10, 10, 20], [5, 15, 20], 0.125),
        ([0, 0], [4, 4], None),
        ([4, 4], [0, 0], None),
        ([None], [3], None),
    ],
)
def test_balance_index(need: list[int | None], filled: list[int], index: float | None) -> None:
    assert balance_index(pl.Series(need, dtype=pl.Int64), pl.Series(filled)) == index


def test_balance_index_inside_groups() -> None:
    # Together every place looks balanced; apart, the 4 teachers sit where the midwives are needed and the reverse.
    need, filled, groups = pl.Series([4, 0, 0, 4]), pl.Series([0, 4, 4, 0]), pl.Series(["G", "G", "B", "B"])
    assert balance_index(need, filled, groups) == 1.0


def test_balance_index_weighs_groups_by_people() -> None:
    need = pl.Series([1, 1, 10, 10])
    filled = pl.Series([2, 0, 10, 10])
    assert balance_index(need, filled, pl.Series(["A", "A", "B", "B"])) == pytest.approx(0.5 * 2 / 22)


def test_balance_index_leaves_out_a_group_without_need() -> None:
    assert balance_index(pl.Series([1, 1, 0]), pl.Series([2, 0, 9]), pl.Series(["A", "A", "B"])) == 0.5


@given(PEOPLE)
def test_balance_index_stays_between_nought_and_one(places: list[tuple[int, int]]) -> None:
    index = balance_index(pl.Series([n for n, _ in places]), pl.Series([f for _, f in places]))
    assert index is None or 0.0 <= index <= 1.0


def test_balance_index_falls_with_a_move_from_surplus_to_shortage() -> None:
    need = pl.Series([10, 10])
    before, after = balance_index(need, pl.Series([14, 6])), balance_index(need, pl.Series([13, 7]))
    assert (before, after) == (pytest.approx(0.2), pytest.approx(0.15))


def test_balance_index_refuses_different_lengths() -> None:
    with pytest.raises(ValueError, match="same length"):
        balance_index(pl.Series([1, 2]), pl.Series([1]))


def test_unit_balance_adds_levels_of_one_ladder() -> None:
    unit, field = pl.Series(["A", "A", "B"]), pl.Series(["GURU"] * 3)
    assert unit_balance(unit, field, pl.Series([1, 3, 4]), pl.Series([3, 1, 4])) == 0.0
