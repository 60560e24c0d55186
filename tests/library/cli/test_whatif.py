"""``penata whatif``, ``recommend`` and ``replan``: what they say of a plan, and their exit codes."""

import io
import json
import shutil
from pathlib import Path

import polars as pl
import pytest

from penata.cli import main


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A small regency and its plan, as folders."""
    data, folder = tmp_path_factory.mktemp("data") / "d", tmp_path_factory.mktemp("plan") / "p"
    assert main(["synth", "--seed", "7", "--employees", "300", "--as-of", "2026-06-30", "--out", str(data)]) == 0
    assert main(["plan", str(data), "--out", str(folder)]) == 0
    return str(data), str(folder)


@pytest.fixture(scope="module")
def mover(planned: tuple[str, str]) -> tuple[str, str]:
    """Somebody who moves under the plan, and the post today."""
    moves = pl.read_csv(Path(planned[1]) / "moves.csv", infer_schema=False)
    return moves.filter(pl.col("from_post_id").is_not_null()).select("employee_id", "from_post_id").row(0)


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    capsys.readouterr()
    assert main(list(words)) == code
    spoken = capsys.readouterr()
    return spoken.out if code in {0, 3} else spoken.err


def test_whatif_says_the_condition_and_who_sits_elsewhere(
    planned: tuple[str, str], mover: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    text = said(capsys, "whatif", *planned, "--pin", mover[0])
    assert text.startswith("Bila Sdr. ")
    assert f"({mover[0]}) tetap di tempat, maka:" in text
    document = json.loads(said(capsys, "whatif", *planned, "--pin", mover[0], "--json"))
    assert document["status"] == "POSSIBLE"
    assert document["resolved"] == "part"
    moved = {shift["employee_id"]: shift["new_post_id"] for shift in document["shifts"]}
    assert moved[mover[0]] == mover[1]


def test_whatif_that_clashes_names_both_decisions_and_ends_with_three(
    planned: tuple[str, str], mover: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    text = said(capsys, "whatif", *planned, "--pin", mover[0], "--move", mover[0], code=3)
    assert f"{mover[0]} tetap (alasan: andaian)" in text
    assert f"{mover[0]} harus pindah (alasan: andaian)" in text


def test_whatif_without_anything_to_try_is_an_input_error(
    planned: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert "sebut sekurangnya satu andaian" in said(capsys, "whatif", *planned, code=1)


def test_unknown_person_is_answered_with_near_matches(
    planned: tuple[str, str], mover: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert mover[0] in said(capsys, "whatif", *planned, "--pin", mover[0][:-1] + "9", code=1)


def test_lines_are_answered_one_after_the_other(
    planned: tuple[str, str],
    mover: tuple[str, str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"--pin {mover[0]}\n\n--need {mover[1]} +1\n"))
    documents = json.loads(said(capsys, "whatif", *planned, "--ask", "--json"))
    assert [one["changes"][0]["kind"] for one in documents] == ["PIN", "NEED"]


def test_lines_that_are_wrong_are_said_and_left_out(
    planned: tuple[str, str],
    mover: tuple[str, str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    capsys.readouterr()
    lines = ["--pin", "--foo", '"--pin', "--pin 123", f"--surge {mover[1]} 0", f"--retire {mover[0]} --pin {mover[0]}"]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join([*lines, f"--pin {mover[0]}"])))
    assert main(["whatif", *planned, "--ask", "--json"]) == 0
    spoken = capsys.readouterr()
    assert [one["changes"][0]["kind"] for one in json.loads(spoken.out)] == ["PIN"]
    assert len(spoken.err.splitlines()) == len(lines)


def test_surge_says_the_post_once_and_what_becomes_of_its_need(
    planned: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    posts = pl.read_csv(Path(planned[1]) / "moves.csv", infer_schema=False)["to_post_id"].unique().sort()
    documents = [
        (post, json.loads(said(capsys, "whatif", *planned, "--surge", post, "3", "--json"))) for post in posts[:4]
    ]
    post, document = max(documents, key=lambda one: len(one[1]["surges"][0]["people"]))
    text = said(capsys, "whatif", *planned, "--surge", post, "3")
    assert document["surges"][0]["people"]
    assert text.count(f"[{post}]") == 3
    (row,) = [line for line in text.splitlines() if f"[{post}]  " in line]
    assert "kekurangan bertambah" in row


def test_recommendations_of_a_person_begin_with_the_plan(
    planned: tuple[str, str], mover: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    document = json.loads(said(capsys, "recommend", planned[0], mover[0], planned[1], "--most", "3", "--json"))
    assert document["recommended"][0]["option"]["planned"]
    assert len(document["recommended"]) <= 3
    assert "Yang terbuka bagi Sdr." in said(capsys, "recommend", planned[0], mover[0], planned[1])


def test_repair_changes_nobody_where_nothing_changed_and_verify_accepts_it(
    planned: tuple[str, str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    document = json.loads(said(capsys, "replan", *planned, "--json", "--out", str(tmp_path / "r")))
    assert [answer["differences"] for answer in document["answers"]] == [[], [], []]
    assert main(["verify", planned[0], str(tmp_path / "r")]) == 0


def test_repair_after_somebody_left_touches_no_more_people_than_a_new_plan(
    planned: tuple[str, str], mover: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    document = json.loads(said(capsys, "replan", *planned, "--retire", mover[0], "--json"))
    repair, careful, anew = document["answers"]
    assert repair["shortage"] == careful["shortage"] == anew["shortage"]
    assert len(repair["differences"]) <= len(careful["differences"]) <= len(anew["differences"])


def test_repair_names_the_need_of_the_data_and_the_new_one(
    planned: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    posts = pl.read_csv(Path(planned[0]) / "posts.csv", infer_schema=False).filter(pl.col("need").is_not_null())
    post, need = posts.select("post_id", pl.col("need").cast(pl.Int64)).row(0)
    text = said(capsys, "replan", *planned, "--need", post, "+1")
    assert f"[{post}] {need} menjadi {need + 1}, maka:" in text.splitlines()[0]


@pytest.fixture(scope="module")
def limited(planned: tuple[str, str], tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The same regency, planned with five moves at most."""
    folder = tmp_path_factory.mktemp("limited")
    shutil.copytree(planned[0], folder / "data")
    with (folder / "data" / "policy.toml").open("a", encoding="utf-8") as policy:
        policy.write("\n[limits]\nmax_moves = 5\n")
    assert main(["plan", str(folder / "data"), "--out", str(folder / "plan")]) == 0
    return str(folder / "data"), str(folder / "plan")


def test_change_under_limits_is_answered_by_a_whole_new_plan(
    limited: tuple[str, str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    capsys.readouterr()
    moved = pl.read_csv(Path(limited[1]) / "moves.csv", infer_schema=False)["employee_id"][0]
    document = json.loads(said(capsys, "whatif", *limited, "--pin", moved, "--json"))
    data = tmp_path / "data"
    shutil.copytree(limited[0], data)
    decisions = pl.read_csv(data / "decisions.csv", infer_schema=False)
    pin = pl.DataFrame({"employee_id": [moved], "kind": ["PIN"], "reason": ["uji"]})
    pl.concat([decisions, pin], how="diagonal").write_csv(data / "decisions.csv")
    assert main(["plan", str(data), "--out", str(tmp_path / "plan")]) == 0
    result = json.loads((tmp_path / "plan" / "result.json").read_text("utf-8"))
    levels = {name: document["after"][name] for name in ("shortage", "gain", "moves")}
    assert levels == {name: result["objective"][name] for name in ("shortage", "gain", "moves")}
    assert levels["moves"] <= 5


@pytest.mark.parametrize("words", [("recommend",), ("whatif", "--surge"), ("replan",)])
def test_what_is_not_worked_out_under_limits_is_refused(
    limited: tuple[str, str], capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    capsys.readouterr()
    post = pl.read_csv(Path(limited[1]) / "moves.csv", infer_schema=False)["to_post_id"][0]
    data, plan = limited
    given = {
        "recommend": (data, post, plan), "whatif": (data, plan, "--surge", post, "1"), "replan": (data, plan),
    }[words[0]]  # fmt: skip
    assert "[limits]" in said(capsys, words[0], *given, code=1)
