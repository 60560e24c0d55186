"""Plans under side limits against every assignment that keeps them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import SIX_PEOPLE, World, cost_of, every_assignment, worlds

from penata.planning.engine.solve import scope_of
from penata.planning.limits.bounded import LEVELS, Bounded, LimitClashError, bounded
from penata.planning.limits.exact import search
from penata.planning.limits.rows import Limit, Rows, joined
from penata.planning.problem import Problem

Vector = tuple[int, ...]


def row(problem: Problem, weight: np.ndarray, most: int) -> Rows:
    """One limit over all pairs with a weight."""
    pair = np.flatnonzero(weight)
    return Rows((Limit("ANY", "", most, ""),), np.array([0, len(pair)]), pair, weight[pair].astype(np.int64))


def moves_row(problem: Problem, most: int) -> Rows:
    return row(problem, (~problem.stays()).astype(np.int64), most)


def best_within(problem: Problem, rows: Rows) -> Vector | None:
    """The best assignment that keeps the limits, by brute force."""
    kept = [
        cost
        for choice, cost in every_assignment(problem).items()
        if (rows.used(np.array(choice, np.int64)) <= rows.most).all()
    ]
    return min(kept, default=None)


def cost(problem: Problem, plan: Bounded) -> Vector:
    return cost_of(problem, tuple(plan.solution.chosen.tolist()), plan.solution.heads)


def judged(problem: Problem, rows: Rows) -> None:
    """The plan is what it says: proven levels are those of the best, no bound is beaten, no limit exceeded."""
    best = best_within(problem, rows)
    if best is None:
        with pytest.raises(LimitClashError) as caught:
            bounded(problem, scope_of(problem), rows)
        assert caught.value.is_sure
        return
    plan = bounded(problem, scope_of(problem), rows)
    found = cost(problem, plan)
    assert (rows.used(plan.solution.chosen) <= rows.most).all()
    assert found[:3] == best[:3]
    assert "none" not in plan.proofs[:3]
    assert plan.behind[:3] == (0, 0, 0)
    assert found[3] - plan.behind[3] <= best[3] <= found[3]


@settings(max_examples=100)
@given(worlds, st.integers(0, 4))
def test_max_moves_gives_the_best_of_all_assignments_on_every_level(world: World, most: int) -> None:
    judged(world.problem, moves_row(world.problem, most))


@settings(max_examples=150)
@given(worlds, st.data())
def test_any_limits_give_the_best_of_all_assignments_that_keep_them(world: World, data: st.DataObject) -> None:
    problem = world.problem
    size = len(problem.post)
    parts = []
    for _ in range(data.draw(st.integers(1, 3))):
        scale = data.draw(st.sampled_from([1, 1, 7, 100_003]))
        weight = data.draw(st.lists(st.integers(-2, 4), min_size=size, max_size=size))
        weights = np.array(weight, np.int64) * scale + data.draw(st.integers(0, 1)) * (np.array(weight) > 2)
        if weights.any():
            parts.append(row(problem, weights, data.draw(st.integers(-2, 6)) * scale))
    if parts:
        judged(problem, joined(parts))


def apart_rows(problem: Problem, pairs_apart: list[tuple[int, int]]) -> Rows:
    """Of each two pairs at most one is held."""
    parts = []
    for two in pairs_apart:
        weight = np.zeros(len(problem.post), np.int64)
        weight[list(two)] = 1
        parts.append(row(problem, weight, 1))
    return joined(parts)


def crowd(people: int, posts: int) -> World:
    """Everybody sits on post 0 and may go to each of the others, which are empty and need one tenth of the people."""
    return World(
        homes=(0,) * people,
        needs=(people // 2, *(people // 10,) * posts),
        safe=(None,) * (posts + 1),
        priority=(1,) * (posts + 1),
        pairs=tuple((i, q, 1 + (7 * i + 3 * q) % 5) for i in range(people) for q in range(1, posts + 1)),
    )


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**16))
def test_limits_looked_at_in_turn_give_what_all_of_them_at_once_give(seed: int) -> None:
    """Many limits, few of them exceeded: the value is that of the program with every limit in it from the start."""
    problem = crowd(60, 5).problem
    rng = np.random.default_rng(seed)
    moves = np.flatnonzero(~problem.stays())
    rows = apart_rows(problem, [tuple(rng.choice(moves, 2, replace=False).tolist()) for _ in range(150)])
    scope = scope_of(problem)
    plan = bounded(problem, scope, rows)
    whole = search(problem.tolled(np.zeros(len(problem.post), np.int64)), scope, rows)
    assert whole.chosen is not None
    assert whole.finished >= 3
    heads = problem.fixed + np.bincount(problem.post[whole.chosen], minlength=len(problem.posts))
    assert len(rows.limits) > 10 * plan.over.sum()
    assert (rows.used(plan.solution.chosen) <= rows.most).all()
    assert "none" not in plan.proofs[:3]
    assert cost(problem, plan)[:3] == cost_of(problem, tuple(whole.chosen.tolist()), heads)[:3]


def test_a_group_too_large_to_be_searched_keeps_its_limits_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prices alone lead from one closed post to the next, and nothing may be searched: everybody stays."""
    monkeypatch.setattr("penata.planning.limits.exact.LARGEST", 0)
    monkeypatch.setattr("penata.planning.limits.exact.LARGEST_LINEAR", 0)
    posts = range(1, 9)
    world = World(homes=(0,), needs=(0, *[1] * 8), safe=(None,) * 9, priority=(1,) * 9,
                  pairs=tuple((0, q, 20 - q) for q in posts))  # fmt: skip
    problem = world.problem
    rows = joined([row(problem, (problem.post == q).astype(np.int64), 0) for q in posts])
    plan = bounded(problem, scope_of(problem), rows)
    assert plan.solution.chosen.tolist() == np.flatnonzero(problem.stays()).tolist()
    assert (rows.used(plan.solution.chosen) <= rows.most).all()


def test_staying_is_found_where_nothing_else_keeps_all_limits() -> None:
    """A ring of limits: whoever moves breaks one, so that the present is the only plan."""
    problem = crowd(40, 4).problem
    away = np.flatnonzero(~problem.stays())
    pairs = np.arange(len(problem.post))
    rows = joined([row(problem, np.isin(pairs, part).astype(np.int64), 0) for part in np.array_split(away, 80)])
    plan = bounded(problem, scope_of(problem), rows)
    assert plan.solution.chosen.tolist() == np.flatnonzero(problem.stays()).tolist()
    assert "none" not in plan.proofs[:3]


def test_a_limit_that_nobody_reaches_leaves_the_plain_plan() -> None:
    problem = SIX_PEOPLE.problem
    plan = bounded(problem, scope_of(problem), moves_row(problem, 6))
    assert plan.proofs == ("prices",) * LEVELS
    assert plan.price.tolist() == [0]
    assert not plan.binds


def test_a_swap_that_needs_two_moves_is_not_bought_by_one() -> None:
    """A swap worth 10 gives 0, 0, 10 for 0, 1, 2 moves: no price can tell, a search does."""
    world = World(homes=(0, 1), needs=(1, 1), safe=(None, None), priority=(1, 1), pairs=((0, 1, 6), (1, 0, 4)))
    problem = world.problem
    gains = []
    for most in range(3):
        plan = bounded(problem, scope_of(problem), moves_row(problem, most))
        gains.append((-cost(problem, plan)[1], plan.proofs[:3]))
    assert gains == [(0, ("prices",) * 3), (0, ("prices", "search", "prices")), (10, ("prices",) * 3)]
