"""What a person is exactly short of, against every assignment of small worlds."""

import numpy as np
import polars as pl
from hypothesis import assume, given
from told_regency import told_regency
from worlds import World, every_assignment, workings_of, worlds

from penata.explain.told.enough import short_of
from penata.explain.told.standings import Standings
from penata.explain.whatif.counterfactual import Inquiry


@given(worlds)
def test_short_of_is_how_much_the_best_plan_with_the_seat_is_worse(world: World) -> None:
    work = workings_of(world)
    problem = work.problem
    assume(len(problem.persons))
    every = every_assignment(problem)
    best = min(every.values())
    person, pair = problem.person_of_pair(), np.arange(len(problem.post))
    missing, there_is = short_of(work, person, pair)
    for i, a, short, possible in zip(person, pair, missing.tolist(), there_is.tolist(), strict=True):
        with_it = [cost for choice, cost in every.items() if choice[i] == a]
        assert possible == bool(with_it)
        if with_it:
            assert short == [x - y for x, y in zip(min(with_it), best, strict=True)]


@given(worlds)
def test_prices_never_ask_more_than_the_exact_figure(world: World) -> None:
    work = workings_of(world)
    assume(len(work.problem.persons))
    person, pair = work.problem.person_of_pair(), np.arange(len(work.problem.post))
    missing, there_is = short_of(work, person, pair)
    behind = Standings.of(work).behind(person, pair)
    for exact, least, possible in zip(missing.tolist(), behind.tolist(), there_is.tolist(), strict=True):
        assert not possible or least <= exact


def test_points_needed_are_what_a_plan_solved_again_confirms() -> None:
    _, made, told = told_regency()
    lost = told.wishes.filter(pl.col("points_needed").is_not_null())
    assert lost.height >= 5
    inquiry = Inquiry(made.workings)
    for who, post, needed in lost.select("employee_id", "post_id", "points_needed").rows():
        remedy = inquiry.counterfactual(who, post).points
        assert remedy is not None
        assert remedy.least
        assert remedy.changes[0].after == needed
