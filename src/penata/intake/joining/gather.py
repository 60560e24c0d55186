"""Files of any known kind to parts: typed rows by table, each with its place, and the accounting of each sheet."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import polars as pl

from penata.intake.dataset import (
    dataset_sources,
    empty_tables,
    is_dataset,
    is_workbook_of_tables,
    workbook_sources,
)
from penata.intake.issues import Issue, Issues
from penata.intake.reader import Partial, Reader, Recognised, alike, fits, recognise
from penata.intake.references import claims
from penata.intake.text.errorcells import IS_ERROR
from penata.intake.text.grid import ROW, Grid, read_grids
from penata.intake.text.remarks import refuse
from penata.intake.text.sheet import HEADER_ROWS, Sheet, read_sheet
from penata.intake.typed import FILE, SHEET, Source, parse_table
from penata.tables import TABLES, InputError
from penata.vocabulary import Severity

DATASET_KIND: Final = "dataset"
DATASET_TITLE: Final = "himpunan data atau templat Penata"
_DATASET_ORDER: Final = 10
_MOST_ALIKE: Final = 4
"""Headings that a sheet shares with a kind before that kind is named as the one that was meant."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one sheet gives to the join; ``tables`` carry ``PLACE`` (row null where no single row is behind it).

    ``read``: rows of the sheet; ``kept``: row numbers that reached a table. ``claimed``: every id that the sheet
    shows, refused or not.
    """

    file: str
    sheet: str
    kind: str
    title: str
    order: int
    read: int
    kept: pl.Series
    tables: Mapping[str, pl.DataFrame]
    by_name: frozenset[str] = frozenset()
    updates: frozenset[str] = frozenset()
    claimed: Mapping[str, pl.DataFrame] | None = None
    undeclared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """Parts of all files, most believed first; ``ignored``: sheets and files that are nothing known."""

    parts: tuple[Part, ...]
    ignored: tuple[str, ...]


def gather(paths: Sequence[Path], readers: Sequence[Reader], kind: str | None, issues: Issues) -> Gathered:
    """Read every file; one that cannot be used becomes an issue, and the others are read all the same.

    ``kind`` forces a reader (or "dataset") on every sheet. Raises InputError for a kind that does not exist.
    """
    chosen = _forced(kind, readers)
    parts: list[Part] = []
    ignored: list[str] = []
    paths = _each_once(paths, issues)
    names = _shown_names(paths)
    for path in paths:
        try:
            found, rest = _parts_of(path, names[path], chosen, kind, issues)
        except InputError as error:
            for problem in error.problems:
                issues.add(Issue(names[path], _without_name(problem, names[path], path.name), ""))
            continue
        parts += found
        ignored += rest
    parts.sort(key=lambda part: (part.order, part.kind, part.file, part.sheet))
    return Gathered(tuple(parts), tuple(ignored))


def _forced(kind: str | None, readers: Sequence[Reader]) -> Sequence[Reader]:
    if kind is None:
        return readers
    if kind == DATASET_KIND:
        return ()
    chosen = [reader for reader in readers if reader.kind == kind]
    if not chosen:
        known = ", ".join([DATASET_KIND, *(reader.kind for reader in readers)])
        raise InputError([f"--kind {kind}: jenis berkas tidak dikenal; pilih {known}"])
    return chosen


def _each_once(paths: Sequence[Path], issues: Issues) -> list[Path]:
    """Every file once; one that is given again is left out and named."""
    first: dict[Path, Path] = {}
    for path in paths:
        if path.resolve() in first:
            issues.add(Issue(path.name, "berkas ini disebut dua kali; dibaca sekali", "", Severity.INFO))
        first.setdefault(path.resolve(), path)
    return list(first.values())


def _without_name(problem: str, *names: str) -> str:
    """A problem without the file's name in front of it, which is shown as its place."""
    for name in names:
        problem = problem.removeprefix(f"{name}: ").removeprefix(f"{name}, ")
    return problem


def _shown_names(paths: Sequence[Path]) -> dict[Path, str]:
    """The file's name; with its folders where two files have the same name."""
    names = [path.name for path in paths]
    return {path: path.name if names.count(path.name) == 1 else os.fspath(path) for path in paths}


def _parts_of(
    path: Path, name: str, readers: Sequence[Reader], kind: str | None, issues: Issues
) -> tuple[list[Part], list[str]]:
    if path.is_dir():
        if not is_dataset(path):
            raise InputError([f"{name}: folder tanpa tabel himpunan data; beri berkasnya satu per satu"])
        sources, ignored = dataset_sources(path)
        return [_table_part(source, issues) for source in sources], [f"{name}/{other}" for other in ignored]
    grids = [replace(grid, file=name) for grid in read_grids(path)]
    if kind in (None, DATASET_KIND) and is_workbook_of_tables(grids, path.stem):
        sources, ignored = workbook_sources(grids, path.stem)
        if not sources:
            raise InputError([empty_tables(name)])
        return [_table_part(source, issues) for source in sources], [f"{name}, {other}" for other in ignored]
    return _read_grids(name, grids, readers, kind, issues)


def _read_grids(
    name: str, grids: list[Grid], readers: Sequence[Reader], kind: str | None, issues: Issues
) -> tuple[list[Part], list[str]]:
    found: list[Part] = []
    ignored = [f"{name}, lembar {grid.sheet} (tersembunyi)" for grid in grids if grid.hidden]
    filled = [grid for grid in grids if grid.cells.height and not grid.hidden]
    if not filled:
        raise InputError([f"{name}: semua lembar kosong atau tersembunyi; ekspor ulang, atau tampilkan lembarnya"])
    for grid in filled:
        match = recognise(grid, readers) if kind is None or len(grids) > 1 else _must_fit(name, grid, readers)
        if match is None:
            ignored.append(f"{name}, lembar {grid.sheet}" if grid.sheet else name)
        else:
            found.append(_read_part(grid, match, issues))
    if not found:
        raise InputError([f"{name}: {_unknown(filled, readers)}"])
    return found, ignored


def _unknown(grids: Sequence[Grid], readers: Sequence[Reader]) -> str:
    """Why no kind fits: the headings that the most alike kind lacks, or which kinds there are."""
    near = max((alike(grid, reader) for grid in grids for reader in readers), key=lambda a: a.hits, default=None)
    if near is not None and near.hits >= _MOST_ALIKE:
        missing = ", ".join(near.missing) or "jabatan"
        return f"mirip {near.reader.title}, tetapi judul kolom ini tidak ditemukan: {missing}; lengkapi judulnya"
    titles = "; ".join(f"{reader.title} (--kind {reader.kind})" for reader in readers)
    return (
        f"jenis berkas tidak dikenali; judul kolom dicari pada baris 1 sampai {HEADER_ROWS}; "
        f"yang dikenal: {titles}; {DATASET_TITLE}"
    )


def _must_fit(name: str, grid: Grid, readers: Sequence[Reader]) -> Recognised | None:
    fitting = next((match for reader in readers if (match := fits(grid, reader)) is not None), None)
    if fitting is None and readers:
        missing = ", ".join(alike(grid, readers[0]).missing) or "(tidak ada baris data yang cocok)"
        raise InputError([f"{name}: bukan {readers[0].title}; judul kolom yang tidak ditemukan: {missing}"])
    return fitting


def _read_part(grid: Grid, match: Recognised, issues: Issues) -> Part:
    reader = match.reader
    sheet = read_sheet(grid, match.header, reader.headings)
    if not sheet.rows.height:
        issues.add(
            Issue(grid.file, f"{reader.title}: tidak ada baris data", "periksa ekspornya", Severity.WARNING, grid.sheet)
        )
    _refuse_errors(sheet, tuple(match.header.columns), issues)
    partial: Partial = reader.read(sheet, issues)
    tables = {name: _placed(frame, grid) for name, frame in partial.tables.items()}
    return Part(
        file=grid.file, sheet=grid.sheet, kind=reader.kind, title=reader.title, order=reader.order,
        read=sheet.rows.height, kept=partial.kept, tables=tables, by_name=partial.by_name, updates=partial.updates,
        undeclared=sheet.undeclared,
    )  # fmt: skip


def _refuse_errors(sheet: Sheet, fields: Sequence[str], issues: Issues) -> None:
    """Every row with a cell that shows an error of the spreadsheet, in a column that is read."""
    for name in fields:
        refuse(
            sheet, issues, sheet.rows.filter(pl.col(name).str.contains(IS_ERROR)), name,
            "rumus yang gagal atau belum dihitung", "perbaiki rumusnya, atau tempel sebagai nilai lalu simpan ulang",
        )  # fmt: skip


def _placed(frame: pl.DataFrame, grid: Grid) -> pl.DataFrame:
    row = pl.col(ROW) if ROW in frame.columns else pl.lit(None)
    return frame.with_columns(
        row.cast(pl.Int64).alias(ROW), pl.lit(grid.file).alias(FILE), pl.lit(grid.sheet).alias(SHEET)
    )


def _table_part(source: Source, issues: Issues) -> Part:
    name = source.table.name
    frame = parse_table(source, issues)
    claimed = claims(TABLES[name], source.rows.with_columns(pl.lit(source.file).alias(FILE)))
    return Part(
        file=source.file, sheet=source.sheet, kind=DATASET_KIND, title=f"tabel {name}", order=_DATASET_ORDER,
        read=source.rows.height, kept=frame[ROW], tables={name: frame}, claimed={name: claimed},
        undeclared=source.undeclared,
    )  # fmt: skip
