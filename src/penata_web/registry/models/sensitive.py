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

HIDDEN: Final = "•••"
"""Stands for a value of the private life: that it changes is shown, not what it is."""
_LABELS: Final = frozenset(TABLES[table][column].label for table, column in SENSITIVE)
_TABLES: Final = frozenset({"conditions", "kinship"})


def is_private(table: str, columns: str) -> bool:
    """Whether what was refused in these columns ("a, b") of a file is for those alone who brought the file."""
    return table in _TABLES or any(name in _LABELS for name in columns.split(", "))
