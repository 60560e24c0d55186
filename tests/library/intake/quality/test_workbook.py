"""The workbook of a quality check."""

import datetime as dt
from pathlib import Path

import fastexcel
import polars as pl

from penata.facts import facts_of
from penata.intake.quality.check import Quality, check
from penata.intake.quality.workbook import write_workbook
from penata.policy import Policy
from penata.tables import dataset_of

DAY = dt.date(2026, 6, 30)
NIP = "198609262015052001"


def quality(name: str = "Ani") -> Quality:
    data = dataset_of(
        {
            "units": pl.DataFrame({"unit_id": ["u"], "agency_id": ["a"], "name": ["SDN 1"]}),
            "jobs": pl.DataFrame({"job_id": ["j"], "name": ["Guru"], "category": ["FUNGSIONAL"], "ladder": ["GURU"]}),
            "posts": pl.DataFrame({"post_id": ["u:j"], "unit_id": ["u"], "job_id": ["j"]}),
            "employees": pl.DataFrame(
                {
                    "employee_id": [NIP],
                    "name": [name],
                    "employment": ["PNS"],
                    "birth_date": [dt.date(1971, 2, 3)],
                    "post_id": ["u:j"],
                }
            ),
        }
    )
    return check(data, facts_of(data, Policy(as_of=DAY, effective_date=DAY)))


def cells(path: Path, sheet: str) -> list[tuple[object, ...]]:
    return fastexcel.read_excel(path).load_sheet(sheet, header_row=None, dtypes="string").to_polars().rows()


def test_workbook_has_a_summary_and_a_sheet_for_each_failing_indicator(tmp_path: Path) -> None:
    path = tmp_path / "mutu.xlsx"
    result = quality()
    write_workbook(result, path, on=DAY)
    failing = [finding.code for finding in result.findings if finding.failing]
    assert fastexcel.read_excel(path).sheet_names == ["Ringkasan", *failing]
    assert "CON_2" in failing
    rows = cells(path, "CON_2")
    assert rows[3] == ("Tabel", "ID/NIP", "Nama", "Unit", "Keterangan")
    assert rows[4] == ("Pegawai", NIP, "Ani", "SDN 1", "tanggal lahir berbeda dari angka 1–8 NIP")
    codes = [row[0] for row in cells(path, "Ringkasan")]
    assert [finding.code for finding in result.findings] == codes[codes.index("Kode") + 1 :]


def test_name_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "mutu.xlsx"
    write_workbook(quality(name='=HYPERLINK("x")'), path, on=DAY)
    assert cells(path, "CON_2")[4][2] == '=HYPERLINK("x")'


def test_same_findings_give_the_same_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    write_workbook(quality(), one, on=DAY)
    write_workbook(quality(), two, on=DAY)
    assert one.read_bytes() == two.read_bytes()
