"""Waves of random moves: whatever is done first, nothing is below its lowest or above its highest; few, and proven."""

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from penata.transition.proof import fewest
from penata.transition.steps import NONE, PLENTY, Ints, Movement, links, rings, same_day_groups, steps_of
from penata.transition.waves import NEVER, Slots, Waves, ordered, waves_of


def movement(
    posts: list[tuple[int, int, int]], moves: list[tuple[int, int]], chains: list[int] | None = None
) -> Movement:
    """Posts as (heads, lowest, highest), moves as (from, to), NONE for no seat; every move its own chain by default."""
    source, target = (np.array([move[k] for move in moves], np.int64) for k in (0, 1))
    at = [np.flatnonzero(side != NONE) for side in (source, target)]
    return Movement(
        source=source, target=target,
        chain=np.arange(len(moves)) if chains is None else np.array(chains, np.int64),
        effect_move=np.concatenate(at), effect_resource=np.concatenate([source[at[0]], target[at[1]]]),
        effect=np.repeat([-1, 1], [len(at[0]), len(at[1])]),
        level=np.array([post[0] for post in posts], np.int64), low=np.array([post[1] for post in posts], np.int64),
        high=np.array([post[2] for post in posts], np.int64), posts=len(posts),
    )  # fmt: skip


@st.composite
def movements(draw: st.DrawFn, most_posts: int = 6, most_moves: int = 12) -> Movement:
    """Random moves between posts whose bounds hold before and after all of them, with more or less room."""
    size = draw(st.integers(2, most_posts))
    pairs = st.tuples(st.integers(NONE, size - 1), st.integers(0, size - 1)).filter(lambda move: move[0] != move[1])
    moves = draw(st.lists(pairs, min_size=1, max_size=most_moves))
    leaves, comes = (np.bincount([m[k] for m in moves if m[k] != NONE], minlength=size) for k in (0, 1))
    heads = [draw(st.integers(int(leaves[p]), int(leaves[p]) + 2)) for p in range(size)]
    posts = []
    for p in range(size):
        after = heads[p] + int(comes[p]) - int(leaves[p])
        low = max(0, min(heads[p], after) - draw(st.integers(0, 2)))
        posts.append((heads[p], low, max(heads[p], after) + draw(st.integers(0, 2))))
    chains = [draw(st.integers(0, 3)) for _ in moves] if draw(st.booleans()) else None
    if chains is not None:
        chains = np.unique(chains, return_inverse=True)[1].tolist()
    return movement(posts, moves, chains)


def is_safe(world: Movement, group: Ints, wave: Ints) -> bool:
    """Every order in which the steps of each wave may be done, and every moment of it, tried by hand."""
    level = world.level.copy()
    for now in range(int(wave.max()) + 1):
        steps = [np.flatnonzero(group == g) for g in np.unique(group[wave == now])]
        nets = []
        for moves in steps:
            net = np.zeros(len(level), np.int64)
            for e in np.flatnonzero(np.isin(world.effect_move, moves)):
                net[world.effect_resource[e]] += world.effect[e]
            nets.append(net)
        worst = level + np.sum([np.minimum(net, 0) for net in nets], axis=0)
        best = level + np.sum([np.maximum(net, 0) for net in nets], axis=0)
        if (worst < world.low).any() or (best > world.high).any():
            return False
        level = level + np.sum(nets, axis=0)
    return True


def fewest_by_hand(world: Movement, found: Waves, most: int) -> int:
    """The least number of waves for the same steps, by trying every assignment."""
    of_move = found.steps.of_move
    count = found.steps.count
    for waves in range(1, most + 1):
        for choice in product(range(waves), repeat=count):
            wave = np.array(choice)[of_move]
            if is_safe(world, of_move, wave):
                return waves
    return most + 1


@settings(max_examples=150, deadline=None)
@given(movements(), st.integers(0, 4))
def test_waves_never_leave_the_bounds(world: Movement, most: int) -> None:
    found = waves_of(world, most)
    assert is_safe(world, found.steps.of_move, found.of_move)
    assert sorted(set(found.wave.tolist())) == list(range(found.count))
    assert found.bound <= found.count


@settings(max_examples=60, deadline=None)
@given(movements(most_posts=4, most_moves=6))
def test_the_proof_finds_the_least_number_of_waves(world: Movement) -> None:
    found = fewest(world, waves_of(world, most=99))
    assert is_safe(world, found.steps.of_move, found.of_move)
    if found.steps.count <= 6 and found.count <= 4:
        least = fewest_by_hand(world, found, found.count)
        assert least == found.count
        assert found.bound == least


@settings(max_examples=60, deadline=None)
@given(movements())
def test_rings_and_groups_are_made_in_one_wave(world: Movement) -> None:
    found = waves_of(world)
    closed = rings(world)
    for chain in range(len(closed)):
        if closed[chain]:
            assert len(set(found.of_move[world.chain == chain].tolist())) == 1
    groups = same_day_groups(world, links(world))
    for group in np.unique(groups):
        assert len(set(found.of_move[groups == group].tolist())) == 1


@settings(max_examples=60, deadline=None)
@given(movements(), st.data())
def test_days_are_open_to_everyone_and_after_the_course(world: Movement, data: st.DataObject) -> None:
    size = len(world.source)
    days = np.cumsum([data.draw(st.integers(1, 5)) for _ in range(6)])
    opened = np.array([[data.draw(st.booleans()), data.draw(st.booleans())] for _ in range(6)])
    kind = np.array([data.draw(st.integers(0, 1)) for _ in range(size)])
    release = np.array([data.draw(st.sampled_from([0, 5, 12, NEVER])) for _ in range(size)])
    slots = Slots(days, opened, kind, release, rest=data.draw(st.integers(0, 4)))
    found = ordered(world, same_day_groups(world, links(world)), slots)
    assert is_safe(world, found.steps.of_move, found.of_move)
    for move in range(size):
        wave = int(found.of_move[move])
        if wave < len(found.slot):
            day = int(found.slot[wave])
            mates = found.steps.of_move == found.steps.of_move[move]
            assert days[day] >= release[mates].max()
            assert opened[day, 1] if (kind[mates] == 1).any() else opened[day, 0]


@settings(max_examples=60, deadline=None)
@given(movements(), st.randoms(use_true_random=False))
def test_the_order_of_posts_does_not_matter_for_the_number_of_waves(world: Movement, chance: object) -> None:
    order = list(range(len(world.level)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    new = np.argsort(order)
    moved = Movement(
        source=np.where(world.source == NONE, NONE, new[world.source]), target=new[world.target], chain=world.chain,
        effect_move=world.effect_move, effect_resource=new[world.effect_resource], effect=world.effect,
        level=world.level[order], low=world.low[order], high=world.high[order], posts=world.posts,
    )  # fmt: skip
    assert np.array_equal(waves_of(moved).of_move, waves_of(world).of_move)


def test_a_chain_starts_at_its_free_end() -> None:
    # Surplus A (3 of 2), B (2, may fall to 1), short C: b leaves B first, then a takes the seat.
    chain = movement([(3, 2, 3), (2, 1, 2), (0, 0, 1)], [(0, 1), (1, 2)], [0, 0])
    found = waves_of(chain)
    assert found.of_move.tolist() == [1, 0]
    assert (found.count, found.bound) == (2, 2)


def test_a_post_without_room_passes_its_seat_on_in_one_day() -> None:
    chain = movement([(3, 2, 3), (2, 2, 2), (0, 0, 1)], [(0, 1), (1, 2)], [0, 0])
    assert waves_of(chain).steps.of_move.tolist() == [0, 0]


def test_with_overlap_the_successor_comes_first() -> None:
    chain = movement([(3, 2, PLENTY), (2, 2, PLENTY), (0, 0, PLENTY)], [(0, 1), (1, 2)], [0, 0])
    found = waves_of(chain)
    assert found.of_move.tolist() == [0, 1]
    assert found.steps.count == 2


def test_a_ring_is_made_on_one_day() -> None:
    ring = movement([(1, 0, 2)] * 3, [(0, 1), (1, 2), (2, 0)], [0, 0, 0])
    assert waves_of(ring).steps.count == 1


def test_a_ring_that_passes_a_post_twice_is_made_on_one_day() -> None:
    # 0 -> 1 -> 0 -> 2 -> 0: who comes first to 0 follows who leaves it first, which are two rings of two.
    world = movement([(2, 0, 9), (1, 0, 9), (1, 0, 9)], [(0, 1), (1, 0), (0, 2), (2, 0)], [0, 0, 0, 0])
    found = waves_of(world, most=99)
    assert found.steps.count == 1


def test_a_ring_is_a_ring_beside_a_chain_that_begins_without_a_seat() -> None:
    world = movement([(1, 0, 9), (1, 0, 9)], [(0, 1), (1, 0), (NONE, 0)], [0, 0, 1])
    assert rings(world).tolist() == [True, False]
    assert waves_of(world, most=99).steps.of_move.tolist() == [0, 0, 1]


def test_seats_change_hands_on_one_day_where_waves_would_be_many() -> None:
    # One post with room for one: four leave, four come.
    posts = [(5, 4, 5), (0, 0, 9), (9, 0, 9)]
    world = movement(posts, [(0, 1)] * 4 + [(2, 0)] * 4)
    assert waves_of(world, most=99).count == 8
    found = waves_of(world, most=3)
    assert found.count <= 3
    assert is_safe(world, found.steps.of_move, found.of_move)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_same_moves_in_any_order_have_the_same_waves(order: tuple[int, ...]) -> None:
    moves = [(0, 1), (1, 2), (2, 3)]
    posts = [(3, 2, 3), (2, 1, 2), (2, 1, 2), (0, 0, 1)]
    found = waves_of(movement(posts, [moves[k] for k in order], [0, 0, 0])).of_move
    assert [found[order.index(k)] for k in range(3)] == [2, 1, 0]


def test_steps_cancel_what_one_move_takes_and_another_gives() -> None:
    chain = movement([(3, 2, 3), (2, 2, 2), (0, 0, 1)], [(0, 1), (1, 2)])
    steps = steps_of(chain, np.array([0, 0]))
    assert (steps.resource.tolist(), steps.change.tolist()) == ([0, 2], [-1, 1])
