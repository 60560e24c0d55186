"""The rule set of a plan: what an edition of the corpus holds on a day, under one id and one digest."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from penata.law.edition import EDITIONS, NEWEST
from penata.law.rule import Rule
from penata.law.values import Value, values
from penata.policy import Policy
from penata.tables import InputError


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules and values in force on a day as an edition knows them, whatever an agency switches off or sets itself.

    ``id`` is like ``2026.2@2026-06-30``. Both are sorted by id.
    """

    edition: str
    on: dt.date
    rules: tuple[Rule, ...]
    values: tuple[Value, ...]

    @property
    def id(self) -> str:
        """Edition and day."""
        return f"{self.edition}@{self.on.isoformat()}"

    @property
    def digest(self) -> str:
        """Hex digest (BLAKE2b, 16 bytes) over ids, versions, classes, citations and values; same id, same digest."""
        return blake2b(json.dumps(self._content(), sort_keys=True).encode(), digest_size=16).hexdigest()

    def _content(self) -> dict[str, Any]:
        return {
            "rules": [[r.id, r.version, r.rule_class.value, r.citation, r.optional] for r in self.rules],
            "values": [[v.id, v.value, v.citation] for v in self.values],
        }


def rule_set(rules: Iterable[Rule], on: dt.date, edition: str = NEWEST) -> RuleSet:
    """The rule set of an edition on a day.

    Args:
        rules: all rules in all their versions (``penata.eligibility.rules.corpus``).
        on: the day on which rules are judged.
        edition: one of ``penata.law.edition.EDITIONS``.
    """
    return RuleSet(
        edition=edition, on=on,
        rules=tuple(sorted((r for r in rules if r.holds(on, edition)), key=lambda r: (r.id, r.version))),
        values=tuple(sorted((v for v in values() if v.holds(on, edition)), key=lambda v: v.id)),
    )  # fmt: skip


def edition_of(policy: Policy) -> str:
    """The edition under which a policy wants its plan judged; the newest where it names none.

    Raises InputError for an edition that does not exist.
    """
    if policy.rule_set is None:
        return NEWEST
    if policy.rule_set not in EDITIONS:
        raise InputError([
            f"policy.toml, rule_set: {policy.rule_set!r} tidak dikenal; yang dikenal: {', '.join(EDITIONS)}"
        ])  # fmt: skip
    return policy.rule_set
