"""The search that is always there: each stage says how it finds its things (in its ``searches.py``)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from penata_web.shared.acting import Acting

FEW: Final = 6


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found."""

    kind: Any
    title: str
    words: str
    url: str


Search = Callable[[Acting, str, int], Iterable[Hit]]
_searches: list[Search] = []


def search(found: Search) -> Search:
    """Announce a search: given who asks, what was typed and how many at most, the hits that this person may see."""
    _searches.append(found)
    return found


def hits(acting: Acting, query: str) -> list[Hit]:
    """What all stages find; nothing for fewer than two letters."""
    query = query.strip()
    if len(query) < 2 or acting.role is None:
        return []
    return [hit for search_one in _searches for hit in search_one(acting, query, FEW)]
