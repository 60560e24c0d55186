"""Many rows at once: COPY on PostgreSQL, one prepared statement on SQLite; and back as a Polars frame."""

from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl
from django.db import connection, models
from django.db.models import QuerySet


def bulk_load(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of plain values, in the order of the attribute names; runs in the transaction around it.

    Signals and ``save`` are not called, and database constraints hold.
    """
    table = connection.ops.quote_name(model._meta.db_table)
    held = {field.name: field.column or field.name for field in model._meta.local_fields}
    columns = ", ".join(connection.ops.quote_name(held[name]) for name in names)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(names))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(rows))


def frame_of(rows: QuerySet[Any, Any], schema: dict[str, Any]) -> pl.DataFrame:
    """The attributes named by the schema, as a frame with its types; one query."""
    found = list(rows.values_list(*schema))
    columns: list[Any] = list(zip(*found, strict=True)) if found else [[] for _ in schema]
    return pl.DataFrame(
        {name: pl.Series(name, list(column), dtype=dtype, strict=False)
         for (name, dtype), column in zip(schema.items(), columns, strict=True)}
    )  # fmt: skip
