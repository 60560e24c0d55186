"""The gain of a move: the sum of its parts, each rounded to whole points; 0 for staying."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from penata.facts import Facts
from penata.merit.chunk import Chunk, chunks
from penata.merit.experience import Experience
from penata.merit.fit import Fit
from penata.merit.nearness import Nearness
from penata.merit.points import UNKNOWN, Ints, Mask, PairIndex, whole
from penata.merit.standing import Release, Selection
from penata.merit.wishes import Wishes
from penata.policy import Policy, Weights
from penata.tables import Dataset

PARTS: Final = (
    "fit", "wish", "distance", "disruption", "selection", "release", "last_resort", "assessed",
)  # fmt: skip
"""The parts of a gain in their order; ``assessed`` stands alone where ``scores`` replaces the computed gain."""


def gains(facts: Facts, dataset: Dataset, policy: Policy, pairs: pl.DataFrame) -> pl.Series:
    """Gain of each pair in whole points (Int64), in the order of ``pairs``; 0 for the own post.

    ``pairs``: person, post (row numbers of ``facts``), direction, last_resort, in any order. Worked off in
    runs, so that memory beyond the answer does not grow with the number of pairs.
    """
    total = np.zeros(pairs.height, np.int64)
    at = 0
    for chunk, columns in _judged(facts, dataset, policy, pairs):
        total[at : at + len(chunk.person)] = sum(columns.values())
        at += len(chunk.person)
    return pl.Series("gain", total)


def parts(facts: Facts, dataset: Dataset, policy: Policy, pairs: pl.DataFrame) -> pl.DataFrame:
    """person, post and one whole-number column for each of PARTS, in the order of ``pairs``; their sum is the gain."""
    frames = [pl.DataFrame(columns) for _, columns in _judged(facts, dataset, policy, pairs)]
    empty = pl.DataFrame(schema=dict.fromkeys(PARTS, pl.Int64))
    return pl.concat([pairs.select("person", "post"), pl.concat([empty, *frames])], how="horizontal")


def wish_ranks(dataset: Dataset, facts: Facts, pairs: pl.DataFrame) -> pl.Series:
    """Rank of the wish that each pair grants (Int64), null where it grants none; ``pairs`` as for ``gains``."""
    wishes = Wishes.of(facts, dataset, Weights())  # which wish is the dearest does not hang on weights
    found = [wishes.answer(chunk.person, chunk.post) for chunk in chunks(facts, pairs)]
    ranks = [np.where(answer.granted, answer.rank, UNKNOWN) for answer in found]
    all_ranks = pl.Series("wish_rank", np.concatenate(ranks) if ranks else np.empty(0, np.int64))
    return all_ranks.replace(UNKNOWN, None)


@dataclass(frozen=True, slots=True, eq=False)
class Merit:
    """All parts, prepared once for a dataset and a policy by ``prepared``."""

    weights: Weights
    fit: Fit
    wishes: Wishes
    nearness: Nearness
    selection: Selection
    release: Release
    housed: Ints
    scored: PairIndex
    scores: Ints

    def assessed(self, chunk: Chunk) -> tuple[Mask, Ints]:
        """Which pairs of the chunk have an assessment made elsewhere, and its points (0 for the others)."""
        row = self.scored.rows(chunk.person, chunk.post)
        there = ~chunk.stays & (row >= 0)
        return there, np.where(there, np.append(self.scores, 0)[row], 0)

    def columns(self, chunk: Chunk) -> dict[str, Ints]:
        """The parts of each pair of the chunk."""
        answer = self.wishes.answer(chunk.person, chunk.post)
        computed = {
            "fit": self.fit.points(chunk),
            "wish": self.wishes.points(chunk, answer),
            "distance": self.nearness.points(chunk),
            "disruption": -self.weights.disruption * self.housed[chunk.person],
            "selection": self.selection.points(chunk, answer.granted | chunk.step_up),
            "release": self.release.points(chunk, answer.granted),
            "last_resort": -self.weights.last_resort * chunk.last_resort,
        }
        replaced, assessed = self.assessed(chunk)
        counts = ~chunk.stays & ~replaced
        return {**{name: np.where(counts, column, 0) for name, column in computed.items()}, "assessed": assessed}


def _judged(
    facts: Facts, dataset: Dataset, policy: Policy, pairs: pl.DataFrame
) -> Iterator[tuple[Chunk, dict[str, Ints]]]:
    merit = prepared(facts, dataset, policy)
    for chunk in chunks(facts, pairs):
        yield chunk, merit.columns(chunk)


def prepared(facts: Facts, dataset: Dataset, policy: Policy) -> Merit:
    """The parts of a dataset under a policy, ready to judge any pair."""
    experience = Experience.of(facts, dataset)
    wishes = Wishes.of(facts, dataset, policy.weights)
    scores = _assessments(facts, dataset)
    return Merit(
        weights=policy.weights,
        fit=Fit.of(facts, dataset, policy, experience),
        wishes=wishes,
        nearness=Nearness.of(facts, policy),
        selection=Selection.of(facts, policy, experience),
        release=Release.of(facts, policy, wishes),
        housed=facts.persons["post"].is_not_null().cast(pl.Int64).to_numpy(),
        scored=PairIndex.over(whole(scores["person"]), whole(scores["post"])),
        scores=whole(scores["points"]),
    )


def _assessments(facts: Facts, dataset: Dataset) -> pl.DataFrame:
    """person, post, points of assessments made elsewhere."""
    return (
        dataset["scores"]
        .join(facts.persons.select("employee_id", "person"), on="employee_id", how="inner", validate="m:1")
        .join(facts.posts.select("post_id", "post"), on="post_id", how="inner", validate="m:1")
        .select("person", "post", "points")
        .sort("person", "post")
    )
