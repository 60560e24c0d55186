"""A small office for lists of names: two sections under a division, a school, and people with everything in order."""

import datetime as dt
from typing import Any

import polars as pl

from penata.policy import Policy
from penata.tables import TABLES, Dataset, dataset_of

DAY = dt.date(2026, 6, 30)
POLICY = Policy(as_of=DAY, effective_date=DAY)

UNITS = [
    {"unit_id": "D", "agency_id": "A", "name": "Dinas Sosial", "kind": "OPD"},
    {"unit_id": "B", "parent_id": "D", "agency_id": "A", "name": "Bidang Rehabilitasi", "kind": "DIVISION"},
    {"unit_id": "S1", "parent_id": "B", "agency_id": "A", "name": "Seksi Anak", "kind": "DIVISION"},
    {"unit_id": "S2", "parent_id": "B", "agency_id": "A", "name": "Seksi Lansia", "kind": "DIVISION"},
    {"unit_id": "K1", "agency_id": "A", "name": "SD Negeri 1 Rawa", "kind": "SCHOOL"},
    {"unit_id": "K2", "agency_id": "A", "name": "SD Negeri 2 Rawa", "kind": "SCHOOL"},
]
JOBS = [
    {"job_id": "III.b", "name": "Administrator III.b", "category": "ADMINISTRATOR", "level": "III.b",
     "min_rank": "III/d"},
    {"job_id": "IV.a", "name": "Pengawas IV.a", "category": "PENGAWAS", "level": "IV.a", "min_rank": "III/b"},
    {"job_id": "staf", "name": "Pengelola Data", "category": "PELAKSANA", "family": "UMUM"},
    {"job_id": "guru", "name": "Guru", "category": "FUNGSIONAL", "ladder": "GURU", "family": "PENDIDIKAN"},
    {"job_id": "muda", "name": "Guru Ahli Muda", "category": "FUNGSIONAL", "ladder": "GURU", "level": "AHLI_MUDA",
     "family": "PENDIDIKAN"},
]  # fmt: skip
POSTS = [
    {"post_id": "B:III.b", "unit_id": "B", "job_id": "III.b", "need": 1, "leads_unit": True},
    {"post_id": "S1:IV.a", "unit_id": "S1", "job_id": "IV.a", "need": 1, "leads_unit": True},
    {"post_id": "S2:IV.a", "unit_id": "S2", "job_id": "IV.a", "need": 1, "leads_unit": True},
    {"post_id": "S1:staf", "unit_id": "S1", "job_id": "staf", "need": 2},
    {"post_id": "K1:kelas", "unit_id": "K1", "job_id": "guru", "subject": "Guru Kelas", "need": 1},
    {"post_id": "K2:kelas", "unit_id": "K2", "job_id": "guru", "subject": "Guru Kelas", "need": 2},
    {"post_id": "K2:pjok", "unit_id": "K2", "job_id": "guru", "subject": "PJOK", "need": 1},
]  # fmt: skip


def person(number: int, name: str, post: str | None, rank: str = "III/c", **more: Any) -> dict[str, Any]:
    """A civil servant of long standing; NIP from a number of at most three digits."""
    long_ago = dt.date(2022, 1, 1)
    plain = {
        "employee_id": f"198502032010011{number:03d}", "name": name, "employment": "PNS",
        "birth_date": dt.date(1985, 2, 3), "rank": rank, "rank_since": dt.date(2023, 4, 1), "post_id": post,
        "in_post_since": long_ago, "in_job_since": long_ago, "in_unit_since": long_ago, "education_level": "S1",
    }  # fmt: skip
    return plain | more


PEOPLE = [
    person(1, "Budi Raharjo, S.Sos.", "B:III.b", "IV/a"),
    person(2, "Citra Dewi, S.E.", "S1:IV.a", "III/d"),
    person(3, "Dodi Anwar", "S1:staf", "III/a"),
    person(4, "Eka Putri", "S1:staf", "III/b"),
    person(5, "Fajar Sidik, S.Pd.", "K1:kelas", job_id="muda", subjects=["Guru Kelas"]),
    person(6, "Gita Lestari, S.Pd.", "K1:kelas", job_id="muda", subjects=["Guru Kelas"]),
    person(7, "Hadi Wijaya, S.Pd.", "K2:pjok", job_id="muda", subjects=["PJOK"]),
]
NIP = {row["name"].split(" ")[0].lower(): row["employee_id"] for row in PEOPLE}
"""NIP by first name, in lower case."""


def office(*, people: list[dict[str, Any]] | None = None, **tables: list[dict[str, Any]]) -> Dataset:
    """The dataset; ``people`` and further tables stand in place of the usual ones."""
    rows = {
        "agencies": [{"agency_id": "A", "name": "Kabupaten Rawa"}], "units": UNITS, "jobs": JOBS, "posts": POSTS,
        "employees": PEOPLE if people is None else people, **tables,
    }  # fmt: skip
    return dataset_of({
        name: pl.DataFrame(row, schema_overrides=TABLES[name].schema, infer_schema_length=None)
        if row
        else TABLES[name].empty()
        for name, row in rows.items()
    })  # fmt: skip
