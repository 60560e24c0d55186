"""Decisions about one person in a scenario: searched, decided with a reason, taken back with a reason."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from penata_web.planning.forms.scenarios import DecisionForm, WithdrawForm
from penata_web.planning.frames.datasets import names_of, people_found, posts_found
from penata_web.planning.models import Scenario
from penata_web.planning.operations.refusals import RefusedChangeError, StaleError
from penata_web.planning.operations.scenarios import decide, withdraw_decision
from penata_web.planning.permissions import PREPARES, may_change
from penata_web.planning.queries.scenarios import decisions_of, scenario_of
from penata_web.planning.views.drafts import mark_of
from penata_web.planning.views.scenarios import decisions_told, history_of
from penata_web.shared import gate
from penata_web.shared.acting import Request
from penata_web.shared.pages import onward, page

MOST = 20


@gate.entry(*PREPARES)
def decision_new(request: Request, pk: int) -> HttpResponse:
    """First who, then what: found by NIP or name, the post by job and unit."""
    at = timezone.now()
    row = _changeable(request, at, pk)
    who, asked, wanted = (request.GET.get(name, "").strip() for name in ("pegawai", "cari", "formasi"))
    context: dict[str, Any] = {
        "scenario": row, "cycle": row.cycle, "mark": mark_of(row, request.acting, at), "asked": asked,
        "wanted": wanted, "who": who, "name": "",
    }  # fmt: skip
    if not who:
        found = people_found(row.cycle_id, asked, MOST).to_dicts() if asked else []
        return page(request, "planning/decision_who.html", {**context, "found": found, "most": MOST})
    names, _seats = names_of(row.cycle_id, [who], [])
    if who not in names:
        raise Http404
    posts = (
        {one["post_id"]: one["seat"] for one in posts_found(row.cycle_id, wanted, MOST).to_dicts()} if wanted else {}
    )
    if request.POST.get("post"):  # what was chosen before another search stays a choice
        posts |= names_of(row.cycle_id, [], [request.POST["post"]])[1]
    form = DecisionForm(request.POST or None, posts=posts, initial={"version": row.version})
    context |= {"name": names[who], "posts": posts, "form": form, "stale": "", "meanwhile": []}
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            decide(
                scenario=row, version=typed["version"], employee_id=who, kind=typed["kind"], post_id=typed["post"],
                reason=typed["reason"], by=request.acting, at=at,
            )  # fmt: skip
        except StaleError as stale:
            row.refresh_from_db()
            kept = {**typed, "version": row.version}
            context |= {
                "form": DecisionForm(posts=posts, initial=kept), "stale": str(stale),
                "meanwhile": history_of(row, since=typed["version"]),
            }  # fmt: skip
            return page(request, "planning/decision_new.html", context, status=409)
        except RefusedChangeError as refusal:
            form.add_error(None, list(refusal.words))
        else:
            return onward(request, "planning:scenario", pk, said=_("Keputusan disimpan."))
    return page(request, "planning/decision_new.html", context, status=422 if form.errors else 200)


@gate.entry(*PREPARES)
def decision_withdraw(request: Request, pk: int, decision: int) -> HttpResponse:
    """Take a decision back, with a reason."""
    at = timezone.now()
    row = _changeable(request, at, pk)
    one = get_object_or_404(decisions_of(row), pk=decision)
    told = next(told for told in decisions_told(row) if told["row"].pk == one.pk)
    form = WithdrawForm(request.POST or None, initial={"version": row.version})
    context = {
        "scenario": row, "cycle": row.cycle, "form": form, "told": told, "stale": "", "meanwhile": [],
        "mark": mark_of(row, request.acting, at),
    }  # fmt: skip
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            withdraw_decision(decision=one, **typed, by=request.acting, at=at)
        except StaleError as stale:
            row.refresh_from_db()
            fresh = WithdrawForm(initial={**typed, "version": row.version})
            since = history_of(row, since=typed["version"])
            context |= {"form": fresh, "stale": str(stale), "meanwhile": since}
            return page(request, "planning/decision_withdraw.html", context, status=409)
        except RefusedChangeError as refusal:
            form.add_error(None, list(refusal.words))
        else:
            return onward(request, "planning:scenario", pk, said=_("Keputusan dicabut."))
    return page(request, "planning/decision_withdraw.html", context, status=422 if form.errors else 200)


def _changeable(request: Request, at: dt.datetime, pk: int) -> Scenario:
    row = scenario_of(request.acting, at, pk)
    if not may_change(request.acting, row):
        raise Http404
    return row
