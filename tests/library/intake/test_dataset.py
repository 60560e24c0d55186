"""Datasets from and to disk: what comes back, what is refused, with place and remedy."""

import datetime as dt
import re
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from penata.intake.dataset import Reading, load_dataset, load_policy, read_dataset, write_dataset
from penata.intake.writing import write_workbook
from penata.tables import TABLES, Column, Dataset, InputError, Kind, Table, dataset_of
from penata.vocabulary import Severity

AGENCIES = "agency_id,name\nA,Kabupaten Contoh\n"
UNITS = "unit_id,agency_id,name,kind\nU1,A,SD Negeri 1,SCHOOL\nU2,A,SD Negeri 2,SCHOOL\n"
JOBS = "job_id,name,category\nJ1,Guru Ahli Muda,FUNGSIONAL\n"
POSTS = "post_id,unit_id,job_id,need\nP1,U1,J1,2\nP2,U2,J1,3\n"
EMPLOYEES = "employee_id,name,employment,post_id,birth_date\n1,Ana,PNS,P1,1980-01-31\n2,Budi,PPPK,P2,\n"


def folder(place: Path, **tables: str) -> Path:
    """A small dataset folder; a table given as "" is not there."""
    whole = {"agencies": AGENCIES, "units": UNITS, "jobs": JOBS, "posts": POSTS, "employees": EMPLOYEES, **tables}
    place.mkdir(parents=True, exist_ok=True)
    for name, text in whole.items():
        if text:
            (place / f"{name}.csv").write_text(text, encoding="utf-8")
    return place


def findings(reading: Reading) -> list[tuple[object, ...]]:
    """File, row, column and value of every error."""
    errors = reading.issues.frame().filter(pl.col("severity") == str(Severity.ERROR))
    return errors.select("file", "row", "column", "value").rows()


def test_dataset_folder_is_read_typed(tmp_path: Path) -> None:
    dataset = load_dataset(folder(tmp_path))
    assert dataset["employees"]["employee_id"].to_list() == ["1", "2"]
    assert dataset["employees"]["birth_date"].to_list() == [dt.date(1980, 1, 31), None]
    assert dataset["posts"]["need"].to_list() == [2, 3]
    assert dataset.given == {"agencies", "units", "jobs", "posts", "employees"}


def test_missing_required_tables_are_all_named_with_how_to_get_them(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_dataset(folder(tmp_path, posts="", units=""))
    text = "\n".join(caught.value.problems)
    assert "“units”" in text
    assert "“posts”" in text
    assert "penata intake" in text


def test_every_refused_row_is_listed_with_place_value_and_remedy(tmp_path: Path) -> None:
    employees = (
        "employee_id,name,employment,post_id,birth_date,potential,rank\n"
        "1,Ana,PNS,P1,1980-01-31,1,III/a\n"
        ",Tanpa NIP,PNS,P1,,,\n"
        "3,Budi,PNS,P9,,,\n"
        "4,Cici,HONORER,P1,,,\n"
        "5,Dedi,PNS,P1,31-31-1980,,\n"
        "6,Euis,PNS,P1,,4,\n"
        "1,Ana lagi,PNS,P1,,,\n"
        "8,Fajar,PNS,P1,,,III/x\n"
    )
    reading = read_dataset(folder(tmp_path, employees=employees))
    assert findings(reading) == [
        ("employees.csv", 3, "employee_id", None),
        ("employees.csv", 4, "post_id", "P9"),
        ("employees.csv", 5, "employment", "HONORER"),
        ("employees.csv", 6, "birth_date", "31-31-1980"),
        ("employees.csv", 7, "potential", "4"),
        ("employees.csv", 8, "employee_id", "1"),
        ("employees.csv", 9, "rank", "III/x"),
    ]
    assert reading.dataset["employees"]["name"].to_list() == ["Ana"]
    assert all(remedy for remedy in reading.issues.frame()["remedy"])
    with pytest.raises(InputError) as caught:
        load_dataset(tmp_path)
    assert len(caught.value.problems) == 7


def test_doubled_row_names_both_rows(tmp_path: Path) -> None:
    reading = read_dataset(folder(tmp_path, jobs=JOBS + "J2,Perawat,FUNGSIONAL\nJ1,Guru,FUNGSIONAL\n"))
    issue = reading.issues.frame().filter(pl.col("file") == "jobs.csv").row(0, named=True)
    assert (issue["row"], issue["message"]) == (4, "Jabatan yang sama sudah ada pada baris 2")
    assert reading.dataset["jobs"]["name"].to_list() == ["Guru Ahli Muda", "Perawat"]


def test_refused_unit_takes_its_posts_and_people_with_it_and_says_why(tmp_path: Path) -> None:
    units = "unit_id,agency_id,name,kind\nU1,A,SD Negeri 1,SEKOLAHAN\nU2,A,SD Negeri 2,SCHOOL\n"
    reading = read_dataset(folder(tmp_path, units=units))
    messages = reading.issues.frame().filter(pl.col("row") > 0).select("file", "row", "message").rows()
    assert messages == [
        ("employees.csv", 2, "merujuk Formasi yang ditolak (baris 2 posts.csv)"),
        ("posts.csv", 2, "merujuk Unit organisasi yang ditolak (baris 2 units.csv)"),
        ("units.csv", 2, "Jenis unit: kode tidak dikenal"),
    ]
    assert reading.dataset["employees"]["employee_id"].to_list() == ["2"]


def test_unit_above_that_is_refused_takes_the_whole_branch(tmp_path: Path) -> None:
    units = "unit_id,parent_id,agency_id,name\nU1,U2,A,Seksi\nU2,U3,A,Bidang\nU3,U9,A,Dinas\nU4,,A,Badan\n"
    reading = read_dataset(folder(tmp_path, units=units, posts="post_id,unit_id,job_id\n", employees="employee_id\n"))
    assert reading.dataset["units"]["unit_id"].to_list() == ["U4"]
    assert [row for _, row, column, _ in findings(reading) if column == "parent_id"] == [2, 3, 4]


def test_units_in_a_circle_are_refused_with_all_below_them(tmp_path: Path) -> None:
    units = "unit_id,parent_id,agency_id,name\nU1,U2,A,Satu\nU2,U1,A,Dua\nU3,U2,A,Tiga\nU4,,A,Empat\nU5,U4,A,Lima\n"
    reading = read_dataset(folder(tmp_path, units=units, posts="post_id,unit_id,job_id\n", employees="employee_id\n"))
    assert reading.dataset["units"]["unit_id"].to_list() == ["U4", "U5"]
    assert reading.issues.frame().filter(pl.col("file") == "units.csv")["row"].to_list() == [2, 3, 4]


def test_ids_that_are_no_nip_are_warned_of_once(tmp_path: Path) -> None:
    warnings = read_dataset(folder(tmp_path)).issues.sentences([Severity.WARNING])
    assert len(warnings) == 1
    assert "2 dari 2 employee_id bukan NIP" in warnings[0]


def test_reference_to_a_table_that_was_not_given_is_not_checked(tmp_path: Path) -> None:
    assert load_dataset(folder(tmp_path, agencies=""))["units"].height == 2


def test_key_column_that_is_not_there_refuses_every_row(tmp_path: Path) -> None:
    reading = read_dataset(folder(tmp_path, posts="post_id,unit_id\nP1,U1\nP2,U2\n", employees="employee_id\n"))
    assert [(row, column) for file, row, column, _ in findings(reading) if file == "posts.csv"] == [
        (2, "job_id"),
        (3, "job_id"),
    ]


def test_undeclared_columns_are_named_and_never_stored(tmp_path: Path) -> None:
    employees = "employee_id,name,employment,post_id,agama,NIK\n1,Ana,PNS,P1,Islam,6303\n"
    reading = read_dataset(folder(tmp_path, employees=employees))
    assert reading.undeclared == {"employees": ("agama", "NIK")}
    assert set(reading.dataset["employees"].columns) == {c.name for c in TABLES["employees"].columns}


def test_unknown_files_are_ignored_and_named(tmp_path: Path) -> None:
    place = folder(tmp_path)
    (place / "catatan.txt").write_text("halo")
    (place / "policy.toml").write_text("as_of = 2026-01-31")
    assert read_dataset(place).ignored == ("catatan.txt",)


def test_same_table_in_two_formats_is_an_error(tmp_path: Path) -> None:
    place = folder(tmp_path)
    pl.DataFrame({"job_id": ["J1"]}).write_parquet(place / "jobs.parquet")
    with pytest.raises(InputError, match="ada dua kali"):
        read_dataset(place)


@pytest.mark.parametrize("name", ["tidak-ada", "kosong"])
def test_path_without_a_dataset_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "kosong").mkdir()
    with pytest.raises(InputError):
        read_dataset(tmp_path / name)


def test_row_accounting_of_every_table(tmp_path: Path) -> None:
    reading = read_dataset(folder(tmp_path, employees=EMPLOYEES + "3,Citra,PNS,P7,\n"))
    assert [(c.kind, c.read, c.kept, c.refused) for c in reading.counts if c.kind == "employees"] == [
        ("employees", 3, 2, 1)
    ]
    assert all(count.read == count.kept + count.refused for count in reading.counts)


def test_numeric_nip_in_a_workbook_of_tables_is_refused(tmp_path: Path) -> None:
    dataset = load_dataset(folder(tmp_path / "d"))
    path = tmp_path / "d.xlsx"
    write_workbook(dataset, path)
    spoilt = tmp_path / "spoilt.xlsx"
    book = xlsxwriter.Workbook(str(spoilt))
    for name in ("agencies", "units", "jobs", "posts"):
        sheet = book.add_worksheet(name)
        frame = dataset[name]
        sheet.write_row(0, 0, frame.columns)
        for row, values in enumerate(frame.rows(), start=1):
            sheet.write_row(row, 0, values)
    sheet = book.add_worksheet("employees")
    sheet.write_row(0, 0, ["employee_id", "name", "employment", "post_id"])
    sheet.write_row(1, 0, [198001012005012001, "Ana", "PNS", "P1"])
    sheet.write_row(2, 0, ["198001012005012002", "Budi", "PNS", "P1"])
    book.close()
    assert load_dataset(path).digest() == dataset.digest()
    reading = read_dataset(spoilt)
    assert [(row, column) for _, row, column, _ in findings(reading)] == [(2, "employee_id")]
    assert "Teks" in reading.issues.frame()["remedy"][0]
    assert reading.dataset["employees"]["employee_id"].to_list() == ["198001012005012002"]


def test_values_written_by_people_are_understood(tmp_path: Path) -> None:
    employees = (
        "employee_id,name,employment,status,sex,post_id,birth_date,rank\n"
        "'1,Ana,pns,Tugas belajar,P,P1,31/01/1980,iii/a\n"
    )
    row = load_dataset(folder(tmp_path, employees=employees))["employees"].row(0, named=True)
    assert (row["employee_id"], row["employment"], row["status"], row["sex"], row["rank"]) == (
        "1", "PNS", "STUDY_LEAVE", "F", "III/a",
    )  # fmt: skip
    assert row["birth_date"] == dt.date(1980, 1, 31)


def test_policy_is_read_beside_the_tables(tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text("as_of = 2026-01-31")
    assert load_policy(tmp_path).as_of == dt.date(2026, 1, 31)
    assert load_policy(tmp_path / "data.xlsx", as_of=dt.date(2026, 2, 1)).as_of == dt.date(2026, 2, 1)
    with pytest.raises(InputError, match="as_of"):
        load_policy(tmp_path / "lain" / "data.xlsx")


@pytest.mark.parametrize("fmt", ["csv", "parquet"])
def test_writing_is_canonical_whatever_the_order_of_rows(tmp_path: Path, fmt: str) -> None:
    dataset = load_dataset(folder(tmp_path / "in"))
    mixed = dataset_of({name: dataset[name].reverse() for name in dataset.given})
    write_dataset(dataset, tmp_path / "a", fmt)
    write_dataset(mixed, tmp_path / "b", fmt)
    assert _bytes(tmp_path / "a") == _bytes(tmp_path / "b")
    assert b"\r" not in b"".join(_bytes(tmp_path / "a").values()) or fmt == "parquet"


def test_writing_into_a_dataset_replaces_only_what_is_written(tmp_path: Path) -> None:
    place = folder(tmp_path / "d", kinship="employee_id,relative_id,relation\n1,2,SPOUSE\n")
    (place / "policy.toml").write_text("as_of = 2026-01-31")
    jobs = load_dataset(place)["jobs"].with_columns(name=pl.lit("Guru Ahli Madya"))
    write_dataset(Dataset(load_dataset(place).replace(jobs=jobs).frames, frozenset({"jobs"})), place, "parquet")
    assert sorted(file.name for file in place.iterdir()) == [
        "agencies.csv", "employees.csv", "jobs.parquet", "kinship.csv", "policy.toml", "posts.csv", "units.csv",
    ]  # fmt: skip
    assert load_dataset(place)["jobs"]["name"].to_list() == ["Guru Ahli Madya"]
    assert [p.name for p in tmp_path.iterdir()] == ["d"]


def test_writing_into_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "foto.jpg").write_bytes(b"x")
    with pytest.raises(InputError, match="bukan himpunan data"):
        write_dataset(dataset_of({}), tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["foto.jpg"]


def test_failed_writing_leaves_the_old_folder_and_nothing_beside(tmp_path: Path) -> None:
    place = folder(tmp_path / "d")
    before = _bytes(place)
    with pytest.raises(TypeError):
        write_dataset(load_dataset(place), place, extra={"issues.csv": 3})  # type: ignore[dict-item]
    assert _bytes(place) == before
    assert [p.name for p in tmp_path.iterdir()] == ["d"]


def _bytes(place: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(place.iterdir())}


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=8)
PLAIN = (
    st.text("abcxyz019 ,;\"'-é", min_size=1, max_size=8)
    .map(str.strip)
    .filter(lambda t: t != "" and not re.match(r"'\d", t))
)
"""Without an apostrophe before a digit, which exports put before ids and which is taken off."""


def value_of(column: Column) -> st.SearchStrategy[object]:
    """A value that the declaration of a column allows."""
    low = -(10**6) if column.minimum is None else column.minimum
    high = 10**6 if column.maximum is None else column.maximum
    by_kind: dict[Kind, st.SearchStrategy[object]] = {
        Kind.TEXT: TEXT | PLAIN,
        Kind.WHOLE: st.integers(low, high),
        Kind.NUMBER: st.floats(low, high, allow_nan=False).filter(lambda v: v == 0 or abs(v) > 1e-9),
        Kind.BOOL: st.booleans(),
        Kind.DATE: st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)),
        Kind.CODE: st.sampled_from([str(code) for code in column.codes] or ["X"]),
        Kind.CODES: st.lists(TEXT.filter(lambda t: ";" not in t), min_size=1, max_size=3),
    }
    return by_kind[column.kind]


def rows_of(table: Table) -> st.SearchStrategy[list[dict[str, object]]]:
    """Rows of a table; references are left empty, ids are short."""
    columns: dict[str, st.SearchStrategy[object]] = {}
    for column in table.columns:
        if column.refers:
            columns[column.name] = st.none()
        elif column.name in table.unique:
            columns[column.name] = st.sampled_from(["a1", "b2", "c 3"])
        else:
            columns[column.name] = value_of(column) if column.key else st.none() | value_of(column)
    keys = tuple(c.name for c in table.columns if c.name in table.unique)
    unique = (lambda row: tuple(str(row[k]) for k in keys)) if keys else None
    return st.lists(st.fixed_dictionaries(columns), max_size=3, unique_by=unique)


def _cells(dataset: Dataset) -> dict[str, list[object]]:
    """Every column of every table that has rows."""
    return {f"{n}.{c}": f[c].to_list() for n, f in dataset.frames.items() if f.height for c in f.columns}


PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""Without shrinking: every example writes and reads eighteen files."""

STANDALONE = [t for t in TABLES.values() if not any(c.refers and c.key for c in t.columns)]


@settings(max_examples=12, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_is_written_comes_back_the_same(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    tables = {t.name: data.draw(rows_of(t), label=t.name) for t in STANDALONE}
    frames = {name: pl.DataFrame(rows, schema=TABLES[name].schema) for name, rows in tables.items() if rows}
    dataset = dataset_of(frames)
    place = tmp_path_factory.mktemp("d")
    write_dataset(dataset, place / "csv", "csv")
    write_dataset(dataset, place / "parquet", "parquet")
    write_workbook(dataset, place / "d.xlsx")
    if not frames:
        return
    for path in (place / "csv", place / "parquet", place / "d.xlsx"):
        reading = read_dataset(path, complete=False)
        assert reading.issues.sentences([Severity.ERROR]) == []
        assert _cells(reading.dataset) == _cells(dataset)
        assert reading.dataset.digest() == dataset.digest()
