"""What moves cost, computed a second time: by kilometre or fare, dependant and rank; unknown is the dearest known."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import polars as pl

from penata.planning.verify.ground import NONE, Ints
from penata.planning.verify.limits.side import Entries, Lay, One
from penata.planning.verify.seats import distances

_UNKNOWN: Final = ("distance", "dependants", "rank")


@dataclass(frozen=True, slots=True, eq=False)
class Money:
    """Rupiah in all (where ``most`` is not None), and by receiving office; ``dearest`` what unknown parts count."""

    lay: Lay
    most: int | None
    by_office: tuple[tuple[str, int], ...]
    dearest: tuple[int, ...]

    @classmethod
    def of(cls, lay: Lay) -> "Money":
        """Look for the dearest known way, family and rank among all moves that are possible."""
        dearest = [0, 0, 0]
        for person, post in lay.moves():
            for at, part in enumerate(_parts(lay, person, post)):
                dearest[at] = max(dearest[at], int(np.max(part, initial=0)))
        limits = lay.policy.limits
        return cls(lay, limits.money, tuple(sorted(limits.money_by_office.items())), tuple(dearest))

    @property
    def limits(self) -> list[One]:
        """All together first, then office by office."""
        whole = (
            [] if self.most is None else [One("MONEY", "", self.most, "kurangi perpindahan atau naikkan limits.money")]
        )
        remedy = "kurangi yang datang ke perangkat daerah ini, atau naikkan limits.money_by_office"
        return [*whole, *(One("MONEY_OFFICE", office, most, remedy) for office, most in self.by_office)]

    def entries(self, person: Ints, post: Ints) -> Iterator[Entries]:
        """The cost of each move, in all and at the office that receives."""
        moves = np.flatnonzero(self.lay.ground.own[person] != post)
        cost = np.full(len(moves), self.lay.policy.moving_cost.base, np.int64)
        for part, dearest in zip(_parts(self.lay, person[moves], post[moves]), self.dearest, strict=True):
            cost += np.where(part < 0, dearest, part)
        first = 0
        if self.most is not None:
            first = 1
            yield np.zeros(len(moves), np.int64), moves, cost
        ids, office = self.lay.column("office")
        for number, (name, _) in enumerate(self.by_office, start=first):
            at = np.flatnonzero(office[post[moves]] == ids.index(name)) if name in ids else np.zeros(0, np.int64)
            yield np.full(len(at), number, np.int64), moves[at], cost[at]


def spent_of(lay: Lay, after: Ints) -> dict[str, Any]:
    """What the moves of a plan cost, as result.json tells it; ``after`` (n) by person."""
    money = Money.of(lay)
    person = np.flatnonzero((after != lay.ground.own) & (after >= 0))
    parts = _parts(lay, person, after[person])
    cost = np.full(len(person), lay.policy.moving_cost.base, np.int64)
    for part, dearest in zip(parts, money.dearest, strict=True):
        cost += np.where(part < 0, dearest, part)
    ids, office = lay.column("office")
    at = office[after[person]]
    return {
        "currency": "IDR",
        "total": int(cost.sum()),
        "moves": len(person),
        "unknown": {name: int((part < 0).sum()) for name, part in zip(_UNKNOWN, parts, strict=True)},
        "offices": [{"office_id": None if number < 0 else ids[number], "moves": int((at == number).sum()),
                     "rupiah": int(cost[at == number].sum())}
                    for number in sorted(np.unique(at).tolist(), key=lambda n: "" if n < 0 else ids[n])],
    }  # fmt: skip


def _parts(lay: Lay, person: Ints, post: Ints) -> tuple[Ints, Ints, Ints]:
    """Rupiah of the way, the family and the rank of each move; NONE where not known, nothing where not asked."""
    cost, employees = lay.policy.moving_cost, lay.ground.employees
    nothing = np.zeros(len(person), np.int64)
    way = _way(lay, person, post) if cost.per_km else nothing
    family = rank = nothing
    if cost.per_dependant:
        family = np.asarray((employees["dependants"] * cost.per_dependant).fill_null(NONE).to_numpy()[person])
    if cost.by_rank:
        group = pl.when(pl.col("rank").str.contains("/")).then(pl.col("rank").str.split("/").list.first())
        named = employees.select(group.otherwise(pl.when(pl.col("rank").is_not_null()).then(pl.lit("PPPK"))))
        value = [NONE if name is None else cost.by_rank.get(name, 0) for name in named.to_series().to_list()]
        rank = np.array(value, np.int64)[person]
    return way, family, rank


def _way(lay: Lay, person: Ints, post: Ints) -> Ints:
    """The fare that the travel table states, else so much a kilometre; NONE where neither is known."""
    own = lay.ground.own[person]
    km = distances(lay.dataset, lay.ground, own, post).round(1)
    tenths = (km * 10).round().cast(pl.Int64)
    by_km = (tenths * lay.policy.moving_cost.per_km + 5) // 10
    ids, place = lay.column("district")
    here, there = np.append(place, NONE)[own], place[post]
    names = pl.Series([*ids, None], dtype=pl.String)
    asked = pl.DataFrame({"from_district_id": names[np.where(here < 0, len(ids), here)],
                          "to_district_id": names[np.where(there < 0, len(ids), there)], "by_km": by_km})  # fmt: skip
    fare = lay.dataset["travel"].select("from_district_id", "to_district_id", "cost")
    known = asked.join(fare, on=["from_district_id", "to_district_id"], how="left", maintain_order="left")
    return known.select(pl.coalesce("cost", "by_km").fill_null(NONE))["cost"].to_numpy()
