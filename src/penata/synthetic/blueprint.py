"""What stands on the drawing board of an agency before anybody is hired: units and posts with their weights."""

from dataclasses import dataclass, field
from typing import Any, Final

import polars as pl

POST_SCHEMA: Final = {
    "post_id": pl.String(), "unit_id": pl.String(), "job_id": pl.String(), "subject": pl.String(), "need": pl.Int64(),
    "safe_minimum": pl.Int64(), "priority": pl.Int64(), "leads_unit": pl.Boolean(), "need_source": pl.String(),
    "title": pl.String(), "group": pl.String(), "area": pl.String(), "level": pl.String(), "weight": pl.Float64(),
    "scarcity": pl.Float64(),
}  # fmt: skip
"""A post on the board. ``group``: leading, teacher, health, technical, general or duty; ``weight``: how much of the
group's need it takes, where the need is not known by itself; ``scarcity``: people for each seat needed."""

UNIT_SCHEMA: Final = {
    "unit_id": pl.String(), "parent_id": pl.String(), "agency_id": pl.String(), "name": pl.String(),
    "kind": pl.String(), "district_id": pl.String(), "lat": pl.Float64(), "lon": pl.Float64(), "remote": pl.Boolean(),
    "area": pl.String(),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Blueprint:
    """Units and posts as rows, and the tables that come with schools and health centres."""

    units: list[dict[str, Any]] = field(default_factory=list)
    posts: list[dict[str, Any]] = field(default_factory=list)

    def unit(self, unit_id: str, parent_id: str | None, name: str, kind: str, seat: dict[str, Any]) -> str:
        """Add a unit at the seat (a row of districts); its id."""
        row = {
            "unit_id": unit_id, "parent_id": parent_id, "agency_id": seat["agency_id"], "name": name, "kind": kind,
            "district_id": seat["district_id"], "area": seat["area"],
        }  # fmt: skip
        self.units.append(row)
        return unit_id

    def post(self, unit_id: str, job_id: str, group: str, area: str, **more: Any) -> None:
        """Add a post to a unit."""
        subject = more.get("subject")
        post_id = f"{unit_id}:{job_id}" + (f":{slug(subject)}" if subject else "")
        row = {"post_id": post_id, "unit_id": unit_id, "job_id": job_id, "group": group, "area": area, **more}
        self.posts.append(row)

    def frames(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Units and posts as frames of the two schemas."""
        return pl.DataFrame(self.units, schema=UNIT_SCHEMA), pl.DataFrame(self.posts, schema=POST_SCHEMA)


def slug(subject: str) -> str:
    """A subject as it stands in an id.

    >>> slug("Bahasa Inggris")
    'BAHASA-INGGRIS'
    """
    return subject.upper().replace(" ", "-")
