"""A plan that begins with the exchange: the swaps are made, held by decisions, and the plan goes on from there."""

from dataclasses import asdict, replace
from typing import Any

import polars as pl

from penata.facts import facts_of
from penata.planning.chains import chain_ids
from penata.planning.exchange.swaps import FORCED_BY, held_by_decisions, promises, swapped
from penata.policy import Policy
from penata.policy.exchange import ExchangePolicy
from penata.tables import Dataset


def begun(dataset: Dataset, policy: Policy) -> tuple[Dataset, Policy]:
    """Dataset and policy of a plan: under ``[exchange] first`` those in which the swaps are already decided.

    The policy that is answered asks for no exchange any more, so that it is made once however often a plan is solved.
    Raises InputError where the policy names what does not exist.
    """
    if not policy.exchange.first:
        return dataset, policy
    facts = facts_of(dataset, policy)
    decided = held_by_decisions(dataset, facts, swapped(facts, dataset, policy))
    return decided, replace(policy, exchange=replace(policy.exchange, first=False))


def with_rings(moves: pl.DataFrame, decided: Dataset) -> pl.DataFrame:
    """The moves of a plan with each ring under its own name, and the chains of all others among themselves."""
    rings = _rings(decided)
    if not rings.height:
        return moves
    swaps = pl.col("employee_id").is_in(rings["employee_id"].to_list())
    rest = moves.filter(~swaps)
    named = pl.concat([
        rest.select("employee_id", chain_ids(rest).alias("chain_id")), rings.rename({"ring_id": "chain_id"}),
    ])  # fmt: skip
    return moves.update(named, on="employee_id", how="left")


def told_first(moves: pl.DataFrame, decided: Dataset, how: ExchangePolicy) -> dict[str, Any]:
    """What result.json says of the swaps that a plan began with; ``members``: each ring in its order."""
    rings = _rings(decided).join(moves, on="employee_id", how="inner", validate="1:1", maintain_order="left")
    members = {str(name[0]): _in_order(ring) for name, ring in rings.group_by("ring_id", maintain_order=True)}
    lengths = pl.Series([len(ring) for ring in members.values()], dtype=pl.Int64).value_counts(sort=False)
    by_length = sorted(lengths.iter_rows()) if members else []
    return {
        "mechanism": how.mechanism,
        "options": asdict(how),
        "promises": promises(how),
        "movers": rings.height,
        "rings": len(members),
        "rings_by_length": {str(length): count for length, count in by_length},
        "members": members,
    }


def _rings(decided: Dataset) -> pl.DataFrame:
    """employee_id, ring_id of those who are held on a new seat by a swap, by ring."""
    reason = pl.col("reason")
    return (
        decided["decisions"]
        .filter((pl.col("kind") == "FORCE") & reason.str.starts_with(f"{FORCED_BY} "))
        .select("employee_id", reason.str.strip_prefix(f"{FORCED_BY} ").str.split(" ").list.first().alias("ring_id"),
                reason.str.extract(r" (\d+)$", 1).cast(pl.Int64).alias("place"))
        .sort("ring_id", "place", "employee_id").select("employee_id", "ring_id")
    )  # fmt: skip


def _in_order(ring: pl.DataFrame) -> list[str]:
    return [str(one) for one in ring["employee_id"]]
