"""Two parts that keep merit just: selection (who gets a seat) and release (who leaves a unit with too many)."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from penata.facts import Facts
from penata.merit.chunk import Chunk
from penata.merit.experience import Experience
from penata.merit.points import FULL, NEUTRAL, UNKNOWN, Ints, Mask, rounded, whole
from penata.merit.wishes import Wishes
from penata.policy import Policy
from penata.vocabulary import Predicate

PREDICATE_SCORE: Final = {
    Predicate.SANGAT_BAIK: 1000,
    Predicate.BAIK: 500,
    Predicate.BUTUH_PERBAIKAN: 250,
    Predicate.KURANG: 100,
    Predicate.SANGAT_KURANG: 0,
}
"""Thousandths; "good", which most people are, stands in the middle: it neither helps nor harms."""
POTENTIAL_SCORE: Final = {1: 0, 2: 500, 3: 1000}
LONG_MONTHS: Final = 120
"""Months in a field, or in one place, that count in full."""
MANY_DEPENDANTS: Final = 4


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """Performance, experience and potential, each one third; what is not known stands in the middle."""

    weight: int
    performance: Ints
    potential: Ints
    experience: Experience

    @classmethod
    def of(cls, facts: Facts, policy: Policy, experience: Experience) -> "Selection":
        """Performance is the mean of the two latest years that are known."""
        years = [
            facts.persons[column].cast(pl.String).replace_strict(PREDICATE_SCORE, default=None, return_dtype=pl.Int64)
            for column in ("predicate_last", "predicate_before")
        ]
        mean = pl.DataFrame(years).select(pl.mean_horizontal(pl.all()).floor().cast(pl.Int64).alias("mean"))["mean"]
        potential = facts.persons["potential"].replace_strict(POTENTIAL_SCORE, default=None, return_dtype=pl.Int64)
        return cls(
            weight=policy.weights.selection,
            performance=whole(mean, NEUTRAL),
            potential=whole(potential, NEUTRAL),
            experience=experience,
        )

    def points(self, chunk: Chunk, asked: Mask) -> Ints:
        """From minus to plus the weight where ``asked`` (the person wants the seat, or it is a step up), else 0."""
        at = np.flatnonzero(asked)
        points = np.zeros(len(asked), np.int64)
        points[at] = self._points(chunk.person[at], chunk.post[at])
        return points

    def _points(self, person: Ints, post: Ints) -> Ints:
        months = self.experience.in_field(person, self.experience.field_of_post[post])
        experience = np.where(months < 0, NEUTRAL, np.minimum(FULL, FULL * months // LONG_MONTHS))
        score = self.performance[person] + experience + self.potential[person]
        return rounded(self.weight * (2 * score - 3 * FULL), 3 * FULL)


@dataclass(frozen=True, slots=True, eq=False)
class Release:
    """How easily a person may leave a post with more people than it needs (n, points; 0 elsewhere).

    Long in place, a wish for somewhere else, and few dependants make it easier, each one third. A protected
    condition makes it hardest, and that from every post, for even a full school may give somebody where its safe
    minimum is lower; not where the person asked for the place. Performance plays no part: being good is no
    reason to be sent away.
    """

    by_person: Ints
    of_protected: Ints

    @classmethod
    def of(cls, facts: Facts, policy: Policy, wishes: Wishes) -> "Release":
        """The points of everyone under the weights of a policy."""
        persons, weight = facts.persons, policy.weights.release
        months = whole(persons.select(pl.coalesce("months_in_unit", "months_in_post").alias("months"))["months"])
        place = np.where(months < 0, NEUTRAL, np.minimum(FULL, FULL * months // LONG_MONTHS))
        wish = np.where(wishes.elsewhere, FULL, NEUTRAL)
        dependants = np.minimum(whole(persons["dependants"]), MANY_DEPENDANTS)
        family = np.where(dependants < 0, NEUTRAL, FULL - FULL * dependants // MANY_DEPENDANTS)
        points = rounded(weight * (2 * (place + wish + family) - 3 * FULL), 3 * FULL)
        surplus = whole(facts.posts["surplus"], 0) > 0
        post = whole(persons["post"])
        too_many = np.append(surplus, np.False_)[post]
        housed, protected = post != UNKNOWN, persons["protected"].to_numpy()
        return cls(
            by_person=np.where(too_many & housed & ~protected, points, 0),
            of_protected=np.where(housed & protected, -weight, 0),
        )

    def points(self, chunk: Chunk, granted: Mask) -> Ints:
        """Points of everyone who would leave; ``granted``: the person asked for the place."""
        return self.by_person[chunk.person] + np.where(granted, 0, self.of_protected[chunk.person])
