"""What bars a person from a post, and the nearest fact with which the same rule would let the person pass."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from penata.eligibility import Judge, Verdict
from penata.facts.months import months_between, months_until
from penata.law.rule import Rule
from penata.vocabulary import EDUCATION_ORDER, RANK_ORDER, Outcome, Predicate


@dataclass(frozen=True, slots=True)
class Barrier:
    """One thing that keeps a pair from being a candidate.

    ``kind``: DATE (passes from ``first_day`` on), FACT (``fact`` would have to be ``needed`` instead of ``value``),
    DOCUMENT (``document`` settles it), POLICY (the agency's own scope), LIMIT (the plan is under side limits: what
    would be enough depends on what they then leave to others), DECISION (of the agency, ``demand`` states it), RULE
    (no single fact of the person that is on record would settle it; see ``demand``).
    """

    kind: str
    rule_id: str
    citation: str
    demand: str
    remedy: str
    sensitive: bool = False
    fact: str | None = None
    value: Any = None
    needed: Any = None
    first_day: dt.date | None = None
    document: str | None = None


def barriers_of(judge: Judge, employee_id: str, post_id: str) -> tuple[Barrier, ...]:
    """Every rule that stands in the way of a pair, with the nearest way past each, found by asking the rule itself."""
    (explained,) = judge.explain([(employee_id, post_id)])
    against = [v for v in explained.verdicts if v.stands_in_the_way]
    if not against:
        return ()
    seen = judge.seen([(employee_id, post_id)])
    person = judge.scene.persons.filter(pl.col("employee_id") == employee_id)
    return tuple(_barrier(judge, verdict, seen, person) for verdict in against)


DATES: Final = {
    "months_in_post": "in_post_since", "months_in_job": "in_job_since", "months_in_unit": "in_unit_since",
    "months_in_rank": "rank_since", "months_in_service": "cpns_on", "months_as_pns": "pns_since",
    "age_months": "birth_date",
}  # fmt: skip
"""Facts that grow with time, and the day from which each is counted."""
_CODES: Final = {
    "rank_order": ("rank", {order: code for code, order in RANK_ORDER.items()}),
    "education_order": ("education_level", {order: code for code, order in EDUCATION_ORDER.items()}),
}
_FARTHEST_MONTHS: Final = 600
_OF_THE_PAIR: Final = frozenset({
    "same_job", "same_field", "same_agency", "level_known", "direction", "own_request", "reason", "forced", "own_need",
    "own_post", "person", "post", "level_order", "standing", "counted",
})  # fmt: skip


def _barrier(judge: Judge, verdict: Verdict, seen: pl.DataFrame, person: pl.DataFrame) -> Barrier:
    rule = verdict.rule
    said = {"rule_id": rule.id, "citation": rule.citation, "demand": rule.demand, "remedy": rule.remedy,
            "sensitive": rule.sensitive}  # fmt: skip
    if rule.family == "scope":
        return Barrier(kind="POLICY", **said)  # type: ignore[arg-type]
    if verdict.outcome is not Outcome.BAR:
        return Barrier(kind="DOCUMENT", document=rule.settled_by.label, **said)  # type: ignore[arg-type]
    day = _first_day(rule, seen, person, judge.scene.basis.on)
    if day is not None:
        return Barrier(kind="DATE", first_day=day, **said)  # type: ignore[arg-type]
    nearest = _nearest_fact(rule, seen)
    if nearest is not None:
        fact, value, needed = nearest
        return Barrier(kind="FACT", fact=fact, value=value, needed=needed, **said)  # type: ignore[arg-type]
    return Barrier(kind="RULE", **said)  # type: ignore[arg-type]


def _reads(rule: Rule) -> list[str]:
    return sorted({name for expr in (rule.applies, rule.passes) for name in expr.meta.root_names()})


def _first_day(rule: Rule, seen: pl.DataFrame, person: pl.DataFrame, on: dt.date) -> dt.date | None:
    """The first later day on which the rule no longer bars, all else equal; None where no waiting helps."""
    grows = [name for name in _reads(rule) if name in DATES and DATES[name] in person.columns]
    starts = {name: person[DATES[name]][0] for name in grows if person[DATES[name]][0] is not None}
    if not starts:
        return None
    days = pl.concat([
        pl.select(pl.lit(start).dt.offset_by(pl.format("{}mo", pl.int_range(1, _FARTHEST_MONTHS + 1))).alias("day"))
        for start in starts.values()
    ]).filter(pl.col("day") > on).unique().sort("day")  # fmt: skip
    later = [months_between(pl.lit(start), pl.col("day")).alias(name) for name, start in starts.items()]
    if "months_to_retirement" in seen.columns and person["retires_on"][0] is not None:
        later.append(months_until(pl.lit(person["retires_on"][0]), pl.col("day")).alias("months_to_retirement"))
    tried = seen.join(days, how="cross").with_columns(later)
    passes = tried.filter(~rule.fails)
    return passes["day"][0] if passes.height else None


def _nearest_fact(rule: Rule, seen: pl.DataFrame) -> tuple[str, Any, Any] | None:
    """The single fact whose change, as small as possible, lets the rule pass: name, value, value needed."""
    found: list[tuple[int, str, Any, Any]] = []
    for name in _reads(rule):
        if name.startswith("to_") or name in _OF_THE_PAIR or name not in seen.columns:
            continue
        value, others = seen[name][0], _others(name, seen[name])
        if not others:
            continue
        changed = pl.Series(name, others, dtype=seen.schema[name])
        tried = pl.concat([seen.drop(name)] * len(others)).with_columns(changed).with_row_index("at")
        passes = tried.filter(~rule.fails)
        if passes.height:
            at = int(passes["at"][0])
            found.append((at, name, value, others[at]))
    if not found:
        return None
    _, name, value, needed = min(found, key=lambda one: (one[0], one[1]))
    shown, codes = _CODES.get(name, (name, {}))
    return shown, codes.get(value, value), codes.get(needed, needed)


def _others(name: str, column: pl.Series) -> Sequence[Any]:
    """Other values of a fact, the nearest first."""
    value = column[0]
    if column.dtype == pl.Boolean:
        return [not value] if value is not None else [True, False]
    if name.startswith("predicate_") and column.dtype == pl.String:
        return [one.value for one in Predicate if one != value]
    if column.dtype.is_integer() and value is not None:
        steps = range(1, _FARTHEST_MONTHS + 1)
        return [v for step in steps for v in (value + step, value - step) if v >= 0]
    return []
