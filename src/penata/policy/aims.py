"""How the levels of a plan stand to each other: strictly in order, with a tolerance, or weighed against each other."""

from dataclasses import dataclass
from typing import Final, Literal, cast

from penata.policy.reader import Reader

Shortage = Literal["squared", "worst_first"]
Mode = Literal["lexicographic", "weighted"]
Engine = Literal["portfolio", "ortools"]

SHORTAGES: Final = ("squared", "worst_first")
MODES: Final = ("lexicographic", "weighted")
ENGINES: Final = ("portfolio", "ortools")


@dataclass(frozen=True, slots=True)
class LevelWeights:
    """Under ``mode = "weighted"``: points that a whole missing post (1 000 000 of shortage), a point, a move weigh."""

    shortage: int = 1000
    gain: int = 1
    moves: int = 0


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How many thousandths worse than its best a level may get for the sake of the levels below it."""

    shortage: int = 0
    gain: int = 0


def read_level_weights(reader: Reader) -> LevelWeights:
    """The section ``[level_weights]``."""
    reader.only(set(LevelWeights.__dataclass_fields__))
    return LevelWeights(**{name: cast("int", reader.whole(name, default)) for name, default in
                           (("shortage", 1000), ("gain", 1), ("moves", 0))})  # fmt: skip


def read_tolerance(reader: Reader) -> Tolerance:
    """The section ``[tolerance]``."""
    reader.only(set(Tolerance.__dataclass_fields__))
    return Tolerance(reader.whole("shortage", 0) or 0, reader.whole("gain", 0) or 0)
