"""Health centres and the hospital: where they stand and the staff that they need."""

from typing import Any, Final

import numpy as np
import polars as pl

from penata.synthetic.blueprint import Blueprint
from penata.synthetic.catalogue import catalogue
from penata.synthetic.chance import stream
from penata.synthetic.territory import REMOTE, TOWN, Territory

CENTRE_SCHEMA: Final = {"unit_id": pl.String(), "inpatient": pl.Boolean(), "area": pl.String()}


def draw_health(board: Blueprint, land: Territory, seed: int, agency: int, people: int) -> dict[str, pl.DataFrame]:
    """Put the health centres (and from some size on a hospital) on the board; the table ``health_centres``."""
    rng = stream(seed, agency, "health")
    figures = catalogue("services")["health"]
    hospital = min(people // 3, figures["people_per_hospital"]) if people >= 400 else 0
    seats = [{**row, "agency_id": land.agency_id} for row in land.districts.to_dicts()]
    count = max(2, round((people - hospital) / figures["people_per_centre"]))
    rows = []
    for number, place in enumerate(_places(seats, count), start=1):
        inpatient = bool(rng.random() < figures["inpatient"][place["area"]])
        unit = _centre(board, land, place, number, inpatient=inpatient)
        kind = {TOWN: "URBAN", REMOTE: "REMOTE"}.get(place["area"], "RURAL")
        rows.append({"unit_id": unit, "inpatient": inpatient, "area": kind})
    if hospital:
        _hospital(board, land, seats[0], hospital / figures["people_per_hospital"])
    return {"health_centres": pl.DataFrame(rows, schema=CENTRE_SCHEMA)}


def _places(seats: list[dict[str, Any]], count: int) -> list[dict[str, Any]]:
    """Town, remote, plain first; then every district in turn, the towns twice."""
    towns = [s for s in seats if s["area"] == TOWN]
    remote = [s for s in seats if s["area"] == REMOTE]
    plain = [s for s in seats if s["area"] not in (TOWN, REMOTE)]
    order = [towns[0], remote[0], plain[0], *plain[1:], *remote[1:], *towns[1:], *towns, *towns]
    return [order[i % len(order)] for i in range(count)]


def _centre(board: Blueprint, land: Territory, place: dict[str, Any], number: int, *, inpatient: bool) -> str:
    figures = catalogue("services")["health"]
    area = place["area"]
    name = f"Puskesmas {place['name']}" + (f" {number}" if number > land.districts.height else "")
    unit = board.unit(f"{land.agency_id}.PKM{number:02d}", f"{land.agency_id}.DINKES", name, "HEALTH_CENTRE", place)
    board.post(unit, "KEPALA_PUSKESMAS", "duty", area, need=0, leads_unit=True, need_source="Tugas tambahan",
               title=f"Kepala {name}")  # fmt: skip
    for job, line in figures["centre"].items():
        minimum = line["minimum"][int(inpatient)]
        need = minimum + line[area]
        if need:
            scarcity = figures["filled"][area] * figures["scarce"].get(job, 1.0)
            board.post(unit, job, "health", area, need=need, scarcity=scarcity,
                       need_source="Standar puskesmas dan ABK",
                       priority=3 if area == REMOTE and job == "DOKTER" else None)  # fmt: skip
    for job, weight in catalogue("offices")["general"]["HEALTH_CENTRE"].items():
        board.post(unit, job, "general", area, weight=weight, scarcity=0.95)
    board.unit(f"{unit}.TU", unit, f"Subbagian Tata Usaha {name}", "DIVISION", place)
    board.post(f"{unit}.TU", "PUSKESMAS.IV.b", "leading", area, need=1, leads_unit=True, level="IV.b",
               title=f"Kepala Subbagian Tata Usaha {name}", need_source="Struktur organisasi")  # fmt: skip
    return unit


def _hospital(board: Blueprint, land: Territory, town: dict[str, Any], size: float) -> None:
    figures = catalogue("services")["health"]
    name = f"RSUD {land.agency['name'].removeprefix('Kabupaten ')}"
    unit = board.unit(f"{land.agency_id}.RSUD", f"{land.agency_id}.DINKES", name, "HOSPITAL", town)
    board.post(unit, "RSUD.III.a", "leading", TOWN, need=1, leads_unit=True, level="III.a", title=f"Direktur {name}",
               need_source="Struktur organisasi")  # fmt: skip
    for number, topic in enumerate(("Pelayanan", "Penunjang", "Keuangan"), start=1):
        section = board.unit(f"{unit}.SEK{number}", unit, f"Seksi {topic} {name}", "DIVISION", town)
        board.post(section, "RSUD.IV.a", "leading", TOWN, need=1, leads_unit=True, level="IV.a",
                   title=f"Kepala Seksi {topic} {name}", need_source="Struktur organisasi")  # fmt: skip
    for job, number in figures["hospital"].items():
        need = max(1, int(np.round(number * size)))
        least = need * 9 // 10 if job in figures["spared"] else None
        board.post(unit, job, "health", TOWN, need=need, scarcity=figures["filled"]["HOSPITAL"],
                   need_source="ABK 2025", safe_minimum=least)  # fmt: skip
    for job, weight in catalogue("offices")["general"]["HOSPITAL"].items():
        board.post(unit, job, "general", TOWN, weight=weight * size, scarcity=1.0)
