"""A tolerance: how much worse one level may get for the sake of the next, and the price at which that is done.

``shortage``: the plan weighs shortage against gain at the lowest whole rate (points for a whole missing post) whose
plan keeps the tolerance; nowhere is a post left short for less. ``gain``: the plan makes the fewest moves with which
shortage stays at its least and gain within the tolerance. Either way a tolerance ends in a policy without one
(``Tolerated.policy``: weighted levels, or a limit on moves), whose plan is made, proven, explained and verified like
any other; beside it stands what the tolerance started from, with its own prices, and how much more there could be.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

import numpy as np
import polars as pl

from penata.facts import Facts
from penata.planning.engine.prices import Scope
from penata.planning.engine.solve import Solution, solve
from penata.planning.limits.bounded import LimitClashError, bounded
from penata.planning.limits.rows import Rows
from penata.planning.objectives import SHORTAGE_SCALE, Aims
from penata.planning.problem import Ints, Problem
from penata.planning.result import heads_after, prices_table, shortage_of
from penata.policy import Policy
from penata.policy.aims import MOST_POINTS, THOUSAND, LevelWeights, Tolerance
from penata.policy.limits import Limits
from penata.tables import InputError
from penata.tables.plan import TOLERANCE


@dataclass(frozen=True, slots=True, eq=False)
class Tolerated:
    """What a tolerance started from and led to.

    ``policy`` and ``problem`` are those of the plan, without a tolerance; ``without`` and ``prices`` the figures and
    the prices of the plan that none would give. ``best`` is what that plan has of the level (shortage cost, or points),
    ``limit`` what the tolerance makes of it. ``rate`` (shortage): points for a whole missing post; ``moves`` (gain):
    how many are made at most; None where the plan without tolerance remains. ``bound``: the most gain, or the fewest
    moves, within the limit; None where nothing is known of it.
    """

    policy: Policy
    problem: Problem
    level: Literal["shortage", "gain"]
    thousandths: int
    without: Mapping[str, int]
    prices: pl.DataFrame
    best: int
    limit: int
    rate: int | None = None
    moves: int | None = None
    bound: int | None = None

    def told(self, objective: Mapping[str, int], missing_seats: int, status: str) -> dict[str, Any]:
        """What result.json says of it, from ``objective``, ``missing_seats`` and ``status`` of the plan that was made.

        The status becomes FEASIBLE where something within the limit might be better at the next level; ``within`` is
        that of the plan at its rate or number of moves.
        """
        reached = objective["gain" if self.level == "shortage" else "moves"]
        best = self.bound == reached and status == "OPTIMAL"
        told = {
            "level": self.level, "thousandths": self.thousandths, "best": self.best, "limit": self.limit,
            "used": objective[self.level], "rate": self.rate, "moves": self.moves, "bound": self.bound,
            "within": status,
            "without": dict(self.without), "gained": objective["gain"] - self.without["gain"],
            "moves_fewer": self.without["moves"] - objective["moves"],
            "missing_more": missing_seats - self.without["missing_seats"],
        }  # fmt: skip
        return {"status": "OPTIMAL" if best else "FEASIBLE", "tolerance": told}


def settled(policy: Policy, claims: Mapping[str, Any]) -> Policy:
    """The policy without a tolerance under which a plan was made; ``claims``: its result.json.

    Raises InputError where the plan says nothing of the tolerance that the policy sets.
    """
    if policy.tolerance == Tolerance():
        return policy
    told, bare = claims.get("tolerance"), replace(policy, tolerance=Tolerance())
    if not isinstance(told, Mapping):
        raise InputError([_SILENT])
    if told.get("rate") is not None:
        return replace(bare, mode="weighted", level_weights=LevelWeights(int(told["rate"])))
    return bare if told.get("moves") is None else replace(bare, limits=Limits(max_moves=int(told["moves"])))


_SILENT: Final = (
    "policy.toml, tolerance: rencana ini dibuat tanpa kelonggaran itu (result.json tidak menyebutnya); buat rencana "
    "lagi dengan penata plan"
)


def tolerated(
    facts: Facts, policy: Policy, problem: Problem, scope: Scope, rows: Callable[[Policy], Rows]
) -> Tolerated:  # fmt: skip
    """What the tolerance of a policy leads to; ``problem`` has the levels in order, ``rows`` are its side limits.

    Raises NoAssignmentError where no assignment keeps the decisions.
    """
    plain = solve(problem, scope)
    without = _figures(facts, problem, plain)
    prices = TOLERANCE.conform(prices_table(facts, problem, plain))
    bare = replace(policy, tolerance=Tolerance())
    if policy.tolerance.shortage:
        part, best = policy.tolerance.shortage, without["shortage"]
        begun = Tolerated(bare, problem, "shortage", part, without, prices, best, best * (THOUSAND + part) // THOUSAND)
        return _weighed(begun, facts, scope, plain)
    part, best = policy.tolerance.gain, without["gain"]
    begun = Tolerated(bare, problem, "gain", part, without, prices, best, best - abs(best) * part // THOUSAND)
    return _fewest(begun, facts, scope, rows)


def _weighed(begun: Tolerated, facts: Facts, scope: Scope, plain: Solution) -> Tolerated:
    """At the lowest rate whose plan keeps the limit; the plan without tolerance where no rate does."""
    if begun.limit == begun.best:
        return replace(begun, bound=begun.without["gain"])
    tried: dict[int, tuple[Problem, Solution]] = {}
    start = plain.chosen

    def keeps(rate: int) -> bool:
        problem = begun.problem.under(facts, Aims("squared", "weighted", rate))
        tried[rate] = problem, solve(problem, scope, start=start)
        return _figures(facts, problem, tried[rate][1])["shortage"] <= begun.limit

    rate = _first(keeps, 1, MOST_POINTS)
    if rate is None:
        return begun
    problem, solution = tried[rate]
    outside = begun.best - _seats(begun.problem.seat_cost, begun.problem, plain.heads)
    bound = _most_gain(begun.problem, scope, solution.prices[:, 1], rate, begun.limit - outside)
    weighted = replace(begun.policy, mode="weighted", level_weights=LevelWeights(rate))
    return replace(begun, policy=weighted, problem=problem, rate=rate, bound=bound)


def _fewest(begun: Tolerated, facts: Facts, scope: Scope, rows: Callable[[Policy], Rows]) -> Tolerated:
    """With the fewest moves that keep shortage at its least and gain at the limit."""
    sure: dict[int, bool] = {}

    def under(moves: int) -> Policy:
        return replace(begun.policy, limits=Limits(max_moves=moves))

    def keeps(moves: int) -> bool:
        try:
            plan = bounded(begun.problem, scope, rows(under(moves)))
        except LimitClashError as clash:
            sure[moves] = clash.is_sure
            return False
        figures = _figures(facts, begun.problem, plan.solution)
        shortage, gain = figures["shortage"] - plan.behind[0], figures["gain"] + plan.behind[1]
        sure[moves] = shortage > begun.without["shortage"] or gain < begun.limit
        return figures["shortage"] == begun.without["shortage"] and figures["gain"] >= begun.limit

    moves = _first(keeps, 0, begun.without["moves"])
    if moves is None:
        return begun
    bound = moves if moves == 0 or sure[moves - 1] else None
    return replace(begun, policy=under(moves), moves=moves, bound=bound)


def _first(keeps: Callable[[int], bool], low: int, high: int) -> int | None:
    """The least whole number from ``low`` to ``high`` that keeps something all greater ones keep; None without any."""
    if not keeps(high):
        return None
    while low < high:
        middle = (low + high) // 2
        if keeps(middle):
            high = middle
        else:
            low = middle + 1
    return high


def _most_gain(problem: Problem, scope: Scope, price: Ints, rate: int, limit: int) -> int:
    """No assignment of a scope with a shortage (beside what none alters) up to ``limit`` has more gain than this.

    ``price`` (p): points for a seat. With any prices and any rate it holds that gain ≤ rate · limit - the least of
    (rate · shortage - gain), all in millionths of a point, so that the rate is exact.
    """
    person = problem.person_of_pair()
    net = (price[problem.post] - problem.gain) * SHORTAGE_SCALE
    least = np.where(scope.none_is_open, 0, np.iinfo(np.int64).max)
    np.minimum.at(least, person[scope.allowed], net[scope.allowed])
    seats = np.concatenate([[0], np.cumsum(problem.seat_cost)])
    sizes = scope.high - scope.low + 1
    first = np.cumsum(sizes) - sizes
    post = np.repeat(np.arange(len(sizes)), sizes)
    heads = np.arange(len(post)) - first[post] + scope.low[post]
    begin = problem.seat_start[post]
    shortage = seats[begin + heads - problem.floor[post]] - seats[begin]
    worth = rate * shortage - (heads - problem.fixed[post]) * price[post] * SHORTAGE_SCALE
    of_posts = np.minimum.reduceat(worth, first) if len(sizes) else worth
    total = sum(least.tolist()) + sum(of_posts.tolist())
    return int((rate * limit - total) // SHORTAGE_SCALE)


def _seats(seat_cost: Ints, problem: Problem, heads: Ints) -> int:
    """Shortage of the posts in play, beside what no assignment alters."""
    seats = np.concatenate([[0], np.cumsum(seat_cost)])
    first = problem.seat_start[:-1]
    return int((seats[first + heads - problem.floor] - seats[first]).sum())


def _figures(facts: Facts, problem: Problem, solution: Solution) -> dict[str, int]:
    """Shortage (as it is told), gain, moves and people missing of an assignment."""
    after = shortage_of(facts, heads_after(facts, problem, solution), problem.aims)
    held = solution.chosen[solution.chosen >= 0]
    stays = problem.stays()[held]
    return {
        "shortage": int(after["shortage"]),
        "gain": int(problem.gain[held[~stays]].astype(np.int64).sum()),
        "moves": int((~stays).sum()),
        "missing_seats": int(after["missing_seats"]),
    }
