"""Nine-box results: read under the headings that agencies give them, refused where they contradict themselves."""

from pathlib import Path

import polars as pl
import pytest
from siasn_export import nip, person, write_csv

from penata.intake.joining.join import Intake, join_files
from penata.vocabulary import Severity


def joined(tmp_path: Path, text: str, people: int = 3) -> Intake:
    export = write_csv(tmp_path / "asn.csv", [person(n) for n in range(1, people + 1)])
    boxes = tmp_path / "kotak.csv"
    boxes.write_text(text)
    return join_files([boxes, export])


def errors(intake: Intake) -> list[tuple[int, str, str, str]]:
    frame = intake.issues.frame().filter(pl.col("severity") == str(Severity.ERROR))
    return frame.select("row", "column", "value", "message").rows()


def test_boxes_with_scores_become_rows_of_talent(tmp_path: Path) -> None:
    found = joined(
        tmp_path,
        "NO,NIP,NAMA,NILAI KINERJA,NILAI POTENSI,KOTAK,TAHUN\n"
        f'1,{nip(1)},Siti,"91,5",88,9,2025\n2,\'{nip(2)},Joko,70,,Kotak 5,2025\n3,{nip(3)},Ani,,,VII,2024\n',
    )
    assert errors(found) == []
    assert found.dataset["talent"].rows() == [
        (nip(1), 2025, 91.5, 88.0, 9, "kotak.csv"),
        (nip(2), 2025, 70.0, None, 5, "kotak.csv"),
        (nip(3), 2024, None, None, 7, "kotak.csv"),
    ]
    assert [(c.kind, c.read, c.kept, c.refused) for c in found.counts if c.file == "kotak.csv"] == [
        ("Hasil sembilan kotak talenta (nine-box)", 3, 3, 0)
    ]


@pytest.mark.parametrize(("performance", "potential"), [("di atas ekspektasi", "menengah"), ("3", "2")])
def test_box_follows_from_its_axes_where_the_cell_is_empty(tmp_path: Path, performance: str, potential: str) -> None:
    found = joined(
        tmp_path, f"NIP,Sumbu Kinerja,Sumbu Potensial,Kotak,Tahun\n{nip(1)},{performance},{potential},,2025\n"
    )
    assert errors(found) == []
    assert found.dataset["talent"].select("box", "performance_score", "potential_score").rows() == [(7, None, None)]


def test_what_cannot_stand_is_refused_with_place_value_and_remedy(tmp_path: Path) -> None:
    found = joined(
        tmp_path,
        "NIP,NAMA,KATEGORI KINERJA,KATEGORI POTENSI,KOTAK,TAHUN\n"
        f"{nip(1)},a,tinggi,tinggi,10,2025\n"
        f"{nip(2)},b,tinggi,rendah,9,2025\n"
        f"{nip(9)},c,tinggi,tinggi,9,2025\n"
        f"{nip(3)},d,tinggi,tinggi,9,kemarin\n"
        "123,e,tinggi,tinggi,9,2025\n"
        f"{nip(3)},f,tinggi,,,2025\n"
        f"{nip(3)},g,bagus,tinggi,9,2025\n",
    )
    assert errors(found) == [
        (2, "KOTAK", "10", "kotak di luar 1–9"),
        (3, "KATEGORI POTENSI", "rendah", "sumbu potensial berlawanan dengan kotaknya"),
        (4, "employee_id", nip(9), "tidak ada di tabel employees (Pegawai)"),
        (5, "TAHUN", "kemarin", "tahun penilaian kosong atau tidak terbaca"),
        (6, "NIP", "123", "NIP kosong atau bukan 18 angka"),
        (7, "KOTAK", None, "kotak kosong dan tidak tersimpul dari kedua sumbu"),
        (8, "KATEGORI KINERJA", "bagus", "nilai kinerja tidak terbaca"),
    ]
    assert found.dataset["talent"].height == 0
    assert all(remedy for remedy in found.issues.frame().filter(pl.col("severity") == "ERROR")["remedy"])


def test_same_year_twice_is_refused_and_another_year_is_kept(tmp_path: Path) -> None:
    found = joined(tmp_path, f"NIP,KOTAK,TAHUN\n{nip(1)},5,2024\n{nip(1)},8,2025\n{nip(1)},9,2025\n")
    assert [(row, message) for row, _, _, message in errors(found)] == [
        (4, "Kotak talenta yang sama sudah ada pada baris 3")
    ]
    assert found.dataset["talent"].select("year", "box").rows() == [(2024, 5), (2025, 8)]
