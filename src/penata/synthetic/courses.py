"""Courses that an agency offers for the competencies that its jobs ask: few seats, a week each, one by one."""

import datetime as dt

import polars as pl

from penata.synthetic.catalogue import catalogue
from penata.tables import TABLES

_LEVELS = (("dasar", 3), ("lanjutan", 5))
_WEEKS_AHEAD = 2
_PEOPLE_A_SEAT = 8_000


def courses_table(employees: int, as_of: dt.date) -> pl.DataFrame:
    """The table ``courses``: every competency at two levels; the advanced ones have fewer seats and come later."""
    monday = as_of + dt.timedelta(7 * _WEEKS_AHEAD + (7 - as_of.weekday()) % 7)
    names = catalogue("jobs")["competencies"]
    rows = []
    for step, (title, level) in enumerate(_LEVELS):
        for place, name in enumerate(names):
            starts = monday + dt.timedelta(7 * (place + step * len(names)))
            rows.append({
                "course_id": f"DIKLAT-{level}-{place + 1:02}", "name": f"{name}, tingkat {title}", "certificate": None,
                "competency": name, "level": level, "seats": max(1, employees // _PEOPLE_A_SEAT) * (3 - 2 * step),
                "starts_on": starts, "ends_on": starts + dt.timedelta(4), "place": "BKPSDM",
            })  # fmt: skip
    return pl.DataFrame(rows, schema=TABLES["courses"].schema, orient="row")
