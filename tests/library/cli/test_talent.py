"""What ``penata talent`` says of an agency, a person and a leading post."""

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest

from penata.cli.main import main
from penata.intake.writing import write_dataset
from penata.synthetic import synthesise


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    world = synthesise(seed=5, employees=500, as_of=dt.date(2026, 6, 30))
    folder = tmp_path_factory.mktemp("talent") / "d"
    write_dataset(world.dataset, folder, extra=world.extra_files())
    return folder


def head_story(place: Path) -> tuple[str, str]:
    story = json.loads((place / "cases.json").read_text())["stories"]["sorong"]
    return story["people"]["section_head"]["employee_id"], story["posts"]["oversight_head"]


def test_agency_is_told_in_boxes_pool_and_index(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["talent", str(place)]) == 0
    said = capsys.readouterr().out
    assert "di atas ekspektasi" in said
    assert "seluruh instansi" in said
    assert "Disiplin tidak diikutkan" in said


def test_document_of_the_agency_leaves_discipline_out_unless_asked(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = {}
    for sensitive in ([], ["--show-sensitive"]):
        assert main(["talent", str(place), "--json", *sensitive]) == 0
        document = json.loads(capsys.readouterr().out)
        found[bool(sensitive)] = {row["discipline"] for row in document["ip_asn"]}
    assert found[False] == {None}
    assert found[True] > {5.0}


def test_story_of_the_head_says_why_the_first_is_before_the_second(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    who, post = head_story(place)
    assert main(["talent", str(place), "--post", post, "--json"]) == 0
    first, second, *_ = json.loads(capsys.readouterr().out)["candidates"]
    assert (first["employee_id"], first["box"]) == (who, 9)
    lead = first["points"] - second["points"]
    assert first["ahead_text"].startswith(f"unggul {lead} poin: ")
    assert first["chain_moves"] >= 2
    assert main(["talent", str(place), "--post", post]) == 0
    said = capsys.readouterr().out
    assert f"terhadap urutan 2: {first['ahead_text']}" in said
    assert "bila dipilih" in said


def test_person_sees_box_index_and_lists(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    who, post = head_story(place)
    assert main(["talent", str(place), who]) == 0
    said = capsys.readouterr().out
    assert "Kotak talenta: 9 (tahun 2025, dihitung dari SKP dan potensi)" in said
    assert "kompetensi: tidak diketahui (paling tinggi 40)" in said
    assert post in said


@pytest.mark.parametrize(
    ("words", "problem"),
    [(["123"], "pegawai '123' tidak ada"), (["--post", "NONE"], "formasi 'NONE' tidak ada")],
)
def test_unknown_person_or_post_is_named(
    place: Path, capsys: pytest.CaptureFixture[str], words: list[str], problem: str
) -> None:
    assert main(["talent", str(place), *words]) == 1
    assert problem in capsys.readouterr().err


def test_post_that_no_committee_decides_is_refused_with_the_reason(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story = json.loads((place / "cases.json").read_text())["stories"]["jambi"]
    assert main(["talent", str(place), "--post", story["posts"]["town_class"]]) == 1
    assert "tidak diputus tim" in capsys.readouterr().err


def test_head_of_a_school_is_a_duty_that_opens_no_seat(
    place: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    headless = Path(shutil.copytree(place, tmp_path / "d"))
    (headless / "duties.csv").unlink()
    assert main(["talent", str(headless)]) == 0
    said = capsys.readouterr().out
    assert "Sekolah dan puskesmas tanpa kepala" in said
    post = next(word for word in said.split() if word.endswith((":KEPALA_SEKOLAH", ":KEPALA_PUSKESMAS")))
    assert main(["talent", str(headless), "--post", post]) == 0
    assert "tidak ada kursi yang terbuka" in capsys.readouterr().out
