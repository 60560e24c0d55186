"""A cycle of the tests' regency with a finished plan: computed once a session, laid under any cycle of a test.

The folders are copied, so that a test may damage its own.
"""

import datetime as dt
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from web_cast import AS_OF, NOW, regency

from penata_web.planning.frames.datasets import Frozen, freeze
from penata_web.planning.frames.folders import cycle_folder, dataset_folder, plan_folder
from penata_web.planning.frames.policies import default_policy
from penata_web.planning.frames.runs import Made, make_plan
from penata_web.planning.models import Cycle, Plan, Scenario

EFFECTIVE = dt.date(2026, 7, 31)
POLICY = default_policy(AS_OF, EFFECTIVE)


@dataclass(frozen=True)
class Store:
    """What was computed once, and where it lies."""

    data: Path
    plan: Path
    frozen: Frozen
    made: Made


@cache
def store() -> Store:
    """The regency frozen, and its plan under the library's own policy."""
    number = 987_654_321  # no cycle of a test has it
    frozen = freeze(number, regency(), POLICY)
    place = Path(settings.DATA) / "store"
    made = make_plan(regency(), POLICY, [], place / "plan", step=lambda _: None, clock=lambda: NOW)
    return Store(dataset_folder(number), place / "plan", frozen, made)


def open_cycle(by: Any, members: tuple[Any, ...] = (), **values: Any) -> Cycle:
    """A cycle whose data is frozen, with the account and these members, and its first scenario."""
    kept = store()
    cycle = Cycle.objects.create(
        name="Siklus uji", state="OPEN", as_of=AS_OF, effective_date=EFFECTIVE, policy_text=POLICY, created_by=by,
        created_at=NOW, dataset_digest=kept.frozen.dataset_digest, rule_set=kept.frozen.rule_set,
        digest=kept.frozen.digest, figures={"counts": kept.frozen.counts, "problems": kept.frozen.problems},
        **values,
    )  # fmt: skip
    cycle.members.set([by, *members])
    cycle_folder(cycle.pk).mkdir(parents=True, exist_ok=True)
    shutil.copytree(kept.data, dataset_folder(cycle.pk), dirs_exist_ok=True)
    cycle.folder = str(dataset_folder(cycle.pk))
    cycle.save()
    scenario_in(cycle, by, "Dasar")
    return cycle


def scenario_in(cycle: Cycle, by: Any, name: str) -> Scenario:
    """One more scenario under the cycle's own policy."""
    return Scenario.objects.create(
        cycle=cycle, name=name, policy_text=cycle.policy_text, created_by=by, created_at=NOW, changed_at=NOW
    )


def finished_plan(scenario: Scenario, by: Any) -> Plan:
    """The plan of a scenario's present version, done."""
    kept = store()
    plan = Plan.objects.create(
        scenario=scenario, scenario_version=scenario.version, policy_text=scenario.policy_text, state="DONE",
        digest=kept.made.digest, figures=kept.made.figures, created_by=by, created_at=NOW, ended_at=NOW,
    )  # fmt: skip
    shutil.copytree(kept.plan, plan_folder(plan.pk), dirs_exist_ok=True)
    plan.folder = str(plan_folder(plan.pk))
    plan.save()
    return plan
