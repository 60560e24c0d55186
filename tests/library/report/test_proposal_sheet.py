"""The sheet Usul I-MUT: each move as the national system asks for it, and empty cells that come back."""

from dataclasses import replace

import openpyxl
import polars as pl
import pytest

from penata.report.proposal_sheet import PROPOSAL_SHEET, proposal_rows
from penata.report.story import story_of
from penata.report.workbook import write_workbook
from penata.vocabulary import ImutStatus, label


@pytest.fixture(scope="module")
def story(case):
    """The story of a plan whose first move says everything, and whose others say nothing of kinds and papers."""
    first = pl.int_range(pl.len()) == 0
    moves = case.plan.moves.with_columns(
        pl.when(first).then(pl.lit("WITHIN_AGENCY")).alias("transfer_kind"),
        pl.when(first).then(pl.lit("55")).alias("imut_kind"),
        pl.when(first).then(pl.lit(["IMUT", "DECREE"])).alias("approval_route"),
        pl.when(first).then(pl.lit(["ANJAB_ABK", "SIP", "IMUT_PERTEK"])).alias("documents"),
    )
    dataset = case.dataset.replace(
        employees=case.dataset["employees"].with_columns(pl.format("PNS-{}", "employee_id").alias("external_id")),
        posts=case.dataset["posts"].with_columns(pl.format("F-{}", "post_id").alias("external_id")),
    )
    facts = replace(
        case.facts,
        persons=case.facts.persons.with_columns(pl.format("PNS-{}", "employee_id").alias("external_id")),
        posts=case.facts.posts.with_columns(pl.format("F-{}", "post_id").alias("external_id")),
    )
    return story_of(replace(case.plan, moves=moves), dataset, facts, case.policy)


@pytest.fixture(scope="module")
def sheet(story, tmp_path_factory):
    """The sheet of that story."""
    path = tmp_path_factory.mktemp("book") / "x.xlsx"
    write_workbook(story, path)
    return openpyxl.load_workbook(path)[PROPOSAL_SHEET]


def test_row_of_a_move_has_code_ids_route_and_papers(story):
    moves = story.plan.moves
    row = proposal_rows(story.people).filter(pl.col("employee_id") == moves["employee_id"][0]).row(0, named=True)
    assert row["imut_label"] == "Khusus Jabatan Guru"
    assert row["transfer_label"] == "mutasi dalam satu instansi"
    assert row["route"].split("\n") == [
        "BKN: pertek atau rekomendasi melalui I-MUT △",
        "PPK instansi penerima: keputusan pengangkatan atau pemindahan dalam jabatan",
    ]
    assert row["papers"] == "anjab dan ABK formasi tujuan; SIP tempat baru △"
    assert [row[f"{side}_external_id"] for side in ("person", "from", "to")] == [
        f"PNS-{moves['employee_id'][0]}", f"F-{moves['from_post_id'][0]}", f"F-{moves['to_post_id'][0]}",
    ]  # fmt: skip
    assert row["reason"]
    assert [row[name] for name in ("status", "pertek_number", "pertek_on", "note")] == [None] * 4


def test_one_row_for_each_move_even_where_a_planner_tells_no_kind(story):
    rows = proposal_rows(story.people)
    assert rows.height == story.plan.moves.height
    assert rows["imut_label"].null_count() == rows.height - 1


def test_status_is_chosen_from_a_list(sheet):
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(place for place, row in enumerate(rows) if row[0] == "NO.")
    column = rows[head].index("Status I-MUT")
    [choices] = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert choices.formula1.strip('"').split(",") == [label(status) for status in ImutStatus]
    letter = openpyxl.utils.get_column_letter(column + 1)
    assert str(choices.sqref) == f"{letter}{head + 2}:{letter}{len(rows)}"
    assert {row[column] for row in rows[head + 1 :]} == {None}


def test_plan_without_moves_says_so(empty_case, tmp_path):
    write_workbook(
        story_of(empty_case.plan, empty_case.dataset, empty_case.facts, empty_case.policy), tmp_path / "x.xlsx"
    )
    said = [row[0].value for row in openpyxl.load_workbook(tmp_path / "x.xlsx")[PROPOSAL_SHEET].iter_rows()]
    assert said[-1] == "Tidak ada perpindahan yang diusulkan."
