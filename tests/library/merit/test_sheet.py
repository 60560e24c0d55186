"""The points sheet: its rows add up to the parts and the gain, and it says what the data does not tell."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from penata import merit
from penata.merit.sheet import CRITERION_LABELS, POINTS_SHEET, Sheets
from penata.policy import FitShares, MeritPolicy, Weights

Make = Callable[..., Any]
JOBS = [
    {"job_id": "guru", "name": "Guru", "category": "FUNGSIONAL", "ladder": "GURU", "level": "AHLI_MUDA",
     "min_education": "S1", "education_fields": ["Matematika", "Fisika"], "certificates": ["Pendidik"]},
    {"job_id": "clerk", "name": "Staf", "category": "PELAKSANA", "family": "Umum", "min_experience_months": 24,
     "certificates": ["Arsip", "PKP"]},
    {"job_id": "head", "name": "Kasubag", "category": "PENGAWAS", "level": "IV.a", "family": "Umum",
     "min_education": "S1"},
]  # fmt: skip
POSTS = [
    {"post_id": "near:guru", "unit_id": "near", "job_id": "guru", "need": 1, "subject": "Matematika"},
    {"post_id": "far:guru", "unit_id": "far", "job_id": "guru", "need": 2, "subject": "IPA"},
    {"post_id": "clinic:clerk", "unit_id": "clinic", "job_id": "clerk", "need": 1},
    {"post_id": "clinic:head", "unit_id": "clinic", "job_id": "head", "need": 1},
]
ASKED = [{"job_id": job, "competency": name, "level": 3} for job in ("clerk", "head") for name in ("Integritas", "TIK")]
PLACES = [post["post_id"] for post in POSTS]
EVERYTHING = Weights(development=17, rotation=23, breadth=11)


def _maybe(of: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | of


_DAYS = st.dates(dt.date(2005, 1, 1), dt.date(2026, 6, 1))
_PERSON = st.fixed_dictionaries({
    "post_id": _maybe(st.sampled_from(PLACES)), "education_level": _maybe(st.sampled_from(["SMA", "S1", "S2"])),
    "education_field": _maybe(st.sampled_from(["Matematika", "Pend. MIPA", "Kebidanan"])),
    "potential": _maybe(st.integers(1, 3)), "dependants": _maybe(st.integers(0, 6)), "cpns_on": _maybe(_DAYS),
    "in_post_since": _maybe(_DAYS), "in_job_since": _maybe(_DAYS), "in_unit_since": _maybe(_DAYS),
    "home_district_id": _maybe(st.sampled_from(["d1", "d2"])), "subjects": _maybe(st.just(["IPA"])),
    "certificates": _maybe(st.lists(st.sampled_from(["arsip", "PKP", "Pendidik"]), min_size=1)),
})  # fmt: skip


@st.composite
def _tables(draw: st.DrawFn) -> dict[str, Any]:
    people = [
        {"employee_id": f"{n}", "name": f"{n}", "employment": "PNS", **person}
        for n, person in enumerate(draw(st.lists(_PERSON, min_size=1, max_size=4)))
    ]
    who = st.sampled_from([person["employee_id"] for person in people])
    where = st.sampled_from(PLACES)

    def rows(**columns: st.SearchStrategy[Any]) -> list[dict[str, Any]]:
        return draw(st.lists(st.fixed_dictionaries(columns), max_size=5))

    scores = {(row["employee_id"], row["post_id"]): row for row in
              rows(employee_id=who, post_id=where, points=st.integers(-9, 9))}  # fmt: skip
    predicates = st.sampled_from(["SANGAT_BAIK", "BAIK", "KURANG"])
    years = {(row["employee_id"], row["period"]): row for row in
             rows(employee_id=who, period=st.sampled_from(["2024", "2025"]), predicate=predicates)}  # fmt: skip
    return {
        "employees": people,
        "jobs": JOBS,
        "posts": POSTS,
        "job_competencies": ASKED,
        "competencies": rows(employee_id=who, competency=st.sampled_from(["tik", "Integritas"]),
                             level=st.integers(0, 4)),
        "appraisals": list(years.values()),
        "conditions": rows(employee_id=who, kind=st.just("CARER"), **{"from": st.just(dt.date(2020, 1, 1))}),
        "wishes": rows(employee_id=who, post_id=where, rank=st.integers(1, 9),
                       stance=st.sampled_from(["WANT", "ACCEPT", "REFUSE"])),
        "service_history": rows(employee_id=who, unit_id=st.sampled_from(["far", "clinic"]),
                                job_id=st.sampled_from(["guru", "clerk", "head"]),
                                started_on=st.just(dt.date(2018, 3, 1)), ended_on=st.just(dt.date(2021, 1, 1))),
        "scores": list(scores.values()),
    }  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    tables=_tables(),
    weights=st.lists(st.integers(0, 70), min_size=11, max_size=11),
    shares=st.lists(st.integers(0, 30), min_size=5, max_size=5),
    absent=st.sampled_from(["middle", "lowest"]),
    direction=st.sampled_from(["LATERAL", "PROMOTION"]),
    gates=st.integers(0, 2),
)
def test_rows_add_up_to_every_part_and_to_the_gain(
    town: Make, tables: dict[str, Any], weights: list[int], shares: list[int], absent: Any, direction: str, gates: int
) -> None:
    names = ("fit", "wish", "accept", "refusal", "distance_per_10km", "disruption", "selection", "release",
             "last_resort", "rotation", "breadth")  # fmt: skip
    place = town(replace(EVERYTHING, **dict(zip(names, weights, strict=True))), **tables)
    policy = replace(place.policy, merit=MeritPolicy(absent, FitShares(1, *shares)))
    pairs = place.pairs(
        *((person["employee_id"], post) for person in tables["employees"] for post in PLACES),
        direction=direction, last_resort=gates,
    )  # fmt: skip
    sheet = merit.points_sheet(place.facts, place.dataset, policy, pairs.reverse())
    parts = merit.parts(place.facts, place.dataset, policy, pairs)
    told = (
        sheet.with_columns((pl.col("points") * 1000).round().cast(pl.Int64))
        .group_by("person", "post", "part").agg(pl.col("points").sum())
    )  # fmt: skip
    true = parts.unpivot(merit.PARTS, index=["person", "post"], variable_name="part", value_name="true")
    both = true.join(told, on=["person", "post", "part"], how="full", coalesce=True, validate="1:1")
    assert both.filter(pl.col("true").fill_null(0) * 1000 != pl.col("points").fill_null(0)).height == 0
    assert sheet.schema == POINTS_SHEET
    rounding = sheet.filter(pl.col("criterion") == "rounding")
    assert rounding.filter(~pl.col("points").abs().is_between(0.001, 0.502)).height == 0
    assert set(rounding["part"]) <= {"fit", "selection", "release", "development", "rotation", "breadth"}
    told_by_scores = pl.col("weight") * (pl.col("score_there") - pl.col("score_here")) / 1000
    fit = sheet.filter((pl.col("part") == "fit") & (pl.col("criterion") != "rounding"))
    assert fit.filter((told_by_scores.fill_null(0) - pl.col("points")).abs() > 0.0006).height == 0
    told_by_score = (
        pl.col("weight") * (2 * pl.col("score_there").fill_null(500 if absent == "middle" else 0) - 1000) / 1000
    )
    thirds = sheet.filter(pl.col("part").is_in(["selection", "development"]) & (pl.col("criterion") != "rounding"))
    counted = thirds.filter(~pl.col("handling").str.starts_with("tidak berlaku"))
    assert counted.filter((told_by_score - pl.col("points")).abs() > 0.0006).height == 0
    assert set(sheet["criterion"]) <= set(CRITERION_LABELS)
    assert sheet["handling"].str.len_chars().min() != 0


def _sheet(place: Any, who: str, where: str, **of_pair: Any) -> pl.DataFrame:
    pairs = place.pairs((who, where), **of_pair)
    return merit.points_sheet(place.facts, place.dataset, place.policy, pairs)


def _row(sheet: pl.DataFrame, part: str, criterion: str) -> dict[str, Any]:
    found = sheet.filter((pl.col("part") == part) & (pl.col("criterion") == criterion))
    return found.drop("person", "post", "part", "criterion").row(0, named=True)


def test_fit_is_quoted_as_people_read_it(town: Make) -> None:
    person = {"education_level": "S1", "education_field": "Fisika", "certificates": ["arsip"], "subjects": ["IPA"]}
    sheet = _sheet(town(person=person, jobs=JOBS, posts=POSTS), "1", "clinic:clerk")
    assert _row(sheet, "fit", "education_level") == {
        "raw_here": "S1; diminta S1", "raw_there": None, "score_here": 1000, "score_there": None, "weight": 6.0,
        "points": 0.0, "absent": False, "handling": "tidak dibandingkan: hanya diminta di satu tempat",
    }  # fmt: skip
    assert _row(sheet, "fit", "education_field")["raw_here"] == "Fisika; diminta Fisika atau Matematika"
    assert _row(sheet, "fit", "subject")["raw_here"] == "bersertifikat IPA; diminta Matematika"
    assert _row(sheet, "fit", "certificates") == {
        "raw_here": "0 dari 1; kurang: Pendidik", "raw_there": "1 dari 2; kurang: PKP", "score_here": 0,
        "score_there": 500, "weight": 6.0, "points": 3.0, "absent": False, "handling": "dibandingkan",
    }  # fmt: skip


def test_absence_is_told_with_what_the_policy_makes_of_it(town: Make) -> None:
    wants = [{"employee_id": "1", "post_id": "far:guru", "stance": "WANT", "rank": 2}]
    place = town(jobs=JOBS, posts=POSTS, wishes=wants)
    sheet = _sheet(place, "1", "far:guru")
    level = _row(sheet, "fit", "education_level")
    assert (level["raw_there"], level["absent"]) == ("tidak tercatat; diminta S1", True)
    assert level["handling"] == "tidak tercatat: tidak dibandingkan"
    kept = ("score_there", "points", "absent", "handling")
    told = _row(sheet, "selection", "performance")
    assert [told[name] for name in kept] == [None, 0.0, True, "tidak tercatat: dianggap tengah"]
    strict = replace(place.policy, merit=MeritPolicy("lowest"))
    sheet = merit.points_sheet(place.facts, place.dataset, strict, place.pairs(("1", "far:guru")))
    told = _row(sheet, "selection", "performance")
    assert [told[name] for name in kept] == [None, -10.0, True, "tidak tercatat: dianggap terendah"]
    assert _row(sheet, "wish", "wish")["raw_there"] == "pilihan ke-2"


def test_rounding_is_a_row_of_its_own(town: Make) -> None:
    wants = [{"employee_id": "1", "post_id": "far:guru", "stance": "WANT", "rank": 1}]
    history = [{"employee_id": "1", "job_id": "guru", "unit_id": "far", "started_on": dt.date(2019, 1, 1),
                "ended_on": dt.date(2020, 6, 1)}]  # fmt: skip
    sheet = _sheet(town(wishes=wants, service_history=history), "1", "far:guru")
    rows = sheet.filter(pl.col("part") == "selection").select("criterion", "points").rows()
    assert rows == [("performance", 0.0), ("experience", -7.18), ("potential", 0.0), ("rounding", 0.18)]


def test_personal_facts_are_named_only_on_request(town: Make) -> None:
    crowd = [{"employee_id": n, "name": n, "employment": "PNS", "post_id": "near:guru", "dependants": 3} for n in "12"]
    place = town(employees=crowd, conditions=[{"employee_id": "2", "kind": "ILLNESS", "from": dt.date(2026, 1, 1)}])
    hidden = _row(_sheet(place, "1", "far:guru"), "release", "family")
    assert (hidden["raw_here"], hidden["score_here"], hidden["points"]) == ("syarat pribadi", None, -3.333)
    pairs = place.pairs(("1", "far:guru"), ("2", "far:guru"))
    shown = merit.points_sheet(place.facts, place.dataset, place.policy, pairs, show_personal=True)
    assert _row(shown.filter(pl.col("person") == 0), "release", "family")["raw_here"] == "3 tanggungan"
    ill = _row(shown.filter(pl.col("person") == 1), "release", "protected")
    assert (ill["raw_here"], ill["points"]) == ("syarat pribadi", -20.0)
    assert not shown.filter(pl.col("raw_here").str.contains("(?i)illness|sakit")).height


def test_an_assessment_stands_alone_and_the_own_post_has_no_rows(town: Make) -> None:
    place = town(scores=[{"employee_id": "1", "post_id": "far:guru", "points": 12}])
    sheet = _sheet(place, "1", "far:guru")
    assert sheet.select("part", "criterion", "points").rows() == [("assessed", "assessed", 12.0)]
    assert _sheet(place, "1", "near:guru").height == 0


@pytest.mark.parametrize("size", [0, 1])
def test_sheets_prepared_once_answer_for_any_pairs(town: Make, size: int) -> None:
    place = town()
    sheets = Sheets.of(
        place.facts, place.dataset, place.policy, merit.prepared(place.facts, place.dataset, place.policy)
    )
    pairs = place.pairs(*[("1", "far:guru")] * size)
    assert sheets.rows(pairs).equals(merit.points_sheet(place.facts, place.dataset, place.policy, pairs))
