"""Couples stay near to each other, relatives out of one reporting line, and no word tells who is whose."""

from typing import Any

from limited_agency import Limited, limited, post
from small_agency import UNITS, person

from penata.policy.limits import Limits

POSTS = [post("sd1:g", 2), post("sd2:g", 2), post("sd3:g", 2), post("sd3:kepala", 1, leads_unit=True)]


def couple(km: int, *, kin: bool = True, **homes: str | None) -> Limited:
    people = [person(who, at, job_id="guru-muda", household_id=None if kin else "KK1") for who, at in homes.items()]
    first, other = sorted(homes)
    kinship = [{"employee_id": other, "relative_id": first, "relation": "SPOUSE"}] if kin else []
    return limited(Limits(couples_km=km), posts=POSTS, employees=people, kinship=kinship)


def test_couple_that_is_together_may_not_be_parted() -> None:
    case = couple(10, A="sd1:g", B="sd1:g")
    assert case.limits == [("COUPLES", "A B sd1", 1), ("COUPLES", "A B sd2", 1)]
    assert {limit.words for limit in case.rows.limits} == {"syarat pribadi"}
    assert case.used() == {"A B sd1": 1, "A B sd2": 1}
    assert case.broken(A="sd2:g") != []
    assert case.broken(A="sd2:g", B="sd3:g") == [], "both move to the same district"
    assert case.broken(A="sd2:g", B="sd2:g") == []


def test_couple_that_is_apart_may_stay_so_but_no_farther() -> None:
    case = couple(10, A="sd1:g", B="sd2:g")
    assert case.limits == [], "22 km today, and no two posts lie farther apart"
    assert couple(10, A="sd1:g", B=None).limits != [], "who has no post is nowhere today"


def test_couple_by_household_counts_as_one_by_kinship() -> None:
    assert couple(10, kin=False, A="sd1:g", B="sd1:g").limits == couple(10, A="sd1:g", B="sd1:g").limits


def test_couple_of_whom_one_cannot_move_binds_the_other() -> None:
    people = [person("A", "sd1:g"), person("S", "sd1:s", job_id="staf")]
    posts = [*POSTS, post("sd1:s", 1, "staf")]
    kinship = [{"employee_id": "A", "relative_id": "S", "relation": "SPOUSE"}]
    case = limited(Limits(couples_km=5), posts=posts, employees=people, kinship=kinship)
    assert case.limits == [("COUPLES", "A S sd2", 0)]
    assert case.used(A="sd3:g") == {"A S sd2": 1}


def test_couple_with_an_unknown_distance_is_near_in_one_unit_only() -> None:
    units = [{**unit, "district_id": None} for unit in UNITS]
    people = [person("A", "sd1:g"), person("B", "sd1:g")]
    kinship = [{"employee_id": "A", "relative_id": "B", "relation": "SPOUSE"}]
    case = limited(Limits(couples_km=500), units=units, posts=POSTS, employees=people, kinship=kinship)
    assert case.broken(A="sd2:g") != []
    assert case.broken(A="sd2:g", B="sd3:g") != []
    assert case.broken(A="sd2:g", B="sd2:g") == []


def siblings(homes: dict[str, str], **more: Any) -> Limited:
    people = [person(who, at, job_id="guru-muda") for who, at in homes.items()]
    first, other = sorted(homes)
    kinship = [{"employee_id": first, "relative_id": other, "relation": "SIBLING"}]
    return limited(
        Limits(relatives_apart=True), posts=more.pop("posts", POSTS), employees=people, kinship=kinship, **more
    )


def test_relatives_do_not_come_into_one_unit() -> None:
    case = siblings({"A": "sd1:g", "B": "sd2:g"})
    assert {limit.words for limit in case.rows.limits} == {"syarat pribadi"}
    assert case.broken(A="sd2:g") == ["A B sd2"]
    assert case.broken(A="sd3:g", B="sd3:g") == ["A B sd3"], "both move at once"
    assert case.broken(A="sd3:g") == []


def test_relatives_who_share_a_unit_today_may_stay() -> None:
    case = siblings({"A": "sd1:g", "B": "sd1:g"})
    assert case.broken() == []
    assert case.broken(A="sd2:g", B="sd2:g") == ["A B sd2"]


def test_relatives_do_not_come_below_one_who_leads() -> None:
    led = [post("dinas:kepala", 1, leads_unit=True), *POSTS]
    case = siblings({"A": "sd1:g", "B": "sd2:g"}, posts=led)
    assert case.broken(A="dinas:kepala") == ["A B dinas!"], "the office leads all its schools"
    apart = [post("camat:kepala", 1, leads_unit=True), *POSTS]
    assert siblings({"A": "sd1:g", "B": "sd2:g"}, posts=apart).broken(A="camat:kepala") == []
