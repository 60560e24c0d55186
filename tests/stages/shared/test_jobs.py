"""Work in the background: done, refused, failed, cancelled, and done again after its worker fell silent."""

import datetime as dt

import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from penata_web.shared import jobs
from penata_web.shared.enums import JobState
from penata_web.shared.models import Job

pytestmark = pytest.mark.django_db
LATER = dt.timedelta(seconds=jobs.LOST_AFTER_SECONDS + 1)


@pytest.fixture
def begin(acting, now, django_capture_on_commit_callbacks, monkeypatch):
    """Announce a work for this test alone, ask for it, and let it be done."""

    def begun(work, *, hand_over: bool = True, **payload: object) -> Job:
        monkeypatch.setitem(jobs._works, "test", work)
        with django_capture_on_commit_callbacks(execute=hand_over):
            row = jobs.start(kind="test", title="Uji", by=acting("analyst"), at=now, payload=payload)
        row.refresh_from_db()
        return row

    return begun


def one(run: jobs.Run) -> jobs.Outcome:
    return jobs.Outcome(url="/sana/", result={"said": run.payload["say"], "role": run.acting.role})


def refused(run: jobs.Run) -> jobs.Outcome:
    raise jobs.RefusedError("Berkasnya keliru.")


def broken(run: jobs.Run) -> jobs.Outcome:
    raise ZeroDivisionError("nol")


def running(begin, now, **values: object) -> Job:
    """A job whose worker was killed in the middle."""
    row = begin(one, hand_over=False, say="halo")
    Job.objects.filter(pk=row.pk).update(**{"state": JobState.RUNNING, "heartbeat_at": now, "attempts": 1, **values})
    row.refresh_from_db()
    return row


def test_job_is_done_by_who_asked_in_the_capacity_then(begin) -> None:
    row = begin(one, say="halo")
    assert (row.state, row.result, row.result_url) == (JobState.DONE, {"said": "halo", "role": "ANALYST"}, "/sana/")
    assert row.attempts == 1
    assert row.task_id


@pytest.mark.parametrize(
    ("work", "words"), [(refused, "Berkasnya keliru."), (broken, "Penata tidak dapat menyelesaikan pekerjaan ini")]
)
def test_job_that_cannot_be_done_says_why(begin, caplog, work, words: str) -> None:
    row = begin(work)
    assert row.state == JobState.FAILED
    assert row.error.startswith(words)


def test_job_that_nobody_took_yet_is_cancelled_at_once(begin) -> None:
    row = begin(one, hand_over=False)
    jobs.cancel(job=row)
    row.refresh_from_db()
    assert row.state == JobState.CANCELLED


def test_silent_job_goes_to_the_next_worker_and_is_done(begin, now, django_capture_on_commit_callbacks) -> None:
    row = running(begin, now)
    assert jobs.reap(now=now) == 0, "it was heard of just now"
    with django_capture_on_commit_callbacks(execute=True):
        assert jobs.reap(now=now + LATER) == 1
    row.refresh_from_db()
    assert (row.state, row.attempts) == (JobState.DONE, 2)


def test_task_of_a_silent_job_is_ready_again(begin, now) -> None:
    task = DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING, args_kwargs={"args": [0], "kwargs": {}}, task_path=jobs.run_job.module_path,
        priority=0, queue_name="default", backend_name="default",
    )  # fmt: skip
    row = running(begin, now, task_id=str(task.pk))
    jobs.reap(now=now + LATER)
    task.refresh_from_db()
    row.refresh_from_db()
    assert (task.status, row.state) == (TaskResultStatus.READY, JobState.WAITING)


def test_job_that_was_silent_too_often_ends(begin, now) -> None:
    row = running(begin, now, attempts=jobs.ATTEMPTS)
    jobs.reap(now=now + LATER)
    row.refresh_from_db()
    assert row.state == JobState.FAILED
    assert "terputus beberapa kali" in row.error


def test_silent_job_that_was_to_stop_stops(begin, now) -> None:
    row = running(begin, now, cancel_asked=True)
    jobs.reap(now=now + LATER)
    row.refresh_from_db()
    assert row.state == JobState.CANCELLED


def test_job_that_was_never_handed_over_is_handed_over(begin, now, acting) -> None:
    row = begin(one, hand_over=False, say="halo")
    jobs.reap(now=now + LATER)
    row.refresh_from_db()
    assert row.state == JobState.DONE


def test_attempt_that_was_given_up_writes_nothing_any_more(begin, now) -> None:
    row = running(begin, now)
    Job.objects.filter(pk=row.pk).update(attempts=2)
    jobs._end(row, JobState.FAILED, error="dari yang pertama")
    row.refresh_from_db()
    assert (row.state, row.error) == (JobState.RUNNING, "")


@pytest.mark.django_db(transaction=True)
def test_step_of_an_attempt_that_was_given_up_ends_it(begin, now) -> None:
    row = running(begin, now)
    run = jobs.Run(job=row, acting=jobs.SYSTEM)
    run.step("satu", 1, 2)
    Job.objects.filter(pk=row.pk).update(attempts=2)
    with pytest.raises(jobs.CancelledError):
        run.step("dua", 2, 2)


def test_heartbeat_keeps_a_job(begin, now) -> None:
    row = running(begin, now)
    jobs.under_way.add(row.pk)
    try:
        jobs.beat(now=now + LATER)
    finally:
        jobs.under_way.discard(row.pk)
    assert jobs.reap(now=now + LATER) == 0
