"""Wishes: what a person wants, accepts or refuses, of a post, a unit or a district."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import polars as pl

from penata.facts import Facts
from penata.merit.chunk import Chunk
from penata.merit.points import UNKNOWN, Ints, Mask, PairIndex, Words, whole
from penata.policy import Weights
from penata.tables import Dataset
from penata.vocabulary import Stance

PLACES: Final = ("post_id", "unit_id", "district_id")
"""What a wish may name, the most definite first."""
_AFTER_ALL_WANTS: Final = 2**32


@dataclass(frozen=True, slots=True, eq=False)
class _Named:
    """Wishes that name one kind of place: the dearest (``order``: wants before accepts, then rank), and refusals."""

    place_of_post: Ints
    index: PairIndex
    granted: Mask
    order: Ints
    points: Ints
    rank: Ints
    refused: Mask

    def wanting(self, person: int, post: int, rank: int, points: int) -> "_Named":
        """The same, but that this person wants this place, at this rank."""
        index, row, new = self.index.including(person, int(self.place_of_post[post]))
        said = {"granted": True, "order": rank, "points": points, "rank": rank, "refused": False}
        changed = {}
        for name, value in said.items():
            column = getattr(self, name)
            changed[name] = np.insert(column, row, value) if new else column.copy()
            changed[name][row] = value
        return replace(self, index=index, **changed)


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What a person's wishes say of a post: ``granted`` with its points and rank, or ``refused``, or nothing.

    ``wanted``: what is granted is wanted, not only accepted.
    """

    granted: Mask
    wanted: Mask
    points: Ints
    rank: Ints
    refused: Mask


@dataclass(frozen=True, slots=True, eq=False)
class Wishes:
    """Everyone's wishes; ``elsewhere`` (n) marks people who want or accept a place that is not their own.

    A wish for a unit or district means all posts there. Where several apply, the dearest counts; a refusal
    counts unless something at least as definite is wanted or accepted there. A wish without a rank comes
    after the ranked ones of the same person. A wanted seat that is left is lost: points there minus here.
    """

    weights: Weights
    named: tuple[_Named, ...]
    elsewhere: Mask
    here: Ints

    @classmethod
    def of(cls, facts: Facts, dataset: Dataset, weights: Weights) -> "Wishes":
        """Prepare the wishes of a dataset under these weights."""
        wishes = _ranked(facts, dataset, weights)
        named = tuple(_named(facts, wishes, place) for place in PLACES)
        post = whole(facts.persons["post"])
        bare = cls(weights, named, _elsewhere(facts, wishes), np.empty(0, np.int64))
        own = bare.answer(np.arange(len(post)), np.maximum(post, 0)) if facts.posts.height else None
        here = np.where(own.granted & (post >= 0), own.points, 0) if own else np.zeros(len(post), np.int64)
        return cls(weights, named, bare.elsewhere, here)

    def with_want(self, person: int, post: int, rank: int, here: Ints) -> "Wishes":
        """The same, but that this person wants this post at this rank; ``here`` (n): everyone's own post."""
        points = max(self.weights.wish - (rank - 1) * self.weights.wish_step, self.weights.accept)
        posts, *wider = self.named
        changed = replace(self, named=(posts.wanting(person, post, rank, points), *wider))
        own, own_points, elsewhere = int(here[person]), self.here.copy(), self.elsewhere.copy()
        if own == post:
            own_points[person] = changed.answer(np.array([person]), np.array([post])).points[0]
        elsewhere[person] |= own != post
        return replace(changed, here=own_points, elsewhere=elsewhere)

    def answer(self, person: Ints, post: Ints) -> Answer:
        """What each person's wishes say of each post."""
        shape = len(person)
        granted, refused = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
        order, points, rank = (np.full(shape, UNKNOWN, np.int64) for _ in range(3))
        for named in self.named:  # the most definite first
            if not len(named.index.keys):
                continue
            at = named.index.rows(person, named.place_of_post[post])
            refused |= (at >= 0) & named.refused[at] & ~granted & ~named.granted[at]
            yes = (at >= 0) & named.granted[at] & ~refused
            dearer = yes & (~granted | (named.order[at] < order))
            order = np.where(dearer, named.order[at], order)
            points, rank = np.where(dearer, named.points[at], points), np.where(dearer, named.rank[at], rank)
            granted |= yes
        wanted = granted & (order < _AFTER_ALL_WANTS)
        return Answer(granted=granted, wanted=wanted, points=points, rank=rank, refused=refused)

    def stated(self, answer: Answer) -> Ints:
        """Points of what is said of the post itself."""
        return np.where(answer.granted, answer.points, np.where(answer.refused, -self.weights.refusal, 0))

    def points(self, chunk: Chunk, answer: Answer) -> Ints:
        """Points of the wish there minus the wish for the own seat."""
        return np.asarray(self.stated(answer) - self.here[chunk.person])


def asked_places(facts: Facts, dataset: Dataset) -> pl.DataFrame:
    """What each person wants or accepts: person, post_id, unit_id, district_id, order, place; one row a wish.

    ``order``: as ``wish_order`` has it; ``place``: the same counted 1, 2, … for each person, equal wishes alike.
    """
    asked = _ranked(facts, dataset, Weights()).filter(~pl.col("refuses"))
    place = pl.col("order").rank("dense").over("person").cast(pl.Int64).alias("place")
    return asked.select("person", *PLACES, "order", place).sort("person", "order", *PLACES, nulls_last=True)


def wish_order(facts: Facts, dataset: Dataset, person: Ints, post: Ints) -> Ints:
    """How dear each post is to each person: less is dearer, what is accepted after all that is wanted.

    UNKNOWN where the post is neither wanted nor accepted, or is refused more definitely.
    """
    answer = Wishes.of(facts, dataset, Weights()).answer(person, post)
    order = answer.rank + np.where(answer.wanted, 0, _AFTER_ALL_WANTS)
    return np.where(answer.granted, order, UNKNOWN)


def _ranked(facts: Facts, dataset: Dataset, weights: Weights) -> pl.DataFrame:
    """Wishes with person, rank filled and points: WANT less for each further rank, never below ACCEPT."""
    last = pl.col("rank").max().over("person").fill_null(0)
    stepped = weights.wish - (pl.col("rank") - 1) * weights.wish_step
    return (
        dataset["wishes"]
        .join(facts.persons.select("employee_id", "person"), on="employee_id", how="inner", validate="m:1")
        .with_columns(pl.col("rank").fill_null(last + 1))
        .with_columns(
            pl.when(pl.col("stance") == Stance.WANT)
            .then(pl.max_horizontal(stepped, pl.lit(weights.accept, pl.Int64)))
            .otherwise(weights.accept)
            .alias("points"),
            (pl.col("rank") + pl.when(pl.col("stance") == Stance.WANT).then(0).otherwise(_AFTER_ALL_WANTS)).alias(
                "order"
            ),
            (pl.col("stance") == Stance.REFUSE).alias("refuses"),
        )
    )


def _named(facts: Facts, wishes: pl.DataFrame, place: str) -> _Named:
    words = Words.of(facts.posts[place])
    rows = wishes.filter(pl.col(place).is_not_null())
    rows = rows.with_columns(pl.Series("place", words.numbers(rows[place]))).filter(pl.col("place") >= 0)
    yes = rows.filter(~pl.col("refuses")).sort("person", "place", "order")
    best = yes.group_by("person", "place", maintain_order=True).agg(pl.col("order", "points", "rank").first())
    no = rows.filter("refuses").select("person", "place").unique().with_columns(refused=pl.lit(value=True))
    both = best.join(no, on=("person", "place"), how="full", coalesce=True, validate="1:1").sort("person", "place")
    return _Named(
        place_of_post=words.numbers(facts.posts[place]),
        index=PairIndex.over(whole(both["person"]), whole(both["place"])),
        granted=np.append(both["points"].is_not_null().to_numpy(), np.False_),
        order=np.append(whole(both["order"]), UNKNOWN),
        points=np.append(whole(both["points"]), UNKNOWN),
        rank=np.append(whole(both["rank"]), UNKNOWN),
        refused=np.append(both["refused"].fill_null(value=False).to_numpy(), np.False_),
    )


def _elsewhere(facts: Facts, wishes: pl.DataFrame) -> Mask:
    """Who wants or accepts a place that is not the own one."""
    own = facts.persons.select("person", *(pl.col(place).alias(f"own_{place}") for place in PLACES))
    away = pl.any_horizontal(
        pl.col(place).is_not_null() & pl.col(place).ne_missing(pl.col(f"own_{place}")) for place in PLACES
    )
    leaving = wishes.filter(~pl.col("refuses")).join(own, on="person", how="left", validate="m:1").filter(away)
    mask = np.zeros(facts.persons.height, np.bool_)
    mask[whole(leaving["person"].unique())] = True
    return mask
