"""The one table of all pages: sorted, searched, filtered, cut into pages and exported on the server.

    table = Listing(
        request, id="pegawai", title=_("Pegawai"), rows_of=persons(request.acting),
        columns_of=(
            Column("name", _("Nama"), kind="person", url=lambda row: …), Column("need", _("Kebutuhan"), kind="number"),
        ),
        search=("name", "employee_id"), filters_of=(Choice("rank", _("Golongan")),), order="name",
        empty=Empty(_("Belum ada pegawai"), _("…"), url, _("Impor data")),
    )
    return table.as_file() or page(request, "registry/persons.html", {"table": table})

``rows`` is a queryset with ``.values(...)`` or a Polars frame. Parameters in the address carry the table's id, so that
two tables on one page do not disturb each other.
"""

import datetime as dt
import io
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import polars as pl
import xlsxwriter
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata_web.shared.typed import whole

PAGE_ROWS: Final = 50
FILE_ROWS: Final = 200_000
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FIRST_YEAR: Final = 1900
"""Spreadsheets know no earlier day."""

NO_ROWS: Final = gettext_lazy("Tidak ada baris")
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]")
"""What may not stand in the name of a sheet."""

Row = Mapping[str, Any]
Rows = QuerySet[Any, Any] | pl.DataFrame


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``kind`` decides how a value is written; ``show``, ``url`` and ``tone`` may look at the whole row."""

    name: str
    label: Any
    kind: str = "text"  # text number date percent status person money points
    show: Callable[[Row], Any] | None = None
    url: Callable[[Row], str] | None = None
    tone: Callable[[Row], str] | None = None
    sortable: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter: the values of a column, with words; ``options`` None: those that occur."""

    name: str
    label: Any
    options: tuple[tuple[str, Any], ...] | None = None


@dataclass(frozen=True, slots=True)
class Empty:
    """What a table without rows says: why, and what to do first."""

    title: Any = NO_ROWS
    text: Any = ""
    url: str = ""
    action: Any = ""


@dataclass(slots=True)
class Listing:
    """A table as the template ``shared/listing.html`` shows it."""

    request: HttpRequest
    id: str
    title: Any
    rows_of: Rows
    columns_of: tuple[Column, ...]
    search: tuple[str, ...] = ()
    filters_of: tuple[Choice, ...] = ()
    order: str = ""
    empty: Empty = field(default_factory=Empty)
    row_url: Callable[[Row], str] | None = None
    row_tone: Callable[[Row], str] | None = None
    watermark: str = ""
    """Who looks and when: stands in the exported file of a draft."""
    _cache: dict[str, Any] = field(default_factory=dict)

    def as_file(self) -> HttpResponse | None:
        """The whole table as a workbook, where the address asks for it."""
        if self.request.GET.get(f"{self.id}-berkas") != "xlsx":
            return None
        content = io.BytesIO()
        with xlsxwriter.Workbook(content, {"in_memory": True, "remove_timezone": True}) as book:
            sheet = book.add_worksheet(_FORBIDDEN.sub(" ", str(self.title))[:31].strip())
            head, date = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
            top = 1 if self.watermark else 0
            if self.watermark:
                sheet.write_string(0, 0, self.watermark)
            for place, column in enumerate(self.columns_of):
                sheet.write_string(top, place, str(column.label), head)
            sheet.freeze_panes(top + 1, 0)
            for number, row in enumerate(self._slice(0, FILE_ROWS), start=top + 1):
                for place, column in enumerate(self.columns_of):
                    _write(sheet, number, place, _raw(column, row), date)
            sheet.autofit()
        response = HttpResponse(content.getvalue(), content_type=XLSX)
        response["Content-Disposition"] = f'attachment; filename="{self.id}.xlsx"'
        return response

    # What the template reads

    @property
    def query(self) -> str:
        """What was typed into the table's search box."""
        return self.request.GET.get(f"{self.id}-cari", "").strip()

    @property
    def query_name(self) -> str:
        """Name of the search box in the address."""
        return f"{self.id}-cari"

    @property
    def columns(self) -> list[dict[str, Any]]:
        """Heads, with the address that sorts by them."""
        by, down = self._sorting()
        found = []
        for column in self.columns_of:
            mine = column.name == by
            target = f"-{column.name}" if mine and not down else column.name
            found.append({
                "name": column.name,
                "label": column.label,
                "kind": column.kind,
                "sort_url": self._sort_url(target) if column.sortable else "",
                "sorted": ("descending" if down else "ascending") if mine else "",
            })  # fmt: skip
        return found

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of this page as cells."""
        if "rows" not in self._cache:
            number = self._page()
            self._cache["rows"] = [self._shown(row) for row in self._slice((number - 1) * PAGE_ROWS, PAGE_ROWS)]
        return list(self._cache["rows"])

    @property
    def filters(self) -> list[dict[str, Any]]:
        """The choices above the table."""
        return [
            {
                "name": f"{self.id}-{choice.name}",
                "label": choice.label,
                "options": [(value, label, value == self._chosen(choice)) for value, label in self._options(choice)],
            }
            for choice in self.filters_of
        ]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Parameters of the address that are not this table's search and filters: hidden fields of its form."""
        mine = {self.query_name, f"{self.id}-hal", f"{self.id}-berkas"}
        mine |= {f"{self.id}-{choice.name}" for choice in self.filters_of}
        return [(name, str(value)) for name, value in self.request.GET.items() if name not in mine]

    @property
    def total(self) -> int:
        """How many rows there are with this search and these filters."""
        if "total" not in self._cache:
            rows = self._found()
            self._cache["total"] = rows.height if isinstance(rows, pl.DataFrame) else rows.count()
        return int(self._cache["total"])

    @property
    def first(self) -> int:
        """Number of the first row shown, from 1; 0 without rows."""
        return (self._page() - 1) * PAGE_ROWS + 1 if self.total else 0

    @property
    def last(self) -> int:
        """Number of the last row shown."""
        return min(self._page() * PAGE_ROWS, self.total)

    @property
    def pages(self) -> list[tuple[str, str, bool]]:
        """Numbers of pages with addresses, gaps as an ellipsis without one; empty for a single page."""
        last, here = self._last_page(), self._page()
        if last == 1:
            return []
        shown = sorted({1, last, *range(max(1, here - 2), min(last, here + 2) + 1)})
        found: list[tuple[str, str, bool]] = []
        for before, number in zip([0, *shown], shown, strict=False):
            if number > before + 1:
                found.append(("…", "", False))
            found.append((str(number), self._address({f"{self.id}-hal": str(number)}), number == here))
        return found

    @property
    def is_narrowed(self) -> bool:
        """Whether a search or a filter hides rows: then empty means "nothing found"."""
        return bool(self.query) or any(self._chosen(choice) for choice in self.filters_of)

    @property
    def export_url(self) -> str:
        """Address of the workbook with all rows found."""
        return self._address({f"{self.id}-berkas": "xlsx"})

    @property
    def reset_url(self) -> str:
        """Address without search, filters and page."""
        names = [self.query_name, f"{self.id}-hal", *(f"{self.id}-{choice.name}" for choice in self.filters_of)]
        return self._address(dict.fromkeys(names))

    @property
    def empty_title(self) -> Any:
        """Head of an empty table."""
        return _("Tidak ada yang cocok") if self.is_narrowed else self.empty.title

    @property
    def empty_text(self) -> Any:
        """Why it is empty."""
        return _("Ubah kata pencarian atau pilihan saringan.") if self.is_narrowed else self.empty.text

    @property
    def empty_url(self) -> str:
        """Where to go first."""
        return self.reset_url if self.is_narrowed else self.empty.url

    @property
    def empty_action(self) -> Any:
        """What to do first."""
        return _("Hapus saringan") if self.is_narrowed else self.empty.action

    # How it is found

    def _found(self) -> Rows:
        if "found" not in self._cache:
            rows = self.rows_of
            for choice in self.filters_of:
                if value := self._chosen(choice):
                    rows = (
                        rows.filter(pl.col(choice.name).cast(pl.String) == value)
                        if isinstance(rows, pl.DataFrame)
                        else rows.filter(**{choice.name: value})
                        if self._is_offered(choice, value)
                        else rows.none()
                    )
            if self.query and self.search:
                rows = self._searched(rows)
            self._cache["found"] = rows
        found: Rows = self._cache["found"]
        return found

    def _searched(self, rows: Rows) -> Rows:
        if isinstance(rows, pl.DataFrame):
            wanted = self.query.lower()
            holds = [pl.col(name).str.to_lowercase().str.contains(wanted, literal=True) for name in self.search]
            return rows.filter(pl.any_horizontal(holds))
        condition = Q()
        for name in self.search:
            condition |= Q(**{f"{name}__icontains": self.query})
        return rows.filter(condition)

    def _slice(self, start: int, count: int) -> list[Row]:
        rows, (by, down) = self._found(), self._sorting()
        if isinstance(rows, pl.DataFrame):
            if by:
                rows = rows.sort(by, descending=down, nulls_last=True, maintain_order=True)
            return list(rows.slice(start, count).to_dicts())
        if by:
            rows = rows.order_by(f"-{by}" if down else by, "pk")
        return list(rows[start : start + count])

    def _shown(self, row: Row) -> dict[str, Any]:
        cells = [
            {
                "column": {"name": column.name, "label": column.label, "kind": column.kind},
                "text": _written(column.kind, _raw(column, row)),
                "url": column.url(row) if column.url else "",
                "tone": column.tone(row) if column.tone else "",
            }
            for column in self.columns_of
        ]
        return {
            "cells": cells,
            "url": self.row_url(row) if self.row_url else "",
            "tone": self.row_tone(row) if self.row_tone else "",
        }

    def _options(self, choice: Choice) -> list[tuple[str, Any]]:
        if choice.options is not None:
            return list(choice.options)
        rows = self.rows_of
        if isinstance(rows, pl.DataFrame):
            values = rows[choice.name].drop_nulls().cast(pl.String).unique().sort().to_list()
        else:
            values = [
                value for value in rows.order_by(choice.name).values_list(choice.name, flat=True).distinct() if value
            ]
        return [(str(value), str(value)) for value in values]

    def _is_offered(self, choice: Choice, value: str) -> bool:
        """What is not among declared options matches nothing, and may be no value of the column at all."""
        return choice.options is None or value in {str(code) for code, _label in choice.options}

    def _chosen(self, choice: Choice) -> str:
        return self.request.GET.get(f"{self.id}-{choice.name}", "")

    def _sorting(self) -> tuple[str, bool]:
        wanted = self.request.GET.get(f"{self.id}-urut", self.order)
        name = wanted.lstrip("-")
        if name not in {column.name for column in self.columns_of if column.sortable}:
            wanted, name = self.order, self.order.lstrip("-")
        return name, wanted.startswith("-")

    def _sort_url(self, by: str) -> str:
        return self._address({f"{self.id}-urut": by, f"{self.id}-hal": None})

    def _page(self) -> int:
        asked = self.request.GET.get(f"{self.id}-hal", "1")
        return min(max(whole(asked) or 1, 1), self._last_page())

    def _last_page(self) -> int:
        return max(1, math.ceil(self.total / PAGE_ROWS))

    def _address(self, changes: Mapping[str, str | None]) -> str:
        query = self.request.GET.copy()
        for name, value in changes.items():
            if value is None:
                query.pop(name, None)
            else:
                query[name] = value
        return f"?{query.urlencode()}"


def _raw(column: Column, row: Row) -> Any:
    return column.show(row) if column.show else row.get(column.name)


def _written(kind: str, value: Any) -> str:
    """A value as people read it; absent is a dash, never zero."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return str(_("ya") if value else _("tidak"))
    if isinstance(value, dt.datetime):
        return formats.date_format(_local(value), "j M Y H:i")
    if isinstance(value, dt.date):
        return formats.date_format(value, "j M Y")
    if kind == "percent":
        return f"{formats.number_format(round(100 * value, 1), 1)} %"
    if kind == "money":
        return f"Rp {formats.number_format(value, 0, force_grouping=True)}"
    if isinstance(value, float):
        return formats.number_format(round(value, 1), 1, force_grouping=True)
    if isinstance(value, int) and kind in {"number", "points"}:
        return formats.number_format(value, 0, force_grouping=True)
    return str(value)


def _local(value: dt.datetime) -> dt.datetime:
    """An instant by the clock on the wall here."""
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _write(sheet: Any, row: int, column: int, value: Any, date: Any) -> None:
    if value is None:
        return
    if isinstance(value, dt.datetime):
        sheet.write_datetime(row, column, _local(value), date)
    elif isinstance(value, dt.date) and value.year < FIRST_YEAR:
        sheet.write_string(row, column, value.isoformat())
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, value, date)
    elif isinstance(value, bool):
        sheet.write_string(row, column, str(_("ya") if value else _("tidak")))
    elif isinstance(value, float):
        if math.isfinite(value):
            sheet.write_number(row, column, value)
    elif isinstance(value, int) and len(str(value)) < 16:
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, str(value))
