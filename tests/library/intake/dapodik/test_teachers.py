"""Dapodik's list of teachers, and how it meets people whom another file gave."""

import datetime as dt
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from penata.intake.dapodik.teachers import READER
from penata.intake.issues import Issues
from penata.intake.joining.join import Intake, join_files
from penata.intake.reader import Partial, fits
from penata.intake.text.grid import read_grids
from penata.intake.text.sheet import read_sheet
from penata.intake.writing import write_dataset
from penata.tables import dataset_of

HEAD = (
    "Nama,NIK,NIP,Tanggal Lahir,Status Kepegawaian,Tempat Tugas,NPSN,Status Tugas,Jenis PTK,"
    "Bidang Studi Sertifikasi,Mata Pelajaran Diajarkan,Jam Mengajar Perminggu"
)
SITI = "197409242021211001"
JOKO = "198001012005011002"


def row(name: str, nip: str = "", born: str = "", status: str = "PNS", own: str = "Induk", certified: str = "",
        taught: str = "", hours: str = "24") -> str:  # fmt: skip
    return f"{name},3303,{nip},{born},{status},SDN A,30300001,{own},Guru,{certified},{taught},{hours}"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "guru.csv"


def read(file: Path, *rows: str) -> tuple[Partial, Issues]:
    file.write_text("\n".join([HEAD, *rows]) + "\n")
    grid = read_grids(file)[0]
    match = fits(grid, READER)
    assert match is not None
    issues = Issues()
    return READER.read(read_sheet(grid, match.header, READER.headings), issues), issues


def test_subjects_are_certified_ones_else_those_taught(file: Path) -> None:
    partial, issues = read(
        file,
        row("Siti", SITI, certified="Guru Kelas SD/MI", taught="PAI"),
        row("Joko", JOKO, taught="Penjasorkes; Tari"),
    )
    assert partial.tables["employees"].select("employee_id", "subjects", "teaching_hours").rows() == [
        (SITI, ["Guru Kelas"], 24.0),
        (JOKO, ["PJOK", "Tari"], 24.0),
    ]
    assert issues.frame().select("row", "severity", "column").rows() == [(3, "INFO", "Mata Pelajaran Diajarkan")]


def test_hours_of_two_schools_add_up(file: Path) -> None:
    partial, _ = read(
        file,
        row("Siti", SITI, own="Non Induk", taught="IPA", hours="6"),
        row("Siti", SITI, certified="PAI", hours='"18,5"'),
    )
    assert partial.tables["employees"].select("row", "subjects", "teaching_hours").rows() == [
        (3, ["Pendidikan Agama Islam"], 24.5)
    ]
    assert partial.kept.to_list() == [2, 3]


def test_absent_hours_and_subjects_stay_absent(file: Path) -> None:
    partial, issues = read(file, row("Siti", SITI, hours=""))
    assert partial.tables["employees"].select("subjects", "teaching_hours").rows() == [(None, None)]
    assert issues.frame()["message"].to_list() == ["mata pelajaran tidak diketahui"]


def test_honorary_teachers_are_told_and_left_aside(file: Path) -> None:
    partial, issues = read(file, row("Budi", status="Guru Honor Sekolah", taught="PJOK"))
    assert partial.tables["employees"].height == 0
    assert partial.kept.to_list() == [2]
    assert issues.frame().select("severity", "message").rows() == [
        ("INFO", "bukan ASN: tidak dicocokkan dengan pegawai")
    ]


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (row("", SITI), "Nama"),
        (row("Siti", "1974"), "NIP"),
        (row("Siti", SITI, hours="banyak"), "Jam Mengajar Perminggu"),
        (row("Siti", SITI, hours="81"), "Jam Mengajar Perminggu"),
        (row("Siti", SITI, born="31-31-1974"), "Tanggal Lahir"),
    ],
)
def test_unreadable_row_is_refused_with_its_place(file: Path, line: str, column: str) -> None:
    partial, issues = read(file, line)
    assert partial.kept.to_list() == []
    assert issues.frame().filter(severity="ERROR").select("row", "column").rows() == [(2, column)]


PEOPLE: list[dict[str, Any]] = [
    {"employee_id": SITI, "name": "Siti Aminah, S.Pd.", "birth_date": dt.date(1974, 9, 24)},
    {"employee_id": JOKO, "name": "Drs. H. JOKO", "birth_date": dt.date(1980, 1, 1)},
    {"employee_id": "199001012015011003", "name": "Joko, S.Pd.", "birth_date": dt.date(1990, 1, 1)},
]


def joined(tmp_path: Path, file: Path, *rows: str) -> Intake:
    units = [{"unit_id": "U", "agency_id": "K", "name": "SD Negeri A"}]
    jobs = [{"job_id": "J", "name": "Guru"}]
    posts = [{"post_id": "U:J", "unit_id": "U", "job_id": "J"}]
    agencies = [{"agency_id": "K", "name": "Kabupaten"}]
    people = [{**person, "employment": "PNS", "post_id": "U:J"} for person in PEOPLE]
    tables = {"agencies": agencies, "units": units, "jobs": jobs, "posts": posts, "employees": people}
    write_dataset(dataset_of({name: pl.DataFrame(rows) for name, rows in tables.items()}), tmp_path / "data")
    file.write_text("\n".join([HEAD, *rows]) + "\n")
    return join_files([tmp_path / "data", file])


def subjects(intake: Intake) -> dict[str, list[str] | None]:
    return dict(intake.dataset["employees"].select("employee_id", "subjects").rows())


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (row("SITI AMINAH", SITI, certified="PAI"), SITI),
        (row("Siti Aminah", certified="PAI"), SITI),
        (row("Siti Aminah", "197409242021211999", certified="PAI"), SITI),
        (row("Joko", born="01-01-1980", certified="PAI"), JOKO),
        (row("Joko", certified="PAI"), None),
        (row("Siti Aminah", born="25-09-1974", certified="PAI"), None),
        (row("Siti", certified="PAI"), None),
    ],
)
def test_person_is_found_by_nip_else_by_name(tmp_path: Path, file: Path, line: str, found: str | None) -> None:
    intake = joined(tmp_path, file, line)
    told = {employee for employee, subject in subjects(intake).items() if subject == ["Pendidikan Agama Islam"]}
    assert told == ({found} if found else set())
    assert intake.refused == (0 if found else 1)
    assert intake.dataset["employees"].height == 3


def test_two_rows_of_one_person_are_not_lost_silently(tmp_path: Path, file: Path) -> None:
    intake = joined(
        tmp_path,
        file,
        row("Siti Aminah", SITI, certified="PAI"),
        row("Siti Aminah", born="24-09-1974", certified="IPA"),
    )
    assert subjects(intake)[SITI] == ["Pendidikan Agama Islam"]
    assert intake.issues.sentences()[-1].endswith("pegawai ini sudah ada pada baris lain; hapus salah satu")
    assert intake.refused == 1


def test_school_table_joins_units_by_name_and_districts_too(tmp_path: Path) -> None:
    agencies, units = [{"agency_id": "K", "name": "K"}], [{"unit_id": "U", "agency_id": "K", "name": "SD Negeri A"}]
    districts = [{"district_id": "63.03.01", "name": "Martapura"}]
    tables = {"agencies": agencies, "units": units, "districts": districts}
    write_dataset(dataset_of({name: pl.DataFrame(rows) for name, rows in tables.items()}), tmp_path / "data")
    table = tmp_path / "sekolah.csv"
    table.write_text(
        "Nama Sekolah,NPSN,BP,Status,PD,Rombel,Guru,Kecamatan\n"
        "SDN A,30300001,SD,Negeri,120,6,8,Martapura\n"
        "SDN B,30300002,SD,Negeri,120,6,8,Gambut\n"
    )
    intake = join_files([tmp_path / "data", table])
    assert intake.dataset["schools"].select("unit_id", "npsn").rows() == [("30300002", "30300002"), ("U", "30300001")]
    assert intake.dataset["districts"]["district_id"].to_list() == ["63.03.01", "GAMBUT"]
    table.write_text(
        "Nama Sekolah,NPSN,BP,Status,PD,Rombel,Guru,Kecamatan\n"
        "SDN A,30300001,SD,Negeri,120,6,8,Martapura\n"
        "SDN A,30300002,SD,Negeri,120,6,8,Gambut\n"
    )
    twice = join_files([tmp_path / "data", table])
    assert (twice.dataset["schools"].height, twice.refused) == (0, 2)
