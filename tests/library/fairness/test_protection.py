"""Nobody can work out a small count: checked by linear algebra over everything that is published."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from penata.fairness.protection import FEWEST_SHOWN, Counts, shown_rows

Masks = dict[str, list[np.ndarray]]


def world(seed: int, people: int, groups: int) -> tuple[Masks, np.ndarray]:
    """Measures as an audit has them: who was moved, asked or not, who of them has a value, who has a box, and so on."""
    rng = np.random.default_rng(seed)
    group = np.minimum(rng.geometric(0.25 + 0.4 * rng.random(), people) - 1, groups - 1)
    group[rng.random(people) < 0.03] = -1
    planned, boxed = rng.random(people) < 0.9, rng.random(people) < 0.4
    moved = planned & (rng.random(people) < rng.choice([0.05, 0.2, 0.5]))
    asked = moved & (rng.random(people) < 0.4)
    wishing = asked | (~moved & (rng.random(people) < 0.1))
    pool = boxed & (rng.random(people) < 0.3)
    known = moved & (rng.random(people) < 0.95)
    return {
        "moved": [planned, moved, planned & ~moved],
        "unasked": [planned, moved & ~asked, planned & ~(moved & ~asked)],
        "wish": [wishing, asked, wishing & ~asked],
        "gain": [moved], "farther": [known], "pool": [boxed, pool, boxed & ~pool], "all": [np.ones(people, np.bool_)],
    }, group  # fmt: skip


def reconstructed(masks: Masks, group: np.ndarray, groups: int, shown: dict[str, np.ndarray]) -> list[tuple[str, int]]:
    """Counts below the smallest that follow from what is published, by the rank of the whole system.

    Unknown is every count of every distinct set of people in every group. Given are the totals, every relation
    "these two disjoint sets make that one", and the counts of the rows that are shown.
    """
    sets: list[np.ndarray] = []
    names: list[str] = []
    for name, of in masks.items():
        for mask in of:
            known = mask & (group >= 0)
            if not any(np.array_equal(known, other) for other in sets):
                sets.append(known)
                names.append(name)
    index = {(s, g): s * groups + g for s in range(len(sets)) for g in range(groups)}
    lines = []
    for s in range(len(sets)):
        line = np.zeros(len(index))
        line[[index[s, g] for g in range(groups)]] = 1
        lines.append(line)
    for a, b in combinations(range(len(sets)), 2):
        for whole in range(len(sets)):
            apart = sets[a].any() and sets[b].any() and not (sets[a] & sets[b]).any()
            if apart and np.array_equal(sets[whole], sets[a] | sets[b]):
                for g in range(groups):
                    line = np.zeros(len(index))
                    line[[index[whole, g], index[a, g], index[b, g]]] = 1, -1, -1
                    lines.append(line)
    for name, of in masks.items():
        for g in np.flatnonzero(shown[name]):
            for mask in of:
                s = next(i for i, other in enumerate(sets) if np.array_equal(other, mask & (group >= 0)))
                lines.append(np.eye(len(index))[index[s, int(g)]])
    system = np.array(lines)
    rank = np.linalg.matrix_rank(system)
    found = []
    for (s, g), place in index.items():
        small = int(sets[s][group == g].sum()) < FEWEST_SHOWN
        if small and np.linalg.matrix_rank(np.vstack([system, np.eye(len(index))[place]])) == rank:
            found.append((names[s], g))
    return found


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), people=st.integers(20, 400), groups=st.integers(2, 5))
def test_no_small_count_can_be_reconstructed(seed: int, people: int, groups: int) -> None:
    masks, group = world(seed, people, groups)
    shown = shown_rows(Counts.over(masks, group, groups))
    assert reconstructed(masks, group, groups, shown) == []


def test_the_check_finds_what_naive_hiding_leaves_open() -> None:
    masks, group = world(1, 300, 3)
    counts = Counts.over(masks, group, 3)
    naive = {name: (counts.of[list(rows)] >= FEWEST_SHOWN).all(axis=0) for name, rows in counts.sets.items()}
    assert any(not rows.all() for rows in naive.values())
    assert reconstructed(masks, group, 3, naive) != []


def sized(*sizes: int) -> np.ndarray:
    return np.repeat(np.arange(len(sizes)), sizes)


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ((50, 40, 30), (True, True, True)),
        ((50, 40, 3), (True, False, False)),  # one alone would follow from the total
        ((50, 4), (False, False)),
        ((50, 40, 3, 2), (True, True, False, False)),  # together they are five
        ((50, 40, 2, 2), (True, False, False, False)),  # together they are four: one more
        ((50, 40, 5), (True, True, True)),
        ((50, 40, 4), (True, False, False)),
    ],
)
def test_smallest_group_and_one_more_are_hidden(sizes: tuple[int, ...], shown: tuple[bool, ...]) -> None:
    group = sized(*sizes)
    found = shown_rows(Counts.over({"all": [np.ones(len(group), np.bool_)]}, group, len(sizes)))
    assert tuple(bool(x) for x in found["all"]) == shown


def test_count_that_another_measure_tells_is_hidden_there_too() -> None:
    """Who moved are those who have a gain: hiding one of two tables helps nobody."""
    group = sized(60, 60, 60, 60)
    moved = np.zeros(240, np.bool_)
    moved[[*range(2), *range(60, 80), *range(120, 145), *range(180, 210)]] = True
    everyone = np.ones(240, np.bool_)
    found = shown_rows(Counts.over({"moved": [everyone, moved, ~moved], "gain": [moved], "all": [everyone]}, group, 4))
    assert {name: rows.tolist() for name, rows in found.items()} == {
        "moved": [False, False, True, True], "gain": [False, False, True, True], "all": [True] * 4,
    }  # fmt: skip
