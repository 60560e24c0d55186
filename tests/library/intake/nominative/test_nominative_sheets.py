"""Committees' lists as they are really laid out: joint cells, merged headings, several sheets, spoilt NIPs."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from office import NIP, POSTS, UNITS, office

from penata.intake.nominative import Proposal, read_proposal
from penata.tables import InputError

HEAD = ("NO.", "NAMA, NIP,\nTANGGAL LAHIR", "PANGKAT, GOL. RUANG", "JABATAN LAMA", "JABATAN BARU", "ESELON", "KET")
FAJAR = f"Fajar Sidik, S.Pd.\nNIP. {NIP['fajar']}\n03-02-1985"
ROW = (
    "1.",
    FAJAR,
    "Penata, III/c",
    "Guru Ahli Muda\nSD Negeri 1 Rawa",
    "Guru Ahli Muda\nSDN 2 Rawa",
    "Ahli Muda",
    "Rotasi",
)


def read(path: Path, *sheets: Sequence[Sequence[object]], names: Sequence[str] = ()) -> Proposal:
    """The proposal in a workbook of these rows."""
    with xlsxwriter.Workbook(str(path / "usulan.xlsx")) as book:
        for place, rows in enumerate(sheets):
            page = book.add_worksheet(names[place] if names else None)
            for row, cells in enumerate(rows):
                page.write_row(row, 0, cells)
    return read_proposal(path / "usulan.xlsx", office())


def test_committees_layout_is_read_below_titles_and_above_signatures(tmp_path: Path) -> None:
    rows = [["DAFTAR USULAN"], [], HEAD, ["1", "2", "3", "4", "5", "6", "7"], ROW, [], ["", "", "", "", "Mengetahui,"],
            ["", "", "", "", "Bupati"]]  # fmt: skip
    found = read(tmp_path, rows)
    assert found.rows.select("row", "nip", "name", "employee_id", "to_post_id", "stated_post_id", "note").rows() == [
        (5, NIP["fajar"], "Fajar Sidik, S.Pd.", NIP["fajar"], "K2:kelas", "K1:kelas", "Rotasi")
    ]
    assert found.sheets[0].not_names == (7, 8)
    assert found.remarks["code"].to_list() == ["READ_BY_SUBJECT"]


def test_one_column_for_each_fact_is_read_too(tmp_path: Path) -> None:
    head = ["No", "Nama", "NIP", "Jabatan Sekarang", "Unit Kerja Sekarang", "Jabatan Usulan", "Unit Kerja Tujuan"]
    row = [1, "Citra Dewi", f"'{NIP['citra']}", "Pengawas IV.a", "Seksi Anak", "Kepala Seksi", "Seksi Lansia"]
    found = read(tmp_path, [head, row, [2, "Citra Dewi", NIP["citra"], "", "", "Kepala", "Seksi Lansia, Dinas Sosial"]])
    assert found.rows["employee_id"].to_list() == [NIP["citra"], NIP["citra"]]
    assert found.rows["stated_post_id"].to_list() == ["S1:IV.a", None]
    assert found.rows["to_post_id"].to_list() == [None, "S2:IV.a"]


def test_csv_with_ids_only_is_enough(tmp_path: Path) -> None:
    file = tmp_path / "usulan.csv"
    file.write_text(f"NIP;ID formasi baru\n{NIP['fajar']};K2:kelas\n", "utf-8")
    assert read_proposal(file, office()).rows.select("row", "employee_id", "to_post_id").rows() == [
        (2, NIP["fajar"], "K2:kelas")
    ]


def test_person_spread_over_rows_is_one_name(tmp_path: Path) -> None:
    rows = [
        HEAD, ["A. PENDIDIKAN"],
        ["1", "Fajar Sidik, S.Pd.", "Penata", "Guru Ahli Muda", "Guru Ahli Muda", "", "Rotasi"],
        ["", f"NIP. {NIP['fajar'][:8]} {NIP['fajar'][8:14]} {NIP['fajar'][14]} {NIP['fajar'][15:]}", "III/c",
         "SD Negeri 1 Rawa", "SD Negeri 2 Rawa"],
        ["", "03-02-1985"], ["2", *ROW[1:]],
    ]  # fmt: skip
    found = read(tmp_path, rows)
    assert found.rows.select("row", "employee_id", "to_post_id").rows() == [
        (3, NIP["fajar"], "K2:kelas"), (6, NIP["fajar"], "K2:kelas"),
    ]  # fmt: skip
    assert found.rows["rank"][0] == "Penata\nIII/c"


def test_sheets_of_one_layout_are_all_read_and_others_named(tmp_path: Path) -> None:
    other = [["Unit", "Kebutuhan"], ["SD", 3]]
    found = read(tmp_path, [HEAD, ROW], [HEAD, ROW], other, names=["III", "IV", "Kebutuhan"])
    assert found.rows.select("sheet", "row").rows() == [("III", 2), ("IV", 2)]
    assert found.others == ("Kebutuhan",)


def test_nip_kept_as_a_number_is_refused_with_its_remedy(tmp_path: Path) -> None:
    head = ["Nama", "NIP", "ID formasi baru"]
    found = read(tmp_path, [head, ["Fajar", float(NIP["fajar"]), "K2:kelas"], ["Gita", "1,98502E+17", "K2:kelas"]])
    assert found.rows["employee_id"].to_list() == [None, None]
    assert found.remarks["code"].to_list() == ["UNREADABLE_NIP", "UNREADABLE_NIP"]
    assert "kolom ini berformat Teks" in found.remarks["text"][0]


@pytest.mark.parametrize(
    ("who", "code", "near"),
    [
        (f"Fajar Sidik\n{NIP['fajar'][:-1]}9", "UNKNOWN_PERSON", "Fajar Sidik"),
        ("Zainab Qomariah", "UNKNOWN_PERSON", ""),
        (f"Zainab Qomariah\n{NIP['fajar']}", "NAME_DIFFERS", ""),
        ("Gita Lestari, S.Pd.\n03-02-1985", "MATCHED_BY_NAME", ""),
    ],
)
def test_person_in_doubt_is_told_and_never_chosen(tmp_path: Path, who: str, code: str, near: str) -> None:
    found = read(tmp_path, [HEAD, ["1", who, *ROW[2:]]])
    remarks = found.remarks.filter(pl.col("code") == code)
    assert remarks.height == 1
    assert near in remarks["text"][0]
    assert (found.rows["employee_id"][0] is None) == (code == "UNKNOWN_PERSON")


@pytest.mark.parametrize(
    ("words", "post"),
    [
        ("Kepala Seksi Lansia pada Dinas Sosial", "S2:IV.a"),
        ("KEPALA SEKSI LANSIA\nBIDANG REHABILITASI\nDINAS SOSIAL KABUPATEN RAWA", "S2:IV.a"),
        ("Kepala Bidang Rehabilitasi", "B:III.b"),
        ("Pengawas IV.a, Seksi Lansia", "S2:IV.a"),
        ("Guru Ahli Muda PJOK SD Negeri 2 Rawa", "K2:pjok"),
        ("Guru Ahli Muda PJOK SDN 2 Rawa Kab. Rawa", "K2:pjok"),
        ("Guru PJOK Ahli Muda\nSD Negeri 2 Rawa", "K2:pjok"),
        ("Ahli Muda - Guru PJOK, SD Negeri 2 Rawa", "K2:pjok"),
        ("Guru Kelas SD Negeri 2 Rawa", "K2:kelas"),
        ("Guru Ahli Muda Guru Kelas\nSD Negeri 2 Rawa", "K2:kelas"),
        ("Kepala Seksi Lannsia Dinas Sosial", "S2:IV.a"),
        ("Kepala Seksi Remaja Dinas Sosial", None),
        ("Guru Ahli Muda PJOK SD Negeri 3 Rawa", None),
        ("Guru Ahli Madya Kelas SD Negeri 2 Rawa", None),
    ],
)
def test_seat_is_found_by_its_words_or_not_at_all(tmp_path: Path, words: str, post: str | None) -> None:
    row = ("1.", FAJAR, "", "", words, "", "")
    found = read(tmp_path, [HEAD, row])
    assert found.rows["to_post_id"].to_list() == [post]
    assert ("UNKNOWN_SEAT" in found.remarks["code"].to_list()) == (post is None)


def test_seat_that_fits_several_posts_is_told(tmp_path: Path) -> None:
    row = ("1.", f"Citra Dewi\n{NIP['citra']}", "", "", "Guru Ahli Muda\nSD Negeri 2 Rawa", "", "")
    found = read(tmp_path, [HEAD, row])
    assert found.rows["to_post_id"].to_list() == [None]
    assert found.remarks["code"].to_list() == ["AMBIGUOUS_SEAT"]


def test_row_without_a_new_seat_is_kept(tmp_path: Path) -> None:
    found = read(tmp_path, [HEAD, ("1.", FAJAR, "", "Guru", "-", "", "")])
    assert found.rows.height == 1
    assert found.remarks["code"].to_list() == ["NO_SEAT"]


@pytest.mark.parametrize("rows", [[["Nama sekolah", "NPSN"], ["SD", "1"]], [HEAD]])
def test_file_without_names_is_refused_with_what_is_looked_for(tmp_path: Path, rows: list[Sequence[object]]) -> None:
    with pytest.raises(InputError, match="judul kolom"):
        read(tmp_path, rows)


def test_post_of_the_same_name_in_another_agency_gives_way_to_the_own(tmp_path: Path) -> None:
    other = {"unit_id": "X2", "agency_id": "Z", "name": "SD Negeri 2 Rawa", "kind": "SCHOOL"}
    posts = [*POSTS, {"post_id": "X2:pjok", "unit_id": "X2", "job_id": "guru", "subject": "PJOK", "need": 1}]
    agencies = [{"agency_id": "A", "name": "Kabupaten Rawa"}, {"agency_id": "Z", "name": "Kabupaten Lain"}]
    file = tmp_path / "usulan.csv"
    file.write_text(f"NIP;Jabatan baru\n{NIP['hadi']};Guru PJOK SD Negeri 2 Rawa\n", "utf-8")
    found = read_proposal(file, office(units=[*UNITS, other], posts=posts, agencies=agencies))
    assert found.rows["to_post_id"].to_list() == ["K2:pjok"]
    assert found.remarks["code"].to_list() == ["READ_BY_AGENCY"]
