"""Teachers that a school needs."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from penata.needs import school_needs, teachers_by_hours
from penata.policy import Policy

ON = dt.date(2026, 6, 30)


@pytest.mark.parametrize(
    ("teachers", "expected"),
    [
        (0.0, (0, False)),
        (0.4, (1, False)),
        (0.99, (1, False)),
        (1.0, (1, False)),
        (1.01, (1, False)),
        (1.66, (1, False)),
        (1.67, (1, True)),
        (1.70, (1, True)),
        (1.99, (1, True)),
        (2.0, (2, False)),
        (2.7, (2, False)),
        (3.99, (3, False)),
    ],
)
def test_rounding_table_of_subject_teachers(teachers: float, expected: tuple[int, bool]) -> None:
    need, review = teachers_by_hours(pl.col("h"), ON)
    assert pl.DataFrame({"h": [teachers * 24]}).select(need.alias("n"), review.alias("r")).row(0) == expected


def test_forty_hours_are_one_teacher_and_no_case() -> None:
    # 40 / 24 = 1.6667: the band "1.67" begins where a teacher would work more than the most allowed.
    need, review = teachers_by_hours(pl.col("h"), ON)
    assert pl.DataFrame({"h": [40.0]}).select(need.alias("n"), review.alias("r")).row(0) == (1, False)


def needs(dataset: Any, policy: Policy) -> list[tuple[Any, ...]]:
    return school_needs(dataset, policy).rows.select("unit_id", "subject", "need").rows()


def test_primary_school_needs_classes_and_two_subjects(regency: Callable[..., Any], policy: Policy) -> None:
    dataset = regency(schools=[{"unit_id": "SD1", "stage": "SD", "classes": 8}])
    assert needs(dataset, policy) == [
        ("SD1", "Guru Kelas", 8),
        ("SD1", "PJOK", 1),
        ("SD1", "Pendidikan Agama Islam", 1),
    ]
    source = school_needs(dataset, policy).rows["source"][0]
    assert source == "Penata: norma guru kelas SD (Permendiknas 15/2010; Permendikbud 23/2013): 8 rombel"


@pytest.mark.parametrize(
    ("unit", "special", "classes", "need"),
    [
        ("SD1", None, 3, 6),
        ("SD1", True, 3, 4),
        ("SD2", None, 3, 4),  # its district is remote
        ("SD2", False, 3, 6),  # its own word goes first
        ("SD1", None, 6, 6),
    ],
)
def test_class_teachers_have_a_minimum(
    regency: Callable[..., Any], policy: Policy, unit: str, special: bool | None, classes: int, need: int
) -> None:
    dataset = regency(schools=[{"unit_id": unit, "stage": "SD", "classes": classes, "special_area": special}])
    row = school_needs(dataset, policy).rows.row(0, named=True)
    assert row["need"] == need
    assert (row["note"] is None) == (classes >= need)


def test_private_school_has_no_need(regency: Callable[..., Any], policy: Policy) -> None:
    dataset = regency(schools=[{"unit_id": "SD1", "stage": "SD", "classes": 8, "private": True}])
    assert needs(dataset, policy) == []


def test_class_teachers_without_minimum_where_the_agency_says_so(regency: Callable[..., Any], policy: Policy) -> None:
    dataset = regency(schools=[{"unit_id": "SD1", "stage": "SD", "classes": 3}])
    own = dataclasses.replace(policy, parameters={"guru.sd.minimum": 0})
    assert needs(dataset, own)[0] == ("SD1", "Guru Kelas", 3)


def test_subject_teachers_by_weekly_hours(regency: Callable[..., Any], policy: Policy) -> None:
    hours = [
        {"unit_id": "SMP", "subject": "MTK", "weekly_hours": 41.0},
        {"unit_id": "SMP", "subject": "Bahasa Inggris", "weekly_hours": 100.0},
        {"unit_id": "SD1", "subject": "Penjaskes", "weekly_hours": 48.0},
        {"unit_id": "SD1", "subject": "Guru Kelas", "weekly_hours": 300.0},
        {"unit_id": "DIK", "subject": "Matematika", "weekly_hours": 24.0},
    ]
    schools = [{"unit_id": "SMP", "stage": "SMP", "classes": 9}, {"unit_id": "SD1", "stage": "SD", "classes": 12}]
    dataset = regency(schools=schools, subject_hours=hours)
    assert needs(dataset, policy) == [
        ("SD1", "Guru Kelas", 12),
        ("SD1", "PJOK", 2),
        ("SD1", "Pendidikan Agama Islam", 1),
        ("SMP", "Bahasa Inggris", 4),
        ("SMP", "Matematika", 1),
    ]
    assert school_needs(dataset, policy).rows["note"].drop_nulls().to_list() == [
        "41.0 jam: satu guru mengajar lebih dari 40 jam, dua guru kurang dari 24 jam; "
        "dibulatkan ke bawah, putuskan kasus per kasus"
    ]


def test_absent_numbers_are_told_and_not_nought(regency: Callable[..., Any], policy: Policy) -> None:
    schools = [{"unit_id": "SD1", "stage": "SD", "classes": None}, {"unit_id": "SMP", "stage": "SMP", "classes": 9}]
    found = school_needs(regency(schools=schools), policy)
    assert found.rows.select("unit_id", "subject").rows() == [("SD1", "PJOK"), ("SD1", "Pendidikan Agama Islam")]
    assert found.missing.rows() == [
        ("SD1", "Guru Kelas", "jumlah rombel kosong"),
        ("SMP", "guru mata pelajaran", "jam per minggu menurut mata pelajaran tidak ada (tabel subject_hours)"),
    ]
