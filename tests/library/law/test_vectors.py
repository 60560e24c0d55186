"""Worked examples of the law (tests/cases/vectors), each told by the function of the library that plans use."""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml

from penata.eligibility.cases import Case, run_case
from penata.eligibility.windows import agency_windows, penalty_starts
from penata.facts import Facts, facts_of
from penata.intake.quality import nip
from penata.law.citation import resolve
from penata.law.values import value
from penata.merit.talent import talent_boxes
from penata.needs import teachers_by_hours
from penata.needs.workload import effectiveness, grade, workload_needs
from penata.policy import parse_policy
from penata.tables import TABLES, Dataset, dataset_of

FOLDER = Path(__file__).parents[2] / "cases" / "vectors"
FILES = [yaml.safe_load(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.yaml"))]
ON = dt.date(2026, 6, 30)


@pytest.mark.parametrize(
    ("file", "case"),
    [pytest.param(file, case, id=f"{file['vector']}: {case['name']}") for file in FILES for case in file["cases"]],
)
def test_vector(file: Mapping[str, Any], case: Mapping[str, Any]) -> None:
    assert resolve(file["citation"])
    if file["vector"] == "rule":
        assert run_case(Case(file["rule"], case["name"], case["name"], case)).found == case["expected"]
        return
    assert TOLD[file["vector"]](case["given"], case.get("date", ON)) == case["expected"]


def _nip(number: str, _on: dt.date) -> dict[str, Any]:
    text = pl.col("nip")
    told = {"birth_date": nip.birth_date(text), "appointed_on": nip.appointed_on(text), "sex": nip.sex(text),
            "sequence": nip.sequence(text)}  # fmt: skip
    return pl.DataFrame({"nip": [number]}).select(**told).row(0, named=True)


def _workload(tasks: list[dict[str, float]], on: dt.date) -> str:
    rows = [{"post_id": "P", "task": f"T{number}", **task} for number, task in enumerate(tasks)]
    return str(workload_needs(_dataset(workload=rows), on)["people"].item())


def _effectiveness(minutes: float, on: dt.date) -> list[Any]:
    post = pl.DataFrame({"minutes": [float(minutes)], "filled": [1]})
    ej = post.select(effectiveness(pl.col("minutes"), pl.col("filled"), on).alias("ej"))
    return [ej.item(), ej.select(grade(pl.col("ej"), on)).item()]


def _performance(cell: list[int], on: dt.date) -> str | None:
    rated = {"employee_id": "E", "period": str(on.year - 1), "work_result": cell[0], "behaviour": cell[1]}
    found = _facts(_dataset(employees=[_EMPLOYEE], appraisals=[rated]), on).persons["predicate_last"].item()
    return None if found is None else str(found)


def _talent(axes: list[int], on: dt.date) -> dict[str, Any]:
    rated = {"employee_id": "E", "period": str(on.year - 1), "work_result": 4 - axes[0]}
    dataset = _dataset(employees=[{**_EMPLOYEE, "potential": axes[1]}], appraisals=[rated])
    return talent_boxes(_facts(dataset, on), dataset).select("box", "pool", "pool_national").row(0, named=True)


def _election(given: Mapping[str, Any], _on: dt.date) -> dict[str, Any]:
    day = given["day"]
    rows = [{"kind": kind, "date": date, "agency_id": "A"} for kind, date in given["calendar"].items()]
    told = agency_windows(["A"], _dataset(calendar=rows)["calendar"], lambda name: value(name, day), day)
    return told.select("in_election_window", "in_head_window").row(0, named=True)


def _teachers(hours: float, on: dt.date) -> list[Any]:
    need, review = teachers_by_hours(pl.col("h"), on)
    return list(pl.DataFrame({"h": [hours]}).select(need.alias("n"), review.alias("r")).row(0))


def _retirement(job: Mapping[str, Any], on: dt.date) -> int:
    rows = {
        "jobs": [{"job_id": "J", "name": "J", **job}],
        "posts": [{"post_id": "P", "unit_id": "U", "job_id": "J"}],
    }
    return int(_facts(_dataset(employees=[_EMPLOYEE], **rows), on).posts["retirement_age"].item())


TOLD: dict[str, Callable[[Any, dt.date], Any]] = {
    "nip": _nip, "workload": _workload, "effectiveness": _effectiveness, "performance": _performance,
    "talent": _talent, "election": _election, "teachers": _teachers, "retirement": _retirement,
    "discipline": lambda received, on: penalty_starts(received, int(value("discipline.effective_days", on))),
}  # fmt: skip

_EMPLOYEE = {"employee_id": "E", "name": "E", "employment": "PNS"}


def _facts(dataset: Dataset, on: dt.date) -> Facts:
    return facts_of(dataset, parse_policy(f"as_of = {on}"))


def _dataset(**tables: list[dict[str, Any]]) -> Dataset:
    rows = {"units": [{"unit_id": "U", "agency_id": "A", "name": "U"}], **tables}
    return dataset_of({
        name: pl.DataFrame(
            {column.name: [row.get(column.name) for row in table] for column in TABLES[name].columns},
            schema=TABLES[name].schema, strict=False,
        )
        for name, table in rows.items()
    })  # fmt: skip
