"""Decisions that send somebody to a post: always a candidate, unless a HARD rule bars it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from penata.eligibility.approvals import Closed
from penata.eligibility.masks import Bits, Masks, Treatment, pair_masks
from penata.eligibility.scene import DIRECTIONS, Scene, pair_frame
from penata.law.rule import Rule
from penata.tables import Dataset

_NAMED: Final = pl.Schema({"employee_id": pl.String, "post_id": pl.String, "rule": pl.String})


@dataclass(frozen=True, slots=True)
class Forced:
    """Pairs of decisions; those that a HARD rule bars; those whose gate the policy would forbid."""

    pairs: pl.DataFrame
    barred: pl.DataFrame
    gated: pl.DataFrame


def reason_code(reason: pl.Expr) -> pl.Expr:
    """The legal code at the start of a decision's reason, as "KIN-05" in "kin-05: SK Bupati 12/2026"."""
    return reason.str.strip_chars().str.extract(r"^([A-Za-z]{3}-\d{2})", 1).str.to_uppercase().fill_null("")


def forced_pairs(
    scene: Scene, dataset: Dataset, rules: Sequence[Rule], of_person: Masks, closed: Closed, treatment: Treatment
) -> Forced:
    """Judge every FORCE decision that names a post; policy switches and treatments do not stop it."""
    rows = _decided(scene, dataset)
    masks = pair_masks(scene, rules, rows) | of_person[rows["person"].to_numpy()]
    open_gates = masks.gates & ~closed.of_rows(rows)
    unknown = masks.unknown & ~closed.of_rows(rows)
    known = open_gates & ~unknown
    forbidden = (known & np.uint64(treatment.forbidden_open)) | (unknown & np.uint64(treatment.forbidden_unknown))
    last = (known & np.uint64(treatment.last_open)) | (unknown & np.uint64(treatment.last_unknown))
    own = rows["own_post"].eq_missing(rows["post"]).to_numpy()
    bars = np.where(own, np.uint64(0), masks.bars)
    not_counted = ~rows["counted"].to_numpy()
    free = (bars == 0) & ~not_counted
    pairs = rows.select("person", "post").with_columns(
        pair_frame(scene, rows, ())["direction"],
        pl.lit(value=True).alias("forced"),
        pl.Series("gates", np.where(own, np.uint64(0), open_gates)),
        pl.Series("_last", np.where(own, np.uint64(0), last)).bitwise_count_ones().cast(pl.UInt8).alias("last_resort"),
        pl.Series("_own", own),
    ).with_columns(pl.when(~pl.col("_own")).then("direction").alias("direction").cast(DIRECTIONS))  # fmt: skip
    uncounted = rows.filter(pl.Series(not_counted & (bars == 0))).select(
        "employee_id", "post_id", pl.lit("NOT_COUNTED").alias("rule")
    )
    return Forced(
        pairs=pairs.filter(pl.Series(free)).drop("_own"),
        barred=pl.concat([_named(rows, bars, rules), uncounted]).sort("employee_id", "post_id", "rule"),
        gated=_named(rows, np.where(free & ~own, forbidden, np.uint64(0)), rules),
    )


def decided_pairs(dataset: Dataset) -> pl.DataFrame:
    """employee_id, post_id, reason (its legal code), forced: one row per pair that a FORCE decision names."""
    return (
        dataset["decisions"]
        .filter((pl.col("kind") == "FORCE") & pl.col("post_id").is_not_null())
        .select(
            "employee_id",
            "post_id",
            reason_code(pl.col("reason")).alias("reason"),
            pl.lit(value=True).alias("forced"),
        )
        # Of several reasons for one pair, one with a legal code counts: codes sort after the empty text.
        .sort("employee_id", "post_id", "reason")
        .unique(["employee_id", "post_id"], keep="last", maintain_order=True)
    )


def _decided(scene: Scene, dataset: Dataset) -> pl.DataFrame:
    persons = scene.persons.select("employee_id", "person", "own_post", "counted")
    posts = scene.posts.select(pl.col("to_post_id").alias("post_id"), pl.col("to_post").alias("post"))
    return (
        decided_pairs(dataset)
        .join(persons, on="employee_id", how="inner", validate="m:1", maintain_order="left")
        .join(posts, on="post_id", how="inner", validate="m:1", maintain_order="left")
    )


def _named(rows: pl.DataFrame, bits: Bits, rules: Sequence[Rule]) -> pl.DataFrame:
    """employee_id, post_id, rule: one row for each bit that is set."""
    found = []
    for bit, rule in enumerate(rules):
        marked = (bits >> np.uint64(bit)) & np.uint64(1) == 1
        if rule.opens_gate and marked.any():
            named = rows.filter(pl.Series(marked)).select("employee_id", "post_id", pl.lit(rule.id).alias("rule"))
            found.append(named)
    return pl.concat([pl.DataFrame(schema=_NAMED), *found]).sort("employee_id", "post_id", "rule")
