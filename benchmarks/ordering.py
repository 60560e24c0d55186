"""Plain waves of about 100,000 moves: a safe order of all of them."""

import argparse
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from benchmarks import instance
from benchmarks.engine import best_of
from benchmarks.hard import REGIONS, Instance, hard
from benchmarks.page import cell, table
from penata.facts import Facts, facts_of
from penata.planning.chains import chain_ids
from penata.planning.engine.solve import scope_of, solve
from penata.planning.problem import problem_of
from penata.transition.movement import movement_of, rows_of_moves
from penata.transition.waves import Waves, waves_of

EAGER = replace(REGIONS, wishing=0.6, spare=2)
"""More than half have a wish, so that about two thirds of the people move; a post may do without two for a while."""


PATIENT = 1_000
"""Waves that nobody would want, so that nothing is tied together for the sake of fewer."""


def main() -> None:
    """Print one JSON line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("employees", type=int)
    employees = parser.parse_args().employees
    _ordered(hard(EAGER, 4_000))
    print(json.dumps({"employees": employees, **_ordered(hard(EAGER, employees))}))


def _ordered(made: Instance) -> dict[str, Any]:
    facts = facts_of(made.dataset, instance.policy(rules=False))
    moves = _moves(facts, made)
    reading, movement = best_of(1, lambda: movement_of(facts, rows_of_moves(facts, moves), overlap=False))
    ordering, waves = best_of(3, lambda: waves_of(movement))
    longer, more = best_of(1, lambda: waves_of(movement, PATIENT))
    patient = {"waves_of": longer, "waves": more.count, "bound": more.bound, "same_day": _together(more)}
    return {"moves": moves.height, "rows": reading, "patient": patient,
            "waves_of": ordering, "waves": waves.count, "bound": waves.bound,
            "same_day": _together(waves)}  # fmt: skip


def _together(waves: Waves) -> int:
    """Moves that are made on one day with others."""
    return int((waves.steps.sizes[waves.steps.of_move] > 1).sum())


def _moves(facts: Facts, made: Instance) -> pl.DataFrame:
    problem = problem_of(facts, made.pairs)
    chosen = solve(problem, scope_of(problem)).chosen
    moves = ~problem.stays()[chosen]
    posts = facts.posts["post_id"]
    frame = pl.DataFrame({
        "employee_id": facts.persons["employee_id"][problem.persons[moves]],
        "from_post_id": posts[problem.posts[problem.home[moves]]],
        "to_post_id": posts[problem.posts[problem.post[chosen[moves]]]],
    })  # fmt: skip
    return frame.with_columns(chain_ids(frame).alias("chain_id"))


def section(found: Mapping[str, Any]) -> str:
    """The table."""
    columns = (found, found["patient"])
    body = [
        ["plain waves, s, at most 1 for 100,000 moves", *(cell(way["waves_of"]) for way in columns)],
        ["waves (no order of these steps has fewer than)", *(f"{way['waves']} ({way['bound']})" for way in columns)],
        ["moves that must be made with others on one day", *(cell(way["same_day"]) for way in columns)],
    ]
    told = (
        f"{cell(found['moves'])} moves, read in {cell(found['rows'])} s; posts may do without two people for a while."
    )
    head = ["", "three waves if that can be", "as many waves as it takes"]
    return f"\n## Order of moves\n\n{told}\n\n" + table(head, body)


if __name__ == "__main__":
    main()
