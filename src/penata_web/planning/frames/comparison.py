"""Plans side by side: figures, people who sit elsewhere, units that are filled otherwise, limits and their price."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from penata.explain.plans.difference import Written, difference
from penata.policy import parse_policy
from penata.report.side_limits import SideLimits, side_limits_of
from penata_web.planning.frames.datasets import names_of
from penata_web.planning.frames.folders import frozen_dataset, plan_result, plan_tables
from penata_web.planning.frames.plans import with_decisions
from penata_web.planning.models import Plan


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """What several plans of one cycle differ in.

    ``people``: employee_id, name, now, seat_0, seat_1, …, kind; ``units``: unit_id, unit, short_now, short_0, …;
    ``limits``: those of each plan, None where it has none.
    """

    people: pl.DataFrame
    units: pl.DataFrame
    limits: list[SideLimits | None]


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """As much of a plan as the words about its limits need."""

    limits: pl.DataFrame
    result: dict[str, Any]


def compared(cycle: int, plans: Sequence[Plan]) -> Compared:
    """Read the folders of plans of one cycle and lay them beside each other; the first is compared with each other."""
    frozen = frozen_dataset(cycle)
    written = [_written(frozen, plan) for plan in plans]
    found = [difference(written[0], other) for other in written[1:]]
    ids = sorted({one for each in found for one in each.people["employee_id"]})
    return Compared(_people(cycle, written, ids), _units(written), [_limits(one) for one in written])


def _written(frozen: Any, plan: Plan) -> Written:
    folder = Path(plan.folder)
    return Written(
        with_decisions(frozen, plan.decisions), parse_policy(plan.policy_text), plan_tables(folder), plan_result(folder)
    )


def _people(cycle: int, written: Sequence[Written], ids: list[str]) -> pl.DataFrame:
    now = written[0].dataset["employees"].select("employee_id", "name", pl.col("post_id").alias("now"))
    rows = now.filter(pl.col("employee_id").is_in(ids))
    for place, one in enumerate(written):
        seats = one.tables["assignments"].select("employee_id", pl.col("post_id").alias(f"post_{place}"))
        rows = rows.join(seats, on="employee_id", how="left", validate="1:1", maintain_order="left")
    posts = [post for name in rows.columns[2:] for post in rows[name].drop_nulls().to_list()]
    _people_names, seats_named = names_of(cycle, [], posts)
    words = {name: f"seat_{name.removeprefix('post_')}" for name in rows.columns[3:]}
    told = [pl.col(name).replace_strict(seats_named, default=None).alias(alias) for name, alias in words.items()]
    here = [pl.col(name).eq_missing(pl.col("now")).alias(f"stays_{name.removeprefix('post_')}") for name in words]
    seat_now = pl.col("now").replace_strict(seats_named, default=None).alias("seat_now")
    return rows.with_columns(seat_now, *told, *here).drop("now", *words).sort("name", "employee_id")


def _units(written: Sequence[Written]) -> pl.DataFrame:
    """Units whose shortage is not the same under all plans."""
    dataset = written[0].dataset
    posts = dataset["posts"].select("post_id", "unit_id")
    rows = dataset["units"].select("unit_id", pl.col("name").alias("unit"))
    for place, one in enumerate(written):
        sums = one.tables["posts"].join(posts, on="post_id", how="left", validate="1:1").group_by("unit_id").agg(
            pl.col("shortage_before").sum().alias("short_now"), pl.col("shortage_after").sum().alias(f"short_{place}")
        )  # fmt: skip
        sums = sums if place == 0 else sums.drop("short_now")
        rows = rows.join(sums, on="unit_id", how="left", validate="1:1", maintain_order="left")
    names = [f"short_{place}" for place in range(len(written))]
    differs = pl.any_horizontal(pl.col(names[0]).ne_missing(pl.col(name)) for name in names[1:])
    return rows.filter(differs).sort("unit", "unit_id")


def _limits(one: Written) -> SideLimits | None:
    table = one.tables.get("limits")
    told = _Told(table, dict(one.result)) if table is not None else _Told(pl.DataFrame(), dict(one.result))
    return side_limits_of(told)  # type: ignore[arg-type]  # reads these two alone
