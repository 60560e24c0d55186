"""What staffing norms ask of schools and health centres, who is there, and what taking it over would change."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from penata.facts import facts_of
from penata.needs import health_completeness, health_needs, overview, school_needs
from penata.needs.norms import NORM_PREFIX, NormNeeds, joined
from penata.needs.seating import Seating, seat_by_norms
from penata.tables import Dataset
from penata_web.needs.frames.gaps import in_words
from penata_web.needs.frames.readings import policy_on

TABLES_TOUCHED: Final = ("jobs", "posts", "employees")
"""Tables in which taking norms over may write."""


@dataclass(frozen=True, slots=True)
class Norms:
    """What norms ask, and what they cannot.

    ``rows``: one a need that a norm states: kind (SCHOOL, HEALTH), unit_id, unit, path, agency_id, ladder, ladder_name,
    subject, need, source (norm and citation), note, now (need in the data), filled, gap, left (why not).
    ``missing``: unit_id, unit, path, agency_id, what, reason. ``centres``: health centres with types, met, share.
    ``would``: by "fill" and "replace" how many posts would change and people be seated.
    """

    rows: pl.DataFrame
    missing: pl.DataFrame
    centres: pl.DataFrame
    would: dict[str, dict[str, int]]


def norms_on(dataset: Dataset, day: dt.date, paths: dict[str, str]) -> Norms:
    """What the norms in force on a day ask, from the counts in the data."""
    policy = policy_on(day)
    schools, centres = school_needs(dataset, policy), health_needs(dataset, policy)
    both = joined(schools, centres)
    replaced = seat_by_norms(dataset, both.rows, overwrite=True)
    would = {"fill": seat_by_norms(dataset, both.rows, overwrite=False), "replace": replaced}
    units = _units(dataset, paths)
    rows = pl.concat([
        schools.rows.with_columns(kind=pl.lit("SCHOOL")), centres.rows.with_columns(kind=pl.lit("HEALTH")),
    ])  # fmt: skip
    there = _there(replaced, day)
    left = replaced.left.filter(pl.col("given").is_not_null()).group_by("place").agg(pl.col("reason").first())
    names = {ladder: in_words(ladder) for ladder in rows["ladder"].unique()}
    table = (
        rows.join(there, on=["unit_id", "source", "subject"], how="left", nulls_equal=True, maintain_order="left")
        .join(_now(dataset), on=["unit_id", "ladder", "subject"], how="left", nulls_equal=True, maintain_order="left")
        .join(left.rename({"place": "unit_id", "reason": "left"}), on="unit_id", how="left", maintain_order="left")
        .join(units, on="unit_id", how="left", maintain_order="left", validate="m:1")
        .with_columns(
            (pl.col("filled") - pl.col("need")).alias("gap"),
            pl.col("source").str.strip_prefix(NORM_PREFIX),
            pl.col("ladder").replace_strict(names, default=None, return_dtype=pl.String).alias("ladder_name"),
            pl.when(pl.col("filled").is_null()).then("left").alias("left"),
        )
    )
    return Norms(
        rows=table.sort("kind", "unit", "unit_id", "ladder", "subject"),
        missing=both.missing.join(units, on="unit_id", how="left", validate="m:1"),
        centres=health_completeness(dataset, day).join(units, on="unit_id", how="left", validate="1:1"),
        would={name: _would(dataset, seating) for name, seating in would.items()},
    )


def norm_rows(dataset: Dataset, day: dt.date, *, overwrite: bool) -> dict[str, pl.DataFrame]:
    """The tables as they are once the needs of norms are stated and people seated; empty where nothing changes."""
    policy = policy_on(day)
    both: NormNeeds = joined(school_needs(dataset, policy), health_needs(dataset, policy))
    seating = seat_by_norms(dataset, both.rows, overwrite=overwrite)
    return {name: seating.dataset[name] for name in TABLES_TOUCHED if not seating.dataset[name].equals(dataset[name])}


def _there(replaced: Seating, day: dt.date) -> pl.DataFrame:
    """unit_id, source, subject, filled: who counts for each norm, as the library seats people."""
    posts = overview(facts_of(replaced.dataset, policy_on(day))).posts
    return (
        posts.filter(pl.col("need_source").str.starts_with(NORM_PREFIX).fill_null(value=False))
        .group_by("unit_id", "subject", source="need_source")
        .agg(pl.col("filled").sum())
    )


def _now(dataset: Dataset) -> pl.DataFrame:
    """unit_id, ladder, subject, now: the needs that the data state, on posts of whole ladders and of their levels."""
    jobs = dataset["jobs"].select("job_id", "ladder")
    posts = dataset["posts"].join(jobs, on="job_id", how="left", validate="m:1").drop_nulls(["need", "ladder"])
    return posts.group_by("unit_id", "ladder", "subject").agg(pl.col("need").sum().alias("now"))


def _units(dataset: Dataset, paths: dict[str, str]) -> pl.DataFrame:
    units = dataset["units"].select("unit_id", "agency_id", unit="name")
    return units.with_columns(
        pl.col("unit_id").replace_strict(paths, default=None, return_dtype=pl.String).alias("path")
    )


def _would(dataset: Dataset, seating: Seating) -> dict[str, Any]:
    names = ["post_id", "need", "need_source"]
    after, before = seating.dataset["posts"].select(names), dataset["posts"].select(names)
    changed = after.join(before, on=names, how="anti", nulls_equal=True)
    return {"posts": changed.height, "seated": seating.seated.height}
