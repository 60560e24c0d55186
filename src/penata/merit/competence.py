"""What a job asks of a person beyond what was assessed: for lists of training and for letters."""

from typing import Final

import polars as pl

from penata.facts import Facts
from penata.merit.points import plain, whole
from penata.merit.seats import Seats
from penata.tables import Dataset

COMPETENCE_GAP: Final = {
    "person": pl.UInt32(),
    "post": pl.UInt32(),
    "competency": pl.String(),
    "held": pl.Int64(),
    "asked": pl.Int64(),
    "gap": pl.Int64(),
}


def competence_gap(facts: Facts, dataset: Dataset, pairs: pl.DataFrame) -> pl.DataFrame:
    """person, post, competency, held, asked, gap: one row for each competency that the job of the post asks.

    ``pairs``: person, post (row numbers of ``facts``), the own post too if wanted. ``gap`` is the levels that are
    missing, 0 where the level is reached; it and ``held`` are null where the person was not assessed in it. Names
    are those of ``job_competencies``, case and repeated spaces aside; where one is written twice, the higher level
    counts. Sorted by person, post, competency; jobs that ask nothing have no rows.
    """
    name = plain(pl.col("competency")).alias("key")
    asked = (
        dataset["job_competencies"]
        .join(dataset["jobs"].select("job_id").with_row_index("job"), on="job_id", how="inner", validate="m:1")
        .sort("job", "competency")
        .group_by("job", name)
        .agg(pl.col("competency").first().str.strip_chars(), pl.col("level").max().cast(pl.Int64).alias("asked"))
    )
    held = (
        dataset["competencies"]
        .join(facts.persons.select("employee_id", "person"), on="employee_id", how="inner", validate="m:1")
        .group_by("person", name)
        .agg(pl.col("level").max().cast(pl.Int64).alias("held"))
    )
    wanted = pairs.select("person", "post")
    job, _ = Seats.of(facts, dataset).taken(whole(wanted["person"]), whole(wanted["post"]))
    return (
        wanted.with_columns(pl.Series("job", job))
        .unique()
        .join(asked.cast({"job": pl.Int64}), on="job", how="inner", validate="m:m")
        .join(held, on=["person", "key"], how="left", validate="m:1")
        .with_columns((pl.col("asked") - pl.col("held")).clip(lower_bound=0).alias("gap"))
        .sort("person", "post", "competency")
        .select(*COMPETENCE_GAP)
    )
