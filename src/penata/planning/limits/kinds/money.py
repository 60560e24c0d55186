"""What moves cost: rupiah by pair, paid by the receiving office, all together and office by office.

A move costs ``base``, ``per_km`` by kilometre (to 0.1 km) or the fare that the table ``travel`` states between the two
districts, ``per_dependant`` by dependant, and what ``by_rank`` says of the rank group. What is not known is never free:
it counts as the largest that is known among all moves that are possible, and it is counted how often that happened.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import polars as pl

from penata.facts import pair_distance
from penata.planning.limits.kinds.basis import Basis, Entries, rows_from
from penata.planning.limits.rows import Limit, Rows
from penata.planning.problem import NOBODY, Ints, Mask
from penata.tables import InputError
from penata.vocabulary import RANK_ORDER, LimitKind
from penata.wording import rupiah

PPPK: Final = "PPPK"
"""The rank group of everybody whose grade is not one of a PNS."""


@dataclass(frozen=True, slots=True, eq=False)
class Prices:
    """What each pair costs in rupiah (a), nothing where it is no move, and where a part of it is not known (a each)."""

    rupiah: Ints
    unknown_distance: Mask
    unknown_dependants: Mask
    unknown_rank: Mask


def moving_prices(basis: Basis) -> Prices:
    """The cost of every pair; raises InputError where a part of it is known of nobody."""
    cost, moves = basis.policy.moving_cost, basis.moves
    parts: list[Ints] = []
    unknown = [np.zeros(len(moves), np.bool_) for _ in range(3)]
    for at, (asked, known, key) in enumerate((
        (bool(cost.per_km), _travel, "per_km"),
        (bool(cost.per_dependant), _dependants, "per_dependant"),
        (bool(cost.by_rank), _rank, "by_rank"),
    )):  # fmt: skip
        if not asked:
            continue
        part = known(basis)
        unknown[at] = (part == NOBODY) & moves
        if unknown[at].any():
            part = np.where(part == NOBODY, _largest(part[moves], key), part)
        parts.append(part)
    total = np.where(moves, cost.base + np.sum(parts, axis=0, dtype=np.int64), 0)
    return Prices(total, *unknown)


def money_rows(basis: Basis) -> Rows:
    """Rupiah in all (row 0), then by receiving office in the order of their ids."""
    limits = basis.policy.limits
    prices = moving_prices(basis).rupiah
    offices = basis.named("office_id")
    number = {text: at for at, text in enumerate(offices.texts)}
    names = dict(basis.facts.posts.select("office_id", "office").drop_nulls().iter_rows())
    caps = [(office, most) for office, most in sorted(limits.money_by_office.items()) if office in number]
    row_of = np.full(len(offices.texts), -1, np.int64)
    row_of[[number[office] for office, _ in caps]] = np.arange(len(caps))
    row = np.append(row_of, -1)[offices.at(basis.there)]
    paid = np.flatnonzero(prices)
    some = paid[row[paid] >= 0]
    every = paid if limits.money is not None else paid[:0]
    most = [np.iinfo(np.int64).max if limits.money is None else limits.money, *(value for _, value in caps)]

    def limit(at: int) -> Limit:
        if at == 0:
            return Limit(LimitKind.MONEY, "", most[0], f"biaya pindah paling banyak {rupiah(most[0])}")
        office, value = caps[at - 1]
        words = f"biaya pindah yang ditanggung {names[office]} paling banyak {rupiah(value)}"
        return Limit(LimitKind.MONEY_OFFICE, office, value, words)

    pair = np.concatenate([every, some])
    rows = np.concatenate([np.zeros(len(every), np.int64), row[some] + 1])
    return rows_from(basis, Entries(rows, pair, prices[pair], np.array(most, np.int64)), limit)


def money_spent(basis: Basis, chosen: Ints) -> dict[str, Any]:
    """What the moves of an assignment cost, as plain JSON: in all, by receiving office, and what of it is not known.

    ``chosen`` (n) is the pair of each person, -1 for none. ``unknown``: moves of which the distance, the dependants or
    the rank is not known; each is in the sum as the largest known one.
    """
    prices = moving_prices(basis)
    held = chosen[chosen >= 0]
    held = held[basis.moves[held]]
    paid = pl.DataFrame({"office_id": basis.facts.posts["office_id"][basis.there[held]],
                         "rupiah": prices.rupiah[held]})  # fmt: skip
    offices = paid.group_by("office_id").agg(pl.len().alias("moves"), pl.col("rupiah").sum()).sort("office_id")
    return {
        "currency": "IDR",
        "total": int(prices.rupiah[held].sum()),
        "moves": len(held),
        "unknown": {
            "distance": int(prices.unknown_distance[held].sum()),
            "dependants": int(prices.unknown_dependants[held].sum()),
            "rank": int(prices.unknown_rank[held].sum()),
        },
        "offices": offices.to_dicts(),
    }


def _largest(known: Ints, key: str) -> int:
    largest = int(np.max(known, initial=NOBODY))
    if largest == NOBODY:
        raise InputError([f"policy.toml, moving_cost.{key}: {_NOBODY_KNOWN[key]}"])
    return largest


_NOBODY_KNOWN: Final = {
    "per_km": "tidak satu pun jarak antarformasi diketahui; isi lat dan lon di units atau districts, atau tabel travel",
    "per_dependant": "tanggungan tidak diketahui dari seorang pun calon; isi kolom dependants di employees",
    "by_rank": "golongan tidak diketahui dari seorang pun calon; isi kolom rank di employees",
}


def _travel(basis: Basis) -> Ints:
    """Rupiah of the way of each pair; NOBODY where neither the fare nor the distance is known."""
    fares = basis.dataset["travel"].filter(pl.col("cost").is_not_null())
    here, there = _places(basis)
    asked = pl.concat([here.rename(lambda c: f"{c}_here"), there.rename(lambda c: f"{c}_there")], how="horizontal")
    km = pair_distance(asked, basis.facts.travel, here=_columns("here"), there=_columns("there"))
    tenths = (km * 10).round().cast(pl.Int64)
    by_km = (basis.policy.moving_cost.per_km * tenths + 5) // 10
    if not fares.height:
        return by_km.fill_null(NOBODY).to_numpy()
    known = fares.select(district_id_here="from_district_id", district_id_there="to_district_id", fare="cost")
    fare = asked.join(
        known, on=["district_id_here", "district_id_there"], how="left", validate="m:1", maintain_order="left"
    )["fare"]  # fmt: skip
    return pl.select(pl.coalesce(fare, by_km, pl.lit(NOBODY))).to_series().to_numpy()


def _columns(side: str) -> tuple[str, str, str]:
    return f"district_id_{side}", f"lat_{side}", f"lon_{side}"


def _places(basis: Basis) -> tuple[pl.DataFrame, pl.DataFrame]:
    places = basis.facts.posts.select("district_id", "lat", "lon")
    nowhere = places.clear(1)
    both = pl.concat([places, nowhere])
    return both[np.where(basis.here < 0, places.height, basis.here)], both[basis.there]


def _dependants(basis: Basis) -> Ints:
    each = basis.facts.persons["dependants"] * basis.policy.moving_cost.per_dependant
    return each.fill_null(NOBODY).to_numpy()[basis.person]


def _rank(basis: Basis) -> Ints:
    by_rank = basis.policy.moving_cost.by_rank
    group = {rank: rank.split("/")[0] if "/" in rank else PPPK for rank in RANK_ORDER}
    each = {rank: by_rank.get(of, 0) for rank, of in group.items()}
    costs = basis.facts.persons["rank"].replace_strict(each, default=None, return_dtype=pl.Int64)
    return costs.fill_null(NOBODY).to_numpy()[basis.person]
