"""Points of candidates for seats that a committee decides."""

import numpy as np
import polars as pl

from penata.facts import Facts
from penata.merit.chunk import chunks
from penata.merit.gain import prepared
from penata.policy import Policy
from penata.tables import Dataset


def shortlist_points(facts: Facts, dataset: Dataset, policy: Policy, pairs: pl.DataFrame) -> pl.Series:
    """Points of each candidate for a leading post (Int64), in the order of ``pairs`` (as for ``gains``).

    The fit to the post itself, selection (performance, experience, potential), the person's wish, less the cost
    of gates that are a last resort. What a move costs the person or the unit left plays no part: the committee
    weighs that. ``scores`` replaces the points. Candidates of equal points stand in the order: higher rank,
    longer in that rank, lower employee_id.
    """
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
    return pl.Series("points", np.concatenate(found))
