"""The heat table: where by what, a real table with numbers and colours."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from penata_web.needs.frames.gaps import ROWS, field_names, heat
from penata_web.needs.frames.readings import Seen
from penata_web.needs.permissions import READERS
from penata_web.needs.views.pictures import address, rows_of
from penata_web.needs.views.standing import before_the_first, standing
from penata_web.shared import gate
from penata_web.shared.acting import Request
from penata_web.shared.listing import Column, Listing, Row
from penata_web.shared.pages import page

COLUMNS = 10


@gate.entry(*READERS)
def heat_page(request: Request) -> HttpResponse:
    """Gap of every place and job family; a number leads to its posts, a name to the units below."""
    here = standing(request, "heat")
    if here is None:
        return before_the_first(request, "heat")
    by = request.GET.get("baris", "opd")
    by = by if by in ROWS else "opd"
    office_id, everything = request.GET.get("opd", ""), request.GET.get("rumpun") == "semua"
    table = heat_table(request, here.seen, by=by, office_id=office_id, most=None if everything else COLUMNS)
    offices = dict(here.seen.overview.offices.select("office_id", "office").iter_rows())
    more = "" if everything else "semua"
    context = {
        **here.context,
        "heat": table,
        "ways": [
            (label, address("heat", baris=value, rumpun=request.GET.get("rumpun", "")), value == by and not office_id)
            for value, label in (("opd", _("Per OPD")), ("kecamatan", _("Per kecamatan")), ("unit", _("Per unit")))
        ],
        "office": offices.get(office_id, ""),
        "everything": everything,
        "toggle": address("heat", baris=by, opd=office_id, rumpun=more),
        "columns": COLUMNS,
    }
    return table.table.as_file() or page(request, "needs/heat.html", context)


@dataclass(frozen=True, slots=True)
class HeatTable:
    """A listing whose cells are shaded; ``needs/heat_table.html`` shows it."""

    table: Listing
    by: str


def heat_table(
    request: Request, seen: Seen, *, by: str, office_id: str = "", most: int | None, rows: int | None = None
) -> HeatTable:
    """The heat table of a reading: ``most`` columns and ``rows`` rows, the worst first; None: all."""
    found = heat(seen, by, office_id=office_id, most=most)
    names = field_names(seen.facts.posts)
    columns = [
        Column("name", _head(by), url=lambda row: _drill(by, row), show=lambda row: row["name"] or _("tanpa letak")),
        Column("gap", _("Selisih"), kind="number", tone=lambda row: shade(row["gap"], row["need"])),
    ]
    columns += [
        Column(
            f"g_{field}", names.get(field, field), kind="number",
            tone=lambda row, f=field: shade(row[f"g_{f}"], row[f"n_{f}"]),  # type: ignore[misc]
            url=lambda row, f=field: _cell(by, row, f),  # type: ignore[misc]
        )
        for field in found.fields
    ]  # fmt: skip
    table = Listing(
        request, id="selisih", title=_("Selisih menurut tempat dan rumpun jabatan"),
        rows_of=found.rows.head(rows) if rows else found.rows,
        columns_of=tuple(columns), search=("name",), order="",
    )  # fmt: skip
    return HeatTable(table, by)


def shade(gap: int | None, need: int | None) -> str:
    """How strong a gap is beside its need: short-1 to short-3, over-1 to over-3, even, or nothing there."""
    if gap is None:
        return "none"
    if gap == 0:
        return "even"
    share = abs(gap) / need if need else 1
    return f"{'short' if gap < 0 else 'over'}-{3 if share > 0.5 else 2 if share > 0.2 else 1}"


def _head(by: str) -> Any:
    return {"opd": _("OPD"), "kecamatan": _("Kecamatan"), "unit": _("Unit")}[by]


def _drill(by: str, row: Row) -> str:
    if not row["key"]:
        return ""
    if by == "opd":
        return address("heat", baris="unit", opd=row["key"])
    return reverse("needs:unit", args=[row["key"]]) if by == "unit" else rows_of("semua", district_id=row["key"])


def _cell(by: str, row: Row, field: str) -> str:
    gap = row[f"g_{field}"]
    if gap is None or not row["key"]:
        return ""
    direction = "kurang" if gap < 0 else "lebih" if gap > 0 else "semua"
    if by == "unit":
        return rows_of(direction, unit=row["key"], field=field)
    return rows_of(direction, field=field, **{ROWS[by][0]: row["key"]})
