"""What balance costs in moves, or in wishes: worked out beside a plan, kept with it."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from penata_web.planning.enums import PlanState
from penata_web.planning.frames.frontiers import traded
from penata_web.planning.frames.runs import ClashError
from penata_web.planning.models import Plan
from penata_web.planning.operations.refusals import RefusedChangeError
from penata_web.planning.operations.runs import checked_dataset
from penata_web.shared import acts, jobs
from penata_web.shared.acting import Acting
from penata_web.shared.models import Job


@transaction.atomic
def start_frontier(*, plan: Plan, second: str, by: Acting, at: dt.datetime) -> Job:
    """Have the trade-off of a plan's policy worked out in the background."""
    if plan.standing != PlanState.DONE:
        raise RefusedChangeError(_("Hanya rencana yang selesai dihitung dapat ditimbang."))
    return jobs.start(
        kind="planning.frontier", title=_("Menimbang pilihan “%(name)s”") % {"name": plan.scenario.name}, by=by, at=at,
        payload={"plan": plan.pk, "second": second},
    )  # fmt: skip


def draw_frontier(
    *, plan: Plan, second: str, by: Acting, clock: Callable[[], dt.datetime], step: Callable[[str], None]
) -> Plan:
    """Work the trade-off out and keep its points with the plan."""
    dataset = checked_dataset(plan.scenario.cycle)
    try:
        told = traded(dataset, plan.policy_text, plan.decisions, second, step=step)
    except ClashError as error:
        raise jobs.RefusedError("\n".join(clash["why"] for clash in error.clashes)) from None
    with transaction.atomic():
        row = Plan.objects.select_for_update().get(pk=plan.pk)
        row.frontier = {**row.frontier, second: told}
        row.save(update_fields=["frontier"])
        acts.record(by=by, at=clock(), verb="DRAW_FRONTIER", thing="plan", thing_id=plan.pk, after={"second": second})
    return row
