"""Approvals on file: which gates they close, for whom and where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from penata.eligibility.masks import Bits
from penata.facts import Facts
from penata.law.rule import Rule
from penata.law.transfers import transfers
from penata.tables import Dataset


@dataclass(frozen=True, slots=True)
class Closed:
    """Bits of the gates that approvals close: per person, per post, and for single pairs.

    ``of_pair``: person, post, bits.
    """

    of_person: Bits
    of_post: Bits
    of_pair: pl.DataFrame

    @property
    def posts_of_pairs(self) -> frozenset[int]:
        """Posts for which an approval names a single person."""
        return frozenset(self.of_pair["post"].to_list())

    def of_rows(self, rows: pl.DataFrame) -> Bits:
        """Bits that are closed for rows of ``person`` and ``post``."""
        shut = self.of_person[rows["person"].to_numpy()] | self.of_post[rows["post"].to_numpy()]
        if self.of_pair.height == 0:
            return np.asarray(shut)
        single = rows.select("person", "post").join(
            self.of_pair, on=["person", "post"], how="left", validate="m:1", maintain_order="left"
        )
        return np.asarray(shut | single["bits"].fill_null(0).to_numpy())


def closed_by(dataset: Dataset, facts: Facts, rules: Sequence[Rule]) -> Closed:
    """What the approvals given up to the effective date close; ``kind`` is the gate's kind."""
    kinds: dict[str, int] = {}
    for bit, rule in enumerate(rules):
        if not rule.opens_gate:
            continue
        kinds[rule.settled_by.kind] = kinds.get(rule.settled_by.kind, 0) | (1 << bit)
    return closed_kinds(dataset, facts, kinds)


def closed_kinds(dataset: Dataset, facts: Facts, kinds: Mapping[str, int]) -> Closed:
    """The bits of each kind of approval that was given up to the effective date."""
    given = (
        dataset["approvals"]
        .filter(pl.col("given_on") <= facts.effective_date)
        .with_columns(pl.col("kind").replace_strict(dict(kinds), default=0, return_dtype=pl.UInt64).alias("bits"))
        .join(facts.persons.select("employee_id", "person"), on="employee_id", how="left", validate="m:1")
        .join(facts.posts.select("post_id", "post"), on="post_id", how="left", validate="m:1")
    )
    person, post = pl.col("person").is_not_null(), pl.col("post").is_not_null()
    pairs = (
        given.filter(person & post).group_by("person", "post").agg(pl.col("bits").bitwise_or()).sort("person", "post")
    )
    return Closed(
        of_person=_spread(given.filter(person & ~post), "person", facts.persons.height),
        of_post=_spread(given.filter(~person & post), "post", facts.posts.height),
        of_pair=pairs,
    )


def without_effect(dataset: Dataset, facts: Facts, known: Sequence[Rule]) -> dict[str, int]:
    """How many approvals close nothing, by reason; ``known`` are all rules, also those that the policy leaves out.

    A paper of the checklist of a transfer is known too, although no rule asks for it.
    """
    kinds = {rule.settled_by.kind for rule in known} | {document.code for document in transfers().documents}
    nobody = pl.col("employee_id").is_null() & pl.col("post_id").is_null()
    stranger, later = ~pl.col("kind").is_in(sorted(kinds)), pl.col("given_on") > facts.effective_date
    counts = dataset["approvals"].select(
        nobody.sum().alias("APPROVAL_WITHOUT_SUBJECT"),
        (~nobody & stranger).sum().alias("APPROVAL_OF_UNKNOWN_KIND"),
        (~nobody & ~stranger & later).sum().alias("APPROVAL_NOT_YET_GIVEN"),
    )
    return counts.row(0, named=True)


def _spread(given: pl.DataFrame, key: str, height: int) -> Bits:
    bits = np.zeros(height, dtype=np.uint64)
    np.bitwise_or.at(bits, given[key].to_numpy(), given["bits"].to_numpy())
    return bits
