"""Aims: filling the worst first against every assignment, weighing levels, and the verifier's own sums beside them."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import World, cost_of, every_assignment, worlds

from penata.planning.engine.solve import Solution, scope_of, solve
from penata.planning.objectives import HIGHEST_PRIORITY, LARGEST_NEED, Aims, aims_of
from penata.planning.problem import Problem
from penata.planning.verify.value import Measure
from penata.policy import Policy
from penata.policy.aims import LevelWeights
from penata.tables import TABLES, InputError

DAY = dt.date(2026, 1, 1)
WORST_FIRST = Aims("worst_first")
Profile = list[tuple[Fraction, int]]


def profile(problem: Problem, world: World, choice: tuple[int, ...]) -> Profile:
    """Relative shortage and priority of every empty seat of a world, the worst first; posts out of play among them."""
    heads = np.bincount(
        [h for h in world.homes if h is not None], minlength=len(world.needs)
    ) + np.array(world.bystanders or (0,) * len(world.needs))  # fmt: skip
    for person, pair in enumerate(choice):
        home = problem.home[person]
        if home >= 0:
            heads[problem.posts[home]] -= 1
        if pair >= 0:
            heads[problem.posts[problem.post[pair]]] += 1
    return sorted(
        (
            (Fraction(k, need), world.priority[post])
            for post, need in enumerate(world.needs)
            if need
            for k in range(1, need - int(heads[post]) + 1)
        ),
        reverse=True,
    )


@settings(max_examples=150)
@given(worlds)
def test_worst_first_leaves_the_lexicographically_least_profile_of_relative_shortages(world: World) -> None:
    problem = world.problem_under(WORST_FIRST)
    solution = solve(problem, scope_of(problem))
    profiles = {choice: profile(problem, world, choice) for choice in every_assignment(problem)}
    mine = profiles[tuple(solution.chosen.tolist())]
    assert mine == min(profiles.values())
    assert len(mine) == min(len(one) for one in profiles.values())


@settings(max_examples=100)
@given(worlds)
def test_worst_first_breaks_equal_profiles_by_gain_then_moves_then_tie(world: World) -> None:
    problem = world.problem_under(WORST_FIRST)
    solution = solve(problem, scope_of(problem))
    everything = every_assignment(problem)
    least = min(profile(problem, world, choice) for choice in everything)
    alike = [cost[1:] for choice, cost in everything.items() if profile(problem, world, choice) == least]
    assert vector(problem, solution)[1:] == min(alike)


@settings(max_examples=150)
@given(worlds, st.integers(0, 20))
def test_weighted_plan_is_the_best_value_of_all_assignments(world: World, points: int) -> None:
    problem = world.problem_under(Aims("squared", "weighted", points))
    solution = solve(problem, scope_of(problem))
    assert weighed(vector(problem, solution)) == min(weighed(cost) for cost in every_assignment(problem).values())
    assert solution.prices[:, 0].tolist() == [0] * len(problem.posts)


def test_weighted_plan_leaves_a_seat_empty_that_costs_more_points_than_it_weighs() -> None:
    world = World(homes=(0, 0), needs=(1, 1), safe=(None,) * 2, priority=(1, 1), pairs=((0, 1, -50), (1, 1, -60)))
    heads = [solve(p, scope_of(p)).heads.tolist() for points in (49, 50, 51)
             if (p := world.problem_under(Aims("squared", "weighted", points)))]  # fmt: skip
    assert heads == [[2, 0], [2, 0], [1, 1]]


def vector(problem: Problem, solution: Solution) -> tuple[int, int, int, int]:
    return cost_of(problem, tuple(solution.chosen.tolist()), solution.heads)


def weighed(cost: tuple[int, int, int, int]) -> tuple[int, int, int]:
    return cost[0] + cost[1], cost[2], cost[3]


def test_worst_first_fills_one_of_three_before_two_of_seven() -> None:
    """Squared does it the other way round: two missing of seven weigh 3/7 there, one missing of three 1/3."""
    world = World(homes=(0,), needs=(0, 3, 7), safe=(None,) * 3, priority=(1, 1, 1), pairs=((0, 1, 0), (0, 2, 0)),
                  bystanders=(0, 2, 5))  # fmt: skip
    heads = [solve(p, scope_of(p)).heads.tolist() for aims in (WORST_FIRST, Aims()) if (p := world.problem_under(aims))]
    assert heads == [[0, 3, 5], [0, 2, 6]]


posts = st.lists(
    st.tuples(st.integers(0, 400), st.integers(1, 400), st.integers(1, HIGHEST_PRIORITY)).map(
        lambda post: (min(post[0], post[1]), post[1], post[2])
    ),
    min_size=1, max_size=8,
)  # fmt: skip


@given(posts, st.integers(0, 2000))
def test_verifier_sums_empty_seats_as_the_solver_does(table: list[tuple[int, int, int]], points: int) -> None:
    missing, need, priority = (np.array(column, np.int64) for column in zip(*table, strict=True))
    for aims, measure in (
        (Aims(), Measure()), (WORST_FIRST, Measure(fineness=10**6)),
        (Aims("worst_first", unit=LARGEST_NEED**2), Measure(fineness=LARGEST_NEED**2)),
    ):  # fmt: skip
        assert int(measure.shortage(missing, need, priority).sum()) == aims.total(need - missing, need, priority)
    weighted = Measure(points=points, weighted=True).seats(missing, need, priority)
    assert [int(column.sum()) for column in weighted] == [
        0, Aims("squared", "weighted", points).total(need - missing, need, priority),
    ]  # fmt: skip


def test_worst_first_tells_every_two_relative_shortages_apart() -> None:
    """All k / d of all needs up to 300, in their order; the priority breaks equal ones."""
    seats = sorted({(Fraction(k, need), priority) for need in range(1, 301) for k in range(1, need + 1)
                    for priority in (1, HIGHEST_PRIORITY)})  # fmt: skip
    ratio = [(one.numerator, one.denominator, priority) for one, priority in seats]
    cost = WORST_FIRST.cost(*(np.array(column, np.int64) for column in zip(*ratio, strict=True)))
    assert all(here < there for here, there in pairwise(cost.tolist()))


def test_highest_priority_is_that_of_the_table() -> None:
    assert TABLES["posts"]["priority"].maximum == HIGHEST_PRIORITY


def test_unit_of_worst_first_grows_with_the_largest_need() -> None:
    policy = Policy(DAY, DAY, shortage="worst_first")
    units = [aims_of(policy, np.array([3, most])).unit for most in (1000, 1001, LARGEST_NEED)]
    assert units == [1_000_000, 1001**2, LARGEST_NEED**2]
    with pytest.raises(InputError, match="10001 orang pada satu formasi"):
        aims_of(policy, np.array([LARGEST_NEED + 1]))


def test_levels_that_are_compared_follow_the_mode() -> None:
    weighted = aims_of(replace(Policy(DAY, DAY), mode="weighted", level_weights=LevelWeights(700)), np.array([1]))
    assert [level.name for level in Aims().levels] == ["shortage", "gain", "moves", "tie"]
    assert [level.name for level in weighted.levels] == ["value", "moves", "tie"]
    assert (weighted.unit, weighted.measure) == (700, Aims())
