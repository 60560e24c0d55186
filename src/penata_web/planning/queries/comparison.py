"""Which plans may be laid beside each other."""

import datetime as dt
from collections.abc import Sequence

from penata_web.planning.enums import PlanState
from penata_web.planning.models import Plan
from penata_web.planning.queries.cycles import cycles
from penata_web.planning.queries.plans import visible_plans
from penata_web.shared.acting import Acting


def plans_beside(acting: Acting, at: dt.datetime, numbers: Sequence[int]) -> list[Plan]:
    """Finished plans of these numbers, in their order, of one cycle: that of the first."""
    rows = visible_plans(acting, at).filter(
        pk__in=numbers, state=PlanState.DONE, scenario__cycle__in=cycles(acting, at)
    )
    known = {row.pk: row for row in rows}
    found = [known[number] for number in dict.fromkeys(numbers) if number in known]
    return [row for row in found if row.scenario.cycle_id == found[0].scenario.cycle_id]


def comparable(acting: Acting, at: dt.datetime, cycle: int) -> list[Plan]:
    """Finished plans of the scenarios of a cycle, the newest of each."""
    rows = visible_plans(acting, at).filter(scenario__cycle=cycle, state=PlanState.DONE).order_by("-pk")
    newest: dict[int, Plan] = {}
    for row in rows:
        newest.setdefault(row.scenario_id, row)
    return sorted(newest.values(), key=lambda row: row.scenario_id)
