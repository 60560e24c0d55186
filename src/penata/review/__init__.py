"""A list of names under review, and who is due for a look: what the committee asks on the day before it meets."""

from penata.review.finding import Finding, Weight
from penata.review.listed import Review, decisions, review, worst_first
from penata.review.occupancy import Seating

__all__ = ["Finding", "Review", "Seating", "Weight", "decisions", "review", "worst_first"]
