"""The solver against every assignment there is, and its certificate against its own arithmetic."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from worlds import SIX_PEOPLE, World, cost_of, every_assignment, worlds

from penata.planning.engine import levels
from penata.planning.engine.solve import NoAssignmentError, Solution, scope_of, solve
from penata.planning.problem import Problem


def best(problem: Problem) -> tuple[int, int, int, int]:
    return min(every_assignment(problem).values())


def cost(problem: Problem, solution: Solution) -> tuple[int, int, int, int]:
    return cost_of(problem, tuple(solution.chosen.tolist()), solution.heads)


def dual_bound(problem: Problem, solution: Solution) -> tuple[int, ...]:
    """Least of each person and each post at the prices, in Python's own whole numbers."""
    prices = [tuple(int(x) for x in row) for row in solution.prices]
    total = [0, 0, 0, 0]
    for i in range(len(problem.persons)):
        options = [(0, 0, 0, 0)] if problem.home[i] < 0 else []
        for a in range(problem.start[i], problem.start[i + 1]):
            q = problem.post[a]
            own = (0, -int(problem.gain[a]), int(q != problem.home[i]), int(problem.tie[a]))
            options.append(tuple(c + p for c, p in zip(own, prices[q], strict=True)))
        total = [t + x for t, x in zip(total, min(options), strict=True)]
    for q in range(len(problem.posts)):
        options = []
        for heads in range(problem.floor[q], problem.capacity[q] + 1):
            first = problem.seat_start[q]
            shortage = int(problem.seat_cost[first : first + heads - problem.floor[q]].sum())
            moved = heads - int(problem.fixed[q])
            options.append((shortage - prices[q][0] * moved, *(-p * moved for p in prices[q][1:])))
        total = [t + x for t, x in zip(total, min(options), strict=True)]
    return tuple(total)


@settings(max_examples=300)
@given(worlds)
def test_solve_reaches_the_best_of_all_assignments_on_every_level(world: World) -> None:
    problem = world.problem
    solution = solve(problem, scope_of(problem))
    assert cost(problem, solution) == best(problem)
    assert (solution.heads >= problem.floor).all()
    assert (solution.heads <= problem.capacity).all()


@settings(max_examples=300)
@given(worlds)
def test_prices_prove_the_solution(world: World) -> None:
    problem = world.problem
    solution = solve(problem, scope_of(problem))
    assert dual_bound(problem, solution) == cost(problem, solution)


@settings(max_examples=100)
@given(worlds)
def test_levels_one_by_one_give_the_same_plan_as_one_combined_cost(world: World) -> None:
    problem = world.problem
    together = solve(replace(problem, engine="ortools"), scope_of(problem))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(levels.Levels, "combined", lambda *_: False)
        apart = solve(replace(problem, engine="ortools"), scope_of(problem))
    assert apart.chosen.tolist() == together.chosen.tolist()


def test_careless_weight_sells_shortage_for_gain_and_the_labels_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a weight of 1 on shortage a large gain outbids it; the certificate must send the levels apart."""
    dear = World(SIX_PEOPLE.homes, SIX_PEOPLE.needs, SIX_PEOPLE.safe, SIX_PEOPLE.priority,
                 tuple((i, q, gain * 1_000_000) for i, q, gain in SIX_PEOPLE.pairs))  # fmt: skip
    problem = dear.problem
    monkeypatch.setattr(levels, "NODE_COST_LIMIT", 20_000_000)
    solution = solve(replace(problem, engine="ortools"), scope_of(problem))
    assert solution.sequential == 1
    assert cost(problem, solution) == best(problem)


def test_worked_example_of_six_people() -> None:
    """One seat is free at the third post: the second post's own candidate cannot be spared without a chain."""
    problem = SIX_PEOPLE.problem
    solution = solve(problem, scope_of(problem))
    places = {
        f"E{int(p):03d}": int(problem.posts[problem.post[a]])
        for p, a in zip(problem.persons, solution.chosen, strict=True)
    }
    assert places == {"E000": 0, "E001": 0, "E002": 1, "E003": 2}


def test_nobody_can_be_placed_where_a_forced_seat_is_missing() -> None:
    problem = SIX_PEOPLE.problem
    scope = scope_of(problem)
    scope.allowed[:] = False
    with pytest.raises(NoAssignmentError) as caught:
        solve(problem, scope)
    assert caught.value.components == [0]


def test_components_do_not_touch_each_other() -> None:
    world = World(homes=(0, 1, 2, 3), needs=(0, 1, 0, 1), safe=(None,) * 4, priority=(1,) * 4,
                  pairs=((0, 1, 1), (2, 3, 1)))  # fmt: skip
    problem = world.problem
    assert problem.size == {"people": 2, "posts": 4, "pairs": 4, "components": 2}
    assert np.diff(problem.post_bound).tolist() == [2, 2]
