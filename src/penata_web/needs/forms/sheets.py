"""The rows of a need sheet as they are typed: everything stays as it was typed until it can be saved."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from penata_web.needs.enums import Approach
from penata_web.needs.importing.lines import COLUMNS, MOST_ROWS, TypedLine, pasted_rows, typed_lines
from penata_web.needs.models import NeedSheet
from penata_web.shared.typed import whole

SPARE: Final = 2
"""Empty rows at the end, to write on."""


@dataclass(slots=True)
class RowView:
    """A row on screen: its number, cells (name, text, error) and what it comes to."""

    place: int
    cells: dict[str, tuple[str, str]]
    people: float | None = None
    problem: str = ""
    share: float | None = None

    @property
    def approach(self) -> str:
        """The code that is chosen."""
        return self.cells["approach"][0] or Approach.OUTPUT.value


@dataclass(slots=True)
class LinesForm:
    """Rows from a request, or from what is stored."""

    lines: list[TypedLine]
    revision: int
    spare: int = SPARE
    pasted: str = ""
    problems: list[str] = field(default_factory=list)

    @property
    def is_valid(self) -> bool:
        """Whether every row can be read."""
        return not any(line.errors for line in self.lines)

    @property
    def good(self) -> list[TypedLine]:
        """Rows that can be computed with."""
        return [line for line in self.lines if not line.errors]

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Address of the cell and the sentence, for the summary above."""
        return [
            (f"#{name}-{place}", _("Baris %(row)s: %(error)s") % {"row": place + 1, "error": error})
            for place, line in enumerate(self.lines)
            for name, error in line.errors.items()
        ]

    def rows(self) -> list[RowView]:
        """All rows, with empty ones at the end."""
        shown = [
            RowView(place, {name: (line.typed[name], line.errors.get(name, "")) for name in COLUMNS})
            for place, line in enumerate(self.lines)
        ]
        blank = dict.fromkeys(COLUMNS, ("", ""))
        return shown + [RowView(len(shown) + n, dict(blank)) for n in range(self.spare)]


def posted_lines(data: Mapping[str, Any]) -> LinesForm:
    """The form that was sent, after what it asks for beside saving: more rows, one row less, rows from Excel."""
    asked = str(data.get("do", ""))
    dropped = asked.removeprefix("remove-") if asked.startswith("remove-") else ""
    rows = [
        {name: str(data.get(f"{name}-{place}", "")) for name in COLUMNS}
        for place in range(MOST_ROWS)
        if f"task-{place}" in data and str(place) != dropped
    ]
    pasted = str(data.get("pasted", ""))
    if asked == "paste":
        rows = [row for row in rows if any(row[name].strip() for name in COLUMNS if name != "approach")]
        rows += pasted_rows(pasted)
        pasted = ""
    revision = str(data.get("revision", ""))
    return LinesForm(
        typed_lines(rows), whole(revision) or 0, spare=8 if asked == "add" else SPARE,
        pasted=pasted,
    )  # fmt: skip


def stored_lines(sheet: NeedSheet) -> LinesForm:
    """The form with what is stored."""
    rows = [
        {"task": line.task, "approach": line.approach,
         **{name: written(getattr(line, name)) for name in COLUMNS[2:]}}
        for line in sheet.lines.all()
    ]  # fmt: skip
    return LinesForm(typed_lines(rows), sheet.revision, spare=SPARE if rows else 6)


def written(value: float | None) -> str:
    """A number as it is typed here: 1364,6; up to six decimals, none that say nothing."""
    if value is None:
        return ""
    return number_format(f"{value:.6f}".rstrip("0").rstrip("."), use_l10n=False).replace(".", ",")
