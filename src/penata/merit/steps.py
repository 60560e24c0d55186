"""How far up a candidate would step, and whose rank stands above: what a committee asks of a leading post."""

from typing import Final

import polars as pl

from penata.facts import Facts
from penata.tables import Dataset
from penata.vocabulary import ESELON_ORDER, LEADING

_DEEPEST_TREE: Final = 20


def steps(facts: Facts, pairs: pl.DataFrame) -> pl.DataFrame:
    """person, post, from_level, to_level, steps, skipped of each pair, in their order.

    Between two leading posts the echelons count (IV.b, IV.a, III.b …), elsewhere the equal standing of PermenPANRB
    1/2023; ``steps`` is 0 for a level move, negative downwards, null where a side is not known. ``skipped``: echelons
    between the two, lowest first. ``from_level`` and ``to_level`` are levels, else categories.
    """
    here = facts.persons.select("person", "category", "level", "level_order", "standing")
    there = facts.posts.select("post", *(pl.col(c).alias(f"to_{c}") for c in ("category", *_RANKED)))
    both = pairs.select("person", "post").join(here, on="person", how="left", validate="m:1", maintain_order="left")
    both = both.join(there, on="post", how="left", validate="m:1", maintain_order="left")
    leading = [category.value for category in LEADING]
    echelons = pl.col("category").is_in(leading) & pl.col("to_category").is_in(leading)
    by_echelon, by_standing = (pl.col(f"to_{name}") - pl.col(name) for name in ("level_order", "standing"))
    up = pl.when(echelons).then(pl.coalesce(by_echelon, by_standing)).otherwise(by_standing)
    names = {order: level for level, order in ESELON_ORDER.items()}
    between = pl.when(echelons & (by_echelon > 1)).then(
        pl.int_ranges(pl.col("level_order") + 1, pl.col("to_level_order"))
    )
    return both.select(
        "person", "post",
        pl.coalesce("level", "category").alias("from_level"), pl.coalesce("to_level", "to_category").alias("to_level"),
        up.cast(pl.Int64).alias("steps"),
        between.list.eval(pl.element().replace_strict(names, default=None, return_dtype=pl.String))
        .fill_null([]).alias("skipped"),
    )  # fmt: skip


_RANKED: Final = ("level", "level_order", "standing")


def superiors(facts: Facts, dataset: Dataset) -> pl.DataFrame:
    """post, superior_id, superior_rank, superior_rank_order: who leads the next higher unit that has a head.

    The head of a unit is the counted holder of a post that leads it (the highest rank where there are several); the
    superior of a head is the one of the unit above, that of all others the head of the own unit. Null where none is.
    """
    heads = (
        facts.persons.filter(pl.col("counted") & pl.col("leads_unit"))
        .sort("rank_order", "employee_id", descending=[True, False], nulls_last=True)
        .unique("unit_id", keep="first", maintain_order=True)
        .select(
            pl.col("unit_id").alias("at"), pl.col("employee_id").alias("superior_id"),
            pl.col("rank").alias("superior_rank"), pl.col("rank_order").alias("superior_rank_order"),
        )
    )  # fmt: skip
    above = dataset["units"].select(pl.col("unit_id").alias("at"), "parent_id")
    parent = above.rename({"at": "unit_id", "parent_id": "above"})
    walk = facts.posts.join(parent, on="unit_id", how="left", validate="m:1", maintain_order="left").select(
        "post", pl.when("leads_unit").then("above").otherwise("unit_id").alias("at")
    )
    found = []
    for _ in range(_DEEPEST_TREE):
        here = walk.join(heads, on="at", how="left", validate="m:1", maintain_order="left")
        found.append(here.filter(pl.col("superior_id").is_not_null()).drop("at"))
        rest = here.filter(pl.col("superior_id").is_null() & pl.col("at").is_not_null()).select("post", "at")
        walk = rest.join(above, on="at", how="left", validate="m:1", maintain_order="left").select(
            "post", pl.col("parent_id").alias("at")
        )
        if not walk.height:
            break
    return pl.concat(found).sort("post")
