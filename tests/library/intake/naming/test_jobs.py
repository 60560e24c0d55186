"""What names tell: the functional ladder and level, the unit, the agency."""

import json
import os
from pathlib import Path

import pytest

from penata.intake.naming.jobs import agency_kind, functional_name, unit_kind


@pytest.mark.parametrize(
    ("name", "ladder", "level", "subject"),
    [
        ("Guru Ahli Muda", "GURU", "AHLI_MUDA", None),
        ("GURU AHLI PERTAMA", "GURU", "AHLI_PERTAMA", None),
        ("Perawat Terampil", "PERAWAT", "TERAMPIL", None),
        ("Guru Muda", "GURU", "AHLI_MUDA", None),
        ("Guru Madya", "GURU", "AHLI_MADYA", None),
        ("Guru Pertama", "GURU", "AHLI_PERTAMA", None),
        ("Guru Madya Tk. I", "GURU", "AHLI_PERTAMA", None),
        ("Guru Dewasa Tingkat. I", "GURU", "AHLI_MUDA", None),
        ("Guru Pembina", "GURU", "AHLI_MADYA", None),
        ("AHLI PERTAMA - GURU KELAS", "GURU", "AHLI_PERTAMA", "Kelas"),
        ("Guru Ahli Pertama - Guru Penjasorkes", "GURU", "AHLI_PERTAMA", "Penjasorkes"),
        ("Guru Bahasa Inggris Ahli Muda", "GURU", "AHLI_MUDA", "Bahasa Inggris"),
        ("TERAMPIL - BIDAN", "BIDAN", "TERAMPIL", None),
        ("Bidan Pelaksana", "BIDAN", "TERAMPIL", None),
        ("Bidan Pelaksana Lanjutan", "BIDAN", "MAHIR", None),
        ("Bidan Pelaksana Lanjutan / Mahir", "BIDAN", "MAHIR", None),
        ("Analis Kebakaran Pertama / Ahli Pertama", "ANALIS_KEBAKARAN", "AHLI_PERTAMA", None),
        ("Radiografer Ahli Muda / Muda", "RADIOGRAFER", "AHLI_MUDA", None),
        ("Pranata Komputer Penyelia", "PRANATA_KOMPUTER", "PENYELIA", None),
        ("Lektor Kepala", "DOSEN", "AHLI_MADYA", None),
        ("Guru Besar / Profesor", "DOSEN", "AHLI_UTAMA", None),
        ("Juru Sita", "JURU_SITA", None, None),
    ],
)
def test_functional_name(name: str, ladder: str, level: str | None, subject: str | None) -> None:
    read = functional_name(name)
    assert (read.ladder, read.level, read.subject) == (ladder, level, subject)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("SDN 1 Martapura", "SCHOOL"), ("UPT SD Negeri Karang Intan 2", "SCHOOL"), ("SMPN 3 Banjar", "SCHOOL"),
        ("TK Negeri Pembina", "SCHOOL"), ("Sekolah Menengah Pertama Negeri 1", "SCHOOL"),
        ("UPTD Puskesmas Gambut", "HEALTH_CENTRE"), ("RSUD Ratu Zalecha", "HOSPITAL"),
        ("Kecamatan Gambut", "DISTRICT_OFFICE"), ("Dinas Pendidikan", "OPD"), ("Inspektorat", "OPD"),
        ("Sekretariat Daerah", "OPD"), ("Sekretariat", "DIVISION"),
        ("Subbagian Tata Usaha Puskesmas Gambut", "DIVISION"),
        ("Bidang Pembinaan SD", "DIVISION"), ("Kelurahan Murung Keraton", "OTHER"),
    ],
)  # fmt: skip
def test_unit_kind(name: str, kind: str) -> None:
    assert unit_kind(name) == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Pemerintah Kab. Banjar", "REGENCY"), ("Pemerintah Kota Bogor", "CITY"), ("Pemerintah Provinsi Aceh", "PROVINCE"),
     ("Kementerian Kesehatan", "CENTRAL")],
)  # fmt: skip
def test_agency_kind(name: str, kind: str) -> None:
    assert agency_kind(name) == kind


def test_levels_of_the_national_list_are_read_from_their_names() -> None:
    """Of the jobs in force, only those whose entry in the list contradicts its own name differ."""
    folder = os.environ.get("PENATA_SHARED_DATA")
    if not folder:
        pytest.skip("PENATA_SHARED_DATA does not name the folder of shared data")
    codes = {"PT": "AHLI_PERTAMA", "MU": "AHLI_MUDA", "MA": "AHLI_MADYA", "UT": "AHLI_UTAMA", "PM": "PEMULA",
             "TR": "TERAMPIL", "MH": "MAHIR", "PY": "PENYELIA"}  # fmt: skip
    jobs = json.loads((Path(folder) / "siasn_ref" / "jabatanFungsional.json").read_text("utf-8"))
    wrong = [j["nama"] for j in jobs if j["status"] == "N" and functional_name(j["nama"]).level != codes[j["jenjang"]]]
    assert len(wrong) == 5
    assert all(name.endswith("Ahli Utama") for name in wrong)
