"""Limits that count heads: all moves, who leaves a place or comes to it, who gives most, who changes district."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from penata.planning.verify.ground import NONE, Ints
from penata.planning.verify.limits.side import Entries, Lay, One


@dataclass(frozen=True, slots=True, eq=False)
class AllMoves:
    """One limit: everybody who does not stay."""

    lay: Lay
    most: int

    @property
    def limits(self) -> list[One]:
        """All moves together."""
        return [One("MAX_MOVES", "", self.most, "kurangi perpindahan, atau naikkan limits.max_moves")]

    def entries(self, person: Ints, post: Ints) -> Iterator[Entries]:
        """One for each move."""
        at = np.flatnonzero(self.lay.ground.own[person] != post)
        yield np.zeros(len(at), np.int64), at, np.ones(len(at), np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Crossing:
    """People who cross the border of a place: out of it (``leaving``), or into it."""

    lay: Lay
    kind: str
    place: str
    percent: int
    leaving: bool
    key: str

    @property
    def limits(self) -> list[One]:
        """One limit a place: so many per cent of its people, but one at least where it is any per cent."""
        ids, place = self.lay.column(self.place)
        heads = self.lay.heads(place, len(ids)).tolist()
        most = [max(count * self.percent // 100, 1) if self.percent else 0 for count in heads]
        remedy = f"kurangi yang {'pergi' if self.leaving else 'datang'}, atau naikkan limits.{self.key}"
        return [One(self.kind, name, value, remedy) for name, value in zip(ids, most, strict=True)]

    def entries(self, person: Ints, post: Ints) -> Iterator[Entries]:
        """One for each who crosses."""
        _, place = self.lay.column(self.place)
        here, there = np.append(place, NONE)[self.lay.ground.own[person]], place[post]
        border = here if self.leaving else there
        at = np.flatnonzero((here != there) & (border != NONE))
        yield border[at], at, np.ones(len(at), np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class FairShare:
    """No place gives more than a share of all who are given: 100 for each of its own, less the share of each.

    ``givers``: places from which anybody could go at all; only these can break their share.
    """

    lay: Lay
    place: str
    percent: int
    givers: tuple[int, ...]

    @classmethod
    def of(cls, lay: Lay, place: str, percent: int) -> "FairShare":
        """Look for the places that could give."""
        _, number = lay.column(place)
        found: set[int] = set()
        for person, post in lay.moves():
            here = np.append(number, NONE)[lay.ground.own[person]]
            found |= set(np.unique(here[(here != number[post]) & (here != NONE)]).tolist())
        return cls(lay, place, percent, tuple(sorted(found)))

    @property
    def limits(self) -> list[One]:
        """One limit a giver, never above zero."""
        remedy = "bagi pelepasan ke lebih banyak pemberi, atau naikkan limits.donor_percent"
        ids, _ = self.lay.column(self.place)
        return [One("DONOR", ids[number], 0, remedy) for number in self.givers]

    def entries(self, person: Ints, post: Ints) -> Iterator[Entries]:
        """Every limit weighs everyone who is given away by anybody."""
        _, place = self.lay.column(self.place)
        here = np.append(place, NONE)[self.lay.ground.own[person]]
        at = np.flatnonzero((here != place[post]) & (here != NONE))
        for number, giver in enumerate(self.givers):
            weight = np.where(here[at] == giver, 100 - self.percent, -self.percent)
            yield np.full(len(at), number, np.int64), at, weight


@dataclass(frozen=True, slots=True, eq=False)
class Districts:
    """People from one district to another."""

    lay: Lay
    caps: tuple[tuple[str, int], ...]

    @property
    def limits(self) -> list[One]:
        """One limit a pair of districts, as the policy writes it."""
        remedy = "kurangi perpindahan antara kedua kecamatan, atau naikkan limits.districts"
        return [One("DISTRICTS", key, most, remedy) for key, most in self.caps]

    def entries(self, person: Ints, post: Ints) -> Iterator[Entries]:
        """One for each move between the two."""
        ids, place = self.lay.column("district")
        own = self.lay.ground.own[person]
        here, there = np.append(place, NONE)[own], place[post]
        for number, (key, _) in enumerate(self.caps):
            start, end = (ids.index(part.strip()) if part.strip() in ids else -2 for part in key.split(">"))
            at = np.flatnonzero((own != post) & (here == start) & (there == end))
            yield np.full(len(at), number, np.int64), at, np.ones(len(at), np.int64)
