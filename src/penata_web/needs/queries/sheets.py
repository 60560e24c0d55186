"""Need sheets as a capacity sees them, their versions, and what differs between two."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext as _

from penata_web.needs.enums import OPEN_STATES, Approach, SheetState
from penata_web.needs.models import NeedLine, NeedSheet
from penata_web.needs.permissions import STEPS
from penata_web.registry.enums import BatchState
from penata_web.registry.models import PostLine, WorkloadRow
from penata_web.registry.queries import posts
from penata_web.shared.acting import Acting
from penata_web.shared.models import Act

FIELDS: Final = ("approach", "volume", "minutes", "per_person", "shifts")


@dataclass(frozen=True, slots=True)
class LineChange:
    """How a task differs between two versions: ``kind`` is NEW, GONE or CHANGED; values as (field, before, after)."""

    kind: str
    task: str
    fields: tuple[tuple[Any, Any, Any], ...] = ()


def sheets(acting: Acting) -> QuerySet[NeedSheet]:
    """All sheets of posts that this capacity sees now."""
    rows = NeedSheet.objects.select_related("prepared_by", "changed_by", "head_by", "agency_by", "batch")
    if acting.sees_everything:
        return rows
    return rows.filter(post_id__in=posts(acting, on=None).values("post_id"))


def sheet_lines(acting: Acting) -> QuerySet[Any, Any]:
    """Sheets with the names of post and unit, for a list."""
    seen = posts(acting, on=None).filter(post_id=OuterRef("post_id"))
    return (
        sheets(acting)
        .annotate(job=seen.values("job")[:1], subject=seen.values("subject")[:1], unit=seen.values("unit")[:1],
                  tasks=Count("lines"))
        .values("pk", "post_id", "job", "subject", "unit", "unit_id", "year", "version", "state", "need", "people",
                "tasks", "changed_at", "prepared_by__full_name", "batch__state")
    )  # fmt: skip


def posts_for_sheets(acting: Acting) -> QuerySet[Any, Any]:
    """Posts that have no open sheet, for whoever wants to begin one."""
    open_one = NeedSheet.objects.filter(post_id=OuterRef("post_id"), state__in=OPEN_STATES)
    return (
        posts(acting, on=None)
        .filter(~Exists(open_one))
        .values("pk", "post_id", "job", "subject", "unit", "unit_id", "office", "need", "filled", "need_source")
    )


def sheet(acting: Acting, pk: int) -> NeedSheet | None:
    """One sheet with its lines; None where this capacity does not see it."""
    lines = Prefetch("lines", NeedLine.objects.order_by("place"))
    return sheets(acting).prefetch_related(lines).filter(pk=pk).first()


def post_of(acting: Acting, post_id: str) -> PostLine | None:
    """A post as it stands now."""
    line: PostLine | None = posts(acting, on=None).filter(post_id=post_id).first()
    return line


def versions(acting: Acting, post_id: str) -> list[NeedSheet]:
    """Every sheet of a post, newest first, with its lines."""
    lines = Prefetch("lines", NeedLine.objects.order_by("place"))
    return list(sheets(acting).filter(post_id=post_id).prefetch_related(lines).order_by("-pk"))


def task_rows(post_id: str) -> list[WorkloadRow]:
    """The task rows that the registry has of a post."""
    return list(WorkloadRow.objects.current().filter(post_id=post_id).order_by("pk"))


def set_and_not_taken() -> QuerySet[NeedSheet]:
    """Sheets that were set for the agency and do not stand in the data (yet, or no more)."""
    return NeedSheet.objects.filter(state=SheetState.FROZEN).exclude(batch__state=BatchState.TAKEN)


def waiting_for(acting: Acting) -> QuerySet[NeedSheet]:
    """Sheets that wait for a step of this capacity."""
    states = {step.source for step in STEPS if step.approves and acting.has(*step.roles)}
    return sheets(acting).filter(state__in=states)


def acts_of(sheet: NeedSheet) -> list[Act]:
    """What was done to a sheet, newest first."""
    return list(Act.objects.filter(thing="sheet", thing_id=str(sheet.pk)).order_by("-number"))


def changes_between(old: Sequence[Any], new: Sequence[Any]) -> list[LineChange]:
    """How the tasks differ, by their name, in the order of the new ones."""
    before, after = _by_task(old), _by_task(new)
    labels = {
        "approach": _("pendekatan"), "volume": _("volume"), "minutes": _("norma waktu"), "per_person": _("rasio"),
        "shifts": _("sif"),
    }  # fmt: skip
    found = []
    for key, line in after.items():
        if key not in before:
            found.append(LineChange("NEW", line.task))
            continue
        differing = tuple(
            (labels[name], _shown(before[key], name), _shown(line, name))
            for name in FIELDS
            if getattr(before[key], name) != getattr(line, name)
        )
        if differing:
            found.append(LineChange("CHANGED", line.task, differing))
    return found + [LineChange("GONE", line.task) for key, line in before.items() if key not in after]


def _by_task(lines: Sequence[Any]) -> dict[tuple[str, int], Any]:
    """Lines by task; the same task twice is told apart by its turn."""
    found: dict[tuple[str, int], Any] = {}
    for line in lines:
        turn = sum(1 for name, _turn in found if name == line.task.lower())
        found[line.task.lower(), turn] = line
    return found


def _shown(line: Any, name: str) -> Any:
    value = getattr(line, name)
    return Approach(value).label if name == "approach" else value
