"""Letters in sentences: right words for each case, and nothing odd where facts are missing."""

import re
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letters_of_everybody import ANSWERED, FULL, WISH, letters_of

from penata.explain.letters.facts import LETTERS, Case
from penata.explain.letters.text import SECTIONS, letter_texts
from penata.vocabulary import Direction, Stance
from penata.wording import Language

ODD = re.compile(r"None|\bnan\b|\bnull\b|  |\( ?\)|\[ ?\]|\{|\}|: ?\.|, ?\.|\.\.|^ | $|• *$|_", re.MULTILINE)
ID, EN = Language


def _text(row: dict[str, Any], language: Language = ID, answers: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    return letter_texts(letters_of(row, answers=answers), language).row(0, named=True)


def _all(texts: dict[str, Any]) -> str:
    return "\n".join(texts[section] or "" for section in SECTIONS)


CLOSED_FACTS = ("place", "rules", "points", "points_needed", "ahead", "reason", "stance", "rank")


@st.composite
def gaps(draw) -> tuple[dict[str, Any], dict[str, Any]]:
    """A letter and a wish of its reader, each with some of its facts missing: absent, or a blank text."""
    missing = draw(st.sets(st.sampled_from([name for name in LETTERS if name not in {"employee_id", "case"}])))
    case, direction, small = draw(st.sampled_from(Case)), draw(st.sampled_from(Direction)), draw(st.integers(0, 3))
    row = {"case": case.value, "direction": direction.value, "shortage_before": small, "next_behind_gain": small,
           "chain_closes": small, "rivals": small}  # fmt: skip
    blank = draw(st.booleans())
    row |= {name: "" if blank and LETTERS[name] == pl.String else None for name in missing}
    status, reason = draw(st.sampled_from(ANSWERED))
    unsaid = draw(st.sets(st.sampled_from(CLOSED_FACTS)))
    return row, {"status": status, "reason": reason, **dict.fromkeys(unsaid)}


@given(drawn=st.lists(gaps(), min_size=1, max_size=40), language=st.sampled_from(Language))
@settings(deadline=None, max_examples=20)
def test_letter_with_missing_facts_reads_well(drawn, language):
    answers = [{**wish, "employee_id": f"{number:018d}"} for number, (_, wish) in enumerate(drawn)]
    facts = letters_of(*(row for row, _ in drawn), answers=answers)
    for texts, (row, _) in zip(letter_texts(facts, language).to_dicts(), drawn, strict=True):
        for section in SECTIONS:
            assert not ODD.search(texts[section] or ""), texts[section]
        assert texts["next"]
        assert texts["basis"]
        assert texts["open"] or row["case"] in {"MOVED", "PLACED", "RELEASED"}


@pytest.mark.parametrize("language", Language)
def test_every_answer_to_a_wish_has_words(language):
    told = [(*answer, stance.value) for answer in ANSWERED for stance in Stance]
    answers = [
        {"employee_id": f"{number:018d}", "status": status, "reason": reason, "stance": stance}
        for number, (status, reason, stance) in enumerate(told)
    ]
    texts = letter_texts(letters_of(*({} for _ in told), answers=answers), language)
    first = [said.split("\n")[0] for said in texts["wish"]]
    bare = [told[at] for at, said in enumerate(first) if len(re.findall(r"[.!?](?:\s|$)", said)) < 2]
    assert bare == []


def test_letter_of_a_mover_says_why_and_what_changes():
    texts = _text({"effective_on": None}, answers=[{"status": "GRANTED", "reason": None}])
    assert texts["need"].split("\n")[0] == (
        "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia membutuhkan 4 orang untuk jabatan Pengelola Pengadaan "
        "Barang dan Jasa Ahli Muda. Sekarang ada 1, jadi kurang 3. Sesudah rencana ini masih kurang 1 orang. "
        "Karena itu setiap orang di sana sangat berarti."
    )
    assert texts["you"].split("\n")[:4] == [
        "Kami mengandalkan hal-hal ini:",
        "• Saudara pernah bertugas 2 tahun di Badan Kepegawaian dan Pengembangan Sumber Daya Manusia.",
        "• Saudara bersertifikat untuk Pendidikan Agama Islam, mata pelajaran yang dibutuhkan di sana.",
        "• Pendidikan Saudara (Perencanaan Wilayah dan Kota) diminta oleh jabatan itu.",
    ]
    assert texts["change"] == (
        "Jarak dari rumah ke tempat kerja: sekarang sekitar 31 km, nanti sekitar 56 km. Perjalanan Saudara menjadi "
        "lebih jauh. Sampaikan kepada kami bila itu memberatkan.\n"
        "Sekarang Saudara mengajar 18 jam seminggu. Tunjangan profesi mensyaratkan 24 jam. "
        "Di sana tersedia sekitar 27,5 jam untuk tiap guru.\n"
        "Kelas jabatan naik dari 9 menjadi 10.\n"
        "Tunjangan jabatan naik dari Rp960.000 menjadi Rp1.260.000 sebulan. Selisihnya Rp300.000 sebulan, atau "
        "Rp3.600.000 setahun."
    )
    assert texts["wish"] == (
        "• Saudara ingin bertugas di Badan Kepegawaian dan Pengembangan Sumber Daya Manusia. Usulan ini memenuhinya."
    )


def test_money_that_is_not_known_is_never_nothing():
    texts = _text({"allowance_before": None, "allowance_after": None, "allowance_change": None}, EN)
    assert texts["change"].split("\n")[-1] == (
        "The change of your allowance could not be computed. Please ask us before you answer."
    )


@pytest.mark.parametrize(
    ("row", "blameless"),
    [({}, True), ({"direction": "DEMOTION"}, False), ({"forced": True}, False), ({"direction": None}, True)],
)
def test_letter_says_what_is_no_punishment_only_where_that_is_so(row, blameless):
    assert ("bukan hukuman" in _text(row)["open"]) is blameless


def test_personal_condition_is_never_named():
    """Neither in a wish nor among what is open, whatever the rule says."""
    row = {"case": Case.NOT_GRANTED.value, "cited": ["MUT-03"], "personal_gate": True}
    for language in Language:
        texts = _text(row, language, [{"status": "BARRED", "reason": "RULE"}])
        whole = _all(texts)
        assert "hukuman" not in whole
        assert "sanction" not in whole
        assert ("syarat pribadi" if language is ID else "personal condition") in texts["wish"]


def test_hours_of_a_teacher_say_whether_the_allowance_is_at_risk():
    hours = ({"hours_now": 20.0, "hours_there": 16.5}, {"hours_now": 20.0, "hours_there": 24.0},
             {"hours_now": None, "hours_there": 30.0}, {"hours_there": None})  # fmt: skip
    told = [text.split("\n")[1] for text in letter_texts(letters_of(*hours), ID)["change"]]
    asked = "Tunjangan profesi mensyaratkan 24 jam."
    assert told == [
        f"Di sana tersedia sekitar 16,5 jam mengajar seminggu untuk tiap guru. {asked} "
        "Tunjangan itu dapat terancam. Bicarakanlah dengan kami sebelum Saudara menjawab.",
        f"Sekarang Saudara mengajar 20 jam seminggu. {asked} Di sana tersedia sekitar 24 jam untuk tiap guru.",
        f"Di sana tersedia sekitar 30 jam mengajar seminggu untuk tiap guru. {asked}",
        "Kelas jabatan naik dari 9 menjadi 10.",
    ]


def test_only_confirmed_rules_are_cited():
    facts = letters_of({}, {"cited": []}, {"cited": [], "case": Case.STAYS.value})
    none = letter_texts(facts, ID)["basis"].to_list()
    some = letter_texts(facts, ID, confirmed=frozenset({"MUT-03"}))["basis"].to_list()
    checking = "Dasar hukumnya sedang dicocokkan dengan naskah resmi. Karena itu pasalnya belum disebut di sini."
    tested = "Usulan ini diperiksa terhadap 3 aturan. Bagian hukum sudah mengonfirmasi 1 di antaranya."
    assert [text.split("\n")[0] for text in none[:2]] == [checking, checking]
    assert [text.split("\n")[0] for text in some[:2]] == [
        f"Dasar hukum: PP 11/2017 Pasal 190 ayat (3). {tested}",
        tested,
    ]
    assert "hukum" not in none[2]


def test_limit_of_an_objection_is_said_only_where_it_is_confirmed():
    facts = letters_of({})
    asked = letter_texts(facts, ID, contact="Bidang Mutasi")["next"].item().split("\n")[-1]
    told = letter_texts(facts, ID, contact="Bidang Mutasi", objection_days=21)["next"].item().split("\n")[-1]
    assert asked.endswith("Tanyakan batas waktunya kepada Bidang Mutasi.")
    assert told.endswith("Batasnya 21 hari kerja sesudah diterima.")


def test_refused_wishes_stand_in_their_order():
    answers = [{"rank": 2, "place": "Dua"}, {"rank": None, "place": "Tiga"}, {"rank": 1, "place": "Satu"}]
    said = _text({"case": Case.NOT_GRANTED.value}, answers=answers)["wish"].split("\n")
    assert [line.split(".")[0] for line in said[:3]] == [
        f"• Saudara ingin bertugas di {place}" for place in ("Satu", "Dua", "Tiga")
    ]


def test_texts_follow_the_order_of_the_facts():
    texts = letter_texts(letters_of({}, {"case": Case.STAYS.value}), ID)
    assert texts["employee_id"].to_list() == [f"{0:018d}", f"{1:018d}"]
    assert set(FULL) == set(LETTERS)
    assert len(WISH) == len(letters_of().answers.columns)
