"""Tests and intervals against what is known of them."""

from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from penata.fairness.comparison import compare_means, compare_shares, holm

SHARES = st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=1, max_size=3)


def shares(*tables: tuple[int, int, int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Strata of (people, events) of one group and of the rest."""
    people = np.array([[n, m] for n, _, m, _ in tables], float)
    return people, np.array([[a, c] for _, a, _, c in tables], float)


@given(st.integers(1, 12), st.integers(1, 12), st.data())
def test_one_stratum_is_fishers_exact_test(n: int, m: int, data: st.DataObject) -> None:
    a, c = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    found = compare_shares(*shares((n, a, m, c)))
    assert found.p[0] == pytest.approx(stats.fisher_exact([[a, n - a], [c, m - c]])[1])
    assert found.p[1] == pytest.approx(found.p[0])
    assert found.difference[0] == pytest.approx(a / n - c / m)
    assert found.difference[1] == pytest.approx(-found.difference[0])


def enumerated(tables: list[tuple[int, int, int, int]]) -> float:
    """The two-sided p over every combination of tables with the same margins."""
    chances: dict[int, float] = {}
    options = []
    for n, a, m, c in tables:
        k = a + c
        options.append([(x, comb(n, x) * comb(m, k - x) / comb(n + m, k)) for x in range(max(0, k - m), min(n, k) + 1)])
    for picks in product(*options):
        total = sum(x for x, _ in picks)
        chances[total] = chances.get(total, 0.0) + float(np.prod([p for _, p in picks]))
    seen = chances[sum(a for _, a, _, _ in tables)]
    return sum(p for p in chances.values() if p <= seen * (1 + 1e-7))


@given(SHARES, st.data())
def test_many_strata_are_the_exact_conditional_test(sizes: list[tuple[int, int]], data: st.DataObject) -> None:
    tables = [(n, data.draw(st.integers(0, n)), m, data.draw(st.integers(0, m))) for n, m in sizes]
    assert compare_shares(*shares(*tables)).p[0] == pytest.approx(min(1.0, enumerated(tables)))


def test_like_with_like_takes_away_what_the_strata_explain() -> None:
    # In each stratum both groups fare alike; together the group seems to fare worse (Simpson).
    strata = shares((80, 8, 20, 2), (20, 10, 80, 40))
    together = compare_shares(*shares((100, 18, 100, 42)))
    alike = compare_shares(*strata)
    assert together.p[0] < 0.001
    assert together.difference[0] == pytest.approx(-0.24)
    assert (alike.difference[0], alike.effect[0]) == (pytest.approx(0.0), pytest.approx(1.0))
    assert alike.p[0] > 0.9
    assert alike.low[0] < 0 < alike.high[0]


def test_interval_of_one_stratum_is_newcombes() -> None:
    found = compare_shares(*shares((70, 56, 80, 48)))  # his own example
    assert (round(float(found.low[0]), 4), round(float(found.high[0]), 4)) == (0.0524, 0.3339)


def test_large_counts_are_near_the_exact_ones() -> None:
    table = (400, 90, 600, 90)
    found = compare_shares(*shares(table))
    exact = stats.fisher_exact([[90, 310], [90, 510]])[1]
    assert found.p[0] == pytest.approx(exact, rel=0.1)


def means(values: list[list[float]], groups: list[list[int]]) -> tuple[np.ndarray, ...]:
    """What compare_means takes, from the values of each stratum."""
    size = max(max(line) for line in groups) + 1
    parts: list[list[np.ndarray]] = [[], [], [], []]
    ties = []
    for value, group in zip(values, groups, strict=True):
        v, g = np.array(value), np.array(group)
        for into, weights in zip(parts, (np.ones(len(v)), v, v**2, stats.rankdata(v)), strict=True):
            into.append(np.bincount(g, weights=weights, minlength=size))
        _, counts = np.unique(v, return_counts=True)
        ties.append(float((counts**3 - counts).sum()))
    return (*(np.array(part) for part in parts), np.array(ties))


@given(st.lists(st.integers(0, 9), min_size=3, max_size=20), st.lists(st.integers(0, 9), min_size=3, max_size=20))
def test_one_stratum_of_means_is_mann_whitney(first: list[int], second: list[int]) -> None:
    found = compare_means(*means([[float(x) for x in first + second]], [[0] * len(first) + [1] * len(second)]))
    if len(set(first + second)) > 1:
        known = stats.mannwhitneyu(first, second, method="asymptotic", use_continuity=False)
        assert found.p[0] == pytest.approx(known.pvalue)
        assert found.effect[0] == pytest.approx(2 * known.statistic / (len(first) * len(second)) - 1)
        both = np.var(first) * len(first) + np.var(second) * len(second)
        freedom = len(first) + len(second) - 2
        error = float(np.sqrt(both / freedom * (1 / len(first) + 1 / len(second))))
        half = float(stats.t.ppf(0.975, freedom)) * error
        assert found.high[0] - found.difference[0] == pytest.approx(half)
        assert found.difference[0] - found.low[0] == pytest.approx(half)
    else:
        assert (found.p[0], found.difference[0]) == (1.0, pytest.approx(0.0))
    assert found.difference[0] == pytest.approx(np.mean(first) - np.mean(second))


def test_strata_of_means_take_away_what_they_explain() -> None:
    low, high = [1.0, 2, 3, 4], [11.0, 12, 13, 14]
    few, most = [1, 0, 0, 1, 0, 0, 0, 0], [0, 1, 1, 0, 1, 1, 1, 1]
    found = compare_means(*means([low * 2, high * 2], [few, most]))
    together = compare_means(*means([low * 2 + high * 2], [few + most]))
    assert found.difference.tolist() == pytest.approx([0.0, 0.0])
    assert found.p[0] == pytest.approx(1.0)
    assert together.difference[1] == pytest.approx(5.0)
    assert together.p[0] < 0.1


def test_nothing_to_compare_is_no_number() -> None:
    found = compare_shares(np.array([[5.0, 0.0]]), np.array([[2.0, 0.0]]))
    assert np.isnan([found.p[0], found.difference[0]]).all()
    means_found = compare_means(*means([[1.0, 2.0, 3.0]], [[0, 0, 0]]))
    assert np.isnan([means_found.p[0], means_found.difference[0]]).all()


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_holm_is_never_kinder_than_the_single_test_and_keeps_the_order(p: list[float]) -> None:
    corrected = holm(np.array(p))
    assert (corrected >= np.array(p)).all()
    assert (corrected <= np.minimum(1.0, len(p) * np.array(p)) + 1e-12).all()
    order = np.argsort(p, kind="stable")
    assert (np.diff(corrected[order]) >= 0).all()
