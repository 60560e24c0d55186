"""How many people a post may hold under a plan, from its need and from how many it has."""

import polars as pl

from penata.policy import Policy


def bounded(posts: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Posts (``need``, ``safe_minimum``, ``filled``) with need, shortage, surplus, capacity and floor.

    A null need means that the post is frozen; under ``missing_need = "filled"`` the present number is the need.
    """
    need = pl.col("need") if policy.missing_need == "freeze" else pl.coalesce("need", "filled")
    return posts.with_columns(need.alias("need")).with_columns(
        (pl.col("need") - pl.col("filled")).clip(lower_bound=0).alias("shortage"),
        (pl.col("filled") - pl.col("need")).clip(lower_bound=0).alias("surplus"),
        pl.max_horizontal("need", "filled").alias("capacity"),
        pl.min_horizontal(pl.coalesce("safe_minimum", "need", "filled"), "filled").alias("floor"),
    )
