"""``penata review`` and ``penata due``: what they say, the sheet that comes back, exit codes, privacy."""

import json
from pathlib import Path

import fastexcel
import pytest
import xlsxwriter
from office import NIP, office

from penata.cli import main
from penata.intake.writing import write_dataset

HEAD = ("NO.", "NAMA, NIP", "JABATAN LAMA", "JABATAN BARU", "KET")
CONDITION = [{"employee_id": NIP["gita"], "kind": "UNDER_EXAMINATION", "from": "2026-06-01"}]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_dataset(office(), tmp_path / "data", "csv", extra={"policy.toml": b"as_of = 2026-06-30\n"})
    lines = f"employee_id,kind,from\n{NIP['gita']},UNDER_EXAMINATION,2026-06-01\n"
    (tmp_path / "data" / "conditions.csv").write_text(lines, "utf-8")
    return tmp_path


def proposal(folder: Path, *rows: tuple[str, ...]) -> str:
    """Path of a list with a title above its head."""
    path = folder / "usulan.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Eselon")
        page.write_string(0, 0, "DAFTAR USULAN")
        for number, row in enumerate((HEAD, *rows), start=2):
            page.write_row(number, 0, row)
    return str(path)


def name(who: str, seat: str, note: str = "Rotasi") -> tuple[str, ...]:
    return ("1", f"{who.capitalize()}\n{NIP.get(who, '198502032010011999')}", "Guru", seat, note)


def test_summary_counts_and_names_the_worst_first(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = proposal(folder, name("fajar", "Guru Kelas SD Negeri 2 Rawa"), name("hadi", "Guru Kelas SD Negeri 2 Rawa"))
    assert main(["review", str(folder / "data"), path, "--on", "2026-07-01"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "usulan.xlsx: 2 nama; MS 0, BTL 1, TMS 1."
    assert said[3].startswith("TMS  baris 5    Hadi Wijaya, S.Pd.: MUT-04-SUBJECT: mata pelajaran")
    assert said[4].startswith("BTL  baris 4    Fajar Sidik, S.Pd.: dokumen: ")
    assert "Dinilai pada 1 Juli 2026 menurut aturan yang berlaku pada tanggal itu" in "\n".join(said)


def test_unknown_name_exits_one_and_the_result_is_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = proposal(folder, name("zoe", "Guru Kelas SD Negeri 2 Rawa"))
    assert main(["review", str(folder / "data"), path, "--out", str(folder / "hasil.xlsx"), "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["status"] == "UNKNOWN_NAMES"
    assert [finding["code"] for finding in answer["names"][0]["findings"]] == ["UNKNOWN_PERSON"]
    assert (folder / "hasil.xlsx").exists()


def test_same_sheet_comes_back_with_findings_beside(folder: Path) -> None:
    rows = (name("fajar", "Guru Kelas SD Negeri 2 Rawa"), name("hadi", "Guru Kelas SD Negeri 2 Rawa"))
    out = folder / "hasil.xlsx"
    assert main(["review", str(folder / "data"), proposal(folder, *rows), "--out", str(out)]) == 0
    book = fastexcel.read_excel(out.read_bytes())
    assert book.sheet_names == ["Eselon", "Daftar sebagai keseluruhan", "Calon lain", "Jalur dan berkas"]
    sheet = book.load_sheet("Eselon", header_row=None, skip_rows=0, dtypes="string").to_polars().rows()
    assert sheet[0][0] == "DAFTAR USULAN"
    assert sheet[2][:6] == (*HEAD, "HASIL")
    assert [row[:6] for row in sheet[3:]] == [(*rows[0], "BTL"), (*rows[1], "TMS")]


def test_same_review_gives_the_same_bytes(folder: Path) -> None:
    path = proposal(folder, name("fajar", "Guru Kelas SD Negeri 2 Rawa"))
    for out in ("a.xlsx", "b.xlsx"):
        main(["review", str(folder / "data"), path, "--out", str(folder / out)])
    assert (folder / "a.xlsx").read_bytes() == (folder / "b.xlsx").read_bytes()


def test_personal_condition_is_named_only_where_asked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = proposal(folder, name("gita", "Guru Kelas SD Negeri 2 Rawa"))
    said, sheets = [], []
    for more in ([], ["--show-sensitive"]):
        out = folder / "hasil.xlsx"
        main(["review", str(folder / "data"), path, "--json", "--out", str(out), *more])
        said.append(capsys.readouterr().out)
        cells = fastexcel.read_excel(out.read_bytes()).load_sheet("Eselon", header_row=None, dtypes="string")
        sheets.append(str(cells.to_polars().rows()))
    assert ["DIS-04" in text for text in said] == [False, True]
    assert ["DIS-04" in text for text in sheets] == [False, True]
    assert "syarat pribadi" in sheets[0]


def test_due_counts_every_kind_and_gives_reasons(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = folder / "tinjau.xlsx"
    assert main(["due", str(folder / "data"), "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "Formasi yang kelebihan pegawai (2) [kebijakan instansi]" in said
    assert "Guru (Guru Kelas), SD Negeri 1 Rawa: Formasi ini terisi 2 dari kebutuhan 1 (lebih 1)" in said
    assert fastexcel.read_excel(out.read_bytes()).sheet_names == ["Ringkasan", "Formasi berlebih"]
    assert main(["due", str(folder / "data"), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["counts"]["SURPLUS"] == len(answer["people"]) == 2


def test_unreadable_list_exits_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "usulan.csv").write_text("a;b\n1;2\n", "utf-8")
    assert main(["review", str(folder / "data"), str(folder / "usulan.csv")]) == 1
    assert "judul kolom daftar usulan tidak ada" in capsys.readouterr().err
