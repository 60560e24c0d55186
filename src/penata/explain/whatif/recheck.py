"""Whether a counterfactual holds: the changed problem, solved from nothing by the ordinary road, grants the wish."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from penata.explain.whatif.counterfactual import Counterfactual, Inquiry, pair_of
from penata.explain.whatif.question import Change, Remedy
from penata.merit import prepared
from penata.planning import Workings, worked_out
from penata.planning.decisions import decisions_of, narrowed
from penata.planning.engine.prices import Scope
from penata.planning.engine.solve import solve
from penata.planning.problem import NOBODY, problem_of
from penata.tables import TABLES, Dataset


@dataclass(frozen=True, slots=True)
class Check:
    """One remedy solved again from nothing: ``granted``; ``one_less``: granted although one point or seat less."""

    employee_id: str
    post_id: str
    remedy: Remedy
    granted: bool
    one_less: bool | None

    @property
    def holds(self) -> bool:
        """Whether the change suffices and, where that was asked, less does not."""
        return self.granted and not self.one_less


def recheck(workings: Workings, found: Counterfactual) -> list[Check]:
    """Every remedy of a counterfactual, solved again from nothing.

    Points: the ordinary solver on the whole problem with the points of that pair. Need and facts: a changed dataset
    through the whole road. What is barred is checked on the problem with that pair added.
    """
    remedies = [remedy for remedy in (found.points, found.need, *found.facts) if remedy is not None]
    return [_checked(workings, found, remedy) for remedy in remedies]


def confirmed(workings: Workings, wishes: Iterable[tuple[str, str]]) -> list[Check]:
    """Counterfactuals of refused wishes (employee_id, post_id), each remedy solved again from nothing."""
    inquiry = Inquiry(workings)
    return [check for wish in wishes for check in recheck(workings, inquiry.counterfactual(*wish))]


def _checked(workings: Workings, found: Counterfactual, remedy: Remedy) -> Check:
    kinds = {change.kind for change in remedy.changes}
    if kinds == {"POINTS"}:
        (change,) = remedy.changes
        points = int(change.after)
        granted, less = (_grants(workings, found, wanted) for wanted in (points, points - 1))
        return Check(found.employee_id, found.post_id, remedy, granted, less)
    granted = _with_changes(workings, found, remedy.changes)
    fewer = _one_less(workings, found, remedy) if kinds == {"NEED"} else None
    return Check(found.employee_id, found.post_id, remedy, granted, fewer)


def _one_less(workings: Workings, found: Counterfactual, remedy: Remedy) -> bool:
    """Whether any change of need by one seat less in all, of the same posts, grants the wish."""
    for at, change in enumerate(remedy.changes):
        nearer = int(change.after) - (1 if int(change.after) > int(change.before or 0) else -1)
        rest = [*remedy.changes[:at], replace(change, after=nearer), *remedy.changes[at + 1 :]]
        if _with_changes(workings, found, tuple(c for c in rest if c.after != c.before)):
            return True
    return False


def _with_changes(workings: Workings, found: Counterfactual, changes: tuple[Change, ...]) -> bool:
    """Whether the whole road from the changed dataset leads the person to the post, barriers settled."""
    dataset = workings.dataset
    for change in changes:
        dataset = _changed(workings, dataset, found.employee_id, change)
    again = worked_out(dataset, workings.policy)
    if found.barriers:
        return _grants(again, found)
    person, post = _rows(again, found)
    pair = pair_of(again, person, post)
    return bool(pair != NOBODY and again.solution.chosen[again.problem.rank[person]] == pair)


def _grants(workings: Workings, found: Counterfactual, points: int | None = None) -> bool:
    """Whether the ordinary solver seats the person where that pair is open, with other points where these are given."""
    person, post = _rows(workings, found)
    if pair_of(workings, person, post) == NOBODY:
        workings = _with_pair(workings, person, post)
    pair = pair_of(workings, person, post)
    problem, scope = workings.problem, workings.scope
    gain, allowed = problem.gain.copy(), scope.allowed.copy()
    gain[pair], allowed[pair] = gain[pair] if points is None else points, True
    solution = solve(replace(problem, gain=gain), Scope(allowed, scope.none_is_open, scope.low, scope.high))
    return bool(solution.chosen[problem.rank[person]] == pair)


def _with_pair(workings: Workings, person: int, post: int) -> Workings:
    """The problem with one pair more, which no rule or scope let in; everything else as it was."""
    facts, dataset = workings.facts, workings.dataset
    gain = sum(prepared(facts, dataset, workings.policy).points_of(person, post).values())
    known = workings.pairs.select("person", "post", "gain", "forced")
    more = pl.DataFrame([(person, post, gain, False)], known.schema, orient="row")
    problem = problem_of(facts, pl.concat([known, more]).sort("person", "post"), workings.problem.aims)
    return replace(workings, problem=problem, scope=narrowed(problem, decisions_of(facts, dataset)))


def _rows(workings: Workings, found: Counterfactual) -> tuple[int, int]:
    persons, posts = workings.facts.persons, workings.facts.posts
    return (
        int(np.flatnonzero((persons["employee_id"] == found.employee_id).to_numpy())[0]),
        int(np.flatnonzero((posts["post_id"] == found.post_id).to_numpy())[0]),
    )


def _changed(workings: Workings, dataset: Dataset, employee_id: str, change: Change) -> Dataset:
    """A dataset in which one thing is otherwise."""
    me, there = pl.col("employee_id") == employee_id, pl.col("post_id") == change.post_id
    value = pl.lit(change.after)
    if change.kind == "NEED":
        safe = pl.when(value < pl.col("need")).then(pl.min_horizontal("safe_minimum", value)).otherwise("safe_minimum")
        safe = pl.when(pl.col("safe_minimum").is_not_null()).then(safe)
        return _replaced(dataset, "posts", pl.when(there).then(safe).otherwise("safe_minimum").alias("safe_minimum"),
                         pl.when(there).then(value).otherwise("need").alias("need"))  # fmt: skip
    if change.kind == "POTENTIAL":
        return _replaced(dataset, "employees", pl.when(me).then(value).otherwise("potential").alias("potential"))
    if change.kind == "WISH_RANK":
        return _added(dataset, "wishes", employee_id=employee_id, post_id=change.post_id, stance="WANT", rank=1)
    if change.kind == "PREDICATE":
        return _predicate(workings, dataset, employee_id, str(change.after))
    if change.kind == "MONTHS_IN_FIELD":
        return _longer(workings, dataset, employee_id, change)
    raise ValueError(f"a change of {change.kind} cannot be written into a dataset")


def _predicate(workings: Workings, dataset: Dataset, employee_id: str, predicate: str) -> Dataset:
    """The predicate of the latest whole year; of the year before the plan where none is on record."""
    year = workings.facts.persons.filter(pl.col("employee_id") == employee_id)["predicate_year"][0]
    if year is None:
        period = str(workings.facts.effective_date.year - 1)
        return _added(dataset, "appraisals", employee_id=employee_id, period=period, predicate=predicate)
    mine = (pl.col("employee_id") == employee_id) & (pl.col("period") == str(year))
    return _replaced(
        dataset, "appraisals", pl.when(mine).then(pl.lit(predicate)).otherwise("predicate").alias("predicate")
    )


def _longer(workings: Workings, dataset: Dataset, employee_id: str, change: Change) -> Dataset:
    """So many months more in the field of a post, before the present job."""
    person = workings.facts.persons.filter(pl.col("employee_id") == employee_id).row(0, named=True)
    post = workings.facts.posts.filter(pl.col("post_id") == change.post_id).row(0, named=True)
    ended = person["in_job_since"] or workings.facts.effective_date
    months = int(change.after) - int(change.before or 0)
    started = pl.Series([ended]).dt.offset_by(f"-{months}mo").item()
    return _added(dataset, "service_history", employee_id=employee_id, job_id=post["job_id"], unit_id=post["unit_id"],
                  started_on=started, ended_on=ended)  # fmt: skip


def _replaced(dataset: Dataset, table: str, *columns: pl.Expr) -> Dataset:
    return dataset.replace(**{table: TABLES[table].conform(dataset[table].with_columns(*columns))})


def _added(dataset: Dataset, table: str, **cells: object) -> Dataset:
    schema = TABLES[table].schema
    row = pl.DataFrame([{name: cells.get(name) for name in schema}], schema=schema, orient="row")
    return dataset.replace(**{table: pl.concat([dataset[table], row])})
