"""A run of pairs as arrays, so that tens of millions are judged in little memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from penata.facts import Facts
from penata.merit.points import Ints, Mask, whole
from penata.vocabulary import Direction

CHUNK_PAIRS: Final = 500_000


@dataclass(frozen=True, slots=True, eq=False)
class Chunk:
    """Pairs in their order: ``person``, ``post``, ``here`` (own post, UNKNOWN without one), what rules said of them."""

    person: Ints
    post: Ints
    here: Ints
    step_up: Mask
    last_resort: Ints

    @property
    def stays(self) -> Mask:
        """Which pairs are the own post."""
        return np.asarray(self.post == self.here)


def chunks(facts: Facts, pairs: pl.DataFrame) -> Iterator[Chunk]:
    """The pairs in runs of at most CHUNK_PAIRS rows, in order; without ``last_resort`` no gate is one."""
    yield from runs(whole(facts.persons["post"]), pairs)


def runs(here: Ints, pairs: pl.DataFrame) -> Iterator[Chunk]:
    """As ``chunks``, where everyone's own post is known by number already."""
    for part in pairs.iter_slices(CHUNK_PAIRS):
        person = whole(part["person"])
        yield Chunk(
            person=person,
            post=whole(part["post"]),
            here=here[person],
            step_up=(part["direction"].cast(pl.String) == Direction.PROMOTION).fill_null(value=False).to_numpy(),
            last_resort=whole(part["last_resort"], 0)
            if "last_resort" in part.columns
            else np.zeros(len(person), np.int64),
        )


def nothing(chunk: Chunk) -> Ints:
    """No points for any pair of the chunk."""
    return np.zeros(len(chunk.person), np.int64)
