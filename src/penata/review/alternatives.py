"""Who would have more points for a proposed seat: up to three, on the one scale of candidates for leading posts."""

from dataclasses import replace
from typing import Final

import polars as pl

from penata.eligibility import candidates, shortlist_pairs
from penata.facts import Facts
from penata.merit import shortlist_points
from penata.policy import Policy
from penata.tables import Dataset
from penata.vocabulary import LEADING

MOST_SHOWN: Final = 3
BETTER: Final[dict[str, pl.DataType]] = {
    "line": pl.Int64(), "place": pl.Int64(), "employee_id": pl.String(), "points": pl.Int64(),
    "proposed_points": pl.Int64(),
}  # fmt: skip


def followers(facts: Facts, dataset: Dataset, policy: Policy, posts: list[str]) -> pl.DataFrame:
    """Who meets the rules for these posts, in the order of their points: post_id, place, employee_id, points.

    Leading posts: as the shortlist (same level, and one step below); other posts: whom the policy's kinds of move
    reach. Each post is looked at as if one seat were free. Points are those of the shortlist in every case (fit,
    performance, experience, potential, wish), so that they can be compared.
    """
    pairs = _pairs(facts, dataset, policy, posts)
    return shortlist_points(facts, dataset, policy, pairs)


def better_candidates(
    facts: Facts, dataset: Dataset, policy: Policy, names: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """``BETTER``, and line and points of the proposed name itself.

    ``names``: line, employee_id, to_post_id, person, to_post, direction. People who are on the list themselves are
    left out: the list gives them another seat.
    """
    posts = names["to_post_id"].unique().sort().to_list()
    pairs = _pairs(facts, dataset, policy, posts)
    proposed = names.select(
        "person", pl.col("to_post").alias("post"), pl.col("direction").cast(pairs.schema["direction"]),
    ).unique(["person", "post"], keep="first", maintain_order=True)  # fmt: skip
    others = pairs.join(names.select("person").unique(), on="person", how="anti")
    judged = shortlist_points(facts, dataset, policy, pl.concat([proposed, others.select(proposed.columns)]))
    own = names.select("line", "employee_id", pl.col("to_post_id").alias("post_id")).join(
        judged.select("employee_id", "post_id", "points"), on=["employee_id", "post_id"], how="left", validate="m:1",
        maintain_order="left",
    ).select("line", "post_id", pl.col("points").alias("proposed_points"))  # fmt: skip
    rivals = judged.join(names.select("employee_id").unique(), on="employee_id", how="anti")
    better = (
        own.join(rivals, on="post_id", how="inner", validate="m:m")
        .filter(pl.col("points") > pl.col("proposed_points"))
        .sort("line", "place")
        .with_columns(pl.int_range(1, pl.len() + 1).over("line").alias("place"))
        .filter(pl.col("place") <= MOST_SHOWN)
    )
    return better.select(pl.col(c).cast(t) for c, t in BETTER.items()), own.drop("post_id")


def _pairs(facts: Facts, dataset: Dataset, policy: Policy, posts: list[str]) -> pl.DataFrame:
    """person, post, direction of everybody whom the rules let on one of these posts, were a seat free."""
    wanted = pl.col("post_id").is_in(posts)
    leading = pl.col("category").is_in([category.value for category in LEADING]).fill_null(value=False)
    need = pl.when(wanted).then(pl.max_horizontal("need", "filled", 1)).otherwise("need")
    for_committee = facts.posts.with_columns(
        need.alias("need"), pl.when(wanted & leading).then(1).otherwise(0).cast(pl.Int64).alias("shortage"),
        pl.when(wanted & leading).then(pl.lit("shortlist")).otherwise(pl.lit("keep")).alias("treatment"),
    )  # fmt: skip
    for_plan = facts.posts.with_columns(
        need.alias("need"),
        pl.when(wanted & ~leading).then(pl.lit("plan")).otherwise(pl.lit("keep")).alias("treatment"),
    )  # fmt: skip
    listed = shortlist_pairs(replace(facts, posts=for_committee), dataset, policy)
    plain = replace(policy, candidates="rules", max_distance_km=None, nearest=None)
    found = candidates(replace(facts, posts=for_plan), dataset, plain).pairs
    moved = found.join(facts.persons.select("person", pl.col("post").alias("own")), on="person", how="left")
    moved = moved.filter(pl.col("post").ne_missing(pl.col("own")) & ~pl.col("forced"))
    columns = ("person", "post", "direction")
    return pl.concat([listed.select(columns), moved.select(columns)]).sort("person", "post")
