"""Three parts that look ahead: a first managerial post, rotation after long service, breadth of experience."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from penata.facts import Facts
from penata.law.values import value
from penata.merit.chunk import Chunk
from penata.merit.experience import Experience
from penata.merit.points import FULL, UNKNOWN, Ints, Mask, PairIndex, Words, rounded, whole
from penata.merit.standing import Selection
from penata.policy import Policy
from penata.tables import Dataset
from penata.vocabulary import LEADING

SERVICE_MONTHS: Final = 120
"""Months of service that count in full towards a first managerial post."""


@dataclass(frozen=True, slots=True, eq=False)
class Development:
    """Towards a first managerial post: performance, potential and years of service, each one third.

    It counts for people who do not lead and of whom no leading post is on record; of what nobody recorded, as
    selection says. ``service`` (n): thousandths, UNKNOWN where the start of service is.
    """

    weight: int
    leading_post: Mask
    never_led: Mask
    service: Ints

    @classmethod
    def of(cls, facts: Facts, dataset: Dataset, policy: Policy) -> "Development":
        """Who could take a first managerial post, and which posts are such."""
        leading = [category.value for category in LEADING]
        job = dataset["jobs"].filter(pl.col("category").is_in(leading)).select("job_id")
        led = dataset["service_history"].join(job, on="job_id", how="semi")["employee_id"].unique()
        never = (pl.col("category").is_in(leading) | pl.col("employee_id").is_in(led.implode())).fill_null(value=False)
        months = whole(facts.persons["months_in_service"])
        return cls(
            weight=policy.weights.development,
            leading_post=facts.posts["category"].is_in(leading).fill_null(value=False).to_numpy(),
            never_led=facts.persons.select(~never.alias("never"))["never"].to_numpy(),
            service=np.where(months < 0, UNKNOWN, np.minimum(FULL, FULL * months // SERVICE_MONTHS)),
        )

    def applies(self, chunk: Chunk) -> Mask:
        """Which pairs are a first managerial post."""
        return np.asarray(self.leading_post[chunk.post] & self.never_led[chunk.person])

    def points(self, chunk: Chunk, selection: Selection) -> Ints:
        """From minus to plus the weight for a first managerial post, else 0."""
        points = np.zeros(len(chunk.person), np.int64)
        if not self.weight:
            return points
        at = np.flatnonzero(self.applies(chunk))
        person = chunk.person[at]
        scores = selection.performance(person), selection.potential[person], self.service[person]
        points[at] = selection.thirds(self.weight, *scores)
        return points


@dataclass(frozen=True, slots=True, eq=False)
class Rotation:
    """Away from a post that is held longer than its term (``mut.max_months``), in full at twice the term.

    ``months`` (n): in the post, UNKNOWN where it is not recorded or there is none: then it counts nothing.
    ``asks`` (n): people under a protected condition, for whom it counts only where they asked for the place.
    """

    weight: int
    term: int
    months: Ints
    asks: Mask

    @classmethod
    def of(cls, facts: Facts, policy: Policy) -> "Rotation":
        """How long everyone is in the post; the term as the agency sets it."""
        housed = pl.col("post").is_not_null()
        months = facts.persons.select(pl.when(housed).then("months_in_post").alias("months"))["months"]
        return cls(
            weight=policy.weights.rotation,
            term=int(value("mut.max_months", facts.effective_date, policy.parameters)),
            months=whole(months),
            asks=facts.persons["protected"].to_numpy(),
        )

    def beyond(self, person: Ints) -> Ints:
        """How far beyond the term each person is, thousandths; UNKNOWN where the months are."""
        months = self.months[person]
        beyond = np.clip(FULL * (months - self.term) // max(self.term, 1), 0, FULL)
        return np.where(months < 0, UNKNOWN, beyond)

    def applies(self, chunk: Chunk, granted: Mask) -> Mask:
        """Which pairs it counts for: not for protected people who did not ask."""
        return np.asarray(granted | ~self.asks[chunk.person])

    def points(self, chunk: Chunk, granted: Mask) -> Ints:
        """From 0 to the weight."""
        if not self.weight:
            return np.zeros(len(chunk.person), np.int64)
        score = np.where(self.applies(chunk, granted), np.maximum(self.beyond(chunk.person), 0), 0)
        return rounded(self.weight * score, FULL)


@dataclass(frozen=True, slots=True, eq=False)
class Breadth:
    """To a unit and a field where the person has not been, each one half, and less for each that is known already.

    The first new unit (or field) beside a single one counts in full, beside two a half, beside three a third.
    It can only be told of people whose service history is in the dataset; for others it counts nothing.
    """

    weight: int
    unit_of_post: Ints
    units: PairIndex
    experience: Experience

    @classmethod
    def of(cls, facts: Facts, dataset: Dataset, policy: Policy, experience: Experience) -> "Breadth":
        """Where everyone has been, the own seat included."""
        past = dataset["service_history"].join(
            facts.persons.select("employee_id", "person"), on="employee_id", how="inner", validate="m:1"
        )
        been = pl.concat([frame.select("person", "unit_id").drop_nulls() for frame in (past, facts.persons)])
        units = Words.of(facts.posts["unit_id"], been["unit_id"])
        return cls(
            weight=policy.weights.breadth,
            unit_of_post=units.numbers(facts.posts["unit_id"]),
            units=PairIndex.unordered(whole(been["person"]), units.numbers(been["unit_id"])),
            experience=experience,
        )

    def units_of(self, person: Ints) -> Ints:
        """In how many units each person has been."""
        first, last = person * self.units.width, (person + 1) * self.units.width
        return np.asarray(np.searchsorted(self.units.keys, last) - np.searchsorted(self.units.keys, first))

    def widens(self, chunk: Chunk) -> tuple[Ints, Ints]:
        """Unit and field of each pair in thousandths; UNKNOWN where no history tells."""
        person, told = chunk.person, self.experience.told[chunk.person]
        field = self.experience.field_of_post[chunk.post]
        known_unit = self.units.rows(person, self.unit_of_post[chunk.post]) >= 0
        known_field = (self.experience.index.rows(person, field) >= 0) | (field < 0)
        return (
            _new(told, known_unit, self.units_of(person)),
            _new(told, known_field, self.experience.fields_of(person)),
        )

    def points(self, chunk: Chunk) -> Ints:
        """From 0 to the weight."""
        if not self.weight:
            return np.zeros(len(chunk.person), np.int64)
        unit, field = self.widens(chunk)
        return rounded(self.weight * (np.maximum(unit, 0) + np.maximum(field, 0)), 2 * FULL)


def _new(told: Mask, known: Mask, so_far: Ints) -> Ints:
    return np.where(told, np.where(known, 0, FULL // np.maximum(so_far, 1)), UNKNOWN)
