"""Dated legal values: every number that a regulation or the agency sets, with unit, citation and confidence."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from penata.law.edition import EDITIONS, NEWEST, in_force, is_known
from penata.shipped import shipped
from penata.vocabulary import Confidence


@dataclass(frozen=True, slots=True)
class Value:
    """One legal value in its period of validity, half-open ``[valid_from, valid_until)``; None is unknown or open.

    ``confidence``: how the text was seen; None where no text exists because the agency decides (POLICY).
    ``agency``: the law leaves the value to the agency, which may override it in its policy. ``added`` and
    ``dropped``: editions of the corpus in which this version stands.
    """

    id: str
    value: Any
    unit: str
    citation: str
    confidence: Confidence | None
    checked_on: dt.date
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    agency: bool = False
    note: str = ""
    added: str = EDITIONS[0]
    dropped: str | None = None

    def holds(self, on: dt.date, edition: str = NEWEST) -> bool:
        """Whether the value is in force on a day, as an edition knows it; an unknown start counts as in force."""
        return in_force(self, on, edition)


@cache
def values() -> tuple[Value, ...]:
    """All values of the corpus, in the order of the file."""
    raw = shipped("penata.law", "values.yaml")
    return tuple(Value(**{**entry, "confidence": _confidence(entry["confidence"])}) for entry in raw)


def _confidence(mark: str | None) -> Confidence | None:
    return None if mark is None else Confidence(mark)


def without_value(on: dt.date, edition: str = NEWEST) -> tuple[str, ...]:
    """Ids of which no value is in force on a day: an edition says nothing of so early (or late) a day.

    >>> without_value(dt.date(2026, 1, 1))
    ()
    """
    known = {entry.id for entry in values() if is_known(entry, edition)}
    told = {entry.id for entry in values() if entry.holds(on, edition)}
    return tuple(sorted(known - told))


def value(value_id: str, on: dt.date, overrides: Mapping[str, int] | None = None, edition: str = NEWEST) -> Any:
    """The value in force on a day, or the agency's override where the law leaves it to the agency.

    Raises KeyError for an id that has no value on that day in that edition.

    >>> value("bup.jpt", dt.date(2026, 1, 1))
    60
    """
    found = [entry for entry in values() if entry.id == value_id and entry.holds(on, edition)]
    if not found:
        raise KeyError(f"no legal value {value_id!r} in force on {on}; see penata/law/values.yaml")
    latest = found[-1]
    if latest.agency and overrides and value_id in overrides:
        return overrides[value_id]
    return latest.value
