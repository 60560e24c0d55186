"""The trade-off between two objectives against every assignment of small worlds."""

from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from worlds import World, every_assignment, worlds

from penata.planning.engine.solve import scope_of
from penata.planning.frontier import SECONDS, Frontier, Point, Second, supported
from penata.planning.problem import Problem

Costs = tuple[int, int]


def of_world(world: World, second: Second) -> tuple[Problem, Frontier]:
    """Pairs with points above zero are wishes here."""
    problem = world.problem
    need = world.facts.posts["need"].fill_null(0).to_numpy()[problem.posts]
    return problem, supported(problem, scope_of(problem), need, wished(problem), second, (0, 0))


def wished(problem: Problem) -> np.ndarray:
    return (problem.gain > 0) & ~problem.stays()


def every_pair_of_costs(problem: Problem, second: Second) -> set[Costs]:
    """Shortage and second cost of every assignment there is, shortage as the difference to the present posts."""
    present = next(cost[0] for choice, cost in every_assignment(problem).items() if cost[2] == 0)
    return {
        (cost[0] - present, cost[2] if second == "moves" else -sum(wished(problem)[a] for a in choice if a >= 0))
        for choice, cost in every_assignment(problem).items()
    }


def lower_hull(costs: set[Costs]) -> list[Costs]:
    """Corners of the convex hull that some weighing of both costs finds, the least first cost first."""
    best = sorted(costs)
    corners = [best[0]]
    while True:
        here = corners[-1]
        ahead = [one for one in best if one[1] < here[1]]
        if not ahead:
            return corners
        corners.append(min(ahead, key=lambda one: (Fraction(one[0] - here[0], here[1] - one[1]), one[1])))


def costs_of(found: Frontier, point: Point) -> Costs:
    return point.shortage, point.moves if found.second == "moves" else -point.wishes


@settings(max_examples=60)
@given(worlds)
def test_supported_points_are_the_lower_hull_of_all_assignments(world: World) -> None:
    for second in SECONDS:
        problem, found = of_world(world, second)
        everything = every_pair_of_costs(problem, second)
        told = [costs_of(found, point) for point in found.points]
        assert set(told) <= everything
        assert set(lower_hull(everything)) <= set(told)
        assert all(not (a <= c and b <= d) or (a, b) == (c, d) for a, b in everything for c, d in told)


@settings(max_examples=60)
@given(worlds)
def test_no_assignment_lies_below_the_bound_between_two_points(world: World) -> None:
    for second in SECONDS:
        problem, found = of_world(world, second)
        everything = every_pair_of_costs(problem, second)
        for amount in range(7):
            asked = amount if second == "moves" else -amount
            within = [one for one, other in everything if other <= asked]
            least, best = found.least(amount), found.best(amount)
            assert (least is None) == (best is None) == (not within)
            if within and least is not None and best is not None:
                assert least <= min(within) <= best.shortage


def test_chain_of_two_leaves_one_move_in_the_triangle() -> None:
    """The only way to close a seat is a chain of two: one move alone closes nothing, and the bound says how little."""
    world = World(homes=(0, 0, 1), needs=(1, 1, 1), safe=(None,) * 3, priority=(1,) * 3, pairs=((0, 1, 0), (2, 2, 0)))
    _, found = of_world(world, "moves")
    assert [(point.moves, point.missing_seats) for point in found.points] == [(2, -1), (0, 0)]
    assert (found.between, found.least(1), found.best(1)) == (1, -500_000, Point(0, 0, 0, 0))


def test_spread_keeps_both_ends() -> None:
    found = Frontier("moves", tuple(Point(100 - move, 0, move, 0) for move in range(50, -1, -1)))
    assert [point.moves for point in found.spread(3)] == [50, 25, 0]
    assert [point.moves for point in found.spread(2, (7, 60))] == [50, 7, 0]
    assert found.spread(60) == found.points
    assert (found.between, found.widest) == (0, 0)
