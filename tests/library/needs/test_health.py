"""Minimum staff of a health centre."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from penata.needs import health_completeness, health_needs
from penata.policy import Policy

ON = dt.date(2026, 6, 30)
PHARMACY = [
    {"job_id": "AP", "name": "Apoteker Ahli Pertama", "category": "FUNGSIONAL", "ladder": "APOTEKER",
     "level": "AHLI_PERTAMA", "family": "KESEHATAN"},
    {"job_id": "AA", "name": "Asisten Apoteker Mahir", "category": "FUNGSIONAL", "ladder": "ASISTEN_APOTEKER",
     "level": "MAHIR", "family": "KESEHATAN"},
    {"job_id": "SAN", "name": "Sanitarian Mahir", "category": "FUNGSIONAL", "ladder": "Sanitarian",
     "level": "MAHIR", "family": "KESEHATAN"},
]  # fmt: skip
POSTS = [{"post_id": "P1", "unit_id": "PKM", "job_id": "AP"}, {"post_id": "P2", "unit_id": "PKM", "job_id": "AA"}]


@pytest.mark.parametrize(
    ("inpatient", "area", "total"),
    [(False, None, 16), (True, None, 24), (False, "URBAN", 17), (True, "URBAN", 26), (True, "REMOTE", 24)],
)
def test_minimum_adds_up_to_the_printed_totals(
    regency: Callable[..., Any], policy: Policy, inpatient: bool, area: str | None, total: int
) -> None:
    # Printed totals 19/27 (villages) and 22/31 (towns), less administration 2 (3) and pekarya 1 (2).
    dataset = regency(health_centres=[{"unit_id": "PKM", "inpatient": inpatient, "area": area}])
    assert health_needs(dataset, policy).rows["need"].sum() == total


def test_nurses_by_beds(regency: Callable[..., Any], policy: Policy) -> None:
    for inpatient, nurses in ((False, 5), (True, 8)):
        dataset = regency(health_centres=[{"unit_id": "PKM", "inpatient": inpatient}])
        rows = health_needs(dataset, policy).rows
        assert rows.filter(ladder="PERAWAT").select("need", "source").rows() == [
            (
                nurses,
                f"Penata: norma minimum puskesmas (Permenkes 75/2014 lampiran, belum diverifikasi): PERAWAT {nurses}",
            )
        ]


@pytest.mark.parametrize(
    ("on_first", "on_second", "expected"),
    [
        (0, 0, {"APOTEKER": 2, "ASISTEN_APOTEKER": 0}),
        (0, 1, {"APOTEKER": 1, "ASISTEN_APOTEKER": 1}),
        (0, 5, {"APOTEKER": 0, "ASISTEN_APOTEKER": 2}),
        (1, 5, {"APOTEKER": 1, "ASISTEN_APOTEKER": 1}),
        (3, 5, {"APOTEKER": 2, "ASISTEN_APOTEKER": 0}),
    ],
)
def test_type_of_two_ladders_counts_those_who_are_there(
    regency: Callable[..., Any],
    person: Callable[..., Any],
    policy: Policy,
    on_first: int,
    on_second: int,
    expected: dict[str, int],
) -> None:
    people = [person(i, "P1") for i in range(on_first)] + [person(10 + i, "P2") for i in range(on_second)]
    centre = [{"unit_id": "PKM", "inpatient": True, "area": "URBAN"}]
    dataset = regency(health_centres=centre, jobs=PHARMACY, posts=POSTS, employees=people)
    rows = health_needs(dataset, policy).rows
    assert dict(rows.filter(rows["source"].str.contains("KEFARMASIAN")).select("ladder", "need").rows()) == expected


def test_need_goes_to_the_ladder_that_the_dataset_knows(regency: Callable[..., Any], policy: Policy) -> None:
    dataset = regency(health_centres=[{"unit_id": "PKM", "inpatient": False}], jobs=PHARMACY)
    ladders = health_needs(dataset, policy).rows["ladder"].to_list()
    assert "Sanitarian" in ladders
    assert "TENAGA_SANITASI_LINGKUNGAN" not in ladders


def test_completeness_counts_types_met(regency: Callable[..., Any], person: Callable[..., Any], policy: Policy) -> None:
    people = [person(1, "P1"), person(2, "P2", status="STUDY_LEAVE")]
    centre = [{"unit_id": "PKM", "inpatient": False}]
    dataset = regency(health_centres=centre, jobs=PHARMACY, posts=POSTS, employees=people)
    assert health_completeness(dataset, ON).rows() == [("PKM", 9, 1, 1 / 9)]
