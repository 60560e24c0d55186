"""Reviewed lists that somebody may see: only those in which the account is named."""

import datetime as dt
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from penata_web.planning.models import Review
from penata_web.planning.permissions import READS
from penata_web.planning.queries.scenarios import Change
from penata_web.registry.queries import persons, posts
from penata_web.shared.acting import Acting
from penata_web.shared.enums import Role
from penata_web.shared.models import Act

WRITERS: Final = (Role.ANALYST, Role.COMMITTEE)
"""Who brings lists in and changes them; the others who are named only read."""
MOST_FOUND: Final = 12


def reviews(acting: Acting) -> QuerySet[Review]:
    """The lists in which the account is named, of the agency in which it acts."""
    if acting.account is None or acting.role not in READS or acting.unit_id:
        return Review.objects.none()
    named = Review.viewers.through.objects.filter(account=acting.account).values("review")
    rows = Review.objects.filter(pk__in=named)
    return rows.filter(agency_id=acting.agency_id) if acting.agency_id else rows


def review_of(acting: Acting, pk: int) -> Review:
    """One of these lists; what is not to be seen does not exist (404)."""
    return get_object_or_404(reviews(acting).select_related("job", "created_by"), pk=pk)


def review_rows(acting: Acting) -> "QuerySet[Review, Any]":
    """The lists as rows of a table."""
    return reviews(acting).values(
        "pk", "title", "state", "as_of", "created_at", "created_by__full_name", "checked_at", "result__counts"
    )


def may_write(acting: Acting) -> bool:
    """Whether this capacity brings in and changes lists."""
    return acting.has(*WRITERS) and not acting.unit_id


def changes_of(review: Review, since: int = 0) -> list[Change]:
    """What was done to a list after a version, the newest first."""
    found = [
        Change(
            version=(act.after or {}).get("version", 0), at=act.at, author=act.author_name, verb=act.verb,
            reason=act.reason, before=act.before or {}, after=act.after or {},
        )
        for act in Act.objects.filter(thing="review", thing_id=str(review.pk)).order_by("-number")
    ]  # fmt: skip
    return [change for change in found if change.version > since]


def people_found(acting: Acting, query: str, on: dt.date) -> list[dict[str, Any]]:
    """People whom a name or NIP may mean, as far as the capacity sees them: employee_id, name, seat."""
    words = query.split()
    if not words:
        return []
    wanted = Q()
    for word in words:
        wanted &= Q(name__icontains=word) | Q(employee_id__startswith=word)
    rows = persons(acting, on=on).filter(wanted).order_by("name", "employee_id")[:MOST_FOUND]
    return [
        {"id": row.employee_id, "name": row.name, "words": ", ".join(filter(None, (row.job, row.unit)))} for row in rows
    ]


def posts_found(acting: Acting, query: str, on: dt.date) -> list[dict[str, Any]]:
    """Posts that these words may mean: id, name, how full; those with a free seat first."""
    words = query.split()
    if not words:
        return []
    wanted = Q()
    for word in words:
        wanted &= Q(job__icontains=word) | Q(unit__icontains=word) | Q(post_id__iexact=word)
    rows = posts(acting, on=on).filter(wanted).order_by("filled", "job", "unit", "post_id")[:MOST_FOUND]
    return [
        {"id": row.post_id, "name": ", ".join(filter(None, (row.job, row.unit))), "filled": row.filled,
         "need": row.need}
        for row in rows
    ]  # fmt: skip


def known_posts(ids: set[str], on: dt.date, acting: Acting) -> set[str]:
    """Those of the words that are ids of posts."""
    found = posts(acting, on=on).filter(post_id__in=sorted(ids)).values_list("post_id", flat=True)
    return set(found)
