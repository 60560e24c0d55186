"""The frames that checks of data quality look at: persons, posts, units, jobs, wishes and schools, prepared once."""

import datetime as dt
from typing import Final

import polars as pl

from penata.facts import Facts
from penata.law.values import value
from penata.tables import Dataset
from penata.vocabulary import EDUCATION_ORDER, LEADING, RANK_ORDER, Employment

_DOUBLINGS: Final = 5  # 32 levels: whoever still has an ancestor above them is in a circle


def frames_of(dataset: Dataset, facts: Facts) -> dict[str, pl.DataFrame]:
    """Frames by name; each row has ``table``, ``id``, ``name`` and ``unit``, by which people find the record."""
    return {
        "persons": _persons(dataset, facts),
        "posts": _posts(dataset, facts),
        "units": _units(dataset, facts),
        "jobs": _jobs(dataset, facts),
        "wishes": _wishes(dataset, facts),
        "schools": _schools(dataset, facts),
    }


def _persons(dataset: Dataset, facts: Facts) -> pl.DataFrame:
    on = facts.effective_date
    jobs = dataset["jobs"].select(
        "job_id",
        pl.col("min_education").replace_strict(EDUCATION_ORDER, default=None).cast(pl.Int64).alias("job_education"),
        pl.col("min_rank").replace_strict(RANK_ORDER, default=None).cast(pl.Int64).alias("job_rank"),
    )
    units = dataset["units"].select("unit_id", pl.col("active").alias("unit_active"))
    on_post = facts.persons.filter(_is_asn() & pl.col("post_id").is_not_null()).group_by("post_id")
    need = dataset["posts"].select("post_id", pl.col("need").fill_null(1).clip(lower_bound=1).alias("seats"))
    leading = value("quality.min_education.leading", on)
    required = {category: EDUCATION_ORDER[level] for category, level in leading.items()}
    appraised = pl.col("appraised").fill_null(False) if dataset["appraisals"].height else pl.lit(None, pl.Boolean)
    return (
        facts.persons.join(jobs, on="job_id", how="left", validate="m:1")
        .join(units, on="unit_id", how="left", validate="m:1")
        .join(on_post.agg(pl.len().alias("holders")), on="post_id", how="left", validate="m:1")
        .join(need, on="post_id", how="left", validate="m:1")
        .join(_appraised(dataset, on), on="employee_id", how="left", validate="1:1")
        .join(_doubles(facts), on="employee_id", how="left", validate="1:1")
        .with_columns(
            pl.lit("employees").alias("table"),
            pl.col("employee_id").alias("id"),
            _is_asn().alias("asn"),
            pl.col("employment").is_in([Employment.PPPK, Employment.PPPK_PART_TIME]).alias("pppk"),
            pl.col("category").is_in(LEADING).fill_null(False).alias("leading"),
            pl.coalesce("job_education", _order("category", required)).alias("required_education"),
            pl.coalesce("job_rank", pl.lit(RANK_ORDER[value("quality.jpt_min_rank", on)])).alias("required_rank"),
            appraised.alias("appraised"),
            pl.lit(value("quality.structural_service_months", on)).alias("least_service"),
            pl.lit(on).alias("on"),
        )
    )


def _is_asn() -> pl.Expr:
    return pl.col("employment") != Employment.NON_ASN


def _order(column: str, order: dict[str, int]) -> pl.Expr:
    return pl.col(column).replace_strict(order, default=None, return_dtype=pl.Int64)


def _appraised(dataset: Dataset, on: dt.date) -> pl.DataFrame:
    """employee_id, appraised: whether an appraisal with a result is on file for the latest whole years."""
    since = on.year - value("quality.appraisal_years", on)
    year = pl.col("period").str.extract(r"^(\d{4})").cast(pl.Int32, strict=False)
    has_result = pl.col("predicate").is_not_null() | (
        pl.col("work_result").is_not_null() & pl.col("behaviour").is_not_null()
    )
    return (
        dataset["appraisals"]
        .group_by("employee_id")
        .agg((year.is_between(since, on.year) & has_result).any().alias("appraised"))
    )


def _doubles(facts: Facts) -> pl.DataFrame:
    """employee_id, same_person: how many records share the name and the day of birth."""
    plain = pl.col("name").str.to_lowercase().str.replace_all(r"[^a-z]", "")
    return (
        facts.persons.filter(pl.col("birth_date").is_not_null())
        .with_columns(plain.alias("_plain"))
        .select("employee_id", pl.len().over("_plain", "birth_date").cast(pl.Int64).alias("same_person"))
    )


def _posts(dataset: Dataset, facts: Facts) -> pl.DataFrame:
    stated = dataset["posts"].select("post_id", "need")  # a policy may fill what is absent; here absence is the point
    same = pl.len().over("unit_id", "job_id", pl.col("subject").fill_null("")).cast(pl.Int64)
    posts = facts.posts.drop("need").join(stated, on="post_id", how="left", validate="1:1")
    return posts.with_columns(
        pl.lit("posts").alias("table"),
        pl.col("post_id").alias("id"),
        pl.col("job").alias("name"),
        same.alias("same_post"),
        pl.col("category").is_in(LEADING).fill_null(False).alias("leading"),
    )


def _units(dataset: Dataset, facts: Facts) -> pl.DataFrame:
    heads = (
        facts.persons.filter(pl.col("leads_unit").fill_null(False) & pl.col("counted"))
        .group_by("unit_id")
        .agg(pl.len().cast(pl.Int64).alias("heads"), pl.col("employee_id").sort().str.join(", ").alias("head_ids"))
    )
    posts = facts.posts.group_by("unit_id").agg(pl.len().alias("posts"), pl.col("lat").first().alias("place"))
    return (
        dataset["units"]
        .join(heads, on="unit_id", how="left", validate="1:1")
        .join(posts, on="unit_id", how="left", validate="1:1")
        .join(_circles(dataset["units"]), on="unit_id", how="left", validate="1:1")
        .with_columns(
            pl.lit("units").alias("table"), pl.col("unit_id").alias("id"), pl.col("name").alias("unit"),
            pl.col("heads", "posts").fill_null(0),
        )
    )  # fmt: skip


def _circles(units: pl.DataFrame) -> pl.DataFrame:
    """unit_id, circle: whether the way up never ends."""
    up = units.select("unit_id", pl.col("parent_id").alias("above"))
    for _ in range(_DOUBLINGS):
        further = up.select(pl.col("unit_id").alias("above"), pl.col("above").alias("_next"))
        up = up.join(further, on="above", how="left", validate="m:1").select("unit_id", pl.col("_next").alias("above"))
    return up.select("unit_id", pl.col("above").is_not_null().alias("circle"))


def _jobs(dataset: Dataset, facts: Facts) -> pl.DataFrame:
    held = facts.posts.select("job_id").unique().with_columns(pl.lit(True).alias("used"))
    return (
        dataset["jobs"]
        .join(held, on="job_id", how="left", validate="1:1")
        .with_columns(
            pl.lit("jobs").alias("table"), pl.col("job_id").alias("id"), pl.lit(None, pl.String).alias("unit"),
            pl.col("used").fill_null(False),
        )
    )  # fmt: skip


def _wishes(dataset: Dataset, facts: Facts) -> pl.DataFrame:
    people = facts.persons.select(
        "employee_id", "name", pl.col("post_id").alias("own_post_id"), "unit", pl.lit(True).alias("known_employee")
    )
    wishes = dataset["wishes"].join(people, on="employee_id", how="left", validate="m:1")
    for column, table in (("post_id", "posts"), ("unit_id", "units"), ("district_id", "districts")):
        known = dataset[table].select(column, pl.lit(True).alias(f"known_{column}"))
        wishes = wishes.join(known, on=column, how="left", validate="m:1")
    places = ("post_id", "unit_id", "district_id")
    return wishes.with_columns(
        pl.lit("wishes").alias("table"),
        pl.col("employee_id").alias("id"),
        pl.sum_horizontal(pl.col(place).is_not_null().cast(pl.Int64) for place in places).alias("places"),
        pl.any_horizontal(
            pl.col("known_employee").is_null(),
            *(pl.col(place).is_not_null() & pl.col(f"known_{place}").is_null() for place in places),
        ).alias("dangling"),
    )


def _schools(dataset: Dataset, facts: Facts) -> pl.DataFrame:
    teaches = pl.col("ladder").eq_missing("GURU") | pl.col("job").str.to_uppercase().str.starts_with("GURU")
    present = (
        facts.persons.filter(teaches).group_by("unit_id").agg(pl.len().cast(pl.Int64).alias("teachers_in_employees"))
    )
    names = dataset["units"].select("unit_id", "name")
    return (
        dataset["schools"]
        .join(names, on="unit_id", how="left", validate="1:1")
        .join(present, on="unit_id", how="left", validate="1:1")
        .with_columns(
            pl.lit("schools").alias("table"), pl.col("unit_id").alias("id"), pl.col("name").alias("unit"),
            pl.col("teachers_in_employees").fill_null(0),
        )
    )  # fmt: skip
