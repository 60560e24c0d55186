"""The first page of this stage, and the page of one unit."""

from typing import Any

import polars as pl
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from penata_web.needs.enums import Direction
from penata_web.needs.frames.gaps import field_names, gaps, worst_units
from penata_web.needs.frames.readings import Seen, balances
from penata_web.needs.operations import start_reading
from penata_web.needs.permissions import NAME_READERS, READERS, READING_STARTERS
from penata_web.needs.queries import readings, shapes_on_map
from penata_web.needs.views.gaps import gap_columns
from penata_web.needs.views.heat import heat_table
from penata_web.needs.views.maps import on_outlines
from penata_web.needs.views.pictures import (
    address,
    balance_chart,
    families_chart,
    leaving_chart,
    needed_chart,
    rows_of,
)
from penata_web.needs.views.standing import before_the_first, standing
from penata_web.shared import gate
from penata_web.shared.acting import Request
from penata_web.shared.charts import number
from penata_web.shared.listing import Column, Empty, Listing
from penata_web.shared.pages import onward, page

HISTORY = 24
WORST = 6
LEAST_NEED = 5
"""A unit that needs fewer people than this is not compared by share: one person is a large share of little."""


@gate.entry(*READERS)
def home(request: Request) -> HttpResponse:
    """Where people are missing: the answer, the figures, the map, the families, what is to come."""
    here = standing(request, "home")
    if here is None:
        return before_the_first(request, "home")
    seen = here.seen
    history = balances(list(readings()[:HISTORY])[::-1], here.scope)
    return page(request, "needs/home.html", {
        **here.context,
        "answer": answer(seen),
        "figures": figures(seen, named=request.acting.has(*NAME_READERS)),
        "map": on_outlines(seen, shapes_on_map()),
        "families": families_chart(seen),
        "worst": [
            (_("Paling banyak kurang"), worst_units(seen, relative=False, least_need=0, most=WORST)),
            (_("Paling kosong dibanding kebutuhannya"),
             worst_units(seen, relative=True, least_need=LEAST_NEED, most=WORST)),
        ],
        "least_need": LEAST_NEED,
        "heat": heat_table(request, seen, by="unit" if here.scope.path else "opd", most=8, rows=10),
        "leaving": leaving_chart(seen, named=request.acting.has(*NAME_READERS)),
        "needed": needed_chart(seen),
        "balance": balance_chart(history),
        "history": len(history),
    })  # fmt: skip


@require_POST
@gate.entry(*READING_STARTERS)
def read(request: Request) -> HttpResponse:
    """Have the registry read again."""
    job = start_reading(by=request.acting, at=timezone.now())
    return onward(request, "job", job.pk)


@gate.entry(*READERS)
def unit(request: Request, unit_id: str) -> HttpResponse:
    """One unit: what it needs, who is there, who leaves."""
    here = standing(request, "shortages")
    if here is None:
        return before_the_first(request, "shortages")
    seen = here.seen
    rows = seen.overview.units.filter(pl.col("unit_id") == unit_id).to_dicts()
    if not rows:
        raise Http404
    posts = gaps(seen, Direction.ALL, unit_id)
    table = Listing(
        request, id="formasi", title=_("Formasi"), rows_of=posts,
        columns_of=gap_columns(Direction.ALL, with_unit=False), search=("what",), order="-shortage",
    )  # fmt: skip
    leaving = Listing(
        request, id="berhenti", title=_("Akan berhenti"),
        rows_of=seen.leaving.filter(pl.col("unit_id") == unit_id), columns_of=leaving_columns(), order="leaves_on",
        empty=Empty(_("Tidak ada yang berhenti"), _("Tidak seorang pun di unit ini berhenti dalam masa proyeksi.")),
    )  # fmt: skip
    row = rows[0]
    context = {**here.context, "unit": row, "posts": table, "figures": unit_figures(row)}
    if request.acting.has(*NAME_READERS):
        context["leaving"] = leaving
        return table.as_file() or leaving.as_file() or page(request, "needs/unit.html", context)
    return table.as_file() or page(request, "needs/unit.html", context)


def leaving_columns() -> tuple[Column, ...]:
    """Columns of a list of people who leave."""
    reasons = {"RETIREMENT": _("Pensiun (BUP)"), "CONTRACT_END": _("Akhir kontrak")}
    return (
        Column("name", _("Nama"), kind="person"),
        Column("employee_id", _("NIP")),
        Column("job", _("Jabatan")),
        Column(
            "unit", _("Unit"), url=lambda row: reverse("needs:unit", args=[row["unit_id"]]) if row["unit_id"] else ""
        ),
        Column("leaves_on", _("Berhenti mulai"), kind="date"),
        Column("reason", _("Sebab"), show=lambda row: reasons.get(row["reason"], "")),
        Column("overdue", _("Sudah lewat")),
        Column("seated", _("Dihitung")),
    )


def answer(seen: Seen) -> str:
    """The question of the dashboard, answered in one sentence."""
    totals = seen.overview.totals
    if not totals.need and totals.posts_without_need:
        return _(
            "Belum dapat dikatakan: kebutuhan tidak ada dalam data. Impor struktur jabatan e-Formasi atau daftar"
            " kebutuhan, atau susun lembar ABK, lalu hitung ulang."
        )
    if not totals.shortage:
        return _("Tidak ada kekurangan: setiap formasi yang kebutuhannya diketahui sudah terisi.")
    units = seen.overview.units.filter(pl.col("shortage") > 0).height
    families = seen.overview.families.filter(pl.col("field").is_not_null()).sort(
        "shortage", "field", descending=[True, False]
    )
    names = field_names(seen.facts.posts)
    top = [
        f"{names.get(field, field)} ({number(short)})"
        for field, short in families.select("field", "shortage").head(2).iter_rows()
        if short
    ]
    return ngettext(
        "Kurang %(short)s orang di %(units)s unit, terbanyak %(top)s; di tempat lain %(over)s orang berlebih.",
        "Kurang %(short)s orang di %(units)s unit, terbanyak %(top)s; di tempat lain %(over)s orang berlebih.",
        totals.shortage,
    ) % {
        "short": number(totals.shortage),
        "units": number(units),
        "top": ", ".join(top),
        "over": number(totals.surplus),
    }


def figures(seen: Seen, *, named: bool) -> list[tuple[Any, ...]]:
    """Key figures, each with the way to its rows."""
    totals, told = seen.overview.totals, seen.figures
    found: list[tuple[Any, ...]] = [
        (totals.filled, _("orang"), _("Terisi, dari kebutuhan %(n)s") % {"n": number(totals.need)},
         rows_of("semua"), ""),
        (totals.shortage, _("orang"), _("Kekurangan pada %(n)s formasi") % {"n": number(totals.posts_short)},
         rows_of("kurang"), "warn" if totals.shortage else "good" if totals.need else ""),
        (totals.surplus, _("orang"), _("Kelebihan pada %(n)s formasi") % {"n": number(totals.posts_over)},
         rows_of("lebih"), ""),
        (told["leaving_12_months"], _("orang"), _("Berhenti dalam 12 bulan"),
         address("leaving", bulan=12) if named else "", ""),
        (None if seen.overview.balance is None else round(100 * seen.overview.balance, 1), "%",
         _("Indeks ketimpangan"), "#ketimpangan", ""),
    ]  # fmt: skip
    if totals.posts_without_need:
        found.insert(3, (
            totals.posts_without_need, _("formasi"),
            _("Tanpa kebutuhan, dengan %(n)s pegawai") % {"n": number(totals.people_without_need)}, rows_of("tanpa"),
            "warn",
        ))  # fmt: skip
    return found


def unit_figures(row: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Key figures of one unit."""
    return [
        (row["need"], _("orang"), _("Kebutuhan"), "", ""),
        (row["filled"], _("orang"), _("Terisi"), "", ""),
        (row["shortage"], _("orang"), _("Kekurangan"), "", "warn" if row["shortage"] else "good"),
        (row["surplus"], _("orang"), _("Kelebihan"), "", ""),
        (row["ej"], "", _("Efektivitas jabatan (EJ)"), "", ""),
    ]
