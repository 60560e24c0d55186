"""Facts of letters made by hand: everything known, with the longest names, for tests that leave facts out."""

import datetime as dt
from typing import Any, Final

import polars as pl

from penata.explain.letters.facts import ANSWERS, LETTERS, Case, LetterFacts
from penata.explain.told.wishes import REASONS, Answer
from penata.vocabulary import Direction, Stance

LONG_UNIT: Final = "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia"
LONG_SEAT: Final = "Pengelola Pengadaan Barang dan Jasa Ahli Muda"

FULL: Final[dict[str, Any]] = {
    "employee_id": "198602192011032001", "name": "Ni Luh Putu Sri Wahyuningsih Kusumaningrum, S.P., M.Si.",
    "case": Case.MOVED.value, "forced": False, "kept": False,
    "seat_from": LONG_SEAT, "unit_from": "Dinas Perumahan Rakyat dan Kawasan Permukiman", "office_from": LONG_UNIT,
    "district_from": "Telaga Bauntung", "seat_to": LONG_SEAT, "unit_to": LONG_UNIT, "office_to": LONG_UNIT,
    "district_to": "Sungai Pinang", "direction": Direction.LATERAL.value, "as_of": dt.date(2026, 6, 30),
    "effective_on": dt.date(2026, 9, 1), "need": 4, "filled_before": 1, "shortage_before": 3, "shortage_after": 1,
    "chain_closes": 2, "rivals": 12, "next_behind_shortage": 0, "next_behind_gain": 7,
    "shortage_after_from": 0, "unit_months": 30, "office_months": 130, "experience_months": 95,
    "education_field": "Perencanaan Wilayah dan Kota", "certified_subject": "Pendidikan Agama Islam",
    "certificates": "Sertifikat Pengadaan Barang dan Jasa", "predicate": "SANGAT_BAIK",
    "predicate_before": "SANGAT_BAIK", "competencies_met": 9, "home_before": 31.2, "home_after": 55.8,
    "grade_before": 9, "grade_after": 10, "allowance_before": 960_000, "allowance_after": 1_260_000,
    "allowance_change": 300_000, "hours_now": 18.0, "hours_there": 27.5, "hours_asked": 24,
    "gates": ["KES-SIP"], "personal_gate": False,
    "lacking": ["Mengelola perubahan"], "unassessed": 2, "documents": ["RANK_DECREE", "SIP"],
    "route": ["PERFORMANCE_TEAM", "IMUT", "DECREE"], "cited": ["KES-SIP", "MUT-03"],
}  # fmt: skip

WISH: Final[dict[str, Any]] = {
    "employee_id": FULL["employee_id"], "rank": 1, "stance": Stance.WANT.value, "request": False,
    "wished_post_id": None, "wished_unit_id": "U2", "wished_district_id": None, "status": "LOST", "reason": "POINTS",
    "post_id": "P2", "posts_there": 2, "posts_considered": 1, "rules": ["MUT-03", "PRIBADI"], "personal": True,
    "points": -12, "points_needed": 31, "behind_shortage": 0, "behind_gain": 43, "behind_moves": 1, "behind_tie": 5,
    "level": "GAIN", "ahead": 9, "need": 3, "filled_before": 2, "filled_after": 3, "moved_in": 1, "words": "…",
    "place": LONG_UNIT, "seat_there": LONG_SEAT, "unit_there": LONG_UNIT,
}  # fmt: skip

RULES: Final = pl.DataFrame(
    [
        ("KES-SIP", "memiliki SIP untuk tempat praktik yang baru", "holds a licence to practise at the new place",
         "surat izin praktik (SIP) untuk tempat yang baru", "UU 17/2023", False),
        ("MUT-03", "sekurangnya 24 bulan pada formasi sekarang", "at least 24 months in the present post",
         "keputusan jabatan terakhir", "PP 11/2017 Pasal 190 ayat (3)", False),
        ("PRIBADI", "tidak sedang menjalani hukuman", "is not under a sanction", "surat keterangan",
         "PP 94/2021", True),
    ],
    schema=["rule", "id", "en", "paper", "citation", "sensitive"], orient="row",
)  # fmt: skip

_CLOSED: Final = {"BARRED": "RULE", "GATE_FORBIDDEN": "GATE", "DECIDED": "DECISION", "GRANTED": None,
                  "ALREADY_THERE": None, "HONOURED": None, "OVERRIDDEN": None, "REMAINS": None}  # fmt: skip
ANSWERED: Final = tuple(
    (status.value, reason)
    for status in Answer
    for reason in (
        [_CLOSED[status.value]]
        if status.value in _CLOSED
        else [code for code, words in REASONS.items() if words.startswith(f"{status.value}:")]
    )
)
"""Every status of a wish with every reason that it may have."""


def letters_of(*rows: dict[str, Any], answers: list[dict[str, Any]] | None = None) -> LetterFacts:
    """Facts as ``letter_facts`` gives them: each row is FULL with what it names changed; ids number the rows."""
    letters = [{**FULL, "employee_id": f"{number:018d}", **row} for number, row in enumerate(rows)]
    wishes = [{**WISH, "employee_id": f"{0:018d}", **row} for row in answers or []]
    return LetterFacts(pl.DataFrame(letters, schema=dict(LETTERS)), pl.DataFrame(wishes, schema=dict(ANSWERS)), RULES)
