"""Cuts of candidates that a policy asks for: none farther than a distance, only the nearest ones."""

import polars as pl

from penata.eligibility.scene import Scene
from penata.facts import Facts, pair_distance
from penata.policy import Policy


def cut_by_distance(pairs: pl.DataFrame, facts: Facts, scene: Scene, policy: Policy) -> tuple[pl.DataFrame, int]:
    """The pairs within ``max_distance_km`` and the ``nearest`` of each person, and how many were left out.

    Distance is from the present unit (without a post: from home) to the target's. A distance that is not
    known cuts nothing by ``max_distance_km`` and comes last in ``nearest``; equals go by the order of posts.
    """
    if policy.max_distance_km is None and policy.nearest is None:
        return pairs, 0
    placed = pl.col("own_post").is_not_null()
    here = scene.persons.select(
        pl.when(placed).then("district_id").otherwise("home_district_id").alias("h_district"),
        pl.when(placed).then("lat").otherwise("home_lat").alias("h_lat"),
        pl.when(placed).then("lon").otherwise("home_lon").alias("h_lon"),
    )[pairs["person"]]
    there = scene.posts.select(
        pl.col("to_district_id").alias("t_district"), pl.col("to_lat").alias("t_lat"), pl.col("to_lon").alias("t_lon")
    )[pairs["post"]]
    places = pl.concat([here, there], how="horizontal")
    km = pair_distance(
        places, facts.travel, here=("h_district", "h_lat", "h_lon"), there=("t_district", "t_lat", "t_lon")
    )
    near = pairs.with_columns(km.alias("_km"))
    if policy.max_distance_km is not None:
        near = near.filter(pl.col("_km").is_null() | (pl.col("_km") <= policy.max_distance_km))
    if policy.nearest is not None:
        near = near.sort("person", "_km", "post", nulls_last=True)
        near = near.filter(pl.int_range(pl.len()).over("person") < policy.nearest).sort("person", "post")
    return near.drop("_km"), pairs.height - near.height
