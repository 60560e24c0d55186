"""Who reaches which posts: posts that every rule sees alike form a class, and persons are joined with classes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from penata.eligibility.rules.scope import open_post, other_family
from penata.eligibility.scene import Scene
from penata.policy import Policy
from penata.vocabulary import LEADING


@dataclass(frozen=True, slots=True)
class Classes:
    """Open posts in classes of equal treatment.

    ``frame``: class, post (its first member, which speaks for all) and the columns that reach is decided on.
    ``members``: posts by class; those of class c are ``members[start[c]:start[c + 1]]``, ascending.
    ``of_post``: class of each post, -1 where the post is not open.
    """

    frame: pl.DataFrame
    members: npt.NDArray[np.uint32]
    start: npt.NDArray[np.int64]
    of_post: npt.NDArray[np.int64]

    @property
    def sizes(self) -> npt.NDArray[np.int64]:
        """Number of posts in each class."""
        return np.diff(self.start)


_REACH: Final = (
    "to_agency_id", "to_category", "to_field_key", "to_level", "to_level_order", "to_standing", "to_job_id",
)  # fmt: skip


def classes_of(
    scene: Scene, columns: Iterable[str], *, of: pl.Expr | None = None, apart: frozenset[int] = frozenset()
) -> Classes:
    """Classes of the posts that are planned and have a need, equal in every column that a rule reads.

    ``of``: other posts than those. ``apart``: posts that need a class of their own, because something is on
    file for single pairs there.
    """
    lists = {name for name, dtype in scene.posts.schema.items() if isinstance(dtype, pl.List)}
    # Columns with lists belong to the job, and the job's id is among the keys.
    keys = sorted({c for c in columns if c.startswith("to_") and c not in lists} | set(_REACH))
    single = pl.when(pl.col("to_post").is_in(sorted(apart))).then("to_post").alias("_single")
    chosen = open_post("to_treatment", "to_need") if of is None else of
    posts = scene.posts.filter(chosen).select(pl.col("to_post").alias("post"), *keys, single)
    frame = (
        posts.group_by(*keys, "_single").agg(pl.col("post").min(), pl.col("post").sort().alias("_members"))
        .sort("post").with_row_index("class").with_columns(pl.col("class").cast(pl.UInt32))
    )  # fmt: skip
    sizes = frame["_members"].list.len().to_numpy().astype(np.int64)
    members = frame["_members"].explode(empty_as_null=False).to_numpy().astype(np.uint32)
    of_post = np.full(scene.posts.height, -1, dtype=np.int64)
    of_post[members] = np.repeat(np.arange(frame.height), sizes)
    start = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    return Classes(frame.select("class", "post", *_REACH), members, start, of_post)


def reached(persons: pl.DataFrame, classes: Classes, policy: Policy) -> pl.DataFrame:
    """Rows of ``person``, ``class`` and ``post`` (the class's first) that the policy's kinds of move reach.

    ``lateral`` marks what is of the same agency, ladder and level. No pair appears twice.
    """
    targets = classes.frame
    found = []
    if "LATERAL" in policy.kinds:
        found.append(_lateral(persons, targets, within=True).with_columns(pl.lit(value=True).alias("lateral")))
    if "OTHER_AGENCY" in policy.kinds:
        found.append(_lateral(persons, targets, within=False).with_columns(pl.lit(value=False).alias("lateral")))
    if "CHANGE_OF_FAMILY" in policy.kinds:
        found.append(_other_family(persons, targets).with_columns(pl.lit(value=False).alias("lateral")))
    if "PROMOTION" in policy.kinds:
        found += [f.with_columns(pl.lit(value=False).alias("lateral")) for f in _one_step_up(persons, targets)]
    if not found:
        return pl.DataFrame(schema={"person": pl.UInt32, "class": pl.UInt32, "post": pl.UInt32, "lateral": pl.Boolean})
    return pl.concat(found).unique(["person", "class"], keep="first", maintain_order=True).sort("person", "class")


_PERSON: Final = ("person", "agency_id", "category", "field_key", "level", "level_order", "standing")
_ROW: Final = ("person", "class", "post")


def _lateral(persons: pl.DataFrame, targets: pl.DataFrame, *, within: bool) -> pl.DataFrame:
    """Same ladder and level; three joins, so that a level that is absent on either side still meets."""
    people = persons.select(_PERSON)
    agency = ["agency_id"] if within else []
    to_agency = ["to_agency_id"] if within else []
    known, unknown = people.filter(pl.col("level").is_not_null()), people.filter(pl.col("level").is_null())
    levelled = targets.filter(pl.col("to_level").is_not_null())
    whole = targets.filter(pl.col("to_level").is_null())
    field, to_field = [*agency, "field_key"], [*to_agency, "to_field_key"]
    parts = [
        _met(known, levelled, [*field, "level"], [*to_field, "to_level"]),
        _met(people, whole, field, to_field),
        _met(unknown, levelled, field, to_field),
    ]
    if within:
        return pl.concat([part.select(_ROW) for part in parts])
    elsewhere = pl.col("to_agency_id") != pl.col("agency_id")
    return pl.concat([part.filter(elsewhere).select(_ROW) for part in parts])


def _other_family(persons: pl.DataFrame, targets: pl.DataFrame) -> pl.DataFrame:
    people = persons.select(_PERSON)
    by_standing = _met(people, targets, ["agency_id", "standing"], ["to_agency_id", "to_standing"])
    functional = pl.col("category") == "FUNGSIONAL"
    whole = targets.filter((pl.col("to_category") == "FUNGSIONAL") & pl.col("to_level").is_null())
    by_agency = _met(people.filter(functional), whole, ["agency_id"], ["to_agency_id"])
    return pl.concat([part.filter(other_family()).select(_ROW) for part in (by_standing, by_agency)])


def _one_step_up(persons: pl.DataFrame, targets: pl.DataFrame) -> list[pl.DataFrame]:
    people = persons.select(_PERSON).with_columns(
        (pl.col("level_order") + 1).alias("_next_level"), (pl.col("standing") + 1).alias("_next_standing")
    )
    leading = targets.filter(pl.col("to_category").is_in([category.value for category in LEADING]))
    in_field = _met(
        people, targets, ["agency_id", "field_key", "_next_level"], ["to_agency_id", "to_field_key", "to_level_order"]
    )
    in_category = _met(
        people, leading, ["agency_id", "category", "_next_level"], ["to_agency_id", "to_category", "to_level_order"]
    )
    into_leading = _met(people, leading, ["agency_id", "_next_standing"], ["to_agency_id", "to_standing"]).filter(
        pl.col("category") != pl.col("to_category")
    )
    return [part.select(_ROW) for part in (in_field, in_category, into_leading)]


def _met(people: pl.DataFrame, targets: pl.DataFrame, left: list[str], right: list[str]) -> pl.DataFrame:
    """Every person with every class of equal keys; absent keys never meet."""
    return people.join(targets, left_on=left, right_on=right, how="inner", validate="m:m", coalesce=False)
