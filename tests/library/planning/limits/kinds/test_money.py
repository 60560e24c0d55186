"""What moves cost: by distance or fare, family and rank; what is not known is never free."""

import numpy as np
import pytest
from limited_agency import limited, post
from small_agency import person

from penata.planning.limits.kinds import spent_on_moves
from penata.policy.limits import Limits, MovingCost
from penata.tables import InputError

POSTS = [post("sd1:g", 1), post("sd2:g", 2), post("camat:g", 2)]
PEOPLE = [
    person("E1", "sd1:g", dependants=3, rank="IV/a"),
    person("E2", "sd1:g", rank="III/a"),
    person("E3", "sd2:g", dependants=0, employment="PPPK", rank="IX"),
    person("E4", None, job_id="guru-muda", dependants=1, rank=None),
]
COST = MovingCost(base=1000, per_km=10, per_dependant=100, by_rank={"III": 5, "IV": 7, "PPPK": 3})


def test_money_adds_base_way_family_and_rank() -> None:
    case = limited(Limits(money=2000), COST, posts=POSTS, employees=PEOPLE)
    assert case.limits == [("MONEY", "", 2000)]
    assert case.limit("").words == "biaya pindah paling banyak Rp2.000"
    assert case.used(E1="sd2:g") == {"": 1000 + 222 + 300 + 7}, "22.2 km from town"
    assert case.used(E3="camat:g") == {"": 1000 + 0 + 0 + 3}, "the same district, nobody in the family"


def test_money_counts_what_is_not_known_as_the_dearest_known() -> None:
    case = limited(Limits(money=0), COST, posts=POSTS, employees=PEOPLE)
    assert case.used(E2="sd2:g") == {"": 1000 + 222 + 300 + 5}, "the family of E2 is not known: as the largest"
    assert case.used(E4="sd2:g") == {"": 1000 + 222 + 100 + 7}, "without a post no way is known, nor a rank"
    spent = spent_on_moves(case.facts, case.dataset, case.policy, case.problem, case.chosen(E2="camat:g", E4="sd2:g"))
    assert spent == {
        "currency": "IDR", "total": 1527 + 1329, "moves": 2,
        "unknown": {"distance": 1, "dependants": 1, "rank": 1},
        "offices": [{"office_id": "camat", "moves": 1, "rupiah": 1527},
                    {"office_id": "dinas", "moves": 1, "rupiah": 1329}],
    }  # fmt: skip


def test_fare_of_the_travel_table_goes_before_kilometres() -> None:
    travel = [{"from_district_id": "kota", "to_district_id": "hulu", "km": 30.0, "cost": 50_000},
              {"from_district_id": "hulu", "to_district_id": "kota", "km": 31.25}]  # fmt: skip
    case = limited(Limits(money=0), MovingCost(per_km=10), posts=POSTS, employees=PEOPLE, travel=travel)
    assert case.used(E1="sd2:g") == {"": 50_000}
    assert case.used(E3="sd1:g") == {"": 312}, "31.2 km: to a tenth, half to the even one"


def test_money_is_paid_by_the_office_that_receives() -> None:
    limits = Limits(money_by_office={"camat": 1000, "dinas": 0})
    case = limited(limits, MovingCost(base=700), posts=POSTS, employees=PEOPLE)
    assert case.limits == [("MONEY_OFFICE", "camat", 1000), ("MONEY_OFFICE", "dinas", 0)]
    assert case.limit("camat").words == "biaya pindah yang ditanggung Kecamatan Hulu paling banyak Rp1.000"
    assert case.used(E1="camat:g", E2="camat:g", E3="sd1:g") == {"camat": 1400, "dinas": 700}
    assert case.broken(E1="camat:g", E2="camat:g") == ["camat"]


def test_money_needs_at_least_one_known_value() -> None:
    unknown = [person("E1", "sd1:g"), person("E2", "sd1:g")]
    case = limited(Limits(money=0), COST, posts=POSTS, employees=unknown)
    with pytest.raises(InputError, match="per_dependant: tanggungan tidak diketahui dari seorang pun"):
        _ = case.rows


def test_money_is_not_spent_where_moves_are_free() -> None:
    case = limited(Limits(money=0), posts=POSTS, employees=PEOPLE)
    assert case.limits == []
    assert np.array_equal(case.rows.start, [0])
