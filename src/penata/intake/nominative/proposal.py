"""A list of names read and matched: every row of the file is kept, and what could not be matched is told."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl

from penata.intake.nominative.people import Register, who_is
from penata.intake.nominative.remark import Remark
from penata.intake.nominative.seats import Directory, Own, seat_of
from penata.intake.nominative.sheets import HEADINGS, ListSheet, list_sheets
from penata.intake.text.grid import ROW, read_grids
from penata.tables import Dataset, InputError

ROWS: Final[dict[str, pl.DataType]] = {
    "line": pl.Int64(), "sheet": pl.String(), "row": pl.Int64(), "nip": pl.String(), "name": pl.String(),
    "employee_id": pl.String(), "to_post_id": pl.String(), "stated_post_id": pl.String(), "new": pl.String(),
    "rank": pl.String(), "level": pl.String(), "note": pl.String(),
}  # fmt: skip
"""Columns of ``Proposal.rows``."""
REMARKS: Final[dict[str, pl.DataType]] = {
    "line": pl.Int64(), "code": pl.String(), "text": pl.String(),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ProposedSheet:
    """One sheet as the file has it: ``cells`` (row, c0, c1, …) and the row of the heading."""

    name: str
    cells: pl.DataFrame
    heading_row: int
    not_names: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A committee's list, row by row in the order of the file.

    ``rows``: ``line`` (from 0, the key), sheet and row as the file shows them, NIP and name as written, employee_id
    and to_post_id where they are known (null: unknown), ``stated_post_id`` (the old seat as the list has it, where it
    names one surely), and the texts of JABATAN BARU, rank, level and KET. ``remarks``: line, code, text. ``sheets``:
    the list as it came; ``others``: names of sheets that hold no list of that layout.
    """

    file: str
    rows: pl.DataFrame
    remarks: pl.DataFrame
    sheets: tuple[ProposedSheet, ...] = ()
    others: tuple[str, ...] = ()


def read_proposal(path: Path, dataset: Dataset) -> Proposal:
    """The list in a workbook or csv file, matched to the people and posts of a dataset.

    Raises InputError where the file cannot be read or holds no list of names; a row that cannot be matched is kept.
    """
    found, others = list_sheets(read_grids(path))
    if not found:
        asked = f"{HEADINGS['who'][0]} (atau NIP), {HEADINGS['old'][0]}, {HEADINGS['new'][0]}"
        raise InputError([
            f"{path.name}: judul kolom daftar usulan tidak ada di sepuluh baris pertama; yang dicari: {asked}"
        ])  # fmt: skip
    register, directory = Register.of(dataset["employees"]), Directory.of(dataset)
    owns = _owns(dataset)
    rows: list[dict[str, Any]] = []
    remarks: list[tuple[int, str, str]] = []
    sheets: list[ProposedSheet] = []
    for one in found:
        entries, rest = one.entries()
        for entry in entries:
            row, said = _matched(entry, one, register, directory, owns)
            remarks += [(len(rows), remark.code, remark.sentence) for remark in said]
            rows.append({"line": len(rows), **row})
        sheets.append(ProposedSheet(one.grid.sheet, one.grid.cells, one.header.last_row, tuple(rest)))
    if not rows:
        raise InputError([f"{path.name}: tidak ada satu nama pun di bawah judul kolom; isi daftarnya"])
    return Proposal(
        path.name, pl.DataFrame(rows, schema=ROWS), pl.DataFrame(remarks, schema=REMARKS, orient="row"), tuple(sheets),
        tuple(others),
    )  # fmt: skip


def proposal_of(pairs: pl.DataFrame, *, file: str = "usulan") -> Proposal:
    """A list from ``employee_id`` and ``to_post_id``, and ``note`` (KET) where it is there: nothing is matched."""
    rows = pairs.with_row_index("line").with_columns(
        (pl.col("line") + 2).alias("row"), pl.lit("").alias("sheet"), pl.col("employee_id").alias("nip")
    )
    have = set(rows.columns)
    return Proposal(
        file,
        rows.select((pl.col(c) if c in have else pl.lit(None)).cast(t).alias(c) for c, t in ROWS.items()),
        pl.DataFrame(schema=REMARKS),
    )


def _matched(
    entry: dict[str, str | None], sheet: ListSheet, register: Register, directory: Directory, owns: dict[str, Own]
) -> tuple[dict[str, Any], list[Remark]]:
    who = who_is(entry, register)
    own = owns.get(who.employee_id or "", Own())
    new = seat_of(entry["new_post"], entry["new"], entry["new_unit"], directory, own)
    old = seat_of(entry["old_post"], entry["old"], entry["old_unit"], directory, own)
    row = {
        "sheet": sheet.grid.sheet, "row": int(str(entry[ROW])), "nip": who.nip, "name": who.name,
        "employee_id": who.employee_id, "to_post_id": new.post_id, "stated_post_id": old.post_id if old.sure else None,
        "new": entry["new"], "rank": entry["rank"], "level": entry["level"], "note": entry["note"],
    }  # fmt: skip
    return row, [*who.remarks, *new.remarks]


def _owns(dataset: Dataset) -> dict[str, Own]:
    """employee_id → agency and subject of the own post."""
    own = (
        dataset["employees"].select("employee_id", "post_id")
        .join(dataset["posts"].select("post_id", "unit_id", "subject"), on="post_id", how="inner", validate="m:1")
        .join(dataset["units"].select("unit_id", "agency_id"), on="unit_id", how="left", validate="m:1")
    )  # fmt: skip
    return {who: Own(*rest) for who, *rest in own.select("employee_id", "agency_id", "subject").iter_rows()}
