"""Who could lead a school or health centre: a duty beside the own seat (*tugas tambahan*), not a transfer."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import polars as pl

from penata.eligibility.masks import pair_masks
from penata.eligibility.shortlist import SHORTLIST_PAIRS, Shortlists
from penata.facts import Facts
from penata.law.rule import Rule, Scope
from penata.policy import Policy
from penata.tables import Dataset
from penata.vocabulary import Category, DutyKind

_ASKED: Final = ("REQ-11", "REQ-11-MANAGER", "MUT-04-EDU", "MUT-04-RANK")
"""Rules on the pair that hold for a duty too; the person's own standing and conduct always do."""
_MUST: Final = ("REQ-11",)
"""Rules that leave a gate in a transfer, but without which nobody is proposed for the duty."""


def vacant_headships(facts: Facts, dataset: Dataset) -> pl.DataFrame:
    """post, post_id of functional posts that lead a unit and that nobody holds or leads by a duty on the day.

    An acting head (Plt., Plh., Pj.) leaves the headship vacant.
    """
    on = facts.effective_date
    running = (pl.col("from").is_null() | (pl.col("from") <= on)) & (pl.col("until").is_null() | (pl.col("until") > on))
    led = dataset["duties"].filter(running & (pl.col("kind") == DutyKind.ADDITIONAL.value)).select("post_id")
    heads = facts.posts.filter(pl.col("leads_unit") & (pl.col("category") == Category.FUNGSIONAL.value))
    vacant = heads.filter(pl.col("filled") == 0).join(led, on="post_id", how="anti", maintain_order="left")
    return vacant.select("post", "post_id")


def headship_pairs(
    facts: Facts, dataset: Dataset, policy: Policy, posts: pl.DataFrame, lists: Shortlists | None = None
) -> pl.DataFrame:
    """Who could take the duty of leading: people of that unit, or of like units in the same district.

    Args:
        facts: persons and posts on the effective date.
        dataset: for the stages of schools.
        policy: which rules are off.
        posts: ``post`` (row numbers) of functional posts that lead a unit, as ``vacant_headships`` gives them.
        lists: prepared shortlists, where there are any.

    Returns:
        person, post, direction (null: nobody leaves the own seat), gates; sorted. Functional staff of the job's family
        who lead no unit yet, of the same kind of unit and (where known) the same stage of school. Nobody who by the
        data fails the requirements of a head of school (REQ-11); what the data do not tell stays a gate.
    """
    lists = lists or Shortlists.of(facts, dataset, policy)
    rows = _near(facts, dataset, posts)
    masks = pair_masks(lists.scene, lists.rules, rows) | lists.of_person[rows["person"].to_numpy()]
    asked = _bits(lists.rules, [rule.id for rule in lists.rules if _holds_for_duty(rule)])
    must = _bits(lists.rules, _MUST)
    barred = (masks.bars & asked) | (masks.gates & ~masks.unknown & must)
    kept = rows.with_columns(
        pl.lit(None, SHORTLIST_PAIRS["direction"]).alias("direction"), pl.Series("gates", masks.gates & asked)
    )
    return kept.filter(pl.Series(barred == 0)).select(SHORTLIST_PAIRS.keys())


def _near(facts: Facts, dataset: Dataset, posts: pl.DataFrame) -> pl.DataFrame:
    """person, post: functional staff who lead nothing, of the unit itself or of like ones in its district."""
    stage = dataset["schools"].select("unit_id", "stage")
    where = ("agency_id", "unit_kind", "family")
    people = facts.persons.filter(
        pl.col("counted") & ~pl.col("leads") & (pl.col("category") == Category.FUNGSIONAL.value)
    ).select("person", *where, "unit_id", "district_id")
    heads = facts.posts.join(posts, on="post", how="semi").select(
        "post", *where, pl.col("unit_id").alias("to_unit"), pl.col("district_id").alias("to_district")
    )
    people = people.join(stage, on="unit_id", how="left", validate="m:1")
    heads = heads.join(
        stage.rename({"unit_id": "to_unit", "stage": "to_stage"}), on="to_unit", how="left", validate="1:1"
    )
    like = (pl.col("district_id") == pl.col("to_district")) & (
        pl.col("stage").is_null() | pl.col("to_stage").is_null() | (pl.col("stage") == pl.col("to_stage"))
    )
    met = people.join(heads, on=where, how="inner", validate="m:m")
    here = pl.col("unit_id") == pl.col("to_unit")
    return met.filter(here | like.fill_null(value=False)).select("person", "post").sort("person", "post")


def _holds_for_duty(rule: Rule) -> bool:
    """Whether a rule on transfers says something of a duty beside the own seat."""
    return rule.id in _ASKED or (rule.scope is Scope.PERSON and rule.family in ("standing", "conduct"))


def _bits(rules: Sequence[Rule], ids: Sequence[str]) -> np.uint64:
    """The bits of rules by their ids."""
    return np.uint64(sum(1 << bit for bit, rule in enumerate(rules) if rule.opens_gate and rule.id in ids))
