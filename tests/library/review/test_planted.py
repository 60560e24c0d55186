"""A list of 60 names for a synthetic regency: all 20 planted faults are found, and none is invented."""

import datetime as dt
import json
from pathlib import Path

import pytest

from penata.intake.nominative import read_proposal
from penata.policy import parse_policy
from penata.review import Review, Weight, review
from penata.synthetic import synthesise
from penata.synthetic.proposal import CASES, PROPOSAL, write_proposal

DAY = dt.date(2026, 6, 30)
HEAVY = (Weight.BAR, Weight.PROBLEM, Weight.REMARK)


@pytest.fixture(scope="module", params=[(3, 3_000)], ids=["seed 3"])
def planted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict, Review]:
    seed, employees = request.param
    folder = tmp_path_factory.mktemp("usulan")
    world = synthesise(seed=seed, employees=employees, as_of=DAY)
    write_proposal(world, folder)
    proposal = read_proposal(folder / PROPOSAL, world.dataset)
    return json.loads((folder / CASES).read_text("utf-8")), review(
        world.dataset, parse_policy(world.policy), proposal, DAY
    )


def test_list_has_sixty_names_and_twenty_kinds_of_fault(planted: tuple[dict, Review]) -> None:
    cases, found = planted
    assert (cases["names"], found.names.height) == (60, 60)
    assert len({fault["fault"] for fault in cases["faults"]}) == len(cases["faults"]) == 20


def test_every_planted_fault_is_found_on_its_row(planted: tuple[dict, Review]) -> None:
    cases, found = planted
    lines = dict(found.names.select("row", "line").iter_rows())
    missed = [
        fault for fault in cases["faults"] if fault["code"] not in {f.code for f in found.of_line(lines[fault["row"]])}
    ]
    assert missed == []


def test_no_fault_is_invented_on_the_other_forty(planted: tuple[dict, Review]) -> None:
    cases, found = planted
    faulty = {row for fault in cases["faults"] for row in (fault["row"], *fault["with_rows"])}
    clean = found.names.filter(~found.names["row"].is_in(list(faulty)))
    assert clean.height == 40
    assert [f for line in clean["line"] for f in found.of_line(line) if f.weight in HEAVY] == []
    assert set(clean["decision"]) <= {"MS", "BTL"}


def test_same_seed_gives_the_same_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_proposal(synthesise(seed=3, employees=3_000, as_of=DAY), tmp_path / name)
    for file in (PROPOSAL, CASES):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()
