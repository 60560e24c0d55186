"""What the mechanism promises, on thousands of small markets drawn by chance and tried out by brute force."""

import numpy as np
import pytest
from markets import drawn, every_swap, market, places, rows_drawn, traded, weak_orders

from penata.planning.exchange.cycles import rings_of
from penata.planning.exchange.limited import pack
from penata.planning.exchange.reach import could_move, could_still_gain
from penata.planning.exchange.vacant import fill


def test_trade_of_two_and_of_three_swaps_them_all() -> None:
    fits = np.full((5, 5), 50)
    wishes = [[(1, 1)], [(0, 1)], [(3, 1)], [(4, 1)], [(2, 1)]]
    takes = traded(market([0, 1, 2, 3, 4], fits, wishes))
    assert takes.tolist() == [1, 0, 3, 4, 2]
    assert [column.tolist() for column in rings_of(takes)] == [[0, 0, 1, 1, 1], [0, 1, 0, 1, 2]]


def test_seat_whose_holder_fits_better_is_not_swapped_unless_fit_is_left_out() -> None:
    fits = np.array([[50, 40], [60, 50]])
    wishes = [[(1, 1)], [(0, 1)]]
    assert traded(market([0, 1], fits, wishes)).tolist() == [0, 1]
    assert traded(market([0, 1], fits, wishes, side=False)).tolist() == [1, 0]


def test_person_of_unknown_fit_is_everybodys_equal() -> None:
    fits = np.array([[50, 101], [50, 90]])
    assert traded(market([0, 1], fits, [[(1, 1)], [(0, 1)]])).tolist() == [1, 0]


def test_every_market_keeps_the_promises() -> None:
    chance = np.random.default_rng(20260630)
    moved = 0
    for _ in range(2_000):
        given = drawn(chance, int(chance.integers(2, 30)), int(chance.integers(2, 8)), 5)
        takes = traded(given)
        got = places(given, takes)  # -1: a seat that was not wished for, or does not take the person
        assert sorted(takes.tolist()) == list(range(given.size))
        assert -1 not in got
        movers = takes != np.arange(given.size)
        assert not (movers & ~could_move(given)).any()
        moved += int(movers.sum())
    assert moved > 8_000


def test_no_further_ring_is_left_when_wishes_are_in_strict_order() -> None:
    """Neither among seats nor among posts: the seats of one post are all the same to people."""
    chance, tried = np.random.default_rng(7), 0
    for _ in range(600):
        homes, fits, wishes = rows_drawn(chance, int(chance.integers(2, 25)), int(chance.integers(2, 7)), 5)
        strict = [[(q, place) for place, (q, _) in enumerate(own, start=1)] for own in wishes]
        given = market(homes, fits, strict, side=bool(chance.integers(2)))
        assert not could_still_gain(given, traded(given)).any()
        tried += 1
    assert tried == 600


def test_no_ring_is_left_in_which_everybody_gains() -> None:
    """Equal places allowed, tried out over every way to hand the seats around."""
    chance = np.random.default_rng(11)
    for _ in range(300):
        given = drawn(chance, 5, 4, 4)
        takes = traded(given)
        got = np.array(places(given, takes))
        for other in every_swap(given):
            better = np.array(places(given, other))
            changed = np.array(other) != takes
            assert not (changed.any() and (better[changed] < got[changed]).all())


def test_no_list_but_the_true_one_ever_helps() -> None:
    """Every misreport (weak orders over any posts) of everybody in small markets: nobody gets a dearer place."""
    chance, tried, moved = np.random.default_rng(3), 0, 0
    for _ in range(120):
        homes, fits, wishes = rows_drawn(chance, 4, 3, 2)
        side = bool(chance.integers(2))
        honest = market(homes, fits, wishes, side=side)
        takes = traded(honest)
        truth = places(honest, takes)
        moved += sum(place < 99 for place in truth)
        for i in range(4):
            real = dict(wishes[i])
            for lie in weak_orders([q for q in range(3) if q != homes[i]]):
                got = traded(market(homes, fits, [*wishes[:i], lie, *wishes[i + 1 :]], side=side))[i]
                place = 99 if got == i else real.get(homes[got], 100)  # a place that was not wished for is worse
                assert place >= truth[i]
                tried += 1
    assert (tried, moved > 80) == (120 * 4 * 6, True)


def test_no_list_helps_where_there_are_more_posts() -> None:
    chance, tried = np.random.default_rng(5), 0
    for _ in range(40):
        homes, fits, wishes = rows_drawn(chance, 4, 4, 3)
        honest = market(homes, fits, wishes)
        truth = places(honest, traded(honest))
        for i in range(4):
            real = dict(wishes[i])
            for lie in weak_orders([q for q in range(4) if q != homes[i]]):
                got = traded(market(homes, fits, [*wishes[:i], lie, *wishes[i + 1 :]]))[i]
                assert (99 if got == i else real.get(homes[got], 100)) >= truth[i]
                tried += 1
    assert tried == 40 * 4 * 26


@pytest.mark.parametrize("longest", [2, 3, 4])
def test_rings_within_a_limit_move_as_many_as_can_be(longest: int) -> None:
    chance, some = np.random.default_rng(longest), 0
    for _ in range(30):
        given = drawn(chance, 6, 4, 3)
        packed = pack(given, longest)
        best = max(
            (sum(i != j for i, j in enumerate(takes)), -sum(place for place in places(given, takes) if place < 99))
            for takes in every_swap(given)
            if _longest(np.array(takes)) <= longest
        )
        got = places(given, packed.takes)
        moved = sum(place < 99 for place in got)
        assert -1 not in got
        assert (moved, -sum(place for place in got if place < 99)) == best
        assert (packed.exact, packed.bound, _longest(packed.takes) <= longest) == (True, moved, True)
        some += moved
    assert some > 15


def _longest(takes: np.ndarray) -> int:
    ring, _ = rings_of(takes.astype(np.int64))
    return int(np.max(np.bincount(ring[ring >= 0]), initial=0)) if (ring >= 0).any() else 0


def test_large_part_is_settled_in_turn_within_its_bound() -> None:
    chance = np.random.default_rng(1)
    given = drawn(chance, 400, 20, 6)
    packed = pack(given, 3)
    moved = int((packed.takes != np.arange(400)).sum())
    assert (packed.exact, packed.by_turn, _longest(packed.takes)) == (False, 1, 3)
    assert -1 not in places(given, packed.takes)
    assert 0 < moved <= packed.bound


def test_empty_seats_never_empty_a_post_below_its_floor() -> None:
    chance, taken = np.random.default_rng(2), 0
    for _ in range(500):
        given = drawn(chance, int(chance.integers(2, 20)), int(chance.integers(2, 7)), 4)
        p = len(given.posts)
        heads = np.bincount(given.home, minlength=p)
        need, floor = heads + chance.integers(-1, 3, p), np.maximum(heads - chance.integers(0, 2, p), 0)
        before = given.chosen(traded(given))
        person = given.person_of_pair()
        order = np.lexsort((person, -given.fit, given.post))
        by_post = np.searchsorted(given.post[order], np.arange(p + 1))
        held = fill(given.start, given.post, before, given.home, heads, need, floor, by_post, order)
        after = heads.copy()
        for i in np.flatnonzero(held >= 0):
            after[given.home[i]] -= 1
            after[given.post[held[i]]] += 1
        assert (after >= floor).all()
        assert (after <= np.maximum(need, heads)).all()
        assert (np.where(held < 0, 10**6, held) <= np.where(before < 0, 10**6, before)).all()
        taken += int((held != before).sum())
    assert taken > 300
