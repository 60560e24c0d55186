"""What may be tried on a plan: one change each, and the dataset and policy that all of them together make.

``changed`` is what a what-if means: its answer is the best plan of the changed dataset. The board reaches the same
answer without making that dataset.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass, fields, replace
from typing import Final, TypeAlias

import polars as pl

from penata.policy import Policy, Weights
from penata.tables import TABLES, Dataset, InputError
from penata.vocabulary import DecisionKind

REASON: Final = "andaian"
"""The reason that a decision has which is only tried."""


@dataclass(frozen=True, slots=True)
class Move:
    """The person must go to a post; without a post: anywhere but the own one."""

    employee_id: str
    post_id: str | None = None
    reason: str = REASON


@dataclass(frozen=True, slots=True)
class Pin:
    """The person stays where he or she is."""

    employee_id: str


@dataclass(frozen=True, slots=True)
class Forbid:
    """The person does not go to a post; without a post: nowhere else."""

    employee_id: str
    post_id: str | None = None


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Decisions on the person are withdrawn."""

    employee_id: str


@dataclass(frozen=True, slots=True)
class Retire:
    """The person leaves (retires, dies, resigns): gone from every table, decisions on the person with it."""

    employee_id: str


@dataclass(frozen=True, slots=True)
class Join:
    """A new person with the record of ``like`` (job, education, credentials, career), on a post or without one.

    Wishes, kinship, conditions, duties and decisions are not taken over.
    """

    employee_id: str
    like: str
    post_id: str | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """A post needs so many people; a safe minimum above that falls to it."""

    post_id: str
    need: int


@dataclass(frozen=True, slots=True)
class Weigh:
    """A weight of the policy has another value."""

    weight: str
    value: int


Change: TypeAlias = Move | Pin | Forbid | Withdraw | Retire | Join | Need | Weigh
Decides: TypeAlias = Move | Pin | Forbid

KINDS: Final = {Move: DecisionKind.FORCE, Pin: DecisionKind.PIN, Forbid: DecisionKind.FORBID}
"""The decision that each of these changes is."""
TAKEN_OVER: Final = ("credentials", "appraisals", "talent", "competencies", "service_history")
"""Tables of which a new person gets the rows of the one who is like her or him."""


def changed(dataset: Dataset, policy: Policy, changes: Sequence[Change]) -> tuple[Dataset, Policy]:
    """The dataset and the policy with all changes, in their order; raises InputError, all problems at once."""
    must_exist(dataset, changes)
    for change in changes:
        if isinstance(change, Weigh):
            policy = reweighed(policy, [change])
        elif isinstance(change, Retire):
            dataset = _without(dataset, change.employee_id)
        elif isinstance(change, Join):
            dataset = _with_person(dataset, change)
        elif isinstance(change, Need):
            dataset = _needing(dataset, change)
        elif isinstance(change, Withdraw):
            left = dataset["decisions"].filter(pl.col("employee_id") != change.employee_id)
            dataset = dataset.replace(decisions=left)
        else:
            dataset = _added(dataset, "decisions", **decision(change))
    return dataset, policy


def reweighed(policy: Policy, changes: Sequence[Change]) -> Policy:
    """The policy with the weights of the changes."""
    values = {change.weight: change.value for change in changes if isinstance(change, Weigh)}
    return replace(policy, weights=replace(policy.weights, **values))


def decision(change: Decides) -> dict[str, str | None]:
    """The row of the table of decisions that a change adds."""
    return {
        "employee_id": change.employee_id,
        "kind": KINDS[type(change)].value,
        "post_id": None if isinstance(change, Pin) else change.post_id,
        "reason": change.reason if isinstance(change, Move) else REASON,
    }


def must_exist(dataset: Dataset, changes: Sequence[Change]) -> None:
    """Raises InputError where a change names what does not exist, or somebody who left by a change before."""
    people, posts = set(dataset["employees"]["employee_id"].to_list()), set(dataset["posts"]["post_id"].to_list())
    weights = {field.name for field in fields(Weights)}
    known, problems = set(people), []
    for change in changes:
        post_id = getattr(change, "post_id", None)
        if isinstance(change, Join):
            if change.employee_id in known:
                problems.append(f"pegawai {change.employee_id!r} sudah ada; pakai NIP lain untuk pegawai baru")
            if change.like not in people:
                problems.append(_unknown("pegawai", change.like, known))
            people.add(change.employee_id)
            known.add(change.employee_id)
        elif isinstance(change, Weigh):
            if change.weight not in weights:
                problems.append(f"bobot {change.weight!r} tidak dikenal; yang dikenal: {', '.join(sorted(weights))}")
            elif change.value < 0:
                problems.append(f"bobot {change.weight}: {change.value} di bawah nol; pakai nol atau lebih")
        elif not isinstance(change, Need) and change.employee_id not in people:
            problems.append(_unknown("pegawai", change.employee_id, known))
        if post_id is not None and post_id not in posts:
            problems.append(_unknown("formasi", post_id, posts))
        if isinstance(change, Need) and not 0 <= change.need <= _MOST_NEEDED:
            problems.append(f"kebutuhan {change.post_id}: {change.need} bukan bilangan antara 0 dan {_MOST_NEEDED}")
        if isinstance(change, Retire):
            people.discard(change.employee_id)
    if problems:
        raise InputError(problems)


_MOST_NEEDED: Final = 10_000


def _unknown(what: str, name: str, known: Set[str]) -> str:
    if name in known:
        return f"{what} {name!r} sudah keluar menurut andaian yang sama; hapus salah satunya"
    return f"{what} {name!r} tidak ada dalam himpunan data; periksa penulisannya"


def _needing(dataset: Dataset, change: Need) -> Dataset:
    there = pl.col("post_id") == change.post_id
    lower = there & (pl.col("safe_minimum") > change.need)
    posts = dataset["posts"].with_columns(
        pl.when(lower).then(pl.lit(change.need)).otherwise("safe_minimum").alias("safe_minimum"),
        pl.when(there).then(pl.lit(change.need)).otherwise("need").alias("need"),
    )
    return dataset.replace(posts=TABLES["posts"].conform(posts))


def _without(dataset: Dataset, employee_id: str) -> Dataset:
    frames: dict[str, pl.DataFrame] = {}
    for name, frame in dataset.frames.items():
        for column in {"employee_id", "relative_id"} & set(frame.columns):
            kept = frames.get(name, frame).filter(pl.col(column).ne_missing(pl.lit(employee_id)))
            frames[name] = kept
    changed_only = {name: frame for name, frame in frames.items() if frame.height != dataset[name].height}
    return dataset.replace(**changed_only)


def _with_person(dataset: Dataset, change: Join) -> Dataset:
    """The dataset with the new person, and the rows taken over from the one who is like her or him."""
    frames = {"employees": pl.concat([dataset["employees"], newcomer(dataset, change)])}
    for name in TAKEN_OVER:
        rows = dataset[name].filter(pl.col("employee_id") == change.like)
        if rows.height:
            frames[name] = pl.concat([dataset[name], rows.with_columns(employee_id=pl.lit(change.employee_id))])
    return dataset.replace(**frames)


def newcomer(dataset: Dataset, change: Join) -> pl.DataFrame:
    """The row of a new person in the table of employees."""
    row = dataset["employees"].filter(pl.col("employee_id") == change.like)
    seat = dataset["posts"].filter(pl.col("post_id").eq_missing(pl.lit(row["post_id"][0])))
    job = row["job_id"][0] or (seat["job_id"][0] if seat.height else None)
    nothing = pl.lit(None)
    new = row.with_columns(
        pl.lit(change.employee_id).alias("employee_id"),
        pl.lit(f"Pegawai baru seperti {row['name'][0]}").alias("name"),
        pl.lit(change.post_id).alias("post_id"),
        pl.lit(job).alias("job_id"),
        *(nothing.alias(name) for name in ("in_post_since", "in_unit_since", "household_id", "external_id")),
    )
    return TABLES["employees"].conform(new)


def _added(dataset: Dataset, table: str, **cells: object) -> Dataset:
    schema = TABLES[table].schema
    row = pl.DataFrame([{name: cells.get(name) for name in schema}], schema=schema, orient="row")
    return dataset.replace(**{table: pl.concat([dataset[table], row])})
