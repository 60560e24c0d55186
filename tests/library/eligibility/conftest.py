"""Small worlds for the tests of eligibility: rows as plain dictionaries become a typed dataset."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl
import pytest

from penata.tables import TABLES, Dataset, dataset_of

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def dataset_from(rows: Rows) -> Dataset:
    return dataset_of({name: _frame(name, table) for name, table in rows.items()})


def _frame(name: str, rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    table = TABLES[name]
    columns = {column.name: [row.get(column.name) for row in rows] for column in table.columns}
    unknown = {key for row in rows for key in row} - set(columns)
    assert not unknown, f"{name} has no column {sorted(unknown)}"
    return pl.DataFrame(columns, schema=table.schema)


@pytest.fixture(scope="session")
def build() -> Callable[[Rows], Dataset]:
    return dataset_from
