"""What alone keeps people from a post: counted for each post, less who sits there."""

import datetime as dt

import numpy as np
import polars as pl

from penata.eligibility.alone import lone_obstacles
from penata.facts import facts_of
from penata.policy import Policy
from penata.synthetic import synthesise

AS_OF = dt.date(2026, 6, 30)
POLICY = Policy(as_of=AS_OF, effective_date=AS_OF)


def test_people_on_the_post_are_taken_off_once_where_everybody_can_be_spared() -> None:
    dataset = synthesise(seed=3, employees=300, as_of=AS_OF).dataset
    seatless = pl.when(pl.int_range(pl.len()) % 3 > 0).then("post_id").alias("post_id")
    dataset = dataset.replace(employees=dataset["employees"].with_columns(seatless))
    facts = facts_of(dataset, POLICY)
    posts = np.arange(facts.posts.height)
    away = facts.persons["post_id"].is_null().to_numpy()
    found = lone_obstacles(facts, dataset, POLICY, posts, away)
    assert found.height > 0
    assert found.filter(pl.col("free") > pl.col("people")).rows() == []
