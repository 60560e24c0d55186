"""The page of one batch, in parts: what was found, what would change, what is refused, what to know."""

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlencode

import polars as pl
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata_web.registry.enums import BatchState, table_label
from penata_web.registry.forms.imports import UndoForm
from penata_web.registry.models import Batch, RefusedRow
from penata_web.registry.models.sensitive import HIDDEN, is_private
from penata_web.registry.operations import imports as operations
from penata_web.registry.permissions import IMPORTERS
from penata_web.shared.acting import Request
from penata_web.shared.enums import JobState
from penata_web.shared.listing import Choice, Column, Empty, Listing, Row
from penata_web.shared.pages import page

OVER: Final = frozenset({JobState.DONE, JobState.FAILED, JobState.CANCELLED})
PARTS: Final = (
    ("", gettext_lazy("Ringkasan")),
    ("perbedaan", gettext_lazy("Perbedaan")),
    ("ditolak", gettext_lazy("Ditolak")),
    ("catatan", gettext_lazy("Catatan")),
    ("angka", gettext_lazy("Cocokkan angka")),
)
WHAT: Final = (
    ("CHANGED", gettext_lazy("berubah")),
    ("ADDED", gettext_lazy("baru")),
    ("ENDED", gettext_lazy("berakhir")),
)
WHAT_TONE: Final = {"ADDED": "good", "CHANGED": "", "ENDED": "warn"}
SEVERITIES: Final = (("WARNING", gettext_lazy("Perlu dilihat")), ("INFO", gettext_lazy("Perlu diketahui")))


def batch_page(
    request: Request, batch: Batch, *, may_import: bool, undo_form: UndoForm, said: str = "", status: int = 200
) -> HttpResponse:
    """The page, with the part that the address asks for."""
    part = request.GET.get("bagian", "")
    part = part if part in {name for name, _label in PARTS} else ""
    table = _table_of(request, batch, part)
    if table is not None and (file := table.as_file()):
        return file
    state = standing(batch)
    context: dict[str, Any] = {
        "batch": batch, "job": batch.job, "state": state, "part": part, "table": table, "may_import": may_import,
        "undo_form": undo_form, "said": said, "tabs": _tabs(batch, part), "steps": _steps(state),
        "state_words": shown_state(batch.state, batch.job.state if batch.job else None),
        "state_tone": state_tone(batch.state, batch.job.state if batch.job else None),
        "is_working": batch.job is not None and not batch.job.is_over,
        "job_failed": batch.job is not None and batch.job.state == JobState.FAILED,
        **_figures(batch),
    }  # fmt: skip
    if part == "ditolak":
        context["files"] = _refused_files(batch)
    return page(request, "registry/import.html", context, status=status)


def standing(batch: Batch) -> BatchState:
    """Where a batch really stands: work whose job is over did not end well."""
    job_state = batch.job.state if batch.job else None
    return _really(batch.state, job_state)


def shown_state(state: str, job_state: str | None) -> str:
    """Words of the state."""
    return str(_really(state, job_state).label)


def state_tone(state: str, job_state: str | None) -> str:
    """Tone of the state."""
    return {
        BatchState.TAKEN: "good", BatchState.FAILED: "stop", BatchState.TESTED: "warn", BatchState.UNDONE: "quiet",
        BatchState.SAME: "quiet",
    }.get(_really(state, job_state), "")  # fmt: skip


def refused_listing(request: Request, rows: QuerySet[RefusedRow], *, with_batch: bool) -> Listing:
    """Refused rows with reason and remedy; who does not import sees no value of the private life."""
    whole = request.acting.has(*IMPORTERS)

    def told(name: str) -> Callable[[Row], str]:
        return lambda row: row[name] if whole or not is_private(row["table"], row["column"]) else HIDDEN

    link = Column("batch__title", _("Impor"), url=lambda row: reverse("registry:import", args=[row["batch_id"]]))
    where = (
        Column("file", _("Berkas")),
        Column("sheet", _("Lembar")),
        Column("row", _("Baris"), kind="number"),
        Column("column", _("Kolom")),
        Column("value", _("Nilai"), show=told("value"), sortable=whole),
        Column("reason", _("Mengapa ditolak"), show=told("reason"), sortable=whole),
        Column("remedy", _("Cara memperbaiki")),
    )
    return Listing(
        request,
        id="ditolak",
        title=_("Baris yang ditolak"),
        rows_of=rows.values("pk", "batch_id", "batch__title", "table", *(column.name for column in where)),
        columns_of=(link, *where) if with_batch else where,
        search=("value", "reason", "column") if whole else ("column",),
        filters_of=(Choice("file", _("Berkas")), Choice("column", _("Kolom"))),
        order="row" if not with_batch else "-batch_id",
        empty=Empty(_("Tidak ada baris yang menunggu"), _("Semua baris diterima, atau sudah diperbaiki.")),
    )


def _really(state: str, job_state: str | None) -> BatchState:
    fallen = {
        BatchState.TESTING: BatchState.FAILED, BatchState.TAKING: BatchState.TESTED,
        BatchState.UNDOING: BatchState.TAKEN,
    }  # fmt: skip
    found = BatchState(state)
    return fallen.get(found, found) if job_state in OVER else found


def _steps(state: BatchState) -> list[tuple[str, str]]:
    tested = state not in {BatchState.TESTING, BatchState.FAILED}
    taken = state in {BatchState.TAKEN, BatchState.UNDONE, BatchState.UNDOING}
    return [
        (_("Unggah"), "done"),
        (_("Periksa"), "done" if tested else "current"),
        (_("Lihat perbedaan"), "done" if taken else "current" if tested else "todo"),
        (_("Ambil alih"), "done" if taken else "todo"),
    ]


def _tabs(batch: Batch, part: str) -> list[tuple[str, str, bool]]:
    if not batch.found.get("tables"):
        return []
    here = reverse("registry:import", args=[batch.pk])
    counts = {
        "perbedaan": sum(t["added"] + t["changed"] + t["ended"] for t in batch.found["tables"]),
        "ditolak": sum(c["refused"] for c in batch.found["counts"]),
        "catatan": sum(batch.found["severities"].get(name, 0) for name, _label in SEVERITIES),
    }
    return [
        (
            f"{label} ({counts[name]:,})".replace(",", ".") if name in counts else str(label),
            f"{here}?bagian={name}" if name else here,
            name == part,
        )
        for name, label in PARTS
    ]


def _figures(batch: Batch) -> dict[str, Any]:
    """The accounting, file by file and table by table, with their totals."""
    counts, tables = batch.found.get("counts", []), batch.found.get("tables", [])
    sums = {name: sum(t[name] for t in tables) for name in ("added", "changed", "ended", "same", "absent")}
    read = {name: sum(c[name] for c in counts) for name in ("read", "kept", "refused")}
    complete = set(batch.found.get("complete", []))
    page_url = reverse("registry:import", args=[batch.pk])
    here, refused_url = f"{page_url}?bagian=perbedaan", f"{page_url}?bagian=ditolak"
    shown = [
        {
            **t, "label": table_label(t["name"]), "is_complete": t["name"] in complete,
            "url": f"{here}&{urlencode({'perbedaan-table': table_label(t['name'])})}"
            if t["added"] + t["changed"] + t["ended"]
            else "",
        }
        for t in tables
    ]  # fmt: skip
    return {
        "counts": [{**c, "kind": _kind_words(c["kind"])} for c in counts],
        "sums": sums, "read": read, "touched": sums["added"] + sums["changed"] + sums["ended"], "tables": shown,
        "untold": [(t["label"], t["untold"]) for t in shown if t["untold"]],
        "figures": [
            (read["read"], "", _("baris dibaca"), "", ""),
            (read["kept"], "", _("diterima"), "", ""),
            (read["refused"], "", _("ditolak"), refused_url, "warn" if read["refused"] else ""),
            (sums["added"], "", _("baris baru"), f"{here}&perbedaan-what=ADDED", ""),
            (sums["changed"], "", _("baris berubah"), f"{here}&perbedaan-what=CHANGED", ""),
            (sums["ended"], "", _("baris berakhir"), f"{here}&perbedaan-what=ENDED", "warn" if sums["ended"] else ""),
        ],
    }  # fmt: skip


def _kind_words(kind: str) -> str:
    """What a sheet was recognised as; our own tables by what people call them."""
    name = kind.removeprefix("tabel ")
    return kind if name == kind else _("tabel Penata: %(table)s") % {"table": table_label(name)}


def _refused_files(batch: Batch) -> list[dict[str, Any]]:
    rows = batch.refused.filter(settled_at=None).values("file").order_by("file")
    return [dict(row) for row in rows.annotate(rows=Count("pk"), placed=Count("row"))]


def _table_of(request: Request, batch: Batch, part: str) -> Listing | None:
    if part == "ditolak":
        return refused_listing(request, batch.refused.filter(settled_at=None), with_batch=False)
    reading = operations.reading_of(batch)
    names = {"perbedaan": "changes", "catatan": "issues", "angka": "figures"}
    frame = reading.table(names[part]) if reading is not None and part in names else None
    if frame is None:
        return None
    if part == "perbedaan":
        return _changes(request, frame)
    return _notes(request, frame) if part == "catatan" else _heads(request, frame)


def _changes(request: Request, frame: pl.DataFrame) -> Listing:
    words = dict(WHAT)
    return Listing(
        request,
        id="perbedaan",
        title=_("Isian demi isian, dibandingkan dengan registri"),
        rows_of=frame,
        columns_of=(
            Column("table", _("Tabel")),
            Column("what", _("Apa"), kind="status", show=lambda row: str(words[row["what"]]),
                   tone=lambda row: WHAT_TONE[row["what"]]),
            Column("title", _("Siapa atau apa"), kind="person", show=lambda row: row["title"] or row["id"]),
            Column("id", _("Nomor")),
            Column("column", _("Isian")),
            Column("old", _("Sekarang")),
            Column("new", _("Menjadi")),
        ),
        search=("title", "id", "column", "old", "new"),
        filters_of=(Choice("table", _("Tabel")), Choice("what", _("Apa"), WHAT), Choice("column", _("Isian"))),
        empty=Empty(_("Tidak ada yang berubah"), _("Registri sudah sama dengan berkas ini.")),
    )  # fmt: skip


def _notes(request: Request, frame: pl.DataFrame) -> Listing:
    words = dict(SEVERITIES)
    return Listing(
        request,
        id="catatan",
        title=_("Catatan tentang baris yang diterima"),
        rows_of=frame.filter(pl.col("severity").is_in(list(words))),
        columns_of=(
            Column("severity", _("Macam"), kind="status", show=lambda row: str(words[row["severity"]]),
                   tone=lambda row: "warn" if row["severity"] == "WARNING" else ""),
            Column("file", _("Berkas")),
            Column("sheet", _("Lembar")),
            Column("row", _("Baris"), kind="number"),
            Column("column", _("Kolom")),
            Column("value", _("Nilai")),
            Column("message", _("Catatan")),
            Column("remedy", _("Cara memperbaiki")),
        ),
        search=("value", "message", "column"),
        filters_of=(Choice("file", _("Berkas")), Choice("severity", _("Macam"), SEVERITIES),
                    Choice("column", _("Kolom"))),
        empty=Empty(_("Tidak ada catatan"), _("Tidak ada yang perlu dilihat pada baris yang diterima.")),
    )  # fmt: skip


def _heads(request: Request, frame: pl.DataFrame) -> Listing:
    kinds = [name for name in frame.columns if name not in {"dimension", "value", "total"} and frame[name].sum()]
    return Listing(
        request,
        id="angka",
        title=_("Jumlah pegawai dalam berkas ini"),
        rows_of=frame,
        columns_of=(
            Column("dimension", _("Menurut")),
            Column("value", _("Kelompok")),
            *(Column(name, name.replace("_", " "), kind="number") for name in kinds),
            Column("total", _("Jumlah"), kind="number"),
        ),
        search=("value",),
        filters_of=(Choice("dimension", _("Menurut")),),
        empty=Empty(_("Tidak ada pegawai dalam berkas ini")),
    )
