"""Cycles: frozen under one digest, drafts for named people alone, released at an hour."""

import datetime as dt

import polars as pl
import pytest
from django.urls import reverse
from planned_cycles import POLICY, finished_plan, open_cycle, scenario_in, store
from web_cast import AS_OF, NOW, regency

from penata_web.planning.enums import CycleState
from penata_web.planning.frames.datasets import freeze, of_agency
from penata_web.planning.frames.folders import dataset_folder, frozen_dataset
from penata_web.planning.models import Cycle
from penata_web.planning.operations import cycles as operations
from penata_web.planning.operations.refusals import RefusedChangeError
from penata_web.planning.queries.cycles import cycle_rows, cycles
from penata_web.planning.queries.scenarios import scenarios_of
from penata_web.portal.queries import steps
from penata_web.shared.models import Act

pytestmark = pytest.mark.django_db

FORM = {"name": "Semester II", "as_of": "2026-06-30", "effective_date": "2026-07-31"}


def test_new_cycle_is_frozen_in_the_background_and_has_a_first_scenario(
    enter, cast, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = enter("analyst").post(reverse("planning:cycle-new"), {**FORM, "members": [cast.decider.pk]})
    cycle = Cycle.objects.get(name="Semester II")
    assert answer.url == reverse("planning:cycle", args=[cycle.pk])
    assert cycle.job.error == ""
    assert cycle.state == CycleState.OPEN
    assert cycle.dataset_digest == frozen_dataset(cycle.pk).digest() == store().frozen.dataset_digest
    assert cycle.digest == store().frozen.digest
    assert [one.name for one in cycle.scenarios.all()] == ["Dasar"]
    assert {str(one) for one in cycle.members.all()} == {"Sdr. Analyst", "Sdr. Decider"}
    acts = Act.objects.filter(thing="cycle", thing_id=str(cycle.pk)).order_by("number")
    assert [act.verb for act in acts] == ["OPEN_CYCLE", "FREEZE_DATASET"]
    assert acts[1].after["digest"] == cycle.digest


def test_frozen_data_are_those_of_the_registry(cast) -> None:
    assert store().frozen.dataset_digest == regency().digest()
    assert store().frozen.refused == []


def test_freezing_twice_changes_nothing(acting, cast) -> None:
    cycle = open_cycle(cast.analyst)
    Cycle.objects.update(state=CycleState.PREPARING)
    cycle.refresh_from_db()
    told: list[str] = []
    for _ in range(2):
        operations.freeze_cycle(cycle=cycle, by=acting("analyst"), at=NOW, step=lambda words, *_: told.append(words))
    cycle.refresh_from_db()
    assert cycle.dataset_digest == store().frozen.dataset_digest
    assert cycle.scenarios.count() == 1
    assert len(told) == 6


def test_freezing_without_posts_says_which_table_is_lacking(enter, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        enter("analyst").post(reverse("planning:cycle-new"), {**FORM, "as_of": "2020-01-01"})
    cycle = Cycle.objects.get(name="Semester II")
    page = enter("analyst").get(reverse("planning:cycle", args=[cycle.pk])).content.decode()
    assert cycle.state == CycleState.PREPARING
    assert "tabel wajib belum ada isinya pada tanggal itu: Unit organisasi" in page
    assert "Bekukan lagi" in page


def test_row_that_cannot_stand_is_left_out_and_named(settings, tmp_path) -> None:
    settings.DATA = tmp_path
    posts = regency()["posts"]
    broken = posts.with_columns(
        pl.when(pl.col("post_id") == posts["post_id"][0]).then(pl.lit("TIADA")).otherwise("unit_id").alias("unit_id")
    )
    found = freeze(1, regency().replace(posts=broken), POLICY)
    assert found.counts["posts"] == posts.height - 1
    assert any("TIADA" in line for line in found.refused)
    assert frozen_dataset(1).digest() == found.dataset_digest


def test_agency_keeps_to_its_own_people() -> None:
    (agency,) = regency()["agencies"]["agency_id"].to_list()
    assert of_agency(regency(), agency)["employees"].height == regency()["employees"].filter(
        pl.col("post_id").is_not_null()
    ).height  # fmt: skip
    assert of_agency(regency(), "LAIN")["employees"].height == 0


@pytest.mark.parametrize(
    ("name", "status"),
    [("analyst", 200), ("committee", 200), ("second_analyst", 404), ("decider", 404), ("auditor", 404), ("head", 403),
     ("admin", 403), ("employee", 403)],
)  # fmt: skip
def test_draft_is_seen_by_members_alone(enter, cast, name: str, status: int) -> None:
    cycle = open_cycle(cast.analyst, (cast.committee,))
    assert enter(name).get(reverse("planning:cycle", args=[cycle.pk])).status_code == status
    scenario = cycle.scenarios.get()
    assert enter(name).get(reverse("planning:scenario", args=[scenario.pk])).status_code == status


def test_draft_bears_viewer_and_time(enter, cast) -> None:
    cycle = open_cycle(cast.analyst)
    page = enter("analyst").get(reverse("planning:cycle", args=[cycle.pk])).content.decode()
    assert "Dibuka oleh Sdr. Analyst pada" in page


def test_released_proposal_is_seen_by_the_office_and_no_other_scenario(acting, enter, cast) -> None:
    cycle = open_cycle(cast.analyst, (cast.committee,), release_at=NOW)
    scenario = cycle.scenarios.get()
    before, after = NOW - dt.timedelta(seconds=1), NOW
    assert list(cycles(acting("decider"), after)) == []
    plan = finished_plan(scenario, cast.analyst)
    scenario.frozen_at, scenario.frozen_by, scenario.frozen_plan = NOW, cast.committee, plan
    scenario.save()
    assert list(cycles(acting("decider"), before)) == []
    assert list(cycles(acting("decider"), after)) == [cycle]
    assert "Dibuka oleh" not in enter("decider").get(reverse("planning:cycle", args=[cycle.pk])).content.decode()


def test_drafts_beside_a_released_proposal_are_counted_and_shown_to_members_alone(acting, enter, cast) -> None:
    cycle = open_cycle(cast.analyst, (cast.committee,), release_at=NOW)
    scenario, other = cycle.scenarios.get(), scenario_in(cycle, cast.analyst, "Lain")
    plan = finished_plan(scenario, cast.analyst)
    newer = finished_plan(scenario, cast.analyst)
    scenario.frozen_at, scenario.frozen_by, scenario.frozen_plan = NOW, cast.committee, plan
    scenario.save()
    assert scenarios_of(acting("decider"), NOW, cycle) == [(scenario, plan)]
    assert scenarios_of(acting("analyst"), NOW, cycle) == [(scenario, newer), (other, None)]
    assert [row["scenario_count"] for row in cycle_rows(acting("decider"), NOW)] == [1]
    assert [row["scenario_count"] for row in cycle_rows(acting("analyst"), NOW)] == [2]
    assert "1 rencana selesai" in " ".join(step.words for step in steps(acting("decider"), at=NOW, today=AS_OF))
    assert "2 rencana selesai" in " ".join(step.words for step in steps(acting("analyst"), at=NOW, today=AS_OF))


def test_draft_beside_a_released_proposal_bears_viewer_and_time(enter, cast) -> None:
    cycle = open_cycle(cast.analyst, release_at=NOW)
    scenario, other = cycle.scenarios.get(), scenario_in(cycle, cast.analyst, "Lain")
    plan, draft = finished_plan(scenario, cast.analyst), finished_plan(other, cast.analyst)
    scenario.frozen_at, scenario.frozen_by, scenario.frozen_plan = NOW, cast.analyst, plan
    scenario.save()
    bears = {
        reverse(f"planning:{name}", args=[pk]): marked
        for name, pk, marked in (
            ("scenario", scenario.pk, False), ("scenario", other.pk, True), ("run", plan.pk, False),
            ("run", draft.pk, True), ("policy", other.pk, True), ("cycle", cycle.pk, True),
        )
    }  # fmt: skip
    client = enter("analyst")
    said = {address: "Dibuka oleh Sdr. Analyst pada" in client.get(address).content.decode() for address in bears}
    assert said == bears


def test_hour_of_release_cannot_be_taken_back(acting, cast) -> None:
    cycle = open_cycle(cast.analyst, release_at=NOW)
    with pytest.raises(RefusedChangeError, match="tidak dapat ditarik"):
        operations.change_cycle(
            cycle=cycle, name="X", members=[cast.analyst], release_at=None, reason="r", by=acting("analyst"),
            at=NOW + dt.timedelta(hours=1),
        )  # fmt: skip


def test_change_of_members_is_an_act_with_before_and_after(enter, cast) -> None:
    cycle = open_cycle(cast.analyst)
    url = reverse("planning:cycle-change", args=[cycle.pk])
    typed = {"name": "Baru", "members": [cast.analyst.pk, cast.auditor.pk], "reason": "Diminta inspektorat"}
    assert enter("analyst").post(url, typed).status_code == 302
    act = Act.objects.get(verb="CHANGE_CYCLE")
    assert act.before["members"] == ["Sdr. Analyst"]
    assert act.after["members"] == ["Sdr. Analyst", "Sdr. Auditor"]
    assert act.reason == "Diminta inspektorat"
    assert enter("auditor").get(reverse("planning:cycle", args=[cycle.pk])).status_code == 200


def test_plan_before_the_day_of_its_data_is_refused(enter) -> None:
    answer = enter("analyst").post(reverse("planning:cycle-new"), {**FORM, "effective_date": "2026-06-01"})
    assert answer.status_code == 422
    assert "Lebih awal daripada keadaan data" in answer.content.decode()
    assert Cycle.objects.count() == 0


def test_closed_cycle_takes_no_scenario(acting, enter, cast) -> None:
    cycle = open_cycle(cast.analyst)
    operations.close_cycle(cycle=cycle, reason="selesai", by=acting("analyst"), at=NOW)
    answer = enter("analyst").post(reverse("planning:scenario-new", args=[cycle.pk]), {"name": "Lain", "preset": ""})
    assert answer.status_code == 422
    assert cycle.scenarios.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_home_lists_cycles_under_one_count_of_queries(enter, cast, django_assert_num_queries, count: int) -> None:
    for _ in range(count):
        open_cycle(cast.analyst)
    client = enter("analyst")
    client.get(reverse("planning:home"))
    with django_assert_num_queries(5):
        page = client.get(reverse("planning:home")).content.decode()
    assert page.count("Siklus uji") == count


@pytest.mark.parametrize("count", [1, 3])
def test_cycle_lists_scenarios_under_one_count_of_queries(enter, cast, django_assert_num_queries, count: int) -> None:
    cycle = open_cycle(cast.analyst)
    for number in range(count - 1):
        finished_plan(scenario_in(cycle, cast.analyst, f"Lain {number}"), cast.analyst)
    client = enter("analyst")
    client.get(reverse("planning:cycle", args=[cycle.pk]))
    with django_assert_num_queries(10):
        client.get(reverse("planning:cycle", args=[cycle.pk]))


def test_finding_shows_its_rows(enter, cast) -> None:
    cycle = open_cycle(cast.analyst)
    finding = cycle.figures["problems"][0]
    url = reverse("planning:cycle-problems", args=[cycle.pk, finding["code"]])
    page = enter("analyst").get(url)
    assert page.status_code == 200
    assert finding["rows"][0]["id"] in page.content.decode()
    assert enter("analyst").get(f"{url}?temuan-data-berkas=xlsx").status_code == 200


def test_folder_of_a_cycle_holds_every_table(cast) -> None:
    cycle = open_cycle(cast.analyst)
    assert {file.stem for file in dataset_folder(cycle.pk).glob("*.parquet")} == set(regency().given)
    assert cycle.as_of == AS_OF
