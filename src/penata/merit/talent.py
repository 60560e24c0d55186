"""The nine talent boxes (*sembilan kotak*): performance and potential, the recommendation, the succession pool.

A box comes from the national talent system where the table ``talent`` has one ("imported"), else from the two axes
that the data tell ("computed"). Where an axis is not known there is no box, and the missing axis is named.
"""

from typing import Final

import polars as pl

from penata.facts import Facts
from penata.law.values import value
from penata.tables import Dataset

IMPORTED: Final = "imported"
COMPUTED: Final = "computed"

TALENT: Final[dict[str, pl.DataType]] = {
    "person": pl.UInt32(),
    "employee_id": pl.String(),
    "performance": pl.Int64(),
    "potential": pl.Int64(),
    "box": pl.Int64(),
    "year": pl.Int64(),
    "source": pl.String(),
    "pool": pl.Boolean(),
    "pool_national": pl.Boolean(),
    "recommendation": pl.String(),
    "score": pl.Float64(),
    "missing": pl.List(pl.String()),
}


def talent_boxes(facts: Facts, dataset: Dataset) -> pl.DataFrame:
    """One row per person of the facts, in their order; columns of TALENT.

    ``performance`` and ``potential``: the axes, 1 low to 3 high. ``box``: 1–9 (TAL-01), null where an axis is not
    known; ``missing`` then names it. ``year``: of the imported box, else of the latest predicate. ``source``:
    IMPORTED or COMPUTED. ``pool``, ``pool_national``: member of a succession pool (TAL-02). ``score``: the final score
    0–100 of imported scores (TAL-03), null where one is absent. The axes of an imported box are the box's own.
    """
    on = facts.effective_date
    boxes: dict[str, int] = value("talent.boxes", on)
    axes = {box: tuple(int(axis) for axis in pair.split(",")) for pair, box in boxes.items()}
    known = facts.persons.select(
        "person", "employee_id", "potential", "box", "box_year", pl.col("predicate_year").cast(pl.Int64),
        _performance(facts).alias("_predicate"),
    )  # fmt: skip
    results = _work_results(facts, dataset)
    known = known.join(results, on="employee_id", how="left", validate="1:1", maintain_order="left")
    of_box = [
        pl.col("box").replace_strict({box: pair[at] for box, pair in axes.items()}, default=None, return_dtype=pl.Int64)
        for at in (0, 1)
    ]
    levels = known.with_columns(
        pl.coalesce(of_box[0], "_predicate", "_result").alias("performance"),
        pl.coalesce(of_box[1], "potential").alias("potential"),
        pl.col("box").is_not_null().alias("_imported"),
    )
    computed = pl.format("{},{}", "performance", "potential").replace_strict(boxes, default=None, return_dtype=pl.Int64)
    boxed = levels.with_columns(pl.coalesce("box", computed).alias("box"))
    told = boxed.with_columns(*_told(facts), pl.coalesce("box_year", "predicate_year").alias("year"))
    scores = _scores(facts, dataset)
    scored = told.join(scores, on=["employee_id", "box_year"], how="left", validate="1:1", maintain_order="left")
    return scored.select(TALENT.keys()).cast(pl.Schema(TALENT))


def _performance(facts: Facts) -> pl.Expr:
    """Axis of the latest whole year's predicate."""
    axis = value("talent.performance_axis", facts.effective_date)
    return pl.col("predicate_last").cast(pl.String).replace_strict(axis, default=None, return_dtype=pl.Int64)


def _work_results(facts: Facts, dataset: Dataset) -> pl.DataFrame:
    """employee_id, _result: the axis of the latest year's work result, for years without a predicate."""
    year = facts.persons.select("employee_id", pl.col("predicate_year").cast(pl.String).alias("period"))
    results = dataset["appraisals"].select("employee_id", "period", (4 - pl.col("work_result")).alias("_result"))
    return year.join(results, on=["employee_id", "period"], how="inner", validate="1:1").select(
        "employee_id", "_result"
    )


def _told(facts: Facts) -> list[pl.Expr]:
    """What follows from the box, and which axes are missing where there is none."""
    on, box = facts.effective_date, pl.col("box")
    advice = {int(number): words for number, words in value("talent.recommendations", on).items()}
    source = pl.when("_imported").then(pl.lit(IMPORTED)).when(box.is_not_null()).then(pl.lit(COMPUTED))
    absent = [pl.when(pl.col(axis).is_null()).then(pl.lit(axis)) for axis in ("performance", "potential")]
    return [
        source.alias("source"),
        box.is_in(value("talent.pool", on)).alias("pool"),
        box.is_in(value("talent.pool.national", on)).alias("pool_national"),
        box.replace_strict(advice, default=None, return_dtype=pl.String).alias("recommendation"),
        pl.concat_list(absent).list.drop_nulls().alias("missing"),
    ]


def _scores(facts: Facts, dataset: Dataset) -> pl.DataFrame:
    """employee_id, box_year, score: the weighted final score of imported scores."""
    share = value("talent.axis_weights", facts.effective_date)["final"]
    score = share["performance"] * pl.col("performance_score") + share["potential"] * pl.col("potential_score")
    return dataset["talent"].select("employee_id", pl.col("year").alias("box_year"), score.alias("score"))
