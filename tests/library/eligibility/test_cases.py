"""The cases of tests/cases: each is one person, one post and what one rule must say, as a lawyer can read it.

How a case is written stands in ``penata.eligibility.cases``.
"""

import datetime as dt
from pathlib import Path

import pytest
import yaml

from penata.eligibility.cases import Case, read_cases, run_case
from penata.eligibility.rules import corpus
from penata.eligibility.scene import Basis
from penata.law.citation import POLICY, resolve

CASES = Path(__file__).parents[2] / "cases"
FILES = sorted(path for path in CASES.glob("*/*.yaml") if path.parent.name != "vectors")
RULES = corpus(Basis(dt.date(2026, 6, 30), frozenset(), {}))
ALL = [case for path in FILES for case in read_cases(path).cases]


@pytest.mark.parametrize("case", ALL, ids=[f"{case.rule}: {case.name}" for case in ALL])
def test_rule_in_a_case(case: Case) -> None:
    answer = run_case(case)
    assert (answer.found, answer.on_file) == (answer.expected, answer.expected_on_file), dict(answer.facts)


def test_every_rule_has_enough_cases() -> None:
    counts: dict[str, int] = {}
    for path in FILES:
        content = yaml.safe_load(path.read_text("utf-8"))
        assert path.stem == content["rule"]
        counts[content["rule"]] = counts.get(content["rule"], 0) + len(content["cases"])
    assert {rule.id for rule in RULES} == set(counts)
    assert {rule: n for rule, n in counts.items() if n < 4} == {}


def test_every_citation_is_that_of_the_rule_and_resolves() -> None:
    rules = {rule.id: rule for rule in RULES}
    for path in FILES:
        content = yaml.safe_load(path.read_text("utf-8"))
        rule = rules[content["rule"]]
        assert content["citation"] == rule.citation
        cited = resolve(rule.citation)
        folder = "kebijakan" if rule.citation == POLICY else cited[0].regulation.id.split(" 100.")[0]
        assert path.parent.name == folder.lower().replace(" ", "-").replace("/", "-")
