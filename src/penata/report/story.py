"""Everything that the workbook and the page tell of a plan, computed once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from penata.explain.told.telling import Told
from penata.facts import Facts
from penata.fairness import audit
from penata.policy import Policy
from penata.report.candidates import TOLD, told_candidates
from penata.report.explained import Explained, explained_of
from penata.report.fairness import PAGE_DIMENSIONS, fairness_view
from penata.report.gates import gate_lines, gate_totals
from penata.report.given import WrittenPlan
from penata.report.headline import Headline, headline_of
from penata.report.matching import matching_figures
from penata.report.missing import Gap, gaps_of
from penata.report.movers import flows, listed_moves, move_ends, with_people
from penata.report.rules import RuleLine, papers_of, rule_lines, sensitive_ids, titles_of
from penata.report.seats import seats_of, totals_by
from penata.report.side_limits import SideLimits, side_limits_of
from penata.report.timetable import Timetable, timetable_of
from penata.report.unfilled import unfilled
from penata.tables import Dataset
from penata.transition import Order

LISTED: Final = 5_000
"""The longest list that the workbook holds whole; a page shows fewer. The csv files always hold everything."""

CUT: Final = 500
"""Rows shown of a longer list: nobody reads it there, and writing must not cost more than the csv files."""


CANDIDATES: Final = 20
"""Candidates of a leading post that the workbook shows; shortlist.csv holds all."""


@dataclass(frozen=True, slots=True)
class Story:
    """What is told: frames are already in the order in which they are shown.

    ``proposed``: all moves with names and reasons; ``people``: those that are listed (all, or the first ``CUT``).
    ``short``: posts that stay short, with why. ``fairness``: see ``report.fairness.fairness_view``.
    ``explained``: reasons, answers and prices, where the plan was told. ``timetable``: where its moves were ordered.
    ``sides``: its side limits, where the policy sets any.
    ``flow_level``: "district", "office" or "unit", the widest level between which people move; ``flows`` follow it.
    """

    plan: WrittenPlan
    policy: Policy
    agency: str
    headline: Headline
    seats: pl.DataFrame
    districts: pl.DataFrame
    offices: pl.DataFrame
    units: pl.DataFrame
    points: pl.DataFrame
    proposed: pl.DataFrame
    people: pl.DataFrame
    flow_level: str
    flows: pl.DataFrame
    short: pl.DataFrame
    short_count: int
    shortlist: pl.DataFrame
    gates: pl.DataFrame
    gate_totals: pl.DataFrame
    rules: list[RuleLine]
    gaps: list[Gap]
    matching: pl.DataFrame
    fairness: Mapping[str, Any]
    explained: Explained | None = None
    timetable: Timetable | None = None
    sides: SideLimits | None = None

    @property
    def result(self) -> Mapping[str, Any]:
        """The document that becomes result.json."""
        return self.plan.result


def story_of(
    plan: WrittenPlan, dataset: Dataset, facts: Facts, policy: Policy, told: Told | None = None,
    order: Order | None = None,
) -> Story:  # fmt: skip
    """Tell a plan: names, places and sentences for what the report lists, sums for everything.

    ``told`` (``penata.explain.tell``) adds the reasons of every move, wish and vacancy, and the prices;
    ``order`` (``penata.transition.order_of``) the calendar.
    """
    seats = seats_of(plan, facts)
    ends = move_ends(plan.moves, seats)
    proposed = with_people(listed_moves(ends), facts, dataset, plan.parts)
    people = proposed.head(rows_shown(ends.height))
    rules = rule_lines(plan.result)
    titles, citations = titles_of(rules), {line.id: line.citation for line in rules}
    level = _flow_level(ends)
    short_count = seats.filter(pl.col("shortage_after") > 0).height
    return Story(
        plan=plan,
        policy=policy,
        agency=agency_of(dataset),
        headline=headline_of(plan, facts, dataset, seats),
        seats=seats,
        districts=totals_by(seats.filter(pl.col("district_id").is_not_null()), "district_id", "district"),
        offices=totals_by(seats, "office_id", "office"),
        units=totals_by(seats, "unit_id", "unit"),
        points=_points(seats, dataset),
        proposed=proposed,
        people=people,
        flow_level=level,
        flows=flows(ends, level),
        short=unfilled(seats, titles, sensitive_ids(rules), rows_shown(short_count)),
        short_count=short_count,
        shortlist=_shortlist(plan, seats, dataset, facts, policy),
        gates=gate_lines(people, titles, citations, papers_of(rules)),
        gate_totals=gate_totals(plan.moves, titles, citations),
        rules=rules,
        gaps=gaps_of(dataset, facts),
        matching=matching_figures(dataset),
        fairness=fairness_view(audit(dataset, facts, policy, plan.moves, plan.shortlist, PAGE_DIMENSIONS), dataset),
        explained=None if told is None else explained_of(told, people, plan, facts, dataset, seats),
        timetable=None if order is None else timetable_of(order, dataset, facts, seats),
        sides=side_limits_of(plan),
    )


def rows_shown(count: int) -> int:
    """How many rows of a list of ``count`` the workbook shows.

    >>> rows_shown(5_000), rows_shown(5_001)
    (5000, 500)
    """
    return count if count <= LISTED else CUT


def agency_of(dataset: Dataset) -> str:
    """Name of the agency, for the head of a page."""
    names = dataset["agencies"].sort("agency_id")["name"].to_list()
    if not names:
        return ""
    return names[0] if len(names) == 1 else f"{names[0]} dan {len(names) - 1} instansi lain"


def _flow_level(ends: pl.DataFrame) -> str:
    """The widest level at which most moves cross a border; units where none is."""
    for level in ("district", "office"):
        pairs = ends.filter(pl.col(f"{level}_id_from").is_not_null() & pl.col(f"{level}_id_to").is_not_null())
        crossing = pairs.filter(pl.col(f"{level}_id_from") != pl.col(f"{level}_id_to")).height
        if crossing * 2 >= max(1, ends.height):
            return level
    return "unit"


def _points(seats: pl.DataFrame, dataset: Dataset) -> pl.DataFrame:
    """Places with coordinates for the map: districts where any is known, else units.

    Columns of ``totals_by`` and lat, lon: the district's own, else the mean of its units.
    """
    located = seats.filter(pl.col("lat").is_not_null() & pl.col("lon").is_not_null())
    key = "district_id" if located["district_id"].n_unique() > 1 else "unit_id"
    located = located.filter(pl.col(key).is_not_null())
    own = dataset["districts"].select(
        pl.col("district_id").alias("key"), pl.col("lat").alias("_lat"), pl.col("lon").alias("_lon")
    )
    means = (
        located.unique(["unit_id"], maintain_order=True)
        .sort("unit_id")
        .group_by(key)
        .agg(pl.col("lat").mean(), pl.col("lon").mean())
    )
    return (
        totals_by(located, key, key.removesuffix("_id"))
        .join(means.rename({key: "key"}), on="key", how="left", validate="1:1", maintain_order="left")
        .join(own, on="key", how="left", validate="1:1", maintain_order="left")
        .with_columns(pl.coalesce("_lat", "lat").alias("lat"), pl.coalesce("_lon", "lon").alias("lon"))
        .drop("_lat", "_lon")
    )


def _shortlist(plan: WrittenPlan, seats: pl.DataFrame, dataset: Dataset, facts: Facts, policy: Policy) -> pl.DataFrame:
    """Candidates with the seat (seat, unit, level), the person (name, rank, job, unit_from), and ``told_candidates``.

    Only the rows that the workbook shows (the first CANDIDATES of each post) are told in words.
    """
    posts = seats.select("post_id", "seat", "unit", "category", "level", "shortage_after")
    wanted = plan.shortlist.select("employee_id").unique()
    people = facts.persons.join(wanted, on="employee_id", how="semi").select(
        "employee_id", "name", "rank", "job", pl.col("unit").alias("unit_from")
    )
    listed = (
        plan.shortlist.join(posts, on="post_id", how="left", validate="m:1")
        .join(people, on="employee_id", how="left", validate="m:1")
        .sort("unit", "post_id", "place", "employee_id", nulls_last=True)
    )
    if not listed.height:
        return listed.with_columns(pl.lit(None).alias(name) for name in TOLD if name not in listed.columns)
    shown = listed.filter(pl.col("place") <= CANDIDATES).head(LISTED).select(plan.shortlist.columns)
    workings = getattr(plan, "workings", None)  # only our own planner keeps them
    told = told_candidates(shown, facts, dataset, policy, pairs=None if workings is None else workings.pairs)
    rest = told.drop("points")
    return listed.join(rest, on=["post_id", "place", "employee_id"], how="left", validate="1:1", maintain_order="left")
