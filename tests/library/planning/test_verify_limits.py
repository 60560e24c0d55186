"""The verifier catches a plan that breaks a limit of any kind, and a limits.csv that says something else.

Every case takes a plan that was made without limits and verifies it under a policy that it breaks; the place, the value
and what to do must be named.
"""

import datetime as dt
from dataclasses import replace
from typing import Any

import polars as pl
import pytest
from limited_agency import limited, post
from small_agency import JOBS, person

from penata.planning import plan
from penata.planning.verify import verify
from penata.planning.verify.ground import ground_of
from penata.planning.verify.limits import check_limits, sides_of
from penata.planning.verify.verdict import Code, Findings
from penata.policy.limits import Limits, MovingCost

NEW = {"in_job_since": dt.date(2025, 1, 1)}
LAB = {"job_id": "lab", "name": "Guru Laboratorium", "category": "FUNGSIONAL", "ladder": "GURU", "level": "AHLI_MUDA",
       "family": "Pendidikan", "certificates": ["K3"]}  # fmt: skip
TABLES: dict[str, Any] = {
    "jobs": [*JOBS, LAB],
    "posts": [post("sd1:g", 1), post("sd2:g", 2), post("sd3:g", 1, "lab"), post("camat:g", 1)],
    "employees": [person("A", "sd1:g", household_id="K", certificates=[]), person("B", "sd1:g", household_id="K"),
                  person("C", "sd1:g", **NEW), person("D", "sd1:g", **NEW), person("E", "sd2:g")],
    "kinship": [{"employee_id": "C", "relative_id": "E", "relation": "SIBLING"}],
    "courses": [{"course_id": "K", "name": "K3", "certificate": "K3", "seats": 0, "ends_on": dt.date(2027, 1, 1)}],
}  # fmt: skip
COST = MovingCost(base=1000)
MOVES = {"A": "sd3:g", "C": "sd2:g", "D": "camat:g"}
BROKEN = {
    "MAX_MOVES": (Limits(max_moves=2), "MAX_MOVES", "paling banyak 2", "3", "max_moves"),
    "MONEY": (Limits(money=2999), "MONEY", "paling banyak 2999", "3000", "money"),
    "MONEY_OFFICE": (Limits(money_by_office={"camat": 9}), "MONEY_OFFICE camat", "paling banyak 9", "1000", "office"),
    "LEAVERS": (Limits(leavers_percent=50), "LEAVERS sd1", "paling banyak 2", "3", "leavers_percent"),
    "ARRIVALS": (Limits(arrivals_percent=0), "ARRIVALS camat", "paling banyak 0", "1", "arrivals_percent"),
    "GIVES": (Limits(gives_percent=0), "GIVES dinas", "paling banyak 0", "1", "gives_percent"),
    "DONOR": (Limits(donor_percent=50), "DONOR dinas", "paling banyak 0", "50", "donor_percent"),
    "DISTRICTS": (Limits(districts={"kota>hulu": 2}), "DISTRICTS kota>hulu", "paling banyak 2", "3", "districts"),
    "EXPERIENCED": (Limits(experienced_percent=60), "EXPERIENCED sd2 GURU", "paling banyak 0", "20", "experienced"),
    "COUPLES": (Limits(couples_km=10), "COUPLES A B camat", "paling banyak 1", "2", "couples_km"),
    "RELATIVES": (Limits(relatives_apart=True), "RELATIVES C E sd2", "paling banyak 1", "2", "relatives_apart"),
    "TRAINING": (Limits(training=True), "TRAINING certificate k3", "paling banyak 0", "1", "training"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_plan_that_breaks_a_limit_is_rejected(kind: str) -> None:
    limits, at, most, used, key = BROKEN[kind]
    case = limited(limits, COST, **TABLES)
    ground = ground_of(case.dataset, case.policy)
    after = ground.own.copy()
    for who, where in MOVES.items():
        after[ground.person_ids.to_list().index(who)] = ground.post_ids.to_list().index(where)
    findings = Findings()
    check_limits(sides_of(ground, case.dataset, case.policy, case.pairs), after, None, findings)
    problems = {problem.id: problem for problem in findings.problems}
    assert at in problems
    assert set(findings.counts) == {Code.LIMIT_BROKEN}
    assert (problems[at].expected, problems[at].found) == (most, used)
    assert key in problems[at].what


def test_limits_told_truly_are_accepted_and_doctored_ones_are_not() -> None:
    case = limited(Limits(max_moves=2, leavers_percent=50), COST, **TABLES)
    made = plan(case.dataset, case.policy)
    tables = {"assignments": made.assignments, "prices": made.prices, "moves": made.moves, "posts": made.posts}
    assert verify(case.dataset, case.policy, {**tables, "limits": made.limits}, made.result).ok
    doctored = {
        "used": made.limits.with_columns(pl.col("used") - 1),
        "most": made.limits.with_columns(pl.col("most") + 1),
        "subject": made.limits.with_columns(subject=pl.lit("entah")),
        "twice": pl.concat([made.limits, made.limits.head(1)]),
    }
    codes = {
        name: set(verify(case.dataset, case.policy, {**tables, "limits": table}, made.result).counts)
        for name, table in doctored.items()
    }
    assert all(codes[name] & {Code.LIMIT_VALUE, Code.LIMIT_UNKNOWN} for name in doctored)
    loose = replace(case.policy, limits=Limits(max_moves=1))
    assert Code.LIMIT_BROKEN in verify(case.dataset, loose, {"assignments": made.assignments}, {}).counts


@pytest.mark.parametrize("kind", BROKEN)
def test_plan_keeps_every_kind_of_limit(kind: str) -> None:
    case = limited(BROKEN[kind][0], COST, **TABLES)
    made = plan(case.dataset, case.policy)
    assert made.result["verifier"] == "ACCEPTED"
    assert (made.limits["used"] <= made.limits["most"]).all()
