"""How figures are written on the page."""

from collections.abc import Sequence


def table(head: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    """A table of cells that are already text."""
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in body)]) + "\n"


def cell(value: object) -> str:
    """A figure with what digits it needs; yes or NO; "–" for what was not measured; text as it is."""
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "NO"
    if not isinstance(value, float) or value >= 100:
        return f"{value:,.0f}"  # type: ignore[str-format]
    return f"{value:.2f}" if value >= 0.1 or value == 0 else f"{value:.3f}"
