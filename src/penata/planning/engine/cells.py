"""The cell graph: improving chains of moves, found on the small graph of posts until there is none.

Nearly everybody stays, so the search begins where everybody sits (or in an earlier plan) and looks at the graph of
``rows``: a cycle of negative cost there is a chain or a ring of moves that improves the plan. Labels are lowered along
arcs from a queue of nodes (label-correcting search); an arc that would lower an ancestor closes a cycle, whose moves
are made at once, whose rows are made anew, and the search goes on from there. Coarse chains come first: an arc counts
only if it lowers a label by more than a tolerance, which is divided by ``STEP`` until it is zero. When no arc lowers
any label on all four levels, the labels are prices that prove the assignment best.

It ends: a label is at least that of its parent plus the arc, so an arc that would lower an ancestor closes a cycle of
negative cost; each cycle lowers the cost of the assignment, of which there are finitely many. Between two cycles the
parents are a forest, so labels are bounded by the cheapest simple paths. It ends well: the last search begins with
every node in the queue and lowers no label, whatever was left out before. The work is counted, and handed over in time.

Labels fit 64 bits: from zero a path costs at most ``solve.CELL_LIMIT`` in limb 1, and below that at most 2**14 moves of
2**46 and ties below 2**44 in sum, 2**60 + 2**44; a label beyond ``FAR`` (twice that below) begins anew at zero.

Six people (tests/library/planning/engine/test_cells.py replays this): A, B, C on post 0, which needs two; D, E on post
1, which needs two; F on post 2, which needs three. To post 2 A may go for 10 points, B for 4, D for 1; C to 1 for 2.
Arcs: 0 → 2 (B, 4), 0 → 1 (C, 2), 1 → 2 (D, 1); 2 → no seat, one head more: -1 000 000; no seat → 0, one head less: 0.
Labels from "no seat": post 0 at 0, post 1 at 2 by C, post 2 at 4 by B, then at 3 over post 1. The arc back would lower
"no seat" itself: a cycle of 3 points for a seat. So C and D move. One head less on post 0 would now cost 500 000, and
the last seat of post 2 is worth 333 333: no arc lowers a label any more, and nothing is better.
"""

from typing import Final, NamedTuple

import numba
import numpy as np

from penata.planning.engine.rows import (
    HEAD,
    SHIFT,
    Options,
    Places,
    empty_rows,
    renewed,
)
from penata.planning.problem import Ints, Mask

STEP: Final = 8
"""From one tolerance to the next finer one."""
FAR: Final = 2**60
"""Labels that strayed so far in limb 1, and twice as far below it, begin anew."""
PAIRS: Final = 8
"""So many pairs looked at one after the other are as much work as one arc."""
IMPOSSIBLE: Final = -1
"""Outcome of a component that has no assignment."""
HANDED_OVER: Final = -2
"""Outcome of a component that took more work than it may."""


def seated(options: Options, start: Ints) -> tuple[Ints, Mask]:
    """Where to begin: the pair of each person in ``start`` (n, or empty for the own posts), -1 where it is not open;
    and who would have more points in another pair.
    """
    chosen = np.full(len(options.home), -1, np.int64)
    restless = np.zeros(len(options.home), np.bool_)
    _seated(options.home, options.start, options.post, options.gain, options.toll, options.allowed, start, chosen,
            restless)  # fmt: skip
    return chosen, restless


@numba.njit(cache=True)
def _seated(home, start, post, gain, toll, allowed, begun, chosen, restless):  # type: ignore[no-untyped-def]  # pragma: no cover
    priced = len(toll) > 0
    for i in range(len(home)):
        most, own = -(np.int64(2) ** 62), np.int64(0)
        for a in range(start[i], start[i + 1]):
            if allowed[a]:
                points = np.int64(gain[a])
                if priced:
                    points -= toll[a]
                most = max(most, points)
                if (len(begun) == 0 and post[a] == home[i]) or (len(begun) > 0 and begun[i] == a):
                    chosen[i], own = a, points
        restless[i] = most > own


class Search(NamedTuple):
    """Labels of the nodes and the paths by which they came about.

    ``label`` (nodes, 2) cost of a path to each node; ``parent``, ``via`` (nodes) the arc by which it got it, ``seen``
    the version of the parent's row at that time; ``version`` (nodes) how often a row was renewed; ``mark`` the scan in
    which a node was an ancestor; ``queue`` a ring of nodes to scan, ``waiting`` who is in it; ``cycle`` scratch;
    ``tally`` (9): cycles made, work, first of the queue, its length, scans, the cost last checked (3), and whether
    any label was lowered since the queue was filled (2: so far that labels begin anew).
    """

    label: Ints
    parent: Ints
    via: Ints
    seen: Ints
    version: Ints
    mark: Ints
    queue: Ints
    waiting: Ints
    cycle: Ints
    tally: Ints


@numba.njit(cache=True, nogil=True)
def improve(options, seats, person_bound, post_bound, components, chosen, heads, labels, outcome, budget, checked):  # type: ignore[no-untyped-def]  # pragma: no cover
    """Make the best of some components, in place: ``chosen`` (n), ``heads`` (p), ``labels`` (p, 3).

    ``outcome`` by component: how many chains and rings improved it, IMPOSSIBLE, or HANDED_OVER after the work of
    ``budget`` arcs for each pair of the component, where what is written has no meaning. ``checked``: raise
    AssertionError where a chain that was made did not lower the cost, or people and heads disagree.
    """
    for c in components:
        outcome[c] = _component(options, seats, person_bound[c], person_bound[c + 1], post_bound[c], post_bound[c + 1],
                                chosen, heads, labels, budget, checked)  # fmt: skip


@numba.njit(cache=True)
def _component(  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    options, seats, first_person, last_person, first_post, last_post, chosen, heads, labels, budget, checked,
):  # fmt: skip
    nodes = last_post - first_post + 1
    places = _places(options.post, chosen, heads, first_person, last_person, first_post, nodes)
    rows, s = empty_rows(nodes, 64 * nodes), _search_of(nodes)
    most = budget * (options.start[last_person] - options.start[first_person] + nodes)
    stuck = _misplaced(options.none_is_open, seats.low, seats.high, places, last_person, last_post)
    for driving in range(stuck > 0, -1, -1):
        steepest = np.int64(0)
        for p in range(nodes):
            s.label[p, 0], s.label[p, 1], s.parent[p] = 0, 0, -1
            rows = renewed(p, driving, options, seats, places, rows)
            steepest = max(steepest, _steepest(rows.begin[p], rows.length[p], rows.cost))
        tolerance = 0 if driving else steepest // STEP
        while True:
            rows = _searched(tolerance, driving, most, options, seats, places, rows, s, checked)
            if s.tally[1] > most:
                return HANDED_OVER
            if tolerance == 0 and s.tally[8] == 0:
                break
            tolerance //= STEP
        if driving and _misplaced(options.none_is_open, seats.low, seats.high, places, last_person, last_post) > 0:
            return IMPOSSIBLE
    _priced(rows.begin, rows.length, rows.to, rows.cost, s.label, labels, first_post)
    return s.tally[0]


@numba.njit(cache=True)
def _search_of(nodes):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    return Search(
        np.zeros((nodes, 2), np.int64), np.full(nodes, -1), np.full(nodes, -1), np.zeros(nodes, np.int64),
        np.zeros(nodes, np.int64), np.zeros(nodes, np.int64), np.empty(nodes, np.int64), np.zeros(nodes, np.int64),
        np.empty(nodes, np.int64), np.zeros(9, np.int64),
    )  # fmt: skip


@numba.njit(cache=True)
def _places(post, chosen, heads, first_person, last_person, first_post, nodes):  # type: ignore[no-untyped-def]  # pragma: no cover
    first, after = np.full(nodes, -1), np.empty(last_person - first_person, np.int64)
    for i in range(last_person - 1, first_person - 1, -1):
        p = post[chosen[i]] - first_post if chosen[i] >= 0 else nodes - 1
        after[i - first_person] = first[p]
        first[p] = i
    return Places(chosen, heads, first, after, first_person, first_post)


@numba.njit(cache=True)
def _misplaced(none_is_open, low, high, places, last_person, last_post):  # type: ignore[no-untyped-def]  # pragma: no cover
    """How many people may not stay without a seat, and heads are out of bounds."""
    count = 0
    for i in range(places.first_person, last_person):
        if places.chosen[i] < 0 and not none_is_open[i]:
            count += 1
    for q in range(places.first_post, last_post):
        count += max(low[q] - places.heads[q], 0) + max(places.heads[q] - high[q], 0)
    return count


@numba.njit(cache=True)
def _steepest(begin, length, cost):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    most = np.int64(0)
    for k in range(begin, begin + length):
        most = max(most, abs(cost[k, 0]))
    return most


@numba.njit(cache=True)
def _searched(tolerance, driving, most, options, seats, places, rows, s, checked):  # type: ignore[no-untyped-def]  # pragma: no cover
    """Scan nodes until no arc lowers a label by more than the tolerance (0: at all), making every cycle found."""
    s.tally[8] = 0
    for p in range(len(s.parent)):
        s.parent[p] = -1
        _wait(p, s.queue, s.waiting, s.tally)
    while s.tally[3] > 0 and s.tally[1] <= most:
        p = s.queue[s.tally[2]]
        s.tally[2] = (s.tally[2] + 1) % len(s.queue)
        s.tally[3] -= 1
        s.waiting[p] = 0
        closing = _scanned(p, tolerance, rows.begin[p], rows.begin[p] + rows.length[p], rows.to, rows.cost, s.label,
                           s.parent, s.via, s.seen, s.version, s.mark, s.queue, s.waiting, s.tally)  # fmt: skip
        if closing >= 0:
            rows = _made(p, rows.to[closing, 0], rows.to[closing, 1], driving, options, seats, places, rows, s)
            if checked:
                _check(options, seats, places, s.tally)
        if s.tally[8] == 2:
            s.tally[8] = 1
            for x in range(len(s.parent)):
                s.label[x, 0], s.label[x, 1], s.parent[x] = 0, 0, -1
                _wait(x, s.queue, s.waiting, s.tally)
    return rows


@numba.njit(cache=True)
def _check(options, seats, places, tally):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """After a chain: everybody sits where the pair says, heads are counted right, and the cost is less than before."""
    sink, listed = len(places.first) - 1, 0
    out, upper, lower = np.int64(0), np.int64(0), np.int64(0)
    for p in range(sink + 1):
        sitting, i = 0, places.first[p]
        while i >= 0:
            a = places.chosen[i]
            if p == sink:
                assert a < 0
                out += not options.none_is_open[i]
            else:
                assert options.allowed[a]
                assert options.post[a] == p + places.first_post
                upper -= options.gain[a]
                upper += options.toll[a] if len(options.toll) > 0 else 0
                lower += options.tie[a]
                lower += np.int64(options.post[a] != options.home[i]) << SHIFT
            sitting, i = sitting + 1, places.after[i - places.first_person]
        listed += sitting
        if p < sink:
            q = p + places.first_post
            assert places.heads[q] == seats.fixed[q] + sitting
            out += max(seats.low[q] - places.heads[q], 0) + max(places.heads[q] - seats.high[q], 0)
            for k in range(min(places.heads[q] - seats.floor[q], seats.start[q + 1] - seats.start[q])):
                upper += seats.scale * seats.cost[seats.start[q] + k]
    assert listed == len(places.after)
    if tally[0] > 1:
        before = (tally[5], tally[6], tally[7])
        assert (out, upper, lower) < before
    tally[5], tally[6], tally[7] = out, upper, lower


@numba.njit(cache=True)
def _wait(p, queue, waiting, tally):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    if waiting[p] == 0:
        waiting[p] = 1
        queue[(tally[2] + tally[3]) % len(queue)] = p
        tally[3] += 1


@numba.njit(cache=True)
def _scanned(  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    p, tolerance, begin, end, to, cost, label, parent, via, seen, version, mark, queue, waiting, tally
):
    """Lower labels along the arcs of p; answers the arc that would close a cycle, -1 if none does.

    A node whose parent waits is left out: it will be lowered again.
    """
    up = parent[p]
    if up >= 0 and waiting[up] and seen[p] == version[up]:
        return -1
    tally[4] += 1
    scan, x = tally[4], p
    mark[x] = scan
    while parent[x] >= 0 and seen[x] == version[parent[x]]:
        x = parent[x]
        mark[x] = scan
    own_upper, own_lower, mine = label[p, 0], label[p, 1], version[p]
    tally[1] += end - begin
    for k in range(begin, end):
        q = to[k, 0]
        upper, lower = own_upper + cost[k, 0], own_lower + cost[k, 1]
        if upper + tolerance < label[q, 0] or (tolerance == 0 and upper == label[q, 0] and lower < label[q, 1]):
            tally[8] = max(tally[8], 1)
            if mark[q] == scan:
                return k
            if abs(upper) > FAR or abs(lower) > 2 * FAR:
                tally[8] = 2
            label[q, 0], label[q, 1] = upper, lower
            parent[q], via[q], seen[q] = p, to[k, 1], mine
            if waiting[q] == 0:
                _wait(q, queue, waiting, tally)
    return -1


@numba.njit(cache=True)
def _made(p, q, mover, driving, options, seats, places, rows, s):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Make the moves of the cycle q → … → p → q, and its rows anew."""
    sink, size = len(s.parent) - 1, 0
    tail, head, who = np.int64(p), np.int64(q), np.int64(mover)
    while True:
        s.cycle[size] = tail
        size += 1
        if who != HEAD:
            _move(who, tail, head, sink, options.start, options.post, options.allowed, places.chosen, places.first,
                  places.after, places.first_person, places.first_post)  # fmt: skip
        elif head == sink:
            places.heads[tail + places.first_post] += 1
        else:
            places.heads[head + places.first_post] -= 1
        if tail == q:
            break
        head = tail
        tail, who = s.parent[head], s.via[head]
    for k in range(size):
        x = s.cycle[k]
        rows = renewed(x, driving, options, seats, places, rows)
        s.tally[1] += rows.looked[0] // PAIRS
        s.version[x] += 1
        _wait(x, s.queue, s.waiting, s.tally)
    s.tally[0] += 1
    return rows


@numba.njit(cache=True)
def _move(i, p, q, sink, start, post, allowed, chosen, first, after, first_person, first_post):  # type: ignore[no-untyped-def]  # pragma: no cover
    """Person i leaves node p for node q."""
    if first[p] == i:
        first[p] = after[i - first_person]
    else:
        x = first[p]
        while after[x - first_person] != i:
            x = after[x - first_person]
        after[x - first_person] = after[i - first_person]
    after[i - first_person] = first[q]
    first[q] = i
    chosen[i] = -1
    if q != sink:
        for b in range(start[i], start[i + 1]):
            if post[b] == q + first_post and allowed[b]:
                chosen[i] = b


@numba.njit(cache=True)
def _priced(begin, length, to, cost, label, labels, first_post):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Canonical labels: from each node the cheapest path to anywhere, less that of "no seat"."""
    nodes = len(begin)
    for p in range(nodes):
        label[p, 0], label[p, 1] = 0, 0
    changed = True
    while changed:
        changed = False
        for p in range(nodes):
            upper, lower = label[p, 0], label[p, 1]
            for k in range(begin[p], begin[p] + length[p]):
                q = to[k, 0]
                n1, n2 = cost[k, 0] + label[q, 0], cost[k, 1] + label[q, 1]
                if n1 < upper or (n1 == upper and n2 < lower):
                    upper, lower, changed = n1, n2, True
            label[p, 0], label[p, 1] = upper, lower
    half = np.int64(1) << (SHIFT - 1)
    for p in range(nodes - 1):
        rest = label[p, 1] - label[nodes - 1, 1]
        moves = (rest + half) >> SHIFT
        labels[first_post + p, 0] = label[p, 0] - label[nodes - 1, 0]
        labels[first_post + p, 1] = moves
        labels[first_post + p, 2] = rest - (moves << SHIFT)
