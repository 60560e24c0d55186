"""The order of a whole plan: accepted by the verifier, the same for rows in any order, refused when it is off."""

import datetime as dt
from dataclasses import replace

import polars as pl
import pytest

from penata.planning import Plan, plan
from penata.planning.verify.verdict import Code
from penata.planning.verify.waves import verify_order
from penata.policy import Policy, parse_policy
from penata.synthetic import synthesise
from penata.tables import Dataset
from penata.transition import Order, order_of, with_order

DAY = dt.date(2026, 6, 30)


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    """A small regency, in which two people of schools have a course to take."""
    return synthesise(seed=7, employees=500, as_of=DAY).dataset


@pytest.fixture(scope="module")
def policy() -> Policy:
    """Nothing but the day."""
    return parse_policy(f"as_of = {DAY}\nladder = [1]\n")


@pytest.fixture(scope="module")
def made(dataset: Dataset, policy: Policy) -> Plan:
    """Its plan, without any order."""
    return plan(dataset, policy)


@pytest.fixture(scope="module")
def order(made: Plan, dataset: Dataset, policy: Policy) -> Order:
    """The order of its moves."""
    return order_of(made, made.facts, dataset, policy)


@pytest.fixture(scope="module")
def lean(policy: Policy) -> tuple[Plan, Dataset, Order]:
    """A regency in which every post may run empty for a while, so that somebody has to cover."""
    data = synthesise(seed=4, employees=350, as_of=DAY).dataset
    data = data.replace(posts=data["posts"].with_columns(pl.lit(0, pl.Int64).alias("safe_minimum")))
    made = plan(data, policy)
    return made, data, order_of(made, made.facts, data, policy)


def codes(made: Plan, order: Order, dataset: Dataset, policy: Policy) -> set[str]:
    """What the verifier finds in an order."""
    tables = {"moves": order.moves, "assignments": made.assignments, **order.tables}
    return set(verify_order(dataset, policy, made.facts, tables).counts)


def test_an_order_is_accepted_and_tells_every_move(made: Plan, order: Order, dataset: Dataset, policy: Policy) -> None:
    assert codes(made, order, dataset, policy) == set()
    assert order.moves.height == made.moves.height > 20
    assert order.moves["wave"].null_count() == 0
    assert sum(wave["moves"] for wave in order.result["by_wave"]) == made.moves.height
    assert order.result["fewest"]["bound"] <= order.result["fewest"]["waves"] <= order.result["waves"]
    kept = [name for name in made.moves.columns if name not in ("wave", "effective_date", "same_day")]
    assert order.moves.select(kept).equals(made.moves.select(kept))


def test_rows_in_any_order_give_the_same_order(made: Plan, order: Order, dataset: Dataset, policy: Policy) -> None:
    shuffled = replace(made, moves=made.moves.sample(fraction=1.0, shuffle=True, seed=3))
    again = order_of(shuffled, made.facts, dataset, policy)
    assert again.moves.sort("employee_id").equals(order.moves.sort("employee_id"))
    assert again.result == order.result
    for name, frame in order.tables.items():
        assert again.tables[name].equals(frame), name


def test_schools_wait_for_their_term_and_others_do_not(made: Plan, order: Order) -> None:
    kinds = made.facts.posts.select(pl.col("post_id").alias("to_post_id"), "unit_kind")
    here = made.facts.persons.select("employee_id", pl.col("unit_kind").alias("kind"))
    rows = order.moves.join(kinds, on="to_post_id", how="left").join(here, on="employee_id", how="left")
    school = (pl.col("unit_kind") == "SCHOOL") | (pl.col("kind") == "SCHOOL")
    soon = pl.col("effective_date").is_between(dt.date(2026, 7, 13), dt.date(2026, 7, 27))
    later = pl.col("effective_date").is_between(dt.date(2027, 1, 4), dt.date(2027, 1, 18))
    assert (
        rows.filter(school & (soon | later | pl.col("effective_date").is_null())).height == rows.filter(school).height
    )
    assert rows.filter(~school)["effective_date"].min() == DAY


def test_without_a_term_no_day_is_invented(made: Plan, dataset: Dataset, policy: Policy) -> None:
    bare = dataset.replace(calendar=dataset["calendar"].filter(pl.col("kind") != "TERM_STARTS"))
    order = order_of(made, made.facts, bare, policy)
    assert order.result["school_moves_without_term"] > 0
    assert order.result["undated_moves"] >= order.result["school_moves_without_term"]
    assert codes(made, order, bare, policy) == set()


@pytest.mark.parametrize("text", ["handover_days = 10", "school_calendar = false", "most_waves = 99\ntraining = false",
                                  "first_day = 2026-08-15\nskip_weekends = false"])  # fmt: skip
def test_every_policy_gives_an_order_that_holds(made: Plan, dataset: Dataset, text: str) -> None:
    policy = parse_policy(f"as_of = {DAY}\nladder = [1]\n[transition]\n{text}\n")
    order = order_of(made, made.facts, dataset, policy)
    assert codes(made, order, dataset, policy) == set()


def test_the_plan_carries_its_order(made: Plan, order: Order) -> None:
    whole = with_order(made, order)
    assert whole.moves is order.moves
    assert whole.result["transition"] == order.result
    assert whole.result["objective"] == made.result["objective"]


def test_a_plan_without_waves_has_no_order_to_check(made: Plan, order: Order, dataset: Dataset, policy: Policy) -> None:
    nothing = {name: frame.clear() for name, frame in order.tables.items()}
    bare = replace(order, moves=made.moves, **nothing)
    assert codes(made, bare, dataset, policy) == set()


def test_a_plan_without_moves_has_an_empty_order(made: Plan, dataset: Dataset, policy: Policy) -> None:
    before = dataset["employees"].select("employee_id", "post_id").filter(pl.col("post_id").is_not_null())
    still = replace(made, moves=made.moves.clear(), assignments=before)
    order = order_of(still, made.facts, dataset, policy)
    assert (order.moves.height, order.result["waves"], order.chains.height, order.cover.height) == (0, 0, 0, 0)
    assert order.result["fewest"] == {"waves": 0, "bound": 0, "status": "OPTIMAL"}


def test_everything_in_one_wave_is_refused(made: Plan, order: Order, dataset: Dataset, policy: Policy) -> None:
    rushed = order.moves.with_columns(
        pl.lit(1, pl.Int64).alias("wave"),
        pl.lit(DAY).alias("effective_date"),
        pl.lit(None, pl.String).alias("same_day"),
    )
    found = codes(made, replace(order, moves=rushed), dataset, policy)
    assert {Code.WAVE_BELOW, Code.WAVE_ABOVE, Code.WAVE_DATE} <= found


def test_a_group_that_is_torn_apart_is_refused(made: Plan, order: Order, dataset: Dataset, policy: Policy) -> None:
    one = order.moves.filter(pl.col("same_day").is_not_null())["employee_id"][0]
    late = pl.when(pl.col("employee_id") == one).then(99).otherwise("wave").alias("wave")
    assert Code.WAVE_APART in codes(made, replace(order, moves=order.moves.with_columns(late)), dataset, policy)


def test_a_missing_wave_and_a_holiday_are_refused(made: Plan, order: Order, dataset: Dataset, policy: Policy) -> None:
    first = pl.int_range(pl.len()) == 0
    moves = order.moves.with_columns(pl.when(first).then(None).otherwise("wave").alias("wave"))
    assert Code.WAVE_MISSING in codes(made, replace(order, moves=moves), dataset, policy)
    sunday = pl.when(pl.col("wave") == 1).then(pl.lit(dt.date(2026, 7, 5))).otherwise("effective_date")
    moves = order.moves.with_columns(sunday.alias("effective_date"))
    assert Code.WAVE_DATE in codes(made, replace(order, moves=moves), dataset, policy)


def test_a_chain_that_promises_too_much_is_refused(made: Plan, order: Order, dataset: Dataset, policy: Policy) -> None:
    dragged = order.chains.filter((pl.col("falls").list.len() > 1) & (pl.col("stands") > 0))
    name = (dragged if dragged.height else order.chains.filter(pl.col("falls").list.len() > 1))["chain_id"][0]
    at = pl.col("chain_id") == name
    chains = order.chains.with_columns(
        pl.when(at).then(pl.concat_list("weakest")).otherwise("falls").alias("falls"),
        pl.when(at).then(pl.col("moves") - 1).otherwise("stands").alias("stands"),
    )
    assert Code.WAVE_CHAIN in codes(made, replace(order, chains=chains), dataset, policy)


def test_who_moves_covers_nobody(made: Plan, order: Order, dataset: Dataset, policy: Policy) -> None:
    mover = order.moves["employee_id"][0]
    movers = set(order.moves["employee_id"])
    assert not movers & set(order.cover["proposed"].explode().drop_nulls())
    post = order.moves["from_post_id"].drop_nulls()[0]
    row = pl.DataFrame({"post_id": [post], "first_wave": [1], "seats": [1], "kind": ["SHARED"], "proposed": [[mover]]})
    cover = pl.concat([order.cover, row.select(pl.col(c).cast(order.cover.schema[c]) for c in row.columns)],
                      how="diagonal")  # fmt: skip
    assert Code.WAVE_COVER in codes(made, replace(order, cover=cover), dataset, policy)


def test_a_course_that_is_left_out_does_not_let_anybody_begin_early(
    made: Plan, order: Order, dataset: Dataset, policy: Policy
) -> None:
    hasty = order_of(made, made.facts, dataset, parse_policy(f"as_of = {DAY}\n[transition]\ntraining = false\n"))
    early = {"moves": hasty.moves, "assignments": made.assignments}
    found = verify_order(dataset, policy, made.facts, early)
    placed = order.training.filter(pl.col("status") == "PLACED")
    assert placed.height > 0
    assert [(problem.code, problem.id) for problem in found.problems] == [
        (Code.WAVE_TRAINING, who) for who in placed["employee_id"]
    ]


@pytest.mark.parametrize(("table", "column", "value"), [
    ("chains", "shape", "RING"), ("chains", "first_date", DAY - dt.timedelta(1)), ("chains", "last_date", None),
    ("chains", "why", "NONE"), ("chains", "stands", 99), ("chains", "last_wave", 99), ("chains", "weakest", None),
    ("training", "level_held", 0), ("training", "level_asked", None), ("training", "status", "NO_COURSE"),
    ("training", "post_id", "?"), ("training", "course_id", None), ("training", "ends_on", DAY),
    ("cover", "first_wave", 99), ("cover", "until_wave", 99), ("cover", "seats", 99), ("cover", "kind", "ACTING"),
    ("cover", "colleagues", 99), ("cover", "load_percent", 1), ("cover", "from_date", None),
    ("cover", "proposed", ["?"]),
])  # fmt: skip
def test_every_value_that_is_told_is_checked(
    made: Plan, order: Order, lean: tuple[Plan, Dataset, Order], dataset: Dataset, policy: Policy, table: str,
    column: str, value: object,
) -> None:  # fmt: skip
    case = lean if table == "cover" else (made, dataset, order)
    plan_, data, told = case
    rows = told.tables[table].with_row_index("row")
    kind = told.tables[table].schema[column]
    changed = rows.with_columns(
        pl.when(pl.col("row") == 0).then(pl.lit(value, kind)).otherwise(column).alias(column)
    ).drop("row")  # fmt: skip
    assert not changed.equals(told.tables[table])
    assert codes(plan_, told, data, policy) == set()
    assert codes(plan_, replace(told, **{table: changed}), data, policy) == {
        Code(f"WAVE_{table.removesuffix('s').upper()}")
    }
