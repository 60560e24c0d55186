"""Who could fill a post, and where a person could go: every option with what it does to the whole plan, best first.

An option sends one person to one post. The rest of the plan answers with the cheapest chain of moves from there to the
seat that becomes free, so that one search through the part of the plan prices all options exactly. Side limits tie
parts together and let chains count that no price tells: under limits nothing is ranked.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numba
import numpy as np

from penata.planning.engine.prices import less
from penata.planning.part import Part, Vector
from penata.planning.problem import LIMIT, NOBODY, Ints, Mask
from penata.planning.warm import Arcs
from penata.planning.whatif.answer import Answer
from penata.planning.whatif.board import Board
from penata.planning.whatif.changes import Change, Move
from penata.tables import InputError


@dataclass(frozen=True, slots=True)
class Option:
    """One person on one post.

    ``points``: of the move from today's seat. ``months``: in the field of the post, None where nothing tells.
    ``planned``: the plan does it already. ``worse``: how much worse the best plan with it is by level (shortage, lost
    points, moves, tie), all 0 where it is planned; None where the bounds of posts leave none.
    """

    employee_id: str
    post_id: str
    points: int
    months: int | None
    planned: bool
    worse: Vector | None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """An option with its full effect: what the board answers when it is tried."""

    option: Option
    answer: Answer


def must_have_no_limits(board: Board) -> None:
    """Raises InputError where the plan was made under side limits."""
    if board.workings.limits is not None:
        raise InputError([_UNDER_LIMITS])


_UNDER_LIMITS: Final = (
    "policy.toml: di bawah batas ([limits], atau [tolerance] gain) pilihan belum dapat diurutkan; coba pilihan "
    "satu per satu dengan penata whatif --move NIP FORMASI, yang menyusun lagi seluruh rencana"
)


def options_for_person(board: Board, employee_id: str) -> tuple[Option, ...]:
    """Every post that is open to a person, the seat under the plan among them; the best for the whole plan first.

    Raises InputError where the plan was made under side limits.
    """
    must_have_no_limits(board)
    problem, scope = board.workings.problem, board.workings.scope
    rank = int(problem.rank[board.ready.row_of_person[employee_id]])
    if rank == NOBODY:
        return ()
    pairs = np.arange(problem.start[rank], problem.start[rank + 1])
    return _priced(board, pairs[scope.allowed[pairs]], by_post=False)


def options_for_post(board: Board, post_id: str) -> tuple[Option, ...]:
    """Everybody to whom a post is open, those whom the plan puts there among them; the best for the plan first.

    Raises InputError where the plan was made under side limits.
    """
    must_have_no_limits(board)
    problem, scope = board.workings.problem, board.workings.scope
    here = np.flatnonzero(problem.posts == board.ready.row_of_post[post_id])
    if not len(here):
        return ()
    pairs = np.flatnonzero((problem.post == here[0]) & scope.allowed)
    return _priced(board, pairs, by_post=True)


def recommended(
    board: Board, options: Sequence[Option], most: int, with_changes: Sequence[Change] = ()
) -> tuple[Recommendation, ...]:
    """The first options that can be kept, each tried on the board, beside other changes where given."""
    found: list[Recommendation] = []
    for option in options:
        if len(found) == most:
            break
        if option.worse is not None:
            answer = board.answer([*with_changes, Move(option.employee_id, option.post_id)])
            if answer.is_possible:
                found.append(Recommendation(option, answer))
    return tuple(found)


def for_surge(
    board: Board, post_id: str, surge: Sequence[Change], *, months: int, most: int
) -> tuple[int, tuple[Recommendation, ...]]:
    """How many people with so many months in the field could come to a post, and the best of them under a surge there.

    Whoever the plan puts there already is not among them. Tried are those three times as many who would cost the plan
    least without the surge; each is answered beside the surge, and the best plans come first.
    """
    there = [one for one in options_for_post(board, post_id) if not one.planned and (one.months or 0) >= months]
    tried = recommended(board, there, 3 * most, surge)
    return len(there), tuple(sorted(tried, key=_under_surge)[:most])


def _under_surge(one: Recommendation) -> tuple[Vector, str]:
    return one.answer.after.order if one.answer.after else (0, 0, 0, 0), one.option.employee_id


def _priced(board: Board, pairs: Ints, *, by_post: bool) -> tuple[Option, ...]:
    """Options of pairs (of the problem) that share a post, or else a person."""
    if not len(pairs):
        return ()
    work = board.workings
    problem, facts = work.problem, work.facts
    people = np.searchsorted(problem.start, pairs, side="right") - 1
    component = int(board.parts.of_person[problem.persons[people[0]]])
    part, arcs = board.parts.of([component])
    first_pair, first_post = problem.pairs_in((component, component + 1)).start, problem.post_bound[component]
    who = people - problem.person_bound[component]
    there, at, seat, held = problem.post[pairs] - first_post, pairs - first_pair, part.seat[who], part.held[who]
    cost, reached = _room(part, arcs, int(there[0]) if by_post else int(seat[0]), forward=by_post)
    way = cost[seat] if by_post else cost[there]
    open_way = reached[seat] if by_post else reached[there]
    step = _step(part, at, there, who) - _step(part, held, seat, who)
    rows, posts = problem.persons[people], problem.posts[problem.post[pairs]]
    experience = board.ready.merit.experience
    months = experience.in_field(rows, experience.field_of_post[posts])
    found = [
        Option(
            facts.persons["employee_id"][row], facts.posts["post_id"][post], int(problem.gain[pair]),
            int(month) if month >= 0 else None, planned,
            (0, 0, 0, 0) if planned else part.vector(total.tolist()) if passable else None,
        )
        for row, post, pair, month, planned, total, passable in zip(
            rows.tolist(), posts.tolist(), pairs.tolist(), months.tolist(), (seat == there).tolist(), step + way,
            open_way.tolist(), strict=True,
        )
    ]  # fmt: skip
    return tuple(sorted(found, key=_order))


def _order(option: Option) -> tuple[bool, Vector, str, str]:
    return option.worse is None, option.worse or (0, 0, 0, 0), option.employee_id, option.post_id


def _step(part: Part, pair: Ints, seat: Ints, who: Ints) -> Ints:
    """What each person costs on a seat by limb (k, 3); no seat costs nothing."""
    cost = np.column_stack([-part.gain[pair], seat != part.home[who], part.tie[pair].astype(np.int64)])
    return np.where((pair == NOBODY)[:, None], 0, cost)


def _room(part: Part, arcs: Arcs, end: int, *, forward: bool) -> tuple[Ints, Mask]:
    """Cost by limb of the cheapest chains of moves from a node to every other (or to it from every other)."""
    tail, head, weight = _steps(part, arcs)
    near, far = (tail, head) if forward else (head, tail)
    order = np.argsort(near, kind="stable")
    start = np.searchsorted(near[order], np.arange(part.sink + 2))
    sign = 1 if forward else -1
    reduced = weight + part.label[head] - part.label[tail]
    cost, reached = _nearest(end, start, far[order], reduced[order], part.sink + 1)
    return cost + sign * (part.label[end] - part.label), reached


def _steps(part: Part, arcs: Arcs) -> tuple[Ints, Ints, Ints]:
    """Tail, head and weight of every step of a chain: a person's move, one head more or one less on a post."""
    seats, nodes = part.seats, np.arange(part.sink)
    more, less_ = nodes[part.heads < seats.high], nodes[part.heads > seats.low]
    at = seats.start[:-1] + part.heads - seats.low
    moved = np.repeat(np.arange(part.sink + 1), np.diff(arcs.start))
    price = np.zeros((len(more) + len(less_), 3), np.int64)
    price[:, 0] = np.concatenate([seats.cost[at[more]], -seats.cost[at[less_] - 1]])
    return (
        np.concatenate([arcs.tail, more, np.full(len(less_), part.sink)]),
        np.concatenate([moved, np.full(len(more), part.sink), less_]),
        np.concatenate([arcs.weight, price]),
    )


@numba.njit(cache=True)
def _nearest(end, start, far, weight, nodes):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Dijkstra over arcs whose weights are not below zero, compared limb by limb."""
    cost, done = np.zeros((nodes, 3), np.int64), np.zeros(nodes, np.bool_)
    cost[:, 0] = LIMIT
    cost[end, 0] = 0
    line = [(np.int64(0), np.int64(0), np.int64(0), np.int64(end))]
    while len(line) > 0:
        v = heapq.heappop(line)[3]
        if done[v]:
            continue
        done[v] = True
        for k in range(start[v], start[v + 1]):
            u = far[k]
            n1, n2, n3 = cost[v, 0] + weight[k, 0], cost[v, 1] + weight[k, 1], cost[v, 2] + weight[k, 2]
            if not done[u] and less(n1, n2, n3, cost[u, 0], cost[u, 1], cost[u, 2]):
                cost[u, 0], cost[u, 1], cost[u, 2] = n1, n2, n3
                heapq.heappush(line, (n1, n2, n3, np.int64(u)))
    return cost, done
