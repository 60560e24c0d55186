"""What the plan is measured against: the verifier's own reading of people, posts, limits and decisions.

Nothing here is taken from the solver, nor from the sums of ``Facts``: people are counted again from the tables.
"""

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

from penata.policy import Policy
from penata.tables import Dataset
from penata.vocabulary import COUNTED, DecisionKind, Status

Ints: TypeAlias = npt.NDArray[np.int64]
Mask: TypeAlias = npt.NDArray[np.bool_]

NONE: Final = -1
"""No post, no row, or no need known."""


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """n people and p posts in the order of their ids.

    ``own`` (n) post of each person, NONE without one; ``counted`` (n) fills a need; ``need`` (p) NONE where the
    post is frozen; ``filled``, ``absent``, ``floor``, ``capacity``, ``priority`` (p); ``planned`` (p) by the policy
    of its category; ``decisions``: person, post (NONE: any), kind, one row each.
    """

    employees: pl.DataFrame
    posts: pl.DataFrame
    own: Ints
    counted: Mask
    need: Ints
    filled: Ints
    absent: Ints
    floor: Ints
    capacity: Ints
    priority: Ints
    planned: Mask
    decisions: pl.DataFrame

    @property
    def person_ids(self) -> pl.Series:
        """employee_id of each person."""
        return self.employees["employee_id"]

    @property
    def post_ids(self) -> pl.Series:
        """post_id of each post."""
        return self.posts["post_id"]

    def post_name(self, post: int) -> str | None:
        """post_id of a row number; None for NONE."""
        return None if post < 0 else str(self.post_ids[int(post)])

    def decided(self, kind: DecisionKind, *, with_post: bool) -> tuple[Ints, Ints]:
        """Persons and posts of the decisions of a kind that name a post, or that name none."""
        named = pl.col("post") >= 0
        rows = self.decisions.filter((pl.col("kind") == kind) & (named if with_post else ~named))
        return rows["person"].to_numpy(), rows["post"].to_numpy()

    @property
    def forced(self) -> Mask:
        """Who is moved by a FORCE of any kind (n)."""
        mask = np.zeros(len(self.own), np.bool_)
        mask[self.decisions.filter(pl.col("kind") == DecisionKind.FORCE)["person"].to_numpy()] = True
        return mask


def ground_of(dataset: Dataset, policy: Policy) -> Ground:
    """Read a dataset once more."""
    employees = dataset["employees"].sort("employee_id")
    jobs = dataset["jobs"].select("job_id", "category", pl.coalesce("ladder", "family").alias("field"))
    posts = dataset["posts"].sort("post_id").join(jobs, on="job_id", how="left", validate="m:1", maintain_order="left")
    own = rows_of(employees["post_id"], posts["post_id"])
    active = employees["status"].fill_null(str(Status.ACTIVE)) == Status.ACTIVE
    counted = (employees["employment"].is_in(COUNTED) & active).to_numpy()
    filled = np.bincount(own[(own >= 0) & counted], minlength=posts.height)
    absent = np.bincount(own[(own >= 0) & ~counted], minlength=posts.height)
    need = posts["need"].fill_null(NONE).to_numpy()
    if policy.missing_need == "filled":
        need = np.where(need < 0, filled, need)
    lowest = posts["safe_minimum"].fill_null(NONE).to_numpy()
    lowest = np.where(lowest < 0, need, lowest)
    frozen = need < 0
    planned = {category for category, treatment in policy.categories.items() if treatment == "plan"}
    return Ground(
        employees=employees,
        posts=posts,
        own=own,
        counted=counted,
        need=need,
        filled=filled,
        absent=absent,
        floor=np.where(frozen, filled, np.minimum(lowest, filled)),
        capacity=np.where(frozen, filled, np.maximum(need, filled)),
        priority=posts["priority"].fill_null(1).to_numpy(),
        planned=posts["category"].is_in(sorted(planned)).fill_null(value=False).to_numpy(),
        decisions=_decisions(dataset, employees, posts),
    )


def rows_of(ids: pl.Series, known: pl.Series) -> Ints:
    """Row number of each id among the known ones; NONE where it is null or not known."""
    frame = ids.alias("id").to_frame()
    found = frame.join(known.alias("id").to_frame().with_row_index("row"), on="id", how="left", maintain_order="left")
    return found["row"].cast(pl.Int64).fill_null(NONE).to_numpy()


def _decisions(dataset: Dataset, employees: pl.DataFrame, posts: pl.DataFrame) -> pl.DataFrame:
    table = dataset["decisions"]
    return pl.DataFrame({
        "person": rows_of(table["employee_id"], employees["employee_id"]),
        "post": rows_of(table["post_id"], posts["post_id"]),
        "kind": table["kind"],
    }).filter(pl.col("person") >= 0)  # fmt: skip
