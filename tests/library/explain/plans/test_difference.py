"""Two plans compared: who, which posts, which figures, which inputs, and which input did it."""

import datetime as dt
from dataclasses import replace

import polars as pl
import pytest
from small_agency import agency, person

from penata.explain.plans.difference import Written, causes, difference
from penata.planning import plan
from penata.policy import parse_policy
from penata.synthetic import synthesise

POLICY = parse_policy("as_of = 2026-06-30\nladder = [25]")


def written(dataset, policy) -> Written:
    made = plan(dataset, policy)
    tables = {"assignments": made.assignments, "posts": made.posts, "moves": made.moves}
    return Written(dataset, policy, tables, made.result)


@pytest.fixture(scope="module")
def dataset():
    return synthesise(seed=5, employees=300, as_of=dt.date(2026, 6, 30)).dataset


@pytest.fixture(scope="module")
def first(dataset):
    return written(dataset, POLICY)


def test_plan_does_not_differ_from_itself(first) -> None:
    found = difference(first, first)
    assert [found.people.height, found.posts.height, found.figures.height, found.inputs.height] == [0, 0, 0, 0]


def test_pinned_mover_is_told_with_the_decision_that_caused_it(dataset, first) -> None:
    mover = first.tables["moves"]["employee_id"][0]
    pin = pl.DataFrame({"employee_id": [mover], "kind": ["PIN"], "reason": ["dibutuhkan"]})
    decisions = pl.concat(
        [dataset["decisions"], pin.cast({"kind": dataset["decisions"].schema["kind"]})], how="diagonal"
    )
    pinned = written(dataset.replace(decisions=decisions), POLICY)
    found = difference(first, pinned)
    assert found.people.filter(employee_id=mover)["kind"].to_list() == ["ONLY_A"]
    assert found.inputs.select("what", "name").rows() == [("TABLE", "decisions")]
    (cause,) = causes(first, pinned, found)
    assert (cause.name, cause.people, cause.as_in_b) == ("decisions", found.people.height, found.people.height)


def test_cell_of_a_table_and_key_of_the_policy_are_named(dataset, first) -> None:
    other = dataset["posts"].with_columns(pl.when(pl.int_range(pl.len()) == 0).then(9).otherwise("need").alias("need"))
    policy = replace(POLICY, weights=replace(POLICY.weights, fit=61))
    found = difference(first, written(dataset.replace(posts=other), policy))
    before = dataset["posts"]["need"][0]
    assert found.inputs.filter(what="TABLE").rows() == [
        ("TABLE", "posts.need", dataset["posts"]["post_id"][0], None if before is None else str(before), "9")
    ]
    assert found.inputs.filter(what="POLICY").rows() == [("POLICY", "weights", "fit", "60", "61")]


def test_settings_of_the_policy_are_told_as_they_are_written_in_it(first) -> None:
    text = 'as_of = 2026-06-30\nladder = [25, 50]\nmax_distance_km = 3\nkinds = ["PROMOTION", "LATERAL"]\n'
    other = parse_policy(text + '[categories]\nJPT = "plan"\n[rules]\nenabled = false\noff = ["MUT-01"]\n')
    rows = difference(first, replace(first, policy=other)).inputs.drop("what").rows()
    assert sorted(rows, key=str) == [
        ("categories", "JPT", "shortlist", "plan"),
        ("kinds", None, "LATERAL", "LATERAL, PROMOTION"),
        ("ladder", None, "25", "25, 50"),
        ("max_distance_km", None, None, "3"),
        ("rules_enabled", None, "true", "false"),
        ("rules_off", None, None, "MUT-01"),
    ]


def test_personal_cells_are_told_without_their_values(dataset, first) -> None:
    other = dataset["employees"].with_columns(pl.lit(3, pl.Int64).alias("dependants"))
    cells = difference(first, replace(first, dataset=dataset.replace(employees=other))).inputs
    assert cells["name"].unique().to_list() == ["employees.dependants"]
    assert cells.select(pl.col("a", "b").null_count()).row(0) == (cells.height, cells.height)


def test_decision_about_somebody_whom_the_other_dataset_does_not_have_is_no_cause_alone() -> None:
    posts = [{"post_id": f"sd{n}:guru", "unit_id": f"sd{n}", "job_id": "guru-muda", "need": n} for n in (1, 2)]
    people = [person("10", "sd1:guru"), person("11", "sd1:guru")]
    pin = [{"employee_id": "12", "kind": "PIN", "reason": "dibutuhkan"}]
    first = written(agency(posts=posts, employees=people), POLICY)
    second = written(agency(posts=posts, employees=[*people, person("12", "sd1:guru")], decisions=pin), POLICY)
    there, back = (
        {cause.name: cause.people for cause in causes(a, b, difference(a, b))}
        for a, b in ((first, second), (second, first))
    )
    assert (there["decisions"], there["employees"]) == (0, 1)
    assert back["employees"] is not None
