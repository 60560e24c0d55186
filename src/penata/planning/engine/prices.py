"""Prices of seats from a finished assignment: the certificate that it is best, or the proof that it is not.

Each constraint "nobody would rather sit elsewhere at these prices, and no post would rather have one head
more or less" is a difference constraint, so prices are shortest-path labels on the residual graph. Costs
are vectors compared lexicographically, held in three whole numbers (limbs): ``shortage · scale - gain +
toll``, ``moves``, ``tie``. If the labels do not settle, there is a cycle of moves that improves the assignment.
"""

from dataclasses import dataclass

import numba
import numpy as np
import numpy.typing as npt

from penata.planning.problem import LIMIT, Ints, Mask, Problem


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """What is open: pairs (a), having no seat (n), and the range of counted people of each post (p)."""

    allowed: Mask
    none_is_open: Mask
    low: Ints
    high: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Depth:
    """How many levels take part: factors of shortage and of gain less toll in limb 1, of moves in 2, of tie in 3."""

    shortage: int
    gain: int
    moves: int
    tie: int

    @property
    def factors(self) -> npt.NDArray[np.int64]:
        """The four factors as an array for the compiled pass."""
        return np.array([self.shortage, self.gain, self.moves, self.tie], np.int64)


def open_seats(problem: Problem, scope: Scope, posts: slice, taken: Ints) -> tuple[Ints, Ints]:
    """Of a slice of posts: indices into seat_cost of the heads that are open beyond those taken, and their post.

    ``taken`` are the people of each post of the slice who are sure to be there; the post is counted from the
    beginning of the slice.
    """
    base = np.maximum(scope.low[posts], taken)
    count = np.maximum(scope.high[posts] - base, 0)
    post = np.repeat(np.arange(posts.stop - posts.start), count)
    ordinal = np.arange(len(post)) - np.repeat(np.cumsum(count) - count, count)
    at = posts.start + post
    return problem.seat_start[at] + base[post] - problem.floor[at] + ordinal, post


def price(problem: Problem, chosen: Ints, heads: Ints, scope: Scope, depth: Depth, components: tuple[int, int],
          labels: Ints, sweeps: int = LIMIT) -> Mask:  # fmt: skip
    """Label the posts of a range of components in place; answers which of them settled within so many sweeps.

    ``chosen`` (n) is the pair that each person holds, -1 for none; ``heads`` (p) the counted people of each
    post; ``labels`` (p, 3). Settled labels are prices at which nobody and no post would rather have it otherwise.
    """
    settled = np.zeros(components[1] - components[0], np.bool_)
    _label(problem.home, problem.start, problem.post, problem.gain, problem.toll, problem.tie, problem.floor,
           problem.seat_start, problem.seat_cost, problem.person_bound, problem.post_bound, chosen, heads,
           scope.allowed, scope.none_is_open, scope.low, scope.high, depth.factors, components[0], components[1],
           sweeps, labels, settled)  # fmt: skip
    return settled


@numba.njit(cache=True, inline="always")
def less(a1, a2, a3, b1, b2, b3):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Whether one cost in limbs is below another."""
    return a1 < b1 or (a1 == b1 and (a2 < b2 or (a2 == b2 and a3 < b3)))


@numba.njit(cache=True, inline="always")
def worth(a, gain, toll):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """The gain of a pair less its toll, if there are tolls."""
    return gain[a] - toll[a] if len(toll) > 0 else np.int64(gain[a])


@numba.njit(cache=True)
def _label(  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    home, start, post, gain, toll, tie, floor, seat_start, seat_cost, person_bound, post_bound, chosen, heads, allowed,
    none_is_open, low, high, factors, first, last, sweeps, labels, settled,
):  # fmt: skip
    """Each component: its residual graph over posts and "no seat", then labels that no arc can lower."""
    for c in range(first, last):
        first_post, last_post = post_bound[c], post_bound[c + 1]
        persons = (person_bound[c], person_bound[c + 1])
        nodes = last_post - first_post + 1
        room = start[persons[1]] - start[persons[0]] + persons[1] - persons[0] + 2 * nodes
        row, column, weight = np.empty(nodes + 1, np.int64), np.empty(room, np.int64), np.empty((room, 3), np.int64)
        holders = _holders(persons, first_post, nodes, post, chosen)
        at, where = 0, np.full(nodes, -1)
        for p in range(nodes):
            row[p] = at
            at = _movers(p, first_post, nodes, holders, home, start, post, gain, toll, tie, chosen, allowed,
                         none_is_open, factors, where, at, column, weight)  # fmt: skip
            if p < nodes - 1:
                at = _heads(
                    first_post + p, nodes - 1, floor, seat_start, seat_cost, heads, high, factors, at, column, weight
                )
        at = _heads_back(first_post, last_post, floor, seat_start, seat_cost, heads, low, factors, at, column, weight)
        row[nodes] = at
        label = np.zeros((nodes, 3), np.int64)
        settled[c - first] = _settle(row, column, weight, label, sweeps)
        for p in range(nodes - 1):
            for limb in range(3):  # element by element: whole rows would treble what there is to compile
                labels[first_post + p, limb] = label[p, limb] - label[nodes - 1, limb]


@numba.njit(cache=True)
def _holders(persons, first_post, nodes, post, chosen):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Linked lists of the people on each post: first of each node, then next of each person; -1 ends a list."""
    head, after = np.full(nodes, -1), np.empty(persons[1] - persons[0], np.int64)
    for i in range(persons[1] - 1, persons[0] - 1, -1):
        a = chosen[i]
        p = nodes - 1 if a < 0 else post[a] - first_post
        after[i - persons[0]] = head[p]
        head[p] = i
    return head, after, persons[0]


@numba.njit(cache=True)
def _movers(  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    p, first_post, nodes, holders, home, start, post, gain, toll, tie, chosen, allowed, none_is_open, factors, where,
    at, column, weight,
):  # fmt: skip
    """One arc from p to each other node that a person on p may take: the cheapest such person."""
    head, after, first_person = holders
    begin = at
    i = head[p]
    while i >= 0:
        a = chosen[i]
        o1, o2, o3 = 0, 0, 0
        if a >= 0:
            o1, o2, o3 = (
                -factors[1] * worth(a, gain, toll),
                factors[2] if post[a] != home[i] else 0,
                factors[3] * tie[a],
            )
        for b in range(start[i], start[i + 1] + 1):
            n1, n2, n3, q = -o1, -o2, -o3, nodes - 1
            if b < start[i + 1]:
                if not allowed[b]:
                    continue
                q = post[b] - first_post
                n1 -= factors[1] * worth(b, gain, toll)
                n2 += factors[2] if post[b] != home[i] else 0
                n3 += factors[3] * tie[b]
            elif not none_is_open[i]:
                continue
            if q == p:
                continue
            k = where[q]
            if k < begin:
                where[q], k = at, at
                column[k] = q
                weight[k, 0], weight[k, 1], weight[k, 2] = n1, n2, n3
                at += 1
            elif less(n1, n2, n3, weight[k, 0], weight[k, 1], weight[k, 2]):
                weight[k, 0], weight[k, 1], weight[k, 2] = n1, n2, n3
        i = after[i - first_person]
    return at


@numba.njit(cache=True)
def _heads(q, sink, floor, seat_start, seat_cost, heads, high, factors, at, column, weight):  # type: ignore[no-untyped-def]  # pragma: no cover
    """The arc of one head more on a post."""
    if heads[q] < high[q]:
        column[at] = sink
        price = factors[0] * seat_cost[seat_start[q] + heads[q] - floor[q]]
        weight[at, 0], weight[at, 1], weight[at, 2] = price, 0, 0
        at += 1
    return at


@numba.njit(cache=True)
def _heads_back(first, last, floor, seat_start, seat_cost, heads, low, factors, at, column, weight):  # type: ignore[no-untyped-def]  # pragma: no cover
    """The arcs of one head less on each post."""
    for q in range(first, last):
        if heads[q] > low[q]:
            column[at] = q - first
            price = -factors[0] * seat_cost[seat_start[q] + heads[q] - floor[q] - 1]
            weight[at, 0], weight[at, 1], weight[at, 2] = price, 0, 0
            at += 1
    return at


@numba.njit(cache=True)
def _settle(row, column, weight, label, sweeps):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Bellman-Ford sweeps; more sweeps than nodes mean a cycle of negative cost, an improvement."""
    nodes = len(label)
    for _ in range(min(nodes + 1, sweeps)):
        changed = False
        for p in range(nodes):
            for k in range(row[p], row[p + 1]):
                q = column[k]
                n1, n2, n3 = weight[k, 0] + label[q, 0], weight[k, 1] + label[q, 1], weight[k, 2] + label[q, 2]
                if less(n1, n2, n3, label[p, 0], label[p, 1], label[p, 2]):
                    label[p, 0], label[p, 1], label[p, 2] = n1, n2, n3
                    changed = True
        if not changed:
            return True
    return False


def tighten(problem: Problem, labels: Ints, scope: Scope, depth: Depth, components: tuple[int, int]) -> None:
    """Close, in place, the pairs, "no seat" options and head counts that cost extra at these prices.

    Only those that stay open can appear in a best plan. Components outside the range are left as they are.
    """
    people = problem.people_in(components)
    _tighten(people.start, people.stop, problem.home, problem.start, problem.post, problem.gain, problem.toll,
             problem.tie, scope.allowed, scope.none_is_open, depth.factors, labels)  # fmt: skip
    posts = problem.posts_in(components)
    scope.low[posts], scope.high[posts] = _tight_heads(problem, labels, scope.low, scope.high, depth, posts)


@numba.njit(cache=True)
def _tighten(first, last, home, start, post, gain, toll, tie, allowed, none_is_open, factors, labels):  # type: ignore[no-untyped-def]  # pragma: no cover
    for i in range(first, last):
        b1, b2, b3 = (0, 0, 0) if none_is_open[i] else (LIMIT, 0, 0)
        for decide in range(2):
            for a in range(start[i], start[i + 1]):
                if allowed[a]:
                    q = post[a]
                    n1 = labels[q, 0] - factors[1] * worth(a, gain, toll)
                    n2 = labels[q, 1] + (factors[2] if q != home[i] else 0)
                    n3 = labels[q, 2] + factors[3] * tie[a]
                    if decide == 1:
                        allowed[a] = n1 == b1 and n2 == b2 and n3 == b3
                    elif less(n1, n2, n3, b1, b2, b3):
                        b1, b2, b3 = n1, n2, n3
        none_is_open[i] = none_is_open[i] and b1 == 0 and b2 == 0 and b3 == 0


def _tight_heads(
    problem: Problem, labels: Ints, low: Ints, high: Ints, depth: Depth, posts: slice
) -> tuple[Ints, Ints]:
    """The range of head counts of a slice of posts that costs nothing extra at these prices."""
    seats = slice(*problem.seat_start[[posts.start, posts.stop]])
    post = np.repeat(np.arange(posts.start, posts.stop), np.diff(problem.seat_start[posts.start : posts.stop + 1]))
    head = np.arange(seats.start, seats.stop) - problem.seat_start[post] + problem.floor[post] + 1
    marginal, asked = depth.shortage * problem.seat_cost[seats], labels[post]
    rest = np.where(asked[:, 1] != 0, asked[:, 1], asked[:, 2])
    cheaper = (marginal < asked[:, 0]) | ((marginal == asked[:, 0]) & (rest > 0))
    equal = (marginal == asked[:, 0]) & (rest == 0)
    within, size = (head > low[post]) & (head <= high[post]), posts.stop - posts.start
    least = low[posts] + np.bincount(post[cheaper & within] - posts.start, minlength=size)
    return least, least + np.bincount(post[equal & within] - posts.start, minlength=size)
