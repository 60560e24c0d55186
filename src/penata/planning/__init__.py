"""One plan for the whole government: the problem, its solution, the proof, and what stands in the way."""

from penata.planning.making import NoPlanError, Plan, RejectedPlanError, plan
from penata.planning.verify import Verdict, verify

__all__ = ["NoPlanError", "Plan", "RejectedPlanError", "Verdict", "plan", "verify"]
