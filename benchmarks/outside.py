"""Peers that are no dependency of ours, once and by hand: Timefold Solver (Java) and PuLP with CBC.

In the environment of this repository: ``python -m benchmarks.outside ours 10000 FILE`` solves the cells of
``benchmarks.hard`` and writes the same pairs to FILE (.npz). In another environment with ``timefold`` (and a JDK 17)
or ``pulp``, and NumPy: ``python benchmarks/outside.py timefold FILE`` or ``… cbc FILE``. Each prints seconds, shortage,
points and moves. Timefold begins from the present posts, as we do, and gets a minute.
"""

import argparse
import json
import time
from pathlib import Path
from typing import Any

import numpy as np

MINUTE = 60
CBC_SECONDS = 1800
OF_SHORTAGE, OF_GAIN = 1_000, 100
"""Weights in CBC's one cost, which is floating point: a seat's worth beside a point and a move."""


TOLD = Path(__file__).with_suffix(".md")
"""The table, written by hand."""


def main() -> None:
    """Print one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("solver", choices=["ours", "timefold", "cbc"])
    parser.add_argument("employees", type=int, nargs="?")
    parser.add_argument("file", type=Path)
    parser.add_argument("--seconds", type=int, default=MINUTE)
    asked = parser.parse_args()
    if asked.solver == "ours":
        found = ours(asked.employees, asked.file)
    else:
        with np.load(asked.file) as arrays:
            problem = {name: arrays[name] for name in arrays.files}
        found = timefold(problem, asked.seconds) if asked.solver == "timefold" else cbc(problem)
    print(json.dumps(found))


def ours(employees: int, file: Path) -> dict[str, Any]:
    """Solve and keep the problem; without rows of people who have no choice."""
    from benchmarks import engine, memory  # noqa: PLC0415 - the other solvers run where this library is not
    from benchmarks.hard import KINDS, hard  # noqa: PLC0415 - as above
    from penata.planning.engine.solve import scope_of, solve  # noqa: PLC0415 - as above

    engine.warm_up()
    problem = hard(KINDS["regions"], employees).problem
    memory.save(problem, file)
    seconds, solution = engine.best_of(3, lambda: solve(problem, scope_of(problem), threads=1))
    arrays = {name: getattr(problem, name) for name in ("home", "post", "gain", "fixed", "floor", "seat_start",
                                                        "seat_cost")}  # fmt: skip
    return {**problem.size, "seconds": seconds, **value(arrays, solution.chosen)}


def value(problem: dict[str, np.ndarray], chosen: np.ndarray) -> dict[str, int]:
    """Shortage (up to the same constant for all), points and moves of the pairs that people hold."""
    heads = problem["fixed"] + np.bincount(problem["post"][chosen], minlength=len(problem["fixed"]))
    sums, first = np.concatenate([[0], np.cumsum(problem["seat_cost"])]), problem["seat_start"][:-1]
    return {
        "shortage": int((sums[first + heads - problem["floor"]] - sums[first]).sum()),
        "gain": int(problem["gain"][chosen].sum()),
        "moves": int((problem["post"][chosen] != problem["home"]).sum()),
    }


def cbc(problem: dict[str, np.ndarray]) -> dict[str, Any]:
    """PuLP's model of everything, solved by the CBC that it ships."""
    import pulp  # noqa: PLC0415 - not a dependency of ours

    began = time.perf_counter()
    model = pulp.LpProblem("plan", pulp.LpMinimize)
    start, post, home = problem["start"].tolist(), problem["post"].tolist(), problem["home"].tolist()
    held = [pulp.LpVariable(f"x{a}", cat="Binary") for a in range(len(post))]
    seats = [pulp.LpVariable(f"s{k}", 0, 1) for k in range(len(problem["seat_cost"]))]
    costs, arrivals = [], [[] for _ in problem["floor"]]
    for person, own in enumerate(home):
        pairs = range(start[person], start[person + 1])
        model += pulp.lpSum(held[a] for a in pairs) == 1
        for a in pairs:
            costs.append((held[a], OF_GAIN * -int(problem["gain"][a]) + (post[a] != own)))
            arrivals[post[a]].append(held[a])
    for q, (first, last) in enumerate(zip(problem["seat_start"][:-1], problem["seat_start"][1:], strict=True)):
        own = seats[first:last]
        model += pulp.lpSum(arrivals[q]) - pulp.lpSum(own) == int(problem["floor"][q] - problem["fixed"][q])
        costs += [(s, OF_SHORTAGE * int(c)) for s, c in zip(own, problem["seat_cost"][first:last], strict=True)]
    model.setObjective(pulp.LpAffineExpression(costs))
    built = time.perf_counter()
    model.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=CBC_SECONDS, gapRel=0))
    chosen = np.flatnonzero(np.array([round(x.value() or 0) for x in held]))
    return {"seconds": time.perf_counter() - built, "build": built - began, "status": pulp.LpStatus[model.status],
            **value(problem, chosen)}  # fmt: skip


def timefold(problem: dict[str, np.ndarray], seconds: int) -> dict[str, Any]:
    """Timefold's local search with its own defaults, from the present posts."""
    import timefold_model  # noqa: PLC0415 - not a dependency of ours, and it starts the Java machine

    began = time.perf_counter()
    government = timefold_model.government(problem)
    built = time.perf_counter()
    solved, score = timefold_model.solved(government, seconds)
    pairs = {key: a for a, key in enumerate(_keys(problem).tolist())}
    chosen = np.array([pairs[person * len(problem["fixed"]) + post] for person, post in solved])
    return {"seconds": time.perf_counter() - built, "build": built - began, "score": score, **value(problem, chosen)}


def _keys(problem: dict[str, np.ndarray]) -> np.ndarray:
    """One number for each pair of person and post."""
    owner = np.repeat(np.arange(len(problem["home"])), np.diff(problem["start"]))
    keys: np.ndarray = owner * len(problem["fixed"]) + problem["post"]
    return keys


if __name__ == "__main__":
    main()
