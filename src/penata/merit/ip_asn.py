"""The professionality index of civil servants (*Indeks Profesionalitas ASN*, IPA-01): four dimensions, 100 points.

What the data do not hold is not zero: the index is then a range from the least to the most that the dimension could
give, and a category is named only where the whole range lies in one.
"""

from typing import Any, Final

import polars as pl

from penata.facts import Facts
from penata.law.values import value
from penata.tables import Dataset
from penata.vocabulary import Employment

DIMENSIONS: Final = ("qualification", "competence", "performance", "discipline")
"""The dimensions in their order; their most points are the legal value ``ip_asn.weights``."""

ASN: Final = (Employment.PNS, Employment.CPNS, Employment.PPPK, Employment.PPPK_PART_TIME)


def ip_asn(facts: Facts, dataset: Dataset, *, discipline: bool = True) -> pl.DataFrame:
    """One row per civil servant (ASN), in the order of persons.

    Returns:
        person, employee_id, one column of points (Float64, null where the data do not tell) for each of DIMENSIONS,
        ``low`` and ``high`` (the index lies between them; equal where everything is known), ``category`` (null where
        the range reaches over a border).

    Competence would need hours of training and leadership courses, which no table holds: it is always absent.
    ``discipline=False`` leaves that dimension open, for readers who may not see it; it is also open where the table
    ``conditions`` was not given.
    """
    people = facts.persons.filter(pl.col("employment").is_in(ASN))
    bounds = _bounds(facts)
    told = people.select(
        "person", "employee_id",
        _points(facts, "education_level", "ip_asn.qualification").alias("qualification"),
        pl.lit(None, pl.Float64).alias("competence"),
        _points(facts, "predicate_last", "ip_asn.performance").alias("performance"),
    )  # fmt: skip
    shown = discipline and "conditions" in dataset.given
    worst = _penalties(facts, dataset)
    told = told.join(worst, on="employee_id", how="left", validate="1:1", maintain_order="left").with_columns(
        pl.when(shown).then(pl.col("_worst").fill_null(0)).alias("_worst")
    )
    of_worst = {int(step): float(points) for step, points in value("ip_asn.discipline", facts.effective_date).items()}
    told = told.with_columns(
        pl.col("_worst").replace_strict(of_worst, default=None, return_dtype=pl.Float64).alias("discipline")
    )
    low, high = (pl.sum_horizontal(pl.col(name).fill_null(bounds[name][end]) for name in DIMENSIONS) for end in (0, 1))
    ranged = told.with_columns(low.alias("low"), high.alias("high"))
    return ranged.with_columns(_category(facts)).select("person", "employee_id", *DIMENSIONS, "low", "high", "category")


def ip_asn_of_places(facts: Facts, index: pl.DataFrame, by: str) -> pl.DataFrame:
    """The index of agencies, offices or units: means over their people, most people first.

    Args:
        facts: persons with their place.
        index: as ``ip_asn`` gives it.
        by: ``agency_id``, ``office_id`` or ``unit_id``; people without a place form a row without one.

    Returns:
        the key, people, ``known_<dimension>`` (people whose points are known), ``<dimension>`` (their mean, null where
        nobody's is known), low, high, category.
    """
    placed = index.join(facts.persons.select("person", by), on="person", how="left", validate="1:1")
    sums = placed.group_by(by).agg(
        pl.len().alias("people"),
        *(pl.col(name).count().alias(f"known_{name}") for name in DIMENSIONS),
        *(pl.col(name).mean() for name in DIMENSIONS),
        pl.col("low", "high").mean(),
    )
    return sums.with_columns(_category(facts)).sort("people", by, descending=[True, False], nulls_last=True)


def _points(facts: Facts, column: str, value_id: str) -> pl.Expr:
    points = {code: float(number) for code, number in value(value_id, facts.effective_date).items()}
    return pl.col(column).cast(pl.String).replace_strict(points, default=None, return_dtype=pl.Float64)


def _bounds(facts: Facts) -> dict[str, tuple[float, float]]:
    """Least and most points of each dimension, for whoever's are not known."""
    on = facts.effective_date
    most: dict[str, Any] = value("ip_asn.weights", on)
    lists = {
        name: list(value(f"ip_asn.{name}", on).values()) for name in ("qualification", "performance", "discipline")
    }
    return {name: (float(min(lists.get(name, [0]))), float(most[name])) for name in DIMENSIONS}


def _penalties(facts: Facts, dataset: Dataset) -> pl.DataFrame:
    """employee_id, _worst: the worst penalty (1–3) that was in force within the months that count."""
    on = facts.effective_date
    since = pl.lit(on).dt.offset_by(f"-{value('ip_asn.discipline_months', on)}mo")
    steps = {"DISCIPLINE_MINOR": 1, "DISCIPLINE_MODERATE": 2, "DISCIPLINE_SEVERE": 3}
    recent = (pl.col("from") <= on) & (pl.col("until").is_null() | (pl.col("until") > since))
    worst = pl.col("kind").replace_strict(steps, default=None, return_dtype=pl.Int64).max().alias("_worst")
    return dataset["conditions"].filter(recent).group_by("employee_id").agg(worst)


def _category(facts: Facts) -> pl.Expr:
    """The category in which low and high both lie; each reaches from its lowest index up to the next."""
    lowest: dict[str, float] = value("ip_asn.categories", facts.effective_date)
    ends = [_in_category(pl.col(end), lowest) for end in ("low", "high")]
    return pl.when(ends[0] == ends[1]).then(ends[0]).alias("category")


def _in_category(index: pl.Expr, lowest: dict[str, float]) -> pl.Expr:
    found = pl.lit(None, pl.String)
    for name, bound in sorted(lowest.items(), key=lambda item: item[1]):
        found = pl.when(index >= bound).then(pl.lit(name)).otherwise(found)
    return found
