"""People under the post that states their need: a need for a whole ladder takes everyone of that ladder in the unit."""

import polars as pl

from penata.intake.grid import ROW


def seated_on_ladders(tables: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Employees moved to the ladder's post of their unit, where only that post has a need; each keeps the own job.

    A post of a job without level that has a need stands for the whole ladder. People on a post of the same unit,
    ladder and subject that has no need of its own are counted there (``job_id`` is their own job); posts that
    were only known by those people are left out.
    """
    if not {"posts", "jobs", "employees"} <= set(tables):
        return tables
    posts, employees = tables["posts"], tables["employees"]
    jobs = tables["jobs"].select("job_id", "ladder", "level").unique("job_id", keep="first", maintain_order=True)
    full = posts.join(jobs, on="job_id", how="left", validate="m:1", maintain_order="left")
    on_ladder = pl.col("ladder").is_not_null() & pl.col("level").is_null() & pl.col("need").is_not_null()
    keys = ["unit_id", "ladder", "subject"]
    whole = full.filter(on_ladder).group_by(keys).agg(pl.col("post_id").min().alias("whole"))
    if not whole.height:
        return tables
    moved = full.filter(pl.col("need").is_null() & pl.col("ladder").is_not_null()).join(
        whole, on=keys, how="inner", validate="m:1", nulls_equal=True
    )
    moved = moved.filter(pl.col("post_id") != pl.col("whole"))
    seats = moved.select("post_id", "whole", pl.col("job_id").alias("own")).unique("post_id", keep="first")
    seated = employees.join(seats, on="post_id", how="left", validate="m:1", maintain_order="left").with_columns(
        pl.coalesce("whole", "post_id").alias("post_id"),
        pl.when(pl.col("whole").is_not_null()).then(pl.coalesce("job_id", "own")).otherwise("job_id").alias("job_id"),
    )  # fmt: skip
    derived = moved.filter(pl.col(ROW).is_null())
    left = posts.join(derived, on="post_id", how="anti", maintain_order="left")
    return {**tables, "employees": seated.select(employees.columns), "posts": left}
