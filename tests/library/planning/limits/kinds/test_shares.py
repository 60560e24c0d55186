"""Shares of a unit's people, of an office's people, and of all who are given."""

from typing import Any

from limited_agency import limited, post
from small_agency import AGENCIES, UNITS, person

from penata.policy.limits import Limits

POSTS = [post("sd1:g", 3), post("sd1:h", 2), post("sd2:g", 4), post("camat:g", 4)]
PEOPLE = [*(person(f"A{n}", "sd1:g") for n in range(3)), *(person(f"B{n}", "sd2:g") for n in range(2)),
          person("C0", "camat:g"), person("D0", None, job_id="guru-muda")]  # fmt: skip


def share(**limits: Any) -> Any:
    return limited(Limits(**limits), posts=POSTS, employees=PEOPLE)


def test_leavers_are_a_share_of_the_unit_rounded_down_but_one() -> None:
    case = share(leavers_percent=67)
    assert case.limits == [("LEAVERS", "sd1", 2), ("LEAVERS", "sd2", 1)], "one person of the district cannot exceed one"
    assert case.limit("sd1").words == "paling banyak 2 orang boleh pergi dari SD1 (67 persen dari 3 orang)"
    assert case.used(A0="sd2:g", A1="camat:g", A2="sd1:h", B0="sd1:h") == {"sd1": 2, "sd2": 1}
    assert case.broken(A0="sd2:g", A1="sd2:g", A2="camat:g") == ["sd1"]


def test_leavers_of_zero_per_cent_are_nobody() -> None:
    assert share(leavers_percent=0).limits == [("LEAVERS", "camat", 0), ("LEAVERS", "sd1", 0), ("LEAVERS", "sd2", 0)]


def test_arrivals_count_who_had_no_post() -> None:
    case = share(arrivals_percent=10)
    assert case.limits == [("ARRIVALS", "camat", 1), ("ARRIVALS", "sd1", 1), ("ARRIVALS", "sd2", 1)]
    assert case.used(A0="sd2:g", D0="sd2:g", B0="sd1:h", A1="sd1:h") == {"camat": 0, "sd1": 1, "sd2": 2}


def test_office_gives_a_share_of_its_people_to_others_only() -> None:
    case = share(gives_percent=40)
    assert case.limits == [("GIVES", "dinas", 2)], "the district has one person, who may go"
    assert case.used(A0="sd2:g", A1="camat:g") == {"dinas": 1}
    assert case.limit("dinas").words == (
        "paling banyak 2 orang boleh dilepas kepada yang lain oleh Dinas (40 persen dari 5 orang)"
    )


def test_fair_share_weighs_each_giver_against_all() -> None:
    case = share(donor_percent=60)
    assert case.limits == [("DONOR", "camat", 0), ("DONOR", "dinas", 0)]
    assert case.used(A0="camat:g") == {"camat": -60, "dinas": 40}
    assert case.used(A0="camat:g", C0="sd2:g") == {"camat": -20, "dinas": -20}
    assert case.broken(A0="camat:g", A1="camat:g", C0="sd2:g") == ["dinas"], "two of three are more than 60 per cent"
    assert case.limit("dinas").words == "Dinas paling banyak melepas 60 persen dari semua yang dilepas"


def test_agencies_are_limited_too_where_there_are_several() -> None:
    posts = [*POSTS, post("lain:g", 2)]
    people = [*PEOPLE, person("E0", "lain:g"), person("E1", "lain:g")]
    both = {"agencies": AGENCIES, "units": UNITS}
    case = limited(Limits(gives_percent=30, donor_percent=50), posts=posts, employees=people, **both)
    assert {(kind, subject) for kind, subject, _ in case.limits} == {
        ("GIVES", "dinas"),
        ("DONOR", "camat"),
        ("DONOR", "dinas"),
    }
