"""What one more would bring, and what binds the plan: the figures of ``penata.explain.plans.figures`` for readers.

Nothing is solved again here; what one move more would bring at each rung, and what each decision costs, needs that,
and is told by ``penata explain``.
"""

from dataclasses import dataclass
from typing import Any

import polars as pl

from penata.explain.plans.figures import Binding, Money, binding, money, newcomers, relief
from penata.merit import PARTS
from penata.planning import Plan
from penata.wording import PART_LABELS


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """Prices in words: ``hires`` (seat, posts, place, shortage, gain, moves, weight: what one newcomer would bring, the
    most useful first; a weight of 1 is the only seat of a post), ``useless`` (kinds of seats where a newcomer closes no
    shortage), ``money``, ``binding`` (no decision priced), ``parts`` (label, points, moves), ``weighted``: weights are
    points, because shortage and gain are one value, ``whole``: shortage of the only seat of a post.
    """

    hires: list[dict[str, Any]]
    useless: int
    money: Money
    binding: Binding
    parts: list[dict[str, Any]]
    weighted: bool
    whole: int
    side: list[dict[str, Any]]


def limits_of(plan: Plan, seats: pl.DataFrame) -> Limits:
    """Read a plan's prices; nothing depends on the order of rows."""
    work = plan.workings
    by_seat = newcomers(work).by_seat
    weight = relief(work.problem.aims)
    helpful = by_seat.filter(weight > 0).join(
        seats.select("post_id", pl.coalesce("unit", "post_id").alias("place")),
        on="post_id",
        how="left",
        validate="m:1",
        maintain_order="left",
    )
    return Limits(
        hires=helpful.with_columns(weight.alias("weight")).to_dicts(),
        useless=by_seat.height - helpful.height,
        money=money(work, plan.moves),
        binding=binding(work, priced=0),
        parts=_parts(plan.parts),
        weighted=work.problem.aims.is_weighted,
        whole=work.problem.aims.measure.whole,
        side=plan.limits.filter(pl.col("status") == "BINDS").to_dicts(),
    )


def _parts(parts: pl.DataFrame) -> list[dict[str, Any]]:
    """The parts that give or take any point."""
    return [
        {"label": PART_LABELS[part], "points": int(parts[part].sum()), "moves": moves}
        for part in PARTS
        if part in parts.columns and (moves := int((parts[part] != 0).sum()))
    ]
