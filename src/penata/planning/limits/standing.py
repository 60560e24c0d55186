"""How a plan stands under its limits: what is written of them, and what they leave open for whoever explains the plan.

Under tolls the prices of the posts are right, but a plan that keeps its limits need not be the one that is best at
these prices: of what is equally good the limits allow only some. Whatever the limits decided is closed: a person whose
seat is not the cheapest at the prices keeps just this seat, a post whose head count is not keeps it. In what is left
the plan is the best there is, and its prices prove it, like every other plan.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from penata.planning.engine.prices import Depth, Scope, tighten
from penata.planning.engine.solve import Solution
from penata.planning.limits.bounded import Bounded, scale_of
from penata.planning.limits.price import StepMore
from penata.planning.limits.rows import Limit, Rows
from penata.planning.limits.tolls import steps_of, toll_of
from penata.planning.problem import Ints, Mask, Problem, split
from penata.tables.plan import LIMIT_TABLES


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """The limits of a plan: ``used`` and ``price`` (r), the latter in limb 1 for each ``step`` (r); ``binds`` (r): the
    plan was searched under it, whether or not it is used up.

    ``is_exact``: the tolls prove shortage and gain: whatever lags behind at the prices lags behind under the limits.
    """

    rows: Rows
    used: Ints
    price: Ints
    step: Ints
    binds: Mask
    is_exact: bool = True

    @property
    def is_bound(self) -> bool:
        """Whether the plan was searched under any limit: then the plan is best under its limits, not without them."""
        return bool(self.binds.any())

    @property
    def binding(self) -> list[Limit]:
        """The limits that the plan was searched under and that it uses up."""
        return [self.rows.limits[i] for i in np.flatnonzero(self.binds & self.rows.used_up(self.used)).tolist()]

    @property
    def kinds_searched(self) -> list[str]:
        """The kind of every limit that the plan was searched under, used up or not."""
        return [self.rows.limits[i].kind for i in np.flatnonzero(self.binds).tolist()]

    @property
    def status(self) -> list[str]:
        """What the table says of each limit (r)."""
        binds = np.where(self.rows.used_up(self.used), "BINDS", "SEARCHED")
        return [str(name) for name in np.where(self.binds, binds, "HOLDS")]

    def bound_components(self, problem: Problem) -> Mask:
        """Which components a binding limit touches (c)."""
        touched = np.zeros(len(problem.person_bound) - 1, np.bool_)
        pair = self.rows.pair[np.repeat(self.binds, np.diff(self.rows.start))]
        touched[np.searchsorted(problem.start[problem.person_bound], pair, side="right") - 1] = True
        return touched

    def tolled(self, problem: Problem) -> Problem:
        """The problem with the tolls of the limits; as it is where none binds."""
        if not self.is_bound:
            return problem
        return problem.tolled(toll_of(self.rows, self.price, self.step, len(problem.post)), scale_of(problem))


def standing_of(plan: Bounded) -> Standing:
    """The standing of a plan that was just made."""
    used = plan.rows.used(plan.solution.chosen)
    return Standing(plan.rows, used, plan.price, plan.step, plan.binds, plan.proofs[:2] == ("prices", "prices"))


def left_open(problem: Problem, scope: Scope, solution: Solution) -> Scope:
    """What the limits did not decide; ``problem`` has the tolls, ``solution`` the prices at them."""
    prices, chosen = solution.prices, solution.chosen
    labels = np.column_stack([prices[:, 0] * problem.scale + prices[:, 1], prices[:, 2:]])
    tight = Scope(scope.allowed.copy(), scope.none_is_open.copy(), scope.low.copy(), scope.high.copy())
    depth, whole = Depth(problem.scale, 1, 1, 1), (0, len(problem.person_bound) - 1)
    tighten(problem, labels, tight, depth, whole)
    seated = chosen >= 0
    cheapest = np.where(seated, tight.allowed[np.maximum(chosen, 0)], tight.none_is_open)
    allowed = scope.allowed & cheapest[problem.person_of_pair()]
    allowed[chosen[seated]] = True
    none = np.where(cheapest, scope.none_is_open, ~seated)
    even = (tight.low <= solution.heads) & (solution.heads <= tight.high)
    return Scope(allowed, none, np.where(even, scope.low, solution.heads), np.where(even, scope.high, solution.heads))


def table_of(standing: Standing, scale: int, more: dict[int, StepMore]) -> pl.DataFrame:
    """The table limits of a plan folder; ``more``: what one step more of some limits brings, solved again."""
    shortage, gain = split(standing.price, scale)
    steps = [more.get(i) for i in range(len(standing.price))]
    frame = pl.DataFrame({
        "kind": [limit.kind for limit in standing.rows.limits],
        "subject": [limit.subject or None for limit in standing.rows.limits],
        "words": [limit.words for limit in standing.rows.limits],
        "most": standing.rows.most,
        "used": standing.used,
        "status": standing.status,
        "step": standing.step,
        "toll_shortage": shortage,
        "toll_gain": gain,
        "price_shortage": [None if step is None else step.shortage for step in steps],
        "price_gain": [None if step is None else step.gain for step in steps],
        "price_status": [None if step is None else "OPTIMAL" if step.is_proven else "FEASIBLE" for step in steps],
    }, strict=False)  # fmt: skip
    return LIMIT_TABLES["limits"].conform(frame)


def standing_from(rows: Rows, chosen: Ints, table: pl.DataFrame, problem: Problem) -> Standing | None:
    """The standing that a written table tells of an assignment; None where it does not belong to these limits."""
    used = rows.used(chosen)
    names = [(limit.kind, limit.subject, limit.most) for limit in rows.limits]
    told = table.select("kind", pl.col("subject").fill_null(""), "most").rows()
    if told != names or table["used"].to_list() != used.tolist() or (used > rows.most).any():
        return None
    price = table["toll_shortage"].to_numpy() * scale_of(problem) + table["toll_gain"].to_numpy()
    step = steps_of(rows)
    if (price < 0).any() or table["step"].to_list() != step.tolist():
        return None
    spent = bool((used[price > 0] == rows.most[price > 0]).all())
    return Standing(rows, used, price.astype(np.int64), step, (table["status"] != "HOLDS").to_numpy(), spent)


def is_cheapest(problem: Problem, scope: Scope, solution: Solution) -> bool:
    """Whether everybody's seat, and the head count of every post, cost least in shortage and gain at the prices."""
    labels = np.column_stack([solution.prices[:, 0] * problem.scale + solution.prices[:, 1], solution.prices[:, 2:]])
    tight = Scope(scope.allowed.copy(), scope.none_is_open.copy(), scope.low.copy(), scope.high.copy())
    labels[:, 1:] = 0
    tighten(problem, labels, tight, Depth(problem.scale, 1, 0, 0), (0, len(problem.person_bound) - 1))
    chosen, heads = solution.chosen, solution.heads
    seats = tight.allowed[chosen[chosen >= 0]].all() and tight.none_is_open[chosen < 0].all()
    return bool(seats and (tight.low <= heads).all() and (heads <= tight.high).all())
