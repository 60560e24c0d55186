"""Candidates for vacant leading posts: the committee decides, the library only says who meets the requirements."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import polars as pl

from penata.eligibility.approvals import Closed, closed_by
from penata.eligibility.masks import Masks, pair_masks, person_masks, roots
from penata.eligibility.reach import Classes, classes_of
from penata.eligibility.rules import rules_of
from penata.eligibility.scene import DIRECTIONS, Scene, pair_frame, scene_of
from penata.eligibility.unfold import unfold
from penata.facts import Facts
from penata.law.rule import Rule
from penata.policy import Policy
from penata.tables import Dataset
from penata.vocabulary import LEADING, Category

SHORTLIST_PAIRS: Final[dict[str, pl.DataType]] = {
    "person": pl.UInt32(),
    "post": pl.UInt32(),
    "direction": DIRECTIONS,
    "gates": pl.UInt64(),
}


def shortlist_pairs(
    facts: Facts, dataset: Dataset, policy: Policy, *, opened: Sequence[int] | None = None
) -> pl.DataFrame:
    """Persons of the same level, and one step below, who meet the requirements of a vacant post to be proposed.

    A post is vacant where fewer people than needed sit on it, or nobody where no need is stated; ``opened`` names
    other posts to look at (row numbers), as if a seat there were empty. Functional
    staff are considered for posts of their own family only. Gates stay open and are listed; none is
    forbidden here, because the committee obtains the approvals.

    Args:
        facts: persons and posts on the effective date.
        dataset: for approvals and the tables that rules read.
        policy: which categories are shortlisted, and which rules are off.
        opened: posts whose seats would open, for chains of succession; those of other categories are left out.

    Returns:
        person, post (UInt32, row numbers), direction, gates (bits as in ``Candidates.rules``); sorted.
    """
    return Shortlists.of(facts, dataset, policy).pairs(opened)


@dataclass(frozen=True, slots=True, eq=False)
class Shortlists:
    """Everything that shortlists are made from, prepared once; ``pairs`` answers for one set of posts after another."""

    scene: Scene
    rules: tuple[Rule, ...]
    closed: Closed
    of_person: Masks

    @classmethod
    def of(cls, facts: Facts, dataset: Dataset, policy: Policy) -> "Shortlists":
        """Prepare the rules and what they look at; arguments as for ``shortlist_pairs``."""
        scene = scene_of(facts, dataset, policy)
        rules = rules_of(scene.basis, policy)
        closed = closed_by(dataset, facts, rules)
        posts = scene.posts.with_columns(pl.Series("to_closed", closed.of_post))
        scene = replace(scene, posts=posts)
        return cls(scene=scene, rules=rules, closed=closed, of_person=person_masks(scene, rules))

    def pairs(self, opened: Sequence[int] | None = None) -> pl.DataFrame:
        """As ``shortlist_pairs``."""
        scene = self.scene
        columns = {*roots(rule for rule in self.rules if rule.opens_gate), "to_closed", "to_family"}
        vacant = (pl.col("to_shortage") > 0) | (pl.col("to_need").is_null() & (pl.col("to_filled") == 0))
        looked_at = vacant if opened is None else pl.col("to_post").is_in(sorted(set(opened)))
        proposed = (pl.col("to_treatment") == "shortlist") & looked_at
        classes = classes_of(scene, columns, of=proposed, apart=self.closed.posts_of_pairs)
        rows = _near(scene.persons.filter("counted"), scene, classes)
        masks = pair_masks(scene, self.rules, rows) | self.of_person[rows["person"].to_numpy()]
        gates = masks.gates & ~self.closed.of_rows(rows)
        kept = rows.with_columns(pl.Series("gates", gates)).filter(pl.Series(masks.bars == 0))
        kept = kept.with_columns(pair_frame(scene, kept, ())["direction"])
        pairs = unfold(kept, classes)
        own = scene.persons["own_post"].fill_null(np.iinfo(np.uint32).max).to_numpy()
        pairs = pairs.only(own[pairs.person] != pairs.post)
        made = kept.select("direction", "gates")[pairs.row]
        return made.with_columns(pl.Series("person", pairs.person), pl.Series("post", pairs.post)).select(
            SHORTLIST_PAIRS.keys()
        )


def _near(persons: pl.DataFrame, scene: Scene, classes: Classes) -> pl.DataFrame:
    """person, class, post: who stands level with the post, or one step below it."""
    people = persons.select("person", "agency_id", "category", "level_order", "standing", "family")
    targets = classes.frame.join(
        scene.posts.select(pl.col("to_post").alias("post"), "to_family"), on="post", how="left", validate="1:1"
    )
    leading = pl.col("category").is_in([category.value for category in LEADING])
    inside = {"left_on": ["agency_id", "category"], "right_on": ["to_agency_id", "to_category"]}
    step = pl.col("to_level_order") - pl.col("level_order")
    beside = people.filter(leading).join(targets, **inside, how="inner", validate="m:m", coalesce=False)  # type: ignore[arg-type]
    beside = beside.filter(step.is_null() | step.is_between(0, 1))
    parts = [beside.select("person", "class", "post")]
    for steps in (0, 1):
        other = people.with_columns((pl.col("standing") + steps).alias("_standing")).join(
            targets, left_on=["agency_id", "_standing"], right_on=["to_agency_id", "to_standing"], how="inner",
            validate="m:m", coalesce=False,
        )  # fmt: skip
        fits = (pl.col("category") != Category.FUNGSIONAL) | (pl.col("family") == pl.col("to_family"))
        parts.append(
            other.filter((pl.col("category") != pl.col("to_category")) & fits).select("person", "class", "post")
        )
    return pl.concat(parts).unique(["person", "class"]).sort("person", "class")
