"""What one what-if costs beside a solve of the whole plan, in the running process; and that it is the same plan."""

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from benchmarks import instance
from benchmarks.engine import best_of, warm_up
from benchmarks.page import cell, table
from penata.planning import Workings, worked_out
from penata.planning.engine.solve import solve
from penata.planning.whatif import Board, Change, Forbid, Join, Move, Need, Pin, Retire
from penata.planning.whatif.board import answered_anew
from penata.policy import parse_policy

EACH: Final = 40
AGAIN: Final = 3
"""Answers of each kind that are compared with the whole road from the changed dataset."""


def main() -> None:
    """Print one JSON line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("employees", type=int)
    employees = parser.parse_args().employees
    warm_up()
    _tried(_planned(1_200))
    print(json.dumps({"employees": employees, **_tried(_planned(employees))}))


def _planned(employees: int) -> Workings:
    dataset = instance.with_wishes(instance.instance(employees))
    return worked_out(dataset, parse_policy(f"as_of = {instance.DAY}\n"))


def _tried(work: Workings) -> dict[str, Any]:
    solving, _ = best_of(3, lambda: solve(work.problem, work.scope, threads=1))
    road, _ = best_of(1, lambda: worked_out(work.dataset, work.policy))
    preparing, board = best_of(1, lambda: Board.of(work))
    kinds = {kind: _kind(board, changes) for kind, changes in _changes(work).items()}
    return {"solve": solving, "road": road, "prepare": preparing, "kinds": kinds}


def _kind(board: Board, changes: Sequence[Change]) -> dict[str, Any]:
    timed = [best_of(1, lambda change=change: board.answer([change])) for change in changes]  # type: ignore[misc]
    again = [answered_anew(board.workings, [change]) for change in changes[:AGAIN]]
    equal = sum(
        (one.after, one.shifts, one.posts) == (two.after, two.shifts, two.posts)
        for (_, one), two in zip(timed, again, strict=False)
    )
    milliseconds = [1000 * seconds for seconds, _ in timed]
    return {"asked": len(changes), "median_ms": float(np.median(milliseconds)), "slowest_ms": max(milliseconds),
            "anew": sum(answer.whole for _, answer in timed), "equal": f"{equal} of {len(again)}"}  # fmt: skip


def _changes(work: Workings) -> dict[str, list[Change]]:
    """Of each kind as many, about people and posts drawn with a seed."""
    rng = np.random.default_rng(5)
    people, posts = work.facts.persons["employee_id"], work.facts.posts["post_id"]
    moving = people[work.problem.persons[~work.problem.stays()[work.solution.chosen]]]
    problem = work.problem

    def drawn(make: Callable[[int], Change], size: int) -> list[Change]:
        return [make(int(at)) for at in rng.permutation(size)[:EACH]]

    def sent(at: int) -> Change:
        pairs = problem.pairs_of(at)
        post = problem.post[pairs.start + rng.integers(pairs.stop - pairs.start)]
        return Move(people[int(problem.persons[at])], posts[int(problem.posts[post])])

    need = work.facts.posts["need"].to_numpy()
    return {
        "she must go to a post": drawn(sent, len(problem.persons)),
        "who would move stays": drawn(lambda at: Pin(moving[at]), moving.len()),
        "who would move goes elsewhere": drawn(
            lambda at: Forbid(moving[at], work.facts.posts["post_id"][_held(work, moving[at])]), moving.len()
        ),
        "somebody leaves": drawn(lambda at: Retire(people[at]), people.len()),
        "somebody joins": drawn(lambda at: Join("BARU", people[at]), people.len()),
        "a post needs three more": drawn(lambda at: Need(posts[at], int(need[at]) + 3), posts.len()),
    }


def _held(work: Workings, employee_id: str) -> int:
    """Row of the post that somebody has under the plan."""
    row = work.facts.persons["employee_id"].to_list().index(employee_id)
    return int(work.problem.posts[work.problem.post[work.solution.chosen[work.problem.rank[row]]]])


def section(found: Mapping[str, Any]) -> str:
    """The table: one row for each kind of change."""
    head = ["", "asked", "median, ms", "slowest, ms", "median ÷ solve", "median ÷ whole road", "same as the whole road"]
    body = [
        [kind, cell(row["asked"]), cell(row["median_ms"]), cell(row["slowest_ms"]),
         cell(row["median_ms"] / 1000 / found["solve"]), cell(row["median_ms"] / 1000 / found["road"]), row["equal"]]
        for kind, row in found["kinds"].items()
    ]  # fmt: skip
    told = (
        f"{cell(found['employees'])} employees. One what-if at most 50 ms and a tenth of a full solve. The solve alone "
        f"takes {1000 * found['solve']:.0f} ms, the whole road from the dataset to a changed plan "
        f"{1000 * found['road']:.0f} ms; the board is prepared once, in {1000 * found['prepare']:.0f} ms."
    )
    return f"\n## What-if\n\n{told}\n\n" + table(head, body)


if __name__ == "__main__":
    main()
