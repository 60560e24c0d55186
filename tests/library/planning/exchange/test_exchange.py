"""An exchange from tables to tables: who takes part, what is promised, what the verifier finds when it is changed."""

from dataclasses import replace
from typing import Any

import polars as pl
import pytest
from small_agency import POLICY, agency, person

from penata.planning.exchange.swaps import promises
from penata.planning.swapping import Exchange, exchange
from penata.planning.verify import verify
from penata.policy.exchange import ExchangePolicy
from penata.tables import Dataset

Rows = list[dict[str, Any]]

POSTS: Rows = [
    *({"post_id": f"{unit}:guru", "unit_id": unit, "job_id": "guru-muda", "need": 2, "safe_minimum": 1}
      for unit in ("sd1", "sd2", "sd3")),
    {"post_id": "dinas:kabid", "unit_id": "dinas", "job_id": "kabid", "need": 1, "leads_unit": True},
]  # fmt: skip
PEOPLE: Rows = [
    person("1", "sd1:guru"), person("2", "sd2:guru"), person("3", "sd3:guru"), person("4", "sd1:guru"),
    person("5", "sd2:guru"), person("6", "dinas:kabid"),
]  # fmt: skip


def wish(employee_id: str, rank: int = 1, stance: str = "WANT", **place: str) -> dict[str, Any]:
    return {"employee_id": employee_id, "rank": rank, "stance": stance, **place}


def given(wishes: Rows, people: Rows = PEOPLE, **more: Rows) -> Dataset:
    return agency(posts=POSTS, employees=people, wishes=wishes, **more)


def made(dataset: Dataset, **options: Any) -> Exchange:
    return exchange(dataset, replace(POLICY, exchange=ExchangePolicy(**options)))


TWO = [wish("1", unit_id="sd2"), wish("2", post_id="sd1:guru")]
THREE = [wish("1", unit_id="sd2"), wish("2", unit_id="sd3"), wish("3", district_id="kota")]


def ends(one: Exchange) -> dict[str, str]:
    return dict(one.moves.select("employee_id", "to_post_id").iter_rows())


def test_exchange_of_two_and_of_three_is_told_as_rings() -> None:
    two, three = made(given(TWO)), made(given(THREE))
    assert ends(two) == {"1": "sd2:guru", "2": "sd1:guru"}
    assert ends(three) == {"1": "sd2:guru", "2": "sd3:guru", "3": "sd1:guru"}
    assert three.rings.select("ring_id", "place", "employee_id", "seat_of", "wish_place").rows() == [
        ("T0001", 1, "1", "2", 1), ("T0001", 2, "2", "3", 1), ("T0001", 3, "3", "1", 1),
    ]  # fmt: skip
    assert three.moves["chain_id"].to_list() == ["T0001"] * 3
    assert two.result["exchange"]["rings_by_length"] == {"2": 1}


def test_people_who_did_not_ask_are_never_moved() -> None:
    one = made(given([wish("1", unit_id="sd2")]))
    assert (ends(one), one.participants["answer"].to_list()) == ({}, ["NOT_OFFERED"])


def test_dearest_wish_goes_before_what_is_accepted() -> None:
    one = made(given([
        wish("1", 1, "ACCEPT", unit_id="sd3"), wish("1", 2, unit_id="sd2"), wish("2", unit_id="sd1"),
        wish("3", unit_id="sd1"),
    ]))  # fmt: skip
    assert ends(one) == {"1": "sd2:guru", "2": "sd1:guru"}
    assert dict(one.participants.select("employee_id", "answer").iter_rows()) == {
        "1": "DEAREST", "2": "DEAREST", "3": "TAKEN",
    }  # fmt: skip


def test_wish_for_the_own_place_bounds_what_is_better_than_staying() -> None:
    stays = [wish("1", 1, unit_id="sd1"), wish("1", 2, unit_id="sd2"), wish("2", unit_id="sd1")]
    assert ends(made(given(stays))) == {}


def test_refused_place_inside_a_wanted_district_is_not_taken() -> None:
    refused = [wish("1", district_id="hulu"), wish("1", stance="REFUSE", unit_id="sd2"), wish("2", unit_id="sd1")]
    assert ends(made(given(refused))) == {}


@pytest.mark.parametrize("decision", [
    {"employee_id": "2", "kind": "PIN"}, {"employee_id": "2", "kind": "FORCE", "post_id": "sd3:guru"},
    {"employee_id": "2", "kind": "FORBID"}, {"employee_id": "2", "kind": "FORBID", "post_id": "sd1:guru"},
    {"employee_id": "2", "kind": "FORBID", "post_id": "sd2:guru"},
])  # fmt: skip
def test_decision_keeps_a_person_out(decision: dict[str, Any]) -> None:
    one = made(given(TWO, decisions=[{**decision, "reason": "SK"}]))
    assert ends(one) == {}
    goes_elsewhere = decision["kind"] == "FORBID" and decision.get("post_id") == "sd1:guru"
    assert one.result["exchange"]["not_taking_part"] == ({} if goes_elsewhere else {"DECISION": 1})


def test_leader_and_person_without_a_seat_do_not_take_part() -> None:
    people = [*PEOPLE, person("7", None), {**person("8", "sd3:guru"), "status": "STUDY_LEAVE"}]
    one = made(given([*TWO, wish("6", unit_id="sd1"), wish("7", unit_id="sd1"), wish("8", unit_id="sd1")], people))
    assert one.result["exchange"]["not_taking_part"] == {"NOT_COUNTED": 1, "NO_POST": 1, "POST_NOT_PLANNED": 1}
    assert one.participants["employee_id"].to_list() == ["1", "2"]


def test_better_holder_keeps_the_seat_but_for_a_tolerance_or_without_fit() -> None:
    people = [{**PEOPLE[0], "education_level": "SMA"}, {**PEOPLE[1], "education_level": "S2"}, *PEOPLE[2:]]
    jobs = [{"job_id": "guru-muda", "name": "Guru", "category": "FUNGSIONAL", "ladder": "GURU", "level": "AHLI_MUDA",
             "family": "Pendidikan", "min_education": "S1"},
            {"job_id": "kabid", "name": "Kepala Bidang", "category": "ADMINISTRATOR", "level": "III.b"}]  # fmt: skip
    dataset = given(TWO, people, jobs=jobs)
    off = replace(POLICY, rules_enabled=False)
    found = {
        name: ends(exchange(dataset, replace(off, exchange=options)))
        for name, options in (
            ("to_be", ExchangePolicy()), ("tolerant", ExchangePolicy(fit_tolerance=100)),
            ("ttc", ExchangePolicy(mechanism="ttc")),
        )
    }  # fmt: skip
    both = {"1": "sd2:guru", "2": "sd1:guru"}
    choices = exchange(dataset, off).result["exchange"]["choices"]
    assert [tuple(choice.values()) for choice in choices] == [
        ("to_be", 0, 0), ("to_be", 5, 0), ("to_be", 10, 2), ("to_be", 20, 2), ("ttc", 0, 2),
    ]  # fmt: skip
    assert found == {"to_be": {}, "tolerant": both, "ttc": both}


def test_options_end_promises() -> None:
    def promised(**options: Any) -> tuple[Any, ...]:
        told = promises(ExchangePolicy(**options))
        return tuple(told[name] for name in ("individual_rationality", "no_unit_hurt", "no_blocking_exchange",
                                             "strategy_proof"))  # fmt: skip

    assert promised() == (True, True, True, True)
    assert promised(mechanism="ttc") == (True, False, True, True)
    assert promised(fit_tolerance=5) == (True, False, True, True)
    assert promised(max_ring=2) == (True, True, False, False)
    assert promised(vacancies=True) == (True, False, False, False)


def test_limit_on_rings_tells_what_it_costs() -> None:
    limit = made(given(THREE), max_ring=2).result["exchange"]["limit"]
    assert {name: limit[name] for name in ("with", "without", "longest_without", "status", "movers_bound")} == {
        "with": {"movers": 0, "place_sum": 0}, "without": {"movers": 3, "place_sum": 3}, "longest_without": 3,
        "status": "OPTIMAL", "movers_bound": 0,
    }  # fmt: skip


def test_empty_seat_is_taken_last_and_nobody_falls_below_the_safe_minimum() -> None:
    one = made(given([wish("1", unit_id="sd3"), wish("2", unit_id="sd3"), wish("3", unit_id="sd1")]), vacancies=True)
    heads = dict(one.posts.select("post_id", "filled_after").iter_rows())
    assert min(heads[f"{unit}:guru"] for unit in ("sd1", "sd2", "sd3")) >= 1
    assert (ends(one)["1"], ends(one)["2"], ends(one)["3"]) == ("sd3:guru", "sd3:guru", "sd1:guru")


def test_same_rows_in_any_order_give_the_same_exchange() -> None:
    first, second = given(THREE), given(THREE[::-1], PEOPLE[::-1])
    one, other = made(first), made(second)
    assert one.result == other.result
    assert one.rings.equals(other.rings)


def test_verifier_accepts_what_was_made_and_rejects_every_change() -> None:
    dataset = given([*THREE, wish("4", unit_id="sd2"), wish("5", unit_id="sd1")])
    one = made(dataset)
    assert len(ends(one)) == 5

    def codes(claims: dict[str, Any] | None = None, **frames: pl.DataFrame) -> set[str]:
        tables = {name: getattr(one, name) for name in ("assignments", "rings", "participants")}
        return set(verify(dataset, POLICY, {**tables, **frames}, {**one.result, **(claims or {})}).counts)

    def seated(**ends: str) -> pl.DataFrame:
        return one.assignments.with_columns(pl.col("employee_id").replace_strict(ends, default=pl.col("post_id"))
                                            .alias("post_id"))  # fmt: skip

    assert codes() == set()
    home = {row["employee_id"]: row["post_id"] for row in PEOPLE}
    no_rings = one.rings.clear()
    stay = one.participants.with_columns(pl.lit(None, pl.String).alias("to_post_id"))
    assert "EXCHANGE_OTHER" in codes(assignments=seated(**home), rings=no_rings, participants=stay)
    assert "EXCHANGE_UNASKED" in codes(assignments=seated(**{"6": "sd1:guru"}))
    assert "EXCHANGE_WORSE" in codes(assignments=seated(**{"1": "sd3:guru"}))
    assert "EXCHANGE_COUNT" in codes(assignments=seated(**{"1": "sd1:guru"}))
    swapped = one.rings.with_columns(pl.col("seat_of").reverse())
    assert "EXCHANGE_RING" in codes(rings=swapped)
    assert "RESULT_PROMISE" in codes({"promises": {"strategy_proof": False}})
    assert "RESULT_STATUS" in codes({"mechanism": "da"})
    assert "RESULT_DIGEST" in codes({"digest": "0"})


FALSE_CELLS: dict[str, dict[str, Any]] = {
    "rings": {"wish_place": 2, "fit": 1, "fit_of_holder": 1, "from_post_id": "dinas:kabid"},
    "participants": {"answer": "HOLDER_STAYS", "wish_place": 2, "ring_id": "T0009", "post_id": "dinas:kabid"},
}
FALSE_FIGURES: dict[str, Any] = {
    "participants": 9, "movers": 4, "stay": 1, "rings": 5, "rings_by_length": {"2": 2}, "wishes_by_place": {"2": 3},
}  # fmt: skip


def test_verifier_rejects_every_false_cell_and_figure() -> None:
    dataset = given(THREE)
    one = made(dataset)
    frames = {name: getattr(one, name) for name in ("assignments", "rings", "participants")}
    false = {
        table: frames[table].with_columns(
            pl.when(pl.col("employee_id") == "1").then(pl.lit(value)).otherwise(column).alias(column)
            for column, value in cells.items()
        )
        for table, cells in FALSE_CELLS.items()
    }
    told = verify(dataset, POLICY, {**frames, **false}, one.result).problems
    columns = {
        what.what.split()[0].replace("answer_granted", "answer") for what in told if what.code == "EXCHANGE_RING"
    }
    assert columns == {column for cells in FALSE_CELLS.values() for column in cells}
    claims = {**one.result, "exchange": {**one.result["exchange"], **FALSE_FIGURES}}
    wrong = {what.id for what in verify(dataset, POLICY, frames, claims).problems if what.code == "RESULT_PROMISE"}
    assert wrong == {f"exchange.{name}" for name in FALSE_FIGURES}


def test_verifier_says_what_became_of_each_promise() -> None:
    dataset = given(TWO)
    one, limited = made(dataset), made(dataset, max_ring=2)
    frames = {name: getattr(one, name) for name in ("assignments", "rings")}
    kept = verify(dataset, POLICY, frames, one.result)
    assert (kept.mechanism, set(kept.promises.values())) == ("to_be", {"KEPT"})
    bare = verify(dataset, POLICY, {"assignments": one.assignments}, one.result)
    assert list(bare.promises.values()) == ["KEPT", "KEPT", "NOT_CHECKED", "NOT_CHECKED"]
    ended = verify(dataset, POLICY, {name: getattr(limited, name) for name in frames}, limited.result)
    assert list(ended.promises.values()) == ["KEPT", "KEPT", "NOT_PROMISED", "NOT_PROMISED"]
    two = one.assignments.with_columns(
        pl.when(pl.col("employee_id") == "1").then(pl.lit("sd3:guru")).otherwise("post_id").alias("post_id")
    )
    broken = verify(dataset, POLICY, {"assignments": two}, one.result)
    assert list(broken.promises.values()) == ["BROKEN", "BROKEN", "NOT_CHECKED", "NOT_CHECKED"]


def test_verifier_finds_a_swap_that_a_limit_left_out() -> None:
    dataset = given(TWO)
    one = made(dataset, max_ring=2)
    home = {row["employee_id"]: row["post_id"] for row in PEOPLE}
    stays = one.assignments.with_columns(pl.col("employee_id").replace_strict(home).alias("post_id"))
    frames = {"assignments": stays, "rings": one.rings.clear()}
    limit = {**one.result["exchange"]["limit"], "movers_bound": 0}
    claims = {**one.result, "exchange": {"movers": 0, "limit": limit}}
    counts = {name: n for name, n in verify(dataset, POLICY, frames, claims).counts.items() if name[:8] == "EXCHANGE"}
    assert counts == {"EXCHANGE_OTHER": 1}


def test_exchange_of_nobody_of_everybody_pinned_and_of_one_ends_well() -> None:
    pinned = [{"employee_id": p["employee_id"], "kind": "PIN", "reason": "SK"} for p in PEOPLE]
    for dataset, people, options in (
        (given([]), 0, {"max_ring": 2}), (given(TWO, decisions=pinned), 0, {"vacancies": True}),
        (given(TWO[:1]), 1, {}),
    ):  # fmt: skip
        one = made(dataset, **options)
        assert (one.result["exchange"]["participants"], one.rings.height) == (people, 0)
