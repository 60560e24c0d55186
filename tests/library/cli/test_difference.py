"""``penata difference`` and ``penata sensitivity`` on a small plan: what they print, and their exit codes."""

import json
from pathlib import Path

import fastexcel
import pytest

from penata.cli import main


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str, str]:
    """A dataset and two plans of it, the second under another weight."""
    folder = tmp_path_factory.mktemp("beda")
    data, first, second = folder / "data", folder / "a", folder / "b"
    assert main(["synth", "--out", str(data), "--employees", "250", "--seed", "7", "--as-of", "2026-06-30"]) == 0
    policy = data / "policy.toml"
    assert main(["plan", str(data), "--out", str(first)]) == 0
    policy.write_text(policy.read_text("utf-8") + "\n[weights]\ndisruption = 40\n", "utf-8")
    assert main(["plan", str(data), "--out", str(second)]) == 0
    return str(data), str(first), str(second)


def test_plan_compared_with_itself_is_the_same(made, capsys: pytest.CaptureFixture[str]) -> None:
    data, _, second = made
    assert main(["difference", data, second, second]) == 0
    assert capsys.readouterr().out == "Kedua rencana sama, dan masukannya sama.\n"


def test_two_plans_name_people_and_figures(made, capsys: pytest.CaptureFixture[str]) -> None:
    data, first, second = made
    assert main(["difference", data, first, data, second, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert {row["kind"] for row in document["people"]} <= {"ONLY_A", "ONLY_B", "ELSEWHERE"}
    assert "objective.gain" in {row["figure"] for row in document["figures"]}


def test_policy_is_the_one_that_each_plan_states(made, capsys: pytest.CaptureFixture[str]) -> None:
    data, first, second = made
    assert main(["difference", data, first, second, "--json"]) == 0
    inputs = [row for row in json.loads(capsys.readouterr().out)["inputs"] if row["what"] == "POLICY"]
    assert [(row["name"], row["key"], row["a"], row["b"]) for row in inputs] == [("weights", "disruption", "15", "40")]


def test_too_few_places_are_an_input_error(made, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["difference", *made[:2]]) == 1
    assert "DATA_A RENCANA_A" in capsys.readouterr().err


def test_sensitivity_tells_the_interval_and_writes_a_workbook(
    made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, _, second = made
    out = tmp_path / "kepekaan.xlsx"
    assert main(["sensitivity", data, second, "--weights", "disruption", "--out", str(out), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    (interval,) = document["intervals"]
    assert interval["low"] <= 40 <= (interval["high"] or 1000)
    assert fastexcel.read_excel(out).sheet_names == ["Selang", "Pergeseran", "Pegawai"]


def test_weight_that_does_not_exist_is_an_input_error(made, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sensitivity", made[0], made[2], "--weights", "jarak"]) == 1
    assert "bobot 'jarak' tidak dikenal" in capsys.readouterr().err
