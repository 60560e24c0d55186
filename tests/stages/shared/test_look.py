"""The look: colours that can be read, templates without scripts or styles of their own, charts with a table behind."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

import penata_web
from penata_web.shared.charts import Chart, Dot, Link, Series
from penata_web.shared.gallery import Sample, gallery
from penata_web.shared.icons import ICONS
from penata_web.shared.maps import Flow, Map, Point

WEB = Path(penata_web.__file__).parent
TOKENS = (WEB / "shared/static/shared/tokens.css").read_text("utf-8")
COLOURS = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}, #\w{6})\);", TOKENS))
TEMPLATES = sorted(WEB.rglob("templates/**/*.html"))

TEXT = [
    *((ink, ground) for ink in ("ink", "muted", "accent") for ground in ("paper", "ground", "sunk", "hover", "raised")),
    ("on-accent", "accent"), ("on-accent", "accent-strong"), ("accent-strong", "accent-pale"), ("ink", "accent-pale"),
    *((tone, ground) for tone in ("stop", "warn", "good") for ground in ("paper", f"{tone}-pale")),
    ("ink", "stop-pale"), ("ink", "warn-pale"), ("ink", "good-pale"), ("ink", "quiet-pale"), ("muted", "quiet-pale"),
    ("short", "paper"), ("over", "paper"), *((f"series-{n}", "paper") for n in range(1, 6)),
]  # fmt: skip
MARKS = [(mark, "paper") for mark in ("short", "over", "before", "edge", "accent")]


def contrast(pair: tuple[str, str], theme: int) -> float:
    """Contrast of two colours as WCAG counts it; theme 0 is light, 1 dark."""

    def luminance(name: str) -> float:
        code = COLOURS[name].split(", ")[theme]
        parts = [int(code[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted(luminance(name) for name in pair)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (MARKS, 3.0)], ids=["text", "marks"])
def test_colours_stand_out_from_what_they_are_on(pairs, least, theme) -> None:
    assert {pair: round(found, 2) for pair in pairs if (found := contrast(pair, theme)) < least} == {}


def test_colours_are_named_in_the_tokens_alone() -> None:
    sheets = [path for path in WEB.rglob("static/**/*.css") if path.name != "tokens.css"]
    colour = re.compile(r"#[0-9a-fA-F]{3,8}\b(?!-)|\b(?:rgb|hsl)a?\((?!10 16 20)")
    assert {path.name: found for path in sheets if (found := colour.findall(_declared(path)))} == {}


def _declared(path: Path) -> str:
    """What stands between braces: selectors may hold a #. Paper has no themes: it may name its ink."""
    screen = re.sub(r"@media print\s*\{(?:[^{}]|\{[^{}]*\})*\}", "", path.read_text("utf-8"))
    return " ".join(re.findall(r"\{([^{}]*)\}", screen))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_template_holds_no_script_or_style_of_its_own(path) -> None:
    source = path.read_text("utf-8")
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on|<script(?![^>]*(?:src=|json))", source) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_template_names_icons_that_exist(path) -> None:
    named = re.findall(r"""{% icon(?:_of)? "(\w+)" | icon="(\w+)\"""", path.read_text("utf-8"))
    assert {first or second for first, second in named} - ICONS.keys() == set()


CHARTS = {
    "bars": (
        Chart(kind="bars", title="B", unit="orang", x=("a", "b"), series=(Series("Kini", (1, None), ("/a", "")),)),
        ["", "Kini (orang)"],
        [[("a", ""), ("1", "/a")], [("b", ""), ("–", "")]],
    ),
    "diverging": (
        Chart(kind="diverging", title="D", x=("a", "b"), series=(Series("Selisih", (-1234.5, 3)),)),
        ["", "Selisih"],
        [[("a", ""), ("−1.234,5", "")], [("b", ""), ("+3", "")]],
    ),
    "heat": (
        Chart(kind="heat", title="H", x=("x", "y"), series=(Series("baris", (0, 2), ("/0", "/2")),)),
        ["", "x", "y"],
        [[("baris", ""), ("0", "/0"), ("2", "/2")]],
    ),
    "frontier": (
        Chart(kind="frontier", title="F", x_name="pindah", y_name="sisa", dots=(Dot("Draf", 1, 2, "/d", True),)),
        ["Nama", "pindah", "sisa"],
        [[("Draf", "/d"), ("1", ""), ("2", "")]],
    ),
    "flow": (
        Chart(kind="flow", title="A", unit="orang", links=(Link("Hilir", "Hulu", 31, "/1"),)),
        ["Dari", "Ke", "orang"],
        [[("Hilir", "/1"), ("Hulu", ""), ("31", "")]],
    ),
}


@pytest.mark.parametrize("kind", CHARTS)
def test_chart_has_its_numbers_in_a_table(kind) -> None:
    chart, head, cells = CHARTS[kind]
    assert (chart.head, chart.cells) == (head, cells)
    assert chart.rows == [[text for text, _url in row] for row in cells]


def test_chart_in_a_page_carries_its_data_and_its_table() -> None:
    page = _rendered('{% load penata %}{% chart "kurang" data %}', data=CHARTS["diverging"][0])
    data = json.loads(re.search(r'<script id="kurang-data"[^>]*>(.*?)</script>', page).group(1))
    assert (data["kind"], data["series"][0]["values"]) == ("diverging", [-1234.5, 3])
    assert re.findall(r"<td[^>]*>([^<]*)</td>", page) == ["", "−1.234,5", "+3"]


def test_chart_without_numbers_says_so_and_draws_nothing() -> None:
    page = _rendered(
        '{% load penata %}{% chart "k" data %}',
        data=Chart(kind="bars", title="Kosong", x=("a",), series=(Series("", (None,)),)),
    )
    assert "Belum ada angka untuk digambar." in page
    assert "<script" not in page


def test_map_lists_every_place_and_flow_beside_it() -> None:
    data = Map(
        title="Peta", unit="orang", flows=(Flow("Hilir", "Hulu", 1031),),
        points=(Point("Hulu", -1.5, 112.0, -61.0, url="/hulu"), Point("Tanpa", 0, 112, None)),
    )  # fmt: skip
    page = _rendered('{% load penata %}{% map "peta" data %}', data=data)
    listed = " ".join(re.sub(r"<[^>]+>", " ", page[page.index("<ol") : page.index("</ol>")]).split())
    assert listed == "Hulu −61 orang Tanpa – orang Hilir → Hulu 1.031 orang"
    assert 'href="/hulu"' in page


def test_table_says_how_it_is_sorted_and_labels_its_cells() -> None:
    row = {
        "cells": [_cell("name", "Nama", "person", "Yuni"), _cell("state", "Syarat", "status", "TMS", "stop")],
        "url": "/1",
        "tone": "",
    }
    page = render_to_string("shared/listing.html", {"table": Sample("pegawai", "Pegawai", [row])})
    assert re.findall(r'data-column="(\w+)" aria-sort="(\w+)"', page) == [("name", "ascending")]
    assert 'data-label="Syarat"><span class="badge stop"><svg' in page
    assert '<a href="/1">Yuni</a>' in page


def test_search_of_a_table_begins_without_the_page_and_filters_of_before() -> None:
    request = RequestFactory().get("/data/?pegawai-hal=3&cari=si")
    page = render_to_string("shared/listing.html", {"table": Sample("pegawai", "Pegawai", [], query="si")}, request)
    assert re.findall(r'hx-get="([^"]*)" hx-trigger="change', page) == ["/data/"]


def test_empty_table_says_what_to_do_first() -> None:
    page = render_to_string("shared/listing.html", {"table": Sample("kosong", "Formasi")})
    assert "Daftar ini diisi dari ekspor SIASN." in page
    assert '<a class="button primary" href="?">Impor data</a>' in page
    assert "<table" not in page


def test_numbers_are_written_as_people_here_write_them() -> None:
    numbers = (
        "{{ 1234.5|number }} {{ none|number }} {{ minus|signed }} {{ 3|signed }} {{ 0|signed }} {{ 0.125|percent }}"
    )
    source = "{% load penata %}" + numbers
    assert _rendered(source, none=None, minus=-2) == "1.234,5 – −2 +3 0 12,5 %"
    with override("en"):
        assert _rendered(source, none=None, minus=-2) == "1,234.5 – −2 +3 0 12.5 %"


class _Ids(HTMLParser):
    """Collects ids, and what labels and descriptions point at."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.pointed: set[str] = set()

    def handle_starttag(self, tag, attrs) -> None:
        named = dict(attrs)
        self.ids += [named["id"]] if "id" in named else []
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            self.pointed |= set((named.get(name) or "").split())


def test_gallery_points_at_ids_that_exist_once() -> None:
    request = RequestFactory().get("/galeri/?sunyi")
    request.user, request.session = AnonymousUser(), {}
    found = _Ids()
    found.feed(gallery(request).content.decode())
    assert sorted({name for name in found.ids if found.ids.count(name) > 1}) == []
    assert sorted(found.pointed - set(found.ids)) == []


def _cell(name: str, label: str, kind: str, text: str, tone: str = "") -> dict:
    return {"column": {"name": name, "label": label, "kind": kind}, "text": text, "url": "", "tone": tone}


def _rendered(source: str, **context) -> str:
    return engines["django"].from_string(source).render(context)
