"""Minimum staff of a health centre (*puskesmas*) by type, and which types are met."""

import datetime as dt
from typing import Final

import polars as pl

from penata.law.values import value
from penata.needs.norms import MISSING_SCHEMA, NORM_PREFIX, NormNeeds, cited, ladder_key
from penata.policy import Policy
from penata.tables import Dataset
from penata.vocabulary import COUNTED, Status

_DEFAULT_AREA: Final = "RURAL"


def health_needs(dataset: Dataset, policy: Policy) -> NormNeeds:
    """People by health centre and ladder, so that every type reaches its minimum.

    A type may be filled by several ladders (pharmacists and their assistants): the minimum is first given to ladders
    whose people are there, in the order of the list, the rest to the first of them. Source: Permenkes 75/2014 lampiran
    (KES-01), replaced since: every source says so.
    """
    on = policy.effective_date
    minimum, there = health_minimum(dataset, on), _people_there(dataset, on)
    table = minimum.join(there, on=["unit_id", "type"], how="left", validate="1:m", maintain_order="left")
    table = table.with_columns(
        pl.coalesce("ladder", "first_ladder").alias("ladder"), pl.col("place", "people").fill_null(0)
    ).sort("unit_id", "type", "place")  # fmt: skip
    given = pl.col("people").cum_sum().over("unit_id", "type") - pl.col("people")
    share = pl.min_horizontal("people", (pl.col("minimum") - given).clip(lower_bound=0))
    is_first = pl.int_range(pl.len()).over("unit_id", "type") == 0
    table = table.with_columns(share.alias("share"), is_first.alias("is_first"))
    rest = pl.col("minimum") - pl.col("share").sum().over("unit_id", "type")
    rows = table.select(
        "unit_id",
        "ladder",
        pl.lit(None, dtype=pl.String).alias("subject"),
        (pl.col("share") + pl.when("is_first").then(rest).otherwise(pl.lit(0))).alias("need"),
        pl.format(
            f"{NORM_PREFIX}minimum puskesmas ({cited('kes.minimum', on)}): {{}} {{}}", "type", "minimum"
        ).alias("source"),
        pl.lit(None, dtype=pl.String).alias("note"),
    )  # fmt: skip
    return NormNeeds(rows, pl.DataFrame(schema=MISSING_SCHEMA))


def health_minimum(dataset: Dataset, on: dt.date) -> pl.DataFrame:
    """unit_id, type, first_ladder, minimum (Int64): what each health centre must have, by type."""
    minima: dict[str, dict[str, list[int]]] = value("kes.minimum", on)
    first = _first_ladders(dataset, on)
    norm = pl.DataFrame(
        [
            {"type": kind, "area": area, "inpatient": bool(i), "minimum": number, "first_ladder": first[kind]}
            for kind, areas in minima.items()
            for area, pair in areas.items()
            for i, number in enumerate(pair)
        ]
    )
    centres = dataset["health_centres"].with_columns(pl.col("area").fill_null(_DEFAULT_AREA))
    return (
        centres.join(norm, on=["area", "inpatient"], how="left", validate="m:m")
        .select("unit_id", "type", "first_ladder", "minimum")
        .sort("unit_id", "type")
    )


def health_completeness(dataset: Dataset, on: dt.date) -> pl.DataFrame:
    """How many types of staff each health centre has in full: unit_id, types, met, share (0 to 1).

    A type is unmet while fewer people than its minimum are there; only counted people count. Source: Permenkes 43/2019
    as the ministry reports it (KES-05).
    """
    there = _people_there(dataset, on).group_by("unit_id", "type").agg(pl.col("people").sum())
    table = health_minimum(dataset, on).join(there, on=["unit_id", "type"], how="left", validate="1:1")
    met = (pl.col("people").fill_null(0) >= pl.col("minimum")).sum().cast(pl.Int64)
    sums = table.group_by("unit_id").agg(pl.len().cast(pl.Int64).alias("types"), met.alias("met"))
    return sums.with_columns((pl.col("met") / pl.col("types")).alias("share")).sort("unit_id")


def _first_ladders(dataset: Dataset, on: dt.date) -> dict[str, str]:
    """Type to the ladder whose post takes a need where nobody is yet: the first that this dataset knows."""
    known = dict(
        dataset["jobs"].drop_nulls("ladder").sort("ladder").select(ladder_key(pl.col("ladder")), l="ladder").rows()
    )
    ladders: dict[str, list[str]] = value("kes.ladders", on)
    return {kind: next((known[n] for n in names if n in known), names[0]) for kind, names in ladders.items()}


def _people_there(dataset: Dataset, on: dt.date) -> pl.DataFrame:
    """unit_id, type, ladder, place (of the ladder in the list), people: counted people, ladders of a type only."""
    ladders: dict[str, list[str]] = value("kes.ladders", on)
    places = pl.DataFrame(
        [
            {"type": kind, "key": name, "place": place}
            for kind, names in ladders.items()
            for place, name in enumerate(names)
        ]
    )
    jobs = dataset["jobs"].select("job_id", "ladder", ladder_key(pl.col("ladder")).alias("key"))
    counted = pl.col("employment").is_in(COUNTED) & (pl.col("status").fill_null(Status.ACTIVE) == Status.ACTIVE)
    people = dataset["employees"].filter(counted).group_by("post_id").agg(pl.len().cast(pl.Int64).alias("people"))
    centres = dataset["health_centres"].select("unit_id")
    return (
        dataset["posts"]
        .filter(pl.col("subject").is_null())
        .join(centres, on="unit_id", how="semi")
        .join(jobs, on="job_id", how="inner", validate="m:1")
        .join(places, on="key", how="inner", validate="m:1")
        .join(people, on="post_id", how="left", validate="1:1")
        .group_by("unit_id", "type", "ladder")
        .agg(pl.col("place").min(), pl.col("people").fill_null(0).sum())
        .sort("unit_id", "type", "place", "ladder")
    )
