"""The API keeps to its own description: no error of the server, no answer that is not described."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from api_keys import Program
from django.core import signals
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from planned_cycles import finished_plan, open_cycle
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from penata_web.project.wsgi import application
from penata_web.registry.models import Batch

load_all_checks()
schema = schemathesis.openapi.from_wsgi("/api/openapi.json", application)

# No description says which files are exports, or which people and posts a plan knows.
BEYOND_WORDS = {"/api/registry/batches", "/api/planning/plans/{number}/what-if"}
accepts_what_is_described = CHECKS.get_one("positive_data_acceptance")


@pytest.fixture(autouse=True)
def _connection_stays() -> Iterator[None]:
    """As Django's own client does: a request does not close the connection that the test's transaction is on."""
    ends = (signals.request_started, signals.request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)


@pytest.fixture
def known(cast: Any, program: Callable[[str], Program]) -> tuple[dict[str, Any], str]:
    """Things that are there, by the beginning of their address, and a key that may do almost everything."""
    cycle = open_cycle(cast.analyst)
    plan = finished_plan(cycle.scenarios.get(), cast.analyst)
    numbers = {
        "batches": Batch.objects.latest("pk").pk,
        "cycles": cycle.pk,
        "scenarios": plan.scenario_id,
        "plans": plan.pk,
    }
    return numbers, program("analyst").defaults["HTTP_AUTHORIZATION"]


@pytest.mark.django_db
@schema.parametrize()
@settings(
    max_examples=3, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_operation_answers_as_described(case: Any, known: tuple[dict[str, int], str], cast: Any) -> None:
    numbers, key = known
    if case.meta.generation.mode == GenerationMode.POSITIVE:
        number = next((numbers[name] for name in numbers if f"/{name}/" in case.path), 1)
        there = {"number": number, "employee_id": cast.employee_id, "unit_id": cast.unit_id}
        case.path_parameters = {name: there.get(name, value) for name, value in case.path_parameters.items()}
    beyond = [accepts_what_is_described] if case.path in BEYOND_WORDS else []
    case.call_and_validate(headers={"Authorization": key}, excluded_checks=beyond)
