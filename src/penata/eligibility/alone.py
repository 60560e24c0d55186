"""What alone stands between a post and people: who would be a candidate if one rule, or one approval, were settled."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from penata.eligibility.approvals import Closed, closed_by
from penata.eligibility.masks import Bits, Masks, Treatment, pair_masks, person_masks, roots, treatment_of
from penata.eligibility.reach import Classes, classes_of, reached
from penata.eligibility.rules import rules_of
from penata.eligibility.rules.scope import open_post
from penata.eligibility.scene import Scene, scene_of
from penata.facts import Facts
from penata.law.rule import Rule
from penata.policy import Policy
from penata.tables import Dataset

OBSTACLES: Final = pl.Schema(
    {"post": pl.UInt32(), "obstacle": pl.String(), "sensitive": pl.Boolean(), "people": pl.Int64(), "free": pl.Int64()}
)


def lone_obstacles(
    facts: Facts, dataset: Dataset, policy: Policy, posts: npt.NDArray[np.int64], spared: npt.NDArray[np.bool_]
) -> pl.DataFrame:
    """Of some planned posts (row numbers), each single obstacle and how many people it alone keeps away.

    Args:
        facts: persons and posts on the effective date.
        dataset: for decisions, approvals and the tables that rules read.
        policy: kinds of move, treatment of gates, rules that are off.
        posts: row numbers of ``facts.posts``.
        spared: by person, whether the own post could do without; counted as ``free``.

    Returns:
        post, obstacle (a rule id; ``GATE:`` and a rule id where the policy forbids its open gate; ORIGIN: the own post
        is not planned), sensitive, people, free; sorted by post and obstacle. People on the post itself, and people
        whom more than one thing keeps away, are not in it.
    """
    work = _prepared(facts, dataset, policy, posts)
    counted = work.scene.persons.filter("counted")
    kept = [
        _singles(work, policy, counted.filter(pl.col("person").is_between(first, first + _CHUNK, closed="left")))
        for first in range(0, max(1, work.scene.persons.height), _CHUNK)
    ]
    names = {0: ("ORIGIN", False)}
    names |= {1 + bit: (rule.id, rule.sensitive) for bit, rule in enumerate(work.rules)}
    names |= {_GATES + bit: (f"GATE:{rule.id}", rule.sensitive) for bit, rule in enumerate(work.rules)}
    rows = pl.concat(kept)
    return _by_post(rows.with_columns(pl.Series("free", spared[rows["person"].to_numpy()])), work, names)


_CHUNK: Final = 200_000  # persons at a time
_GATES: Final = 65


@dataclass(frozen=True, slots=True)
class _Work:
    """What every chunk of persons needs."""

    scene: Scene
    rules: tuple[Rule, ...]
    classes: Classes
    of_person: Masks
    closed: Closed
    treatment: Treatment


def _prepared(facts: Facts, dataset: Dataset, policy: Policy, posts: npt.NDArray[np.int64]) -> _Work:
    """As ``candidates`` prepares it, for some posts only."""
    scene = scene_of(facts, dataset, policy)
    rules = rules_of(scene.basis, policy)
    closed = closed_by(dataset, facts, rules)
    seats = scene.posts.with_columns(pl.Series("to_closed", closed.of_post))
    scene = Scene(scene.persons, seats, scene.experience, scene.basis)
    columns = {*roots(rule for rule in rules if rule.opens_gate), "to_closed"}
    classes = classes_of(scene, columns, of=pl.col("to_post").is_in(posts.tolist()), apart=closed.posts_of_pairs)
    return _Work(scene, rules, classes, person_masks(scene, rules), closed, treatment_of(rules, policy))


def _singles(work: _Work, policy: Policy, people: pl.DataFrame) -> pl.DataFrame:
    """person, class, step: whom exactly one thing keeps away from a class of posts."""
    rows = reached(people, work.classes, policy)
    person = rows["person"].to_numpy()
    masks = pair_masks(work.scene, work.rules, rows) | work.of_person[person]
    shut = work.closed.of_rows(rows)
    gates, unknown = masks.gates & ~shut, masks.unknown & ~shut
    forbidden = (gates & ~unknown & np.uint64(work.treatment.forbidden_open)) | (
        unknown & np.uint64(work.treatment.forbidden_unknown)
    )
    leaves = work.scene.persons.select(pl.col("own_post").is_null() | open_post("treatment", "own_need")).to_series()
    stuck = ~leaves.to_numpy()[person]
    single = (_bits_set(masks.bars) + _bits_set(forbidden) + stuck) == 1
    step = np.select([stuck, masks.bars != 0], [0, 1 + _lowest(masks.bars)], default=_GATES + _lowest(forbidden))
    return rows.select("person", "class").with_columns(pl.Series("step", step.astype(np.int16))).filter(
        pl.Series(single)
    )  # fmt: skip


def _by_post(kept: pl.DataFrame, work: _Work, names: dict[int, tuple[str, bool]]) -> pl.DataFrame:
    """Counts by class spread over its posts, less the people who sit on each."""
    counts = (pl.len().cast(pl.Int64).alias("people"), pl.col("free").sum().cast(pl.Int64).alias("free"))
    of_class = kept.group_by("class", "step").agg(*counts)
    classes = work.classes
    own = pl.Series("post", work.scene.persons["own_post"][kept["person"]])
    home = kept.with_columns(own).group_by("post", "class", "step").agg(*counts)
    members = pl.DataFrame({
        "post": classes.members, "class": np.repeat(np.arange(len(classes.sizes)), classes.sizes).astype(np.uint32),
    })  # fmt: skip
    words = pl.DataFrame(
        [(step, *name) for step, name in names.items()], orient="row",
        schema={"step": pl.Int16, "obstacle": pl.String, "sensitive": pl.Boolean},
    )  # fmt: skip
    return (
        members.join(of_class, on="class", how="inner", validate="m:m")
        .join(home, on=["post", "class", "step"], how="left", validate="m:1", suffix="_home")
        .with_columns(pl.col(c) - pl.col(f"{c}_home").fill_null(0) for c in ("people", "free"))
        .filter(pl.col("people") > 0)
        .join(words, on="step", how="left", validate="m:1")
        .select(OBSTACLES.names())
        .cast(OBSTACLES)
        .sort("post", "obstacle")
    )


def _lowest(bits: Bits) -> npt.NDArray[np.int64]:
    return pl.Series(bits).bitwise_trailing_zeros().to_numpy().astype(np.int64)


def _bits_set(bits: Bits) -> npt.NDArray[np.int64]:
    return pl.Series(bits).bitwise_count_ones().to_numpy().astype(np.int64)
