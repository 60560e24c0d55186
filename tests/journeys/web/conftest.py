"""Somebody at the browser, for journeys: logs in, and the pages complain of nothing on the way."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page

from penata_web.shared.models import Account


@pytest.fixture
def sit_down(live_server, page: Page) -> Callable[[str], Page]:
    """``sit_down("analyst")``: the browser, as one of the cast; whoever sat there before is gone."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.set_default_timeout(30_000)

    def as_one(name: str) -> Page:
        client = Client()
        client.force_login(Account.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")
        page.context.clear_cookies()
        value = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
        page.goto(live_server.url)
        return page

    yield as_one
    assert faults == []
