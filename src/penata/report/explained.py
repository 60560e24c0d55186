"""What a told plan adds to the report: the reasons of each listed move, every answer, what vacancies lack, prices."""

from dataclasses import dataclass

import polars as pl

from penata.explain.told.telling import Told
from penata.facts import Facts
from penata.planning import Plan
from penata.report.answers import AnswerCount, answer_counts, answered
from penata.report.given import WrittenPlan
from penata.report.limits import Limits, limits_of
from penata.report.reasons import alternatives, move_reasons, place_names
from penata.tables import Dataset
from penata.wording import Language, wholes


@dataclass(frozen=True, slots=True, eq=False)
class Explained:
    """Frames in words, in the order in which they are shown.

    ``reasons``: the listed moves with the lines of ``report.reasons.REASONS``; ``others``: second and third choices of
    these; ``answers``: see ``report.answers.answered``; ``steps``: post_id, steps (a list of lines: the funnel from
    all employees to none); ``helps``: post_id, helps (a list of sentences). ``limits``: None for a plan that is not
    our planner's.
    """

    reasons: pl.DataFrame
    others: pl.DataFrame
    answers: pl.DataFrame
    counts: list[AnswerCount]
    steps: pl.DataFrame
    helps: pl.DataFrame
    limits: Limits | None


def explained_of(
    told: Told, people: pl.DataFrame, plan: WrittenPlan, facts: Facts, dataset: Dataset, seats: pl.DataFrame
) -> Explained:
    """Put what was told into words; ``people`` are the listed moves, ``seats`` as ``report.seats`` has them."""
    return Explained(
        reasons=move_reasons(people, told, seats),
        others=_others(told, people, seats),
        answers=answered(told.wishes, facts, seats, dataset["districts"]),
        counts=answer_counts(told.wishes),
        steps=_steps(told.steps),
        helps=told.helps.sort("post_id", "place").group_by("post_id", maintain_order=True).agg(
            pl.col("words").alias("helps")
        ),
        limits=limits_of(plan, seats) if isinstance(plan, Plan) else None,
    )  # fmt: skip


def _others(told: Told, people: pl.DataFrame, seats: pl.DataFrame) -> pl.DataFrame:
    """The second and third choice of the listed movers, in the order of the list, with who and what was given."""
    mover = people.select("employee_id", "name", "job_to", "unit_to", pl.col("gain").alias("gain_to"))
    return (
        mover.with_row_index("_row")
        .join(alternatives(told, place_names(seats)), on="employee_id", how="inner", validate="1:m")
        .sort("_row", "place_number")
        .drop("_row")
    )


def _steps(steps: pl.DataFrame) -> pl.DataFrame:
    """post_id, steps: how many are left and how many each rule takes out, line by line."""
    left = pl.when(pl.col("remaining").is_not_null()).then(
        pl.format("{} {}", wholes(pl.col("remaining"), Language.INDONESIAN), "words")
    )
    lost = pl.when(pl.col("lost").is_not_null()).then(
        pl.format("− {} {}", wholes(pl.col("lost"), Language.INDONESIAN), "words")
    )
    few = pl.format("− beberapa {}", "words")
    fixed = pl.col("lost").is_null() & pl.col("remaining").is_not_null()
    line = pl.when(fixed).then(left).otherwise(pl.coalesce(lost, few))
    return (
        steps.sort("post_id", "place")
        .select("post_id", line.alias("line"))
        .group_by("post_id", maintain_order=True)
        .agg(pl.col("line").alias("steps"))
    )
