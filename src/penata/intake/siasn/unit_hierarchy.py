"""SIASN's HierarkiUnor: which unit stands under which. What it lists is in force (*unor aktif*)."""

from typing import Final

import polars as pl

from penata.intake.issues import Issues
from penata.intake.naming.jobs import unit_kind
from penata.intake.reader import Partial, Reader
from penata.intake.text.grid import ROW
from penata.intake.text.remarks import refuse, remark, standing_rows
from penata.intake.text.sheet import Sheet
from penata.vocabulary import Severity


def _read(sheet: Sheet, issues: Issues) -> Partial:
    rows = sheet.rows.with_columns(pl.col("id", "parent").str.replace(r"^'", ""))
    refuse(sheet, issues, rows.filter(pl.col("id").is_null()), "id", "ID unit kosong", "ekspor ulang, atau isi ID unit")
    refuse(sheet, issues, rows.filter(pl.col("name").is_null()), "name", "nama unit kosong", "isi nama unit")
    own = pl.col("id") == pl.col("parent")
    remark(
        sheet, issues, rows.filter(own), "parent", "unit menjadi atasannya sendiri; dibaca sebagai unit puncak",
        "perbaiki ID atasan bila bukan unit puncak", Severity.WARNING,
    )  # fmt: skip
    listed = rows.select("id").drop_nulls()["id"]
    outside = pl.col("parent").is_not_null() & ~own & ~pl.col("parent").is_in(listed.implode())
    remark(
        sheet, issues, rows.filter(outside), "parent", "atasan tidak ada dalam daftar ini; dibaca sebagai unit puncak",
        "pastikan hierarki diekspor lengkap", Severity.WARNING,
    )  # fmt: skip
    twice = rows.select(pl.col("id").is_first_distinct() | pl.col("id").is_null()).to_series()
    refuse(sheet, issues, rows.filter(~twice), "id", "ID unit ini sudah ada pada baris di atas", "hapus salah satu")
    rows = standing_rows(sheet, issues, rows)
    kinds = {name: unit_kind(name) for name in rows["name"].unique()}
    units = rows.select(
        ROW, pl.col("id").alias("unit_id"), "name", pl.when(~own & ~outside).then("parent").alias("parent_id"),
        pl.col("name").replace_strict(kinds, default=None, return_dtype=pl.String).alias("kind"),
        pl.lit(True).alias("active"),
    )  # fmt: skip
    return Partial(tables={"units": units}, kept=rows[ROW])


READER: Final = Reader(
    kind="hierarki-unor",
    title="SIASN HierarkiUnor",
    headings={
        "id": ("ID", "ID UNOR", "UNOR ID", "Id Unit"),
        "name": ("NAMA_UNOR", "NAMA UNOR", "UNOR NAMA", "Nama Unit"),
        "parent": ("ID_ATASAN", "ID ATASAN", "DiatasanId", "Unor Atasan ID", "ID INDUK", "PARENT ID"),
    },
    required=("id", "name", "parent"),
    read=_read,
    order=25,
)
