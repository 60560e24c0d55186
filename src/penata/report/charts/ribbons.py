"""Who gives and who receives: places on both sides, ribbons between them as broad as the people who move."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from markupsafe import Markup

from penata.report.charts.svg import drawing, element
from penata.report.wording import whole

WIDTH: Final = 480.0
PLACES: Final = 10
"""Places shown on each side; the others are taken together."""

_OTHERS: Final = "tempat lain"
_GAP: Final = 8.0
_LOWEST: Final = 17.0
_LONGEST: Final = 30  # letters of a name


def ribbons(flows: Sequence[Mapping[str, Any]], title: str) -> Markup:
    """Ribbons of ``flows`` (from, to, people), the places that give most and receive most on top."""
    merged = _merged(flows)
    left, right = _sides(merged)
    total = max(1, sum(merged.values()))
    scale = min(14.0, 300 / total)
    rows_left, height_left = _stacked(left, scale)
    rows_right, height_right = _stacked(right, scale)
    at_left, at_right = dict(rows_left), dict(rows_right)
    bands = []
    for (giver, taker), people in merged.items():
        thick = people * scale
        bands.append(_band(at_left[giver], at_right[taker], thick, f"{giver} → {taker}: {whole(people)} orang"))
        at_left[giver] += thick
        at_right[taker] += thick
    ends = [
        *(_end(name, left[name], y, scale, "giver") for name, y in rows_left),
        *(_end(name, right[name], y, scale, "taker") for name, y in rows_right),
    ]
    return drawing(WIDTH, max(height_left, height_right, _LOWEST), title, *bands, *ends, class_="ribbons")


def _merged(flows: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], int]:
    """People by names of both ends, the small places taken together, broad ribbons first."""
    gives, takes = _sums(flows, "from"), _sums(flows, "to")
    merged: dict[tuple[str, str], int] = {}
    for flow in flows:
        giver = flow["from"] if flow["from"] in gives else _OTHERS
        taker = flow["to"] if flow["to"] in takes else _OTHERS
        merged[giver, taker] = merged.get((giver, taker), 0) + flow["people"]
    return dict(sorted(merged.items(), key=lambda entry: (-entry[1], entry[0])))


def _sums(flows: Sequence[Mapping[str, Any]], side: str) -> set[str]:
    sums: dict[str, int] = {}
    for flow in flows:
        sums[flow[side]] = sums.get(flow[side], 0) + flow["people"]
    return set(sorted(sums, key=lambda name: (-sums[name], name))[:PLACES])


def _sides(merged: Mapping[tuple[str, str], int]) -> tuple[dict[str, int], dict[str, int]]:
    sides: tuple[dict[str, int], dict[str, int]] = ({}, {})
    for pair, people in merged.items():
        for side, name in zip(sides, pair, strict=True):
            side[name] = side.get(name, 0) + people
    first, second = (
        dict(sorted(side.items(), key=lambda entry: (entry[0] == _OTHERS, -entry[1], entry[0]))) for side in sides
    )
    return first, second


def _stacked(side: Mapping[str, int], scale: float) -> tuple[list[tuple[str, float]], float]:
    """Top of each place, and the height of all."""
    rows, y = [], 0.0
    for name, people in side.items():
        rows.append((name, y))
        y += max(_LOWEST, people * scale) + _GAP
    return rows, max(0.0, y - _GAP)


def _band(left: float, right: float, thick: float, words: str) -> Markup:
    x0, x1, middle = 8.0, WIDTH - 8, WIDTH / 2
    path = (
        f"M{x0} {left:.1f}C{middle} {left:.1f} {middle} {right:.1f} {x1} {right:.1f}"
        f"V{right + thick:.1f}C{middle} {right + thick:.1f} {middle} {left + thick:.1f} {x0} {left + thick:.1f}Z"
    )
    return element("path", element("title", words), d=path, class_="band")


def _end(name: str, people: int, y: float, scale: float, side: str) -> Markup:
    high = people * scale
    shown = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
    bar_x, text_x, anchor = (0.0, 13.0, "start") if side == "giver" else (WIDTH - 8, WIDTH - 13, "end")
    text = f"{shown} {whole(people)}"
    return element(
        "g", element("title", f"{name}: {whole(people)} orang"),
        element("rect", x=bar_x, y=y, width=8, height=high, class_=side),
        element("text", text, x=text_x, y=y + max(high, _LOWEST) / 2 + 4, text__anchor=anchor),
    )  # fmt: skip
