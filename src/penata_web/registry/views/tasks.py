"""What people said is wrong in their records, and the answers."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from penata_web.registry import permissions, queries
from penata_web.registry.enums import Outcome
from penata_web.registry.forms.words import AnswerForm
from penata_web.registry.frames.fields import label_of_field
from penata_web.registry.models import FieldWord
from penata_web.registry.operations.words import AlreadyAnsweredError, answer_dispute
from penata_web.registry.views.day import Day, day_of
from penata_web.shared import gate
from penata_web.shared.acting import Request
from penata_web.shared.enums import Role
from penata_web.shared.listing import Choice, Column, Empty, Listing
from penata_web.shared.pages import onward, page

READERS = permissions.TASK_READERS
VALUES = ("id", "employee_id", "name", "unit", "table", "key", "column", "value", "text", "said_at", "outcome")


@gate.entry(*READERS)
def tasks(request: Request) -> HttpResponse:
    """What waits for an answer first."""
    day = day_of(request)
    every = bool(request.GET.get("semua"))
    rows = queries.tasks(request.acting, on=day.on) if every else queries.open_tasks(request.acting, on=day.on)
    outcomes = dict(Outcome.choices)
    table = Listing(
        request,
        id="tugas",
        title=_("Semua sanggahan data") if every else _("Sanggahan yang menunggu jawaban"),
        rows_of=rows.values(*VALUES),
        columns_of=(
            Column("name", _("Pegawai"), kind="person", url=lambda row: day.url("registry:task", row["id"])),
            Column("unit", _("Unit")),
            Column("column", _("Yang dinyatakan keliru"), sortable=False,
                   show=lambda row: label_of_field(row["table"], row["column"], row["key"])),
            Column("value", _("Tercatat"), sortable=False),
            Column("text", _("Menurut pegawai"), sortable=False),
            Column("said_at", _("Sejak"), kind="date"),
            Column("outcome", _("Hasil"), kind="status", show=lambda row: outcomes.get(row["outcome"], _("menunggu")),
                   tone=lambda row: "good" if row["outcome"] else "warn"),
        ),
        search=("name", "employee_id", "text"),
        filters_of=(Choice("outcome", _("Hasil"), tuple(Outcome.choices)),) if every else (),
        order="said_at",
        empty=Empty(
            _("Tidak ada yang menunggu"),
            _("Bila pegawai menyatakan datanya keliru, tugasnya muncul di sini sampai dijawab."),
        ),
    )  # fmt: skip
    tabs = [
        (_("Menunggu"), day.url("registry:tasks"), not every),
        (_("Semua"), day.url("registry:tasks", semua=1), every),
    ]
    return table.as_file() or page(request, "registry/tasks.html", {"table": table, "tabs": tabs, "day": day})


@gate.entry(*READERS)
def task(request: Request, pk: int) -> HttpResponse:
    """One dispute: what stands there, what the person says, and the answer."""
    day = day_of(request)
    return _page(request, _word(request, pk, day), AnswerForm(), day)


@require_POST
@gate.entry(Role.ANALYST)
def task_answer(request: Request, pk: int) -> HttpResponse:
    """Close it with an answer."""
    day = day_of(request)
    word = _word(request, pk, day)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, word, form, day, status=422)
    try:
        answer_dispute(
            word=word, outcome=Outcome(form.cleaned_data["outcome"]), answer=form.cleaned_data["answer"],
            by=request.acting, at=timezone.now(),
        )  # fmt: skip
    except AlreadyAnsweredError:
        return _page(request, _word(request, pk, day), form, day, status=409)
    return onward(request, "registry:tasks", said=_("Jawaban terkirim; pegawai membacanya di halaman datanya."))


def _word(request: Request, pk: int, day: Day) -> FieldWord:
    word: FieldWord | None = queries.tasks(request.acting, on=day.on).filter(pk=pk).first()
    if word is None:
        raise Http404
    return word


def _page(request: Request, word: FieldWord, form: AnswerForm, day: Day, *, status: int = 200) -> HttpResponse:
    context = {
        "word": word, "form": form, "day": day, "may_answer": permissions.may_answer(request.acting),
        "late": _too_late(form) if status == 409 else "",
        "label": label_of_field(word.table, word.column, word.key),
    }  # fmt: skip
    return page(request, "registry/task.html", context, status=status)


def _too_late(form: AnswerForm) -> str:
    """What is said to the second of two who answer at once; what was typed is not lost."""
    said = _("Sementara itu orang lain sudah menjawab; jawabannya di atas. Jawaban Anda tidak dikirim: “%(text)s”")
    return said % {"text": form.cleaned_data["answer"]}
