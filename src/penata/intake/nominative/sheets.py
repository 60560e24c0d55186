"""The sheets of a proposal: which ones hold the list, where its heading is, and which rows are names.

The layout is the committee's: "NO. | NAMA, NIP, TANGGAL LAHIR | PANGKAT, GOL. RUANG | JABATAN LAMA | JABATAN BARU |
ESELON | KET", with several facts in one cell, titles above, group headings between and signatures below; or one
column for each fact.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from penata.intake.text.grid import ROW, Grid
from penata.intake.text.identifiers import lost_digits
from penata.intake.text.sheet import HEADER_ROWS, Header, Sheet, find_header, heading_key, read_sheet

FIELDS: Final = (
    "number", "who", "name", "nip", "birth", "rank", "old", "old_unit", "new", "new_unit", "level", "note", "old_post",
    "new_post",
)  # fmt: skip
"""What a row of a list may state."""

HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "number": ("NO.", "NOMOR", "NO URUT", "URUT"),
    "who": ("NAMA, NIP, TANGGAL LAHIR", "NAMA / NIP", "NAMA DAN NIP"),
    "name": ("NAMA", "NAMA PEGAWAI", "NAMA LENGKAP", "NAMA ASN", "NAMA PNS"),
    "nip": ("NIP", "NIP BARU", "NIP/NI PPPK", "NOMOR INDUK PEGAWAI", "employee_id"),
    "birth": ("TANGGAL LAHIR", "TGL LAHIR", "TEMPAT, TANGGAL LAHIR", "TEMPAT TGL LAHIR", "TTL"),
    "rank": ("PANGKAT, GOL. RUANG", "PANGKAT/GOLONGAN", "PANGKAT GOL", "GOL. RUANG", "GOLONGAN", "GOL", "PANGKAT"),
    "old": ("JABATAN LAMA", "JABATAN SEMULA", "JABATAN SEKARANG", "JABATAN SAAT INI", "JABATAN ASAL"),
    "old_unit": ("UNIT KERJA LAMA", "UNIT LAMA", "UNIT KERJA ASAL", "UNIT KERJA SEKARANG", "UNIT ASAL"),
    "new": ("JABATAN BARU", "JABATAN USULAN", "USULAN JABATAN", "JABATAN YANG DIUSULKAN", "JABATAN TUJUAN",
            "JABATAN MENJADI"),
    "new_unit": ("UNIT KERJA BARU", "UNIT BARU", "UNIT KERJA TUJUAN", "UNIT TUJUAN"),
    "level": ("ESELON BARU", "ESELON", "ESELON / JENJANG", "ESELON/JENJANG BARU", "ESELONERING", "ESS"),
    "note": ("KET", "KETERANGAN"),
    "old_post": ("ID formasi lama", "from_post_id"),
    "new_post": ("ID formasi baru", "ID formasi", "to_post_id", "post_id"),
}  # fmt: skip
_ALSO: Final = {
    "who": re.compile(r"nama\w*nip\w*|nip\w*nama\w*"), "rank": re.compile(r"pangkat\w*"),
    "old": re.compile(r"jabatan(lama|semula|sekarang|asal)\w*"),
    "new": re.compile(r"(usulan)?jabatan(baru|usul|tujuan)\w*"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListSheet:
    """One sheet that holds names: the grid as the file has it, its header, and its rows by FIELDS."""

    grid: Grid
    header: Header
    sheet: Sheet

    def entries(self) -> tuple[list[dict[str, str | None]], list[int]]:
        """The names in their order (``row`` as text, FIELDS, ``lost``), and the rows that are none."""
        rows = self.sheet.rows.with_columns(lost_digits(self.sheet, "nip").alias("lost")).to_dicts()
        return _entries(rows, numbered=_numbered(rows))


def list_sheets(grids: Sequence[Grid]) -> tuple[list[ListSheet], list[str]]:
    """The visible sheets that share the fullest layout of a list, and the names of the others.

    A workbook of several lists (one an eselon) has the same headings on each of them.
    """
    found = [found for grid in grids if not grid.hidden and (found := _list_sheet(grid)) is not None]
    if not found:
        return [], [grid.sheet for grid in grids]
    fullest = max(found, key=lambda one: len(one.header.columns))
    layout = set(fullest.header.columns)
    same = [one for one in found if set(one.header.columns) == layout]
    read = {one.grid.sheet for one in same}
    return same, [grid.sheet for grid in grids if grid.sheet not in read]


def _list_sheet(grid: Grid) -> ListSheet | None:
    headings = _headings(grid)
    header = find_header(grid, headings)
    if header is None or not (
        {"who", "nip", "name"} & set(header.columns) and {"new", "new_post"} & set(header.columns)
    ):
        return None
    return ListSheet(grid, header, read_sheet(grid, header, headings))


def _headings(grid: Grid) -> Mapping[str, Sequence[str]]:
    """The known headings, and those on this sheet that begin like one of them."""
    top = grid.cells.filter(pl.col(ROW) <= HEADER_ROWS).drop(ROW)
    words = sorted({cell for row in top.rows() for cell in row if cell})
    more = {name: tuple(w for w in words if shape.fullmatch(heading_key(w))) for name, shape in _ALSO.items()}
    return {name: (*known, *(w for w in more.get(name, ()) if w not in known)) for name, known in HEADINGS.items()}


def _numbered(rows: Sequence[Mapping[str, str | None]]) -> bool:
    return any(_is_number(row["number"]) for row in rows)


def _is_number(text: str | None) -> bool:
    return text is not None and re.fullmatch(r"\d{1,5}(\.0*)?[.)]?", text.strip()) is not None


def _entries(rows: list[dict[str, str | None]], *, numbered: bool) -> tuple[list[dict[str, str | None]], list[int]]:
    """Names, and rows that are none: a cell that a person's row leaves to the row below is joined to it."""
    entries: list[dict[str, str | None]] = []
    rest: list[int] = []
    last = 0
    for row in rows:
        at = int(str(row[ROW]))
        adjacent = bool(entries) and last == at - 1
        if adjacent and _continues(row, entries[-1], numbered=numbered):
            entries[-1] = _joined(entries[-1], row)
            last = at
        elif _is_entry(row):
            entries.append({**row, ROW: str(at)})
            last = at
        else:
            rest.append(at)
    return entries, rest


def _is_entry(row: Mapping[str, str | None]) -> bool:
    """Somebody is named and a seat is; or a numbered line states at least one of the two."""
    who = next((row[c] for c in ("who", "nip", "name") if row[c]), None)
    seat = next((row[c] for c in ("new", "new_post", "old", "old_post") if row[c]), None)
    if who and heading_key(who) in _REPEATED:
        return False
    if _is_number(row["number"]):
        return bool(who or row["new"] or row["new_post"])
    return bool(who and (seat or row["nip"] or _NIP.search(who)))


def _continues(row: Mapping[str, str | None], before: Mapping[str, str | None], *, numbered: bool) -> bool:
    if row["number"] or row["nip"] or row["new_post"]:
        return False
    who = row["who"] or row["name"]
    if who:
        has_nip = before["nip"] or _NIP.search(before["who"] or before["name"] or "")
        only_nip = re.fullmatch(r"\W*(?i:nip)?[\s.:]*[\d\s.'’]{15,}", who) is not None
        only_day = re.fullmatch(r"[\w\s,]*\d{1,2}[-/. ]\w+[-/. ]\d{4}", who) is not None
        return (only_nip and not has_nip) or only_day
    return numbered and any(row[c] for c in ("rank", "old", "new", "old_unit", "new_unit"))


def _joined(before: dict[str, str | None], row: Mapping[str, str | None]) -> dict[str, str | None]:
    return {
        name: text if name not in FIELDS or not row[name] else f"{text}\n{row[name]}" if text else row[name]
        for name, text in before.items()
    }


_NIP: Final = re.compile(r"(?<!\d)\d{8}[ .]?\d{6}[ .]?\d[ .]?\d{3}(?!\d)")
_REPEATED: Final = {heading_key(word) for name in ("who", "name", "nip") for word in HEADINGS[name]}
