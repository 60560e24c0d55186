"""Are people treated alike: scores and outcomes of a plan by sex, age, disability and district, like with like.

A difference is a question, never a proof. Numbers from which fewer than five people could be worked out are not given,
neither directly nor as what remains of a total.
"""

from penata.fairness.audit import LOOKS, Audit, audit

__all__ = ["LOOKS", "Audit", "audit"]
