"""From a dataset to a plan: candidates, gains, the best assignment, its tables, and a second look by the verifier."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import version
from typing import Any, Final

import numpy as np
import polars as pl

from penata.eligibility import Candidates, shortlist_pairs
from penata.eligibility.known import known_rule_ids
from penata.eligibility.rules import rule_set_of
from penata.facts import Facts
from penata.law.confirmation import confirmation_counts
from penata.merit import shortlist_points
from penata.needs import unit_balance
from penata.planning.budget import budget_effect
from penata.planning.engine.solve import Solution
from penata.planning.exchange.first import told_first, with_rings
from penata.planning.ladder import Outside, ladder
from penata.planning.limits.bounded import scale_of
from penata.planning.limits.claims import claims_of, told_limits
from penata.planning.limits.kinds import spent_on_moves
from penata.planning.limits.price import steps_more
from penata.planning.limits.standing import table_of
from penata.planning.objectives import Aims
from penata.planning.problem import Problem
from penata.planning.result import PlanTables, heads_after, seat_points, shortage_of, tables_of, tie_total
from penata.planning.verify import Verdict, verify
from penata.planning.workings import Step, Workings, worked_out
from penata.policy import Policy
from penata.policy.limits import MovingCost
from penata.tables import LIMIT_TABLES, PLAN_TABLES, Dataset


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """One proven plan: its tables (schemas of PLAN_TABLES), what explains it, and ``result`` for result.json."""

    moves: pl.DataFrame
    assignments: pl.DataFrame
    posts: pl.DataFrame
    shortlist: pl.DataFrame
    prices: pl.DataFrame
    parts: pl.DataFrame
    explanations: Sequence[Mapping[str, Any]]
    ladder: Sequence[Mapping[str, Any]]
    result: Mapping[str, Any]
    workings: Workings
    limits: pl.DataFrame = field(default_factory=LIMIT_TABLES["limits"].empty)
    tolerance: pl.DataFrame = field(default_factory=LIMIT_TABLES["tolerance"].empty)

    @property
    def facts(self) -> Facts:
        """Persons and posts on the day of the plan."""
        return self.workings.facts


class RejectedPlanError(Exception):
    """Our own verifier rejects our own plan: a defect of the program, never the user's fault."""

    def __init__(self, verdict: Verdict) -> None:
        """Keep the verdict with all its problems."""
        super().__init__("the verifier rejects the plan")
        self.verdict = verdict


def plan(dataset: Dataset, policy: Policy, *, step: Step = lambda _: None) -> Plan:
    """The best plan under a policy, proven and verified.

    ``step`` is told in Indonesian what begins. Raises NoPlanError where decisions clash, RejectedPlanError where the
    independent verifier finds fault, InputError where the policy names what does not exist.
    """
    confirmation_counts(dataset, (), known_rule_ids(policy))  # refuses what does not exist before anything is computed
    work = worked_out(dataset, policy, step=step)
    facts, found, problem, solution = work.facts, work.found, work.problem, work.solution
    step("menghitung tangga perpindahan")
    rungs = _ladder(work, policy.ladder)
    step("menyusun tabel rencana")
    tables = tables_of(dataset, facts, policy, found, problem, solution)
    if policy.exchange.first:
        tables = replace(tables, moves=with_rings(tables.moves, work.dataset))
    shortlist = PLAN_TABLES["shortlist"].conform(_shortlist(facts, dataset, policy))
    result = _result(dataset, facts, policy, found, problem, solution, tables)
    if policy.exchange.first:
        result["exchange_first"] = told_first(tables.moves, work.dataset, policy.exchange)
    limits = _limits(work)
    result |= _limited(work, limits, result["objective"])
    if policy.moving_cost != MovingCost():
        result["moving_cost"] = spent_on_moves(facts, dataset, policy, problem, solution.chosen)
    besides = {"limits": limits} if limits.height else {}
    if work.tolerated is not None:
        besides["tolerance"] = work.tolerated.prices
        result |= work.tolerated.told(result["objective"], result["after"]["missing_seats"], result["status"])
    step("memverifikasi dengan pemeriksa mandiri")
    frames = {"moves": tables.moves, "assignments": tables.assignments, "posts": tables.posts, "prices": tables.prices,
              "shortlist": shortlist, **besides}  # fmt: skip
    verdict = verify(dataset, policy, frames, result, pairs=work.pairs)
    if not verdict.ok:
        raise RejectedPlanError(verdict)
    return Plan(
        moves=tables.moves, assignments=tables.assignments, posts=tables.posts, shortlist=shortlist,
        prices=tables.prices, parts=tables.parts, explanations=_explanations(tables),
        ladder=[*rungs, _last_rung(result)], result={**result, "verifier": "ACCEPTED"}, workings=work,
        **besides,
    )  # fmt: skip


def _ladder(work: Workings, budgets: Sequence[int]) -> list[dict[str, Any]]:
    """Rungs below the number of moves of the whole plan; none where shortage is not the first level, or where another
    limit than that on moves binds, which a rung would not keep.
    """
    facts, problem, chosen = work.facts, work.problem, work.solution.chosen
    if problem.aims.is_weighted or (work.is_bound and not work.is_bound_by_moves_alone):
        return []
    made = int((~problem.stays()[chosen[chosen >= 0]]).sum())
    rows = facts.posts[problem.posts]
    need, priority = rows["need"].fill_null(0).to_numpy(), rows["priority"].to_numpy()
    in_play = np.zeros(facts.posts.height, np.bool_)
    in_play[problem.posts] = True
    heads = facts.posts["filled"].to_numpy()
    outside = shortage_of(facts, np.where(in_play, np.iinfo(np.int32).max, heads), problem.aims)
    rest = Outside(outside["shortage"], outside["missing_seats"])
    scope = work.whole_scope or work.scope
    return [asdict(r) for r in ladder(problem, scope, need, priority, rest, [b for b in budgets if b < made])]


def _last_rung(result: Mapping[str, Any]) -> dict[str, Any]:
    cost = result["objective"]["shortage"]
    bound = result["bounds"].get("shortage", cost)
    return {"moves": None, "moves_used": result["objective"]["moves"], "shortage_cost": cost,
            "missing_seats": result["after"]["missing_seats"], "status": "OPTIMAL" if bound == cost else "FEASIBLE",
            "bound": bound}  # fmt: skip


def _limits(work: Workings) -> pl.DataFrame:
    """The table of the side limits; empty where the policy sets none."""
    if work.limits is None or work.bounded is None:
        return LIMIT_TABLES["limits"].empty()
    return table_of(work.limits, scale_of(work.problem), steps_more(work.bounded))


def _limited(work: Workings, limits: pl.DataFrame, objective: Mapping[str, int]) -> dict[str, Any]:
    """What result.json says of side limits; nothing where the policy sets none."""
    if work.bounded is None:
        return {}
    claims = claims_of(work.bounded, objective, work.problem.aims.levels) if work.is_bound else {}
    return {**claims, "limits": told_limits(limits)}


def _shortlist(facts: Facts, dataset: Dataset, policy: Policy) -> pl.DataFrame:
    """Candidates of each vacant leading post in the order of their points."""
    pairs = shortlist_pairs(facts, dataset, policy)
    return shortlist_points(facts, dataset, policy, pairs.with_columns(pl.lit(0, pl.UInt8).alias("last_resort")))


def _result(dataset: Dataset, facts: Facts, policy: Policy, found: Candidates, problem: Problem, solution: Solution,
            tables: PlanTables) -> dict[str, Any]:  # fmt: skip
    """What result.json states; nothing in it depends on the machine or the clock."""
    present = np.full(len(problem.persons), -1, np.int64)
    own = np.flatnonzero(problem.stays())
    present[problem.person_of_pair()[own]] = own
    heads = heads_after(facts, problem, solution)
    aims, filled = problem.aims, facts.posts["filled"].to_numpy()
    before, after = _filling(facts, filled, aims), _filling(facts, heads, aims)
    objective = {
        "shortage": after["shortage"],
        "gain": int(tables.moves["gain"].sum()),
        "moves": tables.moves.height,
        "tie": tie_total(facts, found.pairs, problem, solution.chosen),
    }
    nothing = {"gain": 0, "moves": 0, "tie": tie_total(facts, found.pairs, problem, present)}
    if aims.is_weighted:
        objective["value"] = objective["gain"] - seat_points(facts, heads, aims)
        nothing["value"] = -seat_points(facts, filled, aims)
    return {
        "status": "OPTIMAL",
        "levels": [{"name": level.name, "sense": level.sense, "words": level.words} for level in aims.levels],
        "aims": asdict(aims),
        "objective": objective,
        "bounds": {level.name: objective[level.name] for level in aims.levels},
        "gap": 0,
        "before": {**before, **nothing},
        "after": after,
        "counts": {"employees": facts.persons.height, "counted": int(facts.persons["counted"].sum()),
                   "posts": facts.posts.height, "moves": tables.moves.height,
                   "chains": tables.moves["chain_id"].n_unique()},
        "components": {"already_best": solution.kept, "cells": solution.cells, "combined_cost": solution.combined,
                       "level_by_level": solution.sequential},
        "budget": budget_effect(tables.moves, facts),
        "rules": {**_rules(found, policy), **confirmation_counts(dataset, found.rules, known_rule_ids(policy))},
        "candidates": {**problem.size, "cuts": found.cuts.to_dicts()},
        "forced_with_open_gates": found.forced_gated.to_dicts(),
        "policy": policy_document(policy),
        "versions": {name: version(name) for name in _VERSIONS},
        "digest": dataset.digest(),
    }  # fmt: skip


def _filling(facts: Facts, heads: np.ndarray, aims: Aims) -> dict[str, Any]:
    """Shortage under these head counts, and the imbalance: the share of people who would have to sit in another unit
    for all units to be filled alike (see ``needs.balance_index``).
    """
    posts = facts.posts
    index = unit_balance(posts["unit_id"], posts["field"], posts["need"], pl.Series(heads))
    return {**shortage_of(facts, heads, aims), "imbalance": None if index is None else round(index, 4)}


_VERSIONS: Final = ("penata", "ortools", "polars", "numpy", "numba")


def _rules(found: Candidates, policy: Policy) -> dict[str, Any]:
    """Against which rule set the plan was checked, and on how many people each of its rules could be tested."""
    under = rule_set_of(policy)
    counts = {row["rule"]: row for row in found.tallies.iter_rows(named=True)}
    tallies = [
        {
            "id": rule.id, "title": rule.demand, "citation": rule.citation, "class": rule.rule_class.value,
            "confidence": rule.confidence.value if rule.confidence else None, "sensitive": rule.sensitive,
            "settled_by": rule.settled_by.label, "gate": rule.settled_by.kind, "outside": rule.settled_by.outside,
            "people_tested": counts[rule.id]["people_tested"], "unknown": counts[rule.id]["people_unknown"],
            "pairs_barred": counts[rule.id]["pairs_barred"], "pairs_gated": counts[rule.id]["pairs_gated"],
        }
        for rule in found.rules
    ]  # fmt: skip
    return {
        "enabled": found.rules_enabled, "set": under.id, "digest": under.digest, "count": len(tallies),
        "tallies": tallies,
    }  # fmt: skip


def policy_document(policy: Policy) -> dict[str, Any]:
    """A policy as plain JSON, keys as in policy.toml."""
    raw = asdict(policy)
    return {key: _plain(value) for key, value in raw.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    return list(value) if isinstance(value, tuple) else value


def _explanations(tables: PlanTables) -> list[dict[str, Any]]:
    """One document per mover: both seats before and after, the parts of the gain, chain, wish and gates."""
    counts = ("need", "filled_before", "filled_after", "shortage_before", "shortage_after")
    sides = [
        tables.posts.select(pl.col("post_id").alias(f"{side}_post_id"), pl.struct(counts).alias(side))
        for side in ("from", "to")
    ]
    parts = tables.parts.select("employee_id", pl.struct(pl.exclude("employee_id", "post_id")).alias("parts"))
    frame = tables.moves.select(
        "employee_id", "from_post_id", "to_post_id", "direction", "gain", "distance_km", "wish_rank", "chain_id",
        pl.col("legal_gates").alias("gates"),
    )  # fmt: skip
    for side in sides:
        frame = frame.join(side, on=side.columns[0], how="left", validate="m:1", maintain_order="left")
    return frame.join(parts, on="employee_id", how="left", validate="1:1", maintain_order="left").to_dicts()
