"""One sheet of the workbook: a title, what it shows, and a table that filters, freezes and prints on A4."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import polars as pl

Look = Literal["text", "wrap", "whole", "signed", "decimal", "date", "number"]

_INK: Final = "#1B2430"
_MUTED: Final = "#55606E"
_HEAD: Final = "#DCE9F6"
_LINE: Final = "#C9D1DA"
_FORMATS: Final[dict[str, dict[str, Any]]] = {
    "title": {"bold": True, "font_size": 14, "font_color": _INK},
    "about": {"font_color": _MUTED, "font_size": 10},
    "alert": {"bold": True, "font_color": "#8F1D14", "bg_color": "#FDE8E6", "font_size": 11},
    "head": {"bold": True, "bg_color": _HEAD, "border": 1, "border_color": _LINE, "text_wrap": True,
             "align": "center", "valign": "vcenter"},
    "part": {"bold": True, "font_size": 12, "font_color": _INK},
    "text": {},
    "strong": {"bold": True},
    "wrap": {"text_wrap": True},
    "whole": {"num_format": "#,##0;−#,##0;0"},
    "signed": {"num_format": "+#,##0;−#,##0;0"},
    "decimal": {"num_format": "#,##0.0"},
    "number": {"num_format": "0", "align": "center"},
    "date": {"num_format": "[$-421]dd mmm yyyy;@", "align": "center"},
}  # fmt: skip
_IN_TABLE: Final = {"border": 1, "border_color": _LINE, "valign": "top"}
_LINE_HEIGHT: Final = 13.2  # points, for ten-point letters
_FILLED: Final = 1.05  # of a column's width is used before a word wraps
_LONGEST_CELL: Final = 32_000  # characters; the format allows 32,767


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of a sheet: the column of the frame, its heading, its width in characters, its look."""

    column: str
    text: str
    width: float
    look: Look = "text"


class Book:
    """A workbook with the report's formats; the same content gives the same bytes."""

    def __init__(self, path: str, created: dt.date, title: str) -> None:
        """``created`` is the day of the snapshot: the library has no clock."""
        import xlsxwriter  # noqa: PLC0415 - slow to import, mostly not needed

        self.file = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False})
        self.file.set_properties(
            {"title": title, "author": "Penata", "created": dt.datetime.combine(created, dt.time())}
        )
        self.file.set_size(2400, 1400)
        self._formats = {
            (name, boxed): self.file.add_format(
                {"font_name": "Arial", "font_size": 10, "valign": "top", **look, **(_IN_TABLE if boxed else {})}
            )
            for boxed in (False, True)
            for name, look in _FORMATS.items()
        }

    def look(self, name: str, *, boxed: bool = False) -> Any:
        """The format called ``name``, inside a table or outside."""
        return self._formats[name, boxed]

    def sheet(self, name: str, headings: Sequence[Heading], *, printed: int | None = None) -> "Sheet":
        """A new sheet whose columns are sized for ``headings``; only the first ``printed`` columns are printed."""
        return Sheet(self, name, headings, printed or len(headings))

    def close(self) -> None:
        """Write the file."""
        self.file.close()


class Sheet:
    """A sheet that is filled from top to bottom."""

    def __init__(self, book: Book, name: str, headings: Sequence[Heading], printed: int) -> None:
        """Set up the page: A4 across, one page wide, page numbers."""
        self.book, self.name, self.headings, self.printed = book, name, headings, printed
        self.page = book.file.add_worksheet(name)
        self.row = 0
        for place, heading in enumerate(headings):
            self.page.set_column(place, place, heading.width)
        self.page.set_landscape()
        self.page.set_paper(9)  # A4
        self.page.fit_to_pages(1, 0)
        self.page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        self.page.set_footer("&L&8Penata · &A&R&8Halaman &P dari &N")
        self.page.hide_gridlines(2)

    def line(self, text: str, look: str = "about") -> None:
        """A line above or below a table; it runs over the columns to its right."""
        self.page.write_string(self.row, 0, text[:_LONGEST_CELL], self.book.look(look))
        self.row += 1

    def small_table(
        self, title: str, head: Sequence[str], rows: Iterable[Sequence[str | int | None]], looks: Sequence[str]
    ) -> None:
        """A small table of figures under its own title; it is not filtered."""
        self.line("")
        self.line(title, "part")
        for place, text in enumerate(head):
            self.page.write_string(self.row, place, text, self.book.look("head"))
        self.row += 1
        for row in rows:
            for place, (value, look) in enumerate(zip(row, looks, strict=True)):
                self._cell(place, value, self.book.look(look, boxed=True))
            self.row += 1

    def table(self, frame: pl.DataFrame, *, empty: str, frozen: bool = True) -> None:
        """The table with its head; ``frozen``: it is the sheet's main table (kept in sight, filtered, repeated)."""
        top = self.row
        self.page.set_row(top, 32)
        for place, heading in enumerate(self.headings):
            self.page.write_string(top, place, heading.text, self.book.look("head"))
        self.row += 1
        looks = [self.book.look(heading.look, boxed=True) for heading in self.headings]
        for values in frame.select(heading.column for heading in self.headings).iter_rows():
            self.page.set_row(self.row, _LINE_HEIGHT * self._lines(values) + 2)
            for place, (value, look) in enumerate(zip(values, looks, strict=True)):
                self._cell(place, value, look)
            self.row += 1
        if not frame.height:
            self.line(empty)
        if frozen:
            self.page.freeze_panes(top + 1, 0)
            self.page.autofilter(top, 0, max(top + 1, self.row - 1), len(self.headings) - 1)
            self.page.repeat_rows(top)
        self.page.print_area(0, 0, max(self.row - 1, 0), self.printed - 1)

    def _lines(self, values: Sequence[object]) -> int:
        """Lines that the fullest wrapped cell of a row needs; readers of the file do not work it out themselves."""
        return max(
            sum(1 + len(part) // int(heading.width * _FILLED) for part in value.split("\n"))
            if heading.look == "wrap" and isinstance(value, str)
            else 1
            for heading, value in zip(self.headings, values, strict=True)
        )

    def _cell(self, place: int, value: object, look: Any) -> None:
        if value is None:
            self.page.write_blank(self.row, place, None, look)
        elif isinstance(value, str):
            self.page.write_string(self.row, place, value[:_LONGEST_CELL], look)
        elif isinstance(value, dt.date):
            self.page.write_datetime(self.row, place, value, look)
        elif isinstance(value, int | float):
            self.page.write_number(self.row, place, value, look)
        else:
            raise TypeError(f"sheet {self.name}, row {self.row + 1}: no cell for {value!r}")
