"""Data that was not there: what each gap costs, so that an agency knows what to fill first."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from penata.facts import Facts
from penata.tables import TABLES, Dataset

_TABLES: Final = {
    "districts": "jarak dan peta tidak dapat dihitung per kecamatan",
    "wishes": "aspirasi pegawai tidak dapat dipertimbangkan",
    "appraisals": "kinerja tidak dapat dipertimbangkan",
    "conditions": f"{'syarat pribadi'} tidak dapat diperiksa",
    "credentials": "sertifikat pendidik, STR, dan SIP tidak dapat diperiksa",
    "service_history": "pengalaman hanya dihitung dari jabatan sekarang",
    "calendar": "masa pemilihan dan pelantikan kepala daerah tidak dapat diperiksa",
    "approvals": "semua syarat dianggap belum dipenuhi",
    "travel": "jarak dihitung sebagai garis lurus",
}

_PERSONS: Final = {
    "post_id": "tanpa jabatan",
    "in_post_since": "lama di jabatan tidak dapat diperiksa",
    "birth_date": "sisa masa kerja tidak dapat dihitung",
    "rank": "rentang pangkat tidak dapat diperiksa",
    "education_level": "pendidikan tidak dapat diperiksa",
    "education_field": "bidang pendidikan tidak dapat diperiksa",
    "home_lat": "jarak dari rumah tidak dapat dihitung",
}

_POSTS: Final = {
    "need": "kebutuhan tidak diketahui: tidak ada yang masuk atau keluar",
    "lat": "jarak tidak dapat dihitung",
    "category": "jenis jabatan tidak diketahui: tidak direncanakan",
}


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap in the data: ``count`` of ``total`` rows of ``what`` lack ``label``; a whole table has no counts."""

    what: str
    label: str
    count: int | None
    total: int | None
    cost: str


def gaps_of(dataset: Dataset, facts: Facts) -> list[Gap]:
    """Tables that were not given, then columns that are empty for somebody; each with what it costs."""
    tables = [Gap("tabel", TABLES[n].label, None, None, cost) for n, cost in _TABLES.items() if not dataset[n].height]
    people = facts.persons.filter(pl.col("counted"))
    return [
        *tables,
        *_columns(people, "pegawai", "employees", _PERSONS),
        *_columns(facts.posts, "formasi", "posts", _POSTS),
    ]


def _columns(frame: pl.DataFrame, what: str, table: str, costs: dict[str, str]) -> list[Gap]:
    present = [name for name in costs if name in frame.columns]
    nulls = frame.select(pl.col(present).null_count()).row(0, named=True) if frame.height else {}
    return [
        Gap(what, _label(table, name), count, frame.height, costs[name])
        for name, count in nulls.items()
        if count
    ]  # fmt: skip


def _label(table: str, column: str) -> str:
    if column == "lat":
        return "Koordinat"
    if column == "home_lat":
        return "Koordinat rumah"
    if column in TABLES[table]:
        return TABLES[table][column].label
    return TABLES["jobs"][column].label
