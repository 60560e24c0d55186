"""Shares of people: who leaves and arrives at a unit, what an office gives, and that giving is shared fairly.

A percentage of a unit's counted people is rounded down, but never below one person; 0 per cent is nobody. People who
must go by a decision are counted too.
"""

from collections.abc import Callable

import numpy as np

from penata.planning.limits.kinds.basis import Basis, Entries, rows_from
from penata.planning.limits.rows import Limit, Rows
from penata.planning.problem import Ints
from penata.vocabulary import LimitKind
from penata.wording import whole


def share_of(people: Ints, percent: int) -> Ints:
    """So many per cent of these people, rounded down, but at least one unless it is 0 per cent.

    >>> share_of(np.array([0, 3, 30]), 10).tolist(), share_of(np.array([30]), 0).tolist()
    ([1, 1, 3], [0])
    """
    return np.maximum(people * percent // 100, min(percent, 1))


def leaver_rows(basis: Basis, percent: int) -> Rows:
    """How many may go from each unit to another."""
    return _crossing(basis, LimitKind.LEAVERS, "unit_id", percent, leaving=True, words="boleh pergi dari")


def arrival_rows(basis: Basis, percent: int) -> Rows:
    """How many may come to each unit from another, or from no post."""
    return _crossing(basis, LimitKind.ARRIVALS, "unit_id", percent, leaving=False, words="boleh datang ke")


def giving_rows(basis: Basis, percent: int) -> list[Rows]:
    """How many each office may give to others; the same by agency where the dataset holds several."""
    return [
        _crossing(basis, LimitKind.GIVES, column, percent, leaving=True, words="boleh dilepas kepada yang lain oleh")
        for column in _givers(basis)
    ]


def donor_rows(basis: Basis, percent: int) -> list[Rows]:
    """No office (no agency, where there are several) gives more than so many per cent of all that are given.

    100 for each whom it gives, less the percentage for everyone whom any of them gives, is at most zero.
    """
    return [_fair(basis, column, percent) for column in _givers(basis)]


def _givers(basis: Basis) -> list[str]:
    several = basis.facts.posts["agency_id"].n_unique() > 1
    return ["office_id", "agency_id"] if several else ["office_id"]


def _crossing(basis: Basis, kind: LimitKind, column: str, percent: int, *, leaving: bool, words: str) -> Rows:
    """One row a place: people who go from it to another one, or come to it."""
    names = basis.named(column)
    here, there = names.at(basis.here), names.at(basis.there)
    place = here if leaving else there
    pair = np.flatnonzero((here != there) & (place >= 0))
    people = basis.counted_by(names)
    most = share_of(people, percent)
    title = place_title(basis, column)

    def limit(at: int) -> Limit:
        number, of = whole(int(most[at])), whole(int(people[at]))
        said = f"paling banyak {number} orang {words} {title(names.texts[at])} ({percent} persen dari {of} orang)"
        return Limit(kind, names.texts[at], int(most[at]), said)

    return rows_from(basis, Entries(place[pair], pair, np.ones(len(pair), np.int64), most), limit)


def _fair(basis: Basis, column: str, percent: int) -> Rows:
    names = basis.named(column)
    here, there = names.at(basis.here), names.at(basis.there)
    pair = np.flatnonzero((here != there) & (here >= 0))
    givers = np.unique(here[pair])
    size = len(givers)
    row = np.repeat(np.arange(size), len(pair))
    own = np.tile(here[pair], size) == givers[row]
    entries = Entries(row, np.tile(pair, size), np.where(own, 100 - percent, -percent), np.zeros(size, np.int64))
    title = place_title(basis, column)

    def limit(at: int) -> Limit:
        giver = names.texts[givers[at]]
        said = f"{title(giver)} paling banyak melepas {percent} persen dari semua yang dilepas"
        return Limit(LimitKind.DONOR, giver, 0, said)

    return rows_from(basis, entries, limit)


def place_title(basis: Basis, column: str) -> Callable[[str], str]:
    """How a unit, an office or an agency is called in words."""
    posts = basis.facts.posts
    if column == "agency_id":
        names = dict(basis.dataset["agencies"].select("agency_id", "name").iter_rows())
    else:
        names = dict(posts.select(column, column.removesuffix("_id")).drop_nulls().unique().iter_rows())
    return lambda text: names.get(text, text)
