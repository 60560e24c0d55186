"""The straight line over the sphere, and the road where the travel table knows one."""

import polars as pl
import pytest

from penata.facts import distance_km, pair_distance

PLACES = pl.DataFrame(
    {
        "here": ["A", "A", "B", None],
        "lat": [-3.4, -3.4, -3.4, -3.4],
        "lon": [114.8, 114.8, 115.0, None],
        "there": ["A", "B", "A", "B"],
        "lat2": [-3.4] * 4,
        "lon2": [114.8, 115.0, 114.8, 115.0],
    }
)
TRAVEL = pl.DataFrame(
    {"from_district_id": ["A"], "to_district_id": ["B"], "minutes": [90.0], "km": [31.26], "cost": [None]},
    schema_overrides={"cost": pl.Int64},
)
ENDS = {"here": ("here", "lat", "lon"), "there": ("there", "lat2", "lon2")}


def test_straight_line_is_rounded_to_a_tenth() -> None:
    assert pair_distance(PLACES, TRAVEL.clear(), **ENDS).to_list() == [0.0, 22.2, 22.2, None]


def test_the_road_goes_before_the_straight_line_in_its_own_direction() -> None:
    assert pair_distance(PLACES, TRAVEL, **ENDS).to_list() == [0.0, 31.3, 22.2, None]


def test_a_degree_on_the_equator() -> None:
    ends = (pl.lit(0.0), pl.lit(110.0), pl.lit(0.0), pl.lit(111.0))
    assert pl.select(distance_km(*ends)).item() == pytest.approx(111.2)
