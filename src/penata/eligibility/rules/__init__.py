"""The rules of one plan: those of the law in force on its day, in the order of their bits."""

from typing import Final

from penata.eligibility.rules.conduct import conduct_rules
from penata.eligibility.rules.direction import direction_rules
from penata.eligibility.rules.election import election_rules
from penata.eligibility.rules.profession import health_rules, teacher_rules
from penata.eligibility.rules.requirements import entry_rules, requirement_rules
from penata.eligibility.rules.scope import scope_rules
from penata.eligibility.rules.standing import contract_rules, standing_rules
from penata.eligibility.rules.tenure import tenure_rules
from penata.eligibility.scene import Basis
from penata.law.rule import Rule
from penata.law.values import values
from penata.policy import Policy
from penata.tables import InputError

MOST_RULES: Final = 64
"""Rules are bits of one whole number."""

__all__ = ["MOST_RULES", "rules_of", "scope_rules"]


def rules_of(basis: Basis, policy: Policy) -> tuple[Rule, ...]:
    """The rules against which a plan is checked; none where the policy switches the law off.

    Raises InputError where the policy switches off a rule, or sets a parameter, that does not exist.
    """
    rules = [
        *standing_rules(basis),
        *contract_rules(),
        *tenure_rules(basis),
        *conduct_rules(basis),
        *direction_rules(basis),
        *requirement_rules(),
        *entry_rules(basis),
        *teacher_rules(basis),
        *health_rules(basis),
        *election_rules(),
    ]
    _check(rules, policy)
    if not policy.rules_enabled:
        return ()
    return tuple(rule for rule in rules if rule.holds(basis.on) and rule.id not in policy.rules_off)


def _check(rules: list[Rule], policy: Policy) -> None:
    ids = {rule.id for rule in rules}
    settable = {entry.id for entry in values() if entry.agency}
    problems = [
        f"policy.toml, rules.off: aturan {rule!r} tidak dikenal; yang dikenal: {', '.join(sorted(ids))}"
        for rule in sorted(policy.rules_off - ids)
    ] + [
        f"policy.toml, rules.parameters.{name}: bukan parameter yang boleh diubah instansi; "
        f"yang boleh: {', '.join(sorted(settable))}"
        for name in sorted(set(policy.parameters) - settable)
    ]
    if problems:
        raise InputError(problems)
