"""Data quality: what each check found, who can repair it, and the records."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from penata_web.registry import permissions, queries
from penata_web.registry.views.day import Day, day_of
from penata_web.registry.views.empty import nothing_known
from penata_web.shared import gate
from penata_web.shared.acting import Request
from penata_web.shared.listing import Choice, Column, Empty, Listing, Row
from penata_web.shared.pages import page


@gate.entry(*permissions.QUALITY_READERS)
def quality(request: Request) -> HttpResponse:
    """The checks, worst first, and the records that they found."""
    day = day_of(request)
    checks = sorted(queries.checks(request.acting, on=day.on), key=lambda one: (-one["here"], one["code"]))
    names = {one["code"]: one["name"] for one in checks}
    table = Listing(
        request,
        id="catatan",
        title=_("Catatan yang perlu diperbaiki"),
        rows_of=queries.faults(request.acting, on=day.on).values("code", "table", "item_id", "name", "unit", "detail"),
        columns_of=(
            Column("name", _("Nama"), show=lambda row: row["name"] or row["item_id"],
                   url=lambda row: _url(day, row)),
            Column("item_id", _("NIP atau ID")),
            Column("unit", _("Unit")),
            Column("code", _("Pemeriksaan"), show=lambda row: names.get(row["code"], row["code"])),
            Column("detail", _("Yang ditemukan"), sortable=False),
        ),
        search=("name", "item_id", "unit"),
        filters_of=(
            Choice("code", _("Pemeriksaan"), tuple((one["code"], one["name"]) for one in checks if one["here"])),
        ),
        order="code",
        empty=nothing_known(
            day, Empty(_("Tidak ada yang perlu diperbaiki"), _("Semua pemeriksaan yang dapat dilakukan lulus."))
        ),
    )  # fmt: skip
    document = queries.quality(on=day.on)
    context = {
        "day": day, "checks": checks, "table": table, "document": document,
        "dimensions": [one for one in (document or {"dimensions": []})["dimensions"] if one["tested"]],
    }  # fmt: skip
    return table.as_file() or page(request, "registry/quality.html", context)


def _url(day: Day, row: Row) -> str:
    page_of = {"employees": "registry:person", "wishes": "registry:person", "posts": "registry:post",
               "units": "registry:unit", "schools": "registry:unit"}  # fmt: skip
    name = page_of.get(row["table"])
    return day.url(name, row["item_id"]) if name and row["item_id"] else ""
