"""The register: which rules on transfers are encoded, partly or not, and why."""

from dataclasses import dataclass
from functools import cache

from penata.shipped import shipped


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule as collected, with its ``citation``: ``encoded`` is full, part or none.

    ``by`` names rules, values and parts of the program (``penata.room.module``); ``why`` explains what is missing.
    """

    id: str
    citation: str
    encoded: str
    by: tuple[str, ...] = ()
    why: str = ""


@cache
def register() -> tuple[Entry, ...]:
    """All entries in the order of the file.

    >>> [entry.by for entry in register() if entry.id == "PPK-01"]
    [('PPK-01',)]
    """
    raw = shipped("penata.law", "register.yaml")
    return tuple(Entry(**{**entry, "by": tuple(entry.get("by", ()))}) for entry in raw)
