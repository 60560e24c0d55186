"""Why changes cannot be kept together: the decisions and limits of the parts that they touch, named as by the plan."""

from dataclasses import replace

import numpy as np
import polars as pl

from penata.facts import Facts
from penata.planning.decisions import Decision
from penata.planning.obstacles import Clash, clashes
from penata.planning.problem import problem_of
from penata.planning.whatif.altered import Altered
from penata.planning.workings import Workings, barred_in_words


def clashes_of(workings: Workings, told: Altered, components: list[int]) -> list[Clash]:
    """The clashes among the decisions about people of these components and those whom the changes are about.

    Empty where nothing stands against the changes.
    """
    facts = _facts(workings, told)
    problem = workings.problem
    ranges = [problem.people_in((component, component + 1)) for component in components]
    people = np.concatenate([np.zeros(0, np.int64), *(problem.persons[one] for one in ranges)])
    others = np.setdiff1d(people, np.array([*told.pairs, *told.gone], np.int64))
    inside = np.zeros(workings.facts.persons.height, np.bool_)
    inside[others] = True
    kept = workings.pairs.filter(pl.Series(inside[workings.pairs["person"].to_numpy()]))
    changed = [
        pl.DataFrame({"person": np.full(len(one.post), row), "post": one.post, "gain": one.gain, "forced": one.forced})
        for row, one in told.pairs.items()
    ]
    columns = {"person": pl.UInt32, "post": pl.UInt32, "gain": pl.Int64, "forced": pl.Boolean}
    pairs = pl.concat([frame.select(columns.keys()).cast(columns) for frame in (kept, *changed)])  # type: ignore[arg-type]
    small = problem_of(facts, pairs.sort("person", "post"), problem.aims)
    concerned = {*others.tolist(), *told.pairs}
    uncounted = {one.person for one in told.decisions if not facts.persons["counted"][one.person]}
    decisions = [one for one in told.decisions if one.person in concerned | uncounted]
    words = barred_in_words(replace(workings.found, forced_barred=told.barred))
    return clashes(small, facts, sorted(decisions, key=_order), words)


def _order(one: Decision) -> tuple[str, str, bool, str, str]:
    """As the decisions of a dataset are ordered."""
    return one.employee_id, one.kind, one.post_id is not None, one.post_id or "", one.reason


def _facts(workings: Workings, told: Altered) -> Facts:
    """Persons and posts after the changes, with what the planner reads of them."""
    facts = workings.facts
    left = pl.col("counted") & ~pl.col("person").is_in(list(told.gone))
    persons = facts.persons.select("person", "employee_id", "post", left.alias("counted"))
    joined = [
        {"person": row, "employee_id": name, "post": home if home >= 0 else None, "counted": counted}
        for row, (name, home, counted) in told.joined.items()
    ]
    persons = pl.concat([persons, pl.DataFrame(joined, persons.schema, orient="row")])
    columns = ["post", "need", "filled", "floor", "capacity"]
    posts = facts.posts.select("post_id", "priority", *columns).update(told.posts.select(columns), on="post")
    return replace(facts, persons=persons, posts=posts)
