"""The exchange itself: from a dataset to who takes whose seat, and what it promises."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import polars as pl

from penata.facts import Facts
from penata.planning.chains import chain_ids
from penata.planning.exchange.cycles import Ints, rings_of, trade
from penata.planning.exchange.limited import Packed, pack
from penata.planning.exchange.market import EVERYBODY, Market, market_of
from penata.planning.exchange.reach import could_move, could_still_gain
from penata.planning.exchange.vacant import fill
from penata.policy import Policy
from penata.policy.exchange import ExchangePolicy
from penata.tables import Dataset

RING: Final = "T"
"""First letter of a ring's name; the chains of a plan have another."""

FORCED_BY: Final = "Tukar tempat sukarela, lingkaran"
"""How the reason of the decision begins that holds a swap in a plan that goes on from it."""


_TOLERANCES: Final = (0, 5, 10, 20)
"""Percent of fit of which the result says beforehand how many people would move."""


@dataclass(frozen=True, slots=True, eq=False)
class Swaps:
    """Who takes whose seat.

    n people of the ``market``: ``takes`` (n) whose seat each takes, the own number where nobody's; ``chosen`` (n) the
    pair that each holds in the end, -1 for who stays; ``filled`` (n) who took an empty seat; ``without_limit``: whose
    seat each would take without a limit on rings. ``packed``: under a limit.
    """

    market: Market
    takes: Ints
    chosen: Ints
    filled: Ints
    without_limit: Ints
    packed: Packed | None

    @property
    def moved(self) -> Ints:
        """People of the market who move."""
        return np.flatnonzero(self.chosen >= 0)

    def taken(self) -> pl.DataFrame:
        """The pairs that are moved to, as candidate pairs, by person."""
        market, rows = self.market, self.moved
        wanted = pl.DataFrame({
            "person": pl.Series(market.persons[rows], dtype=pl.UInt32),
            "post": pl.Series(market.posts[market.post[self.chosen[rows]]], dtype=pl.UInt32),
        })  # fmt: skip
        return wanted.join(market.asked.pairs, on=["person", "post"], how="left", validate="1:1", maintain_order="left")

    def rings(self, facts: Facts) -> pl.DataFrame:
        """One row for each who moves, in the columns of the table ``rings``, ring by ring."""
        market, rows = self.market, self.moved
        pair = self.chosen[rows]
        ids, posts = facts.persons["employee_id"], facts.posts["post_id"]
        seat_of = np.where(self.filled[rows] > 0, -1, self.takes[rows])
        frame = pl.DataFrame({
            "employee_id": ids[market.persons[rows]],
            "from_post_id": posts[market.posts[market.home[rows]]],
            "to_post_id": posts[market.posts[market.post[pair]]],
            "seat_of": _named(ids, market.persons, seat_of),
            "wish_place": market.place[pair],
            "fit": self.taken()["fit"],
            "fit_of_holder": _known(np.where(seat_of < 0, -1, market.own_fit[seat_of])),
        })  # fmt: skip
        if self.filled.any():
            named = frame.with_columns(chain_ids(frame).str.replace("R", RING).alias("ring_id"))
            return named.with_columns(pl.int_range(1, pl.len() + 1).over("ring_id").alias("place")).sort(
                "ring_id", "place"
            )
        ring, place = rings_of(self.takes)
        width = max(4, len(str(int(np.max(ring, initial=0)) + 1)))
        named = frame.with_columns(
            pl.Series("_ring", ring[rows] + 1), pl.Series("place", place[rows] + 1)
        ).with_columns(
            pl.concat_str(pl.lit(RING), pl.col("_ring").cast(pl.String).str.zfill(width)).alias("ring_id")
        )  # fmt: skip
        return named.sort("_ring", "place").drop("_ring")


def swapped(facts: Facts, dataset: Dataset, policy: Policy) -> Swaps:
    """Who swaps with whom under ``[exchange]``; nobody ends on a seat that they like less than their own.

    Raises InputError where the policy names what does not exist.
    """
    market, how = market_of(facts, dataset, policy), policy.exchange
    free = trade(market.start, market.post, market.fit, market.seat_start, market.seat_owner, market.threshold)
    packed = None if how.max_ring is None else pack(market, how.max_ring)
    takes = free if packed is None else packed.takes
    chosen = market.chosen(takes)
    held = _filled(facts, market, chosen) if how.vacancies else chosen
    return Swaps(market, takes, held, np.asarray(held != chosen).astype(np.int64), free, packed)


def held_by_decisions(dataset: Dataset, facts: Facts, swaps: Swaps) -> Dataset:
    """The dataset of a plan that goes on from the swaps: who swapped must be on the new seat, by a decision."""
    rings = swaps.rings(facts)
    reason = pl.format("{} {} {}", pl.lit(FORCED_BY), "ring_id", "place").alias("reason")
    forced = rings.select("employee_id", pl.lit("FORCE").alias("kind"), pl.col("to_post_id").alias("post_id"), reason)
    return dataset.replace(decisions=pl.concat([dataset["decisions"], forced], how="vertical_relaxed"))


def promises(how: ExchangePolicy) -> dict[str, Any]:
    """What the mechanism promises under these options, and which option ends what it does not."""
    on = {
        "mechanism": how.mechanism == "ttc",
        "fit_tolerance": how.mechanism == "to_be" and how.fit_tolerance > 0,
        "max_ring": how.max_ring is not None,
        "vacancies": how.vacancies,
    }
    ends = {
        "no_unit_hurt": [name for name in ("mechanism", "fit_tolerance", "vacancies") if on[name]],
        "no_blocking_exchange": [name for name in ("max_ring", "vacancies") if on[name]],
        "strategy_proof": [name for name in ("max_ring", "vacancies") if on[name]],
    }
    kept = {"individual_rationality": True} | {name: not by for name, by in ends.items()}
    return {**kept, "ended_by": {name: by for name, by in ends.items() if by}}


def figures(swaps: Swaps, how: ExchangePolicy) -> dict[str, Any]:
    """People, rings and wishes of an exchange as plain JSON; what a limit on rings costs where there is one."""
    market = swaps.market
    ring, _ = rings_of(swaps.takes)
    lengths = np.bincount(np.bincount(ring[ring >= 0])) if (ring >= 0).any() else np.zeros(0, np.int64)
    places = np.bincount(market.place[swaps.chosen[swaps.moved]]) if len(swaps.moved) else np.zeros(0, np.int64)
    document: dict[str, Any] = {
        "participants": market.size,
        "not_taking_part": dict(market.outside),
        "with_open_posts": int((np.diff(market.start) > 0).sum()),
        "could_move_at_most": int(could_move(market).sum()),
        "movers": len(swaps.moved),
        "stay": market.size - len(swaps.moved),
        "rings": int(np.max(ring, initial=-1)) + 1,
        "rings_by_length": {str(k): int(count) for k, count in enumerate(lengths) if count},
        "wishes_by_place": {str(k): int(count) for k, count in enumerate(places) if count},
        "place_sum": int(market.place[swaps.chosen[swaps.moved]].sum()),
        "empty_seats_taken": int(swaps.filled.sum()),
    }
    document["choices"] = _choices(market, how)
    if not how.vacancies:
        document["could_still_gain"] = int(could_still_gain(market, swaps.takes).sum())
    if swaps.packed is not None:
        document["limit"] = _limit(swaps, swaps.packed)
    return document


def _choices(market: Market, how: ExchangePolicy) -> list[dict[str, Any]]:
    """Who would move in plain swaps under each way of weighing fit: what a tolerance would bring, before it is set."""
    own, tolerances = market.own_fit[market.seat_owner], sorted({*_TOLERANCES, how.fit_tolerance})
    ways: list[tuple[str, int, Ints]] = [
        ("to_be", tolerance, np.where(own == EVERYBODY, EVERYBODY, own - tolerance)) for tolerance in tolerances
    ]
    found = []
    for mechanism, tolerance, asks in [*ways, ("ttc", 0, np.full(market.size, EVERYBODY))]:
        takes = trade(market.start, market.post, market.fit, market.seat_start, market.seat_owner, asks)
        movers = int((takes != np.arange(market.size)).sum())
        found.append({"mechanism": mechanism, "fit_tolerance": tolerance, "movers": movers})
    return found


def _limit(swaps: Swaps, packed: Packed) -> dict[str, Any]:
    market = swaps.market
    everybody = np.arange(market.size)
    ring, _ = rings_of(swaps.without_limit)
    sides = {}
    for name, takes in (("with", swaps.takes), ("without", swaps.without_limit)):
        held = market.chosen(takes)
        sides[name] = {"movers": int((takes != everybody).sum()), "place_sum": int(market.place[held[held >= 0]].sum())}
    return {
        **sides,
        "longest_without": int(np.max(np.bincount(ring[ring >= 0]), initial=0)),
        "aim": "most people, then least place_sum, over rings within the limit",
        "status": "OPTIMAL" if packed.exact else "FEASIBLE",
        "movers_bound": packed.bound,
        "parts": packed.parts,
        "parts_settled_in_turn": packed.by_turn,
    }


def _filled(facts: Facts, market: Market, chosen: Ints) -> Ints:
    """The pairs held after the empty seats were taken."""
    posts = facts.posts[market.posts]
    person = market.person_of_pair()
    order = np.lexsort((np.argsort(market.turn)[person], -market.fit, market.post))
    by_post = np.searchsorted(market.post[order], np.arange(len(market.posts) + 1))
    whole = {name: posts[name].cast(pl.Int64).fill_null(0).to_numpy() for name in ("filled", "need", "floor")}
    return fill(market.start, market.post, chosen, market.home, whole["filled"], whole["need"], whole["floor"],
                by_post, order)  # fmt: skip


def _named(ids: pl.Series, persons: Ints, rows: Ints) -> pl.Series:
    """Ids of people of the market, null for -1."""
    return pl.select(pl.when(pl.Series(rows >= 0)).then(ids[persons[np.maximum(rows, 0)]])).to_series()


def _known(values: Ints) -> pl.Series:
    return pl.Series(values).replace(-1, None)
