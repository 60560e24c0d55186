"""Scenarios of the cycles that somebody may see, their decisions, runs, and what was done to them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from penata_web.planning.enums import PlanState
from penata_web.planning.models import Cycle, Decision, Plan, Scenario
from penata_web.planning.permissions import is_member
from penata_web.planning.queries.cycles import cycles
from penata_web.planning.queries.plans import visible_plans
from penata_web.shared.acting import Acting
from penata_web.shared.models import Act


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a scenario, from the record of acts."""

    version: int
    at: dt.datetime
    author: str
    verb: str
    reason: str
    before: dict[str, Any]
    after: dict[str, Any]


def scenarios(acting: Acting, at: dt.datetime) -> QuerySet[Scenario]:
    """Scenarios of one's cycles; who is no member sees the locked proposal alone."""
    rows = Scenario.objects.filter(cycle__in=cycles(acting, at)).select_related("cycle", "created_by", "frozen_by")
    if acting.account is None:
        return rows.none()
    named = Cycle.members.through.objects.filter(account=acting.account).values("cycle")
    return rows.filter(cycle__in=named) | rows.filter(frozen_at__isnull=False)


def scenario_of(acting: Acting, at: dt.datetime, pk: int) -> Scenario:
    """One of these scenarios (404 otherwise)."""
    return get_object_or_404(scenarios(acting, at), pk=pk)


def scenarios_of(acting: Acting, at: dt.datetime, cycle: Cycle) -> list[tuple[Scenario, Plan | None]]:
    """The scenarios of a cycle, each with its newest plan that is not void and that one may open."""
    rows = list(scenarios(acting, at).filter(cycle=cycle).order_by("pk"))
    newest: dict[int, Plan] = {}
    for plan in visible_plans(acting, at).filter(scenario__in=[row.pk for row in rows]).order_by("pk"):
        plan_before = newest.get(plan.scenario_id)
        if plan_before is None or plan.standing == PlanState.DONE or plan_before.standing != PlanState.DONE:
            newest[plan.scenario_id] = plan
    return [(row, newest.get(row.pk)) for row in rows]


def decisions_of(scenario: Scenario) -> QuerySet[Decision]:
    """What people decided in a scenario."""
    return scenario.decisions.select_related("by").order_by("employee_id", "kind", "post_id")


def decision_rows(scenario: Scenario) -> list[dict[str, str]]:
    """The same as rows of the library's table, and in its order."""
    names = ("employee_id", "kind", "post_id", "reason")
    return [dict(zip(names, row, strict=True)) for row in scenario.decisions.order_by(*names).values_list(*names)]


def runs_of(acting: Acting, scenario: Scenario) -> QuerySet[Plan]:
    """Plans of a scenario, newest first; who is no member of the cycle sees the locked one alone."""
    rows = Plan.objects.filter(scenario=scenario).select_related("job", "created_by").order_by("-pk")
    return rows if is_member(acting, scenario.cycle) else rows.filter(pk=scenario.frozen_plan_id or 0)


def plan_for(scenario: Scenario) -> Plan | None:
    """The plan of the scenario's present version that is done or under way, the newest."""
    rows = Plan.objects.filter(scenario=scenario, scenario_version=scenario.version).select_related("job")
    alive = [plan for plan in rows.order_by("-pk") if plan.standing in {PlanState.DONE, PlanState.RUNNING}]
    return alive[0] if alive else None


def changes_of(scenario: Scenario, since: int = 0) -> list[Change]:
    """What was done to a scenario after a version, the newest first."""
    found = [
        Change(
            version=(act.after or {}).get("version", 0), at=act.at, author=act.author_name, verb=act.verb,
            reason=act.reason, before=act.before or {}, after=act.after or {},
        )
        for act in Act.objects.filter(thing="scenario", thing_id=str(scenario.pk)).order_by("-number")
    ]  # fmt: skip
    return [change for change in found if change.version > since]


def preparers_of(scenario: Scenario) -> set[int]:
    """Accounts that had a hand in a scenario: who made it, changed it, decided in it, or ran it."""
    acted = Act.objects.filter(thing="scenario", thing_id=str(scenario.pk), author__isnull=False)
    ran = Plan.objects.filter(scenario=scenario)
    return {
        scenario.created_by_id,
        *acted.values_list("author_id", flat=True),
        *ran.values_list("created_by_id", flat=True),
        *scenario.decisions.values_list("by_id", flat=True),
    }


def policy_at(scenario: Scenario, version: int) -> str:
    """The policy that a scenario had in an earlier version, from the record of what changed since."""
    for change in reversed(changes_of(scenario, since=version)):
        if "policy_text" in change.before:
            return str(change.before["policy_text"])
    return scenario.policy_text
