"""The audit in words: what is told, what is protected, and that a page says nothing of personal conditions."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from finished_plans import Case
from openpyxl import load_workbook

from penata.fairness import LOOKS, Audit
from penata.report.fairness import HIDDEN, QUESTION, conclusion, fairness_view, told_looks, unknown_words, write_audit
from penata.report.story import story_of

SHOWN = {
    "share": True, "outcome": True, "shown": True, "people": 200, "value": 0.081, "rest": 0.079, "difference": 0.002,
    "low": -0.03, "high": 0.04, "effect": 1.02, "p": 0.8, "p_holm": 1.0, "like_difference": -0.0004, "like_low": -0.02,
    "like_high": 0.02, "like_effect": 0.99, "like_p": 0.9, "like_p_holm": 1.0, "question": False,
}  # fmt: skip
LOOKED = [
    {"dimension": "sex", "group": "F", "measure": "unasked", **SHOWN},
    {"dimension": "age", "group": "<35", "measure": "allowance", **SHOWN, "share": False, "value": 150_000.4,
     "difference": 20_000.0, "question": True, "like_p_holm": 0.01},
    {"dimension": "disability", "group": "with", "measure": "moved", **dict.fromkeys(SHOWN), "share": True,
     "outcome": True, "shown": False, "question": False},
    {"dimension": "disability", "group": "with", "measure": "selection", **SHOWN, "share": False, "question": True},
    {"dimension": "work_district", "group": "D1", "measure": "moved", **SHOWN},
]  # fmt: skip
FOUND = Audit(pl.DataFrame(LOOKED, schema=LOOKS), 12, 400, {"sex": 0, "age": 2, "disability": 0, "home_district": 30})


@pytest.fixture
def told(case: Case) -> pl.DataFrame:
    return told_looks(FOUND, case.dataset)


def test_figures_are_told_in_indonesian(told: pl.DataFrame) -> None:
    words = told.select("group_text", "measure_text", "value_text", "difference_text", "like_text", "interval_text")
    assert words.row(0) == (
        "perempuan",
        "dipindahkan tanpa diminta",
        "8,1%",
        "+0,2 poin",
        "0,0 poin",
        "−3,0 sampai 4,0",
    )
    assert words.row(1)[1:4] == ("perubahan tunjangan (Rp/bulan)", "150.000", "+20.000")
    assert words.row(4)[0] == "Kota Tengah"


def test_protected_row_has_no_figure(told: pl.DataFrame) -> None:
    row = told.row(2, named=True)
    assert row["verdict"] == HIDDEN
    assert {name for name, value in row.items() if value is not None} == {
        "dimension", "group", "measure", "dimension_text", "group_text", "measure_text", "base_text", "verdict",
    }  # fmt: skip


def test_conclusion_counts_questions_by_dimension() -> None:
    assert conclusion(FOUND) == "Dari 12 perbandingan, 2 baris patut ditanyakan (usia 1, disabilitas 1)."
    quiet = replace(FOUND, looks=FOUND.looks.with_columns(question=pl.lit(value=False)))
    assert conclusion(quiet).startswith("Dari 12 perbandingan tidak ada yang menonjol")


def test_people_whose_group_is_not_known_are_told() -> None:
    assert unknown_words(FOUND) == [
        "Usia: 2 orang tidak diketahui kelompoknya, maka tidak dibandingkan.",
        "Kecamatan rumah: 30 orang tidak diketahui kelompoknya, maka tidak dibandingkan.",
    ]


def test_page_compares_by_sex_and_age_alone(case: Case) -> None:
    seen = story_of(case.plan, case.dataset, case.facts, case.policy).fairness
    assert {row["dimension"] for row in seen["rows"]} == {"sex"}  # everybody in this case was born in one year
    assert "disabilitas" not in str(seen).lower()


def test_view_puts_the_surest_question_first(case: Case) -> None:
    view = fairness_view(FOUND, case.dataset)
    assert [(row["group"], row["measure"]) for row in view["questions"]] == [
        ("<35", "allowance"),
        ("with", "selection"),
    ]
    assert [row["group"] for row in view["rows"]] == ["F", "<35", "with", "D1"]


def test_workbook_shows_questions_first_and_everything_after(case: Case, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_audit(FOUND, case.dataset, case.policy, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    book = load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["Patut ditanyakan", "Semua perbandingan"]
    verdicts = (QUESTION, HIDDEN, "tidak menonjol")
    counts = [sum(row[11] in verdicts for row in sheet.iter_rows(values_only=True)) for sheet in book]
    assert counts == [2, 5]
