"""Plans side by side: figures, people who differ as the library finds them, limits, and the trade-off."""

from pathlib import Path

import polars as pl
import pytest
from django.urls import reverse
from planned_cycles import POLICY, finished_plan, open_cycle, scenario_in
from web_cast import NOW, regency

from penata_web.planning.frames.comparison import compared
from penata_web.planning.frames.folders import plan_folder, plan_table
from penata_web.planning.frames.policies import with_values
from penata_web.planning.frames.runs import Made, make_plan
from penata_web.planning.models import Plan

pytestmark = pytest.mark.django_db

LIMITED = with_values(POLICY, {"limits.max_moves": 5})


@pytest.fixture(scope="session")
def limited(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    """The regency's plan under a limit of five moves."""
    folder = tmp_path_factory.mktemp("limited") / "plan"
    return folder, make_plan(regency(), LIMITED, [], folder, step=lambda _: None, clock=lambda: NOW)


@pytest.fixture
def plans(cast, limited) -> tuple[Plan, Plan]:
    """A plan without limits and one with five moves, in one cycle."""
    cycle = open_cycle(cast.analyst, (cast.committee,))
    one = finished_plan(cycle.scenarios.get(), cast.analyst)
    other = finished_plan(scenario_in(cycle, cast.analyst, "Lima saja"), cast.analyst)
    folder, made = limited
    other.policy_text, other.folder, other.figures, other.digest = LIMITED, str(folder), made.figures, made.digest
    other.save()
    return one, other


def address(*plans: Plan) -> str:
    return reverse("planning:compare") + "?" + "&".join(f"rencana={plan.pk}" for plan in plans)


def test_people_who_differ_are_those_whose_seats_differ(plans) -> None:
    one, other = plans
    found = compared(one.scenario.cycle_id, plans)
    seats = [
        dict(plan_table(Path(plan.folder), "assignments").select("employee_id", "post_id").iter_rows())
        for plan in plans
    ]
    differ = sorted(who for who in {**seats[0], **seats[1]} if seats[0].get(who) != seats[1].get(who))
    assert len(differ) > 10
    assert sorted(found.people["employee_id"]) == differ
    assert other.figures["counts"]["moves"] == 5


def test_units_that_differ_add_up_to_the_difference_of_the_shortage(plans) -> None:
    found = compared(plans[0].scenario.cycle_id, plans)
    less = found.units["short_1"].sum() - found.units["short_0"].sum()
    after = [plan.figures["after"]["missing_seats"] for plan in plans]
    assert less == after[1] - after[0] > 0


def test_limit_that_binds_is_told_with_its_price(plans, enter) -> None:
    found = compared(plans[0].scenario.cycle_id, plans)
    assert found.limits[0] is None
    (line,) = found.limits[1].binding
    assert line.left == "5 dari 5 orang"
    page = enter("analyst").get(address(*plans)).content.decode()
    assert line.words in page
    assert line.more in page


def test_page_shows_figures_levels_people_and_policies(plans, enter) -> None:
    one, other = plans
    page = enter("analyst").get(address(one, other)).content.decode()
    for plan in plans:
        assert f"<strong>{plan.figures['after']['missing_seats']}</strong>" in page or plan is other
    assert "Paling banyak orang yang pindah: – → <strong>5</strong>" in page
    assert "Siapa yang duduk di tempat lain?" in page
    assert "Dibuka oleh Sdr. Analyst pada" in page


def test_export_of_a_draft_bears_the_viewer(plans, enter) -> None:
    answer = enter("analyst").get(address(*plans) + "&beda-orang-berkas=xlsx")
    sheet = pl.read_excel(answer.content, has_header=False)
    assert "Dibuka oleh Sdr. Analyst" in str(sheet.row(0)[0])


def test_one_plan_asks_for_another(plans, enter) -> None:
    page = enter("analyst").get(address(plans[0])).content.decode()
    assert "Pilih sedikitnya dua" in page
    assert "Lima saja" in page


def test_plans_of_others_are_not_compared(plans, enter) -> None:
    assert enter("second_analyst").get(address(*plans)).status_code == 404
    assert enter("auditor").get(address(*plans)).status_code == 404
    assert enter("head").get(address(*plans)).status_code == 403


def test_plan_of_another_cycle_is_left_out(plans, enter, cast) -> None:
    foreign = finished_plan(open_cycle(cast.analyst).scenarios.get(), cast.analyst)
    page = enter("analyst").get(address(plans[0], foreign)).content.decode()
    assert "Pilih sedikitnya dua" in page


@pytest.mark.parametrize(
    ("second", "words"), [("moves", "perpindahan menurunkan"), ("wishes", "setiap titik terbukti")]
)
def test_trade_off_is_worked_out_and_drawn(
    plans, enter, second: str, words: str, django_capture_on_commit_callbacks
) -> None:
    plan = plans[1]
    url = reverse("planning:frontier", args=[plan.pk])
    there = f"{url}?terhadap={second}"
    assert "Belum ditimbang" in enter("analyst").get(there).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        enter("analyst").post(reverse("planning:frontier-start", args=[plan.pk]), {"terhadap": second})
    plan.refresh_from_db()
    told = plan.frontier[second]
    assert told["limits_left_out"] is True
    least = min(point["missing_seats"] for point in told["points"])
    assert least == plans[0].figures["after"]["missing_seats"]
    page = enter("analyst").get(there).content.decode()
    assert words in page
    assert "Batas dalam skenario ini tidak ikut dihitung" in page
    assert plan_folder(plans[0].pk).exists()
