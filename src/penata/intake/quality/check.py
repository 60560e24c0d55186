"""Quality of a dataset: the national index as far as its text is known, and what a plan needs beyond it."""

import math
from dataclasses import dataclass
from typing import Any

from penata.facts import Facts
from penata.intake.quality.findings import Finding, find, unseen
from penata.intake.quality.frames import frames_of
from penata.intake.quality.indicators import DIMENSIONS
from penata.intake.quality.own_checks import CHECKS
from penata.law.values import value
from penata.tables import Dataset


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension of the index: its weight, its findings, and its points (0–100, None where nothing was tested).

    ``findings`` holds all its indicators, those whose text is unknown among them.
    """

    code: str
    name: str
    weight: float
    findings: tuple[Finding, ...]

    @property
    def known(self) -> tuple[Finding, ...]:
        """Indicators whose text is known; they share the weight of the dimension equally."""
        return tuple(finding for finding in self.findings if finding.known)

    @property
    def tested(self) -> tuple[Finding, ...]:
        """Indicators that this dataset could answer."""
        return tuple(finding for finding in self.known if finding.tested)

    @property
    def points(self) -> float | None:
        """Mean share of rows that pass, over the tested indicators, times 100."""
        passing = [1 - (finding.share or 0.0) for finding in self.tested]
        return 100 * math.fsum(passing) / len(passing) if passing else None


@dataclass(frozen=True, slots=True)
class Quality:
    """The answer of ``check``: the four dimensions of the index, our own checks, and the score.

    ``score``: weighted mean of the dimensions that could be tested, 0–100; None where none could. A dimension
    without any tested indicator gives its weight to the others, so the score says nothing about it.
    ``tested_weight``: share of the whole weight (1.0) that stands behind the score, each dimension's weight being
    shared equally among its known indicators. ``lowest`` and ``highest``: the score if all that could not be
    tested failed, or passed, everywhere.
    """

    dimensions: tuple[Dimension, ...]
    checks: tuple[Finding, ...]
    score: float | None
    lowest: float
    highest: float
    tested_weight: float

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, the index first."""
        return (*(finding for dimension in self.dimensions for finding in dimension.findings), *self.checks)

    def document(self, limit: int = 20) -> dict[str, Any]:
        """The same as plain values for JSON, with at most ``limit`` rows of each finding."""
        return {
            "score": _rounded(self.score),
            "score_lowest": _rounded(self.lowest),
            "score_highest": _rounded(self.highest),
            "tested_weight": round(self.tested_weight, 4),
            "dimensions": [
                {
                    "code": dimension.code,
                    "name": dimension.name,
                    "weight": dimension.weight,
                    "indicators": len(dimension.findings),
                    "known": len(dimension.known),
                    "tested": len(dimension.tested),
                    "points": _rounded(dimension.points),
                    "findings": [_finding(finding, limit) for finding in dimension.findings],
                }
                for dimension in self.dimensions
            ],
            "checks": [_finding(finding, limit) for finding in self.checks],
        }


def check(dataset: Dataset, facts: Facts) -> Quality:
    """Check the quality of a dataset on the day of ``facts`` (law DQ-01, NIP-03).

    Each indicator is asked only of the rows that can answer it: a person without a birth date is no error of the
    NIP check, but one of completeness. Units: shares from 0 to 1, points and score from 0 to 100.

    >>> import datetime as dt
    >>> from penata.facts import facts_of
    >>> from penata.policy import Policy
    >>> from penata.tables import dataset_of
    >>> empty, day = dataset_of({}), dt.date(2026, 6, 30)
    >>> check(empty, facts_of(empty, Policy(as_of=day, effective_date=day))).score is None
    True
    """
    frames = frames_of(dataset, facts)
    weights = value("quality.weights", facts.effective_date)
    numbers = value("quality.indicators", facts.effective_date)
    dimensions = []
    for code, (name, known) in DIMENSIONS.items():
        answers = {answer.code: answer for answer in (find(indicator, frames) for indicator in known)}
        codes = [f"{code}_{number}" for number in range(1, numbers[code] + 1)]
        findings = tuple(answers.get(indicator) or unseen(indicator) for indicator in codes)
        dimensions.append(Dimension(code, name, weights[code], findings))
    return Quality(
        dimensions=tuple(dimensions), checks=tuple(find(own, frames) for own in CHECKS), **_score(dimensions)
    )


def _score(dimensions: list[Dimension]) -> dict[str, Any]:
    judged = [(dimension.weight, dimension.points) for dimension in dimensions if dimension.points is not None]
    total = math.fsum(weight for weight, _ in judged)
    sure = tested = 0.0
    for dimension in dimensions:
        each = dimension.weight / len(dimension.known)
        sure += math.fsum(each * (1 - (finding.share or 0.0)) for finding in dimension.tested)
        tested += each * len(dimension.tested)
    whole = math.fsum(dimension.weight for dimension in dimensions)
    return {
        "score": math.fsum(weight * points for weight, points in judged) / total if judged else None,
        "lowest": 100 * sure / whole,
        "highest": 100 * (sure + whole - tested) / whole,
        "tested_weight": tested / whole,
    }


def _finding(finding: Finding, limit: int) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "known": finding.known,
        "tested": finding.tested,
        "failing": finding.failing,
        "share": None if finding.share is None else round(finding.share, 6),
        "reason": finding.reason,
        "who": finding.who,
        "remedy": finding.remedy,
        "rows": finding.rows.head(limit).to_dicts(),
        "rows_left_off": max(0, finding.failing - limit),
    }


def _rounded(points: float | None) -> float | None:
    return None if points is None else round(points, 2)
