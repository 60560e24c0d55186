"""The API: a key, its role and its scope; the same rows and the same operations as the pages."""

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from planned_cycles import finished_plan, open_cycle, scenario_in
from web_cast import AS_OF, regency

from penata_web.project.api import api
from penata_web.registry import queries
from penata_web.registry.models import Batch
from penata_web.shared import tokens
from penata_web.shared.enums import Role
from penata_web.shared.models import Act, Capacity, Job, Token

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).with_name("api_access.csv")
ABSENT = {"number": 999_999, "employee_id": "000", "unit_id": "X", "post_id": "X", "rule_id": "X"}
DAY = AS_OF.isoformat()
NEXT = AS_OF + dt.timedelta(days=1)


def operations() -> dict[str, Any]:
    """Every operation by verb and address."""
    return {
        f"{verb} {path}": one.view_func for path, view in _views() for one in view.operations for verb in one.methods
    }


def _views(routers: Any = api._routers, above: str = "") -> Iterator[tuple[str, Any]]:
    for prefix, router, *_rest in routers:
        here = f"{above}/{prefix.strip('/')}".strip("/")
        for path, view in router.path_operations.items():
            yield f"{here}/{path.strip('/')}".strip("/"), view
        yield from _views(router._routers, here)


def table() -> dict[str, set[str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["operation"]: set(row["roles"].split()) for row in csv.DictReader(file)}


def address(operation: str) -> tuple[str, str]:
    verb, path = operation.split(" ")
    return verb, "/api/" + path.format(**ABSENT)


def test_every_operation_stands_in_the_table_with_its_roles() -> None:
    assert {name: {str(role) for role in view.roles} for name, view in operations().items()} == table()


@pytest.mark.parametrize("name", ["analyst", "head", "committee", "decider", "employee", "auditor", "admin"])
def test_key_opens_what_its_role_may(program, name: str) -> None:
    key, role = program(name), Role.UNIT_HEAD if name == "head" else Role[name.upper()]
    wrong = []
    for operation, roles in table().items():
        verb, path = address(operation)
        answer = key.generic(verb, path, "{}", content_type="application/json")
        refused = answer.status_code == 403 or (answer.status_code == 422 and role not in roles)
        if refused == (role in roles) or answer.status_code >= 500:
            wrong.append((operation, answer.status_code))
    assert wrong == []


def test_nothing_opens_without_a_key(enter) -> None:
    for client in (Client(), enter("admin"), Client(headers={"Authorization": "Bearer penata_x"})):
        for operation in table():
            verb, path = address(operation)
            answer = client.generic(verb, path)
            assert (answer.status_code, answer.json()) == (401, {"detail": "Unauthorized"}), operation


@pytest.mark.parametrize("end", ["revoked", "capacity", "account"])
def test_key_that_ended_opens_nothing(program, acting, cast, now, end: str) -> None:
    key = program("analyst")
    assert key.get("/api/registry/units").status_code == 200
    if end == "revoked":
        tokens.revoke_token(token=Token.objects.get(), by=acting("analyst"), at=now)
    elif end == "capacity":
        Capacity.objects.filter(account=cast.analyst).update(valid_until=dt.date(2020, 12, 31))
    else:
        type(cast.analyst).objects.filter(pk=cast.analyst.pk).update(is_active=False)
    assert key.get("/api/registry/units").status_code == 401


def test_description_is_open_and_names_every_answer(client: Client) -> None:
    told = client.get("/api/openapi.json").json()
    for path, verbs in told["paths"].items():
        for verb, operation in verbs.items():
            expected = {"401", "403", "422"} | ({"404"} if "{" in path else set())
            expected |= {"400", "409"} if verb in {"post", "put"} else set()
            assert expected <= set(operation["responses"]), (verb, path)
    page = client.get("/api/docs")
    assert page.status_code == 200
    assert b"//" not in page.content.replace(b"//-->", b"")


def test_people_are_those_of_the_pages_cut_to_the_unit(program, acting, cast) -> None:
    for name in ("analyst", "head", "employee", "auditor"):
        listed = program(name).ask("registry/persons", on=DAY, limit=1000)
        expected = sorted(queries.persons(acting(name), on=AS_OF).values_list("employee_id", flat=True))
        assert [one["employee_id"] for one in listed["items"]] == expected
        assert listed["count"] == len(expected)
    assert [one["employee_id"] for one in program("employee").ask("registry/persons")["items"]] == [cast.employee_id]


def test_person_out_of_scope_does_not_exist(program, cast) -> None:
    path = f"/api/registry/persons/{cast.employee_id}"
    found = {name: program(name).get(path).status_code for name in ("analyst", "head", "other_head", "employee")}
    assert found == {"analyst": 200, "head": 200, "other_head": 404, "employee": 200}
    stranger = next(one for one in regency()["employees"]["employee_id"] if one != cast.employee_id)
    assert program("employee").get(f"/api/registry/persons/{stranger}").status_code == 404


def test_unit_and_post_out_of_scope_do_not_exist(program, acting, cast) -> None:
    post_id = queries.posts(acting("head"), on=AS_OF).values_list("post_id", flat=True)[0]
    for path in (f"registry/units/{cast.unit_id}", f"registry/posts/{post_id}"):
        assert program("head").get(f"/api/{path}").status_code == 200
        assert program("other_head").get(f"/api/{path}").json() == {"detail": "Not Found"}


def test_keeper_of_the_system_meets_nobody_by_name(program, cast) -> None:
    post_id = program("analyst").ask(f"registry/persons/{cast.employee_id}")["post_id"]
    assert program("analyst").ask(f"registry/posts/{post_id}")["holders"] != []
    assert program("admin").ask(f"registry/posts/{post_id}")["holders"] == []


def test_day_before_the_first_batch_knows_nobody(program) -> None:
    assert program("analyst").ask("registry/persons", on="2001-01-01") == {"count": 0, "items": []}


@pytest.mark.parametrize("asked", [{"limit": 0}, {"limit": 1001}, {"offset": -1}, {"on": "kemarin"}, {"on": "1"}])
def test_value_that_cannot_stand_is_named(program, asked: dict[str, Any]) -> None:
    answer = program("analyst").get("/api/registry/persons", asked)
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"][-1] == next(iter(asked))


def test_pages_of_a_list_join_without_a_gap(program) -> None:
    key = program("analyst")
    whole = key.ask("registry/posts", limit=1000)["items"]
    parts = [key.ask("registry/posts", limit=40, offset=start)["items"] for start in range(0, len(whole), 40)]
    assert [one for part in parts for one in part] == whole


def test_list_takes_the_same_number_of_questions_for_one_row_and_three(program, django_assert_num_queries) -> None:
    key = program("analyst")
    for rows in (1, 3):
        with django_assert_num_queries(3):
            assert len(key.ask("registry/persons", limit=rows)["items"]) == rows


def test_files_are_brought_in_taken_over_and_undone(program, django_capture_on_commit_callbacks) -> None:
    key, people = program("analyst"), regency()["employees"]
    name = "Nama Lewat Program"
    renamed = people.select("employee_id", "employment", name=people["name"].scatter(0, name))
    file = SimpleUploadedFile("employees.csv", renamed.write_csv().encode())
    with django_capture_on_commit_callbacks(execute=True):
        answer = key.post("/api/registry/batches", {"uploads": file, "as_of": NEXT.isoformat(), "title": "Program"})
    assert answer.status_code == 202, answer.content
    number = answer.json()["number"]
    told = key.ask(f"registry/batches/{number}")
    assert (told["state"], told["tables"][0]["changed"], told["job_state"]) == ("TESTED", 1, "DONE")
    assert key.ask(f"jobs/{told['job']}")["state"] == "DONE"
    assert key.send(f"registry/batches/{number}/take", {"digest": "lain"}).status_code == 409
    with django_capture_on_commit_callbacks(execute=True):
        assert key.send(f"registry/batches/{number}/take", {"digest": told["digest"]}).status_code == 202
    where = f"registry/persons/{people['employee_id'][0]}"
    assert (key.ask(where)["name"], key.ask(where, on=DAY)["name"]) == (name, people["name"][0])
    with django_capture_on_commit_callbacks(execute=True):
        assert key.send(f"registry/batches/{number}/undo", {"reason": "berkas keliru"}).status_code == 202
    assert key.ask(where)["name"] == people["name"][0]
    assert key.ask(f"registry/batches/{number}/refused") == {"count": 0, "items": []}
    assert [act.author_name for act in Act.objects.filter(thing="batch", thing_id=str(number))] == ["Sdr. Analyst"] * 3


def test_file_that_is_no_table_is_refused_in_words(program) -> None:
    file = SimpleUploadedFile("foto.png", b"x")
    answer = program("analyst").post("/api/registry/batches", {"uploads": file, "as_of": DAY})
    assert answer.status_code == 422
    assert "foto.png: bukan tabel" in answer.json()["detail"][0]["msg"]
    assert not Batch.objects.filter(state="TESTING").exists()


def test_needs_are_read_and_cut_to_the_unit(program, django_capture_on_commit_callbacks) -> None:
    assert program("head").get("/api/needs/reading").status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        started = program("analyst").send("needs/reading")
    assert started.status_code == 202
    whole, part = (program(name).ask("needs/reading") for name in ("analyst", "head"))
    assert whole["need"] > part["need"] > 0
    assert whole["is_stale"] is False
    gaps = program("analyst").ask("needs/gaps", limit=1000)
    assert sum(one["shortage"] for one in gaps["items"]) == whole["shortage"]
    own = program("head").ask("needs/gaps", direction="ALL", limit=1000)
    assert own["count"] == part["posts"] < program("analyst").ask("needs/gaps", direction="ALL")["count"]
    ahead = program("analyst").ask("needs/projection", by="office", limit=1000)["items"]
    assert sum(sum(one["leaves"].values()) for one in ahead) <= sum(whole["leaves"])


def test_job_of_somebody_else_does_not_exist(program, cast, now) -> None:
    job = Job.objects.create(kind="needs.read", title="x", account=cast.analyst, created_at=now)
    found = {name: program(name).get(f"/api/jobs/{job.pk}").status_code for name in ("analyst", "head", "admin")}
    assert found == {"analyst": 200, "head": 404, "admin": 200}


def test_draft_is_told_to_members_alone_and_says_who_reads_it(program, cast) -> None:
    cycle = open_cycle(cast.analyst, (cast.committee,))
    plan = finished_plan(cycle.scenarios.get(), cast.analyst)
    paths = (f"cycles/{cycle.pk}", f"scenarios/{plan.scenario_id}", f"plans/{plan.pk}", f"plans/{plan.pk}/moves")
    for path in paths:
        found = {
            name: program(name).get(f"/api/planning/{path}").status_code for name in ("analyst", "committee", "decider")
        }
        assert found == {"analyst": 200, "committee": 200, "decider": 404}, path
    told = program("committee").ask(f"planning/plans/{plan.pk}")
    assert told["draft"]["viewer"] == "Sdr. Committee"
    assert told["figures"]["counts"] == plan.figures["counts"]
    assert (
        program("decider").ask("planning/plans")
        == program("decider").ask("planning/cycles")
        == {"count": 0, "items": []}
    )


def test_released_plan_shows_a_head_the_moves_of_the_own_unit(program, cast) -> None:
    plan = _released(cast)
    whole = program("auditor").ask(f"planning/plans/{plan.pk}/moves", limit=1000)
    own = program("head").ask(f"planning/plans/{plan.pk}/moves", limit=1000)
    assert whole["draft"] is None
    assert whole["count"] == plan.figures["counts"]["moves"] > own["count"]
    seen = {one["employee_id"] for one in own["items"]}
    hidden = next(one["employee_id"] for one in whole["items"] if one["employee_id"] not in seen)
    assert program("auditor").ask(f"planning/plans/{plan.pk}/persons/{hidden}")["move"]["employee_id"] == hidden
    assert program("head").get(f"/api/planning/plans/{plan.pk}/persons/{hidden}").status_code == 404


def test_employee_is_told_of_the_own_place_alone(program, cast) -> None:
    plan = _released(cast)
    other = regency()["employees"].filter(regency()["employees"]["employee_id"] != cast.employee_id)["employee_id"][0]
    key = program("employee")
    assert key.ask(f"planning/plans/{plan.pk}/persons/{cast.employee_id}")["employee_id"] == cast.employee_id
    assert key.get(f"/api/planning/plans/{plan.pk}/persons/{other}").status_code == 404
    plan.scenario.cycle.release_at = None
    plan.scenario.cycle.save()
    assert key.get(f"/api/planning/plans/{plan.pk}/persons/{cast.employee_id}").status_code == 404


def test_second_of_two_changes_is_told_of_the_first(program, cast) -> None:
    cycle = open_cycle(cast.analyst, (cast.second_analyst,))
    path = f"planning/scenarios/{cycle.scenarios.get().pk}"
    person, other = regency()["employees"].filter(regency()["employees"]["post_id"].is_not_null())["employee_id"][:2]
    said = {"version": 1, "kind": "PIN", "reason": "Diminta dinas"}
    first = program("analyst").send(f"{path}/decisions", {**said, "employee_id": person})
    assert (first.status_code, first.json()["version"], first.json()["decisions"][0]["kind"]) == (201, 2, "PIN")
    late = program("second_analyst").send(f"{path}/decisions", {**said, "employee_id": other})
    assert late.status_code == 409
    assert "sudah diubah oleh Sdr. Analyst" in late.json()["detail"]
    policy = {"version": 2, "policy_text": first.json()["policy_text"] + "\n# sama", "reason": "Mencoba"}
    assert program("second_analyst").send(f"{path}/policy", policy, verb="put").status_code == 200
    assert program("second_analyst").send(f"{path}/policy", policy, verb="put").status_code == 409


def test_run_is_started_once_a_version(program, cast, acting) -> None:
    scenario = open_cycle(cast.analyst).scenarios.get()
    first, again = (program("analyst").send(f"planning/scenarios/{scenario.pk}/runs").json() for _ in range(2))
    assert first["number"] == again["number"]
    assert first["state"] == "RUNNING"
    assert program("analyst").ask(f"jobs/{first['job']}")["kind"] == "planning.run"


def test_what_if_answers_with_all_that_follows(program, cast) -> None:
    plan = finished_plan(open_cycle(cast.analyst).scenarios.get(), cast.analyst)
    key = program("analyst")
    mover = key.ask(f"planning/plans/{plan.pk}/moves", limit=1)["items"][0]["employee_id"]
    answer = key.send(f"planning/plans/{plan.pk}/what-if", {"changes": [f"PIN~{mover}"]})
    assert answer.status_code == 200, answer.content
    told = answer.json()
    (shift,) = [one for one in told["shifts"] if one["employee_id"] == mover]
    assert shift["new_post_id"] == shift["own_post_id"] != shift["plan_post_id"]
    assert told["after"]["shortage"] >= told["before"]["shortage"]
    wrong = key.send(f"planning/plans/{plan.pk}/what-if", {"changes": ["PIN~000"]})
    assert (wrong.status_code, "000 tidak ada" in wrong.json()["detail"][0]["msg"]) == (422, True)
    assert Act.objects.filter(thing="scenario").count() == 0


def test_plans_of_one_cycle_are_laid_side_by_side(program, cast) -> None:
    cycle = open_cycle(cast.analyst)
    one = finished_plan(cycle.scenarios.get(), cast.analyst)
    two = finished_plan(scenario_in(cycle, cast.analyst, "Kedua"), cast.analyst)
    told = program("analyst").ask("planning/compare", plans=[one.pk, two.pk])
    assert ([plan["number"] for plan in told["plans"]], told["count"], told["units"]) == ([one.pk, two.pk], 0, [])
    assert program("analyst").get("/api/planning/compare", {"plans": [one.pk, 999_999]}).status_code == 404


def test_rule_is_read_by_all_and_confirmed_by_the_committee(program) -> None:
    key = program("committee")
    rule_id = key.ask("rules", rule_class="HARD", confirmed=False)["items"][0]["id"]
    said = {"document": "PP 11/2017 dari JDIH", "confirmed_on": "2026-06-03", "confirmed_by": "Kabag Hukum"}
    assert program("analyst").send(f"rules/{rule_id}/confirmation", said).status_code == 403
    assert key.send(f"rules/{rule_id}/confirmation", {**said, "confirmed_on": "2999-01-01"}).status_code == 422
    assert key.send(f"rules/{rule_id}/confirmation", said).json()["confirmation"]["by"] == "Kabag Hukum"
    assert program("employee").ask(f"rules/{rule_id}")["is_confirmed"] is True
    assert Act.objects.get(verb="CONFIRM_RULE").author_name == "Sdr. Committee"


def _released(cast: Any) -> Any:
    """A plan that is locked and open to all since 2020."""
    cycle = open_cycle(cast.analyst, (cast.committee,), release_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    scenario = cycle.scenarios.get()
    plan = finished_plan(scenario, cast.analyst)
    scenario.frozen_at, scenario.frozen_by, scenario.frozen_plan = cycle.created_at, cast.committee, plan
    scenario.save()
    return type(plan).objects.select_related("scenario__cycle").get(pk=plan.pk)
