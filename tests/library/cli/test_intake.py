"""``penata intake`` and ``penata template`` from the terminal: what is said, what is written, how they end."""

import json
from pathlib import Path

import pytest
from siasn_export import nip, person, write_csv

from penata.cli import main
from penata.intake.dataset import load_dataset, load_policy


def exported(place: Path, *people: dict[str, str]) -> str:
    return str(write_csv(place / "asn.csv", people or (person(1), person(2))))


def test_dataset_is_written_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "data"
    assert main(["intake", exported(tmp_path), "--out", str(out), "--as-of", "2026-06-30"]) == 0
    said = capsys.readouterr().out
    assert "asn.csv [SIASN Export Data ASN]: 2 baris dibaca = 2 diterima + 0 ditolak" in said
    assert "Cocokkan angka" in said
    assert "NIK" in said
    assert load_dataset(out)["employees"]["employee_id"].to_list() == [nip(1), nip(2)]
    assert load_policy(out).as_of.isoformat() == "2026-06-30"
    assert (out / "issues.csv").read_text().startswith("file,sheet,row,column,value,severity,message,remedy\n")


def test_refused_row_ends_with_one_and_the_good_rows_are_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = exported(tmp_path, person(1), person(2, TMT_JABATAN="kemarin"), person(1))
    out = tmp_path / "data"
    assert main(["intake", file, "--out", str(out)]) == 1
    said = capsys.readouterr().out
    assert "3 baris dibaca = 1 diterima + 2 ditolak" in said
    assert "baris 3, kolom TMT JABATAN, nilai “kemarin”" in said
    assert load_dataset(out)["employees"].height == 1
    assert "kemarin" in (out / "issues.csv").read_text()


def test_strict_writes_nothing_when_a_row_is_refused(tmp_path: Path) -> None:
    file = exported(tmp_path, person(1), person(2, TMT_JABATAN="kemarin"))
    assert main(["intake", file, "--out", str(tmp_path / "data"), "--strict"]) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["asn.csv"]


def test_strict_writes_when_every_row_is_good(tmp_path: Path) -> None:
    assert main(["intake", exported(tmp_path), "--out", str(tmp_path / "data"), "--strict"]) == 0
    assert (tmp_path / "data" / "employees.csv").exists()


def test_json_is_one_document_with_the_accounting(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = exported(tmp_path, person(1), person(2, NAMA="null"))
    assert main(["intake", file, "--out", str(tmp_path / "data"), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["status"] == "REFUSED_ROWS"
    assert said["counts"] == [
        {"file": "asn.csv", "sheet": "", "kind": "SIASN Export Data ASN", "read": 2, "kept": 1, "refused": 1}
    ]
    assert said["digest"] == load_dataset(tmp_path / "data").digest()


def test_second_intake_keeps_other_tables_and_the_policy(tmp_path: Path) -> None:
    out = tmp_path / "data"
    main(["intake", exported(tmp_path), "--out", str(out), "--as-of", "2026-06-30"])
    (out / "kinship.csv").write_text(f"employee_id,relative_id,relation\n{nip(1)},{nip(2)},SPOUSE\n")
    (out / "policy.toml").write_text("as_of = 2026-06-30\nmissing_need = 'filled'\n")
    assert main(["intake", exported(tmp_path), "--out", str(out), "--format", "parquet"]) == 0
    assert load_policy(out).missing_need == "filled"
    assert load_dataset(out)["kinship"].height == 1
    assert not (out / "employees.csv").exists()


def test_other_day_than_that_of_the_policy_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "data"
    main(["intake", exported(tmp_path), "--out", str(out), "--as-of", "2026-06-30"])
    before = (out / "employees.csv").read_bytes()
    assert main(["intake", exported(tmp_path, person(9)), "--out", str(out), "--as-of", "2026-07-31"]) == 1
    assert (out / "employees.csv").read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"a,b\n1,2\n"])
def test_file_that_is_no_table_ends_with_one_and_a_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    (tmp_path / "x.csv").write_bytes(content)
    assert main(["intake", str(tmp_path / "x.csv"), "--out", str(tmp_path / "data")]) == 1
    assert capsys.readouterr().err.startswith("x.csv: ")
    assert not (tmp_path / "data").exists()


def test_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "foto"
    out.mkdir()
    (out / "a.jpg").write_bytes(b"x")
    assert main(["intake", exported(tmp_path), "--out", str(out)]) == 1
    assert [path.name for path in out.iterdir()] == ["a.jpg"]


@pytest.mark.parametrize(
    "words", [["intake"], ["intake", "a.csv"], ["intake", "a.csv", "--out", "d", "--as-of", "31/1/26"]]
)
def test_wrong_usage_ends_with_two(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2


def test_template_is_written_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "templat.xlsx"
    assert main(["template", "--out", str(path)]) == 0
    before = path.read_bytes()
    assert main(["template", "--out", str(path)]) == 1
    assert "--overwrite" in capsys.readouterr().err
    assert path.read_bytes() == before
    assert main(["template", "--out", str(path), "--overwrite"]) == 0
    assert main(["template", "--out", str(tmp_path / "templat.csv")]) == 1
