"""What the search box finds in the registry: people by NIP or name, units, posts."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from penata_web.registry import queries
from penata_web.shared.acting import Acting
from penata_web.shared.searching import Hit, search

NIP_DIGITS: Final = 18
LONG_NUMBER: Final = 6
"""From so many digits on, a number is the beginning of a NIP and of nothing else."""


@search
def people(acting: Acting, query: str, most: int) -> Iterator[Hit]:
    """By the beginning of the NIP, or by all words in the name."""
    rows = queries.persons(acting, on=None)
    digits = query.replace(" ", "")
    if digits.isdecimal():
        until = digits.ljust(NIP_DIGITS, "9")
        found = list(rows.filter(employee_id__gte=digits, employee_id__lte=until).order_by("employee_id")[:most])
    else:
        found = _with_words(rows, query, most)
    for line in found:
        words = " · ".join(part for part in (line.job, line.unit, line.employee_id) if part)
        yield Hit(_("Pegawai"), line.name, words, reverse("registry:person", args=[line.employee_id]))


@search
def units(acting: Acting, query: str, most: int) -> Iterator[Hit]:
    """By all words in the name."""
    for line in _with_words(queries.units(acting, on=None), query, most):
        words = line.office if line.office and line.office != line.name else ""
        yield Hit(_("Unit"), line.name, words, reverse("registry:unit", args=[line.unit_id]))


@search
def posts(acting: Acting, query: str, most: int) -> Iterable[Hit]:
    """By all words in job, subject and unit together."""
    for line in _with_words(queries.posts(acting, on=None), query, most):
        title = f"{line.job} · {line.subject}" if line.subject else line.job
        yield Hit(_("Formasi"), title, line.unit, reverse("registry:post", args=[line.post_id]))


def _with_words(rows: QuerySet[Any, Any], query: str, most: int) -> list[Any]:
    """Rows in whose words all that was typed occurs, in whatever order; first which, then what they say."""
    words = query.lower().split()
    if len(query) >= LONG_NUMBER and query.isdecimal():
        return []
    wanted = Q()
    for word in words:
        wanted &= Q(found_by__contains=word)
    which = list(rows.filter(wanted).order_by("found_by").values_list("pk", flat=True)[:most])
    return sorted(rows.filter(pk__in=which), key=lambda line: line.found_by) if which else []
