"""Side limits: ours against the same problem given to HiGHS as one mixed-integer program, each in its own process."""

import argparse
import datetime as dt
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt

from benchmarks import instance, memory
from benchmarks.engine import best_of, warm_up
from benchmarks.page import cell, table
from penata.eligibility import candidates
from penata.facts import facts_of
from penata.merit import gains
from penata.planning.engine.solve import scope_of, solve
from penata.planning.limits.bounded import bounded
from penata.planning.limits.kinds.build import rows_of
from penata.planning.limits.rows import Limit, Rows
from penata.planning.problem import Ints, Problem, problem_of
from penata.policy import parse_policy
from penata.tables import Dataset

HIGHS_SECONDS = 120.0
PROCESS_SECONDS = 150.0
"""Longest that one process may take, the reading of the problem with it."""
COUPLES = 100
"""One couple in so many employees."""
LEVELS: Final = ("shortage", "points", "moves", "tie")
OF_SHORTAGE: Final = 100
"""Weight of shortage beside points in the one cost of the peer: a seat's difference beats any exchange of points."""
KINDS: Final = {
    "moves": "half as many moves as without a limit",
    "couples": "one couple in a hundred employees, within 20 km",
    "composition": "half of every unit with five years of experience",
    "both": "couples and composition together",
}
LIMITS: Final = {
    "moves": "max_moves = {moves}",
    "couples": "couples_km = 20",
    "composition": "experienced_percent = 50",
    "both": "couples_km = 20\nexperienced_percent = 50",
}


INTRODUCTION: Final = """The government of the tables above with wishes and couples. HiGHS, through MathOpt, gets all
pairs and all limits as one program, with shortage and points in one cost and without a gap; both have two minutes. Ours
decides moves and ties too. Each in a process of its own; memory is what the process takes at most beyond the loaded
problem. "Behind" says on which levels (shortage, points, moves, tie) ours could not prove its plan.
"""


def main() -> None:
    """Print one JSON line: both sides of a kind of limit at a size, or one side from a file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", nargs="?", choices=KINDS)
    parser.add_argument("employees", type=int, nargs="?")
    parser.add_argument("--ours", type=Path)
    parser.add_argument("--highs", type=Path)
    asked = parser.parse_args()
    if asked.ours:
        found = _ours(*_load(asked.ours))
    elif asked.highs:
        found = _highs(*_load(asked.highs))
    else:
        found = _compared(asked.employees, asked.kind)
    print(json.dumps(found))


def section(kinds: Sequence[Mapping[str, Any]]) -> str:
    """The table: one column for each kind of limit."""
    body = [[words, *(cell(row(kind)) for kind in kinds)] for words, row in ROWS]
    words = "\n".join(f"- `{kind}`: {text}" for kind, text in KINDS.items())
    head = [f"{cell(kinds[0]['employees'])} employees", *(kind["kind"] for kind in kinds)]
    return f"\n## Side limits\n\n{INTRODUCTION}\n{words}\n\n" + table(head, body)


def _compared(employees: int, kind: str) -> dict[str, Any]:
    problem, rows, plain = _limited(employees, kind)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "limited.npz"
        _save(problem, rows, path)
        sides = {side: _in_process(side, path) for side in ("ours", "highs")}
    return {"employees": employees, "kind": kind, "rows": len(rows.limits), "exceeded": plain, **sides}


def _in_process(side: str, path: Path) -> dict[str, Any]:
    words = [sys.executable, "-m", "benchmarks.limited", f"--{side}", str(path)]
    try:
        run = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True, timeout=PROCESS_SECONDS)
    except subprocess.TimeoutExpired:
        return {"seconds": PROCESS_SECONDS, "bytes": None, "done": False}
    found: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return found


def _limited(employees: int, kind: str) -> tuple[Problem, Rows, int]:
    """The problem, its rows, and how many of them the plan without limits would break."""
    dataset = _with_couples(instance.with_wishes(instance.instance(employees)))
    bare = instance.policy(rules=True)
    facts = facts_of(dataset, bare)
    pairs = candidates(facts, dataset, bare).pairs
    problem = problem_of(facts, pairs.with_columns(gains(facts, dataset, bare, pairs).alias("gain")))
    free = solve(problem, scope_of(problem)).chosen
    moves = int((~problem.stays()[free]).sum())
    limited = parse_policy(f"as_of = {instance.DAY}\n[limits]\n{LIMITS[kind].format(moves=moves // 2)}\n")
    rows = rows_of(facts, dataset, limited, problem)
    return problem, rows, int((rows.used(free) > rows.most).sum())


def _with_couples(dataset: Dataset) -> Dataset:
    """Some are married to somebody of the same agency, wherever she or he works."""
    rng = np.random.default_rng(3)
    people = dataset["employees"]["employee_id"]
    both = people[rng.permutation(people.len())[: 2 * (people.len() // COUPLES)]]
    half = both.len() // 2
    return dataset.replace(
        kinship=pl.DataFrame({"employee_id": both[:half], "relative_id": both[half:], "relation": ["SPOUSE"] * half})
    )


def _save(problem: Problem, rows: Rows, path: Path) -> None:
    memory.save(problem, path)
    np.savez(path.with_suffix(".rows.npz"), start=rows.start, pair=rows.pair, weight=rows.weight, most=rows.most)


def _load(path: Path) -> tuple[Problem, Rows]:
    with np.load(path.with_suffix(".rows.npz")) as found:
        limits = tuple(Limit("", "", int(most), "") for most in found["most"])
        return memory.load(path), Rows(limits, found["start"], found["pair"], found["weight"])


def _ours(problem: Problem, rows: Rows) -> dict[str, Any]:
    warm_up()
    seconds, _ = best_of(3, lambda: solve(problem, scope_of(problem)))
    bare = memory.calm()
    limited, found = best_of(1, lambda: bounded(problem, scope_of(problem), rows))
    return {"done": True, "seconds": limited, "plain_seconds": seconds, "bytes": memory.peak() - bare,
            "behind": list(found.behind), "proofs": list(found.proofs), "keeps": _keeps(rows, found.solution.chosen),
            **_value(problem, found.solution.chosen)}  # fmt: skip


def _highs(problem: Problem, rows: Rows) -> dict[str, Any]:
    """The whole program; shortage and points in one cost, which is less than we decide."""
    bare = memory.calm()
    building, model = best_of(1, lambda: mathopt.Model.from_model_proto(_program(problem, rows)))
    parameters = mathopt.SolveParameters(
        time_limit=dt.timedelta(seconds=HIGHS_SECONDS), absolute_gap_tolerance=0.5, relative_gap_tolerance=0.0
    )
    seconds, solved = best_of(1, lambda: mathopt.solve(model, mathopt.SolverType.HIGHS, params=parameters))
    used = memory.peak() - bare
    done = solved.termination.reason is mathopt.TerminationReason.OPTIMAL
    found = {"seconds": seconds, "build": building, "bytes": used, "done": done}
    if not solved.has_primal_feasible_solution():
        return found
    held = np.rint(solved.variable_values(list(model.variables())[: len(problem.post)])).astype(np.int64)
    chosen = np.flatnonzero(held)
    return {**found, "keeps": _keeps(rows, chosen), **_value(problem, chosen)}


def _program(problem: Problem, rows: Rows) -> model_pb2.ModelProto:
    """A whole variable for every pair, one between 0 and 1 for every seat; written from arrays, without a loop."""
    pairs, seats = len(problem.post), len(problem.seat_cost)
    people, posts = len(problem.persons), len(problem.posts)
    proto = model_pb2.ModelProto()
    proto.variables.ids.extend(range(pairs + seats))
    proto.variables.lower_bounds.extend([0.0] * (pairs + seats))
    proto.variables.upper_bounds.extend([1.0] * (pairs + seats))
    proto.variables.integers.extend([True] * pairs + [False] * seats)
    seat_post = np.repeat(np.arange(posts), np.diff(problem.seat_start))
    row = [problem.person_of_pair(), people + problem.post.astype(np.int64), people + seat_post,
           people + posts + np.repeat(np.arange(len(rows.limits)), np.diff(rows.start))]  # fmt: skip
    column = [np.arange(pairs), np.arange(pairs), pairs + np.arange(seats), rows.pair]
    value = [np.ones(2 * pairs), -np.ones(seats), rows.weight.astype(np.float64)]
    flat_row, flat_column, flat_value = np.concatenate(row), np.concatenate(column), np.concatenate(value)
    order = np.lexsort((flat_column, flat_row))
    heads = (problem.floor - problem.fixed).astype(np.float64)
    low = np.concatenate([np.ones(people), heads, np.full(len(rows.limits), -np.inf)])
    high = np.concatenate([np.ones(people), heads, rows.most.astype(np.float64)])
    proto.linear_constraints.ids.extend(range(len(low)))
    proto.linear_constraints.lower_bounds.extend(low.tolist())
    proto.linear_constraints.upper_bounds.extend(high.tolist())
    proto.linear_constraint_matrix.row_ids.extend(flat_row[order].tolist())
    proto.linear_constraint_matrix.column_ids.extend(flat_column[order].tolist())
    proto.linear_constraint_matrix.coefficients.extend(flat_value[order].tolist())
    costs = np.concatenate([-problem.gain.astype(np.float64), OF_SHORTAGE * problem.seat_cost.astype(np.float64)])
    at = np.flatnonzero(costs)
    proto.objective.linear_coefficients.ids.extend(at.tolist())
    proto.objective.linear_coefficients.values.extend(costs[at].tolist())
    return proto


def _equal(kind: Mapping[str, Any]) -> str:
    """What both found, by level; where HiGHS did not end, whether ours is at least as good."""
    mine, theirs = kind["ours"], kind["highs"]
    if "shortage" not in mine or "shortage" not in theirs:
        return "found by one only"
    ours, highs = (mine["shortage"], -mine["gain"]), (theirs["shortage"], -theirs["gain"])
    if ours == highs:
        return "equal"
    return "ours is better" if ours < highs else "NOT equal"


def _behind(kind: Mapping[str, Any]) -> str | None:
    """The levels at which ours could not prove its plan."""
    if "behind" not in kind["ours"]:
        return None
    return ", ".join(n for n, far in zip(LEVELS, kind["ours"]["behind"], strict=True) if far) or "nowhere"


def _seconds(side: Mapping[str, Any]) -> str:
    return cell(side["seconds"]) + ("" if side["done"] else " (ended by the clock)")


def _ratio(over: object, under: object) -> float | None:
    return over / under if isinstance(over, int | float) and isinstance(under, int | float) and under else None


def _megabytes(side: Mapping[str, Any]) -> float | None:
    return None if side["bytes"] is None else side["bytes"] / 1e6


ROWS: Final[tuple[tuple[str, Callable[[Mapping[str, Any]], object]], ...]] = (
    ("limits (broken by the plan without)", lambda k: f"{k['rows']} ({k['exceeded']})"),
    ("solve without limits, s", lambda k: k["ours"].get("plain_seconds")),
    ("ours, s", lambda k: _seconds(k["ours"])),
    ("HiGHS, s", lambda k: _seconds(k["highs"])),
    ("shortage and points", _equal),
    ("all limits kept", lambda k: k["ours"].get("keeps")),
    ("behind", _behind),
    ("ours ÷ solve without limits, at most 10 with `moves`",
     lambda k: _ratio(k["ours"]["seconds"], k["ours"].get("plain_seconds"))),
    ("ours ÷ HiGHS, at most 1", lambda k: _ratio(k["ours"]["seconds"], k["highs"]["seconds"])),
    ("memory: ours, MB", lambda k: _megabytes(k["ours"])),
    ("memory: HiGHS, MB", lambda k: _megabytes(k["highs"])),
    ("memory: ours ÷ HiGHS, at most 0.25", lambda k: _ratio(k["ours"]["bytes"], k["highs"]["bytes"])),
)  # fmt: skip


def _keeps(rows: Rows, chosen: Ints) -> bool:
    return bool((rows.used(chosen) <= rows.most).all())


def _value(problem: Problem, chosen: Ints) -> dict[str, int]:
    """Shortage up to a constant, points and moves."""
    heads = problem.fixed + np.bincount(problem.post[chosen], minlength=len(problem.posts))
    sums, first = np.concatenate([[0], np.cumsum(problem.seat_cost)]), problem.seat_start[:-1]
    return {
        "shortage": int((sums[first + heads - problem.floor] - sums[first]).sum()),
        "gain": int(problem.gain[chosen].sum()),
        "moves": int((~problem.stays()[chosen]).sum()),
    }


if __name__ == "__main__":
    main()
