"""The engine against OR-Tools on the same pairs in one run: one thread, two threads, memory; hard instances too."""

import argparse
import json
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from benchmarks import memory, peers
from benchmarks.hard import KINDS, WORDS, hard
from benchmarks.page import cell, table
from penata.planning.engine.solve import scope_of, solve
from penata.planning.problem import Problem

T = TypeVar("T")
LARGE = 500_000
"""From so many people on everything is timed once; below, the best of three."""


def main() -> None:
    """Print one JSON line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("employees", type=int)
    asked = parser.parse_args()
    warm_up()
    print(json.dumps({"kind": asked.kind, **against(hard(KINDS[asked.kind], asked.employees).problem)}))


def warm_up() -> None:
    """Compile what is compiled, so that the engine is measured and not the compiler."""
    for kind in KINDS:
        small = hard(KINDS[kind], memory.SMALL).problem
        for threads in (1, 2):
            solve(small, scope_of(small), threads=threads)


def against(problem: Problem) -> dict[str, Any]:
    """Seconds of ours and of OR-Tools, whether they agree, and the bytes that each pair takes."""
    people, posts = problem.size["people"], problem.size["posts"]
    times = 1 if people >= LARGE else 3
    seconds: dict[str, float] = {}
    seconds["one_thread"], solution = best_of(times, lambda: solve(problem, scope_of(problem), threads=1))
    seconds["two_threads"], again = best_of(times, lambda: solve(problem, scope_of(problem), threads=2))
    of_shortage, of_gain = peers.weights(problem, people, people + posts + 2)
    ours = peers.value(problem, solution.chosen, solution.heads, of_shortage, of_gain)
    equal = {"two_threads": bool((again.chosen == solution.chosen).all())}
    for name, call in (("by_component", peers.by_component), ("at_once", peers.at_once)):
        found = min((call(problem, of_shortage, of_gain) for _ in range(times)), key=lambda peer: peer.seconds or 0.0)
        seconds[name], equal[name] = float(found.seconds or 0.0), found.objective == ours
    moves = int((~problem.stays()[solution.chosen[solution.chosen >= 0]]).sum())
    solved = {"kept": solution.kept, "cells": solution.cells, "ortools": solution.combined + solution.sequential}
    return {**problem.size, "moves": moves, "seconds": seconds, "solved": solved, "equal": equal,
            "bytes_a_pair": memory.bytes_of(problem) / len(problem.post)}  # fmt: skip


def best_of(times: int, work: Callable[[], T]) -> tuple[float, T]:
    """The least seconds of so many runs, and the answer."""
    best = float("inf")
    for _ in range(times):
        began = time.perf_counter()
        answer = work()
        best = min(best, time.perf_counter() - began)
    return best, answer


def section(rows: Sequence[Mapping[str, Any]]) -> str:
    """The table: one column for each instance."""
    head = ["", *(f"{row['kind']}, {cell(row['people'])}" for row in rows)]
    body = [[name, *(cell(row[name]) for row in rows)] for name in ("posts", "pairs", "components", "moves")]
    body.append(["kept as they were / on the cell graph / by OR-Tools", *(_solved(row) for row in rows)])
    body += [[words, *(_seconds(row, name) for row in rows)] for name, words in SOLVERS.items()]
    body += [[words, *(_ratio(row, over, under) for row in rows)] for over, under, words in RATIOS]
    body.append(["bytes a pair, at most 45", *(cell(float(row["bytes_a_pair"])) for row in rows)])
    kinds = "\n".join(f"- `{kind}`: {words}" for kind, words in WORDS.items())
    return f"\n## The engine: seconds on the same pairs\n\n{INTRODUCTION}\n{kinds}\n\n" + table(head, body)


INTRODUCTION = """`plan` is the government of the tables above. The others are made as pairs with points, and all but
`regions` are bad cases. OR-Tools finds the best sum of shortage, points and moves; ours decides ties too and leaves the
prices that prove all four levels. "NOT equal" would say that the best costs differ. "Bytes a pair" is the peak of a
process that only loads the problem and solves it, beyond the bare process (says little below 100,000 people).
"""
SOLVERS = {
    "one_thread": "ours, one thread, s",
    "two_threads": "ours, two threads, s",
    "at_once": "(a) OR-Tools in one call, s",
    "by_component": "(b) OR-Tools by component, bare, s",
}
RATIOS = (
    ("one_thread", "by_component", "one thread ÷ (b), at most 0.5 (bad cases 1.2)"),
    ("one_thread", "at_once", "one thread ÷ (a), at most 0.15 (bad cases: no target)"),
    ("two_threads", "one_thread", "two threads ÷ one, at most 0.6"),
)


def _solved(row: Mapping[str, Any]) -> str:
    return " / ".join(cell(row["solved"][how]) for how in ("kept", "cells", "ortools"))


def _seconds(row: Mapping[str, Any], name: str) -> str:
    shown = cell(float(row["seconds"][name]))
    return shown if row["equal"].get(name, True) else f"{shown} (NOT equal)"


def _ratio(row: Mapping[str, Any], over: str, under: str) -> str:
    return cell(row["seconds"][over] / row["seconds"][under])


if __name__ == "__main__":
    main()
