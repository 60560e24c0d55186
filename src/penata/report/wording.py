"""How the report speaks of its own things; numbers, days and ranks are written as ``penata.wording`` says."""

from collections.abc import Mapping
from typing import Any, Final

from penata.wording import (
    FEWEST_SHOWN,
    PART_LABELS,
    PERSONAL,
    day,
    decimal,
    level_name,
    percent,
    rank_name,
    rupiah,
    signed,
    whole,
)

__all__ = [
    "FEWEST_SHOWN",
    "PART_LABELS",
    "PERSONAL",
    "cut_text",
    "day",
    "decimal",
    "level_name",
    "percent",
    "rank_name",
    "rupiah",
    "signed",
    "whole",
]


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
