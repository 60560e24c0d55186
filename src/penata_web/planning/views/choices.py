"""Leading posts without a holder now or soon, their candidates side by side, and the committee's choice."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from penata_web.planning.forms.choices import ChoiceForm, WithdrawChoiceForm
from penata_web.planning.frames import choices as frames
from penata_web.planning.frames.grounds import Ground, ground_now, ground_of
from penata_web.planning.models import Choice, Cycle
from penata_web.planning.operations import choices as operations
from penata_web.planning.operations.refusals import RefusedChangeError
from penata_web.planning.permissions import READS, is_member
from penata_web.planning.queries import choices as queries
from penata_web.planning.views.drafts import mark_of
from penata_web.shared import gate
from penata_web.shared.acting import Acting, Request
from penata_web.shared.enums import Role
from penata_web.shared.listing import Choice as Filter
from penata_web.shared.listing import Column, Empty, Listing
from penata_web.shared.pages import page
from penata_web.shared.typed import whole

STATES: Final = {
    frames.VACANT: (gettext_lazy("Kosong"), "warn"),
    frames.OVERDUE: (gettext_lazy("Sudah lewat BUP"), "stop"),
    frames.LEAVING: (gettext_lazy("Akan kosong"), ""),
}
MONTHS: Final = (0, 12, 24)
SOON: Final = 12
SIDE_BY_SIDE: Final = 4
FIRST: Final = 3
REGISTRY: Final = "data"
"""The address's word for the registry as it is, without a cycle."""


@dataclass(frozen=True, slots=True)
class Looked:
    """On what data somebody looks at leading posts."""

    ground: Ground
    cycle: Cycle | None
    cycles: list[Cycle]

    @property
    def name(self) -> str:
        """What the address calls it."""
        return str(self.cycle.pk) if self.cycle else REGISTRY

    @property
    def suffix(self) -> str:
        """What an address carries on."""
        return f"?siklus={self.name}"


def looked_at(request: Request, at: dt.datetime) -> Looked:
    """The cycle that the address names, else the newest open one that the account is a member of, else the registry."""
    if request.acting.unit_id:
        raise Http404
    found = queries.frozen_cycles(request.acting, at)
    asked = request.GET.get("siklus", "")
    cycle = next((one for one in found if str(one.pk) == asked), None)
    if cycle is None and asked and asked != REGISTRY:
        raise Http404
    if cycle is None and not asked:
        cycle = next((one for one in found if one.state == "OPEN"), None)
    today = timezone.localdate(at)
    if cycle is not None:
        return Looked(ground_of(cycle), cycle, found)
    return Looked(ground_now(today=today, on=today, agency_id=request.acting.agency_id), None, found)


def data_tabs(looked: Looked, name: str, *args: str) -> list[tuple[str, str, bool]]:
    """The data one may look at: each cycle, and the registry as it is."""
    here = reverse(f"planning:{name}", args=args)
    tabs = [(cycle.name, f"{here}?siklus={cycle.pk}", cycle == looked.cycle) for cycle in looked.cycles]
    return [*tabs, (_("Data hari ini"), f"{here}?siklus={REGISTRY}", looked.cycle is None)] if tabs else []


@gate.entry(*READS)
def vacancies(request: Request) -> HttpResponse:
    """Which leading posts have no holder, or will have none within so many months."""
    at = timezone.now()
    looked = looked_at(request, at)
    months = next((one for one in MONTHS if one == whole(request.GET.get("bulan", ""))), SOON)
    rows = frames.vacancies(looked.ground, months)
    chosen = _chosen(request.acting, looked)
    mark = mark_of(looked.cycle, request.acting, at) if looked.cycle else ""

    def told(row: Any) -> str | None:
        name = chosen.get(row["post_id"])
        return _("Tim memilih %(name)s") % {"name": name} if name else row["followers"]

    table = Listing(
        request, id="lowong", title=_("Jabatan pimpinan"), rows_of=rows,
        columns_of=(
            Column("place", _("Jabatan"),
                   url=lambda row: reverse("planning:vacancy", args=[row["post_id"]]) + looked.suffix),
            Column("state", _("Keadaan"), kind="status", show=lambda row: STATES[row["state"]][0],
                   tone=lambda row: STATES[row["state"]][1]),
            Column("in_charge", _("Pejabat sekarang")),
            Column("leaves_on", _("Berhenti"), kind="date"),
            Column("candidates", _("Calon"), kind="number"),
            Column("followers", _("Pilihan tim, atau tiga teratas (nilai)"), sortable=False, show=told),
        ),
        search=("place", "office", "in_charge"), watermark=mark,
        filters_of=(Filter("state", _("Keadaan"), tuple((key, words) for key, (words, _tone) in STATES.items())),
                    Filter("level_text", _("Eselon")), Filter("office", _("Kantor"))),
        empty=Empty(_("Tidak ada jabatan pimpinan yang kosong"),
                    _("Semua terisi sampai batas waktu ini, atau kebutuhan jabatan pimpinan belum ada dalam data.")),
    )  # fmt: skip
    counts = dict(rows["state"].value_counts().iter_rows())
    here = reverse("planning:vacancies")
    context = {
        "table": table, "mark": mark, "looked": looked, "tabs": data_tabs(looked, "vacancies"), "months": months,
        "vacant": counts.get(frames.VACANT, 0), "overdue": counts.get(frames.OVERDUE, 0),
        "leaving": counts.get(frames.LEAVING, 0),
        "spans": [(_("Kosong sekarang") if not one else _("Dalam %(n)d bulan") % {"n": one},
                   f"{here}{looked.suffix}&bulan={one}", one == months) for one in MONTHS],
    }  # fmt: skip
    return table.as_file() or page(request, "planning/vacancies.html", context)


@gate.entry(*READS)
def vacancy(request: Request, post_id: str) -> HttpResponse:
    """Who could take this post? Candidates side by side, and the committee's choice."""
    at = timezone.now()
    looked = looked_at(request, at)
    post = frames.leading_post(looked.ground, post_id)
    if post is None:
        raise Http404
    form, status = None, 200
    if looked.cycle is not None and queries.may_choose(request.acting, looked.cycle):
        form = ChoiceForm(request.POST or None)
        if request.method == "POST":
            if form.is_valid() and (answer := _choose(request, looked, post_id, form, at)) is not None:
                return answer
            status = 422
    context = _compared(request, looked, post_id) | {
        "post": post, "looked": looked, "tabs": data_tabs(looked, "vacancy", post_id), "form": form,
        "state": STATES.get(post["state"] or ""), **_standing(request.acting, looked, post_id, at),
        "mark": mark_of(looked.cycle, request.acting, at) if looked.cycle else "",
    }  # fmt: skip
    table: Listing = context["table"]
    return table.as_file() or page(request, "planning/vacancy.html", context, status=status)


@gate.entry(Role.COMMITTEE)
def choice_withdraw(request: Request, pk: int) -> HttpResponse:
    """Withdraw a choice, with the reason."""
    at = timezone.now()
    choice = queries.choice_of(request.acting, at, pk)
    form = WithdrawChoiceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.withdraw_choice(choice=choice, **form.cleaned_data, by=request.acting, at=at)
        except RefusedChangeError as refusal:
            form.add_error("reason", list(refusal.words))
        else:
            messages.success(request, _("Pilihan ditarik; skenario yang memuatnya berubah dan perlu dihitung lagi."))
            return _back(choice)
    names = looked_names(choice)
    context = {"form": form, "choice": choice, "mark": mark_of(choice.cycle, request.acting, at), **names,
               "back": _back(choice).url}  # fmt: skip
    return page(request, "planning/choice_withdraw.html", context, status=422 if form.errors else 200)


@require_POST
@gate.entry(Role.COMMITTEE)
def choice_carry(request: Request, pk: int) -> HttpResponse:
    """Force a standing choice in scenarios that do not hold it yet."""
    choice = queries.choice_of(request.acting, timezone.now(), pk)
    try:
        skipped = operations.carry_choice(choice=choice, by=request.acting, at=timezone.now())
    except RefusedChangeError as refusal:
        messages.error(request, str(refusal))
    else:
        _say(request, _("Pilihan dimasukkan ke skenario yang belum memuatnya."), skipped)
    return _back(choice)


def looked_names(choice: Choice) -> dict[str, str]:
    """Name of the chosen person and words of the post, as they are in the cycle's data."""
    ground = ground_of(choice.cycle)
    post = frames.leading_post(ground, choice.post_id)
    seat = post["place"] if post else choice.post_id
    return {"person": frames.name_of(ground, choice.employee_id), "seat": seat}


def _compared(request: Request, looked: Looked, post_id: str) -> dict[str, Any]:
    """The candidates of a post: those who are compared, and all of them as a table."""
    rows = frames.shortlist(looked.ground, post_id)
    asked = set(request.GET.getlist("calon"))
    everybody = rows.to_dicts()
    picked = [row for row in everybody if row["employee_id"] in asked][:SIDE_BY_SIDE]
    compared = picked or everybody[:FIRST]
    ids = [row["employee_id"] for row in compared]
    opened = frames.chains(looked.ground, post_id, [row["place"] for row in compared]) if compared else {}
    here = reverse("planning:vacancy", args=[post_id])

    def with_this(row: Any) -> str:
        chosen = [*ids, row["employee_id"]] if row["employee_id"] not in ids else ids
        query = [("siklus", looked.name), *(("calon", one) for one in chosen[-SIDE_BY_SIDE:])]
        return f"{here}?{urlencode(query)}"

    table = Listing(
        request, id="calon-lain", title=_("Semua calon yang memenuhi syarat"), rows_of=rows,
        columns_of=(
            Column("place", _("Urutan"), kind="number"), Column("name", _("Calon"), kind="person", url=with_this),
            Column("employee_id", _("NIP")), Column("points", _("Nilai"), kind="points"),
            Column("present", _("Jabatan sekarang")), Column("box", _("Kotak"), kind="number"),
            Column("step_text", _("Langkah")),
        ),
        search=("name", "employee_id", "present"), order="place",
        watermark=mark_of(looked.cycle, request.acting, timezone.now()) if looked.cycle else "",
        empty=Empty(_("Tidak ada calon yang memenuhi syarat"),
                    _("Tidak seorang pun setingkat atau satu tingkat di bawahnya memenuhi semua syarat jabatan ini. "
                      "Yang dapat ditempuh: seleksi terbuka, atau penunjukan Plt.")),
    )  # fmt: skip
    rules = frames.demands(looked.ground, post_id, ids) if ids else []
    return {
        "open": [one for one in rules if not one.is_settled], "met": [one for one in rules if one.is_settled],
        "table": table, "compared": compared, "total": rows.height, "parts": frames.parts(compared) if compared else [],
        "chains": [(row, opened.get(row["place"])) for row in compared],
    }  # fmt: skip


def _standing(acting: Acting, looked: Looked, post_id: str, at: dt.datetime) -> dict[str, Any]:
    """The choice that stands for a post with the scenarios that hold it, and those withdrawn before."""
    if looked.cycle is None:
        return {"choice": None, "withdrawn": []}
    rows = list(queries.choices(acting, looked.cycle).filter(post_id=post_id))
    standing = next((row for row in rows if row.withdrawn_at is None), None)
    inside, outside = queries.scenarios_with(acting, at, standing) if standing else ([], [])
    named = {row.employee_id: frames.name_of(looked.ground, row.employee_id) for row in rows}
    return {
        "choice": standing, "chosen_name": named.get(standing.employee_id, "") if standing else "",
        "inside": inside, "outside": [row for row in outside if row.frozen_at is None],
        "withdrawn": [(row, named[row.employee_id]) for row in rows if row.withdrawn_at is not None],
        "may_choose": queries.may_choose(acting, looked.cycle), "is_member": is_member(acting, looked.cycle),
    }  # fmt: skip


def _chosen(acting: Acting, looked: Looked) -> dict[str, str]:
    """Name of the standing choice of each post."""
    if looked.cycle is None:
        return {}
    rows = queries.choices(acting, looked.cycle).filter(withdrawn_at__isnull=True)
    return {row.post_id: frames.name_of(looked.ground, row.employee_id) for row in rows}


def _choose(
    request: Request, looked: Looked, post_id: str, form: ChoiceForm, at: dt.datetime
) -> HttpResponse | None:  # fmt: skip
    assert looked.cycle is not None
    try:
        choice, skipped = operations.choose(
            cycle=looked.cycle, post_id=post_id, **form.cleaned_data, by=request.acting, at=at
        )
    except RefusedChangeError as refusal:
        form.add_error("reason", list(refusal.words))
        return None
    _say(request, _("Pilihan tim dicatat dan masuk ke skenario siklus ini."), skipped)
    return _back(choice)


def _say(request: Request, words: str, skipped: list[str]) -> None:
    messages.success(request, words)
    for sentence in skipped:
        messages.warning(request, sentence)


def _back(choice: Choice) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("planning:vacancy", args=[choice.post_id]) + f"?siklus={choice.cycle_id}")
