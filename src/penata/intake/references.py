"""Rows against each other: doubled keys and references that lead nowhere, with the cascades that follow."""

from collections.abc import Mapping

import polars as pl

from penata.intake.issues import Issues
from penata.intake.text.grid import ROW
from penata.intake.typed import FILE, SHEET
from penata.tables import TABLES, Column, Table

Frames = Mapping[str, pl.DataFrame]
"""Typed rows by table name, each with ``PLACE``."""


def accepted_rows(frames: Frames, claimed: Frames, issues: Issues) -> dict[str, pl.DataFrame]:
    """The rows that stand: of doubled keys the first, and only those whose references exist.

    ``claimed``: for each table, every id that its files show with the place, whether the row was refused or
    not, so that a reference to a refused row says so. A table that was not given is not checked against.
    """
    done: dict[str, pl.DataFrame] = {}
    for name, table in TABLES.items():
        if name not in frames:
            continue
        frame = without_doubles(table, frames[name], issues)
        for column in table.columns:
            if column.refers and column.refers.split(".")[0] != name:
                frame = _without_dangling(frame, column, done, claimed, issues)
        own = [column for column in table.columns if column.refers.split(".")[0] == name]
        done[name] = _settled(frame, name, own, claimed, issues) if own else frame
    return done


def without_doubles(table: Table, frame: pl.DataFrame, issues: Issues, shown: str = "") -> pl.DataFrame:
    """Of rows with the same unique values the first; each later one is refused, naming both rows.

    ``shown``: the heading under which the file has the key, where it is not the declared one.
    """
    if not table.unique:
        return frame
    keys = list(table.unique)
    first = frame.select(pl.struct(keys).is_first_distinct()).to_series()
    if bool(first.all()):
        return frame
    doubles = frame.filter(~first)
    origin = frame.filter(first).select(*keys, pl.col(ROW).alias("first"), pl.col(FILE).alias("first_file"))
    doubles = doubles.join(origin, on=keys, how="left", validate="m:1", maintain_order="left", nulls_equal=True)
    same = pl.when(pl.col(FILE) == pl.col("first_file")).then(pl.lit("")).otherwise(" di " + pl.col("first_file"))
    place = pl.coalesce(pl.format("baris {}", "first"), pl.lit("data yang diturunkan"))
    message = doubles.select(pl.format("{} yang sama sudah ada pada {}{}", pl.lit(table.label), place, same))
    issues.add_rows(
        doubles[ROW], doubles.select(pl.concat_str(keys, separator=", ")).to_series(), file=doubles[FILE],
        sheet=doubles[SHEET], column=shown or ", ".join(keys), message=message.to_series(),
        remedy="hapus salah satu; yang pertama dipakai",
    )  # fmt: skip
    return frame.filter(first)


def claims(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """Id and place of every row that a file shows for a table with one unique column; else no rows."""
    if len(table.unique) != 1 or table.unique[0] not in frame.columns:
        return pl.DataFrame(schema={"id": pl.String(), ROW: pl.Int64(), FILE: pl.String()})
    ids = frame.select(pl.col(table.unique[0]).cast(pl.String).alias("id"), ROW, FILE)
    return ids.drop_nulls("id").unique("id", keep="first", maintain_order=True)


def _without_dangling(
    frame: pl.DataFrame, column: Column, done: Frames, claimed: Frames, issues: Issues
) -> pl.DataFrame:
    target, key = column.refers.split(".")
    if target not in done:
        return frame
    known = done[target].select(pl.col(key).alias("id")).drop_nulls()
    bad = _unknown(frame, column.name, known)
    if not bad.height:
        return frame
    _report(bad, column, target, claimed, issues)
    dangling = pl.col(column.name).is_in(bad[column.name].unique().implode()).fill_null(value=False)
    return frame.filter(~dangling)


def _settled(frame: pl.DataFrame, name: str, own: list[Column], claimed: Frames, issues: Issues) -> pl.DataFrame:
    """References inside one table: refusing a row may leave others dangling, until nothing changes."""
    while True:
        before = frame.height
        for column in own:
            frame = _without_dangling(frame, column, {name: frame}, claimed, issues)
        if frame.height == before:
            return _without_circles(frame, TABLES[name], own[0], issues)


def _without_circles(frame: pl.DataFrame, table: Table, column: Column, issues: Issues) -> pl.DataFrame:
    """Only rows from which the way up ends; those that lead back to themselves, and all below them, are refused."""
    key, rising = table.unique[0], frame.filter(pl.col(column.name).is_not_null())
    reached = frame.filter(pl.col(column.name).is_null()).select(pl.col(key).alias("id"))
    while rising.height:
        next_up = rising.join(reached, left_on=column.name, right_on="id", how="semi", maintain_order="left")
        if not next_up.height:
            break
        reached = next_up.select(pl.col(key).alias("id"))
        rising = rising.join(reached, left_on=key, right_on="id", how="anti", maintain_order="left")
    if not rising.height:
        return frame
    issues.add_rows(
        rising[ROW], rising[column.name], file=rising[FILE], sheet=rising[SHEET], column=column.name,
        message=f"{column.label} berputar: jalan ke atas kembali ke unit yang sama",
        remedy="perbaiki atasan salah satu unit dalam lingkaran itu",
    )  # fmt: skip
    return frame.join(rising.select(key), on=key, how="anti", maintain_order="left")


def _unknown(frame: pl.DataFrame, column: str, known: pl.DataFrame) -> pl.DataFrame:
    filled = frame.filter(pl.col(column).is_not_null())
    return filled.join(known, left_on=column, right_on="id", how="anti", maintain_order="left")


def _report(bad: pl.DataFrame, column: Column, target: str, claimed: Frames, issues: Issues) -> None:
    table = TABLES[target]
    why = bad.select(FILE, SHEET, ROW, column.name)
    if target in claimed:
        refused = claimed[target].select(
            pl.col("id").alias(column.name), pl.col(ROW).alias("there"), pl.col(FILE).alias("there_file")
        )
        why = why.join(refused, on=column.name, how="left", validate="m:1", maintain_order="left")
    else:
        why = why.with_columns(
            pl.lit(None, dtype=pl.Int64).alias("there"), pl.lit(None, dtype=pl.String).alias("there_file")
        )
    cascade = pl.format("merujuk {} yang ditolak (baris {} {})", pl.lit(table.label), "there", "there_file")
    message = why.select(pl.coalesce(cascade, pl.lit(f"tidak ada di tabel {target} ({table.label})"))).to_series()
    issues.add_rows(
        bad[ROW], bad[column.name], file=bad[FILE], sheet=bad[SHEET], column=column.name, message=message,
        remedy=f"tambahkan baris itu ke {target}, atau perbaiki/kosongkan rujukan ini",
    )  # fmt: skip
