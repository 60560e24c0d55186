"""Days on which moves may take effect: the rhythm of the waves, holidays, weekends, and the terms of schools."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from penata.policy import Policy
from penata.policy.transition import HORIZON_DAYS
from penata.tables import Dataset
from penata.transition.steps import Ints, Mask
from penata.transition.waves import Slots

_EPOCH: Final = dt.date(1970, 1, 1)
_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of a plan: ``regular`` ones, and by agency those on which people of schools may move.

    ``terms_known``: agencies with a TERM_STARTS that still comes; of the others no school day is known.
    """

    first_day: dt.date
    between: int
    school_days: int
    terms: dict[str, tuple[dt.date, ...]]
    works: Callable[[dt.date], bool]

    def days(self, until: dt.date) -> list[dt.date]:
        """Working days, one a wave, from the first day to ``until``."""
        return self._from(self.first_day, until)

    def school(self, agency: str) -> list[dt.date]:
        """Working days for the schools of an agency: from each start of a term, one a wave."""
        found: list[dt.date] = []
        for term in self.terms.get(agency, ()):
            days = self._from(max(term, self.first_day), term + dt.timedelta(self.school_days))
            found += [day for day in days if not found or (day - found[-1]).days >= self.between]
        return found

    def _from(self, first: dt.date, until: dt.date) -> list[dt.date]:
        days: list[dt.date] = []
        day = first
        while day <= until:
            while not self.works(day):
                day += dt.timedelta(1)
            if day <= until:
                days.append(day)
            day += dt.timedelta(self.between)
        return days


def calendar_of(dataset: Dataset, policy: Policy) -> Calendar:
    """Read the table ``calendar``. A row without an agency holds for all; a holiday of one agency is kept by all.

    Nothing is dated later than HORIZON_DAYS after the effective date.
    """
    wanted, table = policy.transition, dataset["calendar"]
    holidays = frozenset(table.filter(pl.col("kind") == "HOLIDAY")["date"].to_list())
    first = (wanted.first_day or policy.effective_date) + dt.timedelta(wanted.handover_days)
    latest = first - dt.timedelta(wanted.school_days)
    ahead = pl.col("date").is_between(latest, policy.effective_date + dt.timedelta(HORIZON_DAYS))
    terms = table.filter((pl.col("kind") == "TERM_STARTS") & ahead).sort("date")
    agencies = sorted({*dataset["units"]["agency_id"].to_list(), *dataset["agencies"]["agency_id"].to_list()})
    by_agency: dict[str, tuple[dt.date, ...]] = {}
    for agency in agencies:
        own = pl.col("agency_id").is_null() | (pl.col("agency_id") == agency)
        if starts := terms.filter(own)["date"].unique().sort().to_list():
            by_agency[agency] = tuple(starts)

    def works(day: dt.date) -> bool:
        return day not in holidays and not (wanted.skip_weekends and day.weekday() >= _SATURDAY)

    between = max(wanted.days_between_waves, wanted.handover_days)
    return Calendar(first, between, wanted.school_days, by_agency, works)


def slots_of(calendar: Calendar, school_of: Sequence[str | None], release: Ints, waves: int) -> Slots:
    """The days for these moves.

    ``school_of``: the agency whose school terms a move keeps to, None for none; ``release`` (n) as in ``Slots``;
    ``waves``: how many the order takes by itself. Regular days go on long enough for all of them after the last
    course and the last start of a term; a course that ends after HORIZON_DAYS leaves its people without a day.
    """
    schools = sorted({agency for agency in school_of if agency is not None})
    days_of = {agency: calendar.school(agency) for agency in schools}
    known = [number(calendar.first_day), *(number(day) for days in days_of.values() for day in days)]
    known += release[release < number(calendar.first_day) + HORIZON_DAYS].tolist()
    until = day_of(max(known)) + dt.timedelta((calendar.between + 7) * (2 * waves + 4))
    regular = calendar.days(until)
    days = sorted({*regular, *(day for each in days_of.values() for day in each)})
    open_: Mask = np.zeros((len(days), len(schools) + 1), np.bool_)
    for column, allowed in enumerate((regular, *(days_of[agency] for agency in schools))):
        open_[:, column] = np.isin([number(day) for day in days], [number(day) for day in allowed])
    klass: dict[str | None, int] = {None: 0} | {agency: k for k, agency in enumerate(schools, start=1)}
    return Slots(
        days=np.array([number(day) for day in days], np.int64),
        open=open_,
        of_move=np.array([klass[agency] for agency in school_of], np.int64),
        release=release,
        rest=calendar.between,
    )


def number(day: dt.date) -> int:
    """Days since 1970."""
    return (day - _EPOCH).days


def day_of(number: int) -> dt.date:
    """The day of a number."""
    return _EPOCH + dt.timedelta(number)
