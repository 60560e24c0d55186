"""What if."""

from django.http import HttpResponse

from penata_web.planning.queries.plans import TRIERS
from penata_web.planning.views.plans import opened
from penata_web.shared import gate
from penata_web.shared.acting import Request
from penata_web.shared.pages import page


@gate.entry(*TRIERS)
def whatif(request: Request, pk: int) -> HttpResponse:
    """What if somebody stays, goes, retires, or a post needs more."""
    shown = opened(request, pk, "")
    return page(request, "planning/plan_moves.html", shown.context)
