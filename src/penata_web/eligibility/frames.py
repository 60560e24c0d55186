"""The rules of the law as the library knows them, with what the legal office has confirmed."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
from django.conf import settings

from penata.eligibility.cases import NOT_IN_FORCE, Answer, Case, CaseFile, case_dataset, read_cases, run_case
from penata.eligibility.fact_names import fact_name, fact_value
from penata.eligibility.known import known_rule_ids, known_rules
from penata.eligibility.rule_in_words import CLASSES, FAMILIES, SEEN, rule_lines, stated
from penata.law.citation import POLICY
from penata.law.confirmation import Confirmation, confirmations_of
from penata.law.rule import Rule
from penata.law.ruleset import edition_of
from penata.policy import Policy, parse_policy
from penata.tables import TABLES, Column, dataset_of
from penata.tables.schema import Kind

OUTCOMES = {
    "PASS": "dipenuhi", "BAR": "menghalangi", "GATE": "dengan syarat", "UNKNOWN": "belum dapat diuji",
    "REMARK": "dicatat", "NOT_IN_FORCE": "tidak berlaku pada tanggal itu",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RuleSheet:
    """One rule as its page shows it."""

    id: str
    family: str
    demand: str
    demand_en: str
    rule_class: str
    class_words: str
    citation: str
    confidence: str
    seen: str
    must_check: bool
    sensitive: bool
    lines: tuple[tuple[str, str], ...]
    confirmation: Confirmation | None

    @property
    def is_confirmed(self) -> bool:
        """Whether the legal office confirmed this version."""
        return self.confirmation is not None and not self.confirmation.outdated


@dataclass(frozen=True, slots=True)
class Trial:
    """What a rule says of a made-up person."""

    found: str
    words: str
    message: str
    facts: tuple[tuple[str, str], ...]


def policy_on(day: dt.date) -> Policy:
    """The default policy on a day: the newest edition of the rules."""
    return parse_policy(f"as_of = {day}")


def rules_on(day: dt.date) -> list[Rule]:
    """The rules in force on a day."""
    policy = policy_on(day)
    edition = edition_of(policy)
    return [rule for rule in known_rules(policy, frozenset(TABLES)) if rule.holds(day, edition)]


def rule_sheets(day: dt.date, confirmations: pl.DataFrame) -> list[RuleSheet]:
    """Every rule in force on a day; ``confirmations``: the table of that name."""
    policy, rules = policy_on(day), rules_on(day)
    found = confirmations_of(dataset_of({"confirmations": confirmations}), rules, known_rule_ids(policy))
    return [_sheet(rule, policy, found.get(rule.id)) for rule in rules]


def rules_frame(sheets: Sequence[RuleSheet]) -> pl.DataFrame:
    """The rules as a table, one row each."""
    counts = case_counts()
    return pl.DataFrame(
        [
            {
                "id": sheet.id, "demand": sheet.demand, "family": sheet.family, "rule_class": sheet.rule_class,
                "citation": sheet.citation, "confidence": sheet.confidence, "cases": counts.get(sheet.id, 0),
                "confirmed": _confirmed(sheet.confirmation),
            }
            for sheet in sheets
        ]
    )  # fmt: skip


def cases_of(rule_id: str) -> list[tuple[Answer, str]]:
    """The written cases of a rule, each with what the rule says of it today in words."""
    return [(answer, OUTCOMES[answer.found]) for case in _files().get(rule_id, ()) for answer in [run_case(case)]]


def case_counts() -> Mapping[str, int]:
    """How many written cases each rule has."""
    return {rule_id: len(cases) for rule_id, cases in _files().items()}


def questions(rule_id: str, day: dt.date) -> tuple[list[Column], list[Column]]:
    """What one says to try a rule: columns of the person, and of the seat there."""
    rule = next(rule for rule in rules_on(day) if rule.id == rule_id)
    person, seat = stated(rule)
    of_seat = {c.name: c for name in ("jobs", "posts", "units") for c in TABLES[name].columns}
    return [TABLES["employees"][name] for name in person], [of_seat[name] for name in seat if name in of_seat]


def usual_person() -> dict[str, Any]:
    """The made-up person as the cases know it, by field of the form: a teacher, PNS since 2019."""
    [person] = case_dataset(Case("", "", "", {}))["employees"].to_dicts()
    shown = {name: ";".join(value) if isinstance(value, list) else value for name, value in person.items()}
    return {f"person_{name}": value for name, value in shown.items() if value is not None}


def trial(rule_id: str, day: dt.date, person: Mapping[str, Any], seat: Mapping[str, Any]) -> Trial:
    """What a rule says of a made-up person and seat; raises InputError for values that no table takes."""
    content = {"expected": "PASS", "date": day, "person": dict(person), "to": dict(seat)}
    answer = run_case(Case(rule_id, "coba", "coba", content))
    message = answer.verdict.message if answer.verdict else OUTCOMES[NOT_IN_FORCE]
    facts = tuple((fact_name(name), fact_value(value)) for name, value in answer.facts.items())
    return Trial(answer.found, OUTCOMES[answer.found], message, facts)


def typed(column: Column, value: str) -> Any:
    """What was typed into a field, as the table takes it; ValueError where it is no such thing."""
    if not value:
        return None
    if column.kind is Kind.DATE:
        return dt.date.fromisoformat(value)
    if column.kind is Kind.WHOLE:
        return int(value)
    if column.kind is Kind.NUMBER:
        return float(value.replace(",", "."))
    if column.kind is Kind.BOOL:
        return value == "true"
    return [part.strip() for part in value.split(";")] if column.kind is Kind.CODES else value


def _sheet(rule: Rule, policy: Policy, confirmation: Confirmation | None) -> RuleSheet:
    seen = SEEN[rule.confidence.value] if rule.confidence else "ditetapkan instansi; tidak ada naskah"
    return RuleSheet(
        id=rule.id,
        family=FAMILIES.get(rule.family, rule.family),
        demand=rule.demand,
        demand_en=rule.demand_en,
        rule_class=rule.rule_class.value,
        class_words=CLASSES[rule.rule_class.value],
        citation="kebijakan instansi" if rule.citation == POLICY else rule.citation,
        confidence=rule.confidence.value if rule.confidence else "",
        seen=seen,
        must_check=rule.must_be_checked,
        sensitive=rule.sensitive,
        lines=tuple(_folded(rule, policy)),
        confirmation=confirmation,
    )


def _folded(rule: Rule, policy: Policy) -> list[tuple[str, str]]:
    """The lines of a rule as label and text; a line without a label belongs to the one above."""
    found: list[tuple[str, str]] = []
    for line in list(rule_lines(rule, policy, in_force=True))[4:]:  # heading and demand stand above
        label, text = line[:20].rstrip(" :"), line[20:].strip()
        if label or not found:
            found.append((label, text))
        else:
            found[-1] = (found[-1][0], f"{found[-1][1]}\n{text}")
    return found


def _confirmed(confirmation: Confirmation | None) -> str:
    if confirmation is None:
        return "belum"
    return "lama, tidak dihitung" if confirmation.outdated else "sudah"


@cache
def _files() -> dict[str, tuple[Case, ...]]:
    """The written cases that stand beside the code, by rule; none where they are not installed."""
    folder: Path = settings.ROOT / "tests" / "cases"
    files: list[CaseFile] = [
        read_cases(path) for path in sorted(folder.glob("*/*.yaml")) if path.parent.name != "vectors"
    ]
    return {file.rule: file.cases for file in files}
