"""A government of any size with about 30 candidate posts for everybody: 30 posts of one job in one agency."""

import datetime as dt

import numpy as np
import polars as pl

from penata.policy import Policy, parse_policy
from penata.tables import Dataset, dataset_of

PEOPLE_PER_POST = 20
POSTS_PER_JOB = 30
DAY = dt.date(2026, 6, 30)
WISHING = 0.15


def instance(employees: int, seed: int = 1) -> Dataset:
    """Employees on posts of 20; 15 % of the posts short, 30 % of the others with too many; homes near the own unit."""
    rng = np.random.default_rng(seed)
    n_posts = employees // PEOPLE_PER_POST
    numbers = np.arange(n_posts)
    job = numbers // POSTS_PER_JOB
    agency = job // 20
    agencies = np.unique(agency)
    lat, lon = rng.uniform(-3.6, -2.9, n_posts).round(4), rng.uniform(114.6, 115.6, n_posts).round(4)
    return dataset_of(
        {
            "agencies": pl.DataFrame({"agency_id": ids("A", agencies), "name": ids("Kabupaten ", agencies)}),
            "units": pl.DataFrame(
                {
                    "unit_id": ids("U", numbers),
                    "agency_id": ids("A", agency),
                    "name": ids("Unit ", numbers),
                    "kind": ["OPD"] * n_posts,
                    "lat": lat,
                    "lon": lon,
                }
            ),
            "jobs": _jobs(np.unique(job)),
            "posts": _posts(rng, numbers, job),
            "employees": _employees(rng, np.repeat(numbers, PEOPLE_PER_POST), lat, lon),
        }
    )


def policy(*, rules: bool) -> Policy:
    """The default policy, with or without the law (without it only for comparison with bare solvers)."""
    return parse_policy(f"as_of = {DAY}\n[rules]\nenabled = {'true' if rules else 'false'}\n")


def with_wishes(dataset: Dataset, share: float = WISHING) -> Dataset:
    """A share of the people want a post of their own job, so that thousands of wishes are granted or refused."""
    rng = np.random.default_rng(2)
    people = dataset["employees"].select("employee_id", "post_id").filter(
        pl.Series(rng.random(dataset["employees"].height) < share)
    )  # fmt: skip
    jobs = dataset["posts"].select("post_id", "job_id")
    wanted = jobs.group_by("job_id", maintain_order=True).agg(pl.col("post_id").alias("posts"))
    pick = pl.Series("pick", rng.integers(0, 2**31, people.height))
    wishes = (
        people.join(jobs, on="post_id", how="left", validate="m:1", maintain_order="left")
        .join(wanted, on="job_id", how="left", validate="m:1", maintain_order="left")
        .with_columns(pick % pl.col("posts").list.len())
        .with_columns(pl.col("posts").list.get(pl.col("pick")).alias("wished"))
        .filter(pl.col("wished") != pl.col("post_id"))
        .select("employee_id", pl.lit(1, pl.Int64).alias("rank"), pl.col("wished").alias("post_id"),
                pl.lit("WANT").alias("stance"), pl.lit(value=True).alias("request"))
    )  # fmt: skip
    return dataset.replace(wishes=wishes)


def ids(prefix: str, numbers: np.ndarray) -> pl.Series:
    """Names of a prefix and a number."""
    return pl.select(pl.lit(prefix) + pl.Series(numbers).cast(pl.String).str.zfill(7)).to_series()


def _jobs(jobs: np.ndarray) -> pl.DataFrame:
    return pl.DataFrame(
        {"job_id": ids("J", jobs), "name": ids("Perawat ", jobs), "ladder": ids("L", jobs)}
    ).with_columns(
        category=pl.lit("FUNGSIONAL"),
        level=pl.lit("AHLI_PERTAMA"),
        family=pl.lit("KESEHATAN"),
        min_rank=pl.lit("III/a"),
        max_rank=pl.lit("III/d"),
        min_education=pl.lit("S1"),
    )


def _posts(rng: np.random.Generator, numbers: np.ndarray, job: np.ndarray) -> pl.DataFrame:
    need = np.full(len(numbers), PEOPLE_PER_POST)
    short = rng.random(len(numbers)) < 0.15
    need[short] += rng.integers(1, 6, short.sum())
    surplus = ~short & (rng.random(len(numbers)) < 0.30)
    need[surplus] -= rng.integers(1, 5, surplus.sum())
    named = {"post_id": ids("P", numbers), "unit_id": ids("U", numbers), "job_id": ids("J", job)}
    return pl.DataFrame({**named, "need": need})


def _employees(rng: np.random.Generator, post: np.ndarray, lat: np.ndarray, lon: np.ndarray) -> pl.DataFrame:
    n, day = len(post), np.datetime64(DAY)
    ranks, education = np.array(["III/a", "III/b", "III/c", "III/d"]), np.array(["D3", "S1", "S2"])

    def days_ago(least: int, most: int) -> np.ndarray:
        return (day - rng.integers(least, most, n).astype("timedelta64[D]")).astype("datetime64[D]")

    return pl.DataFrame(
        {
            "employee_id": ids("19", rng.permutation(n)),
            "name": ids("Pegawai ", np.arange(n)),
            "employment": ["PNS"] * n,
            "birth_date": days_ago(26 * 365, 55 * 365),
            "rank": ranks[rng.integers(0, 4, n)],
            "post_id": ids("P", post),
            "in_post_since": days_ago(10, 4000),
            "in_job_since": days_ago(10, 4000),
            "cpns_on": days_ago(4000, 8000),
            "education_level": education[rng.integers(0, 3, n)],
            "potential": rng.integers(1, 4, n),
            "home_lat": (lat[post] + rng.normal(0, 0.05, n)).round(4),
            "home_lon": (lon[post] + rng.normal(0, 0.05, n)).round(4),
            "dependants": rng.integers(0, 4, n),
        }
    )
