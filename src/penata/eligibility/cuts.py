"""Cuts of candidates that a policy asks for: none farther than a distance, only the nearest ones."""

import numpy as np
import numpy.typing as npt
import polars as pl

from penata.eligibility.scene import Scene
from penata.eligibility.unfold import Keys
from penata.facts import Facts, pair_distance
from penata.policy import Policy


def within_distance(pairs: Keys, facts: Facts, scene: Scene, policy: Policy) -> npt.NDArray[np.bool_]:
    """Which pairs are within ``max_distance_km`` and among the ``nearest`` of their person.

    Distance is from the present unit (without a post: from home) to the target's. A distance that is not
    known cuts nothing by ``max_distance_km`` and comes last in ``nearest``; equals go by the order of posts.
    """
    keep = np.ones(pairs.key.size, dtype=np.bool_)
    if policy.max_distance_km is None and policy.nearest is None:
        return keep
    km = _distances(pairs, facts, scene)
    if policy.max_distance_km is not None:
        keep &= (km.is_null() | (km <= policy.max_distance_km)).to_numpy()
    if policy.nearest is not None:
        places = pl.DataFrame({"person": pairs.person, "post": pairs.post, "km": km}).with_row_index("at")
        near = (
            places.filter(pl.Series(keep))
            .sort("person", "km", "post", nulls_last=True)
            .filter(pl.int_range(pl.len()).over("person") < policy.nearest)
        )
        keep[:] = False
        keep[near["at"].to_numpy()] = True
    return keep


def _distances(pairs: Keys, facts: Facts, scene: Scene) -> pl.Series:
    placed = pl.col("own_post").is_not_null()
    here = scene.persons.select(
        pl.when(placed).then("district_id").otherwise("home_district_id").alias("h_district"),
        pl.when(placed).then("lat").otherwise("home_lat").alias("h_lat"),
        pl.when(placed).then("lon").otherwise("home_lon").alias("h_lon"),
    )[pairs.person]
    there = scene.posts.select(
        pl.col("to_district_id").alias("t_district"), pl.col("to_lat").alias("t_lat"), pl.col("to_lon").alias("t_lon")
    )[pairs.post]
    return pair_distance(
        pl.concat([here, there], how="horizontal"), facts.travel,
        here=("h_district", "h_lat", "h_lon"), there=("t_district", "t_lat", "t_lon"),
    )  # fmt: skip
