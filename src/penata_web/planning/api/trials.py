"""What if, and plans side by side."""

from typing import Annotated, Any, Final

from django.http import Http404
from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status
from ninja.errors import HttpError
from pydantic import StringConstraints

from penata_web.planning.api.plans import Draft, draft_of
from penata_web.planning.frames.boards import opened_now
from penata_web.planning.frames.comparison import compared
from penata_web.planning.frames.plans import reading_of, source_of
from penata_web.planning.frames.trials import MOST_TRIED, Answered, WrongChangeError, answered, trials_of
from penata_web.planning.permissions import READS
from penata_web.planning.queries.comparison import plans_beside
from penata_web.planning.queries.plans import TRIERS, finished_plan_of, may_try, sees_whole
from penata_web.shared.acting import Request
from penata_web.shared.answers import OF_A_CHANGE, OF_ONE, PLAIN, Answer, Number, Part, Problem, part_of, wrong_values
from penata_web.shared.tokens import for_roles

router = Router()

SECONDS_TO_OPEN: Final = 20.0
"""A plan is opened in seconds, a very large one in more: then the answer is "not yet"."""
MOST_PLANS: Final = 4

Code = Annotated[str, StringConstraints(max_length=200, pattern=PLAIN)]


class Changes(Schema):
    """What is tried."""

    changes: list[Code] = Field(
        min_length=1, max_length=MOST_TRIED,
        description="MOVE~NIP~post, PIN~NIP, FORBID~NIP~post, RETIRE~NIP, NEED~+2~post, SURGE~3~post, WEIGH~name~value",
    )  # fmt: skip


class LevelsTold(Schema):
    """A plan by its levels, the first counts first."""

    shortage: int
    gain: int
    moves: int
    short: int = Field(description="People short.")


class ShiftTold(Schema):
    """Somebody who would sit elsewhere than under the plan; None: on no seat."""

    employee_id: str
    own_post_id: str | None
    plan_post_id: str | None
    new_post_id: str | None
    plan_gain: int
    new_gain: int
    chain: str


class PostShiftTold(Schema):
    """A post whose need or whose number of people would be another."""

    post_id: str
    plan_need: int | None
    need: int | None
    plan_heads: int
    heads: int


class ClashTold(Schema):
    """Changes that cannot be kept together."""

    decisions: list[str]
    why: str


class Followed(Schema):
    """What the best plan under the changes is, beside the plan; ``after`` is None where there is none."""

    draft: Draft | None
    before: LevelsTold
    after: LevelsTold | None
    shifts: list[ShiftTold]
    posts: list[PostShiftTold]
    clashes: list[ClashTold]


class PlansWanted(Part):
    """Which plans, of one cycle."""

    plans: list[Annotated[int, Field(ge=1, le=2**53)]] = Field(min_length=2, max_length=MOST_PLANS)


class ComparedPlan(Schema):
    """One of the plans: its figures."""

    number: int = Field(validation_alias="pk")
    scenario: int = Field(validation_alias="scenario_id")
    digest: str
    figures: dict[str, Any]


class DifferingPerson(Schema):
    """Somebody who does not sit on the same seat under all plans; ``seats``: in the order of the plans."""

    employee_id: str
    name: str | None
    seat_now: str | None
    seats: list[str | None]


class DifferingUnit(Schema):
    """A unit that is not as short under all plans; ``short``: in the order of the plans."""

    unit_id: str
    unit: str | None
    short_now: int | None
    short: list[int | None]


class Beside(Schema):
    """Plans side by side; ``limit`` and ``offset`` are of the people."""

    draft: Draft | None
    plans: list[ComparedPlan]
    count: int
    people: list[DifferingPerson]
    units: list[DifferingUnit]


@router.post("/plans/{number}/what-if", response={200: Followed, 202: Problem, **OF_A_CHANGE}, summary="What if")
@for_roles(*TRIERS)
def what_if(request: Request, number: Number, tried: Changes) -> Answer:
    """Try changes on a finished plan; nothing is recorded. 202: the plan is still being opened, ask again."""
    at = timezone.now()
    row = finished_plan_of(request.acting, at, number)
    if not may_try(request.acting):
        raise Http404
    reading = reading_of(row)
    try:
        trials = trials_of(tried.changes, reading)
        place = opened_now(source_of(row), SECONDS_TO_OPEN)
        if place.refused:
            raise HttpError(409, "\n".join(place.refused))
        if place.opened is None:
            return Status(202, {"detail": "The plan is being opened; ask again in some seconds."})
        found = answered(place.opened, trials, reading)
    except WrongChangeError as error:
        raise wrong_values({"changes": [str(error)]}) from None
    return {**_followed(found), "draft": draft_of(row, request.acting, at)}


@router.get("/compare", response={200: Beside, **OF_ONE}, summary="Plans side by side")
@for_roles(*READS)
def compare(request: Request, wanted: Query[PlansWanted]) -> Answer:
    """Two to four finished plans of one cycle; 404 where fewer of them are in scope."""
    at = timezone.now()
    plans = plans_beside(request.acting, at, wanted.plans)
    if len(plans) < 2 or not sees_whole(request.acting):
        raise Http404
    found = compared(plans[0].scenario.cycle_id, plans)
    people = part_of(found.people, wanted)
    drafts = [draft for row in plans if (draft := draft_of(row, request.acting, at))]
    return {
        "plans": plans, "count": people["count"], "draft": drafts[0] if drafts else None,
        "people": [{**row, "seats": _each(row, "seat", plans)} for row in people["items"]],
        "units": [{**row, "short": _each(row, "short", plans)} for row in found.units.to_dicts()],
    }  # fmt: skip


def _each(row: dict[str, Any], name: str, plans: list[Any]) -> list[Any]:
    return [row[f"{name}_{place}"] for place in range(len(plans))]


def _followed(found: Answered) -> dict[str, Any]:
    answer = found.answer
    return {
        "before": answer.before, "after": answer.after, "shifts": answer.shifts, "posts": answer.posts,
        "clashes": [{"decisions": decisions, "why": why} for decisions, why in found.clashes],
    }  # fmt: skip
