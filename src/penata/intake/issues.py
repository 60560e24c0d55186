"""What is wrong with the files: one line for each place, and a short form to print."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import Final

import polars as pl

from penata.vocabulary import Severity

SCHEMA: Final[dict[str, pl.DataType]] = {
    "file": pl.String(),
    "sheet": pl.String(),
    "row": pl.Int64(),
    "column": pl.String(),
    "value": pl.String(),
    "severity": pl.String(),
    "message": pl.String(),
    "remedy": pl.String(),
}
"""Columns of ``issues.csv``; ``row`` is counted as a spreadsheet counts, empty where the whole file is meant."""

_PLACES_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding: where (file, sheet, row, column), the value found, how heavy, what is wrong, what to do."""

    file: str
    message: str
    remedy: str
    severity: Severity = Severity.ERROR
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str | None = None


class Issues:
    """Collects findings, one at a time or a whole column at a time.

    >>> found = Issues()
    >>> found.add(Issue("a.csv", "kosong", "isi", row=3, column="NIP"))
    >>> found.frame()["row"].to_list(), found.errors
    ([3], 1)
    """

    def __init__(self) -> None:
        """Nothing found yet."""
        self._parts: list[pl.DataFrame] = []
        self._single: list[Issue] = []

    def add(self, issue: Issue) -> None:
        """Keep one finding."""
        self._single.append(issue)

    def extend(self, other: "Issues") -> None:
        """Keep everything that another collector holds."""
        self._parts.append(other._whole())

    def add_rows(
        self,
        rows: pl.Series,
        values: pl.Series | None = None,
        *,
        file: str | pl.Series,
        sheet: str | pl.Series = "",
        column: str = "",
        message: str | pl.Series,
        remedy: str,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """One finding for each of ``rows`` (spreadsheet row numbers) with the value found there.

        ``file``, ``sheet`` and ``message`` may differ by row (a Series of the same length).
        """
        if not len(rows):
            return
        known = {
            "file": file, "sheet": sheet, "row": rows, "column": column, "value": values,
            "severity": str(severity), "message": message, "remedy": remedy,
        }  # fmt: skip
        frame = pl.DataFrame({"row": rows})
        self._parts.append(frame.select(_as_expr(known[name]).cast(t).alias(name) for name, t in SCHEMA.items()))

    def frame(self) -> pl.DataFrame:
        """All findings in the order of their places (columns as ``SCHEMA``), repeats of the same cell once."""
        whole = self._whole().unique(maintain_order=True)
        return whole.sort("file", "sheet", "row", "column", "message", nulls_last=False, maintain_order=True)

    @property
    def errors(self) -> int:
        """How many findings are errors (a row may have several)."""
        return int((self._whole()["severity"] == str(Severity.ERROR)).sum())

    def refused_rows(self, file: str, sheet: str = "") -> pl.Series:
        """Row numbers of this sheet with at least one error, ascending."""
        here = (pl.col("file") == file) & (pl.col("sheet") == sheet) & (pl.col("severity") == str(Severity.ERROR))
        return self._whole().filter(here)["row"].drop_nulls().unique().sort()

    def _whole(self) -> pl.DataFrame:
        """All findings as one frame, in the order in which they came; kept so for the next question."""
        if self._single:
            self._parts.append(_frame(self._single))
            self._single = []
        if len(self._parts) != 1:
            self._parts = [pl.concat([pl.DataFrame(schema=SCHEMA), *self._parts])]
        return self._parts[0]

    def sentences(self, severities: Sequence[Severity] = tuple(Severity)) -> list[str]:
        """One Indonesian sentence for each place: file, sheet, row, column, value, what is wrong, what to do."""
        chosen = self.frame().filter(pl.col("severity").is_in([str(s) for s in severities]))
        return [_sentence(place_of(row), row) for row in chosen.iter_rows(named=True)]

    def folded(self, severities: Sequence[Severity] = tuple(Severity)) -> list[str]:
        """As ``sentences``, but places that share column and remedy, and whose messages differ only by quoted
        values, numbers and ids, fold into one line that shows the first of them.
        """
        chosen = self.frame().filter(pl.col("severity").is_in([str(s) for s in severities]))
        kind = pl.col("message").str.replace_all("“[^”]*”", "“”").str.replace_all(r"[\w-]*\d[\w.-]*", "0").alias("kind")
        keys = ["file", "sheet", "column", "severity", kind, "remedy"]
        groups = chosen.group_by(keys, maintain_order=True).agg(
            pl.len().alias("times"), "row", "value", pl.col("message").first()
        )
        return [_sentence(_folded_place(row), row) for row in groups.iter_rows(named=True)]


def place_of(row: dict[str, object]) -> str:
    """Where a finding is, as a spreadsheet shows it."""
    parts = [str(row["file"])]
    if row["sheet"]:
        parts.append(f"lembar {row['sheet']}")
    if row["row"] is not None:
        parts.append(f"baris {row['row']}")
    if row["column"]:
        parts.append(f"kolom {row['column']}")
    place = ", ".join(parts)
    return place if row["value"] is None else f"{place}, nilai “{row['value']}”"


def _folded_place(group: dict[str, object]) -> str:
    rows, values, times = group["row"], group["value"], group["times"]
    assert isinstance(rows, list)
    assert isinstance(values, list)
    assert isinstance(times, int)
    if times == 1:
        return place_of({**group, "row": rows[0], "value": values[0]})
    numbers = ", ".join(str(r) for r in rows[:_PLACES_SHOWN])
    more = f" dan {times - _PLACES_SHOWN} lagi" if times > _PLACES_SHOWN else ""
    place = place_of({**group, "row": f"{numbers}{more}" if rows[0] is not None else None, "value": None})
    example = next((v for v in values if v is not None), None)
    return place if example is None else f"{place}, misalnya “{example}”"


def _sentence(place: str, row: dict[str, object]) -> str:
    return f"{place}: {row['message']}; {row['remedy']}" if row["remedy"] else f"{place}: {row['message']}"


def _frame(issues: Iterable[Issue]) -> pl.DataFrame:
    names = list(Issue.__dataclass_fields__)
    rows = [dict(zip(names, astuple(issue), strict=True)) for issue in issues]
    return pl.DataFrame([{**row, "severity": str(row["severity"])} for row in rows], schema=SCHEMA)


def _as_expr(value: object) -> pl.Expr:
    return pl.lit(value)
