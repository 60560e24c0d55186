"""One agency from its land to its people: the tables of a dataset, people still by row number."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import polars as pl

from penata.synthetic import faults, identity, lives, records, stories
from penata.synthetic.blueprint import Blueprint
from penata.synthetic.catalogue import catalogue
from penata.synthetic.chance import stream
from penata.synthetic.health import draw_health
from penata.synthetic.offices import draw_offices
from penata.synthetic.people import people_on
from penata.synthetic.schools import draw_schools
from penata.synthetic.staffing import staff
from penata.synthetic.territory import Territory, territory

PEOPLE_TABLES: Final = ("duties", "conditions", "credentials", "appraisals", "competencies", "service_history",
                        "kinship", "wishes", "decisions")  # fmt: skip
RENEWED: Final = 0.7  # of the contracts that end within a year


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency. ``people`` are in the order of their row number, which columns ``p`` and ``q`` of ``tables`` hold.

    ``posts`` carry the working columns of the board (group, area, title, filled, extra); ``tables``: all the others.
    """

    land: Territory
    units: pl.DataFrame
    posts: pl.DataFrame
    people: pl.DataFrame
    tables: dict[str, pl.DataFrame]
    stage: stories.Stage | None = None
    roles: dict[str, int] = field(default_factory=dict)
    aged: dict[str, list[int]] = field(default_factory=dict)


def agency_of(seed: int, number: int, people: int, as_of: dt.date) -> Agency:
    """The agency with this number, for exactly so many people; the first one is the stage of the stories."""
    land = territory(seed, number, people)
    board = Blueprint()
    shares = catalogue("services")["share_of_people"]
    draw_offices(board, land, people)
    tables = draw_schools(board, land, seed, number, round(people * shares["teacher"]))
    tables |= draw_health(board, land, seed, number, round(people * shares["health"]))
    stage = stories.set_stage(board, land.agency_id) if number == 0 else None
    units, posts = board.frames()
    posts = staff(posts, stories.fixed_posts(stage), people, seed, number)
    staffed = people_on(posts, people, as_of, seed, number)
    roles: dict[str, int] = {}
    aged: dict[str, list[int]] = {}
    if stage:
        roles = stories.cast(staffed, posts, stage)
        staffed = stories.dress(staffed, roles, as_of)
        staffed, aged = faults.age(staffed, list(roles.values()), seed, as_of)
    lived = _with_lives(staffed, posts, units, land, tables, stream(seed, number, "lives"), as_of)
    if stage:
        lived = stories.clothe(lived, roles, stage, units, land.districts)
    tables |= _on_file(lived, posts, units, land, as_of, (seed, number))
    if stage:
        tables = stories.plant(tables, roles, stage, as_of)
    return Agency(land, units, posts, lived, tables, stage, roles, aged)


def _with_lives(
    people: pl.DataFrame, posts: pl.DataFrame, units: pl.DataFrame, land: Territory,
    tables: dict[str, pl.DataFrame], rng: np.random.Generator, as_of: dt.date,
) -> pl.DataFrame:  # fmt: skip
    """People with their unit, home, household, certificates, hours and what else a row of employees holds."""
    districts = land.districts.select("district_id").with_row_index("district").cast({"district": pl.Int64})
    of_post = posts.with_row_index("at").select(pl.col("at").cast(pl.Int64), "post_id", "unit_id").join(
        units.select("unit_id", pl.col("kind").alias("unit_kind"), "district_id"), on="unit_id", how="left",
        validate="m:1",
    ).join(districts, on="district_id", how="left", validate="m:1")  # fmt: skip
    people = people.join(of_post, on="at", how="left", validate="m:1", maintain_order="left")
    people = people.hstack(lives.homes(rng, people, land.districts))
    people = people.hstack(records.certified(rng, people))
    size = people.height
    group = people["group"].to_numpy()
    assessed = rng.random(size) < np.where(np.isin(group, ["leading", "technical"]), 0.75, 0.25)
    potential = np.searchsorted([0.25, 0.82], rng.random(size)) + 1
    pppk = pl.col("employment").is_in(["PPPK", "PPPK_PART_TIME"])
    asn = pl.col("employment").is_in(["PNS", "CPNS", "PPPK"])
    whole = pl.col("ladder") + "." + pl.col("level")
    ladder_post = ~pl.col("job_id").str.contains(".", literal=True) & pl.col("level").is_not_null()
    return people.with_columns(
        identity.names(rng, people),
        pl.Series("status", _status(rng, people)),
        pl.when(ladder_post).then(whole).otherwise("job_id").alias("job_id"),
        pl.Series("potential", potential),
        records.teaching_hours(people, tables["subject_hours"], tables["schools"]),
        pl.Series("dependants", rng.poisson(1.4, size).clip(0, 6).astype(np.int64)),
        pl.when(pppk).then(_contract_end(rng, people, as_of)).alias("contract_until"),
        pl.when(asn).then(pl.col("cpns_on").dt.year() - 1).cast(pl.Int64).alias("cohort_year"),
        pl.when(asn).then("rank").alias("rank"),
    ).with_columns(pl.when(pl.Series(assessed)).then("potential").alias("potential"))


def _contract_end(rng: np.random.Generator, people: pl.DataFrame, as_of: dt.date) -> pl.Expr:
    """Contracts run for five years; those that ended, and most that end within a year, have been renewed."""
    first = pl.col("cpns_on").dt.offset_by("5y")
    soon = (first <= pl.lit(as_of).dt.offset_by("1y")) & pl.Series(rng.random(people.height) < RENEWED)
    return pl.when((first <= as_of) | soon).then(first.dt.offset_by("5y")).otherwise(first)


def _status(rng: np.random.Generator, people: pl.DataFrame) -> list[str]:
    shares = catalogue("services")["people"]["status"]
    edges = np.cumsum(list(shares.values()))
    at = np.searchsorted(edges, rng.random(people.height))
    names = np.array([*shares, "ACTIVE"], dtype=object)[at]
    pns = (people["employment"] == "PNS").to_numpy() & (people["group"] != "leading").to_numpy()
    return list(np.where(pns, names, "ACTIVE"))


def _on_file(
    people: pl.DataFrame,
    posts: pl.DataFrame,
    units: pl.DataFrame,
    land: Territory,
    as_of: dt.date,
    key: tuple[int, int],
) -> dict[str, pl.DataFrame]:
    seed, number = key
    districts = land.districts.select("district_id").with_row_index("district").cast({"district": pl.Int64})
    placed = units.join(districts, on="district_id", how="left", validate="m:1")
    pairs = lives.couples(stream(seed, number, "couples"), people)
    offices = units.filter(pl.col("kind").is_in(["OPD", "DIVISION", "DISTRICT_OFFICE"]))["unit_id"]
    return {
        "duties": records.duties(stream(seed, number, "duties"), people, posts, as_of),
        "conditions": lives.conditions(stream(seed, number, "conditions"), people, as_of),
        "credentials": records.credentials(stream(seed, number, "credentials"), people, as_of),
        "appraisals": records.appraisals(stream(seed, number, "appraisals"), people, as_of),
        "competencies": records.competencies(stream(seed, number, "competencies"), people),
        "service_history": records.service_history(stream(seed, number, "history"), people, offices),
        "kinship": lives.kinship(stream(seed, number, "kinship"), people, pairs),
        "decisions": pl.DataFrame(schema={"p": pl.Int64, "kind": pl.String, "reason": pl.String}),
        "wishes": lives.wishes(stream(seed, number, "wishes"), people, land.districts, placed),
    }
