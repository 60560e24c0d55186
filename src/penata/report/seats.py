"""Posts before and after the plan, with their place: the ground of every figure in the report."""

import polars as pl

from penata.facts import Facts
from penata.report.given import WrittenPlan
from penata.wording import seat_name

_PLACE = ("unit_id", "unit", "unit_kind", "office_id", "office", "district_id", "district", "lat", "lon", "remote",
          "job", "category", "level", "subject", "treatment", "priority")  # fmt: skip


def seats_of(plan: WrittenPlan, facts: Facts) -> pl.DataFrame:
    """One row per post of the plan: the numbers of posts.csv, surplus before and after, and where the post is.

    A post without a need has null shortage and surplus: absent is not zero.
    """
    known = [name for name in _PLACE if name in facts.posts.columns]
    seats = plan.posts.join(
        facts.posts.select("post_id", *known), on="post_id", how="left", validate="1:1", maintain_order="left"
    )
    return seats.with_columns(
        (pl.col("filled_before") - pl.col("need")).clip(lower_bound=0).alias("surplus_before"),
        (pl.col("filled_after") - pl.col("need")).clip(lower_bound=0).alias("surplus_after"),
        seat_name(pl.col("job"), pl.col("subject")).alias("seat"),
    )


def totals_by(seats: pl.DataFrame, key: str, name: str) -> pl.DataFrame:
    """Sums per ``key`` over posts whose need is known, most short before first; rows without the key are one row.

    Columns: key, name, posts, need, filled_before/after, shortage_before/after, surplus_before/after.
    """
    sums = (
        "need", "filled_before", "filled_after", "shortage_before", "shortage_after", "surplus_before", "surplus_after",
    )  # fmt: skip
    known = seats.filter(pl.col("need").is_not_null())
    return (
        known.group_by(key)
        .agg(pl.col(name).first().alias("name"), pl.len().alias("posts"), *(pl.col(c).sum() for c in sums))
        .rename({key: "key"})
        .sort("shortage_before", "shortage_after", "key", descending=[True, True, False], nulls_last=True)
    )
