"""``verify``: a plan is read, its limits are checked, its value is computed anew, its proof is done again."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Any, Final

import numpy as np
import polars as pl

from penata import merit
from penata.eligibility import candidates, transfers_of
from penata.eligibility.rules import rule_set_of, rules_of
from penata.eligibility.scene import Basis
from penata.facts import Facts, facts_of
from penata.planning.verify.begun import begun
from penata.planning.verify.bound import bound_of
from penata.planning.verify.claims import check_claims, check_counts, check_rules
from penata.planning.verify.exchange import verify_exchange
from penata.planning.verify.explanations import check_explanations
from penata.planning.verify.files import check_moves, check_posts, prices_of
from penata.planning.verify.ground import NONE, Ground, Ints, ground_of
from penata.planning.verify.limited import all_gains, check_limited
from penata.planning.verify.limits import Lay, check_limits, check_spent, sides_of
from penata.planning.verify.placement import check_placement, placed
from penata.planning.verify.shortlist import check_shortlist
from penata.planning.verify.told import check_told
from penata.planning.verify.tolerance import check_tolerance, settled
from penata.planning.verify.tolls import Tolls, distances, tolls_of
from penata.planning.verify.value import Measure, Ties, figures_of, value_of
from penata.planning.verify.verdict import Code, Findings, Optimality, Verdict
from penata.planning.verify.waves import check_order
from penata.policy import Policy
from penata.policy.aims import Tolerance
from penata.policy.limits import Limits
from penata.tables import Dataset

_RUN: Final = 4_000_000
"""Pairs that are looked through at once."""


def verify(
    dataset: Dataset,
    policy: Policy,
    tables: Mapping[str, pl.DataFrame],
    claims: Mapping[str, Any],
    pairs: pl.DataFrame | None = None,
    explanations: Sequence[Mapping[str, Any]] | None = None,
) -> Verdict:
    """Check a plan, whoever made it, against the dataset, its own files and its own claims.

    ``tables``: frames of ``PLAN_TABLES`` and ``TOLD_TABLES`` by name; only "assignments" is required. ``claims``: the
    parsed result.json, which may be empty. ``pairs``: the candidates with their gain (person, post, gain, direction,
    gates, last_resort) where the caller has them already; else they are made anew by the rules and merit.
    ``explanations``: the documents of explanations.jsonl, where there are some.
    Limits, sums, costs, the tie and the bound are the verifier's own arithmetic.

    Raises KeyError without "assignments"; InputError where the policy or the dataset cannot be judged.
    """
    if "mechanism" in claims:
        return verify_exchange(dataset, policy, tables, claims, _rules_told(dataset, policy))
    if "exchange_first" in claims:
        begin = begun(dataset, policy, claims, _rules_told(dataset, policy))
        verdict = verify(begin.dataset, policy, tables, begin.claims, pairs, explanations)
        return begin.joined(verdict)
    if policy.tolerance != Tolerance() and "tolerance" in claims:
        if pairs is None:
            pairs = _pairs(dataset, policy, facts_of(dataset, policy))
        inner, stated = settled(policy, claims)
        return check_tolerance(
            verify(dataset, inner, tables, stated, pairs, explanations), dataset, policy, tables, claims, pairs
        )
    return _of_plan(dataset, policy, tables, claims, pairs, explanations)


def _of_plan(
    dataset: Dataset, policy: Policy, tables: Mapping[str, pl.DataFrame], claims: Mapping[str, Any],
    pairs: pl.DataFrame | None, explanations: Sequence[Mapping[str, Any]] | None,
) -> Verdict:  # fmt: skip
    """Check a plan that is no exchange, nor begins with one."""
    facts = facts_of(dataset, policy)
    if pairs is None:
        pairs = _pairs(dataset, policy, facts)
    findings, ground = Findings(), ground_of(dataset, policy)
    after = placed(ground, tables["assignments"], findings)
    row = _rows_of_seats(ground, after, pairs)
    check_placement(ground, after, row, findings)
    is_sound = not findings.counts
    gain = np.where(row >= 0, _taken(pairs["gain"], row), 0)
    ties, measure = Ties(ground), Measure.of(policy, ground)
    value = value_of(ground, after, gain, ties, measure)
    figures = figures_of(ground, after, gain, value, measure)
    _check_files(dataset, policy, tables, facts, ground, after, row, pairs, explanations, findings)
    tolls = _tolls(ground, dataset, policy, after, pairs, tables, claims, findings)
    check_told(ground, dataset, tables, after, pairs, ties, findings, tolls)
    check_counts(claims, ground, after, ties, measure, findings)
    check_spent(Lay.of(ground, dataset, policy, pairs), after, claims, findings)
    under = _rules_told(dataset, policy)
    check_rules(claims, under, findings)
    is_sound = is_sound and Code.LIMIT_BROKEN not in findings.counts
    bound = _bound(ground, pairs, tables.get("prices"), ties, measure, findings, tolls, is_sound=is_sound)
    limited, told_bound = None, bound
    if tolls is not None:
        apart = None
        if bound is not None:
            net: tuple[int | Fraction, ...] = (bound[0], bound[1] - tolls.paid, *bound[2:])
            apart = distances(value, net, tolls.scale, all_gains(pairs), weighted=measure.weighted)
            told_bound = tuple(a - b for a, b in zip(value, apart, strict=True))
        limited = partial(check_limited, claims, value, apart, measure, findings)
    digest = dataset.digest() if "digest" in claims else ""
    proof = check_claims(claims, value, figures, bound, digest, measure, findings, limited)
    return Verdict(
        ok=not findings.counts,
        problems=tuple(findings.problems),
        counts=findings.counts,
        checks=findings.checks,
        optimality=proof if is_sound else Optimality.NOT_CHECKED,
        objective=figures,
        bound=None if told_bound is None else measure.by_level(told_bound),
        limited=tolls is not None,
        rules=under,
    )


def _pairs(dataset: Dataset, policy: Policy, facts: Facts) -> pl.DataFrame:
    """The candidates with their gain, made anew."""
    pairs = candidates(facts, dataset, policy).pairs
    return pairs.with_columns(merit.gains(facts, dataset, policy, pairs))


def _check_files(
    dataset: Dataset, policy: Policy, tables: Mapping[str, pl.DataFrame], facts: Facts, ground: Ground, after: Ints,
    row: Ints, pairs: pl.DataFrame, explanations: Sequence[Mapping[str, Any]] | None, findings: Findings,
) -> None:  # fmt: skip
    """The files that tell the same assignment in other ways, where they are there."""
    if "moves" in tables:
        chosen = _chosen(ground, facts, dataset, policy, after, row, pairs)
        check_moves(ground, dataset, tables["moves"], after, chosen, findings)
        check_order(ground, dataset, policy, facts, tables, after, findings)
    if "posts" in tables:
        check_posts(ground, tables["posts"], after, findings)
    if "shortlist" in tables:
        check_shortlist(facts, dataset, policy, tables["shortlist"], findings)
    if explanations is not None:
        found = pairs[_moving(ground, after, row)]
        check_explanations(facts, dataset, policy, ground, after, found, explanations, findings)


def _rules_told(dataset: Dataset, policy: Policy) -> dict[str, Any]:
    """Rule set and digest, number of rules applied, and of those whose text must be checked."""
    under, rules = rule_set_of(policy), rules_of(Basis(policy.effective_date, dataset.given, policy.parameters), policy)
    return {
        "set": under.id, "digest": under.digest, "count": len(rules),
        "to_check": sum(rule.must_be_checked for rule in rules),
    }  # fmt: skip


def _rows_of_seats(ground: Ground, after: Ints, pairs: pl.DataFrame) -> Ints:
    """Row of the pair of each person and the seat under the plan (n), NONE where it is not a candidate."""
    row = np.full(len(ground.own), NONE, np.int64)
    wanted = np.where(after < 0, len(ground.need), after).astype(np.uint32)
    first = 0
    for run in pairs.select("person", "post").iter_slices(_RUN):
        person = run["person"].to_numpy()
        at = np.flatnonzero(wanted[person] == run["post"].to_numpy())
        row[person[at]] = at + first
        first += run.height
    return row


def _moving(ground: Ground, after: Ints, row: Ints) -> Ints:
    """Rows of the pairs of everyone who moves, by person."""
    return np.asarray(row[(after != ground.own) & (after >= 0) & (row >= 0)])


def _taken(column: pl.Series, row: Ints) -> Ints:
    """Values of the rows asked for; 0 for NONE."""
    taken = np.zeros(len(row), np.int64)
    known = np.flatnonzero(row >= 0)
    taken[known] = column[row[known]].cast(pl.Int64).to_numpy() if len(known) else 0
    return taken


def _chosen(
    ground: Ground, facts: Facts, dataset: Dataset, policy: Policy, after: Ints, row: Ints, pairs: pl.DataFrame
) -> pl.DataFrame:
    """Everyone who moves, with what the pair says; nulls where it is not a candidate at all."""
    basis = Basis(on=policy.effective_date, given=dataset.given, parameters=policy.parameters)
    rules = [rule.id for rule in rules_of(basis, policy) if rule.opens_gate]
    moved = np.flatnonzero((after != ground.own) & (after >= 0))
    found = pairs[_moving(ground, after, row)]
    told = pl.DataFrame({
        "person": found["person"].cast(pl.Int64),
        "direction": found["direction"].cast(pl.String),
        "gain": found["gain"].cast(pl.Int64),
        "wish_rank": merit.wish_ranks(dataset, facts, found),
        "gates": _gates(found["gates"], rules),
        **transfers_of(facts, dataset, policy, found).to_dict(),
    })  # fmt: skip
    return pl.DataFrame({"person": moved}).join(told, on="person", how="left", maintain_order="left", validate="1:1")


def _gates(bits: pl.Series, rules: list[str]) -> pl.Series:
    """The rules whose gate stays open, sorted and joined by ";"."""
    in_order = sorted((rule, bit) for bit, rule in enumerate(rules))
    names = pl.DataFrame({
        rule: pl.Series((bits.to_numpy() >> np.uint64(bit)) & np.uint64(1) == 1) for rule, bit in in_order
    }).select(pl.when(rule).then(pl.lit(rule)).alias(rule) for rule, _ in in_order)  # fmt: skip
    joined = pl.concat_str(pl.all(), separator=";", ignore_nulls=True)
    return names.select(joined.alias("gates"))["gates"] if in_order else pl.repeat("", len(bits), eager=True)


def _tolls(
    ground: Ground, dataset: Dataset, policy: Policy, after: Ints, pairs: pl.DataFrame,
    tables: Mapping[str, pl.DataFrame], claims: Mapping[str, Any], findings: Findings,
) -> Tolls | None:  # fmt: skip
    """Side limits are kept and truly told; the tolls of a plan in which one of them binds."""
    if policy.limits == Limits():
        return None
    sides = sides_of(ground, dataset, policy, pairs)
    told = tables.get("limits")
    check_limits(sides, after, told, findings)
    if told is None or not (told["status"] != "HOLDS").any():
        return None
    return tolls_of(ground, sides, told, claims, pairs, findings)


def _bound(
    ground: Ground, pairs: pl.DataFrame, prices: pl.DataFrame | None, ties: Ties, measure: Measure, findings: Findings,
    tolls: Tolls | None, *, is_sound: bool,
) -> tuple[int, ...] | None:  # fmt: skip
    """What the prices prove; None without prices, or where the plan itself breaks a limit."""
    if prices is None:
        return None
    by_post = prices_of(ground, prices, findings)
    if not is_sound:
        return None
    try:
        return bound_of(ground, pairs, by_post, ties, measure, tolls)
    except OverflowError:
        findings.one(
            Code.PRICES_RANGE, "prices", "prices.csv", "harga terlalu besar untuk diperiksa dengan bilangan bulat"
        )
        return None
