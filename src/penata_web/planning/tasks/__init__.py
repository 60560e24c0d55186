"""Work in the background: one file a thing; each announces its jobs when it is imported here."""

from penata_web.planning.tasks import cycles, reviews, runs

__all__ = ["cycles", "reviews", "runs"]
