"""Every move: the chain's worth adds up, alternatives stand in order, and what a person brings is what is on file."""

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from small_agency import POLICY, agency, person
from told_regency import told_regency

from penata.explain.told.moves import ALTERNATIVES, MOVES
from penata.explain.told.telling import Told, tell, tell_again
from penata.merit import PARTS
from penata.planning import Plan, plan, reopened
from penata.tables import Dataset

POSTS = [
    {"post_id": "sd1:guru", "unit_id": "sd1", "job_id": "guru-muda", "need": 1},
    {"post_id": "sd2:guru", "unit_id": "sd2", "job_id": "guru-muda", "need": 1, "subject": "Matematika"},
    {"post_id": "sd3:guru", "unit_id": "sd3", "job_id": "guru-muda", "need": 2, "subject": "IPA"},
]
EMPLOYEES = [
    person("10", "sd1:guru", subjects=["IPA"]), person("11", "sd1:guru", subjects=["Matematika"]),
    person("20", "sd2:guru", subjects=["Matematika", "IPA"]),
]  # fmt: skip
POINTS = {("11", 2): 9, ("20", 3): 8, ("10", 3): 1, ("10", 2): -9, ("11", 3): -9}
SCORES = [{"employee_id": who, "post_id": f"sd{n}:guru", "points": points} for (who, n), points in POINTS.items()]


@pytest.fixture(scope="module")
def regency() -> tuple[Dataset, Plan, Told]:
    return told_regency()


@pytest.fixture(scope="module")
def chain() -> Told:
    return tell(plan(agency(posts=POSTS, employees=EMPLOYEES, scores=SCORES), POLICY))


def test_every_mover_is_told_once_with_the_declared_columns(regency: tuple[Dataset, Plan, Told]) -> None:
    _, made, told = regency
    assert told.moves.schema == MOVES
    assert told.moves["employee_id"].to_list() == sorted(made.moves["employee_id"])
    assert told.alternatives.schema == ALTERNATIVES


def test_chains_close_and_save_what_the_plan_closes_and_saves(regency: tuple[Dataset, Plan, Told]) -> None:
    _, made, told = regency
    chains = told.moves.unique("chain_id")
    before, after = made.result["before"], made.result["after"]
    assert chains["chain_closes"].sum() == before["missing_seats"] - after["missing_seats"]
    assert chains["chain_saved"].sum() == before["shortage"] - after["shortage"]
    assert chains["chain_size"].sum() == made.moves.height


def test_parts_of_a_move_are_its_gain(regency: tuple[Dataset, Plan, Told]) -> None:
    moves = regency[2].moves
    assert moves.select(pl.sum_horizontal(f"part_{part}" for part in PARTS)).to_series().equals(moves["gain"])


def test_alternatives_stand_behind_in_their_order(regency: tuple[Dataset, Plan, Told]) -> None:
    told = regency[2]
    rows: dict[str, list[tuple[int, ...]]] = {}
    for who, place, *behind in told.alternatives.select("employee_id", "place", "^behind_.*$").rows():
        assert place == len(rows.get(who, [])) + 2
        rows.setdefault(who, []).append(tuple(behind))
    assert all(found == sorted(found) and found[0] >= (0, 0, 0, 0) for found in rows.values())
    taken = dict(told.moves.select("employee_id", "to_post_id").rows())
    assert all(taken[who] != post for who, post in told.alternatives.select("employee_id", "post_id").rows())


def test_a_plan_that_was_opened_again_tells_the_same(regency: tuple[Dataset, Plan, Told]) -> None:
    dataset, made, told = regency
    again = tell_again(reopened(dataset, made.workings.policy, made.assignments, made.prices))
    for name in ("moves", "alternatives", "wishes", "vacancies", "steps", "helps"):
        assert_frame_equal(getattr(again, name), getattr(told, name))
    assert again.published.about == told.published.about


def test_chain_of_two_is_told_with_the_seats_at_its_ends(chain: Told) -> None:
    columns = ("employee_id", "chain_size", "chain_from_post_id", "chain_to_post_id", "chain_ring", "chain_closes")
    assert chain.moves.select(columns).rows() == [
        ("11", 2, "sd1:guru", "sd3:guru", False, 1), ("20", 2, "sd1:guru", "sd3:guru", False, 1),
    ]  # fmt: skip
    assert chain.moves["chain_saved"].to_list() == [1_500_000, 1_500_000], "the second of two seats: (2·2−1)/2 million"


def test_what_a_person_brings_is_what_is_on_file(chain: Told) -> None:
    brought = chain.moves.select("employee_id", "subject", "certified_subject", "certificates_asked", "rivals")
    assert brought.rows() == [("11", "Matematika", True, 0, 1), ("20", "IPA", True, 0, 1)], "only 10 may also teach IPA"
    assert chain.moves["experience_months"].to_list() == [245, 245]


def test_certificates_and_competencies_are_those_that_the_job_asks() -> None:
    jobs = [{"job_id": "guru-muda", "name": "Guru", "category": "FUNGSIONAL", "ladder": "GURU", "level": "AHLI_MUDA",
             "family": "Pendidikan", "certificates": ["Pendidik", "P3K"]}]  # fmt: skip
    told = tell(plan(agency(
        jobs=jobs, posts=POSTS[:2], employees=[person("10", "sd1:guru", certificates=["pendidik "]),
                                               person("11", "sd1:guru")],
        scores=[{"employee_id": "10", "post_id": "sd2:guru", "points": 50}],
        job_competencies=[{"job_id": "guru-muda", "competency": name, "level": 3} for name in ("Lisan", "Tulis", "IT")],
        competencies=[{"employee_id": "10", "competency": "lisan", "level": 3},
                      {"employee_id": "10", "competency": "Tulis", "level": 2}],
    ), POLICY))  # fmt: skip
    row = told.moves.row(0, named=True)
    assert (row["employee_id"], row["certificates"], row["certificates_asked"]) == ("10", ["Pendidik"], 2)
    assert (row["competencies_asked"], row["competencies_met"], row["competencies_unknown"]) == (3, 1, 1)


def test_plan_without_moves_tells_nothing_of_moves() -> None:
    told = tell(plan(agency(posts=POSTS[:1], employees=EMPLOYEES[:1]), POLICY))
    assert (told.moves.height, told.alternatives.height, told.wishes.height, told.vacancies.height) == (0, 0, 0, 0)
    assert told.moves.schema == MOVES
