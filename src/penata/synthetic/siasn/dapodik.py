"""Dapodik's progress table of schools and its list of teachers."""

import datetime as dt
from typing import Any, Final

import polars as pl

from penata.synthetic.siasn.quirks import KEPT, Quirk
from penata.tables import Dataset

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DOUBLED: Final = 3


def progress(dataset: Dataset, as_of: dt.date, file: str) -> tuple[pl.DataFrame, list[Quirk]]:
    """The progress table; some schools were pasted twice, the older time with other numbers; some are private."""
    schools = _schools(dataset)
    rows = [_row(number, school, as_of, days=3 + number % 20) for number, school in enumerate(schools, start=1)]
    quirks = []
    for place, school in enumerate(schools[:DOUBLED]):
        older = {**school, "pupils": school["pupils"] - 5, "classes": max(1, school["classes"] - 1)}
        rows.append(_row(len(rows) + 1, older, as_of, days=60))
        quirks.append(Quirk(file, len(rows) + 1, "NPSN", school["npsn"], KEPT,
                            f"the school of row {place + 2}, synchronised earlier: that one counts"))  # fmt: skip
    for number, district in enumerate(dataset["districts"]["name"].head(2), start=1):
        private = {"name": f"SD Swasta Harapan {number}", "npsn": f"9999{number:04d}", "stage": "SD", "pupils": 90,
                   "classes": 6, "teachers": 8, "classrooms": 6, "district": district}  # fmt: skip
        rows.append({**_row(len(rows) + 1, private, as_of, days=4), "Status": "Swasta"})
    return pl.DataFrame(rows), quirks


def teachers(dataset: Dataset) -> pl.DataFrame:
    """The list of teachers (PTK): subject certified, subject taught, hours, and who heads the school."""
    posts = dataset["posts"].select("post_id", "unit_id", "subject")
    schools = dataset["schools"].select("unit_id", "npsn", "stage")
    units = dataset["units"].select("unit_id", pl.col("name").alias("unit"), "district_id")
    districts = dataset["districts"].select("district_id", pl.col("name").alias("district"))
    heads = dataset["duties"].filter(pl.col("kind") == "ADDITIONAL").select("employee_id").with_columns(
        pl.lit("Ya").alias("head")
    ).unique("employee_id")  # fmt: skip
    people = dataset["employees"].join(posts, on="post_id", how="inner", validate="m:1", maintain_order="left")
    people = people.filter(pl.col("subject").is_not_null())
    for other, key in ((schools, "unit_id"), (units, "unit_id"), (districts, "district_id"), (heads, "employee_id")):
        people = people.join(other, on=key, how="left", validate="m:1", maintain_order="left")
    asn = pl.col("employment") != "NON_ASN"
    status = pl.col("employment").replace_strict(
        {"PNS": "PNS", "CPNS": "CPNS", "PPPK": "PPPK", "PPPK_PART_TIME": "PPPK Paruh Waktu",
         "NON_ASN": "Guru Honor Sekolah"},
        return_dtype=pl.String,
    )  # fmt: skip
    columns: dict[str, Any] = {
        "Nama": pl.col("name").str.split(", ").list.first(), "NIK": None, "NUPTK": None,
        "NIP": pl.when(asn).then("employee_id"), "L/P": pl.col("sex").replace({"M": "L", "F": "P"}),
        "Tempat Lahir": None, "Tanggal Lahir": pl.col("birth_date").dt.strftime("%Y-%m-%d"), "Nomor HP": None,
        "Pendidikan": pl.col("education_level"), "Status Kepegawaian": status, "Pangkat/Gol": pl.col("rank"),
        "Tempat Tugas": pl.col("unit"), "NPSN": pl.col("npsn"), "Kecamatan": pl.col("district"),
        "Status Tugas": pl.lit("Induk"), "Jenis PTK": pl.when(pl.col("stage") == "SMP").then(pl.lit("Guru Mapel"))
        .otherwise(pl.lit("Guru Kelas")), "Bidang Studi Pendidikan": pl.col("education_field"),
        "Bidang Studi Sertifikasi": pl.col("subjects").list.first(), "Mata Pelajaran Diajarkan": pl.col("subject"),
        "Jam Mengajar Perminggu": pl.col("teaching_hours").cast(pl.Int64).cast(pl.String),
        "Jabatan Kepsek": pl.col("head"),
    }  # fmt: skip
    return people.select(
        (pl.lit(None, dtype=pl.String) if expr is None else expr).alias(name) for name, expr in columns.items()
    )


def _schools(dataset: Dataset) -> list[dict[str, Any]]:
    units = dataset["units"].select("unit_id", "name", "district_id")
    districts = dataset["districts"].select("district_id", pl.col("name").alias("district"))
    joined = dataset["schools"].join(units, on="unit_id", how="left", validate="1:1", maintain_order="left").join(
        districts, on="district_id", how="left", validate="m:1", maintain_order="left"
    )  # fmt: skip
    return joined.to_dicts()


def _row(number: int, school: dict[str, Any], as_of: dt.date, *, days: int) -> dict[str, str]:
    day = as_of - dt.timedelta(days=days)
    synced = f"{day.day:02d} {MONTHS[day.month - 1]} {day.year} 08:{number % 60:02d}:15"
    return {
        "No": str(number), "Nama Sekolah": school["name"].upper(), "NPSN": school["npsn"], "BP": school["stage"],
        "Status": "Negeri", "Last Sync": synced,
        "Jml Sync": str(1 + number % 7), "PD": str(school["pupils"]), "Rombel": str(school["classes"]),
        "Guru": str(school["teachers"]), "Pegawai": "2", "R. Kelas": str(school["classrooms"]), "R. Lab": "0",
        "R. Perpus": "1", "Tahun": str(as_of.year), "Kecamatan": school["district"],
    }  # fmt: skip
