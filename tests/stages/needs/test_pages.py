"""The pages of need: figures lead to their rows, each sees the own part, a page asks a fixed number of questions."""

import io

import fastexcel
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from penata_web.needs.enums import Direction
from penata_web.needs.frames.gaps import gaps, heat
from penata_web.needs.frames.readings import seen
from penata_web.needs.queries import Scope, scope_of

pytestmark = pytest.mark.django_db

PAGES = ["home", "shortages", "heat", "map", "projection", "leaving", "surge", "counts"]


def rows_of(client, address):
    """The rows of the table that a page exports."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    book = fastexcel.read_excel(io.BytesIO(answer.content).read())
    return book.load_sheet(0).to_polars()


@pytest.mark.parametrize("page", PAGES)
def test_page_opens_for_a_whole_agency_and_for_one_unit(reading, enter, page) -> None:
    for name in ("analyst", "head", "other_head", "auditor"):
        assert enter(name).get(reverse(f"needs:{page}")).status_code == 200, name


def test_figures_of_the_first_page_are_those_of_the_rows_that_they_lead_to(reading, enter) -> None:
    page = enter("analyst").get(reverse("needs:home"))
    for value, _unit, words, url, _tone in page.context["figures"]:
        if "?arah=" not in url or "Terisi" in str(words):
            continue
        rows = rows_of(enter("analyst"), url + "&formasi-berkas=xlsx")
        column = {"kurang": "Kekurangan", "lebih": "Kelebihan"}.get(url.split("arah=")[1].split("&")[0])
        assert value == (rows[column].sum() if column else rows.height), words


def test_list_of_gaps_has_the_posts_of_its_direction(reading, enter) -> None:
    whole = seen(reading, Scope())
    for direction in Direction:
        rows = rows_of(enter("analyst"), f"{reverse('needs:shortages')}?arah={direction}&formasi-berkas=xlsx")
        assert rows.height == gaps(whole, direction).height, direction


def test_bars_lead_to_as_many_names_as_they_show(reading, enter) -> None:
    client = enter("analyst")
    chart = client.get(reverse("needs:projection")).context["leaving"]
    checked = 0
    for series in chart.series:
        for value, url in zip(series.values, series.urls, strict=True):
            if value:
                assert rows_of(client, url + "&berhenti-berkas=xlsx").height == value
                checked += 1
    assert checked > 3


def test_heat_table_adds_up_to_the_families(reading) -> None:
    whole = seen(reading, Scope())
    table = heat(whole, "unit")
    families = dict(whole.overview.families.select("field", "gap").iter_rows())
    assert {field: table.rows[f"g_{field}"].sum() for field in table.fields} == {
        field: families[field] for field in table.fields
    }
    assert table.rows["gap"].sum() == sum(families[field] for field in table.fields)


def test_heat_table_goes_down_from_an_office_to_its_units(reading, enter) -> None:
    page = enter("analyst").get(reverse("needs:heat"))
    urls = [row["cells"][0]["url"] for row in page.context["heat"].table.rows]
    below = enter("analyst").get(urls[0])
    names = [row["cells"][0]["text"] for row in below.context["heat"].table.rows]
    office = page.context["heat"].table.rows[0]["cells"][0]["text"]
    units = seen(reading, Scope()).overview.posts.filter(seen(reading, Scope()).overview.posts["office"] == office)
    assert set(names) == set(units.drop_nulls("need")["unit"])


def test_head_of_a_unit_finds_no_other_unit(reading, enter, cast) -> None:
    assert enter("head").get(reverse("needs:unit", args=[cast.unit_id])).status_code == 200
    assert enter("head").get(reverse("needs:unit", args=[cast.other_unit_id])).status_code == 404
    rows = rows_of(enter("head"), reverse("needs:shortages") + "?arah=semua&formasi-berkas=xlsx")
    assert rows.height == 0 or set(rows["Unit"]) <= set(
        seen(reading, scope_of(enter("head").get("/kebutuhan/").wsgi_request.acting)).overview.units["unit"]
    )


def test_keeper_of_the_system_sees_figures_but_no_names(reading, enter, cast) -> None:
    client = enter("admin")
    chart = client.get(reverse("needs:projection")).context["leaving"]
    assert [list(series.urls) for series in chart.series] == [[], []]
    assert "leaving" not in client.get(reverse("needs:unit", args=[cast.unit_id])).context
    assert "near" not in client.get(reverse("needs:surge") + "?rumpun=GURU&orang=3").context


def test_unknown_choices_in_the_address_are_passed_over(reading, enter) -> None:
    client = enter("analyst")
    for address in ("kekurangan/?arah=x", "rumpun/?baris=x&opd=x", "lima-tahun/?per=x&rumpun=x", "norma/?jenis=x",
                    "lima-tahun/nama/?tahun=9x&bulan=99999999", "kekurangan/?unit=x"):  # fmt: skip
        assert client.get(f"/kebutuhan/{address}").status_code == 200, address


@pytest.mark.parametrize(
    ("address", "count"),
    [("home", 8), ("shortages", 6), ("heat", 6), ("map", 7), ("projection", 6), ("leaving", 6), ("counts", 6)],
)
def test_page_asks_as_many_questions_whatever_it_shows(reading, enter, address, count) -> None:
    for name, more in (("analyst", 0), ("head", 1)):  # the head's unit is looked up
        client = enter(name)
        client.get(reverse(f"needs:{address}"))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse(f"needs:{address}"))
        assert len(asked) == count + more, [one["sql"][:90] for one in asked]
