"""Distance from home: how much nearer or farther a move brings a person."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from penata.facts import Facts, pair_distance
from penata.merit.chunk import Chunk
from penata.merit.points import UNKNOWN, Ints, Mask, rounded
from penata.policy import Policy

_TENTHS_PER_STEP: Final = 100  # 10 km in tenths of a km
_ORIGIN: Final = ("from_district", "from_lat", "from_lon")
_SEAT: Final = ("district_id", "lat", "lon")


@dataclass(frozen=True, slots=True, eq=False)
class Nearness:
    """Where everyone starts from: the home, or the own seat where no home is known.

    ``here`` (n) is the distance from there to the own seat in tenths of a km: UNKNOWN where it cannot be
    told, 0 where the seat itself is the start or there is no seat. An unknown distance counts nothing.
    ``homed`` (n) marks people who start from home.
    """

    weight: int
    cap: int
    origins: pl.DataFrame
    seats: pl.DataFrame
    travel: pl.DataFrame
    homed: Mask
    here: Ints

    @classmethod
    def of(cls, facts: Facts, policy: Policy) -> "Nearness":
        """Prepare homes and seats under the weights of a policy."""
        homed = pl.col("home_lat").is_not_null() & pl.col("home_lon").is_not_null()
        homed = homed | pl.col("home_district_id").is_not_null()
        origins = facts.persons.select(
            pl.when(homed).then("home_district_id").otherwise("district_id").alias("from_district"),
            pl.when(homed).then("home_lat").otherwise("lat").alias("from_lat"),
            pl.when(homed).then("home_lon").otherwise("lon").alias("from_lon"),
        )
        measured = facts.persons.select((homed & pl.col("post").is_not_null()).alias("measured"))["measured"].to_numpy()
        own = _tenths(pl.concat([origins, facts.persons.select(_SEAT)], how="horizontal"), facts.travel)
        return cls(
            weight=policy.weights.distance_per_10km,
            cap=policy.weights.distance_cap,
            origins=origins,
            seats=facts.posts.select(_SEAT),
            travel=facts.travel,
            homed=facts.persons.select(homed.alias("homed"))["homed"].to_numpy(),
            here=np.where(measured, own, 0),
        )

    def there(self, chunk: Chunk) -> Ints:
        """Distance from the start of each person to the post, tenths of a km, UNKNOWN where it cannot be told."""
        rows = pl.concat([_rows(self.origins, chunk.person), _rows(self.seats, chunk.post)], how="horizontal")
        return _tenths(rows, self.travel)

    def points(self, chunk: Chunk) -> Ints:
        """Points for every 10 km nearer (positive) or farther (negative), capped both ways."""
        there, here = self.there(chunk), self.here[chunk.person]
        known: Mask = (there >= 0) & (here >= 0)
        points = rounded((here - there) * self.weight, _TENTHS_PER_STEP)
        return np.where(known, np.clip(points, -self.cap, self.cap), 0)


def _rows(frame: pl.DataFrame, at: Ints) -> pl.DataFrame:
    return frame[at]


def _tenths(rows: pl.DataFrame, travel: pl.DataFrame) -> Ints:
    km = pair_distance(rows, travel, here=_ORIGIN, there=_SEAT)
    tenths: npt.NDArray[np.int64] = (km * 10).round().cast(pl.Int64).fill_null(UNKNOWN).to_numpy()
    return tenths
