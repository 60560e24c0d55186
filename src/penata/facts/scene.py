"""The scene of a plan: one row per person and one per post, with everything derived that others read."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import polars as pl

from penata.facts.bounds import bounded
from penata.facts.months import months_between, months_until
from penata.law.ruleset import edition_of
from penata.law.values import value, without_value
from penata.policy import Policy
from penata.tables import Dataset, InputError
from penata.vocabulary import COUNTED, EDUCATION_ORDER, LEVEL_ORDER, PROTECTED_CONDITIONS, RANK_ORDER, Status

_Says = Callable[[str], Any]
"""A legal value by its id, on the day and in the edition of the plan."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Persons and posts of a dataset on the day at which rules are judged.

    ``persons``: one row per employee, sorted by employee_id; column ``person`` (UInt32) is the row number.
    ``posts``: one row per post, sorted by post_id; column ``post`` (UInt32) is the row number.
    ``experience``: person, field (ladder, else family), months in it.
    Columns are documented in docs/data_path.md.
    """

    persons: pl.DataFrame
    posts: pl.DataFrame
    experience: pl.DataFrame
    travel: pl.DataFrame
    calendar: pl.DataFrame
    effective_date: dt.date


def facts_of(dataset: Dataset, policy: Policy) -> Facts:
    """Derive the facts of every person and post; no row is lost or added.

    Months are full months up to ``policy.effective_date``; what cannot be derived stays null.
    Raises InputError for a day on which legal values that are needed were not in force.
    """
    on = policy.effective_date
    edition = edition_of(policy)
    if missing := without_value(on, edition):
        raise InputError([
            f"policy.toml, effective_date: {on} di luar masa berlaku nilai hukum yang dikenal "
            f"({', '.join(missing)}); pakai tanggal atau rule_set yang lebih baru, "
            "atau lengkapi penata/law/values.yaml"
        ])  # fmt: skip
    places = _places(dataset)
    says = partial(value, on=on, edition=edition)
    bare_posts = _bare_posts(dataset, places, says, policy)
    persons = _persons(dataset, bare_posts, on, says)
    posts = _with_counts(bare_posts, persons, policy)
    return Facts(
        persons=persons,
        posts=posts,
        experience=_experience(dataset, persons, on),
        travel=dataset["travel"],
        calendar=dataset["calendar"],
        effective_date=on,
    )


def _places(dataset: Dataset) -> pl.DataFrame:
    """Units with coordinates, remoteness (own, else of the district) and their office (nearest OPD above)."""
    districts = dataset["districts"].select(
        "district_id", pl.col("name").alias("district"), pl.col("lat", "lon", "remote").name.prefix("d_")
    )
    units = dataset["units"].join(districts, on="district_id", how="left", validate="m:1")
    return units.select(
        "unit_id", "agency_id", "district_id", "district", pl.col("name").alias("unit"),
        pl.col("kind").alias("unit_kind"),
        pl.coalesce("lat", "d_lat").alias("lat"), pl.coalesce("lon", "d_lon").alias("lon"),
        pl.coalesce("remote", "d_remote").fill_null(value=False).alias("remote"),
    ).join(_offices(dataset["units"]), on="unit_id", how="left", validate="1:1")  # fmt: skip


_DEEPEST_TREE: Final = 20  # levels; deeper trees are cycles in the data


def _offices(units: pl.DataFrame) -> pl.DataFrame:
    """unit_id, office_id, office: the nearest unit of kind OPD at or above it, else the topmost."""
    up = units.select(
        pl.col("unit_id").alias("at"), pl.col("parent_id").alias("above"), pl.col("kind").alias("at_kind")
    )
    walk = units.select("unit_id", pl.col("unit_id").alias("at"))
    for _ in range(_DEEPEST_TREE):
        here = walk.join(up, on="at", how="left", validate="m:1")
        goes_on = pl.col("at_kind").ne_missing("OPD") & pl.col("above").is_not_null()
        if not here.select(goes_on.any()).item():
            break
        walk = here.select("unit_id", pl.when(goes_on).then("above").otherwise("at").alias("at"))
    names = units.select(pl.col("unit_id").alias("office_id"), pl.col("name").alias("office"))
    return walk.rename({"at": "office_id"}).join(names, on="office_id", how="left", validate="m:1")


def _bare_posts(dataset: Dataset, places: pl.DataFrame, says: _Says, policy: Policy) -> pl.DataFrame:
    """Posts with their unit and job, before anybody is counted."""
    jobs = dataset["jobs"].rename({"name": "job"})
    return (
        dataset["posts"]
        .sort("post_id")
        .with_row_index("post")
        .join(places, on="unit_id", how="left", validate="m:1", maintain_order="left")
        .join(jobs, on="job_id", how="left", validate="m:1", maintain_order="left")
        .with_columns(
            pl.col("priority").fill_null(1),
            pl.col("leads_unit").fill_null(value=False),
            pl.coalesce("ladder", "family").alias("field"),
            *_job_orders(says),
            pl.col("category")
            .replace_strict(dict(policy.categories), default="keep", return_dtype=pl.String)
            .alias("treatment"),
        )
    )


def _job_orders(says: _Says) -> list[pl.Expr]:
    standing = says("standing")
    return [
        _order("level", LEVEL_ORDER, "level_order"),
        _order("min_rank", RANK_ORDER, "min_rank_order"),
        _order("max_rank", RANK_ORDER, "max_rank_order"),
        _order("min_education", EDUCATION_ORDER, "min_education_order"),
        pl.coalesce(_order("level", standing, "a"), _order("category", standing, "b")).alias("standing"),
        pl.coalesce("retirement_age", _retirement_age(says)).alias("retirement_age"),
    ]


def _order(column: str, order: dict[str, int], alias: str) -> pl.Expr:
    return pl.col(column).replace_strict(order, default=None, return_dtype=pl.Int32).alias(alias)


def _retirement_age(says: _Says) -> pl.Expr:
    by_category = {name: says(f"bup.{name.lower()}") for name in ("JPT", "ADMINISTRATOR", "PENGAWAS", "PELAKSANA")}
    return pl.coalesce(
        _order("ladder", says("bup.fungsional.ladder"), "a"),
        pl.when(pl.col("category") == "FUNGSIONAL").then(_order("level", says("bup.fungsional"), "b")),
        _order("category", by_category, "c"),
    ).cast(pl.Int64)


_OF_POST: Final = (
    "post", "unit_id", "unit", "unit_kind", "office_id", "office", "agency_id", "district_id", "district", "lat", "lon",
    "remote", "subject", "leads_unit", "treatment",
)  # fmt: skip
_OF_JOB: Final = (
    "job", "category", "ladder", "level", "family", "field", "grade", "allowance_month", "level_order", "standing",
    "retirement_age",
)  # fmt: skip


def _persons(dataset: Dataset, posts: pl.DataFrame, on: dt.date, says: _Says) -> pl.DataFrame:
    day = pl.lit(on)
    jobs = _jobs_with_orders(dataset, says)
    of_post = posts.select(
        "post_id", pl.col("job_id").alias("post_job_id"), pl.col("level").alias("post_level"), *_OF_POST
    )
    own_job = (
        pl.when(pl.col("post_level").is_null()).then(pl.coalesce("job_id", "post_job_id")).otherwise("post_job_id")
    )
    home = dataset["districts"].select(
        pl.col("district_id").alias("home_district_id"), pl.col("lat").alias("_hlat"), pl.col("lon").alias("_hlon")
    )
    persons = (
        dataset["employees"]
        .sort("employee_id")
        .with_row_index("person")
        .join(of_post, on="post_id", how="left", validate="m:1", maintain_order="left")
        .with_columns(own_job.alias("job_id"), pl.col("status").fill_null(Status.ACTIVE))
        .join(jobs.select("job_id", *_OF_JOB), on="job_id", how="left", validate="m:1", maintain_order="left")
        .join(home, on="home_district_id", how="left", validate="m:1", maintain_order="left")
    )
    of_day = (
        _conditions(dataset["conditions"], on), _predicates(dataset["appraisals"], on, says), _duties(dataset, on),
        _boxes(dataset["talent"], on),
    )  # fmt: skip
    for frame in of_day:
        persons = persons.join(frame, on="employee_id", how="left", validate="m:1", maintain_order="left")
    return persons.with_columns(
        pl.col("post").alias("home_post"),
        (pl.col("employment").is_in(COUNTED) & (pl.col("status") == Status.ACTIVE)).alias("counted"),
        pl.coalesce("_box_potential", "potential").alias("potential"),
        pl.coalesce("home_lat", "_hlat").alias("home_lat"),
        pl.coalesce("home_lon", "_hlon").alias("home_lon"),
        _order("rank", RANK_ORDER, "rank_order"),
        _order("education_level", EDUCATION_ORDER, "education_order"),
        months_between(pl.col("birth_date"), day).alias("age_months"),
        months_between(pl.col("in_post_since"), day).alias("months_in_post"),
        months_between(pl.col("in_job_since"), day).alias("months_in_job"),
        months_between(pl.col("in_unit_since"), day).alias("months_in_unit"),
        months_between(pl.col("rank_since"), day).alias("months_in_rank"),
        months_between(pl.col("cpns_on"), day).alias("months_in_service"),
        months_between(pl.col("pns_since"), day).alias("months_as_pns"),
        _retires_on().alias("retires_on"),
        pl.col("leads_by_duty").fill_null(value=False),
        pl.col("under_examination", "protected").fill_null(value=False),
    ).with_columns(
        months_until(pl.col("retires_on"), day).alias("months_to_retirement"),
        (pl.col("leads_unit").fill_null(value=False) | pl.col("leads_by_duty")).alias("leads"),
    ).drop("_hlat", "_hlon", "_box_potential", "post_job_id", "post_level", "home_post")  # fmt: skip


def _jobs_with_orders(dataset: Dataset, says: _Says) -> pl.DataFrame:
    return dataset["jobs"].rename({"name": "job"}).with_columns(
        pl.coalesce("ladder", "family").alias("field"), *_job_orders(says)
    )  # fmt: skip


def _retires_on() -> pl.Expr:
    """First day of the month after the retirement age is reached."""
    reached = pl.col("birth_date").dt.offset_by(pl.format("{}y", pl.col("retirement_age")))
    return reached.dt.month_start().dt.offset_by("1mo")


def _conditions(conditions: pl.DataFrame, on: dt.date) -> pl.DataFrame:
    """employee_id, discipline (worst in force), under_examination, protected: conditions in force on the day."""
    running = conditions.filter((pl.col("from") <= on) & (pl.col("until").is_null() | (pl.col("until") > on)))
    severity = {"DISCIPLINE_MINOR": 1, "DISCIPLINE_MODERATE": 2, "DISCIPLINE_SEVERE": 3}
    return running.group_by("employee_id").agg(
        _order("kind", severity, "discipline").max().alias("discipline"),
        (pl.col("kind") == "UNDER_EXAMINATION").any().alias("under_examination"),
        pl.col("kind").is_in(PROTECTED_CONDITIONS).any().alias("protected"),
    )


def _predicates(appraisals: pl.DataFrame, on: dt.date, says: _Says) -> pl.DataFrame:
    """employee_id, predicate_last, predicate_before and their years: the two latest whole years before the day."""
    matrix = says("performance.matrix")
    cell = pl.format("{},{}", "work_result", "behaviour").replace_strict(matrix, default=None, return_dtype=pl.String)
    years = appraisals.filter(
        pl.col("period").str.contains(r"^\d{4}$")
        & (pl.col("period").str.slice(0, 4).cast(pl.Int32, strict=False) < on.year)
    ).with_columns(pl.coalesce("predicate", cell).alias("predicate"))
    latest_first = years.sort("employee_id", "period", descending=[False, True])
    return latest_first.group_by("employee_id", maintain_order=True).agg(
        pl.col("predicate").first().alias("predicate_last"),
        pl.col("predicate").slice(1, 1).first().alias("predicate_before"),
        pl.col("period").first().cast(pl.Int32).alias("predicate_year"),
        pl.col("period").slice(1, 1).first().cast(pl.Int32).alias("predicate_before_year"),
    )  # fmt: skip


def _boxes(talent: pl.DataFrame, on: dt.date) -> pl.DataFrame:
    """employee_id, box, box_year, _box_potential: the latest talent box up to the year of the day."""
    potential = {box: int(axes.split(",")[1]) for axes, box in value("talent.boxes", on).items()}
    latest_first = talent.filter(pl.col("year") <= on.year).sort("employee_id", "year", descending=[False, True])
    return latest_first.unique("employee_id", keep="first", maintain_order=True).select(
        "employee_id", "box", pl.col("year").alias("box_year"),
        pl.col("box").replace_strict(potential, default=None, return_dtype=pl.Int64).alias("_box_potential"),
    )  # fmt: skip


def _duties(dataset: Dataset, on: dt.date) -> pl.DataFrame:
    """employee_id, leads_by_duty: who leads a unit by a duty in force on the day."""
    duties = dataset["duties"]
    leading = dataset["posts"].select("post_id", pl.col("leads_unit").fill_null(value=False).alias("_leads"))
    running = duties.filter(
        (pl.col("from").is_null() | (pl.col("from") <= on)) & (pl.col("until").is_null() | (pl.col("until") > on))
    ).join(leading, on="post_id", how="left", validate="m:1")
    return running.group_by("employee_id").agg(pl.col("_leads").any().alias("leads_by_duty"))


def _with_counts(posts: pl.DataFrame, persons: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Posts with who is on them, and the bounds between which a plan may fill them."""
    counted = pl.col("counted")
    on_post = persons.filter(pl.col("post").is_not_null()).group_by("post").agg(
        counted.sum().cast(pl.Int64).alias("filled"), (~counted).sum().cast(pl.Int64).alias("absent")
    )  # fmt: skip
    counts = posts.join(on_post, on="post", how="left", validate="1:1", maintain_order="left")
    return bounded(counts.with_columns(pl.col("filled", "absent").fill_null(0)), policy)


def _experience(dataset: Dataset, persons: pl.DataFrame, on: dt.date) -> pl.DataFrame:
    """person, field, months: time in a ladder or family, from the history and the present job."""
    field = dataset["jobs"].select("job_id", pl.coalesce("ladder", "family").alias("field"))
    past = (
        dataset["service_history"]
        .join(field, on="job_id", how="left", validate="m:1")
        .join(persons.select("employee_id", "person", "in_job_since"), on="employee_id", how="inner", validate="m:1")
        .with_columns(
            pl.min_horizontal(
                pl.coalesce("ended_on", "in_job_since", pl.lit(on)), pl.coalesce("in_job_since", pl.lit(on))
            ).alias("end")
        )
        .select(
            "person", "field", months_between(pl.col("started_on"), pl.col("end")).clip(lower_bound=0).alias("months")
        )
    )
    present = persons.select("person", "field", pl.col("months_in_job").clip(lower_bound=0).alias("months"))
    both = pl.concat([past, present]).filter(pl.col("field").is_not_null() & pl.col("months").is_not_null())
    return both.group_by("person", "field").agg(pl.col("months").sum()).sort("person", "field")
