"""Who is proposed to the committee for a vacant leading post."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from penata.eligibility import shortlist_pairs
from penata.facts import facts_of
from penata.policy import parse_policy
from penata.tables import Dataset

D = dt.date
Build = Callable[[Mapping[str, Sequence[Mapping[str, Any]]]], Dataset]

UNITS = [{"unit_id": u, "agency_id": a, "name": u} for u, a in (("U1", "A"), ("U2", "A"), ("V1", "B"))]
JOBS = [
    {"job_id": "KS", "name": "Kepala Seksi", "category": "PENGAWAS", "level": "IV.a", "family": "DIK"},
    {"job_id": "KB", "name": "Kepala Bidang", "category": "ADMINISTRATOR", "level": "III.b", "family": "DIK"},
    {"job_id": "AD", "name": "Pengadministrasi", "category": "PELAKSANA", "family": "ADM"},
    {"job_id": "GP", "name": "Guru Pertama", "category": "FUNGSIONAL", "ladder": "GURU", "level": "AHLI_PERTAMA",
     "family": "DIK"},
    {"job_id": "GM", "name": "Guru Muda", "category": "FUNGSIONAL", "ladder": "GURU", "level": "AHLI_MUDA",
     "family": "DIK"},
    {"job_id": "PM", "name": "Perawat Muda", "category": "FUNGSIONAL", "ladder": "PERAWAT", "level": "AHLI_MUDA",
     "family": "KES"},
]  # fmt: skip
LONG_AGO = D(2015, 1, 1)


def test_shortlist_holds_the_same_level_and_one_step_below(build: Build) -> None:
    seats = ("KSU1", "KSU2", "KBU1", "ADU1", "GPU1", "GMU1", "PMU1", "KSV1")
    posts = [{"post_id": seat, "job_id": seat[:2], "unit_id": seat[2:], "need": 1} for seat in seats]
    people = {
        "SAME": "KSU1", "ABOVE": "KBU1", "BELOW": "ADU1", "TEACHER": "GMU1", "JUNIOR": "GPU1", "NURSE": "PMU1",
        "ELSEWHERE": "KSV1",
    }  # fmt: skip
    employees = [
        {"employee_id": name, "name": name, "employment": "PNS", "birth_date": D(1985, 1, 1), "post_id": seat,
         "in_post_since": LONG_AGO, "in_job_since": LONG_AGO, "education_level": "S1"}
        for name, seat in people.items()
    ]  # fmt: skip
    assert _names(build, posts, employees) == {
        "KSU2": [("BELOW", "PROMOTION"), ("JUNIOR", "PROMOTION"), ("SAME", "LATERAL"), ("TEACHER", "CHANGE_OF_FAMILY")]
    }


def test_shortlist_leaves_out_who_does_not_meet_the_requirements(build: Build) -> None:
    posts = [
        {"post_id": "KS", "job_id": "KS", "unit_id": "U1", "need": 1},
        {"post_id": "AD", "job_id": "AD", "unit_id": "U1", "need": 9},
    ]
    base = {"employment": "PNS", "birth_date": D(1985, 1, 1), "post_id": "AD", "in_post_since": LONG_AGO,
            "in_job_since": LONG_AGO, "education_level": "S1"}  # fmt: skip
    employees = [
        {**base, "employee_id": "FIT", "name": "FIT"},
        {**base, "employee_id": "SCHOOL", "name": "SCHOOL", "education_level": "SMA"},
        {**base, "employee_id": "CONTRACT", "name": "CONTRACT", "employment": "PPPK"},
        {**base, "employee_id": "AWAY", "name": "AWAY", "status": "STUDY_LEAVE"},
        {**base, "employee_id": "NEW", "name": "NEW", "in_post_since": D(2026, 1, 1)},
    ]
    assert _names(build, posts, employees) == {"KS": [("FIT", "PROMOTION")]}


def test_shortlist_is_empty_where_the_post_is_held_or_planned(build: Build) -> None:
    posts = [
        {"post_id": "HELD", "job_id": "KS", "unit_id": "U1", "need": 1},
        {"post_id": "BARE", "job_id": "KS", "unit_id": "U2"},
    ]
    employees = [{"employee_id": "E", "name": "E", "employment": "PNS", "birth_date": D(1985, 1, 1), "post_id": "HELD",
                  "in_post_since": LONG_AGO}]  # fmt: skip
    assert _names(build, posts, employees) == {"BARE": [("E", "LATERAL")]}
    assert _names(build, posts, employees, "[categories]\nPENGAWAS = 'plan'") == {}
    assert _names(build, posts[:1], employees) == {}


def _names(
    build: Build, posts: list[dict[str, Any]], employees: list[dict[str, Any]], policy: str = ""
) -> dict[str, list[tuple[str, str]]]:
    dataset = build({"units": UNITS, "jobs": JOBS, "posts": posts, "employees": employees})
    chosen = parse_policy(f"as_of = 2026-06-30\n{policy}")
    facts = facts_of(dataset, chosen)
    names, places = facts.persons["employee_id"].to_list(), facts.posts["post_id"].to_list()
    found: dict[str, list[tuple[str, str]]] = {}
    for who, where, direction, _ in shortlist_pairs(facts, dataset, chosen).iter_rows():
        found.setdefault(places[where], []).append((names[who], direction))
    return found


def test_opened_posts_are_looked_at_as_if_a_seat_were_empty(build: Build) -> None:
    posts = [{"post_id": seat, "job_id": seat[:2], "unit_id": seat[2:], "need": 1} for seat in ("KSU1", "ADU1", "KSU2")]
    employees = [
        {"employee_id": name, "name": name, "employment": "PNS", "birth_date": D(1985, 1, 1), "post_id": seat,
         "in_post_since": LONG_AGO, "in_job_since": LONG_AGO, "education_level": "S1"}
        for name, seat in {"HEAD": "KSU1", "CLERK": "ADU1"}.items()
    ]  # fmt: skip
    dataset = build({"units": UNITS, "jobs": JOBS, "posts": posts, "employees": employees})
    policy = parse_policy("as_of = 2026-06-30")
    facts = facts_of(dataset, policy)
    rows = dict(facts.posts.select("post_id", "post").iter_rows())
    found = shortlist_pairs(facts, dataset, policy, opened=[rows["KSU1"], rows["ADU1"]])
    assert found.select("person", "post", "direction").rows() == [(0, rows["KSU1"], "PROMOTION")]  # 0 is CLERK
