"""What the digits of a NIP say."""

import datetime as dt
from typing import Any

import polars as pl
import pytest

from penata.intake.quality import nip

PNS = "198609262015051001"
PPPK = "199002292023212014"


def read(number: str | None) -> dict[str, Any]:
    column = pl.col("n")
    frame = pl.DataFrame({"n": [number]}, schema={"n": pl.String})
    return frame.select(
        is_nip=nip.is_nip(column),
        birth_date=nip.birth_date(column),
        appointed_on=nip.appointed_on(column),
        year=nip.appointment_year_digits(column),
        sex=nip.sex(column),
        sequence=nip.sequence(column),
        pppk=nip.has_pppk_form(column),
    ).to_dicts()[0]


def test_pns_number_of_the_published_vector() -> None:
    assert read(PNS) == {
        "is_nip": True,
        "birth_date": dt.date(1986, 9, 26),
        "appointed_on": dt.date(2015, 5, 1),
        "year": "2015",
        "sex": "M",
        "sequence": 1,
        "pppk": False,
    }


def test_pppk_number_has_a_year_but_no_month_and_an_impossible_day_is_null() -> None:
    assert read(PPPK) == {
        "is_nip": True,
        "birth_date": None,
        "appointed_on": None,
        "year": "2023",
        "sex": "F",
        "sequence": 14,
        "pppk": True,
    }


def test_sex_digit_outside_1_and_2_is_unknown() -> None:
    assert read("198609262015053001")["sex"] is None


@pytest.mark.parametrize("number", ["", "19860926201505100", "1986092620150510011", "19860926201505100A", "G-1"])
def test_text_that_is_no_nip_says_nothing(number: str) -> None:
    assert read(number) == {"is_nip": False} | dict.fromkeys(
        ["birth_date", "appointed_on", "year", "sex", "sequence", "pppk"]
    )


def test_absent_number_stays_absent() -> None:
    assert set(read(None).values()) == {None}
