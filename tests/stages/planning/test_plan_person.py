"""A person in a plan: what the library says, to whom it is for, and nothing of others to an employee."""

import datetime as dt
import html

import polars as pl
import pytest
from django.urls import reverse
from planned_cycles import finished_plan, open_cycle, store

from penata.explain.letters.account import account_of
from penata.explain.letters.facts import letter_facts
from penata.explain.letters.text import letter_texts
from penata.report.letters import letter_body
from penata.wording import Language
from penata_web.planning.frames.boards import opened_now, place_of
from penata_web.planning.frames.folders import plan_table
from penata_web.planning.frames.people import REFUSED, person_in, told_of_person
from penata_web.planning.frames.plans import Sight, reading_of, source_of
from penata_web.planning.models import Plan
from penata_web.shared.models import Account

pytestmark = pytest.mark.django_db

FEW = 6
"""People whose account is read in one test: each takes some tenths of a second."""


@pytest.fixture
def plan(cast) -> Plan:
    """A draft whose board is open."""
    cycle = open_cycle(cast.analyst)
    made = finished_plan(cycle.scenarios.get(), cast.analyst)
    opened_now(source_of(made))
    return made


@pytest.fixture
def movers() -> pl.DataFrame:
    """Everybody who moves."""
    return plan_table(store().plan, "moves").sort("employee_id")


def release(plan: Plan) -> None:
    scenario, cycle = plan.scenario, plan.scenario.cycle
    scenario.frozen_plan, scenario.frozen_at = plan, dt.datetime(2026, 7, 1, tzinfo=dt.UTC)
    cycle.release_at = dt.datetime(2026, 7, 1, tzinfo=dt.UTC)
    scenario.save()
    cycle.save()


def test_account_is_the_library_s_for_movers_and_for_the_refused(plan, movers) -> None:
    opened = place_of(source_of(plan)).opened
    refused = opened.wishes.filter(pl.col("status").is_in(REFUSED))["employee_id"].to_list()
    letters = letter_facts(opened.work, opened.tables, opened, also=refused)
    texts = letter_texts(letters, Language.ENGLISH, confirmed=opened.confirmed)
    bodies = dict(zip(texts["employee_id"], letter_body(texts, Language.ENGLISH), strict=True))
    for who in [*movers["employee_id"].to_list()[:3], *refused[:2]]:
        asked = tuple(
            letters.answers.filter((pl.col("employee_id") == who) & pl.col("status").is_in(REFUSED))["post_id"]
            .drop_nulls().unique(maintain_order=True)
        )  # fmt: skip
        account = account_of(opened.work, opened.tables, opened.moves, letters, who, asked)
        told = told_of_person(opened, who, "en")
        assert told.total == sum(account.parts.values())
        assert [points for _place, points, _words in told.others] == [other.gain for other in account.others]
        assert told.candidates == account.candidates
        assert [own for _from, _to, own in told.chain] == [step.own for step in account.chain]
        assert len(told.what_if) == len(asked)
        if not asked:
            assert told.body == bodies[who]


def test_sheet_adds_up_to_the_points_of_the_plan(plan, movers) -> None:
    opened = place_of(source_of(plan)).opened
    for who, gain in movers.select("employee_id", "gain").head(FEW).iter_rows():
        told = told_of_person(opened, who, "id")
        assert told.total == gain
        assert round(sum(float(line["points"]) for line in told.sheet)) == gain
        assert person_in(reading_of(plan), Sight(None), who).parts.series[0].values[-1] == gain


def test_page_says_what_happens_when_and_why(plan, movers, enter) -> None:
    row = movers.filter(pl.len().over("chain_id") > 1).row(0, named=True)
    reading = reading_of(plan)
    page = enter("analyst").get(reverse("planning:plan-person", args=[plan.pk, row["employee_id"]]))
    text = html.unescape(page.content.decode())
    shown = page.context["person"]
    assert reading.names[row["employee_id"]] in text
    assert shown.move["place_to"] in text
    for heading, blocks in page.context["told"].sections:
        assert heading in text
        assert all(line in text for _is_list, lines in blocks for line in lines)
    assert text.count('<li class="own">') == 2
    assert "Dibuka oleh Sdr. Analyst" in text


def test_person_who_stays_has_a_page_too(plan, movers, enter) -> None:
    reading = reading_of(plan)
    stays = reading.facts.persons.filter(
        ~pl.col("employee_id").is_in(movers["employee_id"].to_list()) & pl.col("counted")
    )["employee_id"][0]
    page = enter("analyst").get(reverse("planning:plan-person", args=[plan.pk, stays]))
    assert page.status_code == 200
    assert "Tetap di tempatnya menurut rencana ini" in page.content.decode()
    assert enter("analyst").get(reverse("planning:plan-person", args=[plan.pk, "000"])).status_code == 404


@pytest.mark.parametrize(("language", "words"), [("id", "Mengapa Saudara"), ("en", "Why you")])
def test_letter_is_written_in_both_languages(plan, movers, enter, language, words) -> None:
    who = movers["employee_id"][0]
    page = enter("analyst").get(reverse("planning:plan-letter", args=[plan.pk, who, language]))
    assert words in page.content.decode()
    assert f'lang="{language}"' in page.content.decode()


def test_letter_in_an_unknown_language_is_not_found(plan, movers, enter) -> None:
    address = reverse("planning:plan-letter", args=[plan.pk, movers["employee_id"][0], "xx"])
    assert enter("analyst").get(address).status_code == 404


def test_employee_sees_the_own_page_alone_and_only_once_it_is_released(plan, cast, movers, enter) -> None:
    row = movers.filter(pl.len().over("chain_id") > 1).row(0, named=True)
    Account.objects.filter(username="employee").update(employee_id=row["employee_id"])
    cast.employee.refresh_from_db()
    plan.scenario.cycle.members.add(cast.employee)
    client, address = enter("employee"), reverse("planning:plan-person", args=[plan.pk, row["employee_id"]])
    assert client.get(address).status_code == 404
    release(plan)
    page = client.get(address)
    assert page.status_code == 200
    text = page.content.decode()
    names = reading_of(plan).names
    chain = movers.filter(pl.col("chain_id") == row["chain_id"])["employee_id"].to_list()
    assert [names[who] for who in chain if who != row["employee_id"] and names[who] in text] == []
    assert "Seorang pegawai" in text
    other = next(who for who in movers["employee_id"] if who != row["employee_id"])
    assert client.get(reverse("planning:plan-person", args=[plan.pk, other])).status_code == 404
    assert client.get(reverse("planning:plan-letter", args=[plan.pk, other, "id"])).status_code == 404
    assert client.get(reverse("planning:plan-letter", args=[plan.pk, row["employee_id"], "id"])).status_code == 200
    assert client.get(reverse("planning:plan", args=[plan.pk])).status_code == 403


def test_head_of_a_unit_sees_own_people_and_who_comes_or_goes(plan, acting, enter) -> None:
    release(plan)
    reading = reading_of(plan)
    units = reading.units_under(acting("head").unit_id)
    persons = reading.facts.persons
    own = persons.filter(pl.col("unit_id").is_in(list(units)))["employee_id"][0]
    strangers = persons.filter(~pl.col("unit_id").is_in(list(units)) & pl.col("unit_id").is_not_null())["employee_id"]
    touching = set(Sight(units).moves(reading.moves)["employee_id"])
    stranger = next(who for who in strangers if who not in touching)
    client = enter("head")
    assert client.get(reverse("planning:plan-person", args=[plan.pk, own])).status_code == 200
    assert client.get(reverse("planning:plan-person", args=[plan.pk, stranger])).status_code == 404


def test_personal_conditions_are_named_by_one_word(plan, movers) -> None:
    reading = reading_of(plan)
    personal = {line.title for line in reading.story.rules if line.sensitive}
    opened = place_of(source_of(plan)).opened
    assert personal
    for who in movers["employee_id"].head(FEW):
        said = [gate["gate"] for gate in person_in(reading, Sight(None), who).gates]
        assert not personal & set(said)
        told = told_of_person(opened, who, "id")
        family = {"tanggungan keluarga", "syarat pribadi"}
        assert {line["raw_here"] for line in told.sheet if line["criterion"] in family} <= {"syarat pribadi", None}


def test_page_costs_few_queries(plan, movers, enter, django_assert_num_queries) -> None:
    client = enter("analyst")
    address = reverse("planning:plan-person", args=[plan.pk, movers["employee_id"][0]])
    client.get(address)
    with django_assert_num_queries(4):
        client.get(address)
