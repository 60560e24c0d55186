"""A strip that shows in which waves the moves of a chain are made."""

from collections.abc import Sequence

from markupsafe import Markup

from penata.report.charts.svg import drawing, element
from penata.report.wording import whole

_STEP = 22.0
_HIGH = 24.0


def wave_strip(counts: Sequence[int]) -> Markup:
    """One dot a wave with the number of moves made in it; a line from the first wave of the chain to its last."""
    made = [k for k, count in enumerate(counts) if count]
    title = ", ".join(f"tahap {k + 1}: {whole(counts[k])}" for k in made)
    middle = _HIGH / 2
    marks: list[Markup] = []
    for k, count in enumerate(counts):
        x = _STEP * (k + 0.5)
        if count:
            marks.append(element("circle", cx=x, cy=middle, r=9.5, class_="stop-on"))
            marks.append(element("text", whole(count), x=x, y=middle + 4.2, text__anchor="middle", class_="stop-count"))
        elif not made or not made[0] < k < made[-1]:
            marks.append(element("circle", cx=x, cy=middle, r=2.5, class_="stop-off"))
    ends = [_STEP * (k + 0.5) for k in (made[0], made[-1])] if made else [0.0, 0.0]
    line = element("line", x1=ends[0], x2=ends[1], y1=middle, y2=middle, class_="stop-line")
    return drawing(_STEP * max(1, len(counts)), _HIGH, title, line, *marks, class_="strip")
