"""A plan of a regency under a limit on moves: proven, opened again, and rejected where it is doctored."""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import polars as pl
import pytest

from penata.planning import NoPlanError, Plan, plan, reopened, verify
from penata.planning.engine.prices import Depth, price
from penata.planning.verify import Code, Optimality
from penata.policy import Policy, parse_policy
from penata.synthetic import synthesise
from penata.tables import PLAN_TABLES, Dataset, InputError

MOST = 8


def policy_of(limits: str) -> Policy:
    return parse_policy(f"as_of = 2026-06-30\n{limits}")


LIMITED = policy_of(f"[limits]\nmax_moves = {MOST}")


@cache
def regency() -> Dataset:
    return synthesise(seed=5, employees=400, as_of=LIMITED.as_of).dataset


@cache
def made() -> Plan:
    return plan(regency(), LIMITED)


def tables_of(plan: Plan) -> dict[str, pl.DataFrame]:
    return {**{name: getattr(plan, name) for name in PLAN_TABLES}, "limits": plan.limits}


def test_a_limit_on_moves_is_used_up_and_proven_by_prices() -> None:
    result = made().result
    assert (result["status"], made().moves.height) == ("OPTIMAL", MOST)
    assert {name: proof for name, proof in result["proofs"].items() if name != "tie"} == dict.fromkeys(
        ("shortage", "gain", "moves"), "prices"
    )
    verdict = verify(regency(), LIMITED, tables_of(made()), result)
    assert (verdict.ok, verdict.limited, verdict.optimality) == (True, True, Optimality.PROVEN)


def test_price_of_a_limit_is_the_difference_to_the_plan_with_one_more() -> None:
    more = plan(regency(), policy_of(f"[limits]\nmax_moves = {MOST + 1}")).result["objective"]
    here = made().result["objective"]
    row = made().limits.row(0, named=True)
    assert (row["price_shortage"], row["price_gain"], row["price_status"]) == (
        here["shortage"] - more["shortage"], more["gain"] - here["gain"], "OPTIMAL",
    )  # fmt: skip


def test_workings_under_a_limit_are_proven_by_their_labels_in_what_the_limits_left_open() -> None:
    work = made().workings
    labels, whole = np.zeros_like(work.labels), (0, len(work.problem.person_bound) - 1)
    depth = Depth(work.problem.scale, 1, 1, 1)
    assert price(work.problem, work.solution.chosen, work.solution.heads, work.scope, depth, whole, labels).all()


def test_a_plan_under_a_limit_is_opened_again_as_it_was() -> None:
    work = made().workings
    again = reopened(regency(), LIMITED, made().assignments, made().prices, made().limits)
    assert again.solution.chosen.tolist() == work.solution.chosen.tolist()
    assert again.labels.tolist() == work.labels.tolist()
    assert again.problem.toll.tolist() == work.problem.toll.tolist()
    assert again.scope.allowed.tolist() == work.scope.allowed.tolist()
    assert again.is_bound


def test_a_plan_under_a_limit_is_not_opened_without_its_limits() -> None:
    with pytest.raises(InputError, match="limits"):
        reopened(regency(), LIMITED, made().assignments, made().prices)


def claimed(**changes: Any) -> Callable[[dict[str, pl.DataFrame], dict[str, Any]], None]:
    def change(_: dict[str, pl.DataFrame], claims: dict[str, Any]) -> None:
        claims.update(changes)

    return change


def tolled(**changes: pl.Expr) -> Callable[[dict[str, pl.DataFrame], dict[str, Any]], None]:
    def change(tables: dict[str, pl.DataFrame], _: dict[str, Any]) -> None:
        tables["limits"] = tables["limits"].with_columns(**changes)

    return change


@pytest.mark.parametrize(
    ("doctored", "code"),
    [
        (tolled(toll_shortage=pl.col("toll_shortage") * 2), Code.NOT_PROVEN),
        (tolled(toll_shortage=pl.lit(0)), Code.NOT_PROVEN),
        (tolled(toll_shortage=pl.lit(-1)), Code.LIMIT_VALUE),
        (tolled(step=pl.lit(0)), Code.LIMIT_VALUE),
        (tolled(most=pl.col("most") + 1), Code.LIMIT_VALUE),
        (tolled(used=pl.col("used") - 1), Code.LIMIT_VALUE),
        (tolled(kind=pl.lit("NO_SUCH_LIMIT")), Code.LIMIT_UNKNOWN),
        (tolled(status=pl.lit("HOLDS")), Code.NOT_PROVEN),
        (claimed(toll_scale=1), Code.NOT_PROVEN),
        (claimed(toll_scale=0), Code.LIMIT_VALUE),
        (claimed(proofs={"shortage": "prices", "gain": "prices", "moves": "magic"}), Code.RESULT_STATUS),
        (claimed(proofs={"shortage": "none", "gain": "prices", "moves": "prices"}), Code.RESULT_STATUS),
        (claimed(gap={"shortage": 5, "gain": 0, "moves": 0}), Code.RESULT_BOUND),
        (claimed(bounds={"shortage": 0, "gain": 0, "moves": 0, "tie": 0}), Code.RESULT_BOUND),
    ],
)
def test_a_doctored_plan_under_a_limit_is_rejected(
    doctored: Callable[[dict[str, pl.DataFrame], dict[str, Any]], None], code: Code
) -> None:
    tables, claims = tables_of(made()), dict(made().result)
    doctored(tables, claims)
    verdict = verify(regency(), LIMITED, tables, claims, pairs=made().workings.pairs)
    assert code in verdict.counts


def test_a_plan_that_exceeds_its_limit_is_rejected() -> None:
    stricter = policy_of(f"[limits]\nmax_moves = {MOST - 1}")
    verdict = verify(regency(), stricter, {"assignments": made().assignments}, {}, pairs=made().workings.pairs)
    assert (dict(verdict.counts), verdict.ok) == ({Code.LIMIT_BROKEN: 1}, False)


def test_forces_beyond_the_limit_clash_with_it_by_name() -> None:
    movers = made().moves.head(3).select("employee_id", pl.col("to_post_id").alias("post_id"))
    forces = movers.with_columns(kind=pl.lit("FORCE"), reason=pl.lit("uji"))
    dataset = regency().replace(decisions=forces.select(regency()["decisions"].columns))
    with pytest.raises(NoPlanError) as caught:
        plan(dataset, policy_of("[limits]\nmax_moves = 2"))
    (clash,) = caught.value.clashes
    assert [d.employee_id for d in clash.decisions] == movers["employee_id"].sort().to_list()
    assert "paling banyak 2 orang pindah" in clash.why


def test_a_limit_that_nobody_reaches_leaves_the_plan_byte_for_byte() -> None:
    free = plan(regency(), policy_of(""))
    loose = plan(regency(), policy_of(f"[limits]\nmax_moves = {free.moves.height}"))
    assert all(getattr(free, name).equals(getattr(loose, name)) for name in PLAN_TABLES)
    assert loose.limits.select("status", "used").row(0) == ("HOLDS", free.moves.height)
    assert (loose.result["status"], loose.result["gap"]) == ("OPTIMAL", 0)
