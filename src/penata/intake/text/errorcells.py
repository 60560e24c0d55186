"""Cells of a workbook that hold an error (#N/A, #REF!, #DIV/0!), or a formula whose result was never computed.

The reader of workbooks shows both as empty, but somebody has filled them.
"""

import io
import re
import zipfile
from typing import Final
from xml.etree import ElementTree as ET

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFFICE: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CELL: Final = re.compile(rb'<c\b[^>]*?\br="([A-Z]+)(\d+)"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
UNCOMPUTED: Final = "#RUMUS"
"""What stands for a formula without a result: a program has written it, and no spreadsheet has computed it since."""

IS_ERROR: Final = r"^#(N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|ERROR|RUMUS)$"
"""Cells that show what a spreadsheet could not compute."""

_VALUE: Final = re.compile(rb"<v[^>]*>(.*?)</v>", re.DOTALL)


def error_cells(content: bytes) -> dict[str, list[tuple[int, int, str]]]:
    """By sheet name: row and column (from 0, the column from the first one that holds anything) and the error's text.

    Only .xlsx tells; other kinds of workbook, and parts that cannot be read, give nothing.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            parts = _sheet_parts(book)
            return {name: found for name, part in parts.items() if (found := _errors_of(book.read(part)))}
    except (zipfile.BadZipFile, KeyError, ET.ParseError):
        return {}


def _sheet_parts(book: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name to the path of its part inside the workbook."""
    relations = ET.fromstring(book.read("xl/_rels/workbook.xml.rels"))
    targets = {r.get("Id", ""): r.get("Target", "") for r in relations}
    sheets = ET.fromstring(book.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
    found = {s.get("name", ""): targets.get(s.get(f"{_OFFICE}id", ""), "") for s in sheets}
    return {
        name: target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        for name, target in found.items()
        if "worksheets/" in target
    }


def _errors_of(xml: bytes) -> list[tuple[int, int, str]]:
    if b't="e"' not in xml and b"<f" not in xml:
        return []
    filled = [(_column(c), int(r) - 1, rest, body) for c, r, rest, body in _CELL.findall(xml) if body]
    first = min(column for column, *_ in filled)
    found = ((row, column - first, _text(rest, body)) for column, row, rest, body in filled)
    return [(row, column, text) for row, column, text in found if text]


def _column(letters: bytes) -> int:
    """Column letters as a number from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _text(rest: bytes, body: bytes) -> str | None:
    value = _VALUE.search(body)
    if b't="e"' in rest:
        return value.group(1).decode() if value else "#ERROR"
    empty = value is None or not value.group(1)
    return UNCOMPUTED if b"<f" in body and empty and b't="str"' not in rest else None
