"""Cycles that somebody may see: as a named member, or once their proposal is open to all."""

import datetime as dt
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from penata_web.planning.enums import CycleState
from penata_web.planning.models import Cycle, Scenario
from penata_web.planning.permissions import READS
from penata_web.registry.enums import BatchState
from penata_web.registry.models import Batch
from penata_web.shared.acting import Acting
from penata_web.shared.models import Account, Capacity


def cycles(acting: Acting, at: dt.datetime) -> QuerySet[Cycle]:
    """Cycles of the agency: those with the account among the members, and those whose proposal was opened."""
    if acting.account is None or acting.role not in READS or acting.unit_id:
        return Cycle.objects.none()
    rows = Cycle.objects.filter(agency_id=acting.agency_id) if acting.agency_id else Cycle.objects.all()
    named = Q(pk__in=Cycle.members.through.objects.filter(account=acting.account).values("cycle"))
    proposed = Exists(Scenario.objects.filter(cycle=OuterRef("pk"), frozen_at__isnull=False))
    return rows.filter(named | (Q(release_at__lte=at) & proposed))


def cycle_of(acting: Acting, at: dt.datetime, pk: int) -> Cycle:
    """One of these cycles; what is not to be seen does not exist (404)."""
    return get_object_or_404(cycles(acting, at).select_related("job", "created_by"), pk=pk)


def cycle_rows(acting: Acting, at: dt.datetime) -> "QuerySet[Cycle, Any]":
    """The cycles as rows of a table; who is no member counts the locked proposal alone."""
    named = Cycle.members.through.objects.filter(account=acting.account).values("cycle")
    seen = Q(scenarios__cycle__in=named) | Q(scenarios__frozen_at__isnull=False)
    counted = cycles(acting, at).annotate(scenario_count=Count("scenarios", filter=seen))
    return counted.values("pk", "name", "state", "as_of", "effective_date", "scenario_count", "release_at")


def earlier_cycles(acting: Acting, at: dt.datetime) -> QuerySet[Cycle]:
    """Cycles whose policy may be taken over into a new one, newest first."""
    return cycles(acting, at).exclude(state=CycleState.PREPARING).order_by("-pk")


def is_draft(cycle: Cycle, at: dt.datetime) -> bool:
    """Whether only named people see it yet."""
    return cycle.release_at is None or cycle.release_at > at


def newest_data_day() -> dt.date | None:
    """The day of the newest data that was taken over; None without any."""
    newest = Batch.objects.filter(state=BatchState.TAKEN).order_by("-as_of").first()
    return newest.as_of if newest else None


def possible_members(acting: Acting, on: dt.date) -> QuerySet[Account]:
    """Accounts that may be named: whoever reads plans in some capacity, in the same agency."""
    held = Capacity.objects.filter(role__in=READS, unit_id="", valid_from__lte=on).filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=on)
    )
    if acting.agency_id:
        held = held.filter(agency_id__in=["", acting.agency_id])
    return Account.objects.filter(is_active=True, pk__in=held.values("account")).order_by("full_name", "username")
