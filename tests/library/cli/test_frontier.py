"""``penata frontier``: the trade-off on the terminal, as a document, and as files that are the same every time."""

import json
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from told_regency import POLICY, told_regency

from penata.cli import main
from penata.intake.dataset import write_dataset
from penata.planning import plan

PLAN_OF_MOVES = ("--between", "balance,moves")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small regency as a folder."""
    folder = tmp_path_factory.mktemp("pilihan") / "data"
    write_dataset(told_regency()[0], folder)
    (folder / "policy.toml").write_text("as_of = 2026-06-30\n", "utf-8")
    return folder


def document(data: Path, capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, list[dict[str, int]]]:
    capsys.readouterr()
    assert main(["frontier", str(data), *words, "--json"]) == 0
    found: dict[str, list[dict[str, int]]] = json.loads(capsys.readouterr().out)
    return found


def test_ends_are_the_plan_with_the_least_shortage_and_the_present_posts(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    points = document(data, capsys, *PLAN_OF_MOVES)["points"]
    result = told_regency()[1].result
    assert (points[0]["shortage"], points[0]["missing_seats"]) == (
        result["after"]["shortage"], result["after"]["missing_seats"],
    )  # fmt: skip
    assert (points[-1]["shortage"], points[-1]["moves"]) == (result["before"]["shortage"], 0)


def test_points_agree_with_the_ladder_where_both_prove_the_same_number_of_moves(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    points = {point["moves"]: point["shortage"] for point in document(data, capsys, *PLAN_OF_MOVES)["points"]}
    made = plan(told_regency()[0], replace(POLICY, ladder=(2, 5, 8)))
    rungs = {rung["moves"]: rung["shortage_cost"] for rung in made.ladder if rung["status"] == "OPTIMAL"}
    assert {moves: points[moves] for moves in (2, 5, 8)} == {moves: rungs[moves] for moves in (2, 5, 8)}


def test_table_holds_the_numbers_of_moves_of_the_policy(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    policy = data / "policy.toml"
    before = policy.read_text("utf-8")
    policy.write_text(f"{before}ladder = [2, 5, 100000]\n", "utf-8")
    found = document(data, capsys, *PLAN_OF_MOVES, "--points", "2")
    policy.write_text(before, "utf-8")
    made = plan(told_regency()[0], replace(POLICY, ladder=(2, 5)))
    assert [row["moves"] for row in found["shown"]] == [0, 2, 5, found["points"][0]["moves"]]
    assert [(row["most"], row["shortage"], row["least"]) for row in found["ladder"]] == [
        (rung["moves"], rung["shortage_cost"], rung["bound"]) for rung in made.ladder[:-1]
    ]


def test_wishes_cost_shortage_and_never_the_other_way_round(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    points = document(data, capsys, "--between", "balance,wishes")["points"]
    order = [(point["shortage"], point["wishes"]) for point in points]
    assert order == sorted(set(order))
    assert [wishes for _, wishes in order] == sorted(wishes for _, wishes in order)


def test_terminal_says_what_the_points_prove(data: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    capsys.readouterr()
    assert main(["frontier", str(data), "--points", "4", "--out", str(tmp_path / "a")]) == 0
    said = capsys.readouterr().out
    assert "Setiap titik terbukti" in said
    assert "perpindahan  aspirasi terkabul  masih kurang (orang)  beban kekurangan" in said
    assert main(["frontier", str(data), "--points", "4", "--out", str(tmp_path / "b")]) == 0
    for name in ("pilihan.csv", "pilihan.html"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    page = (tmp_path / "a" / "pilihan.html").read_text("utf-8")
    assert page.count("<svg") == 2
    assert "<script" not in page
    assert pl.read_csv(tmp_path / "a" / "pilihan.csv")["moves"].is_sorted(descending=True)


@pytest.mark.parametrize("words", [("--between", "wishes,moves"), ("--points", "1"), ("--points", "dua")])
def test_unknown_pair_or_number_of_points_is_named(
    data: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, str]
) -> None:
    capsys.readouterr()
    with pytest.raises(SystemExit) as stopped:
        main(["frontier", str(data), *words])
    assert stopped.value.code == 2
    assert words[0] in capsys.readouterr().err
