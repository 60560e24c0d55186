"""The law of transfers for a lawyer: kinds and who decides, steps, papers, and codes of I-MUT, each with its text."""

from collections.abc import Iterator
from typing import Any, Final

from penata.cli.console import Console
from penata.eligibility.rule_in_words import MUST_CHECK
from penata.law.transfers import Provision, Transfers, When
from penata.vocabulary import label

_PARTS: Final = {
    "kinds": "Jenis perpindahan (yang pertama cocok berlaku)",
    "steps": "Alur persetujuan (semua yang cocok, menurut urutan)",
    "documents": "Berkas (kode = kind pada tabel approvals)",
    "imut_kinds": "Kode usul I-MUT (yang pertama cocok berlaku)",
}
_FACTS: Final = {
    "relation": "hubungan instansi", "transfer_kind": "jenis", "employment": "kepegawaian",
    "category": "jabatan asal", "to_category": "jabatan tujuan", "to_level": "jenjang tujuan", "direction": "arah",
    "change": "yang berganti", "seat": "kursi asal", "to_seat": "kursi tujuan", "to_ladder": "JF tujuan",
    "practises": "nakes berpraktik", "own_request": "permintaan sendiri", "private_school": "guru ke sekolah swasta",
    "election": "masa pilkada/kepala daerah baru", "acting_head": "penjabat kepala daerah", "reason": "kode alasan",
}  # fmt: skip
_WORDS: Final = {
    "true": "ya", "SAME_AGENCY": "satu instansi", "SAME_PROVINCE": "kabupaten/kota satu provinsi",
    "OTHER_PROVINCE": "provinsi lain", "REGENCY_PROVINCE": "kabupaten/kota dan provinsinya",
    "REGION_CENTRE": "daerah dan pusat", "BETWEEN_CENTRAL": "antarpusat", "PLACEMENT": "penempatan", "UNIT": "unit",
    "JOB": "jabatan", "BOTH": "unit dan jabatan", "WITHIN_AGENCY": "satu instansi",
    "BETWEEN_REGENCIES": "antarkabupaten/kota satu provinsi", "ACROSS_PROVINCES": "antarprovinsi",
    "OTHER_AGENCY": "antarinstansi yang belum ditentukan", "KEPALA_SEKOLAH": "kepala sekolah",
    "KEPALA_PUSKESMAS": "kepala puskesmas", "SEKDA": "sekretaris daerah", "INSPEKTORAT": "inspektur/irban",
    "SEKWAN": "sekretaris DPRD", "SATPOLPP": "kepala satpol PP", "CAMAT": "camat", "DUKCAPIL": "pejabat dukcapil",
}  # fmt: skip

_CODE: Final = 24


def tell_transfers(law: Transfers, console: Console) -> None:
    """Print every provision in its part, and what must be compared with the official text."""
    for part, title in _PARTS.items():
        console.say(title)
        for entry in getattr(law, part):
            for line in _lines(entry):
                console.say(line)
        console.say()
    unseen = sum(entry.must_check for part in _PARTS for entry in getattr(law, part))
    console.say(f"△ {unseen} butir {MUST_CHECK}.")
    console.document({part: [_entry(entry) for entry in getattr(law, part)] for part in _PARTS})


def _lines(entry: Provision) -> Iterator[str]:
    text = f"{entry.who}: {entry.label}" if entry.who else entry.label
    group = f"{entry.category}: " if entry.category else ""
    yield f"  {entry.code:<{_CODE}} {group}{text}"
    seen = f"{entry.confidence.value} △" if entry.must_check else entry.confidence.value
    yield f"  {'':<{_CODE}}   {_when(entry.when)} · {entry.citation} [{seen}]"
    if entry.note:
        yield f"  {'':<{_CODE}}   {entry.note}"


def _when(when: When) -> str:
    ways = ["; ".join(f"{_FACTS[fact]}: {_values(values)}" for fact, values in way.items()) for way in when]
    return " — atau ".join(ways) or "selalu"


def _values(values: tuple[str, ...]) -> str:
    return ", ".join(_WORDS.get(value, label(value)) for value in values)


def _entry(entry: Provision) -> dict[str, Any]:
    return {
        "code": entry.code, "label": entry.label, "who": entry.who, "category": entry.category, "note": entry.note,
        "citation": entry.citation, "confidence": entry.confidence.value, "must_check": entry.must_check,
        "when": [{fact: list(values) for fact, values in way.items()} for way in entry.when],
    }  # fmt: skip
