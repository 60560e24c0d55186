"""Parts of a gain: whole points, one cause at a time, in a town where everything else is zero."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from penata import merit
from penata.merit import chunk
from penata.policy import Weights

QUIET = Weights(distance_per_10km=0, disruption=0)
Make = Callable[..., Any]
JOBS = [
    {"job_id": "guru", "name": "Guru", "category": "FUNGSIONAL", "ladder": "GURU", "level": "AHLI_MUDA"},
    {"job_id": "clerk", "name": "Pengadministrasi", "category": "PELAKSANA", "family": "Umum"},
]


def _asking(**clerk: Any) -> list[dict[str, Any]]:
    """Jobs in which the clerk's asks something more than the teacher's."""
    return [{**JOBS[0], "min_education": "S1", "education_fields": ["Matematika"], "certificates": ["A"]},
            {**JOBS[1], **clerk}]  # fmt: skip


def test_gain_staying_is_nothing_even_with_a_score_and_a_wish(town: Make) -> None:
    here = town(
        wishes=[{"employee_id": "1", "post_id": "near:guru", "stance": "WANT", "rank": 1}],
        scores=[{"employee_id": "1", "post_id": "near:guru", "points": 99}],
    )
    assert here.parts("1", "near:guru", last_resort=1) == {}


def test_gain_is_the_sum_of_the_parts_in_any_order_of_pairs(town: Make) -> None:
    place = town(
        employees=[
            {"employee_id": n, "name": n, "employment": "PNS", "post_id": p, "dependants": 1}
            for n, p in (("1", "near:guru"), ("2", "near:guru"), ("3", "far:guru"), ("4", None))
        ],
        wishes=[{"employee_id": "2", "unit_id": "far", "stance": "WANT", "rank": 1}],
    )
    pairs = place.pairs(*((who, where) for who in "4231" for where in ("far:guru", "clinic:clerk", "near:guru")))
    table = merit.parts(place.facts, place.dataset, place.policy, pairs)
    gains = merit.gains(place.facts, place.dataset, place.policy, pairs)
    assert table.select(pl.sum_horizontal(merit.PARTS)).to_series().to_list() == gains.to_list()
    assert table.select("person", "post").equals(pairs.select("person", "post"))
    backwards = merit.gains(place.facts, place.dataset, place.policy, pairs.reverse())
    assert backwards.to_list() == gains.reverse().to_list()


def test_gain_in_runs_is_the_gain_at_once(town: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    place = town(wishes=[{"employee_id": "1", "district_id": "d2", "stance": "REFUSE"}])
    pairs = place.pairs(*[("1", where) for where in ("far:guru", "clinic:clerk", "near:guru")] * 3)
    whole = merit.gains(place.facts, place.dataset, place.policy, pairs)
    monkeypatch.setattr(chunk, "CHUNK_PAIRS", 2)
    assert merit.gains(place.facts, place.dataset, place.policy, pairs).to_list() == whole.to_list()


def test_gain_of_no_pairs_is_empty(town: Make) -> None:
    place = town()
    assert merit.gains(place.facts, place.dataset, place.policy, place.pairs()).to_list() == []
    assert merit.parts(place.facts, place.dataset, place.policy, place.pairs()).height == 0
    assert merit.wish_ranks(place.dataset, place.facts, place.pairs()).to_list() == []


def test_disruption_costs_any_move_but_a_first_placement(town: Make) -> None:
    employees = [
        {"employee_id": "1", "name": "A", "employment": "PNS", "post_id": "near:guru"},
        {"employee_id": "2", "name": "B", "employment": "PNS", "post_id": None},
    ]
    place = town(Weights(distance_per_10km=0), employees=employees)
    assert place.parts("1", "far:guru") == {"disruption": -15}
    assert place.parts("2", "far:guru") == {}


def test_assessment_replaces_every_computed_part(town: Make) -> None:
    place = town(scores=[{"employee_id": "1", "post_id": "far:guru", "points": -7}])
    assert place.parts("1", "far:guru", last_resort=2) == {"assessed": -7}
    assert place.parts("1", "clinic:clerk") == {"disruption": -15}


def test_last_resort_costs_once_for_each_gate(town: Make) -> None:
    assert town(QUIET).parts("1", "far:guru", last_resort=2) == {"last_resort": -160}


def test_distance_is_home_to_there_against_home_to_here(town: Make) -> None:
    weights = Weights(disruption=0, distance_per_10km=4)
    away = {"home_district_id": "d2", "home_lat": -3.40, "home_lon": 115.07}
    assert town(weights, person=away).parts("1", "far:guru") == {"distance": 12}
    assert town(weights, person={"home_lat": -3.40, "home_lon": 114.935}).parts("1", "far:guru") == {}
    assert town(weights).parts("1", "far:guru") == {"distance": -12}


def test_distance_by_road_goes_before_the_straight_line_and_is_capped(town: Make) -> None:
    road = [{"from_district_id": "d1", "to_district_id": "d2", "km": 500.0}]
    assert town(Weights(disruption=0), travel=road).parts("1", "far:guru") == {"distance": -60}
    road[0]["km"] = 3.0  # a cost of 1.5 points: halves go up
    assert town(Weights(disruption=0, distance_per_10km=5), travel=road).parts("1", "far:guru") == {"distance": -1}


def test_distance_unknown_counts_nothing(town: Make) -> None:
    districts = [{"district_id": "d1", "name": "Kota"}, {"district_id": "d2", "name": "Hulu", "lat": 0.0, "lon": 1.0}]
    assert town(Weights(disruption=0), districts=districts).parts("1", "far:guru") == {}
    assert (
        town(Weights(disruption=0), person={"home_district_id": "d1"}, districts=districts).parts("1", "far:guru") == {}
    )


@pytest.mark.parametrize(
    ("person", "asked", "points"),
    [
        ({"education_level": "S1"}, {"min_education": "S1"}, {}),
        ({"education_level": "S1"}, {"min_education": "S2"}, {"fit": -6}),
        ({}, {"min_education": "S2"}, {}),
        ({"education_field": " MATEMATIKA "}, {"education_fields": ["Matematika", "Fisika"]}, {}),
        ({"education_field": "Matematika"}, {"education_fields": ["Kebidanan"]}, {"fit": -12}),
        ({"education_field": "Matematika"}, {"education_fields": ["Kebidanan", "Fisika"]}, {"fit": -7}),
        ({"education_field": "Matematika"}, {"education_fields": ["Pendidikan Matematika"]}, {"fit": -4}),
        ({"education_field": "Kebidanan"}, {"education_fields": ["Kebidanan"]}, {"fit": 12}),
        ({"education_field": "Fisika"}, {"education_fields": ["Fisika"]}, {"fit": 7}),
        ({"education_field": "Fisika"}, {}, {}),
        ({"certificates": ["B", "C"]}, {"certificates": ["B", "D"]}, {"fit": 3}),
        ({}, {"certificates": ["B", "D"]}, {}),
    ],
)
def test_fit_compares_what_is_known_of_both_seats(
    town: Make, person: dict[str, Any], asked: dict[str, Any], points: dict[str, int]
) -> None:
    assert town(QUIET, person=person, jobs=_asking(**asked)).parts("1", "clinic:clerk") == points


def test_fit_by_subject_uses_certificates_then_practice(town: Make) -> None:
    posts = [
        {"post_id": "near:guru", "unit_id": "near", "job_id": "guru", "subject": "IPA", "need": 1},
        {"post_id": "far:guru", "unit_id": "far", "job_id": "guru", "subject": "Matematika", "need": 1},
    ]
    assert town(QUIET, person={"subjects": ["matematika"]}, posts=posts).parts("1", "far:guru") == {"fit": 15}
    assert town(QUIET, posts=posts).parts("1", "far:guru") == {"fit": -15}  # teaches IPA now
    card = [{"employee_id": "1", "kind": "TEACHER_CERTIFICATE", "subject": "Matematika"}]
    assert town(QUIET, posts=posts, credentials=card).parts("1", "far:guru") == {"fit": 15}


def test_fit_by_experience_is_unknown_without_a_history(town: Make) -> None:
    since = {"in_job_since": dt.date(2020, 6, 30)}
    assert town(QUIET, person=since).parts("1", "clinic:clerk") == {}
    history = [{"employee_id": "1", "job_id": "guru", "unit_id": "near", "started_on": dt.date(2018, 6, 30)}]
    assert town(QUIET, person=since, service_history=history).parts("1", "clinic:clerk") == {"fit": -15}
    history.append({"employee_id": "1", "job_id": "clerk", "unit_id": "clinic", "started_on": dt.date(2015, 6, 30),
                    "ended_on": dt.date(2018, 6, 30)})  # fmt: skip
    # 36 of 60 months there, all of them here: -0.4 of a quarter of 60 points
    assert town(QUIET, person=since, service_history=history).parts("1", "clinic:clerk") == {"fit": -6}


def test_fit_by_competencies_averages_what_was_assessed(town: Make) -> None:
    asked = [{"job_id": "guru", "competency": "Integritas", "level": 2},
             {"job_id": "clerk", "competency": "Integritas", "level": 4},
             {"job_id": "clerk", "competency": "Arsip", "level": 3}]  # fmt: skip
    held = [{"employee_id": "1", "competency": "integritas", "level": 2}]
    assert town(QUIET, job_competencies=asked, competencies=held).parts("1", "clinic:clerk") == {"fit": -3}
    assert town(QUIET, job_competencies=asked).parts("1", "clinic:clerk") == {}


def test_fit_on_a_post_for_the_whole_ladder_is_that_of_the_own_level(town: Make) -> None:
    jobs = [
        {"job_id": "guru", "name": "Guru", "category": "FUNGSIONAL", "ladder": "GURU"},
        {"job_id": "guru-muda", "name": "Guru Ahli Muda", "category": "FUNGSIONAL", "ladder": "GURU",
         "level": "AHLI_MUDA", "min_education": "S2"},
        {"job_id": "clerk", "name": "Pengadministrasi", "category": "PELAKSANA", "min_education": "SMA"},
    ]  # fmt: skip
    person = {"job_id": "guru-muda", "education_level": "S1"}
    assert town(QUIET, person=person, jobs=jobs).parts("1", "far:guru") == {}
    assert town(QUIET, person=person, jobs=jobs).parts("1", "clinic:clerk") == {"fit": 6}


def test_fit_of_a_person_without_a_seat_is_against_the_middle(town: Make) -> None:
    person = {"post_id": None, "education_level": "S1", "education_field": "Matematika"}
    place = town(QUIET, person=person, jobs=_asking(min_education="S2"))
    assert place.parts("1", "near:guru") == {"fit": 9}  # (0.5·10 + 0.5·20) % of 60
    assert place.parts("1", "clinic:clerk") == {"fit": -3}
