"""What a person is exactly short of, against every assignment of small worlds."""

from dataclasses import replace

import numpy as np
import polars as pl
from hypothesis import assume, given
from told_regency import told_regency
from worlds import World, every_assignment, workings_of, worlds

from penata.explain.told.enough import leaves_short, short_of
from penata.explain.told.standings import Standings
from penata.explain.told.wishes import wishes_told
from penata.explain.whatif.counterfactual import Inquiry
from penata.planning.problem import NOBODY
from penata.tables import TABLES


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


@given(worlds)
def test_seat_left_is_called_short_only_where_the_best_plan_leaves_it_so(world: World) -> None:
    work = workings_of(world)
    problem = work.problem
    assume(len(problem.persons))
    every = every_assignment(problem)
    person, pair = problem.person_of_pair(), np.arange(len(problem.post))
    held = work.solution.chosen[person]
    asked = (held != NOBODY) & (held != pair) & short_of(work, person, pair)[1]
    person, pair = person[asked], pair[asked]
    needs = work.facts.posts["need"].to_list()
    for i, a, said in zip(person, pair, leaves_short(work, person, pair).tolist(), strict=True):
        with_it = {choice: cost for choice, cost in every.items() if choice[i] == a}
        home = problem.post[work.solution.chosen[i]]
        best = [choice for choice, cost in with_it.items() if cost == min(with_it.values())]
        heads = {int(problem.fixed[home]) + sum(b >= 0 and problem.post[b] == home for b in one) for one in best}
        need = needs[int(problem.posts[home])]
        assert said in {n < work.solution.heads[home] and need is not None and n < need for n in heads}


def test_lost_wish_for_a_district_speaks_of_the_post_there_that_is_least_out_of_reach() -> None:
    _, made, _ = told_regency()
    work = made.workings
    problem, facts = work.problem, work.facts
    at = facts.posts["district_id"].to_list()
    people = facts.persons["employee_id"].gather(problem.persons)
    rows = [{"employee_id": who, "rank": 1, "stance": "WANT", "district_id": district}
            for who in people for district in sorted({d for d in at if d is not None})]  # fmt: skip
    asked = TABLES["wishes"].conform(pl.DataFrame(rows))
    told = wishes_told(replace(work, dataset=work.dataset.replace(wishes=asked)), Standings.of(work))
    person, pair = problem.person_of_pair(), np.arange(len(problem.post))
    missing, there_is = short_of(work, person, pair)
    exact = {}
    for i, a, short, possible in zip(person, pair, missing.tolist(), there_is.tolist(), strict=True):
        if work.scope.allowed[a]:
            post = int(problem.posts[problem.post[a]])
            exact.setdefault((people[int(i)], at[post]), []).append((not possible, short, facts.posts["post_id"][post]))
    lost = told.filter(pl.col("status") == "LOST").select("employee_id", "wished_district_id", "post_id").rows()
    assert sum(len(exact[who, where]) > 1 for who, where, _ in lost) > 50
    assert [min(exact[who, where])[2] for who, where, _ in lost] == [post for *_, post in lost]
