"""Need from task rows, and the effectiveness of those who are there."""

import datetime as dt
from fractions import Fraction
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from penata.needs.workload import effectiveness, grade, round_half_up, workload_needs
from penata.tables import dataset_of

ON = dt.date(2026, 6, 30)


def needs_of(*rows: dict[str, Any]) -> pl.DataFrame:
    full = [{"post_id": "P", "task": f"tugas {i}", **row} for i, row in enumerate(rows)]
    return workload_needs(dataset_of({"workload": pl.DataFrame(full, infer_schema_length=None)}), ON)


@pytest.mark.parametrize(
    ("minutes", "people", "need"), [(75_000, "1.0000", 1), (112_500, "1.5000", 2), (37_499, "0.5000", 0)]
)
def test_need_of_a_workload(minutes: int, people: str, need: int) -> None:
    assert needs_of({"volume": 1, "minutes": minutes}).select("people", "need").row(0) == (people, need)


def test_need_sums_before_rounding_once() -> None:
    # Three tasks of 0.4 people: 1.2 in all. Rounded task by task they would be 0, with ceilings 3.
    assert needs_of(*[{"volume": 400, "minutes": 75}] * 3)["need"].to_list() == [1]


def test_need_at_a_half_that_floats_would_miss() -> None:
    # 1/3 + 1/3 + 5/6 = 1.5 exactly; in binary floats the sum falls below.
    rows = [{"approach": "OBJECT", "volume": v, "per_person": p} for v, p in ((1, 3), (1, 3), (5, 6))]
    assert needs_of(*rows)["need"].to_list() == [2]


@pytest.mark.parametrize(
    ("row", "people"),
    [
        ({"approach": "OUTPUT", "volume": 1500, "minutes": 100}, "2.0000"),
        ({"approach": "TASK", "volume": 750, "minutes": 100}, "1.0000"),
        ({"approach": "OBJECT", "volume": 90, "per_person": 40}, "2.2500"),
        ({"approach": "OBJECT", "volume": 90, "minutes": 2500, "per_person": 40}, "3.0000"),
        ({"approach": "EQUIPMENT", "volume": 6, "per_person": 4, "shifts": 3}, "4.5000"),
        ({"approach": "EQUIPMENT", "volume": 6, "per_person": 4}, "1.5000"),
        ({"approach": "EQUIPMENT", "volume": 6, "minutes": 99_999, "per_person": 4}, "1.5000"),
        ({"volume": 750, "minutes": 0.1}, "0.0010"),
    ],
)
def test_people_by_approach(row: dict[str, Any], people: str) -> None:
    assert needs_of(row)["people"].to_list() == [people]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"volume": 10}, "tugas “tugas 0”: norma waktu kosong"),
        ({"approach": "EQUIPMENT", "volume": 10}, "tugas “tugas 0”: rasio per pegawai kosong atau nol"),
        ({"approach": "OBJECT", "volume": 10, "per_person": 0}, "tugas “tugas 0”: rasio per pegawai kosong atau nol"),
    ],
)
def test_need_is_absent_where_a_task_is_incomplete(row: dict[str, Any], problem: str) -> None:
    needs = needs_of(row, {"volume": 750, "minutes": 100})
    assert needs.select("tasks", "people", "need", "minutes", "problem").row(0) == (2, None, None, None, problem)


def test_absurd_workload_is_told() -> None:
    needs = needs_of(*[{"volume": 1e9, "minutes": 1e6}] * 2)
    assert needs["need"].to_list() == [None]
    assert needs["problem"][0].startswith("jumlah beban kerja tidak masuk akal")


@given(st.integers(0, 10**6), st.integers(1, 10**4))
def test_round_half_up_against_its_definition(numerator: int, denominator: int) -> None:
    number = Fraction(numerator, denominator)
    rounded = round_half_up(number)
    assert number - Fraction(1, 2) < rounded <= number + Fraction(1, 2)


@pytest.mark.parametrize(
    ("minutes", "filled", "ej"),
    [
        (75_000.0, 1, 100), (67_125.0, 1, 90), (67_124.0, 1, 89), (150_000.0, 4, 50), (0.0, 2, 0), (75_000.0, 0, None),
        (None, 3, None), (75_375.0, 1, 101), (75_374.0, 1, 100),
        (1e15, 1, 1_333_333_333_333),
    ],
)  # fmt: skip
def test_effectiveness_in_hundredths(minutes: float | None, filled: int, ej: int | None) -> None:
    frame = pl.DataFrame({"m": [minutes], "f": [filled]}, schema={"m": pl.Float64, "f": pl.Int64})
    assert frame.select(effectiveness(pl.col("m"), pl.col("f"), ON)).item() == ej


def test_grade_at_every_edge() -> None:
    edges = {101: "A", 100: "B", 90: "B", 89: "C", 70: "C", 69: "D", 50: "D", 49: "E", 0: "E"}
    frame = pl.DataFrame({"ej": [*edges]})
    assert frame.select(grade(pl.col("ej"), ON).alias("g"))["g"].to_list() == [*edges.values()]
