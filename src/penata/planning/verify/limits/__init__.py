"""Side limits, built a second time from the tables and the policy, and what a plan says of them checked."""

from penata.planning.verify.limits.check import check_limits
from penata.planning.verify.limits.sides import Sides, sides_of

__all__ = ["Sides", "check_limits", "sides_of"]
"""``sides_of`` the limits with their weights, ``check_limits`` whether a plan keeps them and tells them truly."""
