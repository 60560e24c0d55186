"""Instances on which nothing helps: made as pairs with points, so that every solver gets exactly the same.

Cells of 100 posts of 20 people; everybody may go to 29 other posts of the cell; a move costs points, but every
twelfth has a wish; 15 % of the posts are short, 30 % of the others have too many. Each of ``KINDS`` changes one thing.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import polars as pl

from benchmarks.instance import ids, policy
from penata.facts import facts_of
from penata.planning.problem import Problem, problem_of
from penata.tables import Dataset, dataset_of

FAMILIES: Final = 5


@dataclass(frozen=True, slots=True)
class Shape:
    """People on a post, posts of a cell, candidate posts of a person with the own one."""

    people: int = 20
    posts: int = 100
    candidates: int = 30
    elsewhere: int = 0
    """Candidate posts in other cells of the same family, for 5 % of the people."""
    gain: tuple[int, int] = (-200, -1)
    """Points of a move: least and most."""
    wishing: float = 0.08
    """Share of the people who have 100 points for one of their posts."""
    closing: float = 0.0
    """Share of the posts whose need is 0."""
    spare: int = 0
    """People by which the safe minimum of a post lies below its need."""


REGIONS: Final = Shape()
KINDS: Final = {
    "regions": REGIONS,
    "giant": replace(REGIONS, elsewhere=10),
    "restless": replace(REGIONS, gain=(0, 1000), wishing=0.0),
    "equal": replace(REGIONS, gain=(0, 0), wishing=0.0),
    "crowded": replace(REGIONS, people=400, posts=50, closing=0.1),
}
WORDS: Final = {
    "regions": "cells of 100 posts, as a government of regions has them",
    "giant": "5 % of the people also eligible in other regions: few giant components",
    "restless": "nearly everybody moves: points are random, and staying has none",
    "equal": "all points equal",
    "crowded": "400 people on each post, a tenth of the posts with need 0",
}


@dataclass(frozen=True, slots=True, eq=False)
class Instance:
    """A dataset without places, ranks or law, and the candidate pairs (person, post, gain, forced)."""

    dataset: Dataset
    pairs: pl.DataFrame

    @property
    def problem(self) -> Problem:
        """The same as flat arrays."""
        return problem_of(facts_of(self.dataset, policy(rules=False)), self.pairs)


def hard(shape: Shape, people: int, seed: int = 1) -> Instance:
    """About so many people in whole cells (at least one)."""
    rng = np.random.default_rng(seed)
    cells = max(people // (shape.people * shape.posts), 1)
    homes = np.repeat(np.arange(cells * shape.posts), shape.people)
    return Instance(_dataset(rng, shape, cells, homes), _pairs(rng, shape, cells, homes))


def _dataset(rng: np.random.Generator, shape: Shape, cells: int, homes: np.ndarray) -> Dataset:
    posts = np.arange(cells * shape.posts)
    most = max(shape.people // 4, 1)
    need = np.full(len(posts), shape.people)
    short = rng.random(len(posts)) < 0.15
    need[short] += rng.integers(1, most + 1, int(short.sum()))
    surplus = ~short & (rng.random(len(posts)) < 0.30)
    need[surplus] -= rng.integers(1, most + 1, int(surplus.sum()))
    need[rng.random(len(posts)) < shape.closing] = 0
    seats = {"post_id": ids("P", posts), "unit_id": ids("U", posts // shape.posts)}
    who = {"employee_id": ids("19", np.arange(len(homes))), "name": ids("Pegawai ", np.arange(len(homes)))}
    every = np.arange(cells)
    return dataset_of({
        "agencies": pl.DataFrame({"agency_id": ["A"], "name": ["Kabupaten"]}),
        "units": pl.DataFrame({"unit_id": ids("U", every), "agency_id": ["A"] * cells, "name": ids("Unit ", every),
                               "kind": ["OPD"] * cells}),
        "jobs": pl.DataFrame({"job_id": ["J"], "name": ["Perawat"], "category": ["PELAKSANA"]}),
        "posts": pl.DataFrame({**seats, "job_id": ["J"] * len(posts), "need": need,
                               "safe_minimum": np.maximum(need - shape.spare, 0)}),
        "employees": pl.DataFrame({**who, "employment": ["PNS"] * len(homes), "post_id": ids("P", homes)}),
    })  # fmt: skip


def _pairs(rng: np.random.Generator, shape: Shape, cells: int, homes: np.ndarray) -> pl.DataFrame:
    """Sorted by person and post; the own post has no points."""
    size = shape.people * shape.posts
    found = [_within(rng, shape, homes[cell * size : (cell + 1) * size]) for cell in range(cells)]
    person, post = np.repeat(np.arange(len(homes)), shape.candidates), np.concatenate(found)
    if shape.elsewhere:
        further, there = _elsewhere(rng, shape, cells, homes)
        person, post = np.concatenate([person, further]), np.concatenate([post, there])
    key = np.unique(person * (cells * shape.posts) + post)
    person, post = np.divmod(key, cells * shape.posts)
    gain = rng.integers(shape.gain[0], shape.gain[1] + 1, len(key))
    start = np.searchsorted(person, np.arange(len(homes) + 1))
    wish = start[:-1] + (rng.random(len(homes)) * np.diff(start)).astype(np.int64)
    gain[wish[rng.random(len(homes)) < shape.wishing]] = 100
    gain[post == homes[person]] = 0
    return pl.DataFrame({
        "person": person.astype(np.uint32), "post": post.astype(np.uint32), "gain": gain,
        "forced": np.zeros(len(key), np.bool_),
    })  # fmt: skip


def _within(rng: np.random.Generator, shape: Shape, homes: np.ndarray) -> np.ndarray:
    """The own post and others of the cell, drawn without repetition, for the people of one cell."""
    first = homes[0]
    dice = rng.random((len(homes), shape.posts))
    dice[np.arange(len(homes)), homes - first] = -1
    drawn: np.ndarray = np.argpartition(dice, shape.candidates - 1, axis=1)[:, : shape.candidates] + first
    return drawn.ravel()


def _elsewhere(rng: np.random.Generator, shape: Shape, cells: int, homes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Posts in other cells of the same family, for every twentieth person."""
    chosen = np.flatnonzero(rng.random(len(homes)) < 0.05)
    person = np.repeat(chosen, shape.elsewhere)
    family = homes[person] // shape.posts % FAMILIES
    of_family = (cells - family + FAMILIES - 1) // FAMILIES
    cell = family + FAMILIES * (rng.random(len(person)) * of_family).astype(np.int64)
    return person, cell * shape.posts + rng.integers(0, shape.posts, len(person))
