"""Whom a list can name: people with what is in order about each of them, and seats with their room.

Everything here is read from the tables and compared by hand, not by the rules: the list is there to test them.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from penata.synthetic.world import World
from penata.vocabulary import COUNTED, EDUCATION_ORDER, LEADING, PNS_RANKS, RANK_ORDER

ORDERLY: Final = (
    "is_pns", "is_active", "is_settled", "is_young", "is_good", "is_unburdened", "is_documented", "is_fit",
    "is_certified",
)  # fmt: skip
"""What is in order about a person who can be proposed without a finding."""
_SETTLED, _SAFE_AGE, _FULL_AGE = "-25mo", "-54y", "-58y"


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """The people and seats of an agency.

    ``people``: everyone with the own post, job and unit, and the flags ORDERLY; ``is_spare``: the post has more people
    than it needs. ``seats``: every post with ``room`` (free seats, whoever sits there counted), ``spare`` (people above
    need, the old left out) and title.
    """

    people: pl.DataFrame
    seats: pl.DataFrame
    units: dict[str, dict[str, Any]]
    as_of: dt.date

    def orderly(self, but: str = "") -> pl.Expr:
        """Everything in order, but for one thing that is not."""
        flags = [pl.col(flag) for flag in ORDERLY if flag != but]
        return pl.all_horizontal(*flags, ~pl.col(but)) if but else pl.all_horizontal(*flags)

    def above(self, unit: str) -> list[str]:
        """The unit and those above it, lowest first."""
        line = []
        at: str | None = unit
        while at is not None and at not in line:
            line.append(at)
            at = self.units[at]["parent_id"]
        return line

    def office(self, unit: str) -> str:
        """The nearest office at or above a unit."""
        line = self.above(unit)
        return next((one for one in line if self.units[one]["kind"] == "OPD"), line[-1])


def crowd_of(world: World) -> Crowd:
    """The crowd of the first agency of a synthetic regency; people whom other cases point at are left out."""
    dataset, as_of = world.dataset, world.as_of
    agency = world.cases["agency_id"]
    units = {row["unit_id"]: row for row in dataset["units"].filter(agency_id=agency).to_dicts()}
    jobs = dataset["jobs"].rename({"name": "job"})
    posts = dataset["posts"].filter(pl.col("unit_id").is_in(list(units))).join(
        jobs, on="job_id", how="left", validate="m:1"
    ).join(world.titles, on="post_id", how="left", validate="1:1")  # fmt: skip
    people = (
        dataset["employees"].rename({"job_id": "own_job_id"})
        .join(posts, on="post_id", how="inner", validate="m:1")
        .join(jobs.select(pl.col("job_id").alias("own_job_id"), pl.col("job").alias("own_job"),
                          pl.col("level").alias("own_level"), pl.col("retirement_age").alias("own_retirement_age")),
              on="own_job_id", how="left", validate="m:1")
    )  # fmt: skip
    seats = _seats(posts, people, as_of)
    flagged = (
        _flagged(people, world)
        .filter(~pl.col("employee_id").is_in(sorted(_planted(world))))
        .with_columns(pl.col("post_id").is_in(seats.filter(pl.col("spare") > 0)["post_id"].implode()).alias("is_spare"))
    )
    return Crowd(flagged.sort("employee_id"), seats, units, as_of)


def _seats(posts: pl.DataFrame, people: pl.DataFrame, as_of: dt.date) -> pl.DataFrame:
    counts = (pl.col("status") == "ACTIVE") & pl.col("employment").is_in(COUNTED)
    not_old = pl.col("birth_date") > pl.lit(as_of).dt.offset_by(_FULL_AGE)
    sitting = people.filter(counts).group_by("post_id").agg(pl.len().alias("sitting"), not_old.sum().alias("lasting"))
    seats = posts.join(sitting, on="post_id", how="left", validate="1:1").with_columns(
        pl.col("sitting", "lasting").fill_null(0).cast(pl.Int64)
    )
    return seats.with_columns(
        (pl.col("need") - pl.col("sitting")).alias("room"), (pl.col("lasting") - pl.col("need")).alias("spare")
    ).sort("post_id")


def _flagged(people: pl.DataFrame, world: World) -> pl.DataFrame:
    dataset, day = world.dataset, pl.lit(world.as_of)
    burdened = pl.concat([
        dataset["conditions"].select("employee_id"), dataset["duties"].select("employee_id"),
        dataset["kinship"].select("employee_id"), dataset["kinship"].select(pl.col("relative_id").alias("employee_id")),
    ]).unique()["employee_id"]  # fmt: skip
    since = ("in_post_since", "in_job_since", "in_unit_since")
    known = ("education_level", "education_field", "rank", "rank_since", "cpns_on", "pns_since", "birth_date")
    settled = [pl.col(c).is_not_null() & (pl.col(c) <= day.dt.offset_by(_SETTLED)) for c in since]
    return people.with_columns(
        (pl.col("employment") == "PNS").alias("is_pns"),
        (pl.col("status") == "ACTIVE").alias("is_active"),
        pl.all_horizontal(settled).alias("is_settled"),
        (pl.col("birth_date") > day.dt.offset_by(_SAFE_AGE)).fill_null(value=False).alias("is_young"),
        pl.col("employee_id").is_in(_good_people(world).implode()).alias("is_good"),
        (~pl.col("employee_id").is_in(burdened.implode())).alias("is_unburdened"),
        pl.all_horizontal(pl.col(c).is_not_null() for c in known).alias("is_documented"),
        fits(pl.col("rank"), pl.col("education_level"), pl.col("education_field")).alias("is_fit"),
        _certified(world).alias("is_certified"),
        pl.col("rank").replace_strict(RANK_ORDER, default=0, return_dtype=pl.Int64).alias("rank_order"),
        pl.col("category").is_in([c.value for c in LEADING]).alias("is_leading"),
    )  # fmt: skip


def fits(rank: pl.Expr, level: pl.Expr, field: pl.Expr, prefix: str = "") -> pl.Expr:
    """Whether rank, education and field satisfy the job columns ``prefix``min_rank … of the same row."""
    order = {r: i for i, r in enumerate(PNS_RANKS)}
    own = rank.replace_strict(order, default=None, return_dtype=pl.Int64)
    low, high = (pl.col(f"{prefix}{c}").replace_strict(order, default=None, return_dtype=pl.Int64)
                 for c in ("min_rank", "max_rank"))  # fmt: skip
    learnt = level.replace_strict(EDUCATION_ORDER, default=None, return_dtype=pl.Int64)
    asked = pl.col(f"{prefix}min_education").replace_strict(EDUCATION_ORDER, default=None, return_dtype=pl.Int64)
    fields = pl.col(f"{prefix}education_fields")
    return pl.all_horizontal(
        low.is_null() | (own >= low), high.is_null() | (own <= high), asked.is_null() | (learnt >= asked),
        fields.is_null() | (fields.list.len() == 0) | fields.list.contains(field),
    ).fill_null(value=False)  # fmt: skip


def _good_people(world: World) -> pl.Series:
    """Who was at least good in each of the last two years."""
    years = [str(world.as_of.year - back) for back in (1, 2)]
    good = world.dataset["appraisals"].filter(
        pl.col("period").is_in(years) & pl.col("predicate").is_in(["BAIK", "SANGAT_BAIK"])
    )
    return good.group_by("employee_id").agg(pl.col("period").n_unique().alias("n")).filter(n=2)["employee_id"].sort()


def _certified(world: World) -> pl.Expr:
    """Whether a teacher holds a certificate of the own subject, a health worker STR, others what the job asks."""
    cards = world.dataset["credentials"].filter(
        pl.col("valid_until").is_null() | (pl.col("valid_until") > pl.lit(world.as_of).dt.offset_by("2y"))
    )
    teachers = cards.filter(kind="TEACHER_CERTIFICATE")["employee_id"].unique().sort()
    registered = cards.filter(kind="STR")["employee_id"].unique().sort()
    asked, held = pl.col("certificates_right"), pl.col("certificates").fill_null([])
    has_all = asked.is_null() | (asked.list.set_difference(held).list.len() == 0)
    carded = (
        pl.when(pl.col("ladder") == "GURU").then(pl.col("employee_id").is_in(teachers.implode()))
        .when(pl.col("family") == "KESEHATAN").then(pl.col("employee_id").is_in(registered.implode()))
        .otherwise(pl.lit(value=True))
    )  # fmt: skip
    return has_all.fill_null(value=False) & carded


def _planted(world: World) -> set[str]:
    parts = [*world.cases["stories"].values(), *world.cases["cases"].values()]
    found = {role["employee_id"] for part in parts for role in part["people"].values()}
    found |= {one for fault in world.cases["faults"] for one in fault["ids"]}
    tables = world.dataset
    return found | set(tables["decisions"]["employee_id"]) | set(tables["wishes"]["employee_id"])
