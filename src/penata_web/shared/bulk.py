"""Many rows at once: COPY on PostgreSQL, one prepared statement on SQLite; and back as a Polars frame."""

import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

import polars as pl
from django.db import connection, models
from django.db.models import QuerySet

_ABSENT: Final = "\\N"
"""How COPY writes what is absent, so that an empty text stays an empty text."""


def bulk_load(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of plain values, in the order of the attribute names; runs in the transaction around it.

    Signals and ``save`` are not called, and database constraints hold.
    """
    table, columns = _quoted(model._meta.db_table), ", ".join(_column(model, name) for name in names)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(names))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(rows))


def load_frame(model: type[models.Model], frame: pl.DataFrame) -> None:
    """Insert the rows of a frame whose columns are the model's attributes, as ``bulk_load`` does."""
    if frame.height:
        # SQLite keeps days as text; written by Polars they need no adapter for each cell.
        days = pl.selectors.date()
        ready = frame if connection.vendor == "postgresql" else frame.with_columns(days.cast(pl.String))
        bulk_load(model, frame.columns, ready.iter_rows())


def update_rows(model: type[models.Model], name: str, values: Iterable[tuple[Any, int]]) -> None:
    """Set one attribute of many rows: pairs of the new value and the row's primary key."""
    table, column, pk = _quoted(model._meta.db_table), _column(model, name), _column(model, "pk")
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {column} = %s WHERE {pk} = %s", list(values))


def analyse(*given: type[models.Model]) -> None:
    """Let the database count again what it keeps, after much was written."""
    with connection.cursor() as cursor:
        for model in given:
            cursor.execute(f"ANALYZE {_quoted(model._meta.db_table)}")


def frame_of(rows: QuerySet[Any, Any], schema: dict[str, Any]) -> pl.DataFrame:
    """The attributes named by the schema, as a frame with its types; one query.

    Goes around what Django and the drivers do for each cell: CSV from COPY on PostgreSQL, plain text and numbers on
    SQLite, typed by Polars a column at a time.
    """
    inner, params = rows.values_list(*schema).query.sql_with_params()
    names = [f"c{place}" for place in range(len(schema))]
    cells = ", ".join(_plain(name, dtype) for name, dtype in zip(names, schema.values(), strict=True))
    sql = f"WITH found ({', '.join(names)}) AS ({inner}) SELECT {cells} FROM found"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            frame = _copied(cursor, sql, params, names)
        else:
            found = cursor.execute(sql, params).fetchall()
            frame = pl.DataFrame(
                found, schema={name: _raw(d) for name, d in zip(names, schema.values(), strict=True)}, orient="row"
            )
    return frame.select(
        _typed(name, dtype).alias(shown) for name, (shown, dtype) in zip(names, schema.items(), strict=True)
    )


def _copied(cursor: Any, sql: str, params: Sequence[Any], names: Sequence[str]) -> pl.DataFrame:
    content = io.BytesIO()
    # Composed here: the cursor that Django sets around it to count queries takes no parameters.
    composed: Any = connection.ops
    statement = composed.compose_sql(f"COPY ({sql}) TO STDOUT (FORMAT csv, NULL '{_ABSENT}')", params)
    with cursor.copy(statement) as copy:
        for part in copy:
            content.write(part)
    if not content.tell():
        return pl.DataFrame(schema=dict.fromkeys(names, pl.String()))
    content.seek(0)
    return pl.read_csv(
        content, has_header=False, new_columns=list(names), schema_overrides=[pl.String()] * len(names),
        null_values=_ABSENT,
    )  # fmt: skip


def _plain(name: str, dtype: Any) -> str:
    """A column without a declared type, so that the driver of SQLite leaves its cells alone."""
    if dtype == pl.Date:
        return f"CAST({name} AS TEXT)"
    return f"CAST({name} AS INTEGER)" if dtype == pl.Boolean else name


def _raw(dtype: Any) -> Any:
    """How SQLite hands a column over."""
    if dtype == pl.Boolean:
        return pl.Int64()
    return pl.String() if dtype == pl.Date else dtype


def _typed(name: str, dtype: Any) -> pl.Expr:
    if dtype == pl.Date:
        return pl.col(name).str.to_date("%Y-%m-%d")
    return pl.col(name).cast(pl.Int64).cast(pl.Boolean) if dtype == pl.Boolean else pl.col(name).cast(dtype)


def _column(model: type[models.Model], name: str) -> str:
    """The column of an attribute, quoted; ``pk`` is the primary key."""
    field = model._meta.pk if name == "pk" else model._meta.get_field(name)
    assert isinstance(field, models.Field)
    return _quoted(field.column or field.name)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
