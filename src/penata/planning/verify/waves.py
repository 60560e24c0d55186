"""The order of moves, replayed: whatever part of a wave is done, nothing is below its lowest or above its highest.

A step is the moves of one ``same_day`` group, or one move by itself. Within a wave every step may be the first or the
last: so all that the steps of a wave take must be there before it, and all that they give must find room before it.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
import polars as pl

from penata.facts import Facts
from penata.planning.verify.calendar import check_dates
from penata.planning.verify.cover import check_cover
from penata.planning.verify.ground import NONE, Ground, Ints, ground_of, rows_of
from penata.planning.verify.hanging import check_chains
from penata.planning.verify.placement import placed
from penata.planning.verify.training import check_training
from penata.planning.verify.verdict import Code, Findings, Optimality, Verdict
from penata.policy import Policy
from penata.tables import ORDER_TABLES, Dataset

_PLENTY: Final = 1 << 40


def verify_order(dataset: Dataset, policy: Policy, facts: Facts, tables: Mapping[str, pl.DataFrame]) -> Verdict:
    """Check nothing but the order of moves; ``tables``: moves, assignments, and those of ORDER_TABLES."""
    findings, ground = Findings(), ground_of(dataset, policy)
    after = placed(ground, tables["assignments"], findings)
    check_order(ground, dataset, policy, facts, tables, after, findings)
    return Verdict(
        ok=not findings.counts, problems=tuple(findings.problems), counts=findings.counts, checks=findings.checks,
        optimality=Optimality.NOT_CHECKED, objective={},
    )  # fmt: skip


def check_order(
    ground: Ground, dataset: Dataset, policy: Policy, facts: Facts, tables: Mapping[str, pl.DataFrame], after: Ints,
    findings: Findings,
) -> None:  # fmt: skip
    """Waves, days, training, cover and chains, each where it is told.

    A plan without waves, and without tables of an order, has no order to check.
    """
    moves = tables["moves"]
    person = rows_of(moves["employee_id"], ground.person_ids)
    known = moves.with_columns(pl.Series("person", person)).filter(pl.col("person") >= 0).unique("person", keep="first")
    is_told = any(tables[name].height for name in ORDER_TABLES if name in tables)
    if known["wave"].null_count() == known.height and not is_told:
        return
    _everyone(known, findings)
    known = known.filter(pl.col("wave").is_not_null()).sort("employee_id")
    effects = effects_of(ground, facts, known, after, tables.get("training"))
    _replay(policy, known, effects, findings)
    _together(known, findings)
    check_dates(dataset, policy, facts, known, effects, findings)
    check_training(dataset, policy, facts, known, tables.get("training"), findings)
    if "cover" in tables:
        check_cover(ground, facts, known, tables["cover"], effects, findings)
    if "chains" in tables:
        check_chains(known, tables["chains"], effects, findings)


def effects_of(
    ground: Ground, facts: Facts, moves: pl.DataFrame, after: Ints, training: pl.DataFrame | None
) -> pl.DataFrame:
    """employee_id, what, change, start, low, high, end: what each move takes (−1) and gives (+1), with its bounds.

    ``what``: a post; a kind of work in a unit; the lead of a unit. The bounds never exclude the level at the end.
    """
    person = moves["person"].to_numpy()
    ids = moves["employee_id"]
    posts = facts.posts.select("post_id", "unit_id", "leads_unit", pl.coalesce("field", "job_id").alias("work"))
    posts = ground.posts.select("post_id").join(posts, on="post_id", how="left", validate="1:1", maintain_order="left")
    seats = posts.select(
        pl.format("formasi {}", "post_id").alias("seat"), pl.format("kerja {} {}", "unit_id", "work").alias("work"),
        pl.format("pimpinan {}", "unit_id").alias("lead"), pl.col("leads_unit").fill_null(value=False),
    )  # fmt: skip
    seats = pl.concat([seats, seats.clear(1)])  # the last row stands for no seat
    lacking = (pl.col("status") == "NO_COURSE") & pl.col("level_asked").is_null()
    unfit = [] if training is None else training.filter(lacking)["employee_id"].to_list()
    leaders = facts.persons.filter("leads")["employee_id"].implode()
    sides = []
    for seat, sign in ((ground.own[person], -1), (after[person], 1)):
        table = seats[np.where(seat == NONE, seats.height - 1, seat)].with_columns(ids, pl.lit(sign).alias("change"))
        qualified = ~pl.col("employee_id").is_in(unfit) if sign > 0 else pl.lit(value=True)
        leads = pl.col("leads_unit") if sign > 0 else pl.col("employee_id").is_in(leaders)
        sides += [
            table.filter(keeps & pl.col(what).is_not_null()).select("employee_id", pl.col(what).alias("what"), "change")
            for what, keeps in (("seat", pl.lit(value=True)), ("work", qualified), ("lead", leads))
        ]
    effects = pl.concat(sides)
    effects = effects.group_by("employee_id", "what").agg(pl.col("change").sum()).filter(pl.col("change") != 0)
    bounds = _bounds(ground, facts, seats[:-1])
    end = effects.group_by("what").agg(pl.col("change").sum().alias("sum"))
    return (
        effects.join(bounds, on="what", how="left", validate="m:1")
        .join(end, on="what", how="left", validate="m:1")
        .with_columns((pl.col("start") + pl.col("sum")).alias("end"))
        .with_columns(pl.min_horizontal("low", "end").alias("low"), pl.max_horizontal("high", "end").alias("high"))
        .drop("sum")
        .sort("employee_id", "what")
    )


def _bounds(ground: Ground, facts: Facts, seats: pl.DataFrame) -> pl.DataFrame:
    """Before any move: what, start, low, high."""
    of_posts = seats.select(
        pl.col("seat").alias("what"), pl.Series("start", ground.filled), pl.Series("low", ground.floor),
        pl.Series("high", ground.capacity),
    )  # fmt: skip
    filled = seats.select(pl.col("work").alias("what"), pl.Series("start", ground.filled))
    of_work = filled.group_by("what").agg(pl.col("start").sum())
    leading = facts.persons.filter(pl.col("counted") & pl.col("leads")).select(
        pl.format("pimpinan {}", "unit_id").alias("what")
    )
    heads = (
        seats.select(pl.col("lead").alias("what"))
        .unique()
        .join(leading.group_by("what").len("start"), on="what", how="left")
    )
    rest = pl.concat([of_work, heads.select("what", pl.col("start").fill_null(0).cast(pl.Int64))]).with_columns(
        pl.min_horizontal("start", 1).cast(pl.Int64).alias("low"), pl.lit(_PLENTY, pl.Int64).alias("high")
    )
    return pl.concat([of_posts.cast({"start": pl.Int64, "low": pl.Int64, "high": pl.Int64}), rest])


def _everyone(moves: pl.DataFrame, findings: Findings) -> None:
    findings.looked("tahap perpindahan", moves.height)
    bare = moves.filter(pl.col("wave").is_null() | (pl.col("wave") < 1)).sort("employee_id")
    findings.add(Code.WAVE_MISSING, "moves", ((who, "tahap 1, 2, …", wave) for who, wave in
                 bare.select("employee_id", "wave").iter_rows()), "perpindahan tanpa tahap")  # fmt: skip


def _replay(policy: Policy, moves: pl.DataFrame, effects: pl.DataFrame, findings: Findings) -> None:
    """What all steps of a wave take and give, against what is there before it."""
    step = pl.coalesce("same_day", pl.format("~{}", "employee_id")).alias("step")
    of_step = (
        effects.join(moves.select("employee_id", "wave", step), on="employee_id", how="inner", validate="m:1")
        .group_by("wave", "step", "what").agg(pl.col("change").sum(), pl.col("start", "low", "high").first())
    )  # fmt: skip
    change = pl.col("change")
    by_wave = of_step.group_by("what", "wave").agg(
        pl.when(change < 0).then(change).sum().alias("takes"), pl.when(change > 0).then(change).sum().alias("gives"),
        pl.col("start", "low", "high").first(),
    ).sort("what", "wave")  # fmt: skip
    before = (pl.col("takes") + pl.col("gives")).cum_sum().shift(1, fill_value=0).over("what") + pl.col("start")
    told = by_wave.with_columns(before.alias("before")).with_columns(
        (pl.col("before") + pl.col("takes")).alias("least"), (pl.col("before") + pl.col("gives")).alias("most")
    )
    findings.looked("jumlah orang pada setiap tahap", told.height)
    overlap = policy.transition.handover_days > 0
    for code, wrong, limit, found, words in (
        (Code.WAVE_BELOW, pl.col("least") < pl.col("low"), "low", "least", "di bawah jumlah aman pada sebuah tahap"),
        (
            Code.WAVE_ABOVE,
            (pl.col("most") > pl.col("high")) & pl.lit(not overlap),
            "high",
            "most",
            "melampaui daya tampung pada sebuah tahap",
        ),
    ):
        rows = told.filter(wrong).select(pl.format("{}, tahap {}", "what", "wave"), limit, found).rows()
        findings.add(code, "moves", rows, words)


def _together(moves: pl.DataFrame, findings: Findings) -> None:
    """A group of one day, and a ring, lie in one wave."""
    ends = pl.concat([
        moves.select("chain_id", pl.col("from_post_id").alias("post"), pl.lit(-1).alias("end")),
        moves.select("chain_id", pl.col("to_post_id").alias("post"), pl.lit(1).alias("end")),
    ]).filter(pl.col("chain_id").is_not_null())  # fmt: skip
    uneven = ends.group_by("chain_id", "post").agg(pl.col("end").sum()).filter(
        (pl.col("end") != 0) | pl.col("post").is_null()
    )  # fmt: skip
    rings = moves.filter(pl.col("chain_id").is_not_null()).join(uneven, on="chain_id", how="anti")
    for name, frame in (("chain_id", rings), ("same_day", moves.filter(pl.col("same_day").is_not_null()))):
        days = frame.group_by(name).agg(pl.col("wave").n_unique(), pl.col("effective_date").n_unique().alias("days"))
        findings.looked("kelompok serentak", days.height)
        apart = days.filter((pl.col("wave") > 1) | (pl.col("days") > 1)).sort(name)
        findings.add(Code.WAVE_APART, "moves", ((one, "satu tahap", count) for one, count in
                     apart.select(name, "wave").iter_rows()), "harus serentak, tetapi tersebar")  # fmt: skip
