"""How the report speaks: Indonesian numbers, dates, ranks and the names of a gain's parts."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from penata.vocabulary import LEADING, label

MONTHS: Final = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
                 "November", "Desember")  # fmt: skip

RANK_NAMES: Final = {
    "I/a": "Juru Muda", "I/b": "Juru Muda Tingkat I", "I/c": "Juru", "I/d": "Juru Tingkat I",
    "II/a": "Pengatur Muda", "II/b": "Pengatur Muda Tingkat I", "II/c": "Pengatur", "II/d": "Pengatur Tingkat I",
    "III/a": "Penata Muda", "III/b": "Penata Muda Tingkat I", "III/c": "Penata", "III/d": "Penata Tingkat I",
    "IV/a": "Pembina", "IV/b": "Pembina Tingkat I", "IV/c": "Pembina Utama Muda", "IV/d": "Pembina Utama Madya",
    "IV/e": "Pembina Utama",
}  # fmt: skip
"""Names of the ranks (*pangkat*) of PNS; a PPPK has a grade (*golongan*) and no rank name."""

PART_LABELS: Final = {
    "fit": "kecocokan dengan jabatan",
    "wish": "aspirasi",
    "distance": "jarak dari rumah",
    "disruption": "gangguan karena pindah",
    "selection": "kinerja dan pengalaman",
    "release": "pertimbangan pelepasan",
    "last_resort": "syarat sebagai upaya terakhir",
    "assessed": "nilai dari luar",
}
"""Indonesian names of the parts of a gain."""

_INDONESIAN: Final = {ord(","): ".", ord("."): ",", ord("-"): "−"}

PERSONAL: Final = "syarat pribadi"
"""The only name under which a personal condition (illness, discipline, family) may appear."""

FEWEST_SHOWN: Final = 5
"""A count of people with a personal condition below this is never printed (people)."""


def whole(number: int | None) -> str:
    """A whole number with Indonesian thousands, "–" where absent.

    >>> whole(1234567), whole(-3), whole(None)
    ('1.234.567', '−3', '–')
    """
    if number is None:
        return "–"
    return f"{number:,}".replace(",", ".").replace("-", "−")


def decimal(number: float | None, places: int = 1) -> str:
    """A number with an Indonesian decimal comma, "–" where absent.

    >>> decimal(1234.56), decimal(None)
    ('1.234,6', '–')
    """
    if number is None:
        return "–"
    return f"{number:,.{places}f}".translate(_INDONESIAN)


def percent(part: float, total: float) -> str:
    """A share in whole per cent; "–" of nothing, "<1%" where rounding would hide somebody.

    >>> percent(1, 3), percent(1, 1000), percent(999, 1000), percent(0, 0)
    ('33%', '<1%', '>99%', '–')
    """
    if not total:
        return "–"
    share = 100 * part / total
    if 0 < share < 1:
        return "<1%"
    return ">99%" if 99 < share < 100 else f"{share:.0f}%"


def signed(number: int) -> str:
    """A whole number with its sign; zero without one.

    >>> signed(12), signed(-1200), signed(0)
    ('+12', '−1.200', '0')
    """
    return f"+{whole(number)}" if number > 0 else whole(number)


def day(date: dt.date | None) -> str:
    """A day in words, "–" where absent.

    >>> day(dt.date(2026, 8, 17))
    '17 Agustus 2026'
    """
    return "–" if date is None else f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def rank_name(rank: str | None) -> str:
    """Name of a rank before its symbol, as letters write it; the bare grade of a PPPK.

    >>> rank_name("III/c"), rank_name("IX"), rank_name(None)
    ('Penata, III/c', 'Golongan IX', '–')
    """
    if rank is None:
        return "–"
    return f"{RANK_NAMES[rank]}, {rank}" if rank in RANK_NAMES else f"Golongan {rank}"


def level_name(category: str | None, level: str | None) -> str:
    """Eselon of a leading post, jenjang of a functional one, else the category's label.

    >>> level_name("PENGAWAS", "IV.a"), level_name("FUNGSIONAL", "AHLI_MUDA"), level_name("PELAKSANA", None)
    ('IV.a', 'Ahli Muda', 'Pelaksana')
    """
    if level is None:
        return label(category)
    return level if category in LEADING else label(level)


def cut_text(cut: Mapping[str, Any]) -> str:
    """What was left out of the candidates, as a clause; ``cut`` has reason, pairs and people.

    >>> cut_text({"reason": "DISTANCE", "pairs": 1200, "people": 0})
    '1.200 pasangan lebih jauh daripada batas jarak dalam kebijakan tidak diikutkan'
    """
    text = _CUTS.get(cut["reason"], f"{{pairs}} pasangan dan {{people}} pegawai tidak diikutkan ({cut['reason']})")
    return text.format(pairs=whole(cut["pairs"]), people=whole(cut["people"]))


_CUTS: Final = {
    "DISTANCE": "{pairs} pasangan lebih jauh daripada batas jarak dalam kebijakan tidak diikutkan",
    "NO_AGENCY_OR_CATEGORY": "{people} pegawai tanpa instansi atau jenis jabatan yang diketahui tidak diikutkan",
    "SCORED_BUT_CLOSED": "{pairs} pasangan berskor diabaikan: pegawainya tidak dihitung, atau formasinya tidak "
    "direncanakan atau kebutuhannya belum diisi",
    "APPROVAL_WITHOUT_SUBJECT": "{pairs} persetujuan tanpa pegawai dan formasi diabaikan",
    "APPROVAL_OF_UNKNOWN_KIND": "{pairs} persetujuan berjenis tidak dikenal diabaikan (kind harus sama dengan jenis "
    "syarat)",
    "APPROVAL_NOT_YET_GIVEN": "{pairs} persetujuan bertanggal sesudah tanggal rencana belum dihitung",
}
