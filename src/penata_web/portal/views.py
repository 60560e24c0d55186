"""The first page, by role."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from penata_web.shared import gate
from penata_web.shared.acting import Request
from penata_web.shared.pages import page


@gate.public
def home(request: Request) -> HttpResponse:
    """Where to go on; whoever is not logged in goes to the door."""
    if request.acting.account is None:
        return HttpResponseRedirect(reverse("account_login"))
    return page(request, "portal/home.html")
