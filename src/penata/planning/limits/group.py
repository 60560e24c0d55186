"""Components that side limits tie together, as a problem of their own: all that a search for prices has to touch."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from penata.planning.engine.prices import Scope
from penata.planning.limits.rows import Rows
from penata.planning.problem import NOBODY, Ints, Mask, Problem


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Some components and all limits on them; nothing outside can change what they use or what they cost.

    ``problem``, ``scope`` and ``rows`` count from the beginning of the group; ``components``, ``people``, ``posts``,
    ``pairs`` and ``limits`` say which they are in the whole.
    """

    problem: Problem
    scope: Scope
    rows: Rows
    components: Ints
    people: Ints
    posts: Ints
    pairs: Ints
    limits: Ints

    def inside(self, chosen: Ints) -> Ints:
        """The pairs that the people of the group hold, counted from the beginning of the group."""
        held = chosen[self.people]
        return np.where(held < 0, NOBODY, np.searchsorted(self.pairs, held))

    def write(self, local: Ints, chosen: Ints) -> None:
        """Put what the people of the group hold into ``chosen`` of the whole."""
        chosen[self.people] = np.where(local < 0, NOBODY, self.pairs[local])


def groups_of(problem: Problem, scope: Scope, rows: Rows, among: Mask) -> list[Group]:
    """The groups of components that have limits in common, by their first component; limits ``among`` (r) these."""
    component = np.searchsorted(problem.start[problem.person_bound], rows.pair, side="right") - 1
    row = np.repeat(np.arange(len(rows.limits)), np.diff(rows.start))
    row, component = row[among[row]], component[among[row]]
    size = len(problem.person_bound) - 1
    links = coo_array((np.ones(len(row)), (row + size, component)), shape=(size + len(rows.limits),) * 2)
    label = connected_components(links, directed=False)[1]
    return [
        _group(problem, scope, rows, np.flatnonzero(label[:size] == name), np.flatnonzero(label[size:] == name))
        for name in dict.fromkeys(label[np.unique(component)].tolist())
    ]


def _group(problem: Problem, scope: Scope, rows: Rows, components: Ints, limits: Ints) -> Group:
    ranges = [(c, c + 1) for c in components.tolist()]
    people = _joined([problem.people_in(r) for r in ranges])
    posts = _joined([problem.posts_in(r) for r in ranges])
    pairs = _joined([problem.pairs_in(r) for r in ranges])
    person_bound, post_bound = (_bounds(bound, components) for bound in (problem.person_bound, problem.post_bound))
    seats = _joined([slice(*problem.seat_start[problem.post_bound[list(r)]].tolist()) for r in ranges])
    shift = np.repeat(problem.post_bound[components] - post_bound[:-1], np.diff(person_bound))
    counts = np.diff(problem.start)[people]
    home = problem.home[people]
    part = replace(
        problem,
        persons=problem.persons[people],
        home=np.where(home < 0, NOBODY, home - shift),
        start=_starts(counts),
        post=(problem.post[pairs] - np.repeat(shift, counts)).astype(np.int32),
        gain=problem.gain[pairs],
        tie=problem.tie[pairs],
        forced=problem.forced[pairs],
        posts=problem.posts[posts],
        fixed=problem.fixed[posts],
        floor=problem.floor[posts],
        capacity=problem.capacity[posts],
        seat_start=_starts(np.diff(problem.seat_start)[posts]),
        seat_cost=problem.seat_cost[seats],
        person_bound=person_bound,
        post_bound=post_bound,
    )
    own = Scope(scope.allowed[pairs], scope.none_is_open[people], scope.low[posts], scope.high[posts])
    return Group(part, own, _rows(rows, limits, pairs), components, people, posts, pairs, limits)


def _rows(rows: Rows, limits: Ints, pairs: Ints) -> Rows:
    """Some rows over the pairs of a group."""
    at = _joined([slice(*rows.start[[i, i + 1]].tolist()) for i in limits.tolist()])
    chosen = tuple(rows.limits[i] for i in limits.tolist())
    return Rows(chosen, _starts(np.diff(rows.start)[limits]), np.searchsorted(pairs, rows.pair[at]), rows.weight[at])


def _bounds(bound: Ints, components: Ints) -> Ints:
    return _starts(bound[components + 1] - bound[components])


def _starts(sizes: Ints) -> Ints:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])


def _joined(slices: list[slice]) -> Ints:
    return np.concatenate([np.zeros(0, np.int64), *(np.arange(s.start, s.stop) for s in slices)])
