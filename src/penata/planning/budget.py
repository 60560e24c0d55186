"""What a plan costs in job allowances (*tunjangan jabatan*, TPP): by month, by year, and by office."""

from typing import Any, Final

import polars as pl

from penata.facts import Facts

MONTHS_A_YEAR: Final = 12
"""A year of allowances; what is paid beside them (THR, the thirteenth) follows rules of its own and is not counted."""


def budget_effect(moves: pl.DataFrame, facts: Facts) -> dict[str, Any]:
    """Changes of the allowances of all who move, in rupiah, as plain JSON.

    ``moves`` follow PLAN_TABLES. ``month`` and ``year``: up (the sum of what rises), down (of what falls, as a
    number below zero) and net; ``people``: how many rise, fall, stay the same, and of how many the allowance before
    or after is not known. These last are in no sum: absent is not zero. ``offices``, by id: what its arrivals are
    paid and what its leavers were paid a month, the difference, and how many people of unknown allowance come or go;
    the differences of all offices add up to ``month.net`` and the allowances of those who had no post before, whom no
    office paid.
    """
    change = moves["allowance_change"]
    rise, fall = int(change.filter(change > 0).sum()), int(change.filter(change < 0).sum())
    month = {"up": rise, "down": fall, "net": rise + fall}
    return {
        "currency": "IDR",
        "month": month,
        "year": {name: amount * MONTHS_A_YEAR for name, amount in month.items()},
        "people": {"up": int((change > 0).sum()), "down": int((change < 0).sum()), "same": int((change == 0).sum()),
                   "unknown": change.null_count()},
        "offices": _by_office(moves, facts).to_dicts(),
    }  # fmt: skip


def _by_office(moves: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """office_id, office, arriving_month, leaving_month, net_month, unknown: one row per office that takes or gives."""
    place = facts.posts.select("post_id", "office_id", "office")
    paid = moves.join(
        facts.persons.select("employee_id", "allowance_month"), on="employee_id", how="left", validate="1:1"
    ).select(
        "from_post_id", "to_post_id",
        pl.when(pl.col("allowance_change").is_not_null()).then("allowance_month").alias("before"),
        (pl.col("allowance_month") + pl.col("allowance_change")).alias("after"),
    )  # fmt: skip
    nothing = pl.lit(None, pl.Int64)
    unknown = pl.col("after").is_null().cast(pl.Int64).alias("unknown")
    sides = [
        paid.select(pl.col("to_post_id").alias("post_id"), pl.col("after").alias("arriving"),
                    nothing.alias("leaving"), unknown),
        paid.select(pl.col("from_post_id").alias("post_id"), nothing.alias("arriving"),
                    pl.col("before").alias("leaving"), unknown),
    ]  # fmt: skip
    return (
        pl.concat(sides)
        .join(place, on="post_id", how="inner", validate="m:1")
        .group_by("office_id")
        .agg(
            pl.col("office").first(),
            pl.col("arriving").sum().alias("arriving_month"),
            pl.col("leaving").sum().alias("leaving_month"),
            (pl.col("arriving").sum() - pl.col("leaving").sum()).alias("net_month"),
            pl.col("unknown").sum(),
        )
        .sort("office_id")
    )
