"""Two parts that keep merit just: selection (who gets a seat) and release (who leaves a unit with too many)."""

from dataclasses import dataclass, replace
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
    """Performance, experience and potential, each one third; what nobody recorded counts ``silent``.

    ``years`` (n, 2) are the scores of the two latest whole years, the latest first, ``potential`` (n) another;
    thousandths, UNKNOWN where the data does not tell.
    """

    weight: int
    silent: int
    years: Ints
    potential: Ints
    experience: Experience

    @classmethod
    def of(cls, facts: Facts, policy: Policy, experience: Experience) -> "Selection":
        """Prepare the scores of everyone under the weights of a policy."""
        years = [
            facts.persons[column].cast(pl.String).replace_strict(PREDICATE_SCORE, default=None, return_dtype=pl.Int64)
            for column in ("predicate_last", "predicate_before")
        ]
        potential = facts.persons["potential"].replace_strict(POTENTIAL_SCORE, default=None, return_dtype=pl.Int64)
        return cls(
            weight=policy.weights.selection,
            silent=NEUTRAL if policy.merit.absent == "middle" else 0,
            years=np.column_stack([whole(year) for year in years]),
            potential=whole(potential),
            experience=experience,
        )

    def with_person(self, person: int, *, predicate: str | None = None, potential: int | None = None) -> "Selection":
        """The same, but for this person's latest predicate or potential, where given."""
        years, possible = self.years.copy(), self.potential.copy()
        if predicate is not None:
            years[person, 0] = PREDICATE_SCORE[Predicate(predicate)]
        if potential is not None:
            possible[person] = POTENTIAL_SCORE[potential]
        return replace(self, years=years, potential=possible)

    def performance(self, person: Ints) -> Ints:
        """Mean of the two latest years that are known, thousandths rounded down; UNKNOWN without any."""
        years = self.years[person]
        known = years >= 0
        total, count = np.where(known, years, 0).sum(axis=1), known.sum(axis=1)
        return np.where(count > 0, total // np.maximum(count, 1), UNKNOWN)

    def experienced(self, person: Ints, post: Ints) -> Ints:
        """Months in the field of the post against LONG_MONTHS, thousandths; UNKNOWN where no history tells."""
        months = self.experience.in_field(person, self.experience.field_of_post[post])
        return np.where(months < 0, UNKNOWN, np.minimum(FULL, FULL * months // LONG_MONTHS))

    def points(self, chunk: Chunk, asked: Mask) -> Ints:
        """From minus to plus the weight where ``asked`` (the person wants the seat, or it is a step up), else 0."""
        at = np.flatnonzero(asked)
        points = np.zeros(len(asked), np.int64)
        points[at] = self._points(chunk.person[at], chunk.post[at])
        return points

    def _points(self, person: Ints, post: Ints) -> Ints:
        scores = self.performance(person), self.experienced(person, post), self.potential[person]
        return self.thirds(self.weight, *scores)

    def thirds(self, weight: int, *scores: Ints) -> Ints:
        """From minus to plus the weight, for three scores in thousandths; of an UNKNOWN one, ``silent``."""
        score = sum((np.where(known < 0, self.silent, known) for known in scores), np.zeros(len(scores[0]), np.int64))
        return rounded(weight * (2 * score - 3 * FULL), 3 * FULL)


@dataclass(frozen=True, slots=True, eq=False)
class Release:
    """How easily a person may leave a post with more people than it needs (n, points; 0 elsewhere).

    Long in place, a wish for somewhere else, and few dependants make it easier, each one third. A protected
    condition makes it hardest, and that from every post, for even a full school may give somebody where its safe
    minimum is lower; not where the person asked for the place. Performance plays no part: being good is no
    reason to be sent away. ``reasons`` (n, 3): time in place, wish for elsewhere, family, in thousandths, UNKNOWN
    where the data does not tell; ``crowded`` (n): who is weighed by them.
    """

    weight: int
    reasons: Ints
    crowded: Mask
    by_person: Ints
    of_protected: Ints

    @classmethod
    def of(cls, facts: Facts, policy: Policy, wishes: Wishes) -> "Release":
        """The points of everyone under the weights of a policy."""
        persons, weight = facts.persons, policy.weights.release
        months = whole(persons.select(pl.coalesce("months_in_unit", "months_in_post").alias("months"))["months"])
        place = np.where(months < 0, UNKNOWN, np.minimum(FULL, FULL * months // LONG_MONTHS))
        wish = np.where(wishes.elsewhere, FULL, NEUTRAL)
        dependants = np.minimum(whole(persons["dependants"]), MANY_DEPENDANTS)
        family = np.where(dependants < 0, UNKNOWN, FULL - FULL * dependants // MANY_DEPENDANTS)
        reasons = np.column_stack([place, wish, family])
        surplus = whole(facts.posts["surplus"], 0) > 0
        post = whole(persons["post"])
        too_many = np.append(surplus, np.False_)[post]
        housed, protected = post != UNKNOWN, persons["protected"].to_numpy()
        crowded = too_many & housed & ~protected
        return cls(
            weight=weight,
            reasons=reasons,
            crowded=crowded,
            by_person=np.where(crowded, _release(weight, reasons), 0),
            of_protected=np.where(housed & protected, -weight, 0),
        )

    def with_wishes(self, person: int, wishes: Wishes) -> "Release":
        """The same, but that this person's wishes are these."""
        reasons, points = self.reasons.copy(), self.by_person.copy()
        reasons[person, 1] = FULL if wishes.elsewhere[person] else NEUTRAL
        if self.crowded[person]:
            points[person] = _release(self.weight, reasons[[person]])[0]
        return replace(self, reasons=reasons, by_person=points)

    def if_crowded(self, people: Ints) -> Ints:
        """Points of these people (rows) where their own post has more people than it needs, whether it has or not."""
        return np.where(self.of_protected[people] != 0, 0, _release(self.weight, self.reasons[people]))

    def points(self, chunk: Chunk, granted: Mask) -> Ints:
        """Points of everyone who would leave; ``granted``: the person asked for the place."""
        return self.by_person[chunk.person] + np.where(granted, 0, self.of_protected[chunk.person])


def _release(weight: int, reasons: Ints) -> Ints:
    """From minus to plus the weight; what is not known stands in the middle."""
    score = np.where(reasons < 0, NEUTRAL, reasons).sum(axis=1)
    return rounded(weight * (2 * score - 3 * FULL), 3 * FULL)
