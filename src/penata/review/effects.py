"""What the list as a whole does: to each post it touches, to minima, to the balance, to those who are left without."""

from dataclasses import dataclass

import polars as pl

from penata.needs import unit_balance
from penata.review.draft import Draft
from penata.review.finding import Finding, Weight


@dataclass(frozen=True, slots=True, eq=False)
class Effects:
    """The list as a whole.

    ``posts``: post_id, seat, unit, office, need, minimum, before, leaving, arriving, after, shortage_before,
    shortage_after, below (bool: falls under its minimum through the list), vacant (bool: a leading post left without a
    holder), for each post that somebody leaves or comes to. ``figures``: shortage and balance of the agency before and
    after (None: nothing to measure).
    """

    posts: pl.DataFrame
    figures: dict[str, float | int | None]


def effects_of(draft: Draft) -> Effects:
    """Before and after of every post that the list touches, and of the whole agency."""
    short_before = (pl.col("need") - pl.col("before")).clip(lower_bound=0)
    short_after = (pl.col("need") - pl.col("after")).clip(lower_bound=0)
    fewer = pl.col("after") < pl.col("before")
    seats = draft.seats.with_columns(
        short_before.alias("shortage_before"), short_after.alias("shortage_after"),
        (fewer & (pl.col("after") < pl.col("minimum"))).fill_null(value=False).alias("below"),
        (pl.col("single") & (pl.col("leaving") > 0) & (pl.col("after") == 0)).alias("vacant"),
    )  # fmt: skip
    touched = seats.filter((pl.col("leaving") > 0) | (pl.col("arriving") > 0)).sort("unit", "seat", "post_id")
    columns = ("post_id", "post", "seat", "unit", "office", "need", "minimum", "before", "leaving", "arriving", "after",
               "shortage_before", "shortage_after", "below", "vacant")  # fmt: skip
    figures: dict[str, float | int | None] = {
        "shortage_before": int(seats["shortage_before"].sum()), "shortage_after": int(seats["shortage_after"].sum()),
        "balance_before": unit_balance(seats["unit_id"], seats["field"], seats["need"], seats["before"]),
        "balance_after": unit_balance(seats["unit_id"], seats["field"], seats["need"], seats["after"]),
    }  # fmt: skip
    return Effects(touched.select(columns), figures)


def effect_findings(effects: Effects, draft: Draft) -> list[Finding]:
    """What a name's leaving does to the post it leaves; leading posts left vacant are only noted."""
    left = draft.moves.join(
        effects.posts.filter(pl.col("below") | pl.col("vacant")), left_on="from_post", right_on="post", how="inner",
        validate="m:1", maintain_order="left",
    )  # fmt: skip
    found = []
    for row in left.to_dicts():
        where = f"{row['seat']}, {row['unit']}"
        if row["below"]:
            text = (
                f"Melalui daftar ini {where} turun dari {row['before']} menjadi {row['after']} orang, di bawah jumlah "
                f"minimumnya ({row['minimum']})."
            )
            found.append(Finding(row["line"], "BELOW_MINIMUM", Weight.PROBLEM, text))
        else:
            text = f"Jabatan lamanya, {where}, menjadi kosong; daftar ini tidak menyebut penggantinya."
            found.append(Finding(row["line"], "LEFT_VACANT", Weight.NOTE, text))
    return found
