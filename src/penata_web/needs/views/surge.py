"""What if the demand on one service rises: asked by the address, so that an answer can be sent on."""

import polars as pl
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from penata_web.needs.forms.surge import SurgeForm
from penata_web.needs.frames.surges import TARGETS, Surge, of_service, surged
from penata_web.needs.permissions import NAME_READERS, READERS
from penata_web.needs.views.gaps import gap_choices
from penata_web.needs.views.standing import before_the_first, standing
from penata_web.shared import gate
from penata_web.shared.acting import Request
from penata_web.shared.charts import Chart, Series, number
from penata_web.shared.listing import Column, Empty, Listing
from penata_web.shared.pages import page

BARS = 15


@gate.entry(*READERS)
def surge(request: Request) -> HttpResponse:
    """Raise the demand of one service and see what becomes short, and who of the same work is nearest."""
    here = standing(request, "surge")
    if here is None:
        return before_the_first(request, "surge")
    fields, offices, _districts = gap_choices(here.seen)
    asked = any(request.GET.get(name) for name in ("rumpun", "opd", "unit", "formasi", "persen", "orang"))
    form = SurgeForm(
        request.GET if asked else None, fields=list(fields.options or ()), offices=list(offices.options or ())
    )
    context = {**here.context, "form": form, "targets": TARGETS, "asked": asked}
    if not asked or not form.is_valid():
        return page(request, "needs/surge.html", context)
    given = form.cleaned_data
    posts = of_service(
        here.seen, field=given["rumpun"], office_id=given["opd"], unit_id=given["unit"], post_id=given["formasi"]
    )
    if not posts:
        form.add_error("rumpun", _("Tidak ada formasi dengan kebutuhan di sana. Pilih rumpun atau OPD lain."))
        return page(request, "needs/surge.html", context)
    found = surged(here.seen, posts, percent=given["persen"] or 0, people=given["orang"] or 0)
    table, near = _posts(request, found), _near(request, found)
    context |= {
        "answer": _answer(found),
        "figures": _figures(found),
        "chart": _chart(found),
        "table": table,
        "near": near,
    }
    if not request.acting.has(*NAME_READERS):
        del context["near"]
        return table.as_file() or page(request, "needs/surge.html", context)
    return table.as_file() or near.as_file() or page(request, "needs/surge.html", context)


def _answer(found: Surge) -> str:
    sums = found.sums()
    (before, after), added = sums["shortage"], sums["need"][1] - sums["need"][0]
    words = ngettext(
        "Kebutuhan naik %(added)s orang: kekurangan di pelayanan ini dari %(before)s menjadi %(n)s orang.",
        "Kebutuhan naik %(added)s orang: kekurangan di pelayanan ini dari %(before)s menjadi %(n)s orang.",
        after,
    )
    return words % {"added": number(added), "before": number(before), "n": number(after)}


def _figures(found: Surge) -> list[tuple[object, ...]]:
    sums, before, after = found.sums(), found.before, found.after
    balance = [None if one.balance is None else round(100 * one.balance, 1) for one in (before, after)]
    return [
        (f"{number(sums['need'][0])} → {number(sums['need'][1])}", _("orang"), _("Kebutuhan"), "", ""),
        (f"{number(sums['shortage'][0])} → {number(sums['shortage'][1])}", _("orang"), _("Kekurangan"), "",
         "warn" if sums["shortage"][1] > sums["shortage"][0] else ""),
        (f"{number(sums['surplus'][0])} → {number(sums['surplus'][1])}", _("orang"), _("Kelebihan"), "", ""),
        (f"{number(before.totals.shortage)} → {number(after.totals.shortage)}", _("orang"),
         _("Kekurangan seluruhnya"), "", ""),
        (f"{number(balance[0])} → {number(balance[1])}", "%", _("Indeks ketimpangan"), "", ""),
    ]  # fmt: skip


def _chart(found: Surge) -> Chart:
    units = found.posts.group_by("unit_id").agg(
        pl.col("unit").first(), pl.col("shortage", "shortage_after").sum()
    ).sort("shortage_after", "unit_id", descending=[True, False]).head(BARS)  # fmt: skip
    urls = [reverse("needs:unit", args=[unit]) for unit in units["unit_id"]]
    return Chart(
        kind="bars",
        title=_("Di mana kekurangan menjadi paling besar"),
        words=_("Kekurangan tiap unit sebelum dan sesudah lonjakan."),
        unit=_("orang"),
        x=units["unit"].to_list(),
        series=(
            Series(_("Sebelum"), units["shortage"].to_list(), urls, "before"),
            Series(_("Sesudah"), units["shortage_after"].to_list(), urls, "short"),
        ),
    )


def _posts(request: Request, found: Surge) -> Listing:
    return Listing(
        request, id="lonjakan", title=_("Formasi pelayanan ini"), rows_of=found.posts,
        columns_of=(
            Column("unit", _("Unit"), url=lambda row: reverse("needs:unit", args=[row["unit_id"]])),
            Column("what", _("Jabatan")),
            Column("filled", _("Terisi"), kind="number"),
            Column("need", _("Kebutuhan"), kind="number"),
            Column("need_after", _("Kebutuhan sesudah"), kind="number"),
            Column("shortage", _("Kekurangan"), kind="number"),
            Column("shortage_after", _("Kekurangan sesudah"), kind="number"),
            Column("surplus_after", _("Kelebihan sesudah"), kind="number"),
        ),
        search=("unit", "what"), order="-shortage_after",
    )  # fmt: skip


def _near(request: Request, found: Surge) -> Listing:
    return Listing(
        request, id="terdekat", title=_("Siapa yang terdekat"), rows_of=found.near,
        columns_of=(
            Column("name", _("Nama"), kind="person"),
            Column("employee_id", _("NIP")),
            Column("job", _("Jabatan")),
            Column("unit", _("Dari unit"), url=lambda row: reverse("needs:unit", args=[row["unit_id"]])),
            Column("surplus", _("Kelebihan di sana"), kind="number"),
            Column("to_unit", _("Ke unit")),
            Column("km", _("Jarak (km)"), kind="number"),
        ),
        search=("name", "unit", "to_unit"), order="to_unit",
        empty=Empty(
            _("Tidak ada yang dapat diperbantukan"),
            _("Di luar unit itu tidak ada kelebihan pada pekerjaan yang sama: kekurangan ini perlu pengadaan."),
        ),
    )  # fmt: skip
