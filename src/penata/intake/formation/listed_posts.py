"""Units, jobs and posts from the rows of a list of posts: one shape for every such list."""

from typing import Final

import polars as pl

from penata.intake.issues import Issues
from penata.intake.naming.jobs import unit_kind
from penata.intake.reader import name_key, post_id_of
from penata.intake.text.grid import ROW
from penata.intake.text.remarks import refuse, remark
from penata.intake.text.sheet import Sheet
from penata.vocabulary import Severity

LISTED: Final = {
    ROW: pl.Int64(), "unit_id": pl.String(), "unit": pl.String(), "parent_id": pl.String(), "job_id": pl.String(),
    "job": pl.String(), "category": pl.String(), "ladder": pl.String(), "level": pl.String(), "subject": pl.String(),
    "grade": pl.Int64(), "retirement_age": pl.Int64(), "min_education": pl.String(),
    "education_fields": pl.List(pl.String), "need": pl.Int64(), "need_source": pl.String(), "leads_unit": pl.Boolean(),
    "external_id": pl.String(),
}  # fmt: skip
"""Columns of a listed post; what a list does not say is null."""

_OF_JOB: Final = ("category", "ladder", "level", "grade", "retirement_age", "min_education", "education_fields")


def listed(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with exactly the columns of ``LISTED``; absent ones are null, absent ids are made of the names."""
    full = rows.select(
        (pl.col(name) if name in rows.columns else pl.lit(None)).cast(dtype).alias(name)
        for name, dtype in LISTED.items()
    )
    return full.with_columns(
        pl.coalesce("unit_id", name_key(pl.col("unit"))).alias("unit_id"),
        pl.coalesce("job_id", _job_key()).alias("job_id"),
    )


def tables_of(posts: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """``units``, ``jobs`` and ``posts`` of listed posts; the first row that states a value of a unit or job counts."""
    units = posts.group_by("unit_id", maintain_order=True).agg(
        pl.col(ROW).first(), pl.col("unit").first().alias("name"), pl.col("parent_id").drop_nulls().first()
    )
    kinds = {name: unit_kind(name) for name in units["name"].unique().drop_nulls()}
    jobs = posts.group_by("job_id", maintain_order=True).agg(
        pl.col(ROW).first(),
        pl.col("job").first().alias("name"),
        *(pl.col(name).drop_nulls().first() for name in _OF_JOB),
    )
    return {
        "units": units.with_columns(
            pl.col("name").replace_strict(kinds, default=None, return_dtype=pl.String).alias("kind")
        ),
        "jobs": jobs,
        "posts": posts.select(
            ROW, post_id_of(pl.col("unit_id"), pl.col("job_id"), pl.col("subject")).alias("post_id"), "unit_id",
            "job_id", "subject", "need", "need_source", "leads_unit", "external_id",
        ),
    }  # fmt: skip


def merged(
    sheet: Sheet, issues: Issues, posts: pl.DataFrame, *, field: str, differ_by: tuple[str, ...] = ()
) -> pl.DataFrame:
    """One row for each unit, job and subject.

    Rows that differ in ``differ_by`` are parts of one post and add up, with a warning; the same row again is refused.
    A post whose parts have no need has none.
    """
    keys = ["unit_id", "job_id", "subject"]
    first = posts.select(pl.struct(*keys, *differ_by).is_first_distinct()).to_series()
    refuse(
        sheet, issues, posts.filter(~first), field, "formasi ini sudah ada pada baris di atas (unit dan jabatan sama)",
        "hapus salah satu; yang pertama dipakai",
    )  # fmt: skip
    posts = posts.filter(first)
    part = posts.select(~pl.struct(keys).is_first_distinct()).to_series()
    remark(
        sheet, issues, posts.filter(part), field, "formasi yang sama ada di beberapa baris; kebutuhannya dijumlahkan",
        "pastikan memang bagian dari satu formasi", Severity.WARNING,
    )  # fmt: skip
    if not bool(part.any()):
        return posts
    rest = [name for name in posts.columns if name not in (*keys, "need")]
    added = pl.when(pl.col("need").count() > 0).then(pl.col("need").sum()).alias("need")
    return (
        posts.group_by(keys, maintain_order=True)
        .agg(added, *(pl.col(name).drop_nulls().first() for name in rest))
        .select(posts.columns)
    )


def _job_key() -> pl.Expr:
    """Name of the job, and its echelon where it has one: a *Sekretaris* of II and of III are two jobs."""
    eselon = pl.when(pl.col("category").is_in(["JPT", "ADMINISTRATOR", "PENGAWAS"])).then(pl.col("level"))
    key = name_key(pl.col("job"))
    return pl.when(eselon.is_null()).then(key).otherwise(key + " " + eselon)
