"""The files that explain a plan are verified: whatever is changed in them is found."""

from typing import Any

import polars as pl
import pytest
from told_regency import POLICY, told_regency

from penata.planning.verify import Verdict, verify
from penata.tables import TOLD_TABLES


def verdict(**changed: pl.DataFrame) -> Verdict:
    dataset, made, told = told_regency()
    tables = {name: getattr(told, name) for name in TOLD_TABLES} | {
        "assignments": made.assignments, "prices": made.prices, **changed,
    }  # fmt: skip
    return verify(dataset, POLICY, tables, {}, pairs=made.workings.pairs)


def told(name: str) -> pl.DataFrame:
    frame: pl.DataFrame = getattr(told_regency()[2], name)
    return frame


def test_what_the_plan_tells_of_itself_is_accepted() -> None:
    found = verdict()
    assert (found.ok, found.problems) == (True, ())
    assert found.checks["pilihan berikutnya"] == told("alternatives").height
    assert found.checks["jawaban aspirasi"] == told("wishes").height
    assert found.checks["formasi yang masih kurang"] == told("vacancies").height


def test_folder_without_these_files_is_accepted_too() -> None:
    dataset, made, _ = told_regency()
    found = verify(dataset, POLICY, {"assignments": made.assignments}, {}, pairs=made.workings.pairs)
    assert found.ok
    assert "pilihan berikutnya" not in found.checks


def _stayer() -> str:
    dataset, made, _ = told_regency()
    moved = made.moves["employee_id"].to_list()
    return next(one for one in dataset["employees"]["employee_id"] if one not in moved)


@pytest.mark.parametrize(
    "change",
    [
        pl.col("gain") + 1,
        pl.col("behind_gain") + 1,
        pl.col("behind_tie") - 1,
        pl.col("place") + 1,
        pl.lit("tidak-ada").alias("post_id"),
        pl.lit(None, pl.String).alias("employee_id"),
    ],
)
def test_changed_alternative_is_found(change: pl.Expr) -> None:
    first = pl.int_range(pl.len()) == 0
    name = change.meta.output_name()
    frame = told("alternatives").with_columns(pl.when(first).then(change).otherwise(pl.col(name)).alias(name))
    found = verdict(alternatives=frame)
    assert not found.ok
    assert set(found.counts) == {"TOLD_ALTERNATIVE"}


def test_alternative_of_somebody_who_stays_is_found() -> None:
    frame = told("alternatives").head(1).with_columns(pl.lit(_stayer()).alias("employee_id"))
    assert set(verdict(alternatives=frame).counts) == {"TOLD_ALTERNATIVE"}


@pytest.mark.parametrize(("status", "other"), [("GRANTED", "LOST"), ("HONOURED", "OVERRIDDEN")])
def test_status_that_the_assignment_does_not_bear_out_is_found(status: str, other: str) -> None:
    frame = told("wishes")
    assert (frame["status"] == status).any()
    assert set(verdict(wishes=_with(frame, pl.col("status") == status, status=other)).counts) == {"TOLD_WISH"}


def test_wrong_numbers_of_an_answer_are_found() -> None:
    frame = told("wishes")
    lost = pl.col("behind_gain").is_not_null()
    assert frame.filter(lost).height
    for column in ("points", "behind_shortage", "need", "filled_after"):
        value = frame.filter(lost)[column][0] + 1
        assert set(verdict(wishes=_with(frame, lost, **{column: value})).counts) == {"TOLD_WISH"}, column


def test_wrong_points_of_a_wish_that_was_granted_are_found() -> None:
    frame = told("wishes")
    granted = pl.col("status") == "GRANTED"
    assert verdict(wishes=_with(frame, granted, points=frame.filter(granted)["points"][0] + 1)).counts == {
        "TOLD_WISH": 1
    }


def test_missing_and_invented_answers_are_found() -> None:
    frame = told("wishes")
    for changed in (frame.tail(-1), pl.concat([frame, frame.head(1)])):
        assert verdict(wishes=changed).counts == {"TOLD_WISH": 1}


def test_missing_invented_and_wrong_vacancies_are_found() -> None:
    frame = told("vacancies")
    full = told_regency()[1].posts.filter(pl.col("shortage_after") == 0)["post_id"][0]
    first = pl.int_range(pl.len()) == 0
    for changed in (frame.tail(-1), _with(frame, first, post_id=full), _with(frame, first, shortage_after=99)):
        assert set(verdict(vacancies=changed).counts) == {"TOLD_VACANCY"}
    helps = told("helps")
    for changed in (_with(helps, first, post_id=full), _with(helps, first, free=10**6)):
        assert verdict(helps=changed).counts == {"TOLD_VACANCY": 1}


def _with(frame: pl.DataFrame, where: pl.Expr, **values: Any) -> pl.DataFrame:
    """The frame with other values in the first row of those."""
    first = where & (where.cum_sum() == 1)
    return frame.with_columns(
        pl.when(first).then(pl.lit(value)).otherwise(pl.col(name)).alias(name) for name, value in values.items()
    )
