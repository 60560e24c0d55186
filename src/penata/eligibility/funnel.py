"""Why a post stays short: how many people each step of the selection leaves."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from penata.eligibility.masks import Bits
from penata.eligibility.reach import Classes
from penata.eligibility.rules.scope import open_post
from penata.eligibility.scene import Scene
from penata.facts import Facts
from penata.law.rule import Rule
from penata.policy import Policy

FUNNEL: Final = pl.Schema({"post": pl.UInt32, "place": pl.Int64, "stage": pl.String, "remaining": pl.Int64})

_PASSED, _ORIGIN, _BARRED, _FORBIDDEN = 0, 1, 2, 66


class FunnelCounts:
    """How many persons fell at which step, by class of posts, filled chunk by chunk."""

    def __init__(self, classes: Classes) -> None:
        """Nothing counted yet."""
        self.classes = classes
        self.by_class: list[pl.DataFrame] = []
        self.at_home: list[pl.DataFrame] = []

    def add(
        self, rows: pl.DataFrame, can_leave: npt.NDArray[np.bool_], bars: Bits, forbidden: Bits, scene: Scene
    ) -> None:
        """Count rows of person and class by the first step at which they fell."""
        step = np.select(
            [~can_leave, bars != 0, forbidden != 0],
            [_ORIGIN, _BARRED + _lowest(bars), _FORBIDDEN + _lowest(forbidden)],
            default=_PASSED,
        )
        own = scene.persons["own_post"][rows["person"]]
        frame = rows.select("class", "lateral").with_columns(
            pl.Series("step", step.astype(np.int16)), own.alias("post")
        )
        self.by_class.append(frame.group_by("class", "lateral", "step").len())
        sits = self.classes.of_post[own.fill_null(0).to_numpy()] if own.len() else np.zeros(0)
        here = pl.Series(own.is_not_null().to_numpy() & (sits == rows["class"].to_numpy()))
        self.at_home.append(frame.filter(here).group_by("post", "step").len())


def funnel_of(
    counts: FunnelCounts, scene: Scene, facts: Facts, rules: Sequence[Rule], pairs: pl.DataFrame, policy: Policy
) -> pl.DataFrame:
    """post, place, stage, remaining: for every planned post that is short, from the whole agency down.

    Stages: AGENCY, CATEGORY, LEVEL (same ladder and level), WIDER (what other kinds of move add; SCORED
    where pairs come from scores), ORIGIN (own post not planned or frozen), each rule that barred somebody,
    ``GATE:`` rules whose gate the policy forbids, CANDIDATES (sit there or may come, after any cut).
    People on the post itself are never counted as barred from it.
    """
    short = scene.posts.filter(open_post("to_treatment", "to_need") & (pl.col("to_shortage") > 0)).select(
        pl.col("to_post").alias("post"), "to_agency_id", "to_category"
    )
    of_class = pl.Series("class", counts.classes.of_post[short["post"].to_numpy()]).cast(pl.UInt32)
    short = short.with_columns(of_class)
    fallen = _fallen(counts, short)
    wider = "SCORED" if policy.candidates == "scores" else "WIDER"
    parts = [_whole(short, facts), _reached(counts, short, wider, policy), _steps(fallen, counts, short, rules)]
    final = pairs.group_by("post").len().select("post", pl.col("len").cast(pl.Int64).alias("remaining"))
    last = short.select("post").join(final, on="post", how="left", validate="1:1").select(
        "post", pl.lit(999, dtype=pl.Int64).alias("place"), pl.lit("CANDIDATES").alias("stage"),
        pl.col("remaining").fill_null(0),
    )  # fmt: skip
    return pl.concat([*(p.select(FUNNEL.names()).cast(FUNNEL) for p in parts), last.cast(FUNNEL)]).sort("post", "place")


def _lowest(bits: Bits) -> npt.NDArray[np.int64]:
    """Number of the lowest bit that is set (64 where none is)."""
    return pl.Series(bits).bitwise_trailing_zeros().to_numpy().astype(np.int64)


def _whole(short: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """Everybody who counts in the agency, and in the category."""
    people = facts.persons.filter("counted")
    agency = people.group_by(pl.col("agency_id").alias("to_agency_id")).len("n")
    category = people.group_by(pl.col("agency_id").alias("to_agency_id"), pl.col("category").alias("to_category")).len(
        "n"
    )
    stages = (("AGENCY", agency, ["to_agency_id"]), ("CATEGORY", category, ["to_agency_id", "to_category"]))
    return pl.concat(
        short.join(frame, on=keys, how="left", validate="m:1").select(
            "post", pl.lit(place, dtype=pl.Int64).alias("place"), pl.lit(name).alias("stage"),
            pl.col("n").fill_null(0).cast(pl.Int64).alias("remaining"),
        )
        for place, (name, frame, keys) in enumerate(stages)
    )  # fmt: skip


def _reached(counts: FunnelCounts, short: pl.DataFrame, wider: str, policy: Policy) -> pl.DataFrame:
    all_rows = _sum(counts.by_class, ["class", "lateral"])
    lateral = all_rows.filter("lateral").select("class", "n")
    total = all_rows.group_by("class").agg(pl.col("n").sum())
    stages = [("LEVEL", lateral)]
    if policy.candidates == "scores":
        stages = [(wider, total)]
    elif policy.kinds != {"LATERAL"}:
        stages.append((wider, total))
    return pl.concat(
        short.join(frame, on="class", how="left", validate="m:1").select(
            "post", pl.lit(2 + place, dtype=pl.Int64).alias("place"), pl.lit(name).alias("stage"),
            pl.col("n").fill_null(0).cast(pl.Int64).alias("remaining"),
        )
        for place, (name, frame) in enumerate(stages)
    )  # fmt: skip


def _fallen(counts: FunnelCounts, short: pl.DataFrame) -> pl.DataFrame:
    """post, step, n: who fell at a step; those who sit on the post itself are not counted."""
    by_class = _sum(counts.by_class, ["class", "step"])
    home = _sum(counts.at_home, ["post", "step"]).rename({"n": "home"})
    return (
        short.select("post", "class")
        .join(by_class, on="class", how="inner", validate="m:m")
        .join(home, on=["post", "step"], how="left", validate="m:1")
        .select("post", "step", (pl.col("n") - pl.col("home").fill_null(0)).alias("n"))
    )


def _steps(fallen: pl.DataFrame, counts: FunnelCounts, short: pl.DataFrame, rules: Sequence[Rule]) -> pl.DataFrame:
    total = _sum(counts.by_class, ["class"])
    names = {_ORIGIN: "ORIGIN"}
    gates = [rule for rule in rules if rule.opens_gate]
    names |= {_BARRED + bit: rule.id for bit, rule in enumerate(gates)}
    names |= {_FORBIDDEN + bit: f"GATE:{rule.id}" for bit, rule in enumerate(gates)}
    start = short.select("post", "class").join(total.rename({"n": "total"}), on="class", how="inner", validate="m:1")
    return (
        fallen.filter((pl.col("step") != _PASSED) & (pl.col("n") > 0))
        .sort("post", "step")
        .with_columns(pl.col("n").cum_sum().over("post").alias("gone"))
        .join(start.select("post", "total"), on="post", how="inner", validate="m:1")
        .select(
            "post", (10 + pl.col("step").cast(pl.Int64)).alias("place"),
            pl.col("step").cast(pl.Int64).replace_strict(names, return_dtype=pl.String).alias("stage"),
            (pl.col("total") - pl.col("gone")).alias("remaining"),
        )
    )  # fmt: skip


def _sum(frames: list[pl.DataFrame], keys: list[str]) -> pl.DataFrame:
    """Counts of all chunks by some keys; column ``n`` (Int64)."""
    return pl.concat(frames).group_by(keys).agg(pl.col("len").cast(pl.Int64).sum().alias("n"))
