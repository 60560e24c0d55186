"""Every page that can be opened, wide and narrow: nothing bars anybody who may see it, nothing comes from afar."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils import timezone
from own_addresses import arguments, table, url_of_nothing
from playwright.sync_api import BrowserContext
from web_cast import ROLES
from whole_world import World, whole_world

from penata_web.eligibility.operations import rule_sheets
from penata_web.planning.frames.boards import opened_now
from penata_web.planning.frames.plans import source_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ONLY_POSTED = 405
FILES = {"planning:plan-file", "planning:review-file", "registry:import-refused-file", "needs:shapes-file"}
# Who opens a page if the table leaves the choice; the rest are opened by the first of these who may.
WHO = ("analyst", "admin", "committee", "decider", "employee", "auditor", "head")
OWN = {"planning:freeze": "committee", "registry:person-word": "employee", "planning:vacancy": "committee"}


def who_opens(address: str, roles: str) -> str:
    """A name of the cast for whom the door of an address opens."""
    if address in OWN:
        return OWN[address]
    return next(name for name in WHO if roles in {"*", "all"} or ROLES[name] in roles.split())


def pages_of(world: World) -> Iterator[tuple[str, str, str]]:
    """Address, url and opener of every page that answers to GET."""
    clients: dict[str, Client] = {}
    for address, roles in table().items():
        if address in FILES:
            continue
        name = who_opens(address, roles)
        if name not in clients:
            clients[name] = logged_in(name)
        if clients[name].head(url_of_nothing(address)).status_code != ONLY_POSTED:
            yield address, world.url(address, arguments(address)), name


def logged_in(name: str) -> Client:
    """Somebody's client."""
    from penata_web.shared.models import Account  # noqa: PLC0415 - after Django is set up

    client = Client()
    client.force_login(Account.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")
    return client


class Walk:
    """One browser that goes from page to page and keeps what is wrong."""

    def __init__(self, context: BrowserContext, host: str) -> None:
        """With ears for what the browser says."""
        self.context, self.host, self.faults = context, host, []
        self.page, self.axe, self.here = context.new_page(), Axe(), ""
        self.page.on("console", lambda said: said.type == "error" and self.faults.append((self.here, said.text)))
        self.page.on("pageerror", lambda error: self.faults.append((self.here, str(error))))
        self.page.on("request", self._asked)

    def as_somebody(self, name: str) -> None:
        """Go on as one of the cast."""
        self.context.clear_cookies()
        value = logged_in(name).cookies["sessionid"].value
        self.context.add_cookies([{"name": "sessionid", "value": value, "url": self.host}])

    def look(self, address: str, url: str, *, ours: bool = True) -> None:
        """Open a page wide, then narrow it; pages of libraries are only to come whole and from here."""
        self.here = address
        self.page.set_viewport_size({"width": 1440, "height": 900})
        answer = self.page.goto(self.host + url)
        if answer is None or answer.status != 200:
            self.faults.append((address, f"{url} answered {answer and answer.status}"))
            return
        if not ours:
            self.page.wait_for_load_state("networkidle")
            return
        self._examine("1440", contrast=True)
        self.page.set_viewport_size({"width": 390, "height": 844})
        width = self.page.evaluate("document.documentElement.scrollWidth")
        if width > 390:
            self.faults.append((address, f"scrolls sideways: {width} of 390"))
        self._examine("390", contrast=False)

    def _examine(self, width: str, *, contrast: bool) -> None:
        """Colours are the same at every width, and what takes the longest: they are looked at once."""
        options = {"resultTypes": ["violations"], "rules": {"color-contrast": {"enabled": contrast}}}
        found = self.axe.run(self.page, options=options).response["violations"]
        for one in found:
            where = "; ".join(str(node["target"][0]) for node in one["nodes"][:2])
            self.faults.append((self.here, f"{width} {one['id']}: {where}"))

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.host, "data:", "blob:")):
            self.faults.append((self.here, f"asked {request.url}"))


def test_every_page_is_open_to_everybody_who_may_see_it(live_server, context: BrowserContext, cast, acting) -> None:
    at = timezone.now()
    world = whole_world(cast, acting, at)
    world.of["rule_id"] = rule_sheets(at.date())[0].id
    opened_now(source_of(world.plan))
    walk = Walk(context, live_server.url)
    pages = sorted(pages_of(world), key=lambda page: page[2])
    assert len(pages) > 60
    before = ""
    for address, url, name in pages:
        if name != before:
            walk.as_somebody(name)
            before = name
        walk.look(address, url)
    walk.context.clear_cookies()
    walk.look("login", "/akun/login/")
    walk.look("docs", "/api/docs", ours=False)
    assert walk.page.locator(".opblock").count() > 30
    assert not walk.faults, "\n".join(f"{address}: {what}" for address, what in dict.fromkeys(walk.faults))
