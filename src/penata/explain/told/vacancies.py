"""Every post still short: from all employees to none, step by step, and what would help.

``vacancies_told`` gives three frames, sorted by post_id:

``VACANCIES`` (one row a post with a shortage after the plan)
    post_id, need, filled_after, shortage_after
    state: PLANNED, COMMITTEE (a leading post), NOT_PLANNED (its category is kept), GAVE (it gave somebody to a post in
    greater need; its safe minimum is kept)
    candidates: people on other seats who may come; needed_elsewhere: those among them whose post under the plan could
    not spare them

``STEPS`` (the funnel of each planned post, in the order of the steps)
    post_id, place, stage (AGENCY, CATEGORY, LEVEL, WIDER or SCORED, ORIGIN, a rule id, ``GATE:`` and a rule id,
    CANDIDATES, PERSONAL), remaining (people left after the step; null where it would tell on a few), lost, words
    (Indonesian)

``HELPS`` (what alone stands between a post and people, the most first)
    post_id, place (from 1), obstacle (a rule id, ``GATE:`` and a rule id, ORIGIN, PERSONAL), people (who would be
    candidates if it alone were settled), free (those of them whose own post could spare them), words
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from penata import wording
from penata.eligibility.alone import lone_obstacles
from penata.explain.told.standings import Standings
from penata.planning import Workings
from penata.planning.problem import NOBODY, Ints, Mask

VACANCIES: Final = pl.Schema({
    "post_id": pl.String(), "need": pl.Int64(), "filled_after": pl.Int64(), "shortage_after": pl.Int64(),
    "state": pl.String(), "candidates": pl.Int64(), "needed_elsewhere": pl.Int64(),
})  # fmt: skip

STEPS: Final = pl.Schema({
    "post_id": pl.String(), "place": pl.Int64(), "stage": pl.String(), "remaining": pl.Int64(), "lost": pl.Int64(),
    "words": pl.String(),
})  # fmt: skip

HELPS: Final = pl.Schema({
    "post_id": pl.String(), "place": pl.Int64(), "obstacle": pl.String(), "people": pl.Int64(), "free": pl.Int64(),
    "words": pl.String(),
})  # fmt: skip

PERSONAL: Final = "PERSONAL"
"""The stage or obstacle that stands for all personal conditions together."""

_STAGES: Final = {
    "AGENCY": "pegawai instansi ini",
    "CATEGORY": "pada jenis jabatan ini",
    "LEVEL": "pada jabatan dan jenjang yang sama",
    "WIDER": "dengan jenis perpindahan lain yang direncanakan",
    "SCORED": "yang dinilai dari luar",
    "CANDIDATES": "boleh mengisi formasi ini, yang sudah di sana termasuk",
}


@dataclass(frozen=True, slots=True, eq=False)
class VacanciesTold:
    """The three frames about posts that stay short, see the module."""

    vacancies: pl.DataFrame
    steps: pl.DataFrame
    helps: pl.DataFrame


def vacancies_told(work: Workings, standings: Standings) -> VacanciesTold:
    """Every post that stays short under a plan; rules are judged again for these posts only."""
    heads = _heads(work)
    posts = work.facts.posts.with_columns(pl.Series("filled_after", heads)).with_columns(
        (pl.col("need") - pl.col("filled_after")).clip(lower_bound=0).alias("shortage_after")
    )
    short = posts.filter(pl.col("shortage_after") > 0)
    return VacanciesTold(_vacancies(work, standings, short), _steps(work, short), _helps(work, short, heads))


def _vacancies(work: Workings, standings: Standings, short: pl.DataFrame) -> pl.DataFrame:
    rank = np.full(work.facts.posts.height, NOBODY, np.int64)
    rank[work.problem.posts] = np.arange(len(work.problem.posts))
    in_play = rank[short["post"].to_numpy()]
    open_ones = np.flatnonzero(in_play != NOBODY)
    count, needed = np.zeros(short.height, np.int64), np.zeros(short.height, np.int64)
    count[open_ones], needed[open_ones], _ = standings.rivals(in_play[open_ones])
    state = (
        pl.when(pl.col("treatment") == "shortlist").then(pl.lit("COMMITTEE"))
        .when(pl.col("treatment") != "plan").then(pl.lit("NOT_PLANNED"))
        .when(pl.col("shortage_after") > pl.col("shortage")).then(pl.lit("GAVE"))
        .otherwise(pl.lit("PLANNED"))
    )  # fmt: skip
    return short.select(
        "post_id", "need", "filled_after", "shortage_after", state.alias("state"),
        pl.Series("candidates", count), pl.Series("needed_elsewhere", needed),
    ).cast(VACANCIES)  # fmt: skip


def _steps(work: Workings, short: pl.DataFrame) -> pl.DataFrame:
    """The funnel of each post, with what personal conditions take out told together, and never of a few."""
    sensitive = [name for rule in work.found.rules if rule.sensitive for name in (rule.id, f"GATE:{rule.id}")]
    funnel = work.found.funnel.join(short.select("post", "post_id"), on="post", how="inner", validate="m:1")
    funnel = funnel.sort("post_id", "place").with_columns(
        (pl.col("remaining").shift(1) - pl.col("remaining")).over("post_id").alias("lost"),
        pl.col("stage").is_in(list(_STAGES)).alias("fixed"),
        pl.col("stage").is_in(sensitive).alias("sensitive"),
    )
    personal = pl.when("sensitive").then("lost").otherwise(0).sum().over("post_id")
    other = ~pl.col("fixed") & ~pl.col("sensitive")
    ranked = funnel.filter(other).sort("post_id", "lost", "stage", descending=[False, True, True])
    most = ranked.group_by("post_id", maintain_order=True).agg(pl.col("stage").first().alias("most"))
    funnel = funnel.join(most, on="post_id", how="left", validate="m:1", maintain_order="left")
    few = personal.is_between(1, wording.FEWEST_SHOWN - 1)
    biggest = (pl.col("stage") == pl.col("most")).fill_null(value=False)
    funnel = funnel.with_columns(
        personal.alias("personal"), few.alias("few"), (few & biggest).alias("hides"),
        (few & pl.col("most").is_null()).alias("tells"),
    )  # fmt: skip
    kept = funnel.filter(~pl.col("sensitive")).with_columns(
        (pl.col("lost") + pl.when("hides").then("personal").otherwise(0)).alias("lost"),
        pl.when("hides").then(pl.format("{}/{}", "stage", pl.lit(PERSONAL))).otherwise("stage").alias("stage"),
    )
    own = funnel.filter("sensitive").group_by("post_id").agg(
        pl.col("personal", "tells", "few").first(), pl.col("place").min()
    ).filter(~pl.col("few") | pl.col("tells")).select(
        "post_id", "place", pl.lit(PERSONAL).alias("stage"),
        pl.when(~pl.col("tells")).then("personal").alias("lost"), pl.lit(value=False).alias("fixed"), "tells",
    )  # fmt: skip
    columns = ["post_id", "place", "stage", "remaining", "lost", "fixed", "tells"]
    steps = pl.concat([kept.select(columns), own], how="diagonal_relaxed").sort("post_id", "place")
    steps = _left(steps).with_columns(
        pl.int_range(1, pl.len() + 1).over("post_id").alias("place"), _step_words(work).alias("words")
    )
    return steps.select(STEPS.names()).cast(STEPS)


def _left(steps: pl.DataFrame) -> pl.DataFrame:
    """``remaining`` after each step, none where it would tell on a few people."""
    before = pl.when("fixed").then("remaining").forward_fill().over("post_id")
    start = pl.col("fixed").cum_sum().over("post_id")
    gone = pl.when(~pl.col("fixed")).then("lost").otherwise(0).cum_sum().over("post_id", start)
    hidden = pl.col("tells") & ~pl.col("stage").is_in(["AGENCY", "CATEGORY", "CANDIDATES"])
    return steps.with_columns(
        pl.when(~hidden).then(before - gone).alias("remaining"),
        pl.when(~pl.col("fixed") & ~hidden).then("lost").alias("lost"),
    )


def _step_words(work: Workings) -> pl.Expr:
    demands = {rule.id: rule.marked_demand for rule in work.found.rules}
    stage = pl.col("stage")
    name = stage.str.strip_prefix("GATE:").str.strip_suffix(f"/{PERSONAL}")
    rule = name.replace_strict(demands, default=None, return_dtype=pl.String)
    also = pl.when(stage.str.ends_with(f"/{PERSONAL}")).then(pl.lit(f", atau {wording.PERSONAL}")).otherwise(pl.lit(""))
    return (
        pl.when("fixed").then(stage.replace_strict(_STAGES, default=None, return_dtype=pl.String))
        .when(stage == PERSONAL).then(pl.lit(f"belum memenuhi {wording.PERSONAL}"))
        .when(name == "ORIGIN").then(pl.format("di formasi yang tidak direncanakan{}", also))
        .when(stage.str.starts_with("GATE:")).then(pl.format("belum ada persetujuan: {}{}", rule, also))
        .otherwise(pl.format("belum memenuhi: {}{}", rule, also))
    )  # fmt: skip


def _helps(work: Workings, short: pl.DataFrame, heads: Ints) -> pl.DataFrame:
    """What alone keeps people away from the planned posts; none where pairs come from scores."""
    planned = short.filter(pl.col("treatment") == "plan")
    if work.policy.candidates == "scores" or not planned.height:
        return HELPS.to_frame()
    found = lone_obstacles(work.facts, work.dataset, work.policy, planned["post"].cast(pl.Int64).to_numpy(),
                           _spared(work, heads))  # fmt: skip
    told = (
        found.with_columns(pl.when("sensitive").then(pl.lit(PERSONAL)).otherwise("obstacle").alias("obstacle"))
        .group_by("post", "obstacle").agg(pl.col("people", "free").sum())
        .filter((pl.col("obstacle") != PERSONAL) | (pl.col("people") >= wording.FEWEST_SHOWN))
        .with_columns(
            pl.when((pl.col("obstacle") != PERSONAL) | (pl.col("free") >= wording.FEWEST_SHOWN)).then("free")
        )
        .join(planned.select("post", "post_id"), on="post", how="inner", validate="m:1")
        .sort("post_id", "free", "people", "obstacle", descending=[False, True, True, False], nulls_last=True)
        .with_columns(pl.int_range(1, pl.len() + 1).over("post_id").alias("place"))
    )  # fmt: skip
    return told.with_columns(_help_words(work).alias("words")).select(HELPS.names()).cast(HELPS)


def _help_words(work: Workings) -> pl.Expr:
    demands = {rule.id: rule.marked_demand for rule in work.found.rules}
    papers = {f"GATE:{rule.id}": rule.settled_by.label for rule in work.found.rules}
    obstacle = pl.col("obstacle")
    what = (
        pl.when(obstacle == PERSONAL).then(pl.lit(wording.PERSONAL))
        .when(obstacle == "ORIGIN").then(pl.lit("kebutuhan atau rencana bagi formasi asalnya"))
        .when(obstacle.str.starts_with("GATE:"))
        .then(obstacle.replace_strict(papers, default=None, return_dtype=pl.String))
        .otherwise(obstacle.replace_strict(demands, default=None, return_dtype=pl.String))
    )  # fmt: skip
    spared = (
        pl.when(pl.col("free") == 0).then(pl.lit("; tidak seorang pun dapat dilepas formasinya"))
        .otherwise(pl.format("; {} di antaranya dapat dilepas formasinya", "free")).fill_null("")
    )  # fmt: skip
    return pl.format("{} pegawai hanya terhalang satu hal: {}{}", "people", what, spared)


def _heads(work: Workings) -> Ints:
    heads = work.facts.posts["filled"].to_numpy().copy()
    heads[work.problem.posts] = work.solution.heads
    return heads


def _spared(work: Workings, heads: Ints) -> Mask:
    """By person: the own post would not be short without the person, or there is none."""
    need = work.facts.posts["need"].fill_null(np.iinfo(np.int64).max).to_numpy()
    own = work.facts.persons["post"].cast(pl.Int64).fill_null(NOBODY).to_numpy()
    return np.asarray(np.append(heads > need, np.True_)[own])
