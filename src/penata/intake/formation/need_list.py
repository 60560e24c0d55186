"""The local "Daftar Kebutuhan Jabatan": need by job and unit, under the headings that regencies give it."""

from typing import Final

import polars as pl

from penata.intake.formation.listed_posts import listed, merged, tables_of
from penata.intake.formation.need_numbers import count_of, need_of
from penata.intake.formation.qualification import qualifications
from penata.intake.formation.school_heads import as_duties
from penata.intake.issues import Issues
from penata.intake.naming.codes import eselons
from penata.intake.naming.job_facts import job_facts
from penata.intake.reader import Partial, Reader
from penata.intake.text.bounded import bounded
from penata.intake.text.grid import ROW
from penata.intake.text.remarks import refuse, remark, standing_rows
from penata.intake.text.sheet import Sheet
from penata.tables import TABLES
from penata.vocabulary import Category, Severity

_NOT_A_POST: Final = (
    r"(?i)^\s*(jumlah|total|sub\s*total|([ivx\d]+\s*[.)]?\s*)?(jabatan\s+)?"
    r"(fungsional|pelaksana|struktural|pimpinan tinggi|administrasi)(\s+(tertentu|umum))?)\s*:?\s*$"
)
_NO_JOBS: Final = ("unit organisasi", "unit", "tautan")
_CATEGORIES: Final = {
    "fungsional": str(Category.FUNGSIONAL), "jabatan fungsional": str(Category.FUNGSIONAL),
    "jft": str(Category.FUNGSIONAL), "pelaksana": str(Category.PELAKSANA),
    "jabatan pelaksana": str(Category.PELAKSANA), "jfu": str(Category.PELAKSANA),
}  # fmt: skip
"""What lists call the kind of a job; a structural one needs its echelon, which a kind does not tell."""
_TOLERANCE: Final = 0.01


def _read(sheet: Sheet, issues: Issues) -> Partial:
    rows = pl.concat(
        [
            sheet.rows.drop("need").with_columns(
                need_of(sheet, "need", issues),
                count_of(sheet, "need").alias("stated"),
                count_of(sheet, "filled_total" if sheet.has("filled_total") else "filled").alias("people"),
                count_of(sheet, "gap").alias("difference"),
                bounded(sheet, "grade", TABLES["jobs"]["grade"], issues),
            ),
            job_facts(sheet.rows["job"], eselons(sheet.rows["jenjang"], sheet.rows["jenjang"])),
            qualifications(sheet.rows["education"]).rename({"level": "min_education", "fields": "education_fields"}),
        ],
        how="horizontal",
    )
    group = (pl.col("job").is_null() | pl.col("job").str.contains(_NOT_A_POST)) & (
        pl.col("unit").is_null() | pl.col("unit").str.contains(_NOT_A_POST)
    )
    heading = group | pl.col("type").str.to_lowercase().is_in(_NO_JOBS).fill_null(False)
    remark(sheet, issues, rows.filter(heading), "job", "judul kelompok atau jumlah, bukan formasi; dilewati")
    told = pl.col("kind").str.to_lowercase().replace_strict(_CATEGORIES, default=None, return_dtype=pl.String)
    rows = rows.with_columns(pl.coalesce("category", told).alias("category"))
    posts = _complete(sheet, issues, rows.filter(~heading))
    _compare(sheet, issues, posts)
    source = pl.when(pl.col("need").is_not_null()).then(pl.lit(f"Daftar Kebutuhan Jabatan ({sheet.file})"))
    posts = listed(posts.with_columns(source.alias("need_source"))).with_columns(posts["education"])
    posts = as_duties(sheet, issues, posts, field="job")
    posts = merged(sheet, issues, posts, field="job", differ_by=("education",))
    return Partial(
        tables=tables_of(posts),
        kept=standing_rows(sheet, issues, rows)[ROW],
        by_name=frozenset({"units", "jobs"}),
    )


def _complete(sheet: Sheet, issues: Issues, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with unit and job; an empty unit under a filled one is a merged cell and means the unit above."""
    filled = rows.with_columns(pl.col("unit").forward_fill())
    carried = rows["unit"].is_null() & filled["unit"].is_not_null()
    remark(
        sheet, issues, filled.filter(carried), "unit", "unit kosong: dibaca sebagai sel gabung dengan baris di atasnya",
        "isi nama unit bila bukan itu maksudnya", Severity.WARNING,
    )  # fmt: skip
    refuse(sheet, issues, filled.filter(pl.col("unit").is_null()), "unit", "nama unit kosong", "isi nama unit kerja")
    refuse(sheet, issues, filled.filter(pl.col("job").is_null()), "job", "nama jabatan kosong", "isi nama jabatan")
    return standing_rows(sheet, issues, filled)


def _compare(sheet: Sheet, issues: Issues, rows: pl.DataFrame) -> None:
    """The list's own arithmetic: people minus need is the difference that it prints, before or after rounding."""
    exact = (pl.col("people") - pl.col("stated") - pl.col("difference")).abs() > _TOLERANCE
    rounded = (pl.col("people") - pl.col("need") - pl.col("difference")).abs() > _TOLERANCE
    remark(
        sheet, issues, rows.filter(exact & rounded), "gap",
        "selisih yang tercetak tidak sama dengan riil dikurangi kebutuhan", "periksa; yang dipakai hanya kebutuhan",
        Severity.WARNING,
    )  # fmt: skip


READER: Final = Reader(
    kind="kebutuhan-jabatan",
    title="Daftar Kebutuhan Jabatan (lokal)",
    headings={
        "job": ("NAMA JABATAN", "Jabatan", "Nomenklatur Jabatan", "Nama"),
        "unit": ("NAMA UNIT KERJA", "Unit Kerja", "Unit Organisasi", "Nama Unit", "Nama Unor", "Unit"),
        "need": ("ABK", "Kebutuhan", "Jumlah Kebutuhan", "Keb", "Formasi", "Kebutuhan Pegawai", "Kebutuhan Jabatan",
                 "Kebutuhan Pegawai Berdasarkan ABK"),
        "education": ("KUALIFIKASI PENDIDIKAN", "Kualifikasi", "Pendidikan"),
        "filled": ("RIIL", "Eksisting", "Eks", "Existing", "Bezetting", "Bezzeting", "Terisi", "Pegawai Saat Ini",
                   "Bezetting Pegawai Saat Ini"),
        "filled_total": ("Bezetting JML", "Bezzeting JML", "Bezetting Jumlah", "Bezzeting Jumlah", "Bezetting Total"),
        "filled_part": ("Bezetting PNS", "Bezzeting PNS", "Bezetting CPNS", "Bezzeting CPNS"),
        "gap": ("+/-", "Selisih", "Kurang/Lebih", "Kekurangan/Kelebihan"),
        "jenjang": ("Eselon", "Eselonering"),
        "grade": ("Kelas Jabatan", "Kelas"),
        "kind": ("Kategori", "Jenis Jabatan"),
        "type": ("Tipe",),
        "status": ("STATUS",),
        "number": ("NO", "Nomor", "Urutan", "Kode Hirarki"),
    },
    required=("job", "unit", "need"),
    read=_read,
    order=40,
)  # fmt: skip
