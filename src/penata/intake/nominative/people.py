"""Who is meant: the NIP of a row, out of its own column or out of the cell that also holds the name.

A NIP that is not in the dataset is never replaced by a similar one; similar ones are only named.
"""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from penata.intake.joining.people_by_name import person_key
from penata.intake.nominative.remark import Remark
from penata.intake.text.cells import dates
from penata.intake.text.identifiers import REMEDY

_NIP: Final = re.compile(r"(?<!\d)(\d{8})[ .]?(\d{6})[ .]?(\d)[ .]?(\d{3})(?!\d)")
_SCIENTIFIC: Final = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d{2}\b")
_NEAR: Final = 0.86  # of two NIPs: one or two digits apart
_NAMES_ALIKE: Final = 0.6


@dataclass(frozen=True, slots=True)
class Register:
    """The people of a dataset by NIP and by name as names are compared."""

    names: Mapping[str, str]
    keys: Mapping[str, str]
    by_key: Mapping[str, tuple[str, ...]]
    births: Mapping[str, object]

    @classmethod
    def of(cls, employees: pl.DataFrame) -> "Register":
        """From the table employees."""
        people = employees.select("employee_id", "name", "birth_date", person_key(pl.col("name")).alias("key"))
        by_key = people.sort("employee_id").group_by("key").agg("employee_id")
        return cls(
            names=dict(people.select("employee_id", "name").iter_rows()),
            keys=dict(people.select("employee_id", "key").iter_rows()),
            by_key={key: tuple(ids) for key, ids in by_key.iter_rows()},
            births=dict(people.select("employee_id", "birth_date").iter_rows()),
        )

    def named(self, employee_id: str) -> str:
        """NIP and name, as a message shows them."""
        return f"{employee_id} ({self.names[employee_id]})"


@dataclass(frozen=True, slots=True)
class Who:
    """What a row says of its person, and whom the dataset knows by it (None: nobody, or not surely)."""

    nip: str | None
    name: str | None
    employee_id: str | None
    remarks: tuple[Remark, ...] = ()


def who_is(row: Mapping[str, str | None], register: Register) -> Who:
    """The person of one row: by NIP, else by a name (and day of birth) that only one known person bears."""
    cell = row["who"] or row["name"]
    name = _name(cell)
    stated = row["nip"] or cell or ""
    if row.get("lost") or (not _NIP.search(stated) and _SCIENTIFIC.search(stated)):
        text = "NIP tersimpan sebagai angka sehingga digit terakhirnya hilang"
        return Who(row["nip"], name, None, (Remark("UNREADABLE_NIP", text, value=stated.strip(), remedy=REMEDY),))
    nip = _nip(row["nip"], cell, register)
    if nip is None:
        return _by_name(row, name, register)
    if nip not in register.names:
        return Who(nip, name, None, (_unknown(nip, name, register),))
    return Who(nip, name, nip, _other_name(nip, name, register))


def _nip(own: str | None, cell: str | None, register: Register) -> str | None:
    """The id that a row states: 18 digits however grouped, an id that the dataset has, or what the column says."""
    for text in (own, cell):
        words = [] if text is None else [text.strip().lstrip("'’"), *re.split(r"[\n;/|]+", text)]
        for word in words:
            bare = re.sub(r"^(?i:nip)\b[\s.:]*", "", word.strip()).strip(" '’.,")
            if bare in register.names:
                return bare
        found = None if text is None else _NIP.search(text)
        if found:
            return "".join(found.groups())
    digits = re.search(r"(?<!\d)\d{15,20}(?!\d)", cell or "")
    return own.strip() if own else digits.group() if digits else None


def _name(cell: str | None) -> str | None:
    """The name in a cell: what stands before the NIP, else the first line."""
    if cell is None:
        return None
    found = _NIP.search(cell)
    if found is None:
        before = cell.split("\n")[0]
    else:
        before = (
            cell[: found.start()] if cell[: found.start()].strip(" '’") else cell[found.end() :].strip().split("\n")[0]
        )
    name = re.sub(r"(?i)[\s/|(-]*\bnip\b[\s.:'’]*$", "", " ".join(before.split()))
    return name.strip(" '’/|-,") or None


def _unknown(nip: str, name: str | None, register: Register) -> Remark:
    namesakes = register.by_key.get(_key(name), ()) if name else ()
    near = difflib.get_close_matches(nip, register.names, n=3, cutoff=_NEAR)
    ordered = [*(n for n in namesakes if n in near), *near, *namesakes]
    shown = tuple(register.named(one) for one in dict.fromkeys(ordered))[:3]
    text = f"NIP {nip} tidak ada dalam himpunan data" if re.fullmatch(r"\d{18}", nip) else f"NIP {nip!r} bukan 18 angka"
    return Remark("UNKNOWN_PERSON", text, value=nip, near=shown, remedy="perbaiki NIP, lalu periksa ulang")


def _by_name(row: Mapping[str, str | None], name: str | None, register: Register) -> Who:
    known = register.by_key.get(_key(name), ()) if name else ()
    born = _birth(row)
    exact = tuple(one for one in known if born is not None and register.births[one] == born)
    if len(exact) == 1 or len(known) == 1:
        found = exact[0] if len(exact) == 1 else known[0]
        text = f"tanpa NIP; dicocokkan menurut nama dengan {register.named(found)}"
        return Who(None, name, found, (Remark("MATCHED_BY_NAME", text, value=name, remedy="lengkapi NIP"),))
    if known:
        near = tuple(register.named(one) for one in known[:3])
        text = f"tanpa NIP, dan {len(known)} pegawai bernama sama"
        return Who(None, name, None, (Remark("UNKNOWN_PERSON", text, value=name, near=near, remedy="lengkapi NIP"),))
    alike = difflib.get_close_matches(_key(name), register.by_key, n=3, cutoff=0.8) if name else []
    near = tuple(register.named(register.by_key[key][0]) for key in alike)
    text = "tanpa NIP, dan nama ini tidak ada dalam himpunan data" if name else "tidak menyebut pegawai"
    return Who(None, name, None, (Remark("UNKNOWN_PERSON", text, value=name, near=near, remedy="lengkapi NIP"),))


def _other_name(nip: str, name: str | None, register: Register) -> tuple[Remark, ...]:
    """A remark where the list writes quite another name beside this NIP."""
    if name is None:
        return ()
    here, there = _key(name), register.keys[nip]
    alike = difflib.SequenceMatcher(None, here, there).ratio() >= _NAMES_ALIKE
    if alike or not here or set(here.split()) & set(there.split()):
        return ()
    text = f"NIP ini milik {register.names[nip]}, di daftar tertulis {name}"
    return (Remark("NAME_DIFFERS", text, value=name, remedy="pastikan NIP dan nama orang yang sama"),)


def _birth(row: Mapping[str, str | None]) -> object:
    words = [row["birth"], *(row["who"] or "").split("\n")[1:]]
    tails = [re.sub(r"^.*,\s*", "", word.strip()) for word in words if word]
    return next((day for day in dates(pl.Series(tails, dtype=pl.String)).values if day is not None), None)


def _key(name: str | None) -> str:
    return pl.DataFrame({"n": [name]}, schema={"n": pl.String}).select(person_key(pl.col("n"))).item() or ""
