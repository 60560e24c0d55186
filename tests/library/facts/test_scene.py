"""What is derived of persons and posts on one day."""

import datetime as dt
from typing import Any

import polars as pl
import pytest

from penata.facts import Facts, facts_of
from penata.policy import parse_policy
from penata.tables import TABLES, Dataset, InputError, dataset_of

AGENCY = [{"agency_id": "A", "name": "Kab"}]
UNITS = [
    {"unit_id": "DINAS", "agency_id": "A", "name": "Dinas", "kind": "OPD", "district_id": "D1"},
    {"unit_id": "BIDANG", "parent_id": "DINAS", "agency_id": "A", "name": "Bidang", "kind": "DIVISION"},
    {
        "unit_id": "SD",
        "parent_id": "BIDANG",
        "agency_id": "A",
        "name": "SD",
        "kind": "SCHOOL",
        "district_id": "D2",
        "lat": -3.0,
    },
]
DISTRICTS = [
    {"district_id": "D1", "name": "Satu", "lat": -3.5, "lon": 114.5, "remote": False},
    {"district_id": "D2", "name": "Dua", "lat": -3.6, "lon": 114.6, "remote": True},
]
JOBS = [
    {"job_id": "MUDA", "name": "Guru Ahli Muda", "category": "FUNGSIONAL", "ladder": "GURU", "level": "AHLI_MUDA"},
    {"job_id": "GURU", "name": "Guru", "category": "FUNGSIONAL", "ladder": "GURU"},
    {"job_id": "KABID", "name": "Kepala Bidang", "category": "ADMINISTRATOR", "level": "III.b"},
    {"job_id": "PERAWAT", "name": "Perawat", "category": "FUNGSIONAL", "ladder": "PERAWAT", "level": "AHLI_MADYA",
     "retirement_age": 61},
]  # fmt: skip
POSTS = [
    {"post_id": "P1", "unit_id": "SD", "job_id": "GURU", "need": 2, "safe_minimum": 1},
    {"post_id": "P2", "unit_id": "BIDANG", "job_id": "KABID", "need": 1, "leads_unit": True},
    {"post_id": "P3", "unit_id": "SD", "job_id": "PERAWAT"},
]


def test_a_day_before_the_legal_values_is_refused() -> None:
    early = parse_policy("as_of = 2026-06-30\neffective_date = 2016-01-01")
    with pytest.raises(InputError, match=r"effective_date: 2016-01-01 .*mut\.min_months"):
        facts_of(dataset([]), early)
    first = parse_policy('as_of = 2026-06-30\neffective_date = 2020-01-01\nrule_set = "2026.1"')
    with pytest.raises(InputError, match=r"effective_date: 2020-01-01 .*bup\.administrator"):
        facts_of(dataset([]), first)


def test_retirement_on_a_day_of_the_old_law() -> None:
    policy = parse_policy("as_of = 2026-06-30\neffective_date = 2022-06-30")
    assert facts_of(dataset([]), policy).posts["retirement_age"].drop_nulls().len() > 0


def dataset(employees: list[dict[str, Any]], **tables: list[dict[str, Any]]) -> Dataset:
    base = {"agencies": AGENCY, "units": UNITS, "districts": DISTRICTS, "jobs": JOBS, "posts": POSTS}
    rows = {**base, "employees": employees, **tables}
    return dataset_of({n: pl.DataFrame(r, schema_overrides=_schema(n, r), orient="row") for n, r in rows.items() if r})


def _schema(name: str, rows: list[dict[str, Any]]) -> dict[str, pl.DataType]:
    return {column: TABLES[name].schema[column] for column in rows[0] | {k: None for row in rows for k in row}}


def person(employee_id: str = "1", **facts: Any) -> dict[str, Any]:
    return {"employee_id": employee_id, "name": "N", "employment": "PNS", **facts}


def facts(employees: list[dict[str, Any]], policy: str = "", **tables: list[dict[str, Any]]) -> Facts:
    return facts_of(dataset(employees, **tables), parse_policy("as_of = 2026-06-30\n" + policy))


def first(found: Facts, *columns: str) -> tuple[Any, ...]:
    return found.persons.select(columns).row(0)


def test_posts_count_only_who_is_active_and_of_a_counted_kind() -> None:
    found = facts(
        [
            person("1", post_id="P1"),
            person("2", post_id="P1", status="STUDY_LEAVE"),
            person("3", post_id="P1", employment="NON_ASN"),
            person("4", post_id="P1", employment="PPPK_PART_TIME"),
            person("5", post_id="P1", employment="PPPK", status="ACTIVE"),
        ]
    )
    post = found.posts.row(0, named=True)
    assert (post["filled"], post["absent"], post["shortage"], post["surplus"]) == (2, 3, 0, 0)
    assert (post["capacity"], post["floor"]) == (2, 1)


def test_a_post_without_need_is_null_unless_the_policy_takes_the_filled() -> None:
    assert facts([person(post_id="P3")]).posts["need"].to_list() == [2, 1, None]
    assert facts([person(post_id="P3")], 'missing_need = "filled"').posts["need"].to_list() == [2, 1, 1]


def test_the_office_is_the_nearest_opd_above() -> None:
    assert facts([person(post_id="P1")]).posts["office_id"].to_list() == ["DINAS"] * 3


def test_places_fall_back_to_the_district() -> None:
    school = facts([person(post_id="P1")]).posts.row(0, named=True)
    assert (school["lat"], school["lon"], school["remote"]) == (-3.0, 114.6, True)


def test_own_job_is_read_only_where_the_post_names_the_whole_ladder() -> None:
    found = facts([person("1", post_id="P1", job_id="MUDA"), person("2", post_id="P2", job_id="MUDA")])
    assert found.persons["job_id"].to_list() == ["MUDA", "KABID"]
    assert found.persons["level"].to_list() == ["AHLI_MUDA", "III.b"]


@pytest.mark.parametrize(
    ("post_id", "own", "age"),
    [("P1", "MUDA", 60), ("P2", None, 58), ("P3", None, 61)],
    ids=["guru at every level", "administrator", "the job's own age goes first"],
)
def test_retirement_is_the_first_of_the_month_after_the_age(post_id: str, own: str | None, age: int) -> None:
    found = facts([person(post_id=post_id, job_id=own, birth_date=dt.date(1970, 3, 31))])
    assert first(found, "retirement_age", "retires_on") == (age, dt.date(1970 + age, 4, 1))


def test_somebody_born_on_29_february_retires_too() -> None:
    found = facts([person(post_id="P2", birth_date=dt.date(1972, 2, 29))])
    assert first(found, "retires_on") == (dt.date(2030, 3, 1),)


def test_conditions_count_from_their_first_day_until_before_their_last() -> None:
    def of(start: str, end: str | None) -> tuple[Any, ...]:
        row = {"employee_id": "1", "kind": "DISCIPLINE_SEVERE", "from": dt.date.fromisoformat(start),
               "until": dt.date.fromisoformat(end) if end else None}  # fmt: skip
        return first(facts([person(post_id="P1")], conditions=[row]), "discipline")

    assert of("2026-06-30", None) == (3,)
    assert of("2026-07-01", None) == (None,)
    assert of("2026-01-01", "2026-06-30") == (None,)
    assert of("2026-01-01", "2026-07-01") == (3,)


def test_predicates_are_the_two_latest_whole_years_before_the_day() -> None:
    rows = [
        {"employee_id": "1", "period": "2023", "predicate": "KURANG", "work_result": None, "behaviour": None},
        {"employee_id": "1", "period": "2024", "predicate": None, "work_result": 1, "behaviour": 3},
        {"employee_id": "1", "period": "2025", "predicate": "BAIK", "work_result": None, "behaviour": None},
        {"employee_id": "1", "period": "2026", "predicate": "SANGAT_KURANG", "work_result": None, "behaviour": None},
        {"employee_id": "1", "period": "2026-Q1", "predicate": "SANGAT_KURANG", "work_result": None, "behaviour": None},
    ]
    found = facts([person(post_id="P1")], appraisals=rows)
    assert first(found, "predicate_last", "predicate_before", "predicate_year") == ("BAIK", "KURANG", 2025)


def test_who_leads_by_duty_leads() -> None:
    duty = {"employee_id": "1", "post_id": "P2", "kind": "ACTING_PLT", "from": dt.date(2026, 1, 1), "until": None}
    assert first(facts([person(post_id="P1")], duties=[duty]), "leads_by_duty", "leads") == (True, True)
    over = {**duty, "until": dt.date(2026, 6, 30)}
    assert first(facts([person(post_id="P1")], duties=[over]), "leads") == (False,)


def test_experience_adds_history_and_the_present_job_without_counting_a_day_twice() -> None:
    past = [
        {"job_id": "MUDA", "started_on": dt.date(2020, 1, 1), "ended_on": dt.date(2022, 1, 1)},
        {"job_id": "PERAWAT", "started_on": dt.date(2022, 1, 1), "ended_on": None},
    ]
    past = [{"employee_id": "1", "unit_id": "SD", **row} for row in past]
    found = facts([person(post_id="P1", in_job_since=dt.date(2024, 6, 30))], service_history=past)
    assert found.experience.select("field", "months").rows() == [("GURU", 48), ("PERAWAT", 29)]


def test_persons_and_posts_are_numbered_in_the_order_of_their_ids() -> None:
    found = facts([person("9", post_id="P2"), person("10", post_id="P1")])
    assert found.persons.select("person", "employee_id", "post").rows() == [(0, "10", 0), (1, "9", 1)]


def test_potential_is_that_of_the_latest_box_else_the_own_one() -> None:
    people = [{"employee_id": n, "name": n, "employment": "PNS", "potential": 1} for n in ("a", "b", "c")]
    talent = [
        {"employee_id": "a", "year": 2023, "box": 9},
        {"employee_id": "a", "year": 2025, "box": 7},
        {"employee_id": "b", "year": 2027, "box": 9},  # a year that has not come
    ]
    facts = facts_of(dataset(people, talent=talent), parse_policy("as_of = 2026-06-30"))
    assert facts.persons.select("box", "box_year", "potential").rows() == [
        (7, 2025, 2),
        (None, None, 1),
        (None, None, 1),
    ]
