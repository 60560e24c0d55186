"""Offices, their divisions and sections, the district offices, and the posts of all of them."""

from typing import Any, Final

import polars as pl

from penata.synthetic.blueprint import Blueprint
from penata.synthetic.catalogue import catalogue
from penata.synthetic.territory import PLAIN, Territory

LEVELS: Final = ("AHLI_PERTAMA", "AHLI_MUDA", "AHLI_MADYA")
ASSISTANTS: Final = 3  # of the regional secretary; the divisions of the secretariat stand under them in turn


def draw_offices(board: Blueprint, land: Territory, people: int) -> None:
    """Put the offices that so many people can run on the board, largest first, and one office in each district."""
    offices = catalogue("offices")["offices"]
    count = min(len(offices), 10 + max(0, people - 300) // 350)
    depth = 1 if people < 1_000 else 2 if people < 4_000 else 3
    town = _seats(land)[0]
    for office in offices[:count]:
        _office(board, office, town, depth)
    for number, seat in enumerate(_seats(land), start=1):
        _district_office(board, seat, number, depth)
        _extension_office(board, seat, number)


def _seats(land: Territory) -> list[dict[str, Any]]:
    return land.districts.with_columns(pl.lit(land.agency_id).alias("agency_id")).to_dicts()


_SECRETARIAT: Final = ("Sekretariat", "Sekretaris")


def _office(board: Blueprint, office: dict[str, Any], town: dict[str, Any], depth: int) -> None:
    code, name = office["code"], office["name"]
    top = board.unit(f"{town['agency_id']}.{code}", None, name, "OPD", town)
    head = office.get("head_eselon", "II.b")
    title = office.get("head") or ("Kepala Badan" if name.startswith("Badan") else "Kepala Dinas")
    _leads(board, top, f"{code}.{head}", title if office.get("head") else f"{title} {name.split(' ', 1)[1]}")
    if head == "II.a":
        _assistants(board, top, town, depth)
        secretariat = top
    else:
        kind, leader = ("Bagian Umum", "Kepala Bagian Umum") if name.startswith("Sekretariat") else _SECRETARIAT
        secretariat = board.unit(f"{top}.S", top, f"{kind} {name}", "DIVISION", town)
        _leads(board, secretariat, f"{code}.III.a", f"{leader} {name}")
        topics = ("Umum dan Kepegawaian", "Perencanaan dan Keuangan")[: depth - 1 or 1]
        _sections(board, secretariat, code, [f"{topic} {name}" for topic in topics], "Subbagian", town)
    _general_posts(board, secretariat, "SECRETARIAT", office["size"])
    units = [secretariat]
    for number, division in enumerate(office["divisions"][: 1 + 3 * (depth - 1)], start=1):
        units.append(_division(board, office, top, (number, division), (town, depth)))
    _technical_posts(board, office, top, units[1] if len(units) > 1 else top)


def _division(
    board: Blueprint, office: dict[str, Any], top: str, division: tuple[int, str], place: tuple[dict[str, Any], int]
) -> str:
    number, topic = division
    town, depth = place
    word = office.get("division", "Bidang")
    above = f"{top}.A{1 + (number - 1) % min(depth, ASSISTANTS)}" if office.get("head_eselon") == "II.a" else top
    unit = board.unit(f"{top}.B{number}", above, f"{word} {topic}", "DIVISION", town)
    title = f"Kepala {word} {topic}" if word in ("Bidang", "Bagian") else f"{word} {topic}"
    _leads(board, unit, f"{office['code']}.{office.get('division_eselon', 'III.b')}", title)
    if depth == 3 and number % 2 == 1:
        topics = catalogue("offices")["sections"]
        _sections(board, unit, office["code"], [f"{topics[number % len(topics)]} {topic}"], "Seksi", town)
    _general_posts(board, unit, "DIVISION", office["size"])
    return unit


def _assistants(board: Blueprint, top: str, town: dict[str, Any], depth: int) -> None:
    topics = ["Pemerintahan dan Kesejahteraan Rakyat", "Perekonomian dan Pembangunan", "Administrasi Umum"]
    for number, topic in enumerate(topics[: min(depth, ASSISTANTS)], start=1):
        unit = board.unit(f"{top}.A{number}", top, f"Asisten {topic}", "DIVISION", town)
        _leads(board, unit, "SETDA.II.b", f"Asisten {topic}")


def _sections(
    board: Blueprint, parent: str, code: str, topics: list[str], word: str, town: dict[str, Any], level: str = "IV.a"
) -> None:
    for number, topic in enumerate(topics, start=1):
        unit = board.unit(f"{parent}.{word[:3].upper()}{number}", parent, f"{word} {topic}", "DIVISION", town)
        _leads(board, unit, f"{code}.{level}", f"Kepala {word} {topic}", area=town["area"])


def _district_office(board: Blueprint, seat: dict[str, Any], number: int, depth: int) -> None:
    unit = board.unit(
        f"{seat['agency_id']}.KEC{number:02d}", None, f"Kecamatan {seat['name']}", "DISTRICT_OFFICE", seat
    )
    _leads(board, unit, "KECAMATAN.III.a", f"Camat {seat['name']}", area=seat["area"])
    if depth > 1:
        secretary = board.unit(f"{unit}.S", unit, f"Sekretariat Kecamatan {seat['name']}", "DIVISION", seat)
        _leads(board, secretary, "KECAMATAN.III.b", f"Sekretaris Kecamatan {seat['name']}", area=seat["area"])
        place = f"Kecamatan {seat['name']}"
        topics = [f"{topic} {place}" for topic in catalogue("offices")["district_sections"][:depth]]
        _sections(board, secretary, "KECAMATAN", [f"Umum dan Kepegawaian {place}"], "Subbagian", seat, "IV.b")
        _sections(board, unit, "KECAMATAN", topics, "Seksi", seat)
    _general_posts(board, unit, "DISTRICT_OFFICE", 1.0, seat["area"])


def _extension_office(board: Blueprint, seat: dict[str, Any], number: int) -> None:
    """Farm advisers sit in every district: functional people whose posts are as far apart as schools."""
    top = f"{seat['agency_id']}.DISTAN"
    unit = board.unit(f"{top}.BPP{number:02d}", top, f"Balai Penyuluhan Pertanian {seat['name']}", "OTHER", seat)
    scarcity = {"TOWN": 1.15, "REMOTE": 0.7}.get(seat["area"], 0.95)
    board.post(unit, "PENYULUH_PERTANIAN", "technical", seat["area"], weight=3.0, scarcity=scarcity)


def _leads(board: Blueprint, unit: str, job: str, title: str, *, area: str = PLAIN) -> None:
    level = ".".join(job.rsplit(".", 2)[-2:])
    board.post(unit, job, "leading", area, need=1, leads_unit=True, title=title, level=level,
               need_source="Struktur organisasi")  # fmt: skip


def _technical_posts(board: Blueprint, office: dict[str, Any], top: str, unit: str) -> None:
    shares = catalogue("services")["offices"]["level_share"]
    for ladder, weight in office["technical"].items():
        home = top if ladder == "PERENCANA" else unit
        for level in LEVELS:
            board.post(home, f"{ladder}.{level}", "technical", "PLAIN", level=level, weight=weight * shares[level],
                       scarcity=catalogue("services")["offices"]["filled"]["technical"])  # fmt: skip


def _general_posts(board: Blueprint, unit: str, kind: str, size: float, area: str = PLAIN) -> None:
    filled = catalogue("services")["offices"]["filled"]["general"]
    scarcity = filled * {"REMOTE": 0.8, "TOWN": 1.1}.get(area, 1.0)
    for job, weight in catalogue("offices")["general"][kind].items():
        board.post(unit, job, "general", area, weight=size * weight, scarcity=scarcity)
