"""Runs: started, watched, what came of them; replayed, and locked as the proposal."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from penata_web.planning.enums import PlanState
from penata_web.planning.forms.scenarios import FreezeForm
from penata_web.planning.operations.proposals import freeze_plan, obstacles, unconfirmed_rules
from penata_web.planning.operations.refusals import RefusedChangeError
from penata_web.planning.operations.replays import start_replay
from penata_web.planning.operations.runs import start_run
from penata_web.planning.permissions import LOCKS, PREPARES, READS, is_member
from penata_web.planning.queries.plans import finished_plan_of, plan_of
from penata_web.planning.queries.scenarios import scenario_of
from penata_web.planning.views.drafts import mark_of
from penata_web.shared import gate
from penata_web.shared.acting import Request
from penata_web.shared.pages import onward, page


@require_POST
@gate.entry(*PREPARES)
def run_start(request: Request, pk: int) -> HttpResponse:
    """Have the present version of a scenario computed."""
    at = timezone.now()
    row = scenario_of(request.acting, at, pk)
    try:
        plan = start_run(scenario=row, by=request.acting, at=at)
    except RefusedChangeError as refusal:
        return onward(request, "planning:scenario", pk, said=" ".join(refusal.words))
    return onward(request, "planning:run", plan.pk)


@gate.entry(*READS)
def run(request: Request, pk: int) -> HttpResponse:
    """How far a run is, or what came of it: the plan, the clashes of decisions, or why it failed."""
    at = timezone.now()
    plan = plan_of(request.acting, at, pk)
    cycle = plan.scenario.cycle
    context = {
        "plan": plan, "scenario": plan.scenario, "cycle": cycle, "job": plan.job, "standing": plan.standing,
        "mark": mark_of(plan, request.acting, at), "is_current": plan.scenario_version == plan.scenario.version,
        "may_freeze": request.acting.has(*LOCKS) and is_member(request.acting, cycle) and cycle.state == "OPEN",
        "may_run": request.acting.has(*PREPARES) and is_member(request.acting, cycle),
        "error": plan.error or (plan.job.error if plan.job else ""),
    }  # fmt: skip
    return page(request, f"planning/run_{TEMPLATES[plan.standing]}.html", context)


TEMPLATES = {
    PlanState.RUNNING: "running", PlanState.DONE: "done", PlanState.NO_PLAN: "clashes", PlanState.FAILED: "failed",
    PlanState.CANCELLED: "failed",
}  # fmt: skip


@require_POST
@gate.entry(*READS)
def replay_start(request: Request, pk: int) -> HttpResponse:
    """Have a plan made once more and compared byte for byte."""
    at = timezone.now()
    plan = finished_plan_of(request.acting, at, pk)
    job = start_replay(plan=plan, by=request.acting, at=at)
    return HttpResponseRedirect(reverse("job", args=[job.pk]))


@gate.entry(*LOCKS)
def freeze(request: Request, pk: int) -> HttpResponse:
    """Lock a plan as the proposal for consultation; never by somebody who prepared it."""
    at = timezone.now()
    plan = finished_plan_of(request.acting, at, pk)
    cycle = plan.scenario.cycle
    against, unconfirmed = obstacles(plan, request.acting), unconfirmed_rules(cycle, timezone.localdate(at))
    form = FreezeForm(request.POST or None, unconfirmed=unconfirmed)
    if request.method == "POST" and form.is_valid():
        reasons = {"unconfirmed_reason": "", **form.cleaned_data}
        try:
            freeze_plan(plan=plan, **reasons, by=request.acting, at=at)
        except RefusedChangeError as refusal:
            form.add_error(None, list(refusal.words))
        else:
            return onward(request, "planning:cycle", cycle.pk, said=_("Usulan dikunci untuk konsultasi."))
    context = {
        "plan": plan, "scenario": plan.scenario, "cycle": cycle, "form": form, "obstacles": against,
        "unconfirmed": unconfirmed, "mark": mark_of(plan, request.acting, at),
    }  # fmt: skip
    return page(request, "planning/freeze.html", context, status=422 if form.errors else 200)
