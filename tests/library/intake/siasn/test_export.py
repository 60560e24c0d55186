"""The SIASN export: every quirk that offices meet, and what follows from who holds what."""

import datetime as dt
from pathlib import Path

import polars as pl
import pytest
from siasn_export import HEADINGS, nip, person, write_csv, write_xlsx

from penata.intake.joining.join import Intake, join_files
from penata.vocabulary import Severity


def taken(place: Path, *people: dict[str, str]) -> Intake:
    """The dataset of a csv export of these people."""
    return join_files([write_csv(place / "asn.csv", people)])


def employee(place: Path, **cells: str) -> dict[str, object]:
    """The one employee of an export with these cells."""
    intake = taken(place, person(1, **cells))
    assert intake.issues.sentences([Severity.ERROR]) == []
    return intake.dataset["employees"].row(0, named=True)


def refusal(place: Path, **cells: str) -> tuple[object, ...]:
    """Row, column and value of the one refusal of an export with these cells."""
    intake = taken(place, person(1, **cells))
    errors = intake.issues.frame().filter(pl.col("severity") == "ERROR")
    assert errors.height == 1, errors
    assert intake.dataset["employees"].height == 0
    return errors.select("row", "column", "value").row(0)


def test_export_of_one_teacher(tmp_path: Path) -> None:
    dataset = taken(tmp_path, person(1)).dataset
    row = {name: value for name, value in dataset["employees"].row(0, named=True).items() if value is not None}
    assert row == {
        "employee_id": nip(1), "name": "Dr. Siti Aminah, S.Pd.", "employment": "PNS", "status": "ACTIVE", "sex": "F",
        "birth_date": dt.date(1980, 1, 1), "rank": "III/c", "rank_since": dt.date(2019, 4, 1),
        "post_id": "U-SD1:8ae48288guru", "in_post_since": dt.date(2018, 10, 1), "in_job_since": dt.date(2018, 10, 1),
        "cpns_on": dt.date(2005, 1, 1), "pns_since": dt.date(2006, 1, 1), "education_level": "S1",
        "education_field": "PENDIDIKAN GURU SEKOLAH DASAR", "external_id": "A5EB03E2",
    }  # fmt: skip
    assert dataset["units"].select("unit_id", "agency_id", "name", "kind").rows() == [
        ("U-SD1", "A-63", "SD Negeri 1 Martapura", "SCHOOL")
    ]
    assert dataset["jobs"].select("job_id", "name", "category", "ladder", "level").rows() == [
        ("8ae48288guru", "Guru Ahli Muda", "FUNGSIONAL", "GURU", "AHLI_MUDA")
    ]
    assert dataset["posts"].select("post_id", "need", "leads_unit").rows() == [("U-SD1:8ae48288guru", None, False)]
    assert dataset["agencies"].select("name", "kind").rows() == [("Pemerintah Kab. Banjar", "REGENCY")]


def test_private_columns_are_named_and_never_stored(tmp_path: Path) -> None:
    intake = taken(tmp_path, person(1))
    named = intake.undeclared["asn.csv"]
    assert {"AGAMA NAMA", "NIK", "NOMOR HP", "ALAMAT", "NPWP NOMOR"} <= set(named)
    whole = " ".join(str(frame.rows()) for frame in intake.dataset.frames.values())
    assert nip(1) in whole
    assert "6303010101800001" not in whole
    assert "Islam" not in whole


def test_apostrophe_before_digits_is_taken_off(tmp_path: Path) -> None:
    assert employee(tmp_path, NIP_BARU=f"'{nip(1)}")["employee_id"] == nip(1)


@pytest.mark.parametrize("text", ["01-10-2018", "2018-10-01", "01/10/2018", "43374"])
def test_dates_in_the_dresses_of_saved_copies(tmp_path: Path, text: str) -> None:
    assert employee(tmp_path, TMT_JABATAN=text)["in_job_since"] == dt.date(2018, 10, 1)


@pytest.mark.parametrize("text", ["01-01-0001", "null", "'null", ""])
def test_date_that_means_none_is_absent(tmp_path: Path, text: str) -> None:
    assert employee(tmp_path, TMT_PNS=text)["pns_since"] is None


@pytest.mark.parametrize(
    ("heading", "text"),
    [("TMT JABATAN", "31-02-2020"), ("TANGGAL LAHIR", "besok"), ("GOL AKHIR NAMA", "V/f"), ("JENIS KELAMIN", "X"),
     ("STATUS CPNS PNS", "magang"), ("NIP BARU", "19800101200501"), ("TMT GOLONGAN", "01-04-19")],
)  # fmt: skip
def test_filled_but_unreadable_cell_refuses_its_row(tmp_path: Path, heading: str, text: str) -> None:
    cells = {heading.replace(" ", "_"): text, "JENIS_PEGAWAI_NAMA": "null", "GOL_AKHIR_ID": "null"}
    assert refusal(tmp_path, **cells) == (2, heading, text)


def test_nip_as_number_is_refused_with_how_to_export(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [{**person(1), "NIP BARU": 198001012005012001}, dict(person(2))]
    intake = join_files([write_xlsx(tmp_path / "asn.xlsx", rows)])
    error = intake.issues.frame().filter(pl.col("severity") == "ERROR").row(0, named=True)
    assert (error["sheet"], error["row"], error["column"]) == ("Data ASN", 2, "NIP BARU")
    assert "Teks" in error["remedy"]
    assert intake.dataset["employees"]["employee_id"].to_list() == [nip(2)]


def test_nip_in_scientific_notation_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, NIP_BARU="1,98001E+17") == (2, "NIP BARU", "1,98001E+17")


def test_doubled_person_is_kept_once_and_both_rows_are_named(tmp_path: Path) -> None:
    other_school = person(1, UNOR_ID="U-SD9", UNOR_NAMA="SD Negeri 9")
    intake = taken(tmp_path, person(1), person(2), other_school)
    error = intake.issues.frame().filter(pl.col("severity") == "ERROR").row(0, named=True)
    assert (error["row"], error["column"], error["value"]) == (4, "NIP BARU", nip(1))
    assert "baris 2" in error["message"]
    assert intake.dataset["units"]["unit_id"].to_list() == ["U-SD1"]


@pytest.mark.parametrize(
    ("code", "name", "status"),
    [("01", "Aktif", "ACTIVE"), ("1", "Aktif", "ACTIVE"), ("02", "CLTN", "UNPAID_LEAVE"),
     ("03", "Tugas Belajar", "STUDY_LEAVE"), ("04", "Pemberhentian Sementara", "SUSPENDED"),
     ("20", "Masa Persiapan Pensiun", "PRE_RETIREMENT"), ("null", "Tugas Belajar", "STUDY_LEAVE"),
     ("71", "Aktif", "ACTIVE"), ("null", "null", None)],
)  # fmt: skip
def test_status_from_kedudukan_hukum(tmp_path: Path, code: str, name: str, status: str | None) -> None:
    assert employee(tmp_path, KEDUDUKAN_HUKUM_ID=code, KEDUDUKAN_HUKUM_NAMA=name)["status"] == status


@pytest.mark.parametrize(
    ("code", "name"), [("99", "Pensiun"), ("67", "Punah"), ("null", "Tidak Aktif"), ("52", "Tidak Aktif")]
)
def test_who_has_left_is_refused_by_name(tmp_path: Path, code: str, name: str) -> None:
    intake = taken(tmp_path, person(1, KEDUDUKAN_HUKUM_ID=code, KEDUDUKAN_HUKUM_NAMA=name))
    assert intake.dataset["employees"].height == 0
    assert "tidak lagi bekerja" in intake.issues.sentences([Severity.ERROR])[0]


def test_person_lent_to_another_agency_is_seconded(tmp_path: Path) -> None:
    assert employee(tmp_path, JENIS_PEGAWAI_NAMA="PNS Daerah DPK pada Instansi lain")["status"] == "SECONDED"


def test_penalty_without_kind_or_day_is_kept_with_a_remark(tmp_path: Path) -> None:
    intake = taken(tmp_path, person(1, KEDUDUKAN_HUKUM_ID="15", KEDUDUKAN_HUKUM_NAMA="PNS kena hukuman disiplin"))
    assert intake.dataset["employees"]["status"].to_list() == ["ACTIVE"]
    assert "conditions" in intake.issues.sentences([Severity.WARNING])[0]


@pytest.mark.parametrize(
    ("cells", "employment", "rank"),
    [({"STATUS_CPNS_PNS": "P"}, "PNS", "III/c"), ({"STATUS_CPNS_PNS": "PNS"}, "PNS", "III/c"),
     ({"STATUS_CPNS_PNS": "C", "GOL_AKHIR_NAMA": "III/a"}, "CPNS", "III/a"),
     ({"STATUS_CPNS_PNS": "P3K", "GOL_AKHIR_NAMA": "IX", "GOL_AKHIR_ID": "9"}, "PPPK", "IX"),
     ({"STATUS_CPNS_PNS": "P", "KEDUDUKAN_HUKUM_ID": "null", "KEDUDUKAN_HUKUM_NAMA": "PPPK Aktif",
       "GOL_AKHIR_NAMA": "9"}, "PPPK", "IX"),
     ({"STATUS_CPNS_PNS": "null", "JENIS_PEGAWAI_NAMA": "PPPK Paruh Waktu", "GOL_AKHIR_NAMA": "V"}, "PPPK_PART_TIME",
      "V"),
     ({"GOL_AKHIR_NAMA": "null", "GOL_AKHIR_ID": "33"}, "PNS", "III/c"),
     ({"GOL_AKHIR_NAMA": "Penata Muda Tk. I - III/B"}, "PNS", "III/b")],
)  # fmt: skip
def test_employment_and_rank(tmp_path: Path, cells: dict[str, str], employment: str, rank: str) -> None:
    row = employee(tmp_path, **cells)
    assert (row["employment"], row["rank"]) == (employment, rank)


def test_contract_nip_tells_pppk_where_the_status_is_empty(tmp_path: Path) -> None:
    row = employee(tmp_path, NIP_BARU="198001012023211001", STATUS_CPNS_PNS="null", JENIS_PEGAWAI_NAMA="null",
                   GOL_AKHIR_NAMA="IX", GOL_AKHIR_ID="null")  # fmt: skip
    assert row["employment"] == "PPPK"


@pytest.mark.parametrize(
    ("code", "name", "level", "category"),
    [("22", "II.b", "II.b", "JPT"), ("null", "III.A", "III.a", "ADMINISTRATOR"), ("42", "null", "IV.b", "PENGAWAS")],
)
def test_structural_seat_leads_its_unit(tmp_path: Path, code: str, name: str, level: str, category: str) -> None:
    head = person(1, JENIS_JABATAN_ID="1", JENIS_JABATAN_NAMA="Jabatan Struktural", JABATAN_ID="null",
                  JABATAN_NAMA="Kepala Dinas Sosial", ESELON_ID=code, ESELON_NAMA=name, UNOR_ID="U-DINSOS",
                  UNOR_NAMA="Dinas Sosial")  # fmt: skip
    dataset = taken(tmp_path, head).dataset
    assert dataset["jobs"].select("job_id", "category", "level", "ladder").rows() == [
        ("S-U-DINSOS", category, level, None)
    ]
    assert dataset["posts"].select("post_id", "leads_unit").rows() == [("U-DINSOS:S-U-DINSOS", True)]
    assert dataset["units"]["kind"].to_list() == ["OPD"]


def test_structural_job_without_eselon_has_no_category_and_says_how_to_get_it(tmp_path: Path) -> None:
    headings = [h for h in HEADINGS if not h.startswith("ESELON")]
    head = person(1, JENIS_JABATAN_ID="1", JABATAN_NAMA="Kepala Dinas Sosial")
    intake = join_files([write_csv(tmp_path / "asn.csv", [head], headings=headings)])
    assert intake.dataset["jobs"]["category"].to_list() == [None]
    assert "Referensi-Jabatan-Struktural" in intake.issues.sentences([Severity.WARNING])[0]


def test_pelaksana_has_a_category_and_no_ladder(tmp_path: Path) -> None:
    clerk = person(
        1, JENIS_JABATAN_ID="4", JENIS_JABATAN_NAMA="Jabatan Fungsional Umum", JABATAN_NAMA="Pengadministrasi"
    )
    row = taken(tmp_path, clerk).dataset["jobs"].row(0, named=True)
    assert (row["category"], row["ladder"], row["level"]) == ("PELAKSANA", None, None)


def test_job_without_id_is_the_job_of_the_same_name(tmp_path: Path) -> None:
    dataset = taken(tmp_path, person(1), person(2, JABATAN_ID="null", JABATAN_NAMA="GURU AHLI MUDA")).dataset
    assert dataset["jobs"]["job_id"].to_list() == ["8ae48288guru"]
    assert dataset["employees"]["post_id"].unique().to_list() == ["U-SD1:8ae48288guru"]


def test_subject_in_the_name_of_a_teachers_job_becomes_the_posts(tmp_path: Path) -> None:
    dataset = taken(tmp_path, person(1, JABATAN_ID="null", JABATAN_NAMA="AHLI PERTAMA - GURU MATEMATIKA")).dataset
    assert dataset["posts"]["subject"].to_list() == ["Matematika"]
    assert dataset["jobs"].select("ladder", "level").rows() == [("GURU", "AHLI_PERTAMA")]


def test_person_without_unit_or_job_is_kept_without_a_post(tmp_path: Path) -> None:
    intake = taken(
        tmp_path, person(1, UNOR_ID="null", UNOR_NAMA="null"), person(2, JABATAN_ID="null", JABATAN_NAMA="null")
    )
    assert intake.dataset["employees"]["post_id"].to_list() == [None, None]
    assert len(intake.issues.sentences([Severity.WARNING])) == 2


def test_export_that_names_no_agency_gets_one_nameless(tmp_path: Path) -> None:
    headings = [h for h in HEADINGS if not h.startswith("INSTANSI")]
    intake = join_files([write_csv(tmp_path / "asn.csv", [person(1)], headings=headings)])
    assert intake.dataset["agencies"].select("agency_id", "name").rows() == [("INSTANSI", "Instansi")]
    assert intake.dataset["units"]["agency_id"].to_list() == ["INSTANSI"]


def test_profile_export_of_2023_is_read_by_its_headings(tmp_path: Path) -> None:
    renamed = {
        "PNS ID": "ID", "GOL AKHIR ID": "GOLONGAN ID", "GOL AKHIR NAMA": "GOLONGAN NAMA", "JABATAN ID": "JFT ID",
        "JABATAN NAMA": "JFT NAMA", "TINGKAT PENDIDIKAN ID": "TK PENDIDIKAN ID",
        "TINGKAT PENDIDIKAN NAMA": "TK PENDIDIKAN NAMA", "UNOR ID": "UNIT ORGANISASI ID",
        "UNOR NAMA": "UNIT ORGANISASI NAMA",
    }  # fmt: skip
    row = {renamed.get(name, name): value for name, value in person(1).items()}
    old = join_files([write_csv(tmp_path / "profil.csv", [row], headings=[renamed.get(h, h) for h in HEADINGS])])
    new = taken(tmp_path, person(1))
    assert old.dataset.digest() == new.dataset.digest()


def test_posts_since_is_said_to_be_the_date_of_the_job(tmp_path: Path) -> None:
    assert any("naik jenjang" in line for line in taken(tmp_path, person(1)).issues.sentences([Severity.INFO]))


def test_month_before_day_is_warned_of(tmp_path: Path) -> None:
    intake = taken(tmp_path, person(1, TMT_JABATAN="03/04/2018"), person(2, TMT_JABATAN="03/25/2018"))
    assert any("tertukar" in line for line in intake.issues.sentences([Severity.WARNING]))


def test_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    people = [person(n, UNOR_ID=f"U{n % 3}", UNOR_NAMA=f"SD Negeri {n % 3}") for n in range(1, 9)]
    assert taken(tmp_path, *people).dataset.digest() == taken(tmp_path, *people[::-1]).dataset.digest()
