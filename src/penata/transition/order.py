"""The order of moves of a plan: waves with their days, training first, cover, and what each chain hangs on."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar

import numpy as np
import polars as pl

from penata.facts import Facts
from penata.planning import RejectedPlanError
from penata.planning.verify.waves import verify_order
from penata.policy import Policy
from penata.tables import ORDER_TABLES, PLAN_TABLES, Dataset
from penata.transition.cover import Days, cover
from penata.transition.dates import Calendar, calendar_of, day_of, slots_of
from penata.transition.movement import movement_of, rows_of_moves
from penata.transition.proof import fewest
from penata.transition.steps import Ints, Movement, rings
from penata.transition.training import Trained, trained
from penata.transition.waves import NEVER, Waves, ordered, waves_of
from penata.transition.weakest import chains_table, weakest_links, why_of
from penata.vocabulary import UnitKind


class Movable(Protocol):
    """What is needed of a plan: its moves, its assignments, and its result."""

    @property
    def moves(self) -> pl.DataFrame:
        """Who moves (PLAN_TABLES)."""

    @property
    def assignments(self) -> pl.DataFrame:
        """Who sits where under the plan (PLAN_TABLES)."""

    @property
    def result(self) -> Mapping[str, Any]:
        """The document that becomes result.json."""


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """``moves`` with wave, effective_date and same_day; ``training``, ``cover``, ``chains`` (ORDER_TABLES); ``result``:
    what result.json says under "transition".
    """

    moves: pl.DataFrame
    training: pl.DataFrame
    cover: pl.DataFrame
    chains: pl.DataFrame
    result: Mapping[str, Any]

    @property
    def tables(self) -> dict[str, pl.DataFrame]:
        """The tables of ORDER_TABLES by name."""
        return {name: getattr(self, name) for name in ORDER_TABLES}


def order_of(
    plan: Movable, facts: Facts, dataset: Dataset, policy: Policy, *, step: Callable[[str], None] = lambda _: None
) -> Order:
    """A safe order of the moves of a plan, whoever made it, checked by the independent verifier.

    The number of waves is for the moves alone, without days: their fewest, or the best that was found, with a bound.
    On the calendar each step takes the first day that is open to its people, after its courses. Raises
    RejectedPlanError where the verifier finds fault with our own order.
    """
    step("mengurutkan perpindahan")
    rows = rows_of_moves(facts, plan.moves)
    learned = trained(facts, dataset, policy, rows)
    overlap = policy.transition.handover_days > 0
    movement = movement_of(facts, rows, overlap=overlap, unfit=learned.unfit)
    plain = fewest(movement, waves_of(movement, policy.transition.most_waves))
    calendar = calendar_of(dataset, policy)
    schools = _schools(rows, policy)
    waves, dates = _dated(movement, plain, calendar, schools, learned)
    told = _told(rows, waves, dates)
    moves = PLAN_TABLES["moves"].conform(
        plan.moves.drop("wave", "effective_date", "same_day", strict=False)
        .join(told, on="employee_id", how="left", validate="1:1", maintain_order="left")
    )  # fmt: skip
    firm = movement_of(facts, rows, overlap=False, unfit=learned.unfit)
    why = why_of(rows, plan.moves, learned.rows, dataset, plan.result)
    names = rows.select("employee_id").join(plan.moves.select("employee_id", "chain_id"), on="employee_id", how="left",
                                            validate="1:1", maintain_order="left")["chain_id"]  # fmt: skip
    chains = chains_table(firm, weakest_links(firm, why), rows["employee_id"], names, told)
    days = Days(waves.of_move + 1, waves.count, dates)
    covered = cover(facts, dataset, rows, days)
    result = _result(movement, plain, waves, dates, learned, _termless(schools, calendar), covered, policy)
    order = Order(moves, learned.rows, covered, chains, result)
    verdict = verify_order(dataset, policy, facts, {"moves": moves, "assignments": plan.assignments, **order.tables})
    if not verdict.ok:
        raise RejectedPlanError(verdict)
    return order


_Plan = TypeVar("_Plan")


def with_order(plan: _Plan, order: Order) -> _Plan:
    """The plan (a dataclass with ``moves`` and ``result``) with its order written into both."""
    result = {**plan.result, "transition": order.result}  # type: ignore[attr-defined]
    changed: _Plan = replace(plan, moves=order.moves, result=result)  # type: ignore[type-var]
    return changed


def _schools(rows: pl.DataFrame, policy: Policy) -> list[str | None]:
    """The agency whose terms a move keeps to (n), None where it keeps to none."""
    school = (pl.col("kind_before") == UnitKind.SCHOOL) | (pl.col("unit_kind") == UnitKind.SCHOOL)
    agency = pl.coalesce("agency_after", "agency_id")
    if not policy.transition.school_calendar:
        return [None] * rows.height
    return rows.select(pl.when(school.fill_null(value=False)).then(agency).alias("of"))["of"].to_list()


def _termless(schools: list[str | None], calendar: Calendar) -> int:
    """Moves of schools for which no day is known."""
    bare = {agency for agency in schools if agency is not None and not calendar.school(agency)}
    return sum(agency in bare for agency in schools if agency is not None)


def _dated(
    movement: Movement, plain: Waves, calendar: Calendar, schools: list[str | None], learned: Trained
) -> tuple[Waves, pl.DataFrame]:
    """The waves on the calendar, and their days: wave (from 1), date (null where no day is known)."""
    free = not any(schools) and not learned.release.any()
    slots = slots_of(calendar, schools, learned.release, plain.count)
    if free:
        waves = plain
        days = slots.days[: plain.count]
    else:
        waves = ordered(movement, plain.steps.of_move, slots, prefer=plain.of_move)
        days = slots.days[waves.slot]
    dates: list[dt.date | None] = [day_of(int(day)) for day in days]
    dates += [None] * (waves.count - len(dates))
    return waves, pl.DataFrame(
        {"wave": range(1, waves.count + 1), "date": dates}, schema={"wave": pl.Int64, "date": pl.Date}
    )


def _told(rows: pl.DataFrame, waves: Waves, dates: pl.DataFrame) -> pl.DataFrame:
    """employee_id, wave, effective_date, same_day: groups are named after their first wave and move."""
    step = waves.steps.of_move
    together = waves.steps.sizes[step] > 1
    frame = rows.select("employee_id").with_columns(
        pl.Series("wave", waves.of_move + 1), pl.Series("step", step), pl.Series("together", together)
    )
    number = pl.when("together").then("step").rank("dense").cast(pl.Int64)
    width = max(3, len(str(int((waves.steps.sizes > 1).sum()))))
    return (
        frame.with_columns(number.alias("number"))
        .with_columns(pl.format("H{}", pl.col("number").cast(pl.String).str.zfill(width)).alias("same_day"))
        .join(dates.rename({"date": "effective_date"}), on="wave", how="left", validate="m:1", maintain_order="left")
        .select("employee_id", "wave", "effective_date", "same_day")
    )


def _result(
    movement: Movement, plain: Waves, waves: Waves, dates: pl.DataFrame, learned: Trained, termless: int,
    covered: pl.DataFrame, policy: Policy,
) -> dict[str, Any]:  # fmt: skip
    """What result.json says of the order."""
    sizes = waves.steps.sizes
    made = np.bincount(waves.of_move, minlength=waves.count)
    status = learned.rows["status"]
    undated = dates.filter(pl.col("date").is_null())["wave"].to_list()
    return {
        "waves": waves.count,
        "fewest": {"waves": plain.count, "bound": plain.bound,
                   "status": "OPTIMAL" if plain.count <= plain.bound else "FEASIBLE"},
        "by_wave": [{"wave": wave, "date": None if day is None else day.isoformat(), "moves": int(made[wave - 1])}
                    for wave, day in dates.iter_rows()],
        "undated_moves": int(sum(made[wave - 1] for wave in undated)),
        "school_moves_without_term": termless,
        "same_day": {"groups": int((sizes > 1).sum()), "moves": int(sizes[sizes > 1].sum()),
                     "largest": int(np.max(sizes, initial=0)), "rings": int(rings(movement).sum())},
        "dips_avoided": _dips(movement),
        "training": {"needs": learned.rows.height, "people": learned.rows["employee_id"].n_unique(),
                     "placed": learned.placed, "bound": learned.bound, "status": learned.status,
                     "no_seat": int((status == "NO_SEAT").sum()), "no_course": int((status == "NO_COURSE").sum()),
                     "waiting": int((learned.release == NEVER).sum())},
        "empty_seats": covered.height,
        "handover_days": policy.transition.handover_days,
    }  # fmt: skip


def _dips(movement: Movement) -> dict[str, int]:
    """Posts and kinds of work that would fall below their lowest if all who leave left before anybody came."""
    takes: Ints = np.bincount(movement.effect_resource, movement.effect < 0, len(movement.level)).astype(np.int64)
    dips = movement.level - takes < movement.low
    return {"posts": int(dips[: movement.posts].sum()), "services": int(dips[movement.posts :].sum())}
