"""From the public folder and the own record alone everybody finds the seat that the plan gives, or a named tie."""

import datetime as dt
from pathlib import Path

import polars as pl
import pytest
from small_agency import POLICY, UNITS, agency, person
from told_regency import told_regency

from penata.explain.open.published import Published
from penata.explain.open.recomputing import NO_SEAT, STANDINGS, SUMS, Agreement, own_record, recompute
from penata.explain.told.telling import tell
from penata.intake.dataset import read_dataset
from penata.intake.writing import write_workbook
from penata.merit import PARTS
from penata.planning import plan
from penata.tables import Dataset, InputError

POSTS = [
    {"post_id": "sd1:guru", "unit_id": "sd1", "job_id": "guru-muda", "need": 1},
    {"post_id": "sd2:guru", "unit_id": "sd2", "job_id": "guru-muda", "need": 2},
]
EMPLOYEES = [
    person("10", "sd1:guru"), person("11", "sd1:guru"), person("12", None, job_id="guru-muda"),
    person("13", "sd1:guru", status="STUDY_LEAVE"),
]  # fmt: skip
SCORES = [{"employee_id": who, "post_id": "sd2:guru", "points": points} for who, points in (("10", 9), ("11", 2))]


def published(dataset: Dataset) -> tuple[Published, dict[str, str]]:
    made = plan(dataset, POLICY)
    return tell(made).published, dict(made.assignments.rows())


def test_everybody_who_moves_and_many_who_stay_find_the_seat_of_the_plan() -> None:
    dataset, made, told = told_regency()
    after = dict(made.assignments.rows())
    movers = made.moves["employee_id"].to_list()
    counted = made.workings.facts.persons.filter("counted")["employee_id"].to_list()
    stayers = [who for who in counted if who not in set(movers)][::30]
    found = {who: recompute(told.published, own_record(dataset, who), after.get(who, NO_SEAT)) for who in
             [*movers, *stayers]}  # fmt: skip
    assert {who: one.best for who, one in found.items() if one.agreement not in {Agreement.SAME, Agreement.TIE}} == {}
    assert len(movers) > 10
    assert sum(one.agreement is Agreement.SAME for one in found.values()) > len(stayers) / 2
    gains = dict(made.moves.select("employee_id", "gain").rows())
    for who in movers:
        row = found[who].standings.filter(pl.col("post_id") == after[who]).row(0, named=True)
        assert row["gain"] == gains[who] == sum(row[f"part_{part}"] for part in PARTS)


def test_own_record_holds_nobody_else() -> None:
    dataset, _, _ = told_regency()
    told = dataset["kinship"].select("employee_id", "relative_id").row(0)
    who, relative = told
    record = own_record(dataset, who)
    others = set(dataset["employees"]["employee_id"]) - {who}
    held = {
        value
        for name in record.given
        for column in record[name].select(pl.col(pl.String)).iter_columns()
        for value in column.drop_nulls()
    }
    assert held & others == set()
    assert relative not in held
    stub = record["employees"].filter(pl.col("employee_id") == "KERABAT-1").row(0, named=True)
    seat = dataset["employees"].filter(pl.col("employee_id") == relative)["post_id"].item()
    assert {name for name, value in stub.items() if value is not None} <= {
        "employee_id", "name", "employment", "status", "post_id",
    }  # fmt: skip
    assert stub["post_id"] == seat


def test_own_record_survives_a_workbook(tmp_path: Path) -> None:
    dataset, made, told = told_regency()
    who = made.moves["employee_id"][0]
    record = own_record(dataset, who)
    write_workbook(record, tmp_path / "saya.xlsx")
    again = read_dataset(tmp_path / "saya.xlsx", complete=False).dataset
    first, second = recompute(told.published, record), recompute(told.published, again)
    assert first.standings.equals(second.standings)
    assert first.agreement is Agreement.NOT_ASKED


def test_standings_are_in_the_order_that_is_compared() -> None:
    dataset, made, told = told_regency()
    standings = recompute(told.published, own_record(dataset, made.moves["employee_id"][0])).standings
    assert standings.schema == STANDINGS
    sums = standings.filter("allowed").select(SUMS).rows()
    assert sums == sorted(sums)
    assert standings["place"][0] == 1


def test_person_without_a_seat_compares_with_staying_without() -> None:
    units = [unit for unit in UNITS if unit["agency_id"] == "A"]
    dataset = agency(units=units, posts=POSTS, employees=EMPLOYEES, scores=SCORES)
    open_data, after = published(dataset)
    found = recompute(open_data, own_record(dataset, "12"), after.get("12", NO_SEAT))
    assert found.agreement in {Agreement.SAME, Agreement.TIE}
    assert set(found.standings["post_id"]) == {"sd1:guru", "sd2:guru", NO_SEAT}
    none = found.standings.filter(pl.col("post_id") == NO_SEAT).select(SUMS).row(0)
    assert none == (0, 0, 0, 0)


def test_person_who_is_not_planned_is_told_so() -> None:
    dataset = agency(posts=POSTS, employees=EMPLOYEES, scores=SCORES)
    found = recompute(published(dataset)[0], own_record(dataset, "13"), "sd1:guru")
    assert (found.planned, found.best, found.standings.height) == (False, (), 0)


def test_decision_of_the_agency_closes_what_it_closes() -> None:
    pin = [{"employee_id": "10", "kind": "PIN", "reason": "bendahara"}]
    dataset = agency(posts=POSTS, employees=EMPLOYEES, scores=SCORES, decisions=pin)
    open_data, after = published(dataset)
    found = recompute(open_data, own_record(dataset, "10"), after["10"])
    assert (found.best, found.agreement) == (("sd1:guru",), Agreement.SAME)
    assert found.standings.select("post_id", "allowed").rows() == [("sd1:guru", True), ("sd2:guru", False)]


def test_seat_that_the_own_record_does_not_support_is_called_different() -> None:
    dataset = agency(posts=POSTS, employees=EMPLOYEES, scores=SCORES)
    open_data, after = published(dataset)
    new = dataset.replace(employees=dataset["employees"].with_columns(in_post_since=pl.lit(dt.date(2026, 1, 1))))
    found = recompute(open_data, own_record(new, "10"), after["10"])
    assert after["10"] == "sd2:guru"
    assert (found.best, found.agreement) == (("sd1:guru",), Agreement.DIFFERENT)


def test_plan_with_side_limits_is_named_as_the_cause() -> None:
    dataset = agency(posts=POSTS, employees=EMPLOYEES, scores=SCORES)
    open_data, _ = published(dataset)
    limited = Published(open_data.tables, open_data.seats, {**open_data.about, "status": "FEASIBLE"})
    assert recompute(limited, own_record(dataset, "10"), "sd1:guru").agreement is Agreement.SIDE_LIMIT


def test_unknown_person_and_unknown_posts_are_refused() -> None:
    dataset = agency(posts=POSTS, employees=EMPLOYEES, scores=SCORES)
    open_data, _ = published(dataset)
    with pytest.raises(InputError, match="'99' tidak ada"):
        own_record(dataset, "99")
    with pytest.raises(InputError, match="'sd9' tidak ada dalam data publik"):
        recompute(open_data, own_record(dataset, "10"), "sd9")
    with pytest.raises(InputError, match="4 pegawai; data sendiri berisi tepat satu baris"):
        recompute(open_data, dataset)
