"""Who can go where, by the rules of law and of the agency, and why not."""

from penata.eligibility.candidates import PAIRS, Candidates, candidates
from penata.eligibility.shortlist import SHORTLIST_PAIRS, shortlist_pairs

__all__ = ["PAIRS", "SHORTLIST_PAIRS", "Candidates", "candidates", "shortlist_pairs"]
