"""The gain of a move: the sum of its parts, each rounded to whole points; 0 for staying."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import polars as pl

from penata.facts import Facts
from penata.merit.chunk import Chunk, chunks, runs
from penata.merit.experience import Experience
from penata.merit.fit import Fit
from penata.merit.growth import Breadth, Development, Rotation
from penata.merit.nearness import Nearness
from penata.merit.points import UNKNOWN, Ints, Mask, PairIndex, whole
from penata.merit.standing import Release, Selection
from penata.merit.wishes import Wishes
from penata.policy import Policy, Weights
from penata.tables import Dataset
from penata.vocabulary import Direction

PARTS: Final = (
    "fit", "wish", "distance", "disruption", "selection", "release", "last_resort", "assessed",
    "development", "rotation", "breadth",
)  # fmt: skip
"""The parts of a gain in their order; ``assessed`` stands alone where ``scores`` replaces the computed gain."""


def gains(facts: Facts, dataset: Dataset, policy: Policy, pairs: pl.DataFrame) -> pl.Series:
    """Gain of each pair in whole points (Int64), in the order of ``pairs``; 0 for the own post.

    ``pairs``: person, post (row numbers of ``facts``), direction, last_resort, in any order. Worked off in
    runs, so that memory beyond the answer does not grow with the number of pairs.
    """
    return prepared(facts, dataset, policy).gains(pairs)


def parts(facts: Facts, dataset: Dataset, policy: Policy, pairs: pl.DataFrame) -> pl.DataFrame:
    """person, post and one whole-number column for each of PARTS, in the order of ``pairs``; their sum is the gain."""
    return prepared(facts, dataset, policy).parts(pairs)


def wish_ranks(dataset: Dataset, facts: Facts, pairs: pl.DataFrame) -> pl.Series:
    """Rank of the wish that each pair grants (Int64), null where it grants none; ``pairs`` as for ``gains``."""
    wishes = Wishes.of(facts, dataset, Weights())  # which wish is the dearest does not hang on weights
    found = [wishes.answer(chunk.person, chunk.post) for chunk in chunks(facts, pairs)]
    ranks = [np.where(answer.granted, answer.rank, UNKNOWN) for answer in found]
    all_ranks = pl.Series("wish_rank", np.concatenate(ranks) if ranks else np.empty(0, np.int64))
    return all_ranks.replace(UNKNOWN, None)


def fit_percent(facts: Facts, dataset: Dataset, policy: Policy, pairs: pl.DataFrame) -> pl.Series:
    """Fit of each person to each post alone (Int64, 0 to 100), null where nothing is known of it.

    ``pairs``: person, post in any order. Neither wishes nor distance count, nor the present seat.
    """
    fit = Fit.of(facts, dataset, policy, Experience.of(facts, dataset))
    asked = pairs.select("person", "post", pl.lit(None, pl.String).alias("direction"))
    found = [fit.percent(chunk) for chunk in chunks(facts, asked)]
    return pl.Series("fit", np.concatenate([np.zeros(0, np.int64), *found])).replace(UNKNOWN, None)


@dataclass(frozen=True, slots=True, eq=False)
class Merit:
    """All parts, prepared once for a dataset and a policy by ``prepared``.

    ``points_of`` judges one person on one post, ``gains`` and ``parts`` many pairs; ``with_person`` is the same
    with other facts of one person, without preparing anew. ``here`` (n): everyone's own post, UNKNOWN without one.
    """

    weights: Weights
    fit: Fit
    wishes: Wishes
    nearness: Nearness
    selection: Selection
    release: Release
    development: Development
    rotation: Rotation
    breadth: Breadth
    experience: Experience
    here: Ints
    scored: PairIndex
    scores: Ints

    def gains(self, pairs: pl.DataFrame) -> pl.Series:
        """As ``merit.gains``, of pairs in any order."""
        total = np.zeros(pairs.height, np.int64)
        at = 0
        for chunk in runs(self.here, pairs):
            total[at : at + len(chunk.person)] = sum(self.columns(chunk).values())
            at += len(chunk.person)
        return pl.Series("gain", total)

    def part(self, name: str, pairs: pl.DataFrame) -> Ints:
        """One of PARTS alone, of pairs in any order, whole points."""
        found = [self.columns(chunk, (name,))[name] for chunk in runs(self.here, pairs)]
        return np.concatenate([np.zeros(0, np.int64), *found])

    def parts(self, pairs: pl.DataFrame) -> pl.DataFrame:
        """As ``merit.parts``, of pairs in any order."""
        frames = [pl.DataFrame(self.columns(chunk)) for chunk in runs(self.here, pairs)]
        empty = pl.DataFrame(schema=dict.fromkeys(PARTS, pl.Int64))
        return pl.concat([pairs.select("person", "post"), pl.concat([empty, *frames])], how="horizontal")

    def points_of(
        self, person: int, post: int, direction: str | None = Direction.LATERAL, last_resort: int = 0
    ) -> dict[str, int]:
        """The parts of one move in the order of PARTS, whole points; their sum is the gain, all 0 for the own post.

        ``person`` and ``post`` are row numbers of the facts; ``last_resort`` counts the gates so treated.
        """
        chunk = Chunk(
            person=np.array([person]),
            post=np.array([post]),
            here=self.here[[person]],
            step_up=np.array([direction == Direction.PROMOTION]),
            last_resort=np.array([last_resort]),
        )
        return {name: int(column[0]) for name, column in self.columns(chunk).items()}

    def with_person(
        self,
        person: int,
        *,
        post: int,
        predicate: str | None = None,
        potential: int | None = None,
        months_in_field: int | None = None,
        wish_rank: int | None = None,
    ) -> "Merit":
        """The same, but for what is given of one person: what would be if the facts were these.

        ``predicate``: of the latest year (``vocabulary.Predicate``); ``potential``: 1 to 3; ``months_in_field``: in
        the field of ``post``; ``wish_rank``: ``post`` is wanted at this rank (1 is dearest). Whoever leaves out
        everything gets equal points. The facts themselves, and with them the rules, stay as they are.
        """
        changed = self
        if months_in_field is not None and (field := int(self.experience.field_of_post[post])) >= 0:
            experience = self.experience.with_months(person, field, months_in_field)
            fit = self.fit.with_experience(person, experience)
            changed = replace(
                self,
                experience=experience,
                fit=fit,
                selection=replace(self.selection, experience=experience),
                breadth=replace(self.breadth, experience=experience),
            )
        if wish_rank is not None:
            wishes = self.wishes.with_want(person, post, wish_rank, self.here)
            changed = replace(changed, wishes=wishes, release=self.release.with_wishes(person, wishes))
        selection = changed.selection.with_person(person, predicate=predicate, potential=potential)
        return replace(changed, selection=selection)

    def assessed(self, chunk: Chunk) -> tuple[Mask, Ints]:
        """Which pairs of the chunk have an assessment made elsewhere, and its points (0 for the others)."""
        row = self.scored.rows(chunk.person, chunk.post)
        there = ~chunk.stays & (row >= 0)
        return there, np.where(there, np.append(self.scores, 0)[row], 0)

    def columns(self, chunk: Chunk, names: Sequence[str] = PARTS) -> dict[str, Ints]:
        """The parts of each pair of the chunk, or only those named, in the order of PARTS."""
        answer = self.wishes.answer(chunk.person, chunk.post)
        ways: dict[str, Callable[[], Ints]] = {
            "fit": lambda: self.fit.points(chunk),
            "wish": lambda: self.wishes.points(chunk, answer),
            "distance": lambda: self.nearness.points(chunk),
            "disruption": lambda: -self.weights.disruption * (self.here[chunk.person] >= 0),
            "selection": lambda: self.selection.points(chunk, answer.granted | chunk.step_up),
            "release": lambda: self.release.points(chunk, answer.granted),
            "last_resort": lambda: -self.weights.last_resort * chunk.last_resort,
            "development": lambda: self.development.points(chunk, self.selection),
            "rotation": lambda: self.rotation.points(chunk, answer.granted),
            "breadth": lambda: self.breadth.points(chunk),
        }
        replaced, assessed = self.assessed(chunk)
        counts = ~chunk.stays & ~replaced
        return {
            name: assessed if name == "assessed" else np.where(counts, ways[name](), 0)
            for name in PARTS
            if name in names
        }


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
        development=Development.of(facts, dataset, policy),
        rotation=Rotation.of(facts, policy),
        breadth=Breadth.of(facts, dataset, policy, experience),
        experience=experience,
        here=whole(facts.persons["post"]),
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
