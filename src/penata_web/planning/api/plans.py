"""Plans: where a run stands, what came of it, who moves, and one person in it."""

import datetime as dt
from typing import Any

from django.http import Http404
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from penata_web.planning.enums import PlanState
from penata_web.planning.frames.moves import moves_seen
from penata_web.planning.frames.people import InPlan, person_in
from penata_web.planning.frames.plans import reading_of, sight_of
from penata_web.planning.models import Plan
from penata_web.planning.queries.plans import READERS, finished_plan_of, is_draft, plan_of, visible_plans
from penata_web.shared.acting import Acting, Request
from penata_web.shared.answers import OF_ONE, REFUSALS, Answer, Id, Number, Page, Part, part_of
from penata_web.shared.enums import Role
from penata_web.shared.tokens import for_roles

router = Router()


class Draft(Schema):
    """A draft is for named people: who reads it here, and when. Keep this with whatever is made of it."""

    viewer: str
    at: dt.datetime


class PlanFound(Schema):
    """The run of one version of a scenario."""

    number: int = Field(validation_alias="pk")
    scenario: int = Field(validation_alias="scenario_id")
    scenario_version: int
    state: PlanState = Field(validation_alias="standing")
    digest: str
    created_at: dt.datetime
    ended_at: dt.datetime | None


class PlanTold(PlanFound):
    """The same with its figures, or why there is none; ``job``: ask for it at /api/jobs/{number}."""

    draft: Draft | None
    job: int | None = Field(validation_alias="job_id")
    error: str
    clashes: list[dict[str, Any]] = Field(description="Decisions that cannot be kept together.")
    figures: dict[str, Any] = Field(description="Status, levels, bounds, gap, before, after, counts, verifier.")


class MoveTold(Schema):
    """Somebody who moves; reasons that touch health or family are never named."""

    employee_id: str
    name: str | None
    kind: str
    place_from: str | None
    place_to: str | None
    unit_id_from: str | None
    unit_id_to: str | None
    gain: int | None
    distance_km: float | None
    wish_rank: int | None
    chain_id: str | None
    wave: int | None
    effective_date: dt.date | None
    gates: int | None
    reason: str | None


class Moves(Page[MoveTold]):
    """The moves that the capacity sees."""

    draft: Draft | None


class OtherSeat(Schema):
    """Another seat that was weighed."""

    place: str
    points: int
    is_own: bool


class Wished(Schema):
    """A wish and its answer."""

    wished: str | None
    status: str | None
    answer: str | None
    words: str | None
    points: int | None
    points_needed: int | None


class PersonInPlan(Schema):
    """What a plan does with one person."""

    draft: Draft | None
    employee_id: str
    name: str
    now: str
    move: MoveTold | None
    wishes: list[Wished]
    others: list[OtherSeat]


@router.get("/plans", response={200: Page[PlanFound], **REFUSALS}, summary="Plans in scope")
@for_roles(*READERS)
def plan_list(request: Request, part: Query[Part]) -> Answer:
    """Plans that the capacity may open now, the newest first."""
    return part_of(visible_plans(request.acting, timezone.now()), part)


@router.get("/plans/{number}", response={200: PlanTold, **OF_ONE}, summary="One plan")
@for_roles(*READERS)
def plan(request: Request, number: Number) -> Answer:
    """Where a run stands, and its figures once it is done."""
    at = timezone.now()
    return told(plan_of(request.acting, at, number), request.acting, at)


@router.get("/plans/{number}/moves", response={200: Moves, **OF_ONE}, summary="Who moves")
@for_roles(*READERS)
def moves(request: Request, number: Number, part: Query[Part]) -> Answer:
    """Moves of a finished plan, cut to what touches the capacity's units."""
    at = timezone.now()
    row = finished_plan_of(request.acting, at, number)
    reading = reading_of(row)
    rows = moves_seen(reading, sight_of(request.acting, reading))
    return {**part_of(rows.sort("employee_id"), part), "draft": draft_of(row, request.acting, at)}


@router.get("/plans/{number}/persons/{employee_id}", response={200: PersonInPlan, **OF_ONE}, summary="One in a plan")
@for_roles(*READERS, Role.EMPLOYEE)
def person(request: Request, number: Number, employee_id: Id) -> Answer:
    """One person in a finished plan; an employee asks for the own page alone, once the plan is released."""
    at = timezone.now()
    row = finished_plan_of(request.acting, at, number)
    own = request.acting.has(Role.EMPLOYEE)
    if own and (employee_id != request.acting.employee_id or is_draft(row, at)):
        raise Http404
    reading = reading_of(row)
    found = person_in(reading, sight_of(request.acting, reading), employee_id, own=own)
    if found is None:
        raise Http404
    return {**_person(found), "draft": draft_of(row, request.acting, at)}


def told(plan: Plan, acting: Acting, at: dt.datetime) -> dict[str, Any]:
    """A plan as this capacity is told of it."""
    names = ("pk", "scenario_id", "scenario_version", "standing", "digest", "created_at", "ended_at", "job_id",
             "error", "clashes", "figures")  # fmt: skip
    return {**{name: getattr(plan, name) for name in names}, "draft": draft_of(plan, acting, at)}


def draft_of(plan: Plan, acting: Acting, at: dt.datetime) -> dict[str, Any] | None:
    """Who reads a draft and when; None once it is released."""
    return {"viewer": str(acting.account), "at": at} if is_draft(plan, at) else None


def _person(found: InPlan) -> dict[str, Any]:
    return {
        "employee_id": found.employee_id, "name": found.name, "now": found.now, "move": found.move,
        "wishes": found.wishes,
        "others": [{"place": place, "points": points, "is_own": own} for place, points, own in found.others],
    }  # fmt: skip
