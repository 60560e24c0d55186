"""One plan for the whole government: the problem, its solution, the proof, and what stands in the way."""

from penata.planning.making import Plan, RejectedPlanError, plan
from penata.planning.verify import Verdict, verify
from penata.planning.workings import NoPlanError, Workings, reopened, worked_out

__all__ = [
    "NoPlanError",
    "Plan",
    "RejectedPlanError",
    "Verdict",
    "Workings",
    "plan",
    "reopened",
    "verify",
    "worked_out",
]
