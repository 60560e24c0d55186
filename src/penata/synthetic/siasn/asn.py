"""SIASN "Export Data ASN": 69 columns, one row a person, every value text, with the quirks that real exports have."""

import datetime as dt
from typing import Final

import numpy as np
import polars as pl

from penata.synthetic.siasn.codes import (
    CONTRACTED,
    EDUCATION,
    EDUCATION_PREFIX,
    ESELON,
    JOB_TYPE,
    STANDING,
    system_ids,
)
from penata.tables import Dataset
from penata.vocabulary import PNS_RANKS

COLUMNS: Final = (
    "PNS ID", "NIP BARU", "NIP LAMA", "NAMA", "GELAR DEPAN", "GELAR BELAKANG", "TEMPAT LAHIR ID", "TEMPAT LAHIR NAMA",
    "TANGGAL LAHIR", "JENIS KELAMIN", "AGAMA ID", "AGAMA NAMA", "JENIS KAWIN ID", "JENIS KAWIN NAMA", "NIK", "NOMOR HP",
    "EMAIL", "EMAIL GOV", "ALAMAT", "NPWP NOMOR", "BPJS", "JENIS PEGAWAI ID", "JENIS PEGAWAI NAMA",
    "KEDUDUKAN HUKUM ID", "KEDUDUKAN HUKUM NAMA", "STATUS CPNS PNS", "KARTU ASN VIRTUAL", "NOMOR SK CPNS",
    "TANGGAL SK CPNS", "TMT CPNS", "NOMOR SK PNS", "TANGGAL SK PNS", "TMT PNS", "GOL AWAL ID", "GOL AWAL NAMA",
    "GOL AKHIR ID", "GOL AKHIR NAMA", "TMT GOLONGAN", "MK TAHUN", "MK BULAN", "JENIS JABATAN ID", "JENIS JABATAN NAMA",
    "JABATAN ID", "JABATAN NAMA", "TMT JABATAN", "TINGKAT PENDIDIKAN ID", "TINGKAT PENDIDIKAN NAMA", "PENDIDIKAN ID",
    "PENDIDIKAN NAMA", "TAHUN LULUS", "KPKN ID", "KPKN NAMA", "LOKASI KERJA ID", "LOKASI KERJA NAMA", "UNOR ID",
    "UNOR NAMA", "INSTANSI INDUK ID", "INSTANSI INDUK NAMA", "INSTANSI KERJA ID", "INSTANSI KERJA NAMA",
    "SATUAN KERJA INDUK ID", "SATUAN KERJA INDUK NAMA", "SATUAN KERJA KERJA ID", "SATUAN KERJA KERJA NAMA",
    "IS VALID NIK", "NAMA SEKOLAH", "FLAG IKD", "ESELON ID", "ESELON NAMA",
)  # fmt: skip
"""The headings of 2026; without the last two, those of 2024."""

DATES: Final = ("TANGGAL LAHIR", "TMT CPNS", "TMT PNS", "TMT GOLONGAN", "TMT JABATAN")
STYLES: Final = {"%d-%m-%Y": 0.86, "%Y-%m-%d": 0.07, "%d/%m/%Y": 0.07}
"""How dates are written: a row that somebody has edited in a spreadsheet looks different from then on."""

NULL: Final = "null"
_APOSTROPHE: Final = ("NIP BARU", "NIK", "NPWP NOMOR", "BPJS", "KEDUDUKAN HUKUM ID", "TINGKAT PENDIDIKAN ID")


def export_asn(dataset: Dataset, titles: pl.DataFrame, as_of: dt.date, rng: np.random.Generator) -> pl.DataFrame:
    """The export of a dataset: everyone with a NIP, all columns text, dates in mixed styles, absent is ``null``.

    Column ``employee_id`` is first, for the list of planted cases; it is no column of the export.
    """
    people = _people(dataset, titles)
    style = pl.Series("_style", rng.choice(list(STYLES), p=list(STYLES.values()), size=people.height))
    people = people.with_columns(style)
    values = {**_identity(), **_career(as_of), **_place()}
    filled = people.select("employee_id", *(values.get(c, pl.lit(None, dtype=pl.String)).alias(c) for c in COLUMNS))
    quoted = [("'" + pl.col(c)).alias(c) for c in _APOSTROPHE]
    return filled.with_columns(quoted).with_columns(pl.col(COLUMNS).fill_null(NULL))


def _people(dataset: Dataset, titles: pl.DataFrame) -> pl.DataFrame:
    jobs = dataset["jobs"].select("job_id", pl.col("name").alias("job"), "category", "ladder", "level")
    units = dataset["units"].select("unit_id", pl.col("name").alias("unit"), "agency_id", "district_id")
    agencies = dataset["agencies"].select("agency_id", pl.col("name").alias("agency"))
    districts = dataset["districts"].select("district_id", pl.col("name").alias("district"))
    posts = dataset["posts"].select("post_id", "unit_id", "subject", pl.col("job_id").alias("post_job"))
    people = dataset["employees"].filter(pl.col("employment") != "NON_ASN")
    people = people.join(posts, on="post_id", how="left", validate="m:1", maintain_order="left")
    people = people.join(units, on="unit_id", how="left", validate="m:1", maintain_order="left")
    home = pl.col("home_district_id").str.slice(0, 4)  # whoever has no post belongs to the agency of the home
    people = people.with_columns(pl.coalesce("agency_id", home, pl.lit(agencies["agency_id"][0])).alias("agency_id"))
    for other, key in ((agencies, "agency_id"), (districts, "district_id"),
                       (titles, "post_id")):  # fmt: skip
        people = people.join(other, on=key, how="left", validate="m:1", maintain_order="left")
    people = people.with_columns(pl.coalesce("job_id", "post_job").alias("job_id")).join(
        jobs, on="job_id", how="left", validate="m:1", maintain_order="left"
    )
    return people.with_columns(
        system_ids(people["employee_id"]).alias("_person_id"),
        system_ids(people["unit_id"]).alias("_unor_id"),
        system_ids(people["agency_id"]).alias("_agency_id"),
        system_ids(people["job_id"]).alias("_job_id"),
        _job_name().alias("_job_name"),
    )


def _job_name() -> pl.Expr:
    """Leading posts by their title; teachers under contract with their subject, as they were hired."""
    teacher = (pl.col("ladder") == "GURU") & pl.col("employment").str.starts_with("PPPK")
    hired = pl.lit("AHLI PERTAMA - GURU ") + pl.col("subject").str.replace("Guru ", "").str.to_uppercase()
    return pl.coalesce("title", pl.when(teacher).then(hired), "job")


def _date(column: str) -> pl.Expr:
    styles = list(STYLES)
    text = pl.col(column).dt.strftime(styles[0])
    for style in styles[1:]:
        text = pl.when(pl.col("_style") == style).then(pl.col(column).dt.strftime(style)).otherwise(text)
    return text


def _coded(column: str, table: dict[str, tuple[str, str]], part: int) -> pl.Expr:
    words = {key: pair[part] for key, pair in table.items()}
    return pl.col(column).replace_strict(words, default=None, return_dtype=pl.String)


def _identity() -> dict[str, pl.Expr]:
    """Who the person is. Religion, NIK and the like are made up: an intake must not keep them."""
    before = pl.col("name").str.extract(r"^(dr\.|drg\.|drh\.) ")
    bare = pl.col("name").str.replace(r"^(dr\.|drg\.|drh\.) ", "")
    row = pl.int_range(pl.len())
    return {
        "PNS ID": pl.col("_person_id"),
        "NIP BARU": pl.col("employee_id"),
        "NAMA": bare.str.split(", ").list.first().str.to_uppercase(),
        "GELAR DEPAN": before,
        "GELAR BELAKANG": bare.str.extract(r"^[^,]+, (.+)$"),
        "TEMPAT LAHIR NAMA": pl.col("agency").str.replace("Kabupaten ", "").str.to_uppercase(),
        "TANGGAL LAHIR": _date("birth_date"),
        "JENIS KELAMIN": pl.col("sex"),
        "AGAMA ID": pl.lit("7"), "AGAMA NAMA": pl.lit("Lainnya"),
        "JENIS KAWIN ID": pl.lit("1"), "JENIS KAWIN NAMA": pl.lit("Menikah"),
        "NIK": pl.lit("9901") + row.cast(pl.String).str.zfill(12),
        "ALAMAT": pl.lit("ALAMAT TIRUAN KEC. ") + pl.col("district"),
        "IS VALID NIK": pl.lit("Y"),
    }  # fmt: skip


def _career(as_of: dt.date) -> dict[str, pl.Expr]:
    part_time, pppk = pl.col("employment") == "PPPK_PART_TIME", pl.col("employment").str.starts_with("PPPK")
    ranks = {rank: f"{scale}{step}" for rank, (scale, step) in _rank_steps().items()}
    months = (pl.lit(as_of) - pl.col("cpns_on")).dt.total_days() // 30
    prefix = pl.col("education_level").replace_strict(EDUCATION_PREFIX, default="", return_dtype=pl.String)
    contract = pl.when(part_time).then(pl.lit("PPPK Paruh Waktu Daerah")).otherwise(pl.lit("PPPK Daerah"))
    return {
        "JENIS PEGAWAI ID": pl.when(~pppk).then(pl.lit("15")).otherwise(pl.lit("91")),
        "JENIS PEGAWAI NAMA": pl.when(pppk).then(contract).otherwise(
            pl.lit("PNS Daerah Kab./Kota yang bekerja pada Kab./Kota")),
        "KEDUDUKAN HUKUM ID": pl.when(pppk).then(pl.lit(CONTRACTED[0])).otherwise(_coded("status", STANDING, 0)),
        "KEDUDUKAN HUKUM NAMA": pl.when(pppk).then(pl.lit(CONTRACTED[1])).otherwise(_coded("status", STANDING, 1)),
        "STATUS CPNS PNS": pl.when(pl.col("employment") == "CPNS").then(pl.lit("C")).otherwise(pl.lit("P")),
        "TMT CPNS": _date("cpns_on"),
        "TMT PNS": pl.when(pppk).then(pl.lit("01-01-0001")).otherwise(_date("pns_since")),
        "GOL AKHIR ID": pl.col("rank").replace_strict(ranks, default=None, return_dtype=pl.String),
        "GOL AKHIR NAMA": pl.col("rank"),
        "TMT GOLONGAN": _date("rank_since"),
        "MK TAHUN": (months // 12).cast(pl.String),
        "MK BULAN": (months % 12).cast(pl.String),
        "JENIS JABATAN ID": _coded("category", JOB_TYPE, 0),
        "JENIS JABATAN NAMA": _coded("category", JOB_TYPE, 1),
        "JABATAN ID": pl.col("_job_id"),
        "JABATAN NAMA": pl.col("_job_name"),
        "TMT JABATAN": _date("in_post_since"),
        "TINGKAT PENDIDIKAN ID": _coded("education_level", EDUCATION, 0),
        "TINGKAT PENDIDIKAN NAMA": _coded("education_level", EDUCATION, 1),
        "PENDIDIKAN NAMA": (prefix + pl.col("education_field")).str.to_uppercase(),
        "ESELON ID": _eselon(pl.col("level").replace_strict(ESELON, default=None, return_dtype=pl.String)),
        "ESELON NAMA": _eselon(pl.col("level")),
    }  # fmt: skip


def _eselon(value: pl.Expr) -> pl.Expr:
    return pl.when(pl.col("level").is_in(list(ESELON))).then(value)


def _place() -> dict[str, pl.Expr]:
    agency = pl.lit("Pemerintah Kab. ") + pl.col("agency").str.replace("Kabupaten ", "")
    return {
        "LOKASI KERJA NAMA": pl.col("district"),
        "UNOR ID": pl.col("_unor_id"),
        "UNOR NAMA": pl.col("unit"),
        **{f"INSTANSI {kind} ID": pl.col("_agency_id") for kind in ("INDUK", "KERJA")},
        **{f"INSTANSI {kind} NAMA": agency for kind in ("INDUK", "KERJA")},
        "SATUAN KERJA KERJA NAMA": agency,
        "NAMA SEKOLAH": pl.lit(None, dtype=pl.String),
    }


def _rank_steps() -> dict[str, tuple[int, int]]:
    steps: dict[str, tuple[int, int]] = {}
    for scale, roman in enumerate(("I", "II", "III", "IV"), start=1):
        own = [rank for rank in PNS_RANKS if rank.split("/")[0] == roman]
        steps |= {rank: (scale, step) for step, rank in enumerate(own, start=1)}
    return steps
