"""How many people each rule could be tested on, and how many pairs it barred or gated."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from penata.eligibility.masks import Bits, Masks, roots
from penata.eligibility.scene import Scene, pair_frame
from penata.law.rule import Rule, Scope


class Tally:
    """Counts by rule, filled chunk by chunk."""

    def __init__(self, rules: int, persons: int) -> None:
        """Nothing counted yet, for so many rules and persons."""
        self.barred = np.zeros(rules, dtype=np.int64)
        self.gated = np.zeros(rules, dtype=np.int64)
        self.tested: Bits = np.zeros(persons, dtype=np.uint64)
        self.unknown: Bits = np.zeros(persons, dtype=np.uint64)

    def add(
        self, person: npt.NDArray[np.uint32], masks: Masks, weight: npt.NDArray[np.int64], kept: npt.NDArray[np.bool_]
    ) -> None:
        """Count rows, each standing for ``weight`` pairs; ``kept`` are those that became candidates."""
        if person.size == 0:
            return
        for bit in _bits(masks.bars):
            self.barred[bit] += weight[_has(masks.bars, bit)].sum()
        gates = np.where(kept, masks.gates, np.uint64(0))
        for bit in _bits(gates):
            self.gated[bit] += weight[_has(gates, bit)].sum()
        first = np.concatenate([[0], np.flatnonzero(np.diff(person)) + 1])
        self.tested[person[first]] |= np.bitwise_or.reduceat(masks.tested, first)
        self.unknown[person[first]] |= np.bitwise_or.reduceat(masks.unknown, first)

    def frame(self, rules: Sequence[Rule], of_person: Masks, scene: Scene, counted: pl.DataFrame) -> pl.DataFrame:
        """rule, people_tested, people_unknown, pairs_barred, pairs_gated; one row per rule in order."""
        who = counted["person"].to_numpy()
        on_person = (of_person.tested[who], of_person.unknown[who])
        on_pairs = (self.tested[who], self.unknown[who])
        rows = []
        for bit, rule in enumerate(rules):
            if not rule.opens_gate:
                tested, unknown = _remarked(rule, scene, counted)
            else:
                source = on_person if rule.scope is Scope.PERSON else on_pairs
                tested, unknown = (int(_has(bits, bit).sum()) for bits in source)
            rows.append((rule.id, tested, unknown, int(self.barred[bit]), int(self.gated[bit])))
        return pl.DataFrame(
            rows, orient="row",
            schema={"rule": pl.String, "people_tested": pl.Int64, "people_unknown": pl.Int64,
                    "pairs_barred": pl.Int64, "pairs_gated": pl.Int64},
        )  # fmt: skip


def _bits(bits: Bits) -> list[int]:
    """The bits that are set anywhere: most rules catch nobody."""
    found = int(np.bitwise_or.reduce(bits)) if bits.size else 0
    return [bit for bit in range(found.bit_length()) if found >> bit & 1]


def _has(bits: Bits, bit: int) -> npt.NDArray[np.bool_]:
    return np.asarray((bits >> np.uint64(bit)) & np.uint64(1) == 1)


def _remarked(rule: Rule, scene: Scene, counted: pl.DataFrame) -> tuple[int, int]:
    """People (for a rule on posts or pairs: people and the post they sit on) to whom a remark could be made."""
    if rule.scope is Scope.PERSON:
        frame = counted
    elif rule.scope is Scope.PAIR:
        own = counted.filter(pl.col("own_post").is_not_null()).select("person", pl.col("own_post").alias("post"))
        frame = pair_frame(scene, own, roots([rule]))
    else:
        seats = scene.posts.with_columns(pl.col("to_post").alias("own_post"))
        frame = counted.select("own_post").join(seats, on="own_post", how="inner", validate="m:1")
    answers = frame.select(
        (rule.applies & rule.fails.is_not_null()).sum().alias("tested"), rule.fails.is_null().sum().alias("unknown")
    )
    return int(answers["tested"][0] or 0), int(answers["unknown"][0] or 0)
