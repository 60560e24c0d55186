"""The verifier accepts a correct plan and catches every kind of doctored one, each by its own code.

Every case changes a correct plan in one way. The expectation is the whole set of codes: no less, no more.
"""

import datetime as dt
import importlib.util
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from penata import merit
from penata.eligibility import candidates
from penata.facts import facts_of
from penata.planning import Plan, plan
from penata.planning.verify import Optimality, Verdict, verify
from penata.tables import PLAN_TABLES, Dataset

_SPEC = importlib.util.spec_from_file_location("regency", Path(__file__).with_name("regency.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
regency = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(regency)


@dataclass
class Papers:
    """A plan folder in memory, free to be doctored."""

    tables: dict[str, pl.DataFrame]
    claims: dict[str, Any]

    def put(self, table: str, key: str, at: str, **values: Any) -> None:
        """Overwrite cells of the rows whose ``key`` is ``at``."""
        frame = self.tables[table]
        where = pl.col(key) == at
        assert frame.filter(where).height, f"no row {at} in {table}"
        new = [pl.when(where).then(pl.lit(v, frame.schema[c])).otherwise(c).alias(c) for c, v in values.items()]
        self.tables[table] = frame.with_columns(new)

    def drop(self, table: str, key: str, at: str) -> None:
        frame = self.tables[table]
        assert frame.filter(pl.col(key) == at).height, f"no row {at} in {table}"
        self.tables[table] = frame.filter(pl.col(key) != at)

    def double(self, table: str, key: str, at: str) -> None:
        frame = self.tables[table]
        self.tables[table] = pl.concat([frame, frame.filter(pl.col(key) == at)])

    def add(self, table: str, **values: Any) -> None:
        declared = PLAN_TABLES[table]
        row = pl.DataFrame([{c: values.get(c) for c in declared.schema}], schema=declared.schema)
        self.tables[table] = pl.concat([self.tables[table], row])

    def only(self, *names: str) -> "Papers":
        """Only some files, and nothing claimed."""
        self.tables = {name: self.tables[name] for name in names}
        self.claims = {}
        return self


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    made: Dataset = regency.dataset_from(regency.TABLES_OF_REGENCY)
    return made


@pytest.fixture(scope="module")
def made(dataset: Dataset) -> Plan:
    return plan(dataset, regency.POLICY)


@pytest.fixture
def explained(made: Plan) -> list[dict[str, Any]]:
    documents: list[dict[str, Any]] = json.loads(json.dumps(list(made.explanations)))
    return documents


@pytest.fixture(scope="module")
def planned(made: Plan) -> Papers:
    tables = {name: getattr(made, name) for name in PLAN_TABLES}
    return Papers(tables, {**made.result, "ladder": list(made.ladder)})


@pytest.fixture
def papers(planned: Papers) -> Papers:
    return Papers(dict(planned.tables), json.loads(json.dumps(planned.claims)))


PAIRS: dict[str, pl.DataFrame] = {}


def _checked(dataset: Dataset, tables: dict[str, pl.DataFrame], claims: dict[str, Any]) -> Verdict:
    """The verdict over the candidates of the regency, which are the same in every case."""
    if not PAIRS:
        facts = facts_of(dataset, regency.POLICY)
        found = candidates(facts, dataset, regency.POLICY).pairs
        PAIRS["all"] = found.with_columns(merit.gains(facts, dataset, regency.POLICY, found))
    return verify(dataset, regency.POLICY, tables, claims, PAIRS["all"])


def _codes(verdict: Verdict) -> set[str]:
    return {str(code) for code in verdict.counts}


def test_verify_accepts_the_correct_plan(dataset: Dataset, papers: Papers) -> None:
    verdict = verify(dataset, regency.POLICY, papers.tables, papers.claims)
    assert (verdict.ok, verdict.problems, verdict.optimality) == (True, (), Optimality.PROVEN)
    assert verdict.objective == papers.claims["objective"] == verdict.bound
    assert papers.tables["moves"]["employee_id"].to_list() == ["13", "15", "50"]
    assert verdict.checks["perpindahan termasuk calon yang boleh"] == 3


def test_verify_accepts_rows_in_any_order(dataset: Dataset, papers: Papers) -> None:
    backwards = {name: frame.reverse() for name, frame in papers.tables.items()}
    assert _checked(dataset, backwards, papers.claims).ok


def test_verify_accepts_a_plan_that_was_made_before_moves_bore_a_kind(dataset: Dataset, papers: Papers) -> None:
    names = ("transfer_kind", "imut_kind", "approval_route", "documents")
    papers.tables["moves"] = PLAN_TABLES["moves"].conform(papers.tables["moves"].drop(names))
    assert _checked(dataset, papers.tables, papers.claims).ok


def test_verify_needs_no_more_than_assignments(dataset: Dataset, papers: Papers) -> None:
    verdict = _checked(dataset, papers.only("assignments").tables, {})
    assert (verdict.ok, verdict.optimality, verdict.bound) == (True, Optimality.NOT_CLAIMED, None)


def test_verify_accepts_a_worse_plan_that_claims_nothing(dataset: Dataset, papers: Papers) -> None:
    papers.only("assignments", "prices").put("assignments", "employee_id", "13", post_id="sd1:guru")
    verdict = _checked(dataset, papers.tables, {})
    assert (verdict.ok, verdict.optimality) == (True, Optimality.BOUNDED)
    assert verdict.bound is not None
    assert verdict.bound["shortage"] < verdict.objective["shortage"]


def _seat(employee_id: str, post_id: str | None) -> Callable[[Papers], object]:
    return lambda p: p.only("assignments").put("assignments", "employee_id", employee_id, post_id=post_id)


ASSIGNMENTS: dict[str, tuple[Callable[[Papers], object], set[str]]] = {
    "a person lost": (lambda p: p.only("assignments").drop("assignments", "employee_id", "40"), {"LOST_PERSON"}),
    "a person doubled": (
        lambda p: p.only("assignments").double("assignments", "employee_id", "40"), {"DOUBLED_PERSON"},
    ),
    "a stranger": (
        lambda p: p.only("assignments").add("assignments", employee_id="99", post_id="sd1:guru"), {"UNKNOWN_PERSON"},
    ),
    "a post that does not exist": (_seat("14", "sd9:guru"), {"UNKNOWN_POST"}),
    "a seat taken away": (_seat("14", None), {"LOST_SEAT"}),
    "listed without any seat": (_seat("50", None), {"EXTRA_PERSON"}),
    "not a candidate": (_seat("70", "sd2:guru"), {"NOT_A_CANDIDATE", "ABOVE_CAPACITY", "BELOW_FLOOR"}),
    "not counted, yet moved": (_seat("31", "sd1:guru"), {"NOT_COUNTED_MOVED"}),
    "on leave, yet moved": (_seat("61", "dinas:kabid1"), {"NOT_COUNTED_MOVED", "KEPT_POST"}),
    "pinned, yet moved": (
        lambda p: (_seat("10", "sd2:guru")(p), p.put("assignments", "employee_id", "13", post_id="sd1:guru")),
        {"PIN_BROKEN"},
    ),
    "forbidden there": (
        lambda p: (_seat("11", "sd2:guru")(p), p.put("assignments", "employee_id", "13", post_id="sd1:guru")),
        {"FORBID_BROKEN"},
    ),
    "forbidden to move": (
        lambda p: (_seat("12", "sd2:guru")(p), p.put("assignments", "employee_id", "13", post_id="sd1:guru")),
        {"FORBID_BROKEN"},
    ),
    "forced, yet stays": (_seat("15", "sd1:guru"), {"FORCE_BROKEN"}),
    "above capacity": (_seat("14", "sd2:guru"), {"ABOVE_CAPACITY"}),
    "below its floor": (
        lambda p: (_seat("20", "sd1:guru")(p), p.drop("assignments", "employee_id", "50"),
                   p.put("assignments", "employee_id", "13", post_id="sd1:guru")),
        {"BELOW_FLOOR"},
    ),
    "leaves a post without a need": (_seat("40", "sd1:guru"), {"FROZEN_POST", "NOT_A_CANDIDATE", "BELOW_FLOOR"}),
    "comes to a post without a need": (_seat("14", "sd4:guru"), {"FROZEN_POST", "NOT_A_CANDIDATE", "ABOVE_CAPACITY"}),
    "a leading post filled without a decision": (
        _seat("60", "dinas:kabid2"), {"KEPT_POST", "NOT_A_CANDIDATE", "BELOW_FLOOR"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ASSIGNMENTS)
def test_verify_catches_in_the_assignment(dataset: Dataset, papers: Papers, case: str) -> None:
    doctor, codes = ASSIGNMENTS[case]
    doctor(papers)
    verdict = _checked(dataset, papers.tables, papers.claims)
    assert (_codes(verdict), verdict.ok, verdict.optimality) == (codes, False, Optimality.NOT_CHECKED)


def _move(column: str, value: Any, at: str = "13") -> Callable[[Papers], object]:
    return lambda p: p.put("moves", "employee_id", at, **{column: value})


def _post(column: str, value: Any, at: str = "sd2:guru") -> Callable[[Papers], object]:
    return lambda p: p.put("posts", "post_id", at, **{column: value})


def _price(column: str, value: int) -> Callable[[Papers], object]:
    return lambda p: p.put("prices", "post_id", "sd2:guru", **{column: value})


def _claim(*path: str, value: Any) -> Callable[[Papers], object]:
    def doctor(p: Papers) -> None:
        inner = p.claims
        for key in path[:-1]:
            inner = inner[key]
        assert inner[path[-1]] != value
        inner[path[-1]] = value

    return doctor


def _rung(name: str, value: Any) -> Callable[[Papers], object]:
    return lambda p: p.claims["ladder"][1].update({name: value})


FILES: dict[str, tuple[Callable[[Papers], object], set[str]]] = {
    "a move left out": (lambda p: p.drop("moves", "employee_id", "13"), {"MOVES_MISSING"}),
    "a move invented": (
        lambda p: p.add("moves", employee_id="14", from_post_id="sd1:guru", to_post_id="sd2:guru"), {"MOVES_INVENTED"},
    ),
    "a move doubled": (lambda p: p.double("moves", "employee_id", "13"), {"MOVES_DOUBLED"}),
    "a move from elsewhere": (_move("from_post_id", "sd3:guru"), {"MOVES_VALUE"}),
    "a move to elsewhere": (_move("to_post_id", "sd3:guru"), {"MOVES_VALUE"}),
    "a direction": (_move("direction", "PROMOTION"), {"MOVES_VALUE"}),
    "a gain": (_move("gain", 37), {"MOVES_VALUE"}),
    "a distance": (_move("distance_km", 30.1), {"MOVES_VALUE"}),
    "a distance left out": (_move("distance_km", None), {"MOVES_VALUE"}),
    "a wish that was not": (_move("wish_rank", 1, at="15"), {"MOVES_VALUE"}),
    "a wish left out": (_move("wish_rank", None), {"MOVES_VALUE"}),
    "a gate hidden": (_move("legal_gates", ["KIN-07"]), {"MOVES_VALUE"}),
    "a gate left out": (_move("legal_gates", []), {"MOVES_VALUE"}),
    "a class before": (_move("grade_before", 8), {"MOVES_VALUE"}),
    "a class after": (_move("grade_after", 10), {"MOVES_VALUE"}),
    "an allowance": (_move("allowance_change", 100_000), {"MOVES_VALUE"}),
    "a kind of transfer": (_move("transfer_kind", "BETWEEN_REGENCIES"), {"MOVES_VALUE"}),
    "a code of I-MUT": (_move("imut_kind", "54"), {"MOVES_VALUE"}),
    "a step of approval left out": (_move("approval_route", ["IMUT", "DECREE"]), {"MOVES_VALUE"}),
    "a paper left out": (_move("documents", []), {"MOVES_VALUE"}),
    "moves that do not follow one another in a chain": (
        lambda p: (_move("chain_id", "R0001", at="15")(p), _move("chain_id", "R0001", at="50")(p)), {"MOVES_CHAIN"},
    ),
    "a post left out": (lambda p: p.drop("posts", "post_id", "sd3:guru"), {"POSTS_MISSING"}),
    "a post doubled": (lambda p: p.double("posts", "post_id", "sd3:guru"), {"POSTS_DOUBLED"}),
    "a post invented": (
        lambda p: p.add("posts", post_id="sd9:guru", filled_before=0, filled_after=0, filled_absent=0),
        {"POSTS_UNKNOWN"},
    ),
    "a need": (_post("need", 4), {"POSTS_VALUE"}),
    "a need where none is known": (_post("need", 1, at="sd4:guru"), {"POSTS_VALUE"}),
    "a filling before": (_post("filled_before", 2), {"POSTS_VALUE"}),
    "a filling after": (_post("filled_after", 2), {"POSTS_VALUE"}),
    "people not counted": (_post("filled_absent", 0, at="sd3:guru"), {"POSTS_VALUE"}),
    "a shortage before": (_post("shortage_before", 1), {"POSTS_VALUE"}),
    "a shortage after": (_post("shortage_after", None), {"POSTS_VALUE"}),
    "a candidate for a leading post": (
        lambda p: p.add("shortlist", post_id="dinas:kabid2", place=2, employee_id="70", points=40),
        {"SHORTLIST_CANDIDATE"},
    ),
    "points of a candidate": (lambda p: p.put("shortlist", "employee_id", "60", points=50), {"SHORTLIST_POINTS"}),
    "place of a candidate": (lambda p: p.put("shortlist", "employee_id", "60", place=2), {"SHORTLIST_ORDER"}),
    "a candidate left out": (lambda p: p.drop("shortlist", "employee_id", "60"), {"SHORTLIST_ORDER"}),
    "a price of shortage": (_price("shortage", -1), {"NOT_PROVEN"}),
    "a price of gain": (_price("gain", 50), {"NOT_PROVEN"}),
    "a price of moves": (_price("moves", 3), {"NOT_PROVEN"}),
    "a price of the tie": (_price("tie", 0), {"NOT_PROVEN"}),
    "a price doubled": (lambda p: p.double("prices", "post_id", "sd2:guru"), {"PRICES_DOUBLED"}),
    "a price of no post": (
        lambda p: p.add("prices", post_id="sd9:guru", shortage=0, gain=0, moves=0, tie=0), {"PRICES_UNKNOWN"},
    ),
    "a price beyond arithmetic": (_price("gain", 2**62), {"PRICES_RANGE", "PRICES_ABSENT"}),
    "no prices, yet proven": (lambda p: p.tables.pop("prices"), {"PRICES_ABSENT"}),
    "another dataset": (_claim("digest", value="0" * 64), {"RESULT_DIGEST"}),
    "other rules": (_claim("rules", "digest", value="0" * 32), {"RESULT_RULES"}),
    "a rule less": (_claim("rules", "count", value=41), {"RESULT_RULES"}),
    "an unknown status": (_claim("status", value="BEST"), {"RESULT_STATUS"}),
    "a shortage claimed": (_claim("objective", "shortage", value=1), {"RESULT_OBJECTIVE"}),
    "a gain claimed": (_claim("objective", "gain", value=27), {"RESULT_OBJECTIVE"}),
    "a number of moves claimed": (_claim("objective", "moves", value=2), {"RESULT_OBJECTIVE"}),
    "a tie claimed": (_claim("objective", "tie", value=1), {"RESULT_OBJECTIVE"}),
    "a bound claimed": (_claim("bounds", "shortage", value=1), {"RESULT_BOUND"}),
    "a gap claimed": (_claim("gap", value=1), {"RESULT_BOUND"}),
    "missing seats before": (_claim("before", "missing_seats", value=6), {"RESULT_COUNT"}),
    "missing seats after": (_claim("after", "missing_seats", value=0), {"RESULT_COUNT"}),
    "gain before": (_claim("before", "gain", value=5), {"RESULT_COUNT"}),
    "tie before": (_claim("before", "tie", value=5), {"RESULT_COUNT"}),
    "imbalance before": (_claim("before", "imbalance", value=0.0), {"RESULT_COUNT"}),
    "imbalance after": (_claim("after", "imbalance", value=1), {"RESULT_COUNT"}),
    "imbalance not known": (_claim("after", "imbalance", value=None), {"RESULT_COUNT"}),
    "aims": (_claim("aims", "shortage", value="worst_first"), {"RESULT_COUNT"}),
    "people counted": (_claim("counts", "counted", value=14), {"RESULT_COUNT"}),
    "a rung worse than fewer moves": (_rung("shortage_cost", 9_000_000), {"RESULT_LADDER"}),
    "a rung better than the plan": (_rung("shortage_cost", 1), {"RESULT_LADDER"}),
    "a rung that moves too many": (_rung("moves_used", 3), {"RESULT_LADDER"}),
    "a rung with a bound of its own": (_rung("bound", 1), {"RESULT_LADDER"}),
}  # fmt: skip


@pytest.mark.parametrize("case", FILES)
def test_verify_catches_in_the_files(dataset: Dataset, papers: Papers, case: str) -> None:
    doctor, codes = FILES[case]
    doctor(papers)
    if "candidate" not in case:  # saves time: these cases do not touch it
        papers.tables.pop("shortlist")
    verdict = _checked(dataset, papers.tables, papers.claims)
    assert (_codes(verdict), verdict.ok) == (codes, False)


EXPLANATIONS: dict[str, tuple[Callable[[list[dict[str, Any]]], object], set[str]]] = {
    "as they are": (lambda d: None, set()),
    "one left out": (lambda d: d.pop(), {"EXPLANATION_MISSING"}),
    "one doubled": (lambda d: d.append(d[0]), {"EXPLANATION_INVENTED"}),
    "one of somebody who stays": (lambda d: d.append({"employee_id": "14"}), {"EXPLANATION_INVENTED"}),
    "another destination": (lambda d: d[0].update(to_post_id="sd3:guru"), {"EXPLANATION_VALUE"}),
    "another part": (lambda d: d[0]["parts"].update(wish=41), {"EXPLANATION_VALUE"}),
    "another count": (lambda d: d[0]["to"].update(shortage_after=1), {"EXPLANATION_VALUE"}),
}


@pytest.mark.parametrize("case", EXPLANATIONS)
def test_verify_catches_in_the_explanations(
    dataset: Dataset, papers: Papers, explained: list[dict[str, Any]], case: str
) -> None:
    doctor, codes = EXPLANATIONS[case]
    doctor(explained)
    verdict = verify(dataset, regency.POLICY, papers.only("assignments").tables, {}, explanations=explained)
    assert (_codes(verdict), verdict.ok) == (codes, not codes)


def test_verify_does_not_take_a_worse_plan_for_the_best(dataset: Dataset, papers: Papers) -> None:
    """The files agree with each other and with what is claimed; only the proof does not hold."""
    papers.put("assignments", "employee_id", "13", post_id="sd1:guru")
    papers.drop("moves", "employee_id", "13")
    papers.put("posts", "post_id", "sd1:guru", filled_after=5)
    papers.put("posts", "post_id", "sd2:guru", filled_after=2, shortage_after=1)
    honest = dict(_checked(dataset, papers.tables, {}).objective)
    claims = {"status": "OPTIMAL", "objective": honest, "bounds": honest, "gap": 0}
    verdict = _checked(dataset, papers.tables, claims)
    assert (_codes(verdict), verdict.optimality) == ({"NOT_PROVEN"}, Optimality.NOT_PROVEN)


@pytest.mark.parametrize(
    ("bound", "gap", "codes"),
    [
        ({}, {}, set()),
        ({"shortage": -10}, {}, {"RESULT_BOUND"}),
        ({"shortage": 1}, {}, {"RESULT_BOUND"}),
        ({"shortage": -10}, {"shortage": 10}, set()),
        ({"gain": -1}, {"gain": 1}, {"RESULT_BOUND"}),
        ({"gain": 1}, {"gain": 1}, set()),
    ],
)
def test_verify_checks_a_stated_bound(
    dataset: Dataset, papers: Papers, bound: dict[str, int], gap: dict[str, int], codes: set[str]
) -> None:
    """A bound may be weaker than the truth (less shortage, more gain), never stronger; the gap is the difference."""
    value = papers.claims["objective"]
    papers.claims["status"] = "FEASIBLE"
    papers.claims["bounds"] = {name: value[name] + bound.get(name, 0) for name in value}
    papers.claims["gap"] = {name: gap.get(name, 0) for name in value}
    verdict = _checked(dataset, papers.tables, papers.claims)
    assert (_codes(verdict), verdict.optimality) == (codes, Optimality.PROVEN)


def test_verify_counts_every_problem_and_keeps_the_first(dataset: Dataset, papers: Papers) -> None:
    papers.only("assignments").tables["assignments"] = papers.tables["assignments"].clear()
    verdict = _checked(dataset, papers.tables, {})
    assert verdict.counts == {"LOST_PERSON": 13, "FORCE_BROKEN": 1}
    first = verdict.problems[0]
    assert (first.table, first.id, first.found) == ("assignments", "10", "(kosong)")
    assert verdict.document()["verdict"] == "REJECTED"


def test_verify_sees_what_changed_in_the_data(dataset: Dataset, papers: Papers) -> None:
    later = replace(regency.POLICY, effective_date=dt.date(2026, 7, 31))
    assert verify(dataset, later, papers.tables, papers.claims).ok
    retired = dataset["employees"].with_columns(
        pl.when(pl.col("employee_id") == "13").then(pl.lit("SUSPENDED")).otherwise("status").alias("status")
    )
    verdict = verify(dataset.replace(employees=retired), regency.POLICY, papers.tables, papers.claims)
    assert {"NOT_COUNTED_MOVED", "RESULT_DIGEST", "POSTS_VALUE"} <= _codes(verdict)
