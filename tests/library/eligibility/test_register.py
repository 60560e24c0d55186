"""The register names what is encoded, and every rule stands in it."""

from penata.eligibility.rules import rules_of
from penata.eligibility.scene import Basis
from penata.law.register import register
from penata.law.values import values
from penata.policy import parse_policy


def test_register_and_rules_name_each_other() -> None:
    policy = parse_policy("as_of = 2026-06-30")
    rules = {rule.id for rule in rules_of(Basis(policy.effective_date, frozenset(), {}), policy)}
    named = {name for entry in register() for name in entry.by}
    assert rules - named == set()
    assert named - rules - {value.id for value in values()} == set()


def test_register_explains_what_is_not_fully_encoded() -> None:
    assert [e.id for e in register() if e.encoded not in {"full", "part", "none"}] == []
    assert [e.id for e in register() if e.encoded != "full" and not e.why] == []
    assert [e.id for e in register() if (e.encoded == "none") == bool(e.by)] == []
    assert len({e.id for e in register()}) == len(register())
