"""Behind the door: what is of the own unit or person opens, what is of another does not exist."""

import pytest
from django.urls import reverse
from django.utils import timezone
from planned_cycles import finished_plan, open_cycle
from web_cast import AS_OF, NOW, regency

from penata_web.needs.operations import begin_sheet, start_reading, take_reading
from penata_web.planning.frames.plans import reading_of
from penata_web.registry.models import FieldWord, PersonLine, PostLine

pytestmark = pytest.mark.django_db


def found(enter, url: str) -> dict[str, int]:
    """What the head of the unit, the head of another, and the person are answered."""
    return {name: enter(name).get(url).status_code for name in ("head", "other_head", "employee")}


@pytest.mark.parametrize(
    ("address", "employee"),
    [("registry:unit", 403), ("registry:post", 403), ("registry:person", 200), ("needs:sheets-of-post", 403)],
)
def test_thing_of_a_unit_opens_for_its_head_alone(enter, cast, address: str, employee: int) -> None:
    post = PersonLine.objects.current().get(employee_id=cast.employee_id).post_id
    thing = {"registry:unit": cast.unit_id, "registry:person": cast.employee_id}.get(address, post)
    assert found(enter, reverse(address, args=[thing])) == {"head": 200, "other_head": 404, "employee": employee}


def test_record_of_somebody_else_does_not_exist_for_a_person(enter, cast) -> None:
    other = next(one for one in regency()["employees"]["employee_id"] if one != cast.employee_id)
    assert enter("employee").get(reverse("registry:person", args=[other])).status_code == 404
    assert enter("employee").post(reverse("registry:person-word", args=[other]), {"all": "1"}).status_code == 404
    assert enter("employee").post(reverse("registry:person-open", args=[other])).status_code == 404


def test_dispute_and_sheet_and_needs_of_a_unit_are_seen_by_its_head_alone(enter, acting, cast) -> None:
    enter("employee").post(
        reverse("registry:person-word", args=[cast.employee_id]),
        {"dispute": "1", "field": "employees|rank|", "text": "Seharusnya IV/a."},
    )
    post = PostLine.objects.current().filter(unit_id=cast.unit_id).order_by("post_id")[0]
    sheet = begin_sheet(post=post, year=2026, by=acting("analyst"), at=NOW)
    take_reading(day=AS_OF, by=acting("analyst"), at=NOW, step=lambda *_: None)
    for address, thing in (
        ("registry:task", FieldWord.objects.get().pk), ("needs:sheet", sheet.pk), ("needs:unit", cast.unit_id),
    ):  # fmt: skip
        expected = {"head": 200, "other_head": 404, "employee": 403}
        assert found(enter, reverse(address, args=[thing])) == expected, address


def test_plan_shows_a_head_the_own_people_and_a_person_the_own_page(enter, cast) -> None:
    cycle = open_cycle(cast.analyst, (cast.committee,), release_at=timezone.now())
    scenario = cycle.scenarios.get()
    plan = finished_plan(scenario, cast.analyst)
    person = reverse("planning:plan-person", args=[plan.pk, cast.employee_id])
    assert found(enter, person) == {"head": 404, "other_head": 404, "employee": 404}
    scenario.frozen_at, scenario.frozen_by, scenario.frozen_plan = NOW, cast.committee, plan
    scenario.save()
    moves = reading_of(plan).moves.filter(employee_id=cast.employee_id)
    answers = found(enter, person)
    assert (answers["head"], answers["employee"]) == (200, 200)
    assert moves.height or answers["other_head"] == 404
    other = next(one for one in regency()["employees"]["employee_id"] if one != cast.employee_id)
    assert enter("employee").get(reverse("planning:plan-person", args=[plan.pk, other])).status_code == 404
    assert enter("employee").get(reverse("planning:plan-letter", args=[plan.pk, other, "id"])).status_code == 404
    assert (
        enter("employee").get(reverse("planning:plan-letter", args=[plan.pk, cast.employee_id, "id"])).status_code
        == 200
    )


def test_job_of_somebody_else_does_not_exist(enter, acting, cast) -> None:
    job = start_reading(by=acting("analyst"), at=NOW)
    assert {name: enter(name).get(reverse("job", args=[job.pk])).status_code for name in ("analyst", "head")} == {
        "analyst": 200, "head": 404,
    }  # fmt: skip
    assert enter("head").post(reverse("job-cancel", args=[job.pk])).status_code == 404
