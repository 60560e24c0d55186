"""Every move: what the post needed, what the person brings, what the system gained, and what came second and third.

``moves_told`` gives two frames, both sorted by employee_id:

``MOVES`` (one row a mover)
    employee_id, from_post_id (null: had none), to_post_id, chain_id, gain
    of the new post: subject, need, filled_before, filled_after, shortage_before, shortage_after
    parts of the gain in whole points: part_fit, part_wish, part_distance, part_disruption, part_selection,
    part_release, part_last_resort, part_assessed
    what the person brings: experience_months in the field of the new post (null: not recorded), certificates (those
    that the job asks and the person holds), certificates_asked (how many it asks), certified_subject (holds a
    certificate of the post's subject; null where the post has none), competencies_asked, competencies_met,
    competencies_unknown (asked, but never assessed)
    what the system gained: chain_size (people), chain_from_post_id (the seat that the chain leaves; null: it begins
    with a person without a seat, or is a ring), chain_to_post_id (the seat that it fills; null: a ring), chain_ring,
    chain_closes (seats short closed there, less those opened where it left), chain_saved (shortage cost saved, in the
    measure of the aims)
    others for the seat, never who: rivals (other people who might take it and do not), next_behind_shortage,
    next_behind_gain (by how much the next of them is behind at the plan's prices; null without one: any plan that
    seats one of them there is worse by that much at least, level by level, perhaps by more, and there may be none)

``ALTERNATIVES`` (two rows a mover at most)
    employee_id, place (2, 3: next in standing after the seat given), post_id (the own one among them: staying),
    gain, behind_shortage, behind_gain, behind_moves, behind_tie: how much worse at the plan's prices, by level; the
    first that is not zero decides, positive is worse. Anybody can recompute it; the best plan with that seat is worse
    by so much at least, and exactly by what ``penata.explain.told.enough`` finds, in which the order may differ.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from penata.explain.told.standings import Standings
from penata.facts import Facts
from penata.merit import PARTS
from penata.merit.points import plain
from penata.planning import Plan, Workings
from penata.planning.problem import NOBODY, Ints
from penata.planning.result import PlanTables
from penata.tables import Dataset
from penata.vocabulary import CredentialKind

MOVES: Final = pl.Schema({
    "employee_id": pl.String(), "from_post_id": pl.String(), "to_post_id": pl.String(), "chain_id": pl.String(),
    "gain": pl.Int64(), "subject": pl.String(), "need": pl.Int64(), "filled_before": pl.Int64(),
    "filled_after": pl.Int64(), "shortage_before": pl.Int64(), "shortage_after": pl.Int64(),
    **{f"part_{part}": pl.Int64() for part in PARTS},
    "experience_months": pl.Int64(), "certificates": pl.List(pl.String()), "certificates_asked": pl.Int64(),
    "certified_subject": pl.Boolean(), "competencies_asked": pl.Int64(), "competencies_met": pl.Int64(),
    "competencies_unknown": pl.Int64(),
    "chain_size": pl.Int64(), "chain_from_post_id": pl.String(), "chain_to_post_id": pl.String(),
    "chain_ring": pl.Boolean(), "chain_closes": pl.Int64(), "chain_saved": pl.Int64(),
    "rivals": pl.Int64(), "next_behind_shortage": pl.Int64(), "next_behind_gain": pl.Int64(),
})  # fmt: skip

ALTERNATIVES: Final = pl.Schema({
    "employee_id": pl.String(), "place": pl.Int64(), "post_id": pl.String(), "gain": pl.Int64(),
    "behind_shortage": pl.Int64(), "behind_gain": pl.Int64(), "behind_moves": pl.Int64(), "behind_tie": pl.Int64(),
})  # fmt: skip

_PLACES: Final = 2
"""How many alternatives are told, the second and the third."""


@dataclass(frozen=True, slots=True, eq=False)
class MovesTold:
    """The two frames about moves, see the module."""

    moves: pl.DataFrame
    alternatives: pl.DataFrame


def moves_told(work: Workings, tables: PlanTables | Plan, standings: Standings) -> MovesTold:
    """Every mover of a plan; nothing is solved and no rule is judged again."""
    moves = tables.moves.sort("employee_id")
    seats = tables.posts.select(
        pl.col("post_id").alias("to_post_id"), "need", "filled_before", "filled_after", "shortage_before",
        "shortage_after",
    )  # fmt: skip
    points = tables.parts.select("employee_id", pl.col(PARTS).name.prefix("part_"))
    told = moves.select("employee_id", "from_post_id", "to_post_id", "chain_id", "gain")
    added = (
        (seats, "to_post_id"), (points, "employee_id"), (_brings(moves, work.facts, work.dataset), "employee_id"),
        (_chains(moves, tables.posts, work), "chain_id"), (_rivals(moves, work, standings), "to_post_id"),
    )  # fmt: skip
    for frame, key in added:
        told = told.join(frame, on=key, how="left", validate="m:1", maintain_order="left")
    return MovesTold(told.select(MOVES.names()).cast(MOVES), _alternatives(moves, work, standings))


def _alternatives(moves: pl.DataFrame, work: Workings, standings: Standings) -> pl.DataFrame:
    """The next posts of every mover who has a seat in play."""
    problem, facts = work.problem, work.facts
    rows = moves.select("employee_id").join(
        facts.persons.select("employee_id", "person"), on="employee_id", how="left", validate="1:1",
        maintain_order="left",
    )  # fmt: skip
    person = problem.rank[rows["person"].to_numpy()]
    found = standings.after_the_seat(person, _PLACES)
    mover, place = np.nonzero(found != NOBODY)
    pair = found[mover, place]
    behind = standings.behind(person[mover], pair)
    levels = pl.DataFrame(
        {f"behind_{name}": behind[:, level] for level, name in enumerate(("shortage", "gain", "moves", "tie"))}
    )
    told = levels.select(pl.when(_can_be_told(behind, work)).then(pl.all()))
    return pl.DataFrame({
        "employee_id": rows["employee_id"][mover],
        "place": place + _PLACES,
        "post_id": facts.posts["post_id"][problem.posts[problem.post[pair]]],
        "gain": problem.gain[pair],
        **told.to_dict(),
    }).cast(ALTERNATIVES)  # fmt: skip


def _can_be_told(behind: Ints, work: Workings) -> pl.Series:
    """Whether what is behind at the prices (k, 4) is behind in truth; where limits decided and not prices, it is not
    known.
    """
    first = (behind != 0).argmax(axis=1)
    ahead = behind[np.arange(len(behind)), first] < 0
    return pl.Series(~ahead if work.limits is None or work.limits.is_exact else np.zeros(len(behind), np.bool_))


def _rivals(moves: pl.DataFrame, work: Workings, standings: Standings) -> pl.DataFrame:
    """to_post_id, rivals, next_behind_shortage, next_behind_gain: who else may take a seat there, without names."""
    posts = moves.select("to_post_id").drop_nulls().unique().sort("to_post_id").join(
        work.facts.posts.select(pl.col("post_id").alias("to_post_id"), "post"), on="to_post_id", how="left",
        validate="1:1", maintain_order="left",
    )  # fmt: skip
    rank = np.full(work.facts.posts.height, NOBODY, np.int64)
    rank[work.problem.posts] = np.arange(len(work.problem.posts))
    count, _, least = standings.rivals(rank[posts["post"].to_numpy()])
    some = (pl.col("rivals") > 0) & _can_be_told(least, work)
    return posts.select("to_post_id").with_columns(
        pl.Series("rivals", count), pl.Series("_shortage", least[:, 0]), pl.Series("_gain", least[:, 1])
    ).select(
        "to_post_id", "rivals", pl.when(some).then("_shortage").alias("next_behind_shortage"),
        pl.when(some).then("_gain").alias("next_behind_gain"),
    )  # fmt: skip


def _chains(moves: pl.DataFrame, posts: pl.DataFrame, work: Workings) -> pl.DataFrame:
    """One row a chain: its people, the seat it leaves and the seat it fills, and what that is worth.

    Where several chains end at one post, the one with the lowest number closes its heaviest missing seat.
    """
    ends = _ends(moves)
    counts = posts.select("post_id", "need", "filled_before").join(
        work.facts.posts.select("post_id", "priority"), on="post_id", how="left", validate="1:1", maintain_order="left"
    )  # fmt: skip
    seats = ends.join(counts, on="post_id", how="left", validate="m:1", maintain_order="left")
    nth = pl.int_range(1, pl.len() + 1).over("post_id")
    # An arrival fills the seat missing now; a departure opens the one after those missing now.
    missing = (pl.col("need") - pl.col("filled_before")) + pl.when(pl.col("fills")).then(1 - nth).otherwise(nth)
    seats = seats.with_columns(missing.fill_null(0).clip(lower_bound=0).alias("missing"))
    cost = work.problem.aims.measure.cost(
        seats["missing"].to_numpy(), seats["need"].fill_null(0).to_numpy(), seats["priority"].to_numpy()
    )
    seats = seats.with_columns(pl.Series("cost", cost))
    sign = pl.when("fills").then(1).otherwise(-1)
    fills, leaves = pl.col("post_id").filter("fills"), pl.col("post_id").filter(~pl.col("fills"))
    worth = seats.group_by("chain_id").agg(
        leaves.first().alias("chain_from_post_id"), fills.first().alias("chain_to_post_id"),
        (sign * (pl.col("missing") > 0)).sum().alias("chain_closes"),
        (sign * pl.col("cost")).sum().alias("chain_saved"),
    )  # fmt: skip
    size = moves.group_by("chain_id").agg(
        pl.len().cast(pl.Int64).alias("chain_size"), pl.col("from_post_id").is_null().any().alias("_placed")
    )
    return size.join(worth, on="chain_id", how="left", validate="1:1").select(
        "chain_id", "chain_size", "chain_from_post_id", "chain_to_post_id",
        (pl.col("chain_to_post_id").is_null() & pl.col("chain_from_post_id").is_null() & ~pl.col("_placed"))
        .alias("chain_ring"),
        pl.col("chain_closes", "chain_saved").fill_null(0),
    )  # fmt: skip


def _ends(moves: pl.DataFrame) -> pl.DataFrame:
    """chain_id, post_id, fills: the seats that each chain fills or leaves in sum, by chain and post."""
    comes = moves.select("chain_id", pl.col("to_post_id").alias("post_id"), pl.lit(1).alias("change"))
    leaves = moves.select("chain_id", pl.col("from_post_id").alias("post_id"), pl.lit(-1).alias("change"))
    net = pl.concat([comes, leaves]).drop_nulls("post_id").group_by("chain_id", "post_id").agg(pl.col("change").sum())
    return net.filter(pl.col("change") != 0).sort("chain_id", "post_id").select(
        "chain_id", "post_id", (pl.col("change") > 0).alias("fills")
    )  # fmt: skip


def _brings(moves: pl.DataFrame, facts: Facts, dataset: Dataset) -> pl.DataFrame:
    """employee_id and what the person brings to the job of the new post."""
    there = facts.posts.select(
        pl.col("post_id").alias("to_post_id"), "subject", pl.col("field").alias("to_field"), "ladder", "level",
        pl.col("job_id").alias("to_job_id"),
    )  # fmt: skip
    here = facts.persons.select("employee_id", "person", "job_id", pl.col("ladder").alias("own_ladder"))
    keeps_level = pl.col("level").is_null() & (pl.col("ladder") == pl.col("own_ladder"))
    rows = (
        moves.select("employee_id", "to_post_id")
        .join(here, on="employee_id", how="left", validate="1:1", maintain_order="left")
        .join(there, on="to_post_id", how="left", validate="m:1", maintain_order="left")
        .with_columns(
            pl.when(keeps_level).then("job_id").otherwise("to_job_id").alias("job_id"),
            pl.col("to_field").alias("field"),
        )
    )
    added = (
        (facts.experience.rename({"months": "experience_months"}), ["person", "field"]),
        (_certificates(rows, facts, dataset), ["employee_id"]),
        (_certified(rows, facts, dataset), ["employee_id"]),
        (_competencies(rows, dataset), ["employee_id"]),
    )
    for frame, keys in added:
        rows = rows.join(frame, on=keys, how="left", validate="m:1", maintain_order="left")
    return rows.select(
        "employee_id", "subject", pl.col("experience_months"), pl.col("certificates").fill_null([]),
        pl.col("certificates_asked").fill_null(0),
        pl.when(pl.col("subject").is_not_null()).then(pl.col("certified_subject").fill_null(value=False))
        .alias("certified_subject"),
        pl.col("competencies_asked", "competencies_met", "competencies_unknown").fill_null(0),
    )  # fmt: skip


def _certificates(rows: pl.DataFrame, facts: Facts, dataset: Dataset) -> pl.DataFrame:
    """employee_id, certificates (asked and held, as the job writes them), certificates_asked."""
    asked = (
        rows.select("employee_id", "job_id")
        .join(dataset["jobs"].select("job_id", "certificates"), on="job_id", how="inner", validate="m:1")
        .explode("certificates")
        .with_columns(plain(pl.col("certificates")).alias("item"))
        .drop_nulls("item")
        .unique(["employee_id", "item"], keep="first", maintain_order=True)
    )
    valid = pl.col("valid_until").is_null() | (pl.col("valid_until") > facts.effective_date)
    own = facts.persons.select("employee_id", pl.col("certificates").alias("item")).explode("item")
    cards = dataset["credentials"].filter(valid).select("employee_id", pl.col("kind").alias("item"))
    held = pl.concat([own, cards]).select("employee_id", plain(pl.col("item")).alias("item")).drop_nulls().unique()
    return (
        asked.join(held.with_columns(held=True), on=["employee_id", "item"], how="left", validate="1:1")
        .sort("employee_id", "item")
        .group_by("employee_id")
        .agg(
            pl.col("certificates").filter(pl.col("held").fill_null(value=False)),
            pl.len().cast(pl.Int64).alias("certificates_asked"),
        )
    )


def _certified(rows: pl.DataFrame, facts: Facts, dataset: Dataset) -> pl.DataFrame:
    """employee_id, certified_subject: who is certified for the subject of the new post."""
    own = facts.persons.select("employee_id", pl.col("subjects").alias("subject")).explode("subject")
    cards = dataset["credentials"].filter(pl.col("kind") == CredentialKind.TEACHER_CERTIFICATE)
    held = pl.concat([own, cards.select("employee_id", "subject")])
    held = held.select("employee_id", plain(pl.col("subject")).alias("item")).drop_nulls().unique()
    return (
        rows.select("employee_id", plain(pl.col("subject")).alias("item"))
        .join(held, on=["employee_id", "item"], how="semi")
        .select("employee_id", pl.lit(value=True).alias("certified_subject"))
    )


def _competencies(rows: pl.DataFrame, dataset: Dataset) -> pl.DataFrame:
    """employee_id, competencies_asked, competencies_met, competencies_unknown."""
    name, level = plain(pl.col("competency")).alias("item"), pl.col("level").max()
    asked = dataset["job_competencies"].group_by("job_id", name).agg(level.alias("asked"))
    held = dataset["competencies"].group_by("employee_id", name).agg(level.alias("held"))
    return (
        rows.select("employee_id", "job_id")
        .join(asked, on="job_id", how="inner", validate="m:m")
        .join(held, on=["employee_id", "item"], how="left", validate="1:1")
        .group_by("employee_id")
        .agg(
            pl.len().cast(pl.Int64).alias("competencies_asked"),
            (pl.col("held") >= pl.col("asked")).sum().cast(pl.Int64).alias("competencies_met"),
            pl.col("held").is_null().sum().cast(pl.Int64).alias("competencies_unknown"),
        )
    )
