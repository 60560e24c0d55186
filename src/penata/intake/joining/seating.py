"""People under the post that states their need: a need for a whole ladder takes everyone of that ladder in the unit."""

import polars as pl

from penata.intake.text.grid import ROW


def seated_on_ladders(tables: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Employees moved to the ladder's post of their unit, where only that post has a need; each keeps the own job.

    A post of a job without level that has a need stands for the whole ladder, or for one subject of it. People on
    a post of the same unit and ladder that has no need of its own are counted there: by the subject of their post,
    else by the first of their own subjects that the unit has a need for, else where the need names no subject.
    Their ``job_id`` is then their own job; derived posts that nobody holds any more are left out.
    """
    if not {"posts", "jobs", "employees"} <= set(tables):
        return tables
    posts, employees = tables["posts"], tables["employees"]
    jobs = tables["jobs"].select("job_id", "ladder", "level").unique("job_id", keep="first", maintain_order=True)
    full = posts.join(jobs, on="job_id", how="left", validate="m:1", maintain_order="left")
    on_ladder = pl.col("ladder").is_not_null() & pl.col("level").is_null() & pl.col("need").is_not_null()
    whole = full.filter(on_ladder).group_by("unit_id", "ladder", "subject").agg(pl.col("post_id").min().alias("whole"))
    without = full.filter(pl.col("need").is_null() & pl.col("ladder").is_not_null())
    seats = _seats(employees.with_row_index("person"), without, whole)
    if not seats.height:
        return tables
    seated = (
        employees.with_row_index("person")
        .join(seats, on="person", how="left", validate="1:1", maintain_order="left")
        .with_columns(
            pl.coalesce("whole", "post_id").alias("post_id"),
            pl.when(pl.col("whole").is_not_null())
            .then(pl.coalesce("job_id", "own"))
            .otherwise("job_id")
            .alias("job_id"),
        )
    )
    empty = without.filter(pl.col(ROW).is_null()).join(seated.select("post_id"), on="post_id", how="anti")
    return {
        **tables,
        "employees": seated.select(employees.columns),
        "posts": posts.join(empty.select("post_id"), on="post_id", how="anti", maintain_order="left"),
    }


def _seats(people: pl.DataFrame, without: pl.DataFrame, whole: pl.DataFrame) -> pl.DataFrame:
    """person, whole, own: the ladder's post for each person whose own post has no need, and the own job."""
    of_post = without.select("post_id", "unit_id", "ladder", "subject", pl.col("job_id").alias("own")).unique("post_id")
    held = people.select("person", "post_id", "subjects").join(of_post, on="post_id", how="inner", validate="m:1")
    own_subjects = (
        held.filter(pl.col("subject").is_null())
        .select("person", "unit_id", "ladder", "own", pl.col("subjects").alias("subject"))
        .explode("subject")
        .drop_nulls("subject")
        .with_columns(pl.int_range(pl.len()).over("person").alias("place"))
    )
    of_the_post = held.select("person", "unit_id", "ladder", "own", "subject", pl.lit(1 << 20).alias("place"))
    ways = pl.concat(
        [own_subjects.select(of_the_post.columns), of_the_post.cast({"place": pl.Int64})], how="vertical_relaxed"
    )
    found = ways.join(whole, on=["unit_id", "ladder", "subject"], how="inner", validate="m:1", nulls_equal=True)
    return (
        found.sort("person", "place")
        .unique("person", keep="first", maintain_order=True)
        .select("person", "whole", "own")
    )
