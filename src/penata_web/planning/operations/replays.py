"""Replay: a plan made once more from the frozen data, compared byte for byte with what was written."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from penata_web.planning.enums import PlanState
from penata_web.planning.frames.runs import differing_files
from penata_web.planning.models import Plan
from penata_web.planning.operations.refusals import RefusedChangeError
from penata_web.planning.operations.runs import checked_dataset
from penata_web.shared import acts, jobs
from penata_web.shared.acting import Acting
from penata_web.shared.models import Job


@transaction.atomic
def start_replay(*, plan: Plan, by: Acting, at: dt.datetime) -> Job:
    """Have a plan made once more in the background."""
    if plan.standing != PlanState.DONE:
        raise RefusedChangeError(_("Hanya rencana yang selesai dihitung dapat diulang."))
    return jobs.start(
        kind="planning.replay", title=_("Mengulang rencana “%(name)s”") % {"name": plan.scenario.name}, by=by, at=at,
        payload={"plan": plan.pk},
    )  # fmt: skip


def replay(*, plan: Plan, by: Acting, clock: Callable[[], dt.datetime], step: Callable[[str], None]) -> list[str]:
    """Make the plan once more and say which files differ; none where it is the same bit for bit."""
    if plan.standing != PlanState.DONE:
        raise jobs.RefusedError(_("Hanya rencana yang selesai dihitung dapat diulang."))
    step(_("membaca data beku"))
    dataset = checked_dataset(plan.scenario.cycle)
    found = differing_files(dataset, plan.policy_text, plan.decisions, Path(plan.folder), step=step, clock=clock)
    _write_down(plan, found, by, clock())
    return found


@transaction.atomic
def _write_down(plan: Plan, found: list[str], by: Acting, at: dt.datetime) -> None:
    plan.replayed_at, plan.replayed_same, plan.replay_differs = at, not found, found
    plan.save(update_fields=["replayed_at", "replayed_same", "replay_differs"])
    acts.record(
        by=by, at=at, verb="REPLAY_PLAN", thing="plan", thing_id=plan.pk, after={"same": not found, "differs": found}
    )
