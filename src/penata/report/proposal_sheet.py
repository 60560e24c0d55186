"""Sheet *Usul I-MUT*: each move as the national system asks for it, with empty columns that come back filled."""

from typing import Final

import polars as pl

from penata.law.transfers import Provision, labels, transfers
from penata.report.sheet import Book, Heading
from penata.report.story import Story
from penata.report.wording import day, whole
from penata.vocabulary import ImutStatus, label

PROPOSAL_SHEET: Final = "Usul I-MUT"
"""Name of the sheet; ``penata intake`` knows it by its headings."""

TO_CHECK: Final = "△"
"""Mark of what stands on a text that was not seen as a quotation."""

_HEADINGS: Final = (
    Heading("number", "NO.", 5, "number"), Heading("imut_kind", "Kode I-MUT", 9),
    Heading("imut_label", "Jenis usul", 24, "wrap"), Heading("employee_id", "NIP", 21),
    Heading("name", "Nama", 28, "wrap"), Heading("here", "Jabatan lama", 32, "wrap"),
    Heading("there", "Jabatan baru", 32, "wrap"), Heading("reason", "Alasan", 40, "wrap"),
    Heading("papers", "Berkas yang belum ada", 46, "wrap"), Heading("status", "Status I-MUT", 19),
    Heading("pertek_number", "Nomor pertek", 20), Heading("pertek_on", "Tanggal pertek", 14),
    Heading("note", "Catatan", 24, "wrap"), Heading("transfer_label", "Jenis perpindahan", 26, "wrap"),
    Heading("route", "Alur persetujuan", 60, "wrap"), Heading("person_external_id", "PNS ID (SIASN)", 24),
    Heading("from_external_id", "ID SIASN formasi lama", 24), Heading("to_external_id", "ID SIASN formasi baru", 24),
    Heading("from_post_id", "ID formasi lama", 24), Heading("to_post_id", "ID formasi baru", 24),
)  # fmt: skip
_PRINTED: Final = 13
_STATUS: Final = next(place for place, heading in enumerate(_HEADINGS) if heading.column == "status")


def proposal_sheet(book: Book, story: Story) -> None:
    """Write the sheet: one row for every move, however many, in the order of the list of moves."""
    sheet = book.sheet(PROPOSAL_SHEET, _HEADINGS, printed=_PRINTED)
    rows = proposal_rows(story.proposed)
    sheet.line("USUL I-MUT", "title")
    sheet.line(
        f"{whole(rows.height)} usul · data per {day(story.policy.as_of)}. Kode menurut daftar I-MUT yang terlihat "
        f"publik; cocokkan di I-MUT sebelum mengunggah. {TO_CHECK} naskahnya belum terbaca pada kutipan: wajib "
        "dicocokkan dengan naskah resmi (JDIH)."
    )
    sheet.line(
        "Sesudah ada hasil, isi Status I-MUT, Nomor pertek, Tanggal pertek, dan Catatan pada lembar ini, lalu: "
        "penata intake BERKAS INI --out HIMPUNAN DATA. Baris yang belum ada hasilnya biarkan kosong."
    )
    top = sheet.row + 1
    sheet.table(rows, empty="Tidak ada perpindahan yang diusulkan.")
    if rows.height:
        sheet.page.data_validation(top, _STATUS, top + rows.height - 1, _STATUS, {
            "validate": "list", "source": [label(status) for status in ImutStatus],
            "error_title": "Bukan pilihan", "error_message": "Pilih dari daftar, atau kosongkan.",
        })  # fmt: skip
        sheet.page.data_validation(top, _STATUS + 2, top + rows.height - 1, _STATUS + 2, {
            "validate": "any", "input_title": "Tanggal pertek", "input_message": "Tulis 2026-01-31 atau 31-01-2026.",
        })  # fmt: skip


def proposal_rows(people: pl.DataFrame) -> pl.DataFrame:
    """One row per listed move under the columns of the sheet; ``people`` as ``with_people`` gives them."""
    law = transfers()
    empty = [pl.lit(None, pl.String).alias(name) for name in ("status", "pertek_number", "pertek_on", "note")]
    return people.with_row_index("number", 1).select(
        "number", "imut_kind", _named("imut_kind", labels(law.imut_kinds)).alias("imut_label"), "employee_id", "name",
        _seat("from").alias("here"), _seat("to").alias("there"), "reason",
        _papers().alias("papers"), *empty,
        _named("transfer_kind", {kind.code: _marked(kind, kind.label) for kind in law.kinds}).alias("transfer_label"),
        _route().alias("route"),
        "person_external_id", "from_external_id", "to_external_id", "from_post_id", "to_post_id",
    )  # fmt: skip


def _seat(side: str) -> pl.Expr:
    """Job, unit and office in one line; "–" where there is no seat on that side."""
    office = pl.when(pl.col(f"office_{side}") != pl.col(f"unit_{side}")).then(f"office_{side}")
    words = pl.concat_str(f"job_{side}", f"unit_{side}", office, separator=", ", ignore_nulls=True)
    return pl.when(pl.col(f"{side}_post_id").is_not_null()).then(words).otherwise(pl.lit("–"))


def _named(column: str, names: dict[str, str]) -> pl.Expr:
    return pl.col(column).replace_strict(names, default=pl.col(column), return_dtype=pl.String)


def _papers() -> pl.Expr:
    """Short names of the papers still to collect; what the proposal itself asks for is none of them."""
    law = transfers()
    names = {paper.code: _marked(paper, paper.short) for paper in law.documents}
    others = pl.element().filter(~pl.element().is_in(law.closed_by_imut))
    asked = pl.col("documents").list.eval(others)
    return _words(asked, names).list.join("; ")


def _route() -> pl.Expr:
    """The steps of approval, one a line: who gives what."""
    steps = {step.code: _marked(step, f"{step.who}: {step.label}") for step in transfers().steps}
    return _words(pl.col("approval_route"), steps).list.join("\n")


def _marked(entry: Provision, text: str) -> str:
    """The text, with a mark where it must be compared with the official one."""
    return f"{text} {TO_CHECK}" if entry.must_check else text


def _words(codes: pl.Expr, names: dict[str, str]) -> pl.Expr:
    return codes.list.eval(pl.element().replace_strict(names, default=pl.element(), return_dtype=pl.String))
