"""The list of who is due for a look as a workbook: the counts first, then a sheet for each reason."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import polars as pl

from penata.law.citation import POLICY
from penata.report.sheet import Book, Heading
from penata.review.due import TITLES, Due, DueKind
from penata.wording import day, whole

_NAMES: Final = {
    DueKind.LOST_SEAT: "Tanpa jabatan", DueKind.DOUBLED_SEAT: "Jabatan ganda", DueKind.ACTING_TOO_LONG: "Plt. dan Pj.",
    DueKind.PERFORMANCE: "Kinerja", DueKind.RETIRING: "Mendekati BUP", DueKind.CONTRACT_ENDS: "Perjanjian kerja",
    DueKind.LONG_IN_POST: "Lebih dari lima tahun", DueKind.SURPLUS: "Formasi berlebih",
}  # fmt: skip


def write_due(found: Due, path: Path) -> None:
    """Write the workbook; the same answer gives the same bytes."""
    book = Book(str(path), found.as_of, "Yang perlu ditinjau")
    first = book.sheet("Ringkasan", (Heading("kind", "Kelompok", 60, "wrap"), Heading("rows", "Baris", 10, "whole")))
    first.line("YANG PERLU DITINJAU", "title")
    first.line(f"Pada {day(found.on)}, menurut data per {day(found.as_of)}. Bahan untuk ditinjau, bukan keputusan.")
    counts = [{"kind": TITLES[kind], "rows": number} for kind, number in found.counts().items()]
    first.table(pl.DataFrame(counts), empty="Tidak ada.")
    for kind in DueKind:
        rows = found.people.filter(kind=kind.value)
        if rows.height:
            _sheet(book, kind, rows, found)
    book.close()


def followers_named(found: Due) -> Mapping[str, list[str]]:
    """Up to three who could follow in a leading post, by post: name, NIP and points."""
    people = dict(found.facts.persons.select("employee_id", "name").iter_rows())
    named: dict[str, list[str]] = {}
    for post, employee, points in found.followers.select("post_id", "employee_id", "points").iter_rows():
        named.setdefault(post, []).append(f"{people[employee]} ({employee}), nilai {whole(points)}")
    return named


def due_names(row: Mapping[str, Any]) -> str:
    """Where somebody sits, in words.

    >>> due_names({"seat": "Guru", "unit": "SD Negeri 1"}), due_names({"seat": None, "unit": None})
    ('Guru, SD Negeri 1', 'tanpa formasi')
    """
    return f"{row['seat']}, {row['unit']}" if row["seat"] else "tanpa formasi"


def _sheet(book: Book, kind: DueKind, rows: pl.DataFrame, found: Due) -> None:
    leading = kind is DueKind.RETIRING
    more = (Heading("followers", "Dapat menggantikan (jabatan pimpinan)", 60, "wrap"),) if leading else ()
    sheet = book.sheet(_NAMES[kind], (
        Heading("name", "Nama", 34, "wrap"), Heading("employee_id", "NIP", 21), Heading("seat", "Formasi", 38, "wrap"),
        Heading("unit", "Unit", 38, "wrap"), Heading("months", "Bulan", 8, "number"),
        Heading("reason", "Alasan", 60, "wrap"), Heading("citation", "Dasar", 32, "wrap"), *more,
    ))  # fmt: skip
    names = followers_named(found)
    shown = rows.with_columns(
        pl.col("citation").replace(POLICY, "kebijakan instansi"),
        pl.Series("followers", ["\n".join(names.get(post or "", [])) for post in rows["post_id"]], dtype=pl.String),
    )
    sheet.line(TITLES[kind].upper(), "title")
    sheet.table(shown, empty="Tidak ada.")
