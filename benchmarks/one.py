"""One size in a process of its own: seconds and memory of every step, then the peers on the same problem."""

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import fastexcel
import polars as pl
import xlsxwriter

from benchmarks import engine, instance, peers
from benchmarks.page import cell, table
from penata.eligibility import candidates
from penata.facts import facts_of
from penata.merit import gains
from penata.planning import making
from penata.planning.engine.solve import Solution, scope_of, solve
from penata.planning.problem import Problem, problem_of
from penata.planning.verify import verify
from penata.planning.workings import Workings
from penata.report import write_plan
from penata.report.folder import WORKBOOK, write_table
from penata.tables import PLAN_TABLES

T = TypeVar("T")
HIGHS_UP_TO = 100_000
HIGHS_SECONDS = 240.0


def main() -> None:
    """Print one JSON line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("employees", type=int)
    print(json.dumps(measured(parser.parse_args().employees)))


def measured(employees: int) -> dict[str, Any]:
    """Steps of a plan without the law on the same pairs as the peers, and candidates once with the law."""
    seconds: dict[str, float] = {}

    def timed(name: str, work: Callable[[], T]) -> T:
        began = time.perf_counter()
        answer = work()
        seconds[name] = time.perf_counter() - began
        return answer

    dataset, bare = instance.instance(employees), instance.policy(rules=False)
    _warm_up()
    facts = timed("facts", lambda: facts_of(dataset, bare))
    found = timed("candidates", lambda: candidates(facts, dataset, bare))
    pairs = found.pairs.with_columns(timed("gains", lambda: gains(facts, dataset, bare, found.pairs)).alias("gain"))
    problem = timed("build", lambda: problem_of(facts, pairs))
    scope = scope_of(problem)
    solution = timed("solve", lambda: solve(problem, scope))
    tables = making.tables_of(dataset, facts, bare, found, problem, solution)
    result = making._result(dataset, facts, bare, found, problem, solution, tables)
    frames = {name: getattr(tables, name) for name in ("moves", "assignments", "posts", "prices")}
    verdict = timed("verify", lambda: verify(dataset, bare, frames, result, pairs=pairs))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    made = making.Plan(**frames, shortlist=PLAN_TABLES["shortlist"].empty(), parts=tables.parts,
                       explanations=making._explanations(tables), ladder=[making._last_rung(result)],
                       result={**result, "verifier": "ACCEPTED"},
                       workings=Workings(dataset, bare, facts, found, pairs, problem, scope, solution))  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        timed("write", lambda: write_plan(made, dataset, facts, bare, Path(folder) / "plan"))
        timed("write_bare_csv", lambda: _write_bare(frames, made.explanations, Path(folder)))
        sheets = _sheets(Path(folder) / "plan" / WORKBOOK)
        timed("write_bare_sheets", lambda: _write_sheets(sheets, Path(folder) / "bare.xlsx"))
    timed("candidates_with_law", lambda: candidates(facts, dataset, instance.policy(rules=True)))
    against = engine.against(problem)
    shown = {"employees": employees, **problem.size, "moves": tables.moves.height, "verified": verdict.ok}
    return {**shown, "peak_mb": peak, "seconds": seconds,
            "engine": {"kind": "plan", **against}, "highs": _highs(problem, solution, employees)}  # fmt: skip


def _write_bare(frames: Mapping[str, pl.DataFrame], explanations: Sequence[Any], folder: Path) -> None:
    """The same tables, the explanations among them, by the shortest code there is."""
    for name, frame in frames.items():
        write_table(frame, folder / f"{name}.csv", "csv")
    with (folder / "explanations.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in explanations)


def _sheets(workbook: Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows of every sheet of the plan's workbook."""
    book = fastexcel.read_excel(workbook)
    return {name: book.load_sheet(name, header_row=None).to_polars().rows() for name in book.sheet_names}


def _write_sheets(sheets: Mapping[str, Sequence[tuple[object, ...]]], path: Path) -> None:
    """The same rows in a workbook without any format."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


def _warm_up() -> None:
    """Compile what is compiled, so that steps are measured and not the compiler."""
    small, bare = instance.instance(1_200), instance.policy(rules=False)
    facts = facts_of(small, bare)
    found = candidates(facts, small, bare)
    problem = problem_of(facts, found.pairs.with_columns(gains(facts, small, bare, found.pairs).alias("gain")))
    solve(problem, scope_of(problem))
    engine.warm_up()


def _highs(problem: Problem, solution: Solution, employees: int) -> dict[str, Any] | None:
    """HiGHS on the linear program; whether whole numbers come out the same."""
    if employees > HIGHS_UP_TO:
        return None
    people, posts = problem.size["people"], problem.size["posts"]
    of_shortage, of_gain = peers.weights(problem, people, people + posts + 2)
    ours = peers.value(problem, solution.chosen, solution.heads, of_shortage, of_gain)
    found = peers.highs(problem, of_shortage, of_gain, HIGHS_SECONDS)
    return {"seconds": found.seconds, "equal": _is_equal(found.objective, ours)}


def _is_equal(objective: float | None, ours: int) -> bool:
    """An answer in floating point is the same to nine digits."""
    return objective is not None and abs(objective - ours) <= 1e-9 * abs(ours)


def section(rows: Sequence[Mapping[str, Any]]) -> str:
    """Sizes, seconds by step, and the ratios to the engine's peers and to bare writing: one column for each size."""
    columns = ("employees", "posts", "pairs", "components", "moves", "verified", "peak_mb")
    sizes = table(columns, [[cell(row[column]) for column in columns] for row in rows])
    head = ["", *(cell(row["employees"]) for row in rows)]
    steps = [[step, *(f"{row['seconds'][step]:.2f}" for row in rows)] for step in STEPS]
    beside = [["HiGHS on the linear program, s (equal)", *(_peer(row["highs"]) for row in rows)]]
    beside += [[label, *(cell(ratio(row)) for row in rows)] for label, ratio in RATIOS]
    parts = {"Sizes": sizes, "Seconds by step": table(["step", *head[1:]], steps), "Beside others": table(head, beside)}
    return "\n".join(f"\n## {title}\n\n{body}" for title, body in parts.items())


STEPS = ("facts", "candidates", "gains", "build", "solve", "verify", "write", "write_bare_csv", "write_bare_sheets",
         "candidates_with_law")  # fmt: skip
RATIOS = (
    ("all steps to verify ÷ OR-Tools in one call, at most 3 at 100,000",
     lambda row: _chain(row) / row["engine"]["seconds"]["at_once"]),
    ("write ÷ bare write of the same tables and sheets, at most 2", lambda row: row["seconds"]["write"] / _bare(row)),
    ("write ÷ bare write of the csv alone", lambda row: row["seconds"]["write"] / row["seconds"]["write_bare_csv"]),
)  # fmt: skip


def _bare(row: Mapping[str, Any]) -> float:
    return float(row["seconds"]["write_bare_csv"] + row["seconds"]["write_bare_sheets"])


def _chain(row: Mapping[str, Any]) -> float:
    return float(sum(row["seconds"][step] for step in ("candidates", "gains", "build", "solve", "verify")))


def _peer(found: Mapping[str, Any] | None) -> str:
    if found is None or found["seconds"] is None:
        return "–"
    return f"{cell(found['seconds'])} ({'equal' if found['equal'] else 'NOT equal'})"


if __name__ == "__main__":
    main()
