"""What the page of one person shows, put together from the record and what was said of it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from penata_web.registry import permissions, queries
from penata_web.registry.enums import Stance, label_of
from penata_web.registry.forms.words import DisputeForm, ReasonForm
from penata_web.registry.frames.fields import changes_of, fields_of
from penata_web.registry.frames.person import Record
from penata_web.registry.models import FieldWord, PersonLine
from penata_web.registry.views.day import Day
from penata_web.shared.acting import Acting
from penata_web.shared.charts import Chart, Series
from penata_web.shared.enums import Role

PREDICATES: Final = ("SANGAT_KURANG", "KURANG", "BUTUH_PERBAIKAN", "BAIK", "SANGAT_BAIK")
"""Worst first: the height of a predicate in the chart."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One seat on the road of a career; ``x`` and ``width`` are per cent of the drawn line."""

    job: str
    unit: str
    kind: str
    started: dt.date
    ended: dt.date | None
    x: str
    width: str
    is_current: bool


def profile_of(acting: Acting, line: PersonLine, record: Record, day: Day) -> dict[str, Any]:
    """The context of the page; a fixed number of queries."""
    said = queries.words_of(line.employee_id)
    own = permissions.is_own(acting, line.employee_id)
    return {
        "day": day,
        "line": line,
        "record": record,
        "figures": _figures(line, record, day),
        "facts": _facts(line, record),
        "stops": stops_of(record, day.on),
        "duties": [row | {"place": record.name("posts", row["post_id"]), "words": label_of(row["kind"])}
                   for row in record.rows["duties"]],
        "appraisals": [row | {"words": label_of(row["predicate"])} for row in reversed(record.rows["appraisals"])],
        "chart": appraisal_chart(record),
        "competences": record.competences,
        "box": record.box,
        "cells": _cells(record.box),
        "credentials": [row | {"words": label_of(row["kind"]), "place": record.name("units", row["place_unit_id"])}
                        for row in record.rows["credentials"]],
        "wishes": [row | {"words": label_of(row["stance"]), "place": _place(record, row)}
                   for row in record.rows["wishes"]],
        "faults": _faults(line, day),
        "versions": changes_of(queries.versions(line.employee_id, on=day.on)),
        "own": own,
        "groups": _groups(record, said) if own else [],
        "disputes": [word for word in said if word.stance == Stance.DISPUTE],
        "may_open": permissions.may_open(acting, line.employee_id),
        "views": queries.views_of(line.employee_id) if own or acting.role == Role.AUDITOR else None,
        "reason_form": ReasonForm(),
        "dispute_form": DisputeForm(),
        "opened": None,
    }  # fmt: skip


def months_in_words(months: int | None) -> str:
    """`4 tahun 3 bulan`; "" where it is not known."""
    if months is None:
        return ""
    years, rest = divmod(abs(months), 12)
    parts = []
    if years:
        parts.append(ngettext("%(n)d tahun", "%(n)d tahun", years) % {"n": years})
    if rest or not years:
        parts.append(ngettext("%(n)d bulan", "%(n)d bulan", rest) % {"n": rest})
    return " ".join(parts)


def _figures(line: PersonLine, record: Record, day: Day) -> list[tuple[Any, ...]]:
    facts = record.facts
    since = facts.get("in_post_since")
    leaves = line.leaves_on
    if leaves is None:
        leaving: tuple[Any, ...] = (None, "", _("hari pensiun belum diketahui"), "", "")
    else:
        tone = "stop" if leaves < day.on else "warn" if leaves < queries.years_later(day.on, 1) else ""
        words = _("sudah lewat: %(why)s") if tone == "stop" else "%(why)s"
        leaving = (date_format(leaves, "j M Y"), "", words % {"why": label_of(line.leaves_because)}, "", tone)
    post_words = (
        _("di jabatan ini, sejak %(day)s") % {"day": date_format(since, "j M Y")}
        if since
        else _("lama di jabatan ini belum diketahui")
    )
    return [
        (months_in_words(facts.get("months_in_post")) or None, "", post_words, "", ""),
        (months_in_words(facts.get("months_in_service")) or None, "", _("masa kerja"), "", ""),
        (line.rank, "", _("golongan, %(time)s") % {"time": months_in_words(facts.get("months_in_rank"))}
         if facts.get("months_in_rank") is not None else _("golongan"), "", ""),
        leaving,
    ]  # fmt: skip


def _facts(line: PersonLine, record: Record) -> list[tuple[str, Any]]:
    own = record.own
    found = [
        (_("NIP"), line.employee_id),
        (_("Kepegawaian"), f"{label_of(line.employment)} · {label_of(line.status)}"),
        (_("Unit"), line.unit),
        (_("Perangkat daerah"), line.office if line.office != line.unit else None),
        (_("Kecamatan"), line.district),
        (_("Pendidikan"), " ".join(part for part in (own.get("education_level"), own.get("education_field")) if part)),
        (_("Sertifikat"), ", ".join(own.get("certificates") or [])),
        (_("Mata pelajaran"), ", ".join(own.get("subjects") or [])),
        (_("Jam mengajar per minggu"), f"{own['teaching_hours']:g}" if own.get("teaching_hours") else None),
        (_("Akhir kontrak"), date_format(own["contract_until"], "j M Y") if own.get("contract_until") else None),
    ]
    return [(label, value) for label, value in found if value]


def stops_of(record: Record, on: dt.date) -> list[Stop]:
    """The posts held, oldest first, each with its place on a line from the first day until the day of the page."""
    rows = [row for row in record.rows["service_history"] if row["started_on"] <= on]
    if not rows:
        return []
    first = rows[0]["started_on"]
    whole = max((on - first).days, 1)
    found = []
    for row in rows:
        until = min(row["ended_on"] or on, on)
        found.append(Stop(
            job=record.name("jobs", row["job_id"]),
            unit=record.name("units", row["unit_id"]),
            kind=label_of(row["kind"]),
            started=row["started_on"],
            ended=row["ended_on"],
            x=f"{100 * (row['started_on'] - first).days / whole:.2f}%",
            width=f"{max(100 * (until - row['started_on']).days / whole, 0.6):.2f}%",
            is_current=row["ended_on"] is None or row["ended_on"] > on,
        ))  # fmt: skip
    return found


def appraisal_chart(record: Record) -> Chart | None:
    """Predicates over the years, five steps high; None where fewer than two are known."""
    rows = [row for row in record.rows["appraisals"] if row["predicate"] in PREDICATES]
    if len(rows) < 2:
        return None
    heights = [PREDICATES.index(row["predicate"]) + 1 for row in rows]
    last = label_of(rows[-1]["predicate"])
    if heights[-1] > heights[0]:
        title = _("Predikat naik menjadi %(last)s") % {"last": last}
    elif heights[-1] < heights[0]:
        title = _("Predikat turun menjadi %(last)s") % {"last": last}
    else:
        title = _("Predikat terakhir tetap %(last)s") % {"last": last}
    return Chart(
        kind="lines",
        title=title,
        words=_("5 = Sangat Baik, 4 = Baik, 3 = Butuh Perbaikan, 2 = Kurang, 1 = Sangat Kurang"),
        x=[row["period"] for row in rows],
        series=(Series(_("Predikat kinerja"), heights),),
    )


def _cells(box: dict[str, Any]) -> list[list[tuple[int, bool]]]:
    """The nine boxes as they are drawn: performance upward, potential to the right; which one is the person's."""
    by_axes = {axes: number for number, axes in box.get("axes", {}).items()}
    if not by_axes or box.get("box") is None:
        return []
    return [[(by_axes[up, right], by_axes[up, right] == box["box"]) for right in (1, 2, 3)] for up in (3, 2, 1)]


def _place(record: Record, row: dict[str, Any]) -> str:
    for table, key in (("posts", row["post_id"]), ("units", row["unit_id"]), ("districts", row["district_id"])):
        if key:
            name = record.name(table, key)
            return _("Kecamatan %(name)s") % {"name": name} if table == "districts" else name
    return ""


def _faults(line: PersonLine, day: Day) -> list[dict[str, Any]]:
    """What the checks found in this record, with who can repair it and how."""
    found = queries.faults_of_person(line.employee_id, on=day.on)
    document = queries.quality(on=day.on) or {"dimensions": [], "checks": []}
    known = {one["code"]: one for part in document["dimensions"] for one in part["findings"]}
    known |= {one["code"]: one for one in document["checks"]}
    return [{"detail": fault.detail, **known.get(fault.code, {"name": fault.code})} for fault in found]


def _groups(record: Record, said: list[FieldWord]) -> list[dict[str, Any]]:
    """The fields of the own record by group, each with the latest word about it as far as it still holds."""
    latest: dict[tuple[str, str, str], FieldWord] = {}
    for one in said:
        latest.setdefault((one.table, one.column, one.key), one)
    groups: dict[str, list[dict[str, Any]]] = {}
    for field in fields_of(record):
        word: FieldWord | None = latest.get((field.table, field.column, field.key))
        if word is not None and word.stance == Stance.CONFIRM and word.value != field.value:
            word = None
        groups.setdefault(field.group, []).append({"field": field, "word": word})
    return [{"name": name, "fields": rows} for name, rows in groups.items()]


def opened_part(rows: dict[str, list[dict[str, Any]]], labels: dict[str, str]) -> dict[str, Any]:
    """The sensitive part in words; ``labels`` of the masked columns of the own row."""
    own = rows["employees"][0] if rows["employees"] else {}
    return {
        "conditions": [row | {"words": label_of(row["kind"])} for row in rows["conditions"]],
        "kinship": [row | {"words": label_of(row["relation"])} for row in rows["kinship"]],
        "wishes": [row | {"words": label_of(row["stance"])} for row in rows["wishes"]],
        "facts": [
            (labels[name], date_format(value, "j F Y") if isinstance(value, dt.date) else value)
            for name, value in own.items() if value is not None
        ],
    }  # fmt: skip
