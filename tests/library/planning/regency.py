"""A small regency with a plan in which everything occurs once: the ground of the verifier's tests."""

import datetime as dt
from typing import Any

import polars as pl

from penata.policy import Policy
from penata.tables import TABLES, Dataset, dataset_of

DAY = dt.date(2026, 6, 30)
POLICY = Policy(as_of=DAY, effective_date=DAY, ladder=(1, 2))

DISTRICTS = [
    {"district_id": "d1", "name": "Kota", "lat": -3.40, "lon": 114.80},
    {"district_id": "d2", "name": "Hulu", "lat": -3.40, "lon": 115.07},
    {"district_id": "d3", "name": "Muara", "lat": -3.60, "lon": 114.70},
]
UNITS = [
    {"unit_id": "dinas", "agency_id": "A", "name": "Dinas Pendidikan", "kind": "OPD", "district_id": "d1"},
    *(
        {
            "unit_id": unit,
            "parent_id": "dinas",
            "agency_id": "A",
            "name": unit,
            "kind": "SCHOOL",
            "district_id": district,
        }
        for unit, district in (("sd1", "d1"), ("sd2", "d2"), ("sd3", "d3"), ("sd4", "d1"))
    ),
]
JOBS = [
    {"job_id": "guru", "name": "Guru Ahli Muda", "category": "FUNGSIONAL", "ladder": "GURU", "level": "AHLI_MUDA",
     "family": "Pendidikan", "grade": 9, "allowance_month": 500_000},
    {"job_id": "kabid", "name": "Kepala Bidang", "category": "ADMINISTRATOR", "level": "III.b", "family": "Manajerial",
     "grade": 11},
    {"job_id": "staf", "name": "Pengadministrasi", "category": "PELAKSANA", "family": "Umum", "grade": 5},
]  # fmt: skip
POSTS = [
    {"post_id": "dinas:kabid1", "unit_id": "dinas", "job_id": "kabid", "need": 1, "leads_unit": True},
    {"post_id": "dinas:kabid2", "unit_id": "dinas", "job_id": "kabid", "need": 1, "leads_unit": True},
    {"post_id": "dinas:staf", "unit_id": "dinas", "job_id": "staf", "need": 2},
    {"post_id": "sd1:guru", "unit_id": "sd1", "job_id": "guru", "need": 3},
    {"post_id": "sd2:guru", "unit_id": "sd2", "job_id": "guru", "need": 3},
    {"post_id": "sd3:guru", "unit_id": "sd3", "job_id": "guru", "need": 2, "priority": 2},
    {"post_id": "sd4:guru", "unit_id": "sd4", "job_id": "guru"},
]


def _person(employee_id: str, post_id: str | None, **more: Any) -> dict[str, Any]:
    return {
        "employee_id": employee_id, "name": f"P{employee_id}", "employment": "PNS", "post_id": post_id,
        "rank": "III/c", "education_level": "S1", "birth_date": dt.date(1985, 3, 1),
        "in_post_since": dt.date(2015, 1, 1), "in_unit_since": dt.date(2015, 1, 1), "in_job_since": dt.date(2015, 1, 1),
        "cpns_on": dt.date(2010, 1, 1), "pns_since": dt.date(2011, 1, 1), **more,
    }  # fmt: skip


EMPLOYEES = [
    *(_person(f"1{n}", "sd1:guru") for n in range(6)),
    _person("20", "sd2:guru"),
    _person("30", "sd3:guru"),
    _person("31", "sd3:guru", employment="NON_ASN"),
    _person("40", "sd4:guru"),
    _person("50", None, job_id="guru"),
    _person("60", "dinas:kabid1", rank="IV/a"),
    _person("61", "dinas:kabid2", rank="IV/a", status="STUDY_LEAVE"),
    _person("70", "dinas:staf"),
]
WISHES = [
    {"employee_id": "13", "stance": "WANT", "rank": 1, "unit_id": "sd2"},
    {"employee_id": "14", "stance": "REFUSE", "district_id": "d3"},
]
DECISIONS = [
    {"employee_id": "10", "kind": "PIN", "reason": "satu-satunya guru olahraga"},
    {"employee_id": "11", "kind": "FORBID", "post_id": "sd2:guru", "reason": "kerabat atasan"},
    {"employee_id": "12", "kind": "FORBID", "reason": "sedang cuti melahirkan"},
    {"employee_id": "15", "kind": "FORCE", "post_id": "sd3:guru", "reason": "SK Bupati"},
]
TABLES_OF_REGENCY: dict[str, list[dict[str, Any]]] = {
    "agencies": [{"agency_id": "A", "name": "Kabupaten", "kind": "REGENCY"}],
    "districts": DISTRICTS,
    "units": UNITS,
    "jobs": JOBS,
    "posts": POSTS,
    "employees": EMPLOYEES,
    "wishes": WISHES,
    "decisions": DECISIONS,
}


def dataset_from(tables: dict[str, list[dict[str, Any]]]) -> Dataset:
    """A dataset from plain rows."""
    frames = {}
    for name, rows in tables.items():
        schema = TABLES[name].schema
        assert all(set(row) <= set(schema) for row in rows), f"a column that {name} does not declare"
        frames[name] = pl.DataFrame(
            [{column: row.get(column) for column in schema} for row in rows], schema=schema, orient="row"
        )
    return dataset_of(frames)
