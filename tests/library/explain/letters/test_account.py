"""One person's account of a plan, in figures and in words."""

import re

import numpy as np
import polars as pl
import pytest
from told_regency import told_regency

from penata.explain.letters.account import Account, Other, account_of, names_of, seats_in_words
from penata.explain.letters.account_text import WhatIf, behind_words, what_if
from penata.explain.letters.facts import LetterFacts, letter_facts
from penata.explain.told.enough import short_of
from penata.tables import InputError
from penata.wording import Language

ODD = re.compile(r"None|\bnan\b|\bnull\b|  |\( ?\)|[{}]|: ?\.|\.\.|^ | $")


@pytest.fixture(scope="module")
def letters() -> LetterFacts:
    """The letters of the small regency."""
    _, made, told = told_regency()
    return letter_facts(made.workings, made, told)


def _account(letters: LetterFacts, employee_id: str, ask: tuple[str, ...] = ()) -> Account:
    _, made, told = told_regency()
    return account_of(made.workings, made, told.moves, letters, employee_id, ask)


def test_points_of_every_mover_add_up(letters: LetterFacts) -> None:
    """By part and by criterion, to the gain that the plan states."""
    moves = told_regency()[1].moves
    for nip, gain in moves.select("employee_id", "gain").head(8).iter_rows():
        account = _account(letters, nip)
        assert sum(account.parts.values()) == gain
        assert round(sum(row["points"] for row in account.sheet), 6) == gain


def test_chain_runs_from_the_seat_that_is_left_to_the_one_that_is_filled(letters: LetterFacts) -> None:
    moves = told_regency()[1].moves
    longest = moves.group_by("chain_id").len().sort("len", "chain_id", descending=[True, False])["chain_id"][0]
    mine = moves.filter(pl.col("chain_id") == longest)
    account = _account(letters, mine["employee_id"][0])
    steps = account.chain
    assert len(steps) == mine.height > 1
    assert [a.to_post_id for a in steps[:-1]] == [b.from_post_id for b in steps[1:]]
    assert [step.own for step in steps].count(True) == 1


def test_other_seats_are_the_next_that_a_plan_could_give_exactly(letters: LetterFacts) -> None:
    """Not by prices, which only bound what is lacking: they would put other seats first."""
    _, made, told = told_regency()
    work = made.workings
    problem, facts = work.problem, work.facts
    by_prices = dict(told.alternatives.filter(pl.col("place") == 2).select("employee_id", "post_id").rows())
    different = 0
    for nip in sorted(by_prices):
        rank = int(problem.rank[facts.persons["employee_id"].index_of(nip)])
        pairs = np.arange(problem.start[rank], problem.start[rank + 1])
        missing, there_is = short_of(work, np.full(len(pairs), rank), pairs)
        others = [(tuple(lack), facts.posts["post_id"][int(problem.posts[problem.post[a]])])
                  for a, lack, possible in zip(pairs.tolist(), missing.tolist(), there_is, strict=True)
                  if possible and work.scope.allowed[a] and a != work.solution.chosen[rank]]  # fmt: skip
        told_others = [(other.behind, other.post_id) for other in _account(letters, nip).others]
        assert told_others == sorted(others)[:3]
        different += told_others[0][1] != by_prices[nip]
    assert different > 0


@pytest.mark.parametrize(
    ("behind", "indonesian", "english"),
    [
        ((5, -9, 0, 0), "kekurangan pegawai menjadi lebih berat", "the shortage would be heavier"),
        ((0, 7, 0, 0), "7 poin lebih rendah", "7 points lower"),
        ((0, 0, 1, 9), "sama nilainya, tetapi lebih banyak perpindahan", "the same value, but more moves"),
        ((0, 0, 0, 9), "sama baiknya; aturan pemutus memilih yang lain",
         "equally good; the tie-breaking rule chose another"),
        ((0, 0, 0, 0), "sama baiknya", "equally good"),
    ],
)  # fmt: skip
def test_distance_between_seats_is_said_by_the_first_level_that_differs(behind, indonesian, english) -> None:
    other = Other("P", stays=False, gain=0, behind=behind)
    assert (behind_words(other, Language.INDONESIAN), behind_words(other, Language.ENGLISH)) == (indonesian, english)


def test_what_would_have_been_different_reads_well(letters: LetterFacts) -> None:
    """Every refused wish, in both languages; nobody is named and no personal rule is quoted."""
    work = told_regency()[1].workings
    refused = letters.answers.filter(
        pl.col("status").is_in(["LOST", "BARRED", "GATE_FORBIDDEN"]) & pl.col("post_id").is_not_null()
    )
    assert refused.height > 0
    quoted = letters.rules.filter("sensitive")["id"].to_list()
    for nip, post_id in refused.select("employee_id", "post_id").iter_rows():
        account = _account(letters, nip, (post_id,))
        for language in Language:
            (answer,) = what_if(account.asked, account.names, language)
            assert answer.says
            for line in answer.lines:
                assert not ODD.search(line), line
                assert not any(demand in line for demand in quoted)
                assert not set(re.findall(r"\d{18}", line))
    assert names_of(work, letters, {post_id}).seat(None) == "tanpa jabatan"


def test_answer_is_a_paragraph_and_its_ways_points_of_a_list() -> None:
    assert WhatIf(("Satu.", "Dua:"), ("a", "b")).lines == ["Satu. Dua:", "• a", "• b"]


def test_unknown_post_is_refused() -> None:
    with pytest.raises(InputError, match="formasi 'X' tidak ada"):
        seats_in_words(told_regency()[1].workings, ["X"])
