"""What the tasks of a sheet ask for, as the library computes it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import polars as pl
from django.utils.translation import gettext as _

from penata.needs import GRADE_WORDS, workload_needs
from penata.needs.filling import workload_source
from penata.needs.workload import effectiveness, grade
from penata.tables import TABLES, dataset_of
from penata_web.needs.models import NeedSheet
from penata_web.registry.models import Post, WorkloadRow
from penata_web.shared.bulk import frame_of

WHOLE: Final = "all"


class Task(Protocol):
    """One row of a sheet, as it is stored or as it was just typed."""

    @property
    def task(self) -> str:
        """What is done."""

    @property
    def approach(self) -> str:
        """How people are counted."""

    @property
    def volume(self) -> float:
        """How often a year, or how many."""

    @property
    def minutes(self) -> float | None:
        """Minutes for one."""

    @property
    def per_person(self) -> float | None:
        """How many one person serves."""

    @property
    def shifts(self) -> float | None:
        """Shifts of a machine."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Need of a post from its tasks. ``shares``: of each task its people (four decimals) or what is missing."""

    need: int | None
    people: str
    minutes: float | None
    problem: str
    shares: tuple[tuple[str, str], ...]
    gap: int | None = None
    ej: float | None = None
    grade: str = ""
    grade_words: str = ""

    @property
    def exact(self) -> float | None:
        """The people before rounding, as a number."""
        return float(self.people) if self.people else None

    def percents(self) -> list[float | None]:
        """The part of each task in all people, 0 to 1."""
        total = float(self.people or 0)
        return [float(people) / total if people and total else None for people, _problem in self.shares]


def asked(tasks: Sequence[Task], *, filled: int | None, on: dt.date) -> Asked:
    """People, minutes and load from task rows; ``filled``: who is there now (None: not known)."""
    if not tasks:
        return Asked(None, "", None, _("belum ada uraian tugas"), ())
    rows = [
        {"post_id": post, "task": task.task, "approach": task.approach, "volume": task.volume,
         "minutes": task.minutes, "per_person": task.per_person, "shifts": task.shifts}
        for place, task in enumerate(tasks)
        for post in (WHOLE, str(place))
    ]  # fmt: skip
    frame = pl.DataFrame(rows, schema=TABLES["workload"].schema)
    found = {row["post_id"]: row for row in workload_needs(dataset_of({"workload": frame}), on).to_dicts()}
    whole = found[WHOLE]
    shares = tuple(
        (found[str(place)]["people"] or "", _problem(found[str(place)]["problem"])) for place in range(len(tasks))
    )
    ej, letter = _load(whole["minutes"], filled, on)
    return Asked(
        whole["need"], whole["people"] or "", whole["minutes"], whole["problem"] or "", shares,
        None if filled is None or whole["need"] is None else filled - whole["need"],
        ej, letter or "", GRADE_WORDS.get(letter or "", ""),
    )  # fmt: skip


def _problem(told: str | None) -> str:
    """What is missing, without the name of the task, which stands beside it."""
    return "" if told is None else told.split("”: ", 1)[-1]


def _load(minutes: float | None, filled: int | None, on: dt.date) -> tuple[float | None, str | None]:
    post = pl.DataFrame({"m": [minutes], "f": [filled]}, schema={"m": pl.Float64, "f": pl.Int64})
    ej = effectiveness(pl.col("m"), pl.col("f"), on)
    number, letter = post.select((ej / 100).alias("ej"), grade(ej, on).alias("grade")).row(0)
    return number, letter


def rows_for_registry(sheets: Sequence[NeedSheet]) -> tuple[dict[str, pl.DataFrame], dict[str, pl.DataFrame]]:
    """Posts and task rows that needs which were set bring to the registry; and the task rows that they end."""
    by_post = {sheet.post_id: sheet for sheet in sheets}
    posts = frame_of(Post.objects.current().filter(post_id__in=by_post), dict(TABLES["posts"].schema))
    lines = [
        {"post_id": sheet.post_id, "task": line.task, "approach": line.approach, "volume": line.volume,
         "minutes": line.minutes, "per_person": line.per_person, "shifts": line.shifts}
        for sheet in sheets
        for line in sheet.lines.all()
    ]  # fmt: skip
    told = pl.DataFrame(
        [
            {"post_id": sheet.post_id, "_need": sheet.need, "_minutes": sheet.minutes, "people": sheet.people,
             "tasks": len(sheet.lines.all())}
            for sheet in sheets
        ],
        schema={"post_id": pl.String, "_need": pl.Int64, "_minutes": pl.Float64, "people": pl.String,
                "tasks": pl.Int64},
    )  # fmt: skip
    new = posts.join(told, on="post_id", how="inner", validate="1:1").with_columns(
        pl.col("_need").alias("need"),
        pl.col("_minutes").alias("workload_minutes"),
        workload_source().alias("need_source"),
    )
    old = frame_of(WorkloadRow.objects.current().filter(post_id__in=by_post), dict(TABLES["workload"].schema))
    workload = pl.DataFrame(lines, schema=TABLES["workload"].schema)
    return {"posts": new.select(posts.columns), "workload": workload}, {"workload": old}
