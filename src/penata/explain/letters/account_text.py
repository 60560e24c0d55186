"""An account in words: how far other seats stand behind, and what would have had to be different."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from penata.eligibility.fact_names import SENSITIVE_FACTS, fact_value
from penata.explain.letters.account import Names, Other
from penata.explain.letters.catalogue import filled
from penata.explain.whatif.barriers import Barrier
from penata.explain.whatif.counterfactual import CLOSING, Counterfactual
from penata.explain.whatif.question import Change, Remedy
from penata.vocabulary import label
from penata.wording import Language, day, english_day, span, whole

_LEVELS: Final = ("shortage", "gain", "moves", "tie")
_TOLD_CHANGES: Final = ("POINTS", "NEED", "PREDICATE", "MONTHS_IN_FIELD", "WISH_RANK")
"""Changes that a person is told; a rating of potential is the agency's own matter."""


def behind_words(other: Other, language: Language) -> str:
    """How much worse another seat is than the one given: by the first level that differs."""
    for level, lack in zip(_LEVELS, other.behind, strict=True):
        if lack:
            return filled(f"behind.{level}", language, n=whole(abs(lack)))
    return filled("behind.nothing", language)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The answer about one post: ``says`` in sentences, and ``ways`` of which each alone would be enough."""

    says: tuple[str, ...]
    ways: tuple[str, ...] = ()

    @property
    def lines(self) -> list[str]:
        """The sentences as one paragraph, then a line for each way, beginning with "• "."""
        return [" ".join(self.says), *(f"• {way}" for way in self.ways)]


def what_if(asked: Iterable[Counterfactual], names: Names, language: Language) -> list[WhatIf]:
    """What would have had to be different, for each post that was asked about."""
    return [_answered(one, names, language) for one in asked]


def _answered(one: Counterfactual, names: Names, language: Language) -> WhatIf:
    place = names.seat(one.post_id)
    if one.status in {"GRANTED", "OUT_OF_SCOPE"} and not one.barriers:
        return WhatIf((filled(f"if.{one.status}", language, place=place),))
    said = list(dict.fromkeys(_barrier(barrier, place, names, language) for barrier in one.barriers))
    if any(barrier.kind in CLOSING for barrier in one.barriers):
        return WhatIf(tuple(said))
    if one.open_suffices:
        return WhatIf((*said, filled("if.suffices", language)))
    if said:
        said.append(filled("if.not_alone", language))
    if one.missing is None:
        said.append(filled("if.impossible", language, place=place))
    elif one.missing[0] > 0:
        said.append(filled("if.shortage", language, place=place))
    ways = [words for remedy in (one.points, one.need, *one.facts) if (words := _remedy(remedy, names, language))]
    if ways:
        said.append(filled("if.ways" if len(ways) > 1 else "if.way", language, place=place))
    return WhatIf(tuple(said), tuple(ways))


def _barrier(barrier: Barrier, place: str, names: Names, language: Language) -> str:
    if barrier.sensitive:
        return filled("if.personal", language, place=place)
    kind = barrier.kind
    if (kind == "DATE" and barrier.first_day is None) or (kind == "DOCUMENT" and not barrier.document):
        kind = "FACT"
    indonesian, english = names.demands.get(barrier.rule_id, (barrier.demand, barrier.demand))
    demand = indonesian if language is Language.INDONESIAN else english
    first = "" if barrier.first_day is None else _day(barrier, language)
    said = filled(f"if.{kind}", language, place=place, demand=demand, document=barrier.document or "", day=first)
    if kind != "FACT" or barrier.value is None or barrier.needed is None or barrier.fact in SENSITIVE_FACTS:
        return said
    value, needed = (fact_value(one) for one in (barrier.value, barrier.needed))
    return f"{said} {filled('if.data', language, value=value, needed=needed)}"


def _day(barrier: Barrier, language: Language) -> str:
    return day(barrier.first_day) if language is Language.INDONESIAN else english_day(barrier.first_day)


def _remedy(remedy: Remedy | None, names: Names, language: Language) -> str:
    """The changes of a remedy; nothing where one of them is not for the person to be told."""
    if remedy is None or any(change.kind not in _TOLD_CHANGES for change in remedy.changes):
        return ""
    return f" {filled('if.and', language)} ".join(_change(change, names, language) for change in remedy.changes)


def _change(change: Change, names: Names, language: Language) -> str:
    before, after = (_value(change, value, language) for value in (change.before, change.after))
    return filled(f"if.{change.kind}", language, before=before, after=after, post=names.seat(change.post_id))


def _value(change: Change, value: int | str | None, language: Language) -> str:
    if isinstance(value, int):
        return span(value, language) if change.kind == "MONTHS_IN_FIELD" else whole(value)
    return label(value)
