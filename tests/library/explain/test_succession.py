"""Chains of succession: what a choice opens, who follows, and where it ends."""

import datetime as dt
from typing import Any

import polars as pl
import pytest

from penata.eligibility import shortlist_pairs
from penata.explain.succession import SUCCESSION, succession
from penata.facts import Facts, facts_of
from penata.merit import shortlist_points
from penata.policy import parse_policy
from penata.synthetic import synthesise
from penata.tables import TABLES, Dataset, dataset_of

D = dt.date
POLICY = parse_policy("as_of = 2026-06-30")
JOBS = [
    {"job_id": "III.b", "name": "Kepala Bidang", "category": "ADMINISTRATOR", "level": "III.b", "family": "F"},
    {"job_id": "IV.a", "name": "Kepala Seksi", "category": "PENGAWAS", "level": "IV.a", "family": "F"},
    {"job_id": "IV.b", "name": "Kasubag TU", "category": "PENGAWAS", "level": "IV.b", "family": "F"},
    {"job_id": "clerk", "name": "Pengadministrasi", "category": "PELAKSANA", "family": "F"},
]


def town(people: dict[str, str | None], needs: dict[str, int]) -> tuple[Dataset, Facts]:
    """People by id with their post; posts are named ``job unit``."""
    rows: dict[str, list[dict[str, Any]]] = {
        "agencies": [{"agency_id": "A", "name": "Kab"}],
        "units": [{"unit_id": u, "agency_id": "A", "name": u} for u in ("1", "2", "3")],
        "jobs": JOBS,
        "posts": [
            {"post_id": post, "job_id": post.split()[0], "unit_id": post.split()[1], "need": need}
            for post, need in needs.items()
        ],
        "employees": [
            {"employee_id": who, "name": who, "employment": "PNS", "birth_date": D(1985, 1, 1), "post_id": post,
             "job_id": None if post else "clerk", "in_post_since": D(2015, 1, 1), "in_job_since": D(2015, 1, 1),
             "education_level": "S1", "rank": "III/d"}
            for who, post in people.items()
        ],
    }  # fmt: skip
    frames = {name: TABLES[name].conform(pl.DataFrame(given, infer_schema_length=None)) for name, given in rows.items()}
    dataset = dataset_of(frames)
    return dataset, facts_of(dataset, POLICY)


def chains(dataset: Dataset, facts: Facts, first: int = 1) -> list[tuple[Any, ...]]:
    pairs = shortlist_pairs(facts, dataset, POLICY)
    shortlist = shortlist_points(facts, dataset, POLICY, pairs)
    found = succession(facts, dataset, POLICY, shortlist, first=first)
    return found.select("choice", "link", "seat_id", "employee_id", "steps", "opens", "end").rows()


NEEDS = {"III.b 1": 1, "IV.a 1": 1, "IV.b 1": 1, "clerk 1": 1, "clerk 2": 1}


def test_chain_goes_down_step_by_step_to_a_seat_that_need_not_be_filled() -> None:
    people = {"chief": "IV.a 1", "deputy": "IV.b 1", "scribe": "clerk 1", "spare": "clerk 1"}
    assert chains(*town(people, NEEDS)) == [
        (1, 1, "III.b 1", "chief", 1, "IV.a 1", None),
        (1, 2, "IV.a 1", "deputy", 1, "IV.b 1", None),
        (1, 3, "IV.b 1", "scribe", 1, "clerk 1", "NOT_NEEDED"),
    ]


def test_seat_that_the_plan_fills_is_taken_from_a_post_with_too_many() -> None:
    people = {"chief": "IV.a 1", "deputy": "IV.b 1", "e_scribe": "clerk 1", "spare": "clerk 2", "other": "clerk 2"}
    found = chains(*town(people, {**NEEDS, "clerk 2": 0}))
    assert found[2:] == [
        (1, 3, "IV.b 1", "e_scribe", 1, "clerk 1", None),
        (1, 4, "clerk 1", "other", 0, "clerk 2", "NOT_NEEDED"),
    ]


def test_seat_left_short_is_said() -> None:
    people = {"chief": "IV.a 1", "deputy": "IV.b 1", "scribe": "clerk 1"}
    assert chains(*town(people, NEEDS))[-1] == (1, 3, "IV.b 1", "scribe", 1, "clerk 1", "SHORT")


def test_chain_ends_where_nobody_rises_and_nobody_is_moved_across() -> None:
    people = {"chief": "IV.a 1", "peer": "IV.a 2"}
    found = chains(*town(people, {"III.b 1": 1, "IV.a 1": 1, "IV.a 2": 1}), first=2)
    assert found == [
        (1, 1, "III.b 1", "chief", 1, "IV.a 1", "NOBODY"),
        (2, 1, "III.b 1", "peer", 1, "IV.a 2", "NOBODY"),
    ]


def test_person_without_a_seat_opens_none() -> None:
    assert chains(*town({"new": None}, {"IV.b 1": 1, "clerk 1": 1})) == [(1, 1, "IV.b 1", "new", 1, None, "NO_SEAT")]


@pytest.fixture(scope="module")
def found() -> tuple[pl.DataFrame, Facts]:
    world = synthesise(seed=5, employees=600, as_of=D(2026, 6, 30))
    dataset, policy = world.dataset, parse_policy(world.policy)
    facts = facts_of(dataset, policy)
    shortlist = shortlist_points(facts, dataset, policy, shortlist_pairs(facts, dataset, policy))
    once = succession(facts, dataset, policy, shortlist)
    again = succession(facts, dataset, policy, shortlist.sample(fraction=1.0, shuffle=True, seed=1))
    assert once.equals(again)
    return once, facts


def test_chains_hang_together(found: tuple[pl.DataFrame, Facts]) -> None:
    links, facts = found
    assert links.schema == SUCCESSION
    assert links["link"].max() > 1  # type: ignore[operator]
    chain = ("post_id", "choice")
    assert links.select(pl.struct(*chain, "employee_id").is_duplicated().any()).item() is False
    nxt = links.with_columns(pl.col("seat_id").shift(-1).over(chain).alias("next"))
    assert nxt.filter(pl.col("end").is_null() != pl.col("next").is_not_null()).height == 0
    assert nxt.filter(pl.col("next").is_not_null() & (pl.col("next") != pl.col("opens"))).height == 0
    assert links.filter((pl.col("link") == 1) & (pl.col("seat_id") != pl.col("post_id"))).height == 0
    own = links.join(facts.persons.select("employee_id", "post_id"), on="employee_id", suffix="_own")
    assert own.filter(pl.col("opens").ne_missing(pl.col("post_id_own"))).height == 0
