"""What one kind of limit is for the verifier: its limits, and how much a person on a post weighs in each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
import polars as pl

from penata.planning.verify.ground import NONE, Ground, Ints, rows_of
from penata.policy import Policy
from penata.tables import Dataset

Entries: TypeAlias = tuple[Ints, Ints, Ints]
"""Number of the limit, position of the pair among those asked about, weight; all of one length."""


@dataclass(frozen=True, slots=True)
class One:
    """One limit: the weights of all counted people on their seats may not sum to more than ``most``."""

    kind: str
    subject: str
    most: int
    remedy: str


class Side(Protocol):
    """Limits of one kind."""

    @property
    def limits(self) -> list[One]:
        """The limits by number."""

    def entries(self, person: Ints, post: Ints) -> Iterator[Entries]:
        """What each of these people weighs on each of these posts."""


@dataclass(frozen=True, slots=True, eq=False)
class Lay:
    """Where everything lies: the ground, and by post the numbers of its unit, office, district and agency.

    ``unit`` (p) is a row of ``units``; ``office``, ``district``, ``agency`` (p) rows of their ids, NONE where absent.
    """

    ground: Ground
    dataset: Dataset
    policy: Policy
    pairs: pl.DataFrame
    units: pl.DataFrame
    unit: Ints
    office_of_unit: Ints

    @classmethod
    def of(cls, ground: Ground, dataset: Dataset, policy: Policy, pairs: pl.DataFrame) -> "Lay":
        """Read the tables."""
        units = dataset["units"].sort("unit_id")
        return cls(ground, dataset, policy, pairs.select("person", "post"), units,
                   rows_of(ground.posts["unit_id"], units["unit_id"]), _offices(units))  # fmt: skip

    def column(self, name: str) -> tuple[list[str], Ints]:
        """Ids of units, offices, districts or agencies, and the number of each post's (p), NONE where it has none."""
        ids = self.units["unit_id"]
        if name == "office":
            return ids.to_list(), self.office_of_unit[self.unit]
        if name == "unit":
            return ids.to_list(), self.unit
        known = self.units[f"{name}_id"].drop_nulls().unique().sort()
        return known.to_list(), rows_of(self.units[f"{name}_id"], known)[self.unit]

    def heads(self, place: Ints, size: int) -> Ints:
        """Counted people by place where they sit now; ``place`` is that of each post."""
        ground = self.ground
        at = place[ground.own[(ground.own >= 0) & ground.counted]]
        return np.bincount(at[at >= 0], minlength=size)

    def moves(self) -> Iterator[tuple[Ints, Ints]]:
        """Everyone and every post that is a candidate and not the own one, in runs."""
        for run in self.pairs.iter_slices(_RUN):
            person, post = run["person"].cast(pl.Int64).to_numpy(), run["post"].cast(pl.Int64).to_numpy()
            moves = self.ground.own[person] != post
            yield person[moves], post[moves]

    def playing(self) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        """Who has any place to go to (n)."""
        plays = np.zeros(len(self.ground.own), np.bool_)
        for person, _ in self.moves():
            plays[person] = True
        return plays


_RUN = 2_000_000


def _offices(units: pl.DataFrame) -> Ints:
    """The office of each unit: the first OPD on the way up, else the top."""
    up = rows_of(units["parent_id"], units["unit_id"])
    is_office = (units["kind"] == "OPD").fill_null(value=False).to_numpy()
    at = np.arange(units.height)
    for _ in range(20):
        above = up[at]
        climbs = ~is_office[at] & (above != NONE)
        if not climbs.any():
            break
        at = np.where(climbs, above, at)
    return at
