"""All rules there are under the rule set of a policy, whatever the policy switches off."""

from dataclasses import replace

from penata.eligibility.rules import corpus
from penata.eligibility.scene import Basis
from penata.law.edition import EDITIONS
from penata.law.rule import Rule
from penata.law.ruleset import edition_of
from penata.policy import Policy


def known_rules(policy: Policy, given: frozenset[str] = frozenset()) -> tuple[Rule, ...]:
    """The rules of the law that the edition of a policy knows, in all their versions, in force on its day or not.

    ``given``: tables of the dataset; it changes what a rule can answer, never which rules there are. Raises InputError
    where the policy names an edition that does not exist.
    """
    return tuple(corpus(Basis(policy.effective_date, given, policy.parameters, edition_of(policy))))


def known_rule_ids(policy: Policy) -> frozenset[str]:
    """Ids of the rules of every edition: what a table may name that outlives a rule set.

    >>> import datetime as dt
    >>> "MUT-03" in known_rule_ids(Policy(as_of=dt.date(2026, 6, 30), effective_date=dt.date(2026, 6, 30)))
    True
    """
    return frozenset(rule.id for edition in EDITIONS for rule in known_rules(replace(policy, rule_set=edition)))
