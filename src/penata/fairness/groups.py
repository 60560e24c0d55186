"""Who is compared with whom: the groups of each dimension, and who counts as alike."""

from typing import Final

import polars as pl

from penata.facts import Facts
from penata.tables import Dataset
from penata.vocabulary import ConditionKind

DIMENSIONS: Final = ("sex", "age", "disability", "home_district", "work_district")
"""The dimensions in their order; ``disability`` is sensitive."""

AGE_BANDS: Final = {"<35": 0, "35-44": 35, "45-54": 45, "55+": 55}
"""Age bands by their lowest age, full years; ours, to keep the groups large."""

WITH, WITHOUT = "with", "without"


def groups_of(facts: Facts, dataset: Dataset) -> pl.DataFrame:
    """One row per person of the facts: ``person``, one text column per dimension (null: not known), ``stratum``.

    ``stratum``: people of the same category, ladder (else family) and rank, who are compared with each other; null
    where one of them is not known. Disability is a condition in force on the day; without the table it is not known of
    anybody.
    """
    on = facts.effective_date
    told = (
        dataset["conditions"]
        .filter(
            (pl.col("kind") == ConditionKind.DISABILITY.value)
            & (pl.col("from") <= on)
            & (pl.col("until").is_null() | (pl.col("until") > on))
        )["employee_id"]
        .unique()
    )
    disability = pl.when(pl.col("employee_id").is_in(told.implode())).then(pl.lit(WITH)).otherwise(pl.lit(WITHOUT))
    known = pl.lit("conditions" in dataset.given)
    rank = pl.concat_str("employment", pl.lit(" "), "rank")
    return facts.persons.select(
        "person", pl.col("sex").cast(pl.String), _age().alias("age"),
        pl.when(known).then(disability).alias("disability"), pl.col("home_district_id").alias("home_district"),
        pl.col("district_id").alias("work_district"),
        pl.concat_str(pl.col("category"), "field", rank, separator=" | ").alias("stratum"),
    )  # fmt: skip


def _age() -> pl.Expr:
    """The band of everyone's full years."""
    band = pl.lit(None, pl.String)
    for name, lowest in AGE_BANDS.items():
        band = pl.when(pl.col("age_months") >= 12 * lowest).then(pl.lit(name)).otherwise(band)
    return band
