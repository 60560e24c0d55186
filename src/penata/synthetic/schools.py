"""Schools: how many, where, with how many classes, and the teachers that they need."""

from typing import Any, Final

import numpy as np
import polars as pl

from penata.synthetic.blueprint import Blueprint
from penata.synthetic.catalogue import catalogue
from penata.synthetic.chance import Ints, draw, stream
from penata.synthetic.territory import REMOTE, TOWN, Territory

SCHOOL_SCHEMA: Final = {
    "unit_id": pl.String(), "stage": pl.String(), "npsn": pl.String(), "pupils": pl.Int64(), "classes": pl.Int64(),
    "classrooms": pl.Int64(), "special_area": pl.Boolean(),
}  # fmt: skip


def draw_schools(board: Blueprint, land: Territory, seed: int, agency: int, teachers: int) -> dict[str, pl.DataFrame]:
    """Put the schools for so many teachers on the board; the tables ``schools`` and ``subject_hours``."""
    rng = stream(seed, agency, "schools")
    shares = catalogue("services")["schools"]["share"]
    rows: list[dict[str, Any]] = []
    hours: list[dict[str, Any]] = []
    numbering: dict[tuple[str, str], int] = {}
    for stage, share in shares.items():
        for place, classes, pupils in _stage(rng, land, stage, round(teachers * share)):
            unit = _school(board, land, stage, place, (len(rows) + 1, numbering))
            rows.append(_row(unit, stage, (classes, pupils), (agency, len(rows)), place))
            hours += _posts(board, unit, stage, (classes, pupils), place["area"])
    subject_hours = pl.DataFrame(
        hours, schema={"unit_id": pl.String(), "subject": pl.String(), "weekly_hours": pl.Float64()}
    )
    return {"schools": pl.DataFrame(rows, schema=SCHOOL_SCHEMA), "subject_hours": subject_hours}


def _stage(
    rng: np.random.Generator, land: Territory, stage: str, teachers: int
) -> list[tuple[dict[str, Any], int, int]]:
    """District, classes and pupils of the schools of one stage that together employ about so many teachers."""
    figures = catalogue("services")["schools"]
    seats = land.districts.to_dicts()
    most = max(3, teachers // 3 + 3)
    districts = _districts(rng, seats, most)
    areas = np.array([seats[i]["area"] for i in districts])
    classes = np.zeros(most, dtype=np.int64)
    per_class = np.zeros(most)
    for area, sizes in figures["classes"][stage].items():
        at = areas == area
        classes[at] = draw(rng, sizes, int(at.sum())).astype(np.int64)
        per_class[at] = figures["pupils_per_class"][area]
    classes = np.minimum(classes, max(6, teachers // 24 * 3))  # no school that takes half of a small regency
    pupils = np.maximum(classes * 3, rng.normal(per_class, 4.0) * classes).round().astype(np.int64)
    filled = np.array([figures["filled"][a] for a in areas]) * np.array([_need(stage, int(c)) for c in classes])
    count = max(3, int(np.searchsorted(np.cumsum(filled), teachers)) + 1)
    return [(seats[districts[i]], int(classes[i]), int(pupils[i])) for i in range(min(count, most))]


def _districts(rng: np.random.Generator, seats: list[dict[str, Any]], size: int) -> Ints:
    """Districts of schools: town, a remote one and a plain one first, then one in each, then by population."""
    weights = catalogue("services")["schools"]["districts_weight"]
    areas = [seat["area"] for seat in seats]
    first = [areas.index(TOWN), areas.index(REMOTE), next(i for i, a in enumerate(areas) if a not in (TOWN, REMOTE))]
    each = [i for i in range(len(seats)) if i not in first]
    drawn = draw(rng, {i: weights[area] for i, area in enumerate(areas)}, size).astype(np.int64)
    return np.concatenate([np.array(first + each, dtype=np.int64), drawn])[:size]


def _need(stage: str, classes: int) -> float:
    """Teachers that a school of this stage needs, roughly; to know how many schools there are."""
    figures = catalogue("services")["schools"]
    if stage == "TK":
        return classes
    if stage == "SD":
        return classes + 2
    hours = (s["hours"] * classes / figures["hours_per_teacher"] for s in figures["secondary"].values() if s["hours"])
    return sum(max(1, int(h)) for h in hours) + 1


def _school(
    board: Blueprint, land: Territory, stage: str, place: dict[str, Any], count: tuple[int, dict[tuple[str, str], int]]
) -> str:
    serial, numbering = count
    key = (stage, place["district_id"])
    numbering[key] = numbering.get(key, 0) + 1
    name = f"{stage} Negeri {numbering[key]} {place['name']}"
    seat = {**place, "agency_id": land.agency_id}
    return board.unit(f"{land.agency_id}.{stage}{serial:04d}", f"{land.agency_id}.DISDIK", name, "SCHOOL", seat)


def _row(
    unit: str, stage: str, size: tuple[int, int], number: tuple[int, int], place: dict[str, Any]
) -> dict[str, Any]:
    classes, pupils = size
    agency, serial = number
    return {
        "unit_id": unit, "stage": stage, "npsn": f"9{agency % 1000:03d}{serial + 1:04d}", "pupils": pupils,
        "classes": classes, "classrooms": max(classes - serial % 2, 1), "special_area": place["area"] == REMOTE,
    }  # fmt: skip


def _posts(board: Blueprint, unit: str, stage: str, size: tuple[int, int], area: str) -> list[dict[str, Any]]:
    """Posts of a school; the weekly hours of its subjects (none below SMP)."""
    classes, pupils = size
    figures = catalogue("services")["schools"]
    filled = figures["filled"][area]
    board.post(unit, "KEPALA_SEKOLAH", "duty", area, need=0, leads_unit=True, need_source="Tugas tambahan guru",
               title=f"Kepala {board.units[-1]['name']}")  # fmt: skip
    hours = []
    if stage == "TK":
        _teachers(board, unit, "Guru Kelas TK", classes, (area, filled))
    elif stage == "SD":
        for subject, more in figures["primary"].items():
            need = classes if subject == "Guru Kelas" else 1
            _teachers(board, unit, subject, need, (area, filled * more))
    else:
        for subject, line in figures["secondary"].items():
            weekly = line["hours"] * classes
            need = (
                max(1, pupils // figures["pupils_per_counsellor"])
                if not weekly
                else max(1, weekly // figures["hours_per_teacher"])
            )
            _teachers(board, unit, subject, need, (area, filled * line["fill"]))
            if weekly:
                hours.append({"unit_id": unit, "subject": subject, "weekly_hours": float(weekly)})
    if stage != "TK":
        for job, weight in catalogue("offices")["general"]["SCHOOL"].items():
            size_factor = 1.0 if stage == "SMP" else 0.12
            board.post(unit, job, "general", area, weight=weight * size_factor, scarcity=0.95)
    return hours


def _teachers(board: Blueprint, unit: str, subject: str, need: int, staffing: tuple[str, float]) -> None:
    area, scarcity = staffing
    source = "Rombongan belajar" if subject.startswith("Guru Kelas") else "Jam tatap muka per minggu"
    board.post(unit, "GURU", "teacher", area, subject=subject, need=need, scarcity=scarcity, need_source=source,
               priority=2 if area == REMOTE and subject == "Guru Kelas" else None)  # fmt: skip
