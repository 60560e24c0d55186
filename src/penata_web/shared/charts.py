"""What a chart shows, in our few words; `shared/charts.js` draws it, and its numbers stand in a table behind it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal, NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _

Kind = Literal["bars", "lines", "diverging", "heat", "scatter", "flow", "waterfall", "frontier"]
Look = Literal["", "before", "after", "short", "over"]
"""The same colour for the same thing everywhere: what was is pale, what is proposed strong."""
Number = int | float | None


class Series(NamedTuple):
    """One row of numbers, one for each of the chart's `x`; `urls` lead from a mark to its rows ("" for none)."""

    name: str
    values: Sequence[Number]
    urls: Sequence[str] = ()
    look: Look = ""


class Dot(NamedTuple):
    """A point of a scatter or of a frontier; a frontier is the line through its dots, `marked` ones are named."""

    name: str
    x: float
    y: float
    url: str = ""
    marked: bool = False


class Link(NamedTuple):
    """So much goes from one place to another."""

    origin: str
    destination: str
    value: float
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture with the sentence that it says.

    - bars, lines, diverging, waterfall: `x` are the names along the axis, `series` the numbers. Bars lie, longest names
      fit; diverging draws below zero orange (shortage) and above zero blue (surplus). A waterfall has one series: the
      first and the last value are totals, those between are what is added.
    - heat: `x` are the columns, each series is a row. `diverging=True` shades by shortage and surplus.
    - scatter, frontier: `dots`, with `x_name` and `y_name`.
    - flow: `links`.
    """

    kind: Kind
    title: str
    words: str = ""
    unit: str = ""
    x: Sequence[str] = ()
    series: Sequence[Series] = ()
    dots: Sequence[Dot] = ()
    links: Sequence[Link] = ()
    x_name: str = ""
    y_name: str = ""
    stacked: bool = False
    diverging: bool = False

    @property
    def is_empty(self) -> bool:
        """There is nothing to draw."""
        return not (self.dots or self.links or any(value is not None for row in self.series for value in row.values))

    @property
    def head(self) -> list[str]:
        """The headings of the table behind."""
        if self.links:
            return [_("Dari"), _("Ke"), self.unit or _("Jumlah")]
        if self.dots:
            return [_("Nama"), self.x_name, self.y_name]
        if self.kind == "heat":
            return ["", *self.x]
        return [
            "",
            *(f"{row.name} ({self.unit})" if self.unit and row.name else row.name or self.unit for row in self.series),
        ]

    @property
    def rows(self) -> list[list[str]]:
        """The same numbers as text, row by row, as the table behind shows them."""
        if self.links:
            return [[link.origin, link.destination, number(link.value)] for link in self.links]
        if self.dots:
            return [[dot.name, number(dot.x), number(dot.y)] for dot in self.dots]
        write = signed if self.diverging or self.kind == "diverging" else number
        if self.kind == "heat":
            return [[row.name, *map(write, row.values)] for row in self.series]
        return [[name, *(write(row.values[at]) for row in self.series)] for at, name in enumerate(self.x)]

    @property
    def cells(self) -> list[list[tuple[str, str]]]:
        """The rows with the address of each number: for those who do not use a mouse."""
        if self.links or self.dots:
            urls = [link.url for link in self.links] or [dot.url for dot in self.dots]
            return [
                [(row[0], url), *((text, "") for text in row[1:])] for row, url in zip(self.rows, urls, strict=True)
            ]
        found = []
        for at, row in enumerate(self.rows):
            urls = [
                _url(self.series[at], n) if self.kind == "heat" else _url(self.series[n], at)
                for n in range(len(row) - 1)
            ]
            found.append([(row[0], ""), *zip(row[1:], urls, strict=True)])
        return found

    def as_data(self) -> dict[str, object]:
        """What the script reads."""
        return {
            **asdict(self),
            "series": [row._asdict() for row in self.series],
            "dots": [dot._asdict() for dot in self.dots],
            "links": [link._asdict() for link in self.links],
        }


def _url(row: Series, at: int) -> str:
    return row.urls[at] if at < len(row.urls) else ""


def number(value: Number, digits: int = 2) -> str:
    """A number as people here write it: `1.234,5`; nothing known is a dash, never a zero."""
    if value is None:
        return "–"
    if isinstance(value, float):
        value = round(value, digits)
        value = int(value) if value.is_integer() else value
    return number_format(value, use_l10n=True, force_grouping=True).replace("-", "−")


def signed(value: Number) -> str:
    """A number with its sign: `+3`, `−2`, `0`."""
    return ("+" if value is not None and value > 0 else "") + number(value)
