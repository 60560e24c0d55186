"""Whether an order could do with fewer waves: CP-SAT on the parts that take longest, where they are small enough."""

from dataclasses import replace
from typing import Final

import numpy as np

from penata.transition.steps import Ints, Movement, parts_of
from penata.transition.waves import Waves

LARGEST: Final = 6_000
"""Steps times waves of a part that is still looked at."""
_EFFORT: Final = 8.0
"""Deterministic time for one part: the same on every machine."""


def fewest(movement: Movement, found: Waves) -> Waves:
    """The same steps in fewer waves where that is possible, with the best bound that could be proven.

    Only parts that take more waves than the bound of the whole are looked at. Where ``count`` equals ``bound``, the
    number of waves is proven least.
    """
    if found.count <= found.bound:
        return found
    part = parts_of(found.steps, len(movement.level))
    last = np.zeros(int(part.max()) + 1, np.int64)
    np.maximum.at(last, part, found.wave + 1)
    wave, bound = found.wave.copy(), found.bound
    for one in np.argsort(-last, kind="stable").tolist():
        if last[one] <= bound:
            break
        rows = np.flatnonzero(part == one)
        better, proven = _part(movement, found, rows, int(last[one]), bound)
        bound = max(bound, proven)
        if better is not None:
            wave[rows] = better
            last[one] = int(better.max()) + 1
    used, dense = np.unique(wave, return_inverse=True)
    del used
    return replace(found, wave=dense.astype(np.int64).reshape(-1), bound=min(bound, int(last.max())))


def _part(movement: Movement, found: Waves, rows: Ints, waves: int, least: int) -> tuple[Ints | None, int]:
    """A better order of one part, None where there is none or it is not known; and how many waves it needs at least."""
    if len(rows) * waves > LARGEST:
        return None, least
    for count in range(least, waves):
        order, is_known = _within(movement, found, rows, count)
        if order is not None:
            return order, count
        if not is_known:
            return None, count
    return None, waves


def _within(movement: Movement, found: Waves, rows: Ints, waves: int) -> tuple[Ints | None, bool]:
    """An order of these steps in so many waves; and whether it is certain that there is one, or none."""
    from ortools.sat.python import cp_model  # noqa: PLC0415 - slow to import, mostly not needed

    model, steps = cp_model.CpModel(), found.steps
    at = [[model.new_bool_var("") for _ in range(waves)] for _ in rows]
    takes: dict[int, list[tuple[int, int]]] = {}
    for k, step in enumerate(rows.tolist()):
        model.add_exactly_one(at[k])
        for e in range(int(steps.first[step]), int(steps.first[step + 1])):
            takes.setdefault(int(steps.resource[e]), []).append((k, int(steps.change[e])))
    for resource, uses in takes.items():
        level, low, high = (int(x[resource]) for x in (movement.level, movement.low, movement.high))
        for wave in range(waves):
            before = sum(change * at[k][w] for k, change in uses for w in range(wave))
            model.add(level + before + sum(c * at[k][wave] for k, c in uses if c < 0) >= low)
            model.add(level + before + sum(c * at[k][wave] for k, c in uses if c > 0) <= high)
    model.minimize(sum(wave * at[k][wave] for k in range(len(rows)) for wave in range(waves)))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = _EFFORT
    status = solver.solve(model)
    if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return np.array([[solver.value(x) for x in row].index(1) for row in at], np.int64), True
    return None, status == cp_model.INFEASIBLE
