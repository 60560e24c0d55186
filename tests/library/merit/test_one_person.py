"""One person with other facts: the same points as if the dataset had said so."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from penata import merit
from penata.policy import Weights

Make = Callable[..., Any]
POSTS = ("near:guru", "far:guru", "clinic:clerk")
SEATS = {"1": "near:guru", "2": "near:guru", "3": None}
HISTORY = [
    {"employee_id": n, "job_id": job, "unit_id": "near", "started_on": dt.date(2020, 1, 1),
     "ended_on": dt.date(2021, 1, 1)}
    for n in "12" for job in ("guru", "clerk")
]  # fmt: skip


def _town(town: Make, **tables: Any) -> Any:
    employees = [
        {"employee_id": n, "name": n, "employment": "PNS", "post_id": seat, "dependants": 1,
         "in_job_since": dt.date(2023, 6, 30)}
        for n, seat in SEATS.items()
    ]  # fmt: skip
    return town(Weights(), **{"employees": employees, "service_history": HISTORY, **tables})


def _every_pair(place: Any) -> Any:
    return place.pairs(*((who, where) for who in SEATS for where in POSTS), direction="PROMOTION")


def _agree(place: Any, expected: Any, **change: Any) -> None:
    """One changed person of ``place`` has the points of ``expected``, where the dataset says the same."""
    person, post = place.pairs((change.pop("who"), change.pop("where"))).select("person", "post").row(0)
    prepared = merit.prepared(place.facts, place.dataset, place.policy)
    changed = prepared.with_person(person, post=post, **change)
    pairs = _every_pair(expected)
    assert changed.parts(pairs).equals(merit.parts(expected.facts, expected.dataset, expected.policy, pairs))
    assert prepared.parts(pairs).equals(merit.parts(place.facts, place.dataset, place.policy, pairs))


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    who=st.sampled_from("12"),
    where=st.sampled_from(POSTS),
    rank=st.integers(1, 7),
    before=st.lists(st.tuples(st.sampled_from("123"), st.sampled_from(POSTS), st.integers(1, 3)), max_size=4),
)
def test_a_person_with_another_wish_has_its_points(
    town: Make, who: str, where: str, rank: int, before: list[tuple[str, str, int]]
) -> None:
    rows = [{"employee_id": n, "post_id": p, "rank": r, "stance": "WANT"} for n, p, r in before]
    others = [row for row in rows if (row["employee_id"], row["post_id"]) != (who, where)]
    now = [*others, {"employee_id": who, "post_id": where, "rank": rank, "stance": "WANT"}]
    _agree(_town(town, wishes=rows), _town(town, wishes=now), who=who, where=where, wish_rank=rank)


@pytest.mark.parametrize("who", ["1", "2", "3"])
@pytest.mark.parametrize("where", POSTS)
def test_a_person_who_wants_what_was_refused_has_its_points(town: Make, who: str, where: str) -> None:
    refused = [{"employee_id": who, "post_id": where, "stance": "REFUSE"}]
    wanted = [{"employee_id": who, "post_id": where, "stance": "WANT", "rank": 2}]
    _agree(_town(town, wishes=refused), _town(town, wishes=wanted), who=who, where=where, wish_rank=2)


@pytest.mark.parametrize("who", ["1", "3"])
def test_a_person_with_another_predicate_or_potential_has_its_points(town: Make, who: str) -> None:
    years = [{"employee_id": "1", "period": "2024", "predicate": "BAIK"}]
    now = [*years, {"employee_id": who, "period": "2025", "predicate": "SANGAT_BAIK"}]
    if who == "1":
        years = [*years, {"employee_id": "1", "period": "2025", "predicate": "KURANG"}]
    employees = [
        {"employee_id": n, "name": n, "employment": "PNS", "post_id": seat, "dependants": 1,
         "in_job_since": dt.date(2023, 6, 30), "potential": 3 if n == who else None}
        for n, seat in SEATS.items()
    ]  # fmt: skip
    expected = _town(town, appraisals=now, employees=employees)
    change = {"predicate": "SANGAT_BAIK", "potential": 3}
    _agree(_town(town, appraisals=years), expected, who=who, where="far:guru", **change)


@pytest.mark.parametrize(("where", "job", "before"), [("far:guru", "guru", 36), ("clinic:clerk", "clerk", 0)])
def test_a_person_with_more_months_has_its_points(town: Make, where: str, job: str, before: int) -> None:
    longer = [
        {**row, "started_on": dt.date(2015, 1, 1), "ended_on": dt.date(2019, 1, 1)}
        if row["employee_id"] == "1" and row["job_id"] == job
        else row
        for row in HISTORY
    ]
    expected = _town(town, service_history=longer)
    _agree(_town(town), expected, who="1", where=where, months_in_field=48 + before)


def test_a_person_as_is_keeps_the_points_and_they_sum_to_the_gain(town: Make) -> None:
    place = _town(town, wishes=[{"employee_id": "1", "unit_id": "far", "stance": "WANT", "rank": 1}])
    prepared = merit.prepared(place.facts, place.dataset, place.policy)
    person, post = place.pairs(("1", "far:guru")).select("person", "post").row(0)
    points = prepared.points_of(person, post)
    assert points == prepared.with_person(person, post=post).points_of(person, post)
    assert tuple(points) == merit.PARTS
    assert (
        sum(points.values())
        == merit.gains(place.facts, place.dataset, place.policy, place.pairs(("1", "far:guru"))).item()
    )
    assert set(prepared.points_of(person, int(prepared.here[person])).values()) == {0}
