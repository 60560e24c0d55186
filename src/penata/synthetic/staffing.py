"""How many people sit on each post: surplus in town, shortage where few want to be, vacancies among leaders."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import polars as pl

from penata.synthetic.blueprint import POST_SCHEMA
from penata.synthetic.catalogue import catalogue
from penata.synthetic.chance import Floats, Ints, apportion, stream

STAFFED: Final = ("teacher", "health", "technical", "general")
WITHOUT_POST: Final = 0.002
SPREAD: Final = 0.12  # how far a post may stray from the usual staffing of its kind (sigma of the logarithm)

Fixed = Mapping[str, tuple[int, int]]
"""Posts whose need and number of people are planted: post_id → (need, people)."""


def staff(posts: pl.DataFrame, fixed: Fixed, people: int, seed: int, agency: int) -> pl.DataFrame:
    """Posts with ``need`` filled in, ``filled`` (counted people) and ``extra`` (people who are not counted).

    The counts of all posts and of those without a post (``unplaced``) add up to ``people`` exactly.
    """
    rng = stream(seed, agency, "staffing")
    posts = _with_needs(posts, fixed, people, rng)
    filled = np.zeros(posts.height, dtype=np.int64)
    planted = np.array([fixed.get(post, (0, -1))[1] for post in posts["post_id"]], dtype=np.int64)
    group = posts["group"].to_numpy()
    leading = group == "leading"
    filled[leading] = rng.random(int(leading.sum())) >= catalogue("services")["offices"]["vacant_leading"]
    filled = np.where(planted >= 0, planted, filled)
    shares = _totals(people, int(filled[leading].sum()))
    noise = np.exp(rng.normal(0.0, SPREAD, posts.height))
    weights = posts["need"].to_numpy() * posts["scarcity"].fill_null(1.0).to_numpy() * noise
    for name in STAFFED:
        free = (group == name) & (planted < 0)
        filled[free] = apportion(rng, weights[free], shares[name] - int(filled[(group == name) & ~free].sum()))
    extra = _extra(rng, posts, group, planted, people - unplaced(people) - int(filled.sum()))
    return posts.with_columns(pl.Series("filled", filled), pl.Series("extra", extra))


def unplaced(people: int) -> int:
    """How many people of an agency have no post."""
    return max(1, round(people * WITHOUT_POST))


def _totals(people: int, leaders: int) -> dict[str, int]:
    """Counted people by group, once leaders, uncounted people and those without a post are taken off."""
    figures = catalogue("services")
    counted = people - round(people * figures["not_counted"]) - unplaced(people) - leaders
    shares = figures["share_of_people"]
    whole = sum(shares.values())
    return {name: round(counted * shares[name] / whole) for name in STAFFED}


def _with_needs(posts: pl.DataFrame, fixed: Fixed, people: int, rng: np.random.Generator) -> pl.DataFrame:
    """Fill in needs that follow from a weight; posts that need nobody are taken off the board."""
    need = posts["need"].to_numpy().astype(np.float64)
    group = posts["group"].to_numpy()
    totals = _totals(people, round(0.92 * int((group == "leading").sum())))
    for name in ("technical", "general"):
        at = (group == name) & np.isnan(need)
        weights = posts["weight"].fill_null(0.0).to_numpy()[at]
        scarcity = float(np.average(posts["scarcity"].to_numpy()[at], weights=weights))
        need[at] = apportion(rng, weights, round(totals[name] / scarcity))
    for post, (wanted, _) in fixed.items():
        need[posts["post_id"].to_numpy() == post] = wanted
    source = pl.coalesce("need_source", pl.lit("ABK 2025"))
    whole = posts.with_columns(pl.Series("need", need.astype(np.int64)), source.alias("need_source"))
    kept = (pl.col("need") > 0) | (pl.col("group") == "duty") | pl.col("post_id").is_in(list(fixed))
    return whole.filter(kept).cast({"need": POST_SCHEMA["need"]})


def _extra(rng: np.random.Generator, posts: pl.DataFrame, group: Floats, planted: Ints, total: int) -> Ints:
    """Honorary and part-time people: teachers first, most of them where staff are short."""
    remote = posts["area"].to_numpy() == "REMOTE"
    chance = np.where(group == "teacher", np.where(remote, 1.6, 1.0), np.where(group == "general", 0.8, 0.0))
    return apportion(rng, posts["need"].to_numpy() * chance * (planted < 0), total)
