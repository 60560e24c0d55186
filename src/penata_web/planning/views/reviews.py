"""Lists of names under review: brought in, seen on screen and as a workbook, shown to named people."""

import datetime as dt
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.dateparse import parse_date
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from penata_web.planning.enums import ReviewState
from penata_web.planning.exports.reviews import TYPE, handed_out
from penata_web.planning.forms.reviews import DayForm, ListForm, ViewersForm, first_day
from penata_web.planning.frames.reviews import posts_frame
from penata_web.planning.models import Review
from penata_web.planning.operations import reviews as operations
from penata_web.planning.operations.refusals import RefusedChangeError
from penata_web.planning.permissions import READS
from penata_web.planning.queries import reviews as queries
from penata_web.planning.queries.cycles import possible_members
from penata_web.shared import gate
from penata_web.shared.acting import Acting, Request
from penata_web.shared.charts import number
from penata_web.shared.listing import Choice, Column, Empty, Listing
from penata_web.shared.pages import onward, page

VERDICTS: Final = {
    "TMS": (gettext_lazy("TMS"), "stop", gettext_lazy("tidak memenuhi syarat")),
    "BTL": (gettext_lazy("BTL"), "warn", gettext_lazy("berkas belum lengkap")),
    "MS": (gettext_lazy("MS"), "good", gettext_lazy("memenuhi syarat")),
    "": (gettext_lazy("Belum dapat dinilai"), "quiet", gettext_lazy("orang atau jabatannya belum jelas")),
}
"""Words of a verdict, its tone, and what it means."""
STATES: Final = {ReviewState.CHECKED: "good", ReviewState.FAILED: "stop", ReviewState.CHECKING: "quiet"}
UNKNOWN: Final = "BELUM"
"""The filter of names that could not be judged, in addresses."""
NOTEWORTHY: Final = "TEMUAN"
FEW: Final = 3
"""Findings of a name that stand in the list; the others on its own page."""


def mark_of(acting: Acting, at: dt.datetime) -> str:
    """Who looks at a draft and when: stands on every page and in every file of it."""
    return _("Draf, hanya untuk orang yang disebut namanya. Dibuka oleh %(name)s pada %(at)s.") % {
        "name": acting.account, "at": formats.date_format(timezone.localtime(at), "j F Y H:i"),
    }  # fmt: skip


@gate.entry(*READS)
def reviews(request: Request) -> HttpResponse:
    """The lists in which one is named."""
    may_write = queries.may_write(request.acting)
    new = reverse("planning:review-new") if may_write else ""
    table = Listing(
        request, id="usulan", title=_("Daftar usulan"), rows_of=queries.review_rows(request.acting),
        columns_of=(
            Column("title", _("Daftar"), url=lambda row: reverse("planning:review", args=[row["pk"]])),
            Column("as_of", _("Tanggal pelantikan"), kind="date"),
            Column("result__counts", _("Hasil"), show=lambda row: counts_told(row["result__counts"]), sortable=False),
            Column("state", _("Keadaan"), kind="status", show=lambda row: ReviewState(row["state"]).label,
                   tone=lambda row: STATES.get(row["state"], "")),
            Column("created_by__full_name", _("Dibawa masuk oleh")),
            Column("created_at", _("Pada"), kind="date"),
        ),
        search=("title", "created_by__full_name"), order="-created_at",
        filters_of=(Choice("state", _("Keadaan"), tuple(ReviewState.choices)),),
        empty=Empty(
            _("Belum ada daftar usulan"),
            _("Letakkan daftar nama dari tim: setiap nama diperiksa terhadap aturan dan data, baris demi baris.")
            if may_write else _("Anda belum disebut sebagai pelihat satu daftar pun."),
            new, _("Periksa daftar usulan"),
        ),
    )  # fmt: skip
    return table.as_file() or page(request, "planning/reviews.html", {"table": table, "may_write": may_write})


def counts_told(counts: dict[str, int] | None) -> str:
    """How many names are what: `4 TMS, 6 BTL, 20 MS`."""
    found = [(VERDICTS[key][0] if key else _("belum dapat dinilai"), (counts or {}).get(key, 0)) for key in VERDICTS]
    return ", ".join(f"{number(many)} {words}" for words, many in found if many)


@gate.entry(*queries.WRITERS)
def review_new(request: Request) -> HttpResponse:
    """Bring in a list of names."""
    at = timezone.now()
    if not queries.may_write(request.acting):
        raise Http404
    form = ListForm(request.POST or None, request.FILES or None, initial=first_day(timezone.localdate(at)))
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.receive_list(**form.cleaned_data, by=request.acting, at=at)
        except RefusedChangeError as refusal:
            form.add_error("file" if form.cleaned_data["file"] else "rows", list(refusal.words))
        else:
            return onward(request, "planning:review", made.pk)
    return page(request, "planning/review_new.html", {"form": form}, status=422 if form.errors else 200)


@gate.entry(*READS)
def review(request: Request, pk: int) -> HttpResponse:
    """What was found in a list: the answer, every name, the chains of seats, the list as a whole."""
    at = timezone.now()
    row = queries.review_of(request.acting, pk)
    result = row.result
    context: dict[str, Any] = {
        "review": row, "mark": mark_of(request.acting, at), "may_write": queries.may_write(request.acting),
        "checking": is_checking(row), "problem": _problem(row), "result": result,
        "edited": [line for line in row.lines if line["state"]],
        "removed": [line for line in row.lines if line["state"] == "REMOVED"],
        "viewers": list(row.viewers.order_by("full_name", "username")), "history": history_of(row),
        "day_form": DayForm(initial={"on": row.as_of}),
    }  # fmt: skip
    if result:
        context |= _shown(request, row)
        table: Listing = context["posts"]
        if file := table.as_file():
            return file
    return page(request, "planning/review.html", context)


@gate.entry(*READS)
def review_file(request: Request, pk: int) -> HttpResponse:
    """The list as a workbook, with what was found beside each name."""
    row = queries.review_of(request.acting, pk)
    path = operations.workbook_of(row)
    if not row.checked_version or not path.exists():
        raise Http404
    response = HttpResponse(handed_out(path, mark_of(request.acting, timezone.now())), content_type=TYPE)
    name = slugify(row.title.rsplit(".", 1)[0]) or f"usulan-{row.pk}"
    response["Content-Disposition"] = f'attachment; filename="{name}-diperiksa.xlsx"'
    return response


@require_POST
@gate.entry(*queries.WRITERS)
def review_check(request: Request, pk: int) -> HttpResponse:
    """Check again, for a day."""
    row = queries.review_of(request.acting, pk)
    form = DayForm(request.POST)
    day = form.cleaned_data["on"] if form.is_valid() else row.as_of
    operations.check_again(review=row, on=day, by=request.acting, at=timezone.now())
    return onward(request, "planning:review", pk)


@gate.entry(*queries.WRITERS)
def review_viewers(request: Request, pk: int) -> HttpResponse:
    """Say who sees the draft."""
    at = timezone.now()
    row = queries.review_of(request.acting, pk)
    accounts = possible_members(request.acting, timezone.localdate(at))
    form = ViewersForm(request.POST or None, accounts=accounts, initial={"viewers": row.viewers.all()})
    if request.method == "POST" and form.is_valid():
        operations.change_viewers(review=row, viewers=form.cleaned_data["viewers"], by=request.acting, at=at)
        return onward(request, "planning:review", pk, said=_("Yang boleh melihat sudah disimpan."))
    context = {"form": form, "review": row, "mark": mark_of(request.acting, at)}
    return page(request, "planning/review_viewers.html", context, status=422 if form.errors else 200)


def is_checking(review: Review) -> bool:
    """Whether an answer is still to come."""
    return review.state == ReviewState.CHECKING and review.job is not None and not review.job.is_over


HISTORY: Final = {
    "RECEIVE_LIST": gettext_lazy("Dibawa masuk"), "CHECK_LIST": gettext_lazy("Diperiksa"),
    "CHANGE_LINE": gettext_lazy("Baris %(row)s diubah"), "ADD_LINE": gettext_lazy("Baris %(row)s ditambah"),
    "REMOVE_LINE": gettext_lazy("Baris %(row)s dihapus"), "PUT_LINE_BACK": gettext_lazy("Baris %(row)s dikembalikan"),
    "CHANGE_VIEWERS": gettext_lazy("Pelihat diubah"),
}  # fmt: skip


def history_of(review: Review) -> list[dict[str, Any]]:
    """What was done to the list, in words, the newest first; checks follow upon changes and are left out."""
    return [
        {"at": one.at, "who": one.author,
         "what": HISTORY.get(one.verb, one.verb) % {"row": {**one.before, **one.after}.get("row", "")}}
        for one in queries.changes_of(review, since=-1) if one.verb != "CHECK_LIST"
    ]  # fmt: skip


def _problem(review: Review) -> str:
    """Why there is no answer to the newest version; empty where there is or it is on the way."""
    if review.state == ReviewState.FAILED:
        return review.error
    if review.state == ReviewState.CHECKING and (review.job is None or review.job.is_over):
        told = review.job.error if review.job else ""
        return told or _("Pemeriksaan terhenti sebelum selesai. Periksa ulang.")
    return ""


def _shown(request: Request, row: Review) -> dict[str, Any]:
    """The names that the filter leaves, the figures that lead to them, and the posts."""
    result = row.result
    counts, names = result["counts"], result["names"]
    here = reverse("planning:review", args=[row.pk])
    wanted = request.GET.get("hasil", "")
    found = [name for name in names if _is_wanted(name, wanted)]
    if request.GET.get("urut") == "baris":
        found.sort(key=lambda name: (name["sheet"], name["row"]))
    noteworthy = sum(not name["calm"] for name in names)
    figures = [
        (counts.get(key, 0), "", words[2], f"{here}?hasil={key or UNKNOWN}", tone if counts.get(key) else "")
        for key, words in VERDICTS.items()
        if (tone := words[1].replace("quiet", "warn")) and (key or counts.get(key))
    ]
    choices: list[tuple[str, Any, int]] = [("", _("Semua"), len(names)), (NOTEWORTHY, _("Ada temuan"), noteworthy)]
    choices += [(key or UNKNOWN, words[0], counts.get(key, 0)) for key, words in VERDICTS.items() if counts.get(key)]
    picks = [
        (f"{label} ({number(many)})", f"{here}?hasil={key}" if key else here, key == wanted)
        for key, label, many in choices
    ]
    part = request.GET.get("lihat", "")
    parts = (
        ("", _("Nama demi nama")), ("rantai", f"{_('Geser berantai')} ({number(len(result['chains']))})"),
        ("formasi", f"{_('Formasi')} ({number(len(result['posts']))})"), ("draf", _("Tentang draf ini")),
    )  # fmt: skip
    tabs = [(label, f"{here}?lihat={key}" if key else here, key == part) for key, label in parts]
    for name in found:
        name["badge"] = VERDICTS[name["verdict"]][:2]
        heavy = [one for one in name["findings"] if one["weight"] != "NOTE"]
        name["told"], name["more"] = heavy[:FEW], max(0, len(heavy) - FEW)
    posts = Listing(
        request, id="formasi", title=_("Siapa duduk di mana bila daftar ini dilaksanakan?"),
        rows_of=posts_frame(result["posts"]),
        columns_of=(
            Column("seat", _("Formasi")), Column("unit", _("Unit")),
            Column("need", _("Kebutuhan"), kind="number"), Column("minimum", _("Minimum"), kind="number"),
            Column("before", _("Sebelum"), kind="number"), Column("after", _("Sesudah"), kind="number"),
            Column("holders", _("Yang duduk sesudahnya"), sortable=False),
            Column("state", _("Perhatian"), tone=lambda line: "warn" if line["state"] else ""),
        ),
        search=("seat", "unit", "holders"), watermark=mark_of(request.acting, timezone.now()),
        empty=Empty(_("Tidak ada formasi yang berubah"), ""),
    )  # fmt: skip
    return {
        "names": found, "figures": figures, "tabs": tabs, "picks": picks, "part": part, "posts": posts,
        "noteworthy": noteworthy,
        "total": len(names), "counts_told": counts_told(counts), "on": parse_date(result["on"]),
        "as_of": parse_date(result["as_of"]), "chains": result["chains"],
    }  # fmt: skip


def _is_wanted(name: dict[str, Any], wanted: str) -> bool:
    if wanted == NOTEWORTHY:
        return not name["calm"]
    return not wanted or (name["verdict"] or UNKNOWN) == wanted
