"""Posts, as a capacity may see them."""

import datetime as dt
from typing import Any

from django.db.models import F, QuerySet

from penata_web.registry import permissions
from penata_web.registry.models import Job, PostLine
from penata_web.registry.queries.scope import all_lines, within
from penata_web.shared.acting import Acting


def posts(acting: Acting, *, on: dt.date | None) -> QuerySet[Any, Any]:
    """The posts that this capacity may see on a day (None: now)."""
    rows = all_lines(PostLine, on)
    return within(rows, acting, on=on) if acting.has(*permissions.ORGANISATION_READERS) else rows.none()


def post(acting: Acting, post_id: str, *, on: dt.date) -> PostLine | None:
    """One post; None where the capacity does not see it or it is not recorded on that day."""
    return posts(acting, on=on).filter(post_id=post_id).first()


def vacant(acting: Acting, *, on: dt.date) -> QuerySet[Any, Any]:
    """Posts that somebody should sit on and nobody does; those that lead first, then the highest."""
    empty = posts(acting, on=on).filter(filled=0, shortage__gt=0)
    return empty.order_by("-leads_unit", F("level_order").desc(nulls_last=True), "-shortage", "job", "unit")


def fields(*, on: dt.date) -> list[tuple[str, str]]:
    """The ladders and families of jobs that there are on a day."""
    rows = Job.objects.on(on).values_list("ladder", "family").distinct()
    names = {ladder or family or "" for ladder, family in rows} - {""}
    return [(name, name) for name in sorted(names)]


def of_unit(acting: Acting, unit_id: str, *, on: dt.date) -> QuerySet[Any, Any]:
    """The posts of one unit, without those below it."""
    return posts(acting, on=on).filter(unit_id=unit_id)
