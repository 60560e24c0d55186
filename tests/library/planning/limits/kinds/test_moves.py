"""Numbers of moves, and of moves between districts."""

import pytest
from limited_agency import limited, post
from small_agency import person

from penata.policy.limits import Limits
from penata.tables import InputError

POSTS = [post("sd1:g", 1), post("sd2:g", 2), post("sd3:g", 2)]
PEOPLE = [person("E1", "sd1:g"), person("E2", "sd1:g"), person("E3", "sd2:g"), person("E4", None, job_id="guru-muda")]


def test_moves_count_everybody_who_does_not_stay() -> None:
    case = limited(Limits(max_moves=2), posts=POSTS, employees=PEOPLE)
    assert case.limits == [("MAX_MOVES", "", 2)]
    assert case.limit("").words == "paling banyak 2 orang pindah"
    assert case.used() == {"": 0}
    assert case.used(E1="sd2:g", E3="sd3:g") == {"": 2}
    assert case.used(E4="sd2:g") == {"": 1}, "a placement is a move"
    assert case.broken(E1="sd2:g", E2="sd3:g", E3="sd3:g") == [""]


def test_moves_that_nobody_could_exceed_are_no_limit() -> None:
    assert limited(Limits(max_moves=4), posts=POSTS, employees=PEOPLE).limits == []


def test_districts_count_only_the_two() -> None:
    case = limited(Limits(districts={"kota>hulu": 1, "hulu > hulu": 0}), posts=POSTS, employees=PEOPLE)
    assert case.limits == [("DISTRICTS", "hulu > hulu", 0), ("DISTRICTS", "kota>hulu", 1)]
    assert case.limit("kota>hulu").words == "dari Kota ke Hulu paling banyak 1 orang"
    assert case.used(E1="sd2:g", E2="sd3:g", E3="sd1:g") == {"hulu > hulu": 0, "kota>hulu": 2}
    assert case.used(E3="sd3:g") == {"hulu > hulu": 1, "kota>hulu": 0}


def test_names_that_do_not_exist_are_refused_with_what_is_near() -> None:
    limits = Limits(districts={"kta>hulu": 1, "kota": 2}, money_by_office={"dina": 5})
    with pytest.raises(InputError) as refused:
        _ = limited(limits, posts=POSTS, employees=PEOPLE).rows
    assert refused.value.problems == [
        "policy.toml, limits.money_by_office: perangkat daerah 'dina' tidak ada; yang mirip: dinas",
        "policy.toml, limits.districts: 'kota' bukan dua kecamatan; tulis \"ASAL>TUJUAN\" = 3",
        "policy.toml, limits.districts: kecamatan 'kta' tidak ada; yang mirip: kota",
    ]
