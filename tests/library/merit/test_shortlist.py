"""The sheet of candidates: the parts add up to the points, steps and superiors are told."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from penata.facts import facts_of
from penata.merit import shortlist_points, shortlist_sheet
from penata.merit.shortlist import SHORTLIST_PARTS
from penata.merit.steps import steps, superiors
from penata.policy import Policy, Weights
from penata.synthetic import synthesise

DAY = dt.date(2026, 6, 30)
UNITS = [
    {"unit_id": "office", "agency_id": "A", "name": "Dinas", "kind": "OPD"},
    {"unit_id": "field", "agency_id": "A", "name": "Bidang", "kind": "DIVISION", "parent_id": "office"},
    {"unit_id": "section", "agency_id": "A", "name": "Seksi", "kind": "DIVISION", "parent_id": "field"},
]
JOBS = [
    {"job_id": name, "name": name, "category": category, "level": level, "family": "Umum"}
    for name, category, level in (
        ("head", "JPT", "II.b"), ("III.a", "ADMINISTRATOR", "III.a"), ("III.b", "ADMINISTRATOR", "III.b"),
        ("IV.a", "PENGAWAS", "IV.a"), ("IV.b", "PENGAWAS", "IV.b"), ("clerk", "PELAKSANA", None),
        ("muda", "FUNGSIONAL", "AHLI_MUDA"),
    )
]  # fmt: skip
POSTS = [
    {"post_id": "head", "unit_id": "office", "job_id": "head", "need": 1, "leads_unit": True},
    {"post_id": "field", "unit_id": "field", "job_id": "III.b", "need": 1, "leads_unit": True},
    {"post_id": "section", "unit_id": "section", "job_id": "IV.a", "need": 1, "leads_unit": True},
    *({"post_id": f"of {job['job_id']}", "unit_id": "section", "job_id": job["job_id"], "need": 3} for job in JOBS),
]


def people(*rows: tuple[str, str, str]) -> list[dict[str, Any]]:
    return [
        {"employee_id": name, "name": name, "employment": "PNS", "post_id": post, "rank": rank}
        for name, post, rank in rows
    ]


@pytest.mark.parametrize(
    ("own", "post", "step"),
    [
        ("of IV.b", "section", ("IV.b", "IV.a", 1, [])),
        ("of IV.a", "section", ("IV.a", "IV.a", 0, [])),
        ("of IV.a", "field", ("IV.a", "III.b", 1, [])),
        ("of IV.b", "field", ("IV.b", "III.b", 2, ["IV.a"])),
        ("of IV.a", "of III.a", ("IV.a", "III.a", 2, ["III.b"])),
        ("of clerk", "section", ("PELAKSANA", "IV.a", 1, [])),
        ("of muda", "section", ("AHLI_MUDA", "IV.a", 0, [])),
        ("of III.b", "section", ("III.b", "IV.a", -1, [])),
    ],
)
def test_steps_count_echelons_between_leading_posts_and_standing_elsewhere(
    town: Callable[..., Any], own: str, post: str, step: tuple[Any, ...]
) -> None:
    here = town(units=UNITS, jobs=JOBS, posts=POSTS, employees=people(("x", own, "III/c")))
    assert steps(here.facts, here.pairs(("x", post))).drop("person", "post").row(0) == step


def test_superior_is_the_head_of_the_next_higher_unit_that_has_one(town: Callable[..., Any]) -> None:
    here = town(
        units=UNITS, jobs=JOBS, posts=POSTS, employees=people(("boss", "head", "IV/b"), ("chief", "section", "III/d"))
    )
    names = here.facts.posts.select("post", "post_id")
    found = superiors(here.facts, here.dataset).join(names, on="post").select("post_id", "superior_id", "superior_rank")
    assert {post: (who, rank) for post, who, rank in found.rows()} == {
        "field": ("boss", "IV/b"),  # its own unit has no head, and a head's superior sits above anyway
        "section": ("boss", "IV/b"),
        **{f"of {job['job_id']}": ("chief", "III/d") for job in JOBS},
    }


def test_candidate_who_outranks_the_superior_is_marked(town: Callable[..., Any]) -> None:
    staff = people(("boss", "head", "IV/a"), ("high", "of IV.a", "IV/b"), ("low", "of IV.a", "IV/a"))
    staff.append({"employee_id": "grade", "name": "g", "employment": "PPPK", "post_id": "of IV.a", "rank": "IX"})
    here = town(units=UNITS, jobs=JOBS, posts=POSTS, employees=staff)
    sheet = shortlist_sheet(
        here.facts, here.dataset, here.policy, here.pairs(*((who, "field") for who in ("grade", "high", "low")))
    )
    assert {row["employee_id"]: row["outranks_superior"] for row in sheet.to_dicts()} == {
        "high": True, "low": False, "grade": None,
    }  # fmt: skip


def test_person_among_the_first_of_several_posts_is_told(town: Callable[..., Any]) -> None:
    here = town(
        units=UNITS, jobs=JOBS, posts=POSTS, employees=people(("x", "of IV.b", "III/c"), ("y", "of IV.b", "III/b"))
    )
    pairs = here.pairs(("x", "field"), ("x", "section"), ("y", "section"))
    sheet = shortlist_sheet(here.facts, here.dataset, here.policy, pairs)
    assert sheet.select("post_id", "place", "employee_id", "elsewhere").rows() == [
        ("field", 1, "x", 1), ("section", 1, "x", 1), ("section", 2, "y", 0),
    ]  # fmt: skip


WORLD = synthesise(seed=3, employees=300, as_of=DAY).dataset


@settings(max_examples=20, deadline=None)
@given(fit=st.integers(0, 90), selection=st.integers(0, 90), last=st.integers(0, 90), seed=st.integers(0, 1000))
def test_parts_add_up_to_the_points_under_any_weights(fit: int, selection: int, last: int, seed: int) -> None:
    policy = Policy(as_of=DAY, effective_date=DAY, weights=Weights(fit=fit, selection=selection, last_resort=last))
    facts = facts_of(WORLD, policy)
    keys = pl.Series(range(200)).hash(seed=seed)
    pairs = pl.DataFrame({
        "person": (keys % facts.persons.height).cast(pl.UInt32),
        "post": (keys // 1000 % facts.posts.height).cast(pl.UInt32),
        "last_resort": (keys % 3).cast(pl.UInt8),
    }).unique(["person", "post"]).with_columns(pl.lit("LATERAL").alias("direction"))  # fmt: skip
    sheet = shortlist_sheet(facts, WORLD, policy, pairs)
    assert sheet.height == pairs.height
    assert (sheet.select(pl.sum_horizontal(SHORTLIST_PARTS)).to_series() == sheet["points"]).all()
    points = shortlist_points(facts, WORLD, policy, pairs)
    assert sheet.select(points.columns).equals(points)
    sizes = (sheet[name].abs().max() for name in ("performance", "potential", "experience"))
    assert all(size is not None and size <= selection / 3 + 1 for size in sizes)
