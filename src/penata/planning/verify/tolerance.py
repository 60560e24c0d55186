"""What a plan says of the tolerance it was made under: what it may be worse than, by how much it is, what that brings.

The plan itself is checked under the policy that the tolerance ended in (``settled``): shortage and gain weighed at a
rate, or a limit on moves. Here it is proven how good the plan without tolerance can be (tolerance.csv holds its
prices), that the plan stays within the tolerance, and that nothing within it can bring more than is stated.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import polars as pl

from penata.planning.verify.bound import bound_of
from penata.planning.verify.files import prices_of
from penata.planning.verify.ground import Ground, Ints, ground_of
from penata.planning.verify.value import MILLION, Measure, Ties
from penata.planning.verify.verdict import Code, Findings, Optimality, Verdict
from penata.policy import Policy
from penata.policy.aims import MOST_POINTS, LevelWeights, Tolerance
from penata.policy.limits import Limits
from penata.tables import Dataset

TABLE: Final = "result"
_THOUSAND: Final = 1000


@dataclass(frozen=True, slots=True)
class _AtRate(Measure):
    """Empty seats in millionths of a point, at so many points (``rate``) for a whole missing post."""

    rate: int = 0

    def seats(self, missing: Ints, need: Ints, priority: Ints) -> tuple[Ints, Ints]:
        """All at the second level, beside the gain."""
        cost = Measure().shortage(missing, need, priority) * self.rate
        return np.zeros_like(cost), cost


def settled(policy: Policy, claims: Mapping[str, Any]) -> tuple[Policy, Mapping[str, Any]]:
    """The policy that a tolerance ended in, as result.json tells it, and the claims that the plan makes under it."""
    told, bare = _mapping(claims.get("tolerance")), replace(policy, tolerance=Tolerance())
    rate, moves = told.get("rate"), told.get("moves")
    if isinstance(rate, int) and 0 < rate <= MOST_POINTS and policy.tolerance.shortage:
        bare = replace(bare, mode="weighted", level_weights=LevelWeights(rate))
    elif isinstance(moves, int) and moves >= 0 and policy.tolerance.gain:
        bare = replace(bare, limits=Limits(max_moves=moves))
    return bare, {**{name: claims[name] for name in claims if name != "tolerance"}, "status": told.get("within")}


def check_tolerance(
    verdict: Verdict, dataset: Dataset, policy: Policy, tables: Mapping[str, pl.DataFrame], claims: Mapping[str, Any],
    pairs: pl.DataFrame,
) -> Verdict:  # fmt: skip
    """The verdict of a plan under its settled policy with what is wrong about its tolerance."""
    findings, ground = Findings(), ground_of(dataset, policy)
    told = _mapping(claims.get("tolerance"))
    ties, measure = Ties(ground), Measure.of(policy, ground)
    without = _without(ground, pairs, tables.get("tolerance"), ties, measure, findings)
    level = "shortage" if policy.tolerance.shortage else "gain"
    here = {name: int(verdict.objective[name]) for name in ("shortage", "gain", "moves")}
    if without is not None:
        _check_limit(policy, level, told, without, here, findings)
        bound = _bound(ground, pairs, tables, told, ties, findings) if level == "shortage" else None
        _check_bound(level, told, without, here, bound, claims.get("status"), findings)
    counts, checks = (
        {name: one.get(name, 0) + other.get(name, 0) for name in {**one, **other}}
        for one, other in ((verdict.counts, findings.counts), (verdict.checks, findings.checks))
    )
    proof = verdict.optimality
    if proof is Optimality.PROVEN and (claims.get("status") != "OPTIMAL" or level == "gain"):
        proof = Optimality.BOUNDED
    return replace(verdict, ok=not counts, problems=(*verdict.problems, *findings.problems), counts=counts,
                   checks=checks, optimality=proof)  # fmt: skip


def _without(
    ground: Ground, pairs: pl.DataFrame, prices: pl.DataFrame | None, ties: Ties, measure: Measure, findings: Findings
) -> Mapping[str, int] | None:
    """What no plan without tolerance can beat; None without prices that could be checked."""
    if prices is None:
        findings.one(
            Code.PRICES_ABSENT, "tolerance", "tolerance.csv", "kelonggaran tanpa harga sebagai bukti", "ada", None
        )
        return None
    try:
        return measure.by_level(bound_of(ground, pairs, prices_of(ground, prices, findings), ties, measure))
    except OverflowError:
        findings.one(Code.PRICES_RANGE, "tolerance", "tolerance.csv", "harga terlalu besar untuk diperiksa")
        return None


def _check_limit(
    policy: Policy, level: str, told: Mapping[str, Any], without: Mapping[str, int], here: Mapping[str, int],
    findings: Findings,
) -> None:  # fmt: skip
    """The plan without tolerance is truly told and proven, and the plan stays within the limit drawn from it."""
    part = policy.tolerance.shortage or policy.tolerance.gain
    best = without[level]
    worse = abs(best) * part // _THOUSAND
    limit = best + worse if level == "shortage" else best - worse
    plain = _mapping(told.get("without"))
    truth = {
        "level": level, "thousandths": part, "best": best, "limit": limit, "used": here[level],
        "gained": here["gain"] - without["gain"], "moves_fewer": without["moves"] - here["moves"],
    }  # fmt: skip
    stated = {**{name: told.get(name) for name in truth}, **{f"without.{name}": plain.get(name) for name in _PLAIN}}
    for name, expected in {**truth, **{f"without.{name}": without[name] for name in _PLAIN}}.items():
        findings.looked("nilai kelonggaran", 1)
        if stated[name] != expected:
            findings.one(Code.LIMIT_VALUE, TABLE, f"tolerance.{name}", "tidak sesuai dengan tolerance.csv, rencana, "
                         "atau kebijakan", expected, stated[name])  # fmt: skip
    over = here[level] > limit if level == "shortage" else here[level] < limit
    if over or (level == "gain" and here["shortage"] != without["shortage"]):
        findings.one(Code.LIMIT_BROKEN, TABLE, f"tolerance.{level}", "di luar kelonggaran", limit, here[level])


_PLAIN: Final = ("shortage", "gain", "moves")


def _bound(
    ground: Ground, pairs: pl.DataFrame, tables: Mapping[str, pl.DataFrame], told: Mapping[str, Any], ties: Ties,
    findings: Findings,
) -> int | None:  # fmt: skip
    """The most gain that the prices leave to any plan within the limit; None where they say nothing of it."""
    rate, limit, prices = told.get("rate"), told.get("limit"), tables.get("prices")
    if not isinstance(rate, int) or not 0 < rate <= MOST_POINTS or not isinstance(limit, int) or prices is None:
        return None
    by_post = prices_of(ground, prices, Findings())
    by_post[:, 1] *= MILLION
    fine = pairs.select("person", "post", pl.col("gain").cast(pl.Int64) * MILLION)
    try:
        least = bound_of(ground, fine, by_post, ties, _AtRate(rate=rate))
    except OverflowError:
        findings.one(Code.PRICES_RANGE, "prices", "prices.csv", "harga terlalu besar untuk diperiksa")
        return None
    return (rate * limit - least[1]) // MILLION


def _check_bound(
    level: str, told: Mapping[str, Any], without: Mapping[str, int], here: Mapping[str, int], bound: int | None,
    status: object, findings: Findings,
) -> None:  # fmt: skip
    """Nothing within the limit can bring more than is stated; OPTIMAL is said where it brings no more than the plan."""
    findings.looked("batas kelonggaran", 1)
    stated, reached = told.get("bound"), here["gain" if level == "shortage" else "moves"]
    if level == "shortage" and bound is None and told.get("limit") == told.get("best"):
        bound = without["gain"]
    if stated is not None and (
        not isinstance(stated, int) or (stated < reached if level == "shortage" else stated > reached)
    ):
        findings.one(Code.RESULT_BOUND, TABLE, "tolerance.bound", "batas lebih buruk daripada rencana itu sendiri",
                     reached, stated)  # fmt: skip
    elif level == "shortage" and stated is not None and (bound is None or stated < bound):
        findings.one(Code.RESULT_BOUND, TABLE, "tolerance.bound", "batas tidak terbukti oleh harga", bound, stated)
    if status == "OPTIMAL" and (stated != reached or told.get("within") != "OPTIMAL"):
        findings.one(Code.RESULT_STATUS, TABLE, "status", "OPTIMAL, padahal di dalam kelonggaran mungkin ada yang "
                     "lebih baik", "FEASIBLE", status)  # fmt: skip


def _mapping(stated: object) -> Mapping[str, Any]:
    return stated if isinstance(stated, Mapping) else {}
