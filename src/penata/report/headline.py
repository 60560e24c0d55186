"""The figures on top of everything: shortage before and after, moves, wishes, and what the moves ask of people."""

from dataclasses import dataclass

import polars as pl

from penata.facts import Facts
from penata.report.given import WrittenPlan
from penata.tables import Dataset
from penata.vocabulary import LEADING, Stance


@dataclass(frozen=True, slots=True)
class Headline:
    """Counts of a plan: people and seats are whole numbers; None where the data cannot say.

    ``shortage_*`` are missing people over posts whose need is known; ``leading_after`` of them are leading posts,
    which wait for the committee. ``lowered_posts`` become short because they give people away, down to their safe
    minimum at most. ``frozen_posts`` have no need. ``farther``, ``refused`` and ``allowance_less`` say
    what the moves ask of people; None where it was not weighed.
    """

    people: int
    counted: int
    moves: int
    directions: dict[str, int]
    placed: int
    posts: int
    frozen_posts: int
    need: int
    shortage_before: int
    shortage_after: int
    short_posts_before: int
    short_posts_after: int
    short_units_before: int
    short_units_after: int
    lowered_posts: int
    leading_after: int
    remote_before: int
    remote_after: int
    wishers: int
    wishes_granted: int
    gated_moves: int
    nearer: int | None
    farther: int | None
    refused: int | None
    allowance_less: int | None

    @property
    def closed(self) -> int:
        """Missing people that the plan finds."""
        return self.shortage_before - self.shortage_after


def headline_of(plan: WrittenPlan, facts: Facts, dataset: Dataset, seats: pl.DataFrame) -> Headline:
    """Count a plan; ``seats`` as ``seats_of`` gives them."""
    moves, persons = plan.moves, facts.persons
    from_a_post = pl.col("from_post_id").is_not_null()
    directions = (
        moves.filter(from_a_post & pl.col("direction").is_not_null()).group_by("direction").len().sort("direction")
    )
    wishing = dataset["wishes"].filter(pl.col("stance").is_in([Stance.WANT, Stance.ACCEPT]))
    allowance = moves["allowance_change"]
    nearer, farther = _signs(plan.parts, "distance")
    return Headline(
        people=persons.height,
        counted=int(persons["counted"].sum()),
        moves=moves.height,
        directions={row["direction"]: row["len"] for row in directions.iter_rows(named=True)},
        placed=moves["from_post_id"].null_count(),
        gated_moves=int((moves["legal_gates"].list.len().fill_null(0) > 0).sum()),
        wishers=wishing["employee_id"].n_unique(),
        wishes_granted=moves.height - moves["wish_rank"].null_count(),
        nearer=nearer,
        farther=farther,
        refused=_signs(plan.parts, "wish")[1],
        allowance_less=None if allowance.null_count() == moves.height else int((allowance < 0).sum()),
        **_shortage(seats),
    )


def _shortage(seats: pl.DataFrame) -> dict[str, int]:
    before, after = pl.col("shortage_before"), pl.col("shortage_after")
    leading = pl.col("category").is_in(list(LEADING)).fill_null(value=False)
    remote = pl.col("remote").fill_null(value=False)
    return seats.select(
        pl.len().alias("posts"),
        pl.col("need").null_count().alias("frozen_posts"),
        pl.col("need").sum().alias("need"),
        before.sum().alias("shortage_before"),
        after.sum().alias("shortage_after"),
        (before > 0).sum().alias("short_posts_before"),
        (after > 0).sum().alias("short_posts_after"),
        pl.col("unit_id").filter(before > 0).n_unique().alias("short_units_before"),
        pl.col("unit_id").filter(after > 0).n_unique().alias("short_units_after"),
        (after > before).sum().alias("lowered_posts"),
        after.filter(leading).sum().alias("leading_after"),
        before.filter(remote).sum().alias("remote_before"),
        after.filter(remote).sum().alias("remote_after"),
    ).row(0, named=True)  # fmt: skip


def _signs(parts: pl.DataFrame, name: str) -> tuple[int | None, int | None]:
    """How many movers gain and lose by one part; None where the part was not weighed."""
    if name not in parts.columns:
        return None, None
    return int((parts[name] > 0).sum()), int((parts[name] < 0).sum())
