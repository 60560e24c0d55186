"""Moves that hang together by their seats."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from penata.planning.chains import chain_ids

SEATS = st.one_of(st.none(), st.sampled_from("abcdef"))


def moves(*rows: tuple[str, str | None, str | None]) -> pl.DataFrame:
    columns = dict.fromkeys(["employee_id", "from_post_id", "to_post_id"], pl.String)
    return pl.DataFrame(rows, schema=columns, orient="row")


def test_who_takes_a_seat_that_another_leaves_is_in_the_same_chain() -> None:
    assert chain_ids(moves(("1", "a", "b"), ("2", "b", "c"), ("3", "d", "e"))).to_list() == ["R0001", "R0001", "R0002"]


def test_a_swap_is_one_ring() -> None:
    assert chain_ids(moves(("1", "a", "b"), ("2", "b", "a"))).to_list() == ["R0001", "R0001"]


def test_two_who_leave_one_post_for_two_who_come_make_two_chains() -> None:
    found = chain_ids(moves(("1", "a", "x"), ("2", "b", "x"), ("3", "x", "c"), ("4", "x", "d"))).to_list()
    assert found == ["R0001", "R0002", "R0001", "R0002"]


def test_no_moves_no_chains() -> None:
    assert chain_ids(moves()).to_list() == []


def test_a_long_chain_stays_one() -> None:
    frame = moves(*((f"{i:04d}", f"p{i}", f"p{i + 1}") for i in range(500)))
    assert chain_ids(frame.reverse()).n_unique() == 1


@given(st.lists(st.tuples(SEATS, SEATS), max_size=12))
def test_order_of_rows_does_not_matter(seats: list[tuple[str | None, str | None]]) -> None:
    frame = moves(*((f"{i:02d}", *pair) for i, pair in enumerate(seats)))
    forward = frame.with_columns(chain_ids(frame).alias("chain"))
    back = frame.reverse()
    assert back.with_columns(chain_ids(back).alias("chain")).reverse().equals(forward)
