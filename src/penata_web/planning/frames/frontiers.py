"""The trade-off between balance and moves (or wishes), as the library proves it, in plain values."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from penata.planning import NoPlanError, worked_out
from penata.planning.frontier import Second, frontier
from penata.policy import parse_policy
from penata.policy.aims import Tolerance
from penata.policy.limits import Limits
from penata.report.trade import bounds, budgets, reading, told
from penata.tables import Dataset
from penata_web.planning.frames.plans import with_decisions
from penata_web.planning.frames.runs import ClashError

POINTS: Final = 24
"""Points that are shown of all that are found, both ends among them."""
SECONDS: Final[Mapping[str, Second]] = {"moves": "moves", "wishes": "wishes"}


def traded(
    dataset: Dataset, policy_text: str, decisions: Sequence[Mapping[str, Any]], second: str, *,
    step: Callable[[str], None],
) -> dict[str, Any]:  # fmt: skip
    """Points (moves, wishes, missing seats), how many there are, and the sentences that say how sure they are.

    Levels are in order here and side limits play no part, as the library has it. Raises ClashError.
    """
    stated = parse_policy(policy_text)
    policy = dataclasses.replace(stated, mode="lexicographic", limits=Limits(), tolerance=Tolerance())
    try:
        work = worked_out(with_decisions(dataset, decisions), policy, step=step)
    except NoPlanError as error:
        raise ClashError([{"why": clash.why, "decisions": []} for clash in error.clashes]) from None
    found = frontier(work, SECONDS[second], step=step)
    aims = work.problem.aims
    return {
        "points": told(found, POINTS, policy),
        "count": len(found.points),
        "words": [*reading(found), *bounds(found, policy, aims)],
        "budgets": list(budgets(found, policy)),
        "limits_left_out": stated.limits != Limits(),
    }
