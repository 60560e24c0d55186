"""Courses before duty: who lacks what, who gets a seat, and that no better assignment of seats exists."""

import datetime as dt
from itertools import product
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from small_agency import DAY, POLICY, agency, person

from penata.facts import facts_of
from penata.transition.dates import number
from penata.transition.training import Trained, trained
from penata.transition.waves import NEVER

POSTS: list[dict[str, Any]] = [
    {"post_id": "lama", "unit_id": "camat", "job_id": "staf", "need": 9},
    {"post_id": "baru", "unit_id": "dinas", "job_id": "ahli", "need": 9},
]
JOBS: list[dict[str, Any]] = [
    {"job_id": "staf", "name": "Staf", "category": "PELAKSANA", "family": "Umum"},
    {"job_id": "ahli", "name": "Ahli", "category": "PELAKSANA", "family": "Umum", "certificates": ["PBJ", "STR"]},
]
ASKED = [{"job_id": "ahli", "competency": "Analisis", "level": 3}]


def course(name: str, seats: int | None, week: int, **gives: Any) -> dict[str, Any]:
    """A course of five days, so many weeks after the snapshot."""
    starts = DAY + dt.timedelta(7 * week)
    return {"course_id": name, "name": name, "seats": seats, "starts_on": starts, "ends_on": starts + dt.timedelta(4),
            **gives}  # fmt: skip


def learn(people: list[dict[str, Any]], levels: dict[str, int], courses: list[dict[str, Any]]) -> Trained:
    """Everybody moves from "lama" to "baru"."""
    held = [{"employee_id": who, "competency": "analisis", "level": level} for who, level in levels.items()]
    dataset = agency(
        posts=POSTS, jobs=JOBS, employees=people, job_competencies=ASKED, competencies=held, courses=courses
    )
    facts = facts_of(dataset, POLICY)
    target = facts.posts.filter(pl.col("post_id") == "baru")["post"][0]
    moves = facts.persons.select("person", pl.lit(target, pl.UInt32).alias("post"))
    return trained(facts, dataset, POLICY, moves)


def test_only_what_is_known_to_be_lacking_is_asked() -> None:
    people = [
        person("1", "lama", certificates=["pbj"]),
        person("2", "lama", certificates=["Lain"]),
        person("3", "lama"),
    ]
    rows = learn(people, {"1": 3, "2": 1}, []).rows
    assert rows.select("employee_id", "lacks", "level_held", "level_asked", "status").rows() == [
        ("2", "Analisis", 1, 3, "NO_COURSE"), ("2", "PBJ", None, None, "NO_COURSE"),
    ]  # fmt: skip


def test_a_course_frees_its_people_the_day_after_it_ends() -> None:
    found = learn([person("1", "lama")], {"1": 1}, [course("A", 1, 2, competency="Analisis", level=3)])
    assert found.release.tolist() == [number(DAY + dt.timedelta(14 + 4 + 1))]
    assert found.rows.select("status", "course_id").rows() == [("PLACED", "A")]


def test_a_course_of_too_low_a_level_and_one_that_has_begun_do_not_help() -> None:
    courses = [
        course("rendah", 9, 2, competency="Analisis", level=2),
        course("lewat", 9, -1, competency="Analisis", level=3),
    ]
    found = learn([person("1", "lama")], {"1": 1}, courses)
    assert found.rows["status"].to_list() == ["NO_SEAT"]
    assert found.release.tolist() == [NEVER]


def test_a_course_whose_seats_are_not_known_takes_nobody() -> None:
    found = learn([person("1", "lama")], {"1": 1}, [course("A", None, 2, competency="Analisis", level=3)])
    assert found.rows["status"].to_list() == ["NO_SEAT"]


def test_nobody_sits_in_two_courses_on_one_day() -> None:
    both = [course("A", 1, 2, competency="Analisis", level=3), course("B", 1, 2, certificate="PBJ")]
    people = [person("1", "lama", certificates=["Lain"])]
    assert learn(people, {"1": 1}, both).placed == 0
    later = [both[0], course("B", 1, 3, certificate="PBJ")]
    assert learn(people, {"1": 1}, later).placed == 1


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=1, max_size=5),
       st.lists(st.tuples(st.integers(0, 2), st.integers(2, 4), st.integers(0, 3)), max_size=3))  # fmt: skip
def test_seats_are_never_exceeded_and_no_more_people_could_learn(
    levels: list[int], offers: list[tuple[int, int, int]]
) -> None:
    courses = [course(f"K{k}", seats, week, competency="Analisis", level=level)
               for k, (seats, level, week) in enumerate(offers)]  # fmt: skip
    ids = [str(k) for k in range(len(levels))]
    found = learn([person(i, "lama") for i in ids], dict(zip(ids, levels, strict=True)), courses)
    used = found.rows["course_id"].drop_nulls().to_list()
    assert all(used.count(row["course_id"]) <= row["seats"] for row in courses)
    needy = [level for level in levels if level < 3]
    fit = [k for k, (_, level, _) in enumerate(offers) if level >= 3]
    most = 0
    for choice in product([None, *fit], repeat=len(needy)):
        if all(choice.count(k) <= offers[k][0] for k in fit):
            most = max(most, sum(k is not None for k in choice))
    assert (found.placed, found.bound) == (most, most)
