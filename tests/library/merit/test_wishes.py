"""Wishes: points by rank and stance, which of several counts, and the rank that a move grants."""

from collections.abc import Callable
from typing import Any

import pytest

from penata.policy import Weights

QUIET = Weights(distance_per_10km=0, disruption=0, selection=0)
Make = Callable[..., Any]


def _wish(stance: str, rank: int | None = None, **place: str) -> dict[str, Any]:
    return {"employee_id": "1", "stance": stance, "rank": rank, **place}


@pytest.mark.parametrize(
    ("wishes", "points", "rank"),
    [
        ([_wish("WANT", 1, post_id="far:guru")], 40, 1),
        ([_wish("WANT", 3, post_id="far:guru")], 30, 3),
        ([_wish("WANT", 9, unit_id="far")], 20, 9),
        ([_wish("ACCEPT", 2, district_id="d2")], 20, 2),
        ([_wish("REFUSE", post_id="far:guru")], -60, None),
        ([_wish("WANT", 1, post_id="clinic:clerk")], 0, None),
        ([_wish("WANT", 2, post_id="far:guru"), _wish("WANT", 1, district_id="d2")], 40, 1),
        ([_wish("ACCEPT", 1, post_id="far:guru"), _wish("WANT", 5, unit_id="far")], 20, 5),
        ([_wish("REFUSE", district_id="d2"), _wish("ACCEPT", 1, post_id="far:guru")], 20, 1),
        ([_wish("REFUSE", post_id="far:guru"), _wish("WANT", 1, district_id="d2")], -60, None),
        ([_wish("REFUSE", unit_id="far"), _wish("WANT", 1, unit_id="far")], 40, 1),
        ([_wish("WANT", None, post_id="far:guru"), _wish("WANT", 1, post_id="clinic:clerk")], 35, 2),
        ([_wish("WANT", None, post_id="far:guru")], 40, 1),
    ],
)
def test_wish_counts(town: Make, wishes: list[dict[str, Any]], points: int, rank: int | None) -> None:
    place = town(QUIET, wishes=wishes)
    assert place.parts("1", "far:guru") == ({"wish": points} if points else {})
    assert place.wish_rank("1", "far:guru") == rank


def test_wish_for_the_own_seat_is_lost_by_leaving(town: Make) -> None:
    stay = town(QUIET, wishes=[_wish("WANT", 1, unit_id="near")])
    assert stay.parts("1", "far:guru") == {"wish": -40}
    both = town(QUIET, wishes=[_wish("WANT", 1, unit_id="near"), _wish("ACCEPT", 2, unit_id="far")])
    assert both.parts("1", "far:guru") == {"wish": -20}


def test_wish_refusing_the_own_seat_is_no_prize_for_leaving(town: Make) -> None:
    assert town(QUIET, wishes=[_wish("REFUSE", unit_id="near")]).parts("1", "far:guru") == {}


def test_wish_of_somebody_else_counts_nothing(town: Make) -> None:
    employees = [{"employee_id": n, "name": n, "employment": "PNS", "post_id": "near:guru"} for n in ("1", "2")]
    place = town(Weights(distance_per_10km=0, disruption=0, selection=0, release=0), employees=employees,
                 wishes=[{**_wish("WANT", 1, unit_id="far"), "employee_id": "2"}])  # fmt: skip
    assert place.parts("1", "far:guru") == {}
    assert place.parts("2", "far:guru") == {"wish": 40}
