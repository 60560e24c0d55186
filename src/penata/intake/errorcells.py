"""Cells of a workbook that hold an error (#N/A, #REF!, #DIV/0!), which the reader of workbooks shows as empty."""

import io
import re
import zipfile
from typing import Final
from xml.etree import ElementTree as ET

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFFICE: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CELL: Final = re.compile(rb'<c\b[^>]*?\br="([A-Z]+)(\d+)"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
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
    if b't="e"' not in xml:
        return []
    filled = [(_column(c), int(r) - 1, rest, body) for c, r, rest, body in _CELL.findall(xml) if body]
    first = min(column for column, *_ in filled)
    return [(row, column - first, _text(body)) for column, row, rest, body in filled if b't="e"' in rest]


def _column(letters: bytes) -> int:
    """Column letters as a number from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _text(body: bytes) -> str:
    value = _VALUE.search(body)
    return value.group(1).decode() if value else "#ERROR"
