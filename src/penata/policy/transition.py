"""When moves are carried out (``[transition]``): waves, handover, school terms, training before duty."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from penata.policy.reader import Reader

HORIZON_DAYS: Final = 3653
"""Days from the effective date (ten years) beyond which nothing is dated."""


@dataclass(frozen=True, slots=True)
class Transition:
    """How the moves of a plan are ordered in time.

    ``first_day``: the earliest day of a move; absent: the effective date. ``days_between_waves``: at least so many
    days from one wave to the next at the same post, kind of work or lead; schools have waves of their own rhythm
    between the others. ``most_waves``: where the order would take more, those who leave and those who
    come exchange on one day at the posts that make it long. ``handover_days`` (*serah terima*): the successor begins
    so many days before the predecessor leaves, and counts at the old post until then. ``school_calendar``: people of
    schools move only in the first ``school_days`` days from a TERM_STARTS of the table calendar. ``skip_weekends``:
    no move takes effect on a Saturday or Sunday; days of kind HOLIDAY are always skipped. ``training``: who lacks
    what the post asks, and a course gives it, takes the post after the course.
    """

    first_day: dt.date | None = None
    days_between_waves: int = 7
    most_waves: int = 3
    handover_days: int = 0
    school_calendar: bool = True
    school_days: int = 14
    skip_weekends: bool = True
    training: bool = True


def read_transition(reader: Reader, effective_date: dt.date | None) -> Transition:
    """The section ``[transition]``; no move may be made before the day on which the rules are judged."""
    reader.only(set(Transition.__dataclass_fields__))
    usual = Transition()
    first = reader.date("first_day")
    if first is not None and effective_date is not None and not 0 <= (first - effective_date).days <= HORIZON_DAYS:
        reader.wrong("first_day", f"{first} di luar sepuluh tahun sejak effective_date ({effective_date})")
    return Transition(
        first_day=first,
        days_between_waves=_within(reader, "days_between_waves", usual.days_between_waves, 1, _MOST_DAYS),
        most_waves=_within(reader, "most_waves", usual.most_waves, 1, None),
        handover_days=_within(reader, "handover_days", usual.handover_days, 0, _MOST_DAYS),
        school_calendar=reader.flag("school_calendar", usual.school_calendar),
        school_days=_within(reader, "school_days", usual.school_days, 0, _MOST_DAYS),
        skip_weekends=reader.flag("skip_weekends", usual.skip_weekends),
        training=reader.flag("training", usual.training),
    )


def _within(reader: Reader, key: str, usual: int, least: int, most: int | None) -> int:
    value = reader.whole(key, usual)
    if value is not None and least <= value and (most is None or value <= most):
        return value
    reader.wrong(key, f"{value} kurang dari {least}" if most is None else f"{value} tidak di antara {least} dan {most}")
    return usual


_MOST_DAYS: Final = 366
