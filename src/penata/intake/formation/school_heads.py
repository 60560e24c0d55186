"""Heads of schools in lists of posts: a duty beside a teacher's post (*tugas tambahan*), not a seat of its own."""

from typing import Final

import polars as pl

from penata.intake.issues import Issues
from penata.intake.text.remarks import remark
from penata.intake.text.sheet import Sheet
from penata.vocabulary import LEADING, Category, Severity

JOB_ID: Final = "KEPALA_SEKOLAH"
JOB_NAME: Final = "Kepala Sekolah (tugas tambahan)"
NEED_SOURCE: Final = "Tugas tambahan guru: bukan kursi tersendiri"

_HEAD: Final = r"(?i)^kepala\s+(sekolah|satuan pendidikan|(uptd?\s+)?((sd|smp|sma|smk|tk)n?|slb|paud)\b)"


def as_duties(sheet: Sheet, issues: Issues, posts: pl.DataFrame, *, field: str) -> pl.DataFrame:
    """Listed posts in which every head of a school is one job that fills no need (``listed_posts.LISTED``).

    A teacher heads a school beside the own post, so a seat for the head would stay empty for ever. The post is kept,
    since it names who leads; a need that the list states for it is set to 0, with a warning. A head with an echelon
    is a structural official and stays one.
    """
    leading = pl.col("category").is_in(LEADING).fill_null(False)
    head = (pl.col("job").str.contains(_HEAD) & ~leading).fill_null(False)
    remark(
        sheet, issues, posts.filter(head & (pl.col("need") > 0)), field,
        "kepala sekolah adalah tugas tambahan guru: kebutuhannya tidak dihitung sebagai kursi",
        "catat pemegangnya pada tabel duties (ADDITIONAL); bila memang jabatan struktural, isi eselonnya",
        Severity.WARNING,
    )  # fmt: skip
    changed = {
        "job_id": JOB_ID, "job": JOB_NAME, "category": str(Category.FUNGSIONAL), "ladder": JOB_ID, "level": None,
        "subject": None, "need": 0, "need_source": NEED_SOURCE, "leads_unit": True,
    }  # fmt: skip
    return posts.with_columns(
        pl.when(head).then(pl.lit(value)).otherwise(name).cast(posts.schema[name]).alias(name)
        for name, value in changed.items()
    )
