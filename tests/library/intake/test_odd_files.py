"""Files as they come from real desks: odd, empty, doubled; each ends with a clear word, and nothing is lost."""

import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from siasn_export import HEADINGS, nip, person, write_csv, write_xlsx

from penata.cli import main
from penata.intake.dataset import load_dataset
from penata.intake.issues import Issue, Issues
from penata.intake.joining.join import join_files
from penata.intake.template import write_template
from penata.vocabulary import Severity


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(list(words))
    said = capsys.readouterr()
    return code, said.out + said.err


@pytest.mark.parametrize("command", [("plan", "--out", "rencana"), ("check",), ("needs",), ("intake", "--out", "data")])
def test_template_that_nobody_filled_says_what_to_fill(
    command: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_template("templat.xlsx")
    code, said = told(capsys, command[0], "templat.xlsx", *command[1:])
    assert code == 1
    assert said.startswith("templat.xlsx: templat ini masih kosong")
    assert "employees (Pegawai)" in said
    assert [path.name for path in tmp_path.iterdir()] == ["templat.xlsx"]


def test_intake_of_no_usable_row_leaves_the_dataset_that_was_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    main(["intake", str(write_csv(tmp_path / "mei.csv", [person(1)])), "--out", str(data)])
    spoilt = write_csv(tmp_path / "juni.csv", [{**person(1), "NIP BARU": "1,98001E+17"}])
    code, said = told(capsys, "intake", str(spoilt), "--out", str(data))
    assert code == 1
    assert "Tidak ada yang ditulis" in said
    assert load_dataset(data)["employees"]["employee_id"].to_list() == [nip(1)]


def test_export_without_rows_is_no_success(tmp_path: Path) -> None:
    assert main(["intake", str(write_csv(tmp_path / "asn.csv", [])), "--out", str(tmp_path / "data")]) == 1
    assert not (tmp_path / "data").exists()


def test_file_that_is_given_twice_is_read_once(tmp_path: Path) -> None:
    file = write_csv(tmp_path / "asn.csv", [person(1), person(2)])
    intake = join_files([file, tmp_path / "." / "asn.csv"])
    assert [(count.read, count.kept, count.refused) for count in intake.counts] == [(2, 2, 0)]
    assert "asn.csv: berkas ini disebut dua kali; dibaca sekali" in intake.issues.sentences([Severity.INFO])


def test_hidden_sheet_is_named_and_not_read(tmp_path: Path) -> None:
    file = write_xlsx(tmp_path / "asn.xlsx", [person(1)])
    book = openpyxl.load_workbook(file)
    old = book.create_sheet("A lama", 0)
    for row in book["Data ASN"].iter_rows(values_only=True):
        old.append(row)
    old.sheet_state = "hidden"
    book.active = 1
    book.save(file)
    intake = join_files([file])
    assert [(count.sheet, count.read, count.kept) for count in intake.counts] == [("Data ASN", 1, 1)]
    assert intake.ignored == ("asn.xlsx, lembar A lama (tersembunyi)",)


@pytest.mark.parametrize("printed", ["19800101 200501 2 001", "'198001012005012001", "NIP. 19800101.200501.2.001"])
def test_nip_as_letters_print_it_is_read(printed: str, tmp_path: Path) -> None:
    intake = join_files([write_csv(tmp_path / "asn.csv", [{**person(1), "NIP BARU": printed}])])
    assert intake.dataset["employees"]["employee_id"].to_list() == [nip(1)]


def test_missing_heading_of_a_known_kind_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    headings = [heading for heading in HEADINGS if heading != "NIP BARU"]
    file = write_csv(tmp_path / "asn.csv", [person(1)], headings=headings)
    code, said = told(capsys, "intake", str(file), "--out", str(tmp_path / "data"))
    assert code == 1
    assert said.startswith("asn.csv: mirip SIASN Export Data ASN, tetapi judul kolom ini tidak ditemukan: NIP BARU")


def test_workbook_of_empty_sheets_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    openpyxl.Workbook().save(tmp_path / "kosong.xlsx")
    code, said = told(capsys, "intake", str(tmp_path / "kosong.xlsx"), "--out", str(tmp_path / "data"))
    assert code == 1
    assert said.startswith("kosong.xlsx: semua lembar kosong")


@pytest.mark.parametrize("command", ["intake", "synth", "template"])
def test_place_that_cannot_be_written_is_named(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "berkas").write_text("bukan folder")
    out = str(tmp_path / "berkas" / "hasil.xlsx")
    given = {"intake": [str(write_csv(tmp_path / "asn.csv", [person(1)]))], "synth": ["--employees", "200"]}
    assert main([command, *given.get(command, []), "--out", out, "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["status"] == "INPUT_ERROR"
    assert [problem.split(" tidak dapat ditulis")[0] for problem in said["problems"]] == [f"{out}:"]


def test_two_intakes_into_one_folder_both_count(tmp_path: Path) -> None:
    people = [person(n) for n in range(1, 400)]
    first = write_csv(tmp_path / "asn.csv", people)
    second = tmp_path / "HierarkiUnor.csv"
    second.write_text("ID,NAMA_UNOR,ID_ATASAN\n" + "".join(f"X{n},Seksi {n},\n" for n in range(300)))
    out = tmp_path / "data"
    start = [sys.executable, "-c", "import sys; from penata.cli import main; sys.exit(main())", "intake"]
    running = [subprocess.Popen([*start, str(f), "--out", str(out)], stdout=subprocess.PIPE) for f in (first, second)]
    assert [process.communicate() and process.returncode for process in running] == [0, 0]
    # Whoever came last has written the units; what only one of them reads is whole either way.
    assert pl.read_csv(out / "employees.csv", infer_schema=False).height == len(people)
    assert pl.read_csv(out / "units.csv", infer_schema=False).height in {
        300,
        join_files([first]).dataset["units"].height,
    }
    assert sorted(p.name for p in tmp_path.iterdir()) == ["HierarkiUnor.csv", "asn.csv", "data"]


def test_messages_that_differ_by_numbers_and_ids_fold() -> None:
    found = Issues()
    for row in range(2, 9):
        message = f"sudah ada pada baris {row + 9} di a-{row}.csv"
        found.add(Issue("b.csv", message, "hapus", row=row, column="NIP", value=f"19{row}"))
    assert found.folded() == [
        "b.csv, baris 2, 3, 4, 5, 6 dan 2 lagi, kolom NIP, misalnya “192”: sudah ada pada baris 11 di a-2.csv; hapus"
    ]


def test_formula_without_a_result_refuses_its_row(tmp_path: Path) -> None:
    file = write_xlsx(tmp_path / "asn.xlsx", [person(1), person(2), person(3)])
    book = openpyxl.load_workbook(file)  # keeps formulas, and forgets what they came to
    sheet = book["Data ASN"]
    birth, title = HEADINGS.index("TANGGAL LAHIR") + 1, HEADINGS.index("GELAR BELAKANG") + 1
    sheet.cell(2, birth).value = "=DATE(1980,1,1)"
    sheet.cell(4, title).value = '=UPPER("s.pd")'
    book.save(file)
    intake = join_files([file])
    assert [(count.read, count.kept, count.refused) for count in intake.counts] == [(3, 1, 2)]
    refused = intake.issues.frame().filter(severity="ERROR", message="rumus yang gagal atau belum dihitung")
    assert refused.select("row", "column", "value").rows() == [
        (2, "TANGGAL LAHIR", "#RUMUS"), (4, "GELAR BELAKANG", "#RUMUS")
    ]  # fmt: skip


def test_one_id_under_several_names_keeps_one_name_and_its_level(tmp_path: Path) -> None:
    people = [person(1), person(2), person(3, JABATAN_NAMA="Perawat Ahli Madya", UNOR_NAMA="SD Negeri 9 Astambul")]
    intake = join_files([write_csv(tmp_path / "asn.csv", people)])
    jobs = intake.dataset["jobs"].select("name", "ladder", "level").rows()
    assert jobs == [("Guru Ahli Muda", "GURU", "AHLI_MUDA")]
    warned = intake.issues.frame().filter(severity="WARNING").select("row", "column", "value").rows()
    assert warned == [(4, "JABATAN NAMA", "Perawat Ahli Madya"), (4, "UNOR NAMA", "SD Negeri 9 Astambul")]


@pytest.mark.parametrize("dash", ["-", "–"])
def test_lone_dash_is_no_date(dash: str, tmp_path: Path) -> None:
    intake = join_files([write_csv(tmp_path / "asn.csv", [person(1, TMT_GOLONGAN=dash)])])
    assert intake.dataset["employees"].select("employee_id", "rank_since").rows() == [(nip(1), None)]


def test_file_that_only_adds_never_empties_a_table_that_was_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    main(["intake", str(write_csv(tmp_path / "asn.csv", [person(1)])), "--out", str(data)])
    before = (data / "employees.csv").read_bytes()
    teachers = tmp_path / "guru.csv"
    teachers.write_text(
        "Nama,NIP,NPSN,Tempat Tugas,Status Kepegawaian,Mata Pelajaran Diajarkan,Jam Mengajar Perminggu\n"
        "Budi,,30303030,SDN 9,Guru Honor Sekolah,Guru Kelas,24\n"
    )
    main(["intake", str(teachers), "--out", str(data)])
    assert (data / "employees.csv").read_bytes() == before
    capsys.readouterr()
    main(["intake", str(write_csv(tmp_path / "asn.csv", [person(2)])), "--out", str(data)])
    assert "Isi lama tabel agencies, employees, jobs, posts, units diganti" in capsys.readouterr().out


def test_every_row_of_an_unknown_qualification_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "kualifikasi.csv"
    file.write_text("ID,Anjab ID,Anjab Nama,Pendidikan ID,Pendidikan Nama\n" + "".join(
        f"{n},7,Ahli Nujum,{n},S-1 {field}\n" for n, field in enumerate(("ASTRONOMI", "FISIKA", "SEJARAH"))
    ))  # fmt: skip
    intake = join_files([write_csv(tmp_path / "asn.csv", [person(1)]), file])
    assert [(count.read, count.kept, count.refused) for count in intake.counts] == [(1, 1, 0), (3, 0, 3)]


def test_exports_of_two_months_are_suspected(tmp_path: Path) -> None:
    first = write_csv(tmp_path / "1-mei.csv", [person(n) for n in range(1, 5)])
    second = write_csv(tmp_path / "2-juni.csv", [person(n) for n in range(2, 6)])
    intake = join_files([first, second])
    assert [(count.kept, count.refused) for count in intake.counts] == [(4, 0), (1, 3)]
    assert intake.issues.sentences([Severity.WARNING]) == [
        "2-juni.csv: 3 dari 4 pegawai sudah ada di berkas lain yang sejenis; "
        "bila ini dua ekspor dari waktu yang berbeda, beri hanya yang terbaru"
    ]
