"""People: the list, and one person."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from penata_web.registry import permissions, queries
from penata_web.registry.enums import CATEGORIES, RANKS, STATUSES, Stance, label_of
from penata_web.registry.forms.words import DisputeForm, ReasonForm
from penata_web.registry.frames.fields import Field, fields_of, label_of_field
from penata_web.registry.frames.person import Record, record_of
from penata_web.registry.models import PersonLine
from penata_web.registry.operations.sensitive import open_sensitive
from penata_web.registry.operations.words import confirm_fields, dispute_field
from penata_web.registry.views.day import Day, day_of
from penata_web.registry.views.empty import nothing_known
from penata_web.registry.views.profile import opened_part, profile_of
from penata_web.shared import gate
from penata_web.shared.acting import Request
from penata_web.shared.enums import Role
from penata_web.shared.listing import Choice, Column, Empty, Listing, Row
from penata_web.shared.pages import onward, page

READERS = permissions.PERSON_READERS


def person_columns(day: Day, *, place: bool = True) -> tuple[Column, ...]:
    """The columns by which people are listed everywhere."""
    found = (
        Column("name", _("Nama"), kind="person", url=lambda row: day.url("registry:person", row["employee_id"])),
        Column("employee_id", _("NIP")),
        Column("job", _("Jabatan")),
        Column("unit", _("Unit"), url=lambda row: _unit_url(day, row)),
        Column("rank", _("Golongan")),
        Column("status", _("Kedudukan hukum"), kind="status", show=lambda row: label_of(row["status"]),
               tone=lambda row: "" if row["status"] == "ACTIVE" else "quiet"),
        Column("leaves_on", _("Pensiun atau akhir kontrak"), kind="date",
               tone=lambda row: leaving_tone(day, row["leaves_on"])),
    )  # fmt: skip
    return found if place else tuple(column for column in found if column.name != "unit")


PERSON_VALUES = (
    "employee_id", "name", "job", "unit", "unit_id", "rank", "status", "leaves_on", "leaves_because", "category",
    "field", "office_id", "employment", "post_id", "in_post_since", "path",
)  # fmt: skip


def leaving_tone(day: Day, leaves_on: dt.date | None) -> str:
    """Red once the day has passed, amber within a year."""
    if leaves_on is None or leaves_on >= queries.years_later(day.on, 1):
        return ""
    return "stop" if leaves_on < day.on else "warn"


def _unit_url(day: Day, row: Row) -> str:
    return day.url("registry:unit", row["unit_id"]) if row["unit_id"] else ""


@gate.entry(*(role for role in READERS if role != Role.EMPLOYEE))
def persons(request: Request) -> HttpResponse:
    """Everybody in scope; below one unit where the address names it."""
    day = day_of(request)
    rows = queries.persons(request.acting, on=day.on)
    unit = queries.unit(request.acting, request.GET["unit"], on=day.on) if request.GET.get("unit") else None
    if unit is not None:
        rows = rows.filter(queries.below(unit.path))
    if request.GET.get("pensiun") in {"1", "2"}:
        rows = rows.filter(leaves_on__lt=queries.years_later(day.on, int(request.GET["pensiun"])))
    years = [(str(day.on.year + ahead), str(day.on.year + ahead)) for ahead in range(6)]
    table = Listing(
        request,
        id="pegawai",
        title=_("Pegawai"),
        rows_of=rows.values(*PERSON_VALUES),
        columns_of=person_columns(day),
        search=("name", "employee_id"),
        filters_of=(
            Choice("office_id", _("Perangkat daerah"), tuple(queries.offices(request.acting, on=day.on))),
            Choice("category", _("Jenis jabatan"), CATEGORIES),
            Choice("field", _("Rumpun"), tuple(queries.fields(on=day.on))),
            Choice("rank", _("Golongan"), RANKS),
            Choice("status", _("Kedudukan hukum"), STATUSES),
            Choice("leaves_on__year", _("Tahun pensiun"), tuple(years)),
        ),
        order="leaves_on" if request.GET.get("pensiun") else "name",
        empty=nothing_known(day, Empty(_("Belum ada pegawai di sini"), _("Tidak ada orang pada tanggal ini."))),
    )
    context = {"table": table, "day": day, "unit": unit, "within_years": request.GET.get("pensiun")}
    return table.as_file() or page(request, "registry/persons.html", context)


@never_cache
@gate.entry(*READERS)
def person(request: Request, employee_id: str) -> HttpResponse:
    """One person: who, where, since when, and what is recorded."""
    day = day_of(request)
    line = queries.person(request.acting, employee_id, on=day.on)
    if line is None:
        return _absent(request, employee_id, day)
    return page(request, "registry/person.html", profile_of(request.acting, line, _record(line, day), day))


@never_cache
@require_POST
@gate.entry(*permissions.OPENERS)
def person_open(request: Request, employee_id: str) -> HttpResponse:
    """The same page with its sensitive part open, once, for a reason."""
    day = day_of(request)
    line = queries.person(request.acting, employee_id, on=day.on)
    if line is None or not permissions.may_open(request.acting, employee_id):
        raise Http404
    own = permissions.is_own(request.acting, employee_id)
    form = ReasonForm({"reason": str(ReasonForm.default_reason)} if own else request.POST)
    opened: dict[str, Any] | None = None
    if form.is_valid():
        rows = open_sensitive(
            employee_id=employee_id, on=day.on, reason=form.cleaned_data["reason"], by=request.acting, at=timezone.now()
        )
        opened = opened_part(rows, {name: label_of_field("employees", name, "") for name in rows["employees"][0]})
    context = profile_of(request.acting, line, _record(line, day), day) | {"opened": opened, "reason_form": form}
    return page(request, "registry/person.html", context, status=200 if opened is not None else 422)


@require_POST
@gate.entry(Role.EMPLOYEE)
def person_word(request: Request, employee_id: str) -> HttpResponse:
    """The person confirms a field, or all that nothing was said of yet, or disputes one."""
    day = day_of(request)
    line = queries.person(request.acting, employee_id, on=day.today)
    if line is None or not permissions.is_own(request.acting, employee_id):
        raise Http404
    fields = {field.name: field for field in fields_of(record_of(employee_id, day.today))}
    if "dispute" in request.POST:
        return _dispute(request, line, fields)
    if "all" in request.POST:
        said = {(word.table, word.column, word.key): word for word in reversed(queries.words_of(employee_id))}
        chosen = [field for field in fields.values() if not _still_said(said.get(_key(field)), field)]
    else:
        chosen = [fields[name] for name in request.POST.getlist("confirm") if name in fields]
    if chosen:
        confirm_fields(line=line, fields=chosen, by=request.acting, at=timezone.now())
    return HttpResponseRedirect(f"{day.url('registry:person', employee_id)}#data")


def _dispute(request: Request, line: PersonLine, fields: dict[str, Field]) -> HttpResponse:
    form = DisputeForm(request.POST)
    field = fields.get(request.POST.get("field", ""))
    if field is None:
        raise Http404
    if not form.is_valid():
        day = day_of(request)
        record = record_of(line.employee_id, day.today)
        context = profile_of(request.acting, line, record, day) | {"dispute_form": form, "disputed": field.name}
        return page(request, "registry/person.html", context, status=422)
    dispute_field(line=line, field=field, text=form.cleaned_data["text"], by=request.acting, at=timezone.now())
    said = _("Tercatat. Pengelola kepegawaian akan memeriksa dan menjawab di halaman ini.")
    return onward(request, "registry:person", line.employee_id, said=said)


def _still_said(word: Any, field: Field) -> bool:
    """Whether what was said still speaks of the value that stands there."""
    return word is not None and (word.stance == Stance.DISPUTE or word.value == field.value)


def _key(field: Field) -> tuple[str, str, str]:
    return field.table, field.column, field.key


def _record(line: PersonLine, day: Day) -> Record:
    return record_of(line.employee_id, day.on)


def _absent(request: Request, employee_id: str, day: Day) -> HttpResponse:
    """Not recorded on that day, but on another: said so; else there is nobody."""
    known = queries.days_of_person(request.acting, employee_id)
    if known is None:
        raise Http404
    return page(request, "registry/absent.html", {"day": day, "from": known[0], "until": known[1], "what": employee_id})
