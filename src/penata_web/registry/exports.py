"""Tables out: refused rows as a workbook that can be corrected and dropped again."""

import io
from collections.abc import Sequence
from typing import Any, Final

import polars as pl
import xlsxwriter
from django.utils.translation import gettext as _

from penata_web.registry.enums import NUMBER_HEADING
from penata_web.registry.models import RefusedRow

WIDE: Final = 60


def refused_workbook(rows: Sequence[RefusedRow], cells: pl.DataFrame) -> bytes:
    """The rows of one file with their original columns, each sheet under its header; reason and remedy come last.

    The number in the last column tells which refusal a corrected row answers.
    """
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_numbers": False}) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        told = book.add_format({"bold": True, "bottom": 1, "bg_color": "#FCE8D5", "valign": "top"})
        words = book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#FEF6EE"})
        text = book.add_format({"num_format": "@", "valign": "top"})
        for (name,), group in cells.sort("row").group_by("sheet", maintain_order=True):
            sheet = book.add_worksheet(_sheet_name(str(name), cells["file"][0]))
            _write_sheet(sheet, group, {row.row: row for row in rows if row.sheet == name}, (head, text, told, words))
    return content.getvalue()


def _write_sheet(
    sheet: Any, cells: pl.DataFrame, refused: dict[int | None, RefusedRow], formats: tuple[Any, Any, Any, Any]
) -> None:
    head, text, told, words = formats
    width = max((len(row) for row in cells["cells"]), default=0)
    headers = cells.filter("is_header")
    waiting = cells.filter(~pl.col("is_header") & pl.col("row").is_in([row for row in refused if row is not None]))
    sheet.set_column(0, width - 1, 18, text)
    sheet.set_column(width, width + 1, WIDE, words)
    for number, row in enumerate(headers["cells"]):
        _write_cells(sheet, number, row, head)
    place = max(headers.height - 1, 0)
    for offset, label in enumerate((_("Alasan penolakan"), _("Cara memperbaiki"), NUMBER_HEADING)):
        sheet.write_string(place, width + offset, label, told)
    sheet.freeze_panes(place + 1, 0)
    for number, (row_number, row) in enumerate(waiting.select("row", "cells").iter_rows(), start=place + 1):
        _write_cells(sheet, number, row, text)
        one = refused[row_number]
        reason = f"{one.column}: {one.reason}" if one.column else one.reason
        sheet.write_string(number, width, reason, words)
        sheet.write_string(number, width + 1, one.remedy, words)
        sheet.write_string(number, width + 2, str(one.pk), text)


def _write_cells(sheet: Any, number: int, cells: Sequence[str | None], look: Any) -> None:
    for place, cell in enumerate(cells):
        if cell is not None:
            sheet.write_string(number, place, cell, look)


def _sheet_name(sheet: str, file: str) -> str:
    """As the file calls its sheet; a csv is known by its own name."""
    name = sheet or file.rsplit(".", maxsplit=1)[0]
    return "".join(sign for sign in name if sign not in "[]:*?/\\")[:31] or "Lembar"
