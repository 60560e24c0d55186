"""Vacant leading posts: candidates side by side, and the committee's choice as a decision in the scenarios."""

import polars as pl
import pytest
from django.urls import reverse
from planned_cycles import open_cycle, scenario_in

from penata_web.planning.enums import DecisionKind
from penata_web.planning.frames import choices as frames
from penata_web.planning.frames.grounds import Ground, ground_now, ground_of
from penata_web.planning.models import Choice, Cycle, Decision, Scenario
from penata_web.planning.operations import choices as operations
from penata_web.planning.operations.refusals import RefusedChangeError
from penata_web.planning.operations.scenarios import decide
from penata_web.planning.queries.scenarios import preparers_of
from penata_web.shared.models import Act

pytestmark = pytest.mark.django_db

REASON = "Paling lama memimpin urusan ini"


@pytest.fixture
def cycle(cast) -> Cycle:
    """An open cycle with the committee and the decider among its members."""
    return open_cycle(cast.analyst, (cast.committee, cast.decider))


@pytest.fixture
def ground(cycle) -> Ground:
    return ground_of(cycle)


@pytest.fixture
def post_id(ground) -> str:
    """A leading post with several candidates."""
    counts = ground.points.group_by("post_id").len().filter(pl.col("len") >= 2).sort("len", "post_id")
    return str(counts["post_id"][-1])


@pytest.fixture
def first(ground, post_id) -> str:
    """The candidate with most points."""
    return str(ground.points.filter((pl.col("post_id") == post_id) & (pl.col("place") == 1))["employee_id"][0])


def chosen(cycle, post_id, first, acting, now) -> Choice:
    choice, skipped = operations.choose(
        cycle=cycle, post_id=post_id, employee_id=first, reason=REASON, by=acting("committee"), at=now
    )
    assert skipped == []
    return choice


# What is seen


def test_vacant_posts_are_those_that_the_data_leaves_without_a_holder(ground) -> None:
    now_empty = frames.vacancies(ground, 0).filter(pl.col("state") == frames.VACANT)
    held = set(ground.dataset["employees"]["post_id"].drop_nulls())
    leading = set(ground.leading["post_id"])
    counted = set(ground.facts.persons.filter("counted")["post_id"].drop_nulls())
    assert set(now_empty["post_id"]) == leading - counted
    assert counted <= held


def test_more_posts_fall_vacant_the_further_one_looks(ground) -> None:
    year, two = (frames.vacancies(ground, months) for months in (12, 24))
    leaving = two.filter(pl.col("state") == frames.LEAVING)
    assert set(year["post_id"]) <= set(two["post_id"])
    assert leaving["months"].max() <= 24
    assert leaving.height > 0


def test_parts_of_a_candidate_add_up_to_the_points(ground, post_id) -> None:
    rows = frames.shortlist(ground, post_id).to_dicts()
    sums = [
        sum(points)
        for points in zip(*([value for value, _best in part.points] for part in frames.parts(rows)), strict=True)
    ]
    assert sums == [row["points"] for row in rows]


def test_demands_tell_nobody_barred_among_the_candidates_and_nothing_personal(ground, post_id) -> None:
    rows = frames.shortlist(ground, post_id)
    told = frames.demands(ground, post_id, rows["employee_id"][:2].to_list())
    assert told
    assert {tone for one in told for tone, _words in one.standings} <= {"good", "warn", "quiet", ""}
    assert not any("disiplin" in one.words.lower() for one in told)


def test_chain_begins_with_the_candidate_and_goes_on_to_the_seat_that_opens(ground, post_id) -> None:
    row = frames.shortlist(ground, post_id).to_dicts()[0]
    chain = frames.chains(ground, post_id, [1])[1]
    own = ground.facts.persons.filter(pl.col("employee_id") == row["employee_id"])["post_id"][0]
    assert chain["places"][0]["comes"]["employee_id"] == row["employee_id"]
    assert (len(chain["places"]) > 1) == (own is not None)
    assert chain["places"][-1]["comes"] is None or own is None


def test_page_puts_candidates_side_by_side_and_those_that_are_asked_for(enter, cycle, ground, post_id) -> None:
    rows = frames.shortlist(ground, post_id).to_dicts()
    url = reverse("planning:vacancy", args=[post_id])
    page = enter("committee").get(url, {"siklus": cycle.pk, "calon": rows[1]["employee_id"]}).content.decode()
    head = page.split("<thead>")[1].split("</thead>")[0]
    assert rows[1]["employee_id"] in head
    assert rows[0]["employee_id"] not in head
    assert "Dibuka oleh Sdr. Committee" in page


def test_cycle_of_others_does_not_exist(enter, cast) -> None:
    other = open_cycle(cast.second_analyst)
    assert enter("committee").get(reverse("planning:vacancies"), {"siklus": other.pk}).status_code == 404


def test_without_a_cycle_the_registry_is_shown_and_nothing_can_be_chosen(enter, acting, now) -> None:
    ground = ground_now(today=now.date(), on=now.date(), agency_id="")
    post_id = ground.leading["post_id"][0]
    client = enter("committee")
    assert "Data hari ini" not in client.get(reverse("planning:vacancies")).content.decode()
    page = client.get(reverse("planning:vacancy", args=[post_id])).content.decode()
    assert 'name="reason"' not in page


def test_ground_is_read_once_until_the_registry_changes(now) -> None:
    one, same, other = (
        ground_now(today=day, on=day, agency_id="") for day in (now.date(), now.date(), now.date().replace(day=2))
    )
    assert one is same
    assert one is not other


@pytest.mark.parametrize("count", [1, 3])
def test_vacancies_ask_the_database_the_same_for_one_and_three_choices(
    enter, cycle, ground, acting, now, django_assert_num_queries, count
) -> None:
    firsts = ground.points.unique("post_id", keep="first", maintain_order=True).unique("employee_id", keep="first")
    for post_id, employee_id in firsts.select("post_id", "employee_id").head(count).iter_rows():
        chosen(cycle, post_id, employee_id, acting, now)
    client = enter("committee")
    with django_assert_num_queries(6):
        client.get(reverse("planning:vacancies"), {"siklus": cycle.pk})


# The choice


def test_choice_is_forced_in_every_scenario_that_is_not_locked(cycle, cast, post_id, first, acting, now) -> None:
    locked = scenario_in(cycle, cast.analyst, "Terkunci")
    Scenario.objects.filter(pk=locked.pk).update(frozen_at=now)
    choice = chosen(cycle, post_id, first, acting, now)
    (decision,) = Decision.objects.all()
    assert (decision.scenario.name, decision.kind, decision.choice) == ("Dasar", DecisionKind.FORCE, choice)
    assert (decision.employee_id, decision.post_id, decision.reason) == (first, post_id, REASON)
    assert decision.scenario.version == 2
    assert set(Act.objects.filter(verb__in=["CHOOSE", "DECIDE"]).values_list("verb", "reason")) == {
        ("CHOOSE", REASON), ("DECIDE", REASON),
    }  # fmt: skip


def test_whoever_chose_counts_as_having_prepared_the_scenario(cycle, post_id, first, acting, now, cast) -> None:
    chosen(cycle, post_id, first, acting, now)
    assert cast.committee.pk in preparers_of(cycle.scenarios.get())
    assert cast.decider.pk not in preparers_of(cycle.scenarios.get())


@pytest.mark.parametrize("who", ["analyst", "decider", "auditor"])
def test_only_the_committee_chooses(cycle, post_id, first, acting, now, who) -> None:
    with pytest.raises(RefusedChangeError, match="Tim Penilai Kinerja"):
        operations.choose(cycle=cycle, post_id=post_id, employee_id=first, reason=REASON, by=acting(who), at=now)


def test_person_who_is_no_candidate_cannot_be_chosen(cycle, ground, post_id, acting, now) -> None:
    listed = ground.points.filter(pl.col("post_id") == post_id)["employee_id"]
    other = ground.dataset["employees"].filter(~pl.col("employee_id").is_in(listed.implode()))["employee_id"][0]
    with pytest.raises(RefusedChangeError, match="daftar calon"):
        operations.choose(
            cycle=cycle, post_id=post_id, employee_id=other, reason=REASON, by=acting("committee"), at=now
        )


def test_second_choice_for_a_seat_waits_until_the_first_is_withdrawn(
    cycle, ground, post_id, first, acting, now
) -> None:
    choice = chosen(cycle, post_id, first, acting, now)
    listed = ground.points.filter((pl.col("post_id") == post_id) & (pl.col("place") == 2))
    second = str(listed["employee_id"][0])
    with pytest.raises(RefusedChangeError, match="Tarik dahulu"):
        chosen(cycle, post_id, second, acting, now)
    operations.withdraw_choice(choice=choice, reason="Mengundurkan diri", by=acting("committee"), at=now)
    assert chosen(cycle, post_id, second, acting, now).employee_id == second


def test_withdrawn_choice_leaves_the_scenario_and_keeps_its_reasons(cycle, post_id, first, acting, now) -> None:
    choice = chosen(cycle, post_id, first, acting, now)
    row = operations.withdraw_choice(choice=choice, reason="Mengundurkan diri", by=acting("committee"), at=now)
    assert not Decision.objects.exists()
    assert cycle.scenarios.get().version == 3
    assert (row.reason, row.withdrawn_reason, row.withdrawn_at) == (REASON, "Mengundurkan diri", now)
    with pytest.raises(RefusedChangeError, match="sudah ditarik"):
        operations.withdraw_choice(choice=row, reason="Sekali lagi", by=acting("committee"), at=now)


def test_locked_proposal_keeps_the_choice_that_it_was_made_with(cycle, post_id, first, acting, now) -> None:
    choice = chosen(cycle, post_id, first, acting, now)
    Scenario.objects.filter(cycle=cycle).update(frozen_at=now)
    Cycle.objects.filter(pk=cycle.pk).update(state="PROPOSED")
    with pytest.raises(RefusedChangeError):
        operations.withdraw_choice(choice=choice, reason="Mengundurkan diri", by=acting("committee"), at=now)
    assert Decision.objects.get().choice == choice


def test_scenario_that_decides_otherwise_is_named_and_left_alone(cycle, post_id, first, acting, now) -> None:
    scenario = cycle.scenarios.get()
    decide(
        scenario=scenario, version=1, employee_id=first, kind=DecisionKind.PIN, post_id="", reason="Dibutuhkan di sini",
        by=acting("analyst"), at=now,
    )  # fmt: skip
    _choice, skipped = operations.choose(
        cycle=cycle, post_id=post_id, employee_id=first, reason=REASON, by=acting("committee"), at=now
    )
    assert len(skipped) == 1
    assert "Dasar" in skipped[0]
    assert Decision.objects.get().kind == DecisionKind.PIN


def test_newer_scenario_takes_the_choice_when_it_is_carried(cycle, cast, post_id, first, acting, now) -> None:
    choice = chosen(cycle, post_id, first, acting, now)
    newer = scenario_in(cycle, cast.analyst, "Baru")
    assert operations.carry_choice(choice=choice, by=acting("committee"), at=now) == []
    assert Decision.objects.get(scenario=newer).choice == choice
    assert Decision.objects.count() == 2


def test_choice_is_made_and_withdrawn_in_the_browser(enter, cycle, post_id, first) -> None:
    client = enter("committee")
    url = reverse("planning:vacancy", args=[post_id]) + f"?siklus={cycle.pk}"
    answer = client.post(url, {"employee_id": first, "reason": ""})
    assert answer.status_code == 422
    assert f'value="{first}" checked' in answer.content.decode()
    page = client.post(url, {"employee_id": first, "reason": REASON}, follow=True).content.decode()
    choice = Choice.objects.get()
    assert REASON in page
    assert reverse("planning:scenario", args=[cycle.scenarios.get().pk]) in page
    withdraw = reverse("planning:choice-withdraw", args=[choice.pk])
    page = client.post(withdraw, {"reason": "Mengundurkan diri"}, follow=True).content.decode()
    assert "Mengundurkan diri" in page
    assert not Decision.objects.exists()
