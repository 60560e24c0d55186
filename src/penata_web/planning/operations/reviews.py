"""Lists of names: brought in, checked in the background, changed one version after the other, shown to named people."""

import datetime as dt
import shutil
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from penata.review import Review as Judged
from penata.tables import InputError
from penata_web.planning.enums import ReviewState
from penata_web.planning.exports.reviews import write_workbook
from penata_web.planning.frames.grounds import Ground, ground_now
from penata_web.planning.frames.reviews import (
    ADDED,
    CHANGED,
    OF_PERSON,
    REMOVED,
    Line,
    first_look,
    is_edited,
    judged,
    kept_lines,
    own_sheets,
    proposal_of_lines,
    read_list,
    result_of,
    with_sheets,
)
from penata_web.planning.importing.reviews import PASTED, kept_file, kept_rows
from penata_web.planning.models import Review
from penata_web.planning.operations.refusals import RefusedChangeError, StaleError
from penata_web.planning.queries.reviews import changes_of, known_posts, may_write
from penata_web.registry.queries import person, post
from penata_web.shared import acts, jobs
from penata_web.shared.acting import Acting
from penata_web.shared.enums import JobState
from penata_web.shared.models import Account, Job

Step = Callable[[str, int, int], None]


def folder_of(review: Review) -> Path:
    """What belongs to a list: the file as it came, and its workbooks."""
    return Path(settings.DATA) / "reviews" / str(review.pk)


def workbook_of(review: Review) -> Path:
    """The workbook of the version that was checked last."""
    return folder_of(review) / f"hasil-{review.checked_version}.xlsx"


@transaction.atomic
def receive_list(
    *, title: str, on: dt.date, file: UploadedFile[Any] | None, rows: str, by: Acting, at: dt.datetime
) -> Review:  # fmt: skip
    """Keep a list as it came and have it checked; whoever brings it in is its first viewer.

    Raises RefusedChangeError, with the place and the remedy, where it holds no list of names.
    """
    if not may_write(by) or by.account is None:
        raise RefusedChangeError(_("Daftar usulan dibawa masuk oleh analis atau tim penilai, bukan untuk satu unit."))
    review = Review.objects.create(
        title=title, agency_id=by.agency_id, as_of=on, created_by=by.account, created_at=at, lines=[],
        file_name=(file.name or "") if file else PASTED,
    )  # fmt: skip
    folder = folder_of(review)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    day = timezone.localdate(at)
    try:
        path = kept_file(folder, file) if file else kept_rows(folder, rows, lambda ids: known_posts(ids, day, by))
        names = first_look(path)
    except InputError as error:
        shutil.rmtree(folder)
        raise RefusedChangeError(*error.problems) from None
    Review.objects.filter(pk=review.pk).update(folder=path.name)
    review.refresh_from_db()
    review.viewers.add(by.account)
    acts.record(
        by=by, at=at, verb="RECEIVE_LIST", thing="review", thing_id=review.pk,
        after={"version": 1, "title": title, "file": review.file_name, "names": names, "on": on},
    )  # fmt: skip
    return _have_checked(review, by, at)


def check_list(*, review: Review, by: Acting, today: dt.date, at: dt.datetime, step: Step) -> Review:
    """Judge the list as it stands now; what was found before stays until the new answer is whole.

    Raises RefusedChangeError where the library refuses the file or the day; the list then says so.
    """
    version = review.version
    step(_("membaca data kepegawaian"), 1, 4)
    ground = ground_now(today=today, on=review.as_of, agency_id=review.agency_id)
    step(_("mencocokkan nama dan jabatan"), 2, 4)
    try:
        lines, found = _judged(review, ground, lambda: step(_("menilai setiap nama"), 3, 4))
    except InputError as error:
        Review.objects.filter(pk=review.pk).update(state=ReviewState.FAILED, error="\n".join(error.problems))
        raise RefusedChangeError(*error.problems) from None
    result = result_of(found, ground, [line["key"] for line in kept_lines(lines)])
    write_workbook(found, folder_of(review) / f"hasil-{version}.xlsx")
    with transaction.atomic():
        row = Review.objects.select_for_update().get(pk=review.pk)
        if not is_edited(row.lines):
            row.lines = lines
        if row.checked_version <= version:
            row.result, row.checked_version, row.checked_at, row.error = result, version, at, ""
        row.state = ReviewState.CHECKED if row.version == version else ReviewState.CHECKING
        row.save()
        acts.record(
            by=by, at=at, verb="CHECK_LIST", thing="review", thing_id=row.pk, after={"counts": result["counts"]}
        )
    return row


@transaction.atomic
def change_line(
    *, review: Review, version: int, key: int, employee_id: str, post_id: str, by: Acting, at: dt.datetime
) -> Review:  # fmt: skip
    """Give a line another person or another seat (empty: as it is), and have the list checked again."""
    _refuse_strangers(employee_id, post_id, by, at)
    row = _advanced(review, version, by)
    line = _line(row, key)
    before = _told(line)
    if employee_id:
        line.update(employee_id=employee_id, nip=employee_id, name=None, rank=None)
        line["remarks"] = [one for one in line["remarks"] if one["code"] not in OF_PERSON]
    if post_id:
        line.update(to_post_id=post_id, new=None, level=None)
        line["remarks"] = [one for one in line["remarks"] if one["code"] in OF_PERSON]
    if _told(line) == before:
        raise RefusedChangeError(_("Tidak ada yang berubah: pegawai dan formasinya sama."))
    line["state"] = line["state"] or CHANGED
    return _changed(row, "CHANGE_LINE", before, _told(line), by, at)


@transaction.atomic
def add_line(
    *, review: Review, version: int, employee_id: str, post_id: str, by: Acting, at: dt.datetime
) -> Review:  # fmt: skip
    """Put a person with a seat at the end of the list."""
    if not employee_id or not post_id:
        raise RefusedChangeError(_("Pilih pegawai dan formasi tujuannya."))
    _refuse_strangers(employee_id, post_id, by, at)
    row = _advanced(review, version, by)
    if any(line["employee_id"] == employee_id for line in kept_lines(row.lines)):
        raise RefusedChangeError(_("Pegawai ini sudah ada dalam daftar; ubah barisnya."))
    last = max(row.lines, key=lambda line: line["key"])
    sheet = last["sheet"]
    number = max(line["row"] for line in row.lines if line["sheet"] == sheet) + 1
    line: Line = {
        "key": len(row.lines), "sheet": sheet, "row": number, "nip": employee_id, "name": None,
        "employee_id": employee_id, "to_post_id": post_id, "stated_post_id": None, "new": None, "rank": None,
        "level": None, "note": None, "remarks": [], "state": ADDED,
    }  # fmt: skip
    row.lines.append(line)
    return _changed(row, "ADD_LINE", {}, _told(line), by, at)


@transaction.atomic
def remove_line(*, review: Review, version: int, key: int, by: Acting, at: dt.datetime) -> Review:
    """Take a line off the list; it can be put back."""
    row = _advanced(review, version, by)
    line = _line(row, key)
    if len(kept_lines(row.lines)) == 1:
        raise RefusedChangeError(_("Ini nama terakhir dalam daftar; daftar tanpa nama tidak dapat diperiksa."))
    before = _told(line)
    line["before"], line["state"] = line["state"], REMOVED
    return _changed(row, "REMOVE_LINE", before, {}, by, at)


@transaction.atomic
def put_line_back(*, review: Review, version: int, key: int, by: Acting, at: dt.datetime) -> Review:
    """Put a line back that was taken off."""
    row = _advanced(review, version, by)
    line = next((one for one in row.lines if one["key"] == key and one["state"] == REMOVED), None)
    if line is None:
        raise RefusedChangeError(_("Baris ini tidak sedang dihapus."))
    line["state"] = line.pop("before", CHANGED) or CHANGED
    return _changed(row, "PUT_LINE_BACK", {}, _told(line), by, at)


@transaction.atomic
def check_again(*, review: Review, on: dt.date, by: Acting, at: dt.datetime) -> Review:
    """Have the list checked for a day, against the registry as it is now."""
    row = Review.objects.select_for_update(of=("self",)).select_related("job").get(pk=review.pk)
    _refuse_readers(row, by)
    if row.as_of != on:
        row.version = F("version") + 1
    row.as_of = on
    row.save()
    row.refresh_from_db()
    return _have_checked(row, by, at)


@transaction.atomic
def change_viewers(*, review: Review, viewers: Collection[Account], by: Acting, at: dt.datetime) -> Review:
    """Say who sees the draft; whoever says it stays among them."""
    _refuse_readers(review, by)
    assert by.account is not None
    before = _viewers(review)
    review.viewers.set({by.account, *viewers})
    acts.record(
        by=by, at=at, verb="CHANGE_VIEWERS", thing="review", thing_id=review.pk, before={"viewers": before},
        after={"viewers": _viewers(review)},
    )  # fmt: skip
    return review


def _judged(review: Review, ground: Ground, tell: Callable[[], None]) -> tuple[list[Line], Judged]:
    """The lines, read from the file as long as nobody changed them, and the library's answer."""
    if not is_edited(review.lines):
        lines, proposal = read_list(folder_of(review) / review.folder, ground)
        tell()
        return lines, judged(ground, proposal, review.as_of)
    lines = review.lines
    tell()
    found = judged(ground, proposal_of_lines(lines, review.file_name), review.as_of)
    return lines, with_sheets(found, own_sheets(found))


def _have_checked(review: Review, by: Acting, at: dt.datetime) -> Review:
    """Ask for the check; one that waits already will see the newest version."""
    if review.job and Job.objects.filter(pk=review.job.pk, state=JobState.WAITING).exists():
        return review
    job = jobs.start(
        kind="planning.review", title=_("Memeriksa %(title)s") % {"title": review.title}, by=by, at=at,
        payload={"review": review.pk},
    )  # fmt: skip
    Review.objects.filter(pk=review.pk).update(job=job, state=ReviewState.CHECKING)
    review.refresh_from_db()
    return review


def _advanced(review: Review, version: int, by: Acting) -> Review:
    """The list, held and counted one version on; StaleError where somebody else changed it since ``version``."""
    _refuse_readers(review, by)
    if not Review.objects.filter(pk=review.pk, version=version).update(version=F("version") + 1):
        changes = changes_of(review, since=version)
        who = changes[0].author if changes else _("seseorang")
        raise StaleError(
            _("Daftar ini sudah diubah oleh %(who)s sejak Anda membukanya. Perubahan Anda belum disimpan; periksa "
              "dahulu perubahannya, lalu simpan lagi.") % {"who": who},
            changes,
        )  # fmt: skip
    row = Review.objects.select_related("job").get(pk=review.pk)
    if not row.lines:
        raise RefusedChangeError(_("Daftar ini belum selesai dibaca; tunggu pemeriksaan pertamanya."))
    return row


def _changed(
    row: Review, verb: str, before: dict[str, Any], after: dict[str, Any], by: Acting, at: dt.datetime
) -> Review:
    row.save(update_fields=["lines"])
    acts.record(
        by=by, at=at, verb=verb, thing="review", thing_id=row.pk, before={"version": row.version - 1, **before},
        after={"version": row.version, **after},
    )  # fmt: skip
    return _have_checked(row, by, at)


def _line(review: Review, key: int) -> Line:
    line: Line | None = next((one for one in kept_lines(review.lines) if one["key"] == key), None)
    if line is None:
        raise RefusedChangeError(_("Baris ini tidak ada lagi dalam daftar."))
    return line


def _told(line: Line) -> dict[str, Any]:
    return {name: line[name] for name in ("key", "row", "employee_id", "to_post_id")}


def _refuse_readers(review: Review, by: Acting) -> None:
    named = by.account is not None and review.viewers.filter(pk=by.account.pk).exists()
    if not named or not may_write(by):
        raise RefusedChangeError(_("Daftar ini hanya dapat diubah oleh analis atau tim penilai yang disebut namanya."))


def _refuse_strangers(employee_id: str, post_id: str, by: Acting, at: dt.datetime) -> None:
    day = timezone.localdate(at)
    if employee_id and person(by, employee_id, on=day) is None:
        raise RefusedChangeError(_("Pegawai %(id)s tidak ada dalam data; pilih dari pencarian.") % {"id": employee_id})
    if post_id and post(by, post_id, on=day) is None:
        raise RefusedChangeError(_("Formasi %(id)s tidak ada dalam data; pilih dari pencarian.") % {"id": post_id})


def _viewers(review: Review) -> list[str]:
    return sorted(review.viewers.values_list("username", flat=True))
