"""A written plan is opened again without solving, and only where its tables prove each other."""

import datetime as dt

import numpy as np
import polars as pl
import pytest

from penata.planning import plan, reopened
from penata.policy import parse_policy
from penata.synthetic import synthesise
from penata.tables import InputError

POLICY = parse_policy("as_of = 2026-06-30\nladder = [25]")


@pytest.fixture(scope="module")
def made():
    dataset = synthesise(seed=5, employees=600, as_of=dt.date(2026, 6, 30)).dataset
    return dataset, plan(dataset, POLICY)


def test_reopened_plan_is_the_plan(made) -> None:
    dataset, done = made
    again = reopened(dataset, POLICY, done.assignments, done.prices)
    assert np.array_equal(again.solution.chosen, done.workings.solution.chosen)
    assert np.array_equal(again.solution.heads, done.workings.solution.heads)
    assert np.array_equal(again.solution.prices, done.workings.solution.prices)


def test_reopened_refuses_another_assignment(made) -> None:
    dataset, done = made
    mover = done.moves["employee_id"][0]
    stays = done.assignments.join(dataset["employees"].select("employee_id", pl.col("post_id").alias("own")),
                                  on="employee_id").with_columns(
        post_id=pl.when(pl.col("employee_id") == mover).then("own").otherwise("post_id"))  # fmt: skip
    with pytest.raises(InputError, match="membuktikan"):
        reopened(dataset, POLICY, stays.select("employee_id", "post_id"), done.prices)


def test_reopened_refuses_prices_of_another_plan(made) -> None:
    dataset, done = made
    with pytest.raises(InputError, match="membuktikan"):
        reopened(dataset, POLICY, done.assignments, done.prices.with_columns(pl.col("gain") + 1))
    with pytest.raises(InputError, match="membuktikan"):
        reopened(dataset, POLICY, done.assignments, done.prices.head(3))
