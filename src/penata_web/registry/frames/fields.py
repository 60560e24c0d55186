"""The fields of a record that a person confirms or disputes, with the labels that the tables declare."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from django.utils import translation
from django.utils.formats import date_format

from penata.tables import TABLES
from penata_web.registry.enums import label_of
from penata_web.registry.frames.person import Record
from penata_web.registry.models import Employee
from penata_web.registry.models.sensitive import SENSITIVE


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is recorded; ``name`` says table, key and column, as an address or a form carries it.

    ``value`` is always in Indonesian: a word about it holds in whatever language the page is read.
    """

    table: str
    key: str
    column: str
    group: str
    label: str
    value: str

    @property
    def name(self) -> str:
        """What identifies it within the person's record."""
        return f"{self.table}|{self.column}|{self.key}"


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
    with translation.override("id"):
        return [*_own(record), *_hanging(record)]


def _own(record: Record) -> Iterator[Field]:
    table = TABLES["employees"]
    for group, columns in GROUPS.items():
        for column in columns:
            if ("employees", column) not in SENSITIVE:
                value = _readable(record, column, record.own.get(column))
                yield Field("employees", "", column, group, _LABELS.get(column) or table[column].label, value)


_LABELS: Final = {"post_id": "Formasi", "job_id": "Jabatan", "home_district_id": "Kecamatan tempat tinggal"}
"""Where the page shows a name and the table declares an id."""


def _hanging(record: Record) -> Iterator[Field]:
    for table in ("service_history", "appraisals"):
        yield from (_row(record, table, row) for row in reversed(record.rows[table]))
    for table in ("credentials", "competencies"):
        yield from (_row(record, table, row) for row in record.rows[table])


def _readable(record: Record, column: str, value: Any) -> str:
    tables = {"job_id": "jobs", "post_id": "posts", "home_district_id": "districts"}
    if value is None:
        return ""
    if column in tables:
        return record.name(tables[column], value)
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, dt.date):
        return date_format(value, "j F Y")
    if isinstance(value, float):
        return f"{value:g}"
    return label_of(value) if column in {"sex", "employment", "status"} else str(value)


def _row(record: Record, table: str, row: dict[str, Any]) -> Field:
    if table == "service_history":
        label = record.name("jobs", row["job_id"])
        until = date_format(row["ended_on"], "j F Y") if row["ended_on"] else "sekarang"
        key = f"{row['job_id']}:{row['started_on']}"
        value = f"{record.name('units', row['unit_id'])}, {date_format(row['started_on'], 'j F Y')} – {until}"
    elif table == "appraisals":
        key, label = row["period"], f"SKP {row['period']}"
        value = label_of(row["predicate"]) or f"hasil kerja {row['work_result']}, perilaku {row['behaviour']}"
    elif table == "credentials":
        key, label = f"{row['kind']}:{row['subject'] or ''}", label_of(row["kind"])
        parts = (row["subject"], row["valid_until"] and date_format(row["valid_until"], "j F Y"))
        value = " · ".join(str(part) for part in parts if part)
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
    return (_LABELS.get(column) or declared[column].label) if column else f"{declared.label}: {key}"
