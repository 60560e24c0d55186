"""All rules there are on the day of a policy, whatever it switches off."""

from dataclasses import replace

from penata.eligibility.rules import rules_of
from penata.eligibility.scene import Basis
from penata.law.rule import Rule
from penata.policy import Policy


def known_rules(policy: Policy, given: frozenset[str] = frozenset()) -> tuple[Rule, ...]:
    """The rules of the law in force on the day of a policy, those that it switches off among them.

    ``given``: tables of the dataset; it changes what a rule can answer, never which rules there are.
    """
    basis = Basis(on=policy.effective_date, given=given, parameters=policy.parameters)
    return rules_of(basis, replace(policy, rules_enabled=True, rules_off=frozenset()))
