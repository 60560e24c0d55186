"""What goes wrong in real exports: doubled people, unreadable cells, people who have left, numbers for texts."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import polars as pl

REFUSED, KEPT = "REFUSED", "KEPT"


@dataclass(frozen=True, slots=True)
class Quirk:
    """One planted cell or row: where it is, what stands there, and what an intake must make of it."""

    file: str
    row: int
    column: str
    value: str
    expect: str
    why: str
    employee_id: str | None = None

    def shown(self) -> dict[str, Any]:
        """As ``cases.json`` shows it; ``row`` as a spreadsheet numbers it."""
        return {"file": self.file, "row": self.row, "column": self.column, "value": self.value,
                "expect": self.expect, "why": self.why, "employee_id": self.employee_id}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spoiled:
    """An export with its faults: the frame, cells that hold numbers, and the list of what was planted."""

    frame: pl.DataFrame
    numbers: dict[tuple[int, str], float] = field(default_factory=dict)
    quirks: list[Quirk] = field(default_factory=list)


_CELLS: Final = (
    ("TANGGAL LAHIR", "31-02-1980", REFUSED, "no day of the calendar"),
    ("TMT JABATAN", "segera", REFUSED, "filled, but no date"),
    ("GOL AKHIR NAMA", "III/z", REFUSED, "no rank"),
    ("JENIS KELAMIN", "X", REFUSED, "neither M nor F"),
    ("NIP BARU", "'19800101200501100", REFUSED, "17 digits"),
    ("NAMA", "null", REFUSED, "a person without a name"),
    ("KEDUDUKAN HUKUM ID", "'99", REFUSED, "retired, and still in the export"),
    ("TMT GOLONGAN", "01-01-0001", KEPT, "the system's way to write an absent date"),
    ("JENIS KELAMIN", "f", KEPT, "small letters are forgiven"),
)
_EMPTIED: Final = {"GOL AKHIR NAMA": ("GOL AKHIR ID",), "KEDUDUKAN HUKUM ID": ("KEDUDUKAN HUKUM NAMA",)}
DOUBLED: Final = 3
SERIALS: Final = 4
_EXCEL_EPOCH: Final = dt.date(1899, 12, 30)


def spoil_export(
    frame: pl.DataFrame,
    births: pl.Series,
    spared: Collection[str],
    rng: np.random.Generator,
    *,
    file: str,
    first_row: int,
) -> Spoiled:
    """Plant the faults among people who are not spared; ``births`` are the days of birth of the frame's rows.

    ``first_row``: the row of the sheet on which the first person stands. Doubled people come last.
    """
    free = np.flatnonzero(~frame["employee_id"].is_in(sorted(spared)).to_numpy() & births.is_not_null().to_numpy())
    chosen = free[rng.permutation(len(free))[: len(_CELLS) + DOUBLED + SERIALS + 1]].tolist()
    ids = frame["employee_id"]
    quirks: list[Quirk] = []
    changes: dict[str, dict[int, str]] = {}
    for (column, value, expect, why), row in zip(_CELLS, chosen, strict=False):
        changes.setdefault(column, {})[row] = value
        for other in _EMPTIED.get(column, ()):
            changes.setdefault(other, {})[row] = "Pensiun" if other == "KEDUDUKAN HUKUM NAMA" else "null"
        quirks.append(Quirk(file, first_row + row, column, value, expect, why, ids[row]))
    rest = chosen[len(_CELLS) :]
    numbers: dict[tuple[int, str], float] = {}
    for row in rest[:SERIALS]:
        serial = float((births[row] - _EXCEL_EPOCH).days)
        numbers[row, "TANGGAL LAHIR"] = serial
        quirks.append(Quirk(file, first_row + row, "TANGGAL LAHIR", str(int(serial)), KEPT, "an Excel serial number",
                            ids[row]))  # fmt: skip
    lost = rest[SERIALS]
    numbers[lost, "NIP BARU"] = float(ids[lost])
    quirks.append(Quirk(file, first_row + lost, "NIP BARU", ids[lost], REFUSED,
                        "stored as a number: the last digits are lost", ids[lost]))  # fmt: skip
    for place, row in enumerate(rest[SERIALS + 1 :]):
        quirks.append(Quirk(file, first_row + frame.height + place, "NIP BARU", ids[row], REFUSED,
                            f"the same person as in row {first_row + row}", ids[row]))  # fmt: skip
    doubled = frame[rest[SERIALS + 1 :]]
    return Spoiled(pl.concat([_changed(frame, changes), doubled]), numbers, quirks)


def _changed(frame: pl.DataFrame, changes: dict[str, dict[int, str]]) -> pl.DataFrame:
    columns = []
    for column, cells in changes.items():
        values = frame[column].to_list()
        for row, value in cells.items():
            values[row] = value
        columns.append(pl.Series(column, values, dtype=pl.String))
    return frame.with_columns(columns)
