"""Who covers a seat while it stands empty: present colleagues of the same work, or somebody who acts for a lead.

A seat stands empty when a post that had what it needs has fewer after a wave; the order of moves keeps posts at their
safe minimum, so this only happens where that is below the need. A unit stands without a lead when whoever leads it, by
post or by duty, has gone. Proposed are people who do not move at all; who it is, the head of the unit decides.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from penata.facts import Facts
from penata.merit.points import whole
from penata.tables import ORDER_TABLES, Dataset
from penata.transition.steps import NONE, Ints

PROPOSED: Final = 3
"""Names proposed for one empty seat."""


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """``wave`` (n) of each move, from 1; ``waves`` in all; ``dates``: wave, date (null: no day is known)."""

    wave: Ints
    waves: int
    dates: pl.DataFrame


def cover(facts: Facts, dataset: Dataset, rows: pl.DataFrame, days: Days) -> pl.DataFrame:
    """ORDER_TABLES["cover"]; ``rows``: ``movement.rows_of_moves``."""
    staying = facts.persons.filter(pl.col("counted") & pl.col("post").is_not_null()).join(
        rows.select("employee_id"), on="employee_id", how="anti"
    )
    empty = pl.concat([_empty_seats(facts, rows, days), _without_lead(facts, dataset, rows, days)])
    shared = _colleagues(facts, staying, empty.filter(~pl.col("lead")))
    acting = _acting(facts, staying, empty.filter(pl.col("lead")))
    told = pl.concat([shared, acting]).join(days.dates.rename({"wave": "first_wave", "date": "from_date"}),
                                            on="first_wave", how="left", validate="m:1")  # fmt: skip
    told = told.join(days.dates.rename({"wave": "until_wave", "date": "until_date"}), on="until_wave", how="left",
                     validate="m:1")  # fmt: skip
    return ORDER_TABLES["cover"].conform(told.sort("post_id", "first_wave"))


def _empty_seats(facts: Facts, rows: pl.DataFrame, days: Days) -> pl.DataFrame:
    """post, first_wave, until_wave, seats, lead: runs of waves after which a post has fewer than it had and needs."""
    posts = facts.posts
    filled = whole(posts["filled"])
    wanted = np.minimum(whole(posts["need"].fill_null(0)), filled)
    home, post = (rows[name].cast(pl.Int64).fill_null(NONE).to_numpy() for name in ("home", "post"))
    touched = np.unique(home[home != NONE])
    level = filled.copy()
    found: list[tuple[int, int, int | None, int]] = []
    since = np.zeros(len(filled), np.int64)
    worst = np.zeros(len(filled), np.int64)
    for wave in range(1, days.waves + 1):
        now = days.wave == wave
        level += np.bincount(post[now & (post != NONE)], minlength=len(level))
        level -= np.bincount(home[now & (home != NONE)], minlength=len(level))
        missing = np.maximum(wanted - level, 0)
        ended = touched[(missing[touched] == 0) & (since[touched] > 0)]
        found += [(p, int(since[p]), wave, int(worst[p])) for p in ended.tolist()]
        since[ended], worst[ended] = 0, 0
        begun = touched[(missing[touched] > 0) & (since[touched] == 0)]
        since[begun] = wave
        worst[touched] = np.maximum(worst[touched], missing[touched])
    found += [(p, int(since[p]), None, int(worst[p])) for p in touched[since[touched] > 0].tolist()]
    return pl.DataFrame(found, schema=_EMPTY, orient="row").with_columns(pl.lit(value=False).alias("lead"))


def _without_lead(facts: Facts, dataset: Dataset, rows: pl.DataFrame, days: Days) -> pl.DataFrame:
    """The same of the posts by which a unit is led, where the last who leads it moves away."""
    units = facts.persons.filter(pl.col("counted") & pl.col("leads")).group_by("unit_id").len("leads_before")
    moving = rows.with_columns(pl.Series("wave", days.wave))
    gone = moving.filter(pl.col("leads")).group_by("unit_before").agg(
        pl.len().alias("gone"), pl.col("wave").max().alias("first_wave"), pl.col("employee_id").sort().first()
    )  # fmt: skip
    come = moving.filter(pl.col("leads_unit")).group_by("unit_id").agg(pl.col("wave").min().alias("until_wave"))
    bare = (
        gone.join(units, left_on="unit_before", right_on="unit_id", how="inner", validate="1:1")
        .filter(pl.col("gone") >= pl.col("leads_before"))
        .join(come, left_on="unit_before", right_on="unit_id", how="left", validate="1:1")
        .filter(pl.col("until_wave").is_null() | (pl.col("until_wave") > pl.col("first_wave")))
    )
    duties = dataset["duties"].sort("employee_id", "post_id").unique("employee_id", keep="first", maintain_order=True)
    led = facts.posts.filter("leads_unit").sort("post").unique("unit_id", keep="first", maintain_order=True)
    of_duty = bare.join(duties.select("employee_id", pl.col("post_id").alias("duty")), on="employee_id", how="left",
                        validate="m:1")  # fmt: skip
    at = of_duty.join(led.select(pl.col("unit_id").alias("unit_before"), pl.col("post_id").alias("own")),
                      on="unit_before", how="left", validate="m:1")  # fmt: skip
    named = at.with_columns(pl.coalesce("own", "duty").alias("post_id")).join(
        facts.posts.select("post_id", "post"), on="post_id", how="inner", validate="m:1"
    )
    return named.select(
        pl.col("post").cast(pl.Int64), pl.col("first_wave").cast(pl.Int64), pl.col("until_wave").cast(pl.Int64),
        pl.lit(1, pl.Int64).alias("seats"), pl.lit(value=True).alias("lead"),
    )  # fmt: skip


_EMPTY: Final = {"post": pl.Int64(), "first_wave": pl.Int64(), "until_wave": pl.Int64(), "seats": pl.Int64()}


def _colleagues(facts: Facts, staying: pl.DataFrame, empty: pl.DataFrame) -> pl.DataFrame:
    """Those of the same work in the unit, the own post first, then who is longest in it."""
    work = pl.coalesce("field", "job_id").alias("work")
    posts = facts.posts.select(pl.col("post").cast(pl.Int64), "post_id", "unit_id", work)
    seats = empty.join(posts, on="post", how="left", validate="m:1")
    people = staying.select("employee_id", "unit_id", work, pl.col("post").cast(pl.Int64).alias("own"),
                            pl.col("months_in_post").fill_null(-1))  # fmt: skip
    both = seats.join(people, on=["unit_id", "work"], how="left", validate="m:m").sort(
        "post", "first_wave", pl.col("own") != pl.col("post"), "months_in_post", "employee_id",
        descending=[False, False, False, True, False],
    )  # fmt: skip
    return _summed(both, "SHARED")


def _acting(facts: Facts, staying: pl.DataFrame, empty: pl.DataFrame) -> pl.DataFrame:
    """People of the unit who could act for its lead: the highest standing first, then rank, then longest there."""
    posts = facts.posts.select(pl.col("post").cast(pl.Int64), "post_id", "unit_id")
    people = staying.select("employee_id", "unit_id", pl.col("standing", "rank_order", "months_in_unit").fill_null(-1))
    both = empty.join(posts, on="post", how="left", validate="m:1").join(people, on="unit_id", how="left",
                                                                         validate="m:m")  # fmt: skip
    ordered = both.sort("post", "first_wave", "standing", "rank_order", "months_in_unit", "employee_id",
                        descending=[False, False, True, True, True, False])  # fmt: skip
    return _summed(ordered, "ACTING")


def _summed(people: pl.DataFrame, kind: str) -> pl.DataFrame:
    among = pl.max_horizontal(pl.col("employee_id").count().cast(pl.Int64), 1)
    share = (200 * pl.col("seats").first() + among) // (2 * among)  # half up, in whole numbers
    told = people.group_by("post", "post_id", "first_wave", "until_wave", "seats", maintain_order=True).agg(
        pl.col("employee_id").count().cast(pl.Int64).alias("colleagues"),
        pl.when(pl.col("employee_id").count() > 0).then(share).alias("load_percent"),
        pl.col("employee_id").drop_nulls().head(PROPOSED).alias("proposed"),
    )  # fmt: skip
    nobody = pl.col("colleagues") == 0
    load = pl.lit(None, pl.Int64) if kind == "ACTING" else pl.col("load_percent")
    return told.with_columns(
        pl.when(nobody).then(pl.lit("NOBODY")).otherwise(pl.lit(kind)).alias("kind"), load.alias("load_percent")
    )
