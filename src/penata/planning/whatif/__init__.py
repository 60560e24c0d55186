"""What if: changes tried on a plan, answered by settling again only what they touch."""

from penata.planning.whatif.answer import Answer, Levels, PostShift, Shift
from penata.planning.whatif.board import Board
from penata.planning.whatif.changes import (
    Change,
    Forbid,
    Join,
    Move,
    Need,
    Pin,
    Retire,
    Weigh,
    Withdraw,
    changed,
)

__all__ = [
    "Answer",
    "Board",
    "Change",
    "Forbid",
    "Join",
    "Levels",
    "Move",
    "Need",
    "Pin",
    "PostShift",
    "Retire",
    "Shift",
    "Weigh",
    "Withdraw",
    "changed",
]
