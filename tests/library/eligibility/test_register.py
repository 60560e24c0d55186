"""The register names what is encoded, and every rule stands in it."""

import datetime as dt
from importlib.util import find_spec

import pytest

from penata.eligibility.rules import MOST_GATES, corpus, rules_of
from penata.eligibility.scene import Basis
from penata.law.citation import POLICY, resolve
from penata.law.register import Entry, register
from penata.law.rule import Rule
from penata.law.values import values
from penata.policy import parse_policy

RULES = corpus(Basis(dt.date(2026, 6, 30), frozenset(), {}))


def test_register_and_rules_name_each_other() -> None:
    rules = {rule.id for rule in RULES}
    known = rules | {value.id for value in values()}
    named = {name for entry in register() for name in entry.by}
    assert rules - named == set()
    assert {name for name in named - known if not _is_in_the_program(name)} == set()


def _is_in_the_program(name: str) -> bool:
    """Whether ``penata.room.module`` exists."""
    return name.startswith("penata.") and find_spec(name) is not None


def test_register_explains_what_is_not_fully_encoded() -> None:
    assert [e.id for e in register() if e.encoded not in {"full", "part", "none"}] == []
    assert [e.id for e in register() if e.encoded != "full" and not e.why] == []
    assert [e.id for e in register() if (e.encoded == "none") == bool(e.by)] == []
    assert len({e.id for e in register()}) == len(register())


@pytest.mark.parametrize("entry", register(), ids=lambda entry: entry.id)
def test_register_cites_known_regulations(entry: Entry) -> None:
    assert (entry.citation == POLICY) == (resolve(entry.citation) == ())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.id} v{rule.version}")
def test_rule_cites_known_regulations(rule: Rule) -> None:
    assert (rule.citation == POLICY) == (resolve(rule.citation) == ())
    assert (rule.citation == POLICY) == (rule.confidence is None)


def test_register_holds_every_number_of_the_collection() -> None:
    families = {"MUT": 12, "PIL": 6, "JPT": 9, "REQ": 11, "ABK": 11, "KIN": 7, "TAL": 3, "IPA": 1, "NIP": 3, "GOL": 4,
                "BUP": 4, "DQ": 1, "DIS": 7, "COI": 3, "CPN": 2, "PPK": 4, "GUR": 8, "KES": 5, "KEB": 5,
                "EVA": 6}  # fmt: skip
    wanted = {f"{family}-{number:02}" for family, count in families.items() for number in range(1, count + 1)}
    assert wanted - {entry.id for entry in register()} == set()


def test_rules_are_enough_and_their_gates_fit_one_number() -> None:
    policy = parse_policy('as_of = 2026-06-30\n[rules]\non = ["PPK-04"]')
    rules = rules_of(Basis(policy.effective_date, frozenset(), {}), policy)
    gates = [rule.opens_gate for rule in rules]
    assert len(rules) >= 60
    assert sum(gates) <= MOST_GATES
    assert gates == sorted(gates, reverse=True)
