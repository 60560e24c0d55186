"""The page of a plan: figures are those of result.json; drafts, rights and scope; files carry who took them."""

import datetime as dt
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from django.urls import reverse
from planned_cycles import finished_plan, open_cycle, store
from web_cast import NOW

from penata_web.planning.frames.folders import plan_table
from penata_web.planning.frames.moves import chain_of, chains_seen
from penata_web.planning.frames.plans import Sight, reading_of, sight_of
from penata_web.planning.frames.summaries import told_of
from penata_web.planning.models import Plan
from penata_web.planning.queries.plans import is_draft, visible_plans
from penata_web.planning.searches import plans as found_plans
from penata_web.registry.models import Unit

pytestmark = pytest.mark.django_db

TABS = ("plan", "plan-moves", "plan-chains", "plan-units", "plan-short", "plan-wishes", "plan-calendar", "plan-proof")
LISTS = {"plan-moves": "perpindahan", "plan-chains": "daftar-rantai", "plan-units": "unit", "plan-short": "kurang",
         "plan-wishes": "keinginan", "plan-calendar": "pengisi"}  # fmt: skip


@pytest.fixture
def plan(cast) -> Plan:
    """A draft that analyst and committee see."""
    cycle = open_cycle(cast.analyst, (cast.committee,))
    return finished_plan(cycle.scenarios.get(), cast.analyst)


@pytest.fixture
def released(plan: Plan) -> Plan:
    """The same, locked and open to all."""
    return release(plan, NOW - dt.timedelta(days=1))


def release(plan: Plan, at: dt.datetime) -> Plan:
    scenario, cycle = plan.scenario, plan.scenario.cycle
    scenario.frozen_plan, scenario.frozen_at = plan, NOW
    cycle.release_at = at
    scenario.save()
    cycle.save()
    return plan


def result() -> dict:
    return json.loads((store().plan / "result.json").read_text("utf-8"))


def moves() -> pl.DataFrame:
    return plan_table(store().plan, "moves")


def test_figures_are_those_of_the_result(plan, acting) -> None:
    reading, stated = reading_of(plan), result()
    told = told_of(reading)
    assert told.headline.shortage_before == stated["before"]["missing_seats"]
    assert told.headline.shortage_after == stated["after"]["missing_seats"]
    assert told.headline.short_posts_after == stated["after"]["posts_short"]
    assert told.moves == stated["counts"]["moves"] == moves().height
    assert told.verified is (stated["verifier"] == "ACCEPTED")
    assert told.is_proven is (stated["status"] == "OPTIMAL")
    units = reading.story.units
    assert units["shortage_before"].sum() == stated["before"]["missing_seats"]
    assert units["shortage_after"].sum() == stated["after"]["missing_seats"]
    assert int(reading.short["shortage_after"].sum()) == stated["after"]["missing_seats"]
    assert reading.dataset.digest() == stated["digest"]


def test_answer_stands_in_one_sentence_above_the_tabs(plan, enter) -> None:
    stated = result()
    answer = enter("analyst").get(reverse("planning:plan", args=[plan.pk]))
    said = (
        f"Dengan memindahkan {stated['counts']['moves']} orang, kekurangan pegawai turun dari "
        f"{stated['before']['missing_seats']} menjadi {stated['after']['missing_seats']} orang."
    )
    assert said in answer.content.decode()
    assert "optimal" not in answer.content.decode().lower().replace("optimalisasi", "")


@pytest.mark.parametrize("tab", TABS)
def test_tab_opens_for_members_and_says_who_looks_at_the_draft(plan, enter, tab) -> None:
    address = reverse(f"planning:{tab}", args=[plan.pk])
    for name in ("analyst", "committee"):
        answer = enter(name).get(address)
        assert answer.status_code == 200
        assert f"yang disebut namanya. Dibuka oleh Sdr. {name.title()}" in answer.content.decode()
    for name in ("decider", "auditor", "second_analyst", "head"):
        assert enter(name).get(address).status_code == 404


def test_released_plan_opens_for_everybody_who_reads_plans_without_a_mark(released, enter) -> None:
    for name in ("analyst", "decider", "auditor", "head"):
        answer = enter(name).get(reverse("planning:plan", args=[released.pk]))
        assert answer.status_code == 200
        assert "Dibuka oleh" not in answer.content.decode()


def test_plan_is_a_draft_until_its_hour(plan, acting) -> None:
    release(plan, NOW)
    assert is_draft(plan, NOW - dt.timedelta(seconds=1))
    assert not is_draft(plan, NOW)
    assert list(visible_plans(acting("decider"), NOW - dt.timedelta(seconds=1))) == []
    assert list(visible_plans(acting("decider"), NOW)) == [plan]
    assert list(visible_plans(acting("employee"), NOW)) == [plan]
    assert list(visible_plans(acting("admin"), NOW)) == [plan]


def test_other_plan_of_a_released_cycle_stays_a_draft(released, acting, cast) -> None:
    other = finished_plan(released.scenario, cast.analyst)
    assert list(visible_plans(acting("decider"), NOW)) == [released]
    assert list(visible_plans(acting("analyst"), NOW)) == [other, released]


def test_head_of_a_unit_sees_moves_from_and_to_the_own_subtree_alone(released, enter, acting) -> None:
    reading = reading_of(released)
    sight = sight_of(acting("head"), reading)
    path = Unit.objects.get(unit_id=acting("head").unit_id).path
    assert sight.units == frozenset(Unit.objects.filter(path__startswith=path).values_list("unit_id", flat=True))
    seen = sight.moves(reading.moves)
    assert set(seen["employee_id"]) == {
        row["employee_id"]
        for row in reading.moves.iter_rows(named=True)
        if row["unit_id_from"] in sight.units or row["unit_id_to"] in sight.units
    }
    foreign = reading.moves.filter(~pl.col("employee_id").is_in(seen["employee_id"].to_list()))
    assert foreign.height
    page = enter("head").get(reverse("planning:plan-moves", args=[released.pk])).content.decode()
    assert [name for name in foreign["name"] if name in page] == []
    for tab in TABS[2:]:
        page = enter("head").get(reverse(f"planning:{tab}", args=[released.pk])).content.decode()
        hidden = foreign.filter(~pl.col("name").is_in(seen["name"].to_list()))
        assert [name for name in hidden["name"] if name in page] == [], tab


def test_chains_name_nobody_outside_of_the_own_units(plan) -> None:
    reading = reading_of(plan)
    tails = reading.story.timetable.chains.filter(pl.col("weakest").is_not_null()).select("chain_id", "weakest")
    others = reading.moves.join(tails, on="chain_id").filter(pl.col("employee_id") != pl.col("weakest"))
    weak = reading.moves.select("chain_id", "employee_id", "name", weak_from="unit_id_from", weak_to="unit_id_to")
    found = others.join(weak, left_on=["chain_id", "weakest"], right_on=["chain_id", "employee_id"], suffix="_weak")
    case = found.filter(
        (pl.col("unit_id_from") != pl.col("weak_from")) & (pl.col("unit_id_from") != pl.col("weak_to"))
    ).row(0, named=True)
    sight = Sight(frozenset({case["unit_id_from"]}))
    row = chains_seen(reading, sight).filter(pl.col("chain_id") == case["chain_id"]).row(0, named=True)
    assert row["weakest_name"] == "pegawai unit lain"
    assert row["why_text"] is None
    told = " ".join(str(value) for value in row.values())
    assert case["name_weak"] not in told
    assert case["weakest"] not in told
    assert case["name"] in row["people"]
    chain = chain_of(reading, sight, row)
    for place in chain.places:
        touched = any(one and one["is_seen"] for one in (place.comes, place.leaves))
        assert bool(place.unit) is touched
        assert touched or place.short is None
    whole = chains_seen(reading, Sight(None)).filter(pl.col("chain_id") == case["chain_id"]).row(0, named=True)
    assert whole["weakest_name"] == case["name_weak"]


def test_brief_of_a_unit_lists_the_posts_of_that_unit_alone(released, enter, acting) -> None:
    sight = sight_of(acting("head"), reading_of(released))
    short = enter("head").get(reverse("planning:plan-brief", args=[released.pk])).context["short"]
    assert all(row["unit_id"] in sight.units for row in short)
    everything = enter("analyst").get(reverse("planning:plan-brief", args=[released.pk])).context["short"]
    assert any(row["unit_id"] not in sight.units for row in everything)


def test_moves_are_filtered_and_exported_with_the_mark_of_the_draft(plan, enter) -> None:
    client, address = enter("analyst"), reverse("planning:plan-moves", args=[plan.pk])
    rows = reading_of(plan).moves
    office = rows["office_to"].drop_nulls().sort()[0]
    answer = client.get(address, {"perpindahan-office_to": office})
    assert answer.context["table"].total == rows.filter(pl.col("office_to") == office).height
    wished = client.get(address, {"perpindahan-wished": "YES"})
    assert wished.context["table"].total == rows.height - moves()["wish_rank"].null_count()
    file = client.get(address, {"perpindahan-berkas": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(file.content)).worksheets[0]
    assert sheet["A1"].value.startswith("Draf, hanya untuk orang yang disebut namanya. Dibuka oleh Sdr. Analyst")
    assert sheet.max_row == rows.height + 2


@pytest.mark.parametrize("tab", sorted(LISTS))
def test_every_table_is_exported(plan, enter, tab) -> None:
    answer = enter("analyst").get(reverse(f"planning:{tab}", args=[plan.pk]), {f"{LISTS[tab]}-berkas": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert "Dibuka oleh Sdr. Analyst" in sheet["A1"].value


def test_chain_is_drawn_seat_by_seat(plan, acting) -> None:
    reading = reading_of(plan)
    sight = sight_of(acting("analyst"), reading)
    rows = chains_seen(reading, sight)
    assert rows.height == moves().group_by("chain_id").len().filter(pl.col("len") > 1).height
    for row in rows.to_dicts():
        chain = chain_of(reading, sight, row)
        assert chain.people == row["moves"]
        came = [place.comes["employee_id"] for place in chain.places if place.comes]
        left = [place.leaves["employee_id"] for place in chain.places if place.leaves]
        members = set(moves().filter(pl.col("chain_id") == row["chain_id"])["employee_id"])
        assert set(came) == set(left) == members
        for place in chain.places:
            if place.comes and place.leaves:
                assert place.comes["to_post_id"] == place.leaves["from_post_id"]


@pytest.mark.parametrize("tab", TABS)
def test_number_of_queries_does_not_grow_with_the_plan(plan, enter, tab, django_assert_num_queries) -> None:
    client, address = enter("analyst"), reverse(f"planning:{tab}", args=[plan.pk])
    client.get(address)
    with django_assert_num_queries(QUERIES):
        client.get(address)


QUERIES = 4
"""Session, account, capacities, and the plan with scenario and cycle; whether it is one's cycle is in the same."""


def test_workbook_report_and_public_folder_of_a_draft_say_who_took_them(plan, enter) -> None:
    client = enter("analyst")

    def taken(name: str) -> bytes:
        answer = client.get(reverse("planning:plan-file", args=[plan.pk, name]))
        assert "attachment" in answer["Content-Disposition"]
        return answer.content

    mark = "Dibuka oleh Sdr. Analyst"
    for sheet in openpyxl.load_workbook(io.BytesIO(taken("buku-kerja"))).worksheets:
        assert mark in sheet["A1"].value
        assert mark in sheet.oddHeader.left.text
    assert mark in taken("laporan").decode()
    with zipfile.ZipFile(io.BytesIO(taken("publik"))) as packed:
        assert mark in packed.read("DRAF.txt").decode()
        assert {"seats.csv", "about.json"} <= set(packed.namelist())


def test_files_of_a_released_plan_are_those_of_its_folder(released, enter) -> None:
    address = reverse("planning:plan-file", args=[released.pk, "buku-kerja"])
    assert enter("decider").get(address).content == Path(released.folder, "rencana-mutasi.xlsx").read_bytes()


def test_files_that_name_everybody_are_not_for_the_head_of_a_unit(released, enter) -> None:
    client = enter("head")
    codes = {name: client.get(reverse("planning:plan-file", args=[released.pk, name])).status_code
             for name in ("buku-kerja", "laporan", "publik", "lain")}  # fmt: skip
    assert codes == {"buku-kerja": 404, "laporan": 404, "publik": 200, "lain": 404}


def test_brief_never_says_more_than_it_may(plan, enter) -> None:
    page = enter("analyst").get(reverse("planning:plan-brief", args=[plan.pk])).content.decode()
    assert "tidak ada susunan lain yang lebih baik menurut urutan tujuan" in page
    assert "keputusan tetap pada PPK" in page
    assert "optimal" not in page.lower()


def test_plan_under_way_leads_to_its_run(plan, enter) -> None:
    Plan.objects.filter(pk=plan.pk).update(state="RUNNING")
    client = enter("analyst")
    assert client.get(reverse("planning:plan", args=[plan.pk])).url == reverse("planning:run", args=[plan.pk])
    assert client.get(reverse("planning:plan-moves", args=[plan.pk])).status_code == 404


def test_search_finds_plans_and_cycles_that_one_may_see(plan, acting) -> None:
    assert [hit.title for hit in found_plans(acting("analyst"), "uji", 6)] == ["Siklus uji", "Dasar"]
    assert [hit.url for hit in found_plans(acting("analyst"), "dasar", 6)] == [reverse("planning:plan", args=[plan.pk])]
    assert list(found_plans(acting("decider"), "uji", 6)) == []
    assert list(found_plans(acting("employee"), "uji", 6)) == []
