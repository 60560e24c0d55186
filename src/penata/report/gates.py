"""What must be completed before a decree: the open gates of each move, in words."""

from collections.abc import Mapping

import polars as pl

from penata.report.wording import PERSONAL


def gate_lines(
    people: pl.DataFrame, titles: Mapping[str, str], citations: Mapping[str, str], papers: Mapping[str, str]
) -> pl.DataFrame:
    """One row per mover and open gate: employee_id, name, unit_to, job_to, ``gate`` (in words), ``paper``, citation.

    ``people`` are moves as ``with_people`` gives them. Personal conditions appear under one name, without paper and
    citation. ``paper`` is what settles the gate.
    """
    gates = people.select("employee_id", "name", "job_to", "unit_to", pl.col("legal_gates").alias("rule")).explode(
        "rule"
    )
    gates = gates.filter(pl.col("rule").is_not_null())
    gate = _renamed("rule", titles)
    return gates.with_columns(
        gate.alias("gate"),
        _renamed("rule", papers, None).alias("paper"),
        pl.when(gate == PERSONAL).then(None).otherwise(_renamed("rule", citations, None)).alias("citation"),
    ).unique(["employee_id", "gate"], keep="first", maintain_order=True)  # fmt: skip


def gate_totals(moves: pl.DataFrame, titles: Mapping[str, str], citations: Mapping[str, str]) -> pl.DataFrame:
    """Open gates over all moves: gate, citation, people; most first."""
    gates = moves.select("employee_id", pl.col("legal_gates").alias("rule")).explode("rule")
    gate = _renamed("rule", titles)
    return (
        gates.filter(pl.col("rule").is_not_null())
        .with_columns(gate.alias("gate"), _renamed("rule", citations, None).alias("citation"))
        .group_by("gate")
        .agg(pl.col("citation").drop_nulls().min(), pl.col("employee_id").n_unique().cast(pl.Int64).alias("people"))
        .with_columns(pl.when(pl.col("gate") != PERSONAL).then("citation").alias("citation"))
        .sort("people", "gate", descending=[True, False])
    )


def _renamed(column: str, names: Mapping[str, str], default: str | None = "") -> pl.Expr:
    """Values through a mapping; those not in it stay (default "") or become null (default None)."""
    other = pl.col(column) if default == "" else pl.lit(None, pl.String)
    return pl.col(column).replace_strict(dict(names) or {"": ""}, default=other, return_dtype=pl.String)
