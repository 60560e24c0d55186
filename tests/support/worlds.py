"""Small worlds for the planner: posts with needs, people with candidate posts, as plain numbers."""

import datetime as dt
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import polars as pl
from hypothesis import strategies as st

from penata.facts import Facts
from penata.planning.engine.solve import scope_of, solve
from penata.planning.objectives import Aims
from penata.planning.problem import Problem, problem_of
from penata.planning.workings import Workings

Vector = tuple[int, int, int, int]


@dataclass(frozen=True)
class World:
    """A problem small enough to try every assignment of it."""

    homes: tuple[int | None, ...]
    needs: tuple[int | None, ...]
    safe: tuple[int | None, ...]
    priority: tuple[int, ...]
    pairs: tuple[tuple[int, int, int], ...]  # person, post, gain; the own post is added
    bystanders: tuple[int, ...] = ()  # counted people of each post without any other pair

    @property
    def facts(self) -> Facts:
        """Facts with just what the planner reads."""
        size = len(self.needs)
        extra = self.bystanders or (0,) * size
        homes = [*self.homes, *(post for post, count in enumerate(extra) for _ in range(count))]
        filled = np.bincount([h for h in homes if h is not None], minlength=size)
        posts = pl.DataFrame(
            {"post_id": [f"P{i}" for i in range(size)], "need": self.needs, "filled": filled, "safe": self.safe,
             "priority": self.priority},
            schema_overrides={"need": pl.Int64, "safe": pl.Int64, "filled": pl.Int64, "priority": pl.Int64},
        ).with_row_index("post").with_columns(
            pl.max_horizontal("need", "filled").alias("capacity"),
            pl.min_horizontal(pl.coalesce("safe", "need", "filled"), "filled").alias("floor"),
        )  # fmt: skip
        persons = pl.DataFrame(
            {"employee_id": [f"E{i:03d}" for i in range(len(homes))], "post": homes, "counted": [True] * len(homes)},
            schema_overrides={"post": pl.UInt32},
        ).with_row_index("person")
        empty = pl.DataFrame()
        return Facts(persons, posts, empty, empty, empty, dt.date(2026, 1, 1))

    @property
    def problem(self) -> Problem:
        """The problem as the planner sees it."""
        return self.problem_under(Aims())

    def problem_under(self, aims: Aims) -> Problem:
        """The problem under other aims than the default."""
        rows = {(person, post): gain for person, post, gain in self.pairs if not self._is_frozen(person, post)}
        rows |= {(i, home): 0 for i, home in enumerate(self.homes) if home is not None}
        frame = pl.DataFrame(
            [(*key, gain, False) for key, gain in sorted(rows.items())],
            schema={"person": pl.UInt32, "post": pl.UInt32, "gain": pl.Int64, "forced": pl.Boolean},
            orient="row",
        )
        return problem_of(self.facts, frame, aims)

    def _is_frozen(self, person: int, post: int) -> bool:
        """Nobody leaves or arrives at a post without a need."""
        home = self.homes[person]
        return self.needs[post] is None or (home is not None and self.needs[home] is None)


def every_assignment(problem: Problem) -> dict[tuple[int, ...], Vector]:
    """All assignments that keep the limits, by brute force, with their cost vectors."""
    options = [
        [*range(problem.start[i], problem.start[i + 1]), *([-1] if problem.home[i] < 0 else [])]
        for i in range(len(problem.persons))
    ]
    found = {}
    for choice in product(*options):
        heads = problem.fixed.copy()
        for a in choice:
            if a >= 0:
                heads[problem.post[a]] += 1
        if (heads >= problem.floor).all() and (heads <= problem.capacity).all():
            found[tuple(int(a) for a in choice)] = cost_of(problem, choice, heads)
    return found


def cost_of(problem: Problem, choice: tuple[int, ...], heads: np.ndarray) -> Vector:
    """Cost vector of an assignment, up to the constant of posts at their floor."""
    shortage = 0
    for q in range(len(problem.posts)):
        first = problem.seat_start[q]
        shortage += int(problem.seat_cost[first : first + heads[q] - problem.floor[q]].sum())
    held = [(i, a) for i, a in enumerate(choice) if a >= 0]
    return (
        shortage,
        -sum(int(problem.gain[a]) for _, a in held),
        sum(int(problem.post[a]) != int(problem.home[i]) for i, a in held),
        sum(int(problem.tie[a]) for _, a in held),
    )


SIX_PEOPLE = World(
    homes=(0, 0, 0, 1, 1, 2),
    needs=(2, 2, 3),
    safe=(None, None, None),
    priority=(1, 1, 1),
    pairs=((0, 2, -10), (1, 2, -4), (3, 2, -1), (2, 1, -2)),
)
"""A surplus, a full post and a short one: the best plan is a chain through the full post."""

worlds = st.integers(1, 4).flatmap(
    lambda n_posts: st.integers(1, 6).flatmap(
        lambda n_people: st.builds(
            World,
            homes=st.tuples(*[st.one_of(st.integers(0, n_posts - 1), st.none())] * n_people),
            needs=st.tuples(*[st.one_of(st.integers(0, 4), st.integers(0, 4), st.none())] * n_posts),
            safe=st.tuples(*[st.one_of(st.none(), st.integers(0, 3))] * n_posts),
            priority=st.tuples(*[st.integers(1, 3)] * n_posts),
            pairs=st.lists(
                st.tuples(st.integers(0, n_people - 1), st.integers(0, n_posts - 1), st.integers(-4, 4)), max_size=14
            ).map(tuple),
            bystanders=st.tuples(*[st.integers(0, 2)] * n_posts),
        )
    )
)
"""Random worlds of up to six people and four posts."""


def workings_of(world: World) -> Workings:
    """A solved world as workings: without dataset, policy and candidates, which a world does not have."""
    problem = world.problem
    scope = scope_of(problem)
    nothing: Any = None
    return Workings(nothing, nothing, world.facts, nothing, pl.DataFrame(), problem, scope, solve(problem, scope))
