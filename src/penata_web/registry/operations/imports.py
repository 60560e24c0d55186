"""The way of files into the registry: received, tested, asked to be taken over or undone, let go."""

import datetime as dt
import hashlib
import shutil
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from penata.intake.joining.join import NO_AGENCY, Intake
from penata.tables import TABLES, Dataset, InputError
from penata_web.registry.enums import BatchState
from penata_web.registry.importing import (
    Difference,
    Reading,
    Titles,
    answered_numbers,
    changes,
    dangling,
    differences,
    digest_of,
    kept_reading,
    named_in,
    original_cells,
    read_files,
    refusals,
    titles,
)
from penata_web.registry.models import DATED, Batch, RefusedRow, Unit
from penata_web.registry.operations.batches import hold_registry, take_batch, undo_batch
from penata_web.shared import acts, jobs
from penata_web.shared.acting import Acting
from penata_web.shared.bulk import analyse, bulk_load

Tell = Callable[[str, int, int], None]

_FILES: Final = "berkas"
_LARGE_ROWS: Final = 10_000


@transaction.atomic
def receive_files(
    *, files: Sequence[UploadedFile[Any]], title: str, as_of: dt.date, complete: bool, by: Acting, at: dt.datetime
) -> Batch:
    """Keep the files as they came, and ask for the dry run. ``complete``: each table in them is the whole list."""
    batch = Batch.objects.create(
        title=title, as_of=as_of, created_by=by.account, created_at=at, found={"all_complete": complete}
    )
    batch.folder = f"batches/{batch.pk}"
    folder = folder_of(batch) / _FILES
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    kept = [_kept(file, folder) for file in files]
    batch.found = {**batch.found, "files": kept}
    batch.save()
    acts.record(
        by=by, at=at, verb="RECEIVE_FILES", thing="batch", thing_id=batch.pk, after={"files": kept, "as_of": as_of}
    )
    return _work_on(batch, "registry.test", _("Memeriksa %(title)s") % {"title": title}, by, at)


@transaction.atomic
def ask_to_test(*, batch: Batch, complete: Collection[str], by: Acting, at: dt.datetime) -> Batch:
    """Test once more; ``complete`` names the tables that are the whole list."""
    batch = _held(batch)
    if batch.state in {BatchState.TAKEN, BatchState.UNDONE, BatchState.TAKING, BatchState.UNDOING}:
        raise jobs.RefusedError(_("Data ini sudah diambil alih; unggah berkasnya lagi untuk memeriksanya lagi."))
    batch.state = BatchState.TESTING
    batch.found = {**batch.found, "all_complete": False, "complete": sorted(set(complete) & set(TABLES))}
    batch.save()
    return _work_on(batch, "registry.test", _("Memeriksa %(title)s") % {"title": batch.title}, by, at)


def check_batch(*, batch: Batch, tell: Tell, at: dt.datetime) -> Batch:
    """The dry run: read the files, compare them with the registry, and write down what was found.

    What was found before stays until the end. Files that are of no use end it, with the reason.
    """
    folder = folder_of(batch)
    paths = sorted((folder / _FILES).iterdir())
    tell(_("membaca berkas"), 0, 0)
    try:
        intake = read_files(paths)
    except InputError as error:
        return _failed(batch, error.problems)
    tell(_("mencatat baris yang ditolak"), 0, 0)
    refused = refusals(intake.issues, intake.counts)
    reading = kept_reading(intake, folder / f"bacaan-{batch.job_id or 0}")
    reading.keep("refused", original_cells(paths, refused))
    dataset = reading.dataset
    batch.found = {**batch.found, "unread": [one.file for one in refused if one.row is None]}
    found = _compared(batch, reading, dataset, tell)
    names = titles(dataset, on=batch.as_of)
    reading.keep("changes", changes(found, names))
    good, bad = answered_numbers(paths, refused)
    with transaction.atomic():
        unread = batch.found["unread"]
        batch = _held(batch)
        batch.found |= {"unread": unread, **_accounting(intake), **_tables(found), "reading": reading.folder.name}
        batch.found |= {"problems": _problems(found, names, dataset, batch.as_of), "answered": good}
        batch.found |= {"complete": _complete(batch, dataset), "all_complete": False}
        batch.digest = digest_of(found, on=batch.as_of)
        batch.state = BatchState.TESTED if any(one.touches for one in found) else BatchState.SAME
        batch.save()
        batch.refused.all().delete()
        bulk_load(
            RefusedRow,
            ["batch", "file", "sheet", "row", "table", "column", "value", "reason", "remedy", "content"],
            ([batch.pk, r.file, r.sheet, r.row, r.table, r.column, r.value, r.reason, r.remedy, "{}"] for r in refused),
        )
        RefusedRow.objects.filter(pk__in=bad).exclude(batch=batch).delete()
        if batch.state == BatchState.SAME:
            _settle_answered(batch, at)
    _tidy(folder, keep=reading.folder.name)
    return batch


@transaction.atomic
def ask_to_take(*, batch: Batch, digest: str, by: Acting, at: dt.datetime) -> Batch:
    """Ask for the take-over of exactly what was shown; one batch at a time, and whoever comes second is told."""
    batch = _held(batch)
    release_lost()
    batch.refresh_from_db()
    if batch.state != BatchState.TESTED or not batch.digest or batch.found.get("problems"):
        raise jobs.RefusedError(_("Belum ada hasil pemeriksaan yang dapat diambil alih; periksa dahulu."))
    if digest != batch.digest:
        raise jobs.RefusedError(_("Hasil pemeriksaan sudah berubah sejak halaman ini dibuka. Lihat perbedaannya lagi."))
    _begin(batch, BatchState.TAKING)
    return _work_on(batch, "registry.take", _("Mengambil alih %(title)s") % {"title": batch.title}, by, at)


def take_over(*, batch: Batch, by: Acting, at: dt.datetime) -> Batch:
    """Write what was tested, if it is still exactly that; otherwise write down the new difference and say so.

    Done a second time, after it was done, it changes nothing.
    """
    with transaction.atomic():
        hold_registry()
        batch = _held(batch)
        if batch.state == BatchState.TAKEN:
            return batch
        reading = reading_of(batch)
        assert reading is not None
        dataset = reading.dataset
        found = _compared(batch, reading, dataset, None)
        if digest_of(found, on=batch.as_of) == batch.digest:
            take_batch(batch=batch, found=found, by=by, at=at)
            _settle_answered(batch, at)
            large = [DATED[one.table] for one in found if one.touches > _LARGE_ROWS]
            transaction.on_commit(lambda: analyse(*large))
            return batch
        names = titles(dataset, on=batch.as_of)
        moved = changes(found, names)
        batch.state = BatchState.TESTED if any(one.touches for one in found) else BatchState.SAME
        batch.digest = digest_of(found, on=batch.as_of)
        batch.found = {**batch.found, **_tables(found), "moved": True}
        batch.found["problems"] = _problems(found, names, dataset, batch.as_of)
        batch.save()
    reading.keep("changes", moved)
    raise jobs.RefusedError(
        _("Registri berubah sejak berkas ini diperiksa. Perbedaannya sudah dihitung lagi; lihat, lalu ambil alih lagi.")
    )


@transaction.atomic
def ask_to_undo(*, batch: Batch, reason: str, by: Acting, at: dt.datetime) -> Batch:
    """Ask to take a batch back as a whole."""
    batch = _held(batch)
    release_lost()
    batch.refresh_from_db()
    if batch.state != BatchState.TAKEN:
        raise jobs.RefusedError(_("Hanya data yang sudah diambil alih yang dapat dibatalkan."))
    _begin(batch, BatchState.UNDOING)
    payload = {"reason": reason}
    return _work_on(batch, "registry.undo", _("Membatalkan %(title)s") % {"title": batch.title}, by, at, payload)


def undo(*, batch: Batch, reason: str, by: Acting, at: dt.datetime) -> Batch:
    """Take a batch back; done a second time it changes nothing."""
    with transaction.atomic():
        hold_registry()
        batch = _held(batch)
        return batch if batch.state == BatchState.UNDONE else undo_batch(batch=batch, by=by, at=at, reason=reason)


@transaction.atomic
def let_go(*, batch: Batch) -> None:
    """Put a batch whose work ended without an end back to where it stood."""
    batch = _held(batch)
    back = {BatchState.TAKING: BatchState.TESTED, BatchState.UNDOING: BatchState.TAKEN}
    if batch.state in back:
        batch.state = back[BatchState(batch.state)]
        batch.save()


def release_lost() -> None:
    """Let go of the batch whose job is over although its state says that it is being worked on."""
    for batch in Batch.objects.filter(state__in=[BatchState.TAKING, BatchState.UNDOING]).select_related("job"):
        if batch.job is None or batch.job.is_over:
            let_go(batch=batch)


@transaction.atomic
def discard_batch(*, batch: Batch, by: Acting, at: dt.datetime) -> None:
    """Throw away files that were not taken over, with all that was found in them."""
    batch = _held(batch)
    if batch.state in {BatchState.TAKING, BatchState.TAKEN, BatchState.UNDOING, BatchState.UNDONE}:
        raise jobs.RefusedError(_("Data yang pernah diambil alih tidak dapat dibuang; batalkan bila keliru."))
    if batch.job is not None and not batch.job.is_over:
        raise jobs.RefusedError(_("Berkas ini sedang diperiksa. Hentikan pemeriksaannya lebih dahulu."))
    acts.record(by=by, at=at, verb="DISCARD_FILES", thing="batch", thing_id=batch.pk, before=batch.found.get("files"))
    folder = folder_of(batch)
    batch.delete()
    transaction.on_commit(lambda: shutil.rmtree(folder, ignore_errors=True))


@transaction.atomic
def settle_refused(*, rows: Iterable[RefusedRow], by: Acting, at: dt.datetime, reason: str) -> int:
    """Say that refused rows need not wait any longer; how many."""
    numbers = [row.pk for row in rows]
    count = RefusedRow.objects.filter(pk__in=numbers, settled_at=None).update(settled_at=at)
    acts.record(
        by=by, at=at, verb="SETTLE_REFUSED", thing="refused_rows", thing_id=numbers[0] if numbers else "",
        reason=reason, after=numbers,
    )  # fmt: skip
    return count


def folder_of(batch: Batch) -> Path:
    """Where the files of a batch lie."""
    return Path(settings.DATA) / batch.folder


def reading_of(batch: Batch) -> Reading | None:
    """What was read of the files; None before the dry run."""
    name = batch.found.get("reading")
    return Reading(folder_of(batch) / name) if name else None


@transaction.atomic
def _failed(batch: Batch, problems: Sequence[str]) -> Batch:
    """Say why the files are of no use."""
    batch = _held(batch)
    batch.state, batch.digest = BatchState.FAILED, ""
    batch.found = {**batch.found, "problems": list(problems)}
    batch.save()
    return batch


def _work_on(
    batch: Batch, kind: str, title: str, by: Acting, at: dt.datetime, more: dict[str, Any] | None = None
) -> Batch:
    batch.job = jobs.start(kind=kind, title=title, by=by, at=at, payload={"batch": batch.pk, **(more or {})})
    batch.save(update_fields=["job"])
    return batch


def _held(batch: Batch) -> Batch:
    """The batch as it is now, for this transaction alone."""
    return Batch.objects.select_for_update(of=("self",)).select_related("job").get(pk=batch.pk)


def _begin(batch: Batch, state: BatchState) -> None:
    batch.state = state
    try:
        with transaction.atomic():
            batch.save()
    except IntegrityError:
        other = Batch.objects.filter(state__in=[BatchState.TAKING, BatchState.UNDOING]).exclude(pk=batch.pk).first()
        raise jobs.RefusedError(
            _("“%(title)s” sedang diambil alih atau dibatalkan. Tunggu sampai selesai, lalu ulangi.")
            % {"title": other.title if other else ""}
        ) from None


def _kept(file: UploadedFile[Any], folder: Path) -> dict[str, Any]:
    total = hashlib.sha256()
    name = Path(file.name or "berkas").name
    with (folder / name).open("wb") as target:
        for chunk in file.chunks():
            total.update(chunk)
            target.write(chunk)
    return {"name": name, "size": file.size, "sha256": total.hexdigest()}


def _compared(batch: Batch, reading: Reading, dataset: Dataset, tell: Tell | None) -> list[Difference]:
    def told(stage: str, done: int, total: int) -> None:
        assert tell is not None
        tell(_("membandingkan %(table)s") % {"table": stage}, done, total)

    return differences(
        dataset, on=batch.as_of, complete=_complete(batch, dataset), partial=True,
        refused=named_in(reading.table("refused")), tell=told if tell is not None else None,
    )  # fmt: skip


def _complete(batch: Batch, dataset: Dataset) -> list[str]:
    """The tables that end what they do not hold."""
    if batch.found.get("unread"):
        return []  # what an unreadable file holds is not known
    return sorted(dataset.given if batch.found.get("all_complete") else batch.found.get("complete", []))


def _settle_answered(batch: Batch, at: dt.datetime) -> None:
    """Rows that came again and can stand now wait no longer."""
    answered = RefusedRow.objects.filter(pk__in=batch.found.get("answered", []), settled_at=None)
    answered.exclude(batch=batch).update(settled_at=at)


def _accounting(intake: Intake) -> dict[str, Any]:
    severities = dict(intake.issues.frame().group_by("severity").len().iter_rows())
    return {
        "counts": [
            {"file": c.file, "sheet": c.sheet, "kind": c.kind, "read": c.read, "kept": c.kept, "refused": c.refused}
            for c in intake.counts
        ],
        "ignored": list(intake.ignored),
        "undeclared": {place: list(names) for place, names in intake.undeclared.items()},
        "severities": severities,
    }


def _tables(found: Sequence[Difference]) -> dict[str, Any]:
    return {
        "tables": [
            {
                "name": one.table, "added": one.added.height, "changed": one.changed.height,
                "ended": one.ended.height, "same": one.same, "absent": one.absent,
                "untold": [TABLES[one.table][name].label for name in one.untold],
            }
            for one in found
        ]
    }  # fmt: skip


def _problems(found: Sequence[Difference], names: Titles, dataset: Dataset, day: dt.date) -> list[str]:
    """Why the batch cannot be taken over as it is."""
    return [*_too_early(dataset, day), *_homeless(dataset)] + [
        _(
            "%(table)s, kolom %(column)s: %(rows)d baris merujuk %(target)s yang tidak ada di berkas ini maupun di "
            "registri, misalnya “%(example)s”. Sertakan tabel itu, atau perbaiki rujukannya."
        )
        % {"table": one.table, "column": one.column, "rows": one.rows, "target": one.target, "example": one.example}
        for one in dangling(found, names)
    ]


def _homeless(dataset: Dataset) -> list[str]:
    """Units that no file gives an agency cannot be told from those that the registry has."""
    if NO_AGENCY not in dataset["agencies"]["agency_id"] or not Unit.objects.current().exists():
        return []
    return [
        _(
            "Berkas ini tidak menyebut instansi, sehingga unit dan jabatannya tidak dapat dicocokkan dengan registri. "
            "Unggah bersama ekspor Data ASN dari SIASN dalam satu impor."
        )
    ]


def _too_early(dataset: Dataset, day: dt.date) -> list[str]:
    """Tables of which the registry knows something newer than these files."""
    found = []
    for name in (name for name in TABLES if name in dataset.given):
        newest = max(
            filter(None, DATED[name].objects.aggregate(Max("valid_from"), Max("valid_until")).values()), default=day
        )
        if newest > day:
            found.append(
                _("%(table)s: registri sudah memuat keadaan per %(newest)s, lebih baru daripada berkas ini (%(day)s).")
                % {"table": TABLES[name].label, "newest": f"{newest:%d-%m-%Y}", "day": f"{day:%d-%m-%Y}"}
            )
    return found


def _tidy(folder: Path, *, keep: str) -> None:
    for other in folder.iterdir():
        if other.name not in {_FILES, keep}:
            shutil.rmtree(other, ignore_errors=True)
