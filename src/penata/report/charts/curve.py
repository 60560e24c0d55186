"""A trade-off as a staircase of points: what one objective leaves for every amount of the other."""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from markupsafe import Markup

from penata.report.charts.svg import drawing, element
from penata.report.wording import whole

WIDTH: Final = 720.0
HEIGHT: Final = 320.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 62.0, 18.0, 30.0, 44.0
_TICKS: Final = 5


class Dot(NamedTuple):
    """A point: amount across, amount up, what it says, and whether it is one of the table."""

    x: int
    y: float
    words: str
    shown: bool


def trade_off(dots: Sequence[Dot], across: str, up: str, title: str) -> Markup:
    """Dots joined by a line, those of the table larger; ``across`` and ``up`` name the axes, which begin at 0 or below
    the least.
    """
    xs, ys = _axis([dot.x for dot in dots]), _axis([dot.y for dot in dots])
    flat = WIDTH - _LEFT - _RIGHT
    tall = HEIGHT - _TOP - _BOTTOM

    def at(dot: Dot) -> tuple[float, float]:
        return (
            _LEFT + flat * (dot.x - xs[0]) / (xs[-1] - xs[0]),
            HEIGHT - _BOTTOM - tall * (dot.y - ys[0]) / (ys[-1] - ys[0]),
        )

    path = "".join(f"{'L' if i else 'M'}{x:.1f} {y:.1f}" for i, (x, y) in enumerate(at(dot) for dot in dots))
    marks = []
    for dot in dots:
        x, y = at(dot)
        look = "point shown" if dot.shown else "point"
        marks.append(element("circle", element("title", dot.words), cx=x, cy=y, r=5 if dot.shown else 2, class_=look))
    return drawing(
        WIDTH, HEIGHT, title,
        *_grid(xs, ys), element("path", d=path, class_="course"), *marks,
        element("text", across, x=WIDTH - _RIGHT, y=HEIGHT - 8, text__anchor="end"),
        element("text", up, x=4, y=16),
        class_="trade",
    )  # fmt: skip


def _axis(values: Sequence[float]) -> list[int]:
    """Round marks around the values, at least two; from 0 where the least is small beside the most.

    >>> _axis([461, 762]), _axis([0, 305]), _axis([7])
    ([400, 500, 600, 700, 800], [0, 100, 200, 300, 400], [0, 2, 4, 6, 8])
    """
    low, high = math.floor(min(values)), math.ceil(max(values))
    if low < (high - low) / 2 or low == high:
        low = min(low, 0)
    step = 1
    while (high - low) > step * _TICKS:
        step = {1: 2, 2: 5, 5: 10}[int(str(step)[0])] * 10 ** (len(str(step)) - 1)
    first = low // step * step
    marks = [first, first + step]
    while marks[-1] < high:
        marks.append(marks[-1] + step)
    return marks


def _grid(xs: list[int], ys: list[int]) -> list[Markup]:
    flat, tall = WIDTH - _LEFT - _RIGHT, HEIGHT - _TOP - _BOTTOM
    lines = []
    for i, mark in enumerate(ys):
        y = HEIGHT - _BOTTOM - tall * i / (len(ys) - 1)
        lines.append(element("line", x1=_LEFT, x2=WIDTH - _RIGHT, y1=y, y2=y, class_="rule"))
        lines.append(element("text", whole(mark), x=_LEFT - 8, y=y + 4, text__anchor="end"))
    for i, mark in enumerate(xs):
        x = _LEFT + flat * i / (len(xs) - 1)
        lines.append(element("line", x1=x, x2=x, y1=HEIGHT - _BOTTOM, y2=HEIGHT - _BOTTOM + 5, class_="rule"))
        lines.append(element("text", whole(mark), x=x, y=HEIGHT - _BOTTOM + 19, text__anchor="middle"))
    return lines
