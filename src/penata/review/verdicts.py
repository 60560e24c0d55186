"""What the rules say of each proposed name on the day: MS, BTL or TMS, with the failing facts and missing papers."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import polars as pl

from penata.eligibility import Decision, Explanation, Verdict, explain_pairs
from penata.facts import Facts
from penata.policy import MOVE_KINDS, Policy
from penata.review.draft import Draft
from penata.review.finding import Finding, Weight
from penata.tables import Dataset
from penata.vocabulary import Outcome

_SCOPE: Final = "scope"
"""Where the agency lets its own plan look: a committee's list is not bound by it."""


def judged(
    facts: Facts, dataset: Dataset, policy: Policy, draft: Draft, names: pl.DataFrame
) -> list[tuple[int, Explanation]]:
    """Line and verdicts of every name whose person and seat are known, against the draft.

    ``names``: line, employee_id, to_post_id. All kinds of move are allowed; one call for all of them.
    """
    pairs = list(names.select("employee_id", "to_post_id").iter_rows())
    wide = replace(policy, kinds=frozenset(MOVE_KINDS))
    found = explain_pairs(_as_drafted(facts, draft), dataset, wide, pairs) if pairs else []
    return list(zip(names["line"], found, strict=True))


def decision_of(explanation: Explanation) -> Decision:
    """Where the rules of law and standing leave the pair, whatever the agency's own plan looks at."""
    verdicts = [v for v in explanation.verdicts if v.rule.family != _SCOPE]
    if any(v.outcome is Outcome.BAR for v in verdicts):
        return Decision.MAY_NOT
    return Decision.WITH_GATES if any(v.is_open_gate for v in verdicts) else Decision.MAY


def findings_of(line: int, explanation: Explanation) -> Sequence[Finding]:
    """One finding for each rule that bars, asks for something, or remarks."""
    return [_finding(line, v) for v in explanation.reasons if v.rule.family != _SCOPE and not v.on_file]


def _finding(line: int, verdict: Verdict) -> Finding:
    rule = verdict.rule
    missing = rule.settled_by.label if verdict.is_open_gate else ""
    return Finding(
        line=line, code=rule.id, weight=_weight(verdict), text=verdict.message, citation=rule.citation,
        confidence=rule.confidence, sensitive=rule.sensitive, document=missing, remedy=rule.remedy, facts=verdict.facts,
    )  # fmt: skip


def _weight(verdict: Verdict) -> Weight:
    if verdict.outcome is Outcome.BAR:
        return Weight.BAR
    if verdict.is_open_gate:
        return Weight.DOCUMENT
    return Weight.NOTE if verdict.rule.rule_class.value == "INFO" else Weight.REMARK


def _as_drafted(facts: Facts, draft: Draft) -> Facts:
    """The facts with posts as full as the rest of the list makes them; a rule adds the one who is judged."""
    others = (pl.col("after") - (pl.col("arriving") > 0).cast(pl.Int64)).clip(lower_bound=0)
    filled = draft.seats.select(others.alias("filled"))["filled"]
    return replace(facts, posts=facts.posts.with_columns(filled))
