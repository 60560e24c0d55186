"""Pairs that somebody asks about by name: every rule's answer on exactly these, in bulk.

``candidates`` looks where the policy looks; here a pair is given, and what stands in its way is told.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from penata.eligibility.approvals import closed_by
from penata.eligibility.candidates import PAIRS
from penata.eligibility.masks import Bits, Masks, Treatment, pair_masks, person_masks, roots, treatment_of
from penata.eligibility.rules import rules_of, scope_rules
from penata.eligibility.scene import pair_frame, scene_of
from penata.facts import Facts
from penata.law.rule import Rule
from penata.policy import Policy
from penata.tables import Dataset

_RUN = 2_000_000  # pairs judged at a time


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What was asked, in the order given.

    ``pairs``: the columns of ``PAIRS``, and ``stands`` (UInt64: bit i, rule i bars it, or leaves a gate that the
    policy forbids), ``planned`` (the policy plans such a move at all). A pair is free where it is planned and nothing
    stands against it. ``rules``: in the order of their bits.
    """

    pairs: pl.DataFrame
    rules: tuple[Rule, ...]

    @property
    def free(self) -> npt.NDArray[np.bool_]:
        """Which pairs nothing stands against."""
        return np.asarray(self.pairs.select(pl.col("planned") & (pl.col("stands") == 0)).to_series().to_numpy())


def asked_pairs(facts: Facts, dataset: Dataset, policy: Policy, pairs: pl.DataFrame) -> Asked:
    """Judge these pairs (``person``, ``post``: row numbers of the facts) of counted people.

    The policy's kinds of move, planned categories and gates hold as in ``candidates``; its cuts by distance do not,
    for who asks for a place knows how far it is. Raises InputError where the policy names what does not exist.
    """
    scene = scene_of(facts, dataset, policy)
    rules, reach = rules_of(scene.basis, policy), scope_rules(policy)
    closed, of_person = closed_by(dataset, facts, rules), person_masks(scene, rules)
    treatment = treatment_of(rules, policy)
    found = [pl.DataFrame(schema={**PAIRS, "stands": pl.UInt64, "planned": pl.Boolean})]
    for run in pairs.select("person", "post").iter_slices(_RUN):
        frame = pair_frame(scene, run, roots(reach))
        planned = frame.select(~pl.any_horizontal(rule.fails.fill_null(value=True) for rule in reach)).to_series()
        masks = pair_masks(scene, rules, run) | of_person[run["person"].to_numpy()]
        found.append(_columns(run, frame, planned, _shut(masks, closed.of_rows(run)), treatment))
    return Asked(pl.concat(found), rules)


def _shut(masks: Masks, shut: Bits) -> Masks:
    """The masks after the approvals on file have closed their gates."""
    return Masks(masks.bars, masks.gates & ~shut, masks.unknown & ~shut, masks.tested)


def _columns(run: pl.DataFrame, frame: pl.DataFrame, planned: pl.Series, masks: Masks, how: Treatment) -> pl.DataFrame:
    known = masks.gates & ~masks.unknown
    forbidden = (known & np.uint64(how.forbidden_open)) | (masks.unknown & np.uint64(how.forbidden_unknown))
    last = (known & np.uint64(how.last_open)) | (masks.unknown & np.uint64(how.last_unknown))
    return run.select(
        "person", "post", frame["direction"], pl.lit(value=False).alias("forced"), pl.Series("gates", masks.gates),
        pl.Series("last", last).bitwise_count_ones().cast(pl.UInt8).alias("last_resort"),
        pl.Series("stands", masks.bars | forbidden), planned.alias("planned"),
    )  # fmt: skip
