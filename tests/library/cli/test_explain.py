"""``penata explain``: what it says of a plan and of one person, the letters it writes, and its exit codes."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from penata.cli import main

NIP = re.compile(r"\b\d{18}\b")


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A small regency and its plan, as folders."""
    data, folder = tmp_path_factory.mktemp("data") / "d", tmp_path_factory.mktemp("plan") / "p"
    assert main(["synth", "--seed", "7", "--employees", "300", "--as-of", "2026-06-30", "--out", str(data)]) == 0
    assert main(["plan", str(data), "--out", str(folder)]) == 0
    return str(data), str(folder)


@pytest.fixture(scope="module")
def cases(planned: tuple[str, str]) -> dict[str, Any]:
    """People of the planted cases and stories."""
    told = json.loads((Path(planned[0]) / "cases.json").read_text("utf-8"))
    return {
        "planner": told["stories"]["kepahiang"]["people"]["planner"],
        "barred": told["cases"]["barred_23_months"]["people"]["barred_23_months"],
        "pinned": told["cases"]["pinned"]["people"]["pinned"],
    }


def _said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    capsys.readouterr()
    assert main(["explain", *words]) == code
    spoken = capsys.readouterr()
    return spoken.out if code == 0 else spoken.err


def test_plan_is_told_with_money_wishes_and_vacancies(planned, capsys):
    said = _said(capsys, *planned)
    document = json.loads(_said(capsys, *planned, "--json"))
    result = json.loads((Path(planned[1]) / "result.json").read_text("utf-8"))
    assert document["budget"] == result["budget"]
    assert document["missing_seats"] == {when: result[when]["missing_seats"] for when in ("before", "after")}
    assert sum(document["vacancies"].values()) == document["missing_seats"]["after"]
    assert f"{document['moves']} perpindahan" in said
    assert sum(part["points"] for part in document["points"]) == result["objective"]["gain"]
    assert document["one_million_more"] == 0
    assert "Yang mengikat: " in said
    assert "Tunjangan jabatan: " in said
    assert "dikabulkan" in said


def test_mover_is_told_why(planned, cases, capsys):
    """The planner of Kepahiang: need, points by part, chain, other seats, wish."""
    nip = cases["planner"]["employee_id"]
    said = _said(capsys, *planned, nip)
    assert "Rencana:  PINDAH ke Perencana Ahli Muda, Dinas Pertanian" in said
    assert "kebutuhan 1, terisi 0 → 1; kurang 1 → 0" in said
    assert "bersedia 1: Dinas Pertanian\n    Dikabulkan: Dinas Pertanian." in said
    document = json.loads(_said(capsys, *planned, nip, "--json"))
    assert sum(document["parts"].values()) == document["move"]["gain"]
    assert [step["to_post_id"] for step in document["chain"] if step["own"]] == [document["move"]["to_post_id"]]
    assert all(min(other["behind"], default=0) >= 0 or any(other["behind"]) for other in document["others"])


def test_barred_person_is_told_by_which_rule_and_until_when(planned, cases, capsys):
    said = _said(capsys, *planned, cases["barred"]["employee_id"], "--counterfactual")
    assert "Rencana:  TETAP di tempat sekarang" in said
    assert "Saudara harus sudah bekerja di tempat sekarang sekurangnya 24 bulan" in said
    assert "syarat ini terpenuhi mulai 1 Juli 2026" in said


def test_post_is_told_why_not(planned, cases, capsys):
    person = cases["planner"]
    document = json.loads(_said(capsys, *planned, person["employee_id"], "--post", person["post_id"], "--json"))
    assert document["post"]["behind"] is not None
    said = _said(capsys, *planned, cases["barred"]["employee_id"], "--post", person["post_id"])
    assert f"Mengapa tidak Perencana Ahli Muda, Dinas Kesehatan [{person['post_id']}]?" in said
    error = _said(capsys, *planned, person["employee_id"], "--post", "TIDAK-ADA", code=1)
    assert "formasi 'TIDAK-ADA' tidak ada dalam himpunan data" in error


@pytest.mark.parametrize(
    ("language", "words"),
    [("id", "Yth. {name},\n\nSaudara diusulkan pindah"), ("en", "Dear {name},\n\nIt is proposed that you move")],
)
def test_letter_is_printed_in_both_languages(planned, cases, capsys, language, words):
    nip = cases["planner"]["employee_id"]
    said = _said(capsys, *planned, nip, "--letter", language, "--contact", "Bidang Mutasi, lantai 2")
    assert words.format(name=said.split("\n")[0]) in said
    assert "Bidang Mutasi, lantai 2" in said
    assert set(NIP.findall(said)) == {nip}


def test_page_of_one_person_stands_alone(planned, cases, capsys, tmp_path):
    """Nothing from elsewhere, nobody else's name or number, no sentence broken by an escape."""
    nip = cases["planner"]["employee_id"]
    file = tmp_path / "orang.html"
    _said(capsys, *planned, nip, "--out", str(file))
    page = file.read_text("utf-8")
    assert not re.search(r"(src|href|@import|url\()", page)
    assert set(NIP.findall(page)) == {nip}
    assert page.count("<h1>") == 1
    assert "Saudara pernah bertugas 11 tahun di lingkungan Dinas Pertanian." in page
    assert "&lt;" not in page


def test_letters_of_everybody_are_written_and_replaced(planned, capsys, tmp_path):
    folder = tmp_path / "surat"
    document = json.loads(_said(capsys, *planned, "--letters", str(folder), "--json"))
    facts = [json.loads(line) for line in (folder / "surat.jsonl").read_text("utf-8").splitlines()]
    assert sorted(path.name for path in folder.iterdir()) == ["surat-en.html", "surat-id.html", "surat.jsonl"]
    assert len(facts) == document["letters"]["count"] > 20
    for name in ("surat-id.html", "surat-en.html"):
        page = (folder / name).read_text("utf-8")
        assert page.count('<article class="letter">') == len(facts)
        assert page.count("<ul>") == page.count("</ul>") > 0
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    _said(capsys, *planned, "--letters", str(folder))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_letters_do_not_replace_what_is_not_theirs(planned, capsys, tmp_path):
    (tmp_path / "catatan.txt").write_text("penting", "utf-8")
    assert "bukan folder surat" in _said(capsys, *planned, "--letters", str(tmp_path), code=1)
    assert (tmp_path / "catatan.txt").read_text("utf-8") == "penting"


@pytest.mark.parametrize("words", [("--letter", "id"), ("--out", "x.html"), ("--post", "P"), ("--counterfactual",)])
def test_what_is_about_one_person_needs_a_person(planned, capsys, words):
    assert "sebut juga NIP pegawainya" in _said(capsys, *planned, *words, code=1)


def test_unknown_person_is_refused_with_near_ones(planned, cases, capsys):
    nip = cases["planner"]["employee_id"]
    assert f"yang mirip: {nip}" in _said(capsys, *planned, f"{nip[:-1]}9", code=1)


def test_plan_of_another_dataset_is_refused(planned, capsys, tmp_path):
    assert (
        main(["synth", "--seed", "8", "--employees", "300", "--as-of", "2026-06-30", "--out", str(tmp_path / "d")]) == 0
    )
    said = _said(capsys, str(tmp_path / "d"), planned[1], code=1)
    assert said
    assert "Traceback" not in said


def test_person_who_stays_by_decision_is_told_so(planned, cases, capsys):
    said = _said(capsys, *planned, cases["pinned"]["employee_id"], "--letter", "id")
    assert "Instansi memutuskan agar Saudara tetap di tempat sekarang." in said
