"""A plan as its folder tells it: read once in a process, in words as the library puts them, cut to who looks."""

import json
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import polars as pl

from penata.facts import Facts, facts_of
from penata.merit import PARTS
from penata.policy import Policy, parse_policy
from penata.report.answers import AnswerCount, answer_counts, answered
from penata.report.reasons import place_names
from penata.report.story import Story, story_of
from penata.tables import ORDER_TABLES, PLAN_TABLES, TOLD_TABLES, Dataset
from penata.transition import Order
from penata_web.planning.frames.folders import frozen_dataset, plan_folder, plan_result, plan_table
from penata_web.planning.models import Plan
from penata_web.shared.acting import Acting

KEPT: Final = 3
"""Plans that a process keeps read."""


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """Where a plan comes from, without the database: what a thread needs to open it."""

    digest: str
    dataset_digest: str
    cycle_id: int
    plan_folder: Path
    policy_text: str
    decisions: tuple[Mapping[str, Any], ...]

    @property
    def key(self) -> tuple[str, str]:
        """What tells one plan from another: all its files and all its data, whoever made it and when."""
        return self.digest, self.dataset_digest

    def policy(self) -> Policy:
        """The policy that the plan was made with."""
        return parse_policy(self.policy_text)

    def dataset(self) -> Dataset:
        """The frozen dataset with the decisions of the scenario, as the plan was made from it."""
        return with_decisions(frozen_dataset(self.cycle_id), self.decisions)

    def table(self, name: str) -> pl.DataFrame:
        """One table of the plan's folder; empty where it was not written."""
        return plan_table(self.plan_folder, name)

    def result(self) -> dict[str, Any]:
        """result.json."""
        return plan_result(self.plan_folder)


def source_of(plan: Plan) -> Source:
    """Where the files of a plan lie; the cycle is to be fetched with it."""
    return Source(
        digest=plan.digest or f"plan {plan.pk}",
        dataset_digest=plan.scenario.cycle.dataset_digest,
        cycle_id=plan.scenario.cycle_id,
        plan_folder=plan_folder(plan.pk),
        policy_text=plan.policy_text,
        decisions=tuple(plan.decisions),
    )


def with_decisions(frozen: Dataset, decisions: Sequence[Mapping[str, Any]]) -> Dataset:
    """The dataset with these decisions beside those that it has."""
    schema = frozen["decisions"].schema
    rows = [{name: row.get(name) or None for name in schema} for row in decisions]
    more = pl.DataFrame(rows, schema=schema, orient="row")
    return frozen.replace(decisions=pl.concat([frozen["decisions"], more]))


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """The tables of a plan folder, as the library's report takes them."""

    moves: pl.DataFrame
    assignments: pl.DataFrame
    posts: pl.DataFrame
    shortlist: pl.DataFrame
    prices: pl.DataFrame
    limits: pl.DataFrame
    parts: pl.DataFrame
    explanations: Sequence[Mapping[str, Any]]
    ladder: Sequence[Mapping[str, Any]]
    result: Mapping[str, Any]


class Reading:
    """A plan, read: ``story`` is what the library's report tells of it, the rest the tables that stand beside."""

    def __init__(self, source: Source) -> None:
        """Read the folder and put it into words; seconds for a large plan, so it is kept."""
        self.source = source
        self.result = source.result()
        self.dataset = source.dataset()
        self.policy = source.policy()
        self.facts: Facts = facts_of(self.dataset, self.policy)
        self.tables = {name: source.table(name) for name in (*TOLD_TABLES, *ORDER_TABLES)}
        self.written = self._written()
        shown = _without_shortlist(self.written)
        self.story: Story = story_of(shown, self.dataset, self.facts, self.policy, None, self._order())
        self.moves = _moves(self.story)

    def _written(self) -> Written:
        source = self.source
        frames = {name: source.table(name) for name in PLAN_TABLES}
        lines = (source.plan_folder / "explanations.jsonl").read_text("utf-8").splitlines()
        told = [json.loads(line) for line in lines]
        rows = [
            {"employee_id": one["employee_id"], "post_id": one["to_post_id"], **(one["parts"] or {})} for one in told
        ]
        schema = {"employee_id": pl.String, "post_id": pl.String, **dict.fromkeys(PARTS, pl.Int64)}
        known = {name: kind for name, kind in schema.items() if not rows or name in rows[0]}
        return Written(
            **frames, limits=source.table("limits"),
            parts=pl.DataFrame(rows, schema=known, orient="row"), explanations=told,
            ladder=self.result.get("ladder", ()), result=self.result,
        )  # fmt: skip

    def _order(self) -> Order | None:
        told = self.result.get("transition")
        if told is None:
            return None
        return Order(self.written.moves, **{name: self.tables[name] for name in ORDER_TABLES}, result=told)

    @cached_property
    def wishes(self) -> pl.DataFrame:
        """Every wish with its answer in words, the unit of who wished beside."""
        told = answered(self.tables["wishes"], self.facts, self.story.seats, self.dataset["districts"])
        homes = self.facts.persons.select("employee_id", "unit_id")
        return told.join(homes, on="employee_id", how="left", validate="m:1", maintain_order="left")

    def answers(self, sight: "Sight") -> tuple[pl.DataFrame, list[AnswerCount]]:
        """The wishes that a capacity sees, and how many of them have which answer."""
        seen = sight.rows(self.wishes)
        return seen, answer_counts(seen)

    @cached_property
    def places(self) -> Mapping[str, str]:
        """Seat and unit in words by post id."""
        return dict(place_names(self.story.seats).iter_rows())

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Names by employee id."""
        return dict(self.facts.persons.select("employee_id", "name").iter_rows())

    @cached_property
    def short(self) -> pl.DataFrame:
        """Posts that stay short with why, who could come, and what single thing would help the most."""
        helps = self.tables["helps"].sort("post_id", "place").group_by("post_id", maintain_order=True)
        first = helps.agg(pl.col("words").alias("helps"))
        states = self.tables["vacancies"].select("post_id", "state", "candidates", "needed_elsewhere")
        short = self.story.short
        for frame in (first, states):
            short = short.join(frame, on="post_id", how="left", validate="1:1", maintain_order="left")
        return short

    def units_under(self, unit_id: str) -> frozenset[str]:
        """A unit and all below it, as they were when the data was frozen."""
        children: dict[str, list[str]] = {}
        for child, parent in self.dataset["units"].select("unit_id", "parent_id").iter_rows():
            children.setdefault(parent, []).append(child)
        found, line = set(), [unit_id]
        while line:
            one = line.pop()
            if one not in found:
                found.add(one)
                line += children.get(one, [])
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Sight:
    """What of a plan a capacity sees: all of it, or what touches these units."""

    units: frozenset[str] | None

    def moves(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Moves from and to these units."""
        if self.units is None:
            return frame
        own = list(self.units)
        return frame.filter(pl.col("unit_id_from").is_in(own) | pl.col("unit_id_to").is_in(own))

    def rows(self, frame: pl.DataFrame, column: str = "unit_id") -> pl.DataFrame:
        """Rows of these units."""
        return frame if self.units is None else frame.filter(pl.col(column).is_in(list(self.units)))


def sight_of(acting: Acting, reading: Reading) -> Sight:
    """The units that a capacity sees in a plan; None: all."""
    if acting.unit_id:
        return Sight(reading.units_under(acting.unit_id))
    if acting.agency_id:
        units = reading.dataset["units"].filter(pl.col("agency_id") == acting.agency_id)
        return Sight(frozenset(units["unit_id"]))
    return Sight(None if acting.sees_everything else frozenset())


_read: "OrderedDict[tuple[str, str], Reading]" = OrderedDict()
_reading: dict[tuple[str, str], threading.Lock] = {}
_lock = threading.Lock()


def reading_of(plan: Plan) -> Reading:
    """The plan read, from this process's memory where it is there; the plans looked at last stay.

    Who asks for a plan that is just being read waits for it; others do not.
    """
    source = source_of(plan)
    with _lock:
        turn = _reading.setdefault(source.key, threading.Lock())
    with turn:
        with _lock:
            found = _read.get(source.key)
        found = found or Reading(source)
        with _lock:
            _read[source.key] = found
            _read.move_to_end(source.key)
            while len(_read) > KEPT:
                _reading.pop(_read.popitem(last=False)[0], None)
    return found


def _moves(story: Story) -> pl.DataFrame:
    """The proposed moves with a code for their kind, whether a wish is granted, and whether papers are open."""
    between = pl.col("from_post_id").is_not_null() & pl.col("to_post_id").is_not_null()
    personal = [line.id for line in story.rules if line.sensitive]
    gates = pl.col("legal_gates").fill_null([])
    return story.proposed.with_columns(
        pl.when(between).then(pl.col("direction").fill_null("PLACED"))
        .when(pl.col("to_post_id").is_null()).then(pl.lit("RELEASED")).otherwise(pl.lit("PLACED")).alias("kind"),
        pl.when(pl.col("wish_rank").is_not_null()).then(pl.lit("YES")).otherwise(pl.lit("NO")).alias("wished"),
        gates.list.len().alias("gates"),
        gates.list.set_intersection(personal).list.len().alias("personal_gates"),
        pl.concat_str("job_from", "unit_from", separator=", ", ignore_nulls=True).alias("place_from"),
        pl.concat_str("job_to", "unit_to", separator=", ", ignore_nulls=True).alias("place_to"),
    )  # fmt: skip


def _without_shortlist(written: Written) -> Written:
    """The committee's candidates have a page of their own; putting them into words takes long."""
    return replace(written, shortlist=written.shortlist.clear())
