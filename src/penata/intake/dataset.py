"""Datasets from and to disk: a folder of tables (.csv or .parquet), or one workbook with a sheet per table."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import polars as pl

from penata.intake.issues import Issue, Issues
from penata.intake.references import accepted_rows, claims
from penata.intake.text.grid import ROW, Grid, read_grids
from penata.intake.text.sheet import Sheet, find_header, heading_key, read_sheet
from penata.intake.typed import Source, parse_table
from penata.intake.writing import KNOWN_FILES, write_dataset
from penata.policy import Policy, parse_policy
from penata.tables import TABLES, Dataset, InputError, Table, dataset_of
from penata.vocabulary import Employment, Severity

__all__ = [
    "Count", "Reading", "dataset_sources", "empty_tables", "is_dataset", "is_workbook_of_tables", "load_dataset",
    "load_policy", "read_dataset", "workbook_sources", "write_dataset",
]  # fmt: skip

POLICY_FILE: Final = "policy.toml"
ISSUES_FILE: Final = "issues.csv"
_GUIDES: Final = frozenset({"Petunjuk", "Pilihan"})
"""Sheets of the template that explain it."""

EXAMPLE_MARK: Final = "CONTOH"
"""A row whose first filled cell begins so is the template's example, never data."""

_HOW_TO_GET: Final = {
    "units": "dapat dari ekspor SIASN (Export Data ASN) dengan penata intake, atau templat (penata template)",
    "jobs": "dapat dari ekspor SIASN dengan penata intake, atau templat (penata template)",
    "posts": "dapat dari ekspor SIASN atau e-Formasi dengan penata intake, atau templat (penata template)",
    "employees": "dapat dari ekspor SIASN (Export Data ASN) dengan penata intake, atau templat (penata template)",
}


@dataclass(frozen=True, slots=True)
class Count:
    """Accounting of one sheet: rows read = rows kept + rows refused."""

    file: str
    sheet: str
    kind: str
    read: int
    kept: int
    refused: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What a path holds: the dataset of the rows that stand, every finding, and what was left aside.

    ``ignored`` names files and sheets that are no table. ``undeclared``: by table, headings that no table
    declares (counted and named, never stored). ``counts``: the accounting of every table read.
    """

    dataset: Dataset
    issues: Issues
    counts: tuple[Count, ...] = ()
    ignored: tuple[str, ...] = ()
    undeclared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_dataset(path: str | Path, *, complete: bool = True) -> Reading:
    """Read a dataset folder or workbook; rows that cannot stand are left out and listed in ``issues``.

    ``complete``: the tables that a plan cannot do without must be there (an error says how to get each).
    Raises InputError where the path holds no dataset at all.
    """
    issues = Issues()
    sources, ignored = _sources(Path(path))
    if complete:
        have = {source.table.name for source in sources}
        for name in (n for n, t in TABLES.items() if t.required and n not in have):
            issues.add(
                Issue(Path(path).name, f"tabel wajib “{name}” ({TABLES[name].label}) tidak ada", _HOW_TO_GET[name])
            )
    frames = {}
    for source in sources:
        frames[source.table.name] = parse_table(source, issues)
    claimed = {s.table.name: claims(s.table, _with_place(s)) for s in sources}
    stands = accepted_rows(frames, claimed, issues)
    _warn_of_shapes(sources, stands, issues)
    return Reading(
        dataset=dataset_of(stands),
        issues=issues,
        counts=tuple(_count(source, stands[source.table.name], issues) for source in sources),
        ignored=tuple(ignored),
        undeclared={s.table.name: s.undeclared for s in sources if s.undeclared},
    )


def load_dataset(path: str | Path) -> Dataset:
    """The dataset at ``path``, with every row accepted.

    Raises InputError that lists every refused row with table, row, column, value and remedy.
    """
    reading = read_dataset(path)
    problems = reading.issues.sentences([Severity.ERROR])
    if problems:
        raise InputError(problems)
    return reading.dataset


def load_policy(path: str | Path, *, as_of: dt.date | None = None) -> Policy:
    """The policy.toml in a dataset folder, or beside a workbook; defaults where there is none but ``as_of``.

    Raises InputError where neither a file nor ``as_of`` says which day the data are of.
    """
    folder = Path(path) if Path(path).is_dir() else Path(path).parent
    file = folder / POLICY_FILE
    try:
        text = file.read_text("utf-8") if file.exists() else ""
    except (OSError, UnicodeDecodeError):
        raise InputError([f"{POLICY_FILE}: tidak dapat dibaca; simpan sebagai teks UTF-8"]) from None
    return parse_policy(text, as_of=as_of)


def is_workbook_of_tables(grids: Sequence[Grid], stem: str) -> bool:
    """Whether some sheet bears the name of a declared table and shows the key headings of it."""
    for grid in (grid for grid in grids if not grid.hidden):
        name = _table_of(grid.sheet or stem)
        source = None if name is None else _sheet_source(grid, name)
        if source is not None and all(c.name in source.shown for c in source.table.columns if c.key):
            return True
    return False


def empty_tables(name: str) -> str:
    """What is wrong with a template that nobody has filled."""
    must = ", ".join(f"{table.name} ({table.label})" for table in TABLES.values() if table.required)
    return (
        f"{name}: templat ini masih kosong, hanya judul kolom dan contoh; isi lembar {must} "
        "di bawah baris CONTOH, simpan, lalu ulangi"
    )


def is_dataset(path: Path) -> bool:
    """Whether a folder holds at least one table of a dataset."""
    return path.is_dir() and any(_is_table_file(file) for file in path.iterdir())


def _sources(path: Path) -> tuple[list[Source], list[str]]:
    if path.is_dir():
        found, ignored = dataset_sources(path)
    elif path.exists():
        grids = read_grids(path)
        if not grids or (grids[0].sheet == "" and path.stem.lower() not in TABLES):
            raise InputError(
                [f"{path.name}: satu berkas csv bukan himpunan data; beri folder atau .xlsx (atau penata intake)"]
            )
        found, ignored = workbook_sources(grids, path.stem)
        if not found and is_workbook_of_tables(grids, path.stem):
            raise InputError([empty_tables(path.name)])
    else:
        raise InputError([f"{path}: tidak ada; periksa nama folder atau berkas"])
    if not found:
        names = ", ".join(TABLES)
        raise InputError([f"{path.name}: tidak ada tabel himpunan data di sini; tabel bernama {names}"])
    order = list(TABLES)
    return sorted(found, key=lambda source: order.index(source.table.name)), ignored


def dataset_sources(folder: Path) -> tuple[list[Source], list[str]]:
    """The tables in a folder, and the names of files that are none."""
    files = sorted(file for file in folder.iterdir() if file.is_file() and not file.name.startswith("."))
    tables = [file for file in files if _is_table_file(file)]
    stems = [file.stem.lower() for file in tables]
    twice = sorted({stem for stem in stems if stems.count(stem) > 1})
    if twice:
        raise InputError(
            [f"{folder.name}: tabel “{stem}” ada dua kali (.csv dan .parquet); hapus satu" for stem in twice]
        )
    ignored = [file.name for file in files if file not in tables and file.name not in KNOWN_FILES]
    return [_file_source(file) for file in tables], ignored


def _is_table_file(file: Path) -> bool:
    return file.suffix.lower() in (".csv", ".parquet") and file.stem.lower() in TABLES


def _file_source(file: Path) -> Source:
    name = file.stem.lower()
    if file.suffix.lower() == ".parquet":
        return _parquet_source(file, TABLES[name])
    grid = read_grids(file)[0]
    source = _sheet_source(grid, name)
    if source is None:
        raise InputError([f"{file.name}: tidak ada baris judul kolom {name}; judulnya: {_headings(TABLES[name])}"])
    return source


def _parquet_source(file: Path, table: Table) -> Source:
    try:
        frame = pl.read_parquet(file)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise InputError([f"{file.name}: bukan Parquet yang sah ({str(error).splitlines()[0]}); tulis ulang"]) from None
    known = [name for name in frame.columns if name in table]
    rows = frame.select(known).with_row_index(ROW, offset=2).cast({ROW: pl.Int64})
    rest = tuple(name for name in frame.columns if name not in table)
    return Source(table, file.name, "", rows, {name: name for name in known}, rest)


def workbook_sources(grids: Sequence[Grid], stem: str) -> tuple[list[Source], list[str]]:
    """The tables among sheets, and the names of sheets that are none; a csv is named after its file."""
    found, ignored = [], []
    for grid in grids:
        if grid.hidden:
            ignored.append(f"lembar {grid.sheet} (tersembunyi)")
            continue
        name = _table_of(grid.sheet or stem)
        source = None if name is None else _sheet_source(grid, name)
        if source is None and grid.sheet not in _GUIDES:
            ignored.append(f"lembar {grid.sheet}")
        elif source is not None and source.rows.height:
            found.append(source)
    return found, ignored


def _table_of(sheet: str) -> str | None:
    """The table that a sheet is named after, by its name or its Indonesian label."""
    keys = {heading_key(word): name for name, table in TABLES.items() for word in (table.label, name)}
    return keys.get(heading_key(sheet))


def _sheet_source(grid: Grid, name: str) -> Source | None:
    table = TABLES[_table_of(name) or name]
    headings = {column.name: (column.name, column.label) for column in table.columns}
    header = find_header(grid, headings)
    if header is None:
        return None
    sheet = _without_example(read_sheet(grid, header, headings))
    return Source(table, grid.file, grid.sheet, sheet.rows, dict(header.shown), header.undeclared, sheet)


def _without_example(sheet: Sheet) -> Sheet:
    """The template's example row left out; only a workbook has one."""
    if not sheet.sheet:
        return sheet
    first = pl.coalesce(pl.exclude(ROW)).str.to_uppercase().str.starts_with(EXAMPLE_MARK)
    return replace(sheet, rows=sheet.rows.filter(~first.fill_null(value=False)))


def _warn_of_shapes(sources: Sequence[Source], stands: Mapping[str, pl.DataFrame], issues: Issues) -> None:
    """One warning for all civil servants whose id is no NIP: they may be anonymous, or their digits may be lost."""
    if "employees" not in stands:
        return
    ids = stands["employees"].filter(pl.col("employment") != str(Employment.NON_ASN))["employee_id"]
    odd = ids.filter(~ids.str.contains(r"^\d{18}$"))
    if len(odd):
        source = next(source for source in sources if source.table.name == "employees")
        message = f"{len(odd)} dari {len(ids)} employee_id bukan NIP 18 angka"
        remedy = "tidak apa-apa bila sengaja disamarkan; bila tidak, perbaiki di sumbernya"
        issues.add(
            Issue(source.file, message, remedy, Severity.WARNING, source.sheet, None, "employee_id", odd.sort()[0])
        )


def _with_place(source: Source) -> pl.DataFrame:
    return source.rows.with_columns(pl.lit(source.file).alias("_file"))


def _count(source: Source, stands: pl.DataFrame, issues: Issues) -> Count:
    refused = issues.refused_rows(source.file, source.sheet)
    read, kept = source.rows.height, stands.height
    return Count(source.file, source.sheet, source.table.name, read, kept, len(refused))


def _headings(table: Table) -> str:
    return ", ".join(column.name for column in table.columns if column.key)
