"""A plan on the table: changes are tried on it while people talk, and each answer is that of the whole road.

Only the parts of the plan that a change touches are settled again, from where the plan stands, with its prices. Where
that is not enough (a weight, the need of a post that had none, side limits), the plan is made anew as a whole.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

import numpy as np
import polars as pl

from penata.merit import prepared
from penata.planning.objectives import aims_of
from penata.planning.part import Part, with_seats
from penata.planning.problem import NOBODY, Ints
from penata.planning.tie import ties
from penata.planning.warm import Arcs, settled
from penata.planning.whatif.altered import Altered, Ready, altered, nothing_altered
from penata.planning.whatif.answer import Answer, Levels, Names, State, posts_between, shifts_between
from penata.planning.whatif.changes import Change, Join, Need, Retire, Weigh, changed, must_exist
from penata.planning.whatif.clash import clashes_of
from penata.planning.whatif.parts import GONE, Parts, choosing, left_by, widened
from penata.planning.whatif.weighing import Weighing
from penata.planning.workings import NoPlanError, Workings, worked_out
from penata.policy.aims import Tolerance
from penata.policy.limits import Limits


class Board:
    """One plan that can be asked "what if" again and again; what one answer prepared serves the next."""

    def __init__(self, workings: Workings, like: "Board | None" = None) -> None:
        """Nothing is prepared yet; ``Board.of`` does it at once. ``like``: the same plan under other weights."""
        self.workings = workings
        self.resting: Ints = like.resting if like else resting_ties(workings)
        self.before = state_of(workings, self.resting)
        self.parts = Parts(workings)
        self._ready: Ready | None = None
        self._like = like
        self._weighing: Weighing | None = None

    @classmethod
    def of(cls, workings: Workings) -> "Board":
        """A board that is ready to answer: points, rules and every part prepared."""
        board = cls(workings)
        _ = board.ready
        with suppress(OverflowError):
            for component in range(len(workings.problem.person_bound) - 1):
                board.parts.of([component])
        return board

    @property
    def ready(self) -> Ready:
        """Points, rules and rows of ids, prepared at the first use."""
        if self._ready is None and self._like is not None:
            work = self.workings
            merit = prepared(work.facts, work.dataset, work.policy)
            self._ready = replace(self._like.ready, workings=work, merit=merit)
        elif self._ready is None:
            self._ready = Ready.of(self.workings)
        return self._ready

    def answer(self, changes: Sequence[Change]) -> Answer:
        """The best plan under the changes; raises InputError where one names what does not exist."""
        must_exist(self.workings.dataset, changes)
        if not self._is_local(changes):
            return answered_anew(self.workings, changes, self.before)
        weights = {change.weight: change.value for change in changes if isinstance(change, Weigh)}
        board, rest = self._weighed(weights), [change for change in changes if not isinstance(change, Weigh)]
        told = altered(board.ready, rest) if rest else nothing_altered(board.ready)
        try:
            found = _settled(board, told) if rest else (board.before, self.size)
        except OverflowError:  # of the exact prices of a part
            return answered_anew(self.workings, changes, self.before)
        if found is None:
            against = clashes_of(board.workings, told, _components(board.parts, told))
            if not against:
                return answered_anew(self.workings, changes, self.before)
            return Answer(tuple(changes), self.before.levels, None, (), (), tuple(against), False, *self.size)
        after, size = found
        before = _with_newcomers(self.before, len(told.joined))
        whole = bool(weights)
        size = self.size if whole else size
        return _answer(changes, before, after, _names(self.workings, told), whole=whole, size=size)

    @property
    def size(self) -> tuple[int, int]:
        """All people and posts of the dataset."""
        return self.workings.facts.persons.height, self.workings.facts.posts.height

    def _weighed(self, weights: dict[str, int]) -> "Board":
        """The board of the plan under other weights: this one where there are none."""
        if not weights:
            return self
        if self._weighing is None:
            self._weighing = Weighing(self.workings)
        return Board(self._weighing.workings_at(weights), like=self)

    def _is_local(self, changes: Sequence[Change]) -> bool:
        """Whether the changes touch parts of the plan only."""
        work, policy = self.workings, self.workings.policy
        if policy.limits != Limits() or policy.tolerance != Tolerance():
            return False
        if policy.missing_need == "filled" and any(isinstance(change, Retire | Join) for change in changes):
            return False
        need = self.before.need.copy()
        for change in changes:
            if isinstance(change, Need):
                row = self.ready.row_of_post[change.post_id]
                if need[row] == NOBODY:
                    return False
                need[row] = change.need
        return aims_of(policy, need) == work.problem.aims


def answered_anew(workings: Workings, changes: Sequence[Change], before: State | None = None) -> Answer:
    """The answer by the whole road from the changed dataset; ``before`` is the state of the plan, where it is known."""
    before = before or state_of(workings)
    dataset, policy = changed(workings.dataset, workings.policy, changes)
    size = workings.facts.persons.height, workings.facts.posts.height
    try:
        work = worked_out(dataset, policy)
    except NoPlanError as none:
        return Answer(tuple(changes), before.levels, None, (), (), tuple(none.clashes), True, *size)
    before, after, names = _side_by_side(workings, before, work)
    return _answer(changes, before, after, names, whole=True, size=size)


def _answer(changes: Sequence[Change], before: State, after: State, names: Names, *, whole: bool,
            size: tuple[int, int]) -> Answer:  # fmt: skip
    shifts, posts = shifts_between(before, after, names), posts_between(before, after, names)
    return Answer(tuple(changes), before.levels, after.levels, shifts, posts, (), whole, *size)


def state_of(workings: Workings, resting: Ints | None = None) -> State:
    """Where everybody sits under a plan; ``resting`` are its ``resting_ties`` where they are known."""
    resting = resting_ties(workings) if resting is None else resting
    facts, problem, chosen = workings.facts, workings.problem, workings.solution.chosen
    seat = facts.persons["post"].cast(pl.Int64).fill_null(NOBODY).to_numpy().copy()
    gain = np.zeros(len(seat), np.int64)
    held = chosen != NOBODY
    seat[problem.persons] = np.where(held, problem.posts[problem.post[chosen]], NOBODY)
    gain[problem.persons] = np.where(held, problem.gain[chosen], 0)
    heads = facts.posts["filled"].to_numpy().astype(np.int64).copy()
    heads[problem.posts] = workings.solution.heads
    need = facts.posts["need"].fill_null(NOBODY).to_numpy().astype(np.int64)
    moved = held & (problem.post[chosen] != problem.home)
    levels = Levels(
        shortage=_shortage(workings, need, heads, facts.posts["priority"].to_numpy()),
        gain=int(gain.sum()),
        moves=int(moved.sum()),
        tie=int(problem.tie[chosen[held]].astype(np.int64).sum()) + int(resting.sum()),
        short=_short(need, heads),
    )
    return State(seat, gain, need, heads, levels)


def resting_ties(workings: Workings) -> Ints:
    """The tie of everybody's own post who has no other choice and is counted (persons; 0 for the others)."""
    facts = workings.facts
    rows = facts.persons.filter(pl.col("counted") & pl.col("post").is_not_null()).select("person", "post")
    rows = rows.filter(pl.Series(workings.problem.rank[rows["person"].to_numpy()] == NOBODY))
    found = np.zeros(facts.persons.height, np.int64)
    person, post = rows["person"].to_numpy(), rows["post"].to_numpy()
    found[person] = ties(facts.persons["employee_id"], facts.posts["post_id"], person, post)
    return found


def _shortage(workings: Workings, need: Ints, heads: Ints, priority: Ints) -> int:
    known = need >= 0
    return workings.problem.aims.measure.total(heads[known], need[known], priority[known])


def _short(need: Ints, heads: Ints) -> int:
    return int(np.maximum(need - heads, 0).sum())


def _settled(board: Board, told: Altered) -> tuple[State, tuple[int, int]] | None:
    """The parts that the changes touch, settled again: the new state, and how many people and posts were looked at.

    None where the changes cannot be kept, or where the weights of levels would have to be others.
    """
    if told.is_vain:
        return None
    part, arcs, outside = _touched_part(board, told)
    rows = dict(zip(part.posts.tolist(), range(part.sink), strict=True))
    touched = [part.sink, *range(part.sink - outside, part.sink)]
    part, nodes = left_by(part, told.gone)
    touched += nodes
    heads = part.heads.copy()
    for home in _homes_of_resting(board, told.gone):
        if rows.get(home, part.sink) < part.sink - outside:  # posts from out of play are counted anew already
            heads[rows[home]] -= 1
    part = replace(part, heads=heads)
    for row in told.posts.to_dicts():
        if row["post"] in rows:
            part = _with_bounds(part, rows[row["post"]], row)
            touched.append(rows[row["post"]])
    chosen = choosing(part, told.options)
    if chosen is None or not _is_exact(chosen[0]):
        return None
    again = settled(chosen[0], arcs, [*touched, *chosen[1]])
    if again is None:
        return None
    return _state(board, told, again), (len(again.people), again.sink)


def _touched_part(board: Board, told: Altered) -> tuple[Part, Arcs, int]:
    """The components that the changes touch as one part, with the posts (how many) and people from out of play."""
    parts, facts = board.parts, board.workings.facts
    homes = {row: own for row, (_, own, _) in told.joined.items()}
    for row in told.options:
        if row not in homes:
            own = facts.persons["post"][row]
            homes[row] = NOBODY if own is None else int(own)
    rows = {int(post) for one in told.options.values() for post in one.post.tolist()}
    rows |= {home for home in homes.values() if home != NOBODY}
    part, arcs = parts.of(_components(parts, told))
    outside = sorted(row for row in rows if parts.of_post[row] == NOBODY)
    filled = dict(told.posts.select("post", "filled").iter_rows())
    heads = [filled.get(row, int(board.before.heads[row])) for row in outside]
    resting = {
        row: None if homes[row] == NOBODY else homes[row]
        for row in told.options
        if row >= len(parts.of_person) or parts.of_person[row] == NOBODY
    }
    part, arcs = widened(part, arcs, outside, heads, resting)
    for at, row in enumerate(outside):
        part = _with_bounds(part, part.sink - len(outside) + at, facts.posts.row(row, named=True))
    return _with_heads_of(part, told, set(outside)), arcs, len(outside)


def _components(parts: Parts, told: Altered) -> list[int]:
    """The components that hang together by the changes."""
    rows = {int(post) for one in told.options.values() for post in one.post.tolist()}
    rows |= {home for _, home, _ in told.joined.values() if home != NOBODY}
    rows |= {one.home for one in told.pairs.values() if one.home != NOBODY}
    found = {int(parts.of_post[row]) for row in {*rows, *told.posts["post"].to_list()}}
    found |= {int(parts.of_person[row]) for row in {*told.options, *told.gone} if row < len(parts.of_person)}
    return sorted(found - {NOBODY})


def _with_heads_of(part: Part, told: Altered, outside: set[int]) -> Part:
    """New people are counted where they sit; on posts from out of play they already are."""
    heads = part.heads.copy()
    for _, home, counted in told.joined.values():
        if counted and home != NOBODY and home not in outside:
            heads[np.flatnonzero(part.posts == home)] += 1
    return replace(part, heads=heads)


def _homes_of_resting(board: Board, gone: Sequence[int]) -> list[int]:
    """The own posts of those who leave, are counted, and had no choice."""
    persons = board.workings.facts.persons
    resting = [row for row in gone if board.parts.of_person[row] == NOBODY and persons["counted"][row]]
    return [int(persons["post"][row]) for row in resting if persons["post"][row] is not None]


def _with_bounds(part: Part, node: int, row: dict[str, int | None]) -> Part:
    """A post with the bounds of a row of the facts; without a need it is frozen."""
    filled, need = int(row["filled"] or 0), row["need"]
    low, high = (filled, filled) if need is None else (int(row["floor"] or 0), int(row["capacity"] or 0))
    return with_seats(part, node, low, high, int(need or 0), int(row["priority"] or 1))


def _is_exact(part: Part) -> bool:
    """Whether the scale of the plan still lets no path of gains outweigh a seat."""
    if part.aims.is_weighted:
        return True
    largest = max(int(np.max(part.gain, initial=0)), -int(np.min(part.gain, initial=0)))
    return part.scale > 2 * (part.sink + 2) * (2 * largest + 1)


def _state(board: Board, told: Altered, part: Part) -> State:
    """The state of the plan with a part of it settled again."""
    work, before = board.workings, _with_newcomers(board.before, len(told.joined))
    seat, gain, heads, need = before.seat.copy(), before.gain.copy(), before.heads.copy(), before.need.copy()
    there = part.seat != GONE
    people, nodes, held = part.people[there], part.seat[there], part.held[there]
    seat[people] = np.where(nodes == part.sink, NOBODY, np.append(part.posts, NOBODY)[nodes])
    gain[people] = np.where(held == NOBODY, 0, part.gain[held])
    gone = list(told.gone)
    seat[gone], gain[gone] = GONE, 0
    changed_posts = told.posts["post"].to_numpy()
    heads[changed_posts] = told.posts["filled"].to_numpy()
    need[changed_posts] = told.posts["need"].fill_null(NOBODY).to_numpy()
    heads[part.posts] = part.heads
    uncounted = [row for row, (_, _, counted) in told.joined.items() if not counted]
    seat[uncounted] = [told.joined[row][1] for row in uncounted]
    tie = int(part.tie[held[held != NOBODY]].astype(np.int64).sum()) - _tie_before(board, told, people)
    priority = work.facts.posts["priority"].to_numpy()
    moves = _moves(work, told, seat)
    levels = Levels(
        _shortage(work, need, heads, priority), int(gain.sum()), moves, before.levels.tie + tie, _short(need, heads)
    )
    return State(seat, gain, need, heads, levels)


def _moves(work: Workings, told: Altered, seat: Ints) -> int:
    """How many people have another post than today."""
    own = np.concatenate([
        work.facts.persons["post"].cast(pl.Int64).fill_null(NOBODY).to_numpy(), [h for _, h, _ in told.joined.values()]
    ]).astype(np.int64)  # fmt: skip
    return int(((seat >= 0) & (seat != own)).sum())


def _tie_before(board: Board, told: Altered, people: Ints) -> int:
    """What the people of a part, and those who leave, had as tie under the plan."""
    work = board.workings
    rows = np.concatenate([people[people < work.facts.persons.height], np.array(told.gone, np.int64)])
    rank = work.problem.rank[rows]
    chosen = work.solution.chosen[rank[rank != NOBODY]]
    resting = board.resting[rows[rank == NOBODY]]
    return int(work.problem.tie[chosen[chosen != NOBODY]].astype(np.int64).sum()) + int(resting.sum())


def _with_newcomers(state: State, size: int) -> State:
    """A state with room for so many new people, who are not there yet."""
    nobody = np.full(size, GONE, np.int64)
    return replace(state, seat=np.concatenate([state.seat, nobody]), gain=np.concatenate([state.gain, nobody * 0]))


def _names(workings: Workings, told: Altered) -> Names:
    facts = workings.facts
    own = facts.persons["post"].cast(pl.Int64).fill_null(NOBODY).to_numpy()
    ids = [*facts.persons["employee_id"].to_list(), *(name for name, _, _ in told.joined.values())]
    homes = np.array([home for _, home, _ in told.joined.values()], np.int64)
    return Names(ids, facts.posts["post_id"].to_list(), np.concatenate([own, homes]))


def _side_by_side(old: Workings, before: State, new: Workings) -> tuple[State, State, Names]:
    """The plan and one of another dataset over the same rows: everybody of both, posts of both."""
    after = state_of(new)
    ids = [old.facts.persons["employee_id"].to_list(), new.facts.persons["employee_id"].to_list()]
    posts = [old.facts.posts["post_id"].to_list(), new.facts.posts["post_id"].to_list()]
    if posts[0] != posts[1]:
        raise AssertionError("a change brings no post and takes none away")
    joined = sorted(set(ids[1]) - set(ids[0]))
    names = [*ids[0], *joined]
    at = {one: row for row, one in enumerate(names)}
    rows = np.array([at[one] for one in ids[1]], np.int64)
    seat, gain = np.full(len(names), GONE, np.int64), np.zeros(len(names), np.int64)
    seat[rows], gain[rows] = after.seat, after.gain
    own = np.full(len(names), NOBODY, np.int64)
    own[rows] = new.facts.persons["post"].cast(pl.Int64).fill_null(NOBODY).to_numpy()
    own[: len(ids[0])] = old.facts.persons["post"].cast(pl.Int64).fill_null(NOBODY).to_numpy()
    return _with_newcomers(before, len(joined)), replace(after, seat=seat, gain=gain), Names(names, posts[0], own)
