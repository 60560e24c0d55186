"""A plan that the planner itself made, written: the report reads what the planner hands over."""

import json

import polars as pl
import pytest
from finished_plans import POLICY, school_regency

from penata.planning import plan
from penata.report import write_plan


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The dataset, its plan, and the folder."""
    dataset = school_regency(schools=16)
    made = plan(dataset, POLICY)
    return made, write_plan(made, dataset, made.facts, POLICY, tmp_path_factory.mktemp("planned") / "rencana")


def test_planned_moves_are_written_as_they_are(written):
    made, folder = written
    moves = pl.read_csv(folder / "moves.csv", infer_schema=False)
    assert moves.height == made.result["counts"]["moves"] > 0
    assert moves["employee_id"].to_list() == made.moves["employee_id"].to_list()


def test_planned_moves_are_all_explained(written):
    made, folder = written
    lines = [json.loads(line) for line in (folder / "explanations.jsonl").read_text("utf-8").splitlines()]
    assert [line["employee_id"] for line in lines] == made.moves["employee_id"].to_list()


def test_page_of_a_planned_plan_agrees_with_the_result(written):
    made, folder = written
    page = (folder / "laporan.html").read_text("utf-8")
    before, after = (made.result[when]["missing_seats"] for when in ("before", "after"))
    assert f"kekurangan pegawai turun dari {before} menjadi {after} orang." in page
    assert "menerima rencana ini" in page
    assert page.count('data-label="Alasan"') == made.moves.height


def test_page_of_a_planned_plan_names_no_sensitive_rule(written):
    made, folder = written
    personal = [tally for tally in made.result["rules"]["tallies"] if tally["sensitive"]]
    page = (folder / "laporan.html").read_text("utf-8")
    funnels = (folder / "posts.csv").read_text("utf-8")
    assert personal != []
    for tally in personal:
        assert f"{tally['id']} ·" not in page
        assert tally["title"] not in page
        assert tally["id"] not in funnels
