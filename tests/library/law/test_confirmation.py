"""A rule counts as confirmed only in the version that the legal office has seen."""

import datetime as dt
from dataclasses import replace

import polars as pl
import pytest

from penata.law.citation import POLICY
from penata.law.confirmation import confirmation_counts, confirmations_of, confirmed_rules
from penata.law.edition import EDITIONS, PUBLISHED
from penata.law.rule import Gate, Rule, Scope
from penata.tables import TABLES, Dataset, InputError, dataset_of
from penata.vocabulary import RuleClass

DAY = dt.date(2026, 5, 1)


def _rule(rule_id: str, rule_class: RuleClass = RuleClass.HARD) -> Rule:
    return Rule(
        id=rule_id, family="x", citation=POLICY, rule_class=rule_class, confidence=None, scope=Scope.PERSON,
        applies=pl.lit(value=True), passes=pl.lit(value=True), facts=(), settled_by=Gate("X", "x"), demand="x",
        demand_en="x", remedy="x",
    )  # fmt: skip


RULES = (_rule("MUT-03"), _rule("MUT-12"), _rule("JPT-05", RuleClass.GATE), _rule("REQ-11"))


def _dataset(*rows: tuple[str, dt.date]) -> Dataset:
    told = [(rule, "salinan JDIH", day, "Bagian Hukum", None) for rule, day in rows]
    table = TABLES["confirmations"]
    return dataset_of({"confirmations": pl.DataFrame(told, schema=table.schema, orient="row")})


def test_confirmed_rules_are_those_of_the_table() -> None:
    dataset = _dataset(("MUT-03", DAY), ("JPT-05", DAY))
    assert confirmed_rules(dataset, RULES) == {"MUT-03", "JPT-05"}
    assert confirmation_counts(dataset, RULES) == {"blocking": 3, "confirmed": 1, "outdated": []}


def test_nothing_is_confirmed_without_the_table() -> None:
    assert confirmed_rules(dataset_of({}), RULES) == frozenset()
    assert confirmation_counts(dataset_of({}), RULES) == {"blocking": 3, "confirmed": 0, "outdated": []}


def test_latest_confirmation_counts() -> None:
    dataset = _dataset(("MUT-03", DAY), ("MUT-03", DAY + dt.timedelta(days=9)), ("MUT-03", DAY - dt.timedelta(days=9)))
    assert confirmations_of(dataset, RULES)["MUT-03"].on == DAY + dt.timedelta(days=9)


@pytest.mark.parametrize(("days", "confirmed"), [(-1, False), (0, True), (1, True)])
def test_confirmation_before_the_rule_was_in_force(days: int, confirmed: bool) -> None:
    rules = [replace(RULES[0], valid_from=DAY)]
    dataset = _dataset(("MUT-03", DAY + dt.timedelta(days=days)))
    assert (confirmed_rules(dataset, rules) == {"MUT-03"}) is confirmed
    assert confirmation_counts(dataset, rules)["outdated"] == ([] if confirmed else ["MUT-03"])


@pytest.mark.parametrize(("days", "confirmed"), [(-1, False), (0, True)])
def test_confirmation_of_an_older_version(days: int, confirmed: bool) -> None:
    newer = replace(RULES[0], version=2, added=EDITIONS[1])
    dataset = _dataset(("MUT-03", PUBLISHED[EDITIONS[1]] + dt.timedelta(days=days)))
    assert bool(confirmed_rules(dataset, [newer])) is confirmed


def test_rule_that_does_not_exist_is_refused_with_near_ones() -> None:
    with pytest.raises(InputError) as error:
        confirmed_rules(_dataset(("MUT-33", DAY), ("???", DAY)), RULES, known=[rule.id for rule in RULES])
    assert error.value.problems == [
        "confirmations, kolom rule_id, nilai “???”: aturan tidak dikenal; lihat penata law list",
        "confirmations, kolom rule_id, nilai “MUT-33”: aturan tidak dikenal; yang mirip: MUT-03, MUT-12",
    ]


def test_rule_that_is_not_in_the_plan_is_known_all_the_same() -> None:
    dataset = _dataset(("PPK-04", DAY), ("MUT-03", DAY))
    assert confirmed_rules(dataset, RULES, known=["PPK-04", "MUT-03"]) == {"MUT-03"}
    assert confirmed_rules(dataset, RULES) == {"MUT-03"}  # who only cites leaves the refusing to the plan
