"""Needs for programs: the newest reading as the capacity sees it, what is short where, and the coming years."""

import datetime as dt
from typing import Any, Literal

from django.http import Http404
from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status

from penata_web.needs.enums import Direction
from penata_web.needs.frames.gaps import gaps
from penata_web.needs.frames.readings import Seen, seen
from penata_web.needs.models import Reading
from penata_web.needs.operations import start_reading
from penata_web.needs.permissions import READERS, READING_STARTERS
from penata_web.needs.queries import is_stale, latest_reading, scope_of
from penata_web.shared.acting import Acting, Request
from penata_web.shared.answers import OF_A_CHANGE, OF_ONE, Answer, Line, Page, Part, part_of
from penata_web.shared.enums import JobState
from penata_web.shared.tokens import for_roles

router = Router(tags=["needs"])

KEYS = {"family": "field", "office": "office_id", "district": "district_id"}
WAYS = {"SHORT": Direction.SHORT, "OVER": Direction.OVER, "WITHOUT": Direction.WITHOUT, "ALL": Direction.ALL}


class ReadingTold(Schema):
    """The newest reading; sums are those of what the capacity sees."""

    day: dt.date
    is_stale: bool = Field(description="Whether the registry has changed since.")
    posts: int
    posts_without_need: int
    need: int
    filled: int
    people_without_need: int
    absent: int
    shortage: int
    surplus: int
    posts_short: int
    posts_over: int
    balance: float | None
    years: list[int]
    leaves: list[int] = Field(description="How many leave in each of the years.")
    leaving_12_months: int


class GapsWanted(Part):
    """Which posts."""

    direction: Literal["SHORT", "OVER", "WITHOUT", "ALL"] = Field(
        "SHORT", description="Too few people, too many, no need stated, or all posts."
    )
    unit_id: Line = ""


class Gap(Schema):
    """A post with its need, who is there, and the difference."""

    post_id: str
    job: str | None
    subject: str | None
    field: str | None
    unit_id: str | None
    unit: str | None
    office_id: str | None
    district_id: str | None
    need: int | None
    filled: int
    shortage: int | None
    surplus: int | None
    ej: float | None = Field(description="Effectiveness of the job: work to be done by time there is.")
    need_source: str | None


class YearsWanted(Part):
    """By what the coming years are told."""

    by: Literal["family", "office", "district"] = "family"


class Ahead(Schema):
    """Need of today, and if nobody comes: who leaves in each year, and what is needed at its end."""

    key: str
    need: int
    filled: int
    leaves: dict[int, int]
    needed: dict[int, int]


class JobStarted(Schema):
    """Work in the background; ask for it at /api/jobs/{number}."""

    number: int = Field(validation_alias="pk")
    state: JobState


@router.get("/reading", response={200: ReadingTold, **OF_ONE}, summary="The newest reading")
@for_roles(*READERS)
def reading(request: Request) -> Answer:
    """Need, filled and gap, cut to what the capacity sees; 404 before the first reading."""
    row, found = _seen(request.acting)
    return {**found.figures, "day": row.day, "is_stale": is_stale(row)}


@router.post("/reading", response={202: JobStarted, **OF_A_CHANGE}, summary="Read the registry")
@for_roles(*READING_STARTERS)
def read(request: Request) -> Answer:
    """Have the registry read in the background; a reading that is under way is answered as it is."""
    return Status(202, start_reading(by=request.acting, at=timezone.now()))


@router.get("/gaps", response={200: Page[Gap], **OF_ONE}, summary="Posts by what is short or over")
@for_roles(*READERS)
def post_gaps(request: Request, wanted: Query[GapsWanted]) -> Answer:
    """Posts of the newest reading; 404 before the first."""
    rows = gaps(_seen(request.acting)[1], WAYS[wanted.direction], wanted.unit_id)
    return part_of(rows.select(list(Gap.model_fields)).sort("post_id"), wanted)


@router.get("/projection", response={200: Page[Ahead], **OF_ONE}, summary="Five years ahead")
@for_roles(*READERS)
def projection(request: Request, wanted: Query[YearsWanted]) -> Answer:
    """What the coming years take away, by job family, office or district; 404 before the first reading."""
    ahead = _seen(request.acting)[1].projection
    key = KEYS[wanted.by]
    rows = ahead.by[wanted.by]
    rows = rows.filter(rows["need"].is_not_null() & rows[key].is_not_null()).sort(key)
    part = part_of(rows, wanted)
    return {**part, "items": [_ahead(row, key, ahead.years) for row in part["items"]]}


def _ahead(row: dict[str, Any], key: str, years: tuple[int, ...]) -> dict[str, Any]:
    return {
        "key": row[key], "need": row["need"], "filled": row["filled"],
        "leaves": {year: row[f"leaves_{year}"] for year in years},
        "needed": {year: row[f"needed_{year}"] for year in years},
    }  # fmt: skip


def _seen(acting: Acting) -> tuple[Reading, Seen]:
    """The newest reading and what of it the capacity sees."""
    row = latest_reading()
    if row is None:
        raise Http404
    return row, seen(row, scope_of(acting))
