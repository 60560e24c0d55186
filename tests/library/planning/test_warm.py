"""Settling again after a small change reaches what solving from nothing reaches."""

from dataclasses import replace

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from worlds import World, workings_of, worlds

from penata.planning.engine.solve import scope_of, solve
from penata.planning.part import NOBODY, Part, component_of, cost_of, options_of, part_of, with_options, with_seats
from penata.planning.problem import Problem
from penata.planning.tie import ties
from penata.planning.warm import arcs_of, settled


def places(problem: Problem, chosen: np.ndarray) -> dict[int, int]:
    """Row of the post of every person in play, -1 without."""
    rows = np.where(chosen < 0, -1, problem.posts[problem.post[chosen]])
    return dict(zip(problem.persons.tolist(), rows.tolist(), strict=True))


def places_in(part: Part) -> dict[int, int]:
    rows = np.append(part.posts, -1)[part.seat]
    return dict(zip(part.people.tolist(), rows.tolist(), strict=True))


def solved(world: World) -> dict[int, int]:
    problem = world.problem
    return places(problem, solve(problem, scope_of(problem)).chosen)


@settings(max_examples=60)
@given(worlds)
def test_part_of_an_untouched_plan_is_settled(world: World) -> None:
    work = workings_of(world)
    assume(len(work.problem.persons))
    for c in range(work.problem.size["components"]):
        part = part_of(work, [c])
        arcs = arcs_of(part)
        again = settled(part, arcs, list(range(part.sink + 1)))
        assert places_in(again) == places_in(part)
        assert again.label.tolist() == part.label.tolist()


@settings(max_examples=120)
@given(worlds, st.data())
def test_other_points_of_one_person_settle_to_the_best_plan(world: World, data: st.DataObject) -> None:
    real = sorted({(i, q) for i, q, _ in world.pairs if world.homes[i] != q and not world._is_frozen(i, q)})
    assume(real)
    who, where = data.draw(st.sampled_from(real))
    gain = data.draw(st.integers(-12, 12))
    work = workings_of(world)
    rank = int(work.problem.rank[who])
    part = part_of(work, [int(np.searchsorted(work.problem.person_bound, rank, side="right")) - 1])
    i = int(np.flatnonzero(part.people == who)[0])
    post, gains, tie = options_of(part, i)
    gains[part.posts[post] == where] = gain
    arcs = arcs_of(part)
    again = settled(with_options(part, i, post, gains, tie), arcs, [int(part.seat[i])])
    changed = replace(world, pairs=(*(p for p in world.pairs if p[:2] != (who, where)), (who, where, gain)))
    wanted = solved(changed)
    assert places_in(again) == {i: wanted[i] for i in part.people.tolist()}


@settings(max_examples=120)
@given(worlds, st.data())
def test_other_need_of_one_post_settles_to_the_best_plan(world: World, data: st.DataObject) -> None:
    work = workings_of(world)
    known = [row for row in work.problem.posts.tolist() if world.needs[row] is not None]
    assume(known)
    row = data.draw(st.sampled_from(known))
    need = data.draw(st.integers(0, 6))
    part = part_of(work, [component_of(work.problem, row)])
    changed = replace(world, needs=tuple(need if q == row else old for q, old in enumerate(world.needs)))
    post = changed.facts.posts.row(row, named=True)
    q = int(np.flatnonzero(part.posts == row)[0])
    other = with_seats(part, q, post["floor"], post["capacity"], need, post["priority"])
    again = settled(other, arcs_of(part), [q])
    wanted = solved(changed)
    assert again is not None
    assert places_in(again) == {i: wanted[i] for i in part.people.tolist()}


@settings(max_examples=120)
@given(worlds, st.data())
def test_pair_that_is_added_settles_to_the_best_plan(world: World, data: st.DataObject) -> None:
    """The person, the post, or both may have had no part in the problem; two components may become one."""
    taken = {pair[:2] for pair in world.pairs}
    free = [(i, q) for i, home in enumerate(world.homes) for q in range(len(world.needs))
            if home != q and (i, q) not in taken and not world._is_frozen(i, q)]  # fmt: skip
    assume(free)
    who, where = data.draw(st.sampled_from(free))
    gain, home = data.draw(st.integers(-4, 9)), world.homes[who]
    changed = replace(world, pairs=(*world.pairs, (who, where, gain)))
    work = workings_of(world)
    rows = [r for r in (where, home) if r is not None]
    inside = {component_of(work.problem, r) for r in rows}
    rank = int(work.problem.rank[who])
    if rank != NOBODY:
        inside.add(int(np.searchsorted(work.problem.person_bound, rank, side="right")) - 1)
    out = sorted({r for r in rows if component_of(work.problem, r) == NOBODY})
    part = part_of(work, sorted(inside - {NOBODY}), out, who if rank == NOBODY else NOBODY)
    arcs = arcs_of(part)
    i = int(np.flatnonzero(part.people == who)[0])
    post, gains, tie = options_of(part, i)
    new = [where] if home is None or rank != NOBODY else [home, where]
    facts = world.facts
    more = ties(facts.persons["employee_id"], facts.posts["post_id"], np.full(len(new), who, np.uint32),
                np.array(new, np.uint32))  # fmt: skip
    at = np.array([int(np.flatnonzero(part.posts == r)[0]) for r in new])
    other = with_options(part, i, np.append(post, at), np.append(gains, [0] * (len(new) - 1) + [gain]),
                         np.append(tie, more))  # fmt: skip
    again = settled(other, arcs, [int(part.seat[i]), part.sink, *at.tolist()])
    wanted = solved(changed)
    assert places_in(again) == {i: wanted[i] for i in part.people.tolist()}
    difference = [a - b for a, b in zip(cost_of(again), cost_of(other), strict=True)]
    assert difference <= [0, 0, 0, 0]
