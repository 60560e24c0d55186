"""Counterfactuals of refused wishes: what they promise is what the ordinary road then does."""

import datetime as dt
from itertools import product

import numpy as np
import pytest

from penata.explain.whatif.counterfactual import Inquiry, counterfactual
from penata.explain.whatif.recheck import recheck
from penata.planning import worked_out
from penata.policy import parse_policy
from penata.synthetic import synthesise
from penata.tables import InputError

POLICY = parse_policy("as_of = 2026-06-30\nladder = [25]")


@pytest.fixture(scope="module")
def work():
    return worked_out(synthesise(seed=5, employees=400, as_of=dt.date(2026, 6, 30)).dataset, POLICY)


@pytest.fixture(scope="module")
def asked(work):
    """Counterfactuals of a spread of pairs that the plan does not give."""
    problem, facts = work.problem, work.facts
    pairs = np.flatnonzero(~problem.stays())
    chosen = pairs[:: max(1, len(pairs) // 120)]
    people = facts.persons["employee_id"].to_numpy()[problem.persons[problem.person_of_pair()[chosen]]]
    posts = facts.posts["post_id"].to_numpy()[problem.posts[problem.post[chosen]]]
    inquiry = Inquiry(work)
    return [inquiry.counterfactual(*pair) for pair in zip(people.tolist(), posts.tolist(), strict=True)]


def test_every_remedy_is_granted_by_the_ordinary_road_and_less_is_not(work, asked) -> None:
    checked = [check for found in asked[::4] for check in recheck(work, found)]
    assert len(checked) > 20
    assert [check for check in checked if not check.holds] == []


def test_every_remedy_of_a_barred_wish_is_granted_where_the_pair_is_open(work) -> None:
    inquiry = Inquiry(work)
    people = work.facts.persons.filter("counted")["employee_id"].to_list()[::40]
    posts = work.facts.posts["post_id"].to_list()[::31]
    asked = [inquiry.counterfactual(*pair) for pair in product(people, posts)]
    barred = [found for found in asked if found.status == "BARRED" and (found.points or found.need)][:8]
    checked = [check for found in barred for check in recheck(work, found)]
    assert {change.kind for check in checked for change in check.remedy.changes} >= {"POINTS", "NEED"}
    assert [check for check in checked if not check.holds] == []


def test_points_are_told_exactly_where_no_shortage_stands_against(asked) -> None:
    refused = [found for found in asked if found.status == "PRICED_OUT" and found.missing is not None]
    assert len(refused) > 50
    assert all((found.points is None) == (found.missing[0] > 0) for found in refused)
    assert all(found.missing > (0, 0, 0, 0) for found in refused)


def test_own_seat_of_the_plan_is_granted(work) -> None:
    moved = np.flatnonzero(~work.problem.stays()[work.solution.chosen] & (work.solution.chosen >= 0))[0]
    person = work.facts.persons["employee_id"][int(work.problem.persons[moved])]
    post = work.facts.posts["post_id"][int(work.problem.posts[work.problem.post[work.solution.chosen[moved]]])]
    assert counterfactual(work, person, post).status == "GRANTED"


def test_what_is_barred_names_every_rule_and_the_way_past_it(work) -> None:
    inquiry = Inquiry(work)
    people = work.facts.persons.filter("counted")["employee_id"].to_list()[::40]
    posts = work.facts.posts["post_id"].to_list()[::31]
    found = [inquiry.counterfactual(*pair) for pair in product(people, posts)]
    assert {one.status for one in found} >= {"BARRED", "OUT_OF_SCOPE"}
    for one in found:
        assert bool(one.barriers) == (one.status in {"BARRED", "OUT_OF_SCOPE"})
        assert all(barrier.first_day is None or barrier.first_day > POLICY.effective_date for barrier in one.barriers)


def test_somebody_who_does_not_exist_is_an_input_error(work) -> None:
    with pytest.raises(InputError, match="pegawai 'x'"):
        counterfactual(work, "x", work.facts.posts["post_id"][0])
