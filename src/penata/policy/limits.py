"""Side limits of a plan (``[limits]``) and what a move costs (``[moving_cost]``); an absent limit does not hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from penata.policy.reader import Reader

RANK_GROUPS: Final = ("I", "II", "III", "IV", "PPPK")
"""Groups of ranks (*golongan ruang*) of PNS; everybody with a grade of PPPK is one group."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a plan may not exceed, each key by itself.

    ``max_moves``: people who move. ``money``: rupiah of moving cost in all; ``money_by_office``: the same by the
    office that receives. ``leavers_percent``, ``arrivals_percent``: of the people of each unit. ``couples_km``:
    spouses end no farther apart. ``relatives_apart``: relatives do not come into one reporting line.
    ``experienced_percent``: of the people of each unit at least so many have ``experienced_years``.
    ``gives_percent``: of the people of each office that it gives to others; ``donor_percent``: the share of all given
    that one office may bear. ``training``: people who need a course fit its seats. ``districts``: people from one
    district to another ("FROM>TO").
    """

    max_moves: int | None = None
    money: int | None = None
    money_by_office: Mapping[str, int] = field(default_factory=dict)
    leavers_percent: int | None = None
    arrivals_percent: int | None = None
    couples_km: int | None = None
    relatives_apart: bool = False
    experienced_percent: int | None = None
    experienced_years: int = 5
    gives_percent: int | None = None
    donor_percent: int | None = None
    training: bool = False
    districts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MovingCost:
    """Rupiah that a move costs the receiving office: a base, by kilometre, by dependant, by rank group (I … PPPK)."""

    base: int = 0
    per_km: int = 0
    per_dependant: int = 0
    by_rank: Mapping[str, int] = field(default_factory=dict)


_WHOLES: Final = ("max_moves", "money", "leavers_percent", "arrivals_percent", "couples_km", "experienced_percent",
                  "gives_percent", "donor_percent")  # fmt: skip


def read_limits(reader: Reader) -> Limits:
    """The section ``[limits]``."""
    reader.only(set(Limits.__dataclass_fields__))
    wholes = {name: reader.whole(name) for name in _WHOLES}
    for name, value in wholes.items():
        if name.endswith("_percent") and value is not None and value > 100:
            reader.wrong(name, f"{value} lebih dari 100 persen")
    return Limits(
        **wholes,
        experienced_years=reader.whole("experienced_years", 5) or 0,
        relatives_apart=reader.flag("relatives_apart", False),
        training=reader.flag("training", False),
        money_by_office=reader.wholes("money_by_office"),
        districts=reader.wholes("districts"),
    )


def read_moving_cost(reader: Reader) -> MovingCost:
    """The section ``[moving_cost]``."""
    reader.only(set(MovingCost.__dataclass_fields__))
    ranks = reader.section("by_rank", set(RANK_GROUPS))
    names = ("base", "per_km", "per_dependant")
    return MovingCost(**{name: reader.whole(name, 0) or 0 for name in names}, by_rank=ranks.wholes(""))
