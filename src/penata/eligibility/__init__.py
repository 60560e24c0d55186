"""Who can go where, by the rules of law and of the agency, and why not."""

from penata.eligibility.candidates import PAIRS, Candidates, candidates

__all__ = ["PAIRS", "Candidates", "candidates"]
