"""Rules as bits: what each rule answers about many rows at once, packed into whole numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from penata.eligibility.scene import Scene, pair_frame
from penata.law.rule import Rule, Scope
from penata.policy import Policy
from penata.vocabulary import RuleClass

Bits = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Masks:
    """Per row, bit i for rule i: it bars; it leaves a gate; it cannot be answered; it applied and was answered."""

    bars: Bits
    gates: Bits
    unknown: Bits
    tested: Bits

    def __getitem__(self, rows: npt.NDArray[np.intp] | npt.NDArray[np.uint32]) -> "Masks":
        """The masks of some rows."""
        return Masks(self.bars[rows], self.gates[rows], self.unknown[rows], self.tested[rows])

    def __or__(self, other: "Masks") -> "Masks":
        """Both sets of rules together, row by row."""
        return Masks(
            self.bars | other.bars, self.gates | other.gates, self.unknown | other.unknown, self.tested | other.tested
        )


@dataclass(frozen=True, slots=True)
class Treatment:
    """Which bits the policy forbids and which it takes as a last resort, when a gate is open or not answerable."""

    forbidden_open: int
    forbidden_unknown: int
    last_open: int
    last_unknown: int


def treatment_of(rules: Sequence[Rule], policy: Policy) -> Treatment:
    """The policy's treatment of each rule's gate; what is merely unknown counts as an own document."""
    forbidden, last = [0, 0], [0, 0]
    for bit, rule in enumerate(rules):
        if not rule.opens_gate:
            continue
        for column, outside in enumerate((rule.settled_by.outside, False)):
            how = policy.gate_treatment(rule.settled_by.kind, outside)
            forbidden[column] |= (how == "forbid") << bit
            last[column] |= (how == "last_resort") << bit
    return Treatment(forbidden[0], forbidden[1], last[0], last[1])


def person_masks(scene: Scene, rules: Sequence[Rule]) -> Masks:
    """What the rules on the person alone answer, for every person."""
    return _masks(scene.persons, [(bit, r) for bit, r in enumerate(rules) if r.opens_gate and r.scope is Scope.PERSON])


def pair_masks(scene: Scene, rules: Sequence[Rule], pairs: pl.DataFrame) -> Masks:
    """What the rules on post or pair answer, for rows of ``person`` and ``post`` (``forced``, ``reason``)."""
    chosen = [(bit, r) for bit, r in enumerate(rules) if r.opens_gate and r.scope is not Scope.PERSON]
    if not chosen:
        return _nothing(pairs.height)
    return _masks(pair_frame(scene, pairs, roots(r for _, r in chosen)), chosen)


def roots(rules: Iterable[Rule]) -> set[str]:
    """The columns that rules read."""
    return {name for rule in rules for expr in (rule.applies, rule.passes) for name in expr.meta.root_names()}


def _masks(frame: pl.DataFrame, rules: list[tuple[int, Rule]]) -> Masks:
    """Evaluate each rule once; a rule whose condition does not apply leaves no bit."""
    if not rules:
        return _nothing(frame.height)
    answers = frame.select(
        *(_full(rule.fails, frame.height).alias(f"f{bit}") for bit, rule in rules),
        *(_full(rule.applies, frame.height).alias(f"a{bit}") for bit, rule in rules),
    )
    fails = {bit: pl.col(f"f{bit}") for bit, _ in rules}
    hard = [bit for bit, rule in rules if rule.rule_class is RuleClass.HARD]
    soft = [bit for bit, rule in rules if rule.rule_class is not RuleClass.HARD]
    packed = answers.select(
        _pack({bit: fails[bit].fill_null(value=False) for bit in hard}).alias("bars"),
        _pack({bit: fails[bit].fill_null(value=False) for bit in soft}).alias("open"),
        _pack({bit: fails[bit].is_null() for bit in fails}).alias("unknown"),
        _pack({bit: fails[bit].is_not_null() & pl.col(f"a{bit}") for bit in fails}).alias("tested"),
    )
    bars, still_open, unknown, tested = (packed[c].to_numpy() for c in packed.columns)
    return Masks(bars=bars, gates=still_open | unknown, unknown=unknown, tested=tested)


def _full(expr: pl.Expr, height: int) -> pl.Expr:
    """A constant answer, spread over all rows."""
    return expr if expr.meta.root_names() else pl.repeat(expr, height, dtype=pl.Boolean)


def _pack(flags: dict[int, pl.Expr]) -> pl.Expr:
    zero = pl.repeat(0, pl.len(), dtype=pl.UInt64)
    bits = (flag.fill_null(value=False).cast(pl.UInt64) * pl.lit(1 << bit, pl.UInt64) for bit, flag in flags.items())
    return sum(bits, zero)


def _nothing(height: int) -> Masks:
    zeros = np.zeros(height, dtype=np.uint64)
    return Masks(zeros, zeros, zeros, zeros)
