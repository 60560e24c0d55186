"""Training before duty: what movers lack for their new post, and who gets a seat in which course.

Somebody lacks a certificate that the job asks, or a level of a competency, where that is *known*: of whom no
certificate is on record, or who was not assessed, nothing is said. STR, SIP and the teacher's certificate are a matter
of the law's rules and not of a course. A course counts whose last day and seats are known and which has not begun on
the day of the snapshot.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from penata.facts import Facts
from penata.merit import competence_gap
from penata.merit.points import plain, whole
from penata.merit.seats import Seats
from penata.policy import Policy
from penata.tables import ORDER_TABLES, Dataset
from penata.transition.dates import number
from penata.transition.steps import Ints, Mask
from penata.transition.waves import NEVER
from penata.vocabulary import CredentialKind

_EFFORT: Final = 20.0
"""Deterministic time for the seats of all courses: the same on every machine."""


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """``rows``: ORDER_TABLES["training"]; ``release`` (n) the first day number on which each move may be made, after
    its courses (``waves.NEVER``: no seat); ``unfit`` (n) who goes without a certificate that no course gives.

    ``placed``: people with a seat for all they lack; ``bound``: no assignment of seats places more.
    """

    rows: pl.DataFrame
    release: Ints
    unfit: Mask
    placed: int
    bound: int

    @property
    def status(self) -> str:
        """OPTIMAL where it is proven that no more people can be placed."""
        return "OPTIMAL" if self.placed >= self.bound else "FEASIBLE"


def trained(facts: Facts, dataset: Dataset, policy: Policy, moves: pl.DataFrame) -> Trained:
    """Seats for everyone who needs a course; ``moves``: person, post, sorted, one row a mover (n).

    As many people as possible get all that they lack, and among such assignments the sum of their last days is least.
    Nobody sits in two courses on one day.
    """
    lacking = lacks(facts, dataset, moves)
    courses = _open_courses(dataset, policy)
    given = _given(lacking, courses)
    taken, placed, bound = _seated(given, courses)
    rows = (
        lacking.join(given.select("need").unique(), on="need", how="left", coalesce=False, suffix="_given")
        .join(taken, on="need", how="left", validate="1:1", maintain_order="left")
        .with_columns(
            pl.when(pl.col("need_given").is_null()).then(pl.lit("NO_COURSE"))
            .when(pl.col("course_id").is_null()).then(pl.lit("NO_SEAT"))
            .otherwise(pl.lit("PLACED")).alias("status")
        )
        .sort("need")
    )  # fmt: skip
    return Trained(
        rows=ORDER_TABLES["training"].conform(rows.sort("employee_id", "lacks")),
        release=_release(rows, moves.height, policy),
        unfit=_unfit(rows, moves.height),
        placed=placed,
        bound=bound,
    )


def lacks(facts: Facts, dataset: Dataset, moves: pl.DataFrame) -> pl.DataFrame:
    """What movers lack: need (row number), move, employee_id, post_id, kind, key, lacks, level_held, level_asked."""
    pairs = moves.select("person", "post").with_row_index("move")
    gaps = competence_gap(facts, dataset, pairs.select("person", "post")).filter(pl.col("gap") > 0).select(
        "person", "post", pl.lit("competency").alias("kind"), plain(pl.col("competency")).alias("key"),
        pl.col("competency").alias("lacks"), pl.col("held").alias("level_held"), pl.col("asked").alias("level_asked"),
    )  # fmt: skip
    both = pl.concat([_without_certificate(facts, dataset, pairs), gaps], how="vertical")
    return (
        both.join(pairs, on=["person", "post"], how="inner", validate="m:1")
        .join(facts.persons.select("person", "employee_id"), on="person", how="left", validate="m:1")
        .join(facts.posts.select("post", "post_id"), on="post", how="left", validate="m:1")
        .unique(["move", "lacks"], keep="first", maintain_order=True)
        .sort("move", "kind", "lacks")
        .with_row_index("need")
    )


def _without_certificate(facts: Facts, dataset: Dataset, pairs: pl.DataFrame) -> pl.DataFrame:
    law = [kind.value.lower() for kind in CredentialKind]
    jobs = dataset["jobs"].with_row_index("job").select(pl.col("job").cast(pl.Int64), "certificates")
    asked = jobs.explode("certificates").select("job", plain(pl.col("certificates")).alias("key"),
                                                pl.col("certificates").str.strip_chars().alias("lacks"))  # fmt: skip
    asked = asked.drop_nulls("key").unique(["job", "key"], keep="first", maintain_order=True)
    job, _ = Seats.of(facts, dataset).taken(whole(pairs["person"]), whole(pairs["post"]))
    told = facts.persons.filter(pl.col("certificates").is_not_null()).select("person", "certificates")
    held = told.explode("certificates").select("person", plain(pl.col("certificates")).alias("key")).drop_nulls()
    return (
        pairs.select("person", "post")
        .with_columns(pl.Series("job", job))
        .join(told.select("person"), on="person", how="semi")
        .join(asked.filter(~pl.col("key").is_in(law)), on="job", how="inner")
        .join(held.unique(), on=["person", "key"], how="anti")
        .select("person", "post", pl.lit("certificate").alias("kind"), "key", "lacks",
                pl.lit(None, pl.Int64).alias("level_held"), pl.lit(None, pl.Int64).alias("level_asked"))
    )  # fmt: skip


def _open_courses(dataset: Dataset, policy: Policy) -> pl.DataFrame:
    """Courses that can still be joined; those that cannot keep seats at 0, so that it is known that they exist."""
    ahead = pl.col("starts_on").is_null() | (pl.col("starts_on") >= policy.as_of)
    is_open = ahead & (pl.col("ends_on") >= policy.as_of) & pl.col("seats").is_not_null()
    return dataset["courses"].sort("course_id").with_row_index("course").with_columns(
        pl.when(is_open.fill_null(value=False)).then("seats").otherwise(0).alias("seats"),
        plain(pl.col("certificate")).alias("gives_certificate"), plain(pl.col("competency")).alias("gives_competency"),
    )  # fmt: skip


def _given(lacking: pl.DataFrame, courses: pl.DataFrame) -> pl.DataFrame:
    """need, move, course: which course gives what somebody lacks."""
    found = []
    for kind in ("certificate", "competency"):
        gives = courses.select("course", "level", pl.col(f"gives_{kind}").alias("key")).drop_nulls("key")
        both = lacking.filter(pl.col("kind") == kind).join(gives, on="key", how="inner")
        reaches = pl.col("level_asked").is_null() | (pl.col("level") >= pl.col("level_asked"))
        found.append(both.filter(reaches.fill_null(value=False)).select("need", "move", "course"))
    return pl.concat(found).sort("need", "course")


def _seated(given: pl.DataFrame, courses: pl.DataFrame) -> tuple[pl.DataFrame, int, int]:
    """need, course_id, ends_on of who is placed; how many people, and how many at most."""
    empty = pl.DataFrame(schema={"need": pl.UInt32, "course_id": pl.String, "ends_on": pl.Date})
    if not given.height:
        return empty, 0, 0
    from ortools.sat.python import cp_model  # noqa: PLC0415 - slow to import, mostly not needed

    model = cp_model.CpModel()
    seats, ends = courses["seats"].to_list(), courses["ends_on"].to_list()
    sits: dict[tuple[int, int], cp_model.IntVar] = {}
    placed: dict[int, cp_model.IntVar] = {}
    for need, group in given.group_by("need", maintain_order=True):
        move = int(group["move"][0])
        placed.setdefault(move, model.new_bool_var(""))
        options = [sits.setdefault((move, course), model.new_bool_var("")) for course in group["course"].to_list()]
        model.add(sum(options) >= placed[move])
        del need
    for course in range(courses.height):
        model.add(sum(x for (_, c), x in sits.items() if c == course) <= int(seats[course]))
    for move, one, two in _clashing(list(sits), courses):
        model.add(sits[move, one] + sits[move, two] <= 1)
    first = min((number(day) for day in ends if day is not None), default=0)
    late = {c: 1 + (number(day) - first if day is not None else 0) for c, day in enumerate(ends)}
    most = 1 + sum(late[c] for _, c in sits)
    model.maximize(sum(most * x for x in placed.values()) - sum(late[c] * x for (_, c), x in sits.items()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = _EFFORT
    if solver.solve(model) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return empty, 0, len(placed)
    done = {move for move, x in placed.items() if solver.value(x)}
    held = given.filter(pl.col("move").is_in(sorted(done))).filter(
        pl.Series([bool(solver.value(sits[m, c])) for _, m, c in given.rows() if m in done], dtype=pl.Boolean)
    )
    rows = held.join(courses.select("course", "course_id", "ends_on"), on="course", how="left", validate="m:1")
    bound = min(len(placed), int((solver.best_objective_bound + most - 1) // most))
    first_ends = rows.sort("need", "ends_on", "course_id").unique("need", keep="first", maintain_order=True)
    return first_ends.select("need", "course_id", "ends_on"), len(done), max(len(done), bound)


def _clashing(sits: list[tuple[int, int]], courses: pl.DataFrame) -> list[tuple[int, int, int]]:
    """Move and two courses whose days overlap; a course without a first day is one day long."""
    days = [
        (start or end, end)
        for start, end in zip(courses["starts_on"].to_list(), courses["ends_on"].to_list(), strict=True)
    ]
    clashes: list[tuple[int, int, int]] = []
    of_move: dict[int, list[int]] = {}
    for move, course in sits:
        of_move.setdefault(move, []).append(course)
    for move, mine in of_move.items():
        for i, one in enumerate(mine):
            for two in mine[i + 1 :]:
                (a, b), (c, d) = days[one], days[two]
                if None not in (a, b, c, d) and a <= d and c <= b:
                    clashes.append((move, one, two))
    return clashes


def _release(rows: pl.DataFrame, count: int, policy: Policy) -> Ints:
    """First day number of each move: the day after the last of its courses, NEVER for who found no seat."""
    release = np.zeros(count, np.int64)
    if not policy.transition.training:
        return release
    for move, status, ends_on in rows.select("move", "status", "ends_on").iter_rows():
        if status == "NO_SEAT":
            release[move] = NEVER
        elif status == "PLACED" and release[move] != NEVER:
            release[move] = max(release[move], number(ends_on + dt.timedelta(1)))
    return release


def _unfit(rows: pl.DataFrame, count: int) -> Mask:
    unfit: Mask = np.zeros(count, np.bool_)
    unfit[whole(rows.filter((pl.col("kind") == "certificate") & (pl.col("status") == "NO_COURSE"))["move"])] = True
    return unfit
