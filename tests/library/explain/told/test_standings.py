"""What a person lacks for a post, against brute force over small worlds."""

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st
from worlds import SIX_PEOPLE, World, cost_of, every_assignment, worlds

from penata.explain.told.standings import Standings
from penata.planning.engine.solve import NoAssignmentError, scope_of, solve
from penata.planning.problem import Problem


def solved(world: World) -> tuple[Problem, Standings]:
    problem = world.problem
    scope = scope_of(problem)
    try:
        return problem, Standings.solved(problem, scope, solve(problem, scope))
    except NoAssignmentError:
        assume(condition=False)
        raise


def lacks(problem: Problem, standings: Standings) -> dict[tuple[int, int], tuple[int, ...]]:
    """What each pair lacks, by person and pair."""
    person, pair = problem.person_of_pair(), np.arange(len(problem.post))
    rows = standings.behind(person, pair).tolist()
    return {(int(i), int(a)): tuple(row) for i, a, row in zip(person, pair, rows, strict=True)}


@given(worlds)
def test_nobody_lacks_less_than_nothing_and_who_sits_lacks_nothing(world: World) -> None:
    problem, standings = solved(world)
    for (i, a), lack in lacks(problem, standings).items():
        assert lack >= (0, 0, 0, 0)
        assert standings.chosen[i] != a or lack == (0, 0, 0, 0)


@given(worlds)
def test_ahead_are_those_who_hold_the_post_and_those_who_lack_less(world: World) -> None:
    problem, standings = solved(world)
    all_lacks = lacks(problem, standings)
    asked = [(i, a) for i, a in all_lacks if standings.chosen[i] != a]
    person, pair = np.array([i for i, _ in asked], np.int64), np.array([a for _, a in asked], np.int64)
    for (i, a), count in zip(asked, standings.ahead(person, pair).tolist(), strict=True):
        post = problem.post[a]
        waiting = sum(
            j != i and problem.post[b] == post and standings.chosen[j] != b and lack < all_lacks[i, a]
            for (j, b), lack in all_lacks.items()
        )
        assert count == standings.heads[post] + waiting


@given(worlds)
def test_alternatives_are_the_next_pairs_in_their_order(world: World) -> None:
    problem, standings = solved(world)
    all_lacks = lacks(problem, standings)
    found = standings.after_the_seat(np.arange(len(problem.persons)), 2)
    for i, row in enumerate(found.tolist()):
        rest = sorted(lack for (j, a), lack in all_lacks.items() if j == i and standings.chosen[i] != a)[:2]
        assert [all_lacks[i, a] for a in row if a >= 0] == rest


@given(worlds, st.integers(1, 3))
def test_best_in_a_place_lacks_least_of_the_pairs_there(world: World, places: int) -> None:
    problem, standings = solved(world)
    all_lacks = lacks(problem, standings)
    place_of_post = np.arange(len(problem.posts)) % places
    person = np.repeat(np.arange(len(problem.persons)), places)
    place = np.tile(np.arange(places), len(problem.persons))
    best, count, is_open = standings.best_in(person, place, place_of_post)
    for i, where, a, n, opened in zip(person, place, best, count, is_open, strict=True):
        there = {b: lack for (j, b), lack in all_lacks.items() if j == i and place_of_post[problem.post[b]] == where}
        assert bool(opened) == bool(there)
        assert n == sum(problem.post[b] != problem.home[i] for b in there)
        assert (a == -1) == (not there)
        assert a == -1 or there[a] == min(there.values())


@given(worlds)
def test_rivals_are_counted_with_what_the_next_lacks(world: World) -> None:
    problem, standings = solved(world)
    all_lacks = lacks(problem, standings)
    count, kept, least = standings.rivals(np.arange(len(problem.posts)))
    for q in range(len(problem.posts)):
        waiting = {
            (i, a): lack for (i, a), lack in all_lacks.items() if problem.post[a] == q and standings.chosen[i] != a
        }
        assert count[q] == len(waiting)
        assert tuple(least[q].tolist()) == min(waiting.values(), default=(0, 0, 0, 0))
        assert 0 <= kept[q] <= count[q]


@given(worlds)
def test_post_spares_somebody_where_its_last_head_is_worth_nothing(world: World) -> None:
    problem, standings = solved(world)
    facts = world.facts.posts[problem.posts]
    need, floor = facts["need"].to_list(), problem.floor
    for q, spares in enumerate(standings.spares().tolist()):
        heads = standings.heads[q]
        assert spares == (need[q] is not None and heads > need[q] and heads > floor[q])


@given(worlds)
def test_points_short_of_what_prices_ask_change_nothing(world: World) -> None:
    """A pair that still lacks something after a rise of its points leaves the plan the best one."""
    problem, standings = solved(world)
    short = [(i, a, lack[1] - 1) for (i, a), lack in lacks(problem, standings).items() if lack[0] == 0 and lack[1] > 0]
    if not short:
        return
    _, a, more = short[0]
    problem.gain[a] += more
    plan = tuple(standings.chosen.tolist())
    best = min(every_assignment(problem).values())
    assert cost_of(problem, plan, standings.heads) == best


def test_small_chain_is_told_by_its_numbers() -> None:
    problem, standings = solved(SIX_PEOPLE)
    assert standings.behind(np.arange(len(problem.persons)), standings.chosen).tolist() == [[0] * 4] * len(
        problem.persons
    )
    assert standings.heads.tolist() == [2, 2, 2]
