"""A group against the rest, stratum by stratum: difference, effect and a test, without simulation.

One stratum is the plain comparison (Fisher's exact test; Mann and Whitney's), many compare like with like (the exact
conditional test of Mantel and Haenszel; van Elteren's). Every function takes arrays by stratum and group and answers
one value per group; NaN where nothing can be compared.
"""

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import special

Floats: TypeAlias = npt.NDArray[np.float64]

_Z: Final = float(special.ndtri(0.975))
_EXACT_UP_TO: Final = 25.0
"""Variance of the number of events up to which the exact distribution is worked out; above, the normal one does."""


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """One value per group: ``people`` of it who can be compared, ``difference`` to the rest with its 95 % interval
    (``low``, ``high``), ``effect`` (odds ratio of shares, Cliff's delta of means) and ``p`` (two-sided).
    """

    people: Floats
    difference: Floats
    low: Floats
    high: Floats
    effect: Floats
    p: Floats


def compare_shares(people: Floats, events: Floats, wanted: npt.NDArray[np.bool_] | None = None) -> Comparison:
    """Each group's share of events against that of all others; ``people`` and ``events`` are (strata, groups).

    Difference: Mantel and Haenszel's with Sato's variance (Newcombe's interval where there is one stratum). Effect: the
    common odds ratio. p: exact, conditional on the margins of every stratum, the sum over all outcomes that are not
    likelier; normal with continuity correction where the variance is large. ``wanted`` (groups): of whom p is asked.

    >>> found = compare_shares(np.array([[10.0, 10.0]]), np.array([[1.0, 8.0]]))
    >>> round(float(found.difference[0]), 2), round(float(found.p[0]), 4)
    (-0.7, 0.0055)
    """
    rest, rest_events = _rest(people), _rest(events)
    total = people + rest
    usable = (people > 0) & (rest > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        weight = np.where(usable, people * rest / total, 0.0)
        gap = np.where(usable, events / people - rest_events / rest, 0.0)
        difference = (weight * gap).sum(axis=0) / weight.sum(axis=0)
        ratio = np.where(usable, events * (rest - rest_events) / total, 0.0).sum(axis=0) / np.where(
            usable, rest_events * (people - events) / total, 0.0
        ).sum(axis=0)
        half = _Z * np.sqrt(_sato(people, events, rest, rest_events, usable, difference)) / weight.sum(axis=0)
    low, high = np.maximum(difference - half, -1.0), np.minimum(difference + half, 1.0)
    if len(people) == 1:
        low, high = _newcombe(people[0], events[0], rest[0], rest_events[0])
    p = np.full(people.shape[1], np.nan)
    for g in range(people.shape[1]) if wanted is None else np.flatnonzero(wanted):
        p[g] = _exact(people[:, g], events[:, g], rest[:, g], rest_events[:, g])
    return Comparison(
        people=np.where(usable, people, 0.0).sum(axis=0), difference=difference, low=low, high=high,
        effect=np.where(np.isfinite(ratio), ratio, np.nan), p=p,
    )  # fmt: skip


def compare_means(people: Floats, sums: Floats, squares: Floats, ranks: Floats, ties: Floats) -> Comparison:
    """Each group's mean against that of all others; all (strata, groups), ``ties`` (strata).

    ``sums``, ``squares``: of the values and their squares; ``ranks``: sums of mid-ranks within the stratum; ``ties``:
    the sum over tied values of t³ − t. Difference: weighted by n₁n₀/(n₁+n₀), interval from the variance within strata.
    Effect: Cliff's delta, −1 to 1. p: van Elteren's test (Mann and Whitney's where there is one stratum), normal.
    """
    rest = _rest(people)
    total = people + rest
    usable = (people > 0) & (rest > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        weight = np.where(usable, people * rest / total, 0.0)
        gap = np.where(usable, sums / people - _rest(sums) / rest, 0.0)
        difference = (weight * gap).sum(axis=0) / weight.sum(axis=0)
        within = np.where(people > 0, squares - sums**2 / people, 0.0)
        within_rest = np.where(rest > 0, _rest(squares) - _rest(sums) ** 2 / rest, 0.0)
        freedom = np.where(usable, total - 2, 0.0).sum(axis=0)
        variance = np.where(usable, within + within_rest, 0.0).sum(axis=0) / freedom
        error = np.sqrt(np.maximum(variance, 0.0) / weight.sum(axis=0))
        half = special.stdtrit(np.maximum(freedom, 1), 0.975) * error
        surplus = np.where(usable, ranks - people * (total + 1) / 2, 0.0)
        spread = people * rest / 12 * ((total + 1) - ties[:, None] / (total * np.maximum(total - 1, 1)))
        score = (surplus / (total + 1)).sum(axis=0)
        deviation = np.sqrt((np.where(usable, spread, 0.0) / (total + 1) ** 2).sum(axis=0))
        delta = np.where(usable, 2 * surplus / (total + 1), 0.0).sum(axis=0) / np.where(
            usable, people * rest / (total + 1), 0.0
        ).sum(axis=0)
        p = np.where(deviation > 0, 2 * special.ndtr(-np.abs(score) / deviation), 1.0)
    comparable = np.where(usable, people, 0.0).sum(axis=0)
    return Comparison(
        people=comparable, difference=difference, low=difference - half, high=difference + half, effect=delta,
        p=np.where(comparable > 0, p, np.nan),
    )  # fmt: skip


def holm(p: Floats) -> Floats:
    """Holm's correction for many looks; NaN stays and is not counted.

    >>> holm(np.array([0.01, 0.04, np.nan])).tolist()
    [0.02, 0.04, nan]
    """
    corrected = np.full(len(p), np.nan)
    at = np.flatnonzero(~np.isnan(p))
    order = at[np.argsort(p[at], kind="stable")]
    steps = p[order] * (len(order) - np.arange(len(order)))
    corrected[order] = np.minimum(np.maximum.accumulate(steps), 1.0) if len(order) else steps
    return corrected


def _rest(by_group: Floats) -> Floats:
    return np.asarray(by_group.sum(axis=1, keepdims=True) - by_group)


def _sato(
    people: Floats, events: Floats, rest: Floats, rest_events: Floats, usable: npt.NDArray[np.bool_], difference: Floats
) -> Floats:
    """Sato's variance of the Mantel-Haenszel difference, before division by the squared sum of weights."""
    total = people + rest
    first = (people**2 * rest_events - rest**2 * events + people * rest * (rest - people) / 2) / total**2
    second = (events * (rest - rest_events) + rest_events * (people - events)) / (2 * total)
    sums = (np.where(usable, part, 0.0).sum(axis=0) for part in (first, second))
    return np.asarray(np.maximum(difference * next(sums) + next(sums), 0.0))


def _newcombe(people: Floats, events: Floats, rest: Floats, rest_events: Floats) -> tuple[Floats, Floats]:
    """Interval of the difference of two independent shares, from Wilson's intervals of each."""
    low, high, share = _wilson(people, events)
    rest_low, rest_high, rest_share = _wilson(rest, rest_events)
    gap = share - rest_share
    below = np.sqrt((share - low) ** 2 + (rest_high - rest_share) ** 2)
    above = np.sqrt((high - share) ** 2 + (rest_share - rest_low) ** 2)
    return gap - below, gap + above


def _wilson(people: Floats, events: Floats) -> tuple[Floats, Floats, Floats]:
    with np.errstate(divide="ignore", invalid="ignore"):
        share = events / people
        middle = (share + _Z**2 / (2 * people)) / (1 + _Z**2 / people)
        half = _Z * np.sqrt(share * (1 - share) / people + _Z**2 / (4 * people**2)) / (1 + _Z**2 / people)
    return middle - half, middle + half, share


def _exact(people: Floats, events: Floats, rest: Floats, rest_events: Floats) -> float:
    """Two-sided p of the number of events in the group, given the margins of every stratum."""
    total, hits = people + rest, events + rest_events
    told = (people > 0) & (rest > 0) & (hits > 0) & (hits < total)
    if not bool(((people > 0) & (rest > 0)).any()):
        return float("nan")
    people, hits, total, seen = people[told], hits[told], total[told], float(events[told].sum())
    if not len(total):
        return 1.0
    expected = people * hits / total
    variance = expected * (total - hits) * (total - people) / (total * (total - 1))
    if variance.sum() > _EXACT_UP_TO:
        gap = max(abs(seen - float(expected.sum())) - 0.5, 0.0)
        return float(2 * special.ndtr(-gap / np.sqrt(variance.sum())))
    least = np.maximum(0, hits - (total - people))
    chances = np.ones(1)
    for n, k, size, low in zip(people, hits, total, least, strict=True):
        support = np.arange(low, min(n, k) + 1)
        likely = _log_choose(k, support) + _log_choose(size - k, n - support) - _log_choose(size, n)
        chances = np.convolve(chances, np.exp(likely))
    at = round(seen - float(least.sum()))
    return min(1.0, float(chances[chances <= chances[at] * (1 + 1e-7)].sum()))


def _log_choose(n: float, k: Floats | float) -> Floats:
    """Logarithm of the binomial coefficients."""
    return np.asarray(
        special.gammaln(n + 1) - special.gammaln(np.asarray(k) + 1) - special.gammaln(n - np.asarray(k) + 1)
    )
