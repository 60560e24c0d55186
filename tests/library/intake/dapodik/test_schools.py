"""Dapodik's progress table."""

import os
from pathlib import Path

import polars as pl
import pytest

from penata.intake.dapodik.schools import READER
from penata.intake.issues import Issues
from penata.intake.reader import Partial, fits
from penata.intake.text.grid import read_grids
from penata.intake.text.sheet import read_sheet

HEAD = "No,Nama Sekolah,NPSN,BP,Status,Last Sync,Jml Sync,PD,Rombel,Guru,Pegawai,R. Kelas,R. Lab,Tahun,Kecamatan"
ROWS = [
    "1,SDN A,30300001,SD,Negeri,10 Feb 2025 10:00:00,4,120,6,8,1,6,0,2025,Martapura",
    "2,SD Islam B,30300002,SD,Swasta,11 Mei 2024 10:00:00,4,1.693,53,111,1,53,0,2025,Kec. Tatah Makmur",
    "3,KB C,30300003,KB,Swasta,11 Feb 2025 10:00:00,4,12,1,2,0,1,0,2025,Martapura",
]


def read(tmp_path: Path, *rows: str) -> tuple[Partial, Issues]:
    file = tmp_path / "dapodik.csv"
    file.write_text("\n".join([HEAD, *rows]) + "\n")
    return read_file(file)


def read_file(file: Path) -> tuple[Partial, Issues]:
    grid = read_grids(file)[0]
    match = fits(grid, READER)
    assert match is not None
    issues = Issues()
    return READER.read(read_sheet(grid, match.header, READER.headings), issues), issues


def test_schools_units_and_districts(tmp_path: Path) -> None:
    partial, issues = read(tmp_path, *ROWS)
    assert partial.kept.to_list() == [2, 3, 4]
    assert partial.tables["schools"].drop("row", "npsn").rows() == [
        ("30300001", "SD", 120, 6, 6, 8, False),
        ("30300002", "SD", 1693, 53, 53, 111, True),
    ]
    assert partial.tables["units"].drop("row").rows() == [
        ("30300001", "SDN A", "SCHOOL", "MARTAPURA"),
        ("30300002", "SD Islam B", "SCHOOL", "TATAH_MAKMUR"),
        ("30300003", "KB C", "SCHOOL", "MARTAPURA"),
    ]
    assert partial.tables["districts"].drop("row").rows() == [
        ("MARTAPURA", "Martapura"), ("TATAH_MAKMUR", "Tatah Makmur")
    ]  # fmt: skip
    assert issues.errors == 0
    assert issues.frame().select("row", "message").rows() == [
        (4, "bukan sekolah formal: dicatat sebagai unit, tanpa kebutuhan guru")
    ]


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        ("9,SDN A,30300001,SD,Negeri,13 Feb 2025 08:00:00,4,121,6,9,1,6,0,2025,Martapura", ROWS[0]),
        ("9,SDN A,30300001,SD,Negeri,01 Agt 2025 08:00:00,1,121,6,9,1,6,0,2025,Martapura", ROWS[0]),
        ("9,SDN A,30300001,SD,Negeri,10 Feb 2025 10:00:00,5,121,6,9,1,6,0,2025,Martapura", ROWS[0]),
    ],
)
def test_newest_of_a_doubled_school_counts_wherever_it_stands(tmp_path: Path, newer: str, older: str) -> None:
    for place, rows in enumerate(([newer, older], [older, newer])):
        partial, issues = read(tmp_path, *rows)
        assert partial.tables["schools"].select("pupils", "teachers").rows() == [(121, 9)]
        assert partial.kept.to_list() == [2, 3]
        found = issues.frame().row(0, named=True)
        assert (found["severity"], found["row"]) == ("WARNING", 3 - place)
        assert found["message"] == (
            f"NPSN ini ada dua kali; yang dipakai baris {2 + place} (sinkronisasi terakhir): PD 120 → 121, Guru 8 → 9"
        )


def test_same_school_twice_alike_is_only_told(tmp_path: Path) -> None:
    partial, issues = read(tmp_path, ROWS[0], ROWS[0])
    assert partial.tables["schools"].height == 1
    assert issues.frame().select("severity", "row").rows() == [("INFO", 3)]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (ROWS[0].replace("30300001", "3030001"), "NPSN"),
        (ROWS[0].replace("30300001", ""), "NPSN"),
        (ROWS[0].replace("SDN A", ""), "Nama Sekolah"),
        (ROWS[0].replace(",120,6,", ",1.4,6,"), "PD"),
        (ROWS[0].replace(",120,6,", ",120,enam,"), "Rombel"),
        (ROWS[0].replace(",120,6,", ",120,-6,"), "Rombel"),
    ],
)
def test_unreadable_row_is_refused_with_its_place(tmp_path: Path, row: str, column: str) -> None:
    partial, issues = read(tmp_path, row, ROWS[2])
    assert partial.kept.to_list() == [3]
    assert issues.frame().filter(severity="ERROR").select("row", "column").rows() == [(2, column)]


def test_absent_classes_are_absent_and_told(tmp_path: Path) -> None:
    partial, issues = read(tmp_path, ROWS[0].replace(",120,6,", ",120,,"))
    assert partial.tables["schools"]["classes"].to_list() == [None]
    assert issues.frame().select("severity", "column").rows() == [("WARNING", "Rombel")]


def test_unreadable_time_counts_as_oldest(tmp_path: Path) -> None:
    partial, issues = read(tmp_path, ROWS[0].replace("10 Feb 2025 10:00:00", "kemarin"), ROWS[0].replace(",8,", ",9,"))
    assert partial.tables["schools"]["teachers"].to_list() == [9]
    assert issues.frame().filter(column="Last Sync")["severity"].to_list() == ["WARNING"]


def test_real_table_of_a_regency() -> None:
    folder = os.environ.get("PENATA_SHARED_DATA")
    file = Path(folder or "") / "schools" / "dapodik_kab_banjar_2025.csv"
    if folder is None or not file.exists():
        pytest.skip("the shared data are not here (PENATA_SHARED_DATA)")
    partial, issues = read_file(file)
    frame = issues.frame()
    assert (len(partial.kept), frame.filter(severity="ERROR").height) == (1039, 1)  # one cell says 1.4 pupils
    doubled = frame.filter(pl.col("message").str.starts_with("NPSN ini ada dua kali"))
    assert (doubled.height, doubled.filter(severity="WARNING").height) == (78, 3)
    state = partial.tables["schools"].filter(stage="SD", private=False)
    assert (state.height, *state.select("pupils", "classes", "teachers").sum().row(0)) == (360, 39_012, 2_382, 3_108)
