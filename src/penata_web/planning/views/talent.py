"""Talent: the nine boxes down to their people, succession in leading posts, IP-ASN of the offices."""

from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata_web.planning.frames import talent as frames
from penata_web.planning.permissions import READS
from penata_web.planning.views.choices import Looked, data_tabs, looked_at
from penata_web.planning.views.drafts import mark_of
from penata_web.shared import gate
from penata_web.shared.acting import Request
from penata_web.shared.charts import number
from penata_web.shared.listing import Choice, Column, Empty, Listing
from penata_web.shared.pages import page

PARTS: Final = (
    ("", gettext_lazy("Sembilan kotak")),
    ("suksesi", gettext_lazy("Suksesi")),
    ("ip-asn", gettext_lazy("IP-ASN")),
)
PERFORMANCE: Final = {
    1: gettext_lazy("di bawah ekspektasi"), 2: gettext_lazy("sesuai ekspektasi"), 3: gettext_lazy("di atas ekspektasi"),
}  # fmt: skip
POTENTIAL: Final = {1: gettext_lazy("rendah"), 2: gettext_lazy("menengah"), 3: gettext_lazy("tinggi")}
SOURCES: Final = {
    "imported": gettext_lazy("dari sistem talenta"), "computed": gettext_lazy("dihitung dari SKP dan potensi"),
}  # fmt: skip
AXES: Final = {"performance": gettext_lazy("kinerja"), "potential": gettext_lazy("potensi")}
WHEN: Final = {
    "NOW": (gettext_lazy("Kosong sekarang"), "warn"), "YEAR": (gettext_lazy("Dalam 12 bulan"), "warn"),
    "TWO": (gettext_lazy("Dalam 24 bulan"), ""), "LATER": (gettext_lazy("Kemudian"), "quiet"),
}  # fmt: skip
DIMENSIONS: Final = {
    "qualification": gettext_lazy("Kualifikasi"), "competence": gettext_lazy("Kompetensi"),
    "performance": gettext_lazy("Kinerja"), "discipline": gettext_lazy("Disiplin"),
}  # fmt: skip
ALWAYS_OPEN: Final = frozenset({"competence", "discipline"})
"""Dimensions that the data or the reader's rights always leave open."""
CATEGORIES: Final = {
    "SANGAT_TINGGI": gettext_lazy("sangat tinggi"), "TINGGI": gettext_lazy("tinggi"), "SEDANG": gettext_lazy("sedang"),
    "RENDAH": gettext_lazy("rendah"), "SANGAT_RENDAH": gettext_lazy("sangat rendah"),
}  # fmt: skip


@gate.entry(*READS)
def talent(request: Request) -> HttpResponse:
    """Where do our people stand, and who could lead next?"""
    at = timezone.now()
    looked = looked_at(request, at)
    mark = mark_of(looked.cycle, request.acting, at) if looked.cycle else ""
    part = request.GET.get("lihat", "")
    here = reverse("planning:talent") + looked.suffix
    context: dict[str, Any] = {
        "looked": looked, "data": data_tabs(looked, "talent"), "mark": mark, "part": part,
        "tabs": [(label, f"{here}&lihat={key}" if key else here, key == part) for key, label in PARTS],
    }  # fmt: skip
    if part == "suksesi":
        context |= _succession(request, looked, mark)
    elif part == "ip-asn":
        context |= _index(request, looked, mark)
    else:
        context |= _boxes(request, looked, mark)
    table: Listing = context["table"]
    return table.as_file() or page(request, "planning/talent.html", context)


def _boxes(request: Request, looked: Looked, mark: str) -> dict[str, Any]:
    """The grid, and the people of the box that was opened."""
    offices = frames.offices(looked.ground)
    office = request.GET.get("kantor", "")
    office = office if office in offices else ""
    grid = frames.grid(looked.ground, office)
    opened = request.GET.get("kotak", "")
    rows = frames.people(looked.ground)
    if office:
        rows = rows.filter(rows["office"] == office)
    if opened:
        rows = rows.filter(rows["box_text"] == opened)
    table = Listing(
        request, id="orang",
        title=_opened(opened),
        rows_of=rows,
        columns_of=(
            Column("name", _("Nama"), kind="person", url=_person_url), Column("employee_id", _("NIP")),
            Column("place", _("Jabatan sekarang")), Column("box", _("Kotak"), kind="number"),
            Column("performance", _("Kinerja, potensi"), show=_axes),
            Column("source", _("Dasar"), show=_basis),
        ),
        search=("name", "employee_id", "place"), order="name", watermark=mark,
        filters_of=(Choice("source", _("Asal"), tuple(SOURCES.items())),),
        empty=Empty(_("Tidak ada orang di sini"), _("Pilih kotak lain, atau kantor lain.")) if grid.total
        else Empty(_("Belum ada ASN dalam data"), _("Impor dulu data pegawai; setelah itu kotak terisi.")),
    )  # fmt: skip
    here = reverse("planning:talent")

    def url_of(box: object) -> str:
        return f"{here}?{urlencode({'siklus': looked.name, 'kantor': office, 'kotak': box})}#orang"

    cells = [
        (PERFORMANCE[performance], [(box, url_of(box.number), str(box.number) == opened) for box in boxes])
        for performance, boxes in grid.rows
    ]
    return {
        "table": table, "grid": grid, "cells": cells, "potentials": list(POTENTIAL.values()), "offices": offices,
        "office": office, "none_url": url_of(frames.NO_BOX),
        "missing": [(AXES[axis], many) for axis, many in grid.missing.items() if many],
        "sources": [(SOURCES[name], many) for name, many in grid.sources.items()],
        "pool": sum(box.people for _row, boxes in grid.rows for box in boxes if box.in_pool),
    }  # fmt: skip


def _opened(box: str) -> str:
    if box == frames.NO_BOX:
        return _("Tanpa kotak")
    return _("Kotak %(n)s") % {"n": box} if box else _("Semua ASN")


def _axes(row: Any) -> str:
    """Both axes in words; a dash for what is not known."""
    return f"{PERFORMANCE.get(row['performance'], '–')}, {POTENTIAL.get(row['potential'], '–')}"


def _basis(row: Any) -> str:
    """Year and source of a box; without one, what is missing."""
    if row["missing"]:
        return _("belum ada: %(axes)s") % {"axes": ", ".join(str(AXES[one]) for one in row["missing"].split())}
    return ", ".join(str(one) for one in (row["year"], SOURCES.get(row["source"])) if one)


def _person_url(row: Any) -> str:
    return reverse("registry:person", args=[row["employee_id"]])


def _succession(request: Request, looked: Looked, mark: str) -> dict[str, Any]:
    rows = frames.succession(looked.ground)
    counts = dict(rows["when"].value_counts().iter_rows())
    nobody = rows.filter((rows["candidates"] == 0) & (rows["when"] != "LATER")).height
    here = f"{reverse('planning:talent')}{looked.suffix}&lihat=suksesi"
    table = Listing(
        request, id="suksesi", title=_("Siapa dapat meneruskan?"), rows_of=rows,
        columns_of=(
            Column("place", _("Jabatan"),
                   url=lambda row: reverse("planning:vacancy", args=[row["post_id"]]) + looked.suffix),
            Column("in_charge", _("Pejabat sekarang")),
            Column("leaves_on", _("Berhenti"), kind="date"),
            Column("when", _("Kapan kosong"), kind="status", show=lambda row: WHEN[row["when"]][0],
                   tone=lambda row: WHEN[row["when"]][1]),
            Column("candidates", _("Calon"), kind="number"),
            Column("followers", _("Tiga teratas (nilai)"), sortable=False),
        ),
        search=("place", "office", "in_charge"), watermark=mark,
        filters_of=(Choice("when", _("Kapan kosong"), tuple((key, words) for key, (words, _t) in WHEN.items())),
                    Choice("level_text", _("Eselon")), Choice("office", _("Kantor"))),
        empty=Empty(_("Tidak ada jabatan pimpinan"), _("Data belum memuat jabatan pimpinan yang diisi tim.")),
    )  # fmt: skip
    tones = {"NOW": "warn", "YEAR": "", "TWO": ""}
    words = {"NOW": _("kosong sekarang"), "YEAR": _("lagi kosong dalam 12 bulan"), "TWO": _("lagi dalam 24 bulan")}
    figures = [
        (counts.get(key, 0), _("jabatan"), words[key], f"{here}&suksesi-when={key}#suksesi", tones[key])
        for key in words
    ]
    figures.append((nobody, _("jabatan"), _("kosong dalam 24 bulan dan tanpa calon"), "", "stop" if nobody else "good"))
    return {"table": table, "figures": figures, "soon": counts.get("NOW", 0) + counts.get("YEAR", 0), "nobody": nobody}


def _index(request: Request, looked: Looked, mark: str) -> dict[str, Any]:
    most = frames.most_points(looked.ground)
    points = tuple(
        Column(name, f"{words} (/{number(most[name])})", kind="number") for name, words in DIMENSIONS.items()
    )
    table = Listing(
        request, id="ip-asn", title=_("IP-ASN menurut kantor"), rows_of=frames.index_of_offices(looked.ground),
        columns_of=(
            Column("office", _("Kantor"), show=lambda row: row["office"] or _("tanpa kantor")),
            Column("people", _("ASN"), kind="number"), *points,
            Column("low", _("Indeks dari"), kind="number"),
            Column("high", _("sampai"), kind="number"),
            Column("category", _("Kategori"), show=lambda row: CATEGORIES.get(row["category"])),
        ),
        search=("office",), order="-people", watermark=mark, empty=Empty(_("Belum ada ASN dalam data"), ""),
    )  # fmt: skip
    return {"table": table, "agency": frames.index_of_agency(looked.ground)}
