"""The import wizard: files dropped, tested, taken over, undone; rows that wait."""

import polars as pl
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from penata_web.registry import exports
from penata_web.registry.enums import BatchState
from penata_web.registry.forms.imports import ImportForm, UndoForm
from penata_web.registry.models import Batch, RefusedRow
from penata_web.registry.operations import imports as operations
from penata_web.registry.permissions import IMPORT_READERS, IMPORTERS
from penata_web.registry.queries.imports import batches, waiting_rows
from penata_web.registry.views.batch import (
    batch_page,
    refused_listing,
    shown_state,
    state_tone,
)
from penata_web.shared import acts, gate, jobs
from penata_web.shared.acting import Request
from penata_web.shared.listing import XLSX, Choice, Column, Empty, Listing, Row
from penata_web.shared.pages import onward, page


@gate.entry(*IMPORT_READERS, whole=True)
def import_list(request: Request) -> HttpResponse:
    """Everything that was ever brought in, newest first."""
    may = request.acting.has(*IMPORTERS)
    table = Listing(
        request,
        id="impor",
        title=_("Impor"),
        rows_of=batches(),
        columns_of=(
            Column("title", _("Nama"), url=_url),
            Column("as_of", _("Keadaan per"), kind="date"),
            Column("state", _("Keadaan"), kind="status", show=lambda row: shown_state(row["state"], row["job__state"]),
                   tone=lambda row: state_tone(row["state"], row["job__state"])),
            Column("waiting", _("Baris menunggu"), kind="number", show=lambda row: row["waiting"] or None,
                   tone=lambda row: "warn" if row["waiting"] else "",
                   url=lambda row: f"{_url(row)}?bagian=ditolak" if row["waiting"] else ""),
            Column("author", _("Oleh"), kind="person", show=lambda row: row["author"] or "Penata"),
            Column("created_at", _("Diunggah"), kind="date"),
        ),
        search=("title",),
        filters_of=(Choice("state", _("Keadaan"), tuple(BatchState.choices)),),
        order="-created_at",
        empty=Empty(
            _("Belum ada data"),
            _("Unggah ekspor Data ASN dan HierarkiUnor dari SIASN untuk memulai; setiap impor dapat dibatalkan."),
            reverse("registry:import-new") if may else "",
            _("Impor data"),
        ),
    )  # fmt: skip
    waiting = waiting_rows().count()
    return table.as_file() or page(
        request, "registry/imports.html", {"table": table, "waiting": waiting, "may_import": may}
    )


@gate.entry(*IMPORTERS, whole=True)
def import_new(request: Request) -> HttpResponse:
    """Drop files and say as of which day they are true."""
    today = timezone.localdate()
    form = ImportForm(request.POST or None, request.FILES or None, today=today, initial={"as_of": today})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        batch = operations.receive_files(
            files=given["uploads"], title=given["title"], as_of=given["as_of"], complete=given["complete"],
            by=request.acting, at=timezone.now(),
        )  # fmt: skip
        return onward(request, "registry:import", batch.pk)
    limit = settings.UPLOAD_LIMIT_BYTES // 1024 // 1024
    return page(request, "registry/import_new.html", {"form": form, "limit": limit}, status=422 if form.errors else 200)


@gate.entry(*IMPORT_READERS, whole=True)
def import_batch(request: Request, pk: int) -> HttpResponse:
    """One batch: what was found, what would change, what is refused, and what can be done about it."""
    batch = _batch(pk)
    return batch_page(request, batch, may_import=request.acting.has(*IMPORTERS), undo_form=UndoForm())


@require_POST
@gate.entry(*IMPORTERS, whole=True)
def import_test(request: Request, pk: int) -> HttpResponse:
    """Test again, perhaps with other tables as complete lists."""
    return _done(
        request, pk,
        lambda batch: operations.ask_to_test(
            batch=batch, complete=request.POST.getlist("complete"), by=request.acting, at=timezone.now()
        ),
    )  # fmt: skip


@require_POST
@gate.entry(*IMPORTERS, whole=True)
def import_take(request: Request, pk: int) -> HttpResponse:
    """Take over exactly what was shown."""
    return _done(
        request, pk,
        lambda batch: operations.ask_to_take(
            batch=batch, digest=request.POST.get("digest", ""), by=request.acting, at=timezone.now()
        ),
    )  # fmt: skip


@require_POST
@gate.entry(*IMPORTERS, whole=True)
def import_undo(request: Request, pk: int) -> HttpResponse:
    """Take a batch back, with the reason."""
    form = UndoForm(request.POST)
    if not form.is_valid():
        return batch_page(request, _batch(pk), may_import=True, undo_form=form, status=422)
    return _done(
        request, pk,
        lambda batch: operations.ask_to_undo(
            batch=batch, reason=form.cleaned_data["reason"], by=request.acting, at=timezone.now()
        ),
    )  # fmt: skip


@require_POST
@gate.entry(*IMPORTERS, whole=True)
def import_discard(request: Request, pk: int) -> HttpResponse:
    """Throw away files that were not taken over."""
    batch = _batch(pk)
    try:
        operations.discard_batch(batch=batch, by=request.acting, at=timezone.now())
    except jobs.RefusedError as refusal:
        return batch_page(request, batch, may_import=True, undo_form=UndoForm(), said=str(refusal), status=409)
    return onward(
        request, "registry:imports", said=_("“%(title)s” dibuang; registri tidak berubah.") % {"title": batch.title}
    )


@gate.entry(*IMPORTERS, whole=True)
def import_refused_file(request: Request, pk: int) -> HttpResponse:
    """The refused rows of one file of a batch as a workbook: correct it, and drop it again."""
    batch, name = _batch(pk), request.GET.get("berkas", "")
    reading = operations.reading_of(batch)
    cells = reading.table("refused") if reading else None
    rows = list(batch.refused.filter(file=name, settled_at=None).exclude(row=None))
    if cells is None or not rows:
        raise Http404
    with gate.writing():
        acts.record(
            by=request.acting, at=timezone.now(), verb="DOWNLOAD_REFUSED", thing="batch", thing_id=batch.pk,
            after={"file": name, "rows": len(rows)},
        )  # fmt: skip
    content = exports.refused_workbook(rows, cells.filter(pl.col("file") == name))
    response = HttpResponse(content, content_type=XLSX)
    stem = "".join(sign if sign.isalnum() or sign in "-_ " else "_" for sign in name.rsplit(".", maxsplit=1)[0])
    response["Content-Disposition"] = f'attachment; filename="ditolak-{stem}.xlsx"'
    return response


@gate.entry(*IMPORT_READERS, whole=True)
def refused(request: Request) -> HttpResponse:
    """Every row that waits for its correction."""
    may = request.acting.has(*IMPORTERS)
    table = refused_listing(request, waiting_rows(), with_batch=True)
    return table.as_file() or page(request, "registry/import_refused.html", {"table": table, "may_import": may})


@require_POST
@gate.entry(*IMPORTERS, whole=True)
def refused_settle(request: Request, pk: int) -> HttpResponse:
    """Say that the refused rows of one file need no correction any more."""
    batch, reason = _batch(pk), request.POST.get("reason", "").strip()
    rows = list(RefusedRow.objects.filter(batch=batch, file=request.POST.get("file", ""), settled_at=None))
    if not reason:
        return batch_page(
            request, batch, may_import=True, undo_form=UndoForm(), status=422,
            said=_("Tulis alasannya: mengapa baris ini tidak perlu diperbaiki?"),
        )  # fmt: skip
    count = operations.settle_refused(rows=rows, by=request.acting, at=timezone.now(), reason=reason)
    return onward(request, "registry:import", pk, said=_("%(count)d baris tidak menunggu lagi.") % {"count": count})


def _url(row: Row) -> str:
    return reverse("registry:import", args=[row["pk"]])


def _batch(pk: int) -> Batch:
    return get_object_or_404(Batch.objects.select_related("job", "created_by"), pk=pk)


def _done(request: Request, pk: int, verb: object) -> HttpResponse:
    """Do what was asked; a refusal is told on the page of the batch."""
    batch = _batch(pk)
    assert callable(verb)
    try:
        verb(batch)
    except jobs.RefusedError as refusal:
        return batch_page(request, _batch(pk), may_import=True, undo_form=UndoForm(), said=str(refusal), status=409)
    return onward(request, "registry:import", pk)
