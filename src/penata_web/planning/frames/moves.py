"""Moves and chains of a plan, as they are listed and drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import polars as pl
from django.utils.translation import gettext as _

from penata.report.timetable import what_stands
from penata_web.planning.frames.plans import Reading, Sight

FIRST_CHAINS: Final = 5
"""Chains drawn before one is chosen."""

COLUMNS: Final = (
    "employee_id", "name", "place_from", "place_to", "kind", "gain", "distance_km", "wish_rank", "wished", "chain_id",
    "wave", "effective_date", "gates", "personal_gates", "reason", "unit_from", "unit_to", "office_from", "office_to",
    "district_from", "district_to", "unit_id_from", "unit_id_to", "allowance_change",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """One seat of a chain: who comes to it and who leaves it; ``short`` before and after the plan."""

    seat: str
    unit: str
    comes: Mapping[str, Any] | None
    leaves: Mapping[str, Any] | None
    short: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain of moves, seat by seat in the order in which people follow each other."""

    chain_id: str
    is_ring: bool
    people: int
    places: tuple[Place, ...]
    row: Mapping[str, Any]


def moves_seen(reading: Reading, sight: Sight) -> pl.DataFrame:
    """The moves that a capacity sees, with what a list shows of them."""
    return sight.moves(reading.moves).select(COLUMNS)


def chains_seen(reading: Reading, sight: Sight) -> pl.DataFrame:
    """Chains of several moves that a capacity sees, those first on which the most others hang.

    People outside one's sight are named in no column, nor found by searching.
    """
    table = reading.story.timetable
    moves = sight.moves(reading.moves)
    if table is None:
        sizes = reading.moves.group_by("chain_id").len("moves").sort("moves", "chain_id", descending=[True, False])
        rows = sizes.with_columns(
            pl.lit("").alias("shape"), pl.lit(None, pl.Int64).alias("first_wave"),
            pl.lit(None, pl.String).alias("weakest_name"), pl.lit(None, pl.String).alias("why_text"),
            pl.lit(None, pl.String).alias("stands_text"),
        )  # fmt: skip
    else:
        rows = _without_others(table.chains, moves) if sight.units is not None else table.chains
        rows = rows.drop("strip", "falls")
    seen = rows.filter(pl.col("moves") > 1).join(moves, on="chain_id", how="semi", maintain_order="left")
    closed = moves.group_by("chain_id").agg(
        (pl.col("unit_from").first() + pl.lit(" …")).alias("begins"), pl.col("unit_to").str.join("; ").alias("units"),
        pl.col("name").str.join("; ").alias("people"),
    )  # fmt: skip
    return seen.join(closed, on="chain_id", how="left", validate="1:1", maintain_order="left")


def _without_others(chains: pl.DataFrame, seen: pl.DataFrame) -> pl.DataFrame:
    """The chains with "somebody of another unit" where they name people whose moves are not seen."""
    names = dict(seen.select("employee_id", "name").iter_rows())
    other = _("pegawai unit lain")
    told = []
    for weakest, why, moves, stands, falls in chains.select(
        "weakest", "why_text", "moves", "stands", "falls"
    ).iter_rows():
        fallen = [names[one] or one for one in falls or () if one in names]
        hidden = len(falls or ()) - len(fallen)
        words = "; ".join([*fallen, *([f"{hidden} {other}"] if hidden else [])])
        told.append({
            "weakest_name": None if weakest is None else (names[weakest] or weakest) if weakest in names else other,
            "why_text": why if weakest in names else None,
            "stands_text": None if weakest is None else what_stands(moves, stands, words),
        })  # fmt: skip
    schema = dict.fromkeys(("weakest_name", "why_text", "stands_text"), pl.String)
    hidden_ids = ("weakest", "unit_from", "unit_to", "seat_to", "falls_text")
    return chains.drop(*schema, *hidden_ids).hstack(pl.DataFrame(told, schema=schema))


def chain_of(reading: Reading, sight: Sight, row: Mapping[str, Any]) -> Chain:
    """One chain with its seats; names of people and seats outside one's sight are left out."""
    moves = reading.moves.filter(pl.col("chain_id") == row["chain_id"])
    known = set(sight.moves(moves)["employee_id"])
    ordered = _linked(moves.sort("employee_id").to_dicts())
    for one in ordered:
        one["is_seen"] = one["employee_id"] in known
    ring = ordered[0]["from_post_id"] is not None and ordered[0]["from_post_id"] == ordered[-1]["to_post_id"]
    places = []
    first, last = ordered[0], ordered[-1]
    if first["from_post_id"] is not None:
        places.append(_place(first, "from", last if ring else None, first))
    for at, one in enumerate(ordered):
        after = ordered[at + 1] if at + 1 < len(ordered) else None
        if one["to_post_id"] is not None and not (ring and after is None):
            places.append(_place(one, "to", one, after))
    return Chain(str(row["chain_id"]), ring, len(ordered), tuple(places), row)


def _place(move: Mapping[str, Any], side: str, comes: Any, leaves: Any) -> Place:
    if not any(one is not None and one["is_seen"] for one in (comes, leaves)):
        return Place(_("jabatan di unit lain"), "", comes, leaves, None)
    before, after = move[f"shortage_before_{side}"], move[f"shortage_after_{side}"]
    short = None if before is None or after is None else (int(before), int(after))
    seat = str(move[f"job_{side}"] or move[f"seat_{side}"] or "")
    return Place(seat, str(move[f"unit_{side}"] or ""), comes, leaves, short)


def _linked(moves: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The moves one behind the other: each takes the seat that the next one leaves."""
    reached = {one["to_post_id"] for one in moves}
    left = list(moves)
    start = next((one for one in left if one["from_post_id"] is None or one["from_post_id"] not in reached), left[0])
    ordered = [start]
    left.remove(start)
    while left:
        following = next((one for one in left if one["from_post_id"] == ordered[-1]["to_post_id"]), left[0])
        ordered.append(following)
        left.remove(following)
    return ordered
