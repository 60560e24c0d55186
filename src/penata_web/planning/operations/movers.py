"""Who moves under a plan, for stages that come after it."""

from pathlib import Path

import polars as pl

from penata_web.planning.frames.folders import plan_table
from penata_web.planning.models import Plan


def movers(plan: Plan) -> list[str]:
    """Ids of the people whom a finished plan moves from one post to another, in order."""
    moves = plan_table(Path(plan.folder), "moves").filter(pl.col("from_post_id").is_not_null())
    return list(moves["employee_id"].sort())
