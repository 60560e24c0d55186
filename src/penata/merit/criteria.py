"""The criteria of fit: what a job asks against what a person has.

Each answers thousandths of a full match for any persons, jobs and subjects (whole numbers, see ``seats``),
and UNKNOWN where the job does not ask or the data does not tell.
"""

from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
import polars as pl

from penata.facts import Facts
from penata.merit.experience import Experience
from penata.merit.points import FULL, UNKNOWN, Ints, Mask, PairIndex, Words, plain, whole
from penata.merit.seats import Seats
from penata.tables import Dataset
from penata.vocabulary import EDUCATION_ORDER, CredentialKind

SETTLED_MONTHS: Final = 60
"""Months in a field that count in full where the job does not say how many it asks."""


class Criterion(Protocol):
    """One criterion of fit."""

    def judge(self, person: Ints, job: Ints, subject: Ints) -> Ints:
        """Thousandths of a full match of each row, UNKNOWN where it cannot be told."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class EducationLevel:
    """Education at least as high as the job asks."""

    held: Ints
    asked: Ints

    @classmethod
    def of(cls, facts: Facts, dataset: Dataset) -> "EducationLevel":
        """Levels in the order of ``vocabulary.EDUCATION_ORDER``."""
        asked = dataset["jobs"]["min_education"].replace_strict(EDUCATION_ORDER, default=None, return_dtype=pl.Int64)
        return cls(held=whole(facts.persons["education_order"]), asked=_with_none(whole(asked)))

    def judge(self, person: Ints, job: Ints, subject: Ints) -> Ints:  # noqa: ARG002 - every criterion is asked alike
        """Full or nothing."""
        held, asked = self.held[person], self.asked[job]
        return np.where((held < 0) | (asked < 0), UNKNOWN, FULL * (held >= asked))


@dataclass(frozen=True, slots=True, eq=False)
class EducationField:
    """Field of education among those that the job names."""

    held: Ints
    asks: Mask
    asked: PairIndex

    @classmethod
    def of(cls, facts: Facts, dataset: Dataset) -> "EducationField":
        """Fields are compared as text, case and repeated spaces aside."""
        rows = _items(dataset["jobs"].with_row_index("job"), "job", "education_fields")
        held = facts.persons.select(plain(pl.col("education_field")))["education_field"]
        fields, job = Words.of(rows["item"], held), whole(rows["job"])
        asks = np.zeros(dataset["jobs"].height + 1, np.bool_)
        asks[job] = True
        return cls(held=fields.numbers(held), asks=asks, asked=PairIndex.unordered(job, fields.numbers(rows["item"])))

    def judge(self, person: Ints, job: Ints, subject: Ints) -> Ints:  # noqa: ARG002
        """Full or nothing."""
        held = self.held[person]
        return np.where((held < 0) | ~self.asks[job], UNKNOWN, FULL * (self.asked.rows(job, held) >= 0))


@dataclass(frozen=True, slots=True, eq=False)
class ExperienceInField:
    """Months in the job's field against those that the job asks."""

    experience: Experience
    field: Ints
    asked: Ints

    @classmethod
    def of(cls, dataset: Dataset, experience: Experience) -> "ExperienceInField":
        """A job that does not say how long counts SETTLED_MONTHS in full."""
        asked = np.maximum(whole(dataset["jobs"]["min_experience_months"], 0), 0)
        asked = np.where(asked > 0, asked, SETTLED_MONTHS)
        return cls(experience=experience, field=_with_none(experience.field_of_job), asked=_with_none(asked))

    def judge(self, person: Ints, job: Ints, subject: Ints) -> Ints:  # noqa: ARG002
        """In proportion, full at what is asked."""
        months = self.experience.in_field(person, self.field[job])
        return np.where(months < 0, UNKNOWN, np.minimum(FULL, FULL * months // np.maximum(self.asked[job], 1)))


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """The subject of the seat among those that the person is certified for; else what the person does now."""

    told: Mask
    held: PairIndex

    @classmethod
    def of(cls, facts: Facts, dataset: Dataset, seats: Seats) -> "Subject":
        """Certified: in the person's own record or in a teacher's certificate."""
        cards = dataset["credentials"].filter(pl.col("kind") == CredentialKind.TEACHER_CERTIFICATE)
        certified = pl.concat([
            _items(facts.persons, "person", "subjects").select("person", "item"),
            _of_person(facts, cards, plain(pl.col("subject"))),
        ])  # fmt: skip
        now = facts.persons.select("person", plain(pl.col("subject")).alias("item")).drop_nulls()
        held = pl.concat([certified, now.join(certified, on="person", how="anti")]).unique()
        person = whole(held["person"])
        told = np.zeros(facts.persons.height, np.bool_)
        told[person] = True
        return cls(told=told, held=PairIndex.unordered(person, seats.subjects.numbers(held["item"])))

    def judge(self, person: Ints, job: Ints, subject: Ints) -> Ints:  # noqa: ARG002
        """Full or nothing."""
        held = self.held.rows(person, subject) >= 0
        return np.where((subject < 0) | ~self.told[person], UNKNOWN, FULL * held)


@dataclass(frozen=True, slots=True, eq=False)
class Certificates:
    """Share of the certificates that the job asks for which the person holds."""

    held: pl.DataFrame
    asked: pl.DataFrame

    @classmethod
    def of(cls, facts: Facts, dataset: Dataset) -> "Certificates":
        """Held: in the person's own record, or a credential of that kind in force on the day."""
        on = facts.effective_date
        cards = dataset["credentials"].filter(pl.col("valid_until").is_null() | (pl.col("valid_until") > on))
        held = pl.concat([
            _items(facts.persons, "person", "certificates").select("person", "item"),
            _of_person(facts, cards, plain(pl.col("kind"))),
        ]).unique()  # fmt: skip
        asked = _items(dataset["jobs"].with_row_index("job"), "job", "certificates")
        return cls(
            held=held.with_columns(level=pl.lit(1, pl.Int64)), asked=asked.with_columns(level=pl.lit(1, pl.Int64))
        )

    def judge(self, person: Ints, job: Ints, subject: Ints) -> Ints:  # noqa: ARG002
        """Of people without any certificate on record nothing is known."""
        told = np.zeros(int(person.max(initial=0)) + 1, np.bool_)
        known = whole(self.held["person"])
        told[known[known < len(told)]] = True
        share = _share(person, job, self.held, self.asked, missing=0)
        return np.where(told[person], share, UNKNOWN)


@dataclass(frozen=True, slots=True, eq=False)
class Competencies:
    """Levels shown against levels asked, on average over the competencies that were assessed."""

    held: pl.DataFrame
    asked: pl.DataFrame

    @classmethod
    def of(cls, facts: Facts, dataset: Dataset) -> "Competencies":
        """From the tables ``competencies`` and ``job_competencies``."""
        name = plain(pl.col("competency")).alias("item")
        held = dataset["competencies"].join(
            facts.persons.select("employee_id", "person"), on="employee_id", how="inner", validate="m:1"
        )
        jobs = dataset["jobs"].select("job_id").with_row_index("job")
        asked = dataset["job_competencies"].join(jobs, on="job_id", how="inner", validate="m:1")
        return cls(
            held=held.select("person", name, "level").unique(("person", "item"), keep="first", maintain_order=True),
            asked=asked.select("job", name, "level").unique(("job", "item"), keep="first", maintain_order=True),
        )

    def judge(self, person: Ints, job: Ints, subject: Ints) -> Ints:  # noqa: ARG002
        """A competency that was not assessed is left out of the average."""
        return _share(person, job, self.held, self.asked, missing=None)


def _share(person: Ints, job: Ints, held: pl.DataFrame, asked: pl.DataFrame, *, missing: int | None) -> Ints:
    """Average over what the job asks of min(1, level held / level asked); ``missing`` stands for what is not held."""
    if asked.height == 0 or held.height == 0:
        return np.full(len(person), UNKNOWN, np.int64)
    rows = pl.DataFrame({"row": np.arange(len(person)), "person": person, "job": job})
    met = (
        rows.join(asked.with_columns(pl.col("job").cast(pl.Int64)), on="job", how="inner")
        .join(
            held.select(pl.col("person").cast(pl.Int64), "item", pl.col("level").alias("has")),
            on=("person", "item"), how="left", validate="m:1",
        )
        .with_columns(pl.col("has").fill_null(pl.lit(missing, pl.Int64)))
        .with_columns((FULL * pl.col("has") // pl.max_horizontal("level", 1)).clip(upper_bound=FULL).alias("met"))
        .with_columns(pl.when(pl.col("level") == 0).then(FULL).otherwise("met").alias("met"))
        .group_by("row").agg(pl.col("met").sum().alias("total"), pl.col("met").count().alias("known"))
        .filter(pl.col("known") > 0)
    )  # fmt: skip
    share = np.full(len(person), UNKNOWN, np.int64)
    share[whole(met["row"])] = whole(met["total"]) // whole(met["known"])
    return share


def _items(frame: pl.DataFrame, who: str, column: str) -> pl.DataFrame:
    """who, item: one row per different text of a list column."""
    rows = frame.select(who, pl.col(column).alias("item")).explode("item")
    return rows.with_columns(plain(pl.col("item")).alias("item")).drop_nulls().unique()


def _of_person(facts: Facts, cards: pl.DataFrame, item: pl.Expr) -> pl.DataFrame:
    """person, item: rows of a table of employees, by row number of the person."""
    rows = cards.join(facts.persons.select("employee_id", "person"), on="employee_id", how="inner", validate="m:1")
    return rows.select("person", item.alias("item")).drop_nulls().unique()


def _with_none(values: Ints) -> Ints:
    """Values by job with UNKNOWN at the end, where the index of "no job" points."""
    return np.append(values, UNKNOWN)
