"""Which rules a plan was checked against, on how many people, and how sure we are of each rule's text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from penata.law.citation import POLICY
from penata.report.wording import PERSONAL
from penata.vocabulary import Confidence

CONFIDENCE: Final = {
    Confidence.QUOTED: "bunyi aturan terbaca pada kutipan; tetap cocokkan dengan naskah resmi",
    Confidence.SECONDARY: "dari sumber kedua; wajib dicocokkan dengan naskah resmi",
    Confidence.CODE: "dari data publik; wajib dicocokkan dengan naskah resmi",
    Confidence.MEMORY: "dari ingatan; wajib dicocokkan dengan naskah resmi sebelum dipakai",
}
"""What a confidence mark asks of the reader."""


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule as a plan was checked against it; counts are people and pairs, None where they are not told."""

    id: str
    title: str
    citation: str
    confidence: str
    people_tested: int | None
    unknown: int | None
    barred: int | None
    gated: int | None
    sensitive: bool

    @property
    def to_check(self) -> bool:
        """Whether it stands on a text that was not seen as a quotation; what the agency decides has no text."""
        return self.confidence != Confidence.QUOTED and not self.by_agency

    @property
    def by_agency(self) -> bool:
        """Whether no article says it: a parameter of the agency."""
        return self.citation == POLICY


def rule_lines(result: Mapping[str, Any]) -> list[RuleLine]:
    """The tallies of result.json as lines, in their order; what personal rules caught is never counted out."""
    return [_line(tally) for tally in result.get("rules", {}).get("tallies", ())]


def titles_of(lines: list[RuleLine]) -> dict[str, str]:
    """Title by rule id; personal ones all bear one name."""
    return {line.id: PERSONAL if line.sensitive else line.title for line in lines}


def sensitive_ids(lines: list[RuleLine]) -> frozenset[str]:
    """Ids of the rules about personal conditions."""
    return frozenset(line.id for line in lines if line.sensitive)


def _line(tally: Mapping[str, Any]) -> RuleLine:
    rule_id = str(tally["id"])
    sensitive = bool(tally.get("sensitive", False))
    return RuleLine(
        id=rule_id,
        title=str(tally.get("title") or rule_id),
        citation=str(tally.get("citation") or POLICY),
        confidence=str(tally.get("confidence") or ""),
        people_tested=tally.get("people_tested"),
        unknown=tally.get("unknown"),
        barred=None if sensitive else tally.get("pairs_barred"),
        gated=None if sensitive else tally.get("pairs_gated"),
        sensitive=sensitive,
    )
