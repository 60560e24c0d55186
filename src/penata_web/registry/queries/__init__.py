"""What can be read of the registry; everything is cut to what the capacity may see."""

from penata_web.registry.queries.persons import (
    days_of_person,
    holders,
    leaving,
    person,
    persons,
    versions,
    views_of,
    words_of,
    years_later,
)
from penata_web.registry.queries.posts import fields, of_unit, post, posts, vacant
from penata_web.registry.queries.quality import checks, faults, faults_of_person, quality
from penata_web.registry.queries.scope import Span, below, span
from penata_web.registry.queries.tasks import open_tasks, tasks
from penata_web.registry.queries.units import above, came, children, offices, tops, totals, unit, units, went

__all__ = [
    "Span", "above", "below", "came", "checks", "children", "days_of_person", "faults", "faults_of_person", "fields",
    "holders", "leaving", "of_unit", "offices", "open_tasks", "person", "persons", "post", "posts", "quality", "span",
    "tasks", "tops", "totals", "unit", "units", "vacant", "versions", "views_of", "went", "words_of", "years_later",
]  # fmt: skip
