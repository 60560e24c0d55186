"""Windows around elections and inaugurations in which officials are replaced only with the Minister's approval."""

import datetime as dt
from collections.abc import Callable
from typing import Any, Final

import polars as pl

_BY_AGENCY: Final = {"agency_id": pl.String, "in_election_window": pl.Boolean, "in_head_window": pl.Boolean,
                     "head_acting": pl.Boolean, "head_told": pl.Boolean}  # fmt: skip


def agency_windows(
    agencies: list[str], calendar: pl.DataFrame, value: Callable[[str], Any], on: dt.date
) -> pl.DataFrame:
    """agency_id, in_election_window, in_head_window, head_acting (null: the calendar does not tell), head_told.

    The first opens some months before the candidates are set and closes with the head's term, or with the
    next inauguration where no end is given (UU 10/2016 Pasal 71); the second lasts some months from the
    inauguration of a head (Pasal 162). First and last day are inside. ``head_acting``: an acting head (Plt, Pj)
    is in office; ``head_told``: the calendar knows who took office, or whose term
    ended, by the day.
    """
    dates = _dates(calendar)
    before, after = int(value("pil.months_before_candidates")), int(value("pil.months_after_inauguration"))
    rows = [
        {
            "agency_id": agency,
            "in_election_window": _in_election_window(_of(dates, agency), before, on),
            "in_head_window": _in_head_window(_of(dates, agency), after, on),
            "head_acting": _is_acting(_of(dates, agency), on),
            "head_told": _is_told(_of(dates, agency), on),
        }
        for agency in agencies
    ]
    return pl.DataFrame(rows, schema=_BY_AGENCY)


def shifted(day: dt.date, months: int) -> dt.date:
    """The same day some months later (or earlier); the last day of a month that is too short.

    >>> shifted(dt.date(2024, 9, 22), -6)
    datetime.date(2024, 3, 22)
    """
    return pl.Series([day]).dt.offset_by(f"{months}mo").item()  # type: ignore[no-any-return]


def penalty_starts(received_on: dt.date, days: int) -> dt.date:
    """First day of a disciplinary penalty that nobody appeals: so many days after the decision was received.

    >>> penalty_starts(dt.date(2026, 3, 1), 15)
    datetime.date(2026, 3, 16)
    """
    return received_on + dt.timedelta(days=days)


_Dates = dict[str, list[dt.date]]


def _dates(calendar: pl.DataFrame) -> dict[str | None, _Dates]:
    found: dict[str | None, _Dates] = {}
    for kind, date, agency in calendar.select("kind", "date", "agency_id").iter_rows():
        found.setdefault(agency, {}).setdefault(kind, []).append(date)
    return found


def _of(dates: dict[str | None, _Dates], agency: str) -> _Dates:
    """Dates of an agency: its own and those of all."""
    own, everyone = dates.get(agency, {}), dates.get(None, {})
    return {kind: sorted(own.get(kind, []) + everyone.get(kind, [])) for kind in own.keys() | everyone.keys()}


def _in_election_window(dates: _Dates, before: int, on: dt.date) -> bool | None:
    if "ELECTION_CANDIDATES_SET" not in dates:
        return None
    for set_on in dates["ELECTION_CANDIDATES_SET"]:
        ends = [day for day in dates.get("HEAD_TERM_ENDS", []) if day >= set_on]
        successors = [day - dt.timedelta(days=1) for day in dates.get("HEAD_INAUGURATED", []) if day > set_on]
        last = min(ends or successors, default=dt.date.max)
        if shifted(set_on, -before) <= on <= last:
            return True
    return False


def _in_head_window(dates: _Dates, after: int, on: dt.date) -> bool | None:
    if "HEAD_INAUGURATED" not in dates:
        return None
    return any(day <= on <= shifted(day, after) for day in dates["HEAD_INAUGURATED"])


def _is_acting(dates: _Dates, on: dt.date) -> bool | None:
    """Whether who began last is an acting head; null where nobody did, or that office has ended since."""
    begun = [(day, kind) for kind in _BEGINNINGS for day in dates.get(kind, []) if day <= on]
    if not begun:
        return None
    since, kind = max(begun)
    ended = any(since < day < on for end in ("HEAD_TERM_ENDS", "HEAD_ACTING_UNTIL") for day in dates.get(end, []))
    return None if ended else kind == "HEAD_ACTING_FROM"


def _is_told(dates: _Dates, on: dt.date) -> bool:
    begun = any(day <= on for kind in _BEGINNINGS for day in dates.get(kind, []))
    return begun or any(day < on for day in dates.get("HEAD_TERM_ENDS", []))


_BEGINNINGS: Final = ("HEAD_ACTING_FROM", "HEAD_INAUGURATED")  # on one day the one inaugurated counts
