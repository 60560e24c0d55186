"""Plans under a tolerance against every assignment within it, and what the verifier makes of false words about it."""

import dataclasses
import datetime as dt
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import World, cost_of, every_assignment, worlds

from penata.explain.told.telling import tell, tell_again
from penata.planning import Plan, plan, reopened
from penata.planning.engine.solve import NoAssignmentError, scope_of, solve
from penata.planning.limits.bounded import bounded
from penata.planning.limits.rows import Limit, Rows
from penata.planning.problem import Problem
from penata.planning.tolerance import settled, tolerated
from penata.planning.verify import Optimality, verify
from penata.policy import Policy, parse_policy
from penata.policy.aims import Tolerance
from penata.synthetic import synthesise
from penata.tables import Dataset, InputError

DAY = dt.date(2026, 6, 30)
POLICY = Policy(as_of=DAY, effective_date=DAY)


def under(**tolerance: int) -> Policy:
    return dataclasses.replace(POLICY, tolerance=Tolerance(**tolerance))


def moves_of(problem: Problem, policy: Policy) -> Rows:
    """The limit on moves that a policy sets."""
    pair = np.flatnonzero(~problem.stays())
    limit = Limit("MAX_MOVES", "", policy.limits.max_moves or 0, "")
    return Rows((limit,), np.array([0, len(pair)]), pair, np.ones(len(pair), np.int64))


def dearer(world: World, points: int) -> Problem:
    """The problem with gains that stand against a seat."""
    problem = world.problem
    return dataclasses.replace(problem, gain=problem.gain * np.int32(points))


@settings(max_examples=150)
@given(worlds, st.sampled_from([1, 30, 200, 500, 2000]), st.sampled_from([1, 17]))
def test_shortage_stays_within_its_tolerance_and_nothing_within_it_gains_more_than_stated(
    world: World, thousandths: int, points: int
) -> None:
    problem, scope = dearer(world, points), scope_of(world.problem)
    costs = sorted(every_assignment(problem).values())
    try:
        found = tolerated(world.facts, under(shortage=thousandths), problem, scope, lambda _: pytest.fail("no rows"))
    except NoAssignmentError:
        assert not costs
        return
    unmoved = found.best - costs[0][0]
    assert (found.without["gain"], found.without["moves"]) == (-costs[0][1], costs[0][2])
    assert found.limit == found.best * (1000 + thousandths) // 1000
    most = max(-cost[1] for cost in costs if cost[0] + unmoved <= found.limit)
    here = solve(found.problem, scope)
    shortage, lost, *_ = cost_of(problem, tuple(here.chosen.tolist()), here.heads)
    assert shortage + unmoved <= found.limit
    assert found.without["gain"] <= -lost <= most
    if found.bound is not None:
        assert found.bound >= most


@settings(max_examples=60)
@given(worlds, st.sampled_from([1, 200, 500, 1000]))
def test_gain_within_its_tolerance_takes_the_fewest_moves(world: World, thousandths: int) -> None:
    problem, scope = world.problem, scope_of(world.problem)
    costs = sorted(every_assignment(problem).values())
    if not costs:
        return
    found = tolerated(world.facts, under(gain=thousandths), problem, scope, lambda policy: moves_of(problem, policy))
    assert found.limit == -costs[0][1] - abs(costs[0][1]) * thousandths // 1000
    within = [cost for cost in costs if cost[0] == costs[0][0] and -cost[1] >= found.limit]
    fewest = min(cost[2] for cost in within)
    assert found.moves == fewest == found.bound
    here = bounded(problem, scope, moves_of(problem, found.policy)).solution
    made = cost_of(problem, tuple(here.chosen.tolist()), here.heads)
    assert made[:3] == min(cost[:3] for cost in within if cost[2] == fewest)


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return synthesise(seed=5, employees=400, as_of=DAY).dataset


@pytest.fixture(scope="module")
def loose(dataset: Dataset) -> Plan:
    return plan(dataset, under(shortage=30))


def frames(made: Plan) -> dict[str, pl.DataFrame]:
    return {"assignments": made.assignments, "prices": made.prices, "moves": made.moves, "tolerance": made.tolerance}


def test_plan_under_a_tolerance_of_shortage_gains_and_is_accepted(dataset: Dataset, loose: Plan) -> None:
    told, plain = loose.result["tolerance"], plan(dataset, POLICY).result
    assert {name: told["without"][name] for name in ("shortage", "gain", "moves")} == {
        name: plain["objective"][name] for name in ("shortage", "gain", "moves")
    }
    assert told["missing_more"] == loose.result["after"]["missing_seats"] - plain["after"]["missing_seats"]
    assert plain["objective"]["gain"] < loose.result["objective"]["gain"] <= told["bound"]
    assert told["used"] == loose.result["objective"]["shortage"] <= told["limit"]
    assert loose.result["status"] == ("OPTIMAL" if told["bound"] == loose.result["objective"]["gain"] else "FEASIBLE")
    verdict = verify(dataset, under(shortage=30), frames(loose), loose.result)
    assert verdict.ok
    assert verdict.optimality is Optimality.BOUNDED


def _without(result: dict[str, Any], **told: Any) -> dict[str, Any]:
    return {**result, "tolerance": {**result["tolerance"], **told}}


@pytest.mark.parametrize(
    ("name", "step"),
    [("best", 1), ("limit", 1), ("used", -1), ("bound", -1), ("gained", 1), ("rate", -1), ("thousandths", 1),
     ("moves_fewer", 1)],
)  # fmt: skip
def test_false_words_about_a_tolerance_are_rejected(dataset: Dataset, loose: Plan, name: str, step: int) -> None:
    false = _without(dict(loose.result), **{name: loose.result["tolerance"][name] + step})
    assert not verify(dataset, under(shortage=30), frames(loose), false, pairs=loose.workings.pairs).ok


def test_a_tolerance_without_its_prices_or_beyond_its_policy_is_rejected(dataset: Dataset, loose: Plan) -> None:
    pairs, result = loose.workings.pairs, loose.result
    bare = {name: frame for name, frame in frames(loose).items() if name != "tolerance"}
    cheap = {**frames(loose), "tolerance": loose.tolerance.with_columns(pl.col("shortage") * 0)}
    assert "PRICES_ABSENT" in verify(dataset, under(shortage=30), bare, result, pairs=pairs).counts
    assert "LIMIT_VALUE" in verify(dataset, under(shortage=30), cheap, result, pairs=pairs).counts
    assert "LIMIT_BROKEN" in verify(dataset, under(shortage=1), frames(loose), result, pairs=pairs).counts
    sure = {**result, "status": "OPTIMAL"}
    assert "RESULT_STATUS" in verify(dataset, under(shortage=30), frames(loose), sure, pairs=pairs).counts


def test_a_plan_under_a_tolerance_is_opened_and_told_again(dataset: Dataset, loose: Plan) -> None:
    policy = settled(under(shortage=30), loose.result)
    again = reopened(dataset, policy, loose.assignments, loose.prices)
    assert np.array_equal(again.solution.chosen, loose.workings.solution.chosen)
    assert tell_again(again).wishes.equals(tell(loose).wishes)
    with pytest.raises(InputError, match="tanpa kelonggaran itu"):
        settled(under(shortage=30), {})


def test_plan_under_a_tolerance_of_gain_makes_fewer_moves(dataset: Dataset) -> None:
    made = plan(dataset, under(gain=30))
    told = made.result["tolerance"]
    assert made.result["objective"]["shortage"] == told["without"]["shortage"]
    assert made.result["objective"]["gain"] >= told["limit"]
    assert (told["moves"], told["bound"], made.result["status"]) == (made.moves.height, made.moves.height, "OPTIMAL")
    assert told["moves_fewer"] > 0
    tables = {**frames(made), "limits": made.limits}
    assert verify(dataset, under(gain=30), tables, made.result, pairs=made.workings.pairs).ok
    tight = verify(dataset, under(gain=1), tables, made.result, pairs=made.workings.pairs)
    assert "LIMIT_BROKEN" in tight.counts


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[tolerance]\nshortage = 5\ngain = 5", "policy.toml, tolerance.gain: hanya satu kelonggaran sekaligus"),
        ("[tolerance]\ngain = 1001", "policy.toml, tolerance.gain: 1001 lebih dari 1000 per seribu"),
        ('shortage = "worst_first"\n[tolerance]\nshortage = 5', "policy.toml, tolerance.shortage: worst_first ialah"),
        ("[tolerance]\nshortage = 5\n[limits]\nmax_moves = 3", "policy.toml, tolerance.shortage: belum dapat bersama"),
    ],
)
def test_what_a_tolerance_cannot_be_joined_with_is_refused(text: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_policy(f"as_of = 2026-06-30\n{text}")
    assert caught.value.problems[0].startswith(said)
