"""A first managerial post, rotation and breadth: one cause at a time."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from penata.policy import Weights

NOTHING = Weights(fit=0, wish=0, wish_step=0, accept=0, refusal=0, distance_per_10km=0, disruption=0, selection=0,
                  release=0)  # fmt: skip
Make = Callable[..., Any]
JOBS = [
    {"job_id": "guru", "name": "Guru", "category": "FUNGSIONAL", "ladder": "GURU", "level": "AHLI_MUDA"},
    {"job_id": "clerk", "name": "Staf", "category": "PELAKSANA", "family": "Umum"},
    {"job_id": "head", "name": "Kasubag", "category": "PENGAWAS", "level": "IV.a", "family": "Umum"},
]
POSTS = [
    {"post_id": "near:guru", "unit_id": "near", "job_id": "guru", "need": 1},
    {"post_id": "far:guru", "unit_id": "far", "job_id": "guru", "need": 2},
    {"post_id": "clinic:head", "unit_id": "clinic", "job_id": "head", "need": 1},
    {"post_id": "far:head", "unit_id": "far", "job_id": "head", "need": 1},
]


def _weighing(**weights: int) -> Weights:
    return Weights(**{name: getattr(NOTHING, name) for name in Weights.__dataclass_fields__} | weights)


def _year(predicate: str) -> list[dict[str, Any]]:
    return [{"employee_id": "1", "period": "2025", "predicate": predicate}]


@pytest.mark.parametrize(
    ("person", "appraisals", "points"),
    [
        ({}, [], 0),
        ({"potential": 3}, [], 10),
        ({"potential": 1}, [], -10),
        ({"cpns_on": dt.date(2010, 1, 1)}, [], 10),
        ({"cpns_on": dt.date(2026, 6, 1)}, [], -10),
        ({}, _year("SANGAT_BAIK"), 10),
        ({"potential": 3, "cpns_on": dt.date(2010, 1, 1)}, _year("SANGAT_BAIK"), 30),
        ({"post_id": "far:head", "potential": 3}, _year("SANGAT_BAIK"), 0),
    ],
)
def test_development_counts_performance_potential_and_service(
    town: Make, person: dict[str, Any], appraisals: list[dict[str, Any]], points: int
) -> None:
    place = town(_weighing(development=30), person=person, jobs=JOBS, posts=POSTS, appraisals=appraisals)
    assert place.parts("1", "clinic:head") == ({"development": points} if points else {})
    assert place.parts("1", "far:guru") == {}


def test_development_is_towards_the_first_managerial_post_only(town: Make) -> None:
    led = [{"employee_id": "1", "job_id": "head", "unit_id": "far", "started_on": dt.date(2015, 1, 1),
            "ended_on": dt.date(2018, 1, 1)}]  # fmt: skip
    tables = {"jobs": JOBS, "posts": POSTS, "appraisals": _year("SANGAT_BAIK")}
    assert town(_weighing(development=30), **tables).parts("1", "clinic:head") == {"development": 10}
    assert town(_weighing(development=30), service_history=led, **tables).parts("1", "clinic:head") == {}


@pytest.mark.parametrize(
    ("since", "points"),
    [
        (None, 0),
        (dt.date(2021, 7, 1), 0),  # 59 months
        (dt.date(2021, 6, 30), 0),  # 60 months: the term itself
        (dt.date(2019, 6, 30), 16),  # 24 months beyond, of 60
        (dt.date(2016, 6, 30), 40),
        (dt.date(2001, 6, 30), 40),
    ],
)
def test_rotation_counts_the_months_beyond_the_term(town: Make, since: dt.date | None, points: int) -> None:
    place = town(_weighing(rotation=40), person={"in_post_since": since})
    assert place.parts("1", "far:guru") == ({"rotation": points} if points else {})


def test_rotation_sends_nobody_protected_away_unasked(town: Make) -> None:
    ill = [{"employee_id": "1", "kind": "ILLNESS", "from": dt.date(2026, 1, 1)}]
    wish = [{"employee_id": "1", "unit_id": "far", "stance": "WANT", "rank": 1}]
    long = {"in_post_since": dt.date(2001, 1, 1)}
    assert town(_weighing(rotation=40), person=long, conditions=ill).parts("1", "far:guru") == {}
    asked = town(_weighing(rotation=40), person=long, conditions=ill, wishes=wish)
    assert asked.parts("1", "far:guru") == {"rotation": 40}
    unseated = town(_weighing(rotation=40), person={**long, "post_id": None})
    assert unseated.parts("1", "far:guru") == {}


def test_rotation_takes_the_term_that_the_agency_sets(town: Make) -> None:
    place = town(_weighing(rotation=40), person={"in_post_since": dt.date(2022, 6, 30)})
    place.policy.parameters["mut.max_months"] = 24
    assert place.parts("1", "far:guru") == {"rotation": 40}


def _history(*places: tuple[str, str]) -> list[dict[str, Any]]:
    return [
        {"employee_id": "1", "job_id": job, "unit_id": unit, "started_on": dt.date(2015, 1, 1),
         "ended_on": dt.date(2016, 1, 1)}
        for unit, job in places
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("history", "where", "points"),
    [
        ([], "clinic:head", 0),  # nothing told: neither new nor known
        (_history(("near", "guru")), "clinic:head", 30),
        (_history(("near", "guru")), "far:guru", 15),
        (_history(("far", "guru")), "far:guru", 0),
        (_history(("far", "guru")), "clinic:head", 23),  # a third unit counts half: 7.5 + 15, halves up
        (_history(("far", "clerk")), "clinic:head", 8),  # the unit is the third, the field is known
    ],
)
def test_breadth_counts_what_is_new_and_less_for_each_that_is_known(
    town: Make, history: list[dict[str, Any]], where: str, points: int
) -> None:
    person = {"in_job_since": dt.date(2020, 1, 1)}
    place = town(_weighing(breadth=30), person=person, jobs=JOBS, posts=POSTS, service_history=history)
    assert place.parts("1", where) == ({"breadth": points} if points else {})
