"""One person in a plan: what happens, when, why there, why not the wish; and the letter."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from penata_web.planning.enums import PlanState
from penata_web.planning.frames.boards import Place, place_of
from penata_web.planning.frames.people import LANGUAGES, InPlan, person_in, told_of_person
from penata_web.planning.frames.plans import reading_of, sight_of, source_of
from penata_web.planning.models import Plan
from penata_web.planning.queries.plans import READERS, is_draft, may_try, plan_of
from penata_web.planning.views.drafts import mark_of
from penata_web.planning.views.plans import GOOD, KINDS
from penata_web.shared import gate
from penata_web.shared.acting import Request
from penata_web.shared.enums import Role
from penata_web.shared.pages import page


@gate.entry(*READERS, Role.EMPLOYEE)
def plan_person(request: Request, pk: int, employee_id: str) -> HttpResponse:
    """What the plan does with one person, and why; an employee sees the own page alone, once the plan is released."""
    plan, person = _found(request, pk, employee_id)
    place = place_of(source_of(plan))
    told = told_of_person(place.opened, employee_id, (get_language() or "id")[:2]) if place.opened else None
    own = request.acting.has(Role.EMPLOYEE)
    context: dict[str, Any] = {
        **_context(request, plan), "person": person, "place": place, "told": told, "own": own, "good": GOOD,
        "kind": KINDS.get(person.move["kind"], "") if person.move else "",
        "may_try": may_try(request.acting), "ladder": _ladder(person),
    }  # fmt: skip
    return page(request, "planning/person.html", context)


@gate.entry(*READERS, Role.EMPLOYEE)
def plan_letter(request: Request, pk: int, employee_id: str, language: str) -> HttpResponse:
    """The personal letter as the library writes it, in one of two languages, ready to be printed."""
    plan, person = _found(request, pk, employee_id)
    if language not in LANGUAGES:
        raise Http404
    place: Place = place_of(source_of(plan))
    told = told_of_person(place.opened, employee_id, language) if place.opened else None
    context = {**_context(request, plan), "person": person, "place": place, "told": told, "language": language}
    return page(request, "planning/person_letter.html", context)


def _found(request: Request, pk: int, employee_id: str) -> tuple[Plan, InPlan]:
    """The plan and the person in it, as far as this capacity sees them (404 otherwise)."""
    at = timezone.now()
    plan = plan_of(request.acting, at, pk)
    if plan.state != PlanState.DONE:
        raise Http404
    own = request.acting.has(Role.EMPLOYEE)
    if own and (employee_id != request.acting.employee_id or is_draft(plan, at)):
        raise Http404
    reading = reading_of(plan)
    person = person_in(reading, sight_of(request.acting, reading), employee_id, own=own)
    if person is None:
        raise Http404
    return plan, person


def _context(request: Request, plan: Plan) -> dict[str, Any]:
    mark = mark_of(plan, request.acting, timezone.now())
    return {"plan": plan, "scenario": plan.scenario, "cycle": plan.scenario.cycle, "mark": mark}


def _ladder(person: InPlan) -> list[dict[str, Any]]:
    """Wishes as rungs: where on a line own points stand, and where those that would have been enough."""
    return [{**wish, "line": _line(wish["points"], wish["points_needed"])} for wish in person.wishes]


def _line(own: int | None, needed: int | None) -> dict[str, int] | None:
    """Places of zero, own points and the cut-off on a line of 100; None where one is not known."""
    if own is None or needed is None:
        return None
    low, high = min(0, own, needed), max(0, own, needed)
    step = 92 / max(1, high - low)
    return {name: round(4 + step * (value - low)) for name, value in (("zero", 0), ("own", own), ("needed", needed))}
