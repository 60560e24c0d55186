"""Every citation leads to a regulation that is listed."""

import datetime as dt

import polars as pl
import pytest

from penata.law.citation import POLICY, regulations, resolve
from penata.law.rule import Gate, Rule, Scope
from penata.law.values import values
from penata.vocabulary import Confidence, RuleClass


@pytest.mark.parametrize("entry", values(), ids=lambda entry: entry.id)
def test_value_cites_a_known_regulation(entry: object) -> None:
    citation = entry.citation  # type: ignore[attr-defined]
    assert (citation == POLICY) == (resolve(citation) == ())
    assert (citation == POLICY) == (entry.confidence is None)  # type: ignore[attr-defined]


def test_citation_splits_regulation_and_place() -> None:
    [first, second] = resolve("UU 10/2016 Pasal 71 ayat (2); SE Mendagri 100.2.1.3/1575/SJ")
    assert (first.regulation.id, first.place) == ("UU 10/2016", "Pasal 71 ayat (2)")
    assert (second.regulation.status, second.place) == ("edaran", "")


def test_citation_of_an_unknown_regulation() -> None:
    with pytest.raises(KeyError, match="PP 99/2099"):
        resolve("PP 99/2099 Pasal 1")


def test_regulations_have_a_known_status() -> None:
    assert {r.status for r in regulations().values()} <= {"berlaku", "transisi", "dicabut", "edaran", "praktik"}


def test_rule_from_memory_is_never_hard() -> None:
    with pytest.raises(ValueError, match="from memory"):
        _rule(RuleClass.HARD, Confidence.MEMORY)
    assert _rule(RuleClass.GATE, Confidence.MEMORY).opens_gate
    assert not _rule(RuleClass.INFO, Confidence.QUOTED).opens_gate


def test_rule_holds_in_a_half_open_period() -> None:
    rule = _rule(RuleClass.GATE, None, valid_from=dt.date(2024, 1, 1), valid_until=dt.date(2025, 1, 1))
    days = (dt.date(2023, 12, 31), dt.date(2024, 1, 1), dt.date(2024, 12, 31), dt.date(2025, 1, 1))
    assert [rule.holds(day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    ("applies", "passes", "fails"),
    [(True, True, False), (True, False, True), (True, None, None), (False, None, False), (None, True, False),
     (None, False, None)],
)  # fmt: skip
def test_rule_answers_in_three_values(applies: bool | None, passes: bool | None, fails: bool | None) -> None:
    frame = pl.DataFrame({"a": [applies], "p": [passes]}, schema={"a": pl.Boolean, "p": pl.Boolean})
    assert frame.select(_rule(RuleClass.HARD, None).fails).item() is fails


def _rule(
    rule_class: RuleClass, confidence: Confidence | None, valid_from: dt.date | None = None,
    valid_until: dt.date | None = None,
) -> Rule:  # fmt: skip
    return Rule(
        id="X-1", family="x", citation=POLICY, rule_class=rule_class, confidence=confidence, scope=Scope.PERSON,
        applies=pl.col("a"), passes=pl.col("p"), facts=(), settled_by=Gate("X", "x"), demand="x", demand_en="x",
        remedy="x", valid_from=valid_from, valid_until=valid_until,
    )  # fmt: skip
