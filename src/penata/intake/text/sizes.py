"""How much a workbook unpacks to, told before it is unpacked: a stray cell at the far end makes a small file huge."""

import io
import re
import zipfile
from typing import Final

MOST_CELLS: Final = 50_000_000
"""Rows times columns of one sheet, as far as anything stands in it."""
MOST_BYTES: Final = 1 << 30
"""Of a workbook, unpacked."""
MOST_COLUMNS: Final = 16_384
"""As many as a spreadsheet has."""

_DIMENSION: Final = re.compile(rb'<dimension ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_HEAD: Final = 4096


def oversize(content: bytes) -> str | None:
    """Why a workbook is too large to be read, in words; None where it is not, or where only reading can tell."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            if sum(part.file_size for part in book.infolist()) > MOST_BYTES:
                return "isinya lebih dari 1 GB sesudah dibuka; bagi menjadi beberapa berkas"
            for part in book.namelist():
                if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                    with book.open(part) as sheet:
                        found = _DIMENSION.search(sheet.read(_HEAD))
                    if found and _cells(found) > MOST_CELLS:
                        return (
                            f"ada sel terisi sampai {found[3].decode()}{found[4].decode()}, jauh di luar tabel; "
                            "hapus baris dan kolom kosong di kanan dan di bawah tabel, lalu simpan lagi"
                        )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        return None
    return None


def _cells(found: re.Match[bytes]) -> int:
    left, top, right, bottom = found.groups()
    return (_column(right) - _column(left) + 1) * (int(bottom) - int(top) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
