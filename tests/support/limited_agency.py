"""The small agency under side limits: its problem without rules of law, and assignments told by who moves where."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl
from small_agency import AGENCIES, POLICY, UNITS, Rows, agency

from penata.eligibility import candidates
from penata.facts import Facts, facts_of
from penata.planning.limits.kinds import rows_of
from penata.planning.limits.rows import Limit
from penata.planning.limits.rows import Rows as LimitRows
from penata.planning.problem import Ints, Problem, problem_of
from penata.planning.verify.ground import ground_of
from penata.planning.verify.limits import Sides, sides_of
from penata.policy import Policy
from penata.policy.limits import Limits, MovingCost
from penata.tables import Dataset


@dataclass(frozen=True)
class Limited:
    """A dataset under a policy with limits."""

    dataset: Dataset
    policy: Policy

    @cached_property
    def facts(self) -> Facts:
        return facts_of(self.dataset, self.policy)

    @cached_property
    def pairs(self) -> pl.DataFrame:
        found = candidates(self.facts, self.dataset, self.policy).pairs
        return found.with_columns(pl.lit(0, pl.Int64).alias("gain"))

    @cached_property
    def problem(self) -> Problem:
        return problem_of(self.facts, self.pairs)

    @cached_property
    def rows(self) -> LimitRows:
        return rows_of(self.facts, self.dataset, self.policy, self.problem)

    @cached_property
    def sides(self) -> Sides:
        """The same by the verifier."""
        return sides_of(ground_of(self.dataset, self.policy), self.dataset, self.policy, self.pairs)

    @property
    def limits(self) -> list[tuple[str, str, int]]:
        """Kind, subject and most of every row."""
        return [(str(limit.kind), limit.subject, limit.most) for limit in self.rows.limits]

    def limit(self, subject: str) -> Limit:
        """The one about a subject."""
        (found,) = [limit for limit in self.rows.limits if limit.subject == subject]
        return found

    def chosen(self, **moves: str) -> Ints:
        """Everyone stays but those who move, by employee."""
        problem, facts = self.problem, self.facts
        wanted = dict(zip(facts.persons["employee_id"], facts.persons["post_id"], strict=True)) | moves
        found = np.full(len(problem.persons), -1, np.int64)
        ids = facts.posts["post_id"].to_list()
        for person, row in enumerate(problem.persons.tolist()):
            pairs = range(problem.start[person], problem.start[person + 1])
            at = {ids[problem.posts[problem.post[pair]]]: pair for pair in pairs}
            post = wanted[facts.persons["employee_id"][row]]
            found[person] = -1 if post is None else at[post]
        return found

    def used(self, **moves: str) -> dict[str, int]:
        """What an assignment uses, by subject; the same for the verifier."""
        used = self.rows.used(self.chosen(**moves)).tolist()
        assert used == self._by_verifier(moves)
        return dict(zip([limit.subject for limit in self.rows.limits], used, strict=True))

    def broken(self, **moves: str) -> list[str]:
        """Subjects of the limits that an assignment breaks."""
        over = np.flatnonzero(self.rows.used(self.chosen(**moves)) > self.rows.most)
        return [self.rows.limits[at].subject for at in over.tolist()]

    def _by_verifier(self, moves: Mapping[str, str]) -> list[int]:
        ground = self.sides.ground
        after = ground.own.copy()
        posts = ground.post_ids.to_list()
        for person, post in moves.items():
            after[ground.person_ids.to_list().index(person)] = posts.index(post)
        used = self.sides.used(after)
        number = {(one.kind, one.subject): at for at, one in enumerate(self.sides.ones)}
        return [int(used[number[limit.kind, limit.subject]]) for limit in self.rows.limits]


def limited(limits: Limits, cost: MovingCost | None = None, *, law: bool = False, **tables: Rows) -> Limited:
    """One of the two small agencies with these posts, people and limits; without rules of law unless asked for.

    ``units`` may bring the other agency back.
    """
    own = {"agencies": AGENCIES[:1], "units": [unit for unit in UNITS if unit["agency_id"] == "A"]}
    policy = replace(POLICY, limits=limits, moving_cost=cost or MovingCost(), rules_enabled=law)
    return Limited(agency(**(own | tables)), policy)


def post(post_id: str, need: int, job: str = "guru-muda", **more: Any) -> dict[str, Any]:
    """A row of posts: the unit is what stands before the colon."""
    return {"post_id": post_id, "unit_id": post_id.partition(":")[0], "job_id": job, "need": need, **more}
