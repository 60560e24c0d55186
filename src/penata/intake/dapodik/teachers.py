"""Dapodik's list of teachers (PTK): which subjects people may teach, and how many hours a week they do.

The list adds to people whom a SIASN export has already given; it makes nobody. Who has no NIP in it, or another one,
is found by name and day of birth (``penata.intake.joining.people_by_name``). NIK, telephone and salary are never read.
"""

from typing import Final

import polars as pl

from penata.intake.issues import Issues
from penata.intake.reader import Partial, Reader
from penata.intake.text import cells
from penata.intake.text.grid import ROW
from penata.intake.text.identifiers import refuse_lost_digits
from penata.intake.text.remarks import refuse, remark, standing_rows
from penata.intake.text.sheet import Sheet
from penata.tables.subjects import subject_name
from penata.vocabulary import Severity

_OUTSIDE: Final = r"(?i)\b(honor|gtt|gty|pty|ptt|non[ -]?asn|kontrak|yayasan)"
_NOBODY: Final = r"(?i)^(-+|0+|null|tidak ada|belum( ada)?)$"


def _read(sheet: Sheet, issues: Issues) -> Partial:
    refuse_lost_digits(sheet, "nip", issues)
    rows = _parsed(sheet, issues)
    refuse(sheet, issues, rows.filter(pl.col("name").is_null()), "name", "nama kosong", "isi nama guru")
    wrong = pl.col("nip").is_not_null() & ~pl.col("nip").str.contains(r"^\d{18}$")
    fresh = rows.filter(~pl.col(ROW).is_in(issues.refused_rows(sheet.file, sheet.sheet).implode()))
    refuse(sheet, issues, fresh.filter(wrong), "nip", "NIP bukan 18 angka", "perbaiki NIP, atau kosongkan")
    standing = standing_rows(sheet, issues, rows)
    outside = standing.filter(pl.col("nip").is_null() & pl.col("status").str.contains(_OUTSIDE))
    remark(sheet, issues, outside, "status", "bukan ASN: tidak dicocokkan dengan pegawai")
    people = _by_person(standing.join(outside.select(ROW), on=ROW, how="anti", maintain_order="left"))
    taught = people.filter(pl.col("from_taught"))
    remark(
        sheet, issues, taught, "taught", "bidang studi sertifikasi kosong; mata pelajaran yang diajarkan dipakai",
        "periksa sertifikasinya", Severity.INFO,
    )  # fmt: skip
    bare = people.filter(pl.col("subjects").list.len() == 0)
    remark(
        sheet, issues, bare, "certified", "mata pelajaran tidak diketahui", "isi bidang studi sertifikasi atau mapel",
        Severity.WARNING,
    )  # fmt: skip
    employees = people.select(
        ROW, "name", "birth_date", pl.col("nip").alias("employee_id"),
        pl.when(pl.col("subjects").list.len() > 0).then("subjects").alias("subjects"), "teaching_hours",
    )  # fmt: skip
    return Partial(
        tables={"employees": employees},
        kept=standing[ROW],
        by_name=frozenset({"employees"}),
        updates=frozenset({"employees"}),
    )


def _parsed(sheet: Sheet, issues: Issues) -> pl.DataFrame:
    """Rows with hours and day of birth; a filled cell that cannot be read refuses its row."""
    clean = sheet.rows.with_columns(cells.clean(sheet.rows[n]).alias(n) for n in sheet.rows.columns if n != ROW)
    hours = cells.numbers(clean["hours"], sheet.numbers("hours"), local=True)
    born = cells.dates(clean["birth_date"])
    strange = ((hours.values < 0) | (hours.values > _MOST_HOURS)).fill_null(value=False)
    bad = clean.filter(hours.unreadable | strange)
    refuse(sheet, issues, bad, "hours", f"bukan jam per minggu dari 0 sampai {_MOST_HOURS}", "tulis seperti 24")
    unborn = clean.filter(born.unreadable)
    refuse(sheet, issues, unborn, "birth_date", "tidak terbaca sebagai tanggal", "tulis seperti 31-01-1980")
    spaceless = pl.col("nip").str.replace_all(r"\s", "")
    return clean.with_columns(
        pl.when(~pl.col("nip").str.contains(_NOBODY)).then(spaceless).alias("nip"),
        hours.values.alias("hours"),
        born.values.alias("birth_date"),
    )


_MOST_HOURS: Final = 80  # as employees.teaching_hours declares


def _by_person(rows: pl.DataFrame) -> pl.DataFrame:
    """One row for each person: the school of the own post (Induk) first, hours of all schools together."""
    certified, taught = (_subjects(rows[name]) for name in ("certified", "taught"))
    rows = rows.with_columns(certified.alias("_certified"), taught.alias("_taught"))
    who = pl.coalesce("nip", pl.concat_str([pl.col("name").str.to_lowercase(), "birth_date"], ignore_nulls=True))
    visiting = pl.col("own").str.contains(r"(?i)^non").fill_null(value=False)
    rows = rows.with_columns(who.alias("who"), visiting.alias("visiting")).sort("visiting", ROW, maintain_order=True)
    people = rows.group_by("who", maintain_order=True).agg(
        pl.col(ROW, "name", "nip", "birth_date").first(),
        pl.when(pl.col("hours").count() > 0).then(pl.col("hours").sum()).alias("teaching_hours"),
        pl.col("_certified", "_taught").explode(empty_as_null=True).drop_nulls().unique(maintain_order=True),
    )
    from_taught = (pl.col("_certified").list.len() == 0) & (pl.col("_taught").list.len() > 0)
    return people.with_columns(
        pl.when(from_taught).then("_taught").otherwise("_certified").alias("subjects"), from_taught.alias("from_taught")
    ).sort(ROW)


def _subjects(column: pl.Series) -> pl.Series:
    """Usual names of the subjects in a cell, which holds one or several after each other."""
    parts = column.to_frame("s").with_row_index("i").select("i", pl.col("s").str.split(";")).explode(
        "s", empty_as_null=True, keep_nulls=True
    )  # fmt: skip
    names = parts.with_columns(pl.col("s").str.strip_chars()).with_columns(
        pl.when((pl.col("s") != "") & ~pl.col("s").str.contains(_NOBODY)).then(subject_name(pl.col("s"))).alias("s")
    )
    return names.group_by("i", maintain_order=True).agg(pl.col("s").drop_nulls())["s"]


READER: Final = Reader(
    kind="dapodik-guru",
    title="Dapodik, daftar guru (PTK)",
    headings={
        "name": ("Nama", "Nama PTK", "Nama Guru", "Nama Lengkap"),
        "nip": ("NIP",),
        "birth_date": ("Tanggal Lahir", "Tgl Lahir"),
        "status": ("Status Kepegawaian",),
        "npsn": ("NPSN",),
        "school": ("Tempat Tugas", "Nama Sekolah", "Satuan Pendidikan"),
        "own": ("Status Tugas",),
        "kind": ("Jenis PTK",),
        "certified": ("Bidang Studi Sertifikasi", "Sertifikasi Bidang Studi"),
        "taught": ("Mata Pelajaran Diajarkan", "Mapel Diajarkan", "Mata Pelajaran"),
        "hours": ("Jam Mengajar Perminggu", "Jam Mengajar Per Minggu", "JJM", "Jumlah Jam Mengajar", "Jam Mengajar"),
    },
    required=("name", "nip", "hours"),
    read=_read,
    order=61,
    accepts=lambda _grid, header: not {"certified", "taught"}.isdisjoint(header.columns),
)
