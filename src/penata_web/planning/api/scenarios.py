"""Cycles and their scenarios: read, changed one version after the other, run."""

import datetime as dt

from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status

from penata_web.planning.api.plans import PlanTold, told
from penata_web.planning.enums import CycleState, DecisionKind
from penata_web.planning.models import Cycle, Scenario
from penata_web.planning.operations import scenarios as operations
from penata_web.planning.operations.runs import start_run
from penata_web.planning.permissions import PREPARES, READS
from penata_web.planning.queries.cycles import cycle_of, cycles
from penata_web.planning.queries.scenarios import decisions_of, scenario_of, scenarios
from penata_web.shared.acting import Request
from penata_web.shared.answers import (
    OF_A_CHANGE,
    OF_ONE,
    REFUSALS,
    Answer,
    Line,
    Number,
    Page,
    Part,
    Reason,
    part_of,
)
from penata_web.shared.tokens import for_roles

router = Router()


class CycleTold(Schema):
    """Registry, needs, rules and policy frozen under one digest."""

    number: int = Field(validation_alias="pk")
    name: str
    state: CycleState
    as_of: dt.date
    effective_date: dt.date
    digest: str
    dataset_digest: str
    rule_set: str
    release_at: dt.datetime | None = Field(description="From then on the locked proposal is open to all.")


class ScenarioFound(Schema):
    """A policy and decisions in a cycle; ``version`` counts changes."""

    number: int = Field(validation_alias="pk")
    cycle: int = Field(validation_alias="cycle_id")
    name: str
    note: str
    version: int
    changed_at: dt.datetime
    frozen_at: dt.datetime | None
    frozen_plan: int | None = Field(validation_alias="frozen_plan_id")


class DecisionTold(Schema):
    """What people decided about one person."""

    employee_id: str
    kind: DecisionKind
    post_id: str
    reason: str


class ScenarioTold(ScenarioFound):
    """The same with the policy and the decisions."""

    policy_text: str
    decisions: list[DecisionTold]

    @staticmethod
    def resolve_decisions(scenario: Scenario) -> list[object]:
        """Through the query that the pages use."""
        return list(decisions_of(scenario))


class PolicyChange(Schema):
    """Another policy, and of which version it is a change."""

    version: int = Field(ge=1, le=2**31 - 1)
    policy_text: str = Field(max_length=100_000, pattern=r"^[^\u0000]*$", description="The whole policy.toml.")
    reason: Reason


class Decided(Schema):
    """A decision about one person, and of which version it is a change."""

    version: int = Field(ge=1, le=2**31 - 1)
    employee_id: Line
    kind: DecisionKind
    post_id: Line = Field("", description='None: "anywhere".')
    reason: Reason


@router.get("/cycles", response={200: Page[CycleTold], **REFUSALS}, summary="Cycles in scope")
@for_roles(*READS)
def cycle_list(request: Request, part: Query[Part]) -> Answer:
    """Cycles that the account is named in, and those whose proposal is open."""
    return part_of(cycles(request.acting, timezone.now()).order_by("-pk"), part)


@router.get("/cycles/{number}", response={200: CycleTold, **OF_ONE}, summary="One cycle")
@for_roles(*READS)
def cycle(request: Request, number: Number) -> Answer:
    """A cycle with its digests."""
    found: Cycle = cycle_of(request.acting, timezone.now(), number)
    return found


@router.get("/cycles/{number}/scenarios", response={200: Page[ScenarioFound], **OF_ONE}, summary="Scenarios of a cycle")
@for_roles(*READS)
def scenario_list(request: Request, number: Number, part: Query[Part]) -> Answer:
    """Scenarios of a cycle, as they were made."""
    at = timezone.now()
    found = cycle_of(request.acting, at, number)
    return part_of(scenarios(request.acting, at).filter(cycle=found).order_by("pk"), part)


@router.get("/scenarios/{number}", response={200: ScenarioTold, **OF_ONE}, summary="One scenario")
@for_roles(*READS)
def scenario(request: Request, number: Number) -> Answer:
    """A scenario with its policy and decisions."""
    return scenario_of(request.acting, timezone.now(), number)


@router.put("/scenarios/{number}/policy", response={200: ScenarioTold, **OF_A_CHANGE}, summary="Change the policy")
@for_roles(*PREPARES)
def change_policy(request: Request, number: Number, change: PolicyChange) -> Answer:
    """Give a scenario another policy; 409 where it was changed since that version, or the policy cannot stand."""
    at = timezone.now()
    row = scenario_of(request.acting, at, number)
    return operations.change_policy(scenario=row, **change.model_dump(), by=request.acting, at=at)


@router.post("/scenarios/{number}/decisions", response={201: ScenarioTold, **OF_A_CHANGE}, summary="Decide on a person")
@for_roles(*PREPARES)
def decide(request: Request, number: Number, decided: Decided) -> Answer:
    """Pin, forbid or force a person; 409 where the scenario was changed since that version."""
    at = timezone.now()
    row = scenario_of(request.acting, at, number)
    operations.decide(scenario=row, **decided.model_dump(), by=request.acting, at=at)
    return Status(201, scenario_of(request.acting, at, number))


@router.post("/scenarios/{number}/runs", response={202: PlanTold, **OF_A_CHANGE}, summary="Compute a plan")
@for_roles(*PREPARES)
def run(request: Request, number: Number) -> Answer:
    """Have the present version computed; a plan of it that is done or under way is answered as it is."""
    at = timezone.now()
    row = scenario_of(request.acting, at, number)
    plan = start_run(scenario=row, by=request.acting, at=at)
    return Status(202, told(plan, request.acting, at))
