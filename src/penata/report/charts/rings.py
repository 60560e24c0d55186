"""Rings of swaps: places on a circle, an arrow for each person from the seat left to the seat taken."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

from markupsafe import Markup

from penata.report.charts.svg import drawing, element

MOST_DRAWN: Final = 24
"""People of one ring that are drawn; a longer ring is told in a table alone."""

_WIDE: Final = 340.0
_ROW: Final = 64.0
_LETTERS: Final = 30


def ring(members: Sequence[Mapping[str, Any]], title: str) -> Markup:
    """One ring: ``members`` (name, unit_from) in its order, each taking the seat of the next.

    Two stand opposite each other; three and more go round in two columns, down on the right and up on the left, so
    that the words of a long ring stay readable and on a telephone nothing is cut.
    """
    size = len(members)
    if size > MOST_DRAWN:
        return Markup("")
    right = (size + 1) // 2
    left = size - right
    height = max(right, left) * _ROW + 26
    spots = [(_WIDE * 0.73, 34 + k * _ROW) for k in range(right)]
    spots += [(_WIDE * 0.27, 34 + (left - 1 - k) * _ROW + (right - left) * _ROW / 2) for k in range(left)]
    arrows = [_arrow(spots[k], spots[(k + 1) % size], size, str(m["name"] or "")) for k, m in enumerate(members)]
    words = [_words(spot, m) for spot, m in zip(spots, members, strict=True)]
    return drawing(_WIDE, height, title, _head(), *arrows, *words, class_="ring")


def _arrow(start: tuple[float, float], end: tuple[float, float], size: int, name: str) -> Markup:
    """The way of one person, ending short of the place that is taken."""
    (x1, y1), (x2, y2) = start, end
    away = math.hypot(x2 - x1, y2 - y1) or 1.0
    gap = 12.0
    sx, sy = x1 + (x2 - x1) * gap / away, y1 + (y2 - y1) * gap / away
    tx, ty = x2 - (x2 - x1) * gap / away, y2 - (y2 - y1) * gap / away
    bend = 22.0 if size == 2 else 0.0
    mx, my = (sx + tx) / 2 - (y2 - y1) * bend / away, (sy + ty) / 2 + (x2 - x1) * bend / away
    path = f"M{sx:.1f} {sy:.1f}Q{mx:.1f} {my:.1f} {tx:.1f} {ty:.1f}"
    return element("path", element("title", name), d=path, class_="way", marker__end="url(#tukar)")


def _words(spot: tuple[float, float], member: Mapping[str, Any]) -> Markup:
    """The place as a point, who leaves it above and the unit below."""
    x, y = spot
    return element(
        "g",
        element("circle", cx=x, cy=y, r=6, class_="seat"),
        element("text", _cut(str(member["name"] or member["employee_id"])), x=x, y=y - 12, text__anchor="middle",
                class_="who"),
        element("text", _cut(str(member["unit_from"] or "")), x=x, y=y + 20, text__anchor="middle", class_="where"),
    )  # fmt: skip


def _cut(text: str) -> str:
    return text if len(text) <= _LETTERS else text[: _LETTERS - 1].rstrip() + "…"


def _head() -> Markup:
    """Head of an arrow."""
    tip = element("path", d="M0 0L8 4L0 8Z", class_="arrow")
    marker = element("marker", tip, id="tukar", markerUnits="userSpaceOnUse", markerWidth=8, markerHeight=8, refX=8,
                     refY=4, orient="auto")  # fmt: skip
    return element("defs", marker)
