"""A difference as people read it: one line for each row that comes or goes, and for each field that changes."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

import polars as pl

from penata.tables import TABLES, Column, Dataset, Table
from penata.tables.schema import Kind
from penata.vocabulary import label
from penata_web.registry.frames import frame_of_rows
from penata_web.registry.importing.differences import Difference
from penata_web.registry.models import DATED
from penata_web.registry.models.sensitive import HIDDEN, SENSITIVE

ADDED: Final = "ADDED"
CHANGED: Final = "CHANGED"
ENDED: Final = "ENDED"

SCHEMA: Final = {
    "table": pl.String(), "what": pl.String(), "id": pl.String(), "title": pl.String(), "column": pl.String(),
    "old": pl.String(), "new": pl.String(),
}  # fmt: skip
Titles = Mapping[str, pl.DataFrame]
"""By table: ``id`` and ``title``, how people call what the id stands for."""

_NAMED: Final = ("agencies", "districts", "units", "jobs", "employees", "courses")


def titles(new: Dataset, *, on: dt.date) -> dict[str, pl.DataFrame]:
    """The names of everything that a row may refer to, as the files have them, else as the registry does."""
    found = {}
    for name in _NAMED:
        key = TABLES[name].unique[0]
        found[name] = _both(name, new, on).select(pl.col(key).alias("id"), pl.col("name").alias("title"))
    posts = _both("posts", new, on)
    found["posts"] = (
        posts.join(found["jobs"].rename({"id": "job_id", "title": "job"}), on="job_id", how="left")
        .join(found["units"].rename({"id": "unit_id", "title": "unit"}), on="unit_id", how="left")
        .select(pl.col("post_id").alias("id"), pl.concat_str("job", "unit", separator=" · ").alias("title"))
    )
    return found


def changes(found: Sequence[Difference], names: Titles) -> pl.DataFrame:
    """Columns as ``SCHEMA``; table by table, first what changes, then what comes, then what ends."""
    parts = [pl.DataFrame(schema=SCHEMA)]
    for one in found:
        table = TABLES[one.table]
        parts += [
            _fields(table, one, names),
            _rows(table, one.added, ADDED, names),
            _rows(table, one.ended, ENDED, names),
        ]
    return pl.concat(parts)


def _both(name: str, new: Dataset, on: dt.date) -> pl.DataFrame:
    given = new[name]
    known = frame_of_rows(name, DATED[name].objects.on(on))
    key = TABLES[name].unique[0]
    return pl.concat([given, known.join(given, on=key, how="anti")]) if given.height else known


def _fields(table: Table, one: Difference, names: Titles) -> pl.DataFrame:
    """One line for each cell that is another one now."""
    head = _rows(table, one.changed, CHANGED, names).drop("column", "old", "new")
    parts = [pl.DataFrame(schema=SCHEMA)]
    for column in table.columns:
        old, new = one.before[column.name], one.changed[column.name]
        differs = old.ne_missing(new)
        if differs.any():
            cells = pl.DataFrame({
                "column": pl.repeat(column.label, n=old.len(), dtype=pl.String, eager=True),
                "old": _words(table, column, old, names), "new": _words(table, column, new, names),
            })  # fmt: skip
            parts.append(pl.concat([head, cells], how="horizontal").filter(differs))
    return pl.concat(parts).sort("id", maintain_order=True)


def _rows(table: Table, rows: pl.DataFrame, what: str, names: Titles) -> pl.DataFrame:
    """One line for each row: its id and how people call it."""
    identity, named = _identity(table)
    ids = rows[identity] if identity else rows["key"]
    title = _title(ids if named == table.name else rows[_refers_to(table, named)], names[named]) if named else ids
    empty = pl.Series([None], dtype=pl.String).new_from_index(0, rows.height)
    return pl.DataFrame({
        "table": pl.repeat(table.label, n=rows.height, dtype=pl.String, eager=True),
        "what": pl.repeat(what, n=rows.height, dtype=pl.String, eager=True),
        "id": ids, "title": title, "column": empty, "old": empty, "new": empty,
    }, schema=SCHEMA)  # fmt: skip


def _identity(table: Table) -> tuple[str, str]:
    """The column shown as the id (empty: the whole key), and the table in which its name stands (empty: none)."""
    own = table.unique[0] if len(table.unique) == 1 else ""
    if table.name in (*_NAMED, "posts"):
        return own, table.name
    for name, of in (("employee_id", "employees"), ("post_id", "posts"), ("unit_id", "units"), ("job_id", "jobs")):
        if name in table:
            return name, of
    return own, ""


def _refers_to(table: Table, named: str) -> str:
    return next(column.name for column in table.columns if column.refers.split(".")[0] == named)


def _title(ids: pl.Series, names: pl.DataFrame) -> pl.Series:
    found = ids.to_frame("id").join(names, on="id", how="left", maintain_order="left", validate="m:1")
    return found["title"]


def _words(table: Table, column: Column, values: pl.Series, names: Titles) -> pl.Series:
    """Values as people write them: names for ids, words for codes."""
    if (table.name, column.name) in SENSITIVE:
        filled = values.is_not_null().to_frame("x")
        return filled.select(pl.when("x").then(pl.lit(HIDDEN)))["literal"]
    referred = column.refers.split(".")[0]
    if referred in names and column.name != "employee_id":
        return pl.select(pl.coalesce(_title(values, names[referred]), values)).to_series()
    if column.kind is Kind.CODE:
        words = {code: label(code) for code in values.drop_nulls().unique()}
        return values.replace_strict(words, default=None, return_dtype=pl.String) if words else values
    if column.kind is Kind.DATE:
        return values.dt.strftime("%d-%m-%Y")
    if column.kind is Kind.BOOL:
        return values.cast(pl.String).replace({"true": "ya", "false": "tidak"})
    return values.cast(pl.String)
