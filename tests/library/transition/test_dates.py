"""Days on which moves may take effect."""

import datetime as dt

import numpy as np
import pytest
from small_agency import agency

from penata.policy import Policy, parse_policy
from penata.tables import Dataset, InputError
from penata.transition.dates import calendar_of, day_of, number, slots_of

JULY = dt.date(2026, 7, 1)  # a Wednesday


def days(text: str, **tables: list[dict[str, object]]) -> tuple[Policy, Dataset]:
    """A policy with a section ``[transition]``, and a dataset with these tables."""
    return parse_policy(f"as_of = 2026-07-01\n[transition]\n{text}"), agency(**tables)


def calendar_rows(kind: str, *dates: dt.date, of: str | None = None) -> list[dict[str, object]]:
    """Rows of the table calendar."""
    return [{"kind": kind, "date": date, "agency_id": of} for date in dates]


def test_regular_days_keep_their_rhythm_and_skip_holidays_and_weekends() -> None:
    policy, dataset = days("days_between_waves = 10", calendar=calendar_rows("HOLIDAY", JULY, dt.date(2026, 7, 2)))
    found = calendar_of(dataset, policy).days(dt.date(2026, 8, 1))
    assert found == [dt.date(2026, 7, 3), dt.date(2026, 7, 13), dt.date(2026, 7, 23)]


def test_weekends_count_where_the_policy_says_so() -> None:
    policy, dataset = days("skip_weekends = false\nfirst_day = 2026-07-04\ndays_between_waves = 1")
    assert calendar_of(dataset, policy).days(dt.date(2026, 7, 5)) == [dt.date(2026, 7, 4), dt.date(2026, 7, 5)]


def test_schools_move_only_soon_after_their_own_term_starts() -> None:
    rows = calendar_rows("TERM_STARTS", dt.date(2026, 7, 13), of="A") + calendar_rows(
        "TERM_STARTS", dt.date(2025, 7, 14)
    )
    policy, dataset = days("school_days = 8", calendar=rows)
    found = calendar_of(dataset, policy)
    assert found.school("A") == [dt.date(2026, 7, 13), dt.date(2026, 7, 20)]
    assert found.school("B") == []


def test_a_term_that_began_lately_is_still_open() -> None:
    policy, dataset = days("first_day = 2026-07-15", calendar=calendar_rows("TERM_STARTS", dt.date(2026, 7, 13)))
    assert calendar_of(dataset, policy).school("A") == [dt.date(2026, 7, 15), dt.date(2026, 7, 22)]


def test_handover_pushes_the_first_day_and_widens_the_rhythm() -> None:
    policy, dataset = days("handover_days = 14\ndays_between_waves = 7")
    found = calendar_of(dataset, policy)
    assert (found.first_day, found.between) == (dt.date(2026, 7, 15), 14)


@pytest.mark.parametrize(("text", "places"), [
    ("days_between_waves = 0\nschool_days = -1\nfirst_day = true\nwave = 3",
     ["wave", "first_day", "days_between_waves", "school_days"]),
    ("most_waves = 0\nhandover_days = 1000000000\ndays_between_waves = 367\nschool_days = 99999999999",
     ["days_between_waves", "most_waves", "handover_days", "school_days"]),
    ("first_day = 2026-06-29", ["first_day"]),
    ("first_day = 9999-12-31", ["first_day"]),
])  # fmt: skip
def test_what_the_section_may_not_say_is_named(text: str, places: list[str]) -> None:
    with pytest.raises(InputError) as error:
        days(text)
    assert [problem.split(":")[0] for problem in error.value.problems] == [
        f"policy.toml, transition.{place}" for place in places
    ]


def test_what_lies_beyond_ten_years_is_not_dated() -> None:
    far = calendar_rows("TERM_STARTS", dt.date(9999, 12, 27))
    policy, dataset = days("", calendar=far)
    found = calendar_of(dataset, policy)
    assert found.terms == {}
    slots = slots_of(found, [None, None], np.array([number(dt.date(9999, 12, 31)), 0]), waves=1)
    assert day_of(int(slots.days[-1])) < dt.date(2027, 1, 1)
