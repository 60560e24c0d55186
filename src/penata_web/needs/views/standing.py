"""What every page of this stage stands on: the newest reading as it is seen here, and the way between pages."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from penata_web.needs.frames.readings import Seen, seen
from penata_web.needs.models import Reading
from penata_web.needs.permissions import READING_STARTERS
from penata_web.needs.queries import Scope, data_day, is_stale, job_under_way, latest_reading, scope_of
from penata_web.shared.acting import Request
from penata_web.shared.pages import page


@dataclass(frozen=True, slots=True)
class Standing:
    """The newest reading, the part of it that is seen, and the words that stand on each page about it."""

    reading: Reading
    scope: Scope
    seen: Seen
    context: dict[str, Any]


def standing(request: Request, current: str) -> Standing | None:
    """The standing of a page; None before the first reading."""
    reading = latest_reading()
    if reading is None:
        return None
    scope = scope_of(request.acting)
    context = {
        **around(request, current),
        "reading": reading,
        "scope": scope,
        "is_stale": is_stale(reading),
        "job": job_under_way(),
    }
    return Standing(reading, scope, seen(reading, scope), context)


def around(request: Request, current: str) -> dict[str, Any]:
    """The pages of this stage as tabs, and whether the reader may have the registry read again."""
    return {
        "tabs": [(label, reverse(f"needs:{name}"), name == current) for name, label in _pages()],
        "tabs_label": _("Kebutuhan"),
        "may_read": request.acting.has(*READING_STARTERS),
    }


def before_the_first(request: Request, current: str) -> HttpResponse:
    """The page before anything was read: why it is empty and what to do first."""
    context = around(request, current)
    return page(request, "needs/empty.html", {**context, "job": job_under_way(), "data_day": data_day()})


def _pages() -> tuple[tuple[str, str], ...]:
    return (
        ("home", _("Ringkasan")),
        ("shortages", _("Kekurangan")),
        ("heat", _("Unit × rumpun")),
        ("map", _("Peta")),
        ("projection", _("Lima tahun")),
        ("surge", _("Lonjakan")),
        ("sheets", _("Lembar ABK")),
        ("counts", _("Norma")),
    )
