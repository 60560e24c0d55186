"""A small town: two schools near and one far, a health centre, and helpers to change one thing at a time."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from penata import merit
from penata.facts import Facts, facts_of
from penata.policy import Policy, Weights
from penata.tables import TABLES, Dataset, dataset_of

DAY = dt.date(2026, 6, 30)

UNITS = [
    {"unit_id": "near", "agency_id": "A", "name": "SMP Dekat", "kind": "SCHOOL", "district_id": "d1"},
    {"unit_id": "far", "agency_id": "A", "name": "SMP Jauh", "kind": "SCHOOL", "district_id": "d2"},
    {"unit_id": "clinic", "agency_id": "A", "name": "Puskesmas", "kind": "HEALTH_CENTRE", "district_id": "d1"},
]
DISTRICTS = [
    {"district_id": "d1", "name": "Kota", "lat": -3.40, "lon": 114.80},
    {"district_id": "d2", "name": "Hulu", "lat": -3.40, "lon": 115.07},  # 30.0 km from d1
]
JOBS = [
    {"job_id": "guru", "name": "Guru Ahli Muda", "category": "FUNGSIONAL", "ladder": "GURU", "level": "AHLI_MUDA",
     "family": "Pendidikan"},
    {"job_id": "clerk", "name": "Pengadministrasi", "category": "PELAKSANA", "family": "Umum"},
]  # fmt: skip
POSTS = [
    {"post_id": "near:guru", "unit_id": "near", "job_id": "guru", "need": 1},
    {"post_id": "far:guru", "unit_id": "far", "job_id": "guru", "need": 2},
    {"post_id": "clinic:clerk", "unit_id": "clinic", "job_id": "clerk", "need": 1},
]
EMPLOYEES = [{"employee_id": "1", "name": "Ani", "employment": "PNS", "post_id": "near:guru"}]
BASE: dict[str, list[dict[str, Any]]] = {
    "agencies": [{"agency_id": "A", "name": "Kabupaten"}],
    "districts": DISTRICTS,
    "units": UNITS,
    "jobs": JOBS,
    "posts": POSTS,
    "employees": EMPLOYEES,
}


class Town:
    """A dataset with its facts, and the parts of any pair by ids."""

    def __init__(self, tables: dict[str, list[dict[str, Any]]], weights: Weights) -> None:
        self.dataset = _dataset(tables)
        self.policy = Policy(as_of=DAY, effective_date=DAY, weights=weights)
        self.facts: Facts = facts_of(self.dataset, self.policy)

    def pairs(self, *ids: tuple[str, str], direction: str | None = "LATERAL", last_resort: int = 0) -> pl.DataFrame:
        persons = dict(self.facts.persons.select("employee_id", "person").iter_rows())
        posts = dict(self.facts.posts.select("post_id", "post").iter_rows())
        rows = [(persons[who], posts[where], direction, last_resort) for who, where in ids]
        schema = {"person": pl.UInt32, "post": pl.UInt32, "direction": pl.String, "last_resort": pl.UInt8}
        return pl.DataFrame(rows, schema=schema, orient="row")

    def parts(self, who: str, where: str, **of_pair: Any) -> dict[str, int]:
        """The parts that are not zero."""
        row = merit.parts(self.facts, self.dataset, self.policy, self.pairs((who, where), **of_pair)).row(0, named=True)
        return {name: row[name] for name in merit.PARTS if row[name]}

    def points(self, who: str, where: str) -> int:
        found = merit.shortlist_points(self.facts, self.dataset, self.policy, self.pairs((who, where)))
        return int(found["points"].item())

    def wish_rank(self, who: str, where: str) -> int | None:
        found: int | None = merit.wish_ranks(self.dataset, self.facts, self.pairs((who, where))).item()
        return found


def _dataset(tables: dict[str, list[dict[str, Any]]]) -> Dataset:
    frames = {}
    for name, rows in {**BASE, **tables}.items():
        schema = TABLES[name].schema
        full = [{column: row.get(column) for column in schema} for row in rows]
        assert all(set(row) <= set(schema) for row in rows), f"a column that {name} does not declare"
        frames[name] = pl.DataFrame(full, schema=schema, orient="row")
    return dataset_of(frames)


@pytest.fixture
def town() -> Callable[..., Town]:
    """Makes a town; tables given by name replace those of the base, other arguments of the first person add to it."""

    def make(weights: Weights | None = None, person: dict[str, Any] | None = None, **tables: Any) -> Town:
        if person is not None:
            tables = {"employees": [{**EMPLOYEES[0], **person}], **tables}
        return Town(tables, weights or Weights())

    return make
