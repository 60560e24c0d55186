"""What became of everybody who took part, and what came nearest to granting the dearest wish."""

from typing import Final

import numpy as np
import polars as pl

from penata.facts import Facts
from penata.planning.exchange.cycles import Ints, first_seats
from penata.planning.exchange.swaps import Swaps
from penata.tables.exchange import ANSWERS_OF_EXCHANGE

_NEARNESS: Final = ANSWERS_OF_EXCHANGE[2:-1]  # the nearest first; NOT_OFFERED is what remains


def answers(facts: Facts, swaps: Swaps) -> pl.DataFrame:
    """One row for everybody who took part, in the columns of the table ``participants``, by employee_id."""
    market = swaps.market
    held = np.where(swaps.chosen >= 0, market.place[swaps.chosen], -1) if len(market.place) else swaps.chosen
    people = pl.DataFrame({
        "person": pl.Series(market.persons, dtype=pl.UInt32),
        "wish_place": pl.Series(held).replace(-1, None),
        "open_posts": np.diff(market.start),
    }).with_columns(facts.persons["employee_id", "post_id"][market.persons])  # fmt: skip
    nearest = _nearest(swaps, held)
    rings = swaps.rings(facts).select("employee_id", "to_post_id", "ring_id")
    answer = (
        pl.when(pl.col("wish_place") == 1).then(pl.lit("DEAREST"))
        .when(pl.col("wish_place").is_not_null()).then(pl.lit("GRANTED"))
        .otherwise(pl.col("near").fill_null("NOT_OFFERED"))
    )  # fmt: skip
    granted, by_rule = pl.col("wish_place").is_not_null(), pl.col("near") == "RULE"
    return (
        people.join(nearest, on="person", how="left", validate="1:1", maintain_order="left")
        .join(rings, on="employee_id", how="left", validate="1:1", maintain_order="left")
        .with_columns(answer.alias("answer"), pl.when(~granted & by_rule).then("rules").alias("rules"))
        .sort("employee_id")
    )  # fmt: skip


def _nearest(swaps: Swaps, held: Ints) -> pl.DataFrame:
    """person, near, rules: of the dearest place that was not granted, what came nearest to granting it."""
    market = swaps.market
    got = pl.DataFrame({
        "person": pl.Series(market.persons, dtype=pl.UInt32),
        "_got": np.where(held >= 0, held, np.iinfo(np.int64).max),
    })  # fmt: skip
    lost = (
        market.asked.pairs.with_row_index("_row")
        .join(got, on="person", how="left", validate="m:1", maintain_order="left")
        .filter(pl.col("place") < pl.col("_got"))
        .filter(pl.col("place") == pl.col("place").min().over("person"))
    )
    barred = pl.col("stands") != 0
    near = (
        pl.when(~pl.col("planned")).then(pl.lit("NOT_PLANNED")).when(barred).then(pl.lit("RULE"))
        .otherwise(pl.Series("_open", _of_open(swaps, lost), dtype=pl.String))
    )  # fmt: skip
    rank = {name: place for place, name in enumerate(_NEARNESS)}
    names = [rule.id for rule in market.asked.rules if rule.opens_gate]
    return (
        lost.with_columns(near.alias("near"))
        .with_columns(pl.col("near").replace_strict(rank, return_dtype=pl.Int64).alias("_rank"))
        .sort("person", "_rank", "post")
        .group_by("person", maintain_order=True).agg(pl.col("near", "stands").first())
        .with_columns(_rules(pl.col("stands"), names).alias("rules"))
        .drop("stands")
    )  # fmt: skip


def _of_open(swaps: Swaps, pairs: pl.DataFrame) -> list[str]:
    """What kept people from posts that nothing stands against: a decision, fit, a holder who stays, other rings."""
    market, everybody = swaps.market, np.arange(swaps.market.size)
    person = np.searchsorted(market.persons, pairs["person"].cast(pl.Int64).to_numpy())
    post = np.minimum(np.searchsorted(market.posts, pairs["post"].cast(pl.Int64).to_numpy()), len(market.posts) - 1)
    known = market.posts[post] == pairs["post"].cast(pl.Int64).to_numpy()
    key = market.person_of_pair() * (len(market.posts) + 1) + market.post
    free = np.isin(person * (len(market.posts) + 1) + post, key) & known
    fit = pairs["fit"].cast(pl.Int64).fill_null(101).to_numpy()
    first = first_seats(post, fit, market.seat_start, market.threshold)
    end = market.seat_start[post + 1] if len(post) else first
    leaves = np.concatenate([[0], np.cumsum(swaps.takes[market.seat_owner] != everybody[market.seat_owner])])
    gone = leaves[end] - leaves[np.minimum(first, end)] > 0
    found = np.where(gone, "TAKEN", "HOLDER_STAYS")
    found = np.where(first >= end, np.where(market.seat_start[post] == end, "TAKEN", "BETTER_FIT"), found)
    return [str(name) for name in np.where(free, found, "DECISION")]


def _rules(bits: pl.Expr, names: list[str]) -> pl.Expr:
    """The ids of the rules whose bit is set."""
    named = [pl.when((bits // (1 << bit)) % 2 == 1).then(pl.lit(name)) for bit, name in enumerate(names)]
    return pl.concat_list(named).list.drop_nulls() if named else pl.lit([], dtype=pl.List(pl.String))
