"""What explanations cost beside plain solves of the same plan; rules beside the bare join that makes their pairs."""

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, TypeVar

import numpy as np
import polars as pl

from benchmarks import instance
from benchmarks.page import cell, table
from penata.eligibility.masks import pair_masks, person_masks
from penata.explain.letters.facts import letter_facts
from penata.explain.letters.text import letter_texts
from penata.explain.open.published import published_of
from penata.explain.told.moves import moves_told
from penata.explain.told.standings import Standings
from penata.explain.told.telling import tell_again
from penata.explain.told.vacancies import vacancies_told
from penata.explain.told.wishes import wishes_told
from penata.explain.whatif.counterfactual import Inquiry
from penata.explain.whatif.recheck import confirmed
from penata.facts import facts_of
from penata.planning import Workings, worked_out
from penata.planning.engine.solve import solve
from penata.planning.result import tables_of
from penata.policy import Policy, parse_policy
from penata.wording import Language

T = TypeVar("T")
ASKED = 200
PAIRS = 3_000_000
SMALL = 2_000
EAGER = 0.6


def main() -> None:
    """Print one JSON line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("employees", type=int)
    employees = parser.parse_args().employees
    print(json.dumps({"employees": employees, **explained(employees), "rules": rules(PAIRS // instance.POSTS_PER_JOB),
                      "rechecked": rechecked()}))  # fmt: skip


def explained(employees: int) -> dict[str, Any]:
    """Seconds of three solves, of telling everything, of the letters' facts and texts, and of single questions."""
    _warm_up()
    work = _planned(employees)
    solves = [timed(lambda: solve(work.problem, work.scope))[0] for _ in range(3)]
    tables = tables_of(work.dataset, work.facts, work.policy, work.found, work.problem, work.solution)
    standings = Standings.of(work)
    moving, moves = timed(lambda: moves_told(work, tables, standings))
    answering, wishes = timed(lambda: wishes_told(work, standings))
    told = _MovesAndWishes(moves.moves, wishes)
    gathering, facts = timed(lambda: letter_facts(work, tables, told))
    others, _ = timed(lambda: (vacancies_told(work, standings), published_of(work, tables)))
    writing, _ = timed(lambda: [letter_texts(facts, language) for language in Language])
    refused = told.wishes.filter(pl.col("status") == "LOST").select("employee_id", "post_id")
    asked = refused.sample(min(ASKED, refused.height), seed=1).rows()
    inquiry = Inquiry(work)
    inquiry.counterfactual(*asked[0])
    questions = [timed(lambda wish=wish: inquiry.counterfactual(*wish))[0] for wish in asked]
    return {
        "moves": tables.moves.height, "wishes": told.wishes.height, "refused": refused.height,
        "seconds": {"three_solves": sum(solves), "moves": moving, "wishes": answering, "letter_facts": gathering,
                    "vacancies_and_public": others, "letter_texts": writing},
        "questions": {"asked": len(questions), "median_ms": 1000 * float(np.median(questions)),
                      "slowest_ms": 1000 * max(questions)},
    }  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _MovesAndWishes:
    """What letters read of an explained plan."""

    moves: pl.DataFrame
    wishes: pl.DataFrame


def rules(employees: int) -> dict[str, Any]:
    """Seconds of all rules over the pairs of a government, and of the bare Polars join that makes the pairs."""
    dataset, policy = instance.instance(employees), instance.policy(rules=True)
    facts = facts_of(dataset, policy)
    keys = ["agency_id", "ladder", "level"]
    people = facts.persons.filter("counted").select("person", "post", *keys)
    posts = facts.posts.select(pl.col("post").alias("to"), *keys)
    join, pairs = min((timed(lambda: people.join(posts, on=keys, how="inner")) for _ in range(3)), key=lambda x: x[0])
    spent: list[float] = []
    room = import_module("penata.eligibility.candidates")
    room.person_masks, room.pair_masks = _counted(person_masks, spent), _counted(pair_masks, spent)
    best = np.inf
    for _ in range(3):
        spent.clear()
        found = room.candidates(facts, dataset, policy)
        best = min(best, sum(spent))
    return {"pairs": pairs.height, "rules": len(found.rules), "join": join, "evaluation": float(best)}


def rechecked() -> dict[str, Any]:
    """How many remedies of refused wishes hold where the changed plan is solved from nothing, the whole road."""
    work = worked_out(instance.with_wishes(instance.instance(SMALL), EAGER), _policy())
    refused = tell_again(work).wishes.filter(pl.col("status") == "LOST").select("employee_id", "post_id")
    asked = refused.sample(min(ASKED, refused.height), seed=1).rows()
    seconds, checks = timed(lambda: confirmed(work, asked))
    kinds = Counter("+".join(sorted({change.kind for change in check.remedy.changes})) for check in checks)
    failed = {(check.employee_id, check.post_id) for check in checks if not check.holds}
    answered = {(check.employee_id, check.post_id) for check in checks}
    return {
        "said": f"counterfactuals re-solved: {len(answered - failed)} of {len(asked)} hold",
        "employees": SMALL, "remedies": len(checks), "by_kind": dict(sorted(kinds.items())), "seconds": seconds,
    }  # fmt: skip


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Seconds and answer."""
    began = time.perf_counter()
    answer = work()
    return time.perf_counter() - began, answer


def _counted(function: Callable[..., T], spent: list[float]) -> Callable[..., T]:
    def counted(*arguments: Any) -> T:
        seconds, answer = timed(lambda: function(*arguments))
        spent.append(seconds)
        return answer

    return counted


def _planned(employees: int) -> Workings:
    return worked_out(instance.with_wishes(instance.instance(employees)), _policy())


def _policy() -> Policy:
    return parse_policy(f"as_of = {instance.DAY}\n")


def _warm_up() -> None:
    """Compile what is compiled, so that steps are measured and not the compiler."""
    work = _planned(1_200)
    tables = tables_of(work.dataset, work.facts, work.policy, work.found, work.problem, work.solution)
    told = tell_again(work)
    letter_texts(letter_facts(work, tables, told), Language.INDONESIAN)
    refused = told.wishes.filter(pl.col("status") == "LOST").select("employee_id", "post_id")
    inquiry = Inquiry(work)
    for wish in refused.head(3).rows():
        inquiry.counterfactual(*wish)


def section(found: Mapping[str, Any]) -> str:
    """Explanations beside solves of the same plan, and rules beside the join that makes their pairs."""
    seconds, asked, rules, checked = found["seconds"], found["questions"], found["rules"], found["rechecked"]
    told = seconds["moves"] + seconds["wishes"] + seconds["letter_facts"]
    body = [
        ["employees, moves, wishes (refused)", f"{cell(found['employees'])}, {cell(found['moves'])}, "
         f"{cell(found['wishes'])} ({cell(found['refused'])})"],
        ["three plain solves, s", cell(seconds["three_solves"])],
        ["all moves with alternatives, all wishes with points needed, letter facts, s", cell(told)],
        ["the same ÷ three plain solves, at most 1", cell(told / seconds["three_solves"])],
        ["vacancies and public figures, s", cell(seconds["vacancies_and_public"])],
        ["sentences of all letters, both languages (writing), s", cell(seconds["letter_texts"])],
        [f"one counterfactual, median / slowest of {asked['asked']}, ms, at most 50",
         f"{cell(asked['median_ms'])} / {cell(asked['slowest_ms'])}"],
        [f"refused wishes of {cell(checked['employees'])} employees, {cell(checked['remedies'])} remedies solved "
         "again from nothing", checked["said"]],
        [f"{rules['rules']} rules over {cell(rules['pairs'])} pairs, s", cell(rules["evaluation"])],
        ["the bare Polars join that makes these pairs, s", cell(rules["join"])],
        ["rules ÷ join, at most 2", cell(rules["evaluation"] / rules["join"])],
    ]  # fmt: skip
    return "\n## Explanations and rules\n\n" + table(["", ""], body)


if __name__ == "__main__":
    main()
