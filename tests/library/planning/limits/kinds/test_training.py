"""Seats in courses for who lacks what the new post asks."""

import datetime as dt
from typing import Any

from limited_agency import limited, post
from small_agency import JOBS, person

from penata.policy.limits import Limits

ASKED = Limits(training=True)
JOB = [*JOBS, {"job_id": "lab", "name": "Guru Laboratorium", "category": "FUNGSIONAL", "ladder": "GURU",
               "level": "AHLI_MUDA", "family": "Pendidikan", "certificates": ["K3 Lab"]}]  # fmt: skip
POSTS = [post("sd1:g", 1), post("sd2:lab", 3, "lab")]
PEOPLE = [
    person("E1", "sd1:g", certificates=["k3  lab"]), person("E2", "sd1:g", certificates=[]), person("E3", "sd1:g"),
    person("E4", "sd1:g", certificates=["lain"]),
]  # fmt: skip
LEVELS = [{"job_id": "lab", "competency": "Integritas", "level": 3}]
HELD = [{"employee_id": "E1", "competency": "integritas", "level": 1},
        {"employee_id": "E2", "competency": "Integritas", "level": 3},
        {"employee_id": "E4", "competency": "Integritas", "level": 2}]  # fmt: skip


def course(course_id: str, **more: Any) -> dict[str, Any]:
    return {"course_id": course_id, "name": course_id, "starts_on": dt.date(2026, 7, 1), "seats": 1,
            "ends_on": dt.date(2026, 7, 9), **more}  # fmt: skip


def case(courses: list[dict[str, Any]]) -> Any:
    return limited(ASKED, posts=POSTS, employees=PEOPLE, jobs=JOB, courses=courses, job_competencies=LEVELS,
                   competencies=HELD)  # fmt: skip


def test_certificate_takes_a_seat_of_who_is_known_to_lack_it() -> None:
    found = case([course("C1", certificate="K3 LAB")])
    assert found.limits == [("TRAINING", "certificate k3 lab", 1)]
    assert found.limit("certificate k3 lab").words == "kursi pelatihan K3 LAB: 1"
    moved = found.used(E1="sd2:lab", E2="sd2:lab", E3="sd2:lab")
    assert moved == {"certificate k3 lab": 1}, "E1 holds it, of E3 nothing is known"
    assert found.broken(E2="sd2:lab", E4="sd2:lab") == ["certificate k3 lab"]


def test_competency_takes_a_seat_at_the_level_or_above() -> None:
    above = case([course("C1", competency="INTEGRITAS", level=2), course("C2", competency="integritas", level=4)])
    assert above.limits == [("TRAINING", "competency integritas 3", 1)], "a seat at level 2 is of no use"
    found = case([course("C2", competency="integritas", level=3, seats=0)])
    assert found.limits == [("TRAINING", "competency integritas 3", 0)]
    assert found.limit("competency integritas 3").words == "kursi pelatihan integritas tingkat 3 ke atas: 0"
    assert found.used(E1="sd2:lab", E2="sd2:lab", E4="sd2:lab") == {"competency integritas 3": 2}


def test_competency_that_no_course_brings_high_enough_is_not_limited() -> None:
    assert case([course("C1", competency="Integritas", level=2, seats=0)]).limits == []


def test_course_counts_only_ahead_and_fully_known() -> None:
    past = course("C1", certificate="K3 Lab", starts_on=dt.date(2026, 6, 1), seats=9)
    no_seats = course("C2", certificate="K3 Lab", seats=None)
    no_end = course("C3", certificate="K3 Lab", ends_on=None, seats=9)
    assert case([past, no_seats, no_end]).limits == [("TRAINING", "certificate k3 lab", 0)]


def test_what_no_course_gives_is_not_limited() -> None:
    assert case([]).limits == []
