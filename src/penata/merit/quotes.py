"""The raw facts that a points sheet quotes, as people read them (Indonesian); null where the data does not tell."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from penata.facts import Facts
from penata.merit.criteria import SETTLED_MONTHS, Certificates, Competencies, Items
from penata.merit.experience import Experience
from penata.merit.gain import Merit
from penata.merit.points import UNKNOWN, Ints, Mask, plain
from penata.tables import Dataset
from penata.vocabulary import CredentialKind, Predicate, label
from penata.wording import decimal, whole

_PREDICATES: Final = {predicate.value: label(predicate) for predicate in Predicate}


@dataclass(frozen=True, slots=True, eq=False)
class Quotes:
    """Texts by person, by job (null at the end, for "no job") and by subject number."""

    level: pl.Series
    level_asked: pl.Series
    field: pl.Series
    fields_asked: pl.Series
    months_asked: pl.Series
    subjects: pl.Series
    subject: pl.Series
    certificates: pl.Series
    competencies: pl.Series
    performance: pl.Series
    potential: pl.Series

    @classmethod
    def of(cls, facts: Facts, dataset: Dataset, merit: Merit) -> "Quotes":
        """Everything that does not hang on a pair."""
        jobs = dataset["jobs"].with_row_index("job")
        asked = pl.coalesce(pl.when(pl.col("min_experience_months") > 0).then("min_experience_months"), SETTLED_MONTHS)
        taught = facts.posts.select("subject").vstack(facts.persons.select("subject"))
        names = _names(jobs, "certificates"), _names(dataset["job_competencies"], "competency")
        items = _items(merit, Certificates), _items(merit, Competencies)
        return cls(
            level=facts.persons["education_level"],
            level_asked=_with_none(jobs["min_education"]),
            field=facts.persons["education_field"],
            fields_asked=_with_none(jobs["education_fields"].list.sort().list.join(" atau ")),
            months_asked=_with_none(jobs.select(asked.alias("months"))["months"]),
            subjects=_subjects(facts, dataset),
            subject=_with_none(_named(merit.fit.seats.subjects.texts, _names(taught, "subject"))),
            certificates=_with_none(_named(items[0].texts, names[0])),
            competencies=_with_none(_named(items[1].texts, names[1])),
            performance=facts.persons.select(_performance())["predicate_last"],
            potential=facts.persons.select(pl.format("{} dari 3", "potential"))["potential"],
        )

    def fit(self, name: str, merit: Merit, person: Ints, job: Ints, subject: Ints) -> pl.Series:
        """What a person has and the seat asks, by criterion of fit; null where the seat asks nothing."""
        if name in {"certificates", "competencies"}:
            return self._share(name, merit, person, job)
        has, asks = {
            "education_level": lambda: (at(self.level, person), at(self.level_asked, job)),
            "education_field": lambda: (at(self.field, person), at(self.fields_asked, job)),
            "experience": lambda: (self._months(merit.experience, person, job), self._full(job)),
            "subject": lambda: (at(self.subjects, person), at(self.subject, subject)),
        }[name]()
        shown = pl.DataFrame({"has": has, "asks": asks})
        diminta = pl.lit("penuh pada ") if name == "experience" else pl.lit("diminta ")
        text = pl.concat_str(pl.col("has").fill_null("tidak tercatat"), pl.lit("; "), diminta, "asks")
        return shown.select(text.alias(name))[name]

    def _months(self, experience: Experience, person: Ints, job: Ints) -> pl.Series:
        field = np.where(job >= 0, experience.field_of_job[job], UNKNOWN)
        return counted(experience.in_field(person, field), "bulan")

    def _full(self, job: Ints) -> pl.Series:
        return pl.DataFrame({"months": at(self.months_asked, job)}).select(pl.format("{} bulan", "months"))["months"]

    def _share(self, name: str, merit: Merit, person: Ints, job: Ints) -> pl.Series:
        """How many of the things asked a person has, and which are missing."""
        texts = self.certificates if name == "certificates" else self.competencies
        items = _items(merit, Certificates if name == "certificates" else Competencies)
        asks = items.asks(job)
        if not asks.any():
            return _nulls(texts, len(job))
        total, met = np.zeros(len(person), np.int64), np.zeros(len(person), np.int64)
        short = [pl.Series("0", [None] * len(person), dtype=pl.String)]
        for item, level, held in items.each(person, job):
            known = (item >= 0) & ((held >= 0) | (level == 0))
            total += known
            met += known & (held >= level)
            missing = pl.DataFrame({"name": at(texts, item, where=known & (held < level)), "held": held, "of": level})
            words = pl.col("name") if name == "certificates" else pl.format("{} {} dari {}", "name", "held", "of")
            short.append(missing.select(words.alias(f"{len(short)}")).to_series())
        silent = ~_told(merit, name, person) | (total == 0)
        counts = [pl.Series("met", met), pl.Series("total", total), pl.Series("silent", silent)]
        left = pl.concat_list(column.name for column in short).list.drop_nulls().list.join(", ")
        text = pl.concat_str(
            pl.format("{} dari {}", "met", "total"),
            pl.when(left != "").then(pl.format("; kurang: {}", left)).otherwise(pl.lit("")),
        )
        told = pl.when("silent").then(pl.lit("tidak tercatat")).otherwise(text)
        return pl.DataFrame([*short, *counts, pl.Series("asks", asks)]).select(pl.when("asks").then(told).alias(name))[
            name
        ]


def at(texts: pl.Series, rows: Ints, where: Mask | None = None) -> pl.Series:
    """The texts of these rows, null where a row is negative (or not ``where``)."""
    if not len(texts):
        return _nulls(texts, len(rows))
    known = rows >= 0 if where is None else where & (rows >= 0)
    return texts.gather(np.where(known, rows, 0)).zip_with(pl.Series(known), _nulls(texts, len(rows)))


def counted(counts: Ints, what: str) -> pl.Series:
    """As "34 bulan"; null where unknown."""
    return _each(counts, lambda count: f"{whole(count)} {what}")


def kilometres(in_tenths: Ints) -> pl.Series:
    """As "18,4 km"; null where unknown."""
    return _each(in_tenths, lambda tenths: f"{decimal(tenths / 10)} km")


def _each(numbers: Ints, said: Callable[[int], str]) -> pl.Series:
    """Text of every number, made once for equal ones; null where negative."""
    different, back = np.unique(numbers, return_inverse=True)
    texts = pl.Series([said(number) if number >= 0 else None for number in different.tolist()], dtype=pl.String)
    return texts.gather(back)


def _nulls(texts: pl.Series, size: int) -> pl.Series:
    return pl.Series(texts.name, [None], dtype=texts.dtype).new_from_index(0, size)


def _with_none(texts: pl.Series) -> pl.Series:
    return texts.append(pl.Series(texts.name, [None], dtype=texts.dtype)) if len(texts) else _nulls(texts, 1)


def _items(merit: Merit, kind: type[Certificates] | type[Competencies]) -> Items:
    return next(criterion.items for criterion in merit.fit.criteria if isinstance(criterion, kind))


def _told(merit: Merit, name: str, person: Ints) -> Mask:
    """Of whom the certificates (or competencies) are on record at all."""
    if name == "competencies":
        return np.ones(len(person), np.bool_)
    return next(c.told[person] for c in merit.fit.criteria if isinstance(c, Certificates))


def _names(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    """key, name: every text of a (list) column as it is compared, and as it was written first."""
    item = pl.col(column).explode() if isinstance(frame.schema[column], pl.List) else pl.col(column)
    rows = frame.select(item.alias("name")).drop_nulls().unique().sort("name")
    return rows.group_by(plain(pl.col("name")).alias("key")).agg(pl.col("name").first().str.strip_chars())


def _named(keys: pl.Series, names: pl.DataFrame) -> pl.Series:
    return keys.rename("key").to_frame().join(names, on="key", how="left", maintain_order="left")["name"]


def _subjects(facts: Facts, dataset: Dataset) -> pl.Series:
    """The subjects that a person is certified for, else the one practised now and said so."""
    cards = dataset["credentials"].filter(
        (pl.col("kind") == CredentialKind.TEACHER_CERTIFICATE) & pl.col("subject").is_not_null()
    )
    of_cards = cards.group_by("employee_id").agg(pl.col("subject").alias("of_cards"))
    frame = facts.persons.select("employee_id", "subjects", "subject").join(
        of_cards, on="employee_id", how="left", validate="1:1", maintain_order="left"
    )
    none = pl.lit([], dtype=pl.List(pl.String))
    certified = pl.col("subjects").fill_null(none).list.concat(pl.col("of_cards").fill_null(none)).list.unique()
    text = certified.list.sort().list.join(", ")
    now = pl.format("mengampu {}", "subject")
    return frame.select(pl.when(text != "").then(pl.format("bersertifikat {}", text)).otherwise(now).alias("has"))[
        "has"
    ]


def _performance() -> pl.Expr:
    year = [
        pl.format("{} ({})", pl.col(predicate).cast(pl.String).replace(_PREDICATES), of)
        for predicate, of in (("predicate_last", "predicate_year"), ("predicate_before", "predicate_before_year"))
    ]
    both = pl.concat_list(year).list.drop_nulls().list.join(", ")
    return pl.when(both != "").then(both).alias("predicate_last")
