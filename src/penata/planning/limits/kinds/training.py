"""Who needs a course for the new post fits its seats: a limit for each certificate and each level of a competency.

Only what some course of the table ``courses`` gives is limited. A course counts that has not begun on the day of the
snapshot and of which seats and last day are known. Whoever is known to lack what the job asks needs a seat; of whom it
is not known does not. A seat at a higher level serves for a lower one.
"""

import numpy as np
import polars as pl

from penata.merit import competence_gap
from penata.merit.points import plain
from penata.merit.seats import Seats
from penata.planning.limits.kinds.basis import Basis, Entries, rows_from
from penata.planning.limits.rows import Limit, Rows
from penata.vocabulary import LimitKind
from penata.wording import whole


def training_rows(basis: Basis) -> Rows:
    """Rows of certificates first, then of competencies by level; each by name."""
    pair = np.flatnonzero(basis.moves)
    job, _ = Seats.of(basis.facts, basis.dataset).taken(basis.person[pair], basis.there[pair])
    asked = pl.DataFrame({"pair": pair, "person": basis.person[pair], "post": basis.there[pair], "job": job})
    courses = basis.dataset["courses"].with_columns(open=_is_open(basis))
    things = pl.concat([_certificates(courses), _competencies(basis, courses)]).with_row_index("row")
    lacking = pl.concat([_without_certificate(basis, asked), _below(basis, asked)])
    wanted = things.join(lacking, on=["kind", "key"], how="inner").filter(
        pl.col("asked").is_between("level", "highest")
    ).select("row", "person", "job").unique().join(asked, on=["person", "job"], how="inner")  # fmt: skip
    row, of = wanted["row"].cast(pl.Int64).to_numpy(), wanted["pair"].to_numpy()
    entries = Entries(row, of, np.ones(len(row), np.int64), things["seats"].to_numpy())

    def limit(at: int) -> Limit:
        thing = things.row(at, named=True)
        level = f" tingkat {thing['level']} ke atas" if thing["kind"] == "competency" else ""
        subject = f"{thing['kind']} {thing['key']}" + (f" {thing['level']}" if level else "")
        words = f"kursi pelatihan {thing['name']}{level}: {whole(thing['seats'])}"
        return Limit(LimitKind.TRAINING, subject, thing["seats"], words)

    return rows_from(basis, entries, limit)


def _is_open(basis: Basis) -> pl.Expr:
    ahead = pl.col("starts_on").is_null() | (pl.col("starts_on") >= basis.policy.as_of)
    ends = pl.col("ends_on") >= basis.policy.as_of
    return (ahead & ends & pl.col("seats").is_not_null()).fill_null(value=False)


def _certificates(courses: pl.DataFrame) -> pl.DataFrame:
    """kind, key, name, level, highest, seats of each certificate that a course gives."""
    key = plain(pl.col("certificate"))
    given = courses.filter(key.is_not_null()).sort("certificate")
    return given.group_by(key.alias("key")).agg(
        pl.col("certificate").first().str.strip_chars().alias("name"),
        pl.when("open").then("seats").sum().cast(pl.Int64).alias("seats"),
    ).select(
        pl.lit("certificate").alias("kind"), "key", "name", level=pl.lit(0, pl.Int64), highest=pl.lit(0, pl.Int64),
        seats="seats",
    ).sort("key")  # fmt: skip


def _competencies(basis: Basis, courses: pl.DataFrame) -> pl.DataFrame:
    """The same of each level of a competency that a job asks and a course reaches: seats at that level or above."""
    key = plain(pl.col("competency"))
    given = courses.filter(key.is_not_null() & pl.col("level").is_not_null()).sort("competency").with_columns(key=key)
    names = given.group_by("key").agg(
        pl.col("competency").first().str.strip_chars().alias("name"), highest=pl.col("level").max()
    )
    asked = basis.dataset["job_competencies"].select("level", key=key).unique()
    levels = asked.join(names, on="key", how="inner").filter(pl.col("level") <= pl.col("highest"))
    seats = levels.join(given.select("key", "open", "seats", reaches="level"), on="key", how="inner").filter(
        pl.col("reaches") >= pl.col("level")
    ).group_by("key", "level").agg(seats=pl.when("open").then("seats").sum().cast(pl.Int64))  # fmt: skip
    return levels.join(seats, on=["key", "level"], how="left", validate="1:1").sort("key", "level").select(
        pl.lit("competency").alias("kind"), "key", "name", "level", "highest", "seats"
    )  # fmt: skip


def _without_certificate(basis: Basis, asked: pl.DataFrame) -> pl.DataFrame:
    """kind, key, asked, person, job: certificates that a job asks and that the person is known not to hold."""
    wants = (
        basis.dataset["jobs"].with_row_index("job").select(pl.col("job").cast(pl.Int64), pl.col("certificates"))
        .explode("certificates").select("job", key=plain(pl.col("certificates"))).drop_nulls().unique()
    )  # fmt: skip
    told = basis.facts.persons.filter(pl.col("certificates").is_not_null()).select(
        pl.col("person").cast(pl.Int64), "certificates"
    )
    holds = told.explode("certificates").select("person", key=plain(pl.col("certificates"))).drop_nulls().unique()
    two = asked.select("person", "job").unique().join(told.select("person"), on="person", how="semi")
    lacks = two.join(wants, on="job", how="inner").join(holds, on=["person", "key"], how="anti")
    return lacks.select(pl.lit("certificate").alias("kind"), "key", pl.lit(0, pl.Int64).alias("asked"), "person", "job")


def _below(basis: Basis, asked: pl.DataFrame) -> pl.DataFrame:
    """The same of competencies that the person was assessed in, and below what the job asks."""
    one = asked.unique(["person", "job"], keep="first", maintain_order=True)
    posts = one.select(pl.col("person", "post").cast(pl.UInt32))
    gap = competence_gap(basis.facts, basis.dataset, posts).filter(pl.col("gap") > 0)
    of_job = one.select("person", "post", "job")
    return gap.cast({"person": pl.Int64, "post": pl.Int64}).join(of_job, on=["person", "post"], how="inner").select(
        pl.lit("competency").alias("kind"), plain(pl.col("competency")).alias("key"), "asked", "person", "job"
    )  # fmt: skip
