"""Decisions that the plan keeps: who stays (PIN), who does not go there (FORBID), who must (FORCE)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from penata.facts import Facts
from penata.planning.engine.prices import Scope
from penata.planning.engine.solve import scope_of
from penata.planning.problem import NOBODY, Ints, Mask, Problem
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
    home = NOBODY if own is None else int(own)
    frozen = facts.posts["need"].is_null().to_numpy()
    return is_vain(decision, *_pairs(problem, decision.person), home, frozen)


def is_vain(decision: Decision, posts: Ints, forced: Mask, home: int, frozen: Mask) -> bool:
    """Whether none of the pairs of a person keeps the decision by itself.

    ``posts`` (k, rows of the facts) are the person's pairs, of which those ``forced`` exist by a decision only;
    ``home`` is the row of the own post (-1 without one), ``frozen`` tells which posts of the facts have no need.
    """
    if not _moves(decision, home):
        return False
    kept = _kept(decision, posts, home)
    own_doing = decision.kind is DecisionKind.FORCE and decision.post != NOBODY
    return _freezes(decision, home, frozen) or not (kept if own_doing else kept & ~forced).any()


def touches_frozen(facts: Facts, decision: Decision) -> bool:
    """Whether a decision asks for a move from or to a post without a need, where nobody leaves or arrives."""
    own = facts.persons["post"][decision.person]
    home = NOBODY if own is None else int(own)
    return _moves(decision, home) and _freezes(decision, home, facts.posts["need"].is_null().to_numpy())


def _freezes(decision: Decision, home: int, frozen: Mask) -> bool:
    named = decision.post if decision.kind is DecisionKind.FORCE else NOBODY
    return any(post != NOBODY and bool(frozen[post]) for post in (home, named))


def _moves(decision: Decision, home: int) -> bool:
    """Whether the decision can only be kept by a move."""
    if decision.kind is DecisionKind.FORCE:
        return decision.post == NOBODY or decision.post != home
    return decision.kind is DecisionKind.FORBID and decision.post == home != NOBODY


def narrowed(problem: Problem, decisions: Sequence[Decision]) -> Scope:
    """What the decisions leave open; those about people who are not in play change nothing."""
    base = scope_of(problem)
    allowed, none_is_open = base.allowed.copy(), base.none_is_open.copy()
    of_person: dict[int, list[Decision]] = {}
    for decision in decisions:
        of_person.setdefault(decision.person, []).append(decision)
    for row, own in of_person.items():
        person = int(problem.rank[row])
        if person == NOBODY:
            continue
        home = NOBODY if problem.home[person] == NOBODY else int(problem.posts[problem.home[person]])
        allowed[problem.pairs_of(person)], none_is_open[person] = open_to(own, *_pairs(problem, row), home)
    return Scope(allowed, none_is_open, base.low, base.high)


def open_to(decisions: Sequence[Decision], posts: Ints, forced: Mask, home: int) -> tuple[Mask, bool]:
    """What the decisions on one person leave open of the pairs (see ``is_vain``), and whether no seat is open too."""
    sends = [d for d in decisions if d.kind is DecisionKind.FORCE]
    named = [d.post for d in sends if d.post != NOBODY]
    allowed: Mask = ~forced | np.isin(posts, named)
    for decision in decisions:
        allowed &= _kept(decision, posts, home)
    return allowed, home == NOBODY and not sends


def keeps(problem: Problem, decision: Decision) -> Mask:
    """Which pairs of the person, who is in play, keep the decision."""
    person = problem.rank[decision.person]
    home = NOBODY if problem.home[person] == NOBODY else int(problem.posts[problem.home[person]])
    return _kept(decision, _pairs(problem, decision.person)[0], home)


def _pairs(problem: Problem, row: int) -> tuple[Ints, Mask]:
    """Post (row of the facts) and ``forced`` of the pairs of a person (row of the facts); none out of play."""
    person = int(problem.rank[row])
    pairs = slice(0, 0) if person == NOBODY else problem.pairs_of(person)
    return problem.posts[problem.post[pairs]], problem.forced[pairs]


def _kept(decision: Decision, posts: Ints, home: int) -> Mask:
    own, there = posts == home, posts == decision.post
    named = decision.post != NOBODY
    kept: Mask = {
        DecisionKind.PIN: own,
        DecisionKind.FORBID: ~there if named else own,
        DecisionKind.FORCE: there if named else ~own,
    }[decision.kind]
    return kept
