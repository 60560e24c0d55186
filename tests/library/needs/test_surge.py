"""A surge of demand: what is added, where, and who is nearest."""

from collections.abc import Callable
from typing import Any

import pytest

from penata.facts import Facts, facts_of
from penata.needs import nearest, overview, surge
from penata.policy import Policy

POSTS: list[dict[str, Any]] = [
    {"post_id": "A", "unit_id": "SD1", "job_id": "GURU_AHLI_MUDA", "need": 1},
    {"post_id": "B", "unit_id": "SD2", "job_id": "GURU_AHLI_MUDA", "need": 3},
    {"post_id": "C", "unit_id": "SMP", "job_id": "GURU_AHLI_MUDA", "need": 3},
    {"post_id": "D", "unit_id": "DIK", "job_id": "GURU_AHLI_MUDA"},
    {"post_id": "E", "unit_id": "PKM", "job_id": "STAF", "need": 0},
]
EVERYBODY = ("A", "B", "C", "D", "E")


@pytest.fixture
def facts(regency: Callable[..., Any], person: Callable[..., Any], policy: Policy) -> Facts:
    """SD 1 has two teachers too many, SD 2 is one short, SMP has as many as it needs."""
    seats = ["A", "A", "A", "B", "B", "C", "C", "C", "D", "E"]
    people = [person(number, post) for number, post in enumerate(seats, start=1)]
    return facts_of(regency(posts=POSTS, employees=people), policy)


@pytest.mark.parametrize(
    ("percent", "people", "needs"),
    [
        (0, 0, [1, 3, 3, None, 0]),
        (100, 0, [2, 6, 6, None, 0]),
        (10, 0, [1, 4, 3, None, 0]),  # 0.7 of a person is one, to the largest remainder; B goes before C
        (50, 0, [1, 5, 5, None, 0]),  # 3.5 is four: B and C get one each and the remainders of 5/7, A (4/7) nothing
        (0, 8, [2, 7, 6, None, 0]),
        (5, 0, [1, 3, 3, None, 0]),  # 0.35 of a person is nobody
    ],
)
def test_surge_deals_whole_people_by_need(facts: Facts, percent: int, people: int, needs: list[int | None]) -> None:
    assert surge(facts, EVERYBODY, percent=percent, people=people).posts["need"].to_list() == needs


def test_surge_changes_shortage_and_surplus_of_its_posts_alone(facts: Facts) -> None:
    before, after = overview(facts), overview(surge(facts, ["A"], people=3))
    assert before.posts.select("shortage", "surplus").rows() == [(0, 2), (1, 0), (0, 0), (None, None), (0, 1)]
    assert after.posts.select("shortage", "surplus").rows() == [(1, 0), (1, 0), (0, 0), (None, None), (0, 1)]
    assert (before.totals.shortage, after.totals.shortage, after.totals.filled) == (1, 2, before.totals.filled)


def test_surge_on_posts_that_need_nobody_goes_to_the_first(facts: Facts) -> None:
    assert surge(facts, ["E", "D"], people=2).posts["need"].to_list() == [1, 3, 3, None, 2]


def test_surge_without_a_post_that_states_a_need_changes_nothing(facts: Facts) -> None:
    assert surge(facts, ["D"], people=2).posts.equals(facts.posts)


def test_surge_below_zero_is_refused(facts: Facts) -> None:
    with pytest.raises(ValueError, match="people -1"):
        surge(facts, ["A"], people=-1)


def test_nearest_are_people_of_the_same_work_who_sit_where_too_many_are(facts: Facts) -> None:
    found = nearest(facts, ["B", "C"], most=2)
    ids = facts.persons.filter(facts.persons["post_id"] == "A")["employee_id"].to_list()
    assert found.select("to_post_id", "employee_id", "surplus", "km").rows() == [
        ("B", ids[0], 2, 55.5), ("B", ids[1], 2, 55.5), ("C", ids[0], 2, 0.0), ("C", ids[1], 2, 0.0),
    ]  # fmt: skip
    assert nearest(facts, ["A"]).height == 0
