"""The audit: a planted bias is found, none is claimed where there is none, and nothing small is told."""

import datetime as dt

import numpy as np
import polars as pl
import pytest

from penata.facts import facts_of
from penata.fairness import LOOKS, audit
from penata.fairness.audit import audit_of
from penata.fairness.groups import DIMENSIONS, groups_of
from penata.fairness.measures import MEASURES
from penata.planning import plan
from penata.policy import parse_policy
from penata.synthetic import synthesise


def people(seed: int, size: int = 1500) -> pl.DataFrame:
    """A fair world: every figure is drawn without regard to any group, but not without regard to the stratum."""
    rng = np.random.default_rng(seed)
    stratum = rng.integers(0, 12, size)
    planned = rng.random(size) < 0.95
    moved = planned & (rng.random(size) < 0.05 + 0.03 * stratum)
    asked = moved & (rng.random(size) < 0.4)
    wishing = asked | (rng.random(size) < 0.15)
    boxed = rng.random(size) < 0.5

    def share(base: np.ndarray, holds: np.ndarray) -> pl.Series:
        return pl.Series(np.where(base, holds.astype(float), np.nan)).fill_nan(None)

    def mean(base: np.ndarray, values: np.ndarray) -> pl.Series:
        return pl.Series(np.where(base, values.round(1), np.nan)).fill_nan(None)

    listed = rng.random(size) < 0.2
    return pl.DataFrame({
        "selection": mean(np.ones(size, np.bool_), rng.normal(stratum, 4)),
        "pool": share(boxed, rng.random(size) < 0.25),
        "shortlist": share(listed, rng.random(size) < 0.2),
        "moved": share(planned, moved),
        "unasked": share(planned, moved & ~asked),
        "wish": share(wishing, asked),
        "gain": mean(moved, rng.normal(10, 20, size)),
        "distance": mean(moved, rng.exponential(20, size)),
        "farther": mean(moved, rng.normal(0, 15, size)),
        "remote": share(moved, rng.random(size) < 0.2),
        "allowance": mean(moved, rng.choice([0.0, 0, 0, 180_000], size)),
        "stratum": pl.Series([f"s{s}" for s in stratum]),
        "sex": pl.Series(rng.choice(["F", "M"], size)),
        "age": pl.Series(rng.choice(["<35", "35-44", "45-54", "55+"], size)),
        "disability": pl.Series(rng.choice(["with", "without"], size, p=[0.04, 0.96])),
        "home_district": pl.Series([f"d{d}" for d in rng.integers(0, 8, size)]),
        "work_district": pl.Series([f"d{d}" for d in rng.integers(0, 8, size)]),
    })  # fmt: skip


def test_no_question_is_raised_in_a_fair_world() -> None:
    raised = [audit_of(people(seed, size=900)).questions.height for seed in range(12)]
    assert sum(count > 0 for count in raised) <= 1  # one in twenty is what LEVEL allows


@pytest.mark.parametrize("seed", range(5))
def test_planted_bias_is_found_with_its_size(seed: int) -> None:
    fair = people(seed, size=4000)
    rng = np.random.default_rng(seed + 100)
    sent = (fair["sex"] == "F").to_numpy() & (rng.random(4000) < 0.12) & fair["unasked"].is_not_null().to_numpy()
    biased = fair.with_columns(
        pl.when(pl.Series(sent)).then(1.0).otherwise(pl.col(name)).alias(name) for name in ("moved", "unasked")
    )
    found = audit_of(biased)
    assert {"moved", "unasked"} <= set(found.questions.filter(pl.col("dimension") == "sex")["measure"])
    row = found.looks.row(by_predicate=(pl.col("group") == "F") & (pl.col("measure") == "unasked"), named=True)
    truth = 0.12 * (1 - fair["unasked"].mean())  # type: ignore[operator]
    assert row["like_low"] < truth < row["like_high"]
    assert row["like_effect"] > 1.5
    other = found.looks.row(by_predicate=(pl.col("group") == "M") & (pl.col("measure") == "unasked"), named=True)
    assert (other["difference"], other["question"]) == (pytest.approx(-row["difference"]), True)


def test_difference_that_the_strata_explain_is_no_question() -> None:
    fair = people(3, size=4000)
    stratum = fair["stratum"].str.slice(1).cast(pl.Int64)
    rng = np.random.default_rng(7)
    leaning = fair.with_columns(
        sex=pl.when(pl.Series(rng.random(4000) * 12) < stratum).then(pl.lit("F")).otherwise(pl.lit("M"))
    )
    found = audit_of(leaning)
    row = found.looks.row(by_predicate=(pl.col("group") == "F") & (pl.col("measure") == "moved"), named=True)
    assert row["p_holm"] < 0.001
    assert (row["question"], row["like_p"] > 0.05) == (False, True)


def test_protected_row_tells_nothing() -> None:
    few = people(1, size=400).with_columns(
        disability=pl.when(pl.int_range(400) < 3).then(pl.lit("with")).otherwise(pl.lit("without"))
    )
    looks = audit_of(few).looks
    assert looks.schema == LOOKS
    hidden = looks.filter(~pl.col("shown"))
    assert hidden.filter(pl.col("dimension") == "disability").height == 2 * len(MEASURES)
    figures = ("people", "value", "rest", "difference", "low", "high", "effect", "p", "p_holm", "like_difference",
               "like_low", "like_high", "like_effect", "like_p", "like_p_holm")  # fmt: skip
    assert hidden.select(pl.all_horizontal(pl.col(figures).is_null()).all()).item()
    assert looks.filter("shown")["people"].min() >= 5  # type: ignore[operator]


def test_people_of_no_known_group_are_counted_and_left_out() -> None:
    frame = people(2, size=300)
    unknown = frame.with_columns(age=pl.when(pl.int_range(300) >= 20).then("age"))
    found = audit_of(unknown)
    assert (found.unknown["age"], found.unknown["sex"]) == (20, 0)
    ages = found.looks.filter((pl.col("dimension") == "age") & (pl.col("measure") == "selection"))
    assert ages["people"].sum() == 280


@pytest.fixture(scope="module")
def planned() -> tuple[pl.DataFrame, pl.DataFrame]:
    world = synthesise(seed=11, employees=600, as_of=dt.date(2026, 6, 30))
    policy = parse_policy(world.policy)
    made = plan(world.dataset, policy)
    found = audit(world.dataset, made.facts, policy, made.moves, made.shortlist)
    mixed = made.moves.sample(fraction=1.0, shuffle=True, seed=2)
    again = audit(world.dataset, facts_of(world.dataset, policy), policy, mixed, made.shortlist)
    assert again.looks.equals(found.looks)
    assert found.people == made.facts.persons.filter(pl.col("counted") & pl.col("post").is_not_null()).height
    return found.looks, groups_of(made.facts, world.dataset)


def test_audit_of_a_plan_compares_what_the_plan_did(planned: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    looks, groups = planned
    assert set(looks["dimension"]) <= set(DIMENSIONS)
    sex = looks.filter((pl.col("dimension") == "sex") & (pl.col("measure") == "selection") & pl.col("shown"))
    assert sex.height == 2
    first, second = sex.to_dicts()
    assert first["value"] == pytest.approx(second["rest"])
    assert set(groups["age"].drop_nulls()) <= {"<35", "35-44", "45-54", "55+"}
