"""What anybody may see of a plan: every seat with its price, and what is needed to work out one's own best seat.

The public folder (``publik/`` in a plan folder) holds tables of the dataset that tell of no person (``PUBLIC``, read
like any dataset), and

``seats.csv`` (``SEATS``): post_id, seat and unit in words, need, filled_before, filled_after, and the price of a seat
by level: price_shortage, price_gain, price_moves, price_tie.

``about.json``: as_of, effective_date, status, rules (ids, in their order), rules_enabled, given (tables that the plan
had; an empty table and an absent one are not the same), policy, digest of the dataset, versions.

Nobody's name or number is in it, and no count of people but how many sit on a post.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl

from penata.intake.dataset import read_dataset
from penata.planning import Plan, Workings
from penata.planning.making import policy_document
from penata.planning.result import PlanTables
from penata.policy import Policy
from penata.policy.stated import policy_stated
from penata.tables import TABLES, Dataset, InputError, dataset_of
from penata.vocabulary import Severity
from penata.wording import seat_name

PUBLIC: Final[tuple[str, ...]] = (
    "agencies", "districts", "units", "jobs", "posts", "job_competencies", "travel", "calendar", "schools",
    "subject_hours", "health_centres",
)  # fmt: skip
"""Tables that tell of places and posts alone. Approvals are added where they name no person."""

PRICES: Final = ("price_shortage", "price_gain", "price_moves", "price_tie")

SEATS: Final = pl.Schema({
    "post_id": pl.String(), "seat": pl.String(), "unit": pl.String(), "need": pl.Int64(), "filled_before": pl.Int64(),
    "filled_after": pl.Int64(), **{name: pl.Int64() for name in PRICES},
})  # fmt: skip

SEATS_FILE: Final = "seats.csv"
ABOUT_FILE: Final = "about.json"


@dataclass(frozen=True, slots=True, eq=False)
class Published:
    """The public folder: ``tables`` of the dataset by name, ``seats`` and ``about``; see the module."""

    tables: Mapping[str, pl.DataFrame]
    seats: pl.DataFrame
    about: Mapping[str, Any]

    @property
    def policy(self) -> Policy:
        """The policy of the plan."""
        return policy_stated(self.about["policy"])

    @property
    def given(self) -> frozenset[str]:
        """The tables that the plan was given."""
        return frozenset(self.about["given"])


def published_of(work: Workings, tables: PlanTables | Plan) -> Published:
    """What may be published of a plan."""
    dataset, posts = work.dataset, work.facts.posts
    counts = tables.posts.select("post_id", "need", "filled_before", "filled_after")
    prices = tables.prices.rename({name.removeprefix("price_"): name for name in PRICES})
    seats = (
        posts.select("post_id", seat_name(pl.col("job"), pl.col("subject")).alias("seat"), "unit")
        .join(counts, on="post_id", how="left", validate="1:1", maintain_order="left")
        .join(prices, on="post_id", how="left", validate="1:1", maintain_order="left")
    )
    about = {
        "as_of": work.policy.as_of.isoformat(),
        "effective_date": work.policy.effective_date.isoformat(),
        "status": "SIDE_LIMIT" if work.is_bound else "OPTIMAL",
        "rules": [rule.id for rule in work.found.rules],
        "rules_enabled": work.found.rules_enabled,
        "given": sorted(dataset.given),
        "policy": policy_document(work.policy),
        "digest": dataset.digest(),
    }
    return Published(_open_tables(dataset), seats.select(SEATS.names()).cast(SEATS), about)


def read_public(folder: Path) -> Published:
    """A public folder as it was written; raises InputError where something is missing or cannot be read."""
    seats_file, about_file = folder / SEATS_FILE, folder / ABOUT_FILE
    missing = [file.name for file in (seats_file, about_file) if not file.is_file()]
    if missing:
        raise InputError([
            f"{folder}: {', '.join(missing)} tidak ada; beri folder publik dari sebuah rencana, misalnya RENCANA/publik"
        ])  # fmt: skip
    reading = read_dataset(folder, complete=False)
    if problems := reading.issues.sentences([Severity.ERROR]):
        raise InputError(problems)
    try:
        seats = pl.read_csv(seats_file, schema_overrides=dict(SEATS)).select(SEATS.names())
        about = json.loads(about_file.read_text("utf-8"))
        published = Published({n: reading.dataset[n] for n in reading.dataset.given}, seats.sort("post_id"), about)
        _ = published.policy, published.given
    except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError) as error:
        raise InputError([
            f"{folder}: {SEATS_FILE} atau {ABOUT_FILE} tidak dapat dibaca ({type(error).__name__}); unduh lagi"
        ]) from None  # fmt: skip
    return published


def with_own(published: Published, own: Dataset) -> Dataset:
    """The public tables and the rows of one person as one dataset, as if it were the whole one."""
    frames = dict(published.tables)
    for name in own.given:
        if name == "approvals" and name in frames:
            frames[name] = pl.concat([frames[name], own[name]])
        elif name not in PUBLIC:
            frames[name] = own[name]
    full = dataset_of(frames)
    return Dataset(full.frames, published.given)


def _open_tables(dataset: Dataset) -> dict[str, pl.DataFrame]:
    """The public tables that were given, without ids of other systems; approvals that name a post alone."""
    tables: dict[str, pl.DataFrame] = {
        name: dataset[name].drop("external_id", strict=False) for name in PUBLIC if name in dataset.given
    }
    of_posts = dataset["approvals"].filter(pl.col("employee_id").is_null() & pl.col("post_id").is_not_null())
    if of_posts.height:
        tables["approvals"] = of_posts
    return {name: frame for name, frame in tables.items() if frame.height or name in _REQUIRED}


_REQUIRED: Final = frozenset(name for name in PUBLIC if TABLES[name].required)
