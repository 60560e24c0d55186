"""laporan.html in a real browser: no sideways scrolling, enough contrast, a filter that filters, paper."""

import re
from itertools import pairwise

import pytest
from finished_plans import written_page
from told_regency import POLICY, told_regency

from penata.report import write_plan

pytestmark = pytest.mark.browser
WIDTHS = (1440, 1024, 390)
LONG = "Prof. Dr. dr. R.Aj. Hj. Siti Nurhaliza-Kusumaningratwidyaningtyasprabaswari, Sp.PD-KGEH., M.Kes. / "

CONTRAST = """
() => {
  const luminance = ([r, g, b]) => {
    const part = (v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const colour = (text) => text.match(/[\\d.]+/g).map(Number);
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const found = colour(getComputedStyle(at).backgroundColor);
      if (found.length < 4 || found[3] === 1) return found;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const node of document.querySelectorAll("body *:not(svg):not(svg *):not(script):not(option)")) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
    if (!own || !node.checkVisibility()) continue;
    const pair = [luminance(colour(getComputedStyle(node).color)), luminance(ground(node))].sort((a, b) => b - a);
    const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
    if (ratio < 4.5) poor.push(`${node.tagName}.${node.className}: ${ratio.toFixed(2)}`);
  }
  return [...new Set(poor)];
}
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, str]:
    """Addresses of two reports: one with moves, one without."""
    kinds = {
        "full": {"schools": 40},
        "empty": {"schools": 3, "coordinates": False, "balanced": True},
        "long": {"schools": 12, "prefix": LONG},
    }
    dataset, made, told = told_regency()
    folder = write_plan(made, dataset, made.facts, POLICY, tmp_path_factory.mktemp("told") / "a", told=told)
    written = {name: written_page(tmp_path_factory.mktemp(name), **kind) for name, kind in kinds.items()}
    return {**written, "told": (folder / "laporan.html").as_uri()}


def _open(browser, address: str, width: int = 1440, scheme: str = "light", **more):
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, **more)
    page.goto(address)
    return page


@pytest.mark.parametrize("name", ["full", "empty", "long", "told"])
@pytest.mark.parametrize("width", WIDTHS)
def test_page_never_scrolls_sideways(browser, pages, name, width):
    page = _open(browser, pages[name], width)
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["full", "empty", "told"])
def test_text_has_enough_contrast(browser, pages, name, scheme):
    page = _open(browser, pages[name], scheme=scheme)
    assert page.evaluate(CONTRAST) == []
    page.close()


def test_page_asks_for_nothing_and_says_no_error(browser, pages):
    page = browser.new_page()
    asked, errors = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(pages["full"])
    assert asked == [pages["full"]]
    assert errors == []
    page.close()


def test_filter_leaves_what_was_asked_for(browser, pages):
    page = _open(browser, pages["full"])
    names = page.locator("#daftar .moves tbody tr:visible th")
    everybody = names.count()
    page.get_by_label("Saring daftar").fill("yohanes")
    shown = names.all_inner_texts()
    assert 0 < len(shown) < everybody
    assert [text for text in shown if "Yohanes" not in text] == []
    assert page.locator("#daftar-jumlah").inner_text() == f"{len(shown)} orang"
    page.close()


def test_answers_are_sifted_by_choice_with_the_keyboard(browser, pages):
    page = _open(browser, pages["told"], 390)
    page.get_by_label("Jawaban", exact=True).select_option("GRANTED")
    shown = page.locator("#aspirasi .answers tbody tr:visible")
    assert shown.count() > 0
    assert set(shown.evaluate_all("rows => rows.map((row) => row.dataset.answer)")) == {"GRANTED"}
    assert page.locator("#aspirasi-jumlah").inner_text() == f"{shown.count()} aspirasi"
    page.close()


def test_reasons_of_a_move_open_with_the_keyboard(browser, pages):
    page = _open(browser, pages["told"])
    first = page.locator("#daftar details.why").first
    assert not first.locator("p").first.is_visible()
    first.locator("summary").focus()
    page.keyboard.press("Enter")
    assert first.locator("p").first.inner_text().startswith("Kebutuhan:")
    page.close()


def test_page_reads_without_script(browser, pages):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(pages["full"])
    assert page.locator("#daftar .moves tbody tr").first.is_visible()
    assert not page.get_by_label("Saring daftar").is_visible()
    context.close()


def test_keyboard_reaches_the_content_first(browser, pages):
    page = _open(browser, pages["full"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Langsung ke isi"
    page.close()


def test_headings_go_down_one_step_at_a_time(browser, pages):
    page = _open(browser, pages["full"])
    levels = page.locator("h1, h2, h3").evaluate_all("nodes => nodes.map((node) => Number(node.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert max(b - a for a, b in pairwise(levels)) <= 1
    page.close()


def test_labels_of_the_map_lie_inside_it(browser, pages):
    page = _open(browser, pages["full"], 390)
    outside = page.locator("svg.map").evaluate_all(
        """maps => maps.flatMap((map) => {
             const frame = map.getBoundingClientRect();
             return [...map.querySelectorAll("text")].filter((text) => {
               const box = text.getBoundingClientRect();
               return box.left < frame.left - 1 || box.right > frame.right + 1;
             }).map((text) => text.textContent);
           })"""
    )
    assert page.locator("svg.map").count() == 2
    assert outside == []
    page.close()


def test_page_prints_on_a4(browser, pages):
    page = _open(browser, pages["full"])
    paper = page.pdf(prefer_css_page_size=True)
    sizes = {tuple(round(float(n)) for n in found) for found in
             re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)}  # fmt: skip
    assert sizes == {(595, 842)}
    page.close()
