"""Who may do what with cycles, scenarios and plans; doors of pages stand at the views."""

from typing import Final

from penata_web.planning.enums import CycleState
from penata_web.planning.models import Cycle, Scenario
from penata_web.shared.acting import Acting
from penata_web.shared.enums import Role

PREPARES: Final = (Role.ANALYST,)
"""Sets up cycles and scenarios, and runs them."""
LOCKS: Final = (Role.COMMITTEE, Role.DECIDER)
"""Makes a scenario the proposal; never somebody who prepared it."""
READS: Final = (Role.ANALYST, Role.COMMITTEE, Role.DECIDER, Role.AUDITOR)
"""Sees cycles: drafts as a named member, the proposal from its hour on."""

STEPS: Final = {
    CycleState.PREPARING: (CycleState.OPEN,),
    CycleState.OPEN: (CycleState.PROPOSED, CycleState.CLOSED),
    CycleState.PROPOSED: (CycleState.CLOSED,),
    CycleState.CLOSED: (),
}
"""What may follow upon a state of a cycle."""


def may_open_a_cycle(acting: Acting) -> bool:
    """Whether this capacity may open cycles: an analyst of a whole agency."""
    return acting.has(*PREPARES) and not acting.unit_id


def is_member(acting: Acting, cycle: Cycle) -> bool:
    """Whether the account is named in the cycle."""
    return acting.account is not None and cycle.members.filter(pk=acting.account.pk).exists()


def may_prepare(acting: Acting, cycle: Cycle) -> bool:
    """Whether this capacity may make scenarios in a cycle."""
    return may_open_a_cycle(acting) and cycle.state == CycleState.OPEN and is_member(acting, cycle)


def may_change(acting: Acting, scenario: Scenario) -> bool:
    """Whether this capacity may change a scenario: not once it is the proposal."""
    return scenario.frozen_at is None and may_prepare(acting, scenario.cycle)
