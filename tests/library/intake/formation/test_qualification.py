"""Education as lists write it."""

import polars as pl
import pytest

from penata.intake.formation.qualification import qualifications


@pytest.mark.parametrize(
    ("cell", "level", "fields"),
    [
        ("S-1 PENDIDIKAN MATEMATIKA", "S1", ["PENDIDIKAN MATEMATIKA"]),
        ("S-1/D-IV Akuntansi / S-1 Manajemen", "D4", ["AKUNTANSI", "MANAJEMEN"]),
        ("Sarjana (S1) Teknik Sipil", "S1", ["TEKNIK SIPIL"]),
        ("D.III Gizi", "D3", ["GIZI"]),
        ("DIPLOMA III Kebidanan atau D-IV Kebidanan", "D3", ["KEBIDANAN"]),
        ("SARJANA MUDA Pendidikan", "D3", ["PENDIDIKAN"]),
        ("S-1 Manajemen, Ekonomi; S-2 Hukum", "S1", ["MANAJEMEN", "EKONOMI", "HUKUM"]),
        ("SLTA/Sederajat", "SMA", None),
        ("D-I Kesenian", "D1", ["KESENIAN"]),
        ("D-II Kesenian", "D2", ["KESENIAN"]),
        ("S-2 Ilmu Gizi (basic S-1/D-IV Gizi)", "S2", ["ILMU GIZI"]),
        ("Dokter Spesialis Anak", "SPESIALIS", ["ANAK"]),
        ("Profesi Ners", "PROFESI", ["NERS"]),
        ("TEKNIK SIPIL", None, ["TEKNIK SIPIL"]),
        ("-", None, None),
        (None, None, None),
    ],
)
def test_cell_gives_its_lowest_level_and_its_fields(
    cell: str | None, level: str | None, fields: list[str] | None
) -> None:
    assert qualifications(pl.Series([cell], dtype=pl.String)).rows() == [(level, fields)]


def test_every_cell_keeps_its_place() -> None:
    assert qualifications(pl.Series(["S-2 Hukum", None, "", "D-III Gizi"]))["level"].to_list() == [
        "S2", None, None, "D3",
    ]  # fmt: skip
