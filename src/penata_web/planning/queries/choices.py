"""The committee's choices for leading posts, as the members of a cycle see them."""

import datetime as dt

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from penata_web.planning.enums import CycleState
from penata_web.planning.models import Choice, Cycle, Scenario
from penata_web.planning.permissions import is_member
from penata_web.planning.queries.cycles import cycles
from penata_web.planning.queries.scenarios import scenarios
from penata_web.shared.acting import Acting
from penata_web.shared.enums import Role


def frozen_cycles(acting: Acting, at: dt.datetime) -> list[Cycle]:
    """Cycles with data on which leading posts can be looked at; those that are open first, then the newest."""
    rows = cycles(acting, at).exclude(state=CycleState.PREPARING)
    return sorted(rows, key=lambda row: (row.state != CycleState.OPEN, -row.pk))


def choices(acting: Acting, cycle: Cycle) -> QuerySet[Choice]:
    """What was chosen in a cycle; only its members see it before it is part of the proposal."""
    rows = Choice.objects.filter(cycle=cycle).select_related("by", "withdrawn_by")
    return rows if is_member(acting, cycle) else rows.filter(decisions__scenario__frozen_at__isnull=False).distinct()


def choice_of(acting: Acting, at: dt.datetime, pk: int) -> Choice:
    """One choice of the cycles of which one is a member (404 otherwise)."""
    assert acting.account is not None
    rows = Choice.objects.filter(cycle__in=cycles(acting, at), cycle__members=acting.account)
    return get_object_or_404(rows.select_related("cycle", "by"), pk=pk)


def may_choose(acting: Acting, cycle: Cycle) -> bool:
    """Whether this capacity chooses: the committee, for the whole agency, in an open cycle of which it is a member."""
    open_now = cycle.state == CycleState.OPEN
    return acting.has(Role.COMMITTEE) and not acting.unit_id and open_now and is_member(acting, cycle)


def scenarios_with(acting: Acting, at: dt.datetime, choice: Choice) -> tuple[list[Scenario], list[Scenario]]:
    """Scenarios that one sees of the cycle: those that hold the choice as a decision, and those that do not."""
    rows = list(scenarios(acting, at).filter(cycle=choice.cycle_id).order_by("pk"))
    inside = set(choice.decisions.values_list("scenario_id", flat=True))
    return [row for row in rows if row.pk in inside], [row for row in rows if row.pk not in inside]
