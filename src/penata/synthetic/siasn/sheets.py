"""Workbooks and csv files as the real systems write them: title rows above the header, everything text."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import polars as pl
import xlsxwriter

EPOCH: Final = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook bears no zone, and the library no clock

Cells = Mapping[tuple[int, str], float]
"""Cells that hold a number and no text: (row of the frame, column) → number."""


def write_xlsx(
    path: Path, frame: pl.DataFrame, *, above: Sequence[str] = (), sheet: str = "Sheet1", numbers: Cells | None = None
) -> int:
    """Write a frame of texts under some rows of title; the row of the sheet in which the header stands (from 1)."""
    numbers = numbers or {}
    book = xlsxwriter.Workbook(
        str(path), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"created": EPOCH})
    page = book.add_worksheet(sheet)
    for row, text in enumerate(above):
        page.write_string(row, 0, text) if text else None
    page.write_row(len(above), 0, frame.columns)
    for place, name in enumerate(frame.columns):
        page.write_column(len(above) + 1, place, [_cell(value) for value in frame[name]])
    for (row, name), number in numbers.items():
        page.write_number(len(above) + 1 + row, frame.columns.index(name), number)
    book.close()
    return len(above) + 1


def write_csv(path: Path, frame: pl.DataFrame, *, separator: str = ",") -> None:
    """Write a frame as a csv file without anything above its header."""
    frame.write_csv(path, separator=separator, line_terminator="\r\n")


def _cell(value: Any) -> Any:
    return "" if value is None else value
