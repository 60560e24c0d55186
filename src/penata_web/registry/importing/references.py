"""Rows that would refer to something that neither the files nor the registry have."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from penata.tables import TABLES
from penata_web.registry.importing.changes import Titles
from penata_web.registry.importing.differences import Difference


@dataclass(frozen=True, slots=True)
class Dangling:
    """One column of one table: how many rows that come in lead nowhere, and the first value that does."""

    table: str
    column: str
    target: str
    rows: int
    example: str


def dangling(found: Sequence[Difference], names: Titles) -> list[Dangling]:
    """What the registry would have of it once the differences are written. ``names``: what files and registry have."""
    ended = {one.table: one.ended["key"] for one in found if one.ended.height}
    problems = []
    for one in found:
        coming = pl.concat([one.added, one.changed])
        for column in (column for column in TABLES[one.table].columns if column.refers and coming.height):
            target = column.refers.split(".")[0]
            known = names[target]["id"]
            if target in ended:
                known = known.filter(~known.is_in(ended[target].implode()))
            lost = coming[column.name].drop_nulls()
            lost = lost.filter(~lost.is_in(known.implode()))
            if lost.len():
                problems.append(
                    Dangling(TABLES[one.table].label, column.label, TABLES[target].label, lost.len(), str(lost[0]))
                )
    return problems
