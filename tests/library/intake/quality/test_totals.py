"""Recaps whose parts do not add up."""

import os
from pathlib import Path

import pytest

from penata.intake.quality.totals import totals_of
from penata.intake.text.grid import read_grids

SHARED = os.environ.get("PENATA_SHARED_DATA", "")


def recap(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "rekap.csv"
    path.write_text(text, "utf-8")
    return path


def test_row_whose_parts_do_not_sum_to_its_total_is_named(tmp_path: Path) -> None:
    text = "REKAP PEGAWAI\nNo,Unit,L,P,Jumlah,Catatan\n,Dinas A,3,4,7,\n,Dinas B,1.200,-,1.201,\n,Dinas C,,,5,\n"
    finding = totals_of(read_grids(recap(tmp_path, text))[0])
    assert finding is not None
    assert finding.tested == 2
    assert finding.rows.to_dicts() == [
        {
            "table": "rekap.csv",
            "id": "baris 4",
            "name": "Dinas B",
            "unit": None,
            "detail": "jumlah tercetak 1201, jumlah bagian 1200",
        }
    ]


@pytest.mark.parametrize("text", ["Nama,Alamat\nA,B\n", "Nama,L,Jumlah\nA,1,2\n", "Nama,Jumlah\nA,2\n"])
def test_sheet_without_parts_and_total_is_left_alone(tmp_path: Path, text: str) -> None:
    assert totals_of(read_grids(recap(tmp_path, text))[0]) is None


@pytest.mark.skipif(not SHARED, reason="PENATA_SHARED_DATA does not name the folder of shared data")
def test_real_recap_disagrees_in_64_of_66_rows() -> None:
    path = Path(SHARED, "stats", "kab_bandung_bezetting_2026-08-09.xlsx")
    if not path.exists():
        pytest.skip(f"{path.name} is not in the shared data")
    findings = {grid.sheet: totals_of(grid) for grid in read_grids(path)}
    units = findings["12_SatuanKerja"]
    assert units is not None
    assert (units.failing, units.tested) == (64, 66)
    clean = findings["05_Pendidikan"]
    assert clean is not None
    assert (clean.failing, clean.tested) == (0, 15)
