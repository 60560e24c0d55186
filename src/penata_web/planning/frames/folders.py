"""Where a cycle's frozen data and a plan's files lie, and how they are read; written by the library, never edited."""

import hashlib
import json
from pathlib import Path
from typing import Any, Final

import polars as pl
from django.conf import settings

from penata.tables import LIMIT_TABLES, ORDER_TABLES, PLAN_TABLES, TABLES, TOLD_TABLES, Dataset, Table, dataset_of

RUN: Final = "run.json"
"""The only file of a plan that may differ from run to run: runtimes, machine, time."""

_OF_A_PLAN: Final[dict[str, Table]] = {**PLAN_TABLES, **LIMIT_TABLES, **ORDER_TABLES, **TOLD_TABLES}


def cycle_folder(pk: int) -> Path:
    """What belongs to a cycle."""
    return Path(settings.DATA) / "cycles" / str(pk)


def dataset_folder(pk: int) -> Path:
    """The frozen tables of a cycle, one parquet file each."""
    return cycle_folder(pk) / "dataset"


def plan_folder(pk: int) -> Path:
    """The files of a plan."""
    return Path(settings.DATA) / "plans" / str(pk)


def frozen_dataset(pk: int) -> Dataset:
    """The data of a cycle as they were frozen; they were checked when they were written."""
    return dataset_of({file.stem: pl.read_parquet(file) for file in sorted(dataset_folder(pk).glob("*.parquet"))})


def frozen_table(pk: int, name: str) -> pl.DataFrame:
    """One table of a cycle's frozen data; empty where it was not given."""
    file = dataset_folder(pk) / f"{name}.parquet"
    return pl.read_parquet(file) if file.exists() else TABLES[name].empty()


def plan_table(folder: Path, name: str) -> pl.DataFrame:
    """One table of a plan, with the declared columns; empty where the plan has none of it."""
    file = folder / f"{name}.parquet"
    table = _OF_A_PLAN[name]
    return table.conform(pl.read_parquet(file)) if file.exists() else table.empty()


def plan_tables(folder: Path) -> dict[str, pl.DataFrame]:
    """All tables that a plan has."""
    return {name: plan_table(folder, name) for name in _OF_A_PLAN if (folder / f"{name}.parquet").exists()}


def plan_result(folder: Path) -> dict[str, Any]:
    """What result.json of a plan states."""
    found: dict[str, Any] = json.loads((folder / "result.json").read_text("utf-8"))
    return found


def file_digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file of a plan but the one that may differ, by its name in the folder."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != RUN
    }


def folder_digest(folder: Path) -> str:
    """One digest over all files of a plan but the one that may differ."""
    lines = "".join(f"{name} {digest}\n" for name, digest in sorted(file_digests(folder).items()))
    return hashlib.sha256(lines.encode()).hexdigest()
