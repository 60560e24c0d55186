"""Kinds of transfer as data: who decides, which steps and papers each needs, and the kind codes of I-MUT."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from penata.shipped import shipped
from penata.vocabulary import Confidence

When = tuple[Mapping[str, tuple[str, ...]], ...]
"""Ways to hold, one of which suffices: facts, each with the values it may have ("true" for one that is so or not)."""


@dataclass(frozen=True, slots=True)
class Provision:
    """One coded entry of the law of transfers: a kind, a step, a paper, a kind code of I-MUT.

    ``when``: ways in which it holds; empty: always. ``who`` acts (steps). ``category``: the group of an I-MUT
    code. ``short``: the name of a paper in lists. ``confidence``: how the text was seen.
    """

    code: str
    label: str
    citation: str
    confidence: Confidence
    when: When
    who: str = ""
    category: str = ""
    short: str = ""
    note: str = ""

    @property
    def must_check(self) -> bool:
        """Whether its text was not seen as a quotation: it must be compared with the official text before use."""
        return self.confidence is not Confidence.QUOTED


@dataclass(frozen=True, slots=True)
class Transfers:
    """All provisions in the order of the file.

    ``approved``: states of an I-MUT proposal whose pertek is signed. ``closed_by_imut``: kinds of approval that such a
    pertek stands for.
    """

    kinds: tuple[Provision, ...]
    steps: tuple[Provision, ...]
    documents: tuple[Provision, ...]
    imut_kinds: tuple[Provision, ...]
    phases: Mapping[str, str]
    closed_by_imut: tuple[str, ...]

    @property
    def approved(self) -> frozenset[str]:
        """States of an I-MUT proposal (``ImutStatus``) in which the pertek is signed."""
        return frozenset(code for code, phase in self.phases.items() if phase == "APPROVED")


@cache
def transfers() -> Transfers:
    """The law of transfers, read once.

    >>> [kind.code for kind in transfers().kinds][:2]
    ['WITHIN_AGENCY', 'BETWEEN_REGENCIES']
    """
    raw = shipped("penata.law", "transfers.yaml")
    return Transfers(
        kinds=_provisions(raw["kinds"]),
        steps=_provisions(raw["steps"]),
        documents=_provisions(raw["documents"]),
        imut_kinds=_provisions(raw["imut_kinds"]),
        phases={entry["code"]: entry["phase"] for entry in raw["imut_statuses"]},
        closed_by_imut=tuple(raw["imut_closes"]),
    )


def labels(provisions: tuple[Provision, ...]) -> dict[str, str]:
    """Indonesian label by code.

    >>> labels(transfers().documents)["SIP"]
    'surat izin praktik (SIP) untuk tempat yang baru'
    """
    return {entry.code: entry.label for entry in provisions}


def _provisions(entries: list[dict[str, Any]]) -> tuple[Provision, ...]:
    return tuple(
        Provision(**{**entry, "confidence": Confidence(entry["confidence"]), "when": _when(entry.get("when", []))})
        for entry in entries
    )


def _when(raw: Mapping[str, list[Any]] | list[Mapping[str, list[Any]]]) -> When:
    ways = [raw] if isinstance(raw, Mapping) else raw
    return tuple(
        {fact: tuple(str(value).lower() if isinstance(value, bool) else value for value in values)
         for fact, values in way.items()}
        for way in ways
    )  # fmt: skip
