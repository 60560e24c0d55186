"""The criteria of fit: what a job asks against what a person has.

Each answers thousandths of a full match for any persons, jobs and subjects (whole numbers, see ``seats``),
and UNKNOWN where the job does not ask or the data does not tell.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
import polars as pl

from penata.facts import Facts
from penata.merit.education import closeness_of
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

    def asks(self, job: Ints, subject: Ints) -> Mask:
        """Which rows ask for it at all: there UNKNOWN means that the data does not tell of the person."""
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

    def asks(self, job: Ints, subject: Ints) -> Mask:  # noqa: ARG002
        """Where a job names a level."""
        return np.asarray(self.asked[job] >= 0)


@dataclass(frozen=True, slots=True, eq=False)
class EducationField:
    """How close the field of education is to the closest that the job names, by ``merit.education``.

    ``best`` (lists of fields that jobs ask, fields that people hold): thousandths.
    """

    held: Ints
    asked: Ints
    best: Ints

    @classmethod
    def of(cls, facts: Facts, dataset: Dataset) -> "EducationField":
        """Every field held is compared once with every field asked."""
        rows = _items(dataset["jobs"].with_row_index("job"), "job", "education_fields")
        lists = rows.group_by("job").agg(pl.col("item").sort().alias("items"))
        lists = lists.with_columns(pl.col("items").list.join(";").alias("list"))
        kinds, fields = Words.of(lists["list"]), Words.of(rows["item"])
        held = facts.persons.select(plain(pl.col("education_field")))["education_field"]
        holds = Words.of(held)
        close = closeness_of(holds, fields)
        best = np.zeros((len(kinds.texts), len(holds.texts)), np.int64)
        each = lists.unique("list").explode("items")
        np.maximum.at(best, kinds.numbers(each["list"]), close.T[fields.numbers(each["items"])])
        asked = np.full(dataset["jobs"].height + 1, UNKNOWN, np.int64)
        asked[whole(lists["job"])] = kinds.numbers(lists["list"])
        return cls(held=holds.numbers(held), asked=asked, best=best)

    def judge(self, person: Ints, job: Ints, subject: Ints) -> Ints:  # noqa: ARG002
        """As close as the closest field asked."""
        held, asked = self.held[person], self.asked[job]
        if not self.best.size:
            return np.full(len(person), UNKNOWN, np.int64)
        return np.where((held < 0) | (asked < 0), UNKNOWN, self.best[asked, held])

    def asks(self, job: Ints, subject: Ints) -> Mask:  # noqa: ARG002
        """Where a job names fields."""
        return np.asarray(self.asked[job] >= 0)


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

    def asks(self, job: Ints, subject: Ints) -> Mask:  # noqa: ARG002
        """Where a job has a field."""
        return np.asarray(self.field[job] >= 0)


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
        index = PairIndex.unordered(whole(held["person"]), seats.subjects.numbers(held["item"]))
        return cls(told=_told(facts, held), held=index)

    def judge(self, person: Ints, job: Ints, subject: Ints) -> Ints:  # noqa: ARG002
        """Full or nothing."""
        held = self.held.rows(person, subject) >= 0
        return np.where((subject < 0) | ~self.told[person], UNKNOWN, FULL * held)

    def asks(self, job: Ints, subject: Ints) -> Mask:  # noqa: ARG002
        """Where a seat is of a subject."""
        return np.asarray(subject >= 0)


@dataclass(frozen=True, slots=True, eq=False)
class Certificates:
    """Share of the certificates that the job asks for which the person holds."""

    told: Mask
    items: "Items"

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
        one = pl.lit(1, pl.Int64).alias("level")
        return cls(
            told=_told(facts, held),
            items=Items.of(dataset, held.with_columns(one), asked.with_columns(one), missing=0),
        )

    def judge(self, person: Ints, job: Ints, subject: Ints) -> Ints:  # noqa: ARG002
        """Of people without any certificate on record nothing is known."""
        return np.where(self.told[person], self.items.share(person, job), UNKNOWN)

    def asks(self, job: Ints, subject: Ints) -> Mask:  # noqa: ARG002
        """Where a job asks for certificates."""
        return self.items.asks(job)


@dataclass(frozen=True, slots=True, eq=False)
class Competencies:
    """Levels shown against levels asked, on average over the competencies that were assessed."""

    items: "Items"

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
            Items.of(dataset, held.select("person", name, "level"), asked.select("job", name, "level"), missing=UNKNOWN)
        )

    def judge(self, person: Ints, job: Ints, subject: Ints) -> Ints:  # noqa: ARG002
        """A competency that was not assessed is left out of the average."""
        return self.items.share(person, job)

    def asks(self, job: Ints, subject: Ints) -> Mask:  # noqa: ARG002
        """Where a job asks for competencies."""
        return self.items.asks(job)


@dataclass(frozen=True, slots=True, eq=False)
class Items:
    """Named things that jobs ask at a level and people have at a level.

    ``texts``: the things by number, as ``points.plain`` leaves their names. ``asked``, ``levels`` (jobs + 1, most
    items of a job): item numbers and levels, UNKNOWN where a job asks fewer; ``missing``: the level of what a
    person does not have (UNKNOWN: it is left out).
    """

    texts: pl.Series
    asked: Ints
    levels: Ints
    index: PairIndex
    held: Ints
    missing: int

    @classmethod
    def of(cls, dataset: Dataset, held: pl.DataFrame, asked: pl.DataFrame, *, missing: int) -> "Items":
        """``held``: person, item, level; ``asked``: job, item, level; of doubled items the highest level counts."""
        words = Words.of(asked["item"])
        held = held.with_columns(pl.Series("number", words.numbers(held["item"]))).filter(pl.col("number") >= 0)
        held = held.group_by("person", "number").agg(pl.col("level").max()).sort("person", "number")
        asked = asked.with_columns(pl.Series("number", words.numbers(asked["item"])))
        asked = asked.group_by("job", "number").agg(pl.col("level").max()).sort("job", "number")
        place = (
            whole(asked.select(pl.int_range(pl.len()).over("job"))["literal"])
            if asked.height
            else np.empty(0, np.int64)
        )
        shape = dataset["jobs"].height + 1, int(np.max(place, initial=UNKNOWN)) + 1
        items, levels = np.full(shape, UNKNOWN, np.int64), np.full(shape, UNKNOWN, np.int64)
        items[whole(asked["job"]), place], levels[whole(asked["job"]), place] = (
            whole(asked["number"]),
            whole(asked["level"]),
        )
        index = PairIndex.over(whole(held["person"]), whole(held["number"]))
        return cls(
            texts=words.texts,
            asked=items,
            levels=levels,
            index=index,
            held=np.append(whole(held["level"]), missing),
            missing=missing,
        )

    def asks(self, job: Ints) -> Mask:
        """Which jobs ask for anything."""
        return np.asarray((self.asked[job] >= 0).any(axis=1))

    def each(self, person: Ints, job: Ints) -> Iterator[tuple[Ints, Ints, Ints]]:
        """Of the first, second, … thing that the jobs ask: its number, the level asked, the level held."""
        for k in range(self.asked.shape[1]):
            item = self.asked[job, k]
            yield item, self.levels[job, k], self.held[self.index.rows(person, item)]

    def share(self, person: Ints, job: Ints) -> Ints:
        """Average over what the job asks of min(1, level held / level asked); UNKNOWN where nothing can be told."""
        total, known = np.zeros(len(person), np.int64), np.zeros(len(person), np.int64)
        for item, level, held in self.each(person, job):
            met = np.where(level == 0, FULL, np.minimum(FULL, FULL * held // np.maximum(level, 1)))
            counts = (item >= 0) & ((held >= 0) | (level == 0))
            total += np.where(counts, met, 0)
            known += counts
        return np.where(known > 0, total // np.maximum(known, 1), UNKNOWN)


def _told(facts: Facts, held: pl.DataFrame) -> Mask:
    told = np.zeros(facts.persons.height, np.bool_)
    told[whole(held["person"])] = True
    return told


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
