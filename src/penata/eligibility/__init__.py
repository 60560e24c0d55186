"""Who can go where, by the rules of law and of the agency, and why not."""

from penata.eligibility.asked import Asked, asked_pairs
from penata.eligibility.candidates import PAIRS, Candidates, candidates
from penata.eligibility.explain import Judge, bits_of, explain_pair, explain_pairs
from penata.eligibility.shortlist import SHORTLIST_PAIRS, shortlist_pairs
from penata.eligibility.transfers import TRANSFER_COLUMNS, transfers_of
from penata.eligibility.verdict import Decision, Explanation, Verdict

__all__ = [
    "PAIRS",
    "SHORTLIST_PAIRS",
    "TRANSFER_COLUMNS",
    "Asked",
    "Candidates",
    "Decision",
    "Explanation",
    "Judge",
    "Verdict",
    "asked_pairs",
    "bits_of",
    "candidates",
    "explain_pair",
    "explain_pairs",
    "shortlist_pairs",
    "transfers_of",
]
