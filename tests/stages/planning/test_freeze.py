"""The proposal: locked by somebody who did not prepare it, with reasons; and replayed bit for bit."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from planned_cycles import POLICY, finished_plan, open_cycle, scenario_in, store
from web_cast import NOW

from penata_web.planning.enums import CycleState
from penata_web.planning.frames.folders import dataset_folder, plan_folder
from penata_web.planning.models import Plan, Scenario
from penata_web.planning.operations import proposals
from penata_web.planning.operations.refusals import RefusedChangeError
from penata_web.planning.operations.scenarios import change_policy
from penata_web.planning.queries.cycles import cycles
from penata_web.registry.models import Batch, Confirmation
from penata_web.shared.models import Act

pytestmark = pytest.mark.django_db


TODAY = dt.date(2027, 1, 4)
"""When somebody locks: after the edition of the law that the cycle was frozen with was published."""
AT = dt.datetime(2027, 1, 4, 3, 0, tzinfo=dt.UTC)


@pytest.fixture
def plan(cast) -> Plan:
    """A finished plan that an analyst prepared, in a cycle with committee and decider as members."""
    cycle = open_cycle(cast.analyst, (cast.committee, cast.decider, cast.second_analyst))
    return finished_plan(cycle.scenarios.get(), cast.analyst)


def confirm_everything(plan: Plan) -> None:
    """The legal office has confirmed every blocking rule of the cycle."""
    batch = Batch.objects.first()
    for rule in proposals.unconfirmed_rules(plan.scenario.cycle, TODAY):
        Confirmation.objects.create(
            key=f"{rule}|uji", rule_id=rule, document="Telaah hukum", confirmed_on=TODAY,
            valid_from=dt.date(2026, 7, 1), batch=batch,
        )  # fmt: skip


def lock(plan: Plan, by, **values) -> Scenario:
    typed = {"reason": "Paling sedikit mengganggu sekolah", "unconfirmed_reason": "", **values}
    return proposals.freeze_plan(plan=plan, by=by, at=AT, **typed)


def test_committee_locks_what_an_analyst_prepared(enter, plan) -> None:
    confirm_everything(plan)
    url = reverse("planning:freeze", args=[plan.pk])
    page = enter("committee").get(url).content.decode()
    assert "belum dikonfirmasi" not in page
    assert enter("committee").post(url, {"reason": "Paling adil"}).status_code == 302
    scenario = Scenario.objects.select_related("cycle").get(pk=plan.scenario_id)
    assert (scenario.frozen_plan_id, str(scenario.frozen_by)) == (plan.pk, "Sdr. Committee")
    assert scenario.cycle.state == CycleState.PROPOSED
    act = Act.objects.get(verb="FREEZE_PLAN")
    assert (act.reason, act.after["digest"], act.after["unconfirmed_rules"]) == ("Paling adil", plan.digest, [])


def test_analyst_does_not_come_to_the_lock(enter, plan) -> None:
    assert enter("analyst").get(reverse("planning:freeze", args=[plan.pk])).status_code == 403
    assert enter("auditor").get(reverse("planning:freeze", args=[plan.pk])).status_code == 403


def test_who_prepared_does_not_lock_in_another_capacity(acting, cast, plan) -> None:
    confirm_everything(plan)
    change_policy(
        scenario=plan.scenario, version=1, policy_text=POLICY + "nearest = 90\n", reason="r",
        by=acting("second_analyst"), at=NOW,
    )  # fmt: skip
    anew = finished_plan(Scenario.objects.get(pk=plan.scenario_id), cast.analyst)
    both = acting("committee")
    second = type(both)(account=cast.second_analyst, role=both.role)
    with pytest.raises(RefusedChangeError, match="yang menyiapkan tidak mengunci"):
        lock(anew, second)
    assert lock(anew, both).frozen_at == AT


def test_member_alone_locks(acting, cast) -> None:
    plan = finished_plan(open_cycle(cast.analyst).scenarios.get(), cast.analyst)
    with pytest.raises(RefusedChangeError, match="anggota siklus"):
        lock(plan, acting("decider"), unconfirmed_reason="x")


def test_unconfirmed_blocking_rules_need_a_recorded_reason(enter, acting, plan) -> None:
    rules = proposals.unconfirmed_rules(plan.scenario.cycle, TODAY)
    assert "MUT-12-STUDY" in rules
    with pytest.raises(RefusedChangeError, match=f"{len(rules)} aturan penghalang belum dikonfirmasi"):
        lock(plan, acting("decider"))
    url = reverse("planning:freeze", args=[plan.pk])
    answer = enter("decider").post(url, {"reason": "Mendesak", "unconfirmed_reason": ""})
    assert answer.status_code == 422
    assert "Mendesak" in answer.content.decode()
    typed = {"reason": "Mendesak", "unconfirmed_reason": "Telaah selesai minggu depan"}
    assert enter("decider").post(url, typed).status_code == 302
    act = Act.objects.get(verb="FREEZE_PLAN")
    assert act.after["unconfirmed_reason"] == "Telaah selesai minggu depan"
    assert act.after["unconfirmed_rules"] == rules


def test_plan_of_an_older_version_is_not_locked(acting, plan) -> None:
    Scenario.objects.filter(pk=plan.scenario_id).update(version=2)
    plan.scenario.refresh_from_db()
    with pytest.raises(RefusedChangeError, match="berubah sejak rencana ini dihitung"):
        lock(plan, acting("decider"), unconfirmed_reason="x")


def test_cycle_has_one_proposal(acting, cast, plan) -> None:
    other = finished_plan(scenario_in(plan.scenario.cycle, cast.analyst, "Lain"), cast.analyst)
    lock(plan, acting("decider"), unconfirmed_reason="x")
    other = Plan.objects.select_related("scenario__cycle").get(pk=other.pk)
    with pytest.raises(RefusedChangeError, match="sudah punya usulan"):
        lock(other, acting("committee"), unconfirmed_reason="x")


def test_locked_proposal_opens_to_the_office_at_its_hour(acting, enter, plan) -> None:
    lock(plan, acting("decider"), unconfirmed_reason="x")
    cycle = plan.scenario.cycle
    assert list(cycles(acting("auditor"), NOW)) == []
    type(cycle).objects.update(release_at=NOW)
    assert list(cycles(acting("auditor"), NOW)) == [cycle]
    page = enter("auditor").get(reverse("planning:cycle", args=[cycle.pk])).content.decode()
    assert "Usulan untuk konsultasi: Dasar, dikunci oleh Sdr. Decider." in page


# Replay


def test_replay_of_a_plan_is_the_same_bit_for_bit(enter, plan, capsys, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        enter("decider").post(reverse("planning:replay", args=[plan.pk]))
    plan.refresh_from_db()
    assert (plan.replayed_same, plan.replay_differs) == (True, [])
    page = enter("analyst").get(reverse("planning:run", args=[plan.pk])).content.decode()
    assert "setiap berkas sama bit demi bit" in page
    call_command("replay", str(plan.pk))
    assert "sama bit demi bit" in capsys.readouterr().out
    assert Act.objects.filter(verb="REPLAY_PLAN").count() == 2


def test_replay_finds_one_changed_byte(enter, plan) -> None:
    file = plan_folder(plan.pk) / "result.json"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(bytes(content))
    (plan_folder(plan.pk) / "run.json").write_text("{}")
    with pytest.raises(CommandError, match=r"TIDAK SAMA.*\n  result\.json$"):
        call_command("replay", str(plan.pk))
    plan.refresh_from_db()
    assert (plan.replayed_same, plan.replay_differs) == (False, ["result.json"])
    page = enter("analyst").get(reverse("planning:run", args=[plan.pk])).content.decode()
    assert "<code>result.json</code>" in page


def test_replay_names_files_that_are_lacking_or_too_many(plan) -> None:
    (plan_folder(plan.pk) / "moves.parquet").unlink()
    (plan_folder(plan.pk) / "catatan.txt").write_text("x")
    with pytest.raises(CommandError, match=r"  catatan\.txt\n  moves\.parquet$"):
        call_command("replay", str(plan.pk))


def test_replay_refuses_frozen_data_that_were_changed(plan) -> None:
    (dataset_folder(plan.scenario.cycle_id) / "wishes.parquet").unlink()
    with pytest.raises(CommandError, match="tidak lagi sama dengan sidiknya"):
        call_command("replay", str(plan.pk))
    plan.refresh_from_db()
    assert plan.replayed_at is None
    assert store().made.digest == plan.digest


def test_replay_of_an_unknown_plan_says_so() -> None:
    with pytest.raises(CommandError, match="Rencana nomor 404 tidak ada"):
        call_command("replay", "404")
