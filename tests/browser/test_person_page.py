"""The page of one person in a real browser: no sideways scrolling, large enough on paper."""

import re

import polars as pl
import pytest
from told_regency import told_regency

from penata.explain.letters.account import account_of
from penata.explain.letters.facts import LetterFacts, letter_facts
from penata.explain.letters.text import letter_texts
from penata.report.person_page import person_page
from penata.wording import Language

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> list[str]:
    """Addresses of the pages of the planner of Kepahiang in both languages, and of somebody who wished in vain."""
    _, made, told = told_regency()
    facts = letter_facts(made.workings, made, told)
    people = [
        facts.letters.filter(chosen)["employee_id"][0]
        for chosen in (pl.col("unit_to") == "Dinas Pertanian", pl.col("case") == "NOT_GRANTED")
    ]
    folder = tmp_path_factory.mktemp("pages")
    addresses = []
    for nip, language in ((people[0], "id"), (people[0], "en"), (people[1], "id")):
        mine = LetterFacts(facts.letters.filter(employee_id=nip), facts.answers.filter(employee_id=nip), facts.rules)
        account = account_of(made.workings, made, told.moves, mine, nip)
        texts = letter_texts(mine, Language(language), contact="Bidang Mutasi, lantai 2")
        file = folder / f"{nip}-{language}.html"
        file.write_text(person_page(account, texts, Language(language), "Kabupaten Tiruan"), encoding="utf-8")
        addresses.append(file.as_uri())
    return addresses


@pytest.mark.parametrize("width", [1440, 390])
def test_page_never_scrolls_sideways_and_asks_for_nothing(browser, pages, width):
    for address in pages:
        page = browser.new_page(viewport={"width": width, "height": 900})
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert asked == [address]
        page.close()


SMALLEST_PRINTED = """() => Math.min(...[...document.querySelectorAll("p, li, dd, dt, th, td, span")]
  .filter((node) => node.innerText.trim()).map((node) => parseFloat(getComputedStyle(node).fontSize)))"""


def test_page_is_printed_in_ten_points_on_two_sheets_at_most(browser, pages):
    for address in pages:
        page = browser.new_page()
        page.goto(address)
        assert len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(prefer_css_page_size=True))) <= 2
        page.emulate_media(media="print")
        assert round(page.evaluate(SMALLEST_PRINTED) * 72 / 96, 2) >= 10
        page.close()


def test_headings_stand_in_order(browser, pages):
    page = browser.new_page()
    page.goto(pages[0])
    assert page.locator("h1").count() == 1
    assert page.locator("h2").first.inner_text() == "Mengapa tempat itu membutuhkan pegawai"
    assert page.locator("html").get_attribute("lang") == "id"
    page.close()
