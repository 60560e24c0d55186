"""Fit of a person to a seat, there against here.

Between two seats only criteria that are known of both are compared: what is not recorded speaks neither for
nor against a move. For a person without a seat, "here" is half of every criterion.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from penata.facts import Facts
from penata.merit.chunk import Chunk
from penata.merit.criteria import (
    Certificates,
    Competencies,
    Criterion,
    EducationField,
    EducationLevel,
    ExperienceInField,
    Subject,
)
from penata.merit.experience import Experience
from penata.merit.points import FULL, NEUTRAL, UNKNOWN, Ints, Mask, rounded
from penata.merit.seats import Seats
from penata.policy import Policy
from penata.tables import Dataset

CRITERIA: Final = ("education_level", "education_field", "experience", "subject", "certificates", "competencies")
"""The criteria of fit in their order; ``policy.merit.fit`` says the share of each."""


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Everyone's fit to any seat; ``own`` (n, criteria) is the fit to the own seat in thousandths.

    ``housed`` (n) marks people who have a seat; ``shares`` (criteria) of the points, in proportion to their sum.
    """

    weight: int
    shares: Ints
    seats: Seats
    criteria: tuple[Criterion, ...]
    own: Ints
    housed: Mask

    @classmethod
    def of(cls, facts: Facts, dataset: Dataset, policy: Policy, experience: Experience) -> "Fit":
        """Prepare the criteria and judge everyone's own seat once."""
        seats = Seats.of(facts, dataset)
        criteria = _criteria(facts, dataset, seats, experience)
        everyone = np.arange(facts.persons.height)
        own = _judged(criteria, everyone, seats.job_of_person, seats.subject_of_person)
        housed = facts.persons["post"].is_not_null().to_numpy()
        own[~housed] = NEUTRAL
        shares = np.array([getattr(policy.merit.fit, name) for name in CRITERIA], np.int64)
        return cls(weight=policy.weights.fit, shares=shares, seats=seats, criteria=criteria, own=own, housed=housed)

    @property
    def whole(self) -> int:
        """A full match of every criterion."""
        return int(self.shares.sum()) * FULL

    def with_experience(self, person: int, experience: Experience) -> "Fit":
        """The same, but that this person's months in the fields are these."""
        criteria = tuple(
            replace(criterion, experience=experience) if isinstance(criterion, ExperienceInField) else criterion
            for criterion in self.criteria
        )
        own = self.own.copy()
        if self.housed[person]:
            at = np.array([person])
            own[at] = _judged(criteria, at, self.seats.job_of_person[at], self.seats.subject_of_person[at])
        return replace(self, criteria=criteria, own=own)

    def there(self, chunk: Chunk) -> Ints:
        """Thousandths of every criterion on the post (pairs, criteria), UNKNOWN where it cannot be told."""
        _, there, back = self._there(chunk)
        return there[back]

    def points(self, chunk: Chunk) -> Ints:
        """Points of fit there minus fit here."""
        person, there, back = self._there(chunk)
        here = self.own[person]
        difference = np.where((there >= 0) & (here >= 0), there - here, 0)
        return rounded(self.weight * (difference @ self.shares), self.whole)[back]

    def standing(self, chunk: Chunk) -> Ints:
        """Points of fit there alone, 0 to the weight; an unknown criterion counts half."""
        _, there, back = self._there(chunk)
        return rounded(self.weight * (np.where(there >= 0, there, NEUTRAL) @ self.shares), self.whole)[back]

    def percent(self, chunk: Chunk) -> Ints:
        """Fit there alone in whole percent of a full match, an unknown criterion counting half; UNKNOWN where none is
        known. It is the order in which a post sees people: no wish, no distance, no number of a person.
        """
        _, there, back = self._there(chunk)
        shares = rounded(100 * (np.where(there >= 0, there, NEUTRAL) @ self.shares), self.whole)
        weighed = (there >= 0) & (self.shares > 0)
        return np.where(weighed.any(axis=1), shares, UNKNOWN)[back]

    def _there(self, chunk: Chunk) -> tuple[Ints, Ints, Ints]:
        """Different persons with a job and a subject: the person, the criteria there, and which of them each pair is.

        Most posts among a person's pairs are the same job, so that few are judged.
        """
        job, subject = self.seats.taken(chunk.person, chunk.post)
        jobs, subjects = int(np.max(job, initial=0)) + 2, int(np.max(subject, initial=0)) + 2
        key = (chunk.person * jobs + job + 1) * subjects + subject + 1
        _, first, back = np.unique(key, return_index=True, return_inverse=True)
        person = chunk.person[first]
        return person, _judged(self.criteria, person, job[first], subject[first]), back


def _criteria(facts: Facts, dataset: Dataset, seats: Seats, experience: Experience) -> tuple[Criterion, ...]:
    """The criteria in the order of CRITERIA."""
    return (
        EducationLevel.of(facts, dataset),
        EducationField.of(facts, dataset),
        ExperienceInField.of(dataset, experience),
        Subject.of(facts, dataset, seats),
        Certificates.of(facts, dataset),
        Competencies.of(facts, dataset),
    )


def _judged(criteria: tuple[Criterion, ...], person: Ints, job: Ints, subject: Ints) -> Ints:
    return np.stack([criterion.judge(person, job, subject) for criterion in criteria], axis=1)
