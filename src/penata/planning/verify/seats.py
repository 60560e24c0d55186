"""What a seat is worth and where it is: distance, job class and allowance, computed a second time."""

from typing import Final

import numpy as np
import polars as pl

from penata.planning.verify.ground import NONE, Ground, Ints, rows_of
from penata.tables import Dataset

_OF_JOB: Final = {"grade": pl.Int64, "allowance_month": pl.Int64}
_RADIUS_KM: Final = 6371.0088
_Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def distances(dataset: Dataset, ground: Ground, here: Ints, there: Ints) -> pl.Series:
    """Kilometres between two posts: as the travel table says, else the great circle; null where unknown."""
    units = dataset["units"].join(dataset["districts"], on="district_id", how="left", validate="m:1", suffix="_d")
    at = rows_of(ground.posts["unit_id"], units["unit_id"])
    lat = units.select(pl.coalesce("lat", "lat_d").alias("deg"))["deg"].to_numpy().astype(np.float64)
    lon = units.select(pl.coalesce("lon", "lon_d").alias("deg"))["deg"].to_numpy().astype(np.float64)
    start, end = np.append(at, NONE)[here], np.append(at, NONE)[there]
    km = _great_circle(np.append(lat, np.nan)[start], np.append(lon, np.nan)[start],
                       np.append(lat, np.nan)[end], np.append(lon, np.nan)[end])  # fmt: skip
    district = pl.concat([units["district_id"], pl.Series([None], dtype=pl.String)])
    size = units.height
    asked = pl.DataFrame({
        "from_district_id": district[np.where(start < 0, size, start)],
        "to_district_id": district[np.where(end < 0, size, end)],
        "straight": pl.Series(km, nan_to_null=True),
    })  # fmt: skip
    road = dataset["travel"].select("from_district_id", "to_district_id", "km")
    joined = asked.join(
        road, on=("from_district_id", "to_district_id"), how="left", maintain_order="left", validate="m:1"
    )
    return joined.select(pl.coalesce("km", "straight").alias("km"))["km"]


def grades_and_allowances(dataset: Dataset, ground: Ground, person: Ints, there: Ints) -> dict[str, pl.Series]:
    """grade_before, grade_after, allowance_change of each mover.

    On a post whose job has no level, each keeps the own level: what that job does not state stays.
    """
    jobs = dataset["jobs"].sort("job_id")
    of_post = rows_of(ground.posts["job_id"], jobs["job_id"])
    stated = rows_of(ground.employees["job_id"], jobs["job_id"])[person]
    open_level = np.append(jobs["level"].is_null().to_numpy(), np.True_)
    seat = np.append(of_post, NONE)[ground.own[person]]
    own = np.where(open_level[seat] & (stated >= 0), stated, seat)
    asked = of_post[there]
    keeps = pl.Series(open_level[asked] & ~open_level[own])
    nothing = pl.DataFrame(schema=_OF_JOB).clear(1)
    frame = pl.concat([jobs.select(_OF_JOB.keys()), nothing])
    before, after = frame[np.where(own < 0, jobs.height, own)], frame[asked]
    kept = [pl.select(pl.coalesce(after[n], pl.when(keeps).then(before[n]))).to_series() for n in _OF_JOB]
    return {
        "grade_before": before["grade"],
        "grade_after": kept[0],
        "allowance_change": kept[1] - before["allowance_month"],
    }


def _great_circle(lat_a: _Floats, lon_a: _Floats, lat_b: _Floats, lon_b: _Floats) -> _Floats:
    """Kilometres by the chord between two unit vectors, which is exact for near and far places alike."""
    a, b = _unit_vector(lat_a, lon_a), _unit_vector(lat_b, lon_b)
    half_chord = np.sqrt(((a - b) ** 2).sum(axis=0)) / 2
    return np.asarray(2 * _RADIUS_KM * np.arcsin(np.clip(half_chord, 0.0, 1.0)))


def _unit_vector(lat: _Floats, lon: _Floats) -> _Floats:
    north, east = np.radians(lat), np.radians(lon)
    return np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])
