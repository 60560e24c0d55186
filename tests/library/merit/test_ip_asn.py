"""The professionality index: a range where something is not known, a category only where the range lies in one."""

from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from penata.merit.ip_asn import _category, ip_asn, ip_asn_of_places

GOOD = [{"employee_id": "1", "period": "2025", "predicate": "BAIK"}]
PENALTY = {"employee_id": "1", "kind": "DISCIPLINE_MODERATE"}


def index_of(town: Callable[..., Any], person: dict[str, Any], *, discipline: bool = True, **tables: Any) -> Any:
    here = town(person=person, **tables)
    return ip_asn(here.facts, here.dataset, discipline=discipline).drop("person", "employee_id").row(0)


def condition(since: str, until: str | None) -> list[dict[str, Any]]:
    return [{**PENALTY, "from": pl.Series([since]).str.to_date()[0],
             "until": until and pl.Series([until]).str.to_date()[0]}]  # fmt: skip


@pytest.mark.parametrize(
    ("level", "points"),
    [("S3", 25), ("S2", 20), ("S1", 15), ("D4", 15), ("D3", 10), ("D1", 5), ("SMA", 5), ("SMP", 1)],
)
def test_qualification_follows_the_education(town: Callable[..., Any], level: str, points: int) -> None:
    assert index_of(town, {"education_level": level})[0] == points


def test_what_is_known_is_counted_and_the_rest_is_a_range(town: Callable[..., Any]) -> None:
    fined = condition("2024-01-01", "2025-01-01")
    assert index_of(town, {"education_level": "S1"}, appraisals=GOOD, conditions=fined) == (
        15.0, None, 25.0, 2.0, 42.0, 82.0, None,
    )  # fmt: skip


def test_nothing_known_is_the_whole_range_and_not_zero(town: Callable[..., Any]) -> None:
    assert index_of(town, {}) == (None, None, None, None, 3.0, 100.0, None)


def test_penalty_counts_for_sixty_months_after_its_end(town: Callable[..., Any]) -> None:
    assert index_of(town, {}, conditions=condition("2020-06-30", "2021-07-01"))[3] == 2.0
    assert index_of(town, {}, conditions=condition("2020-06-30", "2021-06-30"))[3] == 5.0


def test_discipline_can_be_left_open_for_who_may_not_see_it(town: Callable[..., Any]) -> None:
    fined = condition("2024-01-01", None)
    hidden = index_of(town, {"education_level": "S1"}, discipline=False, appraisals=GOOD, conditions=fined)
    clean = index_of(town, {"education_level": "S1"}, discipline=False, appraisals=GOOD)
    assert hidden == clean == (15.0, None, 25.0, None, 41.0, 85.0, None)


@pytest.mark.parametrize(
    ("low", "high", "category"),
    [(91, 100, "SANGAT_TINGGI"), (90.99, 91, None), (81, 90.99, "TINGGI"), (71, 80.5, "SEDANG"), (61, 70.5, "RENDAH"),
     (0, 60.99, "SANGAT_RENDAH"), (60.99, 61, None)],
)  # fmt: skip
def test_category_only_where_the_whole_range_lies_in_it(
    town: Callable[..., Any], low: float, high: float, category: str | None
) -> None:
    frame = pl.DataFrame({"low": [float(low)], "high": [float(high)]})
    assert frame.select(_category(town().facts)).item() == category


def test_index_of_a_unit_is_the_mean_of_its_people_and_says_how_many_are_known(town: Callable[..., Any]) -> None:
    people = [
        {"employee_id": str(n), "name": "x", "employment": kind, "post_id": "near:guru", "education_level": level}
        for n, (kind, level) in enumerate([("PNS", "S1"), ("PPPK", "S2"), ("NON_ASN", "S3"), ("PNS", None)])
    ]
    here = town(employees=people)
    found = ip_asn_of_places(here.facts, ip_asn(here.facts, here.dataset), "unit_id").row(0, named=True)
    assert [found[n] for n in ("unit_id", "people", "known_qualification", "qualification", "known_competence")] == [
        "near", 3, 2, 17.5, 0,
    ]  # fmt: skip
    assert (round(found["low"], 4), round(found["high"], 4)) == (
        round((17 + 22 + 3) / 3, 4),
        round((90 + 95 + 100) / 3, 4),
    )
