"""The sheet of side limits: every limit that can be told, what the plan uses of it, and what one more would bring."""

from typing import Final

import polars as pl

from penata.report.sheet import Book, Heading
from penata.report.side_limits import LimitLine, SideLimits
from penata.report.story import rows_shown
from penata.report.wording import whole

LIMIT_SHEET: Final = "Batas dan harganya"


def limit_sheet(book: Book, sides: SideLimits) -> None:
    """Binding limits first, the dearest at the top; personal ones are neither listed nor counted."""
    sheet = book.sheet(LIMIT_SHEET, (
        Heading("state", "Keadaan", 14), Heading("label", "Jenis", 26, "wrap"), Heading("words", "Batas", 60, "wrap"),
        Heading("left", "Dipakai", 34, "wrap"), Heading("more", "Bila ditambah", 44, "wrap"),
        Heading("proof", "Bukti", 26, "wrap"),
    ))  # fmt: skip
    sheet.line("BATAS DAN HARGANYA", "title")
    sheet.line(sides.standing)
    if sides.spent:
        sheet.line(sides.spent)
    if sides.personal:
        sheet.line("Syarat pribadi dipenuhi atau tidak lebih buruk daripada sekarang; tidak dirinci di sini.")
    rows = pl.concat([_frame(sides.binding, "mengikat"), _frame(sides.loose, "longgar")])
    shown = rows.head(rows_shown(rows.height))
    if shown.height < rows.height:
        sheet.line(f"{whole(shown.height)} dari {whole(rows.height)} batas; semuanya ada di limits.csv.")
    sheet.table(shown, empty="Tidak ada batas yang dapat dilanggar oleh susunan mana pun.")


def _frame(lines: list[LimitLine], state: str) -> pl.DataFrame:
    columns = ("label", "words", "left", "more", "proof")
    rows = [(state, *(getattr(line, column) for column in columns)) for line in lines]
    return pl.DataFrame(rows, schema=dict.fromkeys(("state", *columns), pl.String), orient="row")
