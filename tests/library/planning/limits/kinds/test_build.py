"""All kinds at once on a made-up regency: rows and the verifier's own limits weigh every assignment alike."""

import datetime as dt
from dataclasses import replace
from functools import cache

import numpy as np
import polars as pl
import pytest
from limited_agency import Limited

from penata.planning.limits.kinds import rows_of
from penata.planning.problem import Ints
from penata.policy import parse_policy
from penata.policy.limits import Limits, MovingCost
from penata.synthetic import synthesise
from penata.tables import TABLES, dataset_of
from penata.vocabulary import LimitKind

COST = MovingCost(base=100_000, per_km=2_500, per_dependant=50_000, by_rank={"III": 20_000, "IV": 30_000})


@cache
def regency() -> Limited:
    """Every kind of limit, so tight that each can be broken."""
    made = synthesise(seed=7, employees=400, as_of=dt.date(2026, 6, 30))
    course = {"course_id": "K1", "name": "Literasi", "competency": "Literasi", "level": 3, "seats": 1,
              "starts_on": dt.date(2026, 7, 1), "ends_on": dt.date(2026, 7, 5)}  # fmt: skip
    frames = {name: made.dataset[name] for name in made.dataset.given}
    for table, key, level in (("job_competencies", "job_id", 3), ("competencies", "employee_id", 1)):
        everyone = made.dataset["jobs" if key == "job_id" else "employees"]
        more = everyone.select(key, competency=pl.lit("Literasi"), level=pl.lit(level, pl.Int64))
        frames[table] = pl.concat([frames[table], more])
    row = [{column: course.get(column) for column in TABLES["courses"].schema}]
    dataset = dataset_of(frames | {"courses": pl.DataFrame(row, schema=TABLES["courses"].schema)})
    districts = dataset["districts"]["district_id"].to_list()
    office = dataset["units"].filter(pl.col("kind") == "OPD")["unit_id"].sort()[0]
    limits = Limits(
        max_moves=3, money=1_000_000, money_by_office={office: 0}, leavers_percent=10, arrivals_percent=10,
        couples_km=3, relatives_apart=True, experienced_percent=60, gives_percent=2, donor_percent=3, training=True,
        districts={f"{a}>{b}": 0 for a in districts for b in districts},
    )  # fmt: skip
    policy = replace(parse_policy(made.policy), limits=limits, moving_cost=COST, kinds=frozenset({"LATERAL"}))
    return Limited(dataset, policy)


def random_assignment(case: Limited, share: float, seed: int) -> Ints:
    """Everybody in play takes any of the own pairs with this chance, else stays."""
    rng, problem = np.random.default_rng(seed), case.problem
    count = np.diff(problem.start)
    chosen = np.full(len(count), -1, np.int64)
    own = np.flatnonzero(problem.stays())
    chosen[problem.person_of_pair()[own]] = own
    any_pair = problem.start[:-1] + (rng.random(len(count)) * count).astype(np.int64)
    return np.where(rng.random(len(count)) < share, any_pair, chosen)


def after_of(case: Limited, chosen: Ints) -> Ints:
    """The post of everyone by row, as the verifier reads it."""
    problem, after = case.problem, case.sides.ground.own.copy()
    held = chosen >= 0
    after[problem.persons[held]] = problem.posts[problem.post[chosen[held]]]
    return after


def test_every_kind_has_rows_and_each_can_be_broken() -> None:
    case = regency()
    kinds = {str(limit.kind) for limit in case.rows.limits}
    assert kinds == set(LimitKind)
    broken: set[str] = set()
    for seed in range(12):
        used = case.rows.used(random_assignment(case, (seed + 1) / 12, seed))
        broken |= {str(case.rows.limits[at].kind) for at in np.flatnonzero(used > case.rows.most).tolist()}
    assert broken == kinds


def test_today_breaks_no_limit() -> None:
    case = regency()
    used = case.rows.used(random_assignment(case, 0, 0))
    assert (used <= case.rows.most).all()


@pytest.mark.parametrize("seed", range(6))
def test_rows_weigh_as_the_verifier_does(seed: int) -> None:
    case = regency()
    number = {(one.kind, one.subject): at for at, one in enumerate(case.sides.ones)}
    assert len(number) == len(case.sides.ones)
    at = np.array([number[limit.kind, limit.subject] for limit in case.rows.limits])
    chosen = random_assignment(case, seed / 5, seed)
    used = case.sides.used(after_of(case, chosen))
    assert np.array_equal(used[at], case.rows.used(chosen))
    assert np.array_equal(case.sides.most[at], case.rows.most)
    silent = np.setdiff1d(np.arange(len(used)), at)
    assert (used[silent] <= case.sides.most[silent]).all(), "what has no row cannot be broken"


def test_tolls_weigh_as_the_verifier_does() -> None:
    case, rng = regency(), np.random.default_rng(5)
    number = {(one.kind, one.subject): at for at, one in enumerate(case.sides.ones)}
    at = np.array([number[limit.kind, limit.subject] for limit in case.rows.limits])
    price = rng.integers(0, 9, len(at))
    every = np.zeros(len(case.sides.ones), np.int64)
    every[at] = price
    problem = case.problem
    person, post = problem.persons[problem.person_of_pair()], problem.posts[problem.post]
    told = case.sides.toll(person, post, every, np.ones_like(every))
    assert np.array_equal(told, case.rows.toll(price, len(problem.post)))
    dear = case.sides.toll(person, post, every * 2**50, np.full_like(every, 2**50))
    assert np.array_equal(dear, told), "beyond 64 bits on the way"


def test_rows_do_not_depend_on_the_order_of_the_tables() -> None:
    case = regency()
    turned = {name: case.dataset[name].reverse() for name in case.dataset.given}
    again = Limited(dataset_of(turned), case.policy)
    rows = rows_of(again.facts, again.dataset, again.policy, again.problem)
    assert rows.limits == case.rows.limits
    for name in ("start", "pair", "weight"):
        assert np.array_equal(getattr(rows, name), getattr(case.rows, name))
