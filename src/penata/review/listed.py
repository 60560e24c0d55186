"""A list of names under review: proposal → draft → verdicts → findings → answer."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import polars as pl

from penata.eligibility import Decision, Explanation, transfers_of
from penata.facts import Facts, facts_of
from penata.intake.nominative import Proposal
from penata.law.values import value
from penata.policy import Policy
from penata.review.alternatives import better_candidates
from penata.review.claims import PLACEMENT, claim_findings, doubled_findings
from penata.review.draft import Draft, draft_of
from penata.review.effects import Effects, effect_findings, effects_of
from penata.review.finding import ORDER, Finding, Weight
from penata.review.line import Around, around, line_findings
from penata.review.occupancy import Occupancy, Seating, occupancy_of, seat_findings
from penata.review.verdicts import decision_of, findings_of, judged
from penata.tables import Dataset
from penata.wording import seat_name

_UNREADABLE: Final = frozenset({"UNKNOWN_PERSON", "UNREADABLE_NIP", "UNKNOWN_SEAT", "AMBIGUOUS_SEAT", "NO_SEAT"})


@dataclass(frozen=True, slots=True, eq=False)
class Review:
    """What a list of names amounts to on a day.

    ``names``: one row per name of the list in its order: line, sheet, row, employee_id, name, person, from_post_id,
    from_seat, to_post_id, to_seat, decision (MS, BTL, TMS; null: cannot be judged), kind (a Direction or
    PLACEMENT), note, months_to_retirement, points, seating, freed_by (line), and the columns of ``transfers_of``.
    ``findings`` by line, heaviest first. ``better``: line, place, employee_id, points, proposed_points.
    """

    proposal: Proposal
    on: dt.date
    as_of: dt.date
    facts: Facts
    names: pl.DataFrame
    findings: tuple[Finding, ...]
    occupancy: Occupancy
    surroundings: Mapping[int, Around]
    effects: Effects
    better: pl.DataFrame
    draft: Draft
    rules_enabled: bool

    @property
    def unknown(self) -> bool:
        """Whether some person or seat is not known, so that the list could not be judged as a whole."""
        return any(finding.code in _UNREADABLE for finding in self.findings)

    def of_line(self, line: int) -> tuple[Finding, ...]:
        """The findings of one name, heaviest first."""
        return tuple(finding for finding in self.findings if finding.line == line)


def review(dataset: Dataset, policy: Policy, proposal: Proposal, on: dt.date) -> Review:
    """Judge every name of a list on a day, against the draft: who would sit where if the list were carried out.

    Rules and values are those in force on ``on``; facts are those of the dataset. Raises InputError for a day on which
    legal values were not in force.
    """
    policy = replace(policy, effective_date=on)
    facts = facts_of(dataset, policy)
    draft = draft_of(facts, proposal.rows)
    verdicts = judged(facts, dataset, policy, draft, _known(proposal.rows))
    names = _with_papers(_names(proposal, facts, verdicts), facts, dataset, policy)
    occupancy, effects = occupancy_of(draft), effects_of(draft)
    surroundings = around(draft, dataset["units"])
    better, points = _better(facts, dataset, policy, names)
    names = names.join(points, on="line", how="left", validate="1:1", maintain_order="left").join(
        _seating(occupancy), on="line", how="left", validate="1:1", maintain_order="left"
    )
    findings = [
        *(_read(line, code, text) for line, code, text in proposal.remarks.iter_rows()),
        *(f for line, explanation in verdicts for f in findings_of(line, explanation)),
        *_list_findings(proposal, draft, names, occupancy, effects, surroundings),
        *claim_findings(names.filter(pl.col("decision").is_not_null())),
        *_retirement(names, policy, on),
    ]
    ordered = sorted(findings, key=lambda f: (f.line, ORDER[f.weight]))
    return Review(
        proposal, on, policy.as_of, facts, names, tuple(_without_repeats(ordered)), occupancy,
        {one.line: one for one in surroundings}, effects, better, draft, policy.rules_enabled,
    )  # fmt: skip


def worst_first(found: Review) -> list[dict[str, Any]]:
    """The names as rows: TMS, what cannot be judged, problems and remarks, BTL, MS; in the list's order."""
    heaviest = {line: min((ORDER[f.weight] for f in found.of_line(line)), default=len(ORDER))
                for line in found.names["line"]}  # fmt: skip
    return sorted(
        found.names.to_dicts(), key=lambda row: (_RANKED[row["decision"]], heaviest[row["line"]], row["line"])
    )


def decisions(found: Review) -> dict[str | None, int]:
    """How many names are MS, BTL, TMS, or cannot be judged (None)."""
    counts = Counter(found.names["decision"])
    return {key: counts[key] for key in (*(d.value for d in Decision), None)}


_RANKED: Final = {"TMS": 0, None: 1, "BTL": 2, "MS": 2}


def _known(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(pl.col("employee_id").is_not_null() & pl.col("to_post_id").is_not_null())


def _names(proposal: Proposal, facts: Facts, verdicts: list[tuple[int, Explanation]]) -> pl.DataFrame:
    """The rows of the list with what the data knows of person and seats, and the decision of the rules."""
    seats = facts.posts.select("post_id", seat_name(pl.col("job"), pl.col("subject")).alias("seat"), "unit", "post",
                               "level", "category")  # fmt: skip
    people = facts.persons.select(
        "employee_id", "person", pl.col("name").alias("known_name"), pl.col("post_id").alias("from_post_id"),
        pl.col("rank").alias("own_rank"), "months_to_retirement", "retires_on",
    )  # fmt: skip
    where = pl.concat_str("seat", "unit", separator=", ")
    ends = {
        "from": seats.select(pl.col("post_id").alias("from_post_id"), where.alias("from_seat")),
        "to": seats.select(pl.col("post_id").alias("to_post_id"), where.alias("to_seat"),
                           pl.col("post").alias("to_post"), pl.col("level").alias("to_level"),
                           pl.col("category").alias("to_category")),
    }  # fmt: skip
    judgements = pl.DataFrame(
        [(line, decision_of(e).value, None if e.direction is None else e.direction.value) for line, e in verdicts],
        schema={"line": pl.Int64, "decision": pl.String, "direction": pl.String}, orient="row",
    )  # fmt: skip
    names = proposal.rows.join(people, on="employee_id", how="left", validate="m:1", maintain_order="left")
    for side, frame in ends.items():
        names = names.join(frame, on=f"{side}_post_id", how="left", validate="m:1", maintain_order="left")
    names = names.join(judgements, on="line", how="left", validate="1:1", maintain_order="left")
    kind = pl.when(pl.col("from_post_id").is_null()).then(pl.lit(PLACEMENT)).otherwise(
        pl.coalesce("direction", pl.lit(PLACEMENT))
    )  # fmt: skip
    return names.with_columns(
        pl.coalesce("known_name", "name", pl.lit("–")).alias("name"),
        pl.when(pl.col("decision").is_not_null()).then(kind).alias("kind"),
    ).drop("known_name")


def _with_papers(names: pl.DataFrame, facts: Facts, dataset: Dataset, policy: Policy) -> pl.DataFrame:
    """The names with kind of transfer, I-MUT code, route of approval and papers still to collect."""
    judged_names = names.filter(pl.col("decision").is_not_null())
    pairs = judged_names.select("person", pl.col("to_post").alias("post"))
    papers = pl.concat([judged_names.select("line"), transfers_of(facts, dataset, policy, pairs)], how="horizontal")
    return names.join(papers, on="line", how="left", validate="1:1", maintain_order="left")


def _list_findings(
    proposal: Proposal, draft: Draft, names: pl.DataFrame, occupancy: Occupancy, effects: Effects,
    surroundings: Iterable[Around],
) -> list[Finding]:  # fmt: skip
    barred = set(names.filter(pl.col("decision") == Decision.MAY_NOT.value)["line"])
    called = dict(names.select("line", "name").iter_rows())
    rows = dict(names.select("line", "row").iter_rows())
    return [
        *doubled_findings(proposal.rows),
        *seat_findings(occupancy, draft, called, rows, barred),
        *effect_findings(effects, draft),
        *line_findings(draft, list(surroundings)),
    ]


def _better(facts: Facts, dataset: Dataset, policy: Policy, names: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    known = names.filter(pl.col("decision").is_not_null())
    better, points = better_candidates(facts, dataset, policy, known)
    return better, points.rename({"proposed_points": "points"})


def _seating(occupancy: Occupancy) -> pl.DataFrame:
    rows = [(line, state.state.value, state.freed_by) for line, state in occupancy.states.items()]
    return pl.DataFrame(rows, schema={"line": pl.Int64, "seating": pl.String, "freed_by": pl.Int64}, orient="row")


def _read(line: int, code: str, text: str) -> Finding:
    """A remark of reading; what is not known or not certain is a problem of the list."""
    weight = Weight.PROBLEM if code in _UNREADABLE else Weight.NOTE if code.startswith("READ_BY") else Weight.REMARK
    return Finding(line, code, weight, f"{text[:1].upper()}{text[1:]}")


def _retirement(names: pl.DataFrame, policy: Policy, on: dt.date) -> list[Finding]:
    """A remark on who retires soon; whoever is too near for the rule already has its finding."""
    near = int(value("review.retirement_months", on, policy.parameters))
    least = int(value("bup.min_months_left", on, policy.parameters))
    soon = names.filter(pl.col("months_to_retirement").is_between(least, near - 1) & pl.col("decision").is_not_null())
    return [
        Finding(line, "RETIRES_SOON", Weight.REMARK, f"Pensiun {months} bulan lagi sejak tanggal ini ({day}).")
        for line, months, day in soon.select("line", "months_to_retirement", "retires_on").iter_rows()
    ]


def _without_repeats(findings: Iterable[Finding]) -> Iterable[Finding]:
    """Each code once a line; a rule that is tested twice for one post says the same."""
    seen: set[tuple[int, str, str]] = set()
    for finding in findings:
        key = (finding.line, finding.code, finding.text)
        if key not in seen:
            seen.add(key)
            yield finding


__all__ = ["Review", "Seating", "decisions", "review", "worst_first"]
