"""What is compared: scores that people have, and what a plan does to them."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from penata.facts import Facts, pair_distance
from penata.merit import prepared, talent_boxes
from penata.merit.chunk import chunks
from penata.policy import Policy
from penata.tables import Dataset
from penata.vocabulary import Stance

_FIRST: Final = 3


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure per person: a share (yes or no) or a mean; ``of``: who is counted, ``outcome``: made by the plan."""

    name: str
    share: bool
    outcome: bool
    of: str


MEASURES: Final = (
    Measure("selection", share=False, outcome=False, of="seated"),
    Measure("pool", share=True, outcome=False, of="boxed"),
    Measure("shortlist", share=True, outcome=False, of="candidates"),
    Measure("moved", share=True, outcome=True, of="planned"),
    Measure("unasked", share=True, outcome=True, of="planned"),
    Measure("wish", share=True, outcome=True, of="wishing"),
    Measure("gain", share=False, outcome=True, of="movers"),
    Measure("distance", share=False, outcome=True, of="movers"),
    Measure("farther", share=False, outcome=True, of="movers with a known home"),
    Measure("remote", share=True, outcome=True, of="movers from elsewhere"),
    Measure("allowance", share=False, outcome=True, of="movers"),
)
"""
selection: points of performance, potential and experience in the own field. pool: in the succession pool, of those
with a talent box. shortlist: among the first three of a leading post, of all candidates on such lists. moved: moved by
the plan, of everyone whom the plan could move; unasked: moved to a place that was not wished for. wish: a wish granted,
of all who want or accept another place. gain: points of the move; distance: km between the seats; farther: km more (or
less) from home; remote: sent to a remote unit, of movers from one that is not; allowance: rupiah a month more or less.
"""


def measures_of(
    facts: Facts, dataset: Dataset, policy: Policy, moves: pl.DataFrame, shortlist: pl.DataFrame
) -> pl.DataFrame:
    """One row per counted person with a seat: ``person`` and a Float64 column for each of MEASURES.

    Shares are 0 or 1; null: the person is not among those of whom the measure tells, or it is not known.
    ``moves`` and ``shortlist`` follow the tables of a plan.
    """
    people = facts.persons.filter(pl.col("counted") & pl.col("post").is_not_null()).select(
        "person", "employee_id", "post", "treatment", "remote"
    )
    scored = people.with_columns(_selection(facts, dataset, policy, people))
    for frame in (_pool(facts, dataset), _listed(shortlist), _moved(facts, moves), _wishing(facts, dataset)):
        scored = scored.join(frame, on="employee_id", how="left", validate="1:1", maintain_order="left")
    moved, planned = pl.col("gain").is_not_null(), pl.col("treatment") == "plan"
    asked = pl.col("wish_rank").is_not_null()
    return scored.select(
        "person", "selection", "pool", "shortlist",
        _where(planned, moved).alias("moved"),
        _where(planned, moved & ~asked).alias("unasked"),
        _where(pl.col("wishing").fill_null(value=False), moved & asked).alias("wish"),
        "gain", "distance", "farther",
        _where(moved & ~pl.col("remote"), pl.col("remote_to")).alias("remote"),
        "allowance",
    ).sort("person")  # fmt: skip


def _where(base: pl.Expr, holds: pl.Expr) -> pl.Expr:
    """1 or 0 of those in the base, null for all others."""
    return pl.when(base).then(holds.cast(pl.Float64))


def _selection(facts: Facts, dataset: Dataset, policy: Policy, people: pl.DataFrame) -> pl.Series:
    """Points of selection on the own post."""
    merit = prepared(facts, dataset, policy)
    own = people.select("person", "post", pl.lit("LATERAL").alias("direction"))
    found = [merit.selection.points(chunk, np.ones(len(chunk.person), np.bool_)) for chunk in chunks(facts, own)]
    return pl.Series("selection", np.concatenate([np.empty(0, np.int64), *found])).cast(pl.Float64)


def _pool(facts: Facts, dataset: Dataset) -> pl.DataFrame:
    return talent_boxes(facts, dataset).select("employee_id", pl.col("pool").cast(pl.Float64))


def _listed(shortlist: pl.DataFrame) -> pl.DataFrame:
    first = (pl.col("place").min() <= _FIRST).cast(pl.Float64).alias("shortlist")
    return shortlist.group_by("employee_id").agg(first)


def _wishing(facts: Facts, dataset: Dataset) -> pl.DataFrame:
    """employee_id, wishing: who wants or accepts a place that is not the own one."""
    own = facts.persons.select("employee_id", *(pl.col(c).alias(f"own_{c}") for c in _PLACES))
    asked = dataset["wishes"].filter(pl.col("stance") != Stance.REFUSE.value)
    asked = asked.join(own, on="employee_id", how="inner", validate="m:1")
    away = pl.any_horizontal(pl.col(c).is_not_null() & pl.col(c).ne_missing(pl.col(f"own_{c}")) for c in _PLACES)
    return asked.filter(away).select("employee_id", pl.lit(value=True).alias("wishing")).unique()


_PLACES: Final = ("post_id", "unit_id", "district_id")


def _moved(facts: Facts, moves: pl.DataFrame) -> pl.DataFrame:
    """employee_id, gain, distance, farther, remote_to, allowance, wish_rank of whoever leaves a seat for another."""
    home = ("home_district_id", "home_lat", "home_lon")
    people = facts.persons.select("employee_id", *home)
    seats = facts.posts.select("post_id", "district_id", "lat", "lon", "remote")
    ends = moves.filter(pl.col("from_post_id").is_not_null() & pl.col("to_post_id").is_not_null()).join(
        people, on="employee_id", how="left", validate="1:1"
    )
    for side in ("from", "to"):
        ends = ends.join(
            seats.rename({c: f"{c}_{side}" for c in seats.columns if c != "post_id"}),
            left_on=f"{side}_post_id", right_on="post_id", how="left", validate="m:1", maintain_order="left",
        )  # fmt: skip
    km = [
        pair_distance(ends, facts.travel, here=home, there=(f"district_id_{s}", f"lat_{s}", f"lon_{s}"))
        for s in ("from", "to")
    ]
    return ends.with_columns((km[1] - km[0]).alias("farther")).select(
        "employee_id", pl.col("gain").cast(pl.Float64), pl.col("distance_km").alias("distance"), "farther",
        pl.col("remote_to"), pl.col("allowance_change").cast(pl.Float64).alias("allowance"), "wish_rank",
    )  # fmt: skip
