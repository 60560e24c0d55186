"""Editions of the corpus, and what of it holds on a day.

The law changes by day (``valid_from``, ``valid_until``); what Penata knows of it changes by edition (``added``,
``dropped``). A plan states both, so that an old plan is judged again exactly as it was.
"""

import datetime as dt
from typing import Final, Protocol

EDITIONS: Final = ("2026.1", "2026.2")
"""All editions, oldest first. The first is the corpus of the first release."""

NEWEST: Final = EDITIONS[-1]

PUBLISHED: Final = {"2026.1": dt.date(2026, 11, 21), "2026.2": dt.date(2026, 11, 21)}
"""The day of each edition: who confirmed a rule before it cannot have meant a version that came with it."""


class Dated(Protocol):
    """One version of a rule or of a value."""

    @property
    def valid_from(self) -> dt.date | None:
        """First day in force; None: unknown, counted as always."""

    @property
    def valid_until(self) -> dt.date | None:
        """First day no more in force; None: open."""

    @property
    def added(self) -> str:
        """First edition that knows this version."""

    @property
    def dropped(self) -> str | None:
        """First edition that knows it no more; None: still known."""


def is_known(entry: Dated, edition: str = NEWEST) -> bool:
    """Whether an edition contains a version of a rule or value.

    Raises ValueError for an edition that does not exist.
    """
    at = EDITIONS.index(edition)
    return EDITIONS.index(entry.added) <= at and (entry.dropped is None or at < EDITIONS.index(entry.dropped))


def in_force(entry: Dated, on: dt.date, edition: str = NEWEST) -> bool:
    """Whether a version is in force on a day, as an edition knows it."""
    begun = entry.valid_from is None or entry.valid_from <= on
    return begun and (entry.valid_until is None or on < entry.valid_until) and is_known(entry, edition)
