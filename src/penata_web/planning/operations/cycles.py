"""Cycles: opened, frozen in the background, shown to named people, released at an hour, closed."""

import datetime as dt
from collections.abc import Callable, Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from penata.tables import InputError
from penata_web.planning.enums import CycleState
from penata_web.planning.frames.datasets import freeze, of_agency
from penata_web.planning.frames.folders import dataset_folder
from penata_web.planning.frames.policies import default_policy, for_cycle
from penata_web.planning.models import Cycle, Scenario
from penata_web.planning.operations.refusals import RefusedChangeError
from penata_web.planning.permissions import STEPS, is_member, may_open_a_cycle
from penata_web.registry.operations import dataset_on
from penata_web.shared import acts, jobs
from penata_web.shared.acting import Acting
from penata_web.shared.models import Account

Step = Callable[[str, int, int], None]


@transaction.atomic
def open_cycle(
    *, name: str, as_of: dt.date, effective_date: dt.date, members: Collection[Account], like: Cycle | None,
    release_at: dt.datetime | None, by: Acting, at: dt.datetime,
) -> Cycle:  # fmt: skip
    """Open a cycle and have its data frozen in the background; whoever opens it is a member."""
    if not may_open_a_cycle(by) or by.account is None:
        raise RefusedChangeError(_("Siklus dibuka oleh analis mutasi untuk seluruh instansi, bukan untuk satu unit."))
    policy = for_cycle(like.policy_text, as_of, effective_date) if like else default_policy(as_of, effective_date)
    cycle = Cycle.objects.create(
        name=name, agency_id=by.agency_id, as_of=as_of, effective_date=effective_date, policy_text=policy,
        created_by=by.account, created_at=at, release_at=release_at,
    )  # fmt: skip
    cycle.members.set({by.account, *members})
    acts.record(
        by=by, at=at, verb="OPEN_CYCLE", thing="cycle", thing_id=cycle.pk,
        after={"name": name, "as_of": as_of, "effective_date": effective_date, "members": _names(cycle),
               "release_at": release_at, "policy_text": policy},
    )  # fmt: skip
    _start_freezing(cycle, by, at)
    return cycle


@transaction.atomic
def freeze_again(*, cycle: Cycle, by: Acting, at: dt.datetime) -> Cycle:
    """Have the data frozen once more, where it failed or was stopped."""
    row = Cycle.objects.select_for_update().select_related("job").get(pk=cycle.pk)
    if row.state != CycleState.PREPARING or (row.job and not row.job.is_over) or not is_member(by, row):
        raise RefusedChangeError(_("Data siklus ini sudah dibekukan, atau sedang dibekukan."))
    _start_freezing(row, by, at)
    return row


def freeze_cycle(*, cycle: Cycle, by: Acting, at: dt.datetime, step: Step) -> Cycle:
    """Write the registry of the cycle's day into its folder, and open the cycle with a first scenario.

    Nothing of the cycle changes before the files are whole; done twice it gives the same. Raises RefusedError where the
    registry lacks what no plan can do without.
    """
    step(_("membaca data kepegawaian"), 1, 4)
    dataset = dataset_on(cycle.as_of)
    if cycle.agency_id:
        dataset = of_agency(dataset, cycle.agency_id)
    step(_("menulis dan memeriksa data beku"), 2, 4)
    try:
        frozen = freeze(cycle.pk, dataset, cycle.policy_text)
    except InputError as error:
        raise jobs.RefusedError("\n".join(error.problems)) from None
    step(_("membuka siklus"), 3, 4)
    with transaction.atomic():
        row = Cycle.objects.select_for_update().get(pk=cycle.pk)
        if row.state != CycleState.PREPARING:
            return row
        row.state = CycleState.OPEN
        row.folder = str(dataset_folder(row.pk))
        row.dataset_digest, row.rule_set, row.digest = frozen.dataset_digest, frozen.rule_set, frozen.digest
        row.figures = {
            "counts": frozen.counts, "score": frozen.score, "refused": frozen.refused, "problems": frozen.problems,
        }  # fmt: skip
        row.save()
        Scenario.objects.get_or_create(
            cycle=row, name=_("Dasar"),
            defaults={"policy_text": row.policy_text, "note": _("Kebijakan bawaan siklus ini."),
                      "created_by": row.created_by, "created_at": at, "changed_at": at},
        )  # fmt: skip
        acts.record(
            by=by, at=at, verb="FREEZE_DATASET", thing="cycle", thing_id=row.pk,
            after={"dataset_digest": row.dataset_digest, "rule_set": row.rule_set, "digest": row.digest,
                   "refused": len(frozen.refused)},
        )  # fmt: skip
    return row


@transaction.atomic
def change_cycle(
    *, cycle: Cycle, name: str, members: Collection[Account], release_at: dt.datetime | None, reason: str, by: Acting,
    at: dt.datetime,
) -> Cycle:  # fmt: skip
    """Change the name, who may see drafts, and the hour of release; what is frozen stays."""
    row = Cycle.objects.select_for_update().get(pk=cycle.pk)
    if not is_member(by, row):
        raise RefusedChangeError(_("Hanya anggota siklus yang boleh mengubahnya."))
    if row.release_at and row.release_at <= at and release_at != row.release_at:
        raise RefusedChangeError(_("Usulan sudah dibuka untuk semua pada jamnya; itu tidak dapat ditarik."))
    if not members:
        raise RefusedChangeError(_("Paling sedikit satu orang harus dapat melihat draf."))
    before = {"name": row.name, "members": _names(row), "release_at": row.release_at}
    row.name, row.release_at = name, release_at
    row.save(update_fields=["name", "release_at"])
    row.members.set(members)
    after = {"name": name, "members": _names(row), "release_at": release_at}
    acts.record(
        by=by, at=at, verb="CHANGE_CYCLE", thing="cycle", thing_id=row.pk, reason=reason, before=before, after=after
    )
    return row


@transaction.atomic
def close_cycle(*, cycle: Cycle, reason: str, by: Acting, at: dt.datetime) -> Cycle:
    """Close a cycle: nothing in it is changed or computed any more."""
    row = Cycle.objects.select_for_update().get(pk=cycle.pk)
    if CycleState.CLOSED not in STEPS[CycleState(row.state)] or not (is_member(by, row) and may_open_a_cycle(by)):
        raise RefusedChangeError(_("Siklus ini tidak dapat ditutup: datanya belum beku, atau sudah ditutup."))
    before = {"state": row.state}
    row.state = CycleState.CLOSED
    row.save(update_fields=["state"])
    acts.record(
        by=by, at=at, verb="CLOSE_CYCLE", thing="cycle", thing_id=row.pk, reason=reason, before=before,
        after={"state": row.state},
    )  # fmt: skip
    return row


def _start_freezing(cycle: Cycle, by: Acting, at: dt.datetime) -> None:
    cycle.job = jobs.start(
        kind="planning.freeze", title=_("Membekukan data siklus “%(name)s”") % {"name": cycle.name}, by=by, at=at,
        payload={"cycle": cycle.pk},
    )  # fmt: skip
    cycle.save(update_fields=["job"])


def _names(cycle: Cycle) -> list[Any]:
    return sorted(str(account) for account in cycle.members.all())
