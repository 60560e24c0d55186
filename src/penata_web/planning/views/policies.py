"""The policy of a scenario: as a form, as text, or from a preset; two people at once do not overwrite each other."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from penata_web.planning.forms.policies import PolicyForm, PolicyTextForm, PresetForm
from penata_web.planning.frames.policies import (
    parameters_of,
    preset_values,
    presets,
    settings_of,
    switches_of,
    values_of,
)
from penata_web.planning.models import Scenario
from penata_web.planning.operations.refusals import RefusedChangeError, StaleError
from penata_web.planning.operations.scenarios import change_policy, change_settings
from penata_web.planning.permissions import PREPARES, may_change
from penata_web.planning.queries.scenarios import policy_at, scenario_of
from penata_web.planning.views.drafts import mark_of
from penata_web.planning.views.scenarios import history_of
from penata_web.shared import gate
from penata_web.shared.acting import Request
from penata_web.shared.pages import onward, page
from penata_web.shared.typed import whole


@gate.entry(*PREPARES)
def policy(request: Request, pk: int) -> HttpResponse:
    """Weights, aims, limits, switches: each with its present value, and one reason for all that is changed."""
    at = timezone.now()
    row = _changeable(request, at, pk)
    version = _version(request, row)
    base = policy_at(row, version)
    form = policy_form(base, request.POST or None, {"version": row.version})
    stale: StaleError | None = None
    if request.method == "POST" and form.is_valid():
        changed, reason = form.changed(), form.cleaned_data["reason"]
        try:
            change_settings(
                scenario=row, version=version, base=base, changed=changed, reason=reason, by=request.acting, at=at
            )
        except StaleError as error:
            stale = error
            row.refresh_from_db()
            form = policy_form(row.policy_text, None, {"version": row.version, "reason": reason, **_shown(changed)})
        except RefusedChangeError as refusal:
            form.add_error(None, list(refusal.words))
        else:
            return onward(request, "planning:scenario", pk, said=_("Kebijakan disimpan."))
    return _answered(request, "planning/policy.html", row, at, form, stale, version)


@gate.entry(*PREPARES)
def policy_text(request: Request, pk: int) -> HttpResponse:
    """The policy as policy.toml, for those who know it."""
    at = timezone.now()
    row = _changeable(request, at, pk)
    version = _version(request, row)
    form = PolicyTextForm(request.POST or None, initial={"text": row.policy_text, "version": row.version})
    stale: StaleError | None = None
    if request.method == "POST" and form.is_valid():
        text, reason = form.cleaned_data["text"], form.cleaned_data["reason"]
        try:
            change_policy(scenario=row, version=version, policy_text=text, reason=reason, by=request.acting, at=at)
        except StaleError as error:
            stale = error
            row.refresh_from_db()
            form = PolicyTextForm(initial={"text": text, "reason": reason, "version": row.version})
        except RefusedChangeError as refusal:
            form.add_error("text", list(refusal.words))
        else:
            return onward(request, "planning:scenario", pk, said=_("Kebijakan disimpan."))
    return _answered(request, "planning/policy_text.html", row, at, form, stale, version)


@gate.entry(*PREPARES)
def policy_preset(request: Request, pk: int) -> HttpResponse:
    """All weights and kinds of moves at once, as a preset has them; limits and the rest stay."""
    at = timezone.now()
    row = _changeable(request, at, pk)
    version = _version(request, row)
    form = PresetForm(request.POST or None, presets=presets(), initial={"version": row.version})
    stale: StaleError | None = None
    if request.method == "POST" and form.is_valid():
        preset, reason = form.cleaned_data["preset"], form.cleaned_data["reason"]
        try:
            change_settings(
                scenario=row, version=version, base=policy_at(row, version), changed=preset_values(preset),
                reason=reason, by=request.acting, at=at,
            )  # fmt: skip
        except StaleError as error:
            stale = error
            row.refresh_from_db()
            kept = {"preset": preset, "reason": reason, "version": row.version}
            form = PresetForm(presets=presets(), initial=kept)
        except RefusedChangeError as refusal:
            form.add_error(None, list(refusal.words))
        else:
            return onward(request, "planning:scenario", pk, said=_("Paket diterapkan."))
    return _answered(request, "planning/policy_preset.html", row, at, form, stale, version)


def policy_form(text: str, data: Any, initial: Mapping[str, Any]) -> PolicyForm:
    """The form over a policy's text."""
    return PolicyForm(
        data, settings=settings_of(), switches=switches_of(text), parameters=parameters_of(text),
        values=values_of(text), initial=dict(initial),
    )  # fmt: skip


def _changeable(request: Request, at: dt.datetime, pk: int) -> Scenario:
    row = scenario_of(request.acting, at, pk)
    if not may_change(request.acting, row):
        raise Http404
    return row


def _version(request: Request, row: Scenario) -> int:
    """The version that the form was opened with; one that cannot be is the present one."""
    typed = whole(request.POST.get("version", "")) or 0
    return typed if 0 < typed <= row.version else row.version


def _shown(changed: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, as the fields of a fresh form show it."""
    shown = {path: value for path, value in changed.items() if path not in {"rules_off", "rules_on", "parameters"}}
    return shown | {f"parameters.{name}": value for name, value in changed.get("parameters", {}).items()}


def _answered(
    request: Request, template: str, row: Scenario, at: dt.datetime, form: forms.Form, stale: StaleError | None,
    version: int,
) -> HttpResponse:  # fmt: skip
    context = {
        "scenario": row, "cycle": row.cycle, "form": form, "mark": mark_of(row, request.acting, at),
        "stale": str(stale) if stale else "", "meanwhile": history_of(row, since=version) if stale else [],
    }  # fmt: skip
    return page(request, template, context, status=409 if stale else 422 if form.errors else 200)
