"""Prices on side limits (*tolls*), and what they prove: the verifier's own arithmetic (docs/data_path.md).

Under tolls shortage and gain are one whole number, shortage · scale - gain, and no plan that keeps the limits has less
than: the bound at prices that contain the tolls, less what all limits together would pay, were they used up.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any, Final

import numpy as np
import polars as pl

from penata.planning.verify.ground import Ground, Ints, Mask
from penata.planning.verify.limits import Sides
from penata.planning.verify.verdict import Code, Findings

TABLE: Final = "limits"
_LARGEST: Final = 2**62


@dataclass(frozen=True, slots=True, eq=False)
class Tolls:
    """``price`` (r) for each ``step`` (r) of a limit, with a ``scale`` of shortage; ``playing`` (n) who can move."""

    sides: Sides
    price: Ints
    step: Ints
    scale: int
    playing: Mask

    def of(self, person: Ints, post: Ints) -> Ints:
        """What each of these people pays on each of these posts."""
        toll = self.sides.toll(person, post, self.price, self.step)
        return np.where(self.playing[person], toll, 0)

    @property
    def paid(self) -> Fraction:
        """What all limits together pay where they are used up."""
        terms = zip(self.price.tolist(), self.sides.most.tolist(), self.step.tolist(), strict=True)
        return sum((Fraction(price * most, step) for price, most, step in terms), Fraction(0))


def tolls_of(
    ground: Ground, sides: Sides, table: pl.DataFrame, claims: Mapping[str, Any], pairs: pl.DataFrame,
    findings: Findings,
) -> Tolls | None:  # fmt: skip
    """The tolls that limits.csv tells; None where they can be no proof of anything."""
    number = {(one.kind, one.subject): at for at, one in enumerate(sides.ones)}
    price, step = np.zeros(len(sides.ones), np.int64), np.ones(len(sides.ones), np.int64)
    scale = claims.get("toll_scale", 1)
    if not isinstance(scale, int) or not 0 < scale < _LARGEST:
        findings.one(Code.LIMIT_VALUE, TABLE, "toll_scale", "bukan bilangan bulat di atas nol", "1 ke atas", scale)
        return None
    told = table.select("kind", pl.col("subject").fill_null(""), "step", "toll_shortage", "toll_gain")
    for kind, subject, each, shortage, gain in told.iter_rows():
        toll = int(shortage) * scale + int(gain)
        at = number.get((kind, subject))
        if toll < 0 or each < 1 or toll >= _LARGEST:
            findings.one(Code.LIMIT_VALUE, TABLE, f"{kind} {subject}".strip(), "tol tidak boleh negatif, dan satuannya "
                         "satu ke atas", "0 ke atas", f"{toll} untuk {each}")  # fmt: skip
            return None
        if at is not None:  # a limit that does not exist was named already
            price[at], step[at] = toll, each
    playing = np.zeros(len(ground.own), np.bool_)
    person, post = pairs["person"].cast(pl.Int64).to_numpy(), pairs["post"].cast(pl.Int64).to_numpy()
    playing[person[ground.own[person] != post]] = True
    return Tolls(sides, price, step, scale, playing)


def folded(values: tuple[int, ...], scale: int) -> tuple[int, ...]:
    """A vector of costs with shortage and gain as one number, at the second place.

    >>> folded((5, -3, 1, 9), 100)
    (0, 497, 1, 9)
    """
    return (0, values[0] * scale + values[1], *values[2:])


def distances(
    value: tuple[int, ...], bound: tuple[Fraction | int, ...], scale: int, all_gains: int, *, weighted: bool
) -> tuple[int, int, int, int]:
    """By level, how far at most a plan is from the best that equals it on the levels above.

    ``value`` is the plan's own vector, ``bound`` a folded one. Less shortage would have to be bought with gain, and
    nobody can lose more than ``all_gains``: what everybody could win or lose, together. Where levels are weighed
    (``weighted``) shortage is no level.
    """
    here = folded(value, scale)
    gap = here[1] - ceil(bound[1])
    shortage = max((gap + all_gains - value[1]) // scale, 0) if not weighted else 0
    if gap or bound[1] != ceil(bound[1]):
        return shortage, gap, here[2], here[3]
    moves = here[2] - int(bound[2])
    return shortage, gap, moves, here[3] - int(bound[3]) if moves == 0 else here[3]
