"""Runs: a version of a scenario computed in the background into a fresh folder, or ended with a clear word."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from penata.tables import Dataset, InputError
from penata_web.planning.enums import CycleState, PlanState
from penata_web.planning.frames.datasets import names_of
from penata_web.planning.frames.folders import frozen_dataset, plan_folder
from penata_web.planning.frames.runs import ClashError, Made, RefusedPlanError, make_plan
from penata_web.planning.models import Cycle, Plan, Scenario
from penata_web.planning.operations.refusals import RefusedChangeError
from penata_web.planning.permissions import is_member, may_open_a_cycle
from penata_web.planning.queries.scenarios import decision_rows, plan_for
from penata_web.shared import acts, jobs
from penata_web.shared.acting import Acting

Step = Callable[[str], None]
Clock = Callable[[], dt.datetime]


@transaction.atomic
def start_run(*, scenario: Scenario, by: Acting, at: dt.datetime) -> Plan:
    """Have the present version of a scenario computed; what is done or under way already is answered as it is."""
    row = Scenario.objects.select_for_update().select_related("cycle").get(pk=scenario.pk)
    if row.cycle.state not in {CycleState.OPEN, CycleState.PROPOSED} or not (
        may_open_a_cycle(by) and is_member(by, row.cycle)
    ):
        raise RefusedChangeError(_("Rencana dihitung oleh analis anggota siklus, selama siklus terbuka."))
    if there := plan_for(row):
        return there
    assert by.account is not None
    plan = Plan.objects.create(
        scenario=row, scenario_version=row.version, policy_text=row.policy_text, decisions=decision_rows(row),
        created_by=by.account, created_at=at,
    )  # fmt: skip
    plan.job = jobs.start(
        kind="planning.run", title=_("Menghitung rencana “%(name)s”") % {"name": row.name}, by=by, at=at,
        payload={"plan": plan.pk},
    )  # fmt: skip
    plan.save(update_fields=["job"])
    acts.record(
        by=by, at=at, verb="START_RUN", thing="plan", thing_id=plan.pk,
        after={"scenario": row.pk, "version": row.version, "digest": row.cycle.digest},
    )  # fmt: skip
    return plan


def carry_out(*, plan: Plan, by: Acting, clock: Clock, step: Step) -> Plan:
    """Do the run: the folder appears whole or not at all, and the plan ends in a state that says what came of it.

    What ``step`` raises (somebody asked to stop) goes on to the caller, once the plan says so.
    """
    if plan.state == PlanState.DONE:
        return plan
    folder = plan_folder(plan.pk)
    try:
        step(_("membaca data beku"))
        dataset = checked_dataset(plan.scenario.cycle)
        made = make_plan(dataset, plan.policy_text, plan.decisions, folder, step=step, clock=clock)
    except jobs.CancelledError:
        _end(plan, PlanState.CANCELLED, by, clock())
        raise
    except ClashError as error:
        plan.clashes = _named(plan, error)
        return _end(plan, PlanState.NO_PLAN, by, clock())
    except (InputError, RefusedPlanError, jobs.RefusedError) as error:
        plan.error = _words(error)
        return _end(plan, PlanState.FAILED, by, clock())
    except Exception as error:
        plan.error = _("Penata tidak dapat menyelesaikan perhitungan ini; beri tahu pengelola. (%(what)s)") % {
            "what": f"{type(error).__name__}: {error}"
        }
        _end(plan, PlanState.FAILED, by, clock())
        raise
    return _finish(plan, folder, made, by, clock())


def checked_dataset(cycle: Cycle) -> Dataset:
    """The frozen data of a cycle, once their digest is seen to be that of the day they were frozen."""
    dataset = frozen_dataset(cycle.pk)
    if dataset.digest() != cycle.dataset_digest:
        raise jobs.RefusedError(
            _("Data beku siklus “%(name)s” tidak lagi sama dengan sidiknya: berkasnya berubah atau hilang. Pulihkan "
              "dari cadangan, atau buka siklus baru.") % {"name": cycle.name}
        )  # fmt: skip
    return dataset


@transaction.atomic
def _finish(plan: Plan, folder: Path, made: Made, by: Acting, at: dt.datetime) -> Plan:
    plan.state, plan.folder, plan.digest, plan.figures = PlanState.DONE, str(folder), made.digest, made.figures
    plan.ended_at, plan.error, plan.clashes = at, "", []
    plan.save()
    acts.record(
        by=by, at=at, verb="END_RUN", thing="plan", thing_id=plan.pk,
        after={"state": plan.state, "digest": made.digest, "moves": made.figures["counts"]["moves"]},
    )  # fmt: skip
    return plan


@transaction.atomic
def _end(plan: Plan, state: PlanState, by: Acting, at: dt.datetime) -> Plan:
    plan.state, plan.ended_at = state, at
    plan.save()
    acts.record(by=by, at=at, verb="END_RUN", thing="plan", thing_id=plan.pk, after={"state": state})
    return plan


def _words(error: Exception) -> str:
    if isinstance(error, RefusedPlanError):
        head = _("Pemeriksa mandiri menolak rencana buatan Penata sendiri; tidak ada yang ditulis. Laporkan ini:")
        return "\n".join([head, *error.problems])
    return "\n".join(error.problems) if isinstance(error, InputError) else str(error)


def _named(plan: Plan, error: ClashError) -> list[dict[str, object]]:
    """The clashes with the names of people and seats."""
    told = [one for clash in error.clashes for one in clash["decisions"]]
    cycle = plan.scenario.cycle_id
    people, seats = names_of(cycle, [one["employee_id"] for one in told], [one["post_id"] for one in told])
    return [
        {"why": clash["why"], "decisions": [
            {**one, "name": people.get(one["employee_id"], one["employee_id"]), "seat": seats.get(one["post_id"], "")}
            for one in clash["decisions"]
        ]}
        for clash in error.clashes
    ]  # fmt: skip
