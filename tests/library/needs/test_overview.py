"""Need, filled and gap, by post and summed."""

from collections.abc import Callable
from typing import Any

from penata.facts import facts_of
from penata.needs import Totals, overview
from penata.policy import Policy

POSTS: list[dict[str, Any]] = [
    {"post_id": "A", "unit_id": "SD1", "job_id": "GURU_AHLI_MUDA", "need": 2, "workload_minutes": 150_000.0},
    {"post_id": "B", "unit_id": "SD2", "job_id": "GURU_AHLI_MUDA", "need": 3, "workload_minutes": 150_000.0},
    {"post_id": "C", "unit_id": "DIK", "job_id": "STAF"},
]


def test_overview_of_posts(regency: Callable[..., Any], person: Callable[..., Any], policy: Policy) -> None:
    people = [person(1, "A"), person(2, "A"), person(3, "A"), person(4, "B"), person(5, "C"),
              person(6, "B", status="STUDY_LEAVE"), person(7, None)]  # fmt: skip
    posts = overview(facts_of(regency(posts=POSTS, employees=people), policy)).posts
    columns = ["post_id", "need", "filled", "absent", "gap", "shortage", "surplus", "ej", "grade"]
    assert posts.select(columns).rows() == [
        ("A", 2, 3, 0, 1, 0, 1, 0.67, "D"),
        ("B", 3, 1, 1, -2, 2, 0, 2.0, "A"),
        ("C", None, 1, 0, None, None, None, None, None),
    ]


def test_overview_sums_leave_no_post_out(
    regency: Callable[..., Any], person: Callable[..., Any], policy: Policy
) -> None:
    people = [person(1, "A"), person(2, "A"), person(3, "A"), person(4, "B"), person(5, "C")]
    seen = overview(facts_of(regency(posts=POSTS, employees=people), policy))
    columns = ["district_id", "posts", "posts_without_need", "need", "filled", "people_without_need", "gap"]
    assert seen.districts.select(columns).rows() == [
        ("D1", 1, 0, 2, 3, 0, 1),
        ("D2", 1, 0, 3, 1, 0, -2),
        (None, 1, 1, None, 1, 1, None),
    ]
    assert seen.offices.select("office_id", "need", "filled", "gap", "ej").rows() == [("DIK", 5, 5, -1, 1.0)]
    assert seen.families.select("field", "need", "filled").rows() == [("GURU", 5, 4), ("UMUM", None, 1)]
    assert seen.totals == Totals(
        posts=3, posts_without_need=1, need=5, filled=5, people_without_need=1, absent=0, shortage=2, surplus=1,
        posts_short=1, posts_over=1,
    )  # fmt: skip
    assert seen.balance == 0.35  # half of |3/4 − 2/5| + |1/4 − 3/5|


def test_effectiveness_of_a_unit_counts_only_people_whose_workload_is_known(
    regency: Callable[..., Any], person: Callable[..., Any], policy: Policy
) -> None:
    posts = [POSTS[0], {"post_id": "D", "unit_id": "SD1", "job_id": "STAF", "need": 1}]
    people = [person(1, "A"), person(2, "A"), person(3, "D")]
    seen = overview(facts_of(regency(posts=posts, employees=people), policy))
    assert seen.units.select("unit_id", "ej", "grade").rows() == [("SD1", 1.0, "B")]


def test_overview_of_nothing(regency: Callable[..., Any], policy: Policy) -> None:
    seen = overview(facts_of(regency(), policy))
    assert (seen.totals.posts, seen.balance, seen.by("unit").height) == (0, None, 0)
