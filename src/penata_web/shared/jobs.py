"""Work in the background: a stage announces what it can do, an operation asks for it, people watch it.

    @job("registry.take")                       # in the stage's tasks.py
    def take(run: Run) -> Outcome: ...

    start(kind="registry.take", title=_("…"), by=request.acting, at=now, payload={"batch": 7})

The work must bear being done twice: a worker that is killed leaves the job to the next one.
"""

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import TaskContext, task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from penata_web.shared.acting import SYSTEM, Acting, acting_in
from penata_web.shared.enums import JobState
from penata_web.shared.models import Job

HEARTBEAT_SECONDS: Final = 5
LOST_AFTER_SECONDS: Final = 30
ATTEMPTS: Final = 3

log = logging.getLogger(__name__)


class CancelledError(Exception):
    """Somebody asked the job to stop, or another worker has it now."""


class RefusedError(Exception):
    """The work cannot be done, for a reason that people can read and remedy: no traceback, no second try."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job: where to go now, and figures for the one who asked."""

    url: str = ""
    result: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Run:
    """A job under way, as the work sees it."""

    job: Job
    acting: Acting
    _told_at: dt.datetime | None = None

    @property
    def payload(self) -> dict[str, Any]:
        """What the operation sent along."""
        return dict(self.job.payload)

    def step(self, stage: str, done: int = 0, total: int = 0) -> None:
        """Tell where the work stands; raises ``CancelledError`` where somebody asked to stop.

        Inside a transaction nothing is told: nobody could see it, and SQLite has one writer.
        """
        if connection.in_atomic_block:
            return
        now = timezone.now()
        if stage == self.job.stage and self._told_at and (now - self._told_at).total_seconds() < 1:
            return
        self._told_at = now
        self.job.stage = stage
        mine = Job.objects.filter(pk=self.job.pk, attempts=self.job.attempts, cancel_asked=False)
        if not mine.update(stage=stage, done=done, total=total, heartbeat_at=now):
            raise CancelledError


Work = Callable[[Run], Outcome]
under_way: Final[set[int]] = set()
"""The jobs that this process is doing now."""
_works: dict[str, Work] = {}


def job(kind: str) -> Callable[[Work], Work]:
    """Announce what a stage can do in the background."""

    def announced(work: Work) -> Work:
        _works[kind] = work
        return work

    return announced


def start(*, kind: str, title: str, by: Acting, at: dt.datetime, payload: dict[str, Any]) -> Job:
    """Write the job down and, once the transaction stands, hand it to a worker."""
    if kind not in _works:
        raise LookupError(f"no stage announced the job {kind!r}")
    assert by.account is not None, "a job is asked for by somebody"
    row = Job.objects.create(
        kind=kind, title=title, account=by.account, capacity_id=by.capacity_id, created_at=at, payload=payload
    )
    transaction.on_commit(lambda: _hand_over(row.pk))
    return row


def cancel(*, job: Job) -> None:
    """Ask a job to stop; one that no worker took yet stops at once."""
    Job.objects.filter(pk=job.pk).update(cancel_asked=True)
    Job.objects.filter(pk=job.pk, state=JobState.WAITING).update(state=JobState.CANCELLED, ended_at=timezone.now())


def beat(*, now: dt.datetime) -> None:
    """Say that this process still works on its jobs; the worker calls it every few seconds."""
    Job.objects.filter(pk__in=under_way, state=JobState.RUNNING).update(heartbeat_at=now)


def reap(*, now: dt.datetime) -> int:
    """Give jobs whose worker fell silent to the next worker, or end them after the last attempt; how many.

    A job that was written down and never handed over, because the process died in between, is handed over now.
    """
    silent = now - dt.timedelta(seconds=LOST_AFTER_SECONDS)
    lost = list(Job.objects.filter(state=JobState.RUNNING, heartbeat_at__lt=silent).exclude(pk__in=under_way))
    forgotten = list(Job.objects.filter(state=JobState.WAITING, task_id="", created_at__lt=silent))
    for row in lost:
        if row.attempts >= ATTEMPTS:
            _end(row, JobState.FAILED, error=_KILLED)
        elif row.cancel_asked:
            _end(row, JobState.CANCELLED)
        else:
            _give_back(row)
    for row in forgotten:
        _hand_over(row.pk)
    return len(lost) + len(forgotten)


@transaction.atomic
def _give_back(row: Job) -> None:
    """Let the next worker take the job, unless its own has been heard of since."""
    still = Job.objects.filter(pk=row.pk, state=JobState.RUNNING, heartbeat_at=row.heartbeat_at)
    if not still.update(state=JobState.WAITING, stage="", done=0, total=0):
        return
    back = DBTaskResult.objects.filter(pk=row.task_id or _NO_TASK, status=TaskResultStatus.RUNNING)
    if not back.update(status=TaskResultStatus.READY):
        transaction.on_commit(lambda: _hand_over(row.pk))


_NO_TASK: Final = UUID(int=0)
_KILLED: Final = (
    "Pekerjaan terputus beberapa kali. Tidak ada yang berubah. Ulangi; bila terjadi lagi, hubungi pengelola."
)


def _hand_over(pk: int) -> None:
    result = run_job.enqueue(pk)
    Job.objects.filter(pk=pk, state=JobState.WAITING).update(task_id=str(result.id))


@task(takes_context=True)
def run_job(context: "TaskContext", pk: int) -> None:
    """Do one job, and write down how it ended."""
    now = timezone.now()
    taken = Job.objects.filter(pk=pk, state=JobState.WAITING).update(
        state=JobState.RUNNING, started_at=now, heartbeat_at=now, attempts=F("attempts") + 1,
        task_id=str(context.task_result.id),
    )  # fmt: skip
    if not taken:
        return
    row = Job.objects.select_related("account", "capacity__account").get(pk=pk)
    run = Run(job=row, acting=acting_in(row.capacity) if row.capacity else SYSTEM)
    under_way.add(pk)
    try:
        outcome = _works[row.kind](run)
    except CancelledError:
        _end(row, JobState.CANCELLED)
    except RefusedError as refusal:
        _end(row, JobState.FAILED, error=str(refusal))
    except Exception as error:
        log.exception("job %s (%s) failed", pk, row.kind)
        _end(row, JobState.FAILED, error=f"{_FAILED} ({type(error).__name__}: {error})")
    else:
        _end(row, JobState.DONE, result=outcome.result, result_url=outcome.url)
    finally:
        under_way.discard(pk)


_FAILED: Final = "Penata tidak dapat menyelesaikan pekerjaan ini; tidak ada yang berubah. Beri tahu pengelola."


def _end(row: Job, state: JobState, **values: Any) -> None:
    """Write down how an attempt ended, unless a later one is under way; work that is done need not be done again."""
    mine = Job.objects.filter(pk=row.pk, attempts=row.attempts, state__in=[JobState.RUNNING, JobState.WAITING])
    mine.update(state=state, ended_at=timezone.now(), **values)
