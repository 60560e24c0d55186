"""Which rules a plan was checked against, on how many people, and how sure we are of each rule's text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from penata.law.citation import POLICY
from penata.report.wording import PERSONAL
from penata.vocabulary import Confidence
from penata.wording import TO_CHECK

CONFIDENCE: Final = {
    Confidence.QUOTED.value: "bunyinya terbaca pada kutipan",
    Confidence.SECONDARY.value: "dari sumber kedua",
    Confidence.CODE.value: "dari data publik",
    Confidence.MEMORY.value: "dari ingatan",
}
"""How the text of a rule was seen, by its mark."""


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
    settled_by: str = ""

    @property
    def to_check(self) -> bool:
        """Whether it stands on a text that was not seen as a quotation; what the agency decides has no text."""
        return self.confidence != Confidence.QUOTED and not self.by_agency

    @property
    def touches(self) -> bool:
        """Whether it could say something of anybody."""
        return any((self.people_tested, self.unknown, self.barred, self.gated))

    @property
    def by_agency(self) -> bool:
        """Whether no article says it: a parameter of the agency."""
        return self.citation == POLICY


def rule_lines(result: Mapping[str, Any]) -> list[RuleLine]:
    """The tallies of result.json as lines, in their order; what personal rules caught is never counted out."""
    return [_line(tally) for tally in result.get("rules", {}).get("tallies", ())]


def titles_of(lines: list[RuleLine]) -> dict[str, str]:
    """Title by rule id, with a remark where its text must be checked; personal ones all bear one name."""
    marked = {line.id: f"{line.title} ({TO_CHECK})" if line.to_check else line.title for line in lines}
    return {line.id: PERSONAL if line.sensitive else marked[line.id] for line in lines}


def papers_of(lines: list[RuleLine]) -> dict[str, str]:
    """The document or approval that settles each rule, by its id; nothing of personal ones."""
    return {line.id: line.settled_by for line in lines if line.settled_by and not line.sensitive}


def sensitive_ids(lines: list[RuleLine]) -> frozenset[str]:
    """Ids of the rules about personal conditions."""
    return frozenset(line.id for line in lines if line.sensitive)


def confirmation_words(result: Mapping[str, Any]) -> str:
    """How many of the rules that bar the legal office has confirmed; empty where a plan does not state it.

    >>> confirmation_words({"rules": {"blocking": 20, "confirmed": 3, "outdated": ["MUT-03"]}})
    'Bagian hukum mengonfirmasi 3 dari 20 aturan yang menghalangi; yang lama tidak dihitung: MUT-03.'
    """
    rules = result.get("rules", {})
    if not rules.get("blocking"):
        return ""
    old = f"; yang lama tidak dihitung: {', '.join(rules['outdated'])}" if rules.get("outdated") else ""
    return f"Bagian hukum mengonfirmasi {rules['confirmed']} dari {rules['blocking']} aturan yang menghalangi{old}."


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
        settled_by=str(tally.get("settled_by") or ""),
    )
