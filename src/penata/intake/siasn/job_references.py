"""SIASN's reference lists of jobs: structural seats (vacant ones too), functional jobs with BUP, general jobs."""

from pathlib import PurePath
from typing import Final

import polars as pl

from penata.intake.formation.listed_posts import listed, merged, tables_of
from penata.intake.issues import Issues
from penata.intake.naming.codes import CATEGORY_BY_ESELON, eselons
from penata.intake.naming.job_facts import functional_facts
from penata.intake.reader import Partial, Reader, structural_job_id
from penata.intake.text.bounded import bounded
from penata.intake.text.grid import ROW, Grid
from penata.intake.text.remarks import refuse, remark, standing_rows
from penata.intake.text.sheet import Header, Sheet
from penata.tables import TABLES
from penata.vocabulary import Category, Severity

SEAT_SOURCE: Final = "Referensi Jabatan Struktural: satu kursi untuk tiap jabatan"


def _read_structural(sheet: Sheet, issues: Issues) -> Partial:
    rows = _with_id(sheet, issues)
    for field, what in (("unit", "nama unit"), ("job", "nama jabatan")):
        refuse(sheet, issues, rows.filter(pl.col(field).is_null()), field, f"{what} kosong", f"isi {what}")
    eselon = eselons(rows["eselon"], rows["eselon"])
    unreadable = rows["eselon"].is_not_null() & eselon.is_null() & ~rows["eselon"].str.contains(_NO_ESELON)
    refuse(
        sheet, issues, rows.filter(unreadable), "eselon", "eselon tidak dikenal",
        "tulis kode SIASN (21, 22, 31, 32, 41, 42) atau II.a … IV.b",
    )  # fmt: skip
    rows = rows.with_columns(
        eselon.alias("level"),
        eselon.replace_strict(CATEGORY_BY_ESELON, default=None, return_dtype=pl.String).alias("category"),
    )
    bare = standing_rows(sheet, issues, rows).filter(pl.col("level").is_null())
    remark(sheet, issues, bare, "eselon", "jabatan tanpa eselon; kursinya tetap dicatat")
    posts = listed(
        standing_rows(sheet, issues, rows).with_columns(
            pl.col("id").alias("unit_id"), pl.col("id").alias("external_id"), pl.lit(1).alias("need"),
            structural_job_id(pl.col("id")).alias("job_id"),
            pl.lit(SEAT_SOURCE).alias("need_source"), pl.lit(True).alias("leads_unit"),
        )
    )  # fmt: skip
    posts = merged(sheet, issues, posts, field="id")
    return Partial(tables=tables_of(posts), kept=posts[ROW])


def _read_functional(sheet: Sheet, issues: Issues) -> Partial:
    rows = _with_name(sheet, issues, _with_id(sheet, issues))
    age = bounded(sheet, "age", TABLES["jobs"]["retirement_age"], issues)
    code = rows["level"].str.to_uppercase().str.strip_chars()
    level = code.replace_strict(_LEVELS, default=None, return_dtype=pl.String)
    facts = functional_facts(rows["name"])
    rows = rows.with_columns(
        age.alias("retirement_age"), facts["ladder"], pl.coalesce(level, facts["level"]).alias("level"),
        (level.is_not_null() & facts["level"].is_not_null() & (level != facts["level"])).alias("_differs"),
    )  # fmt: skip
    remark(
        sheet, issues, rows.filter("_differs"), "level", "jenjang berbeda dari nama jabatannya; dipakai menurut nama",
        "laporkan ke BKN bila daftar referensinya keliru", Severity.WARNING,
    )  # fmt: skip
    rows = _once(
        sheet, issues, rows.with_columns(pl.when("_differs").then(facts["level"]).otherwise("level").alias("level"))
    )
    jobs = rows.select(
        ROW, pl.col("id").alias("job_id"), "name", pl.lit(str(Category.FUNGSIONAL)).alias("category"), "ladder",
        "level", "retirement_age",
    )  # fmt: skip
    return Partial(tables={"jobs": jobs}, kept=rows[ROW])


def _read_general(sheet: Sheet, issues: Issues) -> Partial:
    rows = _once(sheet, issues, _with_name(sheet, issues, _with_id(sheet, issues)))
    jobs = rows.select(ROW, pl.col("id").alias("job_id"), "name", pl.lit(str(Category.PELAKSANA)).alias("category"))
    return Partial(tables={"jobs": jobs}, kept=rows[ROW])


def _with_id(sheet: Sheet, issues: Issues) -> pl.DataFrame:
    rows = sheet.rows.with_columns(pl.col("id").str.replace(r"^'", ""))
    refuse(sheet, issues, rows.filter(pl.col("id").is_null()), "id", "ID kosong", "ekspor ulang, atau isi ID-nya")
    return rows


def _with_name(sheet: Sheet, issues: Issues, rows: pl.DataFrame) -> pl.DataFrame:
    refuse(sheet, issues, rows.filter(pl.col("name").is_null()), "name", "nama jabatan kosong", "isi nama jabatan")
    return rows


def _once(sheet: Sheet, issues: Issues, rows: pl.DataFrame) -> pl.DataFrame:
    rows = standing_rows(sheet, issues, rows)
    again = rows.select(~pl.col("id").is_first_distinct()).to_series()
    refuse(sheet, issues, rows.filter(again), "id", "ID ini sudah ada pada baris di atas", "hapus salah satu")
    return standing_rows(sheet, issues, rows)


def _is_general(grid: Grid, header: Header) -> bool:
    """Two columns called ID and Nama could be anything: only a file that says what it is, or holds nothing else."""
    says = any("pelaksana" in word.lower() for word in (PurePath(grid.file).stem, grid.sheet))
    return says or (grid.width == len(header.columns) and not header.undeclared)


_NO_ESELON: Final = r"(?i)^(0|00|99|non.*|-)$"
_LEVELS: Final = {
    "PM": "PEMULA", "TR": "TERAMPIL", "MH": "MAHIR", "PY": "PENYELIA",
    "PT": "AHLI_PERTAMA", "MU": "AHLI_MUDA", "MA": "AHLI_MADYA", "UT": "AHLI_UTAMA",
    "PEMULA": "PEMULA", "TERAMPIL": "TERAMPIL", "MAHIR": "MAHIR", "PENYELIA": "PENYELIA",
    "AHLI PERTAMA": "AHLI_PERTAMA", "AHLI MUDA": "AHLI_MUDA", "AHLI MADYA": "AHLI_MADYA", "AHLI UTAMA": "AHLI_UTAMA",
}  # fmt: skip

STRUCTURAL: Final = Reader(
    kind="jabatan-struktural",
    title="SIASN Referensi-Jabatan-Struktural",
    headings={
        "id": ("ID", "Unor ID"),
        "unit": ("Nama_unor", "Nama Unor", "Unor Nama"),
        "job": ("Nama_jabatan", "Nama Jabatan", "Jabatan"),
        "eselon": ("Eselon_id", "Eselon ID", "Eselon"),
    },
    required=("id", "unit", "job", "eselon"),
    read=_read_structural,
    order=26,
)

FUNCTIONAL: Final = Reader(
    kind="jabatan-fungsional",
    title="SIASN Referensi-Jabatan-Fungsional",
    headings={
        "id": ("ID", "Jabatan ID"),
        "name": ("Nama", "Nama Jabatan"),
        "level": ("Jenjang",),
        "age": ("BUP", "Usia BUP", "BUP Usia"),
    },
    required=("id", "name", "level", "age"),
    read=_read_functional,
    order=27,
)

GENERAL: Final = Reader(
    kind="jabatan-pelaksana",
    title="SIASN Referensi-Jabatan-Pelaksana",
    headings={"id": ("ID", "Jabatan ID"), "name": ("Nama", "Nama Jabatan")},
    required=("id", "name"),
    read=_read_general,
    order=28,
    accepts=_is_general,
)
