"""Kinds of side limits in one regency: each binds, is kept, and what is told of it is true."""

from functools import cache

import polars as pl
import pytest

from penata.planning import Plan, plan, verify
from penata.planning.verify import Code
from penata.policy import Policy, parse_policy
from penata.synthetic import synthesise
from penata.tables import PLAN_TABLES, Dataset

COST = "[moving_cost]\nbase = 500_000\nper_km = 5_000\nper_dependant = 250_000"
LIMITS = {
    "MAX_MOVES": "max_moves = 8",
    "MONEY": f"money = 6_000_000\n{COST}",
    "MONEY_OFFICE": f'money_by_office = {{ "9901.DISDIK" = 0 }}\n{COST}',
    "LEAVERS": "leavers_percent = 0",
    "ARRIVALS": "arrivals_percent = 0",
    "COUPLES": "couples_km = 1",
    "EXPERIENCED": "experienced_percent = 30",
    "GIVES": "gives_percent = 0",
    "DONOR": "donor_percent = 20",
    "DISTRICTS": 'districts = { "9901001>9901003" = 0 }',
}


@cache
def regency() -> Dataset:
    return synthesise(seed=7, employees=400, as_of=policy_of("max_moves = 0").as_of).dataset


def policy_of(limits: str) -> Policy:
    return parse_policy(f"as_of = 2026-06-30\n[limits]\n{limits}")


def tables_of(made: Plan) -> dict[str, pl.DataFrame]:
    return {**{name: getattr(made, name) for name in PLAN_TABLES}, "limits": made.limits}


@pytest.mark.parametrize("kind", LIMITS)
def test_a_limit_of_each_kind_binds_and_is_kept(kind: str) -> None:
    """The verifier, which builds every limit itself, looks at the plan before ``plan`` gives it away."""
    made = plan(regency(), policy_of(LIMITS[kind]))
    assert set(made.limits["kind"]) == {kind}
    assert (made.limits["used"] <= made.limits["most"]).all()
    assert (made.result["status"], made.result["verifier"]) == ("OPTIMAL", "ACCEPTED")
    assert "BINDS" in made.limits["status"].to_list()


def test_limits_about_families_are_neither_counted_nor_named_in_the_result() -> None:
    made = plan(regency(), policy_of(f"{LIMITS['COUPLES']}\nrelatives_apart = true"))
    assert made.limits.height > 0
    assert made.result["limits"] == {"kinds": [], "binding": [], "personal": True}


@pytest.mark.parametrize("name", ["total", "moves", "offices", "unknown"])
def test_a_cost_of_moves_that_is_not_true_is_rejected(name: str) -> None:
    policy = policy_of(LIMITS["MONEY"])
    made = plan(regency(), policy)
    claims = {**made.result, "moving_cost": {**made.result["moving_cost"], name: None}}
    verdict = verify(regency(), policy, tables_of(made), claims)
    assert verdict.counts == {Code.RESULT_COUNT: 1}
