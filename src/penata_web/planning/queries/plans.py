"""Plans that somebody may see: drafts only for the members of the cycle, the locked proposal from its hour on."""

import datetime as dt
from typing import Final

from django.db.models import F, Q, QuerySet
from django.shortcuts import get_object_or_404

from penata_web.planning.enums import PlanState
from penata_web.planning.models import Plan
from penata_web.shared.acting import Acting
from penata_web.shared.enums import Role

OFFICE: Final = (Role.ANALYST, Role.COMMITTEE, Role.DECIDER, Role.AUDITOR)
"""Who sees a whole plan with its names."""
READERS: Final = (*OFFICE, Role.UNIT_HEAD)
"""Who opens the page of a plan; an employee has a page of her or his own in it."""
TRIERS: Final = (Role.ANALYST, Role.COMMITTEE, Role.DECIDER)
"""Who may ask "what if"."""


def visible_plans(acting: Acting, at: dt.datetime) -> QuerySet[Plan]:
    """Plans that this capacity may open at this instant, newest first, with scenario and cycle.

    A draft is seen by the members of its cycle. The proposal that was locked is seen by everybody else from the hour
    set for it. An employee sees only that proposal, never a draft.
    """
    rows = Plan.objects.select_related("scenario__cycle", "job")
    if acting.account is None or acting.role is None:
        return rows.none()
    open_now = Q(pk=F("scenario__frozen_plan_id"), scenario__cycle__release_at__lte=at)
    if acting.role in READERS:
        open_now |= Q(scenario__cycle__in=acting.account.cycles.all())
    if acting.agency_id:
        rows = rows.filter(scenario__cycle__agency_id__in=["", acting.agency_id])
    return rows.filter(open_now).order_by("-id")


def plan_of(acting: Acting, at: dt.datetime, pk: int) -> Plan:
    """One plan that this capacity may open; what is not to be seen does not exist (404)."""
    return get_object_or_404(visible_plans(acting, at), pk=pk)


def finished_plan_of(acting: Acting, at: dt.datetime, pk: int) -> Plan:
    """The same, where there is a result to show."""
    return get_object_or_404(visible_plans(acting, at), pk=pk, state=PlanState.DONE)


def is_draft(plan: Plan, at: dt.datetime) -> bool:
    """Whether only named people see it yet."""
    opens = plan.scenario.cycle.release_at
    return plan.scenario.frozen_plan_id != plan.pk or opens is None or opens > at


def sees_whole(acting: Acting) -> bool:
    """Whether every name in a plan is for this capacity, or only what touches its unit or agency."""
    return acting.has(*OFFICE) and acting.sees_everything


def may_try(acting: Acting) -> bool:
    """Whether this capacity may ask "what if": the answers name people of the whole plan."""
    return acting.has(*TRIERS) and acting.sees_everything
