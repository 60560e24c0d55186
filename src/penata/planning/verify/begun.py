"""``verify`` of a plan that began with an exchange: the swaps by their promises, the plan by what they leave open."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from penata.planning.verify.exchange import verify_exchange
from penata.planning.verify.verdict import Verdict
from penata.policy import Policy
from penata.tables import Dataset


@dataclass(frozen=True, slots=True, eq=False)
class Begun:
    """What a plan goes on from: the dataset in which who swapped must stay there, its claims, the swaps judged."""

    dataset: Dataset
    claims: Mapping[str, Any]
    swaps: Verdict

    def joined(self, verdict: Verdict) -> Verdict:
        """The verdict of the plan with that of its swaps."""
        counts, checks = (
            {name: one.get(name, 0) + other.get(name, 0) for name in {**one, **other}}
            for one, other in ((verdict.counts, self.swaps.counts), (verdict.checks, self.swaps.checks))
        )
        problems = (*verdict.problems, *self.swaps.problems)
        return replace(verdict, ok=verdict.ok and self.swaps.ok, problems=problems, counts=counts, checks=checks,
                       mechanism=self.swaps.mechanism, promises=self.swaps.promises)  # fmt: skip


def begun(dataset: Dataset, policy: Policy, claims: Mapping[str, Any], rules: Mapping[str, Any]) -> Begun:
    """Judge the swaps as ``claims`` state them ("exchange_first"), and the dataset that they leave."""
    told = claims["exchange_first"]
    rings = _rings(dataset, told if isinstance(told, Mapping) else {})
    seats = dataset["employees"].select("employee_id", "post_id")
    after = seats.join(
        rings.select("employee_id", "to_post_id"), on="employee_id", how="left", validate="1:1", maintain_order="left"
    ).select("employee_id", pl.coalesce("to_post_id", "post_id").alias("post_id"))  # fmt: skip
    tables = {"assignments": after.filter(pl.col("post_id").is_not_null()), "rings": rings}
    stated: dict[str, Any] = {name: told[name] for name in ("mechanism", "options", "promises") if name in told}
    if isinstance(told, Mapping):
        stated["exchange"] = {name: told[name] for name in ("movers", "rings", "rings_by_length") if name in told}
    swaps = verify_exchange(dataset, policy, tables, {"mechanism": None, **stated}, rules)
    forced = rings.select("employee_id", pl.lit("FORCE").alias("kind"), pl.col("to_post_id").alias("post_id"),
                          pl.col("ring_id").alias("reason"))  # fmt: skip
    decided = dataset.replace(decisions=pl.concat([dataset["decisions"], forced], how="vertical_relaxed"))
    rest = {name: value for name, value in claims.items() if name != "exchange_first"}
    if rest.get("digest") == dataset.digest():
        rest["digest"] = decided.digest()
    return Begun(decided, rest, swaps)


def _rings(dataset: Dataset, told: Mapping[str, Any]) -> pl.DataFrame:
    """The rings as a table: each takes the seat of the next, the last that of the first."""
    members = told.get("members")
    rows = [
        (str(name), place, str(one), str(ring[place % len(ring)]))
        for name, ring in (members.items() if isinstance(members, Mapping) else ())
        for place, one in enumerate(ring, start=1)
    ]
    names = ("ring_id", "place", "employee_id", "seat_of")
    frame = pl.DataFrame(
        rows, orient="row", schema=dict.fromkeys(names, pl.String) | {"place": pl.Int64}
    )  # fmt: skip
    seats = dataset["employees"].select(pl.col("employee_id").alias("seat_of"), pl.col("post_id").alias("to_post_id"))
    return frame.join(seats, on="seat_of", how="left", validate="m:1", maintain_order="left").filter(
        pl.col("to_post_id").is_not_null()
    )
