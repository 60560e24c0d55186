"""Needs from counts: what staffing norms ask of schools and health centres."""

import polars as pl
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from penata_web.needs.frames.readings import kept_frame
from penata_web.needs.operations import start_taking_norms
from penata_web.needs.permissions import READERS, TAKERS
from penata_web.needs.views.pictures import address
from penata_web.needs.views.standing import Standing, before_the_first, standing
from penata_web.shared import gate
from penata_web.shared.acting import Request
from penata_web.shared.charts import number
from penata_web.shared.listing import Choice, Column, Empty, Listing
from penata_web.shared.pages import onward, page

KINDS = {"sekolah": "SCHOOL", "puskesmas": "HEALTH"}


@gate.entry(*READERS)
def counts(request: Request) -> HttpResponse:
    """What each school and health centre needs by the norm, with its citation, who is there and what is missing."""
    here = standing(request, "counts")
    if here is None:
        return before_the_first(request, "counts")
    kind = request.GET.get("jenis", "sekolah")
    kind = kind if kind in KINDS else "sekolah"
    rows, missing = kept_frame(here.reading, "norms", here.scope), kept_frame(here.reading, "norms_missing", here.scope)
    if rows is None or missing is None:
        return page(request, "needs/counts.html", {**here.context, "answer": _("Hitung ulang untuk melihat norma.")})
    found = rows.filter(pl.col("kind") == KINDS[kind])
    table = _table(request, found, kind)
    absent = Listing(
        request, id="belum", title=_("Belum dapat dihitung"), rows_of=missing,
        columns_of=(Column("unit", _("Unit")), Column("what", _("Apa")), Column("reason", _("Yang belum ada"))),
        search=("unit",), order="unit",
    )  # fmt: skip
    context = {
        **here.context,
        "table": table,
        "absent": absent if missing.height and kind == "sekolah" else None,
        "centres": _centres(request, here) if kind == "puskesmas" else None,
        "answer": _answer(found, kind),
        "kinds": [
            (label, address("counts", jenis=value), value == kind)
            for value, label in (("sekolah", _("Sekolah")), ("puskesmas", _("Puskesmas")))
        ],
        "would": here.reading.figures.get("norms", {}),
        "may_take": request.acting.has(*TAKERS),
    }
    return table.as_file() or absent.as_file() or page(request, "needs/counts.html", context)


@require_POST
@gate.entry(*TAKERS)
def take(request: Request) -> HttpResponse:
    """Enter the needs of norms into the data; replacing what the agency stated asks for a reason."""
    overwrite, reason = request.POST.get("overwrite") == "ya", request.POST.get("reason", "").strip()
    if overwrite and not reason:
        messages.error(request, _("Tulis alasan mengganti kebutuhan yang sudah diisi instansi."))
        return onward(request, "needs:counts")
    job = start_taking_norms(overwrite=overwrite, reason=reason, by=request.acting, at=timezone.now())
    return onward(request, "job", job.pk)


def _table(request: Request, rows: pl.DataFrame, kind: str) -> Listing:
    what = Column("subject", _("Mata pelajaran")) if kind == "sekolah" else Column("ladder_name", _("Tenaga"))
    return Listing(
        request, id="norma", title=_("Kebutuhan menurut norma"), rows_of=rows,
        columns_of=(
            Column("unit", _("Sekolah") if kind == "sekolah" else _("Puskesmas"),
                   url=lambda row: reverse("needs:unit", args=[row["unit_id"]])),
            what,
            Column("need", _("Norma"), kind="number"),
            Column("now", _("Di Data"), kind="number"),
            Column("filled", _("Ada"), kind="number"),
            Column("gap", _("Selisih"), kind="number"),
            Column("source", _("Dasar")),
            Column("note", _("Perlu diputuskan")),
        ),
        search=("unit", "subject", "ladder_name"),
        filters_of=(Choice(what.name, what.label),),
        order="gap",
        empty=Empty(
            _("Belum ada hitungan"),
            _("Bawa masuk jumlah rombongan belajar dan jam mata pelajaran (Dapodik) di halaman Data.")
            if kind == "sekolah" else _("Bawa masuk daftar puskesmas (kawasan, rawat inap) di halaman Data."),
            reverse("registry:home"), _("Ke halaman Data"),
        ),
    )  # fmt: skip


def _centres(request: Request, here: Standing) -> Listing:
    frame = kept_frame(here.reading, "centres", here.scope)
    return Listing(
        request, id="lengkap", title=_("Kelengkapan jenis tenaga"),
        rows_of=pl.DataFrame(schema={"unit": pl.String}) if frame is None else frame,
        columns_of=(
            Column("unit", _("Puskesmas"), url=lambda row: reverse("needs:unit", args=[row["unit_id"]])),
            Column("types", _("Jenis tenaga minimum"), kind="number"),
            Column("met", _("Terpenuhi"), kind="number"),
            Column("share", _("Bagian"), kind="percent"),
        ),
        search=("unit",), order="share",
    )  # fmt: skip


def _answer(rows: pl.DataFrame, kind: str) -> str:
    places, short = rows["unit_id"].n_unique(), -int(rows.filter(pl.col("gap") < 0)["gap"].sum())
    if kind == "sekolah":
        words = ngettext(
            "Norma meminta %(need)s guru di %(places)s sekolah; kurang %(n)s orang.",
            "Norma meminta %(need)s guru di %(places)s sekolah; kurang %(n)s orang.", short,
        )  # fmt: skip
    else:
        words = ngettext(
            "Norma meminta sekurangnya %(need)s tenaga di %(places)s puskesmas; kurang %(n)s orang.",
            "Norma meminta sekurangnya %(need)s tenaga di %(places)s puskesmas; kurang %(n)s orang.", short,
        )  # fmt: skip
    return words % {"need": number(int(rows["need"].sum())), "places": number(places), "n": number(short)}
