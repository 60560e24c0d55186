"""A plan states how many of the rules that bar were confirmed, and names what each move is called in law."""

import datetime as dt
from typing import Any

import pytest

from penata.eligibility.cases import Case, case_dataset
from penata.planning import plan
from penata.policy import parse_policy
from penata.tables import InputError

POLICY = parse_policy("as_of = 2026-06-30")


def _confirmed(*rules: str) -> dict[str, Any]:
    return {"tables": {"confirmations": [
        {"rule_id": rule, "document": "JDIH", "confirmed_on": dt.date(2026, 12, 1)} for rule in rules
    ]}}  # fmt: skip


def test_plan_counts_blocking_rules_that_are_confirmed() -> None:
    rules = plan(case_dataset(Case("", "", "", _confirmed("MUT-03", "JPT-05"))), POLICY).result["rules"]
    blocking = [tally["id"] for tally in rules["tallies"] if tally["class"] == "HARD"]
    assert (rules["confirmed"], rules["blocking"], rules["outdated"]) == (1, len(blocking), [])
    assert "MUT-03" in blocking


def test_plan_refuses_the_confirmation_of_a_rule_that_does_not_exist() -> None:
    with pytest.raises(InputError, match="nilai “MUT-33”: aturan tidak dikenal; yang mirip: MUT-03"):
        plan(case_dataset(Case("", "", "", _confirmed("MUT-33"))), POLICY)


def test_move_of_a_plan_bears_kind_route_and_papers() -> None:
    content = {"from": {"safe_minimum": 0}, "forced": "penataan"}
    moves = plan(case_dataset(Case("", "", "", content)), POLICY).moves
    [row] = moves.select("employee_id", "transfer_kind", "imut_kind", "approval_route").rows()
    assert row == ("P", "WITHIN_AGENCY", "55", ["PERFORMANCE_TEAM", "IMUT", "DECREE"])
    assert "TEACHER_CERTIFICATE" in moves["documents"][0].to_list()
