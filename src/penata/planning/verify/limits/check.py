"""Whether a plan keeps its side limits, and whether limits.csv says truly what it uses of them."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from penata.planning.verify.ground import Ints
from penata.planning.verify.limits.money import spent_of
from penata.planning.verify.limits.side import Lay
from penata.planning.verify.limits.sides import Sides
from penata.planning.verify.verdict import Code, Findings

TABLE = "limits"


def check_limits(sides: Sides, after: Ints, table: pl.DataFrame | None, findings: Findings) -> None:
    """Every limit is kept by ``after`` (n), and every row of ``table`` (kind, subject, most, used) is true.

    A limit that no plan could break need not be listed.
    """
    used = sides.used(after)
    findings.looked("batas rencana", len(sides.ones))
    for at in np.flatnonzero(used > sides.most).tolist():
        one = sides.ones[at]
        findings.one(Code.LIMIT_BROKEN, TABLE, f"{one.kind} {one.subject}".strip(),
                     f"batas dilanggar; {one.remedy}", f"paling banyak {sides.most[at]}", int(used[at]))  # fmt: skip
    if table is not None:
        _check_table(sides, used, table, findings)


def check_spent(lay: Lay, after: Ints, claims: Mapping[str, Any], findings: Findings) -> None:
    """What result.json says that the moves of ``after`` (n) cost, where it says so."""
    if "moving_cost" not in claims:
        return
    stated, true = claims["moving_cost"], spent_of(lay, after)
    told = stated if isinstance(stated, Mapping) else {}
    findings.looked("biaya pindah", len(true))
    for name, value in true.items():
        if told.get(name) != value:
            findings.one(Code.RESULT_COUNT, "result", f"moving_cost.{name}", "biaya pindah tidak sesuai", value,
                         told.get(name))  # fmt: skip


def _check_table(sides: Sides, used: Ints, table: pl.DataFrame, findings: Findings) -> None:
    number = {(one.kind, one.subject): at for at, one in enumerate(sides.ones)}
    findings.looked("baris batas", table.height)
    seen: set[tuple[str, str]] = set()
    for kind, subject, most, told in table.select("kind", pl.col("subject").fill_null(""), "most", "used").iter_rows():
        name = f"{kind} {subject}".strip()
        at = number.get((kind, subject))
        if at is None:
            findings.one(Code.LIMIT_UNKNOWN, TABLE, name, "batas ini tidak ada dalam kebijakan", None, most)
            continue
        if (kind, subject) in seen:
            findings.one(Code.LIMIT_UNKNOWN, TABLE, name, "batas tercantum lebih dari sekali", 1, 2)
        seen.add((kind, subject))
        for column, true, stated in (("most", int(sides.most[at]), most), ("used", int(used[at]), told)):
            if true != stated:
                findings.one(Code.LIMIT_VALUE, TABLE, name, f"{column} tidak sesuai", true, stated)
