"""Who leaves by age or contract: by name within months, by number within years."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from penata.facts import Facts
from penata.law.values import value
from penata.needs.overview import GROUPINGS
from penata.vocabulary import Employment

RETIREMENT, CONTRACT_END = "RETIREMENT", "CONTRACT_END"
REASON_LABELS: Final = {RETIREMENT: "Pensiun (BUP)", CONTRACT_END: "Akhir kontrak"}
"""Indonesian labels of why somebody leaves."""


@dataclass(frozen=True, slots=True)
class Projection:
    """Need that arises as people leave by age or as their contracts end.

    ``years``: the calendar years after 31 December of the year before, five of them. ``by``: per grouping (post, unit,
    office, district, family) a frame with its keys, need, filled, ``leaves_YYYY`` (counted people who go in that year)
    and ``needed_YYYY`` = need − filled + all who leave up to that year; below zero people are left over; null without a
    need. ``overdue``: people whose day lay before these years and who still fill a seat; they are in the first year.
    ``contract_ends``: of those who go, by year, how many because a contract (PPPK) ends, which may be renewed.
    ``unknown``: counted people whose day of leaving cannot be told (no birth date, no retirement age): in no year.
    """

    years: tuple[int, ...]
    by: dict[str, pl.DataFrame]
    contract_ends: tuple[int, ...]
    overdue: int
    unknown: int


def departures(facts: Facts, *, months: int = 12) -> pl.DataFrame:
    """Everyone who leaves within ``months`` of the effective date, by name, soonest first.

    Columns: employee_id, name, employment, counted, job, unit_id, unit, office, district, post_id, leaves_on (Date),
    reason (RETIREMENT or CONTRACT_END, whichever comes first), overdue (the day has passed, the person is still here).
    Retirement is the first day of the month after the retirement age; a contract's day is its last.
    Source: UU 20/2023 Pasal 55; Peraturan BKN 9/2022.
    """
    day = facts.effective_date
    until = pl.lit(day).dt.offset_by(f"{months}mo")
    return (
        _leaving(facts)
        .filter(pl.col("leaves_on") < until)
        .select(
            "employee_id", "name", "employment", "counted", "job", "unit_id", "unit", "office", "district", "post_id",
            "leaves_on", "reason", (pl.col("leaves_on") < day).alias("overdue"),
        )
        .sort("leaves_on", "employee_id")
    )  # fmt: skip


def projection(facts: Facts) -> Projection:
    """Need by year for the five years after 31 December of the year before the effective date.

    Source: Peraturan BKN 9/2022 (ABK-06): people who reach the retirement age and contracts that end reduce what is
    there. Only people who fill a need are subtracted.
    """
    first = facts.effective_date.year
    years = tuple(range(first, first + int(value("abk.projection.years", facts.effective_date))))
    seated = _leaving(facts).filter(pl.col("counted") & pl.col("post").is_not_null())
    year = pl.col("leaves_on").dt.year()
    by_post = seated.group_by("post").agg(
        ((year == y) if y > first else (year <= y)).sum().cast(pl.Int64).alias(f"leaves_{y}") for y in years
    )
    posts = facts.posts.join(by_post, on="post", how="left", validate="1:1", maintain_order="left").with_columns(
        pl.col(f"leaves_{y}").fill_null(0) for y in years
    )
    frames = {name: _by_year(posts, keys, years) for name, keys in GROUPINGS.items()}
    ending = seated.filter(pl.col("reason") == CONTRACT_END).select(year.clip(lower_bound=first)).to_series()
    return Projection(
        years=years,
        contract_ends=tuple(int((ending == y).sum()) for y in years),
        by={"post": _by_year(posts, ("post_id", "unit", "job", "subject"), years), **frames},
        overdue=seated.filter(year < first).height,
        unknown=seated.filter(pl.col("leaves_on").is_null()).height,
    )


def _leaving(facts: Facts) -> pl.DataFrame:
    """Persons with the day on which they leave, null where nobody can tell; non-ASN have no retirement age."""
    on_contract = pl.col("employment").is_in([Employment.PPPK, Employment.PPPK_PART_TIME])
    contract = pl.when(on_contract).then("contract_until")
    first = pl.min_horizontal("retires_on", contract)
    return facts.persons.filter(pl.col("employment") != Employment.NON_ASN).with_columns(
        first.alias("leaves_on"),
        pl.when(first.is_null())
        .then(None)
        .when(contract.is_not_null() & (contract == first))
        .then(pl.lit(CONTRACT_END))
        .otherwise(pl.lit(RETIREMENT))
        .alias("reason"),
    )


def _by_year(posts: pl.DataFrame, keys: tuple[str, ...], years: tuple[int, ...]) -> pl.DataFrame:
    """Sums by group; a post without a need loses people but is in no ``needed``."""
    stated = pl.col("need").is_not_null()
    leaves = [f"leaves_{y}" for y in years]
    sums = posts.group_by(keys).agg(
        pl.when(stated.any()).then(pl.col("need").sum()).alias("need"),
        pl.col("filled").sum(),
        *(pl.col(name).sum() for name in leaves),
        pl.col("filled").filter(stated).sum().alias("_filled"),
        *(pl.col(name).filter(stated).sum().alias(f"_{name}") for name in leaves),
    )
    needed = [
        (pl.col("need") - pl.col("_filled") + pl.sum_horizontal(f"_{name}" for name in leaves[: i + 1])).alias(
            f"needed_{y}"
        )
        for i, y in enumerate(years)
    ]
    return sums.with_columns(needed).drop(pl.selectors.starts_with("_")).sort(keys, nulls_last=True)
