"""A plan that begins with the exchange: rings kept under their names, the rest proven best, both verified."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
from small_agency import POLICY, agency, person

from penata.cli.console import Console
from penata.cli.opened import reopened_from
from penata.planning import plan, reopened, verify
from penata.policy.exchange import ExchangePolicy
from penata.report import write_plan
from penata.tables import Dataset

FIRST = replace(POLICY, exchange=ExchangePolicy(first=True))


def regency() -> Dataset:
    """Two who want to swap, and a school that is short beside one with too many."""
    posts = [{"post_id": f"{unit}:guru", "unit_id": unit, "job_id": "guru-muda", "need": need}
             for unit, need in (("sd1", 2), ("sd2", 1), ("sd3", 2))]  # fmt: skip
    people = [person("1", "sd1:guru"), person("2", "sd2:guru"), person("3", "sd1:guru"), person("4", "sd1:guru")]
    wishes = [{"employee_id": "1", "rank": 1, "stance": "WANT", "unit_id": "sd2"},
              {"employee_id": "2", "rank": 1, "stance": "WANT", "unit_id": "sd1"}]  # fmt: skip
    return agency(posts=posts, employees=people, wishes=wishes)


def test_plan_goes_on_from_the_swaps() -> None:
    dataset = regency()
    made = plan(dataset, FIRST)
    ends = dict(made.moves.select("employee_id", "to_post_id").iter_rows())
    swapped = made.moves.filter(pl.col("chain_id") == "T0001")["employee_id"].to_list()
    assert (ends["1"], ends["2"], swapped) == ("sd2:guru", "sd1:guru", ["1", "2"])
    assert "sd3:guru" in ends.values()
    told = made.result["exchange_first"]
    assert (told["movers"], told["rings_by_length"], told["members"]) == (2, {"2": 1}, {"T0001": ["1", "2"]})
    assert (made.result["digest"], made.result["status"]) == (dataset.digest(), "OPTIMAL")


def test_plan_after_the_swaps_is_opened_again() -> None:
    dataset = regency()
    made = plan(dataset, FIRST)
    again = reopened(dataset, FIRST, made.assignments, made.prices)
    assert again.solution.chosen.tolist() == made.workings.solution.chosen.tolist()


def test_verifier_judges_swaps_and_plan_each_by_its_own_promises() -> None:
    dataset = regency()
    made = plan(dataset, FIRST)
    frames = {name: getattr(made, name) for name in ("moves", "assignments", "posts", "prices")}

    def codes(first: dict[str, Any]) -> set[str]:
        claims = {**made.result, "exchange_first": {**made.result["exchange_first"], **first}}
        return set(verify(dataset, POLICY, frames, claims).counts)

    assert codes({}) == set()
    assert "EXCHANGE_RING" in codes({"members": {"T0001": ["1", "2"], "T0002": ["3", "4"]}})
    assert "EXCHANGE_OTHER" in codes({"members": {}})
    assert "RESULT_PROMISE" in codes({"promises": {"strategy_proof": False}})


def test_page_of_a_plan_draws_the_rings_it_began_with(tmp_path: Path) -> None:
    dataset = regency()
    made = plan(dataset, FIRST)
    folder = write_plan(made, dataset, made.facts, FIRST, tmp_path / "rencana")
    page = (folder / "laporan.html").read_text(encoding="utf-8")
    assert page.count('<article id="T') == 1
    assert '<article id="T0001">' in page
    plain = plan(dataset, POLICY)
    folder = write_plan(plain, dataset, plain.facts, POLICY, tmp_path / "biasa")
    assert 'id="lingkaran"' not in (folder / "laporan.html").read_text(encoding="utf-8")


def test_folder_says_itself_whether_its_plan_began_with_the_exchange(tmp_path: Path) -> None:
    dataset = regency()
    made = plan(dataset, FIRST)
    folder = write_plan(made, dataset, made.facts, FIRST, tmp_path / "rencana")
    again = reopened_from(dataset, POLICY, folder, Console(as_json=True))
    assert again.solution.chosen.tolist() == made.workings.solution.chosen.tolist()
