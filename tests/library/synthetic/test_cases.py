"""What is planted stands in the tables as ``cases.json`` says."""

import datetime as dt
from typing import Any

import polars as pl
import pytest

from penata.facts import facts_of
from penata.policy import parse_policy
from penata.synthetic import World, synthesise

DAY = dt.date(2026, 6, 30)


@pytest.fixture(scope="module", params=[300, 3_000])
def world(request: pytest.FixtureRequest) -> World:
    return synthesise(seed=11, employees=request.param, as_of=DAY)


@pytest.fixture(scope="module")
def persons(world: World) -> pl.DataFrame:
    return facts_of(world.dataset, parse_policy(world.policy)).persons


@pytest.fixture(scope="module")
def posts(world: World) -> pl.DataFrame:
    return facts_of(world.dataset, parse_policy(world.policy)).posts


def test_all_five_stories_are_told(world: World) -> None:
    assert list(world.cases["stories"]) == ["kepahiang", "salatiga", "jambi", "sorong", "semarang"]


def test_planted_people_sit_where_it_is_said(world: World, persons: pl.DataFrame) -> None:
    seats = dict(persons.select("employee_id", "post_id").rows())
    roles = _roles(world)
    assert len(roles) == 17
    assert {name: seats[role["employee_id"]] for name, role in roles.items()} == {
        name: role["post_id"] for name, role in roles.items()
    }


def test_planted_people_are_free_to_move(world: World, persons: pl.DataFrame) -> None:
    ids = [role["employee_id"] for role in _roles(world).values()]
    cast = persons.filter(pl.col("employee_id").is_in(ids))
    assert cast["counted"].all()
    assert cast.select("discipline").null_count().item() == cast.height
    assert set(cast["predicate_last"]) <= {"BAIK", "SANGAT_BAIK"}


@pytest.mark.parametrize(
    ("story", "post", "shortage", "surplus"),
    [
        ("kepahiang", "health_planners", 0, 1),
        ("kepahiang", "agriculture_planner", 1, 0),
        ("kepahiang", "education_planner", 1, 0),
        ("salatiga", "finance_staff", 0, 2),
        ("salatiga", "public_service_staff", 2, 0),
        ("salatiga", "education_staff", 2, 0),
        ("jambi", "town_mathematics", 0, 1),
        ("jambi", "plain_mathematics", 0, 0),
        ("jambi", "remote_class", 2, 0),
        ("sorong", "oversight_head", 1, 0),
        ("semarang", "first_managerial_post", 1, 0),
        ("semarang", "surge_counter", 3, 0),
    ],
)
def test_planted_posts_are_short_or_full(
    world: World, posts: pl.DataFrame, story: str, post: str, shortage: int, surplus: int
) -> None:
    row = posts.row(by_predicate=pl.col("post_id") == world.cases["stories"][story]["posts"][post], named=True)
    assert (row["shortage"], row["surplus"]) == (shortage, surplus)


@pytest.mark.parametrize(("case", "months"), [("barred_23_months", 23), ("boundary_24_months", 24)])
def test_months_in_post_stand_at_the_boundary(world: World, persons: pl.DataFrame, case: str, months: int) -> None:
    person = world.cases["cases"][case]["people"][case]["employee_id"]
    row = persons.row(by_predicate=pl.col("employee_id") == person, named=True)
    assert (row["months_in_post"], row["months_in_unit"], row["months_in_job"]) == (months, months, months)


def test_remote_school_is_short_and_remote(world: World, posts: pl.DataFrame) -> None:
    short = world.cases["stories"]["jambi"]["posts"]["remote_mathematics"]
    row = posts.row(by_predicate=pl.col("post_id") == short, named=True)
    assert (row["remote"], row["filled"]) == (True, 0)
    assert row["need"] >= 1


def test_acting_head_leads_the_vacant_seat(world: World) -> None:
    story = world.cases["stories"]["sorong"]
    duties = world.dataset["duties"].filter(pl.col("post_id") == story["posts"]["oversight_head"])
    assert duties.select("employee_id", "kind").rows() == [
        (story["people"]["acting_head"]["employee_id"], "ACTING_PLT")
    ]


def test_decision_pins_the_planted_teacher(world: World) -> None:
    pinned = world.cases["cases"]["pinned"]["people"]["pinned"]["employee_id"]
    assert world.dataset["decisions"].select("employee_id", "kind").rows() == [(pinned, "PIN")]


def test_faults_are_in_the_data(world: World, persons: pl.DataFrame) -> None:
    faults = {fault["kind"]: fault for fault in world.cases["faults"]}
    employees = world.dataset["employees"]
    for kind in ("IN_POST_SINCE_MISSING", "EDUCATION_FIELD_MISSING", "EDUCATION_LEVEL_MISSING", "RANK_MISSING"):
        hit = employees.filter(pl.col("employee_id").is_in(faults[kind]["ids"]))
        assert hit[faults[kind]["column"]].null_count() == hit.height == len(faults[kind]["ids"]) > 0
    wrong = employees.filter(pl.col("employee_id").is_in(faults["NIP_BIRTH_DATE"]["ids"]))
    agrees = pl.col("employee_id").str.slice(0, 8) == pl.col("birth_date").dt.strftime("%Y%m%d")
    assert wrong.select(agrees.any(), pl.len()).row(0) == (False, 4)
    past = persons.filter(pl.col("employee_id").is_in(faults["PAST_RETIREMENT_ACTIVE"]["ids"]))
    assert (past.height, past.select((pl.col("months_to_retirement") < 0).all()).item()) == (3, True)
    doubled = employees.filter(pl.col("post_id").is_in(faults["DOUBLED_SEAT"]["ids"])).group_by("post_id").len()
    assert doubled["len"].min() == 2
    needless = world.dataset["posts"].filter(pl.col("post_id").is_in(faults["NEED_MISSING"]["ids"]))
    assert (needless.height, needless["need"].null_count()) == (3, 3)


def test_few_posts_may_fall_below_their_need(world: World) -> None:
    """``cases.json`` tells that no donor falls below its need: a smaller number is written down for few posts."""
    posts = world.dataset["posts"].filter(pl.col("safe_minimum") < pl.col("need"))
    assert 1 <= posts.height <= 3
    assert posts.filter(pl.col("post_id") == world.cases["stories"]["semarang"]["posts"]["surge_counter"])[
        "safe_minimum"
    ].to_list() == [3]


def _roles(world: World) -> dict[str, dict[str, Any]]:
    parts = [*world.cases["stories"].values(), *world.cases["cases"].values()]
    return {name: role for part in parts for name, role in part["people"].items()}
