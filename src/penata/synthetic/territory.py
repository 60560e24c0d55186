"""Where the regency lies: districts on a coast, inland and on islands, and the ways between them."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import polars as pl

from penata.facts import distance_km
from penata.synthetic.catalogue import catalogue
from penata.synthetic.chance import draw, stream

TOWN, PLAIN, REMOTE = "TOWN", "PLAIN", "REMOTE"
KM_PER_DEGREE: Final = 111.2


@dataclass(frozen=True, slots=True)
class Territory:
    """One agency and its land.

    ``agency``: the row of agencies. ``districts``: columns of the table and ``area`` (TOWN, PLAIN, REMOTE), ``terrain``
    (TOWN, COAST, INLAND, ISLAND), sorted by district_id. ``travel``: all pairs of different districts.
    """

    agency: dict[str, Any]
    districts: pl.DataFrame
    travel: pl.DataFrame

    @property
    def agency_id(self) -> str:
        """Id of the agency."""
        return str(self.agency["agency_id"])


def territory(seed: int, agency: int, people: int) -> Territory:
    """The land of the agency with this number, for so many people."""
    rng = stream(seed, agency, "territory")
    count = int(np.clip(round(people / 400), 5, 24))
    names = _place_names(rng, count)
    agency_id = f"{99 - agency // 90}{agency % 90 + 1:02d}"
    terrain = _terrain(count)
    lat, lon = _positions(rng, terrain, agency)
    far = np.array([t == "ISLAND" or (t == "INLAND" and i % 3 == 2) for i, t in enumerate(terrain)])
    districts = pl.DataFrame(
        {
            "district_id": [f"{agency_id}{i + 1:03d}" for i in range(count)],
            "name": [_island_name(rng, n) if t == "ISLAND" else n for n, t in zip(names, terrain, strict=True)],
            "lat": lat,
            "lon": lon,
            "remote": far,
            "terrain": terrain,
        }
    ).with_columns(
        pl.when(pl.col("terrain") == "TOWN").then(pl.lit(TOWN)).when("remote").then(pl.lit(REMOTE))
        .otherwise(pl.lit(PLAIN)).alias("area")
    )  # fmt: skip
    row = {
        "agency_id": agency_id,
        "name": f"Kabupaten {names[0]}",
        "kind": "REGENCY",
        "province_id": agency_id[:2],
    }
    return Territory(agency=row, districts=districts, travel=_travel(districts))


def _terrain(count: int) -> list[str]:
    """The first districts are the town; then islands, inland and coast in turn."""
    towns = 1 if count < 10 else 2
    rest = ("INLAND", "COAST", "INLAND", "ISLAND", "COAST", "INLAND", "COAST")
    return ["TOWN"] * towns + [rest[i % len(rest)] for i in range(count - towns)]


def _positions(rng: np.random.Generator, terrain: list[str], agency: int) -> tuple[Any, Any]:
    """Latitude and longitude: the coast runs north to south, the land lies to the west of it."""
    count = len(terrain)
    east = {"TOWN": (-4.0, 0.0), "COAST": (-5.0, 0.0), "INLAND": (-48.0, -12.0), "ISLAND": (18.0, 62.0)}
    low, high = np.array([east[t][0] for t in terrain]), np.array([east[t][1] for t in terrain])
    x = low + (high - low) * rng.random(count)
    y = np.where(np.array(terrain) == "TOWN", rng.normal(0.0, 3.0, count), rng.uniform(-45.0, 45.0, count))
    centre_lat, centre_lon = -3.4 - (agency * 0.83) % 5.0, 104.6 + (agency * 3.37) % 30.0
    return np.round(centre_lat + y / KM_PER_DEGREE, 5), np.round(centre_lon + x / KM_PER_DEGREE, 5)


def _place_names(rng: np.random.Generator, count: int) -> list[str]:
    parts = catalogue("names")
    pairs = [(a, b) for a in parts["place_first"] for b in parts["place_second"]]
    return [" ".join(pairs[i]) for i in rng.permutation(len(pairs))[:count]]


def _island_name(rng: np.random.Generator, fallback: str) -> str:
    second = draw(rng, dict.fromkeys(catalogue("names")["island_second"], 1.0), 1)[0]
    return f"Kepulauan {second} {fallback.split()[1]}"


def _travel(districts: pl.DataFrame) -> pl.DataFrame:
    """Minutes, km and cost by road; to and from an island by sea, with the wait for the boat."""
    ends = districts.select("district_id", "lat", "lon", "terrain")
    pairs = ends.select(pl.all().name.prefix("from_")).join(ends.select(pl.all().name.prefix("to_")), how="cross")
    straight = distance_km(pl.col("from_lat"), pl.col("from_lon"), pl.col("to_lat"), pl.col("to_lon"))
    sea = (pl.col("from_terrain") == "ISLAND") | (pl.col("to_terrain") == "ISLAND")
    hills = (pl.col("from_terrain") == "INLAND") | (pl.col("to_terrain") == "INLAND")
    km = (straight * pl.when(sea).then(1.15).when(hills).then(1.5).otherwise(1.3)).round(1)
    speed = pl.when(sea).then(20.0).when(hills).then(28.0).otherwise(38.0)
    return (
        pairs.filter(pl.col("from_district_id") != pl.col("to_district_id"))
        .with_columns(km.alias("km"))
        .select(
            "from_district_id", "to_district_id",
            (pl.col("km") / speed * 60 + pl.when(sea).then(60.0).otherwise(5.0)).round(0).alias("minutes"),
            "km",
            (((pl.col("km") * 1_500 + pl.when(sea).then(75_000).otherwise(0)) / 1_000).round(0) * 1_000)
            .cast(pl.Int64).alias("cost"),
        )
    )  # fmt: skip
