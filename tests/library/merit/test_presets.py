"""Presets on the planted story of Semarang: an experienced administrator towards a first managerial post."""

import datetime as dt
from typing import Any

import polars as pl
import pytest

from penata import merit
from penata.eligibility import shortlist_pairs
from penata.facts import facts_of
from penata.planning import Plan, plan
from penata.policy import PRESETS, Policy, parse_policy
from penata.synthetic import synthesise
from penata.synthetic.world import World

DAY = dt.date(2026, 6, 30)


@pytest.fixture(scope="module")
def world() -> World:
    return synthesise(seed=7, employees=300, as_of=DAY)


def _policy(preset: str, more: str = "") -> Policy:
    return parse_policy(f'as_of = 2026-06-30\npreset = "{preset}"\n{more}')


def _story(world: World) -> tuple[str, str]:
    story: dict[str, Any] = world.cases["stories"]["semarang"]
    return story["people"]["experienced_administrator"]["employee_id"], story["posts"]["first_managerial_post"]


def _ranked(world: World, policy: Policy) -> list[tuple[str, int]]:
    _, post = _story(world)
    facts = facts_of(world.dataset, policy)
    pairs = shortlist_pairs(facts, world.dataset, policy)
    table = merit.shortlist_points(facts, world.dataset, policy, pairs)
    return table.filter(pl.col("post_id") == post).select("employee_id", "points").rows()


def test_development_proposes_the_experienced_administrator_before_those_who_lead_already(world: World) -> None:
    who, _ = _story(world)
    usual, developing = _ranked(world, _policy("balance")), _ranked(world, _policy("development"))
    leading = set(facts_of(world.dataset, _policy("balance")).persons.filter("leads")["employee_id"])
    assert developing[0][0] == who
    assert developing[0][1] - developing[1][1] > usual[0][1] - usual[1][1]
    gained = {n: points - dict(usual)[n] for n, points in developing}
    assert gained[who] == max(gained.values()) > max([gained[n] for n in gained if n in leading], default=0)


_COMMITTEE: str = '[categories]\nPENGAWAS = "plan"\n[gates]\noutside = "allow"'


def test_development_plans_the_step_where_the_agency_plans_such_posts(world: World) -> None:
    who, post = _story(world)
    made: Plan = plan(world.dataset, _policy("development", _COMMITTEE))
    move = made.moves.filter(pl.col("employee_id") == who)
    assert move.select("to_post_id", "direction").rows() == [(post, "PROMOTION")]
    parts = made.parts.filter(pl.col("employee_id") == who).row(0, named=True)
    assert parts["development"] == 60  # very good, potential 3, fourteen years of service
    policy = made.result["policy"]
    assert (policy["preset"], policy["kinds"]) == ("development", ["LATERAL", "PROMOTION"])
    assert (policy["weights"]["development"], policy["weights"]["fit"]) == (60, 60)
    assert policy["merit"]["absent"] == "middle"
    stays = plan(world.dataset, _policy("balance", _COMMITTEE))
    assert stays.moves.filter(pl.col("employee_id") == who).height == 0


def test_rotation_moves_those_beyond_the_term(world: World) -> None:
    made = plan(world.dataset, _policy("rotation"))
    usual = plan(world.dataset, _policy("balance"))
    facts = facts_of(world.dataset, _policy("balance")).persons
    moved = made.moves.join(usual.moves, on="employee_id", how="anti")["employee_id"]
    months = facts.filter(pl.col("employee_id").is_in(moved.implode()))["months_in_post"]
    assert made.moves.height > usual.moves.height
    assert (months > 60).mean() > (facts["months_in_post"] > 60).mean()


def test_every_preset_is_said_in_one_sentence() -> None:
    assert tuple(PRESETS) == ("balance", "development", "rotation", "merit", "wishes")
    assert all(preset.sentence.endswith(".") and ". " not in preset.sentence for preset in PRESETS.values())
    assert _policy("balance") == parse_policy("as_of = 2026-06-30")
