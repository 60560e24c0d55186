"""Why a post stays short: in words, and so that nobody's personal condition can be had by subtraction."""

import polars as pl
import pytest

from penata.report.funnel import Funnel, protected_posts

SENSITIVE = {"DIS-04", "DIS-04-INTER"}


def _said(text: str, filled: int = 0) -> str:
    return Funnel.of(text).protected(SENSITIVE).words({"MUT-03": "dua tahun", "MUT-04": "pendidikan"}, filled)


def test_funnel_in_words_counts_those_from_elsewhere():
    text = "agency=900; category=80; same_job=30; ORIGIN=4; MUT-03=12; MUT-04=0; candidates=14"
    assert _said(text, filled=5) == (
        "Dari 30 pegawai pada jabatan serumpun: 4 di formasi yang tidak direncanakan; 12 belum memenuhi “dua tahun”; "
        "9 dari tempat lain boleh, tetapi dibutuhkan di tempatnya atau di formasi lain."
    )


def test_wider_choice_is_told_instead_of_the_narrow_one():
    assert _said("same_job=3; considered=40; candidates=0").startswith("Dari 40 pegawai yang dipertimbangkan:")


def test_post_without_a_funnel_still_has_a_sentence():
    assert _said("") == "Tidak ada pegawai yang boleh dan dapat dilepas untuk formasi ini."


def test_many_personal_conditions_are_one_number():
    said = _said("same_job=20; DIS-04=3; DIS-04-INTER=2; MUT-03=5; candidates=10", filled=10)
    assert "5 belum memenuhi syarat pribadi" in said
    assert "DIS" not in said


@pytest.mark.parametrize("few", [1, 2, 3, 4])
def test_few_personal_conditions_hide_in_the_most_frequent_reason(few):
    funnel = Funnel.of(f"same_job=30; DIS-04={few}; MUT-03=7; MUT-04=3; candidates={20 - few}").protected(SENSITIVE)
    assert funnel.lost == {"MUT-04": 3, "MUT-03/PERSONAL": 7 + few}
    assert "syarat pribadi" in funnel.words({}, 0)


@pytest.mark.parametrize("few", [1, 2, 3, 4])
def test_few_personal_conditions_alone_tell_no_number(few):
    text = f"agency=900; category=80; same_job=30; DIS-04={few}; candidates={30 - few}"
    funnel = Funnel.of(text).protected(SENSITIVE)
    assert funnel.text() == f"agency=900; category=80; PERSONAL=few; candidates={30 - few}"
    assert funnel.words({}, 0).startswith("Beberapa belum memenuhi syarat pribadi; ")


def test_funnel_without_personal_conditions_is_written_as_it_was():
    text = "agency=900; same_job=30; ORIGIN=4; MUT-03=12; candidates=14"
    posts = pl.DataFrame(
        {"post_id": ["a", "b"], "funnel": [text, None]}, schema={"post_id": pl.String, "funnel": pl.String}
    )
    assert protected_posts(posts, SENSITIVE)["funnel"].to_list() == [text, None]


def test_written_funnels_name_no_sensitive_rule():
    posts = pl.DataFrame(
        {"funnel": ["same_job=9; DIS-04=6; candidates=3", "same_job=9; DIS-04=1; MUT-03=1; candidates=7"]}
    )
    assert protected_posts(posts, SENSITIVE)["funnel"].to_list() == [
        "same_job=9; PERSONAL=6; candidates=3",
        "same_job=9; MUT-03/PERSONAL=2; candidates=7",
    ]
