"""Where relatives of a person work: the units, the offices, and the offices that one of them leads."""

import polars as pl

from penata.facts import Facts
from penata.tables import Dataset


def relatives(facts: Facts, dataset: Dataset) -> pl.DataFrame:
    """employee_id, kin_units, kin_offices, kin_led_offices (lists, sorted) of everyone.

    Kinship counts both ways, whoever reported it. Lists are empty for who has no relative on file, and null for all
    where the table of kinship was not given: nobody has been asked.
    """
    everyone = facts.persons.select("employee_id")
    if "kinship" not in dataset.given:
        return everyone.with_columns(pl.lit(None, dtype=pl.List(pl.String)).alias(name) for name in _LISTS)
    told = dataset["kinship"].select("employee_id", "relative_id")
    both = pl.concat([told, told.select(employee_id="relative_id", relative_id="employee_id")]).unique()
    seats = facts.persons.filter("counted").select(
        pl.col("employee_id").alias("relative_id"), "unit_id", "office_id", "leads"
    )
    found = both.join(seats, on="relative_id", how="inner", validate="m:1").group_by("employee_id").agg(
        pl.col("unit_id").drop_nulls().unique().sort().alias("kin_units"),
        pl.col("office_id").drop_nulls().unique().sort().alias("kin_offices"),
        pl.col("office_id").filter("leads").drop_nulls().unique().sort().alias("kin_led_offices"),
    )  # fmt: skip
    return everyone.join(found, on="employee_id", how="left", validate="1:1").with_columns(
        pl.col(name).fill_null([]) for name in _LISTS
    )


_LISTS = ("kin_units", "kin_offices", "kin_led_offices")
