"""The workbook of a quality check: a summary, and a sheet for each indicator that fails, to hand to who can repair."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from penata.intake.quality.check import Quality
from penata.intake.quality.findings import ROW_SCHEMA, Finding
from penata.tables import TABLES

_MOST_ROWS: Final = 1_000_000  # a sheet ends at 1,048,576
_SUMMARY: Final = (
    ("Kode", 9), ("Indikator", 52), ("Dimensi", 18), ("Diuji", 10), ("Gagal", 10), ("Bagian gagal", 13),
    ("Yang dapat memperbaiki", 36), ("Tindakan", 70), ("Keterangan", 60),
)  # fmt: skip
_ROWS: Final = (("Tabel", 14), ("ID/NIP", 24), ("Nama", 36), ("Unit", 44), ("Keterangan", 70))


def write_workbook(quality: Quality, path: Path, *, on: dt.date) -> None:
    """Write the findings as xlsx; the same findings and day give the same bytes.

    The rows carry id, name and unit only: no birth date, and nothing of a person's conditions. Raises OSError where
    the file cannot be written.
    """
    day = dt.datetime.combine(on, dt.time(), tzinfo=dt.UTC).replace(tzinfo=None)
    with path.open("wb") as target:
        book = xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
        book.set_properties({"created": day, "title": "Mutu data"})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        bold = book.add_format({"bold": True})
        share = book.add_format({"num_format": "0.00%"})
        summary = book.add_worksheet("Ringkasan")
        for row, (label, value) in enumerate(_headline(quality, on)):
            summary.write_row(row, 0, [label, value], bold if row == 0 else None)
        top = row + 2
        _head(summary, top, _SUMMARY, head)
        for row, (finding, dimension) in enumerate(_all(quality), start=top + 1):
            summary.write_row(row, 0, _summary_row(finding, dimension))
            if finding.share is not None:
                summary.write_number(row, 5, finding.share, share)
        summary.freeze_panes(top + 1, 0)
        for finding, _ in _all(quality):
            if finding.failing:
                _failing_sheet(book.add_worksheet(finding.code), finding, head, bold)
        book.close()


def _headline(quality: Quality, on: dt.date) -> list[tuple[str, str | float | None]]:
    return [
        ("Mutu data", f"keadaan {on.isoformat()}"),
        ("Skor (0–100)", None if quality.score is None else round(quality.score, 2)),
        ("Bobot yang teruji (%)", round(100 * quality.tested_weight, 1)),
        ("Skor bila yang tak teruji semua gagal", round(quality.lowest, 2)),
        ("Skor bila yang tak teruji semua lulus", round(quality.highest, 2)),
        *(
            (f"{d.name}: {len(d.tested)} teruji dari {len(d.findings)} indikator", _points(d.points))
            for d in quality.dimensions
        ),
    ]


def _points(points: float | None) -> float | None:
    return None if points is None else round(points, 2)


def _all(quality: Quality) -> Iterator[tuple[Finding, str]]:
    for dimension in quality.dimensions:
        for finding in dimension.findings:
            yield finding, dimension.name
    for finding in quality.checks:
        yield finding, "Untuk rencana"


def _summary_row(finding: Finding, dimension: str) -> list[Any]:
    tested = finding.tested or None
    failing = finding.failing if finding.tested else None
    return [
        finding.code, finding.name, dimension, tested, failing, None, finding.who, finding.remedy, finding.reason,
    ]  # fmt: skip


def _failing_sheet(sheet: Any, finding: Finding, head: Any, bold: Any) -> None:
    sheet.write_string(0, 0, f"{finding.code} {finding.name}", bold)
    sheet.write_string(1, 0, f"{finding.who}: {finding.remedy}")
    shown = finding.rows.head(_MOST_ROWS)
    if shown.height < finding.failing:
        sheet.write_string(2, 0, f"Hanya {shown.height} dari {finding.failing} baris yang muat.")
    _head(sheet, 3, _ROWS, head)
    for row, values in enumerate(shown.select(*ROW_SCHEMA).iter_rows(), start=4):
        table, *rest = values
        sheet.write_row(row, 0, [TABLES[table].label if table in TABLES else table, *rest])
    sheet.freeze_panes(4, 0)


def _head(sheet: Any, row: int, columns: tuple[tuple[str, int], ...], style: Any) -> None:
    for column, (label, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(row, column, label, style)
