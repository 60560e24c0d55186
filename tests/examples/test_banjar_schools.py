"""The demonstration on school counts runs, is the same twice, and changes what it says it changes."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from penata.intake.dataset import load_dataset

TABLE = """No,Nama Sekolah,NPSN,BP,Status,Last Sync,Jml Sync,PD,Rombel,Guru,Kecamatan
1,SDN KOTA 1,30300001,SD,Negeri,10 Feb 2025 10:00:00,4,300,6,10,Aluh-Aluh
2,SDN KOTA 2,30300002,SD,Negeri,10 Feb 2025 10:00:00,4,150,6,8,Gambut
3,SDN HULU,30300003,SD,Negeri,10 Feb 2025 10:00:00,4,60,4,5,Gambut
4,SD ISLAM,30300004,SD,Swasta,10 Feb 2025 10:00:00,4,60,6,1,Gambut
5,SMPN 1,30300005,SMP,Negeri,10 Feb 2025 10:00:00,4,60,6,1,Gambut
"""
POINTS = "kode,nama,lat,lng\n63.03.01,Aluh Aluh,-3.45,114.54\n63.03.03,Gambut,-3.43,114.65\n11.01.01,Gambut,3.0,97.0\n"


@pytest.fixture
def example() -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "examples" / "banjar_schools.py"
    spec = importlib.util.spec_from_file_location("banjar_schools", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def inputs(tmp_path: Path) -> list[str]:
    (tmp_path / "schools.csv").write_text(TABLE)
    (tmp_path / "points.csv").write_text(POINTS)
    return ["--schools", str(tmp_path / "schools.csv"), "--centroids", str(tmp_path / "points.csv")]


def test_state_primary_schools_only(example: ModuleType, inputs: list[str], tmp_path: Path) -> None:
    assert example.main([*inputs, "--out", str(tmp_path / "out"), "--pinned", "0", "100"]) == 0
    free, pinned = (load_dataset(tmp_path / "out" / name) for name in ("data-00", "data-100"))
    assert free["posts"].select("unit_id", "need").rows() == [("30300001", 8), ("30300002", 8), ("30300003", 6)]
    assert free["employees"]["post_id"].value_counts(sort=True).rows() == [
        ("30300001:GURU", 10), ("30300002:GURU", 8), ("30300003:GURU", 5)
    ]  # fmt: skip
    assert free["districts"].select("district_id", "lat").rows() == [("63.03.01", -3.45), ("63.03.03", -3.43)]
    assert (free["decisions"].height, pinned["decisions"].height) == (0, 23)


def test_who_is_pinned_stays_so_at_a_higher_share(example: ModuleType, inputs: list[str], tmp_path: Path) -> None:
    assert example.main([*inputs, "--out", str(tmp_path / "out"), "--pinned", "30", "60"]) == 0
    few, many = (
        set(load_dataset(tmp_path / "out" / name)["decisions"]["employee_id"]) for name in ("data-30", "data-60")
    )
    assert few < many


def test_plan_closes_the_shortage(
    example: ModuleType, inputs: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert example.main([*inputs, "--out", str(tmp_path / "out"), "--pinned", "0", "--plan"]) == 0
    figures = dict(line.rsplit(maxsplit=1) for line in capsys.readouterr().out.splitlines() if line.split()[1:])
    assert (figures["kekurangan"], figures["kekurangan sesudah"], figures["pindah"]) == ("1", "0", "1")
    assert float(figures["indeks sesudah"]) < float(figures["indeks"])


def test_district_without_a_point_is_told(
    example: ModuleType, inputs: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "points.csv").write_text("kode,nama,lat,lng\n63.03.01,Aluh Aluh,-3.45,114.54\n")
    assert example.main([*inputs, "--out", str(tmp_path / "out")]) == 1
    assert "points.csv: tidak ada titik untuk kecamatan Gambut" in capsys.readouterr().err
