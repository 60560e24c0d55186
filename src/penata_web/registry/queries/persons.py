"""People, as a capacity may see them."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from penata_web.registry import permissions
from penata_web.registry.models import Employee, FieldWord, PersonLine
from penata_web.registry.queries.scope import all_lines, within
from penata_web.shared.acting import Acting
from penata_web.shared.enums import Role
from penata_web.shared.models import Act


def persons(acting: Acting, *, on: dt.date | None) -> QuerySet[Any, Any]:
    """Everybody whom this capacity may see on a day (None: now)."""
    rows = all_lines(PersonLine, on)
    if not permissions.sees_people(acting):
        return rows.none()
    if acting.role == Role.EMPLOYEE:
        return rows.filter(employee_id=acting.employee_id).exclude(employee_id="")
    return within(rows, acting, on=on)


def person(acting: Acting, employee_id: str, *, on: dt.date) -> PersonLine | None:
    """One person as of a day; None for whom the capacity does not see or who is not recorded on that day."""
    return persons(acting, on=on).filter(employee_id=employee_id).first()


def days_of_person(acting: Acting, employee_id: str) -> tuple[dt.date, dt.date | None] | None:
    """From when until when a person is recorded, for whoever may see them as they were last; None for others."""
    lines = PersonLine.objects.filter(employee_id=employee_id).order_by("valid_from")
    rows = list(lines.values_list("valid_from", "valid_until"))
    if not rows or not persons(acting, on=rows[-1][0]).filter(employee_id=employee_id).exists():
        return None
    return rows[0][0], rows[-1][1]


def leaving(acting: Acting, *, on: dt.date, years: int = 1) -> QuerySet[Any, Any]:
    """Who leaves by age or contract within so many years of a day, whoever should have left before included."""
    return persons(acting, on=on).filter(leaves_on__lt=years_later(on, years)).order_by("leaves_on", "name")


def holders(acting: Acting, post_id: str, *, on: dt.date) -> QuerySet[Any, Any]:
    """Who sits on a post."""
    return persons(acting, on=on).filter(post_id=post_id).order_by("in_post_since", "name")


def versions(employee_id: str, *, on: dt.date) -> list[Employee]:
    """What was recorded of a person, version by version, up to a day."""
    rows = Employee.objects.filter(key=employee_id, valid_from__lte=on)
    return list(rows.select_related("batch").order_by("valid_from", "id"))


def words_of(employee_id: str) -> list[FieldWord]:
    """What a person said of the own record, newest first."""
    return list(FieldWord.objects.filter(employee_id=employee_id).select_related("answered_by"))


def views_of(employee_id: str) -> list[Act]:
    """Who opened the sensitive part of a record, newest first."""
    return list(
        Act.objects.filter(thing="person", thing_id=employee_id, verb="OPEN_SENSITIVE").order_by("-number")[:20]
    )


def years_later(day: dt.date, years: int) -> dt.date:
    """The same day some years on; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
