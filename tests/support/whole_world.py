"""One of everything that a page can show, and for each address of ours the arguments that open it."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import polars as pl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from planned_cycles import finished_plan, open_cycle, scenario_in
from web_cast import AS_OF, regency

from penata_web.needs.operations import begin_sheet, start_reading
from penata_web.planning.models import Choice
from penata_web.planning.operations.reviews import receive_list
from penata_web.planning.operations.scenarios import decide
from penata_web.registry import queries
from penata_web.registry.models import FieldWord, PostLine
from penata_web.registry.operations.imports import receive_files
from penata_web.shared.models import Account, Capacity, Job
from penata_web.shared.tokens import make_token

BOUNDS = (
    b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"Kecamatan Uji"},"geometry":'
    b'{"type":"Polygon","coordinates":[[[114,-3],[115,-3],[115,-2],[114,-2],[114,-3]]]}}]}'
)


@dataclass
class World:
    """Arguments by address: ``of`` holds the usual ones by their name, ``special`` those of single addresses."""

    of: dict[str, Any]
    special: dict[str, dict[str, Any]]
    query: dict[str, str] = field(default_factory=dict)
    person: str = ""
    plan: Any = None

    def url(self, address: str, names: list[str]) -> str:
        """The address with real arguments; KeyError where the world has nothing for one of them."""
        given = {**self.of, **self.special.get(address, {})}
        stage = address.split("-", maxsplit=1)[0]
        if "pk" in names and address not in self.special:
            given["pk"] = self.special[stage]["pk"]
        return reverse(address, kwargs={name: given[name] for name in names}) + self.query.get(address, "")


def whole_world(cast: Any, acting: Any, at: dt.datetime) -> World:
    """Build it. Jobs have to run at once, on commit."""
    analyst = acting("analyst")
    person, post = cast.employee_id, PostLine.objects.current().filter(unit_id=cast.unit_id).order_by("post_id")[0]
    start_reading(by=analyst, at=at)
    batch = _tested_batch(analyst, at)
    sheet = begin_sheet(post=post, year=2026, by=analyst, at=at)
    cycle = open_cycle(cast.analyst, (cast.committee, cast.decider, cast.auditor))
    scenario, second = cycle.scenarios.get(), scenario_in(cycle, cast.analyst, "Sekolah terpencil dahulu")
    plans = [finished_plan(one, cast.analyst) for one in (scenario, second)]
    decide(scenario=second, version=1, employee_id=person, kind="PIN", post_id="", reason="Baru setahun di sana",
           by=analyst, at=at)  # fmt: skip
    review = _review(analyst, at)
    leading = queries.vacant(analyst, on=AS_OF).values_list("post_id", flat=True)[0]
    choice = Choice.objects.create(
        cycle=cycle, post_id=leading, employee_id=person, reason="Paling berpengalaman", by=cast.committee, at=at
    )
    word = _dispute(cast)
    make_token(capacity=Capacity.objects.get(account=cast.analyst), name="Dasbor", by=analyst, at=at)
    problems = [one["code"] for one in cycle.figures["problems"]]
    job = Job.objects.filter(account=cast.analyst).latest("pk")
    plan = plans[0]
    special: dict[str, dict[str, Any]] = {
        "planning:cycle": {"pk": cycle.pk}, "planning:cycle-problems": {"code": problems[0] if problems else "x"},
        "planning:scenario": {"pk": scenario.pk}, "planning:policy": {"pk": scenario.pk},
        "planning:decision": {"pk": second.pk}, "planning:run": {"pk": plan.pk}, "planning:frontier": {"pk": plan.pk},
        "planning:freeze": {"pk": plan.pk}, "planning:plan": {"pk": plan.pk}, "planning:whatif": {"pk": plan.pk},
        "planning:review": {"pk": review.pk}, "planning:choice": {"pk": choice.pk},
        "planning:vacancy": {"post_id": leading}, "registry:import": {"pk": batch.pk}, "registry:task": {"pk": word.pk},
        "needs:sheet": {"pk": sheet.pk}, "job": {"pk": job.pk}, "account": {"pk": cast.analyst.pk},
    }  # fmt: skip
    special["planning:cycle-problems"]["pk"] = cycle.pk
    of = {
        "employee_id": person, "unit_id": cast.unit_id, "post_id": post.post_id, "rule_id": "", "language": "id",
        "name": "publik", "key": review.lines[0]["key"], "decision": second.decisions.get().pk,
    }  # fmt: skip
    query = {"planning:compare": f"?rencana={plans[0].pk}&rencana={plans[1].pk}", "search": "?q=dinas"}
    return World(of, special, query, person, plan)


def _tested_batch(by: Any, at: dt.datetime) -> Any:
    """Files that were tested: something changes, a row is refused."""
    people = regency()["employees"].select("employee_id", "employment", "name").with_columns(
        name=pl.when(pl.int_range(pl.len()) == 0).then(pl.lit("Nama Baru")).otherwise("name"),
        employment=pl.when(pl.int_range(pl.len()) == 1).then(pl.lit("HONORER")).otherwise("employment"),
    )  # fmt: skip
    files = [SimpleUploadedFile("employees.csv", people.write_csv().encode())]
    batch = receive_files(files=files, title="Ekspor uji", as_of=AS_OF, complete=False, by=by, at=at)
    batch.refresh_from_db()
    assert (batch.state, batch.refused.count() > 0) == ("TESTED", True), batch.found
    return batch


def _review(by: Any, at: dt.datetime) -> Any:
    data = regency()
    seats = data["posts"].sort("post_id")["post_id"]
    people = data["employees"].filter(pl.col("post_id").is_not_null()).sort("employee_id").head(3)
    rows = "\n".join(f"{nip}\t{seat}" for nip, seat in zip(people["employee_id"], seats, strict=False))
    review = receive_list(title="Usulan Juli", on=AS_OF, file=None, rows=rows, by=by, at=at)
    review.refresh_from_db()
    assert review.state == "CHECKED", review.error
    return review


def _dispute(cast: Any) -> FieldWord:
    client = Client()
    client.force_login(cast.employee, backend="django.contrib.auth.backends.ModelBackend")
    said = {"dispute": "1", "field": "employees|rank|", "text": "Seharusnya IV/a."}
    assert client.post(reverse("registry:person-word", args=[cast.employee_id]), said).status_code == 302
    return FieldWord.objects.get()


def account(name: str) -> Any:
    """Somebody of the cast, after a flush too."""
    return Account.objects.get(username=name)
