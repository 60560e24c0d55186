"""The door of the stage, and cycles: what is frozen, for whom, and what to do next."""

import datetime as dt
from typing import Any

import polars as pl
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from penata_web.planning.enums import CycleState, PlanState
from penata_web.planning.forms.cycles import CycleChangeForm, CycleForm, ReasonForm
from penata_web.planning.models import Cycle, Plan, Scenario
from penata_web.planning.operations import cycles as operations
from penata_web.planning.operations.refusals import RefusedChangeError
from penata_web.planning.permissions import PREPARES, READS, is_member, may_open_a_cycle, may_prepare
from penata_web.planning.queries import cycles as queries
from penata_web.planning.queries.scenarios import scenarios_of
from penata_web.planning.views.drafts import mark_of
from penata_web.shared import gate
from penata_web.shared.acting import Request
from penata_web.shared.charts import number
from penata_web.shared.enums import Role
from penata_web.shared.listing import Choice, Column, Empty, Listing
from penata_web.shared.pages import onward, page

ROWS = {"table": pl.String, "id": pl.String, "name": pl.String, "unit": pl.String, "detail": pl.String}


@gate.entry(*READS, Role.UNIT_HEAD, Role.ADMIN)
def home(request: Request) -> HttpResponse:
    """The cycles that one may see, newest first, and what to do next."""
    at = timezone.now()
    may_open = may_open_a_cycle(request.acting)
    empty = Empty(
        _("Belum ada siklus untuk Anda"),
        _("Satu siklus membekukan data, kebutuhan, aturan, dan kebijakan pada satu hari; skenario dibuat di dalamnya.")
        if may_open
        else _("Draf hanya dilihat anggota siklus. Usulan tampak di sini sesudah dibuka."),
        reverse("planning:cycle-new") if may_open else "",
        _("Buka siklus pertama") if may_open else "",
    )
    table = Listing(
        request, id="siklus", title=_("Siklus"), rows_of=queries.cycle_rows(request.acting, at),
        columns_of=(
            Column("name", _("Nama")),
            Column("state", _("Keadaan"), kind="status", show=lambda row: CycleState(row["state"]).label,
                   tone=lambda row: STATE_TONES[row["state"]]),
            Column("as_of", _("Data per"), kind="date"), Column("effective_date", _("Berlaku mulai"), kind="date"),
            Column("scenario_count", _("Skenario"), kind="number"),
            Column("release_at", _("Dibuka untuk semua"), kind="date"),
        ),
        search=("name",), filters_of=(Choice("state", _("Keadaan"), tuple(CycleState.choices)),), order="-as_of",
        empty=empty, row_url=lambda row: reverse("planning:cycle", args=[row["pk"]]),
    )  # fmt: skip
    return table.as_file() or page(request, "planning/home.html", {"table": table, "may_open": may_open})


STATE_TONES = {"PREPARING": "", "OPEN": "good", "PROPOSED": "good", "CLOSED": "quiet"}


@gate.entry(*PREPARES)
def cycle_new(request: Request) -> HttpResponse:
    """Open a cycle: its days, its policy, and who may see drafts."""
    at = timezone.now()
    on = timezone.localdate(at)
    assert request.acting.account is not None
    others = queries.possible_members(request.acting, on).exclude(pk=request.acting.account.pk)
    form = CycleForm(
        request.POST or None, members=others, cycles=queries.earlier_cycles(request.acting, at),
        initial={"as_of": queries.newest_data_day() or on, "effective_date": on + dt.timedelta(days=30)},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            cycle = operations.open_cycle(**form.cleaned_data, by=request.acting, at=at)
        except RefusedChangeError as refusal:
            form.add_error(None, list(refusal.words))
        else:
            return onward(request, "planning:cycle", cycle.pk, said=_("Siklus dibuka; datanya sedang dibekukan."))
    return page(request, "planning/cycle_new.html", {"form": form}, status=422 if form.errors else 200)


@gate.entry(*READS)
def cycle(request: Request, pk: int) -> HttpResponse:
    """A cycle: its steps, its scenarios side by side, what is frozen, and what is wrong with the data."""
    at = timezone.now()
    row = queries.cycle_of(request.acting, at, pk)
    rows = scenarios_of(request.acting, at, row)
    proposal = next((one for one, _plan in rows if one.frozen_at), None)
    done = [(one, plan) for one, plan in rows if plan and plan.standing == PlanState.DONE]
    draft = next((one for one, _plan in rows if not one.frozen_at), row)
    context = {
        "cycle": row, "scenarios": rows, "proposal": proposal, "answer": _answer(row, rows, len(done), proposal),
        "steps": _steps(row, len(done), proposal), "mark": mark_of(draft, request.acting, at),
        "may_prepare": may_prepare(request.acting, row), "may_change": is_member(request.acting, row),
        "may_run": is_member(request.acting, row) and may_open_a_cycle(request.acting), "comparable": len(done) > 1,
        "facts": _facts(row), "figures": row.figures,
        "problems": [one for one in row.figures.get("problems", []) if one["plan"]],
        "more_problems": [one for one in row.figures.get("problems", []) if not one["plan"]],
    }  # fmt: skip
    return page(request, "planning/cycle.html", context)


@gate.entry(*READS)
def cycle_problems(request: Request, pk: int, code: str) -> HttpResponse:
    """The rows of one finding about the frozen data, with who can repair them."""
    at = timezone.now()
    row = queries.cycle_of(request.acting, at, pk)
    finding = next((one for one in row.figures.get("problems", []) if one["code"] == code), None)
    if finding is None or not is_member(request.acting, row):
        raise Http404
    table = Listing(
        request, id="temuan-data", title=finding["name"], rows_of=pl.DataFrame(finding["rows"], schema=ROWS),
        columns_of=(
            Column("name", _("Nama"), kind="person"), Column("id", _("Nomor")), Column("unit", _("Unit")),
            Column("detail", _("Yang salah")),
        ),
        search=("name", "id", "unit"), order="name", watermark=mark_of(row, request.acting, at),
    )  # fmt: skip
    context = {"cycle": row, "finding": finding, "table": table, "mark": mark_of(row, request.acting, at)}
    return table.as_file() or page(request, "planning/cycle_problems.html", context)


@gate.entry(*READS)
def cycle_change(request: Request, pk: int) -> HttpResponse:
    """Name, members and the hour of release."""
    at = timezone.now()
    row = queries.cycle_of(request.acting, at, pk)
    if not is_member(request.acting, row):
        raise Http404
    known = queries.possible_members(request.acting, timezone.localdate(at)) | row.members.all()
    form = CycleChangeForm(
        request.POST or None, members=known.distinct(),
        initial={"name": row.name, "members": row.members.all(),
                 "release_at": timezone.localtime(row.release_at) if row.release_at else None},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_cycle(cycle=row, **form.cleaned_data, by=request.acting, at=at)
        except RefusedChangeError as refusal:
            form.add_error(None, list(refusal.words))
        else:
            return onward(request, "planning:cycle", pk, said=_("Perubahan siklus disimpan."))
    context = {"form": form, "cycle": row, "mark": mark_of(row, request.acting, at)}
    return page(request, "planning/cycle_change.html", context, status=422 if form.errors else 200)


@require_POST
@gate.entry(*PREPARES)
def cycle_freeze(request: Request, pk: int) -> HttpResponse:
    """Freeze the data once more where it failed."""
    at = timezone.now()
    row = queries.cycle_of(request.acting, at, pk)
    try:
        operations.freeze_again(cycle=row, by=request.acting, at=at)
    except RefusedChangeError as refusal:
        return onward(request, "planning:cycle", pk, said=" ".join(refusal.words))
    return onward(request, "planning:cycle", pk, said=_("Data sedang dibekukan lagi."))


@gate.entry(*PREPARES)
def cycle_close(request: Request, pk: int) -> HttpResponse:
    """Close a cycle with a reason."""
    at = timezone.now()
    row = queries.cycle_of(request.acting, at, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.close_cycle(cycle=row, reason=form.cleaned_data["reason"], by=request.acting, at=at)
        except RefusedChangeError as refusal:
            form.add_error(None, list(refusal.words))
        else:
            return onward(request, "planning:cycle", pk, said=_("Siklus ditutup."))
    context = {"form": form, "cycle": row, "mark": mark_of(row, request.acting, at)}
    return page(request, "planning/cycle_close.html", context, status=422 if form.errors else 200)


def _answer(cycle: Cycle, rows: list[tuple[Scenario, Plan | None]], done: int, proposal: Scenario | None) -> str:
    if cycle.state == CycleState.PREPARING:
        return _("Datanya sedang dibekukan; sesudah itu skenario dapat dibuat.")
    if proposal is not None:
        return _("Usulan untuk konsultasi: %(name)s, dikunci oleh %(who)s.") % {
            "name": proposal.name, "who": proposal.frozen_by,
        }  # fmt: skip
    if not done:
        return _("Belum ada skenario yang dihitung. Hitung satu untuk melihat rencananya.")
    count = len(rows)
    return ngettext(
        "%(done)s dari %(count)s skenario sudah dihitung; belum ada yang dikunci sebagai usulan.",
        "%(done)s dari %(count)s skenario sudah dihitung; belum ada yang dikunci sebagai usulan.", count,
    ) % {"done": done, "count": count}  # fmt: skip


def _steps(cycle: Cycle, done: int, proposal: Scenario | None) -> list[tuple[str, str]]:
    reached = 0 if cycle.state == CycleState.PREPARING else 4 if proposal else min(3, 1 + done)
    words = (_("Bekukan data"), _("Hitung skenario"), _("Bandingkan"), _("Kunci usulan"))
    return [
        (label, "done" if place < reached else "current" if place == reached else "todo")
        for place, label in enumerate(words)
    ]


def _facts(cycle: Cycle) -> list[tuple[str, Any]]:
    rules, _space, digest = cycle.rule_set.partition(" ")
    counts = cycle.figures.get("counts", {})
    return [
        (_("Pegawai"), number(counts.get("employees"))), (_("Formasi"), number(counts.get("posts"))),
        (_("Unit"), number(counts.get("units"))),
        (_("Susunan aturan"), f"{rules} · {digest[:12]}" if rules else ""),
        (_("Sidik data"), cycle.dataset_digest[:16]), (_("Sidik siklus"), cycle.digest[:16]),
    ]  # fmt: skip
