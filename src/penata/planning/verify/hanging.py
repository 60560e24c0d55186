"""What each chain hangs on, and what stands without it, checked against every bound."""

import polars as pl

from penata.planning.verify.verdict import Code, Findings

_TRIED = 200
"""Moves of a chain up to which the part that stands is claimed to be as large as it can be by dropping one less."""


def check_chains(moves: pl.DataFrame, table: pl.DataFrame, effects: pl.DataFrame, findings: Findings) -> None:
    """What is said of each chain; that every bound holds when just the moves that fall are not made; and that none of
    them could have been made after all.
    """
    findings.looked("rantai dan mata rantai terlemah", table.height)
    _facts_of_chains(moves, table, findings)
    fallen = table.select("chain_id", "weakest", pl.col("falls").alias("employee_id")).explode("employee_id")
    fallen = fallen.drop_nulls("employee_id")
    own = fallen.join(moves.select("employee_id", pl.col("chain_id").alias("of")), on="employee_id", how="left")
    alien = own.filter(pl.col("of").ne_missing(pl.col("chain_id")))["chain_id"].unique().to_list()
    inside = pl.col("falls").list.contains(pl.col("weakest")).fill_null(value=False)
    calm = pl.col("weakest").is_null()
    meant = table.filter(
        (~calm & ~inside) | (calm & (pl.col("falls").list.len() > 0)) | (calm != (pl.col("why") == "NONE"))
        | (pl.col("falls").list.n_unique() != pl.col("falls").list.len())
    )  # fmt: skip
    findings.add(Code.WAVE_CHAIN, "chains", ((one, "mata rantai terlemah dan anggota rantai", "lain") for one in
                 sorted({*alien, *meant["chain_id"]})), "yang gugur bukan anggota rantai")  # fmt: skip
    _what_stands(table, fallen, effects, findings)


def _facts_of_chains(moves: pl.DataFrame, table: pl.DataFrame, findings: Findings) -> None:
    """Size, shape, waves and days of each chain."""
    ends = pl.concat([
        moves.select("chain_id", pl.col("from_post_id").alias("post"), pl.lit(-1).alias("end")),
        moves.select("chain_id", pl.col("to_post_id").alias("post"), pl.lit(1).alias("end")),
    ])  # fmt: skip
    loose = ends.group_by("chain_id", "post").agg(pl.col("end").sum()).filter(
        (pl.col("end") != 0) | pl.col("post").is_null()
    )["chain_id"].unique()  # fmt: skip
    day = pl.col("effective_date")
    true = moves.group_by("chain_id").agg(
        pl.len().cast(pl.Int64).alias("moves"), pl.col("wave").min().alias("first_wave"),
        pl.col("wave").max().alias("last_wave"), day.min().alias("first_date"),
        pl.when(~day.is_null().any()).then(day.max()).alias("last_date"),
    ).with_columns(
        pl.when(pl.col("chain_id").is_in(loose.implode())).then(pl.lit("CHAIN")).otherwise(pl.lit("RING"))
        .alias("shape"),
    )  # fmt: skip
    both = table.join(true, on="chain_id", how="full", coalesce=True, suffix="_true").sort("chain_id").with_columns(
        (pl.col("moves_true") - pl.col("falls").list.len().fill_null(0).cast(pl.Int64)).alias("stands_true")
    )  # fmt: skip
    twice = table.group_by("chain_id").len("rows").filter(pl.col("rows") > 1).sort("chain_id")
    findings.add(Code.WAVE_CHAIN, "chains", twice.select("chain_id", pl.lit("satu baris"), "rows").rows(),
                 "rantai tercantum lebih dari sekali")  # fmt: skip
    for name in ("moves", "shape", "first_wave", "last_wave", "first_date", "last_date", "stands"):
        wrong = both.filter(pl.col(name).ne_missing(pl.col(f"{name}_true")))
        place = pl.format("{}, {}", "chain_id", pl.lit(name))
        findings.add(Code.WAVE_CHAIN, "chains", wrong.select(place, f"{name}_true", name).rows(),
                     "rantai tidak sesuai")  # fmt: skip


def _what_stands(table: pl.DataFrame, fallen: pl.DataFrame, effects: pl.DataFrame, findings: Findings) -> None:
    """No bound is broken without those who fall; and none of them, but the weakest, could move all the same."""
    gone = (
        fallen.join(effects, on="employee_id", how="inner")
        .group_by("chain_id", "what")
        .agg(pl.col("change").sum().alias("gone"), pl.col("low", "high", "end").first())
    )
    level = (pl.col("end") - pl.col("gone")).alias("level")
    low, high = pl.col("low"), pl.col("high")
    broken = gone.with_columns(level).filter((pl.col("level") < low) | (pl.col("level") > high))
    broken = broken.sort("chain_id", "what")
    whole = table.filter(pl.col("stands") == 0)["chain_id"].implode()
    wrong = broken.filter(~pl.col("chain_id").is_in(whole))  # a whole chain that falls leaves others as they are
    findings.add(Code.WAVE_CHAIN, "chains", wrong.select("chain_id", "what", "level").rows(),
                 "sisa rantai melanggar batas")  # fmt: skip
    small = table.filter((pl.col("moves") <= _TRIED) & (pl.col("falls").list.len() > 1))["chain_id"].implode()
    other = fallen.filter((pl.col("employee_id") != pl.col("weakest")) & pl.col("chain_id").is_in(small))
    # Each of these alone is made after all: where every bound still holds, it need not have fallen.
    made = (
        other.join(effects.select("employee_id", "what", "change"), on="employee_id", how="inner")
        .join(gone, on=["chain_id", "what"], how="left", validate="m:1")
        .with_columns((pl.col("end") - pl.col("gone") + pl.col("change")).alias("level"))
    )
    holds = (pl.col("level") >= low) & (pl.col("level") <= high)
    free = made.group_by("chain_id", "employee_id").agg(holds.all().alias("free")).filter("free")
    sound = free.join(broken.select("chain_id").unique(), on="chain_id", how="anti").sort("chain_id", "employee_id")
    findings.add(Code.WAVE_CHAIN, "chains", sound.select("chain_id", pl.lit("tetap jalan"), "employee_id").rows(),
                 "yang tidak perlu gugur tercantum gugur")  # fmt: skip
