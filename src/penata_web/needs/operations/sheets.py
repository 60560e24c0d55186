"""Need sheets: begun, written, approved, set for the agency, and entered into the data."""

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from penata_web.needs.enums import OPEN_STATES, Approach, SheetState
from penata_web.needs.frames.sheets import Task, asked, rows_for_registry
from penata_web.needs.models import NeedLine, NeedSheet
from penata_web.needs.permissions import Step, may_write, why_not
from penata_web.needs.queries import data_day, set_and_not_taken, task_rows
from penata_web.registry.models import Batch, PostLine
from penata_web.registry.operations import take_rows
from penata_web.shared import acts
from penata_web.shared.acting import Acting
from penata_web.shared.jobs import RefusedError, start
from penata_web.shared.models import Job

TAKE = "needs.take"
"""The kind of the job that enters needs into the data."""


class NotAllowedError(Exception):
    """A step that cannot be taken; the message says why."""


class StaleError(Exception):
    """Somebody saved the sheet since it was opened; ``sheet`` is what stands now."""

    def __init__(self, sheet: NeedSheet) -> None:
        """Keep what stands now."""
        super().__init__(str(sheet))
        self.sheet = sheet


@transaction.atomic
def begin_sheet(*, post: PostLine, year: int, by: Acting, at: dt.datetime) -> NeedSheet:
    """Begin a new version for a post, with the tasks of the version before or those of the registry."""
    if NeedSheet.objects.filter(post_id=post.post_id, state__in=OPEN_STATES).exists():
        raise NotAllowedError(_("Formasi ini sudah punya lembar yang belum selesai."))
    before = NeedSheet.objects.filter(post_id=post.post_id, state=SheetState.FROZEN).first()
    lines: Sequence[Task] = list(before.lines.all()) if before else [_as_line(row) for row in task_rows(post.post_id)]
    last = NeedSheet.objects.filter(post_id=post.post_id, year=year).aggregate(last=Max("version"))["last"]
    sheet = NeedSheet.objects.create(
        post_id=post.post_id, unit_id=post.unit_id, year=year, version=(last or 0) + 1, prepared_by=by.account,
        prepared_at=at, changed_by=by.account, changed_at=at,
    )  # fmt: skip
    sheet.editors.add(_account(by))
    _write(sheet, lines, post.filled, at)
    acts.record(
        by=by, at=at, verb="BEGIN_SHEET", thing="sheet", thing_id=sheet.pk,
        after={"post": post.post_id, "year": year, "version": sheet.version, "tasks": len(lines)},
    )  # fmt: skip
    return sheet


@transaction.atomic
def write_sheet(
    *, sheet: NeedSheet, lines: Sequence[Task], revision: int, filled: int | None, by: Acting, at: dt.datetime
) -> NeedSheet:
    """Save the lines of a draft, if nobody saved it since ``revision``; raises ``StaleError`` otherwise."""
    if not may_write(sheet, by):
        raise NotAllowedError(_("Lembar ini tidak dapat diubah lagi."))
    free = NeedSheet.objects.filter(pk=sheet.pk, revision=revision, state=SheetState.DRAFT)
    if not free.update(revision=F("revision") + 1):
        raise StaleError(NeedSheet.objects.select_related("changed_by").prefetch_related("lines").get(pk=sheet.pk))
    before = {"need": sheet.need, "tasks": sheet.lines.count()}
    sheet.refresh_from_db(fields=["revision"])
    sheet.changed_by, sheet.changed_at = by.account, at
    sheet.editors.add(_account(by))
    _write(sheet, lines, filled, at)
    acts.record(
        by=by, at=at, verb="WRITE_SHEET", thing="sheet", thing_id=sheet.pk, before=before,
        after={"need": sheet.need, "people": sheet.people, "tasks": len(lines)},
    )  # fmt: skip
    return sheet


@transaction.atomic
def step_sheet(*, sheet: NeedSheet, step: Step, revision: int, reason: str, by: Acting, at: dt.datetime) -> NeedSheet:
    """Take a step with the version that was looked at: submit, approve, return, set or withdraw."""
    if problem := why_not(step, sheet, by):
        raise NotAllowedError(problem)
    if step.needs_reason and not reason.strip():
        raise NotAllowedError(_("Tulis alasannya: penyusun perlu tahu apa yang harus diubah."))
    free = NeedSheet.objects.filter(pk=sheet.pk, revision=revision, state=step.source)
    if not free.update(state=step.target, revision=F("revision") + 1):
        raise StaleError(NeedSheet.objects.select_related("changed_by").prefetch_related("lines").get(pk=sheet.pk))
    before = sheet.state
    sheet.refresh_from_db()
    _mark(sheet, reason, by, at)
    acts.record(
        by=by, at=at, verb=f"{step.name.upper().replace('-', '_')}_SHEET", thing="sheet", thing_id=sheet.pk,
        reason=reason.strip(), before={"state": before},
        after={"state": sheet.state, "need": sheet.need, "digest": sheet.digest},
    )  # fmt: skip
    return sheet


@transaction.atomic
def start_taking(*, by: Acting, at: dt.datetime) -> Job:
    """Ask for all needs that were set to be entered into the data."""
    if not set_and_not_taken().exists():
        raise NotAllowedError(_("Tidak ada kebutuhan yang menunggu dimasukkan ke Data."))
    return start(kind=TAKE, title=str(_("Memasukkan kebutuhan ke Data")), by=by, at=at, payload={})


@transaction.atomic
def take_sheets(*, by: Acting, at: dt.datetime) -> Batch:
    """Enter every need that was set and does not stand in the data: one batch, dated, undoable as a whole."""
    waiting = list(set_and_not_taken().prefetch_related("lines").order_by("post_id"))
    known = set(PostLine.objects.current().filter(post_id__in=[one.post_id for one in waiting]).values_list(
        "post_id", flat=True
    ))  # fmt: skip
    ready = [one for one in waiting if one.post_id in known]
    if not ready:
        raise RefusedError(_("Formasi lembar-lembar ini tidak ada lagi di Data; tidak ada yang dimasukkan."))
    rows, gone = rows_for_registry(ready)
    title = ngettext("ABK yang ditetapkan: %(n)s formasi", "ABK yang ditetapkan: %(n)s formasi", len(ready))
    batch = take_rows(title=title % {"n": len(ready)}, rows=rows, gone=gone, on=_day(at), by=by, at=at)
    NeedSheet.objects.filter(pk__in=[one.pk for one in ready]).update(batch=batch)
    for one in ready:
        acts.record(
            by=by, at=at, verb="TAKE_SHEET", thing="sheet", thing_id=one.pk,
            after={"batch": batch.pk, "need": one.need},
        )  # fmt: skip
    return batch


def _day(at: dt.datetime) -> dt.date:
    """The day from which a need holds: today, but never before what the data already tell of."""
    today = at.date()
    return max(today, data_day() or today)


def _write(sheet: NeedSheet, lines: Sequence[Task], filled: int | None, at: dt.datetime) -> None:
    found = asked(lines, filled=filled, on=at.date())
    sheet.need, sheet.people, sheet.minutes, sheet.problem = found.need, found.people, found.minutes, found.problem
    sheet.save()
    sheet.lines.all().delete()
    NeedLine.objects.bulk_create(
        NeedLine(
            sheet=sheet, place=place, task=line.task, approach=line.approach, volume=line.volume,
            minutes=line.minutes, per_person=line.per_person, shifts=line.shifts,
        )
        for place, line in enumerate(lines, start=1)
    )  # fmt: skip


def _mark(sheet: NeedSheet, reason: str, by: Acting, at: dt.datetime) -> None:
    """Who and when, as the new state asks for."""
    if sheet.state == SheetState.DRAFT:
        sheet.head_by, sheet.head_at, sheet.returned_reason = None, None, reason.strip()
    elif sheet.state == SheetState.SUBMITTED:
        sheet.submitted_at, sheet.returned_reason = at, ""
    elif sheet.state == SheetState.HEAD_APPROVED:
        sheet.head_by, sheet.head_at = by.account, at
    elif sheet.state == SheetState.FROZEN:
        sheet.agency_by, sheet.agency_at, sheet.digest = by.account, at, digest_of(sheet)
        older = NeedSheet.objects.filter(post_id=sheet.post_id, state=SheetState.FROZEN).exclude(pk=sheet.pk)
        older.update(state=SheetState.SUPERSEDED)
    sheet.save()


def digest_of(sheet: NeedSheet) -> str:
    """SHA-256 over what a sheet says: post, year, version and lines."""
    lines = list(sheet.lines.order_by("place").values_list(
        "task", "approach", "volume", "minutes", "per_person", "shifts"
    ))  # fmt: skip
    text = json.dumps([sheet.post_id, sheet.year, sheet.version, lines], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _as_line(row: Any) -> NeedLine:
    return NeedLine(
        task=row.task, approach=row.approach or Approach.OUTPUT, volume=row.volume, minutes=row.minutes,
        per_person=row.per_person, shifts=row.shifts,
    )  # fmt: skip


def _account(by: Acting) -> Any:
    assert by.account is not None, "a sheet is written by somebody"
    return by.account
