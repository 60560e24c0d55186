"""What the prices prove: a whole-number bound that no plan can beat, level by level (docs/data_path.md).

Vectors (shortage, -gain, moves, tie) are compared lexicographically and never folded into one number.
Pairs are worked off in runs, so that 30 million of them need little memory beside the input.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from penata.planning.verify.ground import Ground, Ints, Mask
from penata.planning.verify.tolls import Tolls
from penata.planning.verify.value import SQUARED, Measure, Ties, exact_sum
from penata.vocabulary import DecisionKind

RUN_PAIRS: Final = 2_000_000
PRICE_LIMIT: Final = 2**62
Column = Callable[[Ints], Ints]


@dataclass(frozen=True, slots=True, eq=False)
class Options:
    """What decisions leave open: who may stay (n), who may move at all (n), and which pairs.

    ``tied`` (n): the post that a FORCE names, -1 for none; ``closed``: sorted keys person · p + post of FORBIDs.
    """

    ground: Ground
    may_stay: Mask
    may_move: Mask
    tied: Ints
    closed: Ints

    @classmethod
    def of(cls, ground: Ground) -> "Options":
        """Judge every person once."""
        n, p = len(ground.own), len(ground.need)
        still = np.append((ground.need < 0) | ~ground.planned, np.False_)[ground.own]
        frozen = np.append(ground.need < 0, np.False_)[ground.own]
        may_move = ground.counted & np.where(ground.forced, ~frozen, ~still)
        may_stay = np.ones(n, np.bool_)
        tied = np.full(n, -1, np.int64)
        for kind, with_post in ((DecisionKind.PIN, True), (DecisionKind.PIN, False), (DecisionKind.FORBID, False)):
            may_move[ground.decided(kind, with_post=with_post)[0]] = False
        person, post = ground.decided(DecisionKind.FORCE, with_post=True)
        tied[person] = post
        may_stay &= (tied < 0) | (tied == ground.own)
        may_stay[ground.decided(DecisionKind.FORCE, with_post=False)[0]] = False
        person, post = ground.decided(DecisionKind.FORBID, with_post=True)
        may_stay[person[ground.own[person] == post]] = False
        return cls(ground, may_stay, may_move, tied, np.unique(person * p + post))

    def moves(self, person: Ints, post: Ints) -> Mask:
        """Which pairs are moves that decisions and the policy leave open."""
        ground = self.ground
        open_post: Mask = (ground.need >= 0)[post] & (ground.planned[post] | ground.forced[person])
        may: Mask = self.may_move[person] & (post != ground.own[person]) & open_post
        may &= (self.tied[person] < 0) | (self.tied[person] == post)
        if len(self.closed):
            key = person * len(ground.need) + post
            at = np.minimum(np.searchsorted(self.closed, key), len(self.closed) - 1)
            may &= self.closed[at] != key
        return may


def bound_of(
    ground: Ground, pairs: pl.DataFrame, prices: Ints, ties: Ties, measure: Measure = SQUARED,
    tolls: Tolls | None = None,
) -> tuple[int, ...]:  # fmt: skip
    """The bound by level as costs; ``prices`` (p, 4) by post, ``pairs``: person, post, gain sorted by person.

    Under ``tolls`` shortage and gain are one number at the second place (``folded``), and what the limits pay is still
    in it. Raises OverflowError where prices are too large to be checked in whole numbers of 64 bits.
    """
    if tolls is not None:
        if int(np.abs(prices[:, 0]).max(initial=0)) * tolls.scale > PRICE_LIMIT:
            raise OverflowError("tolls beyond what 64 bits can check")
        one = prices[:, 0] * tolls.scale + prices[:, 1]
        prices = np.column_stack([np.zeros_like(one), one, prices[:, 2:]])
    heads = int(np.max(ground.capacity, initial=1))
    if int(np.abs(prices).max(initial=0)) > PRICE_LIMIT // (4 * heads):
        raise OverflowError("prices beyond what 64 bits can check")
    options = Options.of(ground)
    n, p = len(ground.own), len(ground.need)
    total = np.zeros(4, object)
    reached, bare = np.zeros(p, np.int64), np.ones(n, np.bool_)
    best = _staying(options, prices, ties, tolls)
    for person, post, gain in _runs(options, pairs):
        reached += np.bincount(post, minlength=p)
        bare[person] = False
        starts = np.flatnonzero(np.diff(person, prepend=-1))
        net = gain if tolls is None else gain - tolls.of(person, post)
        columns = _pair_columns(person, post, net, prices, ties)
        who = person[starts]
        moving = _least(columns, starts, len(person))
        best[who] = np.where(_less(moving, best[who])[:, None], moving, best[who])
    if (best[:, 0] == _CLOSED).any():
        raise ValueError("a person has no seat that decisions leave open")
    total += [exact_sum(best[:, level]) for level in range(4)]
    scale = 0 if tolls is None else tolls.scale
    total += _seats(ground, options, prices, reached, bare, measure, scale)
    return tuple(int(value) for value in total)


_CLOSED: Final = np.iinfo(np.int64).max


def _staying(options: Options, prices: Ints, ties: Ties, tolls: Tolls | None) -> Ints:
    """Cost of staying (n, 4): the price of the own seat and its tie, nothing for people who are not counted.

    _CLOSED where a decision forbids it.
    """
    ground = options.ground
    cost = np.zeros((len(ground.own), 4), np.int64)
    housed = np.flatnonzero((ground.own >= 0) & ground.counted)
    cost[housed] += prices[ground.own[housed]]
    cost[housed, 3] += ties.of(housed, ground.own[housed])
    if tolls is not None:
        cost[housed, 1] += tolls.of(housed, ground.own[housed])
    cost[~options.may_stay] = _CLOSED
    return cost


def _runs(options: Options, pairs: pl.DataFrame) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Open moves in runs that never cut a person's pairs in two."""
    all_persons = pairs["person"]
    if not all_persons.is_sorted():
        pairs = pairs.select("person", "post", "gain").sort("person")
        all_persons = pairs["person"]
    first, height = 0, pairs.height
    while first < height:
        last = min(first + RUN_PAIRS, height)
        if last < height:
            cut = int(all_persons.search_sorted(all_persons[last], side="left"))
            last = cut if cut > first else int(all_persons.search_sorted(all_persons[last], side="right"))
        run = pairs[first:last]
        person, post = run["person"].cast(pl.Int64).to_numpy(), run["post"].cast(pl.Int64).to_numpy()
        keep = options.moves(person, post)
        if keep.any():
            yield person[keep], post[keep], run["gain"].cast(pl.Int64).to_numpy()[keep]
        first = last


def _pair_columns(person: Ints, post: Ints, gain: Ints, prices: Ints, ties: Ties) -> list[Column]:
    """Cost plus price of the rows asked for, level by level."""
    return [
        lambda rows: prices[post[rows], 0],
        lambda rows: prices[post[rows], 1] - gain[rows],
        lambda rows: prices[post[rows], 2] + 1,
        lambda rows: prices[post[rows], 3] + ties.of(person[rows], post[rows]),
    ]


def _least(columns: list[Column], starts: Ints, height: int) -> Ints:
    """Lexicographically least row of each segment (segments, 4); a lower level is only computed where it decides."""
    rows, found = np.arange(height), []
    for column in columns:
        values = column(rows)
        least = np.minimum.reduceat(values, starts)
        found.append(least)
        sizes = np.diff(np.append(starts, len(rows)))
        keep = values == np.repeat(least, sizes)
        kept = np.add.reduceat(keep.astype(np.int64), starts)
        rows, starts = rows[keep], np.concatenate([[0], np.cumsum(kept)[:-1]])
    return np.stack(found, axis=1)


def _less(left: Ints, right: Ints) -> Mask:
    """Which rows of (m, 4) are lexicographically less."""
    less, equal = np.zeros(len(left), np.bool_), np.ones(len(left), np.bool_)
    for level in range(left.shape[1]):
        less |= equal & (left[:, level] < right[:, level])
        equal &= left[:, level] == right[:, level]
    return less


def _seats(
    ground: Ground, options: Options, prices: Ints, reached: Ints, bare: Mask, measure: Measure, scale: int
) -> list[int]:
    """Sum over posts of the least (cost of k people - k · price) over the k that are possible at all.

    No fewer than those who cannot leave, no more than those who could come. ``scale`` of shortage where it is one
    number with gain, 0 where it is a level of its own.
    """
    p = len(ground.need)
    housed = (ground.own >= 0) & ground.counted
    fixed = np.bincount(ground.own[housed & bare & options.may_stay], minlength=p)
    could = reached + np.bincount(ground.own[housed & options.may_stay], minlength=p)
    low, high = np.maximum(ground.floor, fixed), np.minimum(ground.capacity, could)
    if (low > high).any():
        raise ValueError("a post cannot keep its limits")
    sizes = high - low + 1
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    post = np.repeat(np.arange(p), sizes)
    heads = np.arange(len(post)) - starts[post] + low[post]
    missing = np.where(ground.need[post] >= 0, ground.need[post] - heads, 0)
    first, second = measure.seats(missing, ground.need[post], ground.priority[post])
    if scale:
        if int(np.max(np.abs(first), initial=0)) * scale > PRICE_LIMIT:
            raise OverflowError("seats beyond what 64 bits can check")
        first, second = np.zeros_like(first), first * scale + second
    columns: list[Column] = [
        lambda rows: first[rows] - heads[rows] * prices[post[rows], 0],
        lambda rows: second[rows] - heads[rows] * prices[post[rows], 1],
        lambda rows: -heads[rows] * prices[post[rows], 2],
        lambda rows: -heads[rows] * prices[post[rows], 3],
    ]
    best = _least(columns, starts, len(post)) if p else np.zeros((0, 4), np.int64)
    return [exact_sum(best[:, level]) for level in range(4)]
