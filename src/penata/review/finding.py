"""What is said about one name of a list: what it is, how heavy, on which rule and facts it rests."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from penata.law.citation import POLICY
from penata.vocabulary import Confidence


class Weight(StrEnum):
    """How heavy a finding is, heaviest first."""

    BAR = "BAR"
    """A rule is not met: TMS."""
    PROBLEM = "PROBLEM"
    """The list cannot be carried out as it stands: unknown person or seat, a seat that is taken or promised twice."""
    REMARK = "REMARK"
    """No rule bars it, but the committee must see it."""
    DOCUMENT = "DOCUMENT"
    """A document, an approval or a fact is missing: BTL."""
    NOTE = "NOTE"
    """For the reader's knowledge only."""


ORDER: Final = {weight: place for place, weight in enumerate(Weight)}


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding about the name on ``line``.

    ``code``: a rule's id, or one of the codes of this room (docs/handbook/usulan.md). ``text``: an Indonesian
    sentence. ``facts``: the values on which a rule's answer rests. ``sensitive``: shown only as "syarat pribadi".
    ``confidence`` is how the rule's text was seen (None: no article says it). ``document`` is what settles it.
    """

    line: int
    code: str
    weight: Weight
    text: str
    citation: str = POLICY
    confidence: Confidence | None = None
    sensitive: bool = False
    document: str = ""
    remedy: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def of_rule(self) -> bool:
        """Whether a rule of law or policy says it, and not the look at the list as a whole."""
        return self.remedy != "" or bool(self.facts)

    @property
    def to_check(self) -> bool:
        """Whether the rule's text was not seen as a quotation: the official text must be looked up first."""
        return self.citation != POLICY and self.confidence is not Confidence.QUOTED
