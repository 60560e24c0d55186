"""Task rows as people type or paste them: read as files are read, with what is wrong beside each cell."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import polars as pl
from django.utils.translation import gettext as _

from penata.intake.text.cells import numbers
from penata.tables import TABLES
from penata_web.needs.enums import Approach

COLUMNS: Final = ("task", "approach", "volume", "minutes", "per_person", "shifts")
NUMBERS: Final = COLUMNS[2:]
MOST_ROWS: Final = 300
_TABLE: Final = TABLES["workload"]
_HEADS: Final = {_TABLE[name].label.lower(): name for name in COLUMNS} | {
    "tugas": "task", "uraian": "task", "kegiatan": "task", "volume setahun": "volume", "volume kerja": "volume",
    "beban kerja": "volume", "norma waktu": "minutes", "menit": "minutes", "waktu": "minutes", "rasio": "per_person",
    "sif": "shifts", "shift": "shifts",
}  # fmt: skip
_WORDS: Final = {
    "hasil": Approach.OUTPUT, "hasil kerja": Approach.OUTPUT, "objek": Approach.OBJECT, "objek kerja": Approach.OBJECT,
    "obyek kerja": Approach.OBJECT, "peralatan": Approach.EQUIPMENT, "peralatan kerja": Approach.EQUIPMENT,
    "tugas": Approach.TASK, "tugas per tugas jabatan": Approach.TASK, "tugas jabatan": Approach.TASK,
    **{code.lower(): Approach(code) for code in Approach.values},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A row as it was typed, what it says, and what is wrong with it by column."""

    typed: dict[str, str]
    values: dict[str, float | None] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def task(self) -> str:
        """The task, on one line."""
        return " ".join(self.typed["task"].split())

    @property
    def approach(self) -> str:
        """The code of the approach."""
        return self.typed["approach"]

    @property
    def volume(self) -> float:
        """The volume; 0 where it is wrong."""
        return self.values.get("volume") or 0.0

    @property
    def minutes(self) -> float | None:
        """The minutes for one."""
        return self.values.get("minutes")

    @property
    def per_person(self) -> float | None:
        """How many one person serves."""
        return self.values.get("per_person")

    @property
    def shifts(self) -> float | None:
        """The shifts."""
        return self.values.get("shifts")


def typed_lines(rows: Sequence[dict[str, str]]) -> list[TypedLine]:
    """Rows as they are meant; empty ones are dropped. "1.234,5" and "1234.5" are the same number."""
    kept = [
        {name: row.get(name, "").strip() for name in COLUMNS} for row in rows if any(
            row.get(name, "").strip() for name in COLUMNS if name != "approach"
        )
    ][:MOST_ROWS]  # fmt: skip
    read = {name: _numbers([row[name] for row in kept]) for name in NUMBERS}
    found = []
    for place, row in enumerate(kept):
        said = row["approach"]
        row["approach"] = _WORDS.get(said.lower(), Approach.OUTPUT).value
        values = {name: read[name][place][0] for name in NUMBERS}
        errors = {name: error for name in NUMBERS if (error := read[name][place][1])}
        if said and said.lower() not in _WORDS:
            errors["approach"] = _("Pendekatan “%(text)s” tidak dikenal; pilih salah satu.") % {"text": said}
        found.append(TypedLine(row, values, errors | _missing(row, values, errors)))
    return found


def pasted_rows(text: str) -> list[dict[str, str]]:
    """Rows of a table that was copied in Excel: cells between tabs; a line of headings tells their order.

    Without headings: task, perhaps the approach, volume, minutes, ratio, shifts; a running number in front is dropped.
    """
    lines = [[" ".join(cell.split()) for cell in line.split("\t")] for line in text.splitlines() if line.strip()]
    if not lines:
        return []
    heads = [_HEADS.get(cell.lower(), "") for cell in lines[0]]
    if heads.count("") < len(heads) and "task" in heads:
        return [dict(zip(heads, cells, strict=False)) for cells in lines[1:]]
    return [_by_place(cells) for cells in lines]


def _by_place(cells: list[str]) -> dict[str, str]:
    if len(cells) > 1 and cells[0].rstrip(".").isdigit() and not _is_number(cells[1]):
        cells = cells[1:]
    has_approach = len(cells) > 1 and cells[1].lower() in _WORDS
    order = COLUMNS if has_approach else ("task", *NUMBERS)
    return dict(zip(order, cells, strict=False))


def _is_number(text: str) -> bool:
    return bool(text) and _numbers([text])[0][0] is not None


def _numbers(texts: list[str]) -> list[tuple[float | None, str]]:
    """Each text as a number, or the sentence about it."""
    column = pl.Series("x", [text or None for text in texts], dtype=pl.String)
    read = numbers(column, local=True)
    return [
        (value, _("“%(text)s” bukan angka; tulis misalnya 1.250 atau 37,5.") % {"text": text} if bad else "")
        for text, value, bad in zip(texts, read.values.to_list(), read.unreadable.to_list(), strict=True)
    ]


def _missing(row: dict[str, str], values: dict[str, float | None], wrong: dict[str, str]) -> dict[str, str]:
    """What the approach needs and is not there, and what lies outside of what can be."""
    errors: dict[str, str] = {}
    if not row["task"]:
        errors["task"] = _("Tulis tugasnya.")
    for name in NUMBERS:
        value, column = values[name], _TABLE[name]
        if value is not None and not (column.minimum or 0) <= value <= (column.maximum or value):
            errors[name] = _("Isi angka antara %(least)s dan %(most)s.") % {
                "least": column.minimum or 0, "most": f"{column.maximum:,}".replace(",", "."),
            }  # fmt: skip
    needed = ["volume"]
    if row["approach"] in {Approach.OUTPUT, Approach.TASK}:
        needed.append("minutes")
    elif row["approach"] == Approach.EQUIPMENT or values["minutes"] is None:
        needed.append("per_person")
    says = {
        "volume": _("Isi volume setahun."), "minutes": _("Isi norma waktu dalam menit."),
        "per_person": _("Isi berapa yang dilayani satu pegawai, lebih dari nol."),
    }  # fmt: skip
    for name in needed:
        absent = not values[name] if name == "per_person" else values[name] is None
        if absent and name not in wrong:
            errors.setdefault(name, says[name])
    return errors
