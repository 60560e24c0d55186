"""The sheet *Usul I-MUT* of a plan, filled and given back: what became of each proposal, and what that approves."""

from typing import Final

import polars as pl

from penata.intake.issues import Issues
from penata.intake.reader import Partial, Reader
from penata.intake.text.grid import ROW
from penata.intake.text.identifiers import bare_nip, refuse_lost_digits
from penata.intake.text.remarks import refuse, remark, standing_rows
from penata.intake.text.sheet import Sheet
from penata.intake.typed import parsed
from penata.law.transfers import transfers
from penata.tables import TABLES, Dataset
from penata.vocabulary import ImutStatus, label

KIND: Final = "hasil-imut"
"""Kind of file; its rows belong to a dataset that stands already."""

_FILLED: Final = ("status", "pertek_number", "pertek_on", "note")
_TABLE: Final = TABLES["imut_results"]


def with_imut_approvals(dataset: Dataset) -> Dataset:
    """The dataset with approvals that follow the results of I-MUT: one for each signed pertek, none for others.

    What ``imut_results`` says of a person and a post replaces earlier approvals of the same kinds there.
    """
    results, law = dataset["imut_results"], transfers()
    if not results.height:
        return dataset
    kinds = list(law.closed_by_imut)
    told = results.select("employee_id", "post_id")
    old = dataset["approvals"]
    settled = old.filter(pl.col("kind").is_in(kinds)).join(told, on=["employee_id", "post_id"], how="semi")
    signed = results.filter(pl.col("status").is_in(sorted(law.approved)) & pl.col("pertek_on").is_not_null()).select(
        pl.lit(kinds).alias("kind"), "employee_id", "post_id", pl.col("pertek_on").alias("given_on"),
        pl.col("pertek_number").alias("reference"),
    ).explode("kind")  # fmt: skip
    kept = old.join(settled, on=old.columns, how="anti", nulls_equal=True)
    return dataset.replace(approvals=pl.concat([kept, signed.select(old.columns)]))


def _read(sheet: Sheet, issues: Issues) -> Partial:
    rows = sheet.rows.with_columns(bare_nip(sheet.rows["employee_id"]))
    untouched = pl.all_horizontal(pl.col(name).is_null() for name in _FILLED)
    waiting = rows.filter(untouched)
    remark(sheet, issues, waiting, "employee_id", "belum ada hasil I-MUT; baris dilewati")
    filled = rows.filter(~untouched)
    for name in ("employee_id", "post_id"):
        missing = filled.filter(pl.col(name).is_null())
        refuse(sheet, issues, missing, name, f"{_TABLE[name].label} kosong", "jangan hapus isi kolom ini")
    refuse_lost_digits(sheet, "employee_id", issues)
    choices = ", ".join(label(status) for status in ImutStatus)
    absent = filled.filter(pl.col("status").is_null())
    refuse(sheet, issues, absent, "status", "status kosong padahal kolom lain terisi", f"pilih {choices}")
    status, on = parsed(_TABLE["status"], filled["status"]), parsed(_TABLE["pertek_on"], filled["pertek_on"])
    unknown = filled.filter(status.unreadable)
    refuse(sheet, issues, unknown, "status", "status I-MUT tidak dikenal", f"pilih {choices}")
    unread = filled.filter(on.unreadable)
    refuse(sheet, issues, unread, "pertek_on", "tanggal tidak terbaca", "tulis 2026-01-31 atau 31-01-2026")
    typed = filled.with_columns(status.values.alias("status"), on.values.alias("pertek_on"))
    approved = pl.col("status").is_in(sorted(transfers().approved))
    undated = typed.filter(approved & pl.col("pertek_on").is_null() & ~on.unreadable)
    refuse(sheet, issues, undated, "pertek_on", "pertek sudah ditandatangani tetapi tanggalnya kosong",
           "isi tanggal pertek")  # fmt: skip
    results = standing_rows(sheet, issues, typed).select(ROW, *(column.name for column in _TABLE.columns))
    kept = pl.concat([results[ROW], standing_rows(sheet, issues, waiting)[ROW]])
    return Partial(tables={"imut_results": results}, kept=kept)


READER: Final = Reader(
    kind=KIND,
    title="Usul I-MUT yang sudah diisi hasilnya",
    headings={
        "imut_kind": ("Kode I-MUT",),
        "employee_id": ("NIP",),
        "post_id": ("ID formasi baru",),
        "status": ("Status I-MUT",),
        "pertek_number": ("Nomor pertek",),
        "pertek_on": ("Tanggal pertek",),
        "note": ("Catatan",),
    },
    required=("imut_kind", "employee_id", "post_id", "status"),
    read=_read,
    order=5,
)
