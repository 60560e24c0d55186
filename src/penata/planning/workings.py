"""The workings of a plan: everything it was computed from, with its solution, kept for whoever has to explain it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import polars as pl

from penata.eligibility import Candidates, candidates
from penata.facts import Facts, facts_of
from penata.merit import gains
from penata.planning.decisions import decisions_of, is_void, narrowed
from penata.planning.engine.prices import Depth, Scope, price
from penata.planning.engine.solve import NoAssignmentError, Solution, solve
from penata.planning.exchange.first import begun
from penata.planning.limits.bounded import Bounded, LimitClashError, bounded
from penata.planning.limits.kinds import rows_of
from penata.planning.limits.standing import Standing, is_cheapest, left_open, standing_from, standing_of
from penata.planning.objectives import aims_of
from penata.planning.obstacles import Clash, clashes, limit_clashes
from penata.planning.problem import NOBODY, Ints, Problem, problem_of
from penata.planning.tolerance import Tolerated, tolerated
from penata.policy import Policy
from penata.policy.aims import Tolerance
from penata.tables import Dataset, InputError

Step = Callable[[str], None]


class NoPlanError(Exception):
    """Decisions that cannot be kept together stand in the way; ``clashes`` lists every set."""

    def __init__(self, found: list[Clash]) -> None:
        """Keep the clashes."""
        super().__init__(f"no plan exists: {len(found)} clashes of decisions")
        self.clashes = found


@dataclass(frozen=True, slots=True, eq=False)
class Workings:
    """What one plan was computed from, and its solution.

    ``pairs``: the candidates (see docs/data_path.md, "Pairs") with ``gain``; ``problem`` and ``scope`` the same as
    numbers, ``solution`` who holds which pair, with the prices of the posts in play. ``limits``: how the plan stands
    under side limits. Where one of them binds, ``problem`` has its tolls and ``scope`` only what the limits did not
    decide (``left_open``), so that the solution is the best in it like that of any other plan; ``whole_scope`` is all
    that the decisions leave open. ``bounded``: how far a plan that was just made is proven. ``tolerated``: what a
    tolerance led to, where the policy set one; ``policy`` and ``problem`` are then those without it.
    """

    dataset: Dataset
    policy: Policy
    facts: Facts
    found: Candidates
    pairs: pl.DataFrame
    problem: Problem
    scope: Scope
    solution: Solution
    limits: Standing | None = None
    whole_scope: Scope | None = None
    bounded: Bounded | None = None
    tolerated: Tolerated | None = None

    @property
    def is_bound(self) -> bool:
        """Whether a side limit binds: the plan is then the best under its limits, not without them."""
        return self.limits is not None and self.limits.is_bound

    @property
    def is_bound_by_moves_alone(self) -> bool:
        """Whether the limit on all moves is the only one that the plan was searched under."""
        kinds = [] if self.limits is None else self.limits.kinds_searched
        return kinds == ["MAX_MOVES"]

    @property
    def labels(self) -> Ints:
        """Prices as the limbs in which they are compared (p, 3): shortage · scale and gain, moves, tie."""
        prices = self.solution.prices
        return np.column_stack([prices[:, 0] * self.problem.scale + prices[:, 1], prices[:, 2:]])


def worked_out(dataset: Dataset, policy: Policy, *, step: Step = lambda _: None) -> Workings:
    """Everything up to the best assignment.

    ``step`` is told in Indonesian what begins. Raises NoPlanError where decisions clash, InputError where the
    policy names what does not exist.
    """
    dataset, policy = begun(dataset, policy)
    facts, found, pairs, problem = _prepared(dataset, policy, step)
    scope = _scope(dataset, facts, problem, found)
    step("mencari susunan terbaik (pemakaian pertama menyiapkan mesin hitung: sekitar setengah menit)")
    allowed: Tolerated | None = None
    try:
        if policy.tolerance != Tolerance():
            rows_under = partial(rows_of, facts, dataset, problem=problem)
            allowed = tolerated(facts, policy, problem, scope, rows_under)
            policy, problem = allowed.policy, allowed.problem
        rows = rows_of(facts, dataset, policy, problem)
        if not rows.limits:
            solution = solve(problem, scope)
            return Workings(dataset, policy, facts, found, pairs, problem, scope, solution, tolerated=allowed)
        plan = bounded(problem, scope, rows)
    except NoAssignmentError:
        raise NoPlanError(clashes(problem, facts, decisions_of(facts, dataset), barred_in_words(found))) from None
    except LimitClashError as error:
        raise NoPlanError(limit_clashes(problem, decisions_of(facts, dataset), rows, error)) from None
    limits = standing_of(plan)
    still = left_open(plan.problem, scope, plan.solution) if limits.is_bound else scope
    return Workings(dataset, policy, facts, found, pairs, plan.problem, still, plan.solution, limits, scope, plan,
                    allowed)  # fmt: skip


def reopened(
    dataset: Dataset, policy: Policy, assignments: pl.DataFrame, prices: pl.DataFrame,
    limits: pl.DataFrame | None = None, *, step: Step = lambda _: None,
) -> Workings:  # fmt: skip
    """The workings of a plan that was written, from its tables ``assignments``, ``prices`` and, where the policy sets
    side limits, ``limits``: nothing is solved again. Where a policy sets a tolerance, ``policy`` is the one without it
    that the plan tells (``tolerance.settled``).

    Raises InputError where these tables do not belong to this dataset and policy, or do not prove each other.
    """
    dataset, policy = begun(dataset, policy)
    facts, found, pairs, problem = _prepared(dataset, policy, step)
    scope = _scope(dataset, facts, problem, found)
    solution = _solution(facts, problem, assignments, prices)
    workings = Workings(dataset, policy, facts, found, pairs, problem, scope, solution)
    rows = rows_of(facts, dataset, policy, problem)
    if rows.limits:
        standing = None if limits is None else standing_from(rows, solution.chosen, limits, problem)
        if standing is None:
            raise InputError([_FOREIGN_LIMITS])
        tolled = standing.tolled(problem)
        still = left_open(tolled, scope, solution) if standing.is_bound else scope
        exact = standing.is_exact and is_cheapest(tolled, scope, solution)
        standing = replace(standing, is_exact=exact)
        workings = replace(workings, problem=tolled, scope=still, limits=standing, whole_scope=scope)
    if not _is_best(workings):
        raise InputError([_FOREIGN])
    return workings


_FOREIGN = (
    "assignments dan prices tidak saling membuktikan untuk himpunan data dan kebijakan ini; pakai folder rencana yang "
    "dibuat dari himpunan data ini, atau buat rencana lagi"
)


_FOREIGN_LIMITS = (
    "limits.csv tidak ada atau tidak cocok dengan batas dalam policy.toml ([limits]) dan penempatan ini; pakai folder "
    "rencana yang dibuat dari himpunan data dan kebijakan ini, atau buat rencana lagi"
)


def _prepared(dataset: Dataset, policy: Policy, step: Step) -> tuple[Facts, Candidates, pl.DataFrame, Problem]:
    step("menyiapkan fakta pegawai dan formasi")
    facts = facts_of(dataset, policy)
    step("mencari siapa boleh ke mana")
    found = candidates(facts, dataset, policy)
    step("menilai kecocokan")
    pairs = found.pairs.with_columns(gains(facts, dataset, policy, found.pairs).alias("gain"))
    step("menyusun persoalan")
    problem = problem_of(facts, pairs, aims_of(policy, facts.posts["need"].fill_null(0).to_numpy()))
    return facts, found, pairs, replace(problem, engine=policy.engine)


def _scope(dataset: Dataset, facts: Facts, problem: Problem, found: Candidates) -> Scope:
    """What the decisions leave open; raises NoPlanError already where one of them is void by itself."""
    decisions = decisions_of(facts, dataset)
    if any(is_void(problem, facts, decision) for decision in decisions):
        raise NoPlanError(clashes(problem, facts, decisions, barred_in_words(found)))
    return narrowed(problem, decisions)


def barred_in_words(found: Candidates) -> dict[tuple[str, str], str]:
    """What bars each forced pair, in words: the rules with what they demand, and what to do."""
    rules = {rule.id: rule for rule in found.rules}
    words: dict[tuple[str, str], str] = {}
    for who, where, rule_id in found.forced_barred.iter_rows():
        if rule_id not in rules:  # a person who does not count; said where no rule bars
            continue
        rule = rules[rule_id]
        text = "syarat pribadi" if rule.sensitive else f"aturan {rule.id}: {rule.demand}. {rule.remedy.rstrip('.')}"
        words[who, where] = f"{words[who, where]}; juga {text}" if (who, where) in words else text
    return words


def _solution(facts: Facts, problem: Problem, assignments: pl.DataFrame, prices: pl.DataFrame) -> Solution:
    """Who holds which pair, and the prices of the posts in play, as the tables of a plan tell them."""
    rank = np.full(facts.posts.height, NOBODY, np.int64)
    rank[problem.posts] = np.arange(len(problem.posts))
    sits = facts.persons.select("employee_id").join(
        assignments.join(facts.posts.select("post_id", "post"), on="post_id", how="left", validate="m:1"),
        on="employee_id", how="left", validate="1:1", maintain_order="left",
    )  # fmt: skip
    row = sits["post"].cast(pl.Int64).fill_null(NOBODY).to_numpy()[problem.persons]
    held = np.where(row == NOBODY, NOBODY, rank[row])
    person = problem.person_of_pair()
    at = np.flatnonzero(problem.post == held[person])
    chosen = np.full(len(problem.persons), NOBODY, np.int64)
    chosen[person[at]] = at
    listed = facts.posts.select("post_id").join(prices, on="post_id", how="left", validate="1:1", maintain_order="left")
    levels = listed.select("shortage", "gain", "moves", "tie")[problem.posts]
    if bool((chosen[held != NOBODY] == NOBODY).any()) or levels.null_count().sum_horizontal().item():
        raise InputError([_FOREIGN])
    heads = problem.fixed + np.bincount(problem.post[chosen[chosen != NOBODY]], minlength=len(problem.posts))
    return Solution(chosen, heads, levels.to_numpy().astype(np.int64), 0, 0, 0)


def _is_best(workings: Workings) -> bool:
    """Whether the assignment carries its certificate, and its prices are those of the best assignment."""
    problem, solution = workings.problem, workings.solution
    labels = np.zeros_like(workings.labels)
    whole = (0, len(problem.person_bound) - 1)
    allowed = workings.scope.allowed[solution.chosen[solution.chosen != NOBODY]]
    within = (workings.scope.low <= solution.heads) & (solution.heads <= workings.scope.high)
    seated = workings.scope.none_is_open[solution.chosen == NOBODY]
    if not (allowed.all() and within.all() and seated.all()):
        return False
    settled = price(
        problem, solution.chosen, solution.heads, workings.scope, Depth(problem.scale, 1, 1, 1), whole, labels
    )
    if workings.is_bound:  # prices at tolls hold for more than the limits left open, so they are not the only ones
        return bool(settled.all())
    return bool(settled.all()) and np.array_equal(labels, workings.labels)
