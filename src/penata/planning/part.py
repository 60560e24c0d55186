"""A part of a solved plan on its own: some components as small arrays, ready to be settled again after a change."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from penata.planning.objectives import Aims
from penata.planning.problem import NOBODY, Ints, Mask, Problem, split
from penata.planning.workings import Workings

Vector = tuple[int, int, int, int]
"""A cost by level: shortage, lost gain, moves, tie."""


@dataclass(frozen=True, slots=True, eq=False)
class Seats:
    """What each post of a part costs: ``low``, ``high`` (p) bounds of its people, ``start`` (p+1), ``cost`` of the
    heads number low+1 … high, already times the scale of limb 1.
    """

    low: Ints
    high: Ints
    start: Ints
    cost: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Components of a plan by local numbers: p posts, then the node "no seat" (number p); n people.

    ``people`` (n) are persons of the problem in play, or rows of the facts that joined (``joined``: the last one is
    not in play); ``posts`` (p) rows of Facts.posts. ``begin``, ``end`` (n) bound each person's pairs in ``post``,
    ``gain``, ``tie``, ``open``; beyond the last pair lies room for the changed options of one person. ``seat`` (n) and
    ``held`` (n) say where everybody sits under the plan and by which pair (-1: no seat), ``heads`` (p) counted people,
    ``label`` (p+1, 3) the prices by limb.
    """

    people: Ints
    posts: Ints
    home: Ints
    begin: Ints
    end: Ints
    post: npt.NDArray[np.int32]
    gain: npt.NDArray[np.int64]
    tie: npt.NDArray[np.int32]
    open: Mask
    none_is_open: Mask
    seats: Seats
    seat: Ints
    held: Ints
    heads: Ints
    label: Ints
    scale: int
    aims: Aims

    @property
    def sink(self) -> int:
        """The node of those without a seat."""
        return len(self.posts)

    def vector(self, limbs: Sequence[int]) -> Vector:
        """Limbs as a cost by level.

        Shortage stands in limb 1 times the scale, so that no gain of a path can be mistaken for it; under weighted
        aims it is told in points, as lost gain.
        """
        first, moves, tie = (int(limb) for limb in limbs)
        shortage, points = split(np.array([first]), self.scale)
        return int(shortage[0]), int(points[0]), moves, tie


_Kind = TypeVar("_Kind", bound=np.generic)

ROOM: Final = 4096
"""Pairs of one person that a part can take in beyond its own."""


def part_of(workings: Workings, components: Sequence[int], posts: Sequence[int] = (), person: int = NOBODY) -> Part:
    """Some components of a solved plan; ``posts`` (rows of the facts) and ``person`` (row) join from out of play."""
    problem, solution, scope = workings.problem, workings.solution, workings.scope
    ranges = [(c, c + 1) for c in components]
    own_posts = _joined([problem.posts_in(r) for r in ranges])
    people = _joined([problem.people_in(r) for r in ranges])
    pairs = _joined([problem.pairs_in(r) for r in ranges])
    local = np.full(len(problem.posts) + 1, NOBODY, np.int64)
    local[own_posts] = np.arange(len(own_posts))
    count = np.diff(problem.start)[people]
    end = np.cumsum(count)
    shift = problem.start[people] - (end - count)
    held = solution.chosen[people]
    size = len(own_posts) + len(posts)
    seat = np.where(held < 0, size, local[problem.post[held]])
    rows = np.concatenate([problem.posts[own_posts], np.asarray(posts, np.int64)])
    filled = workings.facts.posts["filled"].to_numpy()[np.asarray(posts, np.int64)]
    part = Part(
        people=problem.persons[people],
        posts=rows,
        home=local[problem.home[people]],
        begin=end - count,
        end=end,
        post=_with_room(local[problem.post[pairs]].astype(np.int32)),
        gain=_with_room(_worth(problem, pairs)),
        tie=_with_room(problem.tie[pairs]),
        open=_with_room(scope.allowed[pairs]),
        none_is_open=scope.none_is_open[people],
        seats=_seats(workings, rows, own_posts),
        seat=seat,
        held=np.where(held < 0, NOBODY, held - shift),
        heads=np.concatenate([solution.heads[own_posts], filled]),
        label=np.vstack([workings.labels[own_posts], np.zeros((len(posts) + 1, 3), np.int64)]),
        scale=problem.scale,
        aims=problem.aims,
    )
    return part if person == NOBODY else _with_person(part, workings, person)


def component_of(problem: Problem, row: int) -> int:
    """The component of a post by its row in the facts; -1 where the post is not in play."""
    at = np.flatnonzero(problem.posts == row)
    return int(np.searchsorted(problem.post_bound, at[0], side="right")) - 1 if len(at) else NOBODY


def with_options(part: Part, person: int, post: Ints, gain: Ints, tie: Ints) -> Part:
    """One person (by local number) with other options, all of them open; the rest as it is.

    The own seat under the plan must be among them. Only one such part can be in use at a time: they share the room.
    """
    first, size = len(part.post) - ROOM, len(post)
    if size > ROOM:
        raise ValueError(f"{size} options of one person; a part takes in {ROOM}")
    room = slice(first, first + size)
    part.post[room], part.gain[room], part.tie[room], part.open[room] = post, gain, tie, True
    begin, end, held = part.begin.copy(), part.end.copy(), part.held.copy()
    begin[person], end[person] = first, first + size
    if part.seat[person] != part.sink:
        held[person] = first + int(np.flatnonzero(post == part.seat[person])[0])
    return replace(part, begin=begin, end=end, held=held)


def with_gains(part: Part, people: Ints, more: Ints, fixed: Callable[[int, Ints], Mask]) -> Part:
    """Some people (by local number) with more points on every pair but the own post; the rest as it is.

    ``fixed(person, posts)`` tells which pairs keep their points.
    """
    gain = part.gain.copy()
    for i, points in zip(people.tolist(), more.tolist(), strict=True):
        pairs = slice(part.begin[i], part.end[i])
        posts = part.post[pairs].astype(np.int64)
        away = (posts != part.home[i]) & ~fixed(i, posts)
        gain[pairs] += np.where(away, points, 0)
    return replace(part, gain=gain)


def options_of(part: Part, person: int) -> tuple[Ints, Ints, Ints]:
    """Post, gain and tie of the open pairs of a person (by local number)."""
    at = np.arange(part.begin[person], part.end[person])
    at = at[part.open[at]]
    return part.post[at].astype(np.int64), part.gain[at], part.tie[at].astype(np.int64)


def with_seats(part: Part, post: int, low: int, high: int, need: int, priority: int) -> Part:
    """One post (by local number) with other bounds and another need; the rest as it is."""
    seats = part.seats
    before, after = seats.start[post], seats.start[post + 1]
    cost = _costs(part.aims, np.array([low]), np.array([high]), np.array([need]), np.array([priority])) * part.scale
    start = seats.start.copy()
    start[post + 1 :] += len(cost) - (after - before)
    lows, highs = seats.low.copy(), seats.high.copy()
    lows[post], highs[post] = low, high
    changed = Seats(lows, highs, start, np.concatenate([seats.cost[:before], cost, seats.cost[after:]]))
    return replace(part, seats=changed)


def cost_of(part: Part) -> Vector:
    """Cost of where everybody sits, up to what no change of seats alters."""
    heads = np.minimum(part.heads, part.seats.high) - part.seats.low
    taken = np.concatenate([[0], np.cumsum(part.seats.cost // part.scale)])
    shortage = int((taken[part.seats.start[:-1] + np.maximum(heads, 0)] - taken[part.seats.start[:-1]]).sum())
    held = part.held[part.held >= 0]
    gain = int(part.gain[held].sum())
    if part.aims.is_weighted:
        shortage, gain = 0, gain - shortage
    moves = int(((part.seat != part.home) & (part.held >= 0)).sum())
    return shortage, -gain, moves, int(part.tie[held].astype(np.int64).sum())


def _joined(slices: list[slice]) -> Ints:
    return np.concatenate([np.zeros(0, np.int64), *(np.arange(s.start, s.stop) for s in slices)])


def _with_room(column: npt.NDArray[_Kind]) -> npt.NDArray[_Kind]:
    return np.concatenate([column, np.zeros(ROOM, column.dtype)])


def _with_person(part: Part, workings: Workings, person: int) -> Part:
    """Somebody who had no choice joins, sitting where he sits, with the own seat as the only option."""
    own = workings.facts.persons["post"][person]
    at = part.sink if own is None else int(np.flatnonzero(part.posts == own)[0])
    room = len(part.post) - ROOM
    return replace(
        part,
        people=np.append(part.people, person),
        home=np.append(part.home, NOBODY if own is None else at),
        begin=np.append(part.begin, room),
        end=np.append(part.end, room),
        none_is_open=np.append(part.none_is_open, own is None),
        seat=np.append(part.seat, at),
        held=np.append(part.held, NOBODY),
    )


def _worth(problem: Problem, pairs: Ints) -> Ints:
    """The gain of pairs, less their toll where limits have one."""
    gain = problem.gain[pairs].astype(np.int64)
    return gain - problem.toll[pairs] if len(problem.toll) else gain


def _seats(workings: Workings, rows: Ints, own: Ints) -> Seats:
    """Seats of posts by their rows in the facts, first those in play (``own``) with the bounds that are open."""
    posts = workings.facts.posts[rows]
    frozen = posts["need"].is_null().to_numpy()
    filled, need = posts["filled"].to_numpy(), posts["need"].fill_null(0).to_numpy()
    low = np.where(frozen, filled, posts["floor"].fill_null(0).to_numpy()).astype(np.int64)
    high = np.where(frozen, filled, posts["capacity"].fill_null(0).to_numpy()).astype(np.int64)
    low[: len(own)], high[: len(own)] = workings.scope.low[own], workings.scope.high[own]
    cost = _costs(workings.problem.aims, low, high, need, posts["priority"].to_numpy()) * workings.problem.scale
    return Seats(low, high, np.concatenate([[0], np.cumsum(high - low)]), cost)


def _costs(aims: Aims, low: Ints, high: Ints, need: Ints, priority: Ints) -> Ints:
    """Marginal shortage cost of the heads low+1 … high of each post, one after the other."""
    count = high - low
    post = np.repeat(np.arange(len(low)), count)
    head = np.arange(len(post)) - np.repeat(np.cumsum(count) - count, count) + low[post] + 1
    missing = np.maximum(need[post] - head + 1, 0)
    return -aims.cost(missing, need[post], priority[post])
