"""What a person brings to a new post, in words that the person may read: only what is good, and only what is known."""

from typing import Final

import polars as pl

from penata.facts import Facts, months_between
from penata.tables import Dataset
from penata.vocabulary import Predicate

_DEEPEST_TREE: Final = 20  # levels of units, as ``penata.facts`` has it; deeper trees are cycles in the data
_GOOD: Final = (Predicate.SANGAT_BAIK.value, Predicate.BAIK.value)


def strengths(moves: pl.DataFrame, facts: Facts, dataset: Dataset, told: pl.DataFrame) -> pl.DataFrame:
    """One row a mover: the columns of ``LETTERS`` from unit_months to competencies_met, lacking and unassessed.

    ``moves`` follow PLAN_TABLES; ``told`` are the moves as ``penata.explain.told.moves`` tells them.
    """
    rows = _rows(moves, facts)
    brings = told.select(
        "employee_id", "experience_months", pl.when("certified_subject").then("subject").alias("certified_subject"),
        pl.when(pl.col("certificates_asked").gt(0) & pl.col("certificates").list.len().eq(pl.col("certificates_asked")))
        .then(pl.col("certificates").list.join(", "))
        .alias("certificates"),
        pl.when((pl.col("competencies_asked") > 0) & (pl.col("competencies_met") == pl.col("competencies_asked")))
        .then("competencies_met")
        .alias("competencies_met"),
        pl.col("competencies_unknown").alias("unassessed"),
    )  # fmt: skip
    performance = rows.select(
        "employee_id",
        *(
            pl.when(pl.col(source).is_in(_GOOD)).then(source).alias(name)
            for name, source in (("predicate", "predicate_last"), ("predicate_before", "predicate_before"))
        ),
    )
    joined = performance
    for frame in (brings, _education(rows, dataset), _served(rows, facts, dataset), _lacking(rows, dataset)):
        joined = joined.join(frame, on="employee_id", how="left", validate="1:1", maintain_order="left")
    return joined


def _rows(moves: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """Movers with the job that they take (their own where the post names a whole ladder) and both places."""
    here = facts.persons.select(
        "employee_id", "job_id", "ladder", "education_field", "predicate_last", "predicate_before",
        pl.col("unit_id").alias("unit_from"), pl.col("office_id").alias("office_from"),
    )  # fmt: skip
    there = facts.posts.select(
        pl.col("post_id").alias("to_post_id"), pl.col("job_id").alias("to_job"), pl.col("ladder").alias("to_ladder"),
        pl.col("level").alias("to_level"), pl.col("unit_id").alias("unit_to"), pl.col("office_id").alias("office_to"),
    )  # fmt: skip
    keeps = pl.col("to_level").is_null() & (pl.col("to_ladder") == pl.col("ladder"))
    return (
        moves.select("employee_id", "to_post_id")
        .join(here, on="employee_id", how="left", validate="1:1", maintain_order="left")
        .join(there, on="to_post_id", how="left", validate="m:1", maintain_order="left")
        .with_columns(pl.when(keeps).then("job_id").otherwise("to_job").alias("job_id"))
    )


def _education(rows: pl.DataFrame, dataset: Dataset) -> pl.DataFrame:
    """employee_id, education_field: the own field where the job asks for it by name."""
    asked = dataset["jobs"].select("job_id", "education_fields").explode("education_fields").drop_nulls()
    wanted = asked.select("job_id", _alike("education_fields").alias("item")).unique()
    held = rows.select("employee_id", "job_id", "education_field", _alike("education_field").alias("item"))
    return held.join(wanted, on=["job_id", "item"], how="semi").select("employee_id", "education_field")


def _alike(column: str) -> pl.Expr:
    return pl.col(column).str.strip_chars().str.to_lowercase()


def _served(rows: pl.DataFrame, facts: Facts, dataset: Dataset) -> pl.DataFrame:
    """employee_id, unit_months, office_months: served in the new unit or office before, null where never or here."""
    places = rows.select("employee_id", "unit_from", "unit_to", "office_from", "office_to")
    ended = pl.coalesce("ended_on", pl.lit(facts.effective_date))
    history = dataset["service_history"].filter(pl.col("unit_id").is_not_null()).join(
        places, on="employee_id", how="inner", validate="m:1"
    ).with_columns(months_between(pl.col("started_on"), ended).clip(lower_bound=0).alias("months"))  # fmt: skip
    parents = dataset["units"].select(pl.col("unit_id").alias("at"), "parent_id")
    walk = history.with_columns(pl.col("unit_id").alias("at"), pl.lit(value=False).alias("inside"))
    for _ in range(_DEEPEST_TREE):
        walk = walk.with_columns(pl.col("inside") | (pl.col("at") == pl.col("office_to")))
        if not walk.select((pl.col("at").is_not_null() & ~pl.col("inside")).any()).item():
            break
        walk = walk.join(parents, on="at", how="left", validate="m:1", maintain_order="left")
        walk = walk.with_columns(pl.col("parent_id").alias("at")).drop("parent_id")
    again = pl.col("unit_id") == pl.col("unit_to")
    new_unit, new_office = (
        pl.col(f"{what}_from").ne_missing(pl.col(f"{what}_to")) & pl.col(f"{what}_to").is_not_null()
        for what in ("unit", "office")
    )
    sums = walk.group_by("employee_id").agg(
        pl.col("months").filter(again & new_unit).sum().alias("unit_months"),
        pl.col("months").filter(pl.col("inside") & new_office).sum().alias("office_months"),
    )
    return sums.with_columns(pl.when(pl.col(c) > 0).then(c).alias(c) for c in ("unit_months", "office_months"))


def _lacking(rows: pl.DataFrame, dataset: Dataset) -> pl.DataFrame:
    """employee_id, lacking: competencies assessed below the level that the new job asks, by name."""
    asked = dataset["job_competencies"].group_by("job_id", "competency").agg(pl.col("level").max().alias("asked"))
    held = dataset["competencies"].group_by("employee_id", "competency").agg(pl.col("level").max().alias("held"))
    return (
        rows.select("employee_id", "job_id")
        .join(asked, on="job_id", how="inner", validate="m:m")
        .join(held, on=["employee_id", "competency"], how="inner", validate="1:1")
        .filter(pl.col("held") < pl.col("asked"))
        .group_by("employee_id")
        .agg(pl.col("competency").sort().alias("lacking"))
    )
