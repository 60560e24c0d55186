"""Scenarios: what they decide, what came of them, who changed what and why."""

from typing import Any, Final

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata_web.planning.enums import DecisionKind, PlanState
from penata_web.planning.forms.scenarios import NameForm, ScenarioForm
from penata_web.planning.forms.settings import CHOICES, words
from penata_web.planning.frames.datasets import names_of
from penata_web.planning.frames.policies import differences, presets
from penata_web.planning.models import Plan, Scenario
from penata_web.planning.operations import scenarios as operations
from penata_web.planning.operations.refusals import RefusedChangeError
from penata_web.planning.permissions import PREPARES, READS, is_member, may_change, may_open_a_cycle, may_prepare
from penata_web.planning.queries import scenarios as queries
from penata_web.planning.queries.cycles import cycle_of
from penata_web.planning.views.drafts import mark_of
from penata_web.shared import gate
from penata_web.shared.acting import Request
from penata_web.shared.charts import number
from penata_web.shared.pages import onward, page

VERBS: Final = {
    "MAKE_SCENARIO": gettext_lazy("Dibuat"),
    "COPY_SCENARIO": gettext_lazy("Disalin"),
    "RENAME_SCENARIO": gettext_lazy("Nama diubah"),
    "CHANGE_POLICY": gettext_lazy("Kebijakan diubah"),
    "DECIDE": gettext_lazy("Keputusan ditambah"),
    "WITHDRAW_DECISION": gettext_lazy("Keputusan dicabut"),
}


@gate.entry(*READS)
def scenario(request: Request, pk: int) -> HttpResponse:
    """A scenario: its plan, its decisions, how its policy differs, and its history."""
    at = timezone.now()
    row = queries.scenario_of(request.acting, at, pk)
    runs = list(queries.runs_of(request.acting, row))
    now = next((plan for plan in runs if plan.scenario_version == row.version), None)
    context = {
        "scenario": row, "cycle": row.cycle, "runs": runs, "now": now, "answer": _answer(row, runs),
        "decisions": decisions_told(row), "policy": settings_told(row.cycle.policy_text, row.policy_text),
        "history": history_of(row) if is_member(request.acting, row.cycle) else [],
        "may_change": may_change(request.acting, row), "may_copy": may_prepare(request.acting, row.cycle),
        "may_run": may_open_a_cycle(request.acting) and is_member(request.acting, row.cycle),
        "mark": mark_of(row, request.acting, at),
    }  # fmt: skip
    return page(request, "planning/scenario.html", context)


@gate.entry(*PREPARES)
def scenario_new(request: Request, pk: int) -> HttpResponse:
    """A new scenario in a cycle, from its policy or from a preset."""
    at = timezone.now()
    cycle = cycle_of(request.acting, at, pk)
    form = ScenarioForm(request.POST or None, presets=presets())
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.make_scenario(cycle=cycle, **form.cleaned_data, by=request.acting, at=at)
        except RefusedChangeError as refusal:
            form.add_error("name", list(refusal.words))
        else:
            return onward(request, "planning:scenario", made.pk, said=_("Skenario dibuat."))
    context = {"form": form, "cycle": cycle, "mark": mark_of(cycle, request.acting, at)}
    return page(request, "planning/scenario_new.html", context, status=422 if form.errors else 200)


@gate.entry(*PREPARES)
def scenario_copy(request: Request, pk: int) -> HttpResponse:
    """A copy with policy and decisions, to be changed by itself."""
    at = timezone.now()
    row = queries.scenario_of(request.acting, at, pk)
    form = NameForm(request.POST or None, initial={"name": _("%(name)s (salinan)") % {"name": row.name}})
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.copy_scenario(scenario=row, **form.cleaned_data, by=request.acting, at=at)
        except RefusedChangeError as refusal:
            form.add_error("name", list(refusal.words))
        else:
            return onward(request, "planning:scenario", made.pk, said=_("Skenario disalin."))
    context = {"form": form, "scenario": row, "cycle": row.cycle, "mark": mark_of(row, request.acting, at)}
    return page(request, "planning/scenario_copy.html", context, status=422 if form.errors else 200)


@gate.entry(*PREPARES)
def scenario_name(request: Request, pk: int) -> HttpResponse:
    """Name and note."""
    at = timezone.now()
    row = queries.scenario_of(request.acting, at, pk)
    if not may_change(request.acting, row):
        raise Http404
    form = NameForm(request.POST or None, initial={"name": row.name, "note": row.note})
    if request.method == "POST" and form.is_valid():
        try:
            operations.rename_scenario(scenario=row, **form.cleaned_data, by=request.acting, at=at)
        except RefusedChangeError as refusal:
            form.add_error("name", list(refusal.words))
        else:
            return onward(request, "planning:scenario", pk, said=_("Nama dan catatan disimpan."))
    context = {"form": form, "scenario": row, "cycle": row.cycle, "mark": mark_of(row, request.acting, at)}
    return page(request, "planning/scenario_name.html", context, status=422 if form.errors else 200)


def decisions_told(scenario: Scenario) -> list[dict[str, Any]]:
    """The decisions with the names of people and seats."""
    rows = list(queries.decisions_of(scenario))
    if not rows:
        return []
    people, seats = names_of(scenario.cycle_id, [row.employee_id for row in rows], [row.post_id for row in rows])
    return [
        {"row": row, "name": people.get(row.employee_id, row.employee_id), "kind": DecisionKind(row.kind).label,
         "seat": seats.get(row.post_id, row.post_id)}
        for row in rows
    ]  # fmt: skip


def settings_told(before: str, after: str) -> list[tuple[str, str, str]]:
    """Settings in which a policy differs from another, in words: label, value there, value here."""
    return [(words(path), value_told(one), value_told(other)) for path, one, other in differences(before, after)]


def value_told(value: Any) -> str:
    """The value of a setting in words; nothing set is a dash."""
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, bool):
        return str(_("ya") if value else _("tidak"))
    if isinstance(value, list):
        return ", ".join(value_told(one) for one in value)
    return str(CHOICES.get(value, value)) if isinstance(value, str) else str(value)


def history_of(scenario: Scenario, since: int = 0) -> list[dict[str, Any]]:
    """What was done to a scenario, in words, the newest first."""
    return [
        {
            "at": change.at, "who": change.author, "what": VERBS.get(change.verb, change.verb), "reason": change.reason,
            "changes": [
                (words(path), value_told(change.before.get(path)), value_told(value))
                for path, value in {**dict.fromkeys(change.before), **change.after}.items()
                if path not in {"version", "policy_text", "decisions", "copied_from"}
            ] if change.verb == "CHANGE_POLICY" else [],
        }
        for change in queries.changes_of(scenario, since=since)
    ]  # fmt: skip


def _answer(scenario: Scenario, runs: list[Plan]) -> str:
    if scenario.frozen_at:
        return _("Dikunci sebagai usulan oleh %(who)s.") % {"who": scenario.frozen_by}
    here = [plan for plan in runs if plan.scenario_version == scenario.version]
    done = next((plan for plan in here if plan.standing == PlanState.DONE), None)
    if done is not None:
        figures = done.figures
        return _("Dengan %(moves)s perpindahan, kekurangan turun dari %(before)s menjadi %(after)s orang.") % {
            "moves": number(figures["counts"]["moves"]), "before": number(figures["before"]["missing_seats"]),
            "after": number(figures["after"]["missing_seats"]),
        }  # fmt: skip
    if any(plan.standing == PlanState.RUNNING for plan in here):
        return _("Versi ini sedang dihitung.")
    if any(plan.standing == PlanState.NO_PLAN for plan in here):
        return _("Tidak ada rencana yang memenuhi semua keputusan; lihat yang bertentangan.")
    if runs:
        return _("Skenario ini berubah sejak terakhir dihitung. Hitung lagi untuk melihat akibatnya.")
    return _("Belum dihitung.")
