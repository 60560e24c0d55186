"""A regency of a few schools and offices, from plain rows: for tests that need every reason once."""

import datetime as dt
from typing import Any

import polars as pl

from penata.policy import Policy, parse_policy
from penata.tables import TABLES, Dataset, dataset_of

DAY = dt.date(2026, 6, 30)
POLICY: Policy = parse_policy("as_of = 2026-06-30\nladder = [1]\n")

Rows = list[dict[str, Any]]

AGENCIES: Rows = [
    {"agency_id": "A", "name": "Kabupaten Tiruan", "kind": "REGENCY"},
    {"agency_id": "B", "name": "Kabupaten Lain", "kind": "REGENCY"},
]
DISTRICTS: Rows = [
    {"district_id": "kota", "name": "Kota", "lat": -3.4, "lon": 114.8},
    {"district_id": "hulu", "name": "Hulu", "lat": -3.4, "lon": 115.0},
]
UNITS: Rows = [
    {"unit_id": "dinas", "agency_id": "A", "name": "Dinas", "kind": "OPD", "district_id": "kota"},
    {"unit_id": "camat", "agency_id": "A", "name": "Kecamatan Hulu", "kind": "OPD", "district_id": "hulu"},
    {"unit_id": "kosong", "agency_id": "A", "name": "Unit Kosong", "kind": "OPD", "district_id": "kota"},
    {"unit_id": "lain", "agency_id": "B", "name": "SD Lain", "kind": "SCHOOL"},
    *({"unit_id": unit, "agency_id": "A", "name": unit.upper(), "kind": "SCHOOL", "district_id": district,
       "parent_id": "dinas"} for unit, district in (("sd1", "kota"), ("sd2", "hulu"), ("sd3", "hulu"))),
]  # fmt: skip
JOBS: Rows = [
    *({"job_id": f"guru-{level}", "name": f"Guru {level.title()}", "category": "FUNGSIONAL", "ladder": "GURU",
       "level": f"AHLI_{level.upper()}", "family": "Pendidikan"} for level in ("muda", "madya")),
    {"job_id": "kabid", "name": "Kepala Bidang", "category": "ADMINISTRATOR", "level": "III.b", "family": "Manajerial"},
    {"job_id": "staf", "name": "Pengadministrasi", "category": "PELAKSANA", "family": "Umum"},
]  # fmt: skip


def person(employee_id: str, post_id: str | None, **more: Any) -> dict[str, Any]:
    """A row of employees whom no rule bars, twenty years in place; ``more`` changes it."""
    day = dt.date(2006, 1, 1)
    return {
        "employee_id": employee_id, "name": f"Nama {employee_id}", "employment": "PNS", "post_id": post_id,
        "rank": "III/c", "education_level": "S1", "birth_date": dt.date(1980, 3, 1), "in_post_since": day,
        "in_unit_since": day, "in_job_since": day, "cpns_on": day, "pns_since": day, **more,
    }  # fmt: skip


def agency(**tables: Rows) -> Dataset:
    """The regency with these tables of posts, people and what they want; each row may leave columns out."""
    rows = {"agencies": AGENCIES, "districts": DISTRICTS, "units": UNITS, "jobs": JOBS, **tables}
    frames = {}
    for name, given in rows.items():
        schema = TABLES[name].schema
        assert all(set(row) <= set(schema) for row in given), f"a column that {name} does not declare"
        full = [{column: row.get(column) for column in schema} for row in given]
        frames[name] = pl.DataFrame(full, schema=schema, orient="row")
    return dataset_of(frames)
