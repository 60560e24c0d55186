"""Who could lead a school or health centre, beside the own seat."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl

from penata.eligibility.headship import headship_pairs, vacant_headships
from penata.facts import facts_of
from penata.policy import parse_policy
from penata.tables import Dataset

D = dt.date
Build = Callable[[Mapping[str, Sequence[Mapping[str, Any]]]], Dataset]
POLICY = parse_policy("as_of = 2026-06-30")
UNITS = [
    {"unit_id": unit, "agency_id": "A", "name": unit, "kind": kind, "district_id": district}
    for unit, kind, district in (
        ("SD1", "SCHOOL", "near"), ("SD2", "SCHOOL", "near"), ("SMP", "SCHOOL", "near"), ("SD3", "SCHOOL", "far"),
        ("PKM", "HEALTH_CENTRE", "near"),
    )
]  # fmt: skip
DISTRICTS = [{"district_id": name, "name": name} for name in ("near", "far")]
SCHOOLS = [{"unit_id": unit, "stage": unit[:3].rstrip("123")} for unit in ("SD1", "SD2", "SMP", "SD3")]
JOBS = [
    {"job_id": "KS", "name": "Kepala Sekolah", "category": "FUNGSIONAL", "ladder": "KS", "family": "DIK"},
    {"job_id": "G", "name": "Guru", "category": "FUNGSIONAL", "ladder": "GURU", "level": "AHLI_MUDA", "family": "DIK"},
    {"job_id": "P", "name": "Perawat", "category": "FUNGSIONAL", "ladder": "PERAWAT", "family": "KES"},
]
POSTS = [
    {"post_id": "head", "unit_id": "SD1", "job_id": "KS", "need": 0, "leads_unit": True},
    *({"post_id": f"G {unit}", "unit_id": unit, "job_id": "G", "need": 5} for unit in ("SD1", "SD2", "SMP", "SD3")),
    {"post_id": "P PKM", "unit_id": "PKM", "job_id": "P", "need": 5},
]


def town(build: Build, people: Mapping[str, Mapping[str, Any]], **tables: Any) -> tuple[Dataset, Any]:
    base = {"employment": "PNS", "birth_date": D(1985, 1, 1), "in_post_since": D(2015, 1, 1), "rank": "III/d",
            "in_job_since": D(2015, 1, 1), "education_level": "S1"}  # fmt: skip
    employees = [{**base, "employee_id": name, "name": name, **own} for name, own in people.items()]
    credentials = [{"employee_id": name, "kind": "TEACHER_CERTIFICATE"} for name in people if name != "UNPROVEN"]
    dataset = build({
        "units": UNITS, "districts": DISTRICTS, "schools": SCHOOLS, "jobs": JOBS, "posts": POSTS,
        "employees": employees, "credentials": credentials, **tables,
    })  # fmt: skip
    return dataset, facts_of(dataset, POLICY)


def named(dataset: Dataset, facts: Any) -> list[str]:
    pairs = headship_pairs(facts, dataset, POLICY, vacant_headships(facts, dataset))
    return facts.persons["employee_id"].gather(pairs["person"]).to_list()


def test_people_of_the_school_and_of_like_ones_in_the_district_are_proposed(build: Build) -> None:
    people = {"HERE": "G SD1", "NEAR": "G SD2", "STAGE": "G SMP", "FAR": "G SD3", "NURSE": "P PKM"}
    assert named(*town(build, {name: {"post_id": post} for name, post in people.items()})) == ["HERE", "NEAR"]


def test_nobody_who_fails_the_requirements_is_proposed_and_what_is_not_known_stays_a_gate(build: Build) -> None:
    seat = {"post_id": "G SD1"}
    dataset, facts = town(build, {
        "FIT": seat, "LOW": {**seat, "rank": "III/a"}, "OLD": {**seat, "birth_date": D(1968, 1, 1)},
        "AWAY": {**seat, "status": "STUDY_LEAVE"}, "UNPROVEN": seat,
    })  # fmt: skip
    assert named(dataset, facts) == ["FIT", "UNPROVEN"]


def test_headship_is_vacant_under_an_acting_head_and_not_under_a_duty(build: Build) -> None:
    people = {"A": {"post_id": "G SD1"}}
    for kind, since, vacant in (("ADDITIONAL", D(2020, 1, 1), []), ("ADDITIONAL", D(2027, 1, 1), ["head"]),
                                ("ACTING_PLT", D(2020, 1, 1), ["head"])):  # fmt: skip
        duties = [{"employee_id": "A", "post_id": "head", "kind": kind, "from": since}]
        dataset, facts = town(build, people, duties=duties)
        assert vacant_headships(facts, dataset)["post_id"].to_list() == vacant


def test_who_leads_already_is_left_out(build: Build) -> None:
    second = {"post_id": "head2", "unit_id": "SD2", "job_id": "KS", "need": 0, "leads_unit": True}
    people = {"HEAD": {"post_id": "G SD2"}, "TEACHER": {"post_id": "G SD2"}}
    duties = [{"employee_id": "HEAD", "post_id": "head2", "kind": "ADDITIONAL", "from": D(2020, 1, 1)}]
    dataset, facts = town(build, people, posts=[*POSTS, second], duties=duties)
    assert named(dataset, facts) == ["TEACHER"]
    assert headship_pairs(facts, dataset, POLICY, pl.DataFrame(schema={"post": pl.UInt32})).height == 0
