"""What result.json claims of a plan under side limits that bind: by level a bound, and what proves it."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import polars as pl

from penata.planning.verify.value import Measure
from penata.planning.verify.verdict import Code, Findings, Optimality

TABLE: Final = "result"
PROOFS: Final = ("prices", "search", "none")


def all_gains(pairs: pl.DataFrame) -> int:
    """The most that everybody together could win or lose: the largest gain of each person, summed."""
    if not pairs.height:
        return 0
    person, gain = pairs["person"].cast(pl.Int64).to_numpy(), np.abs(pairs["gain"].cast(pl.Int64).to_numpy())
    most = np.zeros(int(person.max()) + 1, np.int64)
    np.maximum.at(most, person, gain)
    return int(most.sum())


def check_limited(
    claims: Mapping[str, Any], value: tuple[int, ...], apart: tuple[int, ...] | None, measure: Measure,
    findings: Findings,
) -> Optimality:  # fmt: skip
    """Every level says how it is proven: "prices" must prove it here too, "search" is the word of a search that cannot
    be done again here, "none" states how far at most it is from the best; the prices must prove that much.

    ``apart``: how far at most the prices say by level (``tolls.distances``), None without prices. The tie is left out:
    it only makes a plan one that can be made again.
    """
    levels = measure.levels[:-1]
    findings.looked("bukti di bawah batas", len(levels))
    if apart is None:
        findings.one(Code.PRICES_ABSENT, "prices", "prices.csv", "rencana di bawah batas tanpa harga sebagai bukti",
                     "ada", None)  # fmt: skip
        return Optimality.NOT_PROVEN
    if apart[1] < 0:
        findings.one(Code.RESULT_BOUND, "prices", "prices.csv", "harga membuktikan lebih dari rencana itu sendiri", 0,
                     apart[1])  # fmt: skip
    proven_apart = dict(zip(levels, apart[1:] if measure.weighted else apart, strict=False))
    proofs, gaps, bounds = (_mapping(claims.get(name)) for name in ("proofs", "gap", "bounds"))
    here, failed = measure.by_level(value), False
    for level in levels:
        proof, gap = proofs.get(level), gaps.get(level, 0)
        if proof not in PROOFS or not isinstance(gap, int) or gap < 0:
            findings.one(Code.RESULT_STATUS, TABLE, f"proofs.{level}", "bukti tidak dikenal", " / ".join(PROOFS), proof)
            continue
        if proof == "prices" and proven_apart[level]:
            failed = True
            findings.one(Code.NOT_PROVEN, "prices", "prices.csv", f"harga tidak membuktikan tingkat {level}", 0,
                         proven_apart[level])  # fmt: skip
        if (proof == "none" and gap < proven_apart[level]) or (proof != "none" and gap):
            expected = proven_apart[level] if proof == "none" else 0
            findings.one(Code.RESULT_BOUND, TABLE, f"gap.{level}", "selisih tidak terbukti", expected, gap)
        stated = bounds.get(level)
        if not isinstance(stated, int) or abs(here[level] - stated) != gap:
            findings.one(Code.RESULT_BOUND, TABLE, f"bounds.{level}", "batas tidak sesuai dengan nilai dan selisih",
                         here[level], stated)  # fmt: skip
    is_best = all(proofs.get(level) in {"prices", "search"} for level in levels)
    if claims.get("status") == "OPTIMAL" and not is_best:
        findings.one(Code.RESULT_STATUS, TABLE, "status", "OPTIMAL, padahal satu tingkat tidak terbukti", "FEASIBLE",
                     "OPTIMAL")  # fmt: skip
    if failed:
        return Optimality.NOT_PROVEN
    return Optimality.BOUNDED if any(proven_apart.values()) else Optimality.PROVEN


def _mapping(stated: object) -> Mapping[str, Any]:
    return stated if isinstance(stated, Mapping) else {}
