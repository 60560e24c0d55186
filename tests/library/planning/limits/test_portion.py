"""As much of a better plan as the limits allow: it keeps everything, and is never worse than where it began."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import SIX_PEOPLE, World, cost_of, worlds

from penata.planning.engine.solve import scope_of, solve
from penata.planning.limits.bounded import scale_of
from penata.planning.limits.group import groups_of
from penata.planning.limits.portion import pieces_of, portion_of
from penata.planning.limits.rows import Limit, Rows, joined
from penata.planning.problem import Ints, Problem


def row(weight: Ints, most: int) -> Rows:
    """One limit over all pairs with a weight."""
    pair = np.flatnonzero(weight)
    return Rows((Limit("ANY", "", most, ""),), np.array([0, len(pair)]), pair, weight[pair].astype(np.int64))


def present(problem: Problem) -> Ints:
    """Everybody where he sits."""
    chosen = np.full(len(problem.persons), -1, np.int64)
    own = np.flatnonzero(problem.stays())
    chosen[problem.person_of_pair()[own]] = own
    return chosen


def heads_of(problem: Problem, chosen: Ints) -> Ints:
    return problem.fixed + np.bincount(problem.post[chosen[chosen >= 0]], minlength=len(problem.posts))


def portion(problem: Problem, rows: Rows, base: Ints) -> Ints:
    """What is reached from ``base`` towards the best plan without limits; base where one group is not all."""
    scope, scale = scope_of(problem), scale_of(problem)
    free = solve(problem, scope).chosen
    chosen = base.copy()
    for group in groups_of(problem, scope, rows, np.ones(len(rows.limits), np.bool_)):
        tolled = group.problem.tolled(np.zeros(len(group.problem.post), np.int64), scale)
        local = portion_of(group, scale, group.inside(base), [group.inside(free)], tolled)
        group.write(local, chosen)
    return chosen


@settings(max_examples=150, deadline=None)
@given(worlds, st.data())
def test_a_portion_keeps_all_limits_and_all_bounds_and_is_never_worse_than_the_present(
    world: World, data: st.DataObject
) -> None:
    problem = world.problem
    base = present(problem)
    size = len(problem.post)
    parts = []
    for _ in range(data.draw(st.integers(1, 3))):
        weight = np.array(data.draw(st.lists(st.integers(-2, 4), min_size=size, max_size=size)), np.int64)
        if weight.any():
            used = int(weight[base[base >= 0]].sum())
            parts.append(row(weight, used + data.draw(st.integers(0, 4))))
    if not parts:
        return
    rows = joined(parts)
    chosen = portion(problem, rows, base)
    heads = heads_of(problem, chosen)
    assert (rows.used(chosen) <= rows.most).all()
    assert (problem.floor <= heads).all()
    assert (heads <= problem.capacity).all()
    before = cost_of(problem, tuple(base.tolist()), heads_of(problem, base))
    after = cost_of(problem, tuple(chosen.tolist()), heads)
    assert after[:3] <= before[:3]


@settings(max_examples=60, deadline=None)
@given(worlds)
def test_pieces_go_from_where_a_head_leaves_to_where_one_arrives(world: World) -> None:
    problem = world.problem
    base, target = present(problem), solve(problem, scope_of(problem)).chosen
    pieces = pieces_of(problem, base, target)
    for k in range(len(pieces.source)):
        chosen = base.copy()
        people = pieces.people[pieces.change[pieces.start[k] : pieces.start[k + 1]]]
        chosen[people] = target[people]
        change = np.zeros(len(problem.posts), np.int64)
        for post, sign in ((pieces.source[k], -1), (pieces.sink[k], 1)):
            if post >= 0:
                change[post] += sign
        assert (heads_of(problem, chosen) - heads_of(problem, base)).tolist() == change.tolist()
    whole = pieces.change[: pieces.start[pieces.chains]]
    assert sorted(whole.tolist()) == list(range(len(pieces.people)))


def test_a_chain_through_a_full_post_is_taken_whole_or_not_at_all() -> None:
    problem = SIX_PEOPLE.problem
    moves = (~problem.stays()).astype(np.int64)
    shortages = []
    for most in range(4):
        chosen = portion(problem, row(moves, most), present(problem))
        assert int(moves[chosen].sum()) <= most
        shortages.append(cost_of(problem, tuple(chosen.tolist()), heads_of(problem, chosen))[0])
    assert shortages[0] == shortages[1] > shortages[2] == shortages[3]


def test_a_limit_is_used_up_where_not_every_pair_would_fit() -> None:
    rows = joined([row(np.array([0, 1, 1]), 2), row(np.array([5, 3, -2]), 7), row(np.array([0, 0, -1]), 0)])
    assert rows.used_up(np.array([1, 2, -1])).tolist() == [False, False, False]
    assert rows.used_up(np.array([2, 3, 0])).tolist() == [True, True, True]
