"""The moves of a plan as numbers: which posts, kinds of work and leads they touch, and their bounds."""

import numpy as np
import polars as pl

from penata.facts import Facts
from penata.merit.points import whole
from penata.planning.problem import NOBODY
from penata.transition.steps import NONE, PLENTY, Ints, Mask, Movement


def rows_of_moves(facts: Facts, moves: pl.DataFrame) -> pl.DataFrame:
    """move, person, post (null: none), home (null: none) and chain (a number) of each move, by employee_id."""
    person = facts.persons.select("employee_id", "person", pl.col("post").alias("home"), "leads", "agency_id",
                                  pl.col("unit_kind").alias("kind_before"), pl.col("unit_id").alias("unit_before"),
                                  pl.col("family").alias("family_before"))  # fmt: skip
    post = facts.posts.select(pl.col("post_id").alias("to_post_id"), "post", "unit_id", "unit_kind", "leads_unit",
                              pl.col("agency_id").alias("agency_after"))  # fmt: skip
    return (
        moves.select("employee_id", "to_post_id", "chain_id")
        .sort("employee_id")
        .join(person, on="employee_id", how="left", validate="1:1", maintain_order="left")
        .join(post, on="to_post_id", how="left", validate="m:1", maintain_order="left")
        .with_columns(pl.col("chain_id").fill_null(pl.format("-{}", "employee_id")).rank("dense").cast(pl.Int64) - 1)
        .rename({"chain_id": "chain"})
        .with_row_index("move")
    )


def movement_of(facts: Facts, rows: pl.DataFrame, *, overlap: bool, unfit: Mask | None = None) -> Movement:
    """The movement of ``rows`` (``rows_of_moves``).

    A post stays between min(floor, filled before) and its capacity; with ``overlap`` (handover) it may be above it
    for a while. A kind of work in a unit (ladder, else family) keeps at least one qualified person, and a unit whoever
    leads it, where there is one before and after. ``unfit`` (n): movers who lack a certificate of their new post and
    do not count as qualified there.
    """
    source, target = _numbers(rows["home"]), _numbers(rows["post"])
    posts = facts.posts
    unfit = np.zeros(rows.height, np.bool_) if unfit is None else unfit
    work = _works(facts)
    blocks = [_Block.of_posts(posts, source, target, overlap=overlap)]
    blocks.append(_Block.of_work(facts, work, source, target, unfit))
    blocks.append(_Block.of_leads(facts, rows))
    return _joined(blocks, whole(rows["chain"]))


class _Block:
    """Resources of one kind: effects of moves on them by key, and bounds by key."""

    def __init__(self, size: int, takes: Ints, gives: Ints, level: Ints, low: Ints, high: Ints) -> None:
        self.size, self.level, self.low, self.high = size, level, low, high
        same = takes == gives
        self.takes, self.gives = np.where(same, NONE, takes), np.where(same, NONE, gives)
        change = np.bincount(self.gives[self.gives != NONE], minlength=size) - np.bincount(
            self.takes[self.takes != NONE], minlength=size
        )
        after = level + change
        self.low, self.high = np.minimum(low, after), np.maximum(high, after)

    @classmethod
    def of_posts(cls, posts: pl.DataFrame, source: Ints, target: Ints, *, overlap: bool) -> "_Block":
        """Heads of posts."""
        filled = whole(posts["filled"])
        frozen = posts["need"].is_null().to_numpy()
        low = np.where(frozen, filled, np.minimum(whole(posts["floor"].fill_null(0)), filled))
        high = np.where(frozen, filled, np.maximum(whole(posts["capacity"].fill_null(0)), filled))
        return cls(posts.height, source, target, filled, low, np.full_like(high, PLENTY) if overlap else high)

    @classmethod
    def of_work(cls, facts: Facts, work: Ints, source: Ints, target: Ints, unfit: Mask) -> "_Block":
        """Qualified people of a kind of work in a unit: at least one where there is one before and after."""
        size = int(np.max(work, initial=NONE)) + 1
        filled = np.bincount(work, whole(facts.posts["filled"]), size).astype(np.int64)
        takes = np.where(source == NONE, NONE, np.append(work, NONE)[source])
        gives = np.where((target == NONE) | unfit, NONE, np.append(work, NONE)[target])
        return cls(size, takes, gives, filled, np.minimum(filled, 1), np.full(size, PLENTY))

    @classmethod
    def of_leads(cls, facts: Facts, rows: pl.DataFrame) -> "_Block":
        """Who leads a unit, by post or by duty: at least one where there is one before and after."""
        units = facts.posts["unit_id"].unique().sort()
        size = len(units)
        leading = facts.persons.filter(pl.col("counted") & pl.col("leads")).select("unit_id")
        level = np.bincount(_at(leading["unit_id"], units), minlength=size + 1)[:size].astype(np.int64)
        goes = rows["leads"].fill_null(value=False).to_numpy() & rows["unit_before"].is_not_null().to_numpy()
        comes = rows["leads_unit"].fill_null(value=False).to_numpy()
        before, after = _at(rows["unit_before"], units), _at(rows["unit_id"], units)
        return cls(size, np.where(goes, before, NONE), np.where(comes, after, NONE), level, np.minimum(level, 1),
                   np.full(size, PLENTY))  # fmt: skip


def _joined(blocks: list[_Block], chain: Ints) -> Movement:
    """One numbering of all resources that some move touches, posts first."""
    moves, resources, effects = [], [], []
    offset = 0
    for block in blocks:
        for side, sign in ((block.takes, -1), (block.gives, 1)):
            at = np.flatnonzero(side != NONE)
            moves.append(at)
            resources.append(side[at] + offset)
            effects.append(np.full(len(at), sign, np.int64))
        offset += block.size
    touched = np.unique(np.concatenate(resources))
    level, low, high = (
        np.concatenate([getattr(b, name) for b in blocks])[touched] for name in ("level", "low", "high")
    )
    first = blocks[0]
    source, target = (
        np.where(side == NONE, NONE, np.searchsorted(touched, side)) for side in (first.takes, first.gives)
    )
    return Movement(
        source=source,
        target=target,
        chain=chain,
        effect_move=np.concatenate(moves),
        effect_resource=np.searchsorted(touched, np.concatenate(resources)),
        effect=np.concatenate(effects),
        level=level,
        low=low,
        high=high,
        posts=int(np.searchsorted(touched, first.size)),
    )


def _works(facts: Facts) -> Ints:
    """Number of the kind of work (unit and ladder, else family) of each post (p)."""
    kinds = facts.posts.select(pl.struct("unit_id", pl.coalesce("field", "job_id")).rank("dense").alias("work"))
    return np.asarray(whole(kinds["work"]) - 1)


def _numbers(column: pl.Series) -> Ints:
    return column.cast(pl.Int64).fill_null(NOBODY).to_numpy()


def _at(ids: pl.Series, known: pl.Series) -> Ints:
    """Place of each id among the sorted known ones; their number where it is null."""
    frame = ids.alias("id").to_frame().join(known.alias("id").to_frame().with_row_index("at"), on="id", how="left",
                                            maintain_order="left")  # fmt: skip
    return frame["at"].cast(pl.Int64).fill_null(len(known)).to_numpy()
