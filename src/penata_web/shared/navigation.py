"""The navigation, in the order of the data's road; a role sees the doors that open for it."""

from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Final

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from penata_web.shared.acting import NOBODY
from penata_web.shared.enums import Role

R: Final = Role
VERSION: Final = version("penata")
OFFICE: Final = frozenset({R.ANALYST, R.COMMITTEE, R.DECIDER, R.AUDITOR, R.ADMIN})


@dataclass(frozen=True, slots=True)
class Door:
    """One entry: words, address, sign, and for whom."""

    label: Any
    name: str
    icon: str
    roles: frozenset[Role]


DOORS: Final = (
    Door(_("Beranda"), "home", "home", frozenset(R)),
    Door(_("Data"), "registry:home", "people", OFFICE | {R.UNIT_HEAD, R.EMPLOYEE}),
    Door(_("Kebutuhan"), "needs:home", "gauge", OFFICE | {R.UNIT_HEAD}),
    Door(_("Aturan"), "eligibility:home", "scales", frozenset(R)),
    Door(_("Rencana"), "planning:home", "route", OFFICE | {R.UNIT_HEAD}),
    Door(_("Jejak audit"), "acts", "seal", frozenset({R.AUDITOR, R.ADMIN})),
    Door(_("Akun"), "accounts", "key", frozenset({R.ADMIN})),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: the doors, and who acts."""
    acting = getattr(request, "acting", NOBODY)
    found = []
    for door in DOORS:
        if acting.role not in door.roles:
            continue
        try:
            url = reverse(door.name)
        except NoReverseMatch:
            continue
        current = request.path == url or (url != "/" and request.path.startswith(url))
        found.append({"label": door.label, "url": url, "icon": door.icon, "current": current})
    return {"navigation": found, "acting": acting, "version": VERSION}
