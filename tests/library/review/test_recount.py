"""A list of names on a small regency, counted again row by row in plain Python."""

import datetime as dt
import random
from collections import Counter
from dataclasses import replace

import polars as pl
import pytest

from penata.eligibility import explain_pairs
from penata.intake.nominative import proposal_of
from penata.policy import Policy
from penata.review import Review, review
from penata.review.verdicts import decision_of
from penata.synthetic import synthesise
from penata.tables import Dataset
from penata.vocabulary import LEADING

DAY = dt.date(2026, 7, 1)
POLICY = Policy(as_of=dt.date(2026, 6, 30), effective_date=DAY)


@pytest.fixture(scope="module")
def reviewed() -> tuple[Dataset, dict[str, str], Review]:
    """A small regency, a list of twelve (person to post) over its posts, and its review."""
    dataset = synthesise(seed=3, employees=300, as_of=POLICY.as_of).dataset
    chance = random.Random(3)
    people = dataset["employees"].filter(pl.col("status") == "ACTIVE")["employee_id"].sort().to_list()
    posts = dataset["posts"].join(dataset["jobs"], on="job_id", validate="m:1").sort("post_id")
    leading = posts.filter(pl.col("category").is_in([c.value for c in LEADING]))["post_id"].to_list()
    wanted = [*chance.sample(leading, 6), *chance.sample(posts["post_id"].to_list(), 6)]
    names = dict(zip(chance.sample(people, 12), wanted, strict=True))
    rows = pl.DataFrame(list(names.items()), schema=["employee_id", "to_post_id"], orient="row")
    return dataset, names, review(dataset, POLICY, proposal_of(rows), DAY)


def test_posts_and_shortage_equal_a_recount(reviewed: tuple[Dataset, dict[str, str], Review]) -> None:
    _, names, found = reviewed
    before: Counter[str | None] = Counter()
    after: Counter[str | None] = Counter()
    for who in found.facts.persons.filter("counted").to_dicts():
        if who["retires_on"] is None or who["retires_on"] > DAY:
            before[who["post_id"]] += 1
            after[names.get(who["employee_id"], who["post_id"])] += 1
    posts = {row["post_id"]: row for row in found.facts.posts.to_dicts()}
    for side, heads in (("before", before), ("after", after)):
        short = sum(max((row["need"] or 0) - heads[post], 0) for post, row in posts.items())
        assert found.effects.figures[f"shortage_{side}"] == short
    told = {row["post_id"]: row for row in found.effects.posts.to_dicts()}
    assert told.keys() == {post for post in {*before, *after} if post is not None and before[post] != after[post]}
    for post, row in told.items():
        assert (row["before"], row["after"]) == (before[post], after[post])
        leading = posts[post]["category"] in {c.value for c in LEADING}
        minimum = posts[post]["safe_minimum"]
        if minimum is None and not leading:
            minimum = posts[post]["need"]
        assert row["below"] == (minimum is not None and after[post] < min(before[post], minimum))


def test_balance_equals_a_recount(reviewed: tuple[Dataset, dict[str, str], Review]) -> None:
    _, _, found = reviewed
    for side in ("before", "after"):
        places: dict[str, dict[str, list[int]]] = {}
        for row in found.draft.seats.filter(pl.col("need").is_not_null()).to_dicts():
            sums = places.setdefault(row["field"], {}).setdefault(row["unit_id"], [0, 0])
            sums[0] += row["need"]
            sums[1] += row[side]
        misplaced, people = 0.0, 0
        for units in places.values():
            need, filled = (sum(sums[which] for sums in units.values()) for which in (0, 1))
            if need and filled:
                people += filled
                misplaced += filled * sum(abs(heads / filled - wanted / need) for wanted, heads in units.values()) / 2
        assert found.effects.figures[f"balance_{side}"] == pytest.approx(misplaced / people)


def test_every_better_candidate_meets_the_rules_and_has_more_points(
    reviewed: tuple[Dataset, dict[str, str], Review],
) -> None:
    dataset, names, found = reviewed
    facts = found.facts
    seats = dict(found.names.select("line", "to_post_id").iter_rows())
    points = dict(found.names.select("line", "points").iter_rows())
    assert found.better.height > 5
    for row in found.better.to_dicts():
        post = seats[row["line"]]
        empty = pl.when(pl.col("post_id") == post).then(0).otherwise("filled").cast(pl.Int64).alias("filled")
        freed = replace(facts, posts=facts.posts.with_columns(empty))
        told = explain_pairs(freed, dataset, POLICY, [(row["employee_id"], post)])[0]
        assert decision_of(told).value != "TMS"
        assert row["employee_id"] not in names
        assert row["points"] > row["proposed_points"] == points[row["line"]]
