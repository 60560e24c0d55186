"""A whole regency, or many, from a seed: the tables of a dataset, its policy, and what was planted in it."""

import datetime as dt
import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

import numpy as np
import polars as pl

from penata.synthetic import faults, identity, stories
from penata.synthetic.agency import PEOPLE_TABLES, Agency, agency_of
from penata.synthetic.courses import courses_table
from penata.synthetic.jobs import job_competencies_table, jobs_table
from penata.synthetic.workload import workload_table
from penata.tables import TABLES, Dataset, dataset_of

PEOPLE_PER_AGENCY: Final = 12_000
SMALLEST, LARGEST = 200, 2_000_000


@dataclass(frozen=True, slots=True)
class World:
    """What ``synthesise`` makes: the dataset, its ``policy.toml``, and the planted cases by name.

    ``titles``: post_id and the title of each leading seat, which the tables do not hold but the real files do.
    """

    dataset: Dataset
    policy: str
    cases: dict[str, Any]
    titles: pl.DataFrame
    seed: int
    as_of: dt.date

    def extra_files(self) -> dict[str, bytes]:
        """The files of the folder that are no tables, by name."""
        cases = json.dumps(self.cases, ensure_ascii=False, indent=2) + "\n"
        return {"policy.toml": self.policy.encode(), "cases.json": cases.encode()}


def synthesise(*, seed: int, employees: int, as_of: dt.date) -> World:
    """A regency with exactly so many people (several, where one would be too large), the same for the same seed.

    Args:
        seed: not negative; all chance comes from it.
        employees: how many people, counted or not; 200 to 2 000 000.
        as_of: day of the snapshot.

    Raises:
        ValueError: a size outside these limits.

    >>> world = synthesise(seed=7, employees=300, as_of=dt.date(2026, 6, 30))
    >>> world.dataset["employees"].height
    300
    """
    if not SMALLEST <= employees <= LARGEST:
        raise ValueError(f"employees is {employees}; possible are {SMALLEST} to {LARGEST}")
    count = -(-employees // PEOPLE_PER_AGENCY)
    sizes = [employees // count + (i < employees % count) for i in range(count)]
    agencies = [agency_of(seed, i, size, as_of) for i, size in enumerate(sizes)]
    frames, cases = _spoiled(*_frames(agencies, as_of, seed), agencies[0], seed)
    about = {"seed": seed, "employees": employees, "as_of": as_of.isoformat(), "agency_id": agencies[0].land.agency_id}
    titles = frames["posts"].select("post_id", "title").drop_nulls()
    return World(dataset_of(frames), _policy(as_of), about | cases, titles, seed, as_of)


def _spoiled(
    frames: dict[str, pl.DataFrame], ids: pl.Series, first: Agency, seed: int
) -> tuple[dict[str, pl.DataFrame], dict[str, Any]]:
    """The tables with faults in them, and the cases by name."""
    roles = {name: str(ids[row]) for name, row in first.roles.items()}
    aged = {kind: [str(ids[row]) for row in rows] for kind, rows in first.aged.items()}
    if first.stage is None:
        raise AssertionError("the first agency has no stage")
    frames, planted = faults.spoil(frames, aged, roles.values(), first.stage, seed)
    return frames, {**stories.told(first.stage, roles), "faults": [fault.row() for fault in planted]}


def _frames(agencies: list[Agency], as_of: dt.date, seed: int) -> tuple[dict[str, pl.DataFrame], pl.Series]:
    """All tables, and the ids of the people by row number."""
    offsets = np.cumsum([0, *(a.people.height for a in agencies)])
    people = pl.concat([a.people.with_columns(pl.lit(a.land.agency_id).alias("agency_id"),
                                              _district_ids(a, "home_district")) for a in agencies])  # fmt: skip
    ids = identity.numbers(people, people["agency_id"])
    frames = {name: _by_id(agencies, name, offsets, ids) for name in PEOPLE_TABLES}
    posts = pl.concat([a.posts for a in agencies])
    frames |= {
        "agencies": pl.DataFrame([a.land.agency for a in agencies]),
        "districts": pl.concat([a.land.districts for a in agencies]),
        "units": pl.concat([a.units for a in agencies]),
        "jobs": jobs_table(),
        "job_competencies": job_competencies_table(),
        "posts": posts,
        "employees": _employees(people, ids, _households(agencies, offsets)),
        "travel": pl.concat([a.land.travel for a in agencies]),
        "calendar": _calendar(agencies, as_of),
        "courses": courses_table(people.height, as_of),
        "workload": workload_table(posts, seed),
        "schools": _schools(agencies, people),
        "subject_hours": pl.concat([a.tables["subject_hours"] for a in agencies]),
        "health_centres": pl.concat([a.tables["health_centres"] for a in agencies]),
    }
    return frames, ids


def _by_id(agencies: list[Agency], name: str, offsets: np.ndarray[Any, Any], ids: pl.Series) -> pl.DataFrame:
    """A table of people, with row numbers replaced by ids and districts by theirs."""
    frames = []
    for agency, offset in zip(agencies, offsets, strict=False):
        frame = agency.tables[name]
        if "district" in frame.columns:
            frame = frame.with_columns(_district_ids_of(agency, frame["district"]).alias("district_id"))
        frames.append(frame.with_columns(pl.col("^(p|q)$") + int(offset)))
    whole = pl.concat(frames)
    columns = {"p": "employee_id", "q": "relative_id"}
    whole = whole.with_columns(ids.gather(whole[c]).alias(name) for c, name in columns.items() if c in whole.columns)
    return whole.select(c for c in TABLES[name].schema if c in whole.columns)


def _district_ids(agency: Agency, column: str) -> pl.Series:
    return _district_ids_of(agency, agency.people[column]).alias(f"{column}_id")


def _district_ids_of(agency: Agency, rows: pl.Series) -> pl.Series:
    return agency.land.districts["district_id"].gather(rows.cast(pl.UInt32))


def _households(agencies: list[Agency], offsets: np.ndarray[Any, Any]) -> pl.DataFrame:
    """Row number of a person and the household that husband and wife share."""
    frames = []
    for agency, offset in zip(agencies, offsets, strict=False):
        married = agency.tables["kinship"].filter(pl.col("relation") == "SPOUSE")
        key = pl.min_horizontal("p", "q").cast(pl.String).str.zfill(5)
        frames.append(married.select(
            pl.col("p") + int(offset), pl.format("KK-{}-{}", pl.lit(agency.land.agency_id), key).alias("household_id")
        ))  # fmt: skip
    return pl.concat(frames).unique("p", keep="first", maintain_order=True)


def _employees(people: pl.DataFrame, ids: pl.Series, households: pl.DataFrame) -> pl.DataFrame:
    rows = people.with_columns(ids.alias("employee_id")).with_row_index("p").cast({"p": pl.Int64})
    rows = rows.join(households, on="p", how="left", validate="1:1", maintain_order="left")
    return rows.select(c for c in TABLES["employees"].schema if c in rows.columns)


def _schools(agencies: list[Agency], people: pl.DataFrame) -> pl.DataFrame:
    """Schools with the number of teachers that they report, honorary ones included."""
    teachers = people.filter(pl.col("group") == "teacher").group_by("unit_id").agg(
        pl.len().cast(pl.Int64).alias("teachers")
    )  # fmt: skip
    schools = pl.concat([a.tables["schools"] for a in agencies])
    return schools.join(teachers, on="unit_id", how="left", validate="1:1").with_columns(
        pl.col("teachers").fill_null(0)
    )


def _calendar(agencies: list[Agency], as_of: dt.date) -> pl.DataFrame:
    """Head inaugurated more than half a year before, the next election far off, a term of school, holidays."""
    year = as_of.year
    rows: list[tuple[str, dt.date, str | None]] = [
        ("HOLIDAY", dt.date(year, 8, 17), None), ("HOLIDAY", dt.date(year, 12, 25), None),
        ("TERM_STARTS", dt.date(year, 7, 13), None), ("TERM_STARTS", dt.date(year + 1, 1, 4), None),
    ]  # fmt: skip
    for agency in agencies:
        rows += [
            ("HEAD_INAUGURATED", dt.date(year - 1, 2, 20), agency.land.agency_id),
            ("HEAD_TERM_ENDS", dt.date(year + 4, 2, 20), agency.land.agency_id),
            ("ELECTION_CANDIDATES_SET", dt.date(year + 3, 9, 22), agency.land.agency_id),
        ]
    return pl.DataFrame(rows, schema={"kind": pl.String, "date": pl.Date, "agency_id": pl.String}, orient="row")


def _policy(as_of: dt.date) -> str:
    """The policy with its day set and every other key documented with its default."""
    return files("penata.synthetic").joinpath("policy.toml").read_text("utf-8").replace("{as_of}", as_of.isoformat())
