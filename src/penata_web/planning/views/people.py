"""One person in a plan."""

from django.http import HttpResponse

from penata_web.planning.queries.plans import READERS
from penata_web.planning.views.plans import opened
from penata_web.shared import gate
from penata_web.shared.acting import Request
from penata_web.shared.pages import page


@gate.entry(*READERS)
def plan_person(request: Request, pk: int, employee_id: str) -> HttpResponse:
    """What the plan does with one person, and why."""
    shown = opened(request, pk, "plan-moves")
    return page(request, "planning/plan_moves.html", {**shown.context, "employee_id": employee_id})
