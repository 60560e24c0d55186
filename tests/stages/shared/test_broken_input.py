"""What nobody types on purpose: null characters, numbers that are none, unknown filters, formulas in names."""

import datetime as dt
import io

import openpyxl
import polars as pl
import pytest
from django.test import RequestFactory
from django.urls import reverse

from penata_web.registry.models import PersonLine
from penata_web.shared.listing import Column, Listing

pytestmark = pytest.mark.django_db


def test_null_character_is_refused_wherever_it_stands(enter, cast) -> None:
    client, people = enter("analyst"), reverse("registry:persons")
    assert client.get(people, {"pegawai-cari": "a\0b"}).status_code == 400
    assert client.get(people, {"pegawai-ra\0nk": "III/a"}).status_code == 400
    assert client.get(f"{people}\0/").status_code == 400
    assert client.post(reverse("capacity"), {"capacity": "1\0"}).status_code == 400
    assert enter("employee").get(people, {"q": "\0"}).status_code == 400


@pytest.mark.parametrize("typed", ["²", "-1", "0", "9" * 5000, "1.5", "x"])
def test_number_of_a_page_that_is_none_shows_a_page_that_is_there(enter, typed: str) -> None:
    answer = enter("analyst").get(reverse("registry:persons"), {"pegawai-hal": typed})
    assert answer.context["table"].first == 1


@pytest.mark.parametrize("typed", ["abc", "99999", "-1", "²"])
def test_value_that_no_filter_offers_matches_nothing(enter, typed: str) -> None:
    answer = enter("analyst").get(reverse("registry:persons"), {"pegawai-leaves_on__year": typed})
    assert answer.context["table"].total == 0


def test_sorting_by_what_is_no_column_is_the_usual_order(enter) -> None:
    table = enter("analyst").get(reverse("registry:persons"), {"pegawai-urut": "-path"}).context["table"]
    assert [head["name"] for head in table.columns if head["sorted"]] == ["name"]


def test_file_holds_formulas_as_text_and_numbers_as_numbers() -> None:
    odd = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "{=1}", "http://x"]
    rows = pl.DataFrame({
        "name": odd, "far": [0.1 + 0.2, *[float("nan")] * 6], "nip": [10**17, *range(6)],
        "day": [dt.date(1850, 1, 1), *[dt.date(2026, 6, 30)] * 6],
    })  # fmt: skip
    columns = tuple(Column(name, name) for name in rows.columns)
    request = RequestFactory().get("/", {"t-berkas": "xlsx"})
    file = Listing(request, id="t", title="=T", rows_of=rows, columns_of=columns).as_file()
    sheet = openpyxl.load_workbook(io.BytesIO(file.content)).worksheets[0]
    cells = list(sheet.iter_rows(min_row=2))
    assert [row[0].value for row in cells] == odd
    assert {row[0].data_type for row in cells} <= {"s", "inlineStr"}
    assert not any(row[0].hyperlink for row in cells)
    assert (cells[0][1].value, cells[1][1].value) == (pytest.approx(0.3), None)
    assert (cells[0][2].value, cells[1][2].value) == (str(10**17), 0)
    assert (cells[0][3].value, cells[1][3].value.date()) == ("1850-01-01", dt.date(2026, 6, 30))


def test_markup_in_a_name_is_shown_as_text(enter, cast) -> None:
    name = '<script>alert(1)</script><img src=x onerror="alert(1)">'
    PersonLine.objects.filter(employee_id=cast.employee_id).update(name=name)
    client = enter("analyst")
    for address in (
        reverse("registry:persons") + "?pegawai-cari=script", reverse("registry:person", args=[cast.employee_id]),
        reverse("search") + f"?q={cast.employee_id}",
    ):  # fmt: skip
        text = client.get(address).content.decode()
        assert "&lt;script&gt;alert(1)" in text, address
        assert "<script>alert" not in text
        assert "<img src=x" not in text
