"""Runs: a fresh folder that is whole or not there, clashes in words, a stop within seconds, and killed workers."""

import datetime as dt
import json
import shutil
import time
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone
from planned_cycles import POLICY, finished_plan, open_cycle, store
from web_cast import NOW, regency

from penata_web.planning.enums import PlanState
from penata_web.planning.frames.folders import dataset_folder, file_digests, plan_folder
from penata_web.planning.frames.policies import with_values
from penata_web.planning.models import Plan, Scenario
from penata_web.planning.operations.refusals import RefusedChangeError
from penata_web.planning.operations.runs import carry_out, start_run
from penata_web.planning.operations.scenarios import change_policy, decide
from penata_web.shared import jobs
from penata_web.shared.enums import JobState
from penata_web.shared.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_folder_of_an_earlier_test(data_folder) -> None:
    """Numbers of plans begin anew after each test."""
    shutil.rmtree(data_folder / "plans", ignore_errors=True)


@pytest.fixture
def scenario(cast) -> Scenario:
    """The first scenario of a cycle."""
    return open_cycle(cast.analyst, (cast.second_analyst, cast.committee)).scenarios.get()


def pinned(scenario: Scenario, acting, *decisions: tuple[str, str, str]) -> None:
    for version, (person, kind, post) in enumerate(decisions, start=scenario.version):
        decide(
            scenario=scenario, version=version, employee_id=person, kind=kind, post_id=post, reason="uji",
            by=acting("analyst"), at=NOW,
        )  # fmt: skip
    scenario.refresh_from_db()


def test_run_writes_the_plan_that_the_library_makes(enter, scenario, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = enter("analyst").post(reverse("planning:run-start", args=[scenario.pk]))
    plan = Plan.objects.get()
    assert answer.url == reverse("planning:run", args=[plan.pk])
    assert plan.state == PlanState.DONE, plan.error
    assert plan.digest == store().made.digest
    assert plan.figures == json.loads(json.dumps(store().made.figures))
    assert file_digests(plan_folder(plan.pk)) == file_digests(store().plan)
    assert plan.job.result_url == answer.url
    page = enter("analyst").get(answer.url).content.decode()
    assert reverse("planning:plan", args=[plan.pk]) in page


def test_version_that_is_done_is_not_computed_again(enter, cast, scenario) -> None:
    plan = finished_plan(scenario, cast.analyst)
    answer = enter("analyst").post(reverse("planning:run-start", args=[scenario.pk]))
    assert answer.url == reverse("planning:run", args=[plan.pk])
    assert Plan.objects.count() == 1


def test_changed_scenario_is_computed_anew(acting, cast, scenario) -> None:
    finished_plan(scenario, cast.analyst)
    text = with_values(POLICY, {"weights.fit": 61})
    change_policy(scenario=scenario, version=1, policy_text=text, reason="r", by=acting("analyst"), at=NOW)
    plan = start_run(scenario=scenario, by=acting("analyst"), at=NOW)
    assert (plan.scenario_version, plan.policy_text, Plan.objects.count()) == (2, text, 2)


def test_who_is_no_analyst_of_the_cycle_cannot_run(acting, enter, scenario) -> None:
    with pytest.raises(RefusedChangeError):
        start_run(scenario=scenario, by=acting("committee"), at=NOW)
    assert enter("decider").post(reverse("planning:run-start", args=[scenario.pk])).status_code == 403


def test_clashing_decisions_are_named_with_people_and_reasons(
    enter, acting, scenario, django_capture_on_commit_callbacks
) -> None:
    posts = regency()["posts"]
    people = regency()["employees"].filter(regency()["employees"]["post_id"].is_not_null())
    one = people.row(0, named=True)
    other = next(post for post in posts["post_id"] if post != one["post_id"])
    pinned(scenario, acting, (one["employee_id"], "PIN", ""), (one["employee_id"], "FORCE", other))
    with django_capture_on_commit_callbacks(execute=True):
        answer = enter("analyst").post(reverse("planning:run-start", args=[scenario.pk]))
    plan = Plan.objects.get()
    assert plan.state == PlanState.NO_PLAN
    assert plan.folder == ""
    named = {decision["name"] for clash in plan.clashes for decision in clash["decisions"]}
    assert named == {one["name"]}
    page = enter("analyst").get(answer.url).content.decode()
    assert "Keputusan mana yang bertentangan?" in page
    assert one["name"] in page
    assert "“uji”" in page


def test_policy_that_names_what_does_not_exist_fails_with_the_words_of_the_library(acting, scenario) -> None:
    text = POLICY + '[limits.districts]\n"TIADA>ADA" = 3\n'
    change_policy(scenario=scenario, version=1, policy_text=text, reason="r", by=acting("analyst"), at=NOW)
    plan = start_run(scenario=scenario, by=acting("analyst"), at=NOW)
    done = carry_out(plan=plan, by=acting("analyst"), clock=lambda: NOW, step=lambda _: None)
    assert done.state == PlanState.FAILED
    assert "TIADA" in done.error
    assert not plan_folder(plan.pk).exists()


def test_damaged_frozen_data_stop_a_run(acting, scenario) -> None:
    file = dataset_folder(scenario.cycle_id) / "wishes.parquet"
    regency()["wishes"].head(1).write_parquet(file)
    plan = start_run(scenario=scenario, by=acting("analyst"), at=NOW)
    done = carry_out(plan=plan, by=acting("analyst"), clock=lambda: NOW, step=lambda _: None)
    assert done.state == PlanState.FAILED
    assert "tidak lagi sama dengan sidiknya" in done.error


def test_stop_in_the_middle_leaves_nothing(acting, scenario) -> None:
    plan = start_run(scenario=scenario, by=acting("analyst"), at=NOW)
    told: list[str] = []

    def step(words: str) -> None:
        told.append(words)
        if words == "menyusun tabel rencana":
            raise jobs.CancelledError

    with pytest.raises(jobs.CancelledError):
        carry_out(plan=plan, by=acting("analyst"), clock=lambda: NOW, step=step)
    plan.refresh_from_db()
    assert plan.state == PlanState.CANCELLED
    assert not plan_folder(plan.pk).exists()
    assert told[-1] == "menyusun tabel rencana"


def test_error_of_the_program_is_kept_in_words(acting, scenario) -> None:
    plan = start_run(scenario=scenario, by=acting("analyst"), at=NOW)

    def step(words: str) -> None:
        raise ZeroDivisionError("bagi nol")

    with pytest.raises(ZeroDivisionError):
        carry_out(plan=plan, by=acting("analyst"), clock=lambda: NOW, step=step)
    plan.refresh_from_db()
    assert plan.state == PlanState.FAILED
    assert "ZeroDivisionError: bagi nol" in plan.error


def test_run_of_a_killed_worker_is_done_by_the_next(acting, scenario) -> None:
    """The worker dies while it writes: what it left beside is cleared, and the plan is the same."""
    plan = start_run(scenario=scenario, by=acting("analyst"), at=NOW)
    left = plan_folder(plan.pk).with_name(f".{plan.pk}-baru-xyz")
    left.mkdir(parents=True)
    (left / "moves.parquet").write_bytes(b"half")
    Job.objects.filter(pk=plan.job_id).update(
        state=JobState.RUNNING, attempts=1, task_id=str(uuid.uuid4()), heartbeat_at=NOW - dt.timedelta(minutes=5)
    )
    assert plan.standing == PlanState.RUNNING
    jobs.reap(now=NOW)
    assert Job.objects.get(pk=plan.job_id).state == JobState.WAITING
    jobs.run_job.enqueue(plan.job_id)
    plan.refresh_from_db()
    assert plan.state == PlanState.DONE, plan.error
    assert file_digests(plan_folder(plan.pk)) == file_digests(store().plan)
    assert not left.exists()


def test_run_that_was_lost_for_good_says_so_and_may_be_started_again(enter, acting, scenario) -> None:
    plan = start_run(scenario=scenario, by=acting("analyst"), at=NOW)
    Job.objects.filter(pk=plan.job_id).update(
        state=JobState.RUNNING, attempts=jobs.ATTEMPTS, heartbeat_at=NOW - dt.timedelta(minutes=5)
    )
    jobs.reap(now=NOW)
    plan = Plan.objects.select_related("job").get(pk=plan.pk)
    assert plan.standing == PlanState.FAILED
    page = enter("analyst").get(reverse("planning:run", args=[plan.pk])).content.decode()
    assert "terputus beberapa kali" in page
    assert start_run(scenario=scenario, by=acting("analyst"), at=NOW).pk != plan.pk


@pytest.mark.django_db(transaction=True)
def test_cancelled_job_stops_within_seconds_and_the_plan_says_so(cast, acting) -> None:
    scenario = open_cycle(cast.analyst).scenarios.get()
    plan = start_waiting(scenario, acting)
    Job.objects.filter(pk=plan.job_id).update(cancel_asked=True)
    began = time.monotonic()
    jobs.run_job.enqueue(plan.job_id)
    plan = Plan.objects.select_related("job").get(pk=plan.pk)
    assert time.monotonic() - began < 5
    assert (plan.job.state, plan.standing) == (JobState.CANCELLED, PlanState.CANCELLED)
    assert not plan_folder(plan.pk).exists()


def start_waiting(scenario: Scenario, acting) -> Plan:
    """A run that no worker has taken yet: the job is written, and not handed over."""
    plan = Plan.objects.create(
        scenario=scenario, scenario_version=1, policy_text=scenario.policy_text, created_by=acting("analyst").account,
        created_at=NOW,
    )  # fmt: skip
    plan.job = Job.objects.create(
        kind="planning.run", title="uji", account=acting("analyst").account, created_at=timezone.now(),
        payload={"plan": plan.pk},
    )  # fmt: skip
    plan.save()
    return plan
