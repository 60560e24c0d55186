"""Making a plan from a cycle's frozen data, a policy and decisions, and doing it again to see that nothing differs."""

import datetime as dt
import platform
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from penata.explain import tell
from penata.planning import NoPlanError, RejectedPlanError, plan
from penata.planning.decisions import WORDS
from penata.policy import parse_policy
from penata.report import write_plan
from penata.tables import Dataset
from penata.transition import order_of, with_order
from penata_web.planning.frames.folders import file_digests, folder_digest
from penata_web.planning.frames.plans import with_decisions

Step = Callable[[str], None]
FIGURES: Final = ("status", "levels", "objective", "bounds", "gap", "before", "after", "counts", "aims", "verifier",
                  "versions", "tolerance", "proofs", "moving_cost", "mode", "exchange_first")  # fmt: skip
"""Parts of result.json that are kept beside the plan, so that lists need not open folders."""
STAGES: Final = 11
"""Steps that the library tells of while it makes a plan, with the two of ours."""


@dataclass(frozen=True, slots=True)
class Made:
    """A plan that was written: figures, and the digest over its files."""

    figures: dict[str, Any]
    digest: str


class ClashError(Exception):
    """Decisions or limits that cannot be kept together: each with the reason and the decisions, in plain values."""

    def __init__(self, clashes: list[dict[str, Any]]) -> None:
        """Keep the clashes."""
        super().__init__("no plan exists")
        self.clashes = clashes


class RefusedPlanError(Exception):
    """The library's verifier refuses the library's own plan; nothing is written."""

    def __init__(self, problems: list[str]) -> None:
        """Keep what it found."""
        super().__init__("the verifier rejects the plan")
        self.problems = problems


def make_plan(
    dataset: Dataset, policy_text: str, decisions: Sequence[Mapping[str, Any]], folder: Path, *, step: Step,
    clock: Callable[[], dt.datetime],
) -> Made:  # fmt: skip
    """Make a plan, have it verified, explained and written into a folder that appears only when it is whole.

    ``step`` may raise, to stop. Raises ClashError, RefusedPlanError, and InputError where the policy names what does
    not exist.
    """
    began = clock()
    policy, told_of = parse_policy(policy_text), with_decisions(dataset, decisions)
    try:
        made = plan(told_of, policy, step=step)
        order = order_of(made, made.facts, told_of, policy, step=step)
    except NoPlanError as error:
        raise ClashError([_clash(clash) for clash in error.clashes]) from None
    except RejectedPlanError as error:
        raise RefusedPlanError([str(problem) for problem in error.verdict.problems]) from None
    made = with_order(made, order)
    step("menjelaskan rencana")
    told = tell(made)
    step("menulis berkas")

    def run() -> dict[str, Any]:
        return {"began": began.isoformat(), "seconds": (clock() - began).total_seconds(), "machine": platform.machine()}

    write_plan(made, told_of, made.facts, policy, folder, fmt="parquet", run=run, told=told, order=order)
    figures = {name: made.result[name] for name in FIGURES if name in made.result}
    rules = made.result["rules"]
    figures |= {
        "rules": {name: rules.get(name) for name in ("set", "count", "blocking", "confirmed", "outdated")},
        "transition": {name: made.result["transition"].get(name) for name in ("waves", "by_wave", "undated_moves")},
        "ladder": list(made.ladder),
        "wishes_granted": made.moves.height - made.moves["wish_rank"].null_count(),
        "replayable": made.result.get("searched", {}).get("replayable", True),
        "binding": made.limits.filter(made.limits["status"] == "BINDS").height,
    }
    return Made(figures, folder_digest(folder))


def differing_files(
    dataset: Dataset, policy_text: str, decisions: Sequence[Mapping[str, Any]], folder: Path, *, step: Step,
    clock: Callable[[], dt.datetime],
) -> list[str]:  # fmt: skip
    """Make a plan once more beside its folder; the files that are not the same byte for byte, lacking or too many."""
    above = Path(settings.DATA) / "replays"
    above.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(dir=above))
    try:
        make_plan(dataset, policy_text, decisions, place / "plan", step=step, clock=clock)
        again, kept = file_digests(place / "plan"), file_digests(folder) if folder.is_dir() else {}
        return sorted(name for name in again.keys() | kept.keys() if again.get(name) != kept.get(name))
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _clash(clash: Any) -> dict[str, Any]:
    return {
        "why": clash.why,
        "decisions": [
            {"employee_id": one.employee_id, "kind": one.kind.value, "post_id": one.post_id or "", "reason": one.reason,
             "words": WORDS[one.kind]}
            for one in clash.decisions
        ],
    }  # fmt: skip
