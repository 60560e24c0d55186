"""The rules of one plan: those of the law in force on its day, in the order of their bits."""

from dataclasses import replace
from itertools import chain
from typing import Final

from penata.eligibility.rules.appointments import appointment_rules
from penata.eligibility.rules.conduct import conduct_rules, failing_rules
from penata.eligibility.rules.direction import direction_rules
from penata.eligibility.rules.documents import document_rules
from penata.eligibility.rules.election import acting_head_rules, election_rules
from penata.eligibility.rules.kinship import kinship_rules
from penata.eligibility.rules.leading import leading_rules
from penata.eligibility.rules.profession import health_rules, teacher_rules
from penata.eligibility.rules.requirements import entry_rules, requirement_rules
from penata.eligibility.rules.schools import school_rules
from penata.eligibility.rules.scope import scope_rules
from penata.eligibility.rules.standing import contract_rules, doubtful_rules, standing_rules
from penata.eligibility.rules.tenure import tenure_rules
from penata.eligibility.scene import Basis
from penata.law.edition import EDITIONS, is_known
from penata.law.rule import Rule
from penata.law.ruleset import RuleSet, edition_of, rule_set
from penata.law.values import values
from penata.policy import Policy
from penata.tables import InputError

MOST_GATES: Final = 64
"""Rules that can bar or leave a gate are bits of one whole number."""

__all__ = ["MOST_GATES", "corpus", "rule_set_of", "rules_of", "scope_rules"]


def rules_of(basis: Basis, policy: Policy) -> tuple[Rule, ...]:
    """The rules against which a plan is checked; none where the policy switches the law off.

    Rules that can bar or leave a gate come first, in the order of their bits; remarks follow.
    Raises InputError where the policy names an edition, a rule or a parameter that does not exist.
    """
    edition = edition_of(policy)
    every = corpus(replace(basis, edition=edition))
    _check(every, policy, edition)
    if not policy.rules_enabled:
        return ()
    off, on = policy.rules_off, policy.rules_on
    chosen = [r for r in every if r.holds(basis.on, edition) and r.id not in off and (not r.optional or r.id in on)]
    return tuple(sorted(chosen, key=lambda rule: not rule.opens_gate))


def rule_set_of(policy: Policy) -> RuleSet:
    """The rule set under which a policy has its plan judged, before the agency switches anything off."""
    edition = edition_of(policy)
    return rule_set(corpus(Basis(policy.effective_date, frozenset(), {}, edition)), policy.effective_date, edition)


def corpus(basis: Basis) -> list[Rule]:
    """All rules that an edition knows, in all their versions, whether in force on the day or not."""
    families = [
        standing_rules(basis), contract_rules(), tenure_rules(basis), conduct_rules(basis), direction_rules(basis),
        requirement_rules(), entry_rules(basis), teacher_rules(basis), health_rules(basis), election_rules(),
    ]  # fmt: skip
    if EDITIONS.index(basis.edition) >= 1:
        families += [
            acting_head_rules(), appointment_rules(basis), leading_rules(basis), school_rules(basis), document_rules(),
            failing_rules(basis), kinship_rules(), doubtful_rules(),
        ]  # fmt: skip
    return [rule for rule in chain.from_iterable(families) if is_known(rule, basis.edition)]


def _check(rules: list[Rule], policy: Policy, edition: str) -> None:
    ids = {rule.id for rule in rules}
    settable = {entry.id for entry in values() if entry.agency and is_known(entry, edition)}
    problems = [
        f"policy.toml, rules.{key}: aturan {rule!r} tidak dikenal; yang dikenal: {', '.join(sorted(ids))}"
        for key, named in (("off", policy.rules_off), ("on", policy.rules_on))
        for rule in sorted(named - ids)
    ] + [
        f"policy.toml, rules.parameters.{name}: bukan parameter yang boleh diubah instansi; "
        f"yang boleh: {', '.join(sorted(settable))}"
        for name in sorted(set(policy.parameters) - settable)
    ]
    if problems:
        raise InputError(problems)
