"""Candidates for seats that a committee decides, in the order of their points, and the parts that make the points."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import polars as pl

from penata.facts import Facts
from penata.law.rule import Rule
from penata.merit.chunk import Chunk, chunks
from penata.merit.gain import Merit, prepared
from penata.merit.points import FULL, UNKNOWN, Ints, rounded
from penata.merit.steps import steps, superiors
from penata.merit.talent import talent_boxes
from penata.policy import Policy
from penata.tables import Dataset

SHORTLIST_PARTS: Final = (
    "fit",
    "performance",
    "potential",
    "experience",
    "wish",
    "last_resort",
    "assessed",
    "development",
)
"""The parts of a candidate's points in their order; ``assessed`` stands alone where ``scores`` replaces them."""


def shortlist_points(
    facts: Facts, dataset: Dataset, policy: Policy, pairs: pl.DataFrame, merit: Merit | None = None
) -> pl.DataFrame:
    """post_id, place (from 1), employee_id, points: the candidates of each post in their order.

    ``pairs``: person, post (row numbers of ``facts``), direction, and last_resort where gates are treated so.
    Points: the fit to the post itself (what is not known counts half), selection (performance, experience,
    potential), the person's wish for it, development, less the cost of gates that are a last resort. What a move costs
    the person or the unit left plays no part: the committee weighs that. ``scores`` replaces the points.
    Equal points stand in the order: higher rank, longer in that rank, lower employee_id. ``merit``: as ``prepared``
    gives it, for whoever asks again and again.
    """
    return _placed(facts, merit or prepared(facts, dataset, policy), pairs).select(
        "post_id", "place", "employee_id", "points"
    )


def shortlist_sheet(
    facts: Facts, dataset: Dataset, policy: Policy, pairs: pl.DataFrame, rules: Sequence[Rule] = ()
) -> pl.DataFrame:
    """The same candidates in the same order with everything that a committee compares, one row each.

    ``pairs`` as for ``shortlist_points``, with ``gates`` (bits in the order of ``rules``) where there are any.

    Returns:
        post_id, place, employee_id, points; SHORTLIST_PARTS (whole points, their sum is ``points``); what they stand
        on, null where not known: ``predicate_last``, ``predicate_before``, ``potential_level`` (1–3), ``box`` and
        ``box_source``, ``months_in_field``; the step: ``from_level``, ``to_level``, ``steps`` (echelons or equal
        standings up, 0 level), ``skipped`` (echelons passed over), ``direction``; ``gates`` (ids of rules still
        open); ``rank``, ``months_in_rank``, ``superior_id``, ``superior_rank`` (of who leads the next higher unit) and
        ``outranks_superior``; ``elsewhere``: other posts of ``pairs`` on which the person is among the first three.
    """
    placed = _placed(facts, prepared(facts, dataset, policy), pairs)
    boxes = talent_boxes(facts, dataset).select("person", "box", pl.col("source").alias("box_source"))
    person = facts.persons.select(
        "person", "predicate_last", "predicate_before", pl.col("potential").alias("potential_level"), "rank",
    )  # fmt: skip
    above = superiors(facts, dataset)
    outranks = pl.when(pl.col("rank").str.contains("/") & pl.col("superior_rank").str.contains("/")).then(
        pl.col("rank_order") > pl.col("superior_rank_order")
    )
    among_first = (pl.col("place") <= _FIRST).cast(pl.Int64)
    return (
        placed.join(person, on="person", how="left", validate="m:1", maintain_order="left")
        .join(boxes, on="person", how="left", validate="m:1", maintain_order="left")
        .join(steps(facts, pairs), on=["person", "post"], how="left", validate="1:1", maintain_order="left")
        .join(above, on="post", how="left", validate="m:1", maintain_order="left")
        .with_columns(
            outranks.alias("outranks_superior"),
            (among_first.sum().over("employee_id") - among_first).alias("elsewhere"),
            _rule_ids(placed, rules),
        )
        .select(SHEET)
    )


_FIRST: Final = 3
SHEET: Final = (
    "post_id", "place", "employee_id", "points", *SHORTLIST_PARTS, "predicate_last", "predicate_before",
    "potential_level", "box", "box_source", "months_in_field", "from_level", "to_level", "steps", "skipped",
    "direction", "gates", "rank", "months_in_rank", "superior_id", "superior_rank", "outranks_superior", "elsewhere",
)  # fmt: skip
"""Columns of ``shortlist_sheet``."""


def _placed(facts: Facts, merit: Merit, pairs: pl.DataFrame) -> pl.DataFrame:
    """The pairs with their parts, points and place, sorted by post and place."""
    parts = _parts(merit, facts, pairs)
    judged = pl.concat([pairs.drop("last_resort", strict=False), parts], how="horizontal").with_columns(
        pl.sum_horizontal(SHORTLIST_PARTS).alias("points")
    )
    seniority = facts.persons.select("person", "employee_id", "rank_order", "months_in_rank")
    return (
        judged.join(seniority, on="person", how="left", validate="m:1")
        .join(facts.posts.select("post", "post_id"), on="post", how="left", validate="m:1")
        .sort(
            "post_id", "points", "rank_order", "months_in_rank", "employee_id",
            descending=[False, True, True, True, False], nulls_last=True,
        )
        .with_columns(pl.int_range(1, pl.len() + 1).over("post_id").alias("place"))
    )  # fmt: skip


def _parts(merit: Merit, facts: Facts, pairs: pl.DataFrame) -> pl.DataFrame:
    """One row per pair: SHORTLIST_PARTS and ``months_in_field`` (null where not known)."""
    empty = pl.DataFrame(schema=dict.fromkeys((*SHORTLIST_PARTS, "months_in_field"), pl.Int64))
    found = [pl.DataFrame(_columns(merit, chunk)) for chunk in chunks(facts, pairs)]
    return pl.concat([empty, *found]).with_columns(pl.col("months_in_field").replace(UNKNOWN, None))


def _columns(merit: Merit, chunk: Chunk) -> dict[str, Ints]:
    everyone = np.ones(len(chunk.person), np.bool_)
    performance, potential, experience = _selection(merit, chunk, merit.selection.points(chunk, everyone))
    computed = {
        "fit": merit.fit.standing(chunk),
        "performance": performance,
        "potential": potential,
        "experience": experience,
        "wish": merit.wishes.stated(merit.wishes.answer(chunk.person, chunk.post)),
        "last_resort": -merit.weights.last_resort * chunk.last_resort,
        "development": merit.development.points(chunk, merit.selection),
    }
    replaced, assessed = merit.assessed(chunk)
    months = merit.experience.in_field(chunk.person, merit.experience.field_of_post[chunk.post])
    kept = {name: np.where(replaced, 0, column) for name, column in computed.items()}
    columns = kept | {"assessed": assessed}
    return {name: columns[name] for name in SHORTLIST_PARTS} | {"months_in_field": months}


def _selection(merit: Merit, chunk: Chunk, total: Ints) -> tuple[Ints, Ints, Ints]:
    """The points of selection as its three thirds; rounded one after the other, so that their sum is exact."""
    scores = (merit.selection.performance(chunk.person), merit.selection.potential[chunk.person])
    sums = np.cumsum([2 * np.where(score < 0, merit.selection.silent, score) - FULL for score in scores], axis=0)
    first, second = (rounded(merit.weights.selection * part, 3 * FULL) for part in sums)
    return first, second - first, total - second


def _rule_ids(placed: pl.DataFrame, rules: Sequence[Rule]) -> pl.Series:
    """Ids of the rules whose gate is open, in the order of the rules."""
    if "gates" not in placed.columns or not rules:
        return pl.Series("gates", [[]] * placed.height, dtype=pl.List(pl.String))
    bits = pl.col("gates")
    named = [pl.when((bits // (1 << bit)) % 2 == 1).then(pl.lit(rule.id)) for bit, rule in enumerate(rules)]
    return placed.select(pl.concat_list(named).list.drop_nulls().alias("gates"))["gates"]
