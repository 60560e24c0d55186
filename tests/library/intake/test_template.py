"""The template: everything explained, its examples no data, and a filled copy a dataset."""

import datetime as dt
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import yaml

from penata.intake.dataset import load_dataset, read_dataset
from penata.intake.issues import Issues
from penata.intake.joining.join import join_files
from penata.intake.template import HEADER_ROW, write_template
from penata.intake.typed import Source, parse_table
from penata.tables import TABLES, InputError

NOTES = yaml.safe_load((Path(write_template.__code__.co_filename).parent / "template.yaml").read_text("utf-8"))

FILLED = {
    "units": [{"unit_id": "U1", "agency_id": "A", "name": "SD Negeri 1", "kind": "SCHOOL"}],
    "jobs": [{"job_id": "J1", "name": "Guru Ahli Muda", "category": "FUNGSIONAL", "level": "AHLI_MUDA"}],
    "posts": [{"post_id": "P1", "unit_id": "U1", "job_id": "J1", "need": 3, "leads_unit": "tidak"}],
    "employees": [
        {"employee_id": "198001012005012001", "name": "Ana", "employment": "PNS", "status": "Tugas belajar",
         "post_id": "P1", "birth_date": dt.date(1980, 1, 1), "cpns_on": "01-01-2005"},
        {"employee_id": "198001012005012002", "name": "Budi", "employment": "PPPK", "post_id": "P1"},
    ],
}  # fmt: skip


def filled(place: Path, **changes: list[dict[str, object]]) -> Path:
    """The template with these rows typed below the example, as a person does in Excel."""
    path = place / "terisi.xlsx"
    write_template(path)
    book = openpyxl.load_workbook(path)
    for name, rows in {**FILLED, **changes}.items():
        sheet = book[name]
        columns = {cell.value: cell.column for cell in sheet[HEADER_ROW]}
        for place_of_row, row in enumerate(rows, start=HEADER_ROW + 2):
            for column, value in row.items():
                sheet.cell(place_of_row, columns[column], value)
    book.save(path)
    return path


def test_every_table_and_column_is_explained() -> None:
    assert {name: sorted(NOTES[name]["columns"]) for name in NOTES} == {
        name: sorted(column.name for column in table.columns) for name, table in TABLES.items()
    }
    assert all(len(entry) == 2 for table in NOTES.values() for entry in table["columns"].values())


@pytest.mark.parametrize("name", list(TABLES))
def test_examples_are_what_the_table_allows(name: str) -> None:
    texts = {column: str(entry[1]) or None for column, entry in NOTES[name]["columns"].items()}
    rows = pl.DataFrame({"row": [1], **{column: [text] for column, text in texts.items()}}).cast(
        dict.fromkeys(texts, pl.String)
    )
    issues = Issues()
    parse_table(Source(TABLES[name], "a.xlsx", name, rows, {column: column for column in texts}), issues)
    assert issues.sentences() == []
    assert str(next(iter(texts.values()))).startswith("CONTOH")


def test_filled_template_is_a_dataset(tmp_path: Path) -> None:
    dataset = load_dataset(filled(tmp_path))
    assert dataset["employees"].select("employee_id", "status", "birth_date", "cpns_on").rows() == [
        ("198001012005012001", "STUDY_LEAVE", dt.date(1980, 1, 1), dt.date(2005, 1, 1)),
        ("198001012005012002", None, None, None),
    ]
    assert dataset["posts"].select("need", "leads_unit").rows() == [(3, False)]
    assert dataset.given == set(FILLED)
    assert read_dataset(tmp_path / "terisi.xlsx").ignored == ()


def test_filled_template_is_taken_in(tmp_path: Path) -> None:
    intake = join_files([filled(tmp_path)])
    assert (intake.refused, intake.ignored) == (0, ())
    assert intake.dataset.digest() == load_dataset(tmp_path / "terisi.xlsx").digest()


def test_empty_template_names_the_tables_to_fill(tmp_path: Path) -> None:
    write_template(tmp_path / "a.xlsx")
    with pytest.raises(InputError, match=r"templat ini masih kosong.*employees \(Pegawai\)"):
        load_dataset(tmp_path / "a.xlsx")


def test_mistakes_in_a_template_are_told_with_sheet_row_and_column(tmp_path: Path) -> None:
    wrong = [{**FILLED["employees"][0], "employment": "HONORER"}, {**FILLED["employees"][1], "post_id": "P9"}]
    reading = read_dataset(filled(tmp_path, employees=wrong))
    assert reading.issues.frame().select("sheet", "row", "column", "value").rows() == [
        ("employees", HEADER_ROW + 2, "employment", "HONORER"),
        ("employees", HEADER_ROW + 3, "post_id", "P9"),
    ]


def test_nip_typed_as_a_number_is_refused(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [{**FILLED["employees"][0], "employee_id": 198001012005012001}]
    reading = read_dataset(filled(tmp_path, employees=rows))
    assert reading.issues.frame().select("row", "column").rows() == [(HEADER_ROW + 2, "employee_id")]


def test_columns_of_ids_are_text_and_codes_have_lists(tmp_path: Path) -> None:
    write_template(tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["employees"]
    assert sheet.column_dimensions["A"].number_format == "@"
    listed = {str(rule.sqref).split(":")[0].rstrip("0123456789") for rule in sheet.data_validations.dataValidation}
    letters = {cell.column_letter for cell in sheet[HEADER_ROW] if TABLES["employees"][cell.value].codes}
    assert listed == letters


def test_template_is_the_same_every_time(tmp_path: Path) -> None:
    write_template(tmp_path / "a.xlsx")
    write_template(tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
