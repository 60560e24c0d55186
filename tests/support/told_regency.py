"""A small synthetic regency, its plan, and everything that the plan says of itself: made once."""

import datetime as dt
from functools import cache

import polars as pl

from penata.explain.told.telling import Told, tell
from penata.planning import Plan, plan
from penata.policy import Policy, parse_policy
from penata.synthetic import synthesise
from penata.tables import TABLES, Dataset

POLICY: Policy = parse_policy("as_of = 2026-06-30\nladder = [25]\n")


@cache
def told_regency() -> tuple[Dataset, Plan, Told]:
    """The dataset, the plan and what it tells."""
    dataset = with_wishes(synthesise(seed=7, employees=300, as_of=dt.date(2026, 6, 30)).dataset)
    made = plan(dataset, POLICY)
    return dataset, made, tell(made)


def with_wishes(dataset: Dataset) -> Dataset:
    """The dataset where every third person also wants another post of the same job, each a different one in turn."""
    posts = dataset["posts"].select("post_id", "job_id")
    people = dataset["employees"].select("employee_id", "post_id").drop_nulls().sort("employee_id").gather_every(3)
    others = (
        people.join(posts, on="post_id", validate="m:1")
        .join(posts.rename({"post_id": "other"}), on="job_id", validate="m:m")
        .filter(pl.col("other") != pl.col("post_id"))
        .sort("employee_id", "other")
        .group_by("employee_id", maintain_order=True)
        .agg(pl.col("other"))
        .with_row_index("n")
    )
    wanted = others.select(
        "employee_id", pl.lit(9).alias("rank"), pl.lit("WANT").alias("stance"),
        pl.col("other").list.get(pl.col("n") % pl.col("other").list.len()).alias("post_id"),
    )  # fmt: skip
    return dataset.replace(wishes=pl.concat([dataset["wishes"], TABLES["wishes"].conform(wanted)]))
