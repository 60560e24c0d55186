"""The same plan in Timefold's own words: people with a post as variable, bounds hard, shortage before points.

Needs the package ``timefold`` and a JDK 17; only ``benchmarks/outside.py`` uses it, in an environment of its own.
"""

import logging
from dataclasses import dataclass, field
from typing import Annotated, Any

from timefold.solver import SolverFactory
from timefold.solver.config import Duration, ScoreDirectorFactoryConfig, SolverConfig, TerminationConfig
from timefold.solver.domain import (
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningScore,
    PlanningVariable,
    ProblemFactCollectionProperty,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import ConstraintCollectors, ConstraintFactory, HardMediumSoftScore, constraint_provider

SPARE = 40


@dataclass
class Post:
    """A post: bounds of the people in play, and the shortage of any number of them from 0 on."""

    number: Annotated[int, PlanningId]
    least: int
    most: int
    cost: list[int]

    def __hash__(self) -> int:
        return hash(self.number)


@planning_entity
@dataclass
class Person:
    """A person with her or his candidate posts and the points of each."""

    number: Annotated[int, PlanningId]
    home: int
    posts: Annotated[list[Post], ValueRangeProvider]
    gain_at: dict[int, int]
    post: Annotated[Post | None, PlanningVariable] = field(default=None)


@planning_solution
@dataclass
class Government:
    """All posts and people."""

    posts: Annotated[list[Post], ProblemFactCollectionProperty]
    people: Annotated[list[Person], PlanningEntityCollectionProperty]
    score: Annotated[HardMediumSoftScore | None, PlanningScore] = field(default=None)


@constraint_provider
def constraints(factory: ConstraintFactory) -> list[Any]:
    """Bounds; shortage; points (a thousand each) and moves."""
    crowd = ConstraintCollectors.count
    return [
        factory.for_each(Person)
        .group_by(lambda person: person.post, crowd())
        .penalize(HardMediumSoftScore.ONE_HARD, lambda post, heads: max(post.least - heads, heads - post.most, 0))
        .as_constraint("bounds"),
        factory.for_each(Person)
        .group_by(lambda person: person.post, crowd())
        .penalize(HardMediumSoftScore.ONE_MEDIUM, lambda post, heads: post.cost[heads])
        .as_constraint("shortage"),
        factory.for_each(Person)
        .filter(lambda person: person.post.number != person.home)
        .penalize(HardMediumSoftScore.ONE_SOFT, lambda person: 1 + 1000 * max(-person.gain_at[person.post.number], 0))
        .as_constraint("moves and points lost"),
        factory.for_each(Person)
        .filter(lambda person: person.post.number != person.home)
        .reward(HardMediumSoftScore.ONE_SOFT, lambda person: 1000 * max(person.gain_at[person.post.number], 0))
        .as_constraint("points won"),
    ]


def government(problem: dict[str, Any]) -> Government:
    """The arrays as objects, everybody on the present post."""
    held = {name: values.tolist() for name, values in problem.items()}
    posts = []
    for number, (fixed, floor) in enumerate(zip(held["fixed"], held["floor"], strict=True)):
        costs = held["seat_cost"][held["seat_start"][number] : held["seat_start"][number + 1]]
        left, least = -sum(costs), floor - fixed
        shortage = [left] * (least + 1)
        for cost in costs:
            left += cost
            shortage.append(left)
        posts.append(Post(number, least, least + len(costs), shortage + [0] * SPARE))
    people = []
    for number, home in enumerate(held["home"]):
        pairs = range(held["start"][number], held["start"][number + 1])
        gain_at = {held["post"][a]: held["gain"][a] for a in pairs}
        people.append(Person(number, home, [posts[q] for q in gain_at], gain_at, posts[home]))
    return Government(posts, people)


def solved(found: Government, seconds: int) -> tuple[list[tuple[int, int]], str]:
    """Person and post of everybody after so many seconds of search, and the score."""
    logging.basicConfig(level=logging.INFO)
    configuration = SolverConfig(
        solution_class=Government,
        entity_class_list=[Person],
        score_director_factory_config=ScoreDirectorFactoryConfig(constraint_provider_function=constraints),
        termination_config=TerminationConfig(spent_limit=Duration(seconds=seconds)),
    )
    best = SolverFactory.create(configuration).build_solver().solve(found)
    return [(person.number, person.post.number) for person in best.people if person.post], str(best.score)
