"""Need sheets (ABK): the list, the versions of a post, one sheet to write, approve and set."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from penata_web.needs.enums import OPEN_STATES, Approach, SheetState
from penata_web.needs.forms.sheets import LinesForm, posted_lines, stored_lines
from penata_web.needs.frames.sheets import Asked, asked
from penata_web.needs.models import NeedSheet
from penata_web.needs.operations import (
    NotAllowedError,
    StaleError,
    begin_sheet,
    start_taking,
    step_sheet,
    write_sheet,
)
from penata_web.needs.permissions import PREPARERS, READERS, STEPS, TAKERS, may_write, steps_of
from penata_web.needs.queries import (
    acts_of,
    changes_between,
    post_of,
    posts_for_sheets,
    set_and_not_taken,
    sheet_lines,
    task_rows,
    versions,
    waiting_for,
)
from penata_web.needs.queries import sheet as sheet_seen
from penata_web.needs.views.standing import around
from penata_web.shared import gate
from penata_web.shared.acting import Request
from penata_web.shared.charts import number
from penata_web.shared.listing import Choice, Column, Empty, Listing, Row
from penata_web.shared.pages import onward, page
from penata_web.shared.typed import whole

TONES = {
    SheetState.FROZEN: "good", SheetState.DRAFT: "", SheetState.SUBMITTED: "warn", SheetState.HEAD_APPROVED: "warn",
    SheetState.SUPERSEDED: "quiet", SheetState.WITHDRAWN: "quiet",
}  # fmt: skip


@gate.entry(*READERS)
def sheets(request: Request) -> HttpResponse:
    """All need sheets, what waits for the reader, and the posts for which one can be begun."""
    table = Listing(
        request, id="lembar", title=_("Lembar kebutuhan"), rows_of=sheet_lines(request.acting),
        columns_of=(
            Column("unit", _("Unit")),
            Column("job", _("Jabatan"), show=_what),
            Column("year", _("Tahun"), show=lambda row: str(row["year"])),
            Column("version", _("Versi"), kind="number"),
            Column("state", _("Keadaan"), kind="status", show=lambda row: SheetState(row["state"]).label,
                   tone=lambda row: TONES[SheetState(row["state"])]),
            Column("need", _("Kebutuhan"), kind="number"),
            Column("tasks", _("Tugas"), kind="number"),
            Column("prepared_by__full_name", _("Disusun oleh")),
            Column("changed_at", _("Diubah"), kind="date"),
        ),
        search=("unit", "job", "post_id"), filters_of=(Choice("state", _("Keadaan"), tuple(SheetState.choices)),),
        order="-changed_at", row_url=lambda row: reverse("needs:sheet", args=[row["pk"]]),
        empty=Empty(_("Belum ada lembar"), _("Pilih formasi di bawah, lalu susun uraian tugasnya.")),
    )  # fmt: skip
    posts = Listing(
        request, id="formasi", title=_("Susun lembar untuk formasi"), rows_of=posts_for_sheets(request.acting),
        columns_of=(
            Column("unit", _("Unit")),
            Column("job", _("Jabatan"), show=_what),
            Column("need", _("Kebutuhan"), kind="number"),
            Column("filled", _("Terisi"), kind="number"),
            Column("need_source", _("Dasar kebutuhan")),
        ),
        search=("unit", "job", "post_id"), order="unit",
        row_url=lambda row: reverse("needs:sheets-of-post", args=[row["post_id"]]),
        empty=Empty(_("Tidak ada formasi untuk disusun"),
                    _("Data belum memuat formasi, atau setiap formasi sudah punya lembar yang sedang disusun.")),
    )  # fmt: skip
    waiting = waiting_for(request.acting).count()
    not_taken = set_and_not_taken().count() if request.acting.has(*TAKERS) else 0
    context = {
        **around(request, "sheets"),
        "table": table,
        "posts": posts if request.acting.has(*PREPARERS) else None,
        "answer": _answer(request, waiting),
        "not_taken": not_taken,
        "not_taken_words": ngettext(
            "%(n)s kebutuhan sudah ditetapkan tetapi belum masuk Data.",
            "%(n)s kebutuhan sudah ditetapkan tetapi belum masuk Data.", not_taken,
        ) % {"n": number(not_taken)},
    }  # fmt: skip
    return table.as_file() or posts.as_file() or page(request, "needs/sheets.html", context)


@gate.entry(*READERS)
def of_post(request: Request, post_id: str) -> HttpResponse:
    """The versions of a post's need, what differs between them, and the way to a new one."""
    post = post_of(request.acting, post_id)
    if post is None:
        raise Http404
    if request.method == "POST":
        return _begun(request, post)
    found = versions(request.acting, post_id)
    pairs = [
        {"sheet": one, "tone": TONES[SheetState(one.state)],
         "changes": changes_between(list(before.lines.all()), list(one.lines.all())) if before else None,
         "before": before}
        for one, before in zip(found, [*found[1:], None], strict=False)
    ]  # fmt: skip
    context = {
        **around(request, "sheets"),
        "post": post,
        "versions": pairs,
        "tasks": len(task_rows(post_id)),
        "may_begin": request.acting.has(*PREPARERS) and not any(one.state in OPEN_STATES for one in found),
        "year": timezone.localdate().year,
    }
    return page(request, "needs/versions.html", context)


@gate.entry(*READERS)
def sheet(request: Request, pk: int) -> HttpResponse:
    """One sheet. While it is a draft its rows are written here; what they ask for stands beside them."""
    found = _seen(request, pk)
    if request.method != "POST":
        return _shown(request, found, stored_lines(found))
    form, wanted = posted_lines(request.POST), request.POST.get("do", "save")
    if not may_write(found, request.acting):
        messages.error(request, _("Lembar ini tidak dapat diubah lagi. Yang Anda ketik ada di bawah, belum disimpan."))
        return _shown(request, found, form, status=409)
    if wanted != "save":
        return _shown(request, found, form)
    if not form.is_valid:
        return _shown(request, found, form, status=422, say=True)
    post = post_of(request.acting, found.post_id)
    try:
        write_sheet(
            sheet=found, lines=form.good, revision=form.revision, filled=post.filled if post else None,
            by=request.acting, at=timezone.now(),
        )  # fmt: skip
    except StaleError as stale:
        form.revision = stale.sheet.revision
        return _shown(request, found, form, status=409, stale=stale.sheet)
    except NotAllowedError as refusal:
        messages.error(request, str(refusal))
        return _shown(request, found, form, status=409)
    return onward(request, "needs:sheet", pk, said=_("Disimpan."))


@require_POST
@gate.entry(*READERS)
def step(request: Request, pk: int) -> HttpResponse:
    """Submit, approve, return, set or withdraw."""
    found = _seen(request, pk)
    wanted = next((one for one in STEPS if one.name == request.POST.get("step")), None)
    if wanted is None:
        raise Http404
    revision = request.POST.get("revision", "")
    try:
        step_sheet(
            sheet=found, step=wanted, revision=whole(revision) or 0,
            reason=request.POST.get("reason", ""), by=request.acting, at=timezone.now(),
        )  # fmt: skip
    except StaleError as stale:
        messages.error(request, _("%(name)s mengubah lembar ini sejak Anda membukanya. Periksa lagi, lalu ulangi.")
                       % {"name": stale.sheet.changed_by})  # fmt: skip
    except NotAllowedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Tercatat: %(step)s.") % {"step": wanted.label})
    return onward(request, "needs:sheet", pk)


@require_POST
@gate.entry(*TAKERS)
def take(request: Request) -> HttpResponse:
    """Enter all needs that were set into the data."""
    try:
        job = start_taking(by=request.acting, at=timezone.now())
    except NotAllowedError as refusal:
        messages.error(request, str(refusal))
        return onward(request, "needs:sheets")
    return onward(request, "job", job.pk)


def _begun(request: Request, post: Any) -> HttpResponse:
    if not request.acting.has(*PREPARERS):
        raise Http404
    typed = request.POST.get("year", "")
    year = whole(typed)
    if year is None or not 2000 <= year <= 2100:
        messages.error(request, _("Tahun “%(year)s” tidak dapat dipakai; tulis misalnya 2026.") % {"year": typed[:20]})
        return onward(request, "needs:sheets-of-post", post.post_id)
    try:
        begun = begin_sheet(post=post, year=year, by=request.acting, at=timezone.now())
    except NotAllowedError as refusal:
        messages.error(request, str(refusal))
        return onward(request, "needs:sheets-of-post", post.post_id)
    return onward(request, "needs:sheet", begun.pk)


def _seen(request: Request, pk: int) -> NeedSheet:
    found = sheet_seen(request.acting, pk)
    if found is None:
        raise Http404
    return found


def _shown(
    request: Request, found: NeedSheet, form: LinesForm, *, status: int = 200, stale: NeedSheet | None = None,
    say: bool = False,
) -> HttpResponse:  # fmt: skip
    post = post_of(request.acting, found.post_id)
    result = asked(form.good, filled=post.filled if post else None, on=timezone.localdate())
    context = {
        **around(request, "sheets"),
        "sheet": found,
        "tone": TONES[SheetState(found.state)],
        "post": post,
        "form": form,
        "rows": _with_shares(form, result),
        "result": result,
        "approaches": Approach.choices,
        "may_write": may_write(found, request.acting),
        "steps": steps_of(found, request.acting),
        "road": _road(found),
        "acts": [(act, _act_words().get(act.verb, act.verb)) for act in acts_of(found)],
        "stale": stale,
        "differences": changes_between(list(stale.lines.all()), form.good) if stale else [],
        "say": say,
    }
    return page(request, "needs/sheet.html", context, status=status)


def _with_shares(form: LinesForm, result: Asked) -> list[Any]:
    rows, shares, percents = form.rows(), iter(result.shares), iter(result.percents())
    for row, line in zip(rows, form.lines, strict=False):
        if not line.errors:
            people, row.problem = next(shares)
            row.people = float(people) if people else None
            row.share = next(percents)
    return rows


def _act_words() -> dict[str, str]:
    return {
        "BEGIN_SHEET": _("memulai lembar"), "WRITE_SHEET": _("menyimpan isian"), "SUBMIT_SHEET": _("mengajukan"),
        "WITHDRAW_SHEET": _("membatalkan lembar"), "APPROVE_SHEET": _("menyetujui sebagai kepala unit"),
        "RETURN_SHEET": _("mengembalikan"), "SEND_BACK_SHEET": _("mengembalikan ke penyusun"),
        "FREEZE_SHEET": _("menetapkan untuk instansi"), "TAKE_SHEET": _("memasukkan ke Data"),
    }  # fmt: skip


def _road(found: NeedSheet) -> list[tuple[str, str]]:
    order = [SheetState.DRAFT, SheetState.SUBMITTED, SheetState.HEAD_APPROVED, SheetState.FROZEN]
    words = (_("Disusun"), _("Kepala unit"), _("Instansi"), _("Ditetapkan"))
    state = SheetState.FROZEN if found.state == SheetState.SUPERSEDED else SheetState(found.state)
    here = order.index(state) if state in order else 0
    done = state == SheetState.FROZEN
    return [
        (label, "done" if at < here or done else "current" if at == here else "todo") for at, label in enumerate(words)
    ]


def _what(row: Row) -> str:
    return ", ".join(filter(None, (row["job"] or row["post_id"], row["subject"])))


def _answer(request: Request, waiting: int) -> str:
    if waiting:
        return ngettext(
            "%(n)s lembar menunggu persetujuan Anda.", "%(n)s lembar menunggu persetujuan Anda.", waiting
        ) % {"n": number(waiting)}
    if request.acting.has(*PREPARERS):
        return _(
            "Uraian tugas, volume dan norma waktu menjadi jumlah orang; kepala unit menyetujui, instansi menetapkan."
        )
    return _("Tidak ada lembar yang menunggu Anda.")
