"""The synthetic regency: repeatable, well-formed, and shaped like a real one."""

import datetime as dt

import pytest

from penata.synthetic import World, synthesise
from penata.tables import TABLES

DAY = dt.date(2026, 6, 30)


@pytest.fixture(scope="module")
def small() -> World:
    return synthesise(seed=7, employees=300, as_of=DAY)


@pytest.fixture(scope="module")
def regency() -> World:
    return synthesise(seed=7, employees=8_000, as_of=DAY)


def test_size_is_exact(small: World, regency: World) -> None:
    assert (small.dataset["employees"].height, regency.dataset["employees"].height) == (300, 8_000)


def test_same_seed_same_digest(small: World) -> None:
    assert synthesise(seed=7, employees=300, as_of=DAY).dataset.digest() == small.dataset.digest()


def test_other_seed_other_digest(small: World) -> None:
    assert synthesise(seed=8, employees=300, as_of=DAY).dataset.digest() != small.dataset.digest()


@pytest.mark.parametrize("size", [199, 2_000_001])
def test_size_outside_the_limits(size: int) -> None:
    with pytest.raises(ValueError, match=f"employees is {size}"):
        synthesise(seed=7, employees=size, as_of=DAY)


def test_references_hold(small: World, regency: World) -> None:
    for world in (small, regency):
        dangling = [
            f"{table.name}.{column.name}"
            for table in TABLES.values()
            for column in table.columns
            if column.refers and _dangles(world, table.name, column.name, column.refers)
        ]
        assert dangling == []


def _dangles(world: World, table: str, column: str, refers: str) -> bool:
    other, key = refers.split(".")
    values = world.dataset[table][column].drop_nulls().unique()
    return bool((~values.is_in(world.dataset[other][key].implode())).any())
