"""A share of experienced people in every unit and field."""

import datetime as dt

from limited_agency import limited, post
from small_agency import person

from penata.policy.limits import Limits

NEW = {"in_job_since": dt.date(2025, 1, 1)}
POSTS = [post("sd1:g", 3), post("sd2:g", 3), post("sd3:g", 3)]
PEOPLE = [
    person("A0", "sd1:g"), person("A1", "sd1:g", **NEW), person("B0", "sd2:g", **NEW), person("B1", "sd2:g", **NEW),
    person("B2", "sd2:g", employment="NON_ASN"), person("C0", "sd3:g", in_job_since=None),
    person("C1", "sd3:g"),
]  # fmt: skip
ASKED = Limits(experienced_percent=50, experienced_years=5)


def test_experience_weighs_beginners_against_the_experienced() -> None:
    case = limited(ASKED, posts=POSTS, employees=PEOPLE)
    assert case.limits == [
        ("EXPERIENCED", "sd1 GURU", 0),
        ("EXPERIENCED", "sd2 GURU", 100),
        ("EXPERIENCED", "sd3 GURU", 0),
    ]
    assert case.used() == {"sd1 GURU": 0, "sd2 GURU": 100, "sd3 GURU": -50}, "of C0 nothing is known: no weight"
    assert case.used(A0="sd2:g") == {"sd1 GURU": 50, "sd2 GURU": 50, "sd3 GURU": -50}
    assert case.broken(A0="sd2:g") == ["sd1 GURU"]
    assert case.broken(A0="sd2:g", A1="sd3:g") == []
    assert case.broken(A1="sd2:g") == ["sd2 GURU"], "what is below the share today may not get worse"


def test_experience_says_where_today_is_below_the_share() -> None:
    case = limited(ASKED, posts=POSTS, employees=PEOPLE)
    words = "di SD1 paling sedikit 50 persen guru berpengalaman 5 tahun atau lebih"
    assert case.limit("sd1 GURU").words == words
    assert case.limit("sd2 GURU").words == (
        words.replace("SD1", "SD2") + "; sekarang di bawah itu, dan tidak boleh lebih buruk"
    )


def test_experience_folds_in_who_cannot_move() -> None:
    full = [post("sd1:g", 2), post("sd2:g", 2), post("dinas:s", 2, "staf"), post("sd1:s", 2, "staf")]
    people = [person("A0", "sd1:g"), person("A1", "sd1:g"), person("S0", "sd1:s", **NEW),
              person("S1", "dinas:s", job_id="staf")]  # fmt: skip
    decided = [{"employee_id": "S1", "kind": "PIN", "reason": "uji"}]
    case = limited(ASKED, posts=full, employees=people, decisions=decided)
    assert case.used() == dict.fromkeys([limit.subject for limit in case.rows.limits], 0) | case.used()
    assert all(used <= most for used, most in zip(case.used().values(), case.rows.most.tolist(), strict=True))
