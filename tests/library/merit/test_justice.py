"""Merit is just: it decides who gets a seat, never who is sent away, and whoever loses does so for a named reason."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from penata import merit
from penata.eligibility import candidates
from penata.facts import facts_of
from penata.planning.workings import Workings, worked_out
from penata.policy import Weights, parse_policy
from penata.synthetic import synthesise
from penata.tables import TABLES, dataset_of

Make = Callable[..., Any]
PREDICATES = ("SANGAT_KURANG", "KURANG", "BUTUH_PERBAIKAN", "BAIK", "SANGAT_BAIK")
UNITS = [
    {"unit_id": name, "agency_id": "A", "name": name, "kind": "SCHOOL", "district_id": district}
    for name, district in (("near", "d1"), ("far", "d2"), ("farthest", "d3"), ("beside", "d1"))
]
DISTRICTS = [
    {"district_id": "d1", "name": "Kota", "lat": -3.40, "lon": 114.80},
    {"district_id": "d2", "name": "Hulu", "lat": -3.40, "lon": 115.07},
    {"district_id": "d3", "name": "Ujung", "lat": -3.40, "lon": 115.60},
]


def _posts(**need: int) -> list[dict[str, Any]]:
    return [{"post_id": unit, "unit_id": unit, "job_id": "guru", "need": count} for unit, count in need.items()]


def _people(**seats: str | None) -> list[dict[str, Any]]:
    return [{"employee_id": n, "name": n, "employment": "PNS", "post_id": seat} for n, seat in seats.items()]


def _year(**predicates: str) -> list[dict[str, Any]]:
    return [{"employee_id": n, "period": "2025", "predicate": predicate} for n, predicate in predicates.items()]


def _wants(*wishes: tuple[str, str]) -> list[dict[str, Any]]:
    return [{"employee_id": n, "post_id": place, "stance": "WANT", "rank": 1} for n, place in wishes]


def _seats(town: Make, weights: Weights | None = None, **tables: Any) -> dict[str, str | None]:
    """Who sits where in the best plan; no rule of the law stands in the way."""
    place = town(weights, **{"units": UNITS, "districts": DISTRICTS, **tables})
    work = worked_out(place.dataset, replace(place.policy, rules_enabled=False))
    final = _final(work).join(work.facts.posts.select(pl.col("post").alias("final"), "post_id"), on="final", how="left")
    names = work.facts.persons.select("person", "employee_id")
    return dict(names.join(final, on="person", how="left").select("employee_id", "post_id").iter_rows())


def _final(work: Workings) -> pl.DataFrame:
    """person, final: the post of everyone in play, with the gain there."""
    problem, chosen = work.problem, work.solution.chosen[work.solution.chosen >= 0]
    held = {"person": problem.persons[problem.person_of_pair()[chosen]], "final": problem.posts[problem.post[chosen]]}
    return pl.DataFrame(held).cast(pl.UInt32).with_columns(pl.Series("held", problem.gain[chosen]))


@pytest.mark.parametrize(("better", "other"), [("a", "b"), ("b", "a")])
def test_the_better_performer_wins_a_contested_seat(town: Make, better: str, other: str) -> None:
    seats = _seats(
        town, posts=_posts(near=1, far=1), employees=_people(a="near", b="near"),
        wishes=_wants(("a", "far"), ("b", "far")), appraisals=_year(**{better: "SANGAT_BAIK", other: "BAIK"}),
    )  # fmt: skip
    assert seats == {better: "far", other: "near"}


@pytest.mark.parametrize("best", ["a", "b", "c"])
def test_the_best_of_a_surplus_unit_is_not_the_one_sent_farthest(town: Make, best: str) -> None:
    tables = {"posts": _posts(near=1, far=1, farthest=1), "employees": _people(a="near", b="near", c="near")}
    unjudged = _seats(town, **tables)
    assert set(unjudged.values()) == {"near", "far", "farthest"}
    judged = {n: "SANGAT_BAIK" if n == best else "KURANG" for n in "abc"}
    assert _seats(town, **tables, appraisals=_year(**judged)) == unjudged
    wished = _seats(town, **tables, appraisals=_year(**judged), wishes=_wants(*((n, "far") for n in "abc")))
    assert wished[best] == "far"


@st.composite
def _worlds(draw: st.DrawFn) -> dict[str, Any]:
    """Three to five people, four posts, wishes for some of them, predicates for some years."""
    places = ("near", "far", "farthest", "beside")
    names = "abcde"[: draw(st.integers(3, 5))]
    people = _people(**{n: draw(st.sampled_from(["near", "near", "far"])) for n in names})
    for person in people:
        person["in_job_since"] = draw(st.none() | st.sampled_from([dt.date(2012, 1, 1), dt.date(2024, 1, 1)]))
        person["home_district_id"] = draw(st.none() | st.sampled_from(["d1", "d3"]))
    wishes = draw(st.lists(st.tuples(st.sampled_from(names), st.sampled_from(places)), unique=True, max_size=6))
    return {
        "posts": _posts(**{place: draw(st.integers(1, 2)) for place in places}),
        "employees": people,
        "wishes": _wants(*wishes),
        "appraisals": _year(**{n: draw(st.sampled_from(PREDICATES)) for n in names}),
    }


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=_worlds(), years=st.sets(st.sampled_from(range(5)), min_size=2, max_size=2))
def test_improving_never_loses_a_wanted_seat_and_never_sends_away(
    town: Make, world: dict[str, Any], years: set[int]
) -> None:
    own, *others = world["appraisals"]
    before, after = (
        _seats(town, **{**world, "appraisals": [{**own, "predicate": PREDICATES[year]}, *others]})
        for year in sorted(years)
    )
    wanted = {row["post_id"] for row in world["wishes"] if row["employee_id"] == "a"}
    home = world["employees"][0]["post_id"]
    if before["a"] in wanted - {home}:
        assert after["a"] in wanted
    assert after["a"] in {before["a"], *wanted}


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=_worlds(), order=st.permutations("pqrst"))
def test_ids_decide_nothing_but_ties(town: Make, world: dict[str, Any], order: list[str]) -> None:
    name = dict(zip("abcde", order, strict=True))
    renamed = {
        table: [{**row, "employee_id": name[row["employee_id"]]} if "employee_id" in row else row for row in rows]
        for table, rows in world.items()
    }

    def value(tables: dict[str, Any], as_named: dict[str, str]) -> tuple[int, dict[tuple[str, str], int]]:
        place = town(**{"units": UNITS, "districts": DISTRICTS, **tables})
        work = worked_out(place.dataset, replace(place.policy, rules_enabled=False))
        pairs = work.pairs.join(work.facts.persons.select("person", "employee_id"), on="person")
        rows = pairs.join(work.facts.posts.select("post", "post_id"), on="post").select(
            "employee_id", "post_id", "gain"
        )
        return int(_final(work)["held"].sum()), {(as_named[n], p): gain for n, p, gain in rows.iter_rows()}

    assert value(world, {n: n for n in name}) == value(renamed, {new: old for old, new in name.items()})


@pytest.fixture(scope="module")
def contested() -> Workings:
    """The plan of a synthetic regency in which everyone wants up to three of the seats that are open to them."""
    world = synthesise(seed=3, employees=600, as_of=dt.date(2026, 6, 30))
    policy = parse_policy(world.policy)
    facts = facts_of(world.dataset, policy)
    pairs = candidates(facts, world.dataset, policy).pairs.join(
        facts.persons.select("person", "employee_id", pl.col("post_id").alias("own")), on="person"
    )
    open_to = pairs.join(facts.posts.select("post", "post_id"), on="post").filter(pl.col("post_id") != pl.col("own"))
    some = open_to.sort("employee_id", "post_id").sample(fraction=1.0, shuffle=True, seed=5)
    wishes = some.group_by("employee_id", maintain_order=True).head(3)
    full = TABLES["wishes"].empty().clear(wishes.height).with_columns(
        wishes["employee_id"], wishes["post_id"], stance=pl.lit("WANT"),
        rank=wishes.select(pl.int_range(1, pl.len() + 1).over("employee_id").alias("rank"))["rank"],
    ).select(TABLES["wishes"].schema.keys())  # fmt: skip
    frames = {name: world.dataset[name] for name in TABLES} | {"wishes": full.cast(TABLES["wishes"].schema)}
    return worked_out(dataset_of(frames), policy)


def test_a_better_candidate_loses_only_for_a_named_reason(contested: Workings) -> None:
    work = contested
    rank = merit.wish_ranks(work.dataset, work.facts, work.pairs)
    wanted = work.pairs.with_columns(rank).filter(pl.col("wish_rank").is_not_null()).join(_final(work), on="person")
    wanted = wanted.join(work.facts.persons.select("person", pl.col("post").alias("home")), on="person")
    won = wanted.filter(pl.col("post") == pl.col("final")).select(
        "post", pl.col("gain").alias("winner_gain"), pl.col("home").alias("winner_home")
    )
    rivals = wanted.filter(pl.col("post") != pl.col("final")).join(won, on="post")
    rivals = rivals.filter(pl.col("gain") > pl.col("winner_gain"))
    heads = pl.DataFrame({"final": work.problem.posts, "heads": work.solution.heads}).cast({"final": pl.UInt32})
    posts = work.facts.posts.select(pl.col("post").alias("final"), "need", "floor", "capacity").join(heads, on="final")
    rivals = rivals.join(posts, on="final")
    taken = work.facts.posts.select(pl.col("post").alias("winner_home")).join(
        posts.rename({"final": "winner_home"}).select("winner_home", pl.col("heads").alias("left"), "capacity"),
        on="winner_home",
    )  # fmt: skip
    rivals = rivals.join(taken.rename({"capacity": "most"}), on="winner_home")
    named = rivals.with_columns(
        pl.when(pl.col("held") >= pl.col("gain"))
        .then(pl.lit("has a seat as dear"))
        .when(pl.col("heads") <= pl.max_horizontal("need", "floor"))
        .then(pl.lit("keeps a seat that must be filled"))
        .when(pl.col("left") >= pl.col("most"))
        .then(pl.lit("the seat that the winner left was given to another"))
        .alias("reason")
    )
    counted = dict(named["reason"].value_counts().iter_rows())
    assert rivals.height > 400
    assert None not in counted
    assert set(counted) == {
        "has a seat as dear",
        "keeps a seat that must be filled",
        "the seat that the winner left was given to another",
    }
