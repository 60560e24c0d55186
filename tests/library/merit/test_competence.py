"""The competence gap: levels missing, absent where nobody assessed."""

from collections.abc import Callable
from typing import Any

import polars as pl

from penata import merit
from penata.merit.competence import COMPETENCE_GAP

Make = Callable[..., Any]
ASKED = [
    {"job_id": "guru", "competency": "Integritas", "level": 3},
    {"job_id": "guru", "competency": "Kerja  Sama", "level": 2},
    {"job_id": "guru", "competency": "Komunikasi", "level": 2},
]
HELD = [
    {"employee_id": "1", "competency": "integritas", "level": 1},
    {"employee_id": "1", "competency": "Integritas ", "level": 2},
    {"employee_id": "1", "competency": "kerja sama", "level": 4},
    {"employee_id": "1", "competency": "Berkuda", "level": 4},
]


def test_gap_is_what_is_missing_and_null_where_not_assessed(town: Make) -> None:
    place = town(competencies=HELD, job_competencies=ASKED)
    pairs = place.pairs(("1", "far:guru"), ("1", "clinic:clerk"), ("1", "far:guru"))
    found = merit.competence_gap(place.facts, place.dataset, pairs)
    far = place.pairs(("1", "far:guru")).select("person", "post").row(0)
    assert found.rows() == [
        (*far, "Integritas", 2, 3, 1),
        (*far, "Kerja  Sama", 4, 2, 0),
        (*far, "Komunikasi", None, 2, None),
    ]
    assert found.schema == COMPETENCE_GAP


def test_gap_of_a_ladder_without_level_is_that_of_the_own_job(town: Make) -> None:
    jobs = [
        {"job_id": "guru", "name": "Guru Ahli Muda", "category": "FUNGSIONAL", "ladder": "GURU", "level": "AHLI_MUDA"},
        {"job_id": "any", "name": "Guru", "category": "FUNGSIONAL", "ladder": "GURU"},
        {"job_id": "clerk", "name": "Pengadministrasi", "category": "PELAKSANA", "family": "Umum"},
    ]
    posts = [
        {"post_id": "near:guru", "unit_id": "near", "job_id": "guru", "need": 1},
        {"post_id": "far:any", "unit_id": "far", "job_id": "any", "need": 1},
    ]
    place = town(jobs=jobs, posts=posts, competencies=HELD, job_competencies=ASKED)
    found = merit.competence_gap(place.facts, place.dataset, place.pairs(("1", "far:any")))
    assert found["gap"].to_list() == [1, 0, None]


def test_gap_without_anything_asked_is_empty(town: Make) -> None:
    place = town(competencies=HELD)
    found = merit.competence_gap(place.facts, place.dataset, place.pairs(("1", "far:guru")))
    assert found.equals(pl.DataFrame(schema=COMPETENCE_GAP))
