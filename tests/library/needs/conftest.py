"""A small regency: an education office with two schools, a health centre, and the people in them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from penata.policy import Policy, parse_policy
from penata.tables import Dataset, dataset_of

Rows = list[dict[str, Any]]
MakeDataset = Callable[..., Dataset]


@pytest.fixture
def policy() -> Policy:
    return parse_policy("as_of = 2026-06-30")


@pytest.fixture
def on() -> dt.date:
    return dt.date(2026, 6, 30)


@pytest.fixture
def regency() -> MakeDataset:
    """A function that makes a dataset from rows by table; agencies, districts, units and jobs have defaults."""

    def make(**tables: Rows) -> Dataset:
        rows = {"agencies": AGENCIES, "districts": DISTRICTS, "units": UNITS, "jobs": JOBS, **tables}
        return dataset_of({name: pl.DataFrame(r, infer_schema_length=None) for name, r in rows.items() if r})

    return make


AGENCIES: Rows = [{"agency_id": "KAB", "name": "Kabupaten Uji", "kind": "REGENCY"}]
DISTRICTS: Rows = [
    {"district_id": "D1", "name": "Kota", "lat": -3.4, "lon": 114.8, "remote": False},
    {"district_id": "D2", "name": "Hulu", "lat": -3.1, "lon": 115.2, "remote": True},
]
UNITS: Rows = [
    {"unit_id": "DIK", "agency_id": "KAB", "name": "Dinas Pendidikan", "kind": "OPD"},
    {"unit_id": "SD1", "parent_id": "DIK", "agency_id": "KAB", "name": "SDN 1", "kind": "SCHOOL", "district_id": "D1"},
    {"unit_id": "SD2", "parent_id": "DIK", "agency_id": "KAB", "name": "SDN 2", "kind": "SCHOOL", "district_id": "D2"},
    {"unit_id": "SMP", "parent_id": "DIK", "agency_id": "KAB", "name": "SMPN 1", "kind": "SCHOOL", "district_id": "D1"},
    {"unit_id": "PKM", "agency_id": "KAB", "name": "Puskesmas", "kind": "HEALTH_CENTRE", "district_id": "D1"},
]
JOBS: Rows = [
    {"job_id": "GURU_AHLI_PERTAMA", "name": "Guru Ahli Pertama", "category": "FUNGSIONAL", "ladder": "GURU",
     "level": "AHLI_PERTAMA", "family": "PENDIDIKAN"},
    {"job_id": "GURU_AHLI_MUDA", "name": "Guru Ahli Muda", "category": "FUNGSIONAL", "ladder": "GURU",
     "level": "AHLI_MUDA", "family": "PENDIDIKAN"},
    {"job_id": "PERAWAT_TERAMPIL", "name": "Perawat Terampil", "category": "FUNGSIONAL", "ladder": "PERAWAT",
     "level": "TERAMPIL", "family": "KESEHATAN"},
    {"job_id": "STAF", "name": "Pengadministrasi", "category": "PELAKSANA", "family": "UMUM"},
]  # fmt: skip


def person(number: int, post_id: str | None, **more: Any) -> dict[str, Any]:
    """A PNS on a post, active unless told otherwise."""
    return {
        "employee_id": f"E{number:03d}", "name": f"Pegawai {number}", "employment": "PNS", "post_id": post_id, **more
    }  # fmt: skip


@pytest.fixture(name="person")
def person_fixture() -> Callable[..., dict[str, Any]]:
    return person
