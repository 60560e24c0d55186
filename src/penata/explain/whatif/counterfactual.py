"""What would have had to be different for a wish to be granted: the smallest change, found and proven by re-solving.

Every answer is a change under which the plan, settled again from where it stood, gives the person the seat, and it is
proven best by its prices; one point, or one seat, less is proven not to suffice. Nobody else is named: what others
would do is told as a number of moves and the posts that they pass.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import polars as pl

from penata.eligibility import Judge
from penata.explain.residual import Chains, chains_to
from penata.explain.whatif.barriers import Barrier, barriers_of
from penata.explain.whatif.question import Question, Remedy
from penata.law.citation import POLICY
from penata.merit import Merit, prepared
from penata.planning import Workings
from penata.planning.decisions import decisions_of, keeps
from penata.planning.part import Part, Vector, component_of, options_of, part_of
from penata.planning.problem import NOBODY, Ints
from penata.planning.tie import ties
from penata.planning.warm import Arcs, arcs_of, settled
from penata.tables import InputError


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """What would have had to be different for ``employee_id`` to get ``post_id``.

    ``status``: GRANTED (the plan gives it), PRICED_OUT, BARRED (by ``barriers``), OUT_OF_SCOPE (the plan does not
    look there, or does not plan the person: no points or seats are told). Below, ``barriers`` count as settled for
    this one post: ``missing`` is how much the best plan with the person there is worse, by level (shortage, gain,
    moves, tie; the first that is not zero decides; below zero: it is better), None where the bounds of posts leave
    no such plan. ``chain_moves`` other people would move in it, over the posts ``chain_posts``. ``own_points``: the
    gain of the pair. ``open_suffices``: with the barriers settled, nothing else is missing. ``points``, ``need`` and
    each of ``facts`` are ways to the seat, each smallest of its kind; None or empty where there is none: where
    shortage stands against it, no points suffice; ``need`` is looked for up to ``question.MOST_SEATS`` seats in all.
    """

    employee_id: str
    from_post_id: str | None
    post_id: str
    status: str
    barriers: tuple[Barrier, ...] = ()
    missing: Vector | None = None
    chain_moves: int = 0
    chain_posts: tuple[str, ...] = ()
    own_points: int | None = None
    open_suffices: bool = False
    points: Remedy | None = None
    facts: tuple[Remedy, ...] = ()
    need: Remedy | None = None


CLOSING: Final = frozenset({"POLICY", "LIMIT"})
"""Kinds of barriers beside which nothing that a person could have otherwise is looked for."""


def counterfactual(workings: Workings, employee_id: str, post_id: str) -> Counterfactual:
    """One question of a plan; who asks many keeps an ``Inquiry``. Raises InputError where an id does not exist."""
    return Inquiry(workings).counterfactual(employee_id, post_id)


class Inquiry:
    """A plan that can be asked again and again; what one question needs is kept for the next."""

    def __init__(self, workings: Workings) -> None:
        self.workings = workings
        self._merit: Merit | None = None
        self._judge: Judge | None = None
        self._parts: dict[tuple[int, ...], tuple[Part, Arcs]] = {}
        self._chains: dict[tuple[tuple[int, ...], int], Chains] = {}
        facts = workings.facts
        self._person = dict(zip(facts.persons["employee_id"].to_list(), range(facts.persons.height), strict=True))
        self._post = dict(zip(facts.posts["post_id"].to_list(), range(facts.posts.height), strict=True))

    @property
    def merit(self) -> Merit:
        """Points of any pair, prepared at the first use."""
        if self._merit is None:
            self._merit = prepared(self.workings.facts, self.workings.dataset, self.workings.policy)
        return self._merit

    @property
    def judge(self) -> Judge:
        """The rules, prepared at the first use."""
        if self._judge is None:
            self._judge = Judge.of(self.workings.facts, self.workings.dataset, self.workings.policy)
        return self._judge

    def counterfactual(self, employee_id: str, post_id: str) -> Counterfactual:
        """What would have had to be different; raises InputError where an id does not exist."""
        person, post = self._row(self._person, employee_id, "pegawai"), self._row(self._post, post_id, "formasi")
        own = self.workings.facts.persons["post_id"][person]
        blank = Counterfactual(employee_id, own, post_id, "OUT_OF_SCOPE")
        if not self.workings.facts.persons["counted"][person]:
            return blank
        pair = pair_of(self.workings, person, post)
        if self._sits(person) == post:
            points = int(self.workings.problem.gain[pair]) if pair != NOBODY else 0
            return replace(blank, status="GRANTED", own_points=points)
        barriers = self._barriers(person, post, employee_id, post_id)
        if self.workings.limits is not None:  # what would be enough depends on what the limits then leave to others
            barriers = (*barriers, Barrier("LIMIT", "", POLICY, "batas rencana ([limits])", ""))
        if any(barrier.kind in CLOSING for barrier in barriers):
            return replace(blank, barriers=barriers)
        asked = self._question(person, post, is_open=not barriers)
        return self._answered(replace(blank, status="BARRED" if barriers else "PRICED_OUT", barriers=barriers), asked)

    def _answered(self, blank: Counterfactual, asked: Question) -> Counterfactual:
        chain = self._chain(asked)
        blank = replace(blank, own_points=asked.own_points)
        if not chain.reached[asked.there]:
            return replace(blank, need=asked.by_need())
        missing = asked.missing(chain)
        steps = chain.steps(asked.there)
        passed = [asked.post_id(node) for node, _, _ in steps[1:] if node != asked.part.sink]
        found = replace(
            blank, missing=missing, chain_moves=sum(by != NOBODY for _, _, by in steps), chain_posts=tuple(passed)
        )
        if missing < (0, 0, 0, 0):
            return replace(found, open_suffices=asked.gets_it(asked.settled()))
        points = asked.by_points(missing)
        return replace(found, points=points, need=asked.by_need(), facts=asked.by_facts(missing) if points else ())

    def _sits(self, person: int) -> int | None:
        """Row of the post that a person has under the plan."""
        work = self.workings
        rank = int(work.problem.rank[person])
        if rank == NOBODY:
            own = work.facts.persons["post"][person]
            return None if own is None else int(own)
        held = int(work.solution.chosen[rank])
        return None if held == NOBODY else int(work.problem.posts[work.problem.post[held]])

    def _barriers(self, person: int, post: int, employee_id: str, post_id: str) -> tuple[Barrier, ...]:
        """What keeps the pair from being open: rules, or a decision."""
        problem, scope = self.workings.problem, self.workings.scope
        pair = pair_of(self.workings, person, post)
        if pair != NOBODY and scope.allowed[pair]:
            return ()
        if pair != NOBODY and not problem.forced[pair]:
            rank = problem.rank[person]
            at = pair - problem.start[rank]
            against = [d for d in decisions_of(self.workings.facts, self.workings.dataset)
                       if d.person == person and not keeps(problem, d)[at]]  # fmt: skip
            return tuple(Barrier("DECISION", d.kind, "", d.describe(), "Cabut keputusan itu.") for d in against)
        found = barriers_of(self.judge, employee_id, post_id)
        return found or (Barrier("POLICY", "POL-CUT", "", "di luar calon yang ditinjau kebijakan", ""),)

    def _question(self, person: int, post: int, *, is_open: bool) -> Question:
        work = self.workings
        problem = work.problem
        rank = int(problem.rank[person])
        own = work.facts.persons["post"][person]
        rows = {post} | ({int(own)} if own is not None else set())
        inside = {component_of(problem, row) for row in rows}
        if rank != NOBODY:
            inside.add(int(np.searchsorted(problem.person_bound, rank, side="right")) - 1)
        outside = sorted(row for row in rows if component_of(problem, row) == NOBODY)
        key = tuple(sorted(inside - {NOBODY}))
        part, arcs = self._part(key, outside, person if rank == NOBODY else NOBODY)
        who = int(np.flatnonzero(part.people == person)[0])
        there = int(np.flatnonzero(part.posts == post)[0])
        key = key if rank != NOBODY and not outside else (*key, -2 - person)
        return Question(
            work, self.merit, part, arcs, key, person, who, there, *self._options(part, person, who, there, is_open)
        )

    def _options(self, part: Part, person: int, who: int, there: int, is_open: bool) -> tuple[Ints, Ints, Ints]:
        """Post, gain and tie of everything the person may choose, the post asked for among them."""
        post, gain, tie = options_of(part, who)
        home = int(part.home[who])
        if not len(post) and home != NOBODY:  # somebody who had no choice may stay
            post, gain, tie = np.array([home]), np.zeros(1, np.int64), self._ties(part, person, [home])
        if is_open:
            return post, gain, tie
        pair = pair_of(self.workings, person, int(part.posts[there]))
        points = (
            int(self.workings.problem.gain[pair])
            if pair != NOBODY
            else sum(self.merit.points_of(person, int(part.posts[there])).values())
        )
        return np.append(post, there), np.append(gain, points), np.append(tie, self._ties(part, person, [there]))

    def _ties(self, part: Part, person: int, nodes: list[int]) -> Ints:
        facts = self.workings.facts
        ids = pl.Series([facts.persons["employee_id"][person]])
        posts = pl.Series([facts.posts["post_id"][int(part.posts[node])] for node in nodes])
        return ties(ids, posts, np.zeros(len(nodes), np.uint32), np.arange(len(nodes), dtype=np.uint32))

    def _part(self, key: tuple[int, ...], outside: list[int], person: int) -> tuple[Part, Arcs]:
        if not outside and person == NOBODY and key in self._parts:
            return self._parts[key]
        part = part_of(self.workings, key, outside, person)
        arcs = arcs_of(part)
        if outside:  # posts that had no part in the plan have no prices yet
            priced = settled(part, arcs, [*range(part.sink - len(outside), part.sink + 1)])
            if priced is None:
                raise AssertionError("posts out of play do not keep their own bounds")
            part = priced
        if not outside and person == NOBODY:
            self._parts[key] = part, arcs
        return part, arcs

    def _chain(self, asked: Question) -> Chains:
        here = int(asked.part.seat[asked.who])
        if (asked.key, here) not in self._chains:
            self._chains[asked.key, here] = chains_to(asked.part, asked.arcs, here)
        return self._chains[asked.key, here]

    @staticmethod
    def _row(rows: dict[str, int], wanted: str, what: str) -> int:
        if wanted not in rows:
            raise InputError([f"{what} {wanted!r} tidak ada dalam himpunan data; periksa penulisannya"])
        return rows[wanted]


def pair_of(workings: Workings, person: int, post: int) -> int:
    """Index of the pair of a person and a post (rows of the facts) in the problem, -1 where there is none."""
    rank = int(workings.problem.rank[person])
    if rank == NOBODY:
        return NOBODY
    pairs = workings.problem.pairs_of(rank)
    at = np.flatnonzero(workings.problem.posts[workings.problem.post[pairs]] == post)
    return pairs.start + int(at[0]) if len(at) else NOBODY
