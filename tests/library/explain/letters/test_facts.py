"""Facts of letters: who gets one, and what the tables say of them, on a small regency and its plan."""

import polars as pl
import pytest
from told_regency import POLICY, told_regency

from penata.explain.letters.facts import ANSWERS, LETTERS, NOT_GRANTED, Case, LetterFacts, letter_facts
from penata.explain.letters.text import SECTIONS, letter_texts
from penata.explain.told.telling import tell
from penata.planning import plan
from penata.synthetic import synthesise
from penata.wording import Language


@pytest.fixture(scope="module")
def facts() -> LetterFacts:
    """The letters that are due."""
    _, made, told = told_regency()
    return letter_facts(made.workings, made, told)


def test_letters_go_to_all_who_move_or_wished_in_vain(facts: LetterFacts) -> None:
    _, made, told = told_regency()
    in_vain = told.wishes.filter(pl.col("status").is_in(NOT_GRANTED) & pl.col("reason").ne_missing("DEARER"))
    due = {*made.moves["employee_id"], *in_vain["employee_id"]}
    assert facts.letters["employee_id"].to_list() == sorted(due)
    moved = facts.letters.filter(pl.col("case").is_in(["MOVED", "PLACED"]))
    assert moved["employee_id"].to_list() == made.moves["employee_id"].to_list()
    assert dict(facts.letters.schema) == dict(LETTERS)
    assert dict(facts.answers.schema) == dict(ANSWERS)


def test_seats_and_money_are_those_of_the_plan(facts: LetterFacts) -> None:
    _, made, _ = told_regency()
    moved = facts.letters.filter(pl.col("seat_to").is_not_null())
    assert moved.select("grade_before", "grade_after", "allowance_change").equals(
        made.moves.select("grade_before", "grade_after", "allowance_change")
    )
    both = moved.filter(pl.col("allowance_change").is_not_null())
    assert both.height > 0
    assert (both["allowance_after"] - both["allowance_before"]).to_list() == both["allowance_change"].to_list()
    units = made.facts.posts.select("post_id", pl.col("unit").alias("unit_to"))
    there = made.moves.join(units, left_on="to_post_id", right_on="post_id", how="left", maintain_order="left")
    assert moved["unit_to"].to_list() == there["unit_to"].to_list()
    assert not (moved["office_to"] == moved["unit_to"]).any()


def test_distances_are_from_home_to_both_seats(facts: LetterFacts) -> None:
    """Where the part for the distance says nearer, the letter does too."""
    _, made, _ = told_regency()
    told = facts.letters.join(made.parts.select("employee_id", "distance"), on="employee_id", how="inner").filter(
        pl.col("home_before").is_not_null() & pl.col("home_after").is_not_null() & (pl.col("distance") != 0)
    )
    assert told.height > 3
    assert ((told["home_before"] - told["home_after"]).sign() == told["distance"].sign()).all()


def test_planner_is_told_of_her_years_in_agriculture() -> None:
    """The story of Kepahiang, without other wishes: which strengths the organisation counts on."""
    made = plan(synthesise(seed=7, employees=300, as_of=POLICY.as_of).dataset, POLICY)
    facts = letter_facts(made.workings, made, tell(made))
    found = facts.letters.filter(pl.col("unit_to") == "Dinas Pertanian")
    assert found.select("unit_from", "office_months", "education_field", "predicate", "predicate_before").rows() == [
        ("Dinas Kesehatan", 136, "Agribisnis", "SANGAT_BAIK", "SANGAT_BAIK")
    ]
    texts = letter_texts(facts, Language.INDONESIAN).filter(pl.col("employee_id") == found["employee_id"][0])
    assert texts["you"].item().split("\n")[:4] == [
        "Kami mengandalkan hal-hal ini:",
        "• Saudara pernah bertugas 11 tahun di lingkungan Dinas Pertanian.",
        "• Pendidikan Saudara (Agribisnis) diminta oleh jabatan itu.",
        "• Kinerja Saudara Sangat Baik dalam dua penilaian terakhir.",
    ]


def test_person_who_stays_gets_a_letter_when_asked_for() -> None:
    _, made, told = told_regency()
    due = set(letter_facts(made.workings, made, told).letters["employee_id"])
    other = next(one for one in made.facts.persons["employee_id"] if one not in due)
    facts = letter_facts(made.workings, made, told, also=[other])
    row = facts.letters.row(by_predicate=pl.col("employee_id") == other, named=True)
    assert (row["case"], row["seat_to"], row["rivals"]) == (Case.STAYS.value, None, None)
    assert facts.letters.height == len(due) + 1


def test_nobody_else_is_named(facts: LetterFacts) -> None:
    """No name and no number of another person stands in anybody's letter."""
    names = told_regency()[1].facts.persons["name"].unique().to_list()
    for language in Language:
        texts = letter_texts(facts, language)
        whole = texts.select(pl.concat_str(SECTIONS, separator=" ", ignore_nulls=True).alias("text"))
        named = whole.select(pl.col("text").str.extract_many(names).list.len().alias("names"))
        assert named["names"].sum() == 0
        assert not whole["text"].str.contains(r"\d{18}").any()


def test_same_facts_give_the_same_letters_in_any_order(facts: LetterFacts) -> None:
    shuffled = LetterFacts(facts.letters, facts.answers.sample(fraction=1, shuffle=True, seed=1), facts.rules)
    for language in Language:
        assert letter_texts(shuffled, language).equals(letter_texts(facts, language))


def test_hours_of_teachers_are_those_of_the_subject_shared_among_all_who_teach_it_there(facts: LetterFacts) -> None:
    _, made, _ = told_regency()
    dataset = made.workings.dataset
    told = facts.letters.filter(pl.col("hours_there").is_not_null()).select("employee_id", "hours_there", "hours_asked")
    hours = {(u, s): h for u, s, h in dataset["subject_hours"].select("unit_id", "subject", "weekly_hours").rows()}
    posts = {p: (u, s) for p, u, s in dataset["posts"].select("post_id", "unit_id", "subject").rows()}
    after = dict(made.posts.select("post_id", "filled_after").rows())
    expected = [
        (who, hours[posts[there]] / after[there], 24)
        for who, there in made.moves.select("employee_id", "to_post_id").rows()
        if posts.get(there) in hours and "GURU" in there
    ]
    assert len(expected) > 0
    assert told.rows() == expected
