"""A committee's list of 60 names for the synthetic regency, with 20 planted faults of different kinds."""

from penata.synthetic.proposal.sheet import CASES, PROPOSAL, write_proposal

__all__ = ["CASES", "PROPOSAL", "write_proposal"]
