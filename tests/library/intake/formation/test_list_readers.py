"""Readers of lists of jobs, units and posts, each from a file as offices have it."""

import json
import os
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from penata.intake.formation import eformasi as formation
from penata.intake.formation import need_list
from penata.intake.issues import Issues
from penata.intake.reader import Partial, Reader, recognise
from penata.intake.siasn import job_references, unit_hierarchy
from penata.intake.text.grid import read_grids
from penata.intake.text.sheet import read_sheet

SHARED = os.environ.get("PENATA_SHARED_DATA", "")

READERS = (
    unit_hierarchy.READER,
    job_references.STRUCTURAL,
    job_references.FUNCTIONAL,
    job_references.GENERAL,
    formation.STRUCTURE,
    formation.PEOPLE,
    formation.QUALIFICATIONS,
    need_list.READER,
)


def read(path: Path) -> tuple[Reader, Partial, pl.DataFrame]:
    """The reader that recognises a file, what it gives, and its issues; the accounting of rows is checked."""
    grid = read_grids(path)[0]
    found = recognise(grid, READERS)
    assert found is not None
    issues = Issues()
    sheet = read_sheet(grid, found.header, found.reader.headings)
    partial = found.reader.read(sheet, issues)
    refused = issues.refused_rows(sheet.file, sheet.sheet)
    assert partial.kept.len() + refused.len() == sheet.rows.height
    assert not set(partial.kept) & set(refused)
    return found.reader, partial, issues.frame()


def csv(tmp_path: Path, text: str, name: str = "berkas.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def xlsx(tmp_path: Path, rows: list[list[object]]) -> Path:
    path = tmp_path / "berkas.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Sheet1")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return path


def rows(partial: Partial, table: str, *columns: str) -> list[tuple[object, ...]]:
    return partial.tables[table].select(columns).rows()


def messages(issues: pl.DataFrame, severity: str) -> list[tuple[object, ...]]:
    return issues.filter(pl.col("severity") == severity).select("row", "column", "message").rows()


def test_hierarchy_gives_the_tree_of_units_in_force(tmp_path: Path) -> None:
    text = "ID,NAMA_UNOR,ID_ATASAN\nA5EB,Dinas Pendidikan,A5EB\n'8ae4,Bidang SD,A5EB\nff80,SDN 1,lost\n,Tanpa ID,A5EB\n"
    reader, partial, issues = read(csv(tmp_path, text))
    assert reader.kind == "hierarki-unor"
    assert rows(partial, "units", "unit_id", "parent_id", "kind", "active") == [
        ("A5EB", None, "OPD", True),
        ("8ae4", "A5EB", "DIVISION", True),
        ("ff80", None, "SCHOOL", True),
    ]
    assert messages(issues, "ERROR") == [(5, "ID", "ID unit kosong")]
    assert [row[0] for row in messages(issues, "WARNING")] == [2, 4]


def test_structural_reference_shows_vacant_seats_with_need_one(tmp_path: Path) -> None:
    text = (
        "Daftar Jabatan\n\nID,Nama_unor,Nama_jabatan,Eselon_id\n"
        "U1,Dinas Sosial,Kepala Dinas Sosial,22\nU2,Bidang Bansos,Kepala Bidang Bansos,III.b\n"
        "U3,Kelompok,Koordinator,99\nU4,Bidang X,Kepala Bidang X,77\n"
    )
    reader, partial, issues = read(csv(tmp_path, text))
    assert reader.kind == "jabatan-struktural"
    assert rows(partial, "posts", "post_id", "unit_id", "need", "leads_unit", "external_id") == [
        ("U1:S-U1", "U1", 1, True, "U1"),
        ("U2:S-U2", "U2", 1, True, "U2"),
        ("U3:S-U3", "U3", 1, True, "U3"),
    ]
    assert rows(partial, "jobs", "job_id", "category", "level") == [
        ("S-U1", "JPT", "II.b"),
        ("S-U2", "ADMINISTRATOR", "III.b"),
        ("S-U3", None, None),
    ]
    assert messages(issues, "ERROR") == [(7, "Eselon_id", "eselon tidak dikenal")]


def test_functional_reference_gives_retirement_age_and_level(tmp_path: Path) -> None:
    text = (
        "ID,Nama,Jenjang,BUP\nj1,Guru Ahli Muda,MU,60\nj2,Bidan Pelaksana Lanjutan / Mahir,MH,58\n"
        "j3,Penata Kelola Ahli Utama,PT,60\nj4,Perawat Ahli Madya,MA,enam puluh\n"
    )
    reader, partial, issues = read(csv(tmp_path, text))
    assert reader.kind == "jabatan-fungsional"
    assert rows(partial, "jobs", "job_id", "category", "ladder", "level", "retirement_age") == [
        ("j1", "FUNGSIONAL", "GURU", "AHLI_MUDA", 60),
        ("j2", "FUNGSIONAL", "BIDAN", "MAHIR", 58),
        ("j3", "FUNGSIONAL", "PENATA_KELOLA", "AHLI_UTAMA", 60),
    ]
    assert [row[:2] for row in messages(issues, "WARNING")] == [(4, "Jenjang")]
    assert messages(issues, "ERROR") == [(5, "BUP", "BUP: terisi tetapi bukan bilangan bulat")]


def test_general_reference_is_known_by_its_only_columns(tmp_path: Path) -> None:
    reader, partial, _ = read(csv(tmp_path, "ID,Nama\nj9,Pengelola Data\nj9,Pengelola Data\n"))
    assert reader.kind == "jabatan-pelaksana"
    assert rows(partial, "jobs", "job_id", "name", "category") == [("j9", "Pengelola Data", "PELAKSANA")]


def test_some_list_with_an_id_and_a_name_is_not_a_reference(tmp_path: Path) -> None:
    grid = read_grids(csv(tmp_path, "ID,Nama,Alamat\n1,Ani,Jl. A\n"))[0]
    assert recognise(grid, READERS) is None


STRUCTURE = [
    ["ID", "Kode", "Nama Jabatan", "ABK", "Kelas", "Posisi ID", "Terisi ASN"],
    ["e1", "1", "Kepala Dinas Kesehatan", 1, 14, "p1", 1],
    ["e2", "1.1", "Sekretaris", 1, 12, "p2", 1],
    ["e3", "1.1.1", "Pengelola Data", "2,5", 6, "p3", 1],
    ["e4", "1.2", "Kepala Puskesmas Gambut", "-", "", "p4", 0],
    ["e5", "1.2.1", "Perawat Ahli Muda", "1.234", 9, "p5", 4],
]


def test_formation_places_each_job_in_the_unit_of_the_head_above_it(tmp_path: Path) -> None:
    reader, partial, issues = read(xlsx(tmp_path, STRUCTURE))
    assert reader.kind == "eformasi-struktur"
    assert rows(partial, "units", "unit_id", "name", "parent_id", "kind") == [
        ("EF-1", "Dinas Kesehatan", None, "OPD"),
        ("EF-1.1", "Sekretariat", "EF-1", "DIVISION"),
        ("EF-1.2", "Puskesmas Gambut", "EF-1", "HEALTH_CENTRE"),
    ]
    assert rows(partial, "posts", "unit_id", "need", "leads_unit", "external_id") == [
        ("EF-1", 1, True, "p1"),
        ("EF-1.1", 1, True, "p2"),
        ("EF-1.1", 3, False, "p3"),
        ("EF-1.2", 0, True, "p4"),
        ("EF-1.2", 1234, False, "p5"),
    ]
    assert rows(partial, "jobs", "name", "category", "ladder", "level", "grade")[-1] == (
        "Perawat Ahli Muda", "FUNGSIONAL", "PERAWAT", "AHLI_MUDA", 9,
    )  # fmt: skip
    assert [row[:2] for row in messages(issues, "INFO")] == [(4, "ABK")]
    assert partial.by_name == {"units", "jobs"}


def test_code_whose_last_zero_a_spreadsheet_dropped_is_the_next_sibling(tmp_path: Path) -> None:
    head = ["ID", "Kode", "Nama Jabatan", "ABK", "Kelas", "Posisi ID", "Terisi ASN"]
    first = [["e0", 1, "Kepala Dinas Sosial", 1, "", "", ""]]
    children = [[f"e{n}", 1 + n / 10, f"Kepala Seksi {n}", 1, "", "", ""] for n in range(1, 10)]
    tenth = [["e10", 1.1, "Kepala Seksi 10", 1, "", "", ""]]
    _, partial, issues = read(xlsx(tmp_path, [head, *first, *children, *tenth]))
    assert rows(partial, "units", "unit_id", "name")[-1] == ("EF-1.10", "Seksi 10")
    assert [row[:2] for row in messages(issues, "WARNING")] == [(12, "Kode")]


def test_doubled_code_and_orphan_are_refused(tmp_path: Path) -> None:
    text = "ID,Kode,Nama Jabatan,ABK\na,1,Kepala Dinas A,1\nb,1,Kepala Dinas A,1\nc,2,Pengelola Data,1\nd,x y,Z,1\n"
    _, partial, issues = read(csv(tmp_path, text))
    assert rows(partial, "posts", "unit_id") == [("EF-1",)]
    assert messages(issues, "ERROR") == [
        (3, "Kode", "kode ini sudah ada pada baris di atas"),
        (4, "Kode", "tidak ada unit di atas jabatan ini"),
        (5, "Kode", "kode hierarki kosong atau rusak"),
    ]


@pytest.mark.parametrize(
    ("cell", "message"), [("tiga", "kebutuhan terisi tetapi bukan angka"), ("-2", "kebutuhan kurang dari nol")]
)
def test_need_that_is_no_number_refuses_its_row(tmp_path: Path, cell: str, message: str) -> None:
    text = f"ID,Kode,Nama Jabatan,ABK\na,1,Kepala Dinas Sosial,1\nb,1.1,Pengelola Data,{cell}\n"
    _, partial, issues = read(csv(tmp_path, text))
    assert messages(issues, "ERROR") == [(3, "ABK", message)]
    assert rows(partial, "posts", "need") == [(1,)]


def test_refused_head_never_hands_its_staff_to_the_unit_above(tmp_path: Path) -> None:
    text = (
        "ID,Kode,Nama Jabatan,ABK\na,1,Kepala Dinas A,1\nb,1.1,Kepala Bidang B,satu\nc,1.1.1,Arsiparis Mahir,1\n"
        "d,1.2,,1\ne,1.2.1,Arsiparis Mahir,1\n"
    )
    _, partial, issues = read(csv(tmp_path, text))
    assert rows(partial, "posts", "unit_id") == [("EF-1",), ("EF-1.1",)]
    assert [row[0] for row in messages(issues, "ERROR")] == [3, 5, 6]


@pytest.mark.parametrize(("cell", "grade"), [("7", 7), ("-", None), ("0", None), ("", None)])
def test_grade_that_is_none_is_absent(tmp_path: Path, cell: str, grade: int | None) -> None:
    _, partial, issues = read(csv(tmp_path, f"ID,Kode,Nama Jabatan,ABK,Kelas\na,1,Kepala Dinas A,1,{cell}\n"))
    assert rows(partial, "jobs", "grade") == [(grade,)]
    assert issues.height == 0


def test_grade_outside_its_bounds_refuses_its_row(tmp_path: Path) -> None:
    text = "ID,Kode,Nama Jabatan,ABK,Kelas\na,1,Kepala Dinas A,1,14\nb,1.1,Arsiparis Mahir,1,18\n"
    _, partial, issues = read(csv(tmp_path, text))
    assert rows(partial, "posts", "need") == [(1,)]
    assert messages(issues, "ERROR") == [(3, "Kelas", "Kelas jabatan: di luar 1–17")]


def test_absent_need_stays_absent(tmp_path: Path) -> None:
    text = "ID,Kode,Nama Jabatan,ABK\na,1,Kepala Dinas Sosial,\n"
    _, partial, _ = read(csv(tmp_path, text))
    assert rows(partial, "posts", "need", "need_source") == [(None, None)]


def test_people_in_cells_are_seated_by_their_nip(tmp_path: Path) -> None:
    people = "198609262015051001 - Budi - 58\n198609262015052001 - Ani - 60"
    table = [
        ["ID", "KODE", "NAMA JABATAN", "DATA ASN"],
        ["a", "1", "Kepala Dinas Sosial", ""],
        ["b", "1.1", "Pengelola Data", people],
        ["c", "1.2", "Arsiparis Mahir", "Budi - 58"],
    ]
    reader, partial, issues = read(xlsx(tmp_path, table))
    assert reader.kind == "eformasi-pegawai"
    assert rows(partial, "employees", "employee_id", "post_id") == [
        ("198609262015051001", "EF-1:pengelola data"),
        ("198609262015052001", "EF-1:pengelola data"),
    ]
    assert partial.updates == {"employees"}
    assert messages(issues, "ERROR") == [(4, "DATA ASN", "ada baris tanpa NIP 18 angka di depan")]


def test_qualifications_of_a_job_become_its_lowest_level_and_all_fields(tmp_path: Path) -> None:
    text = (
        "ID,Anjab ID,Anjab Nama,Pendidikan ID,Pendidikan Nama\n1,a,Perawat Ahli Muda,x,S-1 KEPERAWATAN\n"
        "2,a,Perawat Ahli Muda,y,D-IV KEPERAWATAN\n3,b,Arsiparis,z,D-III KEARSIPAN\n4,b,Arsiparis,z,\n"
    )
    reader, partial, issues = read(csv(tmp_path, text))
    assert reader.kind == "eformasi-kualifikasi"
    assert rows(partial, "jobs", "name", "min_education", "education_fields") == [
        ("Perawat Ahli Muda", "D4", ["KEPERAWATAN"]),
        ("Perawat Ahli Muda", "D4", ["KEPERAWATAN"]),
        ("Arsiparis", "D3", ["KEARSIPAN"]),
    ]
    assert messages(issues, "ERROR") == [(5, "Pendidikan Nama", "kualifikasi pendidikan kosong")]


def test_local_list_with_titles_groups_merged_cells_and_its_own_arithmetic(tmp_path: Path) -> None:
    table: list[list[object]] = [
        ["DAFTAR KEBUTUHAN JABATAN"],
        ["KABUPATEN CONTOH"],
        ["NO", "NAMA JABATAN", "NAMA UNIT KERJA", "KUALIFIKASI PENDIDIKAN", "ABK", "RIIL", "STATUS", "+/-"],
        ["I", "Jabatan Fungsional", "", "", "", "", "", ""],
        [1, "Guru Matematika", "SMPN 1 Gambut", "S-1 Pendidikan Matematika", 2, 1, "KURANG", -1],
        [2, "Guru Ahli Muda", "", "S-1", "1,5", 1, "KURANG", -2],
        [3, "Pengelola Data", "SMPN 1 Gambut", "D-III Komputer", "-", 0, "", 0],
        [4, "Pengelola Data", "SMPN 1 Gambut", "S-1 Statistika", 1, 0, "", -1],
        [5, "Guru Matematika", "SMPN 1 Gambut", "S-1 Pendidikan Matematika", 2, 1, "", -1],
        ["", "JUMLAH", "", "", 9, 3, "", ""],
    ]
    reader, partial, issues = read(xlsx(tmp_path, table))
    assert reader.kind == "kebutuhan-jabatan"
    assert rows(partial, "units", "unit_id", "name", "kind") == [("smp negeri 1 gambut", "SMPN 1 Gambut", "SCHOOL")]
    assert rows(partial, "posts", "job_id", "subject", "need", "need_source") == [
        ("guru matematika", "Matematika", 2, "Daftar Kebutuhan Jabatan (berkas.xlsx)"),
        ("guru ahli muda", None, 2, "Daftar Kebutuhan Jabatan (berkas.xlsx)"),
        ("pengelola data", None, 1, "Daftar Kebutuhan Jabatan (berkas.xlsx)"),
    ]
    assert rows(partial, "jobs", "job_id", "category", "ladder", "level", "min_education", "education_fields") == [
        ("guru matematika", "FUNGSIONAL", "GURU", None, "S1", ["PENDIDIKAN MATEMATIKA"]),
        ("guru ahli muda", "FUNGSIONAL", "GURU", "AHLI_MUDA", "S1", None),
        ("pengelola data", None, None, None, "D3", ["KOMPUTER"]),
    ]
    assert messages(issues, "ERROR") == [
        (9, "NAMA JABATAN", "formasi ini sudah ada pada baris di atas (unit dan jabatan sama)")
    ]
    assert [row[:2] for row in messages(issues, "WARNING")] == [
        (6, "+/-"),
        (6, "NAMA UNIT KERJA"),
        (8, "NAMA JABATAN"),
    ]


def test_head_of_a_school_is_a_duty_without_a_seat(tmp_path: Path) -> None:
    text = (
        "Nama Jabatan;Unit Kerja;Eselon;ABK\nKepala Sekolah;SDN 1 Gambut;;1\nKepala SMPN 2;SMPN 2 Gambut;;-\n"
        "Kepala Subbagian Tata Usaha;SMAN 1 Gambut;IV.b;1\nKepala Sekolah;SKB Gambut;IV.a;1\n"
    )
    _, partial, issues = read(csv(tmp_path, text))
    assert rows(partial, "posts", "job_id", "need", "leads_unit") == [
        ("KEPALA_SEKOLAH", 0, True),
        ("KEPALA_SEKOLAH", 0, True),
        ("kepala subbagian tata usaha IV.b", 1, None),
        ("kepala sekolah IV.a", 1, None),
    ]
    assert rows(partial, "jobs", "name", "category", "ladder")[0] == (
        "Kepala Sekolah (tugas tambahan)", "FUNGSIONAL", "KEPALA_SEKOLAH",
    )  # fmt: skip
    assert [row[0] for row in messages(issues, "WARNING")] == [2]


def test_need_of_parts_without_any_number_stays_absent(tmp_path: Path) -> None:
    text = "Nama Jabatan;Unit Kerja;Pendidikan;ABK\nArsiparis;Dinas A;D-III;\nArsiparis;Dinas A;S-1;\n"
    _, partial, _ = read(csv(tmp_path, text))
    assert rows(partial, "posts", "need") == [(None,)]


@pytest.mark.parametrize("gap", ["-0,5", "-1"])
def test_difference_before_or_after_rounding_is_right(tmp_path: Path, gap: str) -> None:
    text = f"Nama Jabatan;Unit Kerja;ABK;Riil;+/-\nArsiparis;Dinas A;1,5;1;{gap}\n"
    _, _, issues = read(csv(tmp_path, text))
    assert messages(issues, "WARNING") == []


def test_exchange_template_with_types_and_kinds(tmp_path: Path) -> None:
    text = (
        "nomor,nama,tipe,kategori,jenjang,kebutuhan,eksisting,unit_kerja\n1,Dinas A,Unit Organisasi,,,,,\n"
        "1.1,Kepala Dinas A,Jabatan,Struktural,II.b,1,1,Dinas A\n1.2,Penata Layanan,Jabatan,Pelaksana,,3,1,Dinas A\n"
    )
    reader, partial, issues = read(csv(tmp_path, text))
    assert reader.kind == "kebutuhan-jabatan"
    assert rows(partial, "jobs", "name", "category", "level") == [
        ("Kepala Dinas A", "JPT", "II.b"),
        ("Penata Layanan", "PELAKSANA", None),
    ]
    assert rows(partial, "posts", "need") == [(1,), (3,)]
    assert [row[0] for row in messages(issues, "INFO")] == [2]


def test_formation_proposal_with_a_grouped_header(tmp_path: Path) -> None:
    table: list[list[object]] = [
        ["No", "Jabatan", "Pendidikan", "Unit Kerja", "ABK", "Bezzeting", "", "", "", "Kurang/Lebih"],
        ["", "", "", "", "", "CPNS", "PNS", "PPPK", "JML", ""],
        [1, "Arsiparis Mahir", "D-III Kearsipan", "Dinas A", 3, 0, 1, 1, 2, -1],
        [2, "Pengelola Data", "D-III", "Dinas A", 3, 0, 1, 1, 2, 1],
    ]
    _, partial, issues = read(xlsx(tmp_path, table))
    assert rows(partial, "posts", "job_id", "need") == [("arsiparis mahir", 3), ("pengelola data", 3)]
    assert messages(issues, "WARNING") == [
        (4, "Kurang/Lebih", "selisih yang tercetak tidak sama dengan riil dikurangi kebutuhan")
    ]


@pytest.mark.parametrize("heading", ["Kebutuhan", "JUMLAH KEBUTUHAN", "keb", "Formasi", "ABK"])
def test_local_list_knows_the_names_of_the_need(tmp_path: Path, heading: str) -> None:
    _, partial, _ = read(csv(tmp_path, f"Nama Jabatan;Unit Kerja;{heading};Bezetting\nArsiparis;Dinas A;1.234;3\n"))
    assert rows(partial, "posts", "need") == [(1234,)]


@pytest.mark.skipif(not SHARED, reason="PENATA_SHARED_DATA does not name the folder of shared data")
def test_real_functional_reference_is_read_whole(tmp_path: Path) -> None:
    source = Path(SHARED, "siasn_ref", "jabatanFungsional.json")
    if not source.exists():
        pytest.skip(f"{source.name} is not in the shared data")
    whole = pl.DataFrame(json.loads(source.read_text("utf-8")))
    path = tmp_path / "Referensi-Jabatan-Fungsional.csv"
    whole.select("id", "nama", "jenjang", "usiaBup").rename({"usiaBup": "BUP"}).write_csv(path)
    _, partial, issues = read(path)
    jobs = partial.tables["jobs"]
    assert jobs.height == 1466
    assert dict(jobs.group_by("retirement_age").len().rows()) == {58: 1022, 60: 313, 65: 116, 62: 9, 70: 4, None: 2}
    teachers = jobs.filter((pl.col("ladder") == "GURU") & pl.col("name").str.contains("Ahli"))
    assert sorted(teachers["level"]) == ["AHLI_MADYA", "AHLI_MUDA", "AHLI_PERTAMA", "AHLI_UTAMA"]
    assert set(teachers["retirement_age"]) == {60}
    assert messages(issues, "ERROR") == []
