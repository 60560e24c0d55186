"""Voluntary exchange (``[exchange]``): by which mechanism people who asked swap their places."""

from dataclasses import dataclass
from typing import Final, Literal, cast

from penata.policy.reader import Reader

Mechanism = Literal["to_be", "ttc"]

MECHANISMS: Final = ("to_be", "ttc")
SHORTEST_RING: Final = 2


@dataclass(frozen=True, slots=True)
class ExchangePolicy:
    """How places are swapped (*tukar tempat sukarela*).

    ``mechanism``: "to_be" lets nobody onto a seat whose first holder fits it better; "ttc" leaves fit out.
    ``fit_tolerance``: by how many percent of a full fit "to_be" lets it be worse. ``max_ring``: the most people of one
    ring, None without limit. ``vacancies``: empty seats enter last. ``first``: ``penata plan`` makes the swaps first,
    and plans from there.
    """

    mechanism: Mechanism = "to_be"
    fit_tolerance: int = 0
    max_ring: int | None = None
    vacancies: bool = False
    first: bool = False


def read_exchange(reader: Reader) -> ExchangePolicy:
    """The section ``[exchange]``."""
    reader.only(set(ExchangePolicy.__dataclass_fields__))
    longest = reader.whole("max_ring")
    if longest is not None and longest < SHORTEST_RING:
        reader.wrong("max_ring", f"{longest} terlalu pendek; tulis 2 (tukar berdua) atau lebih, atau hapus kunci ini")
        longest = None
    return ExchangePolicy(
        mechanism=cast("Mechanism", reader.choice("mechanism", MECHANISMS, "to_be")),
        fit_tolerance=reader.whole("fit_tolerance", 0) or 0,
        max_ring=longest,
        vacancies=reader.flag("vacancies", False),
        first=reader.flag("first", False),
    )
