"""Every wish: granted, or what stood against it, by how much, and how many stood before; never who.

``wishes_told`` gives ``WISHES``, one row for each row of the table ``wishes``, in its order:

    employee_id, rank, stance (WANT, ACCEPT, REFUSE), request, and the place as stated: wished_post_id,
    wished_unit_id, wished_district_id
    status: see ``Answer``
    reason: why, as a code (see ``REASONS``); null where granted or honoured
    post_id: the post that the answer speaks of: the one given, else of the candidate posts there the nearest to
    being granted, else (no candidate there) the one that would suit the person's job best; null: no post there
    posts_there, posts_considered: posts in the place, and candidate posts of this person among them
    rules: ids of the rules that bar or whose gate the policy forbids; those on personal conditions are left out and
    told by ``personal``
    points (the person's own there), points_needed (at these prices at least so many; null where no points help or
    none are needed)
    behind_shortage, behind_gain, behind_moves, behind_tie: how much the seat is behind the one the person has under
    the plan (price and cost there minus price and cost here), by level; positive is worse, the first that is not zero
    decides; null where the seat is no candidate
    level: SHORTAGE, GAIN, MOVES or TIE, the level that decided
    ahead: other people who hold the seat under the plan or stood before this person for it; never who
    need, filled_before, filled_after, moved_in (who came by the plan), of post_id
    words: one Indonesian sentence that a clerk can follow
"""

from enum import StrEnum
from typing import Final

import polars as pl


class Answer(StrEnum):
    """What became of a wish."""

    GRANTED = "GRANTED"
    ALREADY_THERE = "ALREADY_THERE"
    LOST = "LOST"
    BARRED = "BARRED"
    GATE_FORBIDDEN = "GATE_FORBIDDEN"
    NOT_OPEN = "NOT_OPEN"
    DECIDED = "DECIDED"
    HONOURED = "HONOURED"
    OVERRIDDEN = "OVERRIDDEN"
    REMAINS = "REMAINS"


REASONS: Final = {
    "HOME_SHORT": "LOST: the seat that the person leaves would be short, and that weighs more",
    "SEAT_COSTLY": "LOST: room there could only be made by a shortage elsewhere",
    "POINTS": "LOST: fewer points than needed",
    "MOVES": "LOST: the same points need more moves",
    "TIE": "LOST: equal in everything; the fixed tie-breaker decided",
    "EQUAL": "LOST: equal in everything at these prices; who else moved decided",
    "NOT_COUNTED": "NOT_OPEN: the person is not among those who are planned (standing or kind of employment)",
    "NO_POST": "NOT_OPEN: no post in that place",
    "NO_NEED": "NOT_OPEN: the need of the post is not known, it is frozen",
    "COMMITTEE": "NOT_OPEN: a leading post, the committee decides",
    "NOT_PLANNED": "NOT_OPEN: the category is not planned",
    "ORIGIN": "NOT_OPEN: the person's own post is not planned or its need is not known",
    "OTHER_AGENCY": "NOT_OPEN: a post of another agency",
    "OTHER_JOB": "NOT_OPEN: another job",
    "OTHER_LEVEL": "NOT_OPEN: another level of the job",
    "TOO_FAR": "NOT_OPEN: beyond the distance that the policy considers",
    "NOT_SCORED": "NOT_OPEN: only pairs with a score from outside are considered",
    "DECISION": "DECIDED: a decision of the agency keeps the person elsewhere",
    "RULE": "BARRED: a rule of law",
    "GATE": "GATE_FORBIDDEN: an approval is missing, and the policy does not plan without it",
}
"""Codes of ``reason`` with the status that they belong to."""

WISHES: Final = pl.Schema({
    "employee_id": pl.String(), "rank": pl.Int64(), "stance": pl.String(), "request": pl.Boolean(),
    "wished_post_id": pl.String(), "wished_unit_id": pl.String(), "wished_district_id": pl.String(),
    "status": pl.String(), "reason": pl.String(), "post_id": pl.String(), "posts_there": pl.Int64(),
    "posts_considered": pl.Int64(), "rules": pl.List(pl.String()), "personal": pl.Boolean(), "points": pl.Int64(),
    "points_needed": pl.Int64(), "behind_shortage": pl.Int64(), "behind_gain": pl.Int64(), "behind_moves": pl.Int64(),
    "behind_tie": pl.Int64(), "level": pl.String(), "ahead": pl.Int64(), "need": pl.Int64(),
    "filled_before": pl.Int64(), "filled_after": pl.Int64(), "moved_in": pl.Int64(), "words": pl.String(),
})  # fmt: skip
