"""Figures of a plan against plans that are solved anew."""

import datetime as dt
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from small_agency import agency, person
from worlds import World, every_assignment, workings_of, worlds

from penata.explain.plans.figures import _arrivals, binding, money, moves_worth, newcomers, score_by_part
from penata.planning import plan
from penata.planning.part import part_of
from penata.policy import parse_policy
from penata.synthetic import synthesise

POLICY = parse_policy("as_of = 2026-06-30\nladder = [10]")


@pytest.fixture(scope="module")
def made():
    return plan(synthesise(seed=5, employees=400, as_of=dt.date(2026, 6, 30)).dataset, POLICY)


@settings(max_examples=100)
@given(worlds)
def test_one_head_more_is_worth_the_difference_of_the_best_plans(world: World) -> None:
    """A bystander more on a post: shortage, gain, moves and tie of the best plan change by just the arrival."""
    work = workings_of(world)
    assume(len(work.problem.persons))
    problem = work.problem
    best = min(every_assignment(problem).values())
    for c in range(problem.size["components"]):
        for row, *told in _arrivals(part_of(work, [c])):
            q = problem.posts.tolist().index(row)
            fixed = problem.fixed.copy()
            fixed[q] += 1
            with_one = min(every_assignment(replace(problem, fixed=fixed)).values())
            assert tuple(told) == tuple(a - b for a, b in zip(with_one, best, strict=True))


def test_one_more_for_a_seat_is_told_at_its_best_post(made) -> None:
    found = newcomers(made.workings)
    assert found.by_seat["seat"].n_unique() == found.by_seat.height > 0
    assert (found.by_post["shortage"] <= 0).all() is True
    first = found.by_seat.row(0, named=True)
    assert found.by_post.filter(post_id=first["post_id"])["shortage"].to_list() == [first["shortage"]]


def test_one_move_more_closes_no_less(made) -> None:
    (worth,) = moves_worth(made.workings, [10])
    assert worth.shortage_with_one_more <= worth.shortage
    assert worth.seats_with_one_more <= worth.seats


@settings(max_examples=60)
@given(worlds, st.integers(0, 3))
def test_one_move_more_closes_what_the_best_assignments_differ_by(world: World, budget: int) -> None:
    every = every_assignment(world.problem)
    assume(every)
    best = [min((cost[0] for cost in every.values() if cost[2] <= n), default=None) for n in (budget, budget + 1)]
    worth = moves_worth(workings_of(world), [budget])
    assert bool(worth) == (None not in best)
    for one in worth:
        assert one.proven
        assert one.shortage - one.shortage_with_one_more == best[0] - best[1]


def test_parts_add_up_to_the_gain_of_the_plan(made) -> None:
    assert score_by_part(made.workings)["points"].sum() == made.result["objective"]["gain"]


def test_seats_closed_are_those_of_the_result(made) -> None:
    before, after = made.result["before"]["missing_seats"], made.result["after"]["missing_seats"]
    told = money(made.workings, made.moves)
    assert (told.seats_closed, told.price_of_a_million) == (before - after, 0)


def test_decision_is_priced_by_the_plan_without_it(made) -> None:
    dataset, mover = made.workings.dataset, made.moves["employee_id"][0]
    kind = pl.Series("kind", ["PIN"], dtype=dataset["decisions"].schema["kind"])
    pin = pl.DataFrame({"employee_id": [mover], "kind": kind, "reason": ["dibutuhkan"]})
    pinned = plan(dataset.replace(decisions=pl.concat([dataset["decisions"], pin], how="diagonal")), POLICY)
    price = next(one for one in binding(pinned.workings).decisions if one.decision.employee_id == mover)
    levels = ("shortage", "gain", "moves", "tie")
    signs = (1, -1, 1, 1)
    expected = tuple(
        sign * (pinned.result["objective"][name] - made.result["objective"][name])
        for name, sign in zip(levels, signs, strict=True)
    )
    assert price.cost == expected


def test_decision_for_what_the_plan_does_anyway_costs_nothing(made) -> None:
    who, post = made.moves.select("employee_id", "to_post_id").row(0)
    row = {"employee_id": [who], "kind": ["FORCE"], "post_id": [post], "reason": ["diputuskan"]}
    decisions = pl.DataFrame(row, schema_overrides=made.workings.dataset["decisions"].schema)
    forced = plan(made.workings.dataset.replace(decisions=decisions), POLICY)
    assert forced.result["objective"] == made.result["objective"]
    assert [one.cost for one in binding(forced.workings).decisions] == [(0, 0, 0, 0)]


def test_decision_on_which_another_depends_has_no_price() -> None:
    posts = [{"post_id": f"{unit}:guru", "unit_id": unit, "job_id": "guru-muda", "need": 1} for unit in ("sd1", "sd2")]
    swap = [
        {"employee_id": who, "kind": "FORCE", "post_id": post, "reason": "bertukar tempat"}
        for who, post in (("10", "sd2:guru"), ("11", "sd1:guru"))
    ]
    people = [person("10", "sd1:guru"), person("11", "sd2:guru")]
    near = parse_policy("as_of = 2026-06-30\nladder = [1]\nmax_distance_km = 5\n")
    made = plan(agency(posts=posts, employees=people, decisions=swap), near)
    assert [one.cost for one in binding(made.workings).decisions] == [None, None]
