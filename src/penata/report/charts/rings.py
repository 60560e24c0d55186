"""Rings of swaps: places from top to bottom, an arrow for each person from the seat left to the seat taken."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from markupsafe import Markup

from penata.report.charts.svg import drawing, element

MOST_DRAWN: Final = 60
"""People of one ring that are drawn; a longer ring is told in a list alone."""

_WIDE: Final = 340.0
_ROW: Final = 50.0
_LINE: Final = 44.0  # where the places stand
_TEXT: Final = 62.0
_GAP: Final = 10.0
_LETTERS: Final = 34


def ring(members: Sequence[Mapping[str, Any]], title: str) -> Markup:
    """One ring: ``members`` (name, employee_id, unit_from) in its order, each taking the seat of the next.

    The places stand below each other with who goes on from each between them; the last goes back to the first along
    the side. So a ring of any length reads like a list, and nothing is cut on a telephone. Empty where it is too long.
    """
    size = len(members)
    if size > MOST_DRAWN:
        return Markup("")
    height = (size - 1) * _ROW + 70
    parts = [_head()]
    for k, member in enumerate(members):
        y, name = 20 + k * _ROW, _cut(str(member["name"] or member["employee_id"]))
        parts.append(element("circle", cx=_LINE, cy=y, r=5.5, class_="seat"))
        parts.append(element("text", _cut(str(member["unit_from"] or "–")), x=_TEXT, y=y + 4, class_="where"))
        if k + 1 < size:
            path = f"M{_LINE:g} {y + _GAP:g}V{y + _ROW - _GAP:g}"
            parts.append(_way(path, name, y + _ROW / 2))
        else:
            path = f"M{_LINE - 7:g} {y + 5:g}Q4 {y + 12:g} 10 {y - 14:g}L10 36Q8 16 {_LINE - _GAP - 1:g} 20"
            parts.append(_way(path, f"{name} ↑", y + _ROW / 2))
    return drawing(_WIDE, height, title, *parts, class_="ring")


def _way(path: str, name: str, y: float) -> Markup:
    """The way of one person, with the name beside it."""
    line = element("path", d=path, class_="way", marker__end="url(#tukar)")
    return element("g", line, element("text", name, x=_TEXT, y=y + 4, class_="who"))


def _cut(text: str) -> str:
    return text if len(text) <= _LETTERS else text[: _LETTERS - 1].rstrip() + "…"


def _head() -> Markup:
    """Head of an arrow."""
    tip = element("path", d="M0 0L8 4L0 8Z", class_="arrow")
    marker = element("marker", tip, id="tukar", markerUnits="userSpaceOnUse", markerWidth=8, markerHeight=8, refX=7,
                     refY=4, orient="auto")  # fmt: skip
    return element("defs", marker)
