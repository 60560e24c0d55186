"""Fields of education, however their names are written, and how close two of them are.

The taxonomy is data (``education.yaml``): branch (*rumpun*), field (*bidang*), programme, and the words by which a
programme is recognised.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
import polars as pl

from penata.merit.points import FULL, Ints, Words
from penata.shipped import shipped

_LONGEST: Final = 5


@dataclass(frozen=True, slots=True)
class Programme:
    """Where a name stands in the taxonomy; ``field`` and ``programme`` are None where the name does not say.

    ``teaching``: it trains teachers of the field.
    """

    branch: str
    field: str | None
    programme: str | None
    teaching: bool

    @property
    def depth(self) -> int:
        """1 a branch, 2 a field, 3 a programme."""
        return 1 + (self.field is not None) + (self.programme is not None)


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The taxonomy, ready to recognise names: phrases of words, most definite meaning first."""

    phrases: dict[tuple[str, ...], Programme]
    spelling: dict[str, str]
    stops: frozenset[str]
    fillers: frozenset[str]
    teaching: frozenset[str]
    teaching_branch: str
    last: frozenset[str]
    closeness: dict[str, int]

    def place(self, name: str) -> Programme | None:
        """Where a name stands, None where no word of it is known."""
        words = tuple(_words(name, self.spelling, self.fillers, self.stops))
        best: tuple[tuple[int, int, int], Programme, int, int] | None = None
        for start, end, found in self._known(words):
            weak = found.depth == 1 and found.branch in self.last
            rank = (0 if weak else found.depth, end - start, -start)
            if best is None or rank > best[0]:
                best = rank, found, start, end
        if best is None:
            return None
        _, found, start, end = best
        outside = {*words[:start], *words[end:]}
        teaches = found.branch != self.teaching_branch and bool(outside & self.teaching)
        return Programme(found.branch, found.field, found.programme, teaches)

    def near(self, held: Programme, asked: Programme) -> int:
        """Thousandths of a full match between two places."""
        if held == asked:
            return (
                self.closeness["programme"] if held.programme else self.closeness["field" if held.field else "branch"]
            )
        if held.branch == asked.branch:
            same = held.field is not None and held.field == asked.field
            return self.closeness["field" if same else "branch"]
        for one, other in ((held, asked), (asked, held)):
            if one.teaching and other.branch == self.teaching_branch:
                return self.closeness["branch"]
        return 0

    def _known(self, words: tuple[str, ...]) -> Iterator[tuple[int, int, Programme]]:
        for start in range(len(words)):
            for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
                if found := self.phrases.get(words[start:end]):
                    yield start, end, found


@cache
def taxonomy() -> Taxonomy:
    """The taxonomy of ``education.yaml``."""
    raw = shipped("penata.merit", "education.yaml")
    spelling, fillers = raw["spelling"], frozenset(raw["fillers"])
    phrases: dict[tuple[str, ...], Programme] = {}
    for words, meaning in sorted(_meanings(raw["branches"]), key=lambda entry: -entry[1].depth):
        phrases.setdefault(tuple(_words(words, spelling, fillers)), meaning)
    return Taxonomy(
        phrases=phrases,
        spelling=spelling,
        stops=frozenset(raw["stops"]),
        fillers=fillers,
        teaching=frozenset(raw["teaching"]),
        teaching_branch=raw["teaching_branch"],
        last=frozenset(raw["last"]),
        closeness=raw["closeness"],
    )


def closeness(held: str, asked: str) -> int:
    """Thousandths of a full match between two names of fields; equal names are one, known or not.

    >>> [closeness("S-1 PENDIDIKAN MATEMATIKA", name) for name in ("Pend. Matematika", "Matematika", "Pendidikan MIPA")]
    [1000, 700, 400]
    >>> closeness("Ilmu Hukum", "Kebidanan")
    0
    """
    if held.strip().casefold() == asked.strip().casefold():
        return FULL
    tree = taxonomy()
    one, other = tree.place(held), tree.place(asked)
    return tree.near(one, other) if one and other else 0


def closeness_of(held: Words, asked: Words) -> Ints:
    """Closeness of every text held to every text asked (h, a), thousandths; texts as ``points.plain`` leaves them."""
    tree = taxonomy()
    ours, theirs = ([tree.place(text) for text in words.texts] for words in (held, asked))
    places = sorted({place for place in (*ours, *theirs) if place}, key=repr)
    near = np.zeros((len(places) + 1, len(places) + 1), np.int64)  # the last is what nobody knows
    for i, one in enumerate(places):
        near[i, :-1] = [tree.near(one, other) for other in places]
    number = {place: i for i, place in enumerate(places)}
    rows, columns = (np.array([number.get(p, -1) if p else -1 for p in side], np.int64) for side in (ours, theirs))
    table = near[np.ix_(rows, columns)]
    same = held.numbers(asked.texts)
    known = np.flatnonzero(same >= 0)
    table[same[known], known] = FULL
    return table


def recognised(names: pl.Series) -> pl.Series:
    """Which names the taxonomy can place (Boolean), False where a name is absent."""
    tree = taxonomy()
    places = {text: tree.place(text) is not None for text in names.drop_nulls().unique()}
    return names.replace_strict(places, default=False, return_dtype=pl.Boolean)


def _meanings(branches: dict[str, Any]) -> Iterator[tuple[str, Programme]]:
    for branch, inside in branches.items():
        for words in (branch, *inside["words"]):
            yield words, Programme(branch, None, None, teaching=False)
        for field, programmes in inside["fields"].items():
            yield field, Programme(branch, field, None, teaching=False)
            for name, words in programmes.items():
                for phrase in (name, *words):
                    yield phrase, Programme(branch, field, name, teaching=False)


def _words(
    name: str, spelling: dict[str, str], fillers: frozenset[str], stops: frozenset[str] = frozenset()
) -> Iterator[str]:
    """The words of a name that are compared: small letters, usual spelling, nothing after a word that ends it."""
    for place, word in enumerate(re.findall(r"[a-z0-9]+", re.sub("['`’]", "", name.casefold()))):
        if place and word in stops:
            return
        yield from (usual for usual in spelling.get(word, word).split() if usual not in fillers)
