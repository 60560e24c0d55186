"""A dataset: every declared table as a typed frame, and a digest that names it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from penata.tables import choices, organisation, people
from penata.tables.schema import Table

TABLES: Final[dict[str, Table]] = {
    table.name: table
    for table in (
        organisation.AGENCIES,
        organisation.DISTRICTS,
        organisation.UNITS,
        organisation.JOBS,
        organisation.POSTS,
        people.EMPLOYEES,
        people.DUTIES,
        people.CONDITIONS,
        people.CREDENTIALS,
        people.APPRAISALS,
        people.TALENT,
        people.COMPETENCIES,
        organisation.JOB_COMPETENCIES,
        people.SERVICE_HISTORY,
        people.KINSHIP,
        choices.WISHES,
        choices.DECISIONS,
        choices.SCORES,
        organisation.TRAVEL,
        choices.APPROVALS,
        choices.IMUT_RESULTS,
        choices.CONFIRMATIONS,
        organisation.CALENDAR,
        organisation.COURSES,
        organisation.WORKLOAD,
        organisation.SCHOOLS,
        organisation.SUBJECT_HOURS,
        organisation.HEALTH_CENTRES,
    )
}
"""Every table of a dataset by name, in the order in which references can be checked."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """All declared tables of one snapshot; a table that was not given is an empty frame.

    ``given`` names the tables that were present. Rows are kept in canonical order (see ``canonical``),
    so that the order of rows in a file never matters.
    """

    frames: Mapping[str, pl.DataFrame]
    given: frozenset[str]

    def __getitem__(self, name: str) -> pl.DataFrame:
        """The frame of the table ``name``; KeyError where it is not declared."""
        return self.frames[name]

    def replace(self, **frames: pl.DataFrame) -> "Dataset":
        """A dataset with some tables replaced; the new ones are conformed and put in canonical order."""
        new = {name: canonical(TABLES[name], frame) for name, frame in frames.items()}
        return Dataset(frames={**self.frames, **new}, given=self.given | set(new))

    def digest(self) -> str:
        """SHA-256 over the canonical tables: the same for rows in any order and any file format.

        >>> dataset_of({}).digest() == dataset_of({}).digest()
        True
        """
        total = hashlib.sha256()
        for name in TABLES:
            frame = self.frames[name]
            if frame.height:
                total.update(f"{name}\n".encode())
                total.update(_as_text(frame).write_csv().encode())
        return total.hexdigest()


def dataset_of(frames: Mapping[str, pl.DataFrame]) -> Dataset:
    """A dataset from frames that are already typed; absent tables become empty.

    Raises KeyError for a table that is not declared. Values are not checked here: files are checked by
    ``penata.intake``.

    >>> dataset_of({}).frames["units"].height
    0
    """
    unknown = sorted(set(frames) - set(TABLES))
    if unknown:
        raise KeyError(f"not a table of a dataset: {', '.join(unknown)}; tables are {', '.join(TABLES)}")
    full = {name: canonical(table, frames[name]) if name in frames else table.empty() for name, table in TABLES.items()}
    return Dataset(frames=full, given=frozenset(frames))


def canonical(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """Declared columns only, rows sorted by the unique columns and then by all others."""
    frame = table.conform(frame)
    order = [*table.unique, *(c.name for c in table.columns if c.name not in table.unique)]
    keys = [pl.col(n).list.join(";") if isinstance(table[n].dtype, pl.List) else pl.col(n) for n in order]
    if table.unique:
        keys = keys[: len(table.unique)]
    return frame.sort(keys, nulls_last=True, maintain_order=False) if frame.height else frame


def _as_text(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(
        pl.col(name).list.join(";") if isinstance(dtype, pl.List) else pl.col(name)
        for name, dtype in frame.schema.items()
    )
