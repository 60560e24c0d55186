"""Selection and release: merit decides who gets a seat, never who is sent away."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from penata import merit
from penata.policy import Weights

QUIET = Weights(distance_per_10km=0, disruption=0, wish=0, wish_step=0, accept=0, fit=0)
Make = Callable[..., Any]
WANT = [{"employee_id": "1", "stance": "WANT", "rank": 1, "post_id": "far:guru"}]


def _years(last: str, before: str | None = None) -> list[dict[str, Any]]:
    rows = [{"employee_id": "1", "period": "2025", "predicate": last}]
    return [*rows, {"employee_id": "1", "period": "2024", "predicate": before}] if before else rows


@pytest.mark.parametrize(
    ("appraisals", "person", "points"),
    [
        ([], {}, 0),
        (_years("SANGAT_BAIK"), {}, 10),
        (_years("BAIK", "BAIK"), {}, 0),
        (_years("SANGAT_BAIK", "BAIK"), {}, 5),
        (_years("SANGAT_KURANG"), {}, -10),
        ([], {"potential": 3}, 10),
        ([], {"in_job_since": dt.date(2010, 1, 1)}, 10),
        ([], {"in_job_since": dt.date(2026, 6, 1)}, -10),
        (_years("SANGAT_BAIK", "SANGAT_BAIK"), {"potential": 3, "in_job_since": dt.date(2010, 1, 1)}, 30),
    ],
)
def test_selection_counts_where_the_seat_is_wanted(
    town: Make, appraisals: list[dict[str, Any]], person: dict[str, Any], points: int
) -> None:
    expected = {"selection": points} if points else {}
    assert town(QUIET, person=person, appraisals=appraisals, wishes=WANT).parts("1", "far:guru") == expected


def test_selection_counts_for_a_step_up_and_for_nothing_else(town: Make) -> None:
    place = town(QUIET, appraisals=_years("SANGAT_BAIK"))
    assert place.parts("1", "far:guru", direction="PROMOTION") == {"selection": 10}
    assert place.parts("1", "far:guru", direction="LATERAL") == {}
    assert place.parts("1", "far:guru", direction=None) == {}


def _crowded(**person: Any) -> list[dict[str, Any]]:
    """Two on a post that needs one."""
    return [
        {"employee_id": "1", "name": "A", "employment": "PNS", "post_id": "near:guru", **person},
        {"employee_id": "2", "name": "B", "employment": "PNS", "post_id": "near:guru"},
    ]


@pytest.mark.parametrize(
    ("person", "points"),
    [
        ({}, 0),
        ({"in_unit_since": dt.date(2010, 1, 1)}, 7),
        ({"in_unit_since": dt.date(2026, 6, 1)}, -7),
        ({"in_post_since": dt.date(2010, 1, 1)}, 7),
        ({"dependants": 0}, 7),
        ({"dependants": 4}, -7),
        ({"dependants": 9}, -7),
    ],
)
def test_release_by_time_in_place_and_family(town: Make, person: dict[str, Any], points: int) -> None:
    expected = {"release": points} if points else {}
    assert town(QUIET, employees=_crowded(**person)).parts("1", "far:guru") == expected


def test_release_is_easier_for_who_wishes_to_go_and_hardest_when_protected(town: Make) -> None:
    wish = [{"employee_id": "1", "stance": "WANT", "rank": 1, "unit_id": "clinic"}]
    assert town(QUIET, employees=_crowded(), wishes=wish).parts("1", "far:guru") == {"release": 7}
    stay = [{**wish[0], "unit_id": "near"}]
    assert town(QUIET, employees=_crowded(), wishes=stay).parts("1", "far:guru") == {}
    ill = [{"employee_id": "1", "kind": "ILLNESS", "from": dt.date(2026, 1, 1)}]
    assert town(QUIET, employees=_crowded(), wishes=wish, conditions=ill).parts("1", "far:guru") == {"release": -20}


def test_release_protects_in_every_post_but_not_against_an_own_wish(town: Make) -> None:
    ill = [{"employee_id": "1", "kind": "PREGNANCY", "from": dt.date(2026, 1, 1)}]
    assert town(QUIET, conditions=ill).parts("1", "far:guru") == {"release": -20}
    wish = [{"employee_id": "1", "stance": "ACCEPT", "rank": 1, "unit_id": "far"}]
    assert "release" not in town(QUIET, wishes=wish, conditions=ill).parts("1", "far:guru")
    placed = town(QUIET, person={"post_id": None, "job_id": "guru"}, conditions=ill)
    assert "release" not in placed.parts("1", "far:guru")


def test_release_never_looks_at_performance(town: Make) -> None:
    for predicate in ("SANGAT_BAIK", "SANGAT_KURANG"):
        assert town(QUIET, employees=_crowded(), appraisals=_years(predicate)).parts("1", "far:guru") == {}


def test_release_counts_only_where_there_are_too_many(town: Make) -> None:
    alone = {"in_unit_since": dt.date(2010, 1, 1), "dependants": 0}
    assert town(QUIET, person=alone).parts("1", "far:guru") == {}


def test_shortlist_points_are_of_the_post_not_of_the_move(town: Make) -> None:
    jobs = [{"job_id": "guru", "name": "Guru", "category": "PENGAWAS", "min_education": "S1"},
            {"job_id": "clerk", "name": "Staf", "category": "PELAKSANA"}]  # fmt: skip
    place = town(Weights(), person={"education_level": "S2"}, jobs=jobs, appraisals=_years("SANGAT_BAIK"))
    assert place.points("1", "far:guru") == 33 + 10  # half of 60 and half of the education share; performance
    assert place.points("1", "clinic:clerk") == 30 + 10
    assert place.points("1", "near:guru") == place.points("1", "far:guru")


def test_shortlist_points_count_wishes_and_assessments(town: Make) -> None:
    assert town(Weights(), wishes=WANT).points("1", "far:guru") == 30 + 40
    refusal = [{**WANT[0], "stance": "REFUSE", "rank": None}]
    assert town(Weights(), wishes=refusal).points("1", "far:guru") == 30 - 60
    scores = [{"employee_id": "1", "post_id": "far:guru", "points": 81}]
    assert town(Weights(), wishes=WANT, scores=scores).points("1", "far:guru") == 81


def test_shortlist_is_ordered_by_points_then_seniority_then_id(town: Make) -> None:
    def person(n: str, potential: int | None, rank: str | None, since: int | None) -> dict[str, Any]:
        return {"employee_id": n, "name": n, "employment": "PNS", "post_id": "clinic:clerk", "potential": potential,
                "rank": rank, "rank_since": since and dt.date(since, 1, 1)}  # fmt: skip

    employees = [
        person("1", None, None, None),
        person("2", None, "III/a", 2020),
        person("3", None, "III/b", 2024),
        person("4", None, "III/b", 2020),
        person("5", 3, "II/a", 2024),
        person("6", None, "III/b", 2020),
    ]
    place = town(employees=employees)
    pairs = place.pairs(*((n, "far:guru") for n in "654321"), ("1", "near:guru")).drop("last_resort")
    table = merit.shortlist_points(place.facts, place.dataset, place.policy, pairs)
    assert table.filter(pl.col("post_id") == "far:guru")["employee_id"].to_list() == ["5", "4", "6", "3", "2", "1"]
    assert table.select("post_id", "place").rows() == [("far:guru", n) for n in range(1, 7)] + [("near:guru", 1)]
