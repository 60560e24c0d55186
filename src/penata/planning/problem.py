"""The problem as numbers: who is in play, where each may go, and the bounds of every post.

Persons and posts that cannot be touched are left out; what they fill is counted in ``fixed``. Persons and
posts are ordered by component (parts of the pair graph that do not touch each other), then by row number.
"""

from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

import numba
import numpy as np
import numpy.typing as npt
import polars as pl

from penata.facts import Facts
from penata.planning.objectives import Aims
from penata.planning.tie import ties
from penata.policy.aims import Engine

Ints: TypeAlias = npt.NDArray[np.int64]
Mask: TypeAlias = npt.NDArray[np.bool_]

NOBODY: Final = -1
SQUARED: Final = Aims()
LIMIT: Final = 2**62
"""Beyond every cost: sums of two stay within 64 bits."""


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """Who may go where, in flat arrays.

    n persons in play, p posts in play, a pairs, c components:
    ``persons`` (n) rows of Facts.persons; ``home`` (n) index of the own post among ``posts``, -1 without one;
    ``start`` (n+1) pairs of a person; ``post`` (a) index of the post; ``gain``, ``tie`` (a); ``forced`` (a) the pair
    exists by a decision only; ``posts`` (p) rows of Facts.posts; ``fixed`` (p) counted people who cannot move;
    ``floor``, ``capacity`` (p) bounds on all counted people of a post; ``seat_start`` (p+1) and ``seat_cost``
    the marginal shortage cost of the head number floor+1, floor+2, …, capacity (never falling);
    ``person_bound``, ``post_bound`` (c+1) where components begin; ``rank`` (all persons of Facts) the index in play
    of each, -1 where not; ``toll`` (a, or empty where there is none) what a pair costs beyond its gain, in limb 1 (see
    ``scale``); ``least_scale`` a factor of shortage at least so large; ``aims`` what empty seats weigh;
    ``engine`` "ortools" where OR-Tools shall solve every component.
    """

    persons: Ints
    home: Ints
    start: Ints
    post: npt.NDArray[np.int32]
    gain: npt.NDArray[np.int32]
    tie: npt.NDArray[np.int32]
    forced: Mask
    posts: Ints
    fixed: Ints
    floor: Ints
    capacity: Ints
    seat_start: Ints
    seat_cost: Ints
    person_bound: Ints
    post_bound: Ints
    rank: Ints
    toll: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    least_scale: int = 0
    aims: Aims = field(default_factory=Aims)
    engine: Engine = "portfolio"

    @property
    def scale(self) -> int:
        """The factor of shortage in limb 1, ``shortage · scale - gain + toll``, that no path of gains can outweigh.

        1 under weighted aims, where seats are told in points and are one level with the gain.
        Raises OverflowError where a path of costs could leave 62 bits.
        """
        if self.aims.is_weighted:
            return 1
        longest = int(np.diff(self.post_bound).max(initial=0)) + 2
        steepest = _largest(self.gain) * 2 + 1
        scale = max(4 * longest * steepest, self.least_scale)
        if scale * (2 * _largest(self.seat_cost) + 1) + 2 * longest * _largest(self.toll) > LIMIT:
            raise OverflowError("points, priorities or tolls too large for exact prices in 64 bits")
        return scale

    @property
    def is_one_level(self) -> bool:
        """Whether limb 1 is compared as a whole: under weighted aims and tolls; else shortage comes first."""
        return self.aims.is_weighted or len(self.toll) > 0

    def tolled(self, toll: Ints, least_scale: int = 0) -> "Problem":
        """The same problem where each pair costs ``toll`` (a) more in limb 1; an empty array takes the tolls away.

        Limits that bind several components let gains of all of them stand against one seat: there the scale must
        outweigh all gains together, not only those of a path (``least_scale``).
        """
        return replace(self, toll=toll, least_scale=least_scale)

    def under(self, facts: Facts, aims: Aims) -> "Problem":
        """The same problem where empty seats weigh what other aims say."""
        return replace(self, seat_cost=_seats(facts.posts[self.posts], aims)[3], aims=aims)

    @property
    def size(self) -> dict[str, int]:
        """People, posts, pairs and components in play."""
        return {
            "people": len(self.persons),
            "posts": len(self.posts),
            "pairs": len(self.post),
            "components": len(self.person_bound) - 1,
        }

    def people_in(self, components: tuple[int, int]) -> slice:
        """The persons of a half-open range of components."""
        return slice(*self.person_bound[list(components)].tolist())

    def posts_in(self, components: tuple[int, int]) -> slice:
        """The posts of a half-open range of components."""
        return slice(*self.post_bound[list(components)].tolist())

    def pairs_in(self, components: tuple[int, int]) -> slice:
        """The pairs of a half-open range of components."""
        return slice(*self.start[self.person_bound[list(components)]].tolist())

    def pairs_of(self, person: int) -> slice:
        """The pairs of a person in play, by index."""
        return slice(int(self.start[person]), int(self.start[person + 1]))

    def person_of_pair(self) -> Ints:
        """Index of the person of each pair (a)."""
        return np.repeat(np.arange(len(self.persons)), np.diff(self.start))

    def stays(self) -> Mask:
        """Which pairs are a person's own post (a)."""
        own: Mask = self.post == np.repeat(self.home, np.diff(self.start))
        return own


def split(limb: Ints, scale: int) -> tuple[Ints, Ints]:
    """Limb 1 as shortage and lost points; nothing but points where the scale is 1 and both are one level.

    >>> split(np.array([250, -103]), 100), split(np.array([250]), 1)
    ((array([ 3, -1]), array([-50,  -3])), (array([0]), array([250])))
    """
    shortage = (limb + scale // 2) // scale if scale > 1 else np.zeros_like(limb)
    return shortage, limb - shortage * scale


def problem_of(facts: Facts, pairs: pl.DataFrame, aims: Aims = SQUARED) -> Problem:
    """The problem over candidate pairs (``person``, ``post``, ``gain``, ``forced``), sorted by person and post.

    A person is in play who has a pair other than the own post.
    """
    person, post = _column(pairs, "person"), _column(pairs, "post")
    home_of = facts.persons["post"].cast(pl.Int64).fill_null(NOBODY).to_numpy()
    movable = np.zeros(facts.persons.height, np.bool_)
    movable[person[home_of[person] != post]] = True
    keep = movable[person]
    person, post = person[keep], post[keep]
    in_play_posts = np.zeros(facts.posts.height, np.bool_)
    in_play_posts[post] = True
    in_play_posts[home_of[movable & (home_of >= 0)]] = True

    person_group, post_group = _components(facts.persons.height, facts.posts.height, person, post, home_of, movable)
    persons, person_bound = _grouped(np.flatnonzero(movable), person_group)
    posts, post_bound = _grouped(np.flatnonzero(in_play_posts), post_group)
    person_rank, post_rank = _ranks(persons, facts.persons.height), _ranks(posts, facts.posts.height)
    order = np.argsort(person_rank[person], kind="stable")
    person, post = person[order], post[order]
    counts = np.bincount(person_rank[person], minlength=len(persons))
    home = np.where(home_of[persons] >= 0, post_rank[home_of[persons]], NOBODY)
    tie = ties(facts.persons["employee_id"], facts.posts["post_id"], person.astype(np.uint32), post.astype(np.uint32))
    rows = facts.posts[posts]
    floor, capacity, seat_start, seat_cost = _seats(rows, aims)
    return Problem(
        persons=persons,
        home=home,
        start=np.concatenate([[0], np.cumsum(counts)]),
        post=post_rank[post].astype(np.int32),
        gain=_column(pairs, "gain")[keep][order].astype(np.int32),
        tie=tie.astype(np.int32),
        forced=pairs["forced"].to_numpy()[keep][order],
        posts=posts,
        fixed=rows["filled"].to_numpy() - np.bincount(home[home >= 0], minlength=len(posts)),
        floor=floor,
        capacity=capacity,
        seat_start=seat_start,
        seat_cost=seat_cost,
        person_bound=person_bound,
        post_bound=post_bound,
        rank=person_rank,
        aims=aims,
    )


def _largest(column: npt.NDArray[np.int64] | npt.NDArray[np.int32]) -> int:
    """The largest absolute value; 0 of nothing."""
    return max(int(np.max(column, initial=0)), -int(np.min(column, initial=0)))


def _column(frame: pl.DataFrame, name: str) -> Ints:
    return frame[name].cast(pl.Int64).to_numpy()


def _ranks(rows: Ints, height: int) -> Ints:
    ranks = np.full(height, NOBODY, np.int64)
    ranks[rows] = np.arange(len(rows))
    return ranks


def _grouped(rows: Ints, group: Ints) -> tuple[Ints, Ints]:
    """Rows sorted by their group, then by row; and where each group begins."""
    ordered = rows[np.lexsort((rows, group[rows]))]
    size = int(np.max(group, initial=NOBODY)) + 1
    return ordered, np.searchsorted(group[ordered], np.arange(size + 1))


def _components(
    n_persons: int, n_posts: int, person: Ints, post: Ints, home_of: Ints, movable: Mask
) -> tuple[Ints, Ints]:
    """Component of every person and post in play (-1 elsewhere), numbered by their first person."""
    parent = np.arange(n_persons + n_posts)
    _join(parent, person, post + n_persons)
    housed = np.flatnonzero(movable & (home_of >= 0))
    _join(parent, housed, home_of[housed] + n_persons)
    root = _roots(parent)
    number = np.full(n_persons + n_posts, NOBODY, np.int64)
    seen, first = np.unique(root[np.flatnonzero(movable)], return_index=True)
    number[seen[np.argsort(first)]] = np.arange(len(seen))
    group = number[root]
    person_group = np.where(movable, group[:n_persons], NOBODY)
    return person_group, group[n_persons:]


@numba.njit(cache=True)
def _join(parent: Ints, left: Ints, right: Ints) -> None:  # pragma: no cover - compiled
    for i in range(len(left)):
        a, b = left[i], right[i]
        while parent[a] != a:
            parent[a] = parent[parent[a]]
            a = parent[a]
        while parent[b] != b:
            parent[b] = parent[parent[b]]
            b = parent[b]
        if a < b:
            parent[b] = a
        elif b < a:
            parent[a] = b


def _roots(parent: Ints) -> Ints:
    while True:
        above = parent[parent]
        if np.array_equal(above, parent):
            return above
        parent = above


def _seats(posts: pl.DataFrame, aims: Aims) -> tuple[Ints, Ints, Ints, Ints]:
    """Floor, capacity and marginal shortage cost of every head between them; a post without a need is frozen."""
    filled = posts["filled"].to_numpy()
    frozen = posts["need"].is_null().to_numpy()
    need = posts["need"].fill_null(0).to_numpy()
    floor = np.where(frozen, filled, posts["floor"].fill_null(0).to_numpy())
    capacity = np.where(frozen, filled, posts["capacity"].fill_null(0).to_numpy())
    seats = capacity - floor
    start = np.concatenate([[0], np.cumsum(seats)])
    post = np.repeat(np.arange(posts.height), seats)
    head = np.arange(start[-1]) - start[post] + floor[post] + 1
    missing = need[post] - head + 1
    cost = -aims.cost(np.maximum(missing, 0), need[post], posts["priority"].to_numpy()[post])
    return floor, capacity, start, np.where(missing > 0, cost, 0)
