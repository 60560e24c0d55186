"""Decisions that the plan keeps: who stays (PIN), who does not go there (FORBID), who must (FORCE)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from penata.facts import Facts
from penata.planning.engine.prices import Scope
from penata.planning.engine.solve import scope_of
from penata.planning.problem import NOBODY, Mask, Problem
from penata.tables import Dataset
from penata.vocabulary import DecisionKind

WORDS: Final = {
    DecisionKind.PIN: "tetap",
    DecisionKind.FORBID: "jangan",
    DecisionKind.FORCE: "harus",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """One row of the decisions; ``person`` and ``post`` are row numbers in Facts, -1 where no post is named."""

    kind: DecisionKind
    employee_id: str
    post_id: str | None
    reason: str
    person: int
    post: int

    def describe(self) -> str:
        """The decision in Indonesian words, with its reason."""
        place = f" ke {self.post_id}" if self.post_id else (" pindah" if self.kind is DecisionKind.FORCE else "")
        return f"{self.employee_id} {WORDS[self.kind]}{place} (alasan: {self.reason})"


def decisions_of(facts: Facts, dataset: Dataset) -> tuple[Decision, ...]:
    """All decisions of a dataset in canonical order."""
    rows = (
        dataset["decisions"]
        .join(facts.persons.select("employee_id", "person"), on="employee_id", how="left", validate="m:1")
        .join(facts.posts.select("post_id", "post"), on="post_id", how="left", validate="m:1")
        .sort("employee_id", "kind", "post_id", "reason")
    )
    return tuple(
        Decision(DecisionKind(row["kind"]), row["employee_id"], row["post_id"], row["reason"], row["person"],
                 NOBODY if row["post"] is None else row["post"])
        for row in rows.iter_rows(named=True)
    )  # fmt: skip


def is_void(problem: Problem, facts: Facts, decision: Decision) -> bool:
    """Whether no candidate pair at all can keep the decision, whatever the others say."""
    own = facts.persons["post"][decision.person]
    own_post = NOBODY if own is None else int(own)
    moves = _moves(decision, own_post)
    return moves and (touches_frozen(facts, decision) or not _keeping(problem, decision).any())


def touches_frozen(facts: Facts, decision: Decision) -> bool:
    """Whether a decision asks for a move from or to a post without a need, where nobody leaves or arrives."""
    own = facts.persons["post"][decision.person]
    own_post = NOBODY if own is None else int(own)
    named = decision.post if decision.kind is DecisionKind.FORCE else NOBODY
    frozen = facts.posts["need"].is_null()
    return _moves(decision, own_post) and any(post != NOBODY and frozen[post] for post in (own_post, named))


def _moves(decision: Decision, own_post: int) -> bool:
    """Whether the decision can only be kept by a move."""
    if decision.kind is DecisionKind.FORCE:
        return decision.post == NOBODY or decision.post != own_post
    return decision.kind is DecisionKind.FORBID and decision.post == own_post != NOBODY


def narrowed(problem: Problem, decisions: Sequence[Decision]) -> Scope:
    """What the decisions leave open; those about people who are not in play change nothing."""
    base = scope_of(problem)
    allowed, none_is_open = base.allowed.copy(), base.none_is_open.copy()
    in_play = [d for d in decisions if problem.rank[d.person] != NOBODY]
    for decision in in_play:
        if decision.kind is DecisionKind.FORCE and decision.post != NOBODY:
            pairs = problem.pairs_of(problem.rank[decision.person])
            allowed[pairs] |= problem.posts[problem.post[pairs]] == decision.post
    for decision in in_play:
        person = problem.rank[decision.person]
        allowed[problem.pairs_of(person)] &= keeps(problem, decision)
        none_is_open[person] &= decision.kind is not DecisionKind.FORCE
    return Scope(allowed, none_is_open, base.low, base.high)


def _keeping(problem: Problem, decision: Decision) -> Mask:
    """Pairs of the person that keep the decision, those that exist by another decision left out."""
    person = problem.rank[decision.person]
    if person == NOBODY:
        return np.zeros(0, np.bool_)
    kept = keeps(problem, decision)
    own_doing = decision.kind is DecisionKind.FORCE and decision.post != NOBODY
    return kept if own_doing else kept & ~problem.forced[problem.pairs_of(person)]


def keeps(problem: Problem, decision: Decision) -> Mask:
    """Which pairs of the person, who is in play, keep the decision."""
    person = problem.rank[decision.person]
    post = problem.post[problem.pairs_of(person)]
    own, there = post == problem.home[person], problem.posts[post] == decision.post
    named = decision.post != NOBODY
    kept: Mask = {
        DecisionKind.PIN: own,
        DecisionKind.FORBID: ~there if named else own,
        DecisionKind.FORCE: there if named else ~own,
    }[decision.kind]
    return kept
