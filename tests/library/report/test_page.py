"""laporan.html: says what must be said, tells on nobody, needs nothing from outside."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import polars as pl
import pytest

from penata.report.page import page_of
from penata.report.story import story_of
from penata.report.verdict import PROVEN

FORBIDDEN = ("disiplin", "sakit", "hamil", "disabilitas", "hukuman")


def _page(case) -> str:
    return page_of(story_of(case.plan, case.dataset, case.facts, case.policy))


class _Text(HTMLParser):
    """Visible text, and the addresses that a page would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.addresses: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in {"style", "script"}
        self.addresses += [value for key, value in attrs if key in {"src", "href", "action", "srcset"}]

    def handle_endtag(self, tag):
        self.hidden -= tag in {"style", "script"}

    def handle_data(self, data):
        if not self.hidden:
            self.words.append(data)


def _read(html: str) -> tuple[str, list[str]]:
    parser = _Text()
    parser.feed(html)
    return " ".join(" ".join(parser.words).split()), parser.addresses


def test_page_needs_nothing_from_outside(case):
    html = _page(case)
    _, addresses = _read(html)
    assert [address for address in addresses if not address.startswith("#")] == []
    assert re.findall(r"@import|url\((?!#)", html) == []


def test_first_screen_answers_in_one_sentence(case):
    text, _ = _read(_page(case))
    posts = case.plan.posts
    before, after = posts["shortage_before"].sum(), posts["shortage_after"].sum()
    people = f"Dengan memindahkan {case.plan.moves.height} orang"
    assert f"{people}, kekurangan pegawai turun dari {before} menjadi {after} orang." in text
    assert PROVEN in text
    assert text.index(PROVEN) < text.index("Lampiran: bukti Status")


def test_first_screen_never_says_optimal(case):
    text, _ = _read(_page(case))
    assert "optimal" not in text[: text.index("Lampiran: bukti Status")].lower()


def test_plan_that_is_not_proven_does_not_claim_so(case):
    text, _ = _read(_page(case.with_result(status="FEASIBLE", gap=3)))
    assert PROVEN not in text
    assert "belum terbukti tidak ada yang lebih baik" in text


def test_every_move_is_listed_with_its_reason(case):
    html = _page(case)
    for nip in case.plan.moves["employee_id"]:
        assert html.count(f"<small>{nip}</small>") == 1
    assert html.count('data-label="Alasan"') == case.plan.moves.height


def test_law_switched_off_is_said_loudly(case):
    off = replace(case, policy=replace(case.policy, rules_enabled=False))
    text, _ = _read(_page(off))
    assert text.index("Aturan hukum dimatikan.") < text.index("Di mana kita kekurangan")
    assert "tidak boleh dipakai untuk keputusan" in text
    assert PROVEN not in text
    assert "Aturan hukum dimatikan" not in _read(_page(case))[0]


def test_plan_that_the_verifier_rejects_is_said_loudly(case):
    text, _ = _read(_page(case.with_result(verifier="REJECTED")))
    assert text.index("Pemeriksa mandiri menolak rencana ini.") < text.index("Di mana kita kekurangan")


def test_personal_conditions_are_never_named_or_counted_small(case):
    text, _ = _read(_page(case))
    assert [word for word in FORBIDDEN if word in text.lower()] == []
    assert "DIS-04" not in text
    assert "syarat pribadi" in text
    gates = text[text.index("Syarat apa yang harus dilengkapi?") :]
    assert "syarat pribadi kurang dari 5" in gates


def test_rules_tell_which_must_be_checked(case):
    text, _ = _read(_page(case))
    assert "Rencana diperiksa terhadap 3 aturan." in text
    assert "2 di antaranya belum dari kutipan naskah resmi dan wajib dicocokkan." in text
    assert "Tidak satu pun menggantikan naskah resmi (JDIH)." in text


def test_rule_of_the_agency_needs_no_check_against_a_text(case):
    tallies = [
        {"id": "POL-1", "title": "sisa masa kerja", "citation": "POLICY", "confidence": None, "people_tested": 7}
    ]
    text, _ = _read(_page(case.with_result(rules={"count": 1, "enabled": True, "tallies": tallies})))
    assert "wajib dicocokkan" not in text[text.index("Aturan apa yang diperiksa?") : text.index("△ wajib")]
    assert "POL-1 · kebijakan instansi" in text


def test_names_are_escaped(case_of, case):
    people = case.dataset["employees"].with_columns(pl.lit('<img src=x onerror="1">&').alias("name"))
    units = case.dataset["units"].with_columns(pl.format("<b>{}</b>", "name").alias("name"))
    html = _page(case_of(case.dataset.replace(employees=people, units=units)))
    assert "<img" not in html
    assert "<b>" not in html
    assert "&lt;img src=x onerror=&#34;1&#34;&gt;&amp;" in html


def test_page_without_moves_says_why(empty_case):
    text, addresses = _read(_page(empty_case))
    assert text.count("Tidak ada perpindahan: semua kebutuhan yang diketahui sudah terpenuhi.") == 4
    assert "Peta belum dapat digambar: koordinat kecamatan atau unit belum ada." in text
    assert "Semua kebutuhan yang diketahui terpenuhi." in text
    assert "Tidak ada perpindahan, maka tidak ada syarat." in text
    assert "None" not in text
    assert [a for a in addresses if not a.startswith("#")] == []


def test_page_without_any_need_says_what_to_do(case_of, empty_case):
    posts = empty_case.dataset["posts"].with_columns(pl.lit(None, pl.Int64).alias("need"))
    text, _ = _read(_page(case_of(empty_case.dataset.replace(posts=posts))))
    assert "kebutuhan (ABK) belum diisi, sehingga kekurangan belum dapat dihitung" in text
    assert "penata needs DATASET --write" in text


def test_long_list_is_cut_and_says_so(case, monkeypatch):
    monkeypatch.setattr("penata.report.page.MOVES_SHOWN", 10)
    html = _page(case)
    text, _ = _read(html)
    total = case.plan.moves.height
    assert html.count('data-label="Alasan"') == 10
    assert f"Ditampilkan 10 dari {total}; daftar lengkap ada di moves.csv." in text
    assert f"Dengan memindahkan {total} orang" in text


def test_rung_that_is_not_possible_shows_no_figure(case):
    rung = {"moves": 25, "moves_used": 26, "shortage_cost": 0, "missing_seats": 0, "status": "NOT_POSSIBLE", "bound": 0}
    impossible = replace(case, plan=replace(case.plan, ladder=[rung, case.plan.ladder[-1]]))
    text, _ = _read(_page(impossible))
    assert "Paling banyak 25 – tidak mungkin: keputusan meminta lebih banyak perpindahan" in text


@pytest.mark.parametrize("anchor", ["jawaban", "kecamatan", "unit", "tangga", "arus", "daftar", "sisa", "pimpinan",
                                    "syarat", "data", "aturan", "bukti"])  # fmt: skip
def test_contents_lead_somewhere(case, anchor):
    html = _page(case)
    assert html.count(f'href="#{anchor}"') == 1
    assert html.count(f'id="{anchor}"') == 1
