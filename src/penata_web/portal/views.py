"""The first page, by role."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from penata_web.portal.queries import own_jobs, steps
from penata_web.shared import gate
from penata_web.shared.acting import Request
from penata_web.shared.pages import page


@gate.public
def home(request: Request) -> HttpResponse:
    """What waits; whoever is not logged in goes to the door, whoever has no role learns whom to ask."""
    if request.acting.account is None:
        return HttpResponseRedirect(reverse("account_login"))
    if request.acting.role is None:
        return HttpResponseRedirect(reverse("capacity"))
    found = steps(request.acting, at=timezone.now(), today=timezone.localdate())
    waiting = sum(step.tone == "warn" for step in found)
    context = {"steps": found, "waiting": waiting, "jobs": own_jobs(request.acting)}
    return page(request, "portal/home.html", context)
