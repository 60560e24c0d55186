"""What a command says where much is wrong."""

import pytest

from penata.cli.console import Console


def test_problems_fold_by_kind(capsys: pytest.CaptureFixture[str]) -> None:
    many = [f"a.csv, baris {n}, kolom rank, nilai “X{n}”: tidak dikenal; perbaiki" for n in range(2, 1_528)]
    Console().problems([*many[:700], "b.csv: berkas kosong; ekspor ulang", *many[700:]], "semuanya di issues.csv")
    shown = capsys.readouterr().err.splitlines()
    assert shown == [
        *many[:20], "  … dan 1.506 lagi seperti ini; semuanya di issues.csv", "b.csv: berkas kosong; ekspor ulang"
    ]  # fmt: skip


def test_problems_of_few_rows_are_all_shown(capsys: pytest.CaptureFixture[str]) -> None:
    few = [f"a.csv, baris {n}: kosong; isi" for n in range(2, 22)]
    Console().problems(few)
    assert capsys.readouterr().err.splitlines() == few


def test_problems_of_different_columns_are_different_kinds(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [f"a.csv, baris {n}, kolom {column}: kosong; isi" for column in ("NIP", "NAMA") for n in range(2, 22)]
    Console().problems(lines)
    assert capsys.readouterr().err.splitlines() == lines
