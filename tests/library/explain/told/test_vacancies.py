"""Posts that stay short: the funnel step by step, what alone would help, and nothing told on a few people."""

import datetime as dt
from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pytest
from small_agency import POLICY, agency, person
from told_regency import told_regency

from penata.eligibility.alone import lone_obstacles
from penata.explain.told.telling import Told, tell
from penata.planning import plan, worked_out

POSTS = [
    {"post_id": "sd1:guru", "unit_id": "sd1", "job_id": "guru-muda", "need": 2},
    {"post_id": "sd2:guru", "unit_id": "sd2", "job_id": "guru-muda", "need": 4},
    {"post_id": "sd3:guru", "unit_id": "sd3", "job_id": "guru-muda"},
    {"post_id": "dinas:kabid", "unit_id": "dinas", "job_id": "kabid", "need": 1},
]
NEW = dt.date(2026, 1, 1)
EMPLOYEES = [
    person("10", "sd1:guru"), person("11", "sd1:guru"), person("12", "sd1:guru", in_post_since=NEW),
    person("13", "sd1:guru", in_post_since=NEW), person("14", "sd1:guru", in_post_since=NEW, employment="CPNS"),
    person("20", "sd2:guru"), person("30", "sd3:guru"),
]  # fmt: skip


def told(**tables: list[dict[str, Any]]) -> Told:
    return tell(plan(agency(**{"posts": POSTS, "employees": EMPLOYEES, **tables}), POLICY))


@pytest.fixture(scope="module")
def school() -> Told:
    return told()


def test_vacancies_are_the_posts_that_stay_short(school: Told) -> None:
    assert school.vacancies.rows() == [
        ("dinas:kabid", 1, 0, 1, "COMMITTEE", 0, 0), ("sd2:guru", 4, 3, 1, "PLANNED", 0, 0),
    ]  # fmt: skip


def test_steps_lead_from_everybody_to_the_candidates(school: Told) -> None:
    assert school.steps.drop("words").rows() == [
        ("sd2:guru", 1, "AGENCY", 7, None), ("sd2:guru", 2, "CATEGORY", 7, None), ("sd2:guru", 3, "LEVEL", 7, None),
        ("sd2:guru", 4, "ORIGIN", 6, 1), ("sd2:guru", 5, "MUT-12-PNS", 5, 1), ("sd2:guru", 6, "MUT-03", 3, 2),
        ("sd2:guru", 7, "CANDIDATES", 3, None),
    ]  # fmt: skip
    assert school.steps["words"][0] == "pegawai instansi ini"
    assert school.steps["words"][5].startswith("belum memenuhi: sekurangnya 24 bulan")


def test_only_people_whom_one_thing_keeps_away_are_counted_as_help(school: Told) -> None:
    helps = school.helps.drop("words").rows()
    assert helps == [
        ("sd2:guru", 1, "MUT-03", 2, 2), ("sd2:guru", 2, "MUT-12-PNS", 1, 1), ("sd2:guru", 3, "ORIGIN", 1, 0),
    ]  # fmt: skip
    assert school.helps["words"].to_list()[2] == (
        "1 pegawai hanya terhalang satu hal: kebutuhan atau rencana bagi formasi asalnya; tidak seorang pun dapat "
        "dilepas formasinya"
    )


def test_few_people_with_a_personal_condition_are_told_apart_by_nothing() -> None:
    ill = [{"employee_id": who, "kind": "UNDER_EXAMINATION", "from": NEW} for who in ("10", "11")]
    policy = replace(POLICY, gates={"DISCIPLINE_STATEMENT": "forbid"})
    found = tell(plan(agency(posts=POSTS, employees=EMPLOYEES, conditions=ill), policy))
    stages = found.steps.select("stage", "lost").rows()
    assert ("MUT-03/PERSONAL", 4) in stages
    assert not any("DIS" in stage or stage == "PERSONAL" for stage, _ in stages)
    assert not found.helps["obstacle"].str.contains("DIS|PERSONAL").any()


def test_many_people_with_a_personal_condition_are_one_step() -> None:
    more = [person(f"4{n}", "sd1:guru") for n in range(6)]
    ill = [{"employee_id": f"4{n}", "kind": "UNDER_EXAMINATION", "from": NEW} for n in range(6)]
    policy = replace(POLICY, gates={"DISCIPLINE_STATEMENT": "forbid"})
    found = tell(plan(agency(posts=POSTS, employees=[*EMPLOYEES, *more], conditions=ill), policy))
    row = found.steps.filter(pl.col("stage") == "PERSONAL").row(0, named=True)
    assert (row["lost"], row["words"]) == (6, "belum memenuhi syarat pribadi")
    help_ = found.helps.filter(pl.col("obstacle") == "PERSONAL").row(0, named=True)
    assert (help_["people"], help_["free"]) == (6, 6)


def test_remaining_goes_down_to_the_candidates_in_every_funnel() -> None:
    _, _, whole = told_regency()
    for (_post,), steps in whole.steps.group_by("post_id"):
        rest = steps.sort("place").filter(~pl.col("stage").is_in(["AGENCY", "CATEGORY"]))["remaining"]
        assert rest.is_sorted(descending=True)
        assert rest[-1] == rest[-2] or steps.sort("place")["stage"][-2] in {"LEVEL", "WIDER"}


def test_planned_vacancy_could_not_be_filled_by_anybody_who_is_free() -> None:
    _, _, whole = told_regency()
    planned = whole.vacancies.filter(pl.col("state") == "PLANNED")
    assert planned.height
    assert (planned["needed_elsewhere"] <= planned["candidates"]).all()


def test_lone_obstacle_is_lifted_by_what_it_names() -> None:
    """Whoever one rule alone keeps away is a candidate once the rule is switched off."""
    dataset, made, _ = told_regency()
    work = made.workings
    short = work.facts.posts.filter((pl.col("shortage") > 0) & (pl.col("treatment") == "plan"))
    spared = np.ones(work.facts.persons.height, np.bool_)
    posts = short["post"].cast(pl.Int64).to_numpy()
    found = lone_obstacles(work.facts, dataset, work.policy, posts, spared)
    rule = "MUT-03"
    off = replace(POLICY, rules_off=frozenset({rule}))
    pairs = [worked_out(dataset, policy).pairs.group_by("post").len() for policy in (POLICY, off)]
    more = (
        pairs[1]
        .join(pairs[0], on="post", how="left")
        .select("post", n=pl.col("len") - pl.col("len_right").fill_null(0))
    )
    counted = found.filter(pl.col("obstacle") == rule).select("post", "people")
    assert counted.height
    joined = counted.join(more, on="post", how="left")
    assert joined["people"].to_list() == joined["n"].cast(pl.Int64).to_list()
