"""What the library derives of every person, post and unit on a day, as the lines of the lists keep it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from penata.facts import Facts, facts_of
from penata.intake.quality.check import check
from penata.needs import departures, overview
from penata.policy import Policy
from penata.tables import Dataset
from penata_web.registry.frames.dataset import dataset

NEVER_LOOKED_AT: Final = (
    "service_history", "competencies", "job_competencies", "credentials", "kinship", "decisions", "scores", "approvals",
    "imut_results", "confirmations", "courses", "workload", "subject_hours", "health_centres",
)  # fmt: skip
"""Tables that neither the facts of a list nor the checks of quality read."""

ALL_MONTHS: Final = 12 * 100
"""Far enough that everybody who ever leaves by age is among the departures."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Frames with the columns of the models of the same names; ``quality`` is the document of the whole check."""

    persons: pl.DataFrame
    posts: pl.DataFrame
    units: pl.DataFrame
    faults: pl.DataFrame
    quality: dict[str, Any]


def facts_on(data: Dataset, day: dt.date) -> Facts:
    """The library's facts of a dataset on a day, with nothing assumed about a plan."""
    return facts_of(data, Policy(as_of=day, effective_date=day))


def lines_on(day: dt.date) -> Lines:
    """The lines of everything that held on a day; raises InputError for a day whose law is not known."""
    data = dataset(day, without=NEVER_LOOKED_AT)
    facts = facts_on(data, day)
    paths = _paths(data["units"])
    units = _units(data, facts, paths)
    persons = _persons(data, facts, paths)
    posts = _posts(facts, paths)
    quality = check(data, facts)
    found = [finding.rows.with_columns(pl.lit(finding.code).alias("code")) for finding in quality.findings]
    return Lines(
        persons=persons,
        posts=posts,
        units=units,
        faults=_faults(pl.concat(found), persons, posts, units),
        quality=quality.document(limit=0),
    )


def _paths(units: pl.DataFrame) -> pl.DataFrame:
    """unit_id, path: the ids from the top; a circle of parents is cut where it closes."""
    above = dict(units.select("unit_id", "parent_id").iter_rows())
    paths = []
    for unit in above:
        ids: list[str] = []
        at: str | None = unit
        while at is not None and at in above and at not in ids:
            ids.append(at)
            at = above[at]
        paths.append(f"/{'/'.join(reversed(ids))}/")
    return pl.DataFrame({"unit_id": list(above), "path": paths}, schema={"unit_id": pl.String, "path": pl.String})


def _persons(data: Dataset, facts: Facts, paths: pl.DataFrame) -> pl.DataFrame:
    leaving = departures(facts, months=ALL_MONTHS).select(
        "employee_id", "leaves_on", pl.col("reason").alias("leaves_because")
    )
    agencies = data["units"]["agency_id"].unique()
    only = agencies[0] if len(agencies) == 1 else ""
    return (
        facts.persons.join(paths, on="unit_id", how="left", validate="m:1")
        .join(leaving, on="employee_id", how="left", validate="1:1")
        .select(
            "employee_id", "name", pl.col("name").str.to_lowercase().alias("found_by"), "employment", "status", "rank",
            "counted", "post_id", "job_id", "job", "category", "field", pl.col("level_order").cast(pl.Int64), "leads",
            "in_post_since", "unit_id", "unit", pl.col("path").fill_null(""), "office_id", "office",
            pl.col("agency_id").fill_null(only), "district", "leaves_on", "leaves_because",
        )
    )  # fmt: skip


def _posts(facts: Facts, paths: pl.DataFrame) -> pl.DataFrame:
    words = pl.concat_str("job", "subject", "unit", separator=" ", ignore_nulls=True).str.to_lowercase()
    return facts.posts.join(paths, on="unit_id", how="left", validate="m:1").select(
        "post_id", "job_id", pl.col("job").fill_null(pl.col("job_id")), words.alias("found_by"), "category", "field",
        pl.col("level_order").cast(pl.Int64), "subject", "leads_unit", "unit_id",
        pl.col("unit").fill_null(pl.col("unit_id")), pl.col("path").fill_null(""), "office_id", "office",
        pl.col("agency_id").fill_null(""), "district", "need", "need_source", "safe_minimum", "filled", "absent",
        pl.col("shortage").fill_null(0), pl.col("surplus").fill_null(0),
    )  # fmt: skip


_SUMS: Final = ("need", "filled", "shortage", "surplus")


def _units(data: Dataset, facts: Facts, paths: pl.DataFrame) -> pl.DataFrame:
    own = overview(facts).units.select("unit_id", *_SUMS)
    places = facts.posts.select("unit_id", "office_id", "office", "district").unique("unit_id", keep="first")
    names = data["districts"].select("district_id", pl.col("name").alias("district_name"))
    children = data["units"].group_by(pl.col("parent_id").alias("unit_id")).agg(pl.len().alias("children"))
    units = data["units"].join(paths, on="unit_id", how="left", validate="1:1")
    for frame in (own, places, children, _heads(data, facts)):
        units = units.join(frame, on="unit_id", how="left", validate="1:1")
    units = units.join(names, on="district_id", how="left", validate="m:1")
    units = units.with_columns(pl.col(*_SUMS, "children").fill_null(0).cast(pl.Int64))
    return units.join(_sums_below(units), on="unit_id", how="left", validate="1:1").select(
        "unit_id", "parent_id", "name", pl.col("name").str.to_lowercase().alias("found_by"), "kind", "path",
        "agency_id", "office_id", "office", pl.coalesce("district", "district_name").alias("district"), "active",
        "children", "head_id", "head", "head_as", *_SUMS, *(f"all_{name}" for name in _SUMS),
    )  # fmt: skip


def _heads(data: Dataset, facts: Facts) -> pl.DataFrame:
    """unit_id and who leads it: the holder of its leading post, else whoever has the duty (``head_as`` says which)."""
    people = facts.persons.filter(pl.col("counted"))
    seated = people.filter(pl.col("leads_unit").fill_null(value=False)).select(
        "unit_id", pl.col("employee_id").alias("head_id"), pl.col("name").alias("head"),
        pl.lit(None, pl.String).alias("head_as"),
    )  # fmt: skip
    leading = facts.posts.filter(pl.col("leads_unit")).select("post_id", "unit_id")
    has_begun = pl.col("from").is_null() | (pl.col("from") <= facts.effective_date)
    goes_on = pl.col("until").is_null() | (pl.col("until") > facts.effective_date)
    by_duty = (
        data["duties"]
        .filter(has_begun & goes_on)
        .join(leading, on="post_id", how="inner", validate="m:1")
        .join(people.select("employee_id", "name"), on="employee_id", how="inner", validate="m:1")
        .select("unit_id", pl.col("employee_id").alias("head_id"), pl.col("name").alias("head"),
                pl.col("kind").alias("head_as"))
    )  # fmt: skip
    both = pl.concat([seated, by_duty]).sort("unit_id", "head_as", "head_id", nulls_last=False, maintain_order=True)
    return both.unique("unit_id", keep="first", maintain_order=True)


def _sums_below(units: pl.DataFrame) -> pl.DataFrame:
    """unit_id and the sums over the unit and everything below it."""
    steps = units.select(pl.col("path").str.strip_chars("/").str.split("/").alias("unit_id"), *_SUMS)
    every = steps.explode("unit_id").group_by("unit_id").agg(pl.col(*_SUMS).sum())
    return every.rename({name: f"all_{name}" for name in _SUMS})


def _faults(rows: pl.DataFrame, persons: pl.DataFrame, posts: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    """The rows that fail a check, with the place by which people see them."""
    keys = {"employees": (persons, "employee_id"), "wishes": (persons, "employee_id"), "posts": (posts, "post_id"),
            "units": (units, "unit_id"), "schools": (units, "unit_id")}  # fmt: skip
    places = pl.concat(
        frame.select(pl.lit(table).alias("table"), pl.col(key).alias("id"), "path", "agency_id")
        for table, (frame, key) in keys.items()
    )
    return rows.join(places, on=("table", "id"), how="left", validate="m:1").select(
        "code", "table", pl.col("id").fill_null("").alias("item_id"), "name", "unit", "detail",
        pl.col("path", "agency_id").fill_null(""),
    )  # fmt: skip
