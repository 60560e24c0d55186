"""Candidates for seats that a committee decides, in the order of their points."""

import numpy as np
import polars as pl

from penata.facts import Facts
from penata.merit.chunk import chunks
from penata.merit.gain import prepared
from penata.policy import Policy
from penata.tables import Dataset


def shortlist_points(facts: Facts, dataset: Dataset, policy: Policy, pairs: pl.DataFrame) -> pl.DataFrame:
    """post_id, place (from 1), employee_id, points: the candidates of each post in their order.

    ``pairs``: person, post (row numbers of ``facts``), direction, and last_resort where gates are treated so.
    Points: the fit to the post itself (what is not known counts half), selection (performance, experience,
    potential), the person's wish for it, less the cost of gates that are a last resort. What a move costs the
    person or the unit left plays no part: the committee weighs that. ``scores`` replaces the points.
    Equal points stand in the order: higher rank, longer in that rank, lower employee_id.
    """
    judged = pairs.select("person", "post").with_columns(pl.Series("points", _points(facts, dataset, policy, pairs)))
    seniority = facts.persons.select("person", "employee_id", "rank_order", "months_in_rank")
    return (
        judged.join(seniority, on="person", how="left", validate="m:1")
        .join(facts.posts.select("post", "post_id"), on="post", how="left", validate="m:1")
        .sort(
            "post_id", "points", "rank_order", "months_in_rank", "employee_id",
            descending=[False, True, True, True, False], nulls_last=True,
        )
        .with_columns(pl.int_range(1, pl.len() + 1).over("post_id").alias("place"))
        .select("post_id", "place", "employee_id", "points")
    )  # fmt: skip


def _points(
    facts: Facts, dataset: Dataset, policy: Policy, pairs: pl.DataFrame
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    merit = prepared(facts, dataset, policy)
    found = [np.empty(0, np.int64)]
    for chunk in chunks(facts, pairs):
        answer = merit.wishes.answer(chunk.person, chunk.post)
        points = (
            merit.fit.standing(chunk)
            + merit.selection.points(chunk, np.ones(len(chunk.person), np.bool_))
            + merit.wishes.stated(answer)
            - merit.weights.last_resort * chunk.last_resort
        )
        replaced, assessed = merit.assessed(chunk)
        found.append(np.where(replaced, assessed, points))
    return np.concatenate(found)
