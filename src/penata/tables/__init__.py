"""The declared schema of every table that crosses a boundary, and the dataset that they form."""

from penata.tables.dataset import TABLES, Dataset, canonical, dataset_of
from penata.tables.errors import InputError
from penata.tables.order import ORDER_TABLES
from penata.tables.plan import LIMIT_TABLES, PLAN_TABLES
from penata.tables.schema import Column, Kind, Table
from penata.tables.told import TOLD_TABLES

__all__ = [
    "LIMIT_TABLES", "ORDER_TABLES", "PLAN_TABLES", "TABLES", "TOLD_TABLES", "Column", "Dataset", "InputError",
    "Kind", "Table", "canonical", "dataset_of",
]  # fmt: skip
