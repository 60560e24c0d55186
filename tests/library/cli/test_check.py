"""``penata check``: what it prints, what it writes, and its exit codes."""

import json
from pathlib import Path

import fastexcel
import pytest

from penata.cli import main

NIP = "198609262015052001"
TABLES = {
    "units.csv": "unit_id,agency_id,name,lat,lon\nu,a,SDN 1,-3.4,114.8\n",
    "jobs.csv": "job_id,name,category,ladder,level\nj,Guru Ahli Muda,FUNGSIONAL,GURU,AHLI_MUDA\n",
    "posts.csv": "post_id,unit_id,job_id,need\nu:j,u,j,2\n",
    "employees.csv": (
        "employee_id,name,employment,sex,birth_date,post_id,education_level\n"
        f"{NIP},Ani,PNS,F,1986-09-27,u:j,S1\n"
        "198609262015051002,Budi,PNS,M,1986-09-26,u:j,\n"
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    data.mkdir()
    for name, text in TABLES.items():
        (data / name).write_text(text, "utf-8")
    (data / "policy.toml").write_text("as_of = 2026-06-30\n", "utf-8")
    return data


def test_text_names_score_rows_and_who_can_repair(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "Mutu data data, keadaan 2026-06-30" in out
    assert "CON_2 Tanggal lahir tidak sesuai angka 1–8 NIP: 1 dari 2 (50,00%)" in out
    assert f"    - {NIP} | Ani | SDN 1 | tanggal lahir berbeda dari angka 1–8 NIP" in out
    assert "Pegawai lewat MyASN" in out
    assert "COM_1 SKP kosong: tidak dapat diuji, tabel appraisals tidak ada dalam himpunan data." in out


def test_json_is_one_document_with_the_score(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(folder), "--json", "--limit", "0"]) == 0
    document = json.loads(capsys.readouterr().out)
    # COM: one of two people without education, no SKP to test. TIM_5 is clean, ACC has nobody to ask.
    completeness, consistency = 100 * (1 + 0.5) / 2, 100 * (0.5 + 1) / 2
    expected = (0.28 * completeness + 0.31 * 100 + 0.11 * consistency) / (0.28 + 0.31 + 0.11)
    assert document["score"] == pytest.approx(expected, abs=0.005)
    assert document["status"] == "DONE"
    assert document["effective_date"] == "2026-06-30"
    education = document["dimensions"][0]["findings"][2]
    assert (education["failing"], education["rows"], education["rows_left_off"]) == (1, [], 1)


def test_workbook_is_written_with_all_rows(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "hasil" / "mutu.xlsx"
    assert main(["check", str(folder), "--out", str(out), "--limit", "0"]) == 0
    assert "CON_2" in fastexcel.read_excel(out).sheet_names


def test_refused_row_is_listed_and_the_others_are_checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (folder / "employees.csv").open("a", encoding="utf-8") as file:
        file.write("198001012005011001,Cici,PNS,M,31-31-1980,u:j,S1\n")
    assert main(["check", str(folder)]) == 1
    printed = capsys.readouterr()
    assert "employees.csv, baris 4, kolom birth_date, nilai “31-31-1980”" in printed.err
    assert "Skor" in printed.out


def test_rows_that_intake_refused_before_are_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = "file,sheet,row,column,value,severity,message,remedy\n"
    lines = "asn.csv,,7,NIP BARU,1.98E+17,ERROR,angka hilang,ekspor sebagai teks\nasn.csv,,8,,,WARNING,catatan,\n"
    (folder / "issues.csv").write_text(head + lines, "utf-8")
    assert main(["check", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "Ditolak sewaktu penata intake, menurut issues.csv (1):" in out
    assert "    - asn.csv, baris 7, kolom NIP BARU, nilai “1.98E+17”: angka hilang; ekspor sebagai teks" in out


def test_unreadable_issues_of_intake_do_not_stop_the_check(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "issues.csv").write_text("a,b\n1,2\n", "utf-8")
    assert main(["check", str(folder)]) == 0
    assert "issues.csv tidak terbaca" in capsys.readouterr().out


def test_missing_table_stops_with_how_to_get_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "posts.csv").unlink()
    assert main(["check", str(folder)]) == 1
    printed = capsys.readouterr()
    assert "posts" in printed.err
    assert printed.out == ""


def test_day_of_the_data_can_be_given(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(folder), "--as-of", "2050-01-01", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    retired = document["dimensions"][1]["findings"][4]
    assert (retired["code"], retired["failing"]) == ("TIM_5", 2)


def test_without_a_policy_the_day_is_today(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "policy.toml").unlink()
    assert main(["check", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["effective_date"] >= "2026-01-01"


@pytest.mark.parametrize("words", [["--as-of", "30 Juni"], ["--limit", "-1"], ["--limit", "x"], []])
def test_wrong_usage_is_two(folder: Path, words: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["check", *([str(folder), *words] if words else [])])
    assert stop.value.code == 2


def test_out_must_be_a_workbook(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(folder), "--out", "mutu.csv"]) == 1
    assert ".xlsx" in capsys.readouterr().err


def test_recap_is_checked_beside_the_dataset(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recap = tmp_path / "rekap.csv"
    recap.write_text("Unit,L,P,Jumlah\nDinas A,1,2,3\nDinas B,1,2,4\n", "utf-8")
    assert main(["check", str(folder), "--totals", str(recap), "--json"]) == 0
    totals = json.loads(capsys.readouterr().out)["totals"]
    assert [(total["tested"], total["failing"]) for total in totals] == [(2, 1)]
