"""The page of a plan: what it proposes, what stays short, when, and how sure it is."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata_web.planning.enums import PlanState
from penata_web.planning.exports.plans import TYPES, handed_out, is_there
from penata_web.planning.frames.boards import place_of
from penata_web.planning.frames.plans import Reading, Sight, reading_of, sight_of, source_of
from penata_web.planning.frames.summaries import (
    answer_chart,
    ladder_chart,
    place_chart,
    place_map,
    places_seen,
    proof_of,
    summary_of,
    told_of,
)
from penata_web.planning.models import Plan
from penata_web.planning.queries.plans import READERS, may_try, plan_of, sees_whole
from penata_web.planning.views.drafts import mark_of
from penata_web.shared import gate
from penata_web.shared.acting import Acting, Request
from penata_web.shared.listing import Choice, Column, Empty, Listing
from penata_web.shared.pages import onward, page

TABS: Final = (
    ("plan", gettext_lazy("Ringkasan")),
    ("plan-moves", gettext_lazy("Perpindahan")),
    ("plan-chains", gettext_lazy("Rantai")),
    ("plan-units", gettext_lazy("Unit")),
    ("plan-short", gettext_lazy("Yang masih kurang")),
    ("plan-wishes", gettext_lazy("Keinginan")),
    ("plan-calendar", gettext_lazy("Kalender")),
    ("plan-proof", gettext_lazy("Bukti")),
)
KINDS: Final = {
    "LATERAL": gettext_lazy("Rotasi"),
    "PROMOTION": gettext_lazy("Promosi"),
    "DEMOTION": gettext_lazy("Penurunan"),
    "CHANGE_OF_FAMILY": gettext_lazy("Alih jabatan"),
    "PLACED": gettext_lazy("Penempatan"),
    "RELEASED": gettext_lazy("Dilepas"),
}
STATES: Final = {
    "PLANNED": gettext_lazy("Direncanakan"),
    "COMMITTEE": gettext_lazy("Diisi tim penilai"),
    "NOT_PLANNED": gettext_lazy("Tidak direncanakan"),
    "GAVE": gettext_lazy("Melepas pegawai"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A plan opened for somebody: what was read, what of it is seen, and what every tab shows of it."""

    plan: Plan
    reading: Reading
    sight: Sight
    mark: str
    context: dict[str, Any]

    @property
    def nothing(self) -> str:
        """Why a list of moves is empty."""
        if self.sight.units is not None:
            return _("Rencana ini tidak memindahkan siapa pun dari atau ke unit Anda.")
        return told_of(self.reading).nothing


def opened(request: Request, pk: int, tab: str, *, tries: bool = False) -> Shown:
    """A finished plan as this capacity sees it; 404 where it may not, or where nothing came of it yet.

    ``tries``: only who may ask "what if" comes in.
    """
    plan = plan_of(request.acting, timezone.now(), pk)
    if plan.state != PlanState.DONE or (tries and not may_try(request.acting)):
        raise Http404
    return _shown(request, plan, tab)


def _shown(request: Request, plan: Plan, tab: str) -> Shown:
    at, pk = timezone.now(), plan.pk
    reading = reading_of(plan)
    sight = sight_of(request.acting, reading)
    mark = mark_of(plan, request.acting, at)
    context = {
        "plan": plan, "scenario": plan.scenario, "cycle": plan.scenario.cycle, "mark": mark,
        "told": told_of(reading), "own_only": sight.units is not None, "may_try": may_try(request.acting),
        "tabs": [(label, reverse(f"planning:{name}", args=[pk]), name == tab) for name, label in TABS],
        "files": [name for name in TYPES if _may_take(request.acting, name) and is_there(plan, name)],
    }  # fmt: skip
    return Shown(plan, reading, sight, mark, context)


@gate.entry(*READERS)
def plan(request: Request, pk: int) -> HttpResponse:
    """What does this plan propose? The answer, before and after, the map with its flows, how sure it is."""
    found = plan_of(request.acting, timezone.now(), pk)
    if found.state != PlanState.DONE:
        return onward(request, "planning:run", pk)
    shown = _shown(request, found, "plan")
    if may_try(request.acting):
        place_of(source_of(found))
    context = {
        **shown.context,
        "summary": summary_of(shown.reading, pk),
        "map": place_map(shown.reading, pk),
        "places": place_chart(shown.reading),
        "ladder": ladder_chart(shown.reading),
    }
    return page(request, "planning/plan.html", context)


@gate.entry(*READERS)
def plan_units(request: Request, pk: int) -> HttpResponse:
    """Before and after by unit, office or district."""
    shown = opened(request, pk, "plan-units")
    level = request.GET.get("tingkat", "unit")
    levels = {"unit": _("Unit"), "kantor": _("Kantor"), "kecamatan": _("Kecamatan")}
    if level not in levels or shown.sight.units is not None:
        level = "unit"
    side = {"unit": "unit", "kantor": "office", "kecamatan": "district"}[level]
    here, moves = reverse("planning:plan-units", args=[pk]), reverse("planning:plan-moves", args=[pk])
    table = Listing(
        request, id="unit", title=_("Sebelum dan sesudah"), rows_of=places_seen(shown.reading, shown.sight, level),
        columns_of=(
            Column("name", levels[level], url=lambda row: f"{moves}?perpindahan-{side}_to={row['query']}"),
            Column("need", _("Kebutuhan"), kind="number"),
            Column("filled_before", _("Terisi sebelum"), kind="number"),
            Column("filled_after", _("Terisi sesudah"), kind="number"),
            Column("shortage_before", _("Kurang sebelum"), kind="number"),
            Column("shortage_after", _("Kurang sesudah"), kind="number"),
            Column("change", _("Perubahan"), kind="number", show=_signed, tone=_better),
            Column("surplus_after", _("Lebih sesudah"), kind="number"),
        ),
        search=("name",), order="-shortage_before", watermark=shown.mark,
        empty=Empty(_("Tidak ada formasi dengan kebutuhan"), _("Isi dahulu kebutuhan (ABK).")),
    )  # fmt: skip
    tabs = [(label, f"{here}?tingkat={name}", name == level) for name, label in levels.items()]
    context = {**shown.context, "table": table, "levels": [] if shown.sight.units is not None else tabs}
    return table.as_file() or page(request, "planning/plan_units.html", context)


@gate.entry(*READERS)
def plan_short(request: Request, pk: int) -> HttpResponse:
    """Posts that stay short, why, and what would help."""
    shown = opened(request, pk, "plan-short")
    rows, for_file = shown.sight.rows(shown.reading.short), "kurang-berkas" in request.GET
    more = (
        Column("need", _("Kebutuhan"), kind="number"),
        Column("candidates", _("Boleh datang"), kind="number"),
        Column("needed_elsewhere", _("Dibutuhkan di tempatnya"), kind="number"),
        Column("post_id", _("ID formasi")),
    )
    table = Listing(
        request, id="kurang", title=_("Formasi yang masih kurang"), rows_of=rows,
        columns_of=(
            Column("seat", _("Formasi"), show=lambda row: row["seat"] or row["post_id"]),
            Column("unit", _("Unit")),
            Column("shortage_after", _("Kurang"), kind="number", show=None if for_file else _short_of),
            Column("why", _("Mengapa"), sortable=False),
            Column("helps", _("Yang paling menolong"), show=lambda row: (row["helps"] or [None])[0], sortable=False),
            *(more if for_file else ()),
        ),
        search=("seat", "unit", "post_id"), order="", watermark=shown.mark,
        filters_of=(Choice("state", _("Keadaan"), tuple(STATES.items())), Choice("office", _("Kantor"))),
        empty=Empty(_("Tidak ada yang masih kurang"), _("Semua kebutuhan yang diketahui terpenuhi.")),
    )  # fmt: skip
    context = {**shown.context, "table": table, "people": int(rows["shortage_after"].sum()), "posts": rows.height}
    return table.as_file() or page(request, "planning/plan_short.html", context)


@gate.entry(*READERS)
def plan_wishes(request: Request, pk: int) -> HttpResponse:
    """Who wished what, and what became of it."""
    shown = opened(request, pk, "plan-wishes")
    rows, counts = shown.reading.answers(shown.sight)
    more = (Column("employee_id", _("NIP")), Column("unit", _("Unit sekarang")), Column("ahead", _("Orang di depan")))
    table = Listing(
        request, id="keinginan", title=_("Siapa meminta apa, dan apa jawabannya?"), rows_of=rows,
        columns_of=(
            Column("name", _("Pegawai"), kind="person",
                   url=lambda row: reverse("planning:plan-person", args=[pk, row["employee_id"]])),
            Column("stance_text", _("Sikap")),
            Column("wished", _("Diminta")),
            Column("answer", _("Jawaban"), kind="status", tone=_answer_tone),
            Column("words", _("Penjelasan"), sortable=False),
            Column("points", _("Nilai sendiri"), kind="points"),
            Column("points_needed", _("Nilai diperlukan"), kind="points"),
            *(more if "keinginan-berkas" in request.GET else ()),
        ),
        search=("name", "employee_id", "wished", "unit"), order="name", watermark=shown.mark,
        filters_of=(Choice("status", _("Jawaban"), tuple((one.status, one.label) for one in counts)),),
        empty=Empty(_("Belum ada keinginan dalam data"), _("Keinginan pegawai dibaca dari data siklus ini.")),
    )  # fmt: skip
    good = sum(one.count for one in counts if one.good)
    context = {**shown.context, "table": table, "chart": answer_chart(counts), "good": good, "all": rows.height}
    return table.as_file() or page(request, "planning/plan_wishes.html", context)


GOOD: Final = frozenset({"GRANTED", "ALREADY_THERE", "HONOURED"})


@gate.entry(*READERS)
def plan_calendar(request: Request, pk: int) -> HttpResponse:
    """In which waves and on which days people move; who covers meanwhile."""
    shown = opened(request, pk, "plan-calendar")
    table = shown.reading.story.timetable
    cover = None
    if table is not None:
        posts = shown.sight.rows(shown.reading.story.seats).select("post_id")
        rows = table.cover.join(posts, on="post_id", how="semi", maintain_order="left")
        cover = Listing(
            request, id="pengisi", title=_("Siapa mengisi selama kursi kosong?"), rows_of=rows,
            columns_of=(
                Column("seat", _("Formasi")), Column("unit", _("Unit")),
                Column("from_date", _("Kosong sejak"), kind="date"),
                Column("until_date", _("Terisi pada"), kind="date"), Column("kind_text", _("Bentuk")),
                Column("names", _("Usul nama"), sortable=False),
                Column("load_percent", _("Tambahan beban (%)"), kind="number"),
            ),
            search=("seat", "unit", "names"), order="from_date", watermark=shown.mark,
            empty=Empty(_("Tidak ada kursi yang kosong di tengah jalan"), ""),
        )  # fmt: skip
        if file := cover.as_file():
            return file
    context = {**shown.context, "timetable": table, "cover": cover}
    return page(request, "planning/plan_calendar.html", context)


@gate.entry(*READERS)
def plan_proof(request: Request, pk: int) -> HttpResponse:
    """How sure the plan is, in plain words, and the annex: bound, gap, digests, rules, versions."""
    shown = opened(request, pk, "plan-proof")
    return page(request, "planning/plan_proof.html", {**shown.context, "proof": proof_of(shown.reading)})


@gate.entry(*READERS)
def plan_brief(request: Request, pk: int) -> HttpResponse:
    """Two A4 pages for the one who decides."""
    shown = opened(request, pk, "")
    offices = places_seen(shown.reading, shown.sight, "kantor").head(6)
    context = {
        **shown.context,
        "summary": summary_of(shown.reading, pk),
        "places": offices.to_dicts(),
        "short": shown.sight.rows(shown.reading.short).head(6).to_dicts(),
    }
    return page(request, "planning/plan_brief.html", context)


@gate.entry(*READERS)
def plan_file(request: Request, pk: int, name: str) -> HttpResponse:
    """The workbook, the report, or what anybody may see, as files."""
    at = timezone.now()
    found = plan_of(request.acting, at, pk)
    if found.state != PlanState.DONE or not _may_take(request.acting, name) or not is_there(found, name):
        raise Http404
    response = HttpResponse(handed_out(found, name, mark_of(found, request.acting, at)), content_type=TYPES[name])
    ending = {"buku-kerja": "xlsx", "laporan": "html", "publik": "zip"}[name]
    response["Content-Disposition"] = f'attachment; filename="rencana-{found.pk}-{name}.{ending}"'
    return response


def _may_take(acting: Acting, name: str) -> bool:
    """The workbook and the report name everybody; the public folder nobody."""
    return name == "publik" or (name in TYPES and sees_whole(acting))


def _answer_tone(row: Any) -> str:
    return "good" if row["status"] in GOOD else "quiet"


def _short_of(row: Any) -> str:
    return _("%(n)s dari %(all)s") % {"n": row["shortage_after"], "all": row["need"]}


def _signed(row: Any) -> str:
    change = int(row["change"])
    return f"+{change}" if change > 0 else str(change).replace("-", "−")


def _better(row: Any) -> str:
    return "good" if row["change"] < 0 else "warn" if row["change"] > 0 else ""
