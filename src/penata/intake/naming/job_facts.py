"""What lists of posts tell of a job by its name and, where they have it, its echelon."""

import re
from typing import Final

import polars as pl

from penata.intake.naming.codes import CATEGORY_BY_ESELON
from penata.intake.naming.jobs import functional_name
from penata.vocabulary import Category

_SURE: Final = re.compile(
    r"\b(ahli (pertama|muda|madya|utama)|pemula|terampil|mahir|penyelia)\b|^guru\b(?! besar)", re.IGNORECASE
)
_SCHEMA: Final = {"category": pl.String(), "ladder": pl.String(), "level": pl.String(), "subject": pl.String()}


def job_facts(names: pl.Series, eselons: pl.Series | None = None) -> pl.DataFrame:
    """``category``, ``ladder``, ``level`` and ``subject`` of each job; null where the name does not tell for sure.

    Only the present names of functional levels, and *Guru*, make a job functional: "Penelaah Muda" may be anything.

    >>> job_facts(pl.Series(["Perawat Ahli Muda", "Guru Matematika", "Camat", "Pengelola Data"])).rows()[:2]
    [('FUNGSIONAL', 'PERAWAT', 'AHLI_MUDA', None), ('FUNGSIONAL', 'GURU', None, 'Matematika')]
    """
    known = [_of_name(name) for name in names.unique(maintain_order=True).drop_nulls()]
    facts = pl.DataFrame(known, schema={"_name": pl.String(), **_SCHEMA}, orient="row")
    frame = pl.DataFrame(
        {"_name": names, "_eselon": pl.Series([None] * len(names), dtype=pl.String) if eselons is None else eselons}
    )
    found = frame.join(facts, on="_name", how="left", validate="m:1", maintain_order="left")
    leading = pl.col("_eselon").is_not_null()
    category = pl.col("_eselon").replace_strict(CATEGORY_BY_ESELON, default=None, return_dtype=pl.String)
    return found.select(
        pl.when(leading).then(category).otherwise("category").alias("category"),
        pl.when(~leading).then("ladder").alias("ladder"),
        pl.when(leading).then("_eselon").otherwise("level").alias("level"),
        pl.when(~leading).then("subject").alias("subject"),
    )


def functional_facts(names: pl.Series) -> pl.DataFrame:
    """``ladder`` and ``level`` of jobs that are known to be functional; former names of levels count too.

    >>> functional_facts(pl.Series(["Bidan Pelaksana Lanjutan / Mahir"])).rows()
    [('BIDAN', 'MAHIR')]
    """
    known = {name: functional_name(name) for name in names.unique(maintain_order=True).drop_nulls()}
    return pl.DataFrame({"name": names}).select(
        pl.col("name").replace_strict({n: f.ladder for n, f in known.items()}, default=None, return_dtype=pl.String)
        .alias("ladder"),
        pl.col("name").replace_strict({n: f.level for n, f in known.items()}, default=None, return_dtype=pl.String)
        .alias("level"),
    )  # fmt: skip


def _of_name(name: str) -> tuple[str | None, ...]:
    if not _SURE.search(name):
        return (name, None, None, None, None)
    told = functional_name(name)
    return (name, str(Category.FUNGSIONAL), told.ladder, told.level, told.subject)
