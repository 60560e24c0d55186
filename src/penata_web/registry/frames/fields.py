"""The fields of a record that a person confirms or disputes, with the labels that the tables declare."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from penata.tables import TABLES
from penata_web.registry.enums import label_of
from penata_web.registry.frames.person import Record
from penata_web.registry.models import Employee
from penata_web.registry.models.sensitive import SENSITIVE


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is recorded; ``name`` says table, key and column, as an address or a form carries it."""

    table: str
    key: str
    column: str
    group: str
    label: str
    value: Any

    @property
    def name(self) -> str:
        """What identifies it within the person's record."""
        return f"{self.table}|{self.column}|{self.key}"

    @property
    def stored(self) -> str:
        """The value as a word about it keeps it."""
        return "" if self.value is None else str(self.value)


GROUPS: Final = {
    "Pribadi": ("name", "employee_id", "sex", "employment", "status"),
    "Pangkat dan masa kerja": ("rank", "rank_since", "cpns_on", "pns_since", "cohort_year", "contract_until"),
    "Jabatan": ("job_id", "post_id", "in_post_since", "in_job_since", "in_unit_since"),
    "Pendidikan dan keahlian": (
        "education_level", "education_field", "certificates", "subjects", "teaching_hours", "home_district_id",
    ),
}  # fmt: skip
"""Columns of the person's own row, in the order in which they are read."""


def fields_of(record: Record) -> list[Field]:
    """Every field that is not sensitive, also those that are empty; then each row of what hangs on the person."""
    table = TABLES["employees"]
    found = []
    for group, columns in GROUPS.items():
        for column in columns:
            if ("employees", column) not in SENSITIVE:
                value = _readable(record, column, record.own.get(column))
                found.append(Field("employees", "", column, group, table[column].label, value))
    found += [_row(record, "service_history", row) for row in reversed(record.rows["service_history"])]
    found += [_row(record, "appraisals", row) for row in reversed(record.rows["appraisals"])]
    found += [_row(record, "credentials", row) for row in record.rows["credentials"]]
    found += [_row(record, "competencies", row) for row in record.rows["competencies"]]
    return found


def _readable(record: Record, column: str, value: Any) -> Any:
    tables = {"job_id": "jobs", "post_id": "posts", "home_district_id": "districts"}
    if column in tables:
        return record.name(tables[column], value) or None
    if isinstance(value, list):
        return ", ".join(value) or None
    return label_of(value) if column in {"sex", "employment", "status"} and value else value


def _row(record: Record, table: str, row: dict[str, Any]) -> Field:
    if table == "service_history":
        label = record.name("jobs", row["job_id"])
        until = row["ended_on"] or "sekarang"
        key, value = (
            f"{row['job_id']}:{row['started_on']}",
            f"{record.name('units', row['unit_id'])}, {row['started_on']} – {until}",
        )
    elif table == "appraisals":
        key, label = row["period"], f"SKP {row['period']}"
        value = label_of(row["predicate"]) or f"hasil kerja {row['work_result']}, perilaku {row['behaviour']}"
    elif table == "credentials":
        key, label = f"{row['kind']}:{row['subject'] or ''}", label_of(row["kind"])
        value = " · ".join(str(part) for part in (row["subject"], row["valid_until"]) if part)
    else:
        key, label, value = row["competency"], row["competency"], f"level {row['level']}"
    return Field(table, key, "", TABLES[table].label, label, value)


@dataclass(frozen=True, slots=True)
class Version:
    """What a batch changed in a person's own row: label, before, after; sensitive columns are left out."""

    since: dt.date
    batch: str
    changes: list[tuple[str, Any, Any]]


def changes_of(versions: list[Employee]) -> list[Version]:
    """Newest first; the oldest one has no changes, it is how the person came into the registry."""
    found = [Version(row.valid_from, row.batch.title, []) for row in versions[:1]]
    columns = [c for c in TABLES["employees"].columns if ("employees", c.name) not in SENSITIVE]
    for before, after in pairwise(versions):
        pairs = [(c.label, getattr(before, c.name), getattr(after, c.name)) for c in columns]
        found.append(Version(after.valid_from, after.batch.title, [one for one in pairs if one[1] != one[2]]))
    return found[::-1]


def label_of_field(table: str, column: str, key: str) -> str:
    """The words for a field that somebody spoke of."""
    declared = TABLES[table]
    return declared[column].label if column else f"{declared.label}: {key}"
