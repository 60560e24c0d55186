"""What a map shows: places with their need and gap, and people who go from one to another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from penata_web.shared.charts import signed


class Point(NamedTuple):
    """A place: `value` below zero lacks people, above zero has too many; `size` is what it needs."""

    name: str
    lat: float
    lon: float
    value: float | None
    size: float = 1
    url: str = ""
    words: str = ""

    @property
    def shown(self) -> str:
        """The value with its sign, as in the list beside the map."""
        return signed(self.value)


class Flow(NamedTuple):
    """So many people go from one place to another, by the names of the points."""

    origin: str
    destination: str
    people: int
    words: str = ""
    url: str = ""


class Key(NamedTuple):
    """What the three colours mean here."""

    short: str
    even: str
    over: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """Points, flows and, where `shapes_url` gives GeoJSON, districts; `shape_values` shades them by their `name`."""

    title: str
    words: str = ""
    unit: str = ""
    points: Sequence[Point] = ()
    flows: Sequence[Flow] = ()
    shapes_url: str = ""
    shape_values: Sequence[tuple[str, float]] = ()
    key: Key | None = None

    def as_data(self) -> dict[str, object]:
        """What the script reads."""
        return {
            "title": self.title,
            "unit": self.unit,
            "points": [point._asdict() for point in self.points],
            "flows": [flow._asdict() for flow in self.flows],
            "shapes_url": self.shapes_url,
            "shape_values": dict(self.shape_values),
        }
