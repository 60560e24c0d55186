"""Quality of a dataset: indicators, score and our own checks on small datasets with known errors."""

import datetime as dt
from typing import Any

import polars as pl
import pytest

from penata.facts import facts_of
from penata.intake.quality.check import Quality, check
from penata.intake.quality.findings import Finding, find
from penata.intake.quality.own_checks import CHECKS
from penata.policy import Policy
from penata.tables import TABLES, Dataset, dataset_of

DAY = dt.date(2026, 6, 30)
ANI = "198609262015052001"  # born 1986-09-26, CPNS 2015-05, female
BUDI = "199001012023211005"  # NI PPPK: born 1990-01-01, appointed 2023, male


def employee(number: str, **fields: Any) -> dict[str, Any]:
    pppk = number == BUDI
    whole = {
        "employee_id": number,
        "name": f"N{number}",
        "employment": "PPPK" if pppk else "PNS",
        "sex": "M" if number[14:15] == "1" else "F",
        "birth_date": dt.date(1990, 1, 1) if pppk else dt.date(1986, 9, 26),
        "cpns_on": dt.date(2023, 7, 1) if pppk else dt.date(2015, 5, 1),
        "rank": "IX" if pppk else "III/c",
        "post_id": "u1:guru",
        "in_post_since": dt.date(2023, 8, 1),
        "education_level": "S1",
        "education_field": "Pendidikan Matematika",
        "contract_until": dt.date(2028, 6, 30) if pppk else None,
    }
    return whole | fields


JOBS = [
    {"job_id": "guru", "name": "Guru Ahli Muda", "category": "FUNGSIONAL", "ladder": "GURU", "level": "AHLI_MUDA",
     "min_education": "S1"},
    {"job_id": "kadis", "name": "Kepala Dinas", "category": "JPT", "level": "II.b", "family": "PENDIDIKAN"},
    {"job_id": "kabid", "name": "Kepala Bidang", "category": "ADMINISTRATOR", "level": "III.b"},
]  # fmt: skip
POSTS = [
    {"post_id": "u1:guru", "unit_id": "u1", "job_id": "guru", "need": 2},
    {"post_id": "u0:kadis", "unit_id": "u0", "job_id": "kadis", "need": 1, "leads_unit": True},
    {"post_id": "u0:kabid", "unit_id": "u0", "job_id": "kabid", "need": 1},
]
UNITS = [
    {"unit_id": "u0", "agency_id": "a", "name": "Dinas", "kind": "OPD", "lat": -3.4, "lon": 114.8, "active": True},
    {"unit_id": "u1", "agency_id": "a", "name": "SDN 1", "kind": "SCHOOL", "parent_id": "u0", "lat": -3.4,
     "lon": 114.9, "active": True},
]  # fmt: skip
APPRAISALS = [{"employee_id": number, "period": "2025", "predicate": "BAIK"} for number in (ANI, BUDI)]


def dataset(**tables: list[dict[str, Any]]) -> Dataset:
    whole = {
        "agencies": [{"agency_id": "a", "name": "Kabupaten"}],
        "units": UNITS,
        "jobs": JOBS,
        "posts": POSTS,
        "employees": [employee(ANI), employee(BUDI)],
        "appraisals": APPRAISALS,
    } | tables
    frames = {name: pl.DataFrame(rows, schema_overrides=_types(name, rows)) for name, rows in whole.items() if rows}
    return dataset_of(frames)


def _types(name: str, rows: list[dict[str, Any]]) -> dict[str, pl.DataType]:
    used = {column for row in rows for column in row}
    return {column: dtype for column, dtype in TABLES[name].schema.items() if column in used}


def quality(on: dt.date = DAY, **tables: list[dict[str, Any]]) -> Quality:
    data = dataset(**tables)
    return check(data, facts_of(data, Policy(as_of=on, effective_date=on)))


def found(code: str, **tables: list[dict[str, Any]]) -> Finding:
    return next(finding for finding in quality(**tables).findings if finding.code == code)


def failing(code: str, **tables: list[dict[str, Any]]) -> list[str]:
    return found(code, **tables).rows["id"].to_list()


def people(**fields: Any) -> list[dict[str, Any]]:
    """Ani with other values, and Budi as he is."""
    return [employee(ANI, **fields), employee(BUDI)]


def test_clean_dataset_scores_full_marks_on_what_can_be_tested() -> None:
    result = quality()
    assert (result.score, result.highest) == (100.0, 100.0)
    assert [finding.code for finding in result.findings if finding.failing] == []


def test_index_lists_27_indicators_of_which_13_are_known_and_none_is_invented() -> None:
    result = quality()
    index = [finding for dimension in result.dimensions for finding in dimension.findings]
    assert [len(dimension.findings) for dimension in result.dimensions] == [7, 6, 10, 4]
    assert [finding.code for finding in index if finding.known] == [
        "COM_1", "COM_2", "COM_3", "TIM_1", "TIM_4", "TIM_5", "ACC_3", "ACC_6", "ACC_10",
        "CON_1", "CON_2", "CON_3", "CON_4",
    ]  # fmt: skip
    assert {(f.name, f.tested, f.failing) for f in index if not f.known} == {("teks tidak diketahui", 0, 0)}
    assert [dimension.weight for dimension in result.dimensions] == [0.28, 0.31, 0.30, 0.11]


LEADER = {"post_id": "u0:kadis", "rank": "IV/c"}


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("COM_2", {"post_id": None}),
        ("COM_3", {"education_level": None}),
        ("TIM_5", {"birth_date": dt.date(1966, 5, 31)}),
        ("ACC_3", {**LEADER, "cpns_on": dt.date(2024, 7, 1)}),
        ("ACC_6", {"education_level": "D3"}),
        ("ACC_6", {**LEADER, "education_level": "D3"}),
        ("ACC_10", {**LEADER, "rank": "IV/a"}),
        ("CON_1", {"cpns_on": dt.date(2015, 6, 1)}),
        ("CON_2", {"birth_date": dt.date(1986, 9, 27)}),
        ("CON_3", {"sex": "M"}),
    ],
)
def test_indicator_names_the_one_person_in_error(code: str, fields: dict[str, Any]) -> None:
    assert failing(code, employees=people(**fields)) == [ANI]


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("TIM_5", {"birth_date": dt.date(1966, 6, 30)}),  # sixty on the day; retires on the first of July
        ("TIM_5", {"birth_date": dt.date(1960, 1, 1), "status": "PRE_RETIREMENT"}),
        ("ACC_3", {**LEADER, "cpns_on": dt.date(2024, 6, 30)}),
        ("ACC_10", {**LEADER, "rank": "IV/b"}),
        ("CON_1", {"cpns_on": dt.date(2015, 5, 31)}),
    ],
)
def test_indicator_is_silent_at_its_edge(code: str, fields: dict[str, Any]) -> None:
    assert failing(code, employees=people(**fields)) == []


def test_retirement_counts_from_its_first_day() -> None:
    born = people(birth_date=dt.date(1966, 6, 15))
    for day, expected in ((dt.date(2026, 6, 30), 0), (dt.date(2026, 7, 1), 1)):
        answers = {finding.code: finding for finding in quality(day, employees=born).findings}
        assert answers["TIM_5"].failing == expected


def test_education_is_compared_only_where_both_sides_are_known() -> None:
    assert found("ACC_6", employees=people(education_level=None)).tested == 1
    no_requirement = [JOBS[0] | {"min_education": None}, *JOBS[1:]]
    assert found("ACC_6", jobs=no_requirement).tested == 0
    assert found("ACC_6", employees=people(employment="NON_ASN", education_level="SD")).failing == 0


def test_pppk_year_is_tested_and_month_is_not() -> None:
    late = employee(BUDI, cpns_on=dt.date(2024, 3, 1))
    result = quality(employees=[employee(ANI), late])
    answers = {finding.code: finding for finding in result.findings}
    assert answers["CON_4"].rows["id"].to_list() == [BUDI]
    assert (answers["CON_1"].tested, answers["CON_1"].failing) == (1, 0)


def test_two_people_on_one_structural_post_are_both_named_but_two_seats_are_not_double() -> None:
    both = [employee(ANI, **LEADER), employee(BUDI, post_id="u0:kadis")]
    assert failing("TIM_4", employees=both) == [ANI, BUDI]
    two_seats = [*POSTS[:1], POSTS[1] | {"need": 2}, *POSTS[2:]]
    assert failing("TIM_4", employees=both, posts=two_seats) == []
    assert failing("TIM_4", employees=[employee(ANI, **LEADER), employee(BUDI, post_id="u0:kabid")]) == []


def test_two_different_leading_posts_of_one_unit_are_two_heads() -> None:
    posts = [*POSTS[:2], POSTS[2] | {"leads_unit": True}]
    both = [employee(ANI, **LEADER), employee(BUDI, post_id="u0:kabid")]
    result = found("UNI_2", employees=both, posts=posts)
    assert result.rows["id"].to_list() == ["u0"]
    assert result.rows["detail"].to_list() == [f"2 pemimpin: {ANI}, {BUDI}"]


def test_unit_that_no_longer_stands_names_its_people_and_absence_of_the_column_is_not_tested() -> None:
    gone = [UNITS[0], UNITS[1] | {"active": False}]
    assert failing("TIM_1", units=gone) == [ANI, BUDI]
    unknown = found("TIM_1", units=[{k: v for k, v in unit.items() if k != "active"} for unit in UNITS])
    assert (unknown.tested, unknown.share) == (0, None)
    assert "HierarkiUnor" in unknown.reason


def test_appraisal_of_three_years_ago_does_not_count_and_a_newcomer_is_not_asked() -> None:
    old = [{"employee_id": ANI, "period": "2023", "predicate": "BAIK"}, APPRAISALS[1]]
    assert failing("COM_1", appraisals=old) == [ANI]
    newcomer = employee(ANI, cpns_on=dt.date(2026, 2, 1))
    result = found("COM_1", employees=[newcomer, employee(BUDI)], appraisals=[APPRAISALS[1]])
    assert (result.tested, result.failing) == (1, 0)


def test_appraisal_without_a_result_is_empty() -> None:
    empty = [{"employee_id": ANI, "period": "2025", "work_result": 2, "behaviour": None}, APPRAISALS[1]]
    assert failing("COM_1", appraisals=empty) == [ANI]


def test_missing_appraisals_are_no_failure_but_widen_the_score() -> None:
    result = quality(appraisals=[])
    completeness = result.dimensions[0]
    assert [finding.code for finding in completeness.tested] == ["COM_2", "COM_3"]
    assert completeness.points == 100.0
    assert result.score == 100.0
    # ACC_3, ACC_10 and TIM_4 have nobody to ask either: no leading post is held.
    untested = 0.28 / 3 + 0.31 / 3 + 2 * 0.30 / 3
    assert result.tested_weight == pytest.approx(1 - untested)
    assert result.lowest == pytest.approx(100 * (1 - untested))
    assert result.highest == pytest.approx(100.0)


def test_score_is_the_weighted_mean_of_shares_that_pass() -> None:
    result = quality(employees=people(education_level=None, **LEADER))
    # COM: 1 of 3 indicators fails for 1 of 2 people; the other dimensions are clean.
    completeness = 100 * (1 + 1 + 0.5) / 3
    assert result.dimensions[0].points == pytest.approx(completeness)
    assert result.score == pytest.approx(0.28 * completeness + 72)


def test_dimension_without_any_answer_leaves_the_others_their_weight() -> None:
    anonymous = [employee(ANI, employee_id="G-1", education_level=None), employee(BUDI, employee_id="G-2")]
    appraisals = [row | {"employee_id": f"G-{place}"} for place, row in enumerate(APPRAISALS, start=1)]
    result = quality(employees=anonymous, appraisals=appraisals)
    assert result.dimensions[3].points is None
    assert result.score == pytest.approx((0.28 * 100 * 2.5 / 3 + 0.31 * 100 + 0.30 * 100) / 0.89)
    assert result.lowest < result.score < result.highest


def test_non_asn_are_not_judged_by_the_index() -> None:
    honorary = employee("H-1", employment="NON_ASN", education_level=None, post_id=None)
    result = quality(employees=[employee(ANI), employee(BUDI), honorary])
    assert result.score == 100.0


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("PEG_1", {"employee_id": "19860926201505200"}),
        ("PEG_1", {"employee_id": "198613262015052001"}),
        ("PEG_3", {"post_id": None}),
        ("PEG_4", {"in_post_since": None}),
        ("PEG_5", {"birth_date": None}),
        ("PEG_6", {"rank": None}),
        ("PEG_7", {"rank": "IX"}),
        ("PEG_9", {"pns_since": dt.date(2015, 4, 1)}),
        ("PEG_9", {"in_post_since": dt.date(2026, 7, 1)}),
        ("PEG_9", {"in_post_since": dt.date(2014, 7, 1)}),
        ("PEG_11", {"education_field": None}),
    ],
)
def test_own_check_names_the_one_person_and_leaves_the_score_alone(code: str, fields: dict[str, Any]) -> None:
    person = employee(ANI, **fields)
    appraisals = [APPRAISALS[0] | {"employee_id": person["employee_id"]}, APPRAISALS[1]]
    assert failing(code, employees=[person, employee(BUDI)], appraisals=appraisals) == [person["employee_id"]]


def test_same_person_under_two_numbers_is_found() -> None:
    twice = [employee(ANI, name="Ani S.Pd."), employee("198609262015052002", name="ANI, S.PD"), employee(BUDI)]
    assert failing("PEG_2", employees=twice) == [ANI, "198609262015052002"]


@pytest.mark.parametrize(
    ("code", "post"),
    [
        ("FOR_1", {"need": None}),
        ("FOR_2", {"safe_minimum": 3}),
        ("FOR_3", {"need": 0}),
    ],
)
def test_own_check_names_the_post(code: str, post: dict[str, Any]) -> None:
    assert failing(code, posts=[POSTS[0] | post, *POSTS[1:]]) == ["u1:guru"]


def test_need_that_a_policy_fills_is_still_missing() -> None:
    data = dataset(posts=[POSTS[0] | {"need": None}, *POSTS[1:]])
    policy = Policy(as_of=DAY, effective_date=DAY, missing_need="filled")
    answers = {finding.code: finding for finding in check(data, facts_of(data, policy)).findings}
    assert answers["FOR_1"].rows["id"].to_list() == ["u1:guru"]


def test_same_post_twice_and_leading_post_with_many_seats() -> None:
    twice = [*POSTS, POSTS[0] | {"post_id": "other"}]
    assert failing("FOR_4", posts=twice) == ["other", "u1:guru"]
    assert failing("FOR_4", posts=[*POSTS, POSTS[0] | {"post_id": "other", "subject": "IPA"}]) == []
    assert failing("FOR_5", posts=[POSTS[0], POSTS[1] | {"need": 3}, POSTS[2]]) == ["u0:kadis"]


def test_units_in_a_circle_or_without_a_place() -> None:
    circle = [UNITS[0] | {"parent_id": "u1"}, UNITS[1]]
    assert failing("UNI_3", units=circle) == ["u0", "u1"]
    assert failing("UNI_3") == []
    assert failing("UNI_1", units=[UNITS[0], UNITS[1] | {"lat": None}]) == ["u1"]


def test_jobs_without_category_or_family() -> None:
    jobs = [JOBS[0] | {"ladder": None}, JOBS[1], JOBS[2] | {"category": None}]
    assert failing("JAB_1", jobs=jobs) == ["kabid"]
    assert failing("JAB_2", jobs=jobs) == ["guru"]


def test_school_teachers_that_do_not_add_up() -> None:
    schools = [{"unit_id": "u1", "stage": "SD", "teachers": 3}]
    result = found("SEK_1", schools=schools)
    assert result.rows["detail"].to_list() == ["Dapodik 3, daftar pegawai 2"]
    assert failing("SEK_1", schools=[schools[0] | {"teachers": 2}]) == []


@pytest.mark.parametrize(
    ("code", "wish"),
    [
        ("ASP_1", {"unit_id": "nowhere", "rank": 1}),
        ("ASP_2", {"unit_id": "u0", "post_id": "u0:kadis", "rank": 1}),
        ("ASP_2", {"rank": 1}),
        ("ASP_3", {"unit_id": "u0"}),
        ("ASP_4", {"post_id": "u1:guru", "rank": 1}),
    ],
)
def test_wish_that_cannot_be_weighed(code: str, wish: dict[str, Any]) -> None:
    good = {"employee_id": BUDI, "stance": "WANT", "unit_id": "u0", "rank": 1, "post_id": None}
    bad = {"employee_id": ANI, "stance": "WANT", "unit_id": None, "rank": None, "post_id": None} | wish
    assert failing(code, wishes=[good, bad]) == [ANI]


def test_rows_carry_no_birth_date() -> None:
    result = found("CON_2", employees=people(birth_date=dt.date(1971, 2, 3)))
    assert result.rows.columns == ["table", "id", "name", "unit", "detail"]
    assert "1971" not in str(result.rows.to_dicts())


def test_document_cuts_rows_and_says_how_many_were_left_off() -> None:
    document = quality(employees=[employee(ANI, education_level=None), employee(BUDI, education_level=None)]).document(
        limit=1
    )
    finding = document["dimensions"][0]["findings"][2]
    assert (finding["code"], finding["failing"], len(finding["rows"]), finding["rows_left_off"]) == ("COM_3", 2, 1, 1)


def test_order_of_rows_does_not_matter() -> None:
    forth = people(education_level=None)
    assert quality(employees=forth).document() == quality(employees=forth[::-1]).document()


def test_large_frames_are_checked_whole() -> None:
    """Polars splits a large frame between threads, and a bare literal can no longer filter it."""
    many = 100_000
    posts = pl.DataFrame({"id": [f"p{place}" for place in range(many)], "need": [None, *range(1, many)]}).with_columns(
        pl.lit("posts").alias("table"), pl.lit(None, pl.String).alias("name"), pl.lit(None, pl.String).alias("unit")
    )
    without_need = next(own for own in CHECKS if own.code == "FOR_1")
    finding = find(without_need, {"posts": posts})
    assert (finding.tested, finding.rows["id"].to_list()) == (many, ["p0"])


@pytest.mark.parametrize(
    "fields",
    [
        {"pns_since": dt.date(2015, 5, 1)},
        {"in_post_since": DAY},
        {"in_post_since": dt.date(2015, 5, 1)},
    ],
)
def test_dates_that_meet_are_possible(fields: dict[str, Any]) -> None:
    assert failing("PEG_9", employees=people(**fields)) == []


def test_every_impossible_order_of_dates_is_told() -> None:
    born = dt.date(2015, 5, 1)
    result = found(
        "PEG_9", employees=people(birth_date=born, pns_since=dt.date(2015, 4, 1), rank_since=DAY.replace(2027))
    )
    assert result.rows["detail"].to_list() == [
        "TMT CPNS sesudah TMT PNS; lahir sesudah pengangkatan; tanggal sesudah tanggal berlaku"
    ]
    blank = dict.fromkeys(["birth_date", "cpns_on", "in_post_since"])
    assert found("PEG_9", employees=people(**blank)).tested == 1


def test_minimum_equal_to_need_and_need_zero_without_people_are_fine() -> None:
    posts = [POSTS[0] | {"safe_minimum": 2}, POSTS[1] | {"need": 0}, POSTS[2] | {"need": None, "safe_minimum": 1}]
    assert failing("FOR_2", posts=posts) == []
    assert found("FOR_2", posts=posts).tested == 1
    assert failing("FOR_3", posts=posts) == []


def test_one_head_is_no_double_and_units_without_posts_need_no_place() -> None:
    led = found("UNI_2", employees=people(**LEADER))
    assert (led.tested, led.failing) == (1, 0)
    idle = {"unit_id": "u2", "agency_id": "a", "name": "Gudang", "kind": "OTHER"}
    assert found("UNI_1", units=[*UNITS, idle]).tested == 2


def test_level_is_asked_of_functional_people_only() -> None:
    jobs = [JOBS[0] | {"level": None}, JOBS[1] | {"level": None}, JOBS[2]]
    both = [employee(ANI, **LEADER), employee(BUDI)]
    result = found("PEG_8", employees=both, jobs=jobs)
    assert (result.tested, result.rows["id"].to_list()) == (1, [BUDI])


def test_checks_ask_only_whom_they_concern() -> None:
    honorary = employee("H-1", employment="NON_ASN", rank=None, in_post_since=None)
    seatless = employee(ANI, post_id=None, in_post_since=None)
    answers = {f.code: f for f in quality(employees=[seatless, employee(BUDI), honorary]).findings}
    assert (answers["PEG_4"].tested, answers["PEG_4"].failing) == (1, 0)
    assert answers["PEG_7"].tested == 2
    assert answers["PEG_7"].failing == 0
