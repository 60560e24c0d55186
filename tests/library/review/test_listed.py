"""A list of names on a small office: what is said of each name, and what is not."""

import datetime as dt
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office import DAY, NIP, PEOPLE, POLICY, POSTS, office, person

from penata.facts import facts_of
from penata.intake.nominative import proposal_of
from penata.review import Review, Seating, Weight, decisions, review, worst_first
from penata.review.draft import draft_of
from penata.review.occupancy import occupancy_of

PROBLEMS = (Weight.BAR, Weight.PROBLEM, Weight.REMARK)


def reviewed(*names: tuple[str, str] | tuple[str, str, str], on: dt.date = DAY, **tables: Any) -> Review:
    rows = [(NIP.get(who, who), post, *(rest or ("",))) for who, post, *rest in names]
    frame = pl.DataFrame(rows, schema=["employee_id", "to_post_id", "note"], orient="row")
    return review(office(**tables), POLICY, proposal_of(frame), on)


def codes(found: Review, line: int) -> list[str]:
    return [f.code for f in found.of_line(line) if f.weight in PROBLEMS]


def test_move_in_order_has_no_finding() -> None:
    found = reviewed(("fajar", "K2:kelas", "Rotasi"))
    assert codes(found, 0) == []
    assert found.names["decision"].to_list() == ["BTL"]
    assert found.names["kind"].to_list() == ["LATERAL"]
    assert found.occupancy.states[0].state is Seating.FREE
    assert found.unknown is False


def test_seat_taken_by_somebody_who_stays_is_told_with_who_loses_it() -> None:
    people = [*PEOPLE, person(8, "Indah Sari", "S2:IV.a", "III/d")]
    found = reviewed(("citra", "S2:IV.a"), people=people)
    assert codes(found, 0) == ["SEAT_TAKEN"]
    assert found.occupancy.displaced["name"].to_list() == ["Indah Sari"]


def test_seat_freed_by_another_name_is_free_through_that_move() -> None:
    people = [*PEOPLE, person(8, "Indah Sari", "S2:IV.a", "III/d")]
    found = reviewed(("citra", "S2:IV.a"), (people[-1]["employee_id"], "S1:IV.a"), people=people)
    assert found.names["seating"].to_list() == ["FREED", "FREED"]
    assert found.names["freed_by"].to_list() == [1, 0]
    assert found.occupancy.chains == (((0, 1), True),)
    assert found.occupancy.displaced.height == 0


def test_seat_that_waits_for_a_barred_move_is_remarked() -> None:
    people = [*PEOPLE, person(8, "Indah Sari", "S2:IV.a", "III/d", in_post_since=dt.date(2026, 1, 1))]
    found = reviewed(("citra", "S2:IV.a"), (people[-1]["employee_id"], "S1:IV.a"), people=people)
    assert found.names["decision"].to_list()[1] == "TMS"
    assert codes(found, 0) == ["FREED_BY_BARRED"]


def test_seat_of_one_who_retires_before_the_day_is_free() -> None:
    people = [*PEOPLE, person(8, "Indah Sari", "S2:IV.a", "III/d", birth_date=dt.date(1968, 6, 10))]
    before, after = (reviewed(("citra", "S2:IV.a"), on=day, people=people)
                     for day in (dt.date(2026, 6, 30), dt.date(2026, 7, 1)))  # fmt: skip
    assert before.occupancy.states[0].state is Seating.TAKEN
    assert after.occupancy.states[0].state is Seating.FREE
    assert after.draft.retired["name"].to_list() == ["Indah Sari"]


def test_seat_promised_twice_is_told_on_both_lines() -> None:
    found = reviewed(("dodi", "S2:IV.a"), ("eka", "S2:IV.a"))
    assert ["SEAT_TWICE" in codes(found, line) for line in (0, 1)] == [True, True]


def test_second_seat_of_a_post_for_two_is_no_double_promise() -> None:
    found = reviewed(("fajar", "K2:kelas"), ("gita", "K2:kelas"))
    assert "SEAT_TWICE" not in codes(found, 0) + codes(found, 1)


def test_name_that_stands_twice_is_told_on_both_lines_and_counts_once() -> None:
    found = reviewed(("fajar", "K2:kelas"), ("fajar", "K2:pjok"))
    assert ["PERSON_TWICE" in codes(found, line) for line in (0, 1)] == [True, True]
    assert found.draft.moves["line"].to_list() == [0]


def test_post_below_its_minimum_through_the_list_is_told_to_whoever_leaves_it() -> None:
    one, both = reviewed(("fajar", "K2:kelas")), reviewed(("fajar", "K2:kelas"), ("gita", "K2:kelas"))
    assert codes(one, 0) == []
    assert ["BELOW_MINIMUM" in codes(both, line) for line in (0, 1)] == [True, True]
    assert both.effects.posts.filter("below")["post_id"].to_list() == ["K1:kelas"]


def test_safe_minimum_lets_a_post_fall_below_its_need() -> None:
    posts = [{**row, "safe_minimum": 0} if row["post_id"] == "K1:kelas" else row for row in POSTS]
    found = reviewed(("fajar", "K2:kelas"), ("gita", "K2:kelas"), posts=posts)
    assert codes(found, 0) + codes(found, 1) == []


@pytest.mark.parametrize(
    ("rank", "found_codes"),
    [("IV/b", ["ABOVE_SUPERIOR"]), ("IV/a", ["EARLIER_THAN_SUPERIOR"]), ("III/d", [])],
)
def test_rank_is_compared_with_the_superior_in_the_draft(rank: str, found_codes: list[str]) -> None:
    people = [*PEOPLE[:1], person(2, "Citra Dewi", "S1:IV.a", rank, rank_since=dt.date(2020, 4, 1)), *PEOPLE[2:]]
    assert codes(reviewed(("citra", "S2:IV.a"), people=people), 0) == found_codes


def test_rank_is_compared_with_subordinates_in_the_draft() -> None:
    people = [*PEOPLE, person(8, "Indah Sari", "S2:IV.a", "III/b"), person(9, "Joko", "S1:staf", "III/c")]
    found = reviewed((people[-2]["employee_id"], "S1:IV.a"), ("citra", "S2:IV.a"), people=people)
    assert codes(found, 0) == ["BELOW_SUBORDINATE"]
    assert "Joko (III/c)" in found.of_line(0)[0].text
    assert codes(found, 1) == []


def test_kind_that_the_list_claims_is_compared_with_the_data() -> None:
    people = [*PEOPLE[:1], person(2, "Citra Dewi", "S1:IV.a", "III/d"), *PEOPLE[2:]]
    found = [reviewed(("citra", "B:III.b", note), people=people[1:]) for note in ("Promosi", "Rotasi", "Mutasi")]
    assert ["KIND_DIFFERS" in codes(one, 0) for one in found] == [False, True, False]
    assert {one.names["kind"][0] for one in found} == {"PROMOTION"}


def test_retirement_near_is_a_remark_and_too_near_is_the_rule() -> None:
    def at(birth: dt.date) -> list[str]:
        people = [person(5, "Fajar", "K1:kelas", job_id="muda", subjects=["Guru Kelas"], birth_date=birth), PEOPLE[5]]
        return codes(reviewed(("fajar", "K2:kelas"), people=people), 0)

    assert at(dt.date(1968, 6, 30)) == []  # leaves on 1 July 2028: 24 full months
    assert at(dt.date(1968, 5, 31)) == ["RETIRES_SOON"]
    assert at(dt.date(1967, 6, 15)) == ["RETIRES_SOON"]
    assert at(dt.date(1967, 5, 15)) == ["BUP-04"]


def test_own_seat_is_no_move() -> None:
    assert codes(reviewed(("fajar", "K1:kelas")), 0) == ["NO_CHANGE"]


def test_day_before_the_minimum_time_bars_and_the_day_does_not() -> None:
    people = [{**PEOPLE[4], "in_post_since": dt.date(2024, 7, 1)}, PEOPLE[5]]
    found = [reviewed(("fajar", "K2:kelas"), on=day, people=people) for day in (DAY, dt.date(2026, 7, 1))]
    assert [one.names["decision"][0] for one in found] == ["TMS", "BTL"]


def test_planning_scope_of_the_agency_does_not_bind_a_list() -> None:
    found = reviewed(("citra", "S2:IV.a"))
    assert all(not f.code.startswith("POL-") for f in found.findings)
    assert found.names["decision"].to_list() != ["TMS"]


def test_better_candidates_have_more_points_and_are_not_on_the_list() -> None:
    good = [{"employee_id": NIP["gita"], "period": p, "predicate": "SANGAT_BAIK"} for p in ("2024", "2025")]
    found = reviewed(("fajar", "K2:kelas"), appraisals=good)
    assert found.better.select("line", "place", "employee_id").rows() == [(0, 1, NIP["gita"])]
    assert found.better["points"][0] > found.names["points"][0]
    both = reviewed(("fajar", "K2:kelas"), ("gita", "K2:kelas"), appraisals=good)
    assert both.better.height == 0


def test_shortage_is_counted_before_and_after_the_list() -> None:
    found = reviewed(("fajar", "K2:kelas"))
    figures = found.effects.figures
    assert (figures["shortage_before"], figures["shortage_after"]) == (3, 2)
    assert figures["balance_after"] < figures["balance_before"]  # type: ignore[operator]


def test_worst_names_come_first_and_all_are_counted() -> None:
    people = [{**PEOPLE[4], "status": "STUDY_LEAVE"}, *PEOPLE[5:]]
    found = reviewed(("hadi", "K2:kelas"), ("gita", "K2:kelas"), ("fajar", "K2:kelas"), people=people)
    assert [row["line"] for row in worst_first(found)] == [0, 2, 1]
    assert decisions(found) == {"MS": 0, "BTL": 1, "TMS": 2, None: 0}


POST_IDS = [row["post_id"] for row in POSTS]
LISTS = st.lists(st.tuples(st.sampled_from(sorted(NIP.values())), st.sampled_from(POST_IDS)), min_size=1, max_size=8)


@given(LISTS)
@settings(max_examples=40, deadline=None)
def test_draft_loses_nobody_and_seats_each_as_the_list_says(names: list[tuple[str, str]]) -> None:
    facts = facts_of(office(), POLICY)
    draft = draft_of(facts, proposal_of(pl.DataFrame(names, schema=["employee_id", "to_post_id"], orient="row")).rows)
    assert draft.seats["before"].sum() == draft.seats["after"].sum() == len(PEOPLE)
    first = dict(reversed(names))
    seated = draft.people.join(facts.posts.select("post", "post_id"), left_on="after", right_on="post", how="left")
    assert {who: post for who, post in seated.select("employee_id", "post_id").iter_rows() if who in first} == first
    states = occupancy_of(draft).states
    free = {line for line, state in states.items() if state.state in (Seating.FREE, Seating.FREED)}
    seats = {row["post"]: row for row in draft.seats.to_dicts()}
    for line, post in draft.moves.select("line", "to_post").iter_rows():
        if line in free:
            assert seats[post]["after"] <= max(seats[post]["room"], seats[post]["before"])


def test_rows_in_any_order_give_the_same_review() -> None:
    found = [reviewed(("fajar", "K2:kelas"), ("citra", "S2:IV.a"), people=people) for people in (PEOPLE, PEOPLE[::-1])]
    assert found[0].findings == found[1].findings
    assert found[0].names.drop("person").equals(found[1].names.drop("person"))
