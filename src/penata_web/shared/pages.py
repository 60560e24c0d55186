"""How a view answers: a page, or a word to the reader and on to the next page."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from penata_web.shared.acting import Request


def page(
    request: Request, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """A page from its template. HTMX asks for the same page and takes its part by ``hx-select``."""
    return render(request, template, dict(context or {}), status=status)


def onward(request: Request, name: str, *args: object, said: str = "") -> HttpResponseRedirect:
    """To the page of this name, with a word about what was done."""
    if said:
        messages.success(request, said)
    return HttpResponseRedirect(reverse(name, args=args))
