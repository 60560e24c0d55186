"""Text cells to values: every dress in which files show dates, numbers, yes and no, and what stays unreadable."""

import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from penata.intake.text import cells


def one(parsed: cells.Parsed) -> tuple[object, bool]:
    """Value and unreadable of a column of one cell."""
    return parsed.values[0], parsed.unreadable[0]


@pytest.mark.parametrize(
    "text",
    [
        "2020-01-31", "2020-01-31 00:00:00", "2020-01-31T00:00:00", "31-01-2020", "31/01/2020", "31.01.2020",
        "31/1/2020", "2020/01/31", "43861", "43861.0", "31 Januari 2020", "31 Jan 2020", "31-Jan-2020",
        "31-01-2020 08:15",
    ],
)  # fmt: skip
def test_date_in_every_dress(text: str) -> None:
    assert one(cells.dates(pl.Series([text]))) == (dt.date(2020, 1, 31), False)


@pytest.mark.parametrize("text", ["01-01-0001", "0001-01-01", "1/1/0001", "00-00-0000", "0000-00-00", None])
def test_date_that_means_none_is_absent(text: str | None) -> None:
    assert one(cells.dates(pl.Series([text], dtype=pl.String))) == (None, False)


@pytest.mark.parametrize(
    "text", ["31-02-2020", "32/01/2020", "01/31/2020", "31-01-20", "kemarin", "2020", "99999", "--", "31-01-1020", "12"]
)
def test_date_that_cannot_be_read_is_unreadable(text: str) -> None:
    assert one(cells.dates(pl.Series([text]))) == (None, True)


@given(st.dates(dt.date(1930, 1, 1), dt.date(2100, 1, 1)))
def test_dates_of_one_day_agree(day: dt.date) -> None:
    serial = (day - dt.date(1899, 12, 30)).days
    dress = [day.isoformat(), f"{day:%d-%m-%Y}", f"{day:%d/%m/%Y}", str(serial), f"{day} 00:00:00"]
    parsed = cells.dates(pl.Series(dress))
    assert parsed.values.to_list() == [day] * len(dress)
    assert not parsed.unreadable.any()


def test_dates_keep_their_rows_when_dresses_are_mixed() -> None:
    parsed = cells.dates(pl.Series(["2020-01-01", None, "x", "02-01-2020", "01-01-0001"]))
    assert parsed.values.to_list() == [dt.date(2020, 1, 1), None, None, dt.date(2020, 1, 2), None]
    assert parsed.unreadable.to_list() == [False, False, True, False, False]


@pytest.mark.parametrize(("texts", "expected"), [(["01/02/2020", "03/25/2020"], True), (["25/03/2020"], False)])
def test_month_first_is_noticed(texts: list[str], expected: bool) -> None:
    assert cells.month_first(pl.Series(texts)) is expected


@pytest.mark.parametrize(
    ("text", "value", "unreadable"),
    [("12", 12, False), ("3.0", 3, False), ("-4", -4, False), ("1.10", None, True), ("1.234", None, True),
     ("1,5", None, True), ("-", None, True), ("dua", None, True), (None, None, False), ("1e3", None, True)],
)  # fmt: skip
def test_whole_number(text: str | None, value: int | None, unreadable: bool) -> None:
    assert one(cells.wholes(pl.Series([text], dtype=pl.String))) == (value, unreadable)


@pytest.mark.parametrize(
    ("text", "typed", "value", "unreadable"),
    [("1.234", False, 1234, False), ("1,234", False, 1234, False), ("1.234.567", False, 1234567, False),
     ("1.234", True, None, True), ("1.10", False, None, True), ("-", False, None, False), ("–", False, None, False),
     ("2,00", False, 2, False)],
)  # fmt: skip
def test_whole_number_as_offices_write_it(text: str, typed: bool, value: int | None, unreadable: bool) -> None:
    assert one(cells.wholes(pl.Series([text]), pl.Series([typed]), local=True)) == (value, unreadable)


@pytest.mark.parametrize(
    ("text", "value"),
    [("-3.4128", -3.4128), ("-3,4128", -3.4128), ("1.234,5", 1234.5), ("1,234.5", 1234.5), ("1.234", 1.234),
     ("1e-3", 0.001), ("inf", None), ("nan", None), ("3 km", None)],
)  # fmt: skip
def test_number(text: str, value: float | None) -> None:
    assert one(cells.numbers(pl.Series([text]))) == (value, value is None)


def test_number_as_offices_write_it() -> None:
    typed = pl.Series([False, True])
    assert cells.numbers(pl.Series(["1.234", "1.234"]), typed, local=True).values.to_list() == [1234.0, 1.234]


@pytest.mark.parametrize("text", ["Ya", "TRUE", "1", "y", "Benar"])
def test_yes(text: str) -> None:
    assert one(cells.bools(pl.Series([text]))) == (True, False)


@pytest.mark.parametrize("text", ["Tidak", "false", "0", "TDK", "n"])
def test_no(text: str) -> None:
    assert one(cells.bools(pl.Series([text]))) == (False, False)


@pytest.mark.parametrize("text", ["t", "mungkin", "2"])
def test_neither_yes_nor_no_is_unreadable(text: str) -> None:
    assert one(cells.bools(pl.Series([text]))) == (None, True)


@pytest.mark.parametrize("text", ["STUDY_LEAVE", "study leave", "Tugas  Belajar"])
def test_code_by_name_or_label(text: str) -> None:
    parsed = cells.codes(pl.Series([text, None]), ["ACTIVE", "STUDY_LEAVE"], {"Tugas belajar": "STUDY_LEAVE"})
    assert parsed.values.to_list() == ["STUDY_LEAVE", None]
    assert parsed.unreadable.to_list() == [False, False]


def test_code_outside_the_list_is_unreadable() -> None:
    assert one(cells.codes(pl.Series(["HONORER"]), ["PNS"])) == (None, True)


def test_list_of_codes() -> None:
    assert cells.code_lists(pl.Series(["a; b;", ";", None])).values.to_list() == [["a", "b"], None, None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("'198001012005012001", "198001012005012001"), ("null", None), ("NULL", None), ("(null)", None), ("'", None),
     ("'Aisyiyah", "'Aisyiyah"), ("Nulla", "Nulla"), ("'null", None)],
)  # fmt: skip
def test_cleaning_of_what_exports_add(text: str, expected: str | None) -> None:
    assert cells.clean(pl.Series([text])).to_list() == [expected]
