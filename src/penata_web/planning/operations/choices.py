"""The committee's choice for a leading post: made with its reason, carried into scenarios, withdrawn."""

import datetime as dt
from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from penata_web.planning.enums import DecisionKind
from penata_web.planning.frames.choices import is_candidate
from penata_web.planning.frames.grounds import ground_of
from penata_web.planning.models import Choice, Cycle, Decision, Scenario
from penata_web.planning.operations.refusals import RefusedChangeError
from penata_web.planning.operations.scenarios import advance
from penata_web.planning.queries.choices import may_choose
from penata_web.shared import acts
from penata_web.shared.acting import Acting


@transaction.atomic
def choose(
    *, cycle: Cycle, post_id: str, employee_id: str, reason: str, by: Acting, at: dt.datetime
) -> tuple[Choice, list[str]]:  # fmt: skip
    """Choose a candidate for a leading post, and force it in every scenario of the cycle that is not locked.

    Returns the choice, and in one sentence each why some scenario did not take it. Raises RefusedChangeError where the
    person is no candidate, or where another choice for the post or the person stands.
    """
    row = Cycle.objects.select_for_update().get(pk=cycle.pk)
    if not may_choose(by, row) or by.account is None:
        raise RefusedChangeError(_("Pilihan dibuat oleh Tim Penilai Kinerja yang menjadi anggota siklus yang terbuka."))
    if not is_candidate(ground_of(row), post_id, employee_id):
        raise RefusedChangeError(
            _("Pegawai %(id)s tidak ada dalam daftar calon jabatan ini; pilih salah satu calon di daftar.")
            % {"id": employee_id}
        )
    try:
        with transaction.atomic():
            choice = Choice.objects.create(
                cycle=row, post_id=post_id, employee_id=employee_id, reason=reason, by=by.account, at=at
            )
    except IntegrityError:
        raise RefusedChangeError(
            _("Sudah ada pilihan untuk jabatan ini, atau untuk orang ini di jabatan lain. Tarik dahulu pilihan itu.")
        ) from None
    acts.record(
        by=by, at=at, verb="CHOOSE", thing="choice", thing_id=choice.pk, reason=reason,
        after={"cycle": row.pk, "post_id": post_id, "employee_id": employee_id},
    )  # fmt: skip
    return choice, _enter_all(choice, by, at)


@transaction.atomic
def carry_choice(*, choice: Choice, by: Acting, at: dt.datetime) -> list[str]:
    """Force a standing choice in the scenarios that do not hold it yet, for instance newer ones."""
    row = Choice.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=choice.pk)
    _refuse(row, by)
    return _enter_all(row, by, at)


@transaction.atomic
def withdraw_choice(*, choice: Choice, reason: str, by: Acting, at: dt.datetime) -> Choice:
    """Withdraw a choice, and take its decision out of every scenario that is not locked."""
    row = Choice.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=choice.pk)
    _refuse(row, by)
    for decision in row.decisions.select_related("scenario").order_by("scenario_id"):
        scenario = decision.scenario
        advance(scenario, scenario.version, at)
        before = {"employee_id": decision.employee_id, "kind": decision.kind, "post_id": decision.post_id,
                  "reason": decision.reason}  # fmt: skip
        decision.delete()
        _record(scenario, "WITHDRAW_DECISION", reason, by, at, before, {})
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = at, by.account, reason
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    acts.record(
        by=by, at=at, verb="WITHDRAW_CHOICE", thing="choice", thing_id=row.pk, reason=reason,
        before={"post_id": row.post_id, "employee_id": row.employee_id, "reason": row.reason},
    )  # fmt: skip
    return row


def _refuse(choice: Choice, by: Acting) -> None:
    if not may_choose(by, choice.cycle):
        raise RefusedChangeError(
            _("Pilihan hanya diubah oleh Tim Penilai Kinerja yang menjadi anggota, selama siklus terbuka.")
        )
    if choice.withdrawn_at is not None:
        raise RefusedChangeError(_("Pilihan ini sudah ditarik."))


def _enter_all(choice: Choice, by: Acting, at: dt.datetime) -> list[str]:
    """Force the choice in each scenario that is not locked and does not decide otherwise about the person."""
    skipped = []
    rows = Scenario.objects.filter(cycle=choice.cycle_id, frozen_at__isnull=True).exclude(decisions__choice=choice)
    for scenario in rows.order_by("pk"):
        other = scenario.decisions.filter(employee_id=choice.employee_id).first()
        if other is not None:
            skipped.append(
                _("Skenario %(name)s: sudah ada keputusan lain tentang orang ini (%(kind)s); cabut dahulu di sana.")
                % {"name": scenario.name, "kind": DecisionKind(other.kind).label}
            )
            continue
        _enter(choice, scenario, by, at)
    return skipped


def _enter(choice: Choice, scenario: Scenario, by: Acting, at: dt.datetime) -> None:
    assert by.account is not None
    advance(scenario, scenario.version, at)
    Decision.objects.create(
        scenario=scenario, employee_id=choice.employee_id, kind=DecisionKind.FORCE, post_id=choice.post_id,
        reason=choice.reason, by=by.account, at=at, choice=choice,
    )  # fmt: skip
    after = {"employee_id": choice.employee_id, "kind": DecisionKind.FORCE, "post_id": choice.post_id}
    _record(scenario, "DECIDE", choice.reason, by, at, {}, {**after, "choice": choice.pk})


def _record(
    scenario: Scenario, verb: str, reason: str, by: Acting, at: dt.datetime, before: Mapping[str, object],
    after: Mapping[str, object],
) -> None:  # fmt: skip
    acts.record(
        by=by, at=at, verb=verb, thing="scenario", thing_id=scenario.pk, reason=reason,
        before={"version": scenario.version, **before}, after={"version": scenario.version + 1, **after},
    )  # fmt: skip
