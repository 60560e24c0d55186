"""Jobs that a list names without level ("Perawat"), functional because another file shows the ladder's levels."""

from collections.abc import Mapping

import polars as pl

from penata.tables.subjects import subject_name
from penata.vocabulary import Category


def with_ladders(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The tables with ``category`` and ``ladder`` of such jobs filled: a need for the whole ladder finds its people.

    A job is taken for a ladder only where its category, ladder and level are absent and its name is exactly the ladder
    of a functional job. A "Perawat" that is a *pelaksana* stays what it is.
    """
    if "jobs" not in tables:
        return dict(tables)
    jobs = tables["jobs"]
    ladders = jobs.filter(pl.col("category") == str(Category.FUNGSIONAL))["ladder"].drop_nulls().unique()
    code = pl.col("name").str.to_uppercase().str.replace_all(r"[^0-9A-Z]+", "_").str.strip_chars("_")
    bare = pl.all_horizontal(pl.col("category", "ladder", "level").is_null())
    is_ladder = bare & code.is_in(ladders.implode())
    filled = jobs.with_columns(
        category=pl.when(is_ladder).then(pl.lit(str(Category.FUNGSIONAL))).otherwise("category"),
        ladder=pl.when(is_ladder).then(code).otherwise("ladder"),
    )
    return {**tables, "jobs": filled}


def with_usual_subjects(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The tables with the subjects of teachers' posts in their usual spelling, as teachers' own subjects have it.

    "Guru Penjasorkes" in one list and "PJOK" in another are one subject. Ids stay as they are.
    """
    if not {"posts", "jobs"} <= set(tables) or "subject" not in tables["posts"].columns:
        return dict(tables)
    ladders = tables["jobs"].select("job_id", _ladder="ladder").unique("job_id", keep="first", maintain_order=True)
    posts = tables["posts"].join(ladders, on="job_id", how="left", validate="m:1", maintain_order="left")
    usual = pl.when(pl.col("_ladder") == "GURU").then(subject_name(pl.col("subject"))).otherwise("subject")
    return {**tables, "posts": posts.with_columns(subject=usual).drop("_ladder")}
