"""The weakest link of each chain: the move that may fail, and the largest part of the chain that stands without it.

If a move is not made, its person stays: the post left has one more, the post meant has one fewer. Where that breaks a
bound, a neighbour of the chain has to stay as well, and so on, up to a post that has room. For a chain that passes no
post twice this is forced, so the part that stands is the largest; other chains are tried by CP-SAT.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numba
import numpy as np
import polars as pl

from penata.tables import ORDER_TABLES, Dataset
from penata.tables.order import LINKS
from penata.transition.steps import NONE, Ints, Mask, Movement, links, rings

_LARGEST: Final = 200
"""Moves of a chain that is still tried exactly where it passes a post twice."""


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """``why`` (n): what may fail with each move (place in LINKS); ``weakest`` (chains): the move that each hangs on;
    ``falls``: the moves that would not be made without it, by chain.
    """

    why: Ints
    weakest: Ints
    falls: list[Ints]


def weakest_links(movement: Movement, why: Ints) -> Links:
    """The weakest link of each chain: the first in LINKS, then the one with which most falls, then the first by id."""
    follows = links(movement)
    same = np.flatnonzero(follows != NONE)
    outside = movement.chain[same] != movement.chain[follows[same]]
    follows[same[outside]] = NONE
    before = np.full(len(follows), NONE, np.int64)
    before[follows[follows != NONE]] = np.flatnonzero(follows != NONE)
    more, fewer = _spare(movement)
    count = _falling(movement.source, movement.target, follows, before, more, fewer)
    order = np.lexsort((np.arange(len(why)), -count, why, movement.chain))
    first = np.unique(movement.chain[order], return_index=True)[1]
    weakest = order[first]
    members = np.split(np.argsort(movement.chain, kind="stable"), np.cumsum(np.bincount(movement.chain))[:-1])
    twice = _passes_twice(movement)
    falls = []
    for chain, move in enumerate(weakest.tolist()):
        fallen = _walked(move, movement, follows, before, more, fewer)
        if twice[chain] or not _holds(movement, fallen):
            fallen = _tried(movement, members[chain], move)
        falls.append(fallen)
    return Links(why, weakest, falls)


def why_of(rows: pl.DataFrame, moves: pl.DataFrame, training: pl.DataFrame, dataset: Dataset,
           result: Mapping[str, Any]) -> Ints:  # fmt: skip
    """What may fail with each move (n), as its place in LINKS; ``rows``: rows_of_moves, ``moves``: the plan's."""
    tallies = result.get("rules", {}).get("tallies", ())
    outside = [tally["id"] for tally in tallies if tally.get("outside")]
    gates = moves.select("employee_id", "legal_gates", "wish_rank", "to_post_id")
    frame = rows.select("move", "employee_id").join(gates, on="employee_id", how="left", validate="1:1",
                                                    maintain_order="left")  # fmt: skip
    no_seat, no_course = (
        training.filter(pl.col("status") == state)["employee_id"].implode() for state in ("NO_SEAT", "NO_COURSE")
    )
    held = pl.col("legal_gates").fill_null([])
    place = {name: k for k, name in enumerate(LINKS)}
    code = (
        pl.when(held.list.set_intersection(outside).list.len() > 0).then(place["OUTSIDE_APPROVAL"])
        .when(pl.col("employee_id").is_in(no_seat)).then(place["TRAINING_SEAT"])
        .when(held.list.len() > 0).then(place["OWN_APPROVAL"])
        .when(pl.col("employee_id").is_in(_refusing(frame, dataset).implode())).then(place["REFUSED"])
        .when(pl.col("wish_rank").is_null()).then(place["NOT_ASKED"])
        .when(pl.col("employee_id").is_in(no_course)).then(place["NO_COURSE"])
        .otherwise(place["NONE"])
    )  # fmt: skip
    return frame.select(code.cast(pl.Int64).alias("why"))["why"].to_numpy()


def chains_table(
    movement: Movement, found: Links, ids: pl.Series, names: pl.Series, order: pl.DataFrame
) -> pl.DataFrame:
    """ORDER_TABLES["chains"]; ``ids`` (n) employee_id, ``names`` (n) chain_id, ``order``: wave, effective_date (n)."""
    grouped = (
        order.with_columns(names.alias("chain_id"), pl.Series("chain", movement.chain))
        .group_by("chain")
        .agg(
            pl.col("chain_id").first(), pl.len().cast(pl.Int64).alias("moves"),
            pl.col("wave").min().alias("first_wave"), pl.col("wave").max().alias("last_wave"),
            pl.col("effective_date").min().alias("first_date"), pl.col("effective_date").max().alias("last_date"),
            pl.col("effective_date").is_null().any().alias("open"),
        )
        .sort("chain")
    )  # fmt: skip
    none = found.why[found.weakest] == LINKS.index("NONE")
    text = ids.to_list()
    return ORDER_TABLES["chains"].conform(
        grouped.with_columns(
            pl.when("open").then(None).otherwise("last_date").alias("last_date"),
            pl.Series("shape", np.where(rings(movement), "RING", "CHAIN")),
            pl.Series("weakest", [None if calm else text[i] for i, calm in zip(found.weakest, none, strict=True)],
                      dtype=pl.String),
            pl.Series("why", [LINKS[code] for code in found.why[found.weakest].tolist()], dtype=pl.String),
            pl.Series("falls", [[] if calm else [text[i] for i in fallen.tolist()] for fallen, calm in
                                zip(found.falls, none, strict=True)], dtype=pl.List(pl.String)),
        )
        .with_columns((pl.col("moves") - pl.col("falls").list.len().cast(pl.Int64)).alias("stands"))
        .sort("chain_id")
    )  # fmt: skip


def _refusing(frame: pl.DataFrame, dataset: Dataset) -> pl.Series:
    """Who said REFUSE of the very place that is meant."""
    posts = dataset["posts"].select(pl.col("post_id").alias("to_post_id"), pl.col("unit_id").alias("to_unit")).join(
        dataset["units"].select(pl.col("unit_id").alias("to_unit"), pl.col("district_id").alias("to_district")),
        on="to_unit", how="left", validate="m:1",
    )  # fmt: skip
    refused = dataset["wishes"].filter(pl.col("stance") == "REFUSE").select("employee_id", "post_id", "unit_id",
                                                                           "district_id")  # fmt: skip
    both = frame.select("employee_id", "to_post_id").join(refused, on="employee_id", how="inner", validate="1:m")
    both = both.join(posts, on="to_post_id", how="left", validate="m:1")
    meant = (
        (pl.col("post_id") == pl.col("to_post_id")).fill_null(value=False)
        | (pl.col("unit_id") == pl.col("to_unit")).fill_null(value=False)
        | (pl.col("district_id") == pl.col("to_district")).fill_null(value=False)
    )
    return both.filter(meant)["employee_id"].unique().sort()


def _spare(movement: Movement) -> tuple[Ints, Ints]:
    """How many more, and how many fewer, each resource could have after all moves (r)."""
    after = movement.after
    return movement.high - after, after - movement.low


def _passes_twice(movement: Movement) -> Mask:
    """Chains that leave, or take, one post more than once."""
    size = max(1, len(movement.level))
    twice = np.zeros(int(np.max(movement.chain, initial=NONE)) + 1, np.bool_)
    for post in (movement.source, movement.target):
        rows = np.flatnonzero(post != NONE)
        keys, count = np.unique(movement.chain[rows] * size + post[rows], return_counts=True)
        twice[keys[count > 1] // size] = True
    return twice


def _holds(movement: Movement, fallen: Ints) -> bool:
    """Whether every bound holds when these moves are not made."""
    out = np.isin(movement.effect_move, fallen)
    level = movement.after - np.bincount(
        movement.effect_resource[out], movement.effect[out], len(movement.level)
    ).astype(np.int64)
    return bool(((level >= movement.low) & (level <= movement.high)).all())


def _walked(move: int, movement: Movement, follows: Ints, before: Ints, more: Ints, fewer: Ints) -> Ints:
    """The moves that fall with one, along the chain both ways."""
    fallen, at = [move], move
    while movement.source[at] != NONE and more[movement.source[at]] < 1 and before[at] not in {NONE, move}:
        at = int(before[at])
        fallen.append(at)
    low_end = at
    at = move
    while movement.target[at] != NONE and fewer[movement.target[at]] < 1 and follows[at] not in {NONE, move, low_end}:
        at = int(follows[at])
        fallen.append(at)
    return np.unique(np.array(fallen, np.int64))


def _tried(movement: Movement, members: Ints, move: int) -> Ints:
    """The fewest moves of a chain that fall with one, the whole chain where that is not found."""
    if len(members) > _LARGEST:
        return members
    from ortools.sat.python import cp_model  # noqa: PLC0415 - slow to import, mostly not needed

    model = cp_model.CpModel()
    falls = {int(i): model.new_bool_var("") for i in members}
    model.add(falls[move] == 1)
    after = movement.after
    touched: dict[int, list[tuple[int, int]]] = {}
    for at in np.flatnonzero(np.isin(movement.effect_move, members)).tolist():
        entry = int(movement.effect_move[at]), int(movement.effect[at])
        touched.setdefault(int(movement.effect_resource[at]), []).append(entry)
    for resource, entries in touched.items():
        level = int(after[resource]) - sum(change * falls[i] for i, change in entries)
        model.add(level >= int(movement.low[resource]))
        model.add(level <= int(movement.high[resource]))
    model.minimize(sum((1_000_000 + k) * x for k, x in enumerate(falls.values())))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    if solver.solve(model) != cp_model.OPTIMAL:
        return members
    return np.array([i for i, x in falls.items() if solver.value(x)], np.int64)


@numba.njit(cache=True)
def _falling(
    source: Ints, target: Ints, follows: Ints, before: Ints, more: Ints, fewer: Ints
) -> Ints:  # pragma: no cover - compiled
    """How many moves fall with each, itself included: as ``_walked``."""
    count = np.ones(len(source), np.int64)
    for move in range(len(source)):
        at = move
        while source[at] != -1 and more[source[at]] < 1 and before[at] != -1 and before[at] != move:
            at = before[at]
            count[move] += 1
        end = at
        at = move
        while (
            target[at] != -1 and fewer[target[at]] < 1 and follows[at] != -1
            and follows[at] != move and follows[at] != end
        ):  # fmt: skip
            at = follows[at]
            count[move] += 1
    return count
