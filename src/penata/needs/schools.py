"""Teachers that a school needs: class teachers by class group, subject teachers by weekly hours."""

import datetime as dt
from typing import Final

import polars as pl

from penata.law.values import value
from penata.needs.norms import MISSING_SCHEMA, NEEDS_SCHEMA, NORM_PREFIX, TEACHER_LADDER, NormNeeds, cited, joined
from penata.policy import Policy
from penata.tables import Dataset
from penata.tables.subjects import CLASS_TEACHER, subject_name

BY_HOURS: Final = ("SMP", "SMA", "SMK")
"""Stages whose teachers are all counted by weekly hours of their subject."""


def school_needs(dataset: Dataset, policy: Policy) -> NormNeeds:
    """Teachers by school and subject, after the norms in force on the effective date.

    Primary schools: class teachers = class groups, at least the minimum (parameters ``guru.sd.minimum`` and
    ``guru.sd.minimum.special``, 0 to plan by classes alone), one teacher each of PJOK and Pendidikan Agama Islam.
    Wherever subject_hours are given (other than of class teachers): weekly hours / 24, rounded by the table of the norm
    (see ``teachers_by_hours``).
    Whether a school lies in a special area: schools.special_area, else its unit's or district's ``remote``.
    Sources: Permendiknas 15/2010, Permendikbud 23/2013 (GUR-06); Juknis SKB 5 Menteri 2011 (GUR-04, GUR-05).
    """
    on = policy.effective_date
    schools = _schools(dataset)
    return joined(_class_teachers(schools, policy), _subject_teachers(schools, dataset, on))


def teachers_by_hours(hours: pl.Expr, on: dt.date) -> tuple[pl.Expr, pl.Expr]:
    """Teachers of a subject for these weekly hours, and whether the case is to be decided by hand.

    hours / 24: below one is one; up to 40 hours is one teacher; between 40 and 48 hours one teacher works more than the
    most allowed and two each less than the least: rounded down and marked; from 48 hours on rounded down. No hours,
    nobody. Source: Juknis SKB 5 Menteri 2011 (GUR-05).

    >>> frame = pl.DataFrame({"h": [0.0, 9.6, 39.84, 40.8, 64.8]})
    >>> need, review = teachers_by_hours(pl.col("h"), dt.date(2026, 1, 1))
    >>> frame.select(need.alias("n"), review.alias("r")).rows()
    [(0, False), (1, False), (1, False), (1, True), (2, False)]
    """
    least, most = value("guru.hours.least", on), value("guru.hours.most", on)
    whole = (hours / least).floor().cast(pl.Int64)
    need = pl.when(hours > 0).then(pl.max_horizontal(whole, pl.lit(1))).otherwise(pl.lit(0))
    return need, (hours > most) & (hours < 2 * least)


def _schools(dataset: Dataset) -> pl.DataFrame:
    """State schools with ``special``: own word, else the unit's, else the district's."""
    districts = dataset["districts"].select("district_id", pl.col("remote").alias("_district"))
    units = dataset["units"].select("unit_id", "district_id", pl.col("remote").alias("_unit"))
    units = units.join(districts, on="district_id", how="left", validate="m:1")
    special = pl.coalesce("special_area", "_unit", "_district").fill_null(value=False).alias("special")
    schools = dataset["schools"].filter(~pl.col("private").fill_null(value=False))
    return schools.join(units, on="unit_id", how="left", validate="1:1").with_columns(special)


def _class_teachers(schools: pl.DataFrame, policy: Policy) -> NormNeeds:
    on = policy.effective_date
    floor = [int(value(name, on, policy.parameters)) for name in ("guru.sd.minimum", "guru.sd.minimum.special")]
    least = pl.when("special").then(pl.lit(floor[1])).otherwise(pl.lit(floor[0]))
    primary = schools.filter(pl.col("stage") == "SD")
    known = primary.filter(pl.col("classes").is_not_null()).with_columns(least.alias("least"))
    short = pl.col("classes") < pl.col("least")
    citation = cited("guru.sd.minimum", on)
    rows = known.select(
        "unit_id",
        pl.lit(TEACHER_LADDER).alias("ladder"),
        pl.lit(CLASS_TEACHER).alias("subject"),
        pl.max_horizontal("classes", "least").alias("need"),
        pl.format(f"{NORM_PREFIX}guru kelas SD ({citation}): {{}} rombel", "classes").alias("source"),
        pl.when(short)
        .then(pl.format("rombel {} di bawah jumlah minimum {}: kebutuhan memakai kondisi minimal", "classes", "least"))
        .alias("note"),
    )
    absent = primary.filter(pl.col("classes").is_null()).select(
        "unit_id", pl.lit(CLASS_TEACHER).alias("what"), pl.lit("jumlah rombel kosong").alias("reason")
    )
    return NormNeeds(rows, absent)


def _subject_teachers(schools: pl.DataFrame, dataset: Dataset, on: dt.date) -> NormNeeds:
    """By hours where they are given; one teacher a subject in primary schools where they are not."""
    hours = (
        dataset["subject_hours"]
        .with_columns(subject_name(pl.col("subject")).alias("subject"))
        .filter(pl.col("subject") != CLASS_TEACHER)
        .group_by("unit_id", "subject")
        .agg(pl.col("weekly_hours").sum())
        .sort("unit_id", "subject")
    )
    by_hours = _by_hours(hours.join(schools.select("unit_id"), on="unit_id", how="semi"), on)
    fixed = _fixed(schools, on).join(by_hours.select("unit_id", "subject"), on=["unit_id", "subject"], how="anti")
    silent = schools.filter(pl.col("stage").is_in(BY_HOURS)).join(by_hours, on="unit_id", how="anti")
    missing = silent.select(
        "unit_id",
        pl.lit("guru mata pelajaran").alias("what"),
        pl.lit("jam per minggu menurut mata pelajaran tidak ada (tabel subject_hours)").alias("reason"),
    )
    return joined(NormNeeds(by_hours, missing), NormNeeds(fixed, pl.DataFrame(schema=MISSING_SCHEMA)))


def _by_hours(hours: pl.DataFrame, on: dt.date) -> pl.DataFrame:
    need, review = teachers_by_hours(pl.col("weekly_hours"), on)
    least, most = value("guru.hours.least", on), value("guru.hours.most", on)
    shown = pl.col("weekly_hours").round(2)
    return hours.select(
        "unit_id",
        pl.lit(TEACHER_LADDER).alias("ladder"),
        "subject",
        need.alias("need"),
        pl.format(
            f"{NORM_PREFIX}guru mata pelajaran ({cited('guru.hours.least', on)}): {{}} jam per minggu ÷ {least}", shown
        ).alias("source"),
        pl.when(review)
        .then(
            pl.format(
                f"{{}} jam: satu guru mengajar lebih dari {most} jam, dua guru kurang dari {least} jam; "
                "dibulatkan ke bawah, putuskan kasus per kasus",
                shown,
            )
        )
        .alias("note"),
    )


def _fixed(schools: pl.DataFrame, on: dt.date) -> pl.DataFrame:
    fixed: dict[str, int] = value("guru.sd.subjects", on)
    subjects = pl.DataFrame({"subject": [*fixed], "need": [*fixed.values()]})
    source = f"{NORM_PREFIX}guru mata pelajaran SD ({cited('guru.sd.subjects', on)})"
    return (
        schools.filter(pl.col("stage") == "SD")
        .select("unit_id")
        .join(subjects, how="cross")
        .with_columns(pl.lit(TEACHER_LADDER).alias("ladder"), pl.lit(source).alias("source"), note=pl.lit(None))
        .select(pl.col(name).cast(dtype) for name, dtype in NEEDS_SCHEMA.items())
    )
