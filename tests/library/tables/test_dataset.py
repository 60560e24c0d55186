"""Declared tables: what they hold, and the digest that names a dataset."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from penata.tables import PLAN_TABLES, TABLES, Dataset, dataset_of

UNITS = pl.DataFrame({"unit_id": ["U2", "U1"], "agency_id": ["A", "A"], "name": ["b", "a"]})


def test_tables_are_those_of_the_contract() -> None:
    assert set(TABLES) >= {
        "agencies", "districts", "units", "jobs", "posts", "employees", "duties", "conditions", "credentials",
        "appraisals", "competencies", "job_competencies", "service_history", "kinship", "wishes", "decisions", "scores",
        "travel", "approvals", "calendar",
    }  # fmt: skip
    assert [name for name, table in TABLES.items() if table.required] == ["units", "jobs", "posts", "employees"]


def test_every_reference_names_a_declared_column() -> None:
    for table in (*TABLES.values(), *PLAN_TABLES.values()):
        for column in table.columns:
            if column.refers:
                other, name = column.refers.split(".")
                assert name in TABLES[other], f"{table.name}.{column.name}"


def test_references_point_at_tables_checked_before_or_at_the_own_one() -> None:
    order = list(TABLES)
    for table in TABLES.values():
        for column in table.columns:
            if column.refers:
                assert order.index(column.refers.split(".")[0]) <= order.index(table.name), table.name


def test_an_unknown_table_is_refused_by_name() -> None:
    with pytest.raises(KeyError, match="untis"):
        dataset_of({"untis": UNITS})


def test_absent_tables_are_empty_and_not_given() -> None:
    dataset = dataset_of({"units": UNITS})
    assert dataset.given == {"units"}
    assert dataset["employees"].schema == pl.Schema(TABLES["employees"].schema)
    assert dataset["employees"].height == 0


@given(st.permutations(range(4)))
def test_digest_knows_no_order_of_rows(order: list[int]) -> None:
    wishes = pl.DataFrame(
        {
            "employee_id": ["1", "1", "2", "2"],
            "stance": ["WANT", "REFUSE", "WANT", "WANT"],
            "unit_id": ["a", "b", None, "c"],
        }
    )
    assert dataset_of({"wishes": wishes[order]}).digest() == dataset_of({"wishes": wishes}).digest()


@pytest.mark.parametrize("change", [{"name": ["b", "x"]}, {"parent_id": [None, "U2"]}])
def test_digest_changes_with_any_value(change: dict[str, list[str | None]]) -> None:
    def of(frame: pl.DataFrame) -> Dataset:
        return dataset_of({"units": frame})

    assert of(UNITS.with_columns(**{k: pl.Series(v) for k, v in change.items()})).digest() != of(UNITS).digest()


def test_digest_tells_an_empty_text_from_an_absent_one() -> None:
    absent = UNITS.with_columns(parent_id=pl.lit(None, pl.String))
    empty = UNITS.with_columns(parent_id=pl.lit(""))
    assert dataset_of({"units": absent}).digest() != dataset_of({"units": empty}).digest()


def test_replace_gives_a_new_dataset_and_leaves_the_old() -> None:
    old = dataset_of({"units": UNITS})
    new = old.replace(units=UNITS.head(1))
    assert (old["units"].height, new["units"].height) == (2, 1)
