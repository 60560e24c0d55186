"""One person as the library sees them: facts of the day, competences against the job, talent box; names of places."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.db.models import Q

from penata.law.values import value
from penata.merit import competence_gap, talent_boxes
from penata.tables import InputError, dataset_of
from penata_web.registry.frames.dataset import frame_of_rows
from penata_web.registry.frames.lines import facts_on
from penata_web.registry.models import DATED
from penata_web.registry.models.sensitive import SENSITIVE

OF_PERSON = (
    "employees", "duties", "credentials", "appraisals", "talent", "competencies", "service_history", "wishes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Record:
    """What is recorded of a person on a day, without what is sensitive.

    ``facts``: the row of the library's facts (months in post, day of retirement, …), empty where the law of that day is
    not known. ``rows``: the rows of each table. ``competences``: held, asked and gap by competency. ``box``: the talent
    box with its axes. ``names``: of every job, unit, post and district that the rows point to, by (table, id).
    """

    own: dict[str, Any]
    facts: dict[str, Any]
    rows: dict[str, list[dict[str, Any]]]
    competences: list[dict[str, Any]]
    box: dict[str, Any]
    names: dict[tuple[str, str], str]

    def name(self, table: str, key: str | None) -> str:
        """Name of a job, unit, post or district; its id where it is not recorded."""
        return self.names.get((table, key or ""), key or "")


def record_of(employee_id: str, day: dt.date) -> Record:
    """Read one person; a fixed number of queries. Conditions and kinship are not among them."""
    frames = {name: _of_person(name, employee_id, day) for name in OF_PERSON}
    person, history = frames["employees"], frames["service_history"]
    frames["posts"] = _by_ids("posts", [person["post_id"], frames["duties"]["post_id"], frames["wishes"]["post_id"],
                                        history["post_id"]], day)  # fmt: skip
    posts = frames["posts"]
    frames["units"] = _by_ids("units", [posts["unit_id"], history["unit_id"], frames["wishes"]["unit_id"],
                                        frames["credentials"]["place_unit_id"]], day)  # fmt: skip
    frames["jobs"] = _by_ids("jobs", [posts["job_id"], history["job_id"], person["job_id"]], day)
    frames["districts"] = _by_ids("districts", [frames["units"]["district_id"], frames["wishes"]["district_id"],
                                                person["home_district_id"]], day)  # fmt: skip
    frames["job_competencies"] = _by_ids("job_competencies", [frames["jobs"]["job_id"]], day)
    facts, competences, box = _derived(frames, day)
    return Record(
        own=person.row(0, named=True) if person.height else {},
        facts=facts,
        rows={name: _shown(name, frames[name]) for name in OF_PERSON if name != "employees"},
        competences=competences,
        box=box,
        names=_names(frames),
    )


def sensitive_rows(employee_id: str, day: dt.date) -> dict[str, list[dict[str, Any]]]:
    """The sensitive part of a record: conditions, kinship, and the masked columns; for ``conditions_seen`` alone."""
    frames = {name: _of_person(name, employee_id, day) for name in ("conditions", "kinship", "employees", "wishes")}
    own = [c for c in frames["employees"].columns if ("employees", c) in SENSITIVE]
    wishes = frames["wishes"].filter(pl.col("reason").is_not_null()).select("rank", "stance", "reason")
    return {
        "conditions": frames["conditions"].sort("from").to_dicts(),
        "kinship": frames["kinship"].to_dicts(),
        "employees": frames["employees"].select(own).to_dicts(),
        "wishes": wishes.to_dicts(),
    }


def _of_person(name: str, employee_id: str, day: dt.date) -> pl.DataFrame:
    own = Q(key=employee_id) if name == "employees" else Q(employee_id=employee_id)
    return frame_of_rows(name, DATED[name].objects.on(day).filter(own))


def _by_ids(name: str, ids: Iterable[pl.Series], day: dt.date) -> pl.DataFrame:
    wanted = sorted({key for series in ids for key in series.drop_nulls()}) or [""]
    column = "job_id" if name == "job_competencies" else "key"
    return frame_of_rows(name, DATED[name].objects.on(day).filter(**{f"{column}__in": wanted}))


def _derived(
    frames: dict[str, pl.DataFrame], day: dt.date
) -> tuple[dict[str, Any], list[dict[str, Any]], dict[str, Any]]:
    data = dataset_of({name: frame for name, frame in frames.items() if frame.height})
    if not frames["employees"].height:
        return {}, [], {}
    try:
        facts = facts_on(data, day)
    except InputError:
        return {}, [], {}
    row = facts.persons.row(0, named=True)
    pair = facts.persons.select("person", "post").drop_nulls()
    gaps = competence_gap(facts, data, pair).to_dicts() if pair.height else []
    boxed = talent_boxes(facts, data).row(0, named=True)
    axes = {int(box): tuple(map(int, pair.split(","))) for pair, box in value("talent.boxes", day).items()}
    return row, gaps, boxed | {"axes": axes}


def _shown(name: str, frame: pl.DataFrame) -> list[dict[str, Any]]:
    hidden = [column for column in frame.columns if (name, column) in SENSITIVE]
    order = {"appraisals": "period", "talent": "year", "wishes": "rank", "service_history": "started_on"}.get(name)
    return (frame.sort(order, nulls_last=True) if order else frame).drop(hidden).to_dicts()


def _names(frames: dict[str, pl.DataFrame]) -> dict[tuple[str, str], str]:
    found = {
        (table, key): name
        for table, column in (("jobs", "job_id"), ("units", "unit_id"), ("districts", "district_id"))
        for key, name in frames[table].select(column, "name").iter_rows()
    }
    for key, job, unit in frames["posts"].select("post_id", "job_id", "unit_id").iter_rows():
        found["posts", key] = f"{found.get(('jobs', job), job)} · {found.get(('units', unit), unit)}"
    return found
