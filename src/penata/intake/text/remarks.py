"""What a reader says of rows of its sheet: refused, or kept with a remark."""

import polars as pl

from penata.intake.issues import Issues
from penata.intake.text.grid import ROW
from penata.intake.text.sheet import Sheet
from penata.vocabulary import Severity


def refuse(sheet: Sheet, issues: Issues, rows: pl.DataFrame, field: str, message: str, remedy: str) -> None:
    """An error at ``field`` for each of ``rows`` (known by their column ``row``): they are refused."""
    remark(sheet, issues, rows, field, message, remedy, Severity.ERROR)


def remark(
    sheet: Sheet,
    issues: Issues,
    rows: pl.DataFrame,
    field: str,
    message: str,
    remedy: str = "",
    severity: Severity = Severity.INFO,
) -> None:
    """A finding at ``field`` for each of ``rows``; the rows are kept unless it is an error."""
    text = sheet.rows.select(ROW, field)
    values = rows.select(ROW).join(text, on=ROW, how="left", validate="1:1", maintain_order="left")[field]
    issues.add_rows(
        rows[ROW],
        values,
        file=sheet.file,
        sheet=sheet.sheet,
        column=sheet.shown(field),
        message=message,
        remedy=remedy,
        severity=severity,
    )


def standing_rows(sheet: Sheet, issues: Issues, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows that nothing has refused so far."""
    refused = issues.refused_rows(sheet.file, sheet.sheet)
    return rows.filter(~pl.col(ROW).is_in(refused.implode())) if len(refused) else rows
