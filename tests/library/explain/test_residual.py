"""Chains that make room against every assignment of small worlds."""

import numpy as np
from hypothesis import assume, given, settings
from worlds import World, every_assignment, workings_of, worlds

from penata.explain.residual import chains_to
from penata.planning.part import Part, cost_of, part_of
from penata.planning.problem import Problem
from penata.planning.warm import arcs_of

Vector = tuple[int, int, int, int]


def minus(a: Vector, b: Vector) -> Vector:
    return tuple(x - y for x, y in zip(a, b, strict=True))


def own_step(part: Part, i: int, pair: int) -> Vector:
    """Cost of a pair of a person minus that of the pair held."""

    def cost(a: int) -> Vector:
        return (0, -int(part.gain[a]), int(part.post[a] != part.home[i]), int(part.tie[a])) if a >= 0 else (0,) * 4

    return minus(cost(pair), cost(int(part.held[i])))


def with_pair(problem: Problem, person: int, pair: int) -> list[Vector]:
    return [cost for choice, cost in every_assignment(problem).items() if choice[person] == pair]


@settings(max_examples=150)
@given(worlds)
def test_a_seat_costs_the_own_step_and_the_cheapest_chain_back(world: World) -> None:
    work = workings_of(world)
    problem = work.problem
    assume(len(problem.persons))
    best = min(every_assignment(problem).values())
    for c in range(problem.size["components"]):
        part = part_of(work, [c])
        arcs = arcs_of(part)
        first = problem.start[problem.person_bound[c]]
        for i in range(len(part.people)):
            chains = chains_to(part, arcs, int(part.seat[i]))
            for a in range(part.begin[i], part.end[i]):
                worlds_with = with_pair(problem, int(problem.rank[part.people[i]]), int(first + a))
                q = int(part.post[a])
                assert bool(chains.reached[q]) == bool(worlds_with)
                if worlds_with:
                    chain = part.vector(chains.cost[q])
                    exact = tuple(x + y for x, y in zip(own_step(part, i, a), chain, strict=True))
                    assert exact == minus(min(worlds_with), best)
                    assert chains.target == q or chains.steps(q)[-1][1] == chains.target
                    assert i not in {by for _, _, by in chains.steps(q)}


@settings(max_examples=60)
@given(worlds)
def test_cost_of_a_part_is_that_of_its_assignment(world: World) -> None:
    work = workings_of(world)
    assume(len(work.problem.persons))
    total = np.sum([cost_of(part_of(work, [c])) for c in range(work.problem.size["components"])], axis=0)
    assert tuple(total.tolist()) == every_assignment(work.problem)[tuple(work.solution.chosen.tolist())]
