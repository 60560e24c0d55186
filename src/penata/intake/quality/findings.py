"""What a check of data quality asks, and what it finds: the same shape for every indicator."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

ROW_SCHEMA: Final = {
    "table": pl.String(),
    "id": pl.String(),
    "name": pl.String(),
    "unit": pl.String(),
    "detail": pl.String(),
}
"""Columns of the rows that fail: enough to find and repair a record, and nothing more."""

SIASN: Final = "BKPSDM lewat SIASN"
UNIT_HEAD: Final = "Kepala unit, lalu BKPSDM lewat SIASN"
EMPLOYEE: Final = "Pegawai lewat MyASN, diverifikasi BKPSDM"
ORGANISATION: Final = "Bagian Organisasi (ABK, e-Formasi)"
PLANNER: Final = "Penyusun rencana (himpunan data)"


@dataclass(frozen=True, slots=True)
class Check:
    """One question to the data, as data: which rows it is asked of, and which of them fail.

    ``frame`` names the frame of ``quality_frames``; ``applies`` and ``fails`` are Boolean expressions over it,
    ``fails`` is asked only where ``applies`` holds; ``detail`` tells what is wrong with a row.
    ``lacking`` says what a dataset lacks in which ``applies`` holds nowhere.
    """

    code: str
    name: str
    frame: str
    applies: pl.Expr
    fails: pl.Expr
    detail: pl.Expr
    who: str
    remedy: str
    lacking: str


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one check; ``tested`` is 0 where this dataset cannot answer, and ``reason`` says why.

    ``known`` is false for an indicator whose text nobody here has seen: it is listed, never tested.
    ``rows`` has the columns of ``ROW_SCHEMA``, sorted by id.
    """

    code: str
    name: str
    who: str
    remedy: str
    tested: int
    rows: pl.DataFrame
    reason: str = ""
    known: bool = True

    @property
    def failing(self) -> int:
        """Number of rows that fail."""
        return self.rows.height

    @property
    def share(self) -> float | None:
        """Share of the tested rows that fail; None where nothing could be tested."""
        return self.failing / self.tested if self.tested else None


def find(check: Check, frames: Mapping[str, pl.DataFrame]) -> Finding:
    """Ask one check of its frame.

    Every frame has the columns ``table``, ``id``, ``name`` and ``unit``; a null in ``applies`` or ``fails``
    counts as false: what is absent is not an error of that kind.
    """
    asked = frames[check.frame].filter(check.applies.fill_null(False))
    rows = (
        asked.filter(check.fails.fill_null(False))
        .with_columns(check.detail.cast(pl.String).alias("detail"))
        .select(pl.col(name).cast(dtype) for name, dtype in ROW_SCHEMA.items())
        .sort("id", "detail", "unit", nulls_last=True)
    )
    return Finding(
        code=check.code,
        name=check.name,
        who=check.who,
        remedy=check.remedy,
        tested=asked.height,
        rows=rows,
        reason="" if asked.height else check.lacking,
    )


def unseen(code: str) -> Finding:
    """An indicator of which only the code is known: listed, so that nobody takes the score for the whole index."""
    return Finding(
        code=code,
        name="teks tidak diketahui",
        who="",
        remedy="",
        tested=0,
        rows=pl.DataFrame(schema=ROW_SCHEMA),
        reason="teks indikator tidak diketahui; tidak diuji dan tidak dikarang",
        known=False,
    )
