"""A component as a flow of groups: people on one post with the same choices are alike where gain plays no part."""

from collections import Counter, defaultdict
from typing import NamedTuple

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from penata.planning.engine.prices import Scope, open_seats
from penata.planning.problem import NOBODY, Ints, Problem


class Chain(NamedTuple):
    """Moves that hang together: the post left with one less (-1: none), the post with one more, how many moves."""

    first: int
    last: int
    moves: int


class Crowd:
    """One component, ready to be solved at any price on moves.

    A group (same post, same open posts, same "no seat" option) flows to its own post at no cost, or at the price of a
    move to the hub of its set of posts, and from there to any of them.
    """

    def __init__(self, problem: Problem, scope: Scope, component: int) -> None:
        """Group the people of a component."""
        people = problem.people_in((component, component + 1))
        self.posts = problem.posts_in((component, component + 1))
        groups, member, sets = _groups(problem, scope, people)
        size = np.bincount(member)
        posts = self.posts.stop - self.posts.start
        hub = len(groups) + np.arange(len(sets))
        first_post, sink = len(groups) + len(sets), len(groups) + len(sets) + posts
        home, may_stay, none, of_set = groups.T
        stay, loose = np.flatnonzero(may_stay), np.flatnonzero(none)
        low = np.maximum(scope.low[self.posts] - problem.fixed[self.posts], 0)
        seats, seat_post = open_seats(problem, scope, self.posts, problem.fixed[self.posts])
        reach = np.concatenate([posts_of - self.posts.start for posts_of in sets])
        reach_hub = np.repeat(hub, [len(posts_of) for posts_of in sets])
        everyone = int(size.sum())
        tails = [stay, np.arange(len(groups)), reach_hub, loose, first_post + seat_post]
        heads = [first_post + home[stay] - self.posts.start, hub[of_set], first_post + reach,
                 np.full(len(loose), sink), np.full(len(seat_post), sink)]  # fmt: skip
        rooms = [size[stay], size, np.full(len(reach), everyone), size[loose], np.ones(len(seat_post), np.int64)]
        self.tail, self.head = (np.concatenate(part).astype(np.int32) for part in (tails, heads))
        self.room = np.concatenate(rooms).astype(np.int64)
        self.moves = np.arange(len(stay), len(stay) + len(groups))
        self.reach = np.arange(len(stay) + len(groups), len(stay) + len(groups) + len(reach))
        self.home, self.of_set, self.reach_post = home, of_set, reach + self.posts.start
        self.seats = np.arange(len(self.tail) - len(seat_post), len(self.tail))
        self.seat_cost = problem.seat_cost[seats]
        self.supply = np.concatenate([size, np.zeros(len(sets)), -low, [low.sum() - everyone]]).astype(np.int64)
        self.weight = everyone + 1

    def cheapest(self, price: int) -> list[Chain]:
        """The chains of moves of the best assignment at a price on moves, with the fewest moves among the best.

        Raises OverflowError where the costs do not fit 64 bits.
        """
        cost = np.zeros(len(self.tail), np.int64)
        cost[self.moves] = price * self.weight + 1
        cost[self.seats] = self.seat_cost * self.weight
        solver = SimpleMinCostFlow()
        solver.add_arcs_with_capacity_and_unit_cost(self.tail, self.head, self.room, cost)
        solver.set_nodes_supplies(np.arange(len(self.supply), dtype=np.int32), self.supply)
        if solver.solve() != solver.OPTIMAL:
            raise OverflowError("a component is too large for the ladder in 64 bits")
        used = solver.flows(np.arange(len(self.tail), dtype=np.int32))
        return _chains(self._moved(used[self.moves], used[self.reach]))

    def _moved(self, out: Ints, into: Ints) -> list[tuple[int, int]]:
        """From and to of every move; within a hub people are alike, so the k-th who leaves takes the k-th seat."""
        gone = np.repeat(np.arange(len(out)), out)
        come = np.repeat(np.arange(len(into)), into)
        gone = gone[np.argsort(self.of_set[gone], kind="stable")]
        return list(zip(self.home[gone].tolist(), self.reach_post[come].tolist(), strict=True))


def _chains(moves: list[tuple[int, int]]) -> list[Chain]:
    """Moves joined end to end: from a post that is left with one less to one that has one more; rings closed."""
    following = defaultdict(list)
    for left, taken in sorted(moves, reverse=True):
        following[left].append(taken)
    loss = Counter(left for left, _ in moves)
    loss.subtract(taken for _, taken in moves)
    starts = [post for post in sorted(following) for _ in range(max(loss[post], 0))]
    found = [_walk(post, following) for post in starts]
    for post in sorted(following):
        while following[post]:
            found.append(_walk(post, following))
    return found


def _walk(first: int, following: dict[int, list[int]]) -> Chain:
    at, length = first, 0
    while following[at]:
        at = following[at].pop()
        length += 1
        if at == NOBODY:
            break
    return Chain(first, at, length)


def _groups(problem: Problem, scope: Scope, people: slice) -> tuple[Ints, Ints, list[Ints]]:
    """Groups (home, may stay, may have no seat, set), the group of each person, and the posts of each set.

    Sets of posts are told apart by a 64-bit sum of mixed post numbers and by their size.
    """
    pairs = slice(int(problem.start[people.start]), int(problem.start[people.stop]))
    open_pairs = np.flatnonzero(scope.allowed[pairs]) + pairs.start
    owner = np.repeat(np.arange(people.stop - people.start), np.diff(problem.start[people.start : people.stop + 1]))
    owner = owner[open_pairs - pairs.start]
    post = problem.post[open_pairs].astype(np.int64)
    home = problem.home[people]
    stays = np.zeros(len(home), np.int64)
    stays[owner[post == home[owner]]] = 1
    key = np.zeros(len(home), np.uint64)
    np.add.at(key, owner, _mixed(post))
    count = np.bincount(owner, minlength=len(home))
    _, first, of_set = np.unique(np.column_stack([key, count]), axis=0, return_index=True, return_inverse=True)
    begin = np.concatenate([[0], np.cumsum(count)])
    sets = [post[begin[i] : begin[i + 1]] for i in first]
    facts = np.column_stack([home, stays, scope.none_is_open[people], of_set.ravel()]).astype(np.int64)
    groups, member = np.unique(facts, axis=0, return_inverse=True)
    groups[groups[:, 0] == NOBODY, 1] = 0
    return groups, member.ravel(), sets


def _mixed(post: Ints) -> np.ndarray:
    z = (post.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    return z ^ (z >> np.uint64(27))
