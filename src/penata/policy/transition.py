"""When moves are carried out (``[transition]``): waves, handover, school terms, training before duty."""

import datetime as dt
from dataclasses import dataclass

from penata.policy.reader import Reader


@dataclass(frozen=True, slots=True)
class Transition:
    """How the moves of a plan are ordered in time.

    ``first_day``: the earliest day of a move; absent: the effective date. ``days_between_waves``: at least so many
    days from one wave to the next. ``most_waves``: where the order would take more, those who leave and those who
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


def read_transition(reader: Reader) -> Transition:
    """The section ``[transition]``."""
    reader.only(set(Transition.__dataclass_fields__))
    usual = Transition()
    between = reader.whole("days_between_waves", usual.days_between_waves) or 0
    if between < 1:
        reader.wrong("days_between_waves", f"{between} kurang dari 1 hari")
    return Transition(
        first_day=reader.date("first_day"),
        days_between_waves=between,
        most_waves=reader.whole("most_waves", usual.most_waves) or 0,
        handover_days=reader.whole("handover_days", usual.handover_days) or 0,
        school_calendar=reader.flag("school_calendar", usual.school_calendar),
        school_days=reader.whole("school_days", usual.school_days) or 0,
        skip_weekends=reader.flag("skip_weekends", usual.skip_weekends),
        training=reader.flag("training", usual.training),
    )
