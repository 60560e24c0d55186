"""Talent boxes: where each comes from, and what is missing where there is none."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from penata.law.values import value
from penata.merit import talent_boxes


def box_of(town: Callable[..., Any], person: dict[str, Any], **tables: Any) -> dict[str, Any]:
    here = town(person=person, **tables)
    found: dict[str, Any] = talent_boxes(here.facts, here.dataset).row(0, named=True)
    return found


def appraisal(period: str = "2025", **told: Any) -> list[dict[str, Any]]:
    return [{"employee_id": "1", "period": period, **told}]


@pytest.mark.parametrize(
    ("predicate", "potential", "box"),
    [
        ("SANGAT_KURANG", 1, 1), ("BAIK", 1, 2), ("BUTUH_PERBAIKAN", 2, 3), ("SANGAT_BAIK", 1, 4), ("BAIK", 2, 5),
        ("KURANG", 3, 6), ("SANGAT_BAIK", 2, 7), ("BAIK", 3, 8), ("SANGAT_BAIK", 3, 9),
    ],
)  # fmt: skip
def test_box_is_computed_from_both_axes(town: Callable[..., Any], predicate: str, potential: int, box: int) -> None:
    found = box_of(town, {"potential": potential}, appraisals=appraisal(predicate=predicate))
    assert (found["box"], found["source"], found["year"], found["missing"]) == (box, "computed", 2025, [])
    assert (found["pool"], found["pool_national"]) == (box >= 7, box == 9)
    assert found["recommendation"] == value("talent.recommendations", dt.date(2026, 1, 1))[box]


def test_box_of_the_national_system_goes_before_the_data(town: Callable[..., Any]) -> None:
    found = box_of(
        town, {"potential": 1}, appraisals=appraisal(predicate="KURANG"),
        talent=[{"employee_id": "1", "year": 2024, "box": 8, "performance_score": 75.5, "potential_score": 90.0}],
    )  # fmt: skip
    assert [found[name] for name in ("performance", "potential", "box", "year", "source", "score")] == [
        2, 3, 8, 2024, "imported", 82.75,
    ]  # fmt: skip


def test_missing_axis_is_named_and_gives_no_box(town: Callable[..., Any]) -> None:
    found = box_of(town, {"potential": None}, appraisals=appraisal(predicate="BAIK"))
    assert [found[n] for n in ("performance", "box", "pool", "recommendation", "source", "missing")] == [
        2, None, None, None, None, ["potential"],
    ]  # fmt: skip
    assert box_of(town, {"potential": None})["missing"] == ["performance", "potential"]


def test_work_result_alone_gives_the_axis(town: Callable[..., Any]) -> None:
    assert box_of(town, {"potential": 2}, appraisals=appraisal(work_result=1))["performance"] == 3


def test_quarter_is_no_year(town: Callable[..., Any]) -> None:
    found = box_of(town, {"potential": 2}, appraisals=appraisal("2025-Q4", predicate="SANGAT_BAIK"))
    assert (found["box"], found["missing"]) == (None, ["performance"])


def test_potential_of_the_national_box_counts_where_people_contest_a_seat(town: Callable[..., Any]) -> None:
    wish = [{"employee_id": "1", "rank": 1, "post_id": "far:guru", "stance": "WANT"}]
    low = town(person={"potential": 1}, wishes=wish)
    high = town(person={"potential": 1}, wishes=wish, talent=[{"employee_id": "1", "year": 2025, "box": 6}])
    assert high.parts("1", "far:guru")["selection"] - low.parts("1", "far:guru").get("selection", 0) == 20
