"""Bars that show a change: what was missing, what is found, what stays missing."""

from markupsafe import Markup

from penata.report.charts.svg import element
from penata.report.wording import whole

_HIGH = 20.0


def change_bar(before: int, after: int, most: int) -> Markup:
    """One bar as long as ``before`` on a scale up to ``most``: what stays missing, then what the plan finds."""
    scale = 100 / max(most, 1)
    stays = min(before, after)
    return _bar(
        f"{whole(before)} sebelum, {whole(after)} sesudah", 0, 100,
        _block(0, stays * scale, "short", thick=True),
        _block(stays * scale, (before - stays) * scale, "found", thick=True),
        _block(before * scale, max(0, after - before) * scale, "short", thick=True),
    )  # fmt: skip


def gap_bar(short: tuple[int, int], over: tuple[int, int], most: tuple[int, int]) -> Markup:
    """Shortage to the left and surplus to the right of a zero line, each before (pale) and after (full).

    ``short`` and ``over`` are (before, after); ``most`` is the longest shortage and surplus of the whole chart.
    """
    left, right = max(most[0], 1), most[1]
    scale = 100 / (left + right)
    title = f"kurang {whole(short[0])} menjadi {whole(short[1])}, lebih {whole(over[0])} menjadi {whole(over[1])}"
    return _bar(
        title, -left * scale, 100,
        _block(-short[0] * scale, short[0] * scale, "short-before", thick=True),
        _block(-short[1] * scale, short[1] * scale, "short"),
        _block(0, over[0] * scale, "over-before", thick=True),
        _block(0, over[1] * scale, "over"),
        element("line", x1=0, x2=0, y1=0, y2=_HIGH, class_="zero"),
    )  # fmt: skip


def share_bar(name: str, count: int, most: int, look: str) -> Markup:
    """One bar for a count on a scale up to ``most``."""
    return _bar(f"{name}: {whole(count)}", 0, 100, _block(0, 100 * count / max(most, 1), look, thick=True))


def _bar(title: str, left: float, width: float, *inside: Markup) -> Markup:
    return element(
        "svg", element("title", title), *inside,
        viewBox=f"{left:.2f} 0 {width:.2f} {_HIGH:g}", preserveAspectRatio="none", role="img", class_="bar",
    )  # fmt: skip


def _block(x: float, width: float, look: str, *, thick: bool = False) -> Markup:
    """A block of the bar; nothing where it has no length."""
    if width <= 0:
        return Markup()
    y, height = (2.0, _HIGH - 4) if thick else (6.0, _HIGH - 12)
    return element("rect", x=x, y=y, width=width, height=height, class_=look)
