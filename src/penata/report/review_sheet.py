"""The reviewed list as a workbook: the same sheets come back, with what was found beside each name."""

from pathlib import Path
from typing import Any, Final

import polars as pl

from penata.eligibility import Decision
from penata.intake.nominative import ProposedSheet
from penata.report.review_lines import ReviewLine, about, affected, chains_in_words, figures_in_words, review_lines
from penata.report.sheet import Book, Heading
from penata.review import Review, Weight, decisions

_WIDEST: Final = 44.0
_NARROWEST: Final = 6.0
_PRINTED: Final = 7  # of the added columns; the others are for the screen
_LONGEST_CELL: Final = 32_000
_LINE_HEIGHT: Final = 13.2
_TALLEST: Final = 400.0  # points; the format allows 409
_ADDED: Final = (
    Heading("verdict", "HASIL", 10, "wrap"), Heading("kind", "JENIS (DATA)", 12, "wrap"),
    Heading("bars", "YANG TIDAK DIPENUHI (ATURAN, DASAR, FAKTA)", 44, "wrap"),
    Heading("problems", "MASALAH DALAM DAFTAR", 40, "wrap"), Heading("remarks", "CATATAN UNTUK TIM", 40, "wrap"),
    Heading("documents", "DOKUMEN YANG KURANG", 38, "wrap"), Heading("seat", "KURSI BARU", 24, "wrap"),
    Heading("loses", "YANG KEHILANGAN JABATAN", 26, "wrap"),
    Heading("superior", "ATASAN DALAM RANCANGAN", 26, "wrap"),
    Heading("subordinates", "BAWAHAN DALAM RANCANGAN", 34, "wrap"),
    Heading("old_post", "FORMASI LAMA", 22, "wrap"), Heading("new_post", "FORMASI BARU", 22, "wrap"),
    Heading("months_left", "BULAN KE BUP", 8, "number"), Heading("points", "NILAI", 8, "number"),
    Heading("better", "CALON BERNILAI LEBIH TINGGI", 40, "wrap"),
    Heading("notes", "KETERANGAN", 70, "wrap"),
)  # fmt: skip


def write_review(found: Review, path: Path, *, show: bool = False) -> None:
    """Write the workbook; the same review gives the same bytes.

    The sheets of the list come first, row for row and column for column as they came, with the findings to their
    right; then "Daftar sebagai keseluruhan", "Calon lain" and "Jalur dan berkas". ``show``: personal conditions as
    they are.
    """
    book = Book(str(path), found.as_of, f"Tinjauan {found.proposal.file}")
    lines = review_lines(found, show=show)
    sheets = found.proposal.sheets or (_plain_sheet(found),)
    for number, sheet in enumerate(sheets, start=1):
        _returned(book, sheet, [line for line in lines if line.sheet == sheet.name], number)
    _whole(book, found, lines)
    _candidates(book, found)
    _papers(book, found, lines)
    book.close()


def _plain_sheet(found: Review) -> ProposedSheet:
    """A list that came from no file, as a sheet."""
    head = ["NO.", "NAMA", "NIP", "JABATAN LAMA", "JABATAN BARU", "KET"]
    rows = found.names.select(
        (pl.col("line") + 1).cast(pl.String), "name", "nip", "from_seat", "to_seat", "note"
    ).rows()  # fmt: skip
    cells = pl.DataFrame([head, *rows], schema={f"c{i}": pl.String for i in range(len(head))}, orient="row")
    return ProposedSheet("", cells.with_row_index("row", offset=1).cast({"row": pl.Int64}), 1, ())


def _returned(book: Book, sheet: ProposedSheet, lines: list[ReviewLine], number: int) -> None:
    columns = [c for c in sheet.cells.columns if c != "row"]
    widths = [_width(sheet.cells, column, sheet.heading_row) for column in columns]
    own = [Heading(column, "", width, "wrap") for column, width in zip(columns, widths, strict=True)]
    page = book.sheet(_free_name(book, sheet.name or "Usulan", number), (*own, *_ADDED)).page
    by_row = {line.row: line for line in lines}
    for row, *cells in sheet.cells.rows():
        heading, line = row == sheet.heading_row, by_row.get(row)
        look = "head" if heading else "wrap" if row > sheet.heading_row else "text"
        boxed = line is not None
        added: list[Any] = [h.text for h in _ADDED] if heading else _values(line)
        widths_here = [*widths, *(h.width for h in _ADDED)]
        if boxed or heading:
            page.set_row(row - 1, min(_TALLEST, _LINE_HEIGHT * _lines([*cells, *added], widths_here) + 2))
        for place, cell in enumerate(cells):
            if cell is not None:
                page.write_string(row - 1, place, cell[:_LONGEST_CELL], book.look(look, boxed=boxed))
            elif boxed:
                page.write_blank(row - 1, place, None, book.look(look, boxed=True))
        for place, (value, head) in enumerate(zip(added, _ADDED, strict=False), start=len(columns)):
            look_here = "head" if heading else "alert" if value == Decision.MAY_NOT else head.look
            _write(page, row - 1, place, value, book.look(look_here, boxed=boxed))
    last = max((line.row for line in lines), default=sheet.heading_row + 1)
    page.freeze_panes(sheet.heading_row, min(2, len(columns)))
    page.print_area(0, 0, max(last, sheet.heading_row) - 1, len(columns) + _PRINTED - 1)
    page.autofilter(sheet.heading_row - 1, 0, last - 1, len(columns) + len(_ADDED) - 1)
    page.repeat_rows(sheet.heading_row - 1)


def _values(line: ReviewLine | None) -> list[Any]:
    return [] if line is None else [getattr(line, heading.column) for heading in _ADDED]


def _write(page: Any, row: int, place: int, value: Any, look: Any) -> None:
    if value is None or value == "":
        page.write_blank(row, place, None, look)
    elif isinstance(value, int):
        page.write_number(row, place, value, look)
    else:
        page.write_string(row, place, value[:_LONGEST_CELL], look)


def _whole(book: Book, found: Review, lines: list[ReviewLine]) -> None:
    sheet = book.sheet("Daftar sebagai keseluruhan", (
        Heading("seat", "Formasi", 40, "wrap"), Heading("unit", "Unit", 40, "wrap"),
        Heading("need", "Kebutuhan", 11, "whole"),
        Heading("minimum", "Minimum", 10, "whole"), Heading("before", "Terisi sebelum", 9, "whole"),
        Heading("leaving", "Pergi", 8, "whole"), Heading("arriving", "Datang", 8, "whole"),
        Heading("after", "Terisi sesudah", 9, "whole"), Heading("shortage_before", "Kurang sebelum", 9, "whole"),
        Heading("shortage_after", "Kurang sesudah", 9, "whole"), Heading("state", "Perhatian", 26, "wrap"),
        Heading("post_id", "ID formasi", 26),
    ))  # fmt: skip
    sheet.line("DAFTAR SEBAGAI KESELURUHAN", "title")
    for text in (*about(found), *figures_in_words(found)):
        sheet.line(text)
    counts = decisions(found)
    sheet.small_table("Hasil", ("Hasil", "Nama"), [(key or "belum dapat dinilai", n) for key, n in counts.items()],
                      ("text", "whole"))  # fmt: skip
    _listed(sheet, "Masalah dalam daftar", _problems(found, lines), "Tidak ada masalah dalam daftar.")
    _listed(sheet, "Rantai (yang paling belakang pindah lebih dahulu)", chains_in_words(found), "Tidak ada rantai.")
    rest = [
        f"{s.name or 'lembar'}: baris {', '.join(map(str, s.not_names))}" for s in found.proposal.sheets if s.not_names
    ]
    rest += [f"lembar {name} tidak memuat daftar" for name in found.proposal.others]
    _listed(sheet, "Yang tidak dibaca sebagai nama", rest, "Semua baris di bawah judul dibaca sebagai nama.")
    sheet.line("")
    sheet.line("Formasi yang tersentuh", "part")
    sheet.table(affected(found), empty="Tidak ada formasi yang berubah.", frozen=False)


def _problems(found: Review, lines: list[ReviewLine]) -> list[str]:
    rows = {line.line: line for line in lines}
    heavy = [f for f in found.findings if f.weight is Weight.PROBLEM]
    return [f"Baris {rows[f.line].row}, {rows[f.line].name}: {f.text}" for f in heavy]


def _listed(sheet: Any, title: str, texts: list[str], empty: str) -> None:
    sheet.line("")
    sheet.line(title, "part")
    for text in texts or [empty]:
        sheet.line(text)


def _candidates(book: Book, found: Review) -> None:
    sheet = book.sheet("Calon lain", (
        Heading("row", "Baris", 7, "number"), Heading("to_seat", "Jabatan baru", 44, "wrap"),
        Heading("name", "Diusulkan", 32, "wrap"), Heading("proposed_points", "Nilai", 8, "whole"),
        Heading("place", "Urutan", 8, "number"), Heading("other", "Calon bernilai lebih tinggi", 32, "wrap"),
        Heading("employee_id", "NIP", 21), Heading("rank", "Golongan", 10),
        Heading("points", "Nilai calon", 8, "whole"),
        Heading("job", "Jabatan sekarang", 36, "wrap"), Heading("unit", "Unit sekarang", 36, "wrap"),
    ))  # fmt: skip
    people = found.facts.persons.select("employee_id", pl.col("name").alias("other"), "rank", "job", "unit")
    rows = (
        found.better.join(found.names.select("line", "row", "to_seat", "name"), on="line", how="left", validate="m:1")
        .join(people, on="employee_id", how="left", validate="m:1")
        .sort("line", "place")
    )
    sheet.line("CALON LAIN YANG BERNILAI LEBIH TINGGI", "title")
    sheet.line("Paling banyak tiga bagi tiap nama, di luar nama dalam daftar ini. Bahan bagi tim; keputusan pada PPK.")
    sheet.table(rows, empty="Tidak ada calon lain yang bernilai lebih tinggi.")


def _papers(book: Book, found: Review, lines: list[ReviewLine]) -> None:
    sheet = book.sheet("Jalur dan berkas", (
        Heading("row", "Baris", 7, "number"), Heading("name", "Nama", 32, "wrap"), Heading("employee_id", "NIP", 21),
        Heading("to_seat", "Jabatan baru", 44, "wrap"), Heading("route", "Jalur persetujuan", 56, "wrap"),
        Heading("papers", "Berkas usul yang belum ada", 64, "wrap"),
    ))  # fmt: skip
    said = [(line.line, line.route, line.papers) for line in lines]
    words = pl.DataFrame(said, schema={"line": pl.Int64, "route": pl.String, "papers": pl.String}, orient="row")
    rows = found.names.filter(pl.col("decision").is_not_null()).join(words, on="line", how="left", validate="1:1")
    sheet.line("JALUR PERSETUJUAN DAN BERKAS MENURUT JENIS PERPINDAHAN", "title")
    sheet.line("Berkas yang sudah dicatat pada tabel approvals tidak disebut lagi.")
    sheet.table(rows.sort("line"), empty="Tidak ada nama yang dapat dinilai.")


def _free_name(book: Book, name: str, number: int) -> str:
    """A sheet name that the format allows and that is not yet taken."""
    bare = "".join("_" if c in "[]:*?/\\" else c for c in name)[:28].strip("' ") or "Usulan"
    taken = {page.get_name().lower() for page in book.file.worksheets()} | _OWN_SHEETS
    return f"{bare} {number}" if bare.lower() in taken else bare


_OWN_SHEETS: Final = {"daftar sebagai keseluruhan", "calon lain", "jalur dan berkas"}


def _width(cells: pl.DataFrame, column: str, heading_row: int) -> float:
    """Wide enough for most lines of the column below its heading."""
    texts = cells.filter(pl.col("row") >= heading_row)[column].drop_nulls().to_list()
    longest = max((len(part) for text in texts for part in text.split("\n")), default=0)
    return min(_WIDEST, max(_NARROWEST, longest + 2.0))


def _lines(values: list[Any], widths: list[float]) -> int:
    return max(
        (sum(1 + len(part) // max(1, int(width)) for part in value.split("\n"))
         for value, width in zip(values, widths, strict=False) if isinstance(value, str)),
        default=1,
    )  # fmt: skip
