"""usulan.xlsx in the committee's layout, and usulan-kasus.json: which row holds which fault."""

import datetime as dt
import json
from pathlib import Path
from typing import Any, Final

import polars as pl
import xlsxwriter

from penata.synthetic.chance import stream
from penata.synthetic.proposal.casting import CLEAN, Casting, Name
from penata.synthetic.proposal.crowd import Crowd, crowd_of
from penata.synthetic.proposal.faults import FAULTS, planted
from penata.synthetic.siasn.sheets import EPOCH
from penata.synthetic.world import World
from penata.tables import InputError
from penata.wording import day, level_name, rank_name

PROPOSAL: Final = "usulan.xlsx"
CASES: Final = "usulan-kasus.json"
_HEAD: Final = (
    "NO.",
    "NAMA, NIP,\nTANGGAL LAHIR",
    "PANGKAT,\nGOL. RUANG",
    "JABATAN LAMA",
    "JABATAN BARU",
    "ESELON",
    "KET",
)
_WIDTHS: Final = (5, 34, 22, 44, 44, 14, 16)
_FIRST_ROW: Final = 8  # of names, as a spreadsheet counts: under title, heading and the row that numbers the columns


def write_proposal(world: World, folder: Path) -> list[str]:
    """Write a list of 60 names with 20 planted faults, and what was planted; the names of the files.

    Raises InputError where the regency is too small to name so many people.
    """
    crowd = crowd_of(world)
    casting = Casting(crowd)
    faults = planted(casting, world)
    clean = casting.clean()
    if len(clean) < CLEAN or len(faults) < FAULTS:
        raise InputError([
            f"kabupaten tiruan terlalu kecil untuk daftar 60 nama ({len(clean)} tanpa cacat, {len(faults)} bercacat); "
            "pakai --employees 3000 atau lebih"
        ])  # fmt: skip
    names = [*clean, *faults]
    order = stream(world.seed, 0, "usulan").permutation(len(names))
    listed = [names[i] for i in order]
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / PROPOSAL, world, _rows(listed, crowd))
    (folder / CASES).write_text(json.dumps(_cases(listed, world), ensure_ascii=False, indent=2) + "\n", "utf-8")
    return [CASES, PROPOSAL]


def _cases(listed: list[Name], world: World) -> dict[str, Any]:
    """What was planted: row, kind and code of each fault; ``with_row`` is the other row of a doubled name or seat."""
    faults = []
    for place, name in enumerate(listed):
        if not name.fault:
            continue
        same = [
            _FIRST_ROW + i
            for i, other in enumerate(listed)
            if i != place
            and (
                (name.fault == "SEAT_TWICE" and other.to_post == name.to_post)
                or (name.fault == "PERSON_TWICE" and other.employee_id == name.employee_id)
            )
        ]
        faults.append({
            "row": _FIRST_ROW + place, "fault": name.fault, "code": name.code, "with_rows": same,
            "employee_id": name.employee_id, "to_post_id": name.to_post,
        })  # fmt: skip
    return {
        "seed": world.seed, "as_of": world.as_of.isoformat(), "file": PROPOSAL, "first_row": _FIRST_ROW,
        "names": len(listed), "faults": faults,
    }  # fmt: skip


def _rows(listed: list[Name], crowd: Crowd) -> list[list[str]]:
    people = {row["employee_id"]: row for row in crowd.people.to_dicts()}
    seats = {row["post_id"]: row for row in crowd.seats.to_dicts()}
    rows = []
    for number, name in enumerate(listed, start=1):
        person, seat = people[name.employee_id], seats[name.to_post]
        own = {**seats[person["post_id"]], "job": _own_job(person, seats[person["post_id"]])}
        there = {**seat, "job": _own_job(person, seat)}
        level = person["own_level"] if seat["level"] is None and seat["ladder"] == person["ladder"] else seat["level"]
        said = {
            "number": f"{number}.", "name": person["name"], "nip": name.employee_id,
            "rank": rank_name(person["rank"]), "old": _seat_in_words(own, crowd), "new": _seat_in_words(there, crowd),
            "level": level_name(seat["category"], level), "note": name.note, **name.written,
        }  # fmt: skip
        who = f"{said['name']}\nNIP. {said['nip']}\n{day(person['birth_date'])}"
        rows.append([said["number"], who, said["rank"], said["old"], said["new"], said["level"], said["note"]])
    return rows


def _own_job(person: dict[str, Any], seat: dict[str, Any]) -> str:
    """A post for a whole ladder is called by the level that the person has."""
    whole = seat["level"] is None and seat["ladder"] is not None and seat["ladder"] == person["ladder"]
    return str(person["own_job"] if whole and person["own_job"] else seat["job"])


def _seat_in_words(seat: dict[str, Any], crowd: Crowd) -> str:
    """Title, unit and office on their own lines; a teacher's subject stands beside the job where the post has one."""
    unit, office = seat["unit_id"], crowd.office(seat["unit_id"])
    title = seat["title"] or seat["job"]
    if seat["subject"] and seat["title"] is None:
        title = f"{title} {seat['subject']}"
    lines = [title, *([] if seat["title"] else [crowd.units[unit]["name"]]), crowd.units[office]["name"]]
    return "\n".join(dict.fromkeys(lines))


def _write(path: Path, world: World, rows: list[list[str]]) -> None:
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_numbers": False})
    book.set_properties({"created": EPOCH})
    looks = {
        "title": book.add_format({"bold": True, "align": "center"}),
        "head": book.add_format({"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1}),
        "cell": book.add_format({"text_wrap": True, "valign": "top", "border": 1}),
    }
    page = book.add_worksheet("Usulan")
    last = len(_HEAD) - 1
    agency = str(pl.Series(world.dataset["agencies"]["name"])[0]).upper()
    above = (
        "DAFTAR USULAN MUTASI JABATAN",
        f"DI LINGKUNGAN PEMERINTAH {agency}",
        f"RAPAT TIM PENILAI KINERJA, {_later(world.as_of)}",
    )
    for row, text in enumerate(above):
        page.merge_range(row, 0, row, last, text, looks["title"])
    for place, (head, width) in enumerate(zip(_HEAD, _WIDTHS, strict=True)):
        page.set_column(place, place, width)
        page.merge_range(4, place, 5, place, head, looks["head"])
        page.write_string(6, place, str(place + 1), looks["head"])
    for number, row_of in enumerate(rows, start=_FIRST_ROW - 1):
        page.set_row(number, 48)
        for place, text in enumerate(row_of):
            page.write_string(number, place, text, looks["cell"])
    below = _FIRST_ROW + len(rows)
    for row, text in enumerate(("Mengetahui,", "KETUA TIM PENILAI KINERJA", "", "NIP. ........................")):
        page.write_string(below + row, 4, text)
    book.close()


def _later(as_of: dt.date) -> str:
    return day(as_of).upper()
