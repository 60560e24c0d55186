"""Plans under other aims: proven, verified, told and explained like the default ones."""

import datetime as dt
import functools
from dataclasses import replace

import polars as pl
import pytest
from told_regency import POLICY, told_regency, with_wishes

from penata.explain.open.recomputing import Agreement, own_record, recompute
from penata.explain.plans.figures import newcomers, relief
from penata.explain.plans.sensitivity import sensitivity
from penata.explain.told.telling import Told, tell
from penata.explain.whatif.counterfactual import Inquiry
from penata.explain.whatif.recheck import recheck
from penata.planning import Plan, plan, reopened
from penata.planning.verify import Optimality, verify
from penata.policy import Policy
from penata.policy.aims import LevelWeights
from penata.synthetic import synthesise
from penata.tables import Dataset

AIMS = {
    "worst_first": replace(POLICY, shortage="worst_first"),
    "weighted": replace(POLICY, mode="weighted", level_weights=LevelWeights(60)),
}
LEVELS = {"worst_first": ["shortage", "gain", "moves", "tie"], "weighted": ["value", "moves", "tie"]}


@functools.cache
def dataset() -> Dataset:
    return with_wishes(synthesise(seed=7, employees=300, as_of=dt.date(2026, 6, 30)).dataset)


@functools.cache
def told(aim: str) -> tuple[Plan, Told]:
    made = plan(dataset(), AIMS[aim])
    return made, tell(made)


def verified(made: Plan, policy: Policy, told: Told | None = None) -> tuple[bool, Optimality]:
    tables = {name: getattr(made, name) for name in ("moves", "assignments", "posts", "prices", "shortlist")}
    if told is not None:
        tables |= {"alternatives": told.alternatives, "wishes": told.wishes}
    verdict = verify(dataset(), policy, tables, made.result, pairs=made.workings.pairs)
    return verdict.ok, verdict.optimality


def priced_out(explained: Told) -> list[tuple[str, str]]:
    """The first wishes that others won, each with the seat that was nearest."""
    asked = explained.wishes.filter(pl.col("status") == "LOST").drop_nulls("post_id")
    return asked.select("employee_id", "post_id").head(8).rows()


@pytest.mark.parametrize("aim", AIMS)
def test_plan_states_the_levels_that_were_compared_and_is_proven(aim: str) -> None:
    made, explained = told(aim)
    assert [level["name"] for level in made.result["levels"]] == LEVELS[aim]
    assert made.result["bounds"] == {name: made.result["objective"][name] for name in LEVELS[aim]}
    assert verified(made, AIMS[aim], explained) == (True, Optimality.PROVEN)


def test_plan_under_other_aims_is_not_proven_in_order() -> None:
    """A weight of 60 points a post leaves seats empty that the order would fill: the default refuses its proof."""
    made, _ = told("weighted")
    usual = told_regency()[1]
    assert made.result["objective"]["shortage"] > usual.result["objective"]["shortage"]
    assert verified(made, POLICY)[1] is Optimality.NOT_PROVEN
    assert verified(usual, AIMS["weighted"])[1] is Optimality.NOT_PROVEN


def test_weighted_plan_is_worth_more_than_the_plan_in_order() -> None:
    made, _ = told("weighted")
    usual = told_regency()[1]
    empty = [
        sum(
            (2 * 60 * priority * (2 * k - 1) + need) // (2 * need)
            for need, filled, priority in one.posts.join(
                one.facts.posts.select("post_id", "priority"), on="post_id"
            ).drop_nulls("need").select("need", "filled_after", "priority").rows()
            for k in range(1, need - filled + 1)
        )
        for one in (made, usual)
    ]  # fmt: skip
    worth = [one.result["objective"]["gain"] - points for one, points in zip((made, usual), empty, strict=True)]
    assert worth[0] == made.result["objective"]["value"] > worth[1]


@pytest.mark.parametrize("aim", AIMS)
def test_plan_that_was_written_is_opened_again_with_its_prices(aim: str) -> None:
    made, _ = told(aim)
    again = reopened(dataset(), AIMS[aim], made.assignments, made.prices)
    assert again.solution.prices.tolist() == made.workings.solution.prices.tolist()


@pytest.mark.parametrize("aim", AIMS)
def test_changes_that_grant_a_wish_hold_when_solved_from_nothing(aim: str) -> None:
    made, explained = told(aim)
    inquiry = Inquiry(made.workings)
    found = [inquiry.counterfactual(*wish) for wish in priced_out(explained)]
    checks = [check for one in found for check in recheck(made.workings, one)]
    assert len(checks) > 8
    assert all(check.holds for check in checks)


def test_points_alone_always_suffice_where_shortage_is_weighed_in_points() -> None:
    made, explained = told("weighted")
    inquiry = Inquiry(made.workings)
    found = [inquiry.counterfactual(*wish) for wish in priced_out(explained)]
    assert {one.missing[0] for one in found if one.missing is not None} == {0}
    assert all(one.points is not None for one in found if one.status == "PRICED_OUT" and one.missing is not None)


@pytest.mark.parametrize("aim", AIMS)
def test_everybody_who_moves_finds_the_own_seat_in_the_public_figures(aim: str) -> None:
    made, explained = told(aim)
    for who, where in made.moves.select("employee_id", "to_post_id").head(6).rows():
        found = recompute(explained.published, own_record(dataset(), who), where)
        assert found.agreement in {Agreement.SAME, Agreement.TIE}


@pytest.mark.parametrize("aim", AIMS)
def test_one_person_more_never_makes_a_plan_worse(aim: str) -> None:
    made, _ = told(aim)
    aims = made.workings.problem.aims
    worth = newcomers(made.workings).by_seat.select(relief(aims).alias("relief"))["relief"]
    assert (worth.max() or 0) > 0
    assert sensitivity(made.workings, ["fit"]).intervals.row(0)[1] == POLICY.weights.fit
