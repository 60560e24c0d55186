"""Parts of a plan kept ready to be settled again, joined where a change joins them, and what people may choose there.

A part is what hangs together in a plan; two parts that a change connects become one. Posts and people that had no part
in the plan can be taken in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from penata.planning.part import ROOM, Part, Seats, part_of
from penata.planning.problem import NOBODY, Ints, Mask
from penata.planning.warm import Arcs, arcs_of
from penata.planning.workings import Workings

GONE: Final = -2
"""The seat of a person who is there no more."""
_MOST_JOINED: Final = 8
"""Joined parts that are kept ready; single components all are."""


@dataclass(frozen=True, slots=True, eq=False)
class Options:
    """What one person may choose: ``post`` (k, rows of the facts) with ``gain`` and ``tie``; perhaps no seat."""

    post: Ints
    gain: Ints
    tie: Ints
    none_is_open: bool


class Parts:
    """The parts of one plan; ``of_post`` and ``of_person`` (rows of the facts) tell the component, -1 out of play."""

    def __init__(self, workings: Workings) -> None:
        self.workings = workings
        problem = workings.problem
        components = np.arange(len(problem.person_bound) - 1)
        self.of_post = np.full(workings.facts.posts.height, NOBODY, np.int64)
        self.of_post[problem.posts] = np.repeat(components, np.diff(problem.post_bound))
        self.of_person = np.full(workings.facts.persons.height, NOBODY, np.int64)
        self.of_person[problem.persons] = np.repeat(components, np.diff(problem.person_bound))
        self._ready: dict[tuple[int, ...], tuple[Part, Arcs]] = {}

    def of(self, components: Sequence[int]) -> tuple[Part, Arcs]:
        """Some components as one part, with its arcs under the plan."""
        key = tuple(sorted(set(components)))
        if key not in self._ready:
            joined = [one for one in self._ready if len(one) != 1]
            if len(joined) >= _MOST_JOINED:
                del self._ready[joined[0]]
            part = part_of(self.workings, key)
            self._ready[key] = part, arcs_of(part)
        return self._ready[key]


def widened(
    part: Part, arcs: Arcs, posts: Sequence[int], heads: Sequence[int], people: Mapping[int, int | None]
) -> tuple[Part, Arcs]:
    """The part with posts and people that were out of play, each person (row) on the own post (row) or on none.

    The posts have so many ``heads`` and no seats yet (``part.with_seats``), and nobody may move yet (``choosing``).
    """
    size, more, room = part.sink, len(posts), len(part.post) - ROOM
    rows = np.concatenate([part.posts, np.asarray(posts, np.int64)])
    node = {int(row): at for at, row in enumerate(rows.tolist())}
    homes = np.array([NOBODY if home is None else node[home] for home in people.values()], np.int64)
    full = np.asarray(heads, np.int64)
    seats, none = part.seats, np.zeros(len(people), np.int64)
    seat = np.where(part.seat == size, size + more, part.seat)
    wider = replace(
        part,
        people=np.concatenate([part.people, np.fromiter(people, np.int64, len(people))]),
        posts=rows,
        home=np.concatenate([part.home, homes]),
        begin=np.concatenate([part.begin, none + room]),
        end=np.concatenate([part.end, none + room]),
        none_is_open=np.concatenate([part.none_is_open, homes == NOBODY]),
        seats=Seats(
            np.concatenate([seats.low, full]), np.concatenate([seats.high, full]),
            np.concatenate([seats.start, np.full(more, seats.start[-1])]), seats.cost,
        ),
        seat=np.concatenate([seat, np.where(homes == NOBODY, size + more, homes)]),
        held=np.concatenate([part.held, none + NOBODY]),
        heads=np.concatenate([part.heads, full]),
        label=np.vstack([part.label[:-1], np.zeros((more, 3), np.int64), part.label[-1:]]),
    )  # fmt: skip
    if not more:
        return wider, arcs
    start = np.concatenate([arcs.start[:size], np.full(more, arcs.start[size]), arcs.start[size:]])
    tail = np.where(arcs.tail == size, size + more, arcs.tail).astype(np.int32)
    return wider, replace(arcs, start=start, tail=tail)


def choosing(part: Part, options: Mapping[int, Options]) -> tuple[Part, list[int]] | None:
    """The part where some people (rows of the facts) may choose otherwise, and the nodes that this touches.

    Who may not keep the seat under the plan is put on the first one that is open. None where somebody may choose
    nothing. Only one such part can be in use at a time: they share the room beyond the last pair.
    """
    order = np.argsort(part.posts)
    size, first = sum(len(one.post) for one in options.values()), len(part.post) - ROOM
    if size > ROOM:
        part = _with_room(part, size)
    begin, end, seat, held = part.begin.copy(), part.end.copy(), part.seat.copy(), part.held.copy()
    none_is_open, heads = part.none_is_open.copy(), part.heads.copy()
    touched = []
    at = {int(row): who for who, row in enumerate(part.people.tolist())}
    for row, mine in options.items():
        who, last = at[row], first + len(mine.post)
        nodes = order[np.searchsorted(part.posts, mine.post, sorter=order)]
        part.post[first:last], part.gain[first:last], part.tie[first:last] = nodes, mine.gain, mine.tie
        part.open[first:last] = True
        begin[who], end[who], none_is_open[who] = first, last, mine.none_is_open
        before = int(seat[who])
        if before == part.sink and mine.none_is_open:
            after, pair = before, NOBODY
        elif len(kept := np.flatnonzero(nodes == before)):
            after, pair = before, first + int(kept[0])
        elif len(nodes):
            after, pair = int(nodes[0]), first
        elif mine.none_is_open:
            after, pair = part.sink, NOBODY
        else:
            return None
        seat[who], held[who] = after, pair
        _step(heads, part.sink, before, after)
        touched += [before, after]
        first = last
    changed = replace(part, begin=begin, end=end, none_is_open=none_is_open, seat=seat, held=held, heads=heads)
    return changed, touched


def left_by(part: Part, people: Sequence[int]) -> tuple[Part, list[int]]:
    """The part without some people (rows of the facts), and the nodes that this touches."""
    who = np.flatnonzero(np.isin(part.people, np.asarray(people, np.int64)))
    nodes = part.seat[who]
    seat, held, heads, end = part.seat.copy(), part.held.copy(), part.heads.copy(), part.end.copy()
    none_is_open: Mask = part.none_is_open.copy()
    np.subtract.at(heads, nodes[nodes != part.sink], 1)
    seat[who], held[who], end[who], none_is_open[who] = GONE, NOBODY, part.begin[who], False
    return replace(part, seat=seat, held=held, heads=heads, end=end, none_is_open=none_is_open), nodes.tolist()


def _step(heads: Ints, sink: int, before: int, after: int) -> None:
    if before != after:
        if before != sink:
            heads[before] -= 1
        if after != sink:
            heads[after] += 1


def _with_room(part: Part, size: int) -> Part:
    """The part with room for so many pairs where its own room begins."""
    more = size - ROOM
    return replace(
        part,
        post=np.concatenate([part.post, np.zeros(more, part.post.dtype)]),
        gain=np.concatenate([part.gain, np.zeros(more, part.gain.dtype)]),
        tie=np.concatenate([part.tie, np.zeros(more, part.tie.dtype)]),
        open=np.concatenate([part.open, np.zeros(more, np.bool_)]),
    )
