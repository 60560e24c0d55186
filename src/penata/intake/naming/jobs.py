"""What a job's name tells: the functional ladder, its level and a teacher's subject; and what a unit's name tells.

A name is a person's wording, so only settled forms are read: the present ones ("Guru Ahli Muda", "Perawat
Terampil", "Ahli Pertama - Guru Matematika") and those of before 2009 and 2019 that still stand in registers
("Guru Muda", "Bidan Pelaksana Lanjutan", "Guru Pembina Tk. I").
"""

import re
from dataclasses import dataclass
from typing import Final

from penata.vocabulary import AgencyKind, UnitKind


@dataclass(frozen=True, slots=True)
class FunctionalName:
    """Ladder (``GURU``), level (``AHLI_MUDA``; None where the name tells none) and subject of a functional job."""

    ladder: str
    level: str | None
    subject: str | None = None


def functional_name(name: str) -> FunctionalName:
    """Ladder, level and subject that a functional job's name tells.

    >>> functional_name("Guru Ahli Muda")
    FunctionalName(ladder='GURU', level='AHLI_MUDA', subject=None)
    >>> functional_name("AHLI PERTAMA - GURU MATEMATIKA")
    FunctionalName(ladder='GURU', level='AHLI_PERTAMA', subject='Matematika')
    >>> functional_name("Bidan Pelaksana Lanjutan / Mahir").level, functional_name("Guru Pembina Tk. I").level
    ('MAHIR', 'AHLI_MADYA')
    """
    words = " ".join(re.sub(r"[^0-9a-z/-]+", " ", name.lower()).split())
    if words in _WHOLE_NAMES:
        return FunctionalName(*_WHOLE_NAMES[words])
    old = _OLD_TEACHER.fullmatch(words)
    if old:
        return FunctionalName("GURU", _OLD_TEACHER_LEVELS[old.group(1)])
    level, rest = _level(words)
    return _with_subject(rest or words, level)


def unit_kind(name: str) -> str:
    """Kind of unit that a name tells; OTHER where it tells none.

    >>> [str(unit_kind(n)) for n in ("SD Negeri 1 Martapura", "Puskesmas Aluh-Aluh", "Bidang Mutasi", "Dinas Sosial")]
    ['SCHOOL', 'HEALTH_CENTRE', 'DIVISION', 'OPD']
    """
    words = " ".join(re.sub(r"[^0-9a-z]+", " ", name.lower()).split())
    return next((str(kind) for kind, pattern in _UNIT_KINDS if pattern.search(words)), str(UnitKind.OTHER))


def agency_kind(name: str) -> str:
    """Kind of agency that a name tells.

    >>> str(agency_kind("Pemerintah Kab. Banjar")), str(agency_kind("Pemerintah Kota Bogor"))
    ('REGENCY', 'CITY')
    """
    words = name.lower()
    if re.search(r"\bkab(upaten)?\b", words):
        return str(AgencyKind.REGENCY)
    if re.search(r"\bkota\b", words):
        return str(AgencyKind.CITY)
    return str(AgencyKind.PROVINCE if re.search(r"\bprov(insi)?\b|\bpropinsi\b", words) else AgencyKind.CENTRAL)


def code_of(name: str) -> str:
    """A name as a code: upper case, underscores.

    >>> code_of("Pranata Komputer")
    'PRANATA_KOMPUTER'
    """
    return "_".join(re.sub(r"[^0-9a-z]+", " ", name.lower()).split()).upper()


_PRESENT: Final = {
    "ahli pertama": "AHLI_PERTAMA", "ahli muda": "AHLI_MUDA", "ahli madya": "AHLI_MADYA", "ahli utama": "AHLI_UTAMA",
    "pemula": "PEMULA", "terampil": "TERAMPIL", "mahir": "MAHIR", "penyelia": "PENYELIA",
}  # fmt: skip
_FORMER: Final = {
    "pelaksana pemula": "PEMULA", "pelaksana lanjutan": "MAHIR", "pelaksana": "TERAMPIL",
    "pertama": "AHLI_PERTAMA", "muda": "AHLI_MUDA", "madya": "AHLI_MADYA", "utama": "AHLI_UTAMA",
}  # fmt: skip
_PRESENT_PATTERN: Final = re.compile(rf"\b({'|'.join(_PRESENT)})\b")
_FORMER_PATTERN: Final = re.compile(rf"\b({'|'.join(_FORMER)})$")
_OLD_TEACHER: Final = re.compile(
    r"guru (utama|pembina utama|pembina utama madya|pembina utama muda|utama madya|pembina|dewasa|madya|muda|pratama)"
    r"(?: (?:tingkat|tk) (?:i|1))?"
)
_OLD_TEACHER_LEVELS: Final = {
    "utama": "AHLI_UTAMA", "utama madya": "AHLI_UTAMA", "pembina utama": "AHLI_UTAMA",
    "pembina utama madya": "AHLI_UTAMA", "pembina utama muda": "AHLI_MADYA", "pembina": "AHLI_MADYA",
    "dewasa": "AHLI_MUDA", "madya": "AHLI_MADYA", "muda": "AHLI_MUDA", "pratama": "AHLI_PERTAMA",
}  # fmt: skip
_WHOLE_NAMES: Final = {
    "asisten ahli": ("DOSEN", "AHLI_PERTAMA"), "lektor": ("DOSEN", "AHLI_MUDA"),
    "lektor kepala": ("DOSEN", "AHLI_MADYA"), "guru besar": ("DOSEN", "AHLI_UTAMA"),
    "guru besar / profesor": ("DOSEN", "AHLI_UTAMA"), "profesor": ("DOSEN", "AHLI_UTAMA"),
    "ajun jaksa madya": ("JAKSA", "AHLI_PERTAMA"), "ajun jaksa": ("JAKSA", "AHLI_PERTAMA"),
    "jaksa pratama": ("JAKSA", "AHLI_MUDA"), "jaksa muda": ("JAKSA", "AHLI_MUDA"),
    "jaksa madya": ("JAKSA", "AHLI_MADYA"), "jaksa utama pratama": ("JAKSA", "AHLI_MADYA"),
    "jaksa utama muda": ("JAKSA", "AHLI_MADYA"), "jaksa utama madya": ("JAKSA", "AHLI_UTAMA"),
    "guru madya tingkat i": ("GURU", "AHLI_PERTAMA"), "guru madya tk i": ("GURU", "AHLI_PERTAMA"),
}  # fmt: skip


def _level(words: str) -> tuple[str | None, str]:
    """The level, and the name without it (and without the old name of the level beside a slash)."""
    present = list(_PRESENT_PATTERN.finditer(words))
    if present:
        last = present[-1]
        rest = f"{words[: last.start()]} {words[last.end() :]}"
        parts = [re.sub(_FORMER_PATTERN, "", part.strip(" -")).strip(" -") for part in rest.split("/")]
        return _PRESENT[last.group(1)], " ".join(" ".join(part for part in parts if part).split())
    former = _FORMER_PATTERN.search(words)
    if former and former.start():
        return _FORMER[former.group(1)], words[: former.start()].strip(" -/")
    return None, words


def _with_subject(rest: str, level: str | None) -> FunctionalName:
    """A teacher's subject stands behind "guru"; of other jobs, what stands behind a dash is a speciality."""
    base, _, tail = (part.strip() for part in rest.partition(" - "))
    if tail.startswith("guru") and base in ("", "guru"):
        base = tail
        tail = ""
    teacher = re.fullmatch(r"guru(?: (.+))?", base)
    if teacher and not base.startswith("guru besar"):
        subject = teacher.group(1) or re.sub(r"^guru ", "", tail)
        return FunctionalName("GURU", level, _titled(subject) if subject else None)
    return FunctionalName(code_of(base or tail), level, _titled(tail) if base and tail else None)


def _titled(words: str) -> str:
    upper = {"pai", "pjok", "ppkn", "ipa", "ips", "tik", "bk", "sd", "smp", "tk"}
    return " ".join(word.upper() if word in upper else word.capitalize() for word in words.split())


_UNIT_KINDS: Final = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (UnitKind.DIVISION, r"^(sub ?bag(ian)?|bagian|bidang|sub ?bid(ang)?|seksi|sub ?koordinator|kelompok)\b"),
        (UnitKind.HOSPITAL, r"\b(rsud|rsu|rsj|rskd|rumah sakit)\b"),
        (UnitKind.HEALTH_CENTRE, r"\b(puskesmas|pkm|pusat kesehatan masyarakat)\b"),
        (
            UnitKind.SCHOOL,
            r"^(upt |uptd |upt spf |uptd spf |satuan pendidikan )*"
            r"((sd|smp|sma|smk|tk|slb)n?\b|(sd|smp|sma)lb\b|sekolah |paud\b|skb\b|sanggar kegiatan|taman kanak)",
        ),
        (UnitKind.DISTRICT_OFFICE, r"^(kantor )?(kecamatan|camat|distrik)\b"),
        (
            UnitKind.OPD,
            r"^(dinas|badan|inspektorat|sekretariat daerah|sekretariat dprd|sekretariat dewan|satuan polisi|kantor)\b",
        ),
        (UnitKind.DIVISION, r"^sekretariat\b"),
    )
)  # fmt: skip
