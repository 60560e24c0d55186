"""Steps: what is done at once, one move or several that exchange seats on one day, and what each needs.

Everything that must never run dry or over is a *resource*: the heads of a post (between its safe minimum and its
capacity), the qualified people of a kind of work in a unit (at least one), whoever leads a unit (at least one). A
step takes from some resources and gives to others; inside a step, what one move takes and another gives cancels.
"""

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Ints: TypeAlias = npt.NDArray[np.int64]
Mask: TypeAlias = npt.NDArray[np.bool_]

NONE: Final = -1
PLENTY: Final = 1 << 40
"""A bound that never binds."""


@dataclass(frozen=True, slots=True, eq=False)
class Movement:
    """n moves as numbers, and the r resources that they touch.

    ``source``, ``target`` (n) resource of the post left and taken, NONE where there is none; ``chain`` (n) number of
    the chain; ``effect_move``, ``effect_resource``, ``effect`` (e) what each move takes (−1) and gives (+1); ``level``,
    ``low``, ``high`` (r) heads before the first move, and between what they must stay at every moment. Resources
    below ``posts`` are posts. The levels after all moves lie within the bounds.
    """

    source: Ints
    target: Ints
    chain: Ints
    effect_move: Ints
    effect_resource: Ints
    effect: Ints
    level: Ints
    low: Ints
    high: Ints
    posts: int

    @property
    def after(self) -> Ints:
        """Levels after all moves (r)."""
        change = np.bincount(self.effect_resource, self.effect, len(self.level)).astype(np.int64)
        return np.asarray(self.level + change)


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """s steps over the moves: ``of_move`` (n) step of each move; what step i changes stands at first[i] … first[i + 1]
    of ``resource`` and ``change`` (zeros left out).
    """

    of_move: Ints
    first: Ints
    resource: Ints
    change: Ints

    @property
    def count(self) -> int:
        """Number of steps."""
        return len(self.first) - 1

    @property
    def sizes(self) -> Ints:
        """Moves of each step (s)."""
        return np.bincount(self.of_move, minlength=self.count)


def steps_of(movement: Movement, group: Ints) -> Steps:
    """The steps when moves with the same ``group`` (n) are made together; numbered by their first move."""
    _, first_seen, dense = np.unique(group, return_index=True, return_inverse=True)
    number = np.empty(len(first_seen), np.int64)
    number[np.argsort(first_seen)] = np.arange(len(first_seen))
    of_move = number[dense].astype(np.int64)
    size = max(1, len(movement.level))
    key = of_move[movement.effect_move] * size + movement.effect_resource
    keys, where = np.unique(key, return_inverse=True)
    change = np.bincount(where, movement.effect, len(keys)).astype(np.int64)
    keys, change = keys[change != 0], change[change != 0]
    first = np.searchsorted(keys, np.arange(len(first_seen) + 1) * size)
    return Steps(of_move, first, keys % size, change)


def same_day_groups(movement: Movement, follows: Ints, exchanging: Mask | None = None) -> Ints:
    """Group of each move (n): which moves are made together, on one day; ``follows``: ``links(movement)``.

    A ring (a chain that closes on itself) is one group. A post without any room (lowest and highest number are the
    same) passes each arrival on with a departure: both are one group; who goes with whom follows the chain. The same
    is done at the posts that ``exchanging`` (r) names.
    """
    passes = movement.low >= movement.high
    if exchanging is not None:
        passes = passes | exchanging
    here = passes[movement.target] & (movement.target != NONE)
    at = np.flatnonzero((follows != NONE) & here)
    ring = np.flatnonzero(rings(movement)[movement.chain])  # as a whole, also where it passes a post twice
    _, first, of_ring = np.unique(movement.chain[ring], return_index=True, return_inverse=True)
    return connected(len(follows), np.concatenate([at, ring]), np.concatenate([follows[at], ring[first[of_ring]]]))


def links(movement: Movement) -> Ints:
    """The move that leaves the seat which each move takes (n), NONE where nobody leaves it.

    Within a chain first, then at the post: the k-th who comes follows the k-th who leaves.
    """
    follows = np.full(len(movement.chain), NONE, np.int64)
    comes, leaves = np.flatnonzero(movement.target != NONE), np.flatnonzero(movement.source != NONE)
    for by_chain in (True, False):
        taken = np.zeros(len(follows), np.bool_)
        taken[follows[follows != NONE]] = True
        come, leave = comes[follows[comes] == NONE], leaves[~taken[leaves]]
        size = int(np.max(movement.chain, initial=0)) + 1
        keys = [
            post[rows] * size + (movement.chain[rows] if by_chain else 0)
            for rows, post in ((come, movement.target), (leave, movement.source))
        ]
        width = len(follows) + 1
        one, two = (key * width + _nth(key) for key in keys)
        _, i, j = np.intersect1d(one, two, assume_unique=True, return_indices=True)
        follows[come[i]] = leave[j]
    return follows


def rings(movement: Movement) -> Mask:
    """Which chains close on themselves: every post of it is left as often as it is taken."""
    count = int(np.max(movement.chain, initial=NONE)) + 1
    size = max(1, len(movement.level))
    open_end = np.zeros(count, np.bool_)
    open_end[movement.chain[(movement.source == NONE) | (movement.target == NONE)]] = True
    sides = [(post != NONE, post) for post in (movement.source, movement.target)]
    keys = [(movement.chain * size + post)[seated] for seated, post in sides]
    every, where = np.unique(np.concatenate(keys), return_inverse=True)
    uneven = np.bincount(where, np.repeat([-1, 1], [len(key) for key in keys]), len(every)) != 0
    open_end[every[uneven] // size] = True
    return ~open_end


def connected(size: int, left: Ints, right: Ints) -> Ints:
    """Component of each of ``size`` things that these links tie together."""
    graph = coo_array((np.ones(len(left), np.int8), (left, right)), shape=(size, size))
    _, part = connected_components(graph, directed=False)
    return np.asarray(part, np.int64)


def parts_of(steps: Steps, resources: int) -> Ints:
    """Part of each step (s): steps of different parts touch no resource in common."""
    step = np.repeat(np.arange(steps.count), np.diff(steps.first))
    return np.asarray(connected(steps.count + resources, step, steps.resource + steps.count)[: steps.count])


def _nth(key: Ints) -> Ints:
    """The how-manieth of its key each entry is, in the order given."""
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    begins = np.searchsorted(ordered, ordered)
    nth = np.empty(len(key), np.int64)
    nth[order] = np.arange(len(key)) - begins
    return nth
