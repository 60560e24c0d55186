"""Who leaves, by name and by number."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from penata.facts import facts_of
from penata.needs import departures, projection
from penata.policy import Policy

POSTS: list[dict[str, Any]] = [
    {"post_id": "A", "unit_id": "SD1", "job_id": "GURU_AHLI_MUDA", "need": 4},
    {"post_id": "C", "unit_id": "DIK", "job_id": "STAF"},
]


def born(year: int, month: int = 3, day: int = 10) -> dict[str, dt.date]:
    return {"birth_date": dt.date(year, month, day)}


def test_departures_within_twelve_months(
    regency: Callable[..., Any], person: Callable[..., Any], policy: Policy
) -> None:
    people = [
        person(1, "A", **born(1966, 12)),  # a teacher turns 60 in December 2026: 1 January 2027
        person(2, "C", **born(1968, 12)),  # general staff turn 58 in December 2026: 1 January 2027
        person(3, "A", **born(1967, 6)),  # 1 July 2027: outside
        person(4, "A", **born(1967, 5)),  # 1 June 2027: inside
        person(5, "A", **born(1966, 5)),  # 1 June 2026: has passed
        person(6, "A", **born(1990), employment="PPPK", contract_until=dt.date(2026, 12, 31)),
        person(7, "A", **born(1950), employment="NON_ASN"),
        person(10, "A", **born(1990), contract_until=dt.date(2026, 12, 31)),  # a PNS has no contract
        person(8, "A"),
        person(9, None, **born(1966, 8)),  # without a job: no retirement age is known
    ]
    listed = departures(facts_of(regency(posts=POSTS, employees=people), policy))
    assert listed.select("employee_id", "leaves_on", "reason", "overdue").rows() == [
        ("E005", dt.date(2026, 6, 1), "RETIREMENT", True),
        ("E006", dt.date(2026, 12, 31), "CONTRACT_END", False),
        ("E001", dt.date(2027, 1, 1), "RETIREMENT", False),
        ("E002", dt.date(2027, 1, 1), "RETIREMENT", False),
        ("E004", dt.date(2027, 6, 1), "RETIREMENT", False),
    ]


def test_projection_names_every_one_of_five_years(
    regency: Callable[..., Any], person: Callable[..., Any], policy: Policy
) -> None:
    people = [
        person(1, "A", **born(1964)),  # has passed already: the first year
        person(2, "A", **born(1966)),  # 2026
        person(3, "A", **born(1966, 12)),  # 1 January 2027
        person(4, "A", **born(1969)),  # 2029
        person(5, "A", **born(1970, 12)),  # 1 January 2031: after the five years
        person(6, "A"),
        person(7, "A", **born(1966), status="STUDY_LEAVE"),  # fills nothing
    ]
    seen = projection(facts_of(regency(posts=POSTS, employees=people), policy))
    assert (seen.years, seen.overdue, seen.unknown) == ((2026, 2027, 2028, 2029, 2030), 1, 1)
    post = seen.by["post"].row(0, named=True)
    assert [post[f"leaves_{y}"] for y in seen.years] == [2, 1, 0, 1, 0]
    assert [post[f"needed_{y}"] for y in seen.years] == [0, 1, 1, 2, 2]


def test_contract_ends_are_told_apart_from_retirement(
    regency: Callable[..., Any], person: Callable[..., Any], policy: Policy
) -> None:
    pppk = {"employment": "PPPK", **born(1990)}
    people = [
        person(1, "A", **pppk, contract_until=dt.date(2025, 12, 31)),  # has passed: the first year
        person(2, "A", **pppk, contract_until=dt.date(2028, 3, 1)),
        person(3, "A", **born(1966)),
        person(4, "A", **{**pppk, **born(1968, 1)}, contract_until=dt.date(2028, 12, 31)),  # turns 60 before that
        person(5, "A", **pppk, status="STUDY_LEAVE", contract_until=dt.date(2027, 1, 1)),
    ]
    seen = projection(facts_of(regency(posts=POSTS, employees=people), policy))
    assert seen.contract_ends == (1, 0, 1, 0, 0)
    assert [int(seen.by["family"][f"leaves_{y}"].sum()) for y in seen.years] == [2, 0, 2, 0, 0]


def test_projection_of_a_post_without_need_is_absent(
    regency: Callable[..., Any], person: Callable[..., Any], policy: Policy
) -> None:
    people = [person(1, "A", **born(1980)), person(2, "C", **born(1970))]
    seen = projection(facts_of(regency(posts=POSTS, employees=people), policy))
    columns = ["need", "filled", "leaves_2028", "needed_2028"]
    assert seen.by["post"].select(columns).rows() == [(4, 1, 0, 3), (None, 1, 1, None)]
    assert seen.by["office"].select(columns).rows() == [(4, 2, 1, 3)]


@pytest.mark.parametrize(
    ("job", "age"),
    [
        ({"category": "JPT", "level": "II.b"}, 60),
        ({"category": "ADMINISTRATOR", "level": "III.a"}, 58),
        ({"category": "PENGAWAS", "level": "IV.a"}, 58),
        ({"category": "PELAKSANA"}, 58),
        ({"category": "FUNGSIONAL", "ladder": "GURU", "level": "AHLI_PERTAMA"}, 60),
        ({"category": "FUNGSIONAL", "ladder": "PERAWAT", "level": "AHLI_MADYA"}, 60),
        ({"category": "FUNGSIONAL", "ladder": "PERAWAT", "level": "AHLI_MUDA"}, 58),
        ({"category": "FUNGSIONAL", "ladder": "DOSEN", "level": "AHLI_MADYA", "retirement_age": 65}, 65),
    ],
)
def test_retirement_is_the_month_after_the_age_of_the_job(
    regency: Callable[..., Any], person: Callable[..., Any], policy: Policy, job: dict[str, Any], age: int
) -> None:
    jobs = [{"job_id": "J", "name": "Jabatan", "family": "X", "ladder": None, "level": None, **job}]
    posts = [{"post_id": "A", "unit_id": "DIK", "job_id": "J", "need": 1}]
    people = [person(1, "A", birth_date=dt.date(2026 - age, 12, 31))]
    listed = departures(facts_of(regency(jobs=jobs, posts=posts, employees=people), policy))
    assert listed["leaves_on"].to_list() == [dt.date(2027, 1, 1)]
