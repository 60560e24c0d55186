"""What a rule says about one person and one post, with its reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from penata.law.rule import Rule
from penata.vocabulary import Direction, Outcome, RuleClass
from penata.wording import TO_CHECK


class Decision(StrEnum):
    """Where all rules together leave a pair, in the words of committees."""

    MAY = "MS"
    WITH_GATES = "BTL"
    MAY_NOT = "TMS"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One rule's answer about one pair.

    ``facts`` are the values on which it rests. ``on_file``: an approval closes the gate. ``forbidden``: the
    policy lets nobody through while the gate is open. ``remark``: a SOFT or INFO rule is not met; nothing
    follows from it by itself.
    """

    rule: Rule
    outcome: Outcome
    facts: Mapping[str, Any]
    on_file: bool = False
    forbidden: bool = False
    remark: bool = False

    @property
    def message(self) -> str:
        """One Indonesian sentence: what the rule demands and how it stands."""
        demand = self.rule.demand
        if self.remark:
            return f"Catatan: tidak sesuai dengan “{demand}”."
        if self.outcome is Outcome.PASS:
            return f"Dipenuhi: {demand}."
        if self.outcome is Outcome.UNKNOWN:
            proof = self.rule.settled_by.label
            if self.rule.settled_by.outside:  # what is not known is settled by the data; the approval is only else
                return f"Belum dapat diuji: {demand}; lengkapi datanya, atau mintakan {proof}."
            return f"Belum dapat diuji: {demand}; dibuktikan dengan {proof}."
        if self.outcome is Outcome.GATE:
            return f"Dengan syarat: {demand}; diperlukan {self.rule.settled_by.label}."
        return f"Tidak memenuhi: {demand}."

    @property
    def marked_message(self) -> str:
        """The message, with a remark where the official text must be checked."""
        return f"{self.message.removesuffix('.')} ({TO_CHECK})." if self.rule.must_be_checked else self.message

    @property
    def stands_in_the_way(self) -> bool:
        """Whether the pair is no candidate because of this rule."""
        return self.outcome is Outcome.BAR or self.forbidden

    @property
    def is_open_gate(self) -> bool:
        """Whether something must still be settled."""
        return self.outcome in {Outcome.GATE, Outcome.UNKNOWN} and not self.on_file and self.rule.opens_gate


@dataclass(frozen=True, slots=True)
class Explanation:
    """All verdicts about one person and one post, in the order of the rules.

    ``planned``: the pair is a candidate of the plan under the policy (before any cut by distance).
    """

    employee_id: str
    post_id: str
    own: bool
    forced: bool
    direction: Direction | None
    decision: Decision
    planned: bool
    verdicts: tuple[Verdict, ...]

    @property
    def reasons(self) -> tuple[Verdict, ...]:
        """The verdicts that bar, gate or remark; left out is what passes, or could merely not be remarked upon."""
        return tuple(v for v in self.verdicts if v.remark or (v.outcome is not Outcome.PASS and v.rule.opens_gate))


def outcome_of(rule: Rule, fails: bool | None) -> Outcome:
    """The outcome of a rule whose ``fails`` has this value."""
    if fails is False:
        return Outcome.PASS
    if fails is None:
        return Outcome.UNKNOWN
    if rule.rule_class is RuleClass.HARD:
        return Outcome.BAR
    return Outcome.GATE if rule.rule_class is RuleClass.GATE else Outcome.PASS
