"""Confirmation: which rules the agency's own legal office has compared with the official text, and when."""

import datetime as dt
import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from penata.law.edition import PUBLISHED
from penata.law.rule import Rule
from penata.tables import Dataset, InputError
from penata.vocabulary import RuleClass


@dataclass(frozen=True, slots=True)
class Confirmation:
    """One confirmation of one rule. ``outdated``: older than the rule's present version, so that it does not count."""

    rule_id: str
    document: str
    on: dt.date
    by: str
    note: str
    outdated: bool


def confirmations_of(
    dataset: Dataset, rules: Sequence[Rule], known: Iterable[str] | None = None
) -> dict[str, Confirmation]:
    """The latest confirmation of each rule, by the rule's id, in the order of the rules.

    Args:
        dataset: for its table ``confirmations``.
        rules: the rules of a plan; only they are answered.
        known: ids of all rules of all editions (``penata.eligibility.known``): whatever else the table names is
            refused. Without them other names are passed over: a rule that is off or not in force is no error.

    Raises:
        InputError: the table names a rule that is not known; near matches are named.
    """
    table = dataset["confirmations"]
    ids = set(table["rule_id"] if known is None else known)
    problems = [_unknown(rule_id, ids) for rule_id in table["rule_id"].unique().sort() if rule_id not in ids]
    if problems:
        raise InputError(problems)
    latest = {row["rule_id"]: row for row in table.sort("confirmed_on", "document", "confirmed_by").to_dicts()}
    return {rule.id: _of(rule, latest[rule.id]) for rule in rules if rule.id in latest}


def confirmed_rules(dataset: Dataset, rules: Sequence[Rule], known: Iterable[str] | None = None) -> frozenset[str]:
    """Ids of the rules that are confirmed in their present version: only these may a letter cite.

    Arguments and errors as ``confirmations_of``.

    >>> from penata.tables import dataset_of
    >>> confirmed_rules(dataset_of({}), ())
    frozenset()
    """
    found = confirmations_of(dataset, rules, known)
    return frozenset(rule_id for rule_id, confirmation in found.items() if not confirmation.outdated)


def confirmation_counts(dataset: Dataset, rules: Sequence[Rule], known: Iterable[str] | None = None) -> dict[str, Any]:
    """What a plan states: ``blocking`` (rules that bar), ``confirmed`` of them, and ``outdated`` ids of any class."""
    found = confirmations_of(dataset, rules, known)
    blocking = {rule.id for rule in rules if rule.rule_class is RuleClass.HARD}
    return {
        "blocking": len(blocking),
        "confirmed": sum(rule_id in blocking and not found[rule_id].outdated for rule_id in found),
        "outdated": sorted(rule_id for rule_id, confirmation in found.items() if confirmation.outdated),
    }


def _of(rule: Rule, row: dict[str, Any]) -> Confirmation:
    outdated = any(row["confirmed_on"] < day for day in _since(rule))
    return Confirmation(
        rule.id, row["document"], row["confirmed_on"], row["confirmed_by"] or "", row["note"] or "", outdated
    )


def _since(rule: Rule) -> list[dt.date]:
    """Days before which nobody can have confirmed this version: it was not in force, or not yet written."""
    days = [rule.valid_from] if rule.valid_from is not None else []
    return [*days, PUBLISHED[rule.added]] if rule.version > 1 else days


def _unknown(rule_id: str, known: set[str]) -> str:
    near = difflib.get_close_matches(rule_id, sorted(known), n=5, cutoff=0.6)
    hint = f"yang mirip: {', '.join(near)}" if near else "lihat penata law list"
    return f"confirmations, kolom rule_id, nilai “{rule_id}”: aturan tidak dikenal; {hint}"
