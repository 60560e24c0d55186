"""The proposal: one scenario of a cycle, locked for consultation by somebody who did not prepare it."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from penata_web.eligibility.operations import unconfirmed_blocking_rules
from penata_web.planning.enums import CycleState, PlanState
from penata_web.planning.models import Cycle, Plan, Scenario
from penata_web.planning.operations.refusals import RefusedChangeError
from penata_web.planning.permissions import LOCKS, STEPS, is_member
from penata_web.planning.queries.scenarios import preparers_of
from penata_web.shared import acts
from penata_web.shared.acting import Acting


def obstacles(plan: Plan, by: Acting) -> list[str]:
    """Why this capacity cannot lock this plan now, one sentence each; none where it can."""
    scenario, cycle = plan.scenario, plan.scenario.cycle
    found = []
    if not by.has(*LOCKS) or not is_member(by, cycle):
        found.append(_("Usulan dikunci oleh Tim Penilai Kinerja atau PPK yang menjadi anggota siklus ini."))
    if by.account is not None and by.account.pk in preparers_of(scenario):
        found.append(_("Anda ikut menyiapkan skenario ini; yang menyiapkan tidak mengunci. Minta anggota lain."))
    if CycleState.PROPOSED not in STEPS[CycleState(cycle.state)]:
        found.append(_("Siklus ini sudah punya usulan yang dikunci, atau tidak terbuka."))
    if plan.standing != PlanState.DONE:
        found.append(_("Rencana ini belum selesai dihitung."))
    if plan.scenario_version != scenario.version:
        found.append(_("Skenarionya berubah sejak rencana ini dihitung; hitung lagi, lalu kunci rencana yang baru."))
    if not plan.figures.get("replayable", True) and not plan.replayed_same:
        found.append(
            _("Pencarian rencana ini dihentikan oleh waktu, sehingga hasilnya mungkin lain bila diulang. Ulangi dan "
              "bandingkan dahulu; bila sama, usulan dapat dikunci. Bila tidak, kurangi batasnya dan hitung lagi.")
        )  # fmt: skip
    return found


def unconfirmed_rules(cycle: Cycle, on: dt.date) -> list[str]:
    """Blocking rules that the legal office has not confirmed until now, or until the plan takes effect."""
    return unconfirmed_blocking_rules(max(cycle.effective_date, on))


@transaction.atomic
def freeze_plan(*, plan: Plan, reason: str, unconfirmed_reason: str, by: Acting, at: dt.datetime) -> Scenario:
    """Lock a plan as the proposal of its cycle. On unconfirmed blocking rules only with a recorded reason."""
    row = Plan.objects.select_for_update(of=("self",)).select_related("scenario__cycle", "job").get(pk=plan.pk)
    scenario = row.scenario
    Cycle.objects.select_for_update().get(pk=scenario.cycle_id)
    if found := obstacles(row, by):
        raise RefusedChangeError(*found)
    unconfirmed = unconfirmed_rules(scenario.cycle, timezone.localdate(at))
    if unconfirmed and not unconfirmed_reason.strip():
        raise RefusedChangeError(_needs_reason(unconfirmed))
    scenario.frozen_at, scenario.frozen_by, scenario.frozen_plan = at, by.account, row
    scenario.save(update_fields=["frozen_at", "frozen_by", "frozen_plan"])
    Cycle.objects.filter(pk=scenario.cycle_id).update(state=CycleState.PROPOSED)
    scenario.cycle.refresh_from_db()
    acts.record(
        by=by, at=at, verb="FREEZE_PLAN", thing="plan", thing_id=row.pk, reason=reason,
        before={"state": CycleState.OPEN},
        after={"state": CycleState.PROPOSED, "scenario": scenario.pk, "version": scenario.version, "digest": row.digest,
               "cycle_digest": scenario.cycle.digest, "unconfirmed_rules": unconfirmed,
               "unconfirmed_reason": unconfirmed_reason if unconfirmed else ""},
    )  # fmt: skip
    return scenario


def _needs_reason(unconfirmed: Sequence[str]) -> str:
    return _(
        "%(count)s aturan penghalang belum dikonfirmasi bagian hukum (%(names)s). Minta konfirmasi di halaman Aturan, "
        "atau tulis alasan mengapa usulan tetap dikunci."
    ) % {"count": len(unconfirmed), "names": ", ".join(unconfirmed[:8]) + (" …" if len(unconfirmed) > 8 else "")}
