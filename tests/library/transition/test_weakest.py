"""What stands of a chain when one move fails, against every subset of the chain tried by hand."""

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from penata.transition.steps import NONE, Movement
from penata.transition.weakest import weakest_links


@st.composite
def chains(draw: st.DrawFn) -> Movement:
    """Trails through a few posts (some visit one twice, some close), with random room at the end."""
    size = draw(st.integers(2, 6))
    source, target, chain = [], [], []
    for number in range(draw(st.integers(1, 3))):
        at = draw(st.integers(NONE, size - 1))
        for _ in range(draw(st.integers(1, 5))):
            to = draw(st.integers(0, size - 1).filter(lambda post, at=at: post != at))
            source.append(at)
            target.append(to)
            chain.append(number)
            at = to
    left, taken = (np.array(side, np.int64) for side in (source, target))
    leaves, comes = (np.bincount(side[side != NONE], minlength=size) for side in (left, taken))
    heads = leaves + [draw(st.integers(0, 1)) for _ in range(size)]
    after = heads + comes - leaves
    low = np.array([max(0, int(min(a, b)) - draw(st.integers(0, 1))) for a, b in zip(heads, after, strict=True)])
    high = np.array([int(max(a, b)) + draw(st.integers(0, 1)) for a, b in zip(heads, after, strict=True)])
    at_ = [np.flatnonzero(side != NONE) for side in (left, taken)]
    return Movement(
        source=left, target=taken, chain=np.array(chain, np.int64),
        effect_move=np.concatenate(at_), effect_resource=np.concatenate([left[at_[0]], taken[at_[1]]]),
        effect=np.repeat([-1, 1], [len(at_[0]), len(at_[1])]), level=heads, low=low, high=high, posts=size,
    )  # fmt: skip


def fewest_falling(world: Movement, chain: int, move: int) -> int:
    """How many moves of a chain fall with one at least; all of them where no part can stand."""
    members = np.flatnonzero(world.chain == chain).tolist()
    for count in range(1, len(members) + 1):
        for fallen in combinations(members, count):
            if move in fallen:
                kept = ~np.isin(world.effect_move, fallen)
                level = world.level + np.bincount(
                    world.effect_resource[kept], world.effect[kept], len(world.level)
                ).astype(np.int64)
                if ((level >= world.low) & (level <= world.high)).all():
                    return count
    return len(members)


@settings(max_examples=200, deadline=None)
@given(chains(), st.data())
def test_what_stands_is_the_largest_part(world: Movement, data: st.DataObject) -> None:
    why = np.array([data.draw(st.integers(0, 2)) for _ in world.source], np.int64)
    found = weakest_links(world, why)
    for chain, move in enumerate(found.weakest.tolist()):
        members = world.chain == chain
        assert members[move]
        assert why[move] == why[members].min()
        assert move in found.falls[chain]
        assert members[found.falls[chain]].all()
        assert len(found.falls[chain]) == fewest_falling(world, chain, move)


def test_a_link_in_the_middle_takes_what_has_no_room_with_it() -> None:
    # A gives to B, B to C, C to D; B is full, C may spare one: if b stays, a has no seat; c can still go.
    source, target = np.array([0, 1, 2]), np.array([1, 2, 3])
    world = Movement(
        source=source, target=target, chain=np.zeros(3, np.int64), effect_move=np.array([0, 1, 2, 0, 1, 2]),
        effect_resource=np.concatenate([source, target]), effect=np.repeat([-1, 1], 3),
        level=np.array([3, 2, 2, 0]), low=np.array([2, 2, 1, 0]), high=np.array([3, 2, 2, 1]), posts=4,
    )  # fmt: skip
    found = weakest_links(world, np.array([6, 0, 6]))
    assert (found.weakest.tolist(), found.falls[0].tolist()) == ([1], [0, 1])
