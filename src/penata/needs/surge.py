"""A surge of demand: what is short when one service needs more people, and who is nearest (*lonjakan kebutuhan*)."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

import polars as pl

from penata.facts import Facts, pair_distance

_HERE: Final = ("district_id", "lat", "lon")
_THERE: Final = ("to_district_id", "to_lat", "to_lon")


def surge(facts: Facts, posts: Collection[str], *, percent: int = 0, people: int = 0) -> Facts:
    """The same day with a higher need on these posts: by per cent of what they need together, and by whole people.

    What is added is one whole number (per cent of the sum, a half goes up), dealt to the posts by what they need: whole
    shares first, then the largest remainders, ties by post_id. Posts without a stated need take no part; where the
    posts that do need nobody, the first by id takes all. Nobody moves: shortage and surplus follow from the need.

    Raises ValueError for a negative number.

    >>> from penata.facts import facts_of
    >>> from penata.policy import parse_policy
    >>> from penata.tables import dataset_of
    >>> surge(facts_of(dataset_of({}), parse_policy("as_of = 2026-01-01")), ["P"], percent=20).posts.height
    0
    """
    if percent < 0 or people < 0:
        raise ValueError(f"a surge adds: percent {percent}, people {people}")
    taking = facts.posts.filter(pl.col("post_id").is_in(list(posts)) & pl.col("need").is_not_null()).sort("post_id")
    total = int(taking["need"].sum())
    added = (2 * total * percent + 100) // 200 + people
    weight = pl.col("need") if total else (pl.int_range(pl.len()) == 0).cast(pl.Int64)
    whole = weight * added // max(total, 1)
    shares = taking.select("post_id", whole.alias("more"), (weight * added % max(total, 1)).alias("rest"))
    left = added - int(shares["more"].sum()) if shares.height else 0
    last = pl.int_range(pl.len()) < left
    dealt = shares.sort("rest", "post_id", descending=[True, False]).select("post_id", pl.col("more") + last)
    raised = facts.posts.join(dealt, on="post_id", how="left", validate="1:1", maintain_order="left").with_columns(
        pl.col("need") + pl.col("more").fill_null(0)
    )
    gap = pl.col("need") - pl.col("filled")
    posts_after = raised.with_columns(
        gap.clip(lower_bound=0).alias("shortage"), (-gap).clip(lower_bound=0).alias("surplus")
    )
    return replace(facts, posts=posts_after.drop("more"))


def nearest(facts: Facts, posts: Collection[str], *, most: int = 3) -> pl.DataFrame:
    """Who does the same work nearest to each of these posts where there are more people than needed.

    One row per post and person, at most ``most`` of a post, nearest first: to_post_id, to_unit, employee_id, name, job,
    unit_id, unit, post_id, surplus (of the post left), km (Float64; null where a place is unknown, then last). The same
    work is the same ladder, else job family; with a subject the same subject. Who leads a unit, and who sits in the
    unit itself, is not among them. This looks at place and number only: rules and merit are for a plan.
    """
    targets = facts.posts.filter(pl.col("post_id").is_in(list(posts))).select(
        "field", "subject", to_post_id="post_id", to_unit_id="unit_id", to_unit="unit", to_district_id="district_id",
        to_lat="lat", to_lon="lon",
    )  # fmt: skip
    over = facts.posts.filter((pl.col("surplus") > 0) & ~pl.col("leads_unit")).select(
        "post", "surplus", "field", "subject"
    )
    there = facts.persons.filter("counted").select(
        "employee_id", "name", "job", "unit_id", "unit", "post_id", "post", *_HERE
    ).join(over, on="post", how="inner", validate="m:1")  # fmt: skip
    pairs = targets.join(there, on=["field", "subject"], how="inner", nulls_equal=True).filter(
        pl.col("unit_id") != pl.col("to_unit_id")
    )
    km = pair_distance(pairs, facts.travel, here=_HERE, there=_THERE)
    ranked = pairs.with_columns(km).sort("to_post_id", "km", "employee_id", nulls_last=True)
    return ranked.group_by("to_post_id", maintain_order=True).head(most).select(
        "to_post_id", "to_unit", "employee_id", "name", "job", "unit_id", "unit", "post_id", "surplus", "km"
    )  # fmt: skip
