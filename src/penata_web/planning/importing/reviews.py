"""A list of names as it comes: a file under a safe name, or rows pasted from one."""

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from penata.tables import InputError

PASTED: Final = "tempelan.csv"
_ENDINGS: Final = (".xlsx", ".xls", ".csv")
_CELLS: Final = re.compile(r"\t|;|(?<=\d),\s*")
_MOST_TOLD: Final = 10
_LONGEST_NAME: Final = 200
_NIP_AND_SEAT: Final = 2

Known = Callable[[set[str]], set[str]]


def kept_file(folder: Path, file: UploadedFile[Any]) -> Path:
    """The file in its folder; InputError where it is no table."""
    name = file.name or ""
    path = folder / (re.sub(r"[^\w.() -]", "_", Path(name).name) or "usulan.xlsx")
    if not path.name.lower().endswith(_ENDINGS):
        raise InputError([
            _("%(name)s: bukan .xlsx atau .csv. Simpan dari Excel sebagai .xlsx, lalu unggah lagi.") % {"name": name}
        ])  # fmt: skip
    if len(path.name.encode()) > _LONGEST_NAME:
        path = folder / f"usulan{path.suffix}"
    with path.open("wb") as kept:
        kept.writelines(file.chunks())
    return path


def kept_rows(folder: Path, text: str, known: Known) -> Path:
    """Pasted rows as a file that is read like any other: under headings of their own, or NIP and seat.

    ``known`` tells which words are ids of posts. InputError where a row names no seat.
    """
    path = folder / PASTED
    rows = [[cell.strip() for cell in _CELLS.split(line)] for line in text.splitlines() if line.strip()]
    if rows and _is_heading(rows[0]):
        written = rows
    else:
        short = [number for number, row in enumerate(rows, start=1) if len(row) < _NIP_AND_SEAT or not row[1]]
        if short:
            raise InputError([
                _("Baris tempelan %(rows)s tidak punya jabatan tujuan. Tulis NIP, lalu tab atau titik koma, lalu "
                  "jabatan tujuan atau ID formasinya.") % {"rows": ", ".join(map(str, short[:_MOST_TOLD]))}
            ])  # fmt: skip
        ids = known({row[1] for row in rows})
        seats = [["", row[1]] if row[1] in ids else [", ".join(row[1:]), ""] for row in rows]
        written = [
            ["NIP", "JABATAN BARU", "ID formasi baru"],
            *([row[0], *seat] for row, seat in zip(rows, seats, strict=True)),
        ]
    with path.open("w", newline="", encoding="utf-8") as kept:
        csv.writer(kept).writerows([["DAFTAR USULAN"], [], *written])
    return path


def _is_heading(row: list[str]) -> bool:
    words = any(re.search(r"jabatan|formasi|post_id", cell, re.IGNORECASE) for cell in row)
    return words and not any(re.search(r"\d{8}", cell) for cell in row)
