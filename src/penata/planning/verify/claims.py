"""What result.json claims, against what the verifier computed itself."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from penata.planning.verify.balance import imbalance_of, says
from penata.planning.verify.ground import Ground, Ints
from penata.planning.verify.placement import heads_of
from penata.planning.verify.value import Measure, Ties, exact_sum, figures_of, value_of
from penata.planning.verify.verdict import Code, Findings, Optimality

TABLE = "result"
Values = tuple[int, ...]


def check_claims(
    claims: Mapping[str, Any], value: Values, figures: Mapping[str, int], bound: Values | None, digest: str,
    measure: Measure, findings: Findings, limited: Callable[[], Optimality] | None = None,
) -> Optimality:  # fmt: skip
    """Digest, objective, status, bounds and ladder; ``value`` and ``bound`` are vectors of costs. ``limited`` judges
    status and bounds where a side limit binds.
    """
    status = claims.get("status")
    _equal(claims, {"digest": digest}, Code.RESULT_DIGEST, "", "rencana dibuat dari data lain", findings)
    _equal(claims.get("objective"), figures, Code.RESULT_OBJECTIVE, "objective.", "nilai tujuan tidak sesuai",
           findings)  # fmt: skip
    if status is not None and status not in {"OPTIMAL", "FEASIBLE"}:
        findings.one(Code.RESULT_STATUS, TABLE, "status", "status tidak dikenal", "OPTIMAL atau FEASIBLE", status)
    stated = _vector(claims.get("bounds"), measure)
    _ladder(claims.get("ladder"), figures["shortage"], findings)
    if limited is not None:
        return limited()
    if status == "OPTIMAL":
        return _optimal(claims, value, bound, stated, measure, findings)
    if stated is not None:
        _feasible(claims, value, bound, stated, measure, findings)
    if bound is None:
        return Optimality.NOT_CLAIMED
    return Optimality.PROVEN if bound == value else Optimality.BOUNDED


def check_counts(
    claims: Mapping[str, Any], ground: Ground, after: Ints, ties: Ties, measure: Measure, findings: Findings
) -> None:
    """Aims, shortage and imbalance before and after, what the present is worth, and how many people, posts, moves."""
    _equal(claims.get("aims"), measure.aims, Code.RESULT_COUNT, "aims.", "bukan tujuan menurut kebijakan", findings)
    idle = np.zeros(len(ground.own), np.int64)
    present = figures_of(ground, ground.own, idle, value_of(ground, ground.own, idle, ties, measure), measure)
    for name, post, still in (("before", ground.own, present), ("after", after, {})):
        truth = {**still, **_shortage(ground, post, measure)}
        _equal(claims.get(name), truth, Code.RESULT_COUNT, f"{name}.", "angka tidak sesuai", findings)
        _balance(claims.get(name), ground, post, name, findings)
    counts = {
        "employees": len(ground.own),
        "counted": int(ground.counted.sum()),
        "posts": len(ground.need),
        "moves": int(((after != ground.own) & (after >= 0)).sum()),
    }
    _equal(claims.get("counts"), counts, Code.RESULT_COUNT, "counts.", "angka tidak sesuai", findings)


def check_rules(claims: Mapping[str, Any], under: Mapping[str, Any], findings: Findings) -> None:
    """The rules that the plan was judged under say what they say now; the day itself may be another."""
    truth = {name: under[name] for name in ("digest", "count")}
    what = "rencana dinilai dengan aturan lain; tulis rule_set-nya di policy.toml"
    _equal(claims.get("rules"), truth, Code.RESULT_RULES, "rules.", what, findings)


def _shortage(ground: Ground, post: Ints, measure: Measure) -> dict[str, float | None]:
    known = ground.need >= 0
    missing = np.maximum((ground.need - heads_of(ground, post))[known], 0)
    cost = measure.shortage(missing, ground.need[known], ground.priority[known])
    relative = [Fraction(*pair) for pair in zip(missing.tolist(), ground.need[known].tolist(), strict=True) if pair[0]]
    nothing = 0.0 if (ground.need > 0).any() else None
    return {
        "shortage": exact_sum(cost),
        "missing_seats": exact_sum(missing),
        "posts_short": int((missing > 0).sum()),
        "worst_share": round(float(max(relative)), 4) if relative else nothing,
    }


def _balance(stated: object, ground: Ground, post: Ints, name: str, findings: Findings) -> None:
    """The imbalance that is stated is the true one, to its last digit."""
    if not isinstance(stated, Mapping) or "imbalance" not in stated:
        return
    findings.looked("nilai result.json", 1)
    truth = imbalance_of(ground, post)
    if not says(stated["imbalance"], truth):
        findings.one(Code.RESULT_COUNT, TABLE, f"{name}.imbalance", "angka tidak sesuai",
                     None if truth is None else round(float(truth), 4), stated["imbalance"])  # fmt: skip


def _optimal(
    claims: Mapping[str, Any],
    value: Values,
    bound: Values | None,
    stated: Values | None,
    measure: Measure,
    findings: Findings,
) -> Optimality:
    """Claimed to be the best: the prices must show it."""
    findings.looked("bukti optimal", len(measure.levels))
    if stated is not None and stated != value:
        findings.one(Code.RESULT_BOUND, TABLE, "bounds", "batas yang dinyatakan tidak sama dengan nilai rencana",
                     measure.by_level(value), measure.by_level(stated))  # fmt: skip
    if claims.get("gap", 0) != 0:
        findings.one(Code.RESULT_BOUND, TABLE, "gap", "selisih rencana optimal harus nol", 0, claims["gap"])
    if bound is None:
        findings.one(
            Code.PRICES_ABSENT, "prices", "prices.csv", "dinyatakan OPTIMAL tanpa harga sebagai bukti", "ada", None
        )
        return Optimality.NOT_PROVEN
    if bound != value:
        findings.one(Code.NOT_PROVEN, "prices", "prices.csv", "harga tidak membuktikan bahwa rencana ini terbaik",
                     measure.by_level(value), measure.by_level(bound))  # fmt: skip
        return Optimality.NOT_PROVEN
    return Optimality.PROVEN


def _feasible(
    claims: Mapping[str, Any],
    value: Values,
    bound: Values | None,
    stated: Values,
    measure: Measure,
    findings: Findings,
) -> None:
    """A stated bound may not be better than the plan, nor better than the prices prove; the gap is the difference."""
    findings.looked("batas dan selisih", len(measure.levels))
    if stated > value:
        findings.one(Code.RESULT_BOUND, TABLE, "bounds", "batas lebih buruk daripada rencana itu sendiri",
                     measure.by_level(value), measure.by_level(stated))  # fmt: skip
    if bound is not None and stated > bound:
        findings.one(Code.RESULT_BOUND, TABLE, "bounds", "batas tidak terbukti oleh harga", measure.by_level(bound),
                     measure.by_level(stated))  # fmt: skip
    here, there = measure.by_level(value), measure.by_level(stated)
    apart = {name: abs(here[name] - there[name]) for name in measure.levels}
    _equal(claims.get("gap"), apart, Code.RESULT_BOUND, "gap.", "selisih tidak sesuai dengan nilai dan batas", findings)


def _ladder(rungs: object, shortage: int, findings: Findings) -> None:
    """More moves never leave more shortage, no rung beats the whole plan, and none beats its own bound."""
    if not isinstance(rungs, list) or not all(isinstance(rung, Mapping) for rung in rungs):
        return
    findings.looked("tangga perpindahan", len(rungs))
    before: int | None = None
    for rung in rungs:
        cost, bound, most, used = (rung.get(name) for name in ("shortage_cost", "bound", "moves", "moves_used"))
        at = f"ladder {'semua' if most is None else most}"
        if rung.get("status") == "NOT_POSSIBLE" or not isinstance(cost, int):
            continue
        if cost < shortage or (most is None and cost != shortage):
            findings.one(Code.RESULT_LADDER, TABLE, at, "kekurangan tidak sesuai dengan rencana penuh", shortage, cost)
        if before is not None and cost > before:
            findings.one(
                Code.RESULT_LADDER,
                TABLE,
                at,
                "lebih banyak perpindahan menyisakan lebih banyak kekurangan",
                before,
                cost,
            )
        if isinstance(bound, int) and (bound > cost or (rung.get("status") == "OPTIMAL" and bound != cost)):
            findings.one(Code.RESULT_LADDER, TABLE, at, "batas tidak sesuai dengan nilai dan status", cost, bound)
        if isinstance(most, int) and isinstance(used, int) and used > most:
            findings.one(Code.RESULT_LADDER, TABLE, at, "perpindahan melebihi anak tangga", most, used)
        before = cost


def _equal(stated: object, truth: Mapping[str, object], code: Code, place: str, what: str, findings: Findings) -> None:
    """Every value that is stated is the true one."""
    if not isinstance(stated, Mapping):
        return
    for name, expected in truth.items():
        if name in stated:
            findings.looked("nilai result.json", 1)
            if stated[name] != expected:
                findings.one(code, TABLE, f"{place}{name}", what, expected, stated[name])


def _vector(stated: object, measure: Measure) -> Values | None:
    """Bounds by level as costs; None where they are not stated at every level."""
    if not isinstance(stated, Mapping) or not all(isinstance(stated.get(name), int) for name in measure.levels):
        return None
    if measure.weighted:
        return 0, -stated["value"], stated["moves"], stated["tie"]
    return stated["shortage"], -stated["gain"], stated["moves"], stated["tie"]
