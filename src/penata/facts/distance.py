"""Distances between places: the straight line over the sphere, or what the travel table says."""

from typing import Final

import polars as pl

EARTH_RADIUS_KM: Final = 6371.0088


def distance_km(lat_a: pl.Expr, lon_a: pl.Expr, lat_b: pl.Expr, lon_b: pl.Expr) -> pl.Expr:
    """Great-circle distance in km, rounded to 0.1 km; degrees in, null where a coordinate is.

    Haversine formula with the mean radius of the Earth (R = 6371.0088 km).

    >>> frame = pl.DataFrame({"a": [-3.4], "b": [114.8], "c": [-3.4], "d": [115.0]})
    >>> frame.select(distance_km(pl.col("a"), pl.col("b"), pl.col("c"), pl.col("d"))).item()
    22.2
    """
    a, b = lat_a.radians(), lat_b.radians()
    half_lat = ((b - a) / 2).sin().pow(2)
    half_lon = ((lon_b - lon_a).radians() / 2).sin().pow(2)
    chord = (half_lat + a.cos() * b.cos() * half_lon).clip(0.0, 1.0)
    return (2 * EARTH_RADIUS_KM * chord.sqrt().arcsin()).round(1)


def pair_distance(
    pairs: pl.DataFrame, travel: pl.DataFrame, *, here: tuple[str, str, str], there: tuple[str, str, str]
) -> pl.Series:
    """Distance of each row between two places, km (Float64, null where unknown).

    ``here`` and ``there`` name the district, latitude and longitude columns of ``pairs``. A row of the
    travel table with km goes before the straight line; the order of rows is kept.
    """
    straight = distance_km(*(pl.col(c) for c in (*here[1:], *there[1:])))
    if travel.height == 0 or not travel["km"].count():
        return pairs.select(straight.alias("km"))["km"]
    known = travel.filter(pl.col("km").is_not_null()).select(
        pl.col("from_district_id").alias(here[0]), pl.col("to_district_id").alias(there[0]), pl.col("km").alias("_road")
    )
    joined = pairs.join(known, on=[here[0], there[0]], how="left", maintain_order="left", validate="m:1")
    return joined.select(pl.coalesce("_road", straight).round(1).alias("km"))["km"]
