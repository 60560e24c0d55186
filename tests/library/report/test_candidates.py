"""Candidates for leading posts in words."""

import datetime as dt

import polars as pl
import pytest

from penata.facts import facts_of
from penata.merit import SHORTLIST_PARTS
from penata.planning import Plan, plan
from penata.policy import parse_policy
from penata.report.candidates import CHAINS, TOLD, told_candidates
from penata.synthetic import synthesise


@pytest.fixture(scope="module")
def made() -> tuple[Plan, pl.DataFrame]:
    world = synthesise(seed=5, employees=500, as_of=dt.date(2026, 6, 30))
    policy = parse_policy(world.policy)
    found = plan(world.dataset, policy)
    facts = facts_of(world.dataset, policy)
    told = told_candidates(found.shortlist, facts, world.dataset, policy)
    with_pairs = told_candidates(found.shortlist, facts, world.dataset, policy, pairs=found.workings.pairs)
    assert told.equals(with_pairs)
    return found, told


def test_every_row_of_the_shortlist_is_told_with_its_parts(made: tuple[Plan, pl.DataFrame]) -> None:
    found, told = made
    assert told.columns == list(TOLD)
    assert told.select(found.shortlist.columns).equals(found.shortlist.sort("post_id", "place"))
    assert (told.select(pl.sum_horizontal(SHORTLIST_PARTS)).to_series() == told["points"]).all()


def test_lead_over_the_next_one_names_every_part_that_differs(made: tuple[Plan, pl.DataFrame]) -> None:
    _, told = made
    for here, after in zip(told.to_dicts(), told.slice(1).to_dicts(), strict=False):
        if here["post_id"] != after["post_id"]:
            assert here["ahead_text"] is None
        elif here["points"] == after["points"]:
            assert here["ahead_text"].startswith("nilai sama")
        else:
            head, _, because = here["ahead_text"].partition(": ")
            assert head == f"unggul {here['points'] - after['points']} poin"
            differing = sum(here[part] != after[part] for part in SHORTLIST_PARTS)
            assert len(because.split(", ")) == differing


def test_chain_is_told_for_the_first_candidates_alone_and_line_by_line(made: tuple[Plan, pl.DataFrame]) -> None:
    _, told = made
    assert (told["chain_text"].is_not_null() == (told["place"] <= CHAINS)).all()
    first = told.filter(pl.col("place") <= CHAINS)
    assert (first["chain_text"].str.count_matches("\n").cast(pl.Int64) + 1 == first["chain_moves"]).all()
    ends = first["chain_text"].str.split("\n").list.last()
    assert not ends.str.contains("penerusnya").any()


def test_step_is_told_by_levels(made: tuple[Plan, pl.DataFrame]) -> None:
    _, told = made
    words = told["step_text"].drop_nulls()
    assert words.str.contains(r"^(setingkat|setara|naik satu tingkat|naik \d+ tingkat|turun) \(.+\)").all()
