"""The ladder of moves against every assignment of small worlds."""

import numpy as np
from hypothesis import given, settings
from worlds import SIX_PEOPLE, World, every_assignment, worlds

from penata.planning.engine.solve import scope_of
from penata.planning.ladder import Outside, Rung, ladder
from penata.planning.problem import Problem


def rungs(world: World, budgets: list[int]) -> list[Rung]:
    problem = world.problem
    need, priority = needs(problem, world)
    return ladder(problem, scope_of(problem), need, priority, Outside(0, 0), budgets)


def needs(problem: Problem, world: World) -> tuple[np.ndarray, np.ndarray]:
    rows = world.facts.posts[problem.posts]
    return rows["need"].fill_null(0).to_numpy(), rows["priority"].to_numpy()


def shortage_at_floor(problem: Problem, world: World) -> int:
    """Shortage cost of all posts in play with everybody but the floor taken away."""
    need, priority = needs(problem, world)
    total = 0
    for floor, wanted, weight in zip(problem.floor.tolist(), need.tolist(), priority.tolist(), strict=True):
        for k in range(1, max(wanted - floor, 0) + 1):
            total += (2 * 1_000_000 * weight * (2 * k - 1) + wanted) // (2 * wanted)
    return total


@settings(max_examples=200)
@given(worlds)
def test_rungs_are_exact_or_bracket_the_least_shortage(world: World) -> None:
    problem = world.problem
    base = shortage_at_floor(problem, world)
    found = every_assignment(problem).values()
    for rung in rungs(world, [1, 2, 3]):
        least = min(cost[0] for cost in found if cost[2] <= rung.moves) + base
        assert rung.moves_used <= rung.moves
        assert rung.bound <= least <= rung.shortage_cost
        if rung.status == "OPTIMAL":
            assert rung.shortage_cost == least


@settings(max_examples=100)
@given(worlds)
def test_rungs_spend_no_move_without_use(world: World) -> None:
    problem = world.problem
    base = shortage_at_floor(problem, world)
    found = list(every_assignment(problem).values())
    for rung in rungs(world, [1, 2, 3]):
        fewest = min(cost[2] for cost in found if cost[0] + base == rung.shortage_cost)
        assert rung.moves_used == fewest


def test_two_seats_two_budgets() -> None:
    world = World(
        homes=(0, 0, 0), needs=(1, 2), safe=(None, None), priority=(1, 1), pairs=((0, 1, 0), (1, 1, 0), (2, 1, 0))
    )
    assert [(r.moves_used, r.missing_seats, r.status) for r in rungs(world, [1, 2])] == [
        (1, 1, "OPTIMAL"),
        (2, 0, "OPTIMAL"),
    ]


def test_somebody_who_must_leave_uses_up_the_first_move() -> None:
    problem = SIX_PEOPLE.problem
    scope = scope_of(problem)
    own = problem.stays() & (problem.persons[problem.person_of_pair()] == 0)
    scope.allowed[own] = False
    need, priority = needs(problem, SIX_PEOPLE)
    (rung,) = ladder(problem, scope, need, priority, Outside(0, 0), [1])
    assert (rung.moves_used, rung.status) == (1, "OPTIMAL")
