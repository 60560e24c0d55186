"""A solution as the tables of a plan: who moves, who sits where, every post before and after, the prices."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import polars as pl

from penata.eligibility import Candidates, transfers_of
from penata.facts import Facts, pair_distance
from penata.law.rule import Rule
from penata.merit import PARTS, parts, wish_ranks
from penata.planning.chains import chain_ids
from penata.planning.engine.solve import Solution
from penata.planning.objectives import Aims
from penata.planning.problem import NOBODY, Problem
from penata.planning.tie import ties
from penata.policy import Policy
from penata.tables import PLAN_TABLES, Dataset


@dataclass(frozen=True, slots=True, eq=False)
class PlanTables:
    """The tables of a plan folder, and the parts of each mover's gain (employee_id, post_id, one column a part)."""

    moves: pl.DataFrame
    assignments: pl.DataFrame
    posts: pl.DataFrame
    prices: pl.DataFrame
    parts: pl.DataFrame


def tables_of(
    dataset: Dataset, facts: Facts, policy: Policy, candidates: Candidates, problem: Problem, solution: Solution
) -> PlanTables:
    """All tables of a solution; frames follow PLAN_TABLES."""
    taken = _taken_pairs(problem, solution, candidates)
    after = heads_after(facts, problem, solution)
    prices = prices_table(facts, problem, solution)
    return tables_of_moves(dataset, facts, policy, candidates.rules, taken, after, candidates.funnel, prices)


def tables_of_moves(
    dataset: Dataset, facts: Facts, policy: Policy, rules: Sequence[Rule], taken: pl.DataFrame, after: np.ndarray,
    funnel: pl.DataFrame | None = None, prices: pl.DataFrame | None = None,
) -> PlanTables:  # fmt: skip
    """The tables of whatever moves somebody makes: ``taken`` are pairs (see docs/data_path.md), sorted by person.

    ``rules``: in the order of the bits of their gates; ``after``: counted people of every post afterwards. Without a
    ``funnel`` or ``prices`` these say nothing.
    """
    gain_parts = parts(facts, dataset, policy, taken)
    moves = _moves(dataset, facts, policy, rules, taken, gain_parts)
    posts = _posts(facts, after, pl.DataFrame(schema=_FUNNEL) if funnel is None else funnel)
    return PlanTables(
        moves=PLAN_TABLES["moves"].conform(moves),
        assignments=PLAN_TABLES["assignments"].conform(_assignments(facts, moves)),
        posts=PLAN_TABLES["posts"].conform(posts),
        prices=PLAN_TABLES["prices"].empty() if prices is None else PLAN_TABLES["prices"].conform(prices),
        parts=pl.concat([moves.select("employee_id", pl.col("to_post_id").alias("post_id")), gain_parts.select(PARTS)],
                        how="horizontal"),
    )  # fmt: skip


def shortage_of(facts: Facts, heads: np.ndarray, aims: Aims) -> dict[str, Any]:
    """Shortage cost in the measure of the aims, missing seats, number of short posts and the largest share of a need
    that is missing (4 digits, None without any need) under these head counts (all posts of the facts).
    """
    known = facts.posts["need"].is_not_null().to_numpy()
    need = facts.posts["need"].fill_null(0).to_numpy()[known]
    missing = np.maximum(need - heads[known], 0)
    cost = aims.measure.total(heads[known], need, facts.posts["priority"].to_numpy()[known])
    needed = need > 0
    worst = round(float((missing[needed] / need[needed]).max()), 4) if needed.any() else None
    return {"shortage": cost, "missing_seats": int(missing.sum()), "posts_short": int((missing > 0).sum()),
            "worst_share": worst}  # fmt: skip


def seat_points(facts: Facts, heads: np.ndarray, aims: Aims) -> int:
    """What the empty seats of all posts weigh in the unit that the aims compare."""
    known = facts.posts["need"].is_not_null().to_numpy()
    need, priority = facts.posts["need"].fill_null(0).to_numpy()[known], facts.posts["priority"].to_numpy()[known]
    return aims.total(heads[known], need, priority)


def tie_total(facts: Facts, pairs: pl.DataFrame, problem: Problem, chosen: np.ndarray) -> int:
    """Level 4 of an assignment: the ties of the pairs that are held, those of people out of play included."""
    own = pairs.join(facts.persons.select("person", "post"), on=["person", "post"], how="semi")
    resting = own.filter(pl.Series(problem.rank[own["person"].to_numpy()] == NOBODY))
    fixed = ties(
        facts.persons["employee_id"], facts.posts["post_id"], resting["person"].to_numpy(), resting["post"].to_numpy()
    )
    return int(fixed.sum()) + int(problem.tie[chosen[chosen >= 0]].astype(np.int64).sum())


def heads_after(facts: Facts, problem: Problem, solution: Solution) -> np.ndarray:
    """Counted people of every post of the facts under a solution."""
    heads = facts.posts["filled"].to_numpy().copy()
    heads[problem.posts] = solution.heads
    return heads


def _taken_pairs(problem: Problem, solution: Solution, candidates: Candidates) -> pl.DataFrame:
    """The candidate pairs that somebody moves to, in the order of persons."""
    chosen = solution.chosen[solution.chosen >= 0]
    new = chosen[~problem.stays()[chosen]]
    taken = pl.DataFrame({
        "person": pl.Series(problem.persons[problem.person_of_pair()[new]], dtype=pl.UInt32),
        "post": pl.Series(problem.posts[problem.post[new]], dtype=pl.UInt32),
    }).sort("person")  # fmt: skip
    return taken.join(candidates.pairs, on=["person", "post"], how="inner", validate="1:1", maintain_order="left")


def _moves(
    dataset: Dataset, facts: Facts, policy: Policy, rules: Sequence[Rule], taken: pl.DataFrame,
    gain_parts: pl.DataFrame,
) -> pl.DataFrame:  # fmt: skip
    """One row per mover with both sides; sorted by employee_id."""
    here = facts.persons.select(
        "person", "employee_id", pl.col("post_id").alias("from_post_id"), pl.col("grade").alias("grade_before"),
        pl.col("allowance_month").alias("_before"), pl.col("level").alias("_level"), "district_id", "lat", "lon",
    )  # fmt: skip
    there = facts.posts.select(
        "post", pl.col("post_id").alias("to_post_id"), pl.col("grade").alias("_grade"),
        pl.col("allowance_month").alias("_after"), pl.col("level").alias("_to_level"),
        pl.col("district_id", "lat", "lon").name.suffix("_to"),
    )  # fmt: skip
    both = (
        taken.select("person", "post", "direction", "gates")
        .join(here, on="person", how="left", validate="m:1", maintain_order="left")
        .join(there, on="post", how="left", validate="m:1", maintain_order="left")
    )
    keeps_level = pl.col("_to_level").is_null() & pl.col("_level").is_not_null()
    place_to = ("district_id_to", "lat_to", "lon_to")
    moves = both.with_columns(
        gain_parts.select(pl.sum_horizontal(PARTS).alias("gain"))["gain"],
        pair_distance(both, facts.travel, here=("district_id", "lat", "lon"), there=place_to)
        .alias("distance_km"),
        wish_ranks(dataset, facts, taken).alias("wish_rank"),
        _rule_ids(both["gates"], [rule.id for rule in rules if rule.opens_gate]),
        pl.when(keeps_level).then(pl.coalesce("_grade", "grade_before")).otherwise("_grade").alias("grade_after"),
        (pl.when(keeps_level).then(pl.coalesce("_after", "_before")).otherwise("_after") - pl.col("_before"))
        .alias("allowance_change"),
        pl.col("direction").cast(pl.String),
        *transfers_of(facts, dataset, policy, taken),
    )  # fmt: skip
    return moves.with_columns(chain_ids(moves).alias("chain_id")).sort("employee_id")


def _rule_ids(gates: pl.Series, rules: list[str]) -> pl.Series:
    """The ids of the rules whose bit is set, as a list in the order of the rules."""
    frame = pl.DataFrame({"gates": gates})
    named = [
        pl.when((pl.col("gates") // (1 << bit)) % 2 == 1).then(pl.lit(rule)).alias(f"{bit}")
        for bit, rule in enumerate(rules)
    ]
    if not named:
        return pl.Series("legal_gates", [[]] * len(gates), dtype=pl.List(pl.String))
    return frame.select(pl.concat_list(named).list.drop_nulls().alias("legal_gates"))["legal_gates"]


def _assignments(facts: Facts, moves: pl.DataFrame) -> pl.DataFrame:
    """Everyone with a post before or after."""
    return (
        facts.persons.select("employee_id", "post_id")
        .join(moves.select("employee_id", "to_post_id"), on="employee_id", how="left", validate="1:1")
        .select("employee_id", pl.coalesce("to_post_id", "post_id").alias("post_id"))
        .filter(pl.col("post_id").is_not_null())
        .sort("employee_id")
    )


def _posts(facts: Facts, after: np.ndarray, funnel: pl.DataFrame) -> pl.DataFrame:
    return (
        facts.posts.select(
            "post", "post_id", "need", pl.col("filled").alias("filled_before"),
            pl.Series("filled_after", after), pl.col("absent").alias("filled_absent"),
            pl.col("shortage").alias("shortage_before"),
        )
        .with_columns((pl.col("need") - pl.col("filled_after")).clip(lower_bound=0).alias("shortage_after"))
        .join(_funnels(funnel), on="post", how="left", validate="1:1", maintain_order="left")
        .with_columns(pl.when(pl.col("shortage_after") > 0).then("funnel").alias("funnel"))
    )  # fmt: skip


_FUNNEL: Final = {"post": pl.UInt32, "place": pl.Int64, "stage": pl.String, "remaining": pl.Int64}
_STAGE_NAMES: Final = {
    "AGENCY": "agency", "CATEGORY": "category", "LEVEL": "same_job", "WIDER": "considered", "SCORED": "considered",
    "CANDIDATES": "candidates",
}  # fmt: skip


def _funnels(funnel: pl.DataFrame) -> pl.DataFrame:
    """post, funnel: people left at the named stages, and how many each rule or gate took out in between."""
    entry = pl.col("stage").str.strip_prefix("GATE:")
    lost = pl.col("remaining").shift(1).over("post") - pl.col("remaining")
    lines = funnel.sort("post", "place").with_columns(
        pl.when(pl.col("stage").is_in(list(_STAGE_NAMES)))
        .then(pl.format("{}={}", pl.col("stage").replace(_STAGE_NAMES), "remaining"))
        .otherwise(pl.format("{}={}", entry, lost))
        .alias("line")
    )
    return lines.group_by("post", maintain_order=True).agg(pl.col("line").str.join("; ").alias("funnel"))


def prices_table(facts: Facts, problem: Problem, solution: Solution) -> pl.DataFrame:
    """Prices of the posts in play; elsewhere the worth of one head more (or less, where full) at the present count."""
    posts = facts.posts
    need, priority = posts["need"].fill_null(0).to_numpy(), posts["priority"].to_numpy()
    missing = np.maximum(need - posts["filled"].to_numpy(), 0)
    names = ("shortage", "gain", "moves", "tie")
    levels = {name: np.zeros(posts.height, np.int64) for name in names}
    levels[names[problem.aims.is_weighted]] = -problem.aims.cost(missing, need, priority)
    for level, name in enumerate(names):
        levels[name][problem.posts] = solution.prices[:, level]
    return posts.select("post_id", *(pl.Series(name, column) for name, column in levels.items()))
