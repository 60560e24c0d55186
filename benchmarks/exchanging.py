"""Voluntary exchange in which everybody takes part: the market, its swaps, and a limit on rings."""

import argparse
import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from benchmarks import instance
from benchmarks.engine import best_of
from benchmarks.page import cell, table
from penata.facts import facts_of
from penata.planning.exchange.market import market_of
from penata.planning.exchange.swaps import figures, swapped
from penata.policy import Policy, parse_policy
from penata.tables import Dataset

WISHES = 5
COMMON = 0.6
"""How far everybody likes the same posts (0: not at all, 1: entirely)."""
OPTIONS = {
    "default": "",
    "top trading cycles": 'mechanism = "ttc"',
    "rings of at most three": "max_ring = 3",
}


def main() -> None:
    """Print one JSON line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("employees", type=int)
    employees = parser.parse_args().employees
    _exchanged(_wishing(1_200))
    print(json.dumps(_exchanged(_wishing(employees))))


def _exchanged(dataset: Dataset) -> dict[str, Any]:
    policy = _policy("")
    reading, facts = best_of(1, lambda: facts_of(dataset, policy))
    market, made = best_of(1, lambda: market_of(facts, dataset, policy))
    options = {}
    for name, line in OPTIONS.items():
        asked = _policy(line)
        seconds, found = best_of(1, lambda asked=asked: swapped(facts, dataset, asked))  # type: ignore[misc]
        told = figures(found, asked.exchange)
        options[name] = {"seconds": seconds, "movers": told["movers"], "rings": told["rings"]}
    return {"participants": made.size, "pairs": len(made.post), "facts": reading, "market": market, "options": options}


def _policy(line: str) -> Policy:
    return parse_policy(f"as_of = {instance.DAY}\n[exchange]\n{line}\n")


def _wishing(employees: int) -> Dataset:
    """Everybody ranks five posts of the own job, partly the same ones as all the others."""
    rng = np.random.default_rng(4)
    dataset = instance.instance(employees)
    posts = dataset["posts"].select("post_id", "job_id")
    posts = posts.with_columns(pl.Series("liked", rng.random(posts.height)))
    pairs = (
        dataset["employees"]
        .select("employee_id", pl.col("post_id").alias("own"))
        .join(posts.select(pl.col("post_id").alias("own"), "job_id"), on="own", how="left", validate="m:1")
        .join(posts, on="job_id", how="left")
        .filter(pl.col("post_id") != pl.col("own"))
        .sort("employee_id", "post_id")
    )
    liking = COMMON * pairs["liked"] + (1 - COMMON) * pl.Series(rng.random(pairs.height))
    wishes = (
        pairs.with_columns(liking.alias("liking"))
        .sort("employee_id", "liking", descending=[False, True])
        .with_columns(pl.int_range(1, pl.len() + 1).over("employee_id").alias("rank"))
        .filter(pl.col("rank") <= WISHES)
        .select("employee_id", "rank", "post_id", stance=pl.lit("WANT"), request=pl.lit(value=True))
    )
    return dataset.replace(wishes=wishes)


def section(found: Mapping[str, Any]) -> str:
    """The table: one column for each option."""
    options = found["options"]
    head = [f"{cell(found['participants'])} participants, {cell(found['pairs'])} open wishes", *options]
    body = [
        ["from facts to swaps, s, at most 5", *(cell(row["seconds"]) for row in options.values())],
        ["people who move", *(cell(row["movers"]) for row in options.values())],
        ["rings", *(cell(row["rings"]) for row in options.values())],
    ]
    told = f"Facts take {cell(found['facts'])} s before that; the market is {cell(found['market'])} s of these."
    return f"\n## Voluntary exchange\n\n{told}\n\n" + table(head, body)


if __name__ == "__main__":
    main()
