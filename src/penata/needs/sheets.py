"""Frames of need as people read them: Indonesian headings, words for grades, and a workbook."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import polars as pl
import xlsxwriter

from penata.needs.filling import Filled
from penata.needs.overview import Overview
from penata.needs.projection import REASON_LABELS, Projection
from penata.needs.workload import GRADE_WORDS
from penata.vocabulary import label

LABELS: Final = {
    "post_id": "ID formasi", "unit_id": "ID unit", "unit": "Unit", "office_id": "ID OPD", "office": "OPD",
    "district_id": "Kode kecamatan", "district": "Kecamatan", "job": "Jabatan", "category": "Jenis jabatan",
    "field": "Rumpun/jabatan fungsional", "subject": "Mata pelajaran", "need": "Kebutuhan", "filled": "Terisi",
    "absent": "Ada, tidak dihitung", "gap": "Selisih", "shortage": "Kekurangan", "surplus": "Kelebihan",
    "minutes": "Beban kerja (menit/tahun)", "ej": "EJ", "grade": "Nilai EJ", "need_source": "Dasar kebutuhan",
    "posts": "Formasi", "posts_without_need": "Formasi tanpa kebutuhan",
    "people_without_need": "Pegawai pada formasi tanpa kebutuhan", "employee_id": "NIP", "name": "Nama",
    "employment": "Jenis kepegawaian", "counted": "Dihitung", "leaves_on": "Berhenti mulai", "reason": "Sebab",
    "overdue": "Sudah lewat", "change": "Perubahan", "need_before": "Kebutuhan lama", "need_after": "Kebutuhan baru",
    "source": "Dasar", "note": "Perlu diputuskan", "place": "Tempat", "what": "Apa", "from_post_id": "Formasi lama",
    "to_post_id": "Formasi baru", "job_id": "Jabatan sendiri", "given": "Sudah diisi", "computed": "Hitungan",
}  # fmt: skip
"""Indonesian headings by column; years of a projection are worded by ``heading``."""

_MOST_ROWS: Final = 1_000_000  # a sheet ends at 1,048,576
_WIDEST: Final = 60


def heading(column: str) -> str:
    """The Indonesian heading of a column.

    >>> heading("leaves_on"), heading("leaves_2027"), heading("needed_2027")
    ('Berhenti mulai', 'Berhenti 2027', 'Dibutuhkan s.d. 2027')
    """
    kind, _, year = column.rpartition("_")
    words = {"leaves": f"Berhenti {year}", "needed": f"Dibutuhkan s.d. {year}"}
    return LABELS.get(column) or words.get(kind, column)


def readable(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with Indonesian headings, grades in words and labels for codes."""
    worded = {
        "grade": pl.col("grade").replace_strict(
            {letter: f"{letter} ({words})" for letter, words in GRADE_WORDS.items()}, default=None
        ),
        "category": pl.col("category").map_elements(label, return_dtype=pl.String),
        "employment": pl.col("employment").map_elements(label, return_dtype=pl.String),
    }
    if "leaves_on" in frame.columns:
        worded["reason"] = pl.col("reason").replace_strict(REASON_LABELS, default=None)
    flags = [pl.when(pl.col(n)).then(pl.lit("ya")).otherwise(pl.lit("tidak")).alias(n) for n in ("counted", "overdue")]
    present = [expr.alias(name) for name, expr in worded.items() if name in frame.columns]
    frame = frame.with_columns(*present, *(flag for flag in flags if flag.meta.output_name() in frame.columns))
    return frame.rename({name: heading(name) for name in frame.columns})


def write_workbook(
    path: Path, seen: Overview, ahead: Projection, leaving: pl.DataFrame, filled: Filled, *, on: dt.date
) -> None:
    """Need, projection, departures and what was filled as one xlsx; the same content and day give the same bytes.

    Raises OSError where the file cannot be written.
    """
    sheets = {
        "Ringkasan": _summary(seen, ahead, on),
        "Per unit": readable(seen.units),
        "Per OPD": readable(seen.offices),
        "Per kecamatan": readable(seen.districts),
        "Per rumpun": readable(seen.families),
        "Per formasi": readable(seen.posts),
        "Proyeksi per rumpun": readable(ahead.by["family"]),
        "Proyeksi per unit": readable(ahead.by["unit"]),
        "Proyeksi per formasi": readable(ahead.by["post"]),
        "Berhenti 12 bulan": readable(leaving),
        "Perubahan": readable(filled.changes),
        "Dudukkan kembali": readable(filled.seated),
        "Tidak diisi": readable(filled.left),
    }
    _write(path, sheets, on)


def _summary(seen: Overview, ahead: Projection, on: dt.date) -> pl.DataFrame:
    totals = seen.totals
    rows: list[tuple[str, str]] = [
        ("Keadaan", on.isoformat()),
        ("Formasi", str(totals.posts)),
        ("Formasi tanpa kebutuhan", str(totals.posts_without_need)),
        ("Kebutuhan", str(totals.need)),
        ("Terisi", str(totals.filled)),
        ("Pegawai pada formasi tanpa kebutuhan", str(totals.people_without_need)),
        ("Ada, tidak dihitung", str(totals.absent)),
        ("Kekurangan", f"{totals.shortage} pada {totals.posts_short} formasi"),
        ("Kelebihan", f"{totals.surplus} pada {totals.posts_over} formasi"),
        ("Indeks ketimpangan antarunit (0 merata, 1 timpang)", "–" if seen.balance is None else f"{seen.balance:.4f}"),
        ("Tahun proyeksi", ", ".join(map(str, ahead.years))),
        ("Sudah lewat masa tetapi masih tercatat", str(ahead.overdue)),
        ("Tidak diketahui kapan berhenti", str(ahead.unknown)),
        *((f"EJ {letter}", words) for letter, words in GRADE_WORDS.items()),
    ]
    return pl.DataFrame(rows, schema={"Perihal": pl.String, "Nilai": pl.String}, orient="row")


def _write(path: Path, sheets: Mapping[str, pl.DataFrame], on: dt.date) -> None:
    day = dt.datetime.combine(on, dt.time(), tzinfo=dt.UTC).replace(tzinfo=None)
    options: dict[str, Any] = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with path.open("wb") as target:
        book = xlsxwriter.Workbook(target, options)
        book.set_properties({"created": day, "title": "Kebutuhan pegawai"})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        for name, frame in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for place, (column, dtype) in enumerate(frame.head(_MOST_ROWS).schema.items()):
                values = frame[column].head(_MOST_ROWS)
                texts = values.cast(pl.String) if dtype == pl.Date else values
                sheet.write(0, place, column, head)
                cells = texts.to_list()
                sheet.write_column(1, place, cells)
                longest = max((len(str(cell)) for cell in cells), default=0)
                sheet.set_column(place, place, min(_WIDEST, 2 + max(longest, 10)))
        book.close()
