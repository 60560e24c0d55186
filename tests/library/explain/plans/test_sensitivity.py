"""Intervals of weights: at their ends the plan is still best, one step beyond it is not."""

import datetime as dt
from dataclasses import replace

import pytest
from worlds import cost_of

from penata.explain.plans.sensitivity import FARTHEST, sensitivity
from penata.planning import worked_out
from penata.policy import parse_policy
from penata.synthetic import synthesise
from penata.tables import InputError

POLICY = parse_policy("as_of = 2026-06-30\nladder = [25]")


@pytest.fixture(scope="module")
def work():
    return worked_out(synthesise(seed=5, employees=300, as_of=dt.date(2026, 6, 30)).dataset, POLICY)


@pytest.fixture(scope="module")
def found(work):
    return sensitivity(work)


def weighed(work, weight: str, value: int):
    return worked_out(work.dataset, replace(POLICY, weights=replace(POLICY.weights, **{weight: value})))


def test_plan_is_best_at_the_ends_of_an_interval_and_not_beyond(work, found) -> None:
    checked = 0
    for weight, _, low, high in found.intervals.iter_rows():
        for value, stays in ((low, True), (low - 1, False), (high, True), (None if high is None else high + 1, False)):
            if value is None or not 0 <= value <= FARTHEST:
                continue
            again = weighed(work, weight, value)
            assert again.problem.start.tolist() == work.problem.start.tolist()
            best, kept = (
                cost_of(again.problem, tuple(w.solution.chosen.tolist()), w.solution.heads)[:3] for w in (again, work)
            )
            assert (best == kept) == stays
            checked += 1
    assert checked > 10


def test_people_who_would_sit_elsewhere_are_those_of_a_plan_under_the_weight(work, found) -> None:
    row = found.shifts.sort("people", descending=True).row(0, named=True)
    again = weighed(work, row["weight"], row["shifted"])
    differ = int((again.solution.chosen != work.solution.chosen).sum())
    people = found.people.filter(weight=row["weight"], percent=row["percent"])
    assert (row["people"], people.height) == (differ, differ)


def test_weight_that_does_not_exist_is_an_input_error(work) -> None:
    with pytest.raises(InputError, match="bobot 'jarak'"):
        sensitivity(work, ["jarak"])
