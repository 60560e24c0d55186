"""Chains of moves (*geser berantai*): one leaves a seat, the next takes it, from surplus to shortage or in a ring."""

import polars as pl


def chain_ids(moves: pl.DataFrame) -> pl.Series:
    """Chain of each move ("R0001", …), in the order of ``moves`` (employee_id, from_post_id, to_post_id).

    At each post the people who come are linked to those who leave, in the order of their ids; a chain is
    what hangs together. Chains are numbered by their first move in the order of ids.
    """
    order = moves.select("employee_id", "from_post_id", "to_post_id").with_row_index("row").sort("employee_id")
    order = order.with_row_index("move")
    nth = pl.int_range(pl.len()).over
    comes = order.filter(pl.col("to_post_id").is_not_null()).select(
        "move", pl.col("to_post_id").alias("post"), nth("to_post_id").alias("nth")
    )
    leaves = order.filter(pl.col("from_post_id").is_not_null()).select(
        pl.col("move").alias("next"), pl.col("from_post_id").alias("post"), nth("from_post_id").alias("nth")
    )
    links = comes.join(leaves, on=["post", "nth"], how="inner", validate="1:1").select("move", "next")
    chain = _connected(order.height, links)
    number = chain.rank("dense").cast(pl.Int64)
    width = max(4, len(str(number.max() or 1)))
    names = pl.select(pl.concat_str(pl.lit("R"), number.cast(pl.String).str.zfill(width))).to_series()
    return order.select("row", names.alias("chain_id")).sort("row")["chain_id"]


def _connected(size: int, links: pl.DataFrame) -> pl.Series:
    """Smallest member of each move's chain; every move has at most one link forward and one back."""
    label = pl.Series("label", range(size), dtype=pl.UInt32)
    if not links.height:
        return label
    while True:
        one, two = label[links["move"]], label[links["next"]]
        least = pl.DataFrame({
            "at": pl.concat([links["move"], links["next"]]),
            "to": pl.concat([pl.select(pl.min_horizontal(one, two)).to_series()] * 2),
        }).group_by("at").agg(pl.col("to").min())  # fmt: skip
        new = pl.DataFrame({"at": range(size), "label": label}, schema={"at": pl.UInt32, "label": pl.UInt32}).join(
            least, on="at", how="left", validate="1:1", maintain_order="left"
        ).select(pl.coalesce("to", "label").alias("label"))["label"]  # fmt: skip
        new = new[new]
        if new.equals(label):
            return label
        label = new
