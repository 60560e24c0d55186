"""A committee's list of names (*nominatif usulan*), read as it is printed and matched to a dataset."""

from penata.intake.nominative.proposal import Proposal, ProposedSheet, proposal_of, read_proposal

__all__ = ["Proposal", "ProposedSheet", "proposal_of", "read_proposal"]
