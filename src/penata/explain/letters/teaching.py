"""What a move does to a teacher's hours, and so to the profession allowance that hangs on them."""

import polars as pl

from penata.law.ruleset import edition_of
from penata.law.values import value
from penata.planning import Workings


def teaching_hours(moves: pl.DataFrame, posts: pl.DataFrame, work: Workings) -> pl.DataFrame:
    """employee_id, hours_now, hours_there, hours_asked of the movers who go to a teacher's seat of a subject.

    Hours a week: those on record now (null: none), those of the subject at the new school for each of its teachers
    once the plan is carried out, and those that the allowance asks for. Where the hours of the new school are not
    known, there is no row. ``moves``, ``posts``: the tables of the plan.
    """
    on, edition = work.policy.effective_date, edition_of(work.policy)
    asked = int(value("gur.allowance_hours", on, work.policy.parameters, edition))
    seats = (
        work.facts.posts.filter(pl.col("ladder") == "GURU")
        .select(pl.col("post_id").alias("to_post_id"), "unit_id", "subject")
        .join(work.dataset["subject_hours"], on=["unit_id", "subject"], how="inner", validate="m:1")
        .join(posts.select(pl.col("post_id").alias("to_post_id"), "filled_after"), on="to_post_id", validate="1:1")
    )
    now = work.facts.persons.select("employee_id", pl.col("teaching_hours").alias("hours_now"))
    return (
        moves.select("employee_id", "to_post_id")
        .join(seats, on="to_post_id", how="inner", validate="m:1")
        .join(now, on="employee_id", how="left", validate="1:1")
        .select(
            "employee_id", "hours_now",
            (pl.col("weekly_hours") / pl.col("filled_after")).cast(pl.Float64).alias("hours_there"),
            pl.lit(asked, pl.Int64).alias("hours_asked"),
        )
        .sort("employee_id")
    )  # fmt: skip
