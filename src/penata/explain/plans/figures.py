"""What one more would bring, what binds a plan, and of which parts its points are made.

Prices come from settling the plan again, never from a slope: a value "of one more" is the difference between the best
plan with it and the best plan without it, by level.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from penata.explain.residual import chains_to
from penata.merit import PARTS, parts
from penata.planning import NoPlanError, Workings, worked_out
from penata.planning.decisions import Decision, decisions_of, keeps, narrowed
from penata.planning.engine.solve import solve
from penata.planning.ladder import Outside, ladder
from penata.planning.objectives import Aims
from penata.planning.part import Part, Vector, part_of
from penata.planning.problem import NOBODY
from penata.planning.result import heads_after, seat_points, shortage_of, tie_total
from penata.planning.warm import arcs_of
from penata.vocabulary import DecisionKind
from penata.wording import seat_name


@dataclass(frozen=True, slots=True, eq=False)
class Newcomers:
    """What one person more would bring, by job: the best post for somebody hired for it, and the chain behind.

    ``by_post``: post_id, seat, field, subject, and shortage, gain, moves, tie by which the best plan changes if one
    head more is counted on the post (below zero is better; the newcomer's own points are not counted). ``by_seat``:
    seat (job and subject), posts, the best of its posts (post_id) and the same figures there, the most useful first.
    Posts that can take nobody have no row.
    """

    by_post: pl.DataFrame
    by_seat: pl.DataFrame


def relief(aims: Aims) -> pl.Expr:
    """By how much a change relieves a plan, above zero is better: in weights of a whole missing post, or, where levels
    are weighed against each other, in points; from columns shortage and gain as ``newcomers`` has them.
    """
    return -pl.col("gain") if aims.is_weighted else -pl.col("shortage") / aims.whole


def newcomers(workings: Workings) -> Newcomers:
    """One head more on each post in play: the cheapest chain from there to an open seat, exactly.

    None where a side limit binds: then it depends on what the limit leaves to the chain.
    """
    components = 0 if workings.is_bound else workings.problem.size["components"]
    rows = [row for c in range(components) for row in _arrivals(part_of(workings, [c]))]
    posts = workings.facts.posts.select(
        pl.col("post").cast(pl.Int64), "post_id", seat_name(pl.col("job"), pl.col("subject")).alias("seat"), "field",
        "subject",
    )  # fmt: skip
    schema = dict.fromkeys(("post", "shortage", "gain", "moves", "tie"), pl.Int64)
    frame = pl.DataFrame(rows, schema, orient="row").join(posts, on="post", how="left", validate="1:1")
    levels = ("shortage", "gain", "moves", "tie")
    by_post = frame.select("post_id", "seat", "field", "subject", *levels).sort("post_id")
    best = by_post.sort(*levels, "post_id").group_by("seat", maintain_order=True)
    by_seat = best.agg(pl.len().cast(pl.Int64).alias("posts"), pl.col("post_id", *levels).first())
    return Newcomers(by_post, by_seat.select("seat", "posts", "post_id", *levels))


def _arrivals(part: Part) -> list[tuple[int, int, int, int, int]]:
    """Row of the post and the cost by level of one head more, where there is room for it somewhere."""
    if not len(part.people):
        return []
    chains = chains_to(part, arcs_of(part), part.sink)
    return [(int(part.posts[q]), *part.vector(chains.cost[q])) for q in range(part.sink) if chains.reached[q]]


@dataclass(frozen=True, slots=True)
class MoveWorth:
    """One move more at a rung of the ladder: shortage cost and seats at ``moves`` and at one more.

    ``proven``: both are proven best; else the difference is that of the plans found.
    """

    moves: int
    shortage: int
    shortage_with_one_more: int
    seats: int
    seats_with_one_more: int
    proven: bool


def moves_worth(workings: Workings, budgets: Sequence[int]) -> list[MoveWorth]:
    """What one move more would close at each number of moves, solved at both; without a limit it brings nothing.

    Nothing where shortage is not the first level, or where another limit binds that a rung would not keep.
    """
    facts, problem = workings.facts, workings.problem
    if problem.aims.is_weighted or (workings.is_bound and not workings.is_bound_by_moves_alone):
        return []
    scope = workings.whole_scope or workings.scope
    rows = facts.posts[problem.posts]
    need, priority = rows["need"].fill_null(0).to_numpy(), rows["priority"].to_numpy()
    wanted = sorted({b for budget in budgets for b in (budget, budget + 1)})
    rungs = {r.moves: r for r in ladder(problem, scope, need, priority, Outside(0, 0), wanted)}
    found = []
    for budget in sorted(set(budgets)):
        here, more = rungs[budget], rungs[budget + 1]
        if "NOT_POSSIBLE" in {here.status, more.status}:
            continue
        proven = here.status == more.status == "OPTIMAL"
        found.append(MoveWorth(budget, here.shortage_cost, more.shortage_cost, here.missing_seats,
                               more.missing_seats, proven))  # fmt: skip
    return found


@dataclass(frozen=True, slots=True)
class DecisionPrice:
    """What a decision costs: by how much the best plan without it is better, by level (0 0 0 0: it does not bind).

    ``cost`` is None where another decision can only be kept because of this one: without it no plan exists.
    """

    decision: Decision
    cost: Vector | None


@dataclass(frozen=True, slots=True)
class Binding:
    """What binds a plan: posts in play by state, and every decision with its price."""

    at_capacity: int
    at_floor: int
    frozen: int
    open_posts: int
    decisions: tuple[DecisionPrice, ...]


def binding(workings: Workings, priced: int | None = None) -> Binding:
    """Counts of posts, and each decision left out in turn and the plan solved again.

    ``priced``: only so many decisions, the first in canonical order; each may cost as much as the plan itself.
    """
    scope, heads = workings.scope, workings.solution.heads
    room = scope.high > scope.low
    frozen = workings.facts.posts["need"].is_null().sum()
    full, lowest = (heads == scope.high) & room, (heads == scope.low) & room
    decisions = decisions_of(workings.facts, workings.dataset)
    prices = [DecisionPrice(one, _without(workings, decisions, one)) for one in decisions[:priced]]
    return Binding(int(full.sum()), int(lowest.sum()), int(frozen), int((room & ~full & ~lowest).sum()), tuple(prices))


def _without(workings: Workings, decisions: Sequence[Decision], out: Decision) -> Vector | None:
    then = _best_without(workings, decisions, out)
    if then is None:
        return None
    shortage, gain, moves, tie = (a - b for a, b in zip(_cost(workings), _cost(then), strict=True))
    return shortage, gain, moves, tie


def _best_without(workings: Workings, decisions: Sequence[Decision], out: Decision) -> Workings | None:
    """The best plan without a decision; the plan itself where the decision leaves its person everything."""
    if out.kind is DecisionKind.FORCE or workings.is_bound:
        # The rules may allow the forced pair without the decision, on other terms: only its candidates tell. Under a
        # limit the whole plan has to be made again.
        rows = workings.dataset["decisions"]
        mine = (pl.col("employee_id") == out.employee_id) & (pl.col("kind") == out.kind.value)
        mine &= pl.col("post_id").eq_missing(pl.lit(out.post_id)) & pl.col("reason").eq_missing(pl.lit(out.reason))
        try:
            return worked_out(workings.dataset.replace(decisions=rows.filter(~mine)), workings.policy)
        except NoPlanError:
            return None
    if workings.problem.rank[out.person] == NOBODY or keeps(workings.problem, out).all():
        return workings
    scope = narrowed(workings.problem, [one for one in decisions if one is not out])
    return replace(workings, scope=scope, solution=solve(workings.problem, scope))


def _cost(workings: Workings) -> Vector:
    facts, problem, solution = workings.facts, workings.problem, workings.solution
    held = solution.chosen[solution.chosen != NOBODY]
    heads, aims = heads_after(facts, problem, solution), problem.aims
    shortage, gain = shortage_of(facts, heads, aims)["shortage"], int(problem.gain[held].astype(np.int64).sum())
    if aims.is_weighted:
        shortage, gain = 0, gain - seat_points(facts, heads, aims)
    return (
        shortage,
        -gain,
        int((~problem.stays()[held]).sum()),
        tie_total(facts, workings.pairs, problem, solution.chosen),
    )


@dataclass(frozen=True, slots=True)
class Money:
    """What the moves change in allowances: a year's budget, and a mean for each seat that is closed.

    ``price_of_a_million`` is 0 where no limit of money binds this plan, so that a million rupiah more would change
    nothing; None where one does: limits.csv tells its price.
    ``unknown`` counts movers of whom an allowance is not on record; they are in neither figure.
    """

    yearly: int
    unknown: int
    seats_closed: int
    yearly_per_seat: int | None
    price_of_a_million: int | None = 0


def money(workings: Workings, moves: pl.DataFrame) -> Money:
    """From the plan's table ``moves`` (allowance_change a month); seats closed: fewer missing than before."""
    need = workings.facts.posts["need"].fill_null(0).to_numpy()
    before = workings.facts.posts["filled"].to_numpy()
    after = before.copy()
    after[workings.problem.posts] = workings.solution.heads
    closed = int(np.maximum(need - before, 0).sum() - np.maximum(need - after, 0).sum())
    yearly = 12 * int(moves["allowance_change"].sum() or 0)
    mean = round(yearly / closed) if closed else None
    kinds = [] if workings.limits is None else workings.limits.kinds_searched
    price = None if any(kind.startswith("MONEY") for kind in kinds) else 0
    return Money(yearly, moves["allowance_change"].null_count(), closed, mean, price)


def score_by_part(workings: Workings) -> pl.DataFrame:
    """part, points (summed over all moves), moves (to which it gives or takes points), in the order of PARTS.

    The points add up to level 2 of the plan.
    """
    problem, chosen = workings.problem, workings.solution.chosen
    held = chosen[chosen != NOBODY]
    held = held[~problem.stays()[held]]
    taken = pl.DataFrame({
        "person": pl.Series(problem.persons[problem.person_of_pair()[held]], dtype=pl.UInt32),
        "post": pl.Series(problem.posts[problem.post[held]], dtype=pl.UInt32),
    }).sort("person")  # fmt: skip
    pairs = taken.join(workings.pairs, on=["person", "post"], how="left", validate="1:1", maintain_order="left")
    found = parts(workings.facts, workings.dataset, workings.policy, pairs)
    rows = [(name, int(found[name].sum()), int((found[name] != 0).sum())) for name in PARTS]
    return pl.DataFrame(rows, {"part": pl.String, "points": pl.Int64, "moves": pl.Int64}, orient="row")


def rungs_that_bind(made: int, budgets: Sequence[int]) -> list[int]:
    """Numbers of moves below those that the plan makes.

    >>> rungs_that_bind(60, (25, 50, 100))
    [25, 50]
    """
    return [budget for budget in sorted(budgets) if budget < made]
