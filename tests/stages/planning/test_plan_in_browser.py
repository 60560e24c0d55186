"""A plan in Chromium: a person is dragged to another post, or sent there by the keyboard; the brief fits two pages."""

import re
from urllib.parse import unquote

import polars as pl
import pytest
from django.test import Client
from planned_cycles import finished_plan, open_cycle, store
from playwright.sync_api import Page, expect
from web_cast import AS_OF

from penata_web.planning.frames.boards import opened_now
from penata_web.planning.frames.folders import plan_table
from penata_web.planning.frames.plans import reading_of, source_of
from penata_web.shared.models import Account

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(live_server, page: Page) -> tuple[Page, str, object]:
    """A page of somebody who may try, the address of the plan's pages, and the plan."""
    account = Account.objects.get(username="analyst")
    plan = finished_plan(open_cycle(account).scenarios.get(), account)
    opened_now(source_of(plan))
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    return page, f"{live_server.url}/rencana/hasil/{plan.pk}", plan


def test_person_is_moved_by_mouse_and_by_keyboard_and_the_brief_fits_two_pages(desk) -> None:
    page, address, plan = desk
    who, home, there = (
        plan_table(store().plan, "moves").filter(pl.len().over("chain_id") > 1).sort("employee_id")
        .select("employee_id", "to_post_id", "from_post_id").row(0)
    )  # fmt: skip
    reading = reading_of(plan)
    units = dict(reading.story.seats.select("post_id", "unit_id").iter_rows())
    name = reading.names[who]

    page.goto(f"{address}/andai/?unit={units[home]}&unit={units[there]}")
    page.locator(f'[data-person="{who}"]').drag_to(page.locator(f'[data-post="{there}"]'))
    expect(page.locator(".head .lead")).to_contain_text(f"{name} pindah ke {reading.places[there]}")
    assert f"ubah=MOVE~{who}~{there}" in unquote(page.url)
    expect(page.locator("#jawaban")).to_contain_text(re.compile(r"dijawab dalam \d"))

    page.goto(f"{address}/andai/?unit={units[home]}&unit={units[there]}")
    page.locator(f'[data-person="{who}"] input').focus()
    page.keyboard.press("Space")
    page.locator(f'[data-post="{there}"] button').focus()
    page.keyboard.press("Enter")
    expect(page.locator(".head .lead")).to_contain_text(f"{name} pindah ke {reading.places[there]}")

    page.goto(f"{address}/andai/?jenis=PIN")
    page.locator("#orang").press_sequentially(who)
    page.locator(f'#pilih-orang input[value="{who}"]').check()
    page.get_by_role("button", name="Coba").click()
    expect(page.locator(".head .lead")).to_contain_text(f"{name} tetap di tempat")

    page.goto(f"{address}/ringkas/")
    expect(page.locator(".brief")).to_contain_text(str(AS_OF.year))
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2
