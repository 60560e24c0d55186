"""Why this person, why there, why not: what a plan says of every move, every wish and every vacancy."""

from penata.explain.open.published import Published, published_of, read_public
from penata.explain.open.recomputing import Agreement, Recomputed, own_record, recompute
from penata.explain.told.telling import Told, tell, tell_again

__all__ = [
    "Agreement",
    "Published",
    "Recomputed",
    "Told",
    "own_record",
    "published_of",
    "read_public",
    "recompute",
    "tell",
    "tell_again",
]
