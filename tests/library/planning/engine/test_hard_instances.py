"""Small versions of the hard instances of the benchmarks: the engine against OR-Tools, and against the verifier."""

from dataclasses import replace

import numpy as np
import pytest
from benchmarks import peers
from benchmarks.hard import KINDS, Shape, hard
from benchmarks.instance import policy
from hypothesis import given, settings
from hypothesis import strategies as st

from penata.planning.engine.solve import Solution, scope_of, solve
from penata.planning.problem import Problem
from penata.planning.verify.bound import bound_of
from penata.planning.verify.ground import ground_of
from penata.planning.verify.value import Ties, value_of

MOST = 100
"""People of one cell here: the shapes are made smaller, not tamer."""


def small(kind: str) -> Shape:
    shape = KINDS[kind]
    posts = 2 if shape.people > 50 else 5
    return replace(
        shape, people=MOST // posts, posts=posts, candidates=min(4, posts), elsewhere=min(shape.elsewhere, 2)
    )


def exact_weights(problem: Problem) -> tuple[int, int]:
    """Weights of shortage and gain with which one flow cannot sell a level for a lower one."""
    people = problem.size["people"]
    of_gain = people + 1
    span = 2 * people * int(np.abs(problem.gain).max(initial=0)) * of_gain + of_gain
    return span + 1, of_gain


def assignment(problem: Problem, solution: Solution, persons: int, own: np.ndarray) -> np.ndarray:
    """Post of every person of the dataset under a solution."""
    after = own.copy()
    after[problem.persons] = problem.posts[problem.post[solution.chosen]]
    assert len(after) == persons
    return after


@settings(max_examples=10, deadline=None)
@pytest.mark.parametrize("kind", KINDS)
@given(seed=st.integers(0, 2**32 - 1), people=st.integers(100, 600))
def test_hard_instance_is_solved_like_ortools_and_proven_by_the_verifier(kind: str, seed: int, people: int) -> None:
    made = hard(small(kind), people, seed)
    problem = made.problem
    solution = solve(problem, scope_of(problem))
    assert np.array_equal(
        solution.heads, problem.fixed + np.bincount(problem.post[solution.chosen], minlength=len(problem.posts))
    )

    for other in (
        solve(replace(problem, engine="ortools"), scope_of(problem)),
        solve(problem, scope_of(problem), threads=2),
        solve(problem, scope_of(problem), start=np.flatnonzero(problem.stays())),  # on the cell graph, even if restless
    ):
        assert np.array_equal(solution.chosen, other.chosen)

    of_shortage, of_gain = exact_weights(problem)
    found = peers.at_once(problem, of_shortage, of_gain)
    assert peers.value(problem, solution.chosen, solution.heads, of_shortage, of_gain) == found.objective

    ground = ground_of(made.dataset, policy(rules=False))
    ties = Ties(ground)
    after = assignment(problem, solution, len(ground.own), ground.own)
    gain = np.zeros(len(ground.own), np.int64)
    gain[problem.persons] = problem.gain[solution.chosen]
    prices = np.zeros((len(ground.need), 4), np.int64)
    prices[problem.posts] = solution.prices
    assert tuple(bound_of(ground, made.pairs, prices, ties)) == tuple(value_of(ground, after, gain, ties))


def test_hard_instances_are_hard_in_what_they_are_named_for() -> None:
    """Many moves where nobody rests, one component where cells are tied together, posts to be emptied."""
    solved = {kind: _solved(hard(small(kind), 600).problem) for kind in KINDS}
    components = {kind: problem.size["components"] for kind, (problem, _) in solved.items()}
    moving = {kind: float(np.mean(~problem.stays()[chosen])) for kind, (problem, chosen) in solved.items()}
    assert components["giant"] < components["regions"]
    assert moving["restless"] > 0.5 > moving["regions"]
    assert set(solved["equal"][0].gain.tolist()) == {0}
    assert (np.diff(solved["crowded"][0].seat_start) >= 50).any()


def _solved(problem: Problem) -> tuple[Problem, np.ndarray]:
    return problem, solve(problem, scope_of(problem)).chosen
