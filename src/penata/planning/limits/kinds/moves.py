"""How many people move at all, and how many from one district to another."""

import numpy as np

from penata.planning.limits.kinds.basis import Basis, Entries, rows_from
from penata.planning.limits.rows import Limit, Rows
from penata.vocabulary import LimitKind
from penata.wording import whole

TO = ">"
"""Stands between the two districts of a key of ``limits.districts``."""


def move_rows(basis: Basis, most: int) -> Rows:
    """At most so many people move; a placement of somebody without a post is a move."""
    pair = np.flatnonzero(basis.moves)
    ones = np.ones(len(pair), np.int64)
    limit = Limit(LimitKind.MAX_MOVES, "", most, f"paling banyak {whole(most)} orang pindah")
    return rows_from(basis, Entries(0 * ones, pair, ones, np.array([most])), lambda _: limit)


def district_rows(basis: Basis) -> Rows:
    """At most so many people move from one district to another ("FROM>TO"; the same twice: inside it)."""
    caps = sorted(basis.policy.limits.districts.items())
    districts = basis.named("district_id")
    number = {text: at for at, text in enumerate(districts.texts)}
    names = dict(basis.dataset["districts"].select("district_id", "name").iter_rows())
    size = len(districts.texts)
    row_of = np.full(size**2, -1, np.int64)
    for row, (key, _) in enumerate(caps):
        start, end = (part.strip() for part in key.split(TO))
        if start in number and end in number:
            row_of[number[start] * size + number[end]] = row
    here, there = districts.at(basis.here), districts.at(basis.there)
    pair = np.flatnonzero(basis.moves & (here >= 0) & (there >= 0))
    row = row_of[here[pair] * size + there[pair]]
    pair, row = pair[row >= 0], row[row >= 0]

    def limit(at: int) -> Limit:
        key, most = caps[at]
        start, end = (names.get(part.strip(), part.strip()) for part in key.split(TO))
        words = f"dari {start} ke {end} paling banyak {whole(most)} orang"
        return Limit(LimitKind.DISTRICTS, key, most, words)

    most = np.array([value for _, value in caps], np.int64)
    return rows_from(basis, Entries(row, pair, np.ones(len(pair), np.int64), most), limit)
