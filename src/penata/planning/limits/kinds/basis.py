"""What every kind of limit starts from: the pairs as rows of the facts, and the way from entries to rows."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl

from penata.facts import Facts
from penata.planning.limits.rows import Limit, Rows
from penata.planning.problem import NOBODY, Ints, Mask, Problem
from penata.policy import Policy
from penata.tables import Dataset


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """The pairs (a) of a problem: ``person``, ``here`` (the own post, NOBODY without one) and ``there`` as rows of the
    facts; ``moves`` where the post is not the own one.
    """

    facts: Facts
    dataset: Dataset
    policy: Policy
    problem: Problem
    person: Ints
    here: Ints
    there: Ints
    moves: Mask

    @classmethod
    def of(cls, facts: Facts, dataset: Dataset, policy: Policy, problem: Problem) -> "Basis":
        """Look up the rows of the facts once."""
        who = problem.person_of_pair()
        home = np.append(problem.posts, NOBODY)[problem.home]
        there = problem.posts[problem.post]
        return cls(facts, dataset, policy, problem, problem.persons[who], home[who], there, ~problem.stays())

    def named(self, column: str) -> "Names":
        """A column of the posts as whole numbers."""
        return Names.of(self.facts.posts[column])

    def counted_by(self, names: "Names", people: Mask | None = None) -> Ints:
        """Counted people of each name (of those marked, by row of the facts) where they sit now."""
        post = self.facts.persons["post"].cast(pl.Int64).fill_null(NOBODY).to_numpy()
        counted = self.facts.persons["counted"].to_numpy() & (post >= 0)
        at = names.of_post[post[counted if people is None else counted & people]]
        return np.bincount(at[at >= 0], minlength=len(names.texts))


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """A column of the posts as whole numbers in the order of its texts; ``of_post`` (p) is NOBODY where null."""

    texts: list[str]
    of_post: Ints

    @classmethod
    def of(cls, column: pl.Series) -> "Names":
        """The number of each text."""
        texts = column.drop_nulls().unique().sort()
        known = pl.DataFrame({"text": texts, "number": pl.int_range(len(texts), eager=True)})
        asked = column.rename("text").to_frame()
        numbers = asked.join(known, on="text", how="left", validate="m:1", maintain_order="left")["number"]
        return cls(texts.to_list(), numbers.fill_null(NOBODY).to_numpy().astype(np.int64))

    def at(self, posts: Ints) -> Ints:
        """The number of each of these posts; NOBODY for none."""
        return np.append(self.of_post, NOBODY)[posts]


@dataclass(frozen=True, slots=True, eq=False)
class Entries:
    """Limits before they are rows: ``row``, ``pair`` and ``weight`` of equal length; ``most`` by row."""

    row: Ints
    pair: Ints
    weight: Ints
    most: Ints


def rows_from(basis: Basis, entries: Entries, limit: Callable[[int], Limit]) -> Rows:
    """The rows that some assignment could break, in the order of their numbers; ``limit`` tells what a row is.

    A row that nobody could break whatever the plan is left out, and so are weights of zero.
    """
    some = entries.weight != 0
    row, pair, weight = entries.row[some], entries.pair[some], entries.weight[some]
    order = np.lexsort((pair, row))
    row, pair, weight = row[order], pair[order], weight[order]
    reach = highest(basis.problem, row, pair, weight, len(entries.most))
    kept = np.flatnonzero(reach > entries.most)
    stays = np.zeros(len(entries.most), np.bool_)
    stays[kept] = True
    inside = stays[row]
    lengths = np.bincount(row[inside], minlength=len(entries.most))[kept]
    return Rows(
        tuple(limit(int(number)) for number in kept),
        np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)]),
        pair[inside],
        weight[inside],
    )


def highest(problem: Problem, row: Ints, pair: Ints, weight: Ints, rows: int) -> Ints:
    """The most that each row could use if everybody chose for it alone (rows); sorted by row, then pair."""
    if not len(row):
        return np.zeros(rows, np.int64)
    person = problem.person_of_pair()[pair]
    first = np.flatnonzero(np.concatenate([[True], (np.diff(row) != 0) | (np.diff(person) != 0)]))
    best = np.maximum.reduceat(weight, first)
    count = np.diff(np.append(first, len(row)))
    who = person[first]
    elsewhere = (count < np.diff(problem.start)[who]) | (problem.home[who] < 0)
    best = np.where(elsewhere, np.maximum(best, 0), best)
    reach = np.zeros(rows, np.int64)
    np.add.at(reach, row[first], best)
    return reach
