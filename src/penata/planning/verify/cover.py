"""Who covers a seat that stands empty on the way, checked by replaying the waves."""

import polars as pl

from penata.facts import Facts
from penata.planning.verify.ground import Ground
from penata.planning.verify.verdict import Code, Findings


def check_cover(
    ground: Ground, facts: Facts, moves: pl.DataFrame, table: pl.DataFrame, effects: pl.DataFrame, findings: Findings
) -> None:
    """Every seat and every lead that stands empty is listed with its waves, and nobody is proposed who moves."""
    findings.looked("pengisi sementara", table.height)
    posts = facts.posts.select("post_id", "unit_id", "leads_unit", pl.coalesce("field", "job_id").alias("work"))
    told = table.join(posts, on="post_id", how="left", validate="m:1")
    _proposed(facts, moves, told, findings)
    seats, leads = _empty_seats(ground, moves), _without_lead(effects, moves)
    key = ["first_wave", "until_wave", "seats"]
    of_seats = told.join(seats, on=["post_id", *key], how="semi", nulls_equal=True)
    of_leads = told.filter(pl.col("kind") != "SHARED").join(leads, on=["unit_id", *key], how="semi", nulls_equal=True)
    said = told.with_columns(
        pl.struct("post_id", "first_wave").is_in(of_seats.select(pl.struct("post_id", "first_wave")).to_series()
                                                 .implode()).alias("seat"),
        pl.struct("post_id", "first_wave").is_in(of_leads.select(pl.struct("post_id", "first_wave")).to_series()
                                                 .implode()).alias("lead"),
    )  # fmt: skip
    wrong = said.filter(~pl.when(pl.col("kind") == "ACTING").then("lead").otherwise(pl.col("seat") | pl.col("lead")))
    told_leads = said.filter(pl.col("kind") != "SHARED").filter("lead")
    named = posts.filter("leads_unit").select("unit_id").unique()
    missing = [
        seats.join(said.filter((pl.col("kind") != "ACTING") & pl.col("seat")), on=["post_id", *key], how="anti",
                   nulls_equal=True).select("post_id", "first_wave"),
        leads.join(named, on="unit_id", how="semi").join(told_leads, on=["unit_id", *key], how="anti", nulls_equal=True)
        .select(pl.format("pimpinan {}", "unit_id").alias("post_id"), "first_wave"),
    ]  # fmt: skip
    for what, rows in (
        ("kursi kosong tercantum lain daripada urutannya", wrong.select("post_id", "first_wave")),
        ("kursi kosong tidak tercantum", pl.concat(missing)),
    ):
        findings.add(Code.WAVE_COVER, "cover", ((post, "sesuai urutan", f"kosong sejak tahap {wave}") for post, wave in
                     rows.sort("post_id", "first_wave").iter_rows()), what)  # fmt: skip
    _shared(facts, moves, said, findings)


def _proposed(facts: Facts, moves: pl.DataFrame, told: pl.DataFrame, findings: Findings) -> None:
    named = told.explode("proposed").filter(pl.col("proposed").is_not_null())
    people = facts.persons.select(pl.col("employee_id").alias("proposed"), "counted", pl.col("unit_id").alias("of"))
    joined = named.join(people, on="proposed", how="left", validate="m:1")
    wrong = joined.filter(
        pl.col("proposed").is_in(moves["employee_id"].implode())
        | ~pl.col("counted").fill_null(value=False)
        | pl.col("of").ne_missing(pl.col("unit_id"))
    ).sort("post_id", "proposed")
    findings.add(Code.WAVE_COVER, "cover", wrong.select("post_id", pl.lit("rekan yang tetap"), "proposed").rows(),
                 "pengisi sementara tidak dapat diusulkan")  # fmt: skip


def _shared(facts: Facts, moves: pl.DataFrame, said: pl.DataFrame, findings: Findings) -> None:
    """How many are there all that time, what each takes over, and on which days."""
    staying = facts.persons.filter(pl.col("counted") & pl.col("post").is_not_null()).join(
        moves.select("employee_id"), on="employee_id", how="anti"
    ).select("unit_id", pl.coalesce("field", "job_id").alias("work"))  # fmt: skip
    days = moves.group_by("wave").agg(pl.col("effective_date").first())
    acting = (pl.col("kind") == "ACTING") | (pl.col("lead") & ~pl.col("seat"))
    load = (200 * pl.col("seats") + pl.col("true")) // (2 * pl.col("true"))  # half up, as shares of whole people
    both = (
        said.join(staying.group_by("unit_id", "work").len("alike"), on=["unit_id", "work"], how="left", validate="m:1")
        .join(staying.group_by("unit_id").len("all"), on="unit_id", how="left", validate="m:1")
        .with_columns(pl.when(acting).then("all").otherwise("alike").fill_null(0).cast(pl.Int64).alias("true"))
        .with_columns(pl.when(~acting & (pl.col("true") > 0)).then(load).alias("load"))
        .join(days.rename({"wave": "first_wave", "effective_date": "from"}), on="first_wave", how="left")
        .join(days.rename({"wave": "until_wave", "effective_date": "until"}), on="until_wave", how="left")
        .sort("post_id", "first_wave")
    )  # fmt: skip
    nobody = (pl.col("kind") == "NOBODY") == (pl.col("true") == 0)
    for column, right, good in (
        ("colleagues", "true", pl.col("colleagues").eq_missing(pl.col("true"))),
        ("load_percent", "load", pl.col("load_percent").eq_missing(pl.col("load"))),
        ("kind", "true", nobody),
        ("from_date", "from", pl.col("from_date").eq_missing(pl.col("from"))),
        ("until_date", "until", pl.col("until_date").eq_missing(pl.col("until"))),
    ):
        wrong = both.filter(~good)
        findings.add(Code.WAVE_COVER, "cover", wrong.select(pl.format("{}, {}", "post_id", pl.lit(column)), right,
                     column).rows(), "pengisi sementara tidak sesuai")  # fmt: skip


def _empty_seats(ground: Ground, moves: pl.DataFrame) -> pl.DataFrame:
    """post_id, first_wave, until_wave, seats: runs of waves after which a post has fewer than it had and needs."""
    ends = pl.concat([
        moves.select("wave", pl.col("from_post_id").alias("what"), pl.lit(-1, pl.Int64).alias("change")),
        moves.select("wave", pl.col("to_post_id").alias("what"), pl.lit(1, pl.Int64).alias("change")),
    ])  # fmt: skip
    posts = ground.posts.select(
        pl.col("post_id").alias("what"), pl.Series("start", ground.filled, pl.Int64),
        pl.Series("need", ground.need, pl.Int64).clip(0).alias("need"),
    ).with_columns(pl.min_horizontal("need", "start").alias("wanted"))  # fmt: skip
    return _runs(ends, posts).rename({"what": "post_id"})


def _without_lead(effects: pl.DataFrame, moves: pl.DataFrame) -> pl.DataFrame:
    """The same of units that had a lead: unit_id, first_wave, until_wave, seats (1)."""
    lead = effects.filter(pl.col("what").str.starts_with(_LEAD)).with_columns(
        pl.col("what").str.strip_prefix(_LEAD), pl.lit(1, pl.Int64).alias("wanted")
    )
    ends = lead.join(moves.select("employee_id", "wave"), on="employee_id", how="inner").select(
        "wave", "what", "change"
    )
    bounds = lead.filter(pl.col("start") > 0).select("what", "start", "wanted").unique("what")
    return _runs(ends.cast({"change": pl.Int64}), bounds).rename({"what": "unit_id"})


_LEAD = "pimpinan "


def _runs(ends: pl.DataFrame, bounds: pl.DataFrame) -> pl.DataFrame:
    """what, first_wave, until_wave, seats; ``ends``: wave, what, change; ``bounds``: what, start, wanted."""
    level = (
        ends.group_by("what", "wave").agg(pl.col("change").sum())
        .join(bounds.select("what", "start", "wanted"), on="what", how="inner", validate="m:1")
        .sort("what", "wave")
        .with_columns((pl.col("wanted") - pl.col("start") - pl.col("change").cum_sum().over("what")).alias("missing"))
    )  # fmt: skip
    what, wave, short = pl.col("what"), pl.col("wave"), pl.col("missing") > 0
    goes_on = (what == what.shift(1)) & (short == short.shift(1))
    until = pl.when(what == what.shift(-1)).then(wave.shift(-1)).alias("next")
    return (
        level.with_columns((~goes_on.fill_null(value=False)).cum_sum().alias("run"), until).filter(short)
        .group_by("run", maintain_order=True)
        .agg(what.first(), wave.first().alias("first_wave"), pl.col("next").last().alias("until_wave"),
             pl.col("missing").max().alias("seats"))
        .drop("run")
    )  # fmt: skip
