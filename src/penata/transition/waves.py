"""Waves (*tahap*): what may be done in any order within a wave, so that nothing ever runs dry or over.

A wave is safe if every step of it could be done alone: whoever leaves may be gone before anybody comes, and whoever
comes may be there before anybody has left. Only the moves of one step count on each other.

Take posts A (3 people, safe minimum 2), B (2 people, minimum 1, at most 2) and C (short): a goes from A to B, b from B
to C. B has no seat free, so a cannot go first; b may, since B stays at its minimum. So b is wave 1, a is wave 2: the
chain starts at its free end. Had B needed both people, a and b would exchange on one day.
"""

from dataclasses import dataclass
from typing import Final

import numba
import numpy as np

from penata.transition.steps import NONE, Ints, Mask, Movement, Steps, connected, links, same_day_groups, steps_of

NEVER: Final = np.iinfo(np.int64).max
"""A release day after every day that is known: such steps come last, without a day."""


@dataclass(frozen=True, slots=True, eq=False)
class Slots:
    """t days on which moves may take effect, in order, by class of people.

    ``days`` (t) as day numbers; ``open`` (t, classes), class 0 for people who keep to no school terms; ``of_move``,
    ``release`` (n): class of each move, and the first day number on which it may be made; ``rest``: days that must
    pass at a resource before it is touched again.
    """

    days: Ints
    open: Mask
    of_move: Ints
    release: Ints
    rest: int


@dataclass(frozen=True, slots=True, eq=False)
class Waves:
    """``steps``, and the wave of each (s), from 0. The first waves have a slot each (``slot``); the others come after
    every day that is known. ``bound``: no order of these steps, days aside, has fewer waves; ``needs`` (r) the same
    for each resource.
    """

    steps: Steps
    wave: Ints
    slot: Ints
    bound: int
    needs: Ints

    @property
    def count(self) -> int:
        """Number of waves."""
        return int(np.max(self.wave, initial=NONE)) + 1

    @property
    def of_move(self) -> Ints:
        """Wave of each move (n)."""
        return np.asarray(self.wave[self.steps.of_move])


def waves_of(movement: Movement, most: int = 3) -> Waves:
    """A safe order of all moves in few waves.

    Where it would take more than ``most``, those who leave and those who come exchange on one day at the posts that
    make it long, as far as that helps.
    """
    follows = links(movement)
    exchanging = np.zeros(len(movement.level), np.bool_)
    while True:
        found = ordered(movement, same_day_groups(movement, follows, exchanging))
        more = _in_the_way(movement, found, most) & ~exchanging
        if not more.any():
            return found
        exchanging |= more


def ordered(movement: Movement, group: Ints, slots: Slots | None = None, prefer: Ints | None = None) -> Waves:
    """Every step as soon as it is safe and, with ``slots``, a day is open to it.

    ``group`` (n): moves that are made together; what proves stuck is tied together as well. ``prefer`` (n): moves with
    lower numbers go first where not all fit.
    """
    while True:
        steps = steps_of(movement, group)
        bound, needs = earliest(movement, steps)
        found = _best(movement, steps, slots, prefer, bound)
        left = found < 0
        if not left.any():
            break
        group = _regrouped(movement, steps, group, left)
    used, wave = np.unique(found, return_inverse=True)
    known = 0 if slots is None else len(slots.days)
    return Waves(steps, wave.astype(np.int64).reshape(-1), used[used < known], bound, needs)


def _in_the_way(movement: Movement, found: Waves, most: int) -> Mask:
    """Posts at which more moves would have to be made on one day for ``most`` waves to do (r)."""
    late = np.zeros(len(movement.level), np.bool_)
    if found.count <= most:
        return late
    slow = found.needs > most
    if not slow.any():
        step = np.repeat(np.arange(found.steps.count), np.diff(found.steps.first))
        slow[found.steps.resource[found.wave[step] >= most]] = True
    comes, leaves = (
        np.bincount(post[post != NONE], minlength=len(late)) for post in (movement.target, movement.source)
    )
    return np.asarray(slow & (comes > 0) & (leaves > 0))


def earliest(movement: Movement, steps: Steps) -> tuple[int, Ints]:
    """No order has fewer waves than this; and the same for what each resource needs (r).

    Every resource is looked at as if all others were no hindrance: by wave w no more can have left it than its room
    and those who came in the waves before allow, and no more can have come than its room and those who left before.
    """
    room = movement.level - movement.low, movement.high - movement.level
    ends = _earliest(steps.first, steps.resource, steps.change, *room)
    return int(np.max(ends, initial=0)), ends


def _best(movement: Movement, steps: Steps, slots: Slots | None, prefer: Ints | None, bound: int) -> Ints:
    """Slot of each step (s), NONE where it cannot be made by itself; the best of a few orders of preference."""
    rules = _rules(steps, slots)
    best, score = None, (NEVER, NEVER)
    for order in _orders(movement, steps, prefer):
        found = _fill(order, steps.first, steps.resource, steps.change, movement.level, movement.low, movement.high,
                      *rules)  # fmt: skip
        last = NEVER if (found < 0).any() else len(np.unique(found))
        if best is None or (last, int(found.sum())) < score:
            best, score = found, (last, int(found.sum()))
        if last <= bound:
            break
    if best is None:
        raise AssertionError("no order was tried")
    return best


def _rules(steps: Steps, slots: Slots | None) -> tuple[Mask, Ints, Ints, Ints, int]:
    """When the steps may be made: which slots are open to which kind of step, the days, the kind and the first day of
    each step, the days of rest. A step of several classes needs a day that is open to each of them.
    """
    first = np.zeros(steps.count, np.int64)
    if slots is None:
        return np.zeros((0, 1), np.bool_), np.zeros(0, np.int64), np.zeros(steps.count, np.int64), first, 0
    np.maximum.at(first, steps.of_move, slots.release)
    has = np.zeros((steps.count, slots.open.shape[1]), np.bool_)
    has[steps.of_move, slots.of_move] = True
    has[has[:, 1:].any(axis=1), 0] = False
    kinds, kind = np.unique(has, axis=0, return_inverse=True)
    open_ = np.stack([slots.open[:, each].all(axis=1) for each in kinds], axis=1)
    return open_, slots.days, kind.astype(np.int64).reshape(-1), first, slots.rest


def _orders(movement: Movement, steps: Steps, prefer: Ints | None) -> list[Ints]:
    """Orders of preference: as asked; by id; and those first that give to what others wait for."""
    number = np.arange(steps.count)
    wanted: list[Ints] = []
    if prefer is not None:
        first = np.full(steps.count, NEVER, np.int64)
        np.minimum.at(first, steps.of_move, prefer)
        wanted.append(np.lexsort((number, first)))
    step = np.repeat(number, np.diff(steps.first))
    leaves = np.bincount(steps.resource, steps.change < 0, len(movement.level))
    comes = np.bincount(steps.resource, steps.change > 0, len(movement.level))
    short = np.maximum(0, leaves - (movement.level - movement.low)) + np.maximum(
        0, comes - (movement.high - movement.level)
    )
    helps = np.where(steps.change > 0, leaves[steps.resource] - comes[steps.resource],
                     comes[steps.resource] - leaves[steps.resource])  # fmt: skip
    pressure = np.bincount(step, short[steps.resource], steps.count)
    help_ = np.bincount(step, helps, steps.count)
    return [*wanted, number, np.lexsort((number, -help_)), np.lexsort((number, -pressure))]


def _regrouped(movement: Movement, steps: Steps, group: Ints, left: Mask) -> Ints:
    """Groups with what is stuck tied together: first along the seats that pass round, then all that hangs together."""
    stuck = np.flatnonzero(left[steps.of_move])
    follows = _passing(movement, stuck)
    n = len(group)
    same = np.flatnonzero(np.ones(n, np.bool_))
    ends = np.unique(group, return_index=True)[1]
    lead = np.empty(int(np.max(group, initial=0)) + 1, np.int64)
    lead[group[ends]] = ends
    tied = connected(n, np.concatenate([same, follows[0]]), np.concatenate([lead[group], follows[1]]))
    if len(np.unique(tied)) < len(ends):
        return tied
    at = left[steps.of_move[movement.effect_move]]
    move, resource = movement.effect_move[at], movement.effect_resource[at]
    return connected(
        n + len(movement.level), np.concatenate([same, move]), np.concatenate([lead[group], resource + n])
    )[:n]


def _passing(movement: Movement, stuck: Ints) -> tuple[Ints, Ints]:
    """Pairs of stuck moves: the one that takes a seat, and the one that leaves it."""
    leave = stuck[movement.source[stuck] != NONE]
    first: dict[int, list[int]] = {}
    for move in leave.tolist():
        first.setdefault(int(movement.source[move]), []).append(move)
    pairs = [(move, first[post].pop(0)) for move in stuck.tolist() if first.get(post := int(movement.target[move]))]
    found = np.array(pairs, np.int64).reshape(-1, 2)
    return found[:, 0], found[:, 1]


@numba.njit(cache=True)
def _fill(
    order: Ints, first: Ints, resource: Ints, change: Ints, level: Ints, low: Ints, high: Ints,
    open_: Mask, days: Ints, klass: Ints, release: Ints, rest: int,
) -> Ints:  # pragma: no cover - compiled  # fmt: skip
    """Slot of each step: slot by slot, every step that is safe whatever else of the slot is done before it."""
    count = len(order)
    slot_of = np.full(count, -1, np.int64)
    now = level.copy()
    out, into = now - low, high - now
    waiting = order.copy()
    touched = np.full(len(now), -(1 << 40), np.int64)
    left, slot, known = count, 0, len(days)
    while left > 0:
        made = 0
        kept = 0
        for at in range(left):
            step = waiting[at]
            free = slot >= known or (open_[slot, klass[step]] and release[step] <= days[slot])
            if free:
                for e in range(first[step], first[step + 1]):
                    room = out[resource[e]] if change[e] < 0 else into[resource[e]]
                    if abs(change[e]) > room or (slot < known and days[slot] - touched[resource[e]] < rest):
                        free = False
                        break
            if not free:
                waiting[kept] = step
                kept += 1
                continue
            for e in range(first[step], first[step + 1]):
                if change[e] < 0:
                    out[resource[e]] += change[e]
                else:
                    into[resource[e]] -= change[e]
                now[resource[e]] += change[e]
            slot_of[step] = slot
            made += 1
        if made == 0 and slot >= known:
            break
        left = kept
        if made > 0:
            for r in range(len(now)):
                changed = out[r] != now[r] - low[r] or into[r] != high[r] - now[r]
                if changed and slot < known:
                    touched[r] = days[slot]
                out[r], into[r] = now[r] - low[r], high[r] - now[r]
        slot += 1
    return slot_of


@numba.njit(cache=True)
def _earliest(first: Ints, resource: Ints, change: Ints, out: Ints, into: Ints) -> Ints:  # pragma: no cover - compiled
    """Waves that each resource needs at least, found wave by wave."""
    size, count = len(out), len(first) - 1
    left, came = np.zeros(size, np.int64), np.zeros(size, np.int64)
    ready_out, ready_in = np.zeros(size, np.int64), np.zeros(size, np.int64)
    all_out, all_in = np.zeros(size, np.int64), np.zeros(size, np.int64)
    for e in range(len(resource)):
        if change[e] < 0:
            all_out[resource[e]] -= change[e]
        else:
            all_in[resource[e]] += change[e]
    ends = np.where(all_out + all_in > 0, 1, 0).astype(np.int64)
    waiting = np.arange(count)
    going = True
    wave = 0
    while going:
        wave += 1
        can_out, can_in = out + came, into + left
        kept = 0
        for at in range(count):
            step = waiting[at]
            free = True
            for e in range(first[step], first[step + 1]):
                if abs(change[e]) > (can_out[resource[e]] if change[e] < 0 else can_in[resource[e]]):
                    free = False
                    break
            if not free:
                waiting[kept] = step
                kept += 1
                continue
            for e in range(first[step], first[step + 1]):
                if change[e] < 0:
                    ready_out[resource[e]] -= change[e]
                else:
                    ready_in[resource[e]] += change[e]
        count = kept
        going = False
        for r in range(size):
            gone, come = min(ready_out[r], can_out[r]), min(ready_in[r], can_in[r])
            if gone > left[r] or come > came[r]:
                going = True
                ends[r] = wave
            left[r], came[r] = gone, come
    return ends
