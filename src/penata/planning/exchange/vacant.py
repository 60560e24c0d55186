"""Empty seats, after all swaps: each goes to the claimant who fits it best, and the seat left is empty in turn."""

import numba
import numpy as np

from penata.planning.exchange.cycles import Ints


@numba.njit(cache=True)
def fill(  # pragma: no cover - compiled
    start: Ints, post: Ints, chosen: Ints, home: Ints, heads: Ints, need: Ints, floor: Ints, by_post: Ints,
    claims: Ints,
) -> Ints:  # fmt: skip
    """The pair that each person holds (n), -1 for who stays, after the empty seats were taken one by one.

    ``chosen`` (n): the pairs held before; ``heads``, ``need``, ``floor`` (p): people of each post after the swaps, how
    many it needs, and how few it may keep. ``by_post`` (p+1), ``claims`` (a): the pairs of each post, best fit first.
    Posts are gone through in their order until nobody claims any more. Nobody leaves a post at its floor; each step
    makes one person better off, so it ends.
    """
    n = len(start) - 1
    held, heads = chosen.copy(), heads.copy()
    owner = np.empty(len(post), np.int64)
    for i in range(n):
        owner[start[i] : start[i + 1]] = i
    changed = True
    while changed:
        changed = False
        for q in range(len(by_post) - 1):
            k = by_post[q]
            while k < by_post[q + 1] and heads[q] < need[q]:
                a = claims[k]
                i = owner[a]
                here = home[i] if held[i] < 0 else post[held[i]]
                dearer = held[i] < 0 or a < held[i]
                if dearer and here != q and heads[here] > floor[here]:
                    heads[here] -= 1
                    heads[q] += 1
                    held[i] = a
                    changed = True
                k += 1
    return held
