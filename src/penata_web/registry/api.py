"""The registry for programs: people, units and posts as of a day; files brought in, taken over, undone."""

import datetime as dt
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from ninja import Field, File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile

from penata_web.registry import queries
from penata_web.registry.enums import BatchState
from penata_web.registry.forms.imports import ImportForm, UndoForm
from penata_web.registry.models import Batch, PersonLine, PostLine, UnitLine
from penata_web.registry.models.sensitive import HIDDEN, is_private
from penata_web.registry.operations import imports as operations
from penata_web.registry.permissions import IMPORT_READERS, IMPORTERS, ORGANISATION_READERS, PERSON_READERS
from penata_web.registry.queries.imports import batches
from penata_web.shared.acting import Request
from penata_web.shared.answers import (
    OF_A_CHANGE,
    OF_ONE,
    REFUSALS,
    Answer,
    Day,
    Id,
    Line,
    Number,
    Page,
    Part,
    part_of,
    wrong_values,
)
from penata_web.shared.enums import JobState
from penata_web.shared.tokens import for_roles

router = Router(tags=["registry"])


class AsOf(Schema):
    """The day asked about."""

    on: Day | None = Field(None, description="As of this day; none: today.")


class PersonWanted(Part, AsOf):
    """Which people."""

    unit_id: Line = Field("", description="In this unit, without those below it.")
    post_id: Line = Field("", description="On this post.")


class UnitWanted(Part, AsOf):
    """Which units."""

    parent_id: Line = Field("", description="Right below this unit.")


class PostWanted(Part, AsOf):
    """Which posts."""

    unit_id: Line = Field("", description="Of this unit, without those below it.")
    vacant: bool = Field(default=False, description="Only those on which nobody sits although somebody is needed.")


class Person(Schema):
    """Somebody on the payroll. Health, discipline, family and home are never in the API."""

    employee_id: str
    name: str
    employment: str
    status: str
    rank: str | None
    counted: bool = Field(description="Whether this person counts as filling the post.")
    post_id: str | None
    job_id: str | None
    job: str | None
    category: str | None
    field: str | None
    leads: bool
    in_post_since: dt.date | None
    unit_id: str | None
    unit: str | None
    office_id: str | None
    office: str | None
    agency_id: str
    district: str | None
    leaves_on: dt.date | None
    leaves_because: str | None


class Unit(Schema):
    """A unit, its own figures, and with ``all_`` those of everything below it too."""

    unit_id: str
    parent_id: str | None
    name: str
    kind: str | None
    agency_id: str
    office_id: str | None
    office: str | None
    district: str | None
    active: bool | None
    children: int
    head_id: str | None
    need: int
    filled: int
    shortage: int
    surplus: int
    all_need: int
    all_filled: int
    all_shortage: int
    all_surplus: int


class Post(Schema):
    """A post: what is needed and who is there."""

    post_id: str
    job_id: str
    job: str
    subject: str | None
    category: str | None
    field: str | None
    leads_unit: bool
    unit_id: str
    unit: str
    office_id: str | None
    office: str | None
    agency_id: str
    district: str | None
    need: int | None
    need_source: str | None
    filled: int
    absent: int
    shortage: int
    surplus: int


class PostWithHolders(Post):
    """A post and who sits there; no holders for a capacity that does not meet people by name."""

    holders: list[Person]


class TableFound(Schema):
    """What a dry run found of one table."""

    name: str
    added: int
    changed: int
    ended: int
    same: int


class BatchFound(Schema):
    """Files brought in together."""

    number: int = Field(validation_alias="pk")
    title: str
    state: BatchState
    as_of: dt.date
    created_at: dt.datetime
    waiting: int = Field(description="Refused rows that wait for their correction.")


class BatchStatus(BatchFound):
    """The same with what was found; ``digest`` names exactly what can be taken over."""

    digest: str
    taken_at: dt.datetime | None
    undone_at: dt.datetime | None
    tables: list[TableFound]
    problems: list[str]
    job: int | None = Field(description="Number of the job that works on it, or did so last.")
    job_state: JobState | None


class Refused(Schema):
    """A row that could not be taken, with its place, the reason and the remedy."""

    file: str
    sheet: str
    row: int | None
    column: str
    value: str
    reason: str
    remedy: str


class Brought(Schema):
    """What is said of files that are brought in."""

    as_of: Day = Field(description="The day on which the data were true.")
    title: Line = ""
    complete: bool = Field(default=False, description="Each table holds all rows: what is missing has ended.")


class Shown(Schema):
    """What is to be taken over: the digest of the dry run that was looked at."""

    digest: Line


class Undone(Schema):
    """Why a batch is taken back."""

    reason: str = Field(min_length=8, max_length=500, pattern=r"^[^\u0000]*$")


@router.get("/persons", response={200: Page[Person], **REFUSALS}, summary="People in scope")
@for_roles(*PERSON_READERS)
def persons(request: Request, wanted: Query[PersonWanted]) -> Answer:
    """Everybody whom the capacity may see on a day."""
    rows = queries.persons(request.acting, on=_day(wanted.on))
    for name in ("unit_id", "post_id"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    return part_of(rows.order_by("employee_id").values(*Person.model_fields), wanted)


@router.get("/persons/{employee_id}", response={200: Person, **OF_ONE}, summary="One person")
@for_roles(*PERSON_READERS)
def person(request: Request, employee_id: Id, as_of: Query[AsOf]) -> Answer:
    """One person as of a day."""
    found: PersonLine | None = queries.person(request.acting, employee_id, on=_day(as_of.on))
    return _there(found)


@router.get("/units", response={200: Page[Unit], **REFUSALS}, summary="Units in scope")
@for_roles(*ORGANISATION_READERS)
def units(request: Request, wanted: Query[UnitWanted]) -> Answer:
    """The units that the capacity may see on a day."""
    rows = queries.units(request.acting, on=_day(wanted.on))
    if wanted.parent_id:
        rows = rows.filter(parent_id=wanted.parent_id)
    return part_of(rows.order_by("unit_id").values(*Unit.model_fields), wanted)


@router.get("/units/{unit_id}", response={200: Unit, **OF_ONE}, summary="One unit")
@for_roles(*ORGANISATION_READERS)
def unit(request: Request, unit_id: Id, as_of: Query[AsOf]) -> Answer:
    """One unit as of a day."""
    found: UnitLine | None = queries.unit(request.acting, unit_id, on=_day(as_of.on))
    return _there(found)


@router.get("/posts", response={200: Page[Post], **REFUSALS}, summary="Posts in scope")
@for_roles(*ORGANISATION_READERS)
def posts(request: Request, wanted: Query[PostWanted]) -> Answer:
    """The posts that the capacity may see on a day."""
    day = _day(wanted.on)
    rows = queries.vacant(request.acting, on=day) if wanted.vacant else queries.posts(request.acting, on=day)
    if wanted.unit_id:
        rows = rows.filter(unit_id=wanted.unit_id)
    return part_of(rows.order_by("post_id").values(*Post.model_fields), wanted)


@router.get("/posts/{post_id}", response={200: PostWithHolders, **OF_ONE}, summary="One post")
@for_roles(*ORGANISATION_READERS)
def post(request: Request, post_id: Id, as_of: Query[AsOf]) -> Answer:
    """One post as of a day, with who sits there."""
    day = _day(as_of.on)
    found: PostLine = _there(queries.post(request.acting, post_id, on=day))
    told = {name: getattr(found, name) for name in Post.model_fields}
    return {**told, "holders": list(queries.holders(request.acting, post_id, on=day))}


@router.get("/batches", response={200: Page[BatchFound], **REFUSALS}, summary="What was brought in")
@for_roles(*IMPORT_READERS, whole=True)
def batch_list(request: Request, part: Query[Part]) -> Answer:  # noqa: ARG001 - ninja passes it
    """Every batch, the newest first."""
    return part_of(batches().order_by("-pk"), part)


@router.post("/batches", response={202: BatchStatus, **OF_A_CHANGE}, summary="Bring files in")
@for_roles(*IMPORTERS, whole=True)
def bring(request: Request, said: Form[Brought], uploads: File[list[UploadedFile]]) -> Answer:
    """Keep files and test them in the background: nothing is taken over before somebody asks for it."""
    files = MultiValueDict({"uploads": list(uploads)})
    form = ImportForm(said.model_dump(), files, today=timezone.localdate())
    if not form.is_valid():
        raise wrong_values(form.errors, "form")
    given = form.cleaned_data
    batch = operations.receive_files(
        files=given["uploads"], title=given["title"], as_of=given["as_of"], complete=given["complete"],
        by=request.acting, at=timezone.now(),
    )  # fmt: skip
    return Status(202, _told(batch.pk))


@router.get("/batches/{number}", response={200: BatchStatus, **OF_ONE}, summary="One batch")
@for_roles(*IMPORT_READERS, whole=True)
def batch(request: Request, number: Number) -> Answer:  # noqa: ARG001 - ninja passes it
    """Where a batch stands, and what the dry run found."""
    return _told(number)


@router.get("/batches/{number}/refused", response={200: Page[Refused], **OF_ONE}, summary="Rows that wait")
@for_roles(*IMPORT_READERS, whole=True)
def refused(request: Request, number: Number, part: Query[Part]) -> Answer:
    """Rows of a batch that could not be taken and wait for their correction."""
    rows = get_object_or_404(Batch, pk=number).refused.filter(settled_at=None)
    found = part_of(rows.order_by("pk").values("table", *Refused.model_fields), part)
    if not request.acting.has(*IMPORTERS):
        for row in found["items"]:
            if is_private(row["table"], row["column"]):
                row |= {"value": HIDDEN, "reason": HIDDEN}
    return found


@router.post("/batches/{number}/take", response={202: BatchStatus, **OF_A_CHANGE}, summary="Take a batch over")
@for_roles(*IMPORTERS, whole=True)
def take(request: Request, number: Number, shown: Shown) -> Answer:
    """Take over exactly what the digest names; 409 where the dry run has come to something else since."""
    row = get_object_or_404(Batch, pk=number)
    operations.ask_to_take(batch=row, digest=shown.digest, by=request.acting, at=timezone.now())
    return Status(202, _told(number))


@router.post("/batches/{number}/undo", response={202: BatchStatus, **OF_A_CHANGE}, summary="Take a batch back")
@for_roles(*IMPORTERS, whole=True)
def undo(request: Request, number: Number, undone: Undone) -> Answer:
    """Take a batch back as a whole; 409 where a later one stands on it."""
    row = get_object_or_404(Batch, pk=number)
    form = UndoForm(undone.model_dump())
    if not form.is_valid():
        raise wrong_values(form.errors)
    operations.ask_to_undo(batch=row, reason=form.cleaned_data["reason"], by=request.acting, at=timezone.now())
    return Status(202, _told(number))


def _day(asked: dt.date | None) -> dt.date:
    return asked or timezone.localdate()


def _there(found: Any) -> Any:
    """What was found; what the capacity does not see does not exist."""
    if found is None:
        raise Http404
    return found


def _told(number: int) -> dict[str, Any]:
    row = get_object_or_404(Batch.objects.select_related("job"), pk=number)
    return {
        "pk": row.pk, "title": row.title, "state": row.state, "as_of": row.as_of, "created_at": row.created_at,
        "waiting": row.refused.filter(settled_at=None).count(), "digest": row.digest, "taken_at": row.taken_at,
        "undone_at": row.undone_at, "tables": row.found.get("tables", []), "problems": row.found.get("problems", []),
        "job": row.job_id, "job_state": row.job.state if row.job else None,
    }  # fmt: skip
