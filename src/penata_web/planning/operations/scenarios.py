"""Scenarios: made from a policy, copied, named, changed one version after the other, each change with its reason."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from penata.tables import InputError
from penata_web.planning.frames.datasets import names_of
from penata_web.planning.frames.policies import checked, default_policy, differences, with_values
from penata_web.planning.models import Choice, Cycle, Decision, Scenario
from penata_web.planning.operations.refusals import RefusedChangeError, StaleError
from penata_web.planning.permissions import may_change, may_prepare
from penata_web.planning.queries.scenarios import changes_of, decision_rows
from penata_web.shared import acts
from penata_web.shared.acting import Acting


@transaction.atomic
def make_scenario(
    *, cycle: Cycle, name: str, note: str, preset: str, by: Acting, at: dt.datetime
) -> Scenario:  # fmt: skip
    """A scenario with the cycle's own policy, or with a preset of the library."""
    text = default_policy(cycle.as_of, cycle.effective_date, preset) if preset else cycle.policy_text
    scenario = _created(cycle, name, note, text, None, by, at)
    acts.record(
        by=by, at=at, verb="MAKE_SCENARIO", thing="scenario", thing_id=scenario.pk,
        after={"version": 1, "name": name, "policy_text": text},
    )  # fmt: skip
    return scenario


@transaction.atomic
def copy_scenario(*, scenario: Scenario, name: str, note: str, by: Acting, at: dt.datetime) -> Scenario:
    """A scenario with the policy and the decisions of another, to be changed by itself."""
    copy = _created(scenario.cycle, name, note, scenario.policy_text, scenario, by, at)
    Decision.objects.bulk_create(
        Decision(
            scenario=copy, employee_id=one.employee_id, kind=one.kind, post_id=one.post_id, reason=one.reason,
            choice_id=one.choice_id, by=one.by, at=one.at,
        )
        for one in scenario.decisions.select_related("by")
    )  # fmt: skip
    acts.record(
        by=by, at=at, verb="COPY_SCENARIO", thing="scenario", thing_id=copy.pk,
        after={"version": 1, "name": name, "copied_from": scenario.pk, "policy_text": copy.policy_text,
               "decisions": decision_rows(copy)},
    )  # fmt: skip
    return copy


@transaction.atomic
def rename_scenario(
    *, scenario: Scenario, name: str, note: str, by: Acting, at: dt.datetime
) -> Scenario:  # fmt: skip
    """Change name and note; no plan changes by it, so the version stays."""
    _refuse_where_closed(scenario, by)
    before = {"name": scenario.name, "note": scenario.note}
    try:
        with transaction.atomic():
            Scenario.objects.filter(pk=scenario.pk).update(name=name, note=note)
    except IntegrityError:
        raise RefusedChangeError(_NAME_TAKEN()) from None
    acts.record(
        by=by, at=at, verb="RENAME_SCENARIO", thing="scenario", thing_id=scenario.pk, before=before,
        after={"name": name, "note": note},
    )  # fmt: skip
    scenario.refresh_from_db()
    return scenario


@transaction.atomic
def change_policy(
    *, scenario: Scenario, version: int, policy_text: str, reason: str, by: Acting, at: dt.datetime
) -> Scenario:  # fmt: skip
    """Give a scenario another policy.

    Raises StaleError where it was changed since ``version``, RefusedChangeError where the library or the cycle refuses
    the policy, or nothing changes by it.
    """
    _refuse_where_closed(scenario, by)
    try:
        checked(policy_text, scenario.cycle.policy_text)
    except InputError as error:
        raise RefusedChangeError(*error.problems) from None
    advance(scenario, version, at)
    before = scenario.policy_text
    changed = differences(before, policy_text)
    if not changed and before == policy_text:
        raise RefusedChangeError(_("Tidak ada yang berubah: semua nilai sama dengan yang tersimpan."))
    Scenario.objects.filter(pk=scenario.pk).update(policy_text=policy_text)
    _record(scenario, "CHANGE_POLICY", version, reason, by, at,
            before={"policy_text": before, **{path: one for path, one, _other in changed}},
            after={"policy_text": policy_text, **{path: other for path, _one, other in changed}})  # fmt: skip
    scenario.refresh_from_db()
    return scenario


def change_settings(
    *, scenario: Scenario, version: int, base: str, changed: Mapping[str, Any], reason: str, by: Acting, at: dt.datetime
) -> Scenario:  # fmt: skip
    """Change single settings of the policy that the scenario had in ``version``; errors as ``change_policy``."""
    try:
        text = with_values(base, changed)
    except InputError as error:
        raise RefusedChangeError(*error.problems) from None
    return change_policy(scenario=scenario, version=version, policy_text=text, reason=reason, by=by, at=at)


@transaction.atomic
def decide(
    *, scenario: Scenario, version: int, employee_id: str, kind: str, post_id: str, reason: str, by: Acting,
    at: dt.datetime, choice: Choice | None = None,
) -> Decision:  # fmt: skip
    """Pin, forbid or force a person; who and where must be known in the frozen data."""
    _refuse_where_closed(scenario, by)
    assert by.account is not None
    people, seats = names_of(scenario.cycle_id, [employee_id], [post_id])
    if employee_id not in people or (post_id and post_id not in seats):
        raise RefusedChangeError(
            _("Pegawai %(person)s atau formasi %(post)s tidak ada dalam data beku siklus; pilih dari pencarian.")
            % {"person": employee_id, "post": post_id or "–"}
        )
    advance(scenario, version, at)
    same = Decision.objects.filter(scenario=scenario, employee_id=employee_id, kind=kind, post_id=post_id)
    if same.exists():
        raise RefusedChangeError(_("Keputusan yang sama tentang pegawai ini sudah ada."))
    decision = Decision.objects.create(
        scenario=scenario,
        employee_id=employee_id,
        kind=kind,
        post_id=post_id,
        reason=reason,
        by=by.account,
        at=at,
        choice=choice,
    )
    _record(scenario, "DECIDE", version, reason, by, at, before={},
            after={"employee_id": employee_id, "kind": kind, "post_id": post_id})  # fmt: skip
    return decision


@transaction.atomic
def withdraw_decision(*, decision: Decision, version: int, reason: str, by: Acting, at: dt.datetime) -> Scenario:
    """Take a decision back."""
    scenario = decision.scenario
    _refuse_where_closed(scenario, by)
    advance(scenario, version, at)
    before = {"employee_id": decision.employee_id, "kind": decision.kind, "post_id": decision.post_id,
              "reason": decision.reason}  # fmt: skip
    decision.delete()
    _record(scenario, "WITHDRAW_DECISION", version, reason, by, at, before=before, after={})
    scenario.refresh_from_db()
    return scenario


def advance(scenario: Scenario, version: int, at: dt.datetime) -> None:
    """Count one version on; StaleError with what happened where somebody else did so since ``version``."""
    moved = Scenario.objects.filter(pk=scenario.pk, version=version, frozen_at__isnull=True)
    if not moved.update(version=F("version") + 1, changed_at=at):
        changes = changes_of(scenario, since=version)
        who = changes[0].author if changes else _("seseorang")
        raise StaleError(
            _("Skenario ini sudah diubah oleh %(who)s sejak Anda membukanya. Isian Anda tetap ada di bawah; periksa "
              "perubahannya, lalu simpan lagi.") % {"who": who},
            changes,
        )  # fmt: skip


def _NAME_TAKEN() -> str:  # noqa: N802 - reads as the constant that it is, in the reader's language
    return _("Nama ini sudah dipakai dalam siklus yang sama; pilih nama lain.")


def _created(
    cycle: Cycle, name: str, note: str, text: str, source: Scenario | None, by: Acting, at: dt.datetime
) -> Scenario:
    if not may_prepare(by, cycle) or by.account is None:
        raise RefusedChangeError(_("Skenario dibuat oleh analis yang menjadi anggota siklus, selama siklus terbuka."))
    try:
        with transaction.atomic():
            return Scenario.objects.create(
                cycle=cycle, name=name, note=note, policy_text=text, copied_from=source, created_by=by.account,
                created_at=at, changed_at=at,
            )  # fmt: skip
    except IntegrityError:
        raise RefusedChangeError(_NAME_TAKEN()) from None


def _refuse_where_closed(scenario: Scenario, by: Acting) -> None:
    if not may_change(by, scenario):
        raise RefusedChangeError(
            _("Skenario ini tidak dapat diubah: usulan sudah dikunci, siklusnya tidak terbuka, atau Anda bukan analis "
              "anggota siklus ini.")
        )  # fmt: skip


def _record(
    scenario: Scenario, verb: str, version: int, reason: str, by: Acting, at: dt.datetime, *, before: dict[str, Any],
    after: dict[str, Any],
) -> None:  # fmt: skip
    acts.record(
        by=by, at=at, verb=verb, thing="scenario", thing_id=scenario.pk, reason=reason,
        before={"version": version, **before}, after={"version": version + 1, **after},
    )  # fmt: skip
