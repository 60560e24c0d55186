"""Where each of a few people could be: their places (a unit, and whether the seat leads it) and the pairs there."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from penata.planning.limits.kinds.basis import Basis
from penata.planning.problem import NOBODY, Ints, Mask

LEADS: Final = "!"
"""Follows the id of a unit where the seat leads it."""


@dataclass(frozen=True, slots=True, eq=False)
class Whereabouts:
    """m people in the order of their rows, with their places one after the other.

    ``start`` (m+1) bounds each one's places in ``place``, ``today`` (whether it is the own unit, leading no more than
    today) and ``pair_start``, which bounds the pairs of each place in ``pair``: none for who is not in play and stays.
    ``alike`` (m): people with the same places have the same number. ``plays`` (m). By place: ``unit_ids``, ``leads``.
    """

    people: Ints
    start: Ints
    place: Ints
    today: Mask
    pair_start: Ints
    pair: Ints
    alike: Ints
    plays: Mask
    unit_ids: pl.Series
    leads: Mask

    def of(self, at: int) -> slice:
        """The places of a person, by number."""
        return slice(int(self.start[at]), int(self.start[at + 1]))

    def pairs(self, places: slice) -> tuple[Ints, Ints]:
        """The pairs of a range of places, and which of these places each is at."""
        first, last = self.pair_start[places.start], self.pair_start[places.stop]
        counts = np.diff(self.pair_start[places.start : places.stop + 1])
        return self.pair[first:last], np.repeat(np.arange(len(counts)), counts)

    def text(self, place: int) -> str:
        """The unit of a place, marked where the seat leads it."""
        return str(self.unit_ids[place]) + (LEADS if self.leads[place] else "")


def whereabouts(basis: Basis, people: Ints, *, leading: bool) -> Whereabouts:
    """The places of these people (sorted rows of the facts); without ``leading`` nobody leads anything."""
    seen = _seen(basis, people, leading=leading)
    known = seen.select("unit_id", "leads").unique().sort("unit_id", "leads").with_row_index("place")
    rows = seen.join(known, on=["unit_id", "leads"], how="left", validate="m:1").sort("person", "place", "pair")
    person, place = rows["person"].to_numpy(), rows["place"].cast(pl.Int64).to_numpy()
    pair, today = rows["pair"].to_numpy(), rows["today"].to_numpy()
    first = np.flatnonzero(np.concatenate([[True], (np.diff(person) != 0) | (np.diff(place) != 0)])[: len(person)])
    real = np.concatenate([[0], np.cumsum(pair != NOBODY)])
    start = np.searchsorted(person[first], np.append(people, np.iinfo(np.int64).max))
    places = place[first]
    return Whereabouts(
        people=people,
        start=start,
        place=places,
        today=np.logical_or.reduceat(today, first) if len(first) else np.zeros(0, np.bool_),
        pair_start=real[np.append(first, len(person))],
        pair=pair[pair != NOBODY],
        alike=_alike(places, start),
        plays=basis.problem.rank[people] != NOBODY,
        unit_ids=known["unit_id"],
        leads=known["leads"].to_numpy(),
    )


def _seen(basis: Basis, people: Ints, *, leading: bool) -> pl.DataFrame:
    """person, unit_id, leads, today, pair: one row a pair, and one with pair NOBODY for who rests on a seat."""
    facts = basis.facts
    wanted = np.zeros(facts.persons.height, np.bool_)
    wanted[people] = True
    at = np.flatnonzero(wanted[basis.person])
    seats = facts.posts.select("unit_id", leads=pl.col("leads_unit") & leading)
    home = facts.persons.select(
        pl.col("person").cast(pl.Int64), pl.col("post").is_not_null().alias("seated"), home="unit_id",
        led=pl.col("leads") & leading,
    )  # fmt: skip
    playing = seats[basis.there[at]].with_columns(
        person=pl.Series(basis.person[at]), pair=pl.Series(at), own=pl.Series(~basis.moves[at])
    ).join(home, on="person", how="left", validate="m:1", maintain_order="left").with_columns(
        leads=pl.when("own").then("led").otherwise("leads")
    )  # fmt: skip
    resting = home.filter(pl.Series(wanted & (basis.problem.rank == NOBODY)) & pl.col("seated")).with_columns(
        unit_id="home", leads="led", pair=pl.lit(NOBODY, pl.Int64)
    )  # fmt: skip
    today = (pl.col("unit_id") == pl.col("home")).fill_null(value=False) & (pl.col("led") | ~pl.col("leads"))
    columns = ("person", "unit_id", "leads", today.alias("today"), "pair")
    return pl.concat([frame.select(columns) for frame in (playing, resting)])


def _alike(place: Ints, start: Ints) -> Ints:
    numbers: dict[bytes, int] = {}
    bounds = zip(start[:-1].tolist(), start[1:].tolist(), strict=True)
    return np.array([numbers.setdefault(place[a:b].tobytes(), len(numbers)) for a, b in bounds], np.int64)
