"""All limits of a policy, with what a person on a post weighs in each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from penata.planning.verify.ground import Ground, Ints
from penata.planning.verify.limits.counts import AllMoves, Crossing, Districts, FairShare
from penata.planning.verify.limits.experience import Experienced
from penata.planning.verify.limits.families import Families
from penata.planning.verify.limits.money import Money
from penata.planning.verify.limits.side import Entries, Lay, One, Side
from penata.planning.verify.limits.training import Training
from penata.policy import Policy
from penata.tables import Dataset

_LARGEST: Final = 2**62


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """r limits: ``ones`` (r); ``most`` (r) less what people weigh who cannot go anywhere, as the planner states it.

    ``rests`` (r) is what those people weigh. ``first``: the number of the first limit of each side.
    """

    ground: Ground
    ones: tuple[One, ...]
    most: Ints
    rests: Ints
    sides: tuple[Side, ...]
    first: tuple[int, ...]

    def entries(self, person: Ints, post: Ints) -> Iterator[Entries]:
        """Number of the limit, position among those asked about and weight of everyone on every post (rows alike)."""
        for side, first in zip(self.sides, self.first, strict=True):
            for row, at, weight in side.entries(person, post):
                yield row + first, at, weight

    def used(self, after: Ints) -> Ints:
        """What an assignment uses of each limit (r), without those who cannot go anywhere; ``after`` (n) by person."""
        return _weighed(self, self.ground, after) - self.rests

    def toll(self, person: Ints, post: Ints, price: Ints, step: Ints) -> Ints:
        """What each pair pays where ``step`` (r) of a limit costs ``price`` (r), each payment rounded down."""
        toll = np.zeros(len(person), np.int64)
        for row, at, weight in self.entries(person, post):
            some = price[row] != 0
            each, much = price[row[some]], weight[some]
            if int(np.max(each, initial=0)) * int(np.max(np.abs(much), initial=0)) >= _LARGEST:
                each = each.astype(object)  # whole numbers of any size
            np.add.at(toll, at[some], (each * much // step[row[some]]).astype(np.int64))
        return toll


def sides_of(ground: Ground, dataset: Dataset, policy: Policy, pairs: pl.DataFrame) -> Sides:
    """The limits that a policy sets; ``pairs``: person, post of all candidates."""
    lay = Lay.of(ground, dataset, policy, pairs)
    sides = list(_sides(lay))
    found = [side.limits for side in sides]
    first = np.concatenate([[0], np.cumsum([len(ones) for ones in found])]).astype(np.int64)
    ones = tuple(one for part in found for one in part)
    most = np.array([one.most for one in ones], np.int64)
    nothing = np.zeros(len(ones), np.int64)
    bare = Sides(ground, ones, most, nothing, tuple(sides), tuple(first[:-1].tolist()))
    resting = np.where(lay.playing(), -1, ground.own)
    rests = _weighed(bare, ground, resting)
    return Sides(ground, ones, most - rests, rests, bare.sides, bare.first)


def _weighed(sides: Sides, ground: Ground, after: Ints) -> Ints:
    """What counted people weigh on these posts; nothing where the post is negative."""
    seated = np.flatnonzero((after >= 0) & ground.counted)
    total = np.zeros(len(sides.ones), np.int64)
    for row, _, weight in sides.entries(seated, after[seated]):
        np.add.at(total, row, weight)
    return total


def _sides(lay: Lay) -> Iterator[Side]:
    limits = lay.policy.limits
    if limits.max_moves is not None:
        yield AllMoves(lay, limits.max_moves)
    if limits.money is not None or limits.money_by_office:
        yield Money.of(lay)
    for kind, percent, leaving in (
        ("LEAVERS", limits.leavers_percent, True),
        ("ARRIVALS", limits.arrivals_percent, False),
    ):
        if percent is not None:
            yield Crossing(lay, kind, "unit", percent, leaving, f"{kind.lower()}_percent")
    several = lay.units["agency_id"].n_unique() > 1
    for place in ("office", "agency") if several else ("office",):
        if limits.gives_percent is not None:
            yield Crossing(lay, "GIVES", place, limits.gives_percent, leaving=True, key="gives_percent")
        if limits.donor_percent is not None:
            yield FairShare.of(lay, place, limits.donor_percent)
    if limits.districts:
        yield Districts(lay, tuple(sorted(limits.districts.items())))
    if limits.experienced_percent is not None:
        yield Experienced.of(lay)
    if limits.training:
        yield Training.of(lay)
    if limits.couples_km is not None:
        yield Families.of(lay, "COUPLES")
    if limits.relatives_apart:
        yield Families.of(lay, "RELATIVES")
