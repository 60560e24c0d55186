"""What a plan costs in allowances: by month, by year, by office; the unknown in no sum."""

import polars as pl
from finished_plans import POLICY

from penata.facts import facts_of
from penata.planning.budget import budget_effect
from penata.tables import PLAN_TABLES, dataset_of

DATASET = dataset_of(
    {
        "agencies": pl.DataFrame({"agency_id": ["A"], "name": ["Kabupaten"]}),
        "units": pl.DataFrame({
            "unit_id": ["U1", "U2"], "agency_id": ["A", "A"], "name": ["Dinas Satu", "Dinas Dua"],
            "kind": ["OPD", "OPD"],
        }),
        "jobs": pl.DataFrame({
            "job_id": ["LOW", "HIGH", "DARK"], "name": ["Rendah", "Tinggi", "Gelap"], "category": ["PELAKSANA"] * 3,
            "allowance_month": [400, 1_000, None],
        }),
        "posts": pl.DataFrame({
            "post_id": ["U1:LOW", "U2:HIGH", "U1:HIGH", "U2:DARK"], "unit_id": ["U1", "U2", "U1", "U2"],
            "job_id": ["LOW", "HIGH", "HIGH", "DARK"], "need": [1, 1, 1, 1],
        }),
        "employees": pl.DataFrame({
            "employee_id": ["P1", "P2", "P3", "P4"], "name": ["a", "b", "c", "d"], "employment": ["PNS"] * 4,
            "post_id": ["U1:LOW", "U2:HIGH", "U1:HIGH", None],
        }),
    }
)  # fmt: skip
FACTS = facts_of(DATASET, POLICY)


def _moves(*rows: tuple[str, str | None, str | None, int | None]) -> pl.DataFrame:
    names = ("employee_id", "from_post_id", "to_post_id", "allowance_change")
    return PLAN_TABLES["moves"].conform(pl.DataFrame(list(rows), schema=list(names), orient="row"))


def test_budget_of_moves_between_offices() -> None:
    moves = _moves(("P1", "U1:LOW", "U2:HIGH", 600), ("P2", "U2:HIGH", "U1:LOW", -600), ("P3", "U1:HIGH", "U2:HIGH", 0))
    assert budget_effect(moves, FACTS) == {
        "currency": "IDR",
        "month": {"up": 600, "down": -600, "net": 0},
        "year": {"up": 7_200, "down": -7_200, "net": 0},
        "people": {"up": 1, "down": 1, "same": 1, "unknown": 0},
        "offices": [
            {"office_id": "U1", "office": "Dinas Satu", "arriving_month": 400, "leaving_month": 1_400,
             "net_month": -1_000, "unknown": 0},
            {"office_id": "U2", "office": "Dinas Dua", "arriving_month": 2_000, "leaving_month": 1_000,
             "net_month": 1_000, "unknown": 0},
        ],
    }  # fmt: skip


def test_budget_of_people_whose_allowance_is_not_known() -> None:
    """They are counted, and no sum takes them for nothing."""
    moves = _moves(("P3", "U1:HIGH", "U2:DARK", None), ("P4", None, "U2:HIGH", None))
    found = budget_effect(moves, FACTS)
    assert found["people"] == {"up": 0, "down": 0, "same": 0, "unknown": 2}
    assert found["month"] == {"up": 0, "down": 0, "net": 0}
    assert [(o["office_id"], o["arriving_month"], o["leaving_month"], o["unknown"]) for o in found["offices"]] == [
        ("U1", 0, 0, 1),
        ("U2", 0, 0, 2),
    ]


def test_budget_without_moves() -> None:
    found = budget_effect(_moves(), FACTS)
    assert (found["year"], found["offices"]) == ({"up": 0, "down": 0, "net": 0}, [])
