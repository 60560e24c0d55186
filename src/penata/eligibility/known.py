"""All rules there are under the rule set of a policy, whatever the policy switches off."""

from penata.eligibility.rules import corpus
from penata.eligibility.scene import Basis
from penata.law.rule import Rule
from penata.law.ruleset import edition_of
from penata.policy import Policy


def known_rules(policy: Policy, given: frozenset[str] = frozenset()) -> tuple[Rule, ...]:
    """The rules of the law that the edition of a policy knows, in all their versions, in force on its day or not.

    ``given``: tables of the dataset; it changes what a rule can answer, never which rules there are. Raises InputError
    where the policy names an edition that does not exist.
    """
    return tuple(corpus(Basis(policy.effective_date, given, policy.parameters, edition_of(policy))))
