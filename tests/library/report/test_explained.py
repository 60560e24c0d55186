"""What a told plan adds to the page and the workbook: reasons, answers, vacancies and prices, and no name too many."""

import openpyxl
import pytest
from told_regency import POLICY, told_regency

from penata.report.page import page_of
from penata.report.reasons import signed_text
from penata.report.story import story_of
from penata.report.workbook import SHEETS, TOLD_SHEETS, write_workbook


@pytest.fixture(scope="module")
def story():
    """The story of the small regency with everything told."""
    dataset, made, told = told_regency()
    return story_of(made, dataset, made.facts, POLICY, told)


@pytest.fixture(scope="module")
def book(story, tmp_path_factory):
    """Its workbook, read back."""
    path = tmp_path_factory.mktemp("book") / "x.xlsx"
    write_workbook(story, path)
    return openpyxl.load_workbook(path)


def test_every_listed_move_has_need_points_and_chain(story):
    reasons = story.explained.reasons
    assert reasons["employee_id"].to_list() == story.people["employee_id"].to_list()
    assert reasons.select("need_line", "points_line", "chain_line", "rivals_line").null_count().row(0) == (0, 0, 0, 0)


def test_points_line_ends_with_the_sum_of_the_move(story):
    told = story.explained.reasons.select("points_line", "gain", signed_text("gain").alias("sum"))
    wrong = [row for row in told.iter_rows() if not row[0].endswith(f"= {row[2]}") and row[:2] != ("0", 0)]
    assert wrong == []


def test_counts_of_answers_add_up_to_all_wishes(story):
    told = told_regency()[2]
    assert sum(one.count for one in story.explained.counts) == told.wishes.height == story.explained.answers.height
    assert story.explained.answers.select("answer", "wished", "words").null_count().row(0) == (0, 0, 0)


def test_parts_on_the_page_add_up_to_the_gain_of_the_moves(story):
    assert sum(part["points"] for part in story.explained.limits.parts) == story.plan.moves["gain"].sum()


def test_newcomers_on_the_page_reduce_the_shortage(story):
    assert [row for row in story.explained.limits.hires if row["weight"] <= 0] == []


def test_page_tells_the_new_sections_and_stays_as_it_was_without(story):
    html = page_of(story)
    for part in ('<section id="aspirasi">', '<section id="harga">', "Rincian"):
        assert part in html
    dataset, made, _ = told_regency()
    bare = page_of(story_of(made, dataset, made.facts, POLICY))
    for part in ('<section id="aspirasi">', '<section id="harga">', "Rincian<"):
        assert part not in bare
    assert html == page_of(story)


def test_sheet_of_answers_holds_every_wish_and_is_frozen(book, story):
    sheet = book[TOLD_SHEETS[0]]
    rows = list(sheet.iter_rows(values_only=True))
    head = next(number for number, row in enumerate(rows) if row[0] == "Nama")
    assert len(rows) - head - 1 == story.explained.answers.height
    assert sheet.freeze_panes == f"A{head + 2}"
    assert sheet.print_area.endswith(f"$I${len(rows)}")


def test_sheet_of_other_choices_names_each_mover_at_most_twice(book):
    rows = list(book[TOLD_SHEETS[1]].iter_rows(values_only=True))
    head = next(number for number, row in enumerate(rows) if row[0] == "Nama")
    places = [(row[1], row[5]) for row in rows[head + 1 :]]
    assert len(places) == len(set(places))
    assert {place for _, place in places} <= {2, 3}


def test_printed_columns_of_the_list_of_moves_are_the_same_as_without(book):
    assert book.sheetnames == [*SHEETS[:5], *TOLD_SHEETS, *SHEETS[5:]]
    assert book["Perpindahan"].print_area.split(":")[1].startswith("$H$")
