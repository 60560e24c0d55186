"""Who is due for a look: each kind of reason, on its day and the day before."""

import datetime as dt
from typing import Any

import pytest
from office import DAY, NIP, PEOPLE, POLICY, UNITS, office, person

from penata.review.due import DueKind, due


def found(kind: DueKind, on: dt.date = DAY, **tables: Any) -> list[str]:
    people = due(office(**tables), POLICY, on).people
    return people.filter(kind=kind.value)["name"].to_list()


def test_ordinary_office_has_its_surplus_only() -> None:
    counts = due(office(), POLICY, DAY).counts()
    assert {kind: n for kind, n in counts.items() if n} == {DueKind.SURPLUS: 2}


def test_surplus_names_everyone_on_the_post_and_no_single_one() -> None:
    assert found(DueKind.SURPLUS) == ["Fajar Sidik, S.Pd.", "Gita Lestari, S.Pd."]


@pytest.mark.parametrize(("on", "names"), [(dt.date(2026, 7, 31), []), (dt.date(2026, 8, 1), ["Dodi Anwar"])])
def test_five_years_in_a_post_count_when_they_are_over(on: dt.date, names: list[str]) -> None:
    people = [{**PEOPLE[2], "in_post_since": dt.date(2021, 7, 1)}, PEOPLE[0]]
    assert found(DueKind.LONG_IN_POST, on, people=people) == names


def test_failing_performance_twice_stands_before_once() -> None:
    low = [("gita", "2025", "KURANG"), ("fajar", "2024", "BUTUH_PERBAIKAN"), ("fajar", "2025", "KURANG"),
           ("hadi", "2024", "KURANG"), ("hadi", "2025", "BAIK")]  # fmt: skip
    rows = [{"employee_id": NIP[who], "period": year, "predicate": word} for who, year, word in low]
    people = due(office(appraisals=rows), POLICY, DAY).people.filter(kind="PERFORMANCE")
    assert people.select("name", "reason").rows() == [
        ("Fajar Sidik, S.Pd.", "Predikat kinerja 2024 Butuh Perbaikan dan 2025 Kurang."),
        ("Gita Lestari, S.Pd.", "Predikat kinerja 2025 Kurang."),
    ]


@pytest.mark.parametrize(("on", "names"), [(dt.date(2026, 6, 30), []), (dt.date(2026, 7, 1), ["Citra Dewi, S.E."])])
def test_acting_longer_than_an_appointment_and_its_extension(on: dt.date, names: list[str]) -> None:
    duties = [{"employee_id": NIP["citra"], "post_id": "S2:IV.a", "kind": "ACTING_PLT", "from": dt.date(2026, 1, 1)}]
    assert found(DueKind.ACTING_TOO_LONG, on, duties=duties) == names


def test_doubled_leading_seat_names_both_holders() -> None:
    people = [*PEOPLE, person(8, "Indah Sari", "S1:IV.a")]
    assert found(DueKind.DOUBLED_SEAT, people=people) == ["Citra Dewi, S.E.", "Indah Sari"]


def test_seats_are_lost_without_a_post_and_in_a_unit_that_no_longer_stands() -> None:
    units = [{**row, "active": row["unit_id"] != "K2"} for row in UNITS]
    people = [*PEOPLE, person(8, "Indah Sari", None), person(9, "Joko", None, status="UNPAID_LEAVE")]
    assert found(DueKind.LOST_SEAT, people=people, units=units) == ["Hadi Wijaya, S.Pd.", "Indah Sari"]


def test_leader_who_retires_is_told_with_who_could_follow() -> None:
    people = [person(1, "Budi", "B:III.b", "IV/a", birth_date=dt.date(1968, 12, 5)), *PEOPLE[1:]]
    answer = due(office(people=people), POLICY, DAY)
    row = answer.people.filter(kind="RETIRING").row(0, named=True)
    assert (row["name"], row["months"], row["reason"]) == ("Budi", 6, "Pensiun 01-01-2027, 6 bulan lagi.")
    assert answer.followers.select("post_id", "place", "employee_id").rows() == [("B:III.b", 1, NIP["citra"])]


def test_contract_that_ends_within_the_year_is_listed() -> None:
    people = [
        person(n, f"P{n}", "K2:kelas", "IX", employment="PPPK", contract_until=until)
        for n, until in ((1, dt.date(2027, 6, 29)), (2, dt.date(2027, 6, 30)), (3, dt.date(2026, 6, 1)), (4, None))
    ]
    assert found(DueKind.CONTRACT_ENDS, people=people) == ["P3", "P1"]
