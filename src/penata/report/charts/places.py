"""The map: places as points sized by need and shaded by what is missing, moves as curves whose width is people."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from markupsafe import Markup

from penata.report.charts.svg import drawing, element
from penata.report.wording import whole

WIDTH: Final = 460.0
_MARGIN: Final = 44.0
_LETTER: Final = 8.0  # width of a letter at the largest size, which a telephone shows
_LINE: Final = 14.0
_CURVES: Final = 16
_NAMED: Final = 60  # places that may bear a name
_STEPS: Final = (0.0, 0.1, 0.25)
"""Lower ends of the three shades, as a share of the need."""


class Spot(NamedTuple):
    """A place on the paper."""

    key: str
    name: str
    x: float
    y: float
    radius: float
    row: Mapping[str, Any]


def place_map(
    places: Sequence[Mapping[str, Any]], when: str, title: str, flows: Sequence[Mapping[str, Any]] = ()
) -> Markup:
    """Map of places (key, name, lat, lon, need, shortage_*, surplus_*) at ``when``, "before" or "after".

    ``flows`` (from_id, to_id, people) are drawn as curves; only the broadest, and only between places on the map.
    """
    spots, height = _projected(places)
    at = {spot.key: spot for spot in spots}
    drawn = [f for f in flows if f["from_id"] in at and f["to_id"] in at and f["from_id"] != f["to_id"]][:_CURVES]
    broadest = max((f["people"] for f in drawn), default=1)
    curves = [_curve(at[f["from_id"]], at[f["to_id"]], f["people"], broadest) for f in drawn]
    points = [_point(spot, when) for spot in spots]
    return drawing(WIDTH, height, title, _arrow(), *curves, *points, *_labels(spots, height), class_="map")


def _projected(places: Sequence[Mapping[str, Any]]) -> tuple[list[Spot], float]:
    """Places on paper, the largest first so that small ones stay in sight; and the height of the paper."""
    middle = sum(place["lat"] for place in places) / max(1, len(places))
    flat = [(place["lon"] * math.cos(math.radians(middle)), -place["lat"]) for place in places]
    west, north = min(x for x, _ in flat), min(y for _, y in flat)
    wide, high = max(x for x, _ in flat) - west, max(y for _, y in flat) - north
    scale = min((WIDTH - 2 * _MARGIN) / max(wide, 1e-9), 420 / max(high, 1e-9), 1e6)
    height = min(420.0, high * scale) + 2 * _MARGIN
    shift = (WIDTH - wide * scale) / 2
    most = max(place["need"] for place in places) or 1
    crowd = min(1.0, 6 / len(places) ** 0.4)
    spots = [
        Spot(
            str(place["key"]), str(place["name"] or place["key"]), shift + (x - west) * scale,
            _MARGIN + (y - north) * scale, (4 + 14 * math.sqrt(place["need"] / most)) * crowd, place,
        )
        for place, (x, y) in zip(places, flat, strict=True)
    ]  # fmt: skip
    return sorted(spots, key=lambda spot: (-spot.radius, spot.key)), height


def _point(spot: Spot, when: str) -> Markup:
    short, over = spot.row[f"shortage_{when}"], spot.row[f"surplus_{when}"]
    words = f"{spot.name}: kebutuhan {whole(spot.row['need'])}, kurang {whole(short)}, lebih {whole(over)}"
    look = _shade(short, over, spot.row["need"])
    return element("circle", element("title", words), cx=spot.x, cy=spot.y, r=spot.radius, class_=look)


def _shade(short: int, over: int, need: int) -> str:
    """Class of a point: short-1 to short-3, over-1 to over-3, or even."""
    kind, count = ("short", short) if short else ("over", over)
    if not count:
        return "spot even"
    share = count / max(need, 1)
    return f"spot {kind}-{sum(share > step for step in _STEPS)}"


def _curve(start: Spot, end: Spot, people: int, broadest: int) -> Markup:
    dx, dy = end.x - start.x, end.y - start.y
    bend_x, bend_y = (start.x + end.x) / 2 - dy * 0.18, (start.y + end.y) / 2 + dx * 0.18
    away = math.hypot(end.x - bend_x, end.y - bend_y) or 1.0
    tip_x, tip_y = (e - end.radius * (e - b) / away for e, b in ((end.x, bend_x), (end.y, bend_y)))
    path = f"M{start.x:.1f} {start.y:.1f}Q{bend_x:.1f} {bend_y:.1f} {tip_x:.1f} {tip_y:.1f}"
    words = f"{start.name} ke {end.name}: {whole(people)} orang"
    return element(
        "path",
        element("title", words),
        d=path,
        stroke__width=1 + 6 * people / broadest,
        class_="curve",
        marker__end="url(#arah)",
    )


def _arrow() -> Markup:
    """Head of a curve, the same size whatever its width."""
    tip = element("path", d="M0 0L9 4.5L0 9Z", class_="arrow")
    return element(
        "defs", element("marker", tip, id="arah", markerUnits="userSpaceOnUse", markerWidth=9, markerHeight=9, refX=9,
                        refY=4.5, orient="auto")
    )  # fmt: skip


def _labels(spots: Sequence[Spot], height: float) -> list[Markup]:
    """Names beside their points where they fit; the largest places first, no name over another or over a point."""
    taken = [(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in spots]
    labels = []
    for spot in spots[:_NAMED]:
        wide = len(spot.name) * _LETTER
        middle = min(max(spot.x, wide / 2 + 1), WIDTH - wide / 2 - 1)
        for x, y, anchor in (
            (spot.x + spot.radius + 3, spot.y + 4, "start"), (spot.x - spot.radius - 3, spot.y + 4, "end"),
            (middle, spot.y - spot.radius - 5, "middle"), (middle, spot.y + spot.radius + 13, "middle"),
        ):  # fmt: skip
            left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
            box = (left, y - _LINE + 3, left + wide, y + 3)
            inside = min(box[:2]) >= 0 and box[2] <= WIDTH and box[3] <= height
            if inside and not any(_meet(box, other) for other in taken):
                taken.append(box)
                labels.append(element("text", spot.name, x=x, y=y, text__anchor=anchor))
                break
    return labels


def _meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
