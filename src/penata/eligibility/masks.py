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
    applies = frame.select(_full(rule.applies, frame.height).alias(f"a{bit}") for bit, rule in rules)
    asked = [(bit, rule) for bit, rule in rules if not _is_never(applies[f"a{bit}"])]
    answers = frame.hstack(applies).select(
        (pl.col(f"a{bit}") & ~_full(rule.passes, frame.height)).alias(f"f{bit}") for bit, rule in asked
    )
    zero = np.zeros(frame.height, dtype=np.uint64)
    bars, still_open, unknown, tested = zero.copy(), zero.copy(), zero.copy(), zero.copy()
    for bit, rule in asked:
        fails = answers[f"f{bit}"]
        _mark(bars if rule.rule_class is RuleClass.HARD else still_open, fails, bit)
        _mark(unknown, fails.is_null(), bit)
        _mark(tested, applies[f"a{bit}"] & fails.is_not_null(), bit)
    return Masks(bars=bars, gates=still_open | unknown, unknown=unknown, tested=tested)


def _is_never(applies: pl.Series) -> bool:
    return applies.null_count() == 0 and not applies.any()


def _mark(bits: Bits, flags: pl.Series, bit: int) -> None:
    """Set one bit where a flag is true; most rules say nothing of most rows, so that nothing is written."""
    if flags.any():
        bits |= flags.fill_null(value=False).to_numpy().astype(np.uint64) << np.uint64(bit)


def _full(expr: pl.Expr, height: int) -> pl.Expr:
    """A constant answer, spread over all rows."""
    return expr if expr.meta.root_names() else pl.repeat(expr, height, dtype=pl.Boolean)


def _nothing(height: int) -> Masks:
    zeros = np.zeros(height, dtype=np.uint64)
    return Masks(zeros, zeros, zeros, zeros)
