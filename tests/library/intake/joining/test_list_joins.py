"""Lists of jobs, units and needs joined with a SIASN export: one dataset, nothing twice, nothing lost."""

from pathlib import Path

import polars as pl
from siasn_export import HEADINGS, person, write_csv

from penata.intake.joining.join import Intake, join_files

HEAD = {
    "JENIS_JABATAN_ID": "1", "JABATAN_ID": "U-DINAS", "JABATAN_NAMA": "KEPALA DINAS PENDIDIKAN",
    "UNOR_ID": "U-DINAS", "UNOR_NAMA": "DINAS PENDIDIKAN", "ESELON_ID": "22", "ESELON_NAMA": "II.b",
}  # fmt: skip
HIERARCHY = (
    "ID,NAMA_UNOR,ID_ATASAN\nU-DINAS,DINAS PENDIDIKAN,\nU-SEK,SEKRETARIAT,U-DINAS\n"
    "U-SD1,SD Negeri 1 Martapura,U-DINAS\nU-SD2,SD Negeri 2 Martapura,U-DINAS\n"
)
STRUCTURAL = (
    "ID,Nama_unor,Nama_jabatan,Eselon_id\nU-DINAS,DINAS PENDIDIKAN,KEPALA DINAS PENDIDIKAN,22\n"
    "U-SEK,SEKRETARIAT,SEKRETARIS,31\n"
)
FUNCTIONAL = "ID,Nama,Jenjang,BUP\n8ae48288guru,Guru Ahli Muda,MU,60\nj-pertama,Guru Ahli Pertama,PT,60\n"


def export(tmp_path: Path) -> Path:
    people = [person(1), person(2, UNOR_ID="U-OLD", UNOR_NAMA="SDN Lama"), person(3, **HEAD)]
    return write_csv(tmp_path / "asn.csv", people)


def file(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def errors(result: Intake) -> list[str]:
    issues = result.issues.frame()
    return issues.filter(pl.col("severity") == "ERROR")["message"].to_list()


def rows(result: Intake, table: str, *columns: str) -> list[tuple[object, ...]]:
    return result.dataset[table].select(columns).rows()


def test_reference_lists_add_vacant_seats_the_tree_and_retirement_ages(tmp_path: Path) -> None:
    lists = {"hierarki.csv": HIERARCHY, "struktural.csv": STRUCTURAL, "fungsional.csv": FUNCTIONAL}
    result = join_files([export(tmp_path), *(file(tmp_path, name, text) for name, text in lists.items())])
    assert errors(result) == []
    assert rows(result, "units", "unit_id", "parent_id", "agency_id", "active") == [
        ("U-DINAS", None, "A-63", True),
        ("U-OLD", None, "A-63", False),
        ("U-SD1", "U-DINAS", "A-63", True),
        ("U-SD2", "U-DINAS", "A-63", True),
        ("U-SEK", "U-DINAS", "A-63", True),
    ]
    assert rows(result, "posts", "post_id", "need", "leads_unit") == [
        ("U-DINAS:S-U-DINAS", 1, True),
        ("U-OLD:8ae48288guru", None, False),
        ("U-SD1:8ae48288guru", None, False),
        ("U-SEK:S-U-SEK", 1, True),
    ]
    assert rows(result, "jobs", "job_id", "category", "level", "retirement_age") == [
        ("8ae48288guru", "FUNGSIONAL", "AHLI_MUDA", 60),
        ("S-U-DINAS", "JPT", "II.b", None),
        ("S-U-SEK", "ADMINISTRATOR", "III.a", None),
        ("j-pertama", "FUNGSIONAL", "AHLI_PERTAMA", 60),
    ]
    assert [(count.read, count.kept, count.refused) for count in result.counts] == [
        (3, 3, 0), (4, 4, 0), (2, 2, 0), (2, 2, 0),
    ]  # fmt: skip


def test_without_a_hierarchy_nothing_is_said_of_units_in_force(tmp_path: Path) -> None:
    result = join_files([export(tmp_path), file(tmp_path, "struktural.csv", STRUCTURAL)])
    assert set(result.dataset["units"]["active"]) == {None}


def test_local_list_fills_needs_by_names_of_unit_and_job(tmp_path: Path) -> None:
    text = (
        "NO,NAMA JABATAN,NAMA UNIT KERJA,KUALIFIKASI PENDIDIKAN,ABK,RIIL\n"
        "1,GURU AHLI MUDA,SDN 1 Martapura,S-1 PGSD,6,1\n2,Penjaga Sekolah,SD NEGERI 1 MARTAPURA,SLTA,1,0\n"
        "3,Kepala Dinas Pendidikan,Dinas Pendidikan,S-1,1,1\n"
    )
    result = join_files([export(tmp_path), file(tmp_path, "kebutuhan.csv", text)])
    assert errors(result) == []
    assert rows(result, "posts", "post_id", "need", "need_source") == [
        ("U-DINAS:S-U-DINAS", 1, "Daftar Kebutuhan Jabatan (kebutuhan.csv)"),
        ("U-OLD:8ae48288guru", None, None),
        ("U-SD1:8ae48288guru", 6, "Daftar Kebutuhan Jabatan (kebutuhan.csv)"),
        ("U-SD1:penjaga sekolah", 1, "Daftar Kebutuhan Jabatan (kebutuhan.csv)"),
    ]
    jobs = dict(rows(result, "jobs", "job_id", "min_education"))
    assert jobs == {"8ae48288guru": "S1", "S-U-DINAS": "S1", "penjaga sekolah": "SMA"}
    warned = result.issues.frame().filter(pl.col("severity") == "WARNING").select("row", "column", "value").rows()
    assert warned == [(3, "jabatan", "Penjaga Sekolah")]


def test_formation_matches_units_by_the_heads_of_its_tree(tmp_path: Path) -> None:
    text = (
        "ID,Kode,Nama Jabatan,ABK,Kelas,Posisi ID,Terisi ASN\ne1,1,Kepala Dinas Pendidikan,1,14,p1,1\n"
        "e2,1.1,Sekretaris,1,12,p2,0\ne3,1.1.1,Pengelola Data,2,6,p3,0\n"
    )
    result = join_files(
        [export(tmp_path), file(tmp_path, "hierarki.csv", HIERARCHY), file(tmp_path, "eformasi.csv", text)]
    )
    assert errors(result) == []
    assert rows(result, "posts", "post_id", "need", "external_id")[0] == ("U-DINAS:S-U-DINAS", 1, "p1")
    assert ("U-SEK:pengelola data", 2) in rows(result, "posts", "post_id", "need")
    assert dict(rows(result, "jobs", "job_id", "grade"))["S-U-DINAS"] == 14


def test_qualifications_reach_known_jobs_and_unknown_ones_are_refused(tmp_path: Path) -> None:
    text = (
        "ID,Anjab ID,Anjab Nama,Pendidikan ID,Pendidikan Nama\n1,a,Guru Ahli Muda,x,S-1 PGSD\n"
        "2,a,Guru Ahli Muda,y,S-1 MATEMATIKA\n3,b,Pawang Hujan,z,SD\n"
    )
    result = join_files([export(tmp_path), file(tmp_path, "kualifikasi.csv", text)])
    asked = {row[0]: row[1:] for row in rows(result, "jobs", "job_id", "min_education", "education_fields")}
    assert asked["8ae48288guru"] == ("S1", ["MATEMATIKA", "PGSD"])
    assert [(count.read, count.kept, count.refused) for count in result.counts][1] == (3, 2, 1)


def test_echelon_that_the_export_lacks_comes_from_the_structural_reference(tmp_path: Path) -> None:
    people = [person(1, **{**HEAD, "ESELON_ID": "null", "ESELON_NAMA": "null"})]
    old = write_csv(tmp_path / "asn.csv", people, headings=HEADINGS[:67])
    result = join_files([old, file(tmp_path, "struktural.csv", STRUCTURAL)])
    assert rows(result, "jobs", "job_id", "category", "level")[0] == ("S-U-DINAS", "JPT", "II.b")
    assert rows(result, "employees", "post_id") == [("U-DINAS:S-U-DINAS",)]


def test_people_of_the_formation_are_seated_where_the_export_has_no_seat(tmp_path: Path) -> None:
    seatless = person(4, UNOR_ID="null", UNOR_NAMA="null")
    asn = write_csv(tmp_path / "asn.csv", [person(1), person(3, **HEAD), seatless])
    stranger = "198001012005012999"
    cell = f'"{seatless["NIP BARU"]} - Siti - 60\n{person(1)["NIP BARU"]} - Siti - 60"'
    text = (
        "ID,KODE,NAMA JABATAN,DATA ASN\na,1,Kepala Dinas Pendidikan,\n"
        f"b,1.1,Pengelola Data,{cell}\nc,1.2,Arsiparis Mahir,{stranger} - Ani - 58\n"
    )
    result = join_files([asn, file(tmp_path, "pegawai.csv", text)])
    seats = dict(rows(result, "employees", "employee_id", "post_id"))
    assert seats[seatless["NIP BARU"]] == "U-DINAS:pengelola data"
    assert seats[person(1)["NIP BARU"]] == "U-SD1:8ae48288guru"
    assert stranger not in seats
    assert [(count.read, count.kept, count.refused) for count in result.counts][1] == (3, 2, 1)
    differs = result.issues.frame().filter(pl.col("column") == "employees.post_id")
    assert differs["row"].to_list() == [3]


def test_need_of_a_whole_ladder_seats_the_people_of_every_level(tmp_path: Path) -> None:
    nurse = {"UNOR_ID": "U-PKM", "UNOR_NAMA": "Puskesmas Gambut"}
    levels = {"j-mahir": "Perawat Mahir", "j-muda": "Perawat Ahli Muda"}
    people = [
        person(n, JABATAN_ID=i, JABATAN_NAMA=name, **nurse) for n, (i, name) in enumerate(levels.items(), start=1)
    ]
    asn = write_csv(tmp_path / "asn.csv", people)
    text = "Nama Jabatan;Unit Kerja;ABK\nPerawat;Puskesmas Gambut;5\nPengelola Data;Puskesmas Gambut;1\n"
    result = join_files([asn, file(tmp_path, "kebutuhan.csv", text)])
    assert rows(result, "employees", "post_id", "job_id") == [
        ("U-PKM:perawat", "j-mahir"),
        ("U-PKM:perawat", "j-muda"),
    ]
    assert rows(result, "posts", "post_id", "need") == [("U-PKM:pengelola data", 1), ("U-PKM:perawat", 5)]
    told = {row[0]: row[1:] for row in rows(result, "jobs", "job_id", "category", "ladder", "level")}
    assert told["perawat"] == ("FUNGSIONAL", "PERAWAT", None)
    assert told["pengelola data"] == (None, None, None)
