"""Which columns of the dataset are sensitive, as the library declares it."""

from typing import Final

from penata.tables import TABLES

SENSITIVE: Final = frozenset(
    (table.name, column.name)
    for table in TABLES.values()
    for column in table.columns
    if column.sensitive and column.name != "employee_id"
)
"""Columns that stay masked until somebody opens them with a reason. The number by which a person is found (NIP) stands
beside the name wherever the name may be seen."""
