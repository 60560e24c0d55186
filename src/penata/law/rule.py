"""What a rule is: a citation, a three-valued expression over facts, and what to say and do about it."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from penata.law.edition import EDITIONS, NEWEST, in_force
from penata.vocabulary import Confidence, RuleClass
from penata.wording import TO_CHECK


class Scope(StrEnum):
    """What a rule looks at: the person, the post, or both together."""

    PERSON = "PERSON"
    POST = "POST"
    PAIR = "PAIR"


@dataclass(frozen=True, slots=True)
class Gate:
    """The document or approval that settles a rule; ``outside``: somebody outside the agency gives it."""

    kind: str
    label: str
    outside: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule of law, or of the agency where the citation is ``POLICY``.

    ``applies`` and ``passes`` are Polars expressions over facts: the columns of a person as they are, those
    of the target post with the prefix ``to_``, and those of the pair (see ``penata.eligibility.scene``).
    Null means unknown. The same two expressions filter millions of pairs and explain a single one.
    ``confidence`` tells how the text was seen; None where no text exists because the agency decides.
    ``facts`` names the columns that an explanation shows. ``settled_by`` is the gate that stays open where
    the rule is not met (GATE) or cannot be answered (UNKNOWN). ``valid_from`` and ``valid_until``: half-open
    period in force; ``added`` and ``dropped``: editions of the corpus in which this ``version`` stands.
    ``optional``: judged only where the policy names it, because its source is doubtful.
    """

    id: str
    family: str
    citation: str
    rule_class: RuleClass
    confidence: Confidence | None
    scope: Scope
    applies: pl.Expr
    passes: pl.Expr
    facts: tuple[str, ...]
    settled_by: Gate
    demand: str
    demand_en: str
    remedy: str
    sensitive: bool = False
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    version: int = 1
    added: str = EDITIONS[0]
    dropped: str | None = None
    optional: bool = False

    def __post_init__(self) -> None:
        """A text that nobody has seen must not bar anybody."""
        if self.confidence is Confidence.MEMORY and self.rule_class is RuleClass.HARD:
            raise ValueError(f"rule {self.id} is from memory and cannot be HARD; make it a GATE until its text is seen")

    @property
    def fails(self) -> pl.Expr:
        """True: not met; False: met or not applicable; null: cannot be answered from the facts."""
        return self.applies & ~self.passes

    @property
    def opens_gate(self) -> bool:
        """Whether the rule can leave a gate open; SOFT and INFO rules only remark."""
        return self.rule_class in {RuleClass.HARD, RuleClass.GATE}

    @property
    def must_be_checked(self) -> bool:
        """Whether nobody has seen its text as a quotation; what the agency decides has no text."""
        return self.confidence not in {Confidence.QUOTED, None}

    @property
    def marked_demand(self) -> str:
        """The demand, with a remark where the official text must be checked."""
        return f"{self.demand} ({TO_CHECK})" if self.must_be_checked else self.demand

    def holds(self, on: dt.date, edition: str = NEWEST) -> bool:
        """Whether the rule is in force on a day, as an edition knows it; an unknown start counts as in force."""
        return in_force(self, on, edition)
