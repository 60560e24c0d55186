"""The independent verifier: every plan is checked again by code that shares nothing with the solver."""

from penata.planning.verify.check import verify
from penata.planning.verify.verdict import Code, Optimality, Problem, Verdict

__all__ = ["Code", "Optimality", "Problem", "Verdict", "verify"]
