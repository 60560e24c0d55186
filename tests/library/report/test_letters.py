"""Letters on paper: plain text and pages, escaped, in order."""

import re

import polars as pl
import pytest
from letters_of_everybody import letters_of

from penata.explain.letters.account_text import WhatIf
from penata.explain.letters.facts import Case
from penata.explain.letters.text import letter_texts, with_what_if
from penata.report.letters import letter_body, letter_plain, write_letters
from penata.tables import InputError
from penata.wording import Language

ID, EN = Language
ROWS = ({}, {"case": Case.NOT_GRANTED.value, "seat_to": None, "unit_to": None, "office_to": None, "district_to": None})


def _texts(language: Language = ID, *rows: dict[str, str]) -> pl.DataFrame:
    return letter_texts(letters_of(*(rows or ROWS)), language)


def test_plain_letter_has_its_sections_in_order() -> None:
    text = letter_plain(_texts(), ID)[0]
    assert text.split("\n")[:5] == [
        "Ni Luh Putu Sri Wahyuningsih Kusumaningrum, S.P., M.Si.", "000000000000000000", "",
        "Yth. Ni Luh Putu Sri Wahyuningsih Kusumaningrum, S.P., M.Si.,", "",
    ]  # fmt: skip
    heads = ["Mengapa tempat itu membutuhkan pegawai", "Mengapa Saudara", "Keinginan Saudara dan jawabannya",
             "Apa yang berubah bagi Saudara", "Yang perlu disiapkan", "Langkah berikutnya dan hak Saudara",
             "Dasar dan data"]  # fmt: skip
    assert [line for line in text.split("\n") if line in heads] == heads


def test_page_says_what_the_plain_letter_says() -> None:
    for language in Language:
        texts = _texts(language)
        for plain, page in zip(letter_plain(texts, language), letter_body(texts, language), strict=True):
            words = re.sub(r"<[^>]+>", " ", page.split("</dl>")[1]).split()
            assert words == plain.replace("• ", "").split()[len(texts["name"][0].split()) + 1 :]


def test_names_are_escaped() -> None:
    """Nothing that stands in a table becomes a part of the page."""
    page = letter_body(_texts(ID, {"name": 'A <b>"x"</b> & B', "unit_to": "<script>"}), ID)[0]
    assert "Yth. A &lt;b&gt;&quot;x&quot;&lt;/b&gt; &amp; B," in page
    assert "<script>" not in page


def test_seat_that_is_not_there_has_no_box() -> None:
    moved, stays = letter_body(_texts(), ID)
    assert (moved.count("<dt>"), stays.count("<dt>")) == (2, 1)


def test_lists_are_closed_also_where_there_are_several() -> None:
    answers = {f"{0:018d}": [WhatIf(("Satu:",), ("a", "b")), WhatIf(("Dua.",)), WhatIf(("Tiga:",), ("c",))]}
    page = letter_body(with_what_if(_texts(), answers, ID), ID)[0]
    section = page.split('<section class="if">')[1].split("</section>")[0]
    assert re.sub(r"\n", "", section).startswith(
        "<h2>Apa yang akan mengubah hasilnya</h2><p>Satu:</p><ul><li>a</li><li>b</li></ul><p>Dua.</p><p>Tiga:</p>"
        "<ul><li>c</li></ul><p>"
    )


def test_folder_of_letters_is_replaced_but_never_another(tmp_path) -> None:
    facts = letters_of(*ROWS)
    texts = {language: letter_texts(facts, language) for language in Language}
    folder = write_letters(facts, texts, "Kabupaten <Satu>", tmp_path / "surat")
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert b"Kabupaten &lt;Satu&gt;" in first["surat-id.html"]
    assert {
        path.name: path.read_bytes() for path in write_letters(facts, texts, "Kabupaten <Satu>", folder).iterdir()
    } == first
    (folder / "lain.txt").write_text("x", "utf-8")
    with pytest.raises(InputError, match="bukan folder surat"):
        write_letters(facts, texts, "Kabupaten", folder)
