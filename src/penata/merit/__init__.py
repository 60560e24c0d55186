"""Why a person and a post suit each other: whole points, part by part, and the gain of a move."""

from penata.merit.gain import PARTS, gains, parts, wish_ranks
from penata.merit.shortlist import shortlist_points

__all__ = ["PARTS", "gains", "parts", "shortlist_points", "wish_ranks"]
