"""Side limits, built a second time from the tables and the policy, and what a plan says of them checked."""

from penata.planning.verify.limits.check import check_limits, check_spent
from penata.planning.verify.limits.side import Lay
from penata.planning.verify.limits.sides import Sides, sides_of

__all__ = ["Lay", "Sides", "check_limits", "check_spent", "sides_of"]
"""``sides_of`` the limits with their weights, ``check_limits`` whether a plan keeps them and tells them truly;
``check_spent`` whether the cost of the moves (``Lay``) is told truly."""
