"""What result.json says of a plan under side limits: status, bounds and proof by level, and what each limit costs."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import polars as pl

from penata.planning.limits.bounded import Bounded, Proof, scale_of
from penata.planning.objectives import Level
from penata.vocabulary import LimitKind

BY_LEVEL: Final = ("shortage", "gain", "moves", "tie")
PERSONAL_KINDS: Final = (LimitKind.COUPLES.value, LimitKind.RELATIVES.value)
"""Limits about families: who and how many they are is told to nobody but the examiner, in limits.csv."""


def claims_of(plan: Bounded, objective: Mapping[str, int], levels: Sequence[Level]) -> dict[str, Any]:
    """Status, proofs, bounds and gap by level of a plan in which a limit binds.

    A bound is what no plan that equals this one on the levels above can beat. A level is proven by "prices", which
    anybody can check, or by a "search" of what the prices leave open, or by "none". The status leaves out the tie,
    which only makes a plan one that can be made again. ``unfinished``: groups of components whose search ended before
    its proof, with how far each is from its bound in points (a unit of shortage is ``toll_scale`` points).
    ``replayable`` is false where seconds ended a search: another machine may then find another plan.
    """
    behind = {level.name: _of_level(plan.behind, level.name) for level in levels}
    proofs: dict[str, Proof] = {level.name: plan.proofs[_number(level.name)] for level in levels}
    senses = {level.name: 1 if level.sense == "most" else -1 for level in levels}
    open_levels = [name for name in proofs if proofs[name] == "none" and name != "tie"]
    return {
        "status": "FEASIBLE" if open_levels else "OPTIMAL",
        "proofs": proofs,
        "bounds": {name: int(objective[name]) + senses[name] * apart for name, apart in behind.items()},
        "gap": behind,
        "toll_scale": scale_of(plan.problem),
        "searched": {"groups": sum(part.searched > 0 for part in plan.plans),
                     "variables": sum(part.searched for part in plan.plans),
                     "replayable": not any(part.by_clock for part in plan.plans)},
        "unfinished": [
            {"components": part.group.components.tolist(), "people": len(part.group.people), "points": part.gap}
            for part in plan.plans
            if not part.is_proven
        ],
    }  # fmt: skip


def told_limits(table: pl.DataFrame) -> dict[str, Any]:
    """How many limits there are by kind, and every one that binds, as plain JSON.

    Limits about families are neither counted nor named: ``personal`` only says whether there are any.
    """
    binds, families = pl.col("status") == "BINDS", pl.col("kind").is_in(PERSONAL_KINDS)
    told = table.filter(~families)
    kinds = told.group_by("kind", maintain_order=True).agg(pl.len().alias("limits"), binds.sum().alias("binding"))
    return {"kinds": kinds.to_dicts(), "binding": told.filter(binds).to_dicts(), "personal": told.height < table.height}


def _number(name: str) -> int:
    return BY_LEVEL.index("gain" if name == "value" else name)


def _of_level(behind: Sequence[int], name: str) -> int:
    return int(behind[_number(name)])
